"""What the reader took from each document, kept so that no document is read twice by the same reader.

Readings come in chunks of documents. A chunk is one Parquet file a table, `<reader digest>/<table>/<chunk>.parquet`,
and counts from the moment its record `<reader digest>/chunk/<chunk>.json` is there, which is written last and holds
the size and SHA-256 of each file. Everything without a record is as if it were not there, and so is a chunk whose
files are not as recorded: its documents are simply read again.

Many small chunks are merged into packs. A pack's record names the chunks it replaces; their files stay for a day,
because another process may be scanning them.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
import shutil
import time
from collections.abc import Collection, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import polars as pl

from warehouse import durable
from warehouse.home import Home
from warehouse.snapshot import file_digest, write_table

SMALL_CHUNK_LIMIT = 200
PACK_DOCUMENT_COUNT = 10_000
GRACE_SECONDS = 24 * 3600.0

PAGE_TABLE = "read_page"
RECORD_FOLDER = "chunk"
DROPPED_PREFIX = ".dropped-"
SAFE_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*")


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One table's file in a chunk."""

    byte_count: int
    row_count: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Chunk:
    """A chunk that counts: its files by table, and the chunks it replaces."""

    chunk_id: str
    files: Mapping[str, FileRecord]
    replaces: tuple[str, ...] = ()

    @property
    def document_count(self) -> int:
        """Documents the chunk holds readings of."""
        return self.files[PAGE_TABLE].row_count


def write_chunk(home: Home, digest: str, chunk_id: str, frames: Mapping[str, pl.DataFrame]) -> None:
    """Keep the readings of some documents: all tables or, where the process dies, none.

    `frames` holds one frame a table, each with a `document_id`; `read_page` must be among them and has one row a
    document. A chunk of the same id is replaced. Raises ValueError where that is not so, StorageError where the disk
    fails.
    """
    _check_frames(chunk_id, frames)
    _write(home.readings / digest, chunk_id, frames, replaces=())


def done(home: Home, digest: str) -> set[str]:
    """The ids of the documents whose reading is at hand."""
    folder = home.readings / digest
    return set(_documents(folder, _chunks(folder))["document_id"])


def scan(
    home: Home,
    digest: str,
    name: str,
    document_ids: Collection[str] | None = None,
    *,
    schema: Mapping[str, pl.DataType | type[pl.DataType]] | None = None,
) -> pl.LazyFrame:
    """One table of the readings of these documents (None: of all).

    Rows are sorted by document and, within one, stand as the reader gave them, however the chunks were cut. A document
    that two runs read counts once. Where nothing was read yet the frame has the `schema` and no rows.
    """
    folder = home.readings / digest
    wanted = _documents(folder, _chunks(folder))
    if document_ids is not None:
        wanted = wanted.filter(pl.col("document_id").is_in(list(document_ids)))
    if wanted.is_empty():
        return pl.LazyFrame(schema=dict(schema or {}))
    return _rows(folder, name, wanted).sort("document_id", maintain_order=True)


def tidy(home: Home, digest: str) -> list[str]:
    """Drop damaged chunks, merge small ones and delete leftovers. To be called before a build reads the cache.

    Reads every byte. Returns one sentence for each damaged chunk; its documents are no longer done.
    """
    folder = home.readings / digest
    if not (folder / RECORD_FOLDER).is_dir():
        return []
    messages = _drop_damaged(folder)
    _merge_small(folder)
    _delete_leftovers(folder)
    return messages


def drop_other_digests(home: Home, keep: Iterable[str]) -> list[str]:
    """Delete the readings of all readers but these; returns the digests that went."""
    kept = set(keep)
    if not home.readings.is_dir():
        return []
    others = sorted(path for path in home.readings.iterdir() if path.is_dir() and path.name not in kept)
    for folder in others:
        # Renamed first: half a reader's readings must not look like all of them.
        grave = folder.with_name(f"{DROPPED_PREFIX}{secrets.token_hex(8)}")
        with suppress(FileNotFoundError):
            folder.rename(grave)
        shutil.rmtree(grave, ignore_errors=True)
    return [folder.name for folder in others if not folder.name.startswith(DROPPED_PREFIX)]


