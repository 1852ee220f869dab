"""Bytes to text: what encoding a document is in, and the text it holds, character for character."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

# The longest mark first: the UTF-32 mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARATION = re.compile(
    rb"""<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}["']?\s{0,5}([A-Za-z0-9_:.-]{2,40})"""
    rb"""|<\?xml[^>]{0,100}?encoding\s{0,5}=\s{0,5}["']([A-Za-z0-9_:.-]{2,40})""",
    re.IGNORECASE,
)
# As browsers read them: pages that declare the first are written in the second.
_WIDER = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949",
          "shift_jis": "cp932", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874"}  # fmt: skip
_WESTERN = frozenset(
    "àâäáãåæçéèêëîïíìñôöóòõøœùûüúýÿßšžÀÂÄÁÃÅÆÇÉÈÊËÎÏÍÌÑÔÖÓÒÕØŒÙÛÜÚÝŠŽ“”„‘’‚–—…•€£§©®™°«»‹›¡¿·ªº²½¼¾×\xa0\xad"
)
_DECLARED_WITHIN = 4_096
_GUESSED_FROM = 65_536
_SIGNATURES = ((b"%PDF-", "a PDF"), (b"PK\x03\x04", "a ZIP archive or office file"), (b"\x1f\x8b", "gzip data"),
               (b"\x89PNG", "a PNG image"), (b"\xff\xd8\xff", "a JPEG image"), (b"GIF8", "a GIF image"),
               (b"\xd0\xcf\x11\xe0", "an old office file"), (b"PAR1", "a Parquet file"))  # fmt: skip


class Decoded(NamedTuple):
    """The text and the codec that gave it, by Python's name."""

    text: str
    encoding: str


class Undecodable(ValueError):  # noqa: N818 - it names what the bytes are
    """Bytes that are no text; `reason` says what is wrong and what to do."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Decode a document, losing and changing nothing: line ends stay as they are, only a byte order mark goes.

    Tried in order: the byte order mark, strict UTF-8, the encoding named by `declared` (an HTTP header) or by the
    document itself (HTML meta, XML declaration), then the legacy encoding that explains the bytes best.
    Raises Undecodable for empty, binary and broken data, naming the place and the remedy.
    """
    if not data:
        raise Undecodable("the file is empty; remove it, or save the page again")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding, len(mark))
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise Undecodable(f"this is {what}, not text; save it as plain text or HTML")
    at = data.find(b"\0")
    if at >= 0:
        raise Undecodable(
            f"binary data: a NUL byte at offset {at}; save it as UTF-8 text (UTF-16 needs its byte order mark)"
        )
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        broken_at = error.start
    for name in (declared, _declaration(data)):
        decoded = _as_declared(data, name)
        if decoded:
            return decoded
    return _as_legacy(data, broken_at)


def _strictly(data: bytes, encoding: str, mark_length: int) -> Decoded:
    try:
        text = data[mark_length:].decode(encoding)
    except UnicodeDecodeError as error:
        place = error.start + mark_length
        raise Undecodable(
            f"its byte order mark says {encoding.upper()}, but the bytes at offset {place} are not; "
            "save it again as UTF-8"
        ) from None
    if not text:
        raise Undecodable("the file holds a byte order mark and nothing else; save the page again")
    at = text.find("\0")
    if at >= 0:
        raise Undecodable(f"binary data: a NUL character at character {at}; save it as UTF-8 text")
    return Decoded(text, encoding)


def _declaration(data: bytes) -> str | None:
    found = _DECLARATION.search(data[:_DECLARED_WITHIN])
    return (found.group(1) or found.group(2)).decode("ascii") if found else None


def _as_declared(data: bytes, name: str | None) -> Decoded | None:
    if not name:
        return None
    try:
        codec = codecs.lookup(name.strip()).name
        codec = _WIDER.get(codec, codec)
        # Python's non-text codecs (hex, zip) and those that accept anything are no evidence.
        if codec.startswith(("utf-16", "utf-32", "utf-7", "unicode", "raw", "idna", "punycode")):
            return None
        text = data.decode(codec)
    except (LookupError, UnicodeError, AssertionError):
        return None
    return Decoded(text, codec) if _is_text(text) else None


def _as_legacy(data: bytes, broken_at: int) -> Decoded:
    """The best single-byte or East Asian reading, unless the bytes are broken UTF-8 or no text at all."""
    broken = Undecodable(
        f"invalid UTF-8 at byte offset {broken_at} (0x{data[broken_at]:02x}) and no other encoding explains the bytes; "
        "save it again as UTF-8"
    )
    # Valid multi-byte UTF-8 around one bad byte is damage, not another encoding.
    if _utf8_share(data) > 0.5:
        raise broken
    western = _as_western(data)
    if western is not None:
        return Decoded(western, "cp1252")
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_GUESSED_FROM]).best()
    if best is None or not best.encoding:
        raise broken
    codec = _WIDER.get(best.encoding, best.encoding)
    try:
        text = data.decode(codec)
    except (LookupError, UnicodeError):
        raise broken from None
    if not _is_text(text):
        raise broken
    return Decoded(text, codec)


def _as_western(data: bytes) -> str | None:
    """Windows' western reading where it gives plain letters with now and then an accent or a quotation mark.

    Statistics on so few bytes guess among a dozen alphabets; English and its neighbours are far more likely.
    """
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    high = [character for character in text if character >= "\x80"]
    letters = sum(character.isalpha() for character in text)
    return text if len(high) <= letters * 0.25 and _WESTERN.issuperset(high) else None


def _utf8_share(data: bytes) -> float:
    """Of the bytes above ASCII, the share inside valid UTF-8 sequences."""
    high = sum(byte >= 0x80 for byte in data)
    kept = data.decode("utf-8", errors="ignore")
    valid = sum(len(character.encode("utf-8")) for character in kept if character >= "\x80")
    return valid / high if high else 1.0


def _is_text(text: str) -> bool:
    """Whether hardly any character is a control or unassigned one."""
    odd = sum(1 for c in text if (c < " " and c not in "\t\n\r\f\x0b") or "\x7f" <= c <= "\x9f" or c == "\ufffd")
    return odd <= len(text) * 0.002
