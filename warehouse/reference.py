"""The reference data: what people know and edit, kept as CSV under `seeds/reference` and checked when loaded."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

REFERENCE_FOLDER = Path(__file__).resolve().parent.parent / "seeds" / "reference"
MOST_PROBLEMS_SHOWN = 20
DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


class ReferenceFileError(ValueError):
    """Reference files that cannot be used; the message names each file and line, what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How one reference file must look.

    columns: the header, in any order; empty means that any header with the key's columns will do.
    key: the columns that together name a row once. dates: columns of YYYY, YYYY-MM or YYYY-MM-DD, or empty.
    countries: columns of country codes, or empty. required: columns that no row may leave empty.
    """

    columns: tuple[str, ...]
    key: tuple[str, ...]
    required: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()


LAYOUTS: Mapping[str, Layout] = {
    "country": Layout(
        columns=("country_code", "alpha2_code", "name", "official_name", "source"),
        key=("country_code",),
        required=("alpha2_code", "name", "source"),
    ),
    "country_name": Layout(
        columns=("name", "country", "kind", "caution", "source"),
        key=("name",),
        required=("country", "kind", "source"),
        countries=("country",),
    ),
    "country_trait": Layout(
        columns=("trait", "country", "source"),
        key=("trait", "country"),
        required=("source",),
        countries=("country",),
    ),
    "name_word": Layout(columns=("word", "kind", "source"), key=("word",), required=("kind", "source")),
    "organization": Layout(
        columns=("name", "kind", "country", "sector", "aliases", "caution", "source"),
        key=("name",),
        required=("kind", "sector", "source"),
        countries=("country",),
    ),
    "person": Layout(
        columns=("name", "family_name", "country", "pronoun", "aliases", "known_as", "source"),
        key=("name",),
        required=("family_name", "country", "pronoun", "source"),
        countries=("country",),
    ),
    "office": Layout(
        columns=("person", "office", "country", "organization", "start_date", "end_date", "source"),
        key=("person", "office", "start_date"),
        required=("source",),
        dates=("start_date", "end_date"),
        countries=("country",),
    ),
    "role": Layout(
        columns=("role", "plural", "kind", "sector", "stands_for", "source"),
        key=("role",),
        required=("kind", "sector", "source"),
    ),
    "fact": Layout(
        columns=("fact_id", "what", "subject", "object", "start_date", "end_date", "note", "source"),
        key=("fact_id",),
        required=("what", "start_date", "source"),
        dates=("start_date", "end_date"),
    ),
    "outlet": Layout(
        columns=("domain", "name", "country", "kind", "also_known_as", "source"),
        key=("domain",),
        required=("name", "kind", "source"),
        countries=("country",),
    ),
    "action": Layout(
        columns=(
            "action_id",
            "predicate",
            "root",
            "kind",
            "cameo_code",
            "quad_class",
            "intensity",
            "source",
            "target",
            "is_target_bound",
            "is_mutual",
            "basis",
        ),
        key=("action_id",),
        required=("predicate", "kind", "basis"),
    ),
    "word_class": Layout(columns=("class", "word", "source"), key=("class", "word"), required=("source",)),
}
# A table that needs further reference data brings its own file: any columns will do, lines must be whole.
ANY_LAYOUT = Layout(columns=(), key=())
# Names that a row of one file points to in another: (file, column) -> (file, column).
POINTERS: Mapping[tuple[str, str], tuple[str, str]] = {
    ("office", "person"): ("person", "name"),
    ("office", "organization"): ("organization", "name"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One data line of a file; `line` counts from 1 and includes the header."""

    line: int
    values: dict[str, str]


def load_reference(folder: Path | None = None) -> dict[str, pl.DataFrame]:
    """Load and check every reference file; returns frames by file name without `.csv`, every column a String.

    Raises ReferenceFileError with all that is wrong in all files, and OSError where the folder cannot be read.
    """
    folder = folder or REFERENCE_FOLDER
    problems: list[str] = []
    files: dict[str, list[Row]] = {}
    headers: dict[str, list[str]] = {}
    for path in sorted(folder.glob("*.csv")):
        headers[path.stem], files[path.stem] = _rows(path, problems)
    problems.extend(
        f"{name}.csv: missing in {folder}; restore it, an empty one needs its header line"
        for name, layout in LAYOUTS.items()
        if name not in files and layout.columns
    )
    codes = {row.values.get("country_code", "") for row in files.get("country", [])}
    for name, rows in files.items():
        problems.extend(_problems(name, rows, codes))
    problems.extend(_broken_pointers(files))
    if problems:
        raise ReferenceFileError(_message(folder, problems))
    return {
        name: pl.DataFrame([row.values for row in rows], schema=dict.fromkeys(headers[name], pl.String))
        for name, rows in files.items()
    }