def erase(home: Home, document_ids: Collection[str]) -> None:
    """Delete the readings of documents for good, whichever reader took them; those of others stay.

    A build that runs meanwhile may miss a file and fail; it can be repeated. Raises StorageError where the disk fails;
    the same call can be repeated.
    """
    for folder in sorted(home.readings.iterdir()) if home.readings.is_dir() else []:
        if folder.name.startswith(DROPPED_PREFIX):
            shutil.rmtree(folder, ignore_errors=True)
            continue
        _drop_damaged(folder)
        for chunk in _recorded(folder):
            _erase_from(folder, chunk, document_ids)
        recorded = {path.stem for path in (folder / RECORD_FOLDER).glob("*.json")}
        # What no record names was left by somebody killed, and may hold anything.
        for path in folder.glob("*/*.parquet"):
            if path.stem not in recorded:
                durable.remove_file(path)


def _erase_from(folder: Path, chunk: Chunk, document_ids: Collection[str]) -> None:
    """Put a chunk without these documents in the place of one that holds any of them."""
    is_other = ~pl.col("document_id").is_in(list(document_ids))
    pages = pl.read_parquet(_table_path(folder, PAGE_TABLE, chunk.chunk_id), columns=["document_id"], glob=False)
    others = pages.filter(is_other)["document_id"].sort().to_list()
    if len(others) == pages.height:
        return
    if others:
        frames = {
            name: pl.read_parquet(_table_path(folder, name, chunk.chunk_id), glob=False).filter(is_other)
            for name in chunk.files
        }
        _write(folder, hashlib.sha256("\n".join(others).encode()).hexdigest()[:32], frames, chunk.replaces)
    durable.remove_file(_record_path(folder, chunk.chunk_id))
    for name in chunk.files:
        durable.remove_file(_table_path(folder, name, chunk.chunk_id))


def _check_frames(chunk_id: str, frames: Mapping[str, pl.DataFrame]) -> None:
    if PAGE_TABLE not in frames:
        raise ValueError(f"chunk {chunk_id}: no {PAGE_TABLE} among its tables {sorted(frames)}")
    if frames[PAGE_TABLE]["document_id"].is_duplicated().any():
        raise ValueError(f"chunk {chunk_id}: a document stands twice in {PAGE_TABLE}")
    for name in (chunk_id, *frames):
        if not SAFE_NAME.fullmatch(name):
            raise ValueError(f"chunk {chunk_id}: {name!r} cannot name a file; use letters, digits, '-', '_' and '.'")


def _write(folder: Path, chunk_id: str, frames: Mapping[str, pl.DataFrame], replaces: Iterable[str]) -> None:
    files = {}
    for name, frame in frames.items():
        sha256 = write_table(folder / name, chunk_id, frame)
        files[name] = FileRecord(_table_path(folder, name, chunk_id).stat().st_size, frame.height, sha256)
    durable.create_folder(folder / RECORD_FOLDER)
    record = asdict(Chunk(chunk_id, files, tuple(replaces)))
    durable.replace_file(_record_path(folder, chunk_id), (json.dumps(record, indent=1) + "\n").encode())


def _table_path(folder: Path, name: str, chunk_id: str) -> Path:
    return folder / name / f"{chunk_id}.parquet"


def _record_path(folder: Path, chunk_id: str) -> Path:
    return folder / RECORD_FOLDER / f"{chunk_id}.json"


def _read_record(path: Path) -> Chunk | None:
    """The chunk of a record, or None where the record makes no sense or is gone."""
    try:
        record = json.loads(path.read_bytes())
        files = {name: FileRecord(**file) for name, file in record["files"].items()}
        chunk = Chunk(record["chunk_id"], files, tuple(record["replaces"]))
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
    return chunk if PAGE_TABLE in files and chunk.chunk_id == path.stem else None


def _recorded(folder: Path) -> list[Chunk]:
    """The chunks whose files are there in the recorded size, those that were replaced included."""
    chunks = (_read_record(path) for path in sorted((folder / RECORD_FOLDER).glob("*.json")))
    return [chunk for chunk in chunks if chunk is not None and _has_recorded_sizes(folder, chunk)]


def _chunks(folder: Path) -> list[Chunk]:
    """The chunks that count."""
    recorded = _recorded(folder)
    replaced = {chunk_id for chunk in recorded for chunk_id in chunk.replaces}
    return [chunk for chunk in recorded if chunk.chunk_id not in replaced]


def _has_recorded_sizes(folder: Path, chunk: Chunk) -> bool:
    try:
        return all(
            _table_path(folder, name, chunk.chunk_id).stat().st_size == file.byte_count
            for name, file in chunk.files.items()
        )
    except OSError:
        return False


