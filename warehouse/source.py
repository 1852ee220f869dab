"""Where documents come from: files and folders of .txt, .html, .htm and .jsonl, each also as .gz.

One text or HTML file is one document. One line of a .jsonl file is one document: an object with `text` or `html`, and
where known `uri` or `url`, `id`, `title`, `published`, `outlet`, `author`, `language`. Bytes pass as they are; what
they mean is the reader's matter. Whatever cannot be taken becomes a Refusal that names the file and the line, and the
rest goes on.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import stat
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast
from urllib.parse import quote, urldefrag

BYTE_LIMIT = 32 * 1024 * 1024
URI_LENGTH_LIMIT = 8192
HOPELESS_LINE_COUNT = 1000
SAMPLE_BYTE_COUNT = 4096

TEXT, HTML, JSON, JSON_LINES = "text/plain", "text/html", "application/json", "application/jsonl"
MEDIA_TYPE_BY_SUFFIX = {".txt": TEXT, ".html": HTML, ".htm": HTML, ".jsonl": JSON_LINES}
ENDINGS = f"{' '.join(MEDIA_TYPE_BY_SUFFIX)}, or in one of these and .gz"
METADATA_NAMES = ("title", "published", "outlet", "author", "language")

UTF8_MARK = b"\xef\xbb\xbf"
WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
CONTROL_BYTES = bytes(set(range(32)) - set(b"\t\n\x0b\f\r\x1b"))
# What a file starts with that only pretends to be text.
SIGNATURES = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"{\\rtf": "a rich text document",
    b"\x1f\x8b": "a gzip file",
    b"\x28\xb5\x2f\xfd": "a Zstandard file",
    b"BZh": "a bzip2 file",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"\x7fELF": "a program",
    b"PAR1": "a Parquet file",
}


@dataclass(frozen=True, slots=True)
class Sighting:
    """Bytes seen at a URI.

    uri: the file's `file:` address, links resolved; for a line its own `uri` or `url`, else the file's with `#id=ID`,
        or with `#line=NUMBER` where it has none of them.
    media_type: text/plain, text/html, or application/json for a line of a .jsonl file.
    source: the folder that holds the file; for a line the .jsonl file.
    """

    uri: str
    media_type: str
    data: bytes
    metadata: Mapping[str, str]
    source: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that could not be taken in: where, why, and what to do about it."""

    uri: str
    message: str
    remedy: str


class UnfitError(Exception):
    """Bytes that cannot be taken as a document."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


def sightings(paths: Iterable[Path | str], byte_limit: int = BYTE_LIMIT) -> Iterator[Sighting | Refusal]:
    """All documents in files and folders, file by file in the order of their URIs and line by line within.

    So the order of the arguments, and of a folder on disk, does not matter. Folders are searched with all below them,
    links are followed, hidden names are passed over; a file that is reached twice is read once. Each URI is yielded at
    most once: the first line that names it stands, and another with other bytes is refused, for which of the two is the
    newer nobody can tell.
    """
    digest_of_uri: dict[str, bytes] = {}
    for file_uri, found in sorted(find_files(paths).items()):
        if isinstance(found, Refusal):
            yield found
            continue
        for place, each in read_documents(found, file_uri, byte_limit):
            if isinstance(each, Sighting):
                digest = hashlib.sha256(each.data).digest()
                if each.uri not in digest_of_uri:
                    digest_of_uri[each.uri] = digest
                elif digest_of_uri[each.uri] == digest:
                    continue
                else:
                    each = seen_before(place, each.uri)
            yield each


def covers(paths: Iterable[Path | str], uri: str) -> bool:
    """Whether observing these paths looks at a `file:` URI, so that an old refusal there no longer counts."""
    place = urldefrag(uri).url
    roots = [located(path).as_uri() for path in paths]
    return any(place == root or place.startswith(root.rstrip("/") + "/") for root in roots)


def located(path: Path | str) -> Path:
    """The absolute path, resolved but for the file's own name, which says what kind it is."""
    path = Path(path)
    return Path(os.path.realpath(path)) if os.path.isdir(path) else Path(os.path.realpath(path.parent), path.name)  # noqa: PTH112


def media_type_of(path: Path) -> str | None:
    """What a file's name says it holds; None for what is not taken."""
    return MEDIA_TYPE_BY_SUFFIX.get(Path(path.name.lower().removesuffix(".gz")).suffix)


def find_files(paths: Iterable[Path | str]) -> dict[str, Path | Refusal]:
    """The files to read, by the URI of what they resolve to, and the refusals of what cannot be searched, by theirs."""
    found: dict[str, Path | Refusal] = {}
    visited: set[tuple[int, int]] = set()
    for path in paths:
        found |= search(located(path), visited)
    return found


