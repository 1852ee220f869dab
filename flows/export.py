"""Hands on the published tables to other programs."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from difflib import get_close_matches
from pathlib import Path

from flows.command import UsageError
from flows.output import tell
from warehouse.database import connect
from warehouse.export import WRITERS, Exported, export, listed
from warehouse.home import Home


def export_tables(
    home: Home, folder: Path, *, formats: list[str] | None, tables: list[str] | None, is_overwriting: bool
) -> Exported:
    """Write the tables and views that are wanted, all unless named.

    Raises UsageError where one does not exist, or the folder is not one that an export could have to itself.
    """
    folder = folder.resolve()
    if home.root.is_relative_to(folder) or Path.cwd().is_relative_to(folder):
        raise UsageError(
            f"{folder} holds more than an export: give a folder of its own, as in --to {folder / 'export'}"
        )
    with connect(home) as connection:
        names = [table.name for table in listed(connection)]
        return export(
            connection,
            folder,
            names=_known("table or view", tables, names),
            formats=_known("format", formats, WRITERS),
            is_overwriting=is_overwriting,
        )


def _known(what: str, given: Iterable[str] | None, known: Collection[str]) -> list[str]:
    """The names that are given, with commas or one by one; all that are known where none is."""
    wanted = [name.strip() for names in given or () for name in names.split(",") if name.strip()]
    for name in wanted:
        if name not in known:
            near = get_close_matches(name, known, n=3) or known
            raise UsageError(f"there is no {what} {name!r}: did you mean {', '.join(near)}?")
    return list(dict.fromkeys(wanted)) or list(known)


def tell_exported(exported: Exported) -> None:
    """Print what was written, and where it is."""
    row_count = sum(exported.row_counts.values())
    tell(
        f"Exported release {exported.release_no}: {len(exported.row_counts):,} tables and views, {row_count:,} rows, "
        f"as {', '.join(exported.formats)}, {exported.byte_count / 1e6:.1f} MB."
    )
    if exported.moved_aside is not None:
        tell(f"What was there is now in {exported.moved_aside}")
    tell(f"Open: {exported.folder / 'data_dictionary.md'}")