def _message(folder: Path, problems: Sequence[str]) -> str:
    shown = "\n".join(f"  {problem}" for problem in problems[:MOST_PROBLEMS_SHOWN])
    more = len(problems) - MOST_PROBLEMS_SHOWN
    tail = f"\n  and {more} more" if more > 0 else ""
    return f"the reference data in {folder} cannot be used:\n{shown}{tail}"


def _rows(path: Path, problems: list[str]) -> tuple[list[str], list[Row]]:
    """Read one file; what cannot be read is added to `problems`."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        problems.append(f"{path.name}: not UTF-8 (byte {error.start}); save it as UTF-8")
        return [], []
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    rows: list[Row] = []
    try:
        header = next(reader, [])
        if fault := _header_fault(LAYOUTS.get(path.stem, ANY_LAYOUT), header):
            problems.append(f"{path.name}, line 1: {fault}")
            return header, []
        for fields in reader:
            if len(fields) != len(header):
                problems.append(
                    f"{path.name}, line {reader.line_num}: {len(fields)} fields where the header has {len(header)}; "
                    "add or remove commas, and put a field that holds a comma in quotes"
                )
                continue
            rows.append(Row(reader.line_num, dict(zip(header, fields, strict=True))))
    except csv.Error as error:
        problems.append(f"{path.name}, line {reader.line_num}: {error}; check the quotes of this line")
    return header, rows


def _header_fault(layout: Layout, header: Sequence[str]) -> str | None:
    if len(set(header)) < len(header):
        return "a column stands twice; remove one"
    needed = layout.columns or layout.key
    if missing := [name for name in needed if name not in header]:
        return f"missing columns {', '.join(missing)}; the header is {','.join(needed)}"
    if layout.columns and (unknown := [name for name in header if name not in layout.columns]):
        return f"unknown columns {', '.join(unknown)}; the header is {','.join(layout.columns)}"
    return None


def _problems(name: str, rows: Sequence[Row], codes: set[str]) -> Iterator[str]:
    layout = LAYOUTS.get(name, ANY_LAYOUT)
    seen: dict[tuple[str, ...], int] = {}
    for row in rows:
        place = f"{name}.csv, line {row.line}"
        for column, value in row.values.items():
            if value != value.strip():
                yield f"{place}: {column} {value!r} begins or ends with a space; remove it"
        key = tuple(row.values[column] for column in layout.key)
        if key and not any(key):
            yield f"{place}: no {' and '.join(layout.key)}; every row needs one"
        elif key and key in seen:
            yield f"{place}: {', '.join(key)} stands already on line {seen[key]}; keep one of the two"
        seen.setdefault(key, row.line)
        for column in layout.required:
            if not row.values[column]:
                yield f"{place}: {column} is empty; every row needs one"
        for column in layout.countries:
            if (code := row.values[column]) and code not in codes:
                yield f"{place}: {column} {code!r} is not in country.csv; use its alpha-3 code"
        yield from _date_problems(place, layout, row)


def _date_problems(place: str, layout: Layout, row: Row) -> Iterator[str]:
    values = [row.values[column] for column in layout.dates]
    for column, value in zip(layout.dates, values, strict=True):
        if value and not _is_date(value):
            yield f"{place}: {column} {value!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD, or leave it empty"
            return
    if len(values) == 2 and all(values):
        shared = min(map(len, values))
        if values[0][:shared] > values[1][:shared]:
            yield f"{place}: {layout.dates[0]} {values[0]} is after {layout.dates[1]} {values[1]}; swap or correct them"


def _is_date(value: str) -> bool:
    parts = DATE.fullmatch(value)
    if not parts:
        return False
    year, month, day = parts.groups(default="1")
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True


def _broken_pointers(files: Mapping[str, Sequence[Row]]) -> Iterator[str]:
    for (name, column), (other, other_column) in POINTERS.items():
        known = {row.values[other_column] for row in files.get(other, ())}
        for row in files.get(name, ()):
            if (value := row.values[column]) and value not in known:
                yield f"{name}.csv, line {row.line}: {column} {value!r} is not in {other}.csv; add it or correct it"