def search(start: Path, visited: set[tuple[int, int]]) -> dict[str, Path | Refusal]:
    """The same for one file or folder; `visited` holds the folders that were searched already, by device and inode."""
    found: dict[str, Path | Refusal] = {}

    def refuse(path: Path, message: str, remedy: str) -> None:
        found[path.as_uri()] = Refusal(path.as_uri(), message, remedy)

    waiting: list[tuple[Path, frozenset[tuple[int, int]]]] = [(start, frozenset())]
    while waiting:
        path, above = waiting.pop()
        try:
            status = path.stat()
            identity = (status.st_dev, status.st_ino)
            if stat.S_ISDIR(status.st_mode) and identity in above:
                refuse(path, f"the link leads back to {os.path.realpath(path)}, which contains it", "remove the link")
            elif stat.S_ISDIR(status.st_mode):
                if identity not in visited:
                    visited.add(identity)
                    waiting += [(each, above | {identity}) for each in sorted(path.iterdir()) if is_wanted(each)]
            elif not stat.S_ISREG(status.st_mode):
                refuse(path, "this is not a regular file", "move it away")
            elif media_type_of(path) is None:
                refuse(path, "this kind of file is not taken", f"give files that end in {ENDINGS}")
            else:
                found[Path(os.path.realpath(path)).as_uri()] = path
        except OSError as error:
            refuse(path, *why_unreadable(error))
    return found


def is_wanted(path: Path) -> bool:
    """Whether a name found in a folder is one to look at: a folder, or a file of a known kind, and not hidden."""
    return not path.name.startswith(".") and (media_type_of(path) is not None or path.is_dir())


def read_documents(file: Path, uri: str, byte_limit: int) -> Iterator[tuple[str, Sighting | Refusal]]:
    """The documents of one file, each with the URI of the place where it stands."""
    media_type = media_type_of(file) or TEXT
    try:
        with open_file(file) as stream:
            if media_type == JSON_LINES:
                yield from read_lines(stream, uri, byte_limit)
            else:
                data = stream.read(byte_limit + 1)
                check_text(data, byte_limit)
                yield uri, Sighting(uri, media_type, data, {}, uri.rpartition("/")[0])
    except UnfitError as error:
        yield uri, Refusal(uri, error.message, error.remedy)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield uri, Refusal(uri, f"the gzip file is damaged: {error}", "fetch or pack the file again")
    except OSError as error:
        yield uri, Refusal(uri, *why_unreadable(error))


def read_lines(stream: BinaryIO, file_uri: str, byte_limit: int) -> Iterator[tuple[str, Sighting | Refusal]]:
    """The documents of a .jsonl file, each with the URI of its line. Blank lines are passed over."""
    content_count = good_count = 0
    for number, line in enumerate(bounded_lines(stream, byte_limit), start=1):
        if number == 1:
            check_lines_head(line or b"")
        place = f"{file_uri}#line={number}"
        try:
            if line is None:
                content_count += 1
                raise UnfitError(f"it is longer than {in_megabytes(byte_limit)}", "split the document, or leave it out")
            if content := line.removeprefix(UTF8_MARK).strip():
                content_count += 1
                yield place, read_line(content, file_uri, place)
                good_count += 1
        except UnfitError as error:
            yield place, Refusal(place, f"line {number}: {error.message}", error.remedy)
        if number == HOPELESS_LINE_COUNT and not good_count:
            raise UnfitError(
                f"none of its first {number} lines is a document", "see that the file is JSON Lines in UTF-8"
            )
    if not content_count:
        raise UnfitError("the file is empty", "fetch the file again, or delete it")


def bounded_lines(stream: BinaryIO, byte_limit: int) -> Iterator[bytes | None]:
    """The lines of a stream with their ends; None for each that is longer than the limit, of which no more is held."""
    while line := stream.readline(byte_limit + 1):
        if len(line) <= byte_limit or line.endswith(b"\n"):
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(byte_limit)
        yield None


def read_line(line: bytes, file_uri: str, place: str) -> Sighting:
    """The document that one line holds. Raises UnfitError."""
    fields = parse_object(line)
    if not any(isinstance(fields.get(name), str) and fields[name].strip() for name in ("text", "html")):
        raise UnfitError("it holds neither text nor html", 'give the article as a string in "text" or "html"')
    metadata = {name: text for name in METADATA_NAMES if (text := plain_value(name, fields.get(name)))}
    address = plain_value("uri", fields.get("uri")) or plain_value("url", fields.get("url"))
    identity = plain_value("id", fields.get("id"))
    if len(address) > URI_LENGTH_LIMIT or not address.isprintable():
        raise UnfitError("its uri is too long or holds control characters", "give the document's own address")
    if not address:
        address = f"{file_uri}#id={quote(identity, safe='')}" if identity else place
    return Sighting(address, JSON, line, metadata, file_uri)