def _documents(folder: Path, chunks: Collection[Chunk]) -> pl.DataFrame:
    """One row a document: `document_id` and the `chunk_id` that its reading is taken from."""
    pages = [
        pl.read_parquet(_table_path(folder, PAGE_TABLE, chunk.chunk_id), columns=["document_id"], glob=False).select(
            "document_id", chunk_id=pl.lit(chunk.chunk_id)
        )
        for chunk in chunks
    ]
    none = pl.DataFrame(schema={"document_id": pl.String, "chunk_id": pl.String})
    return pl.concat([none, *pages]).unique("document_id", keep="first", maintain_order=True)


def _rows(folder: Path, name: str, documents: pl.DataFrame) -> pl.LazyFrame:
    """A table's rows for these documents, each taken from its chunk, in the order of the chunks."""
    paths = {chunk_id: str(_table_path(folder, name, chunk_id)) for chunk_id in sorted(documents["chunk_id"].unique())}
    wanted = documents.lazy().select("document_id", read_path=pl.col("chunk_id").replace_strict(paths))
    return (
        pl.scan_parquet(list(paths.values()), include_file_paths="read_path", glob=False)
        .join(wanted, on=["document_id", "read_path"], how="semi", maintain_order="left")
        .drop("read_path")
    )


def _drop_damaged(folder: Path) -> list[str]:
    record_paths = sorted((folder / RECORD_FOLDER).glob("*.json"))
    with ThreadPoolExecutor() as pool:
        damages = list(pool.map(lambda path: _damage(folder, path), record_paths))
    for path, damage in zip(record_paths, damages, strict=True):
        if damage:
            durable.remove_file(path)
    return [damage for damage in damages if damage]


def _damage(folder: Path, record_path: Path) -> str | None:
    chunk = _read_record(record_path)
    if chunk is None:
        # Gone is not damaged: another process may be tidying too.
        return (
            f"{record_path}: not the record of a chunk; its documents are read again" if record_path.exists() else None
        )
    for name, file in chunk.files.items():
        path = _table_path(folder, name, chunk.chunk_id)
        try:
            is_whole = file_digest(path) == file.sha256
        except OSError:
            is_whole = False
        if not is_whole and record_path.exists():
            return f"{path}: damaged or missing; its {chunk.document_count} documents are read again"
    return None


def _merge_small(folder: Path) -> None:
    """Merge small chunks into packs where there are too many. Whoever is killed before the record changes nothing."""
    chunks = _chunks(folder)
    small = [chunk for chunk in chunks if chunk.document_count < PACK_DOCUMENT_COUNT]
    if len(small) <= SMALL_CHUNK_LIMIT:
        return
    documents = _documents(folder, chunks)
    for group in _groups(small):
        ids = [chunk.chunk_id for chunk in group]
        wanted = documents.filter(pl.col("chunk_id").is_in(ids))
        if wanted.is_empty():
            continue
        names = sorted({name for chunk in group for name in chunk.files})
        frames = {name: _rows(folder, name, wanted).collect() for name in names}
        pack_id = f"pack-{hashlib.sha256(' '.join(ids).encode()).hexdigest()[:16]}"
        _write(folder, pack_id, frames, replaces=ids)


def _groups(chunks: Iterable[Chunk]) -> list[list[Chunk]]:
    """Chunks in groups of as many documents as make a pack; the last group may hold fewer."""
    groups: list[list[Chunk]] = [[]]
    for chunk in chunks:
        if sum(member.document_count for member in groups[-1]) >= PACK_DOCUMENT_COUNT:
            groups.append([])
        groups[-1].append(chunk)
    return groups


def _delete_leftovers(folder: Path) -> None:
    """Delete, after the day of grace, chunks that packs replace and files that no record names."""
    oldest = time.time() - GRACE_SECONDS
    for chunk in _recorded(folder):
        if _is_older(_record_path(folder, chunk.chunk_id), oldest):
            for chunk_id in chunk.replaces:
                durable.remove_file(_record_path(folder, chunk_id))
    recorded = {path.stem for path in (folder / RECORD_FOLDER).glob("*.json")}
    for table_folder in folder.iterdir():
        durable.remove_stale_temporaries(table_folder)
        for path in table_folder.glob("*.parquet"):
            if path.stem not in recorded and _is_older(path, oldest):
                path.unlink(missing_ok=True)


def _is_older(path: Path, moment: float) -> bool:
    """Whether a file was last written before a moment (seconds since 1970); a missing one was not."""
    try:
        return path.stat().st_mtime < moment
    except FileNotFoundError:
        return False