def parse_object(line: bytes) -> dict[str, Any]:
    """A line as a JSON object of whole characters. Raises UnfitError."""
    remedy = "mend the line: one JSON object in UTF-8"
    try:
        text = line.decode()
        fields = json.loads(text)
    except UnicodeDecodeError as error:
        raise UnfitError(f"it is not UTF-8 at byte {error.start + 1} ({error.reason})", remedy) from None
    except json.JSONDecodeError as error:
        raise UnfitError(f"it is not JSON at column {error.colno} ({error.msg})", remedy) from None
    except (ValueError, RecursionError) as error:
        raise UnfitError(f"it is not JSON that can be read ({error})", remedy) from None
    if not isinstance(fields, dict):
        raise UnfitError("it is JSON, but not an object", remedy)
    for name, value in fields.items():
        if isinstance(value, str):
            check_characters(name, value)
    return fields


def check_characters(name: str, value: str) -> None:
    """Raise UnfitError where a field holds, by escapes, what no later step could store."""
    if "\0" in value:
        raise UnfitError(f"its {name} holds a NUL character", "remove it")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise UnfitError(f"its {name} holds half a character", "escape characters in whole pairs") from None


def plain_value(name: str, value: Any) -> str:
    """A field as text, "" where it is absent; names in a list are joined. Raises UnfitError for other structures."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return ", ".join(each.strip() for each in value)
    raise UnfitError(f"its {name} is neither text nor a number", f'give "{name}" as a string')


def check_text(data: bytes, byte_limit: int) -> None:
    """Raise UnfitError where the bytes of a file are no text in any encoding."""
    if len(data) > byte_limit:
        raise UnfitError(f"the file is larger than {in_megabytes(byte_limit)}", "split it into one file an article")
    if not data.strip():
        raise UnfitError("the file is empty", "fetch the file again, or delete it")
    check_head(data)
    if is_wide_text(data):
        return
    if (at := data.find(0)) >= 0:
        line_number = data.count(b"\n", 0, at) + 1
        raise UnfitError(f"line {line_number} holds a NUL byte", "remove it, or save the file as plain text again")
    if len(data) - len(data.translate(None, CONTROL_BYTES)) > len(data) // 20:
        raise UnfitError("the file holds control bytes and no text", "save the article as text or HTML")


def check_head(data: bytes) -> None:
    """Raise UnfitError where bytes start as a known kind of file does that is no text."""
    for signature, kind in SIGNATURES.items():
        if data.startswith(signature):
            raise UnfitError(f"the file is {kind}, not text", "save the article as text or HTML")


def check_lines_head(data: bytes) -> None:
    """Raise UnfitError where the first bytes of a .jsonl file show that it is something else."""
    check_head(data)
    if data.startswith(WIDE_MARKS):
        raise UnfitError("the file is in UTF-16 or UTF-32", "save it as UTF-8, the one encoding of JSON Lines")


def is_wide_text(data: bytes) -> bool:
    """Whether bytes are text in UTF-16 or UTF-32, where NUL bytes are half of most letters."""
    if data.startswith(WIDE_MARKS):
        return True
    sample = data[:SAMPLE_BYTE_COUNT]
    few, many = sorted((sample[0::2].count(0), sample[1::2].count(0)))
    return many > 0.4 * (len(sample) // 2) and few < 0.02 * len(sample)


def open_file(file: Path) -> BinaryIO:
    """A file's bytes, unpacked where its name ends in .gz."""
    return cast(BinaryIO, gzip.open(file)) if file.suffix.lower() == ".gz" else file.open("rb")


def seen_before(place: str, uri: str) -> Refusal:
    """The refusal of a document whose URI another one has taken."""
    return Refusal(
        place,
        f"its URI {uri} was seen before in the same run, with other content",
        "give each document a URI of its own, or observe its versions one after the other, each in a run of its own",
    )


def why_unreadable(error: OSError) -> tuple[str, str]:
    """Message and remedy for what the system does not let us read."""
    remedy = "check the file and its disk"
    if isinstance(error, FileNotFoundError):
        remedy = "check the path"
    elif isinstance(error, PermissionError):
        remedy = "give this user the right to read it"
    return f"it could not be read: {error.strerror or error}", remedy


def in_megabytes(byte_count: int) -> str:
    """A number of bytes for people."""
    return f"{byte_count / 1024 / 1024:g} MB"
