"""One document to its page: text, zones with offsets, and what it says about title, writer, place and day."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from datetime import date
from types import MappingProxyType

from transforms.reading.date_line import FoundDate, dates_in, day_first_of
from transforms.reading.front_matter import Part
from transforms.reading.language import language_of, main_script
from transforms.reading.lines import trimmed
from transforms.reading.zone import Page, PageRefused, StatedDate, Zone
from transforms.reading.zoning import Zoning, zone_text

__all__ = ["Page", "PageRefused", "StatedDate", "Zone", "page_of", "read_page", "read_page_bounded"]

# Whose word on the outlet counts most.
_OUTLET_ORDER = (
    "source line",
    "reprint line",
    "dateline",
    "byline",
    "title",
    "date line",
    "contact address",
    "front matter",
)
_ADDRESS_DATE = re.compile(
    r"https?://[^?#]{1,300}?/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])[/-](0[1-9]|[12]\d|3[01])(?=[/_.-]|$)"
)
_HOST = re.compile(r"https?://(?:www\d?\.)?([^/:?#\s]+)", re.IGNORECASE)
_LONGEST_TEXT = 20_000_000


def read_page(
    content: str,
    *,
    is_html: bool = False,
    uri: str = "",
    is_plain: bool = False,
    metadata: Mapping[str, str] = MappingProxyType({}),
    repeated_lines: Set[str] = frozenset(),
) -> Page:
    """Read one document.

    A text dump keeps its text, offsets count its characters; for HTML the page's text is what was extracted.
    `is_plain` says that all of the text is body. `metadata` (title, published, outlet, author, editor, language)
    wins where it is given; `observed` (ISO date) bounds the dates of HTML metadata. `repeated_lines` are lines that
    other documents of the same host have too.
    Raises PageRefused(reason) for pages too deep, too wide, too large or without text.
    """
    if len(content) > _LONGEST_TEXT:
        raise PageRefused(
            f"{len(content):,} characters are more than the {_LONGEST_TEXT:,} that are read; split the document"
        )
    if is_html:
        from transforms.reading.html import read_html

        page = read_html(content, uri=uri, observed=metadata.get("observed"), repeated_lines=repeated_lines)
        return with_metadata(page, metadata, uri)
    if is_plain:
        return with_metadata(_plain_page(content), metadata, uri)
    zoning = zone_text(content, repeated_lines, metadata.get("title"))
    return with_metadata(page_of(content, zoning, uri), metadata, uri)


def read_page_bounded(
    content: str,
    *,
    is_html: bool = False,
    uri: str = "",
    is_plain: bool = False,
    metadata: Mapping[str, str] = MappingProxyType({}),
    repeated_lines: Set[str] = frozenset(),
    seconds: float = 4.5,
) -> Page:
    """Like read_page, but HTML that may be slow to parse is read in a process that is ended after `seconds`."""
    if not is_html:
        return read_page(content, uri=uri, is_plain=is_plain, metadata=metadata, repeated_lines=repeated_lines)
    from transforms.reading.html import read_html_bounded

    page = read_html_bounded(
        content, uri=uri, observed=metadata.get("observed"), repeated_lines=repeated_lines, seconds=seconds
    )
    return with_metadata(page, metadata, uri)


def _plain_page(content: str) -> Page:
    start, end = trimmed(content, 0, len(content))
    if start == end:
        return Page(content, ())
    language = language_of(content[start:end])
    return Page(content, (Zone("body", start, end, language),), language=language)


def page_of(text: str, zoning: Zoning, uri: str) -> Page:
    """The page of a zoned text: the values its parts give, the best word on each."""
    parts = zoning.parts
    host = _HOST.match(uri)
    return Page(
        text=text,
        zones=tuple(zoning.zones),
        title=" ".join(text[slice(*zoning.title)].split()) if zoning.title else None,
        outlet=_outlet(parts) or (host.group(1).lower() if host else None),
        author=_first(parts, "byline"),
        editor=_editor(parts),
        dateline_place=_first(parts, "dateline"),
        language=zoning.language,
        stated_dates=tuple(_stated_dates(text, parts, uri)),
    )


def _first(parts: Sequence[Part], kind: str) -> str | None:
    return next((part.value for part in parts if part.kind == kind and part.value), None)


def _editor(parts: Sequence[Part]) -> str | None:
    """The first editor named in plain letters: a mirror names its own beside the article's."""
    named = [part.value for part in parts if part.kind == "editor" and part.value]
    return next((name for name in named if main_script(name) == "LATIN"), named[0] if named else None)


def _outlet(parts: Sequence[Part]) -> str | None:
    named = [part for part in parts if part.kind == "outlet" and part.value]
    named.sort(key=lambda part: _OUTLET_ORDER.index(part.says) if part.says in _OUTLET_ORDER else len(_OUTLET_ORDER))
    return named[0].value if named else None


def _stated_dates(text: str, parts: Sequence[Part], uri: str) -> list[StatedDate]:
    """The dates of the parts that may state one; a day first or last in doubt is settled by the page's other dates."""
    dated = [part for part in parts if part.is_dated]
    day_first = day_first_of(text, [(part.start, part.end) for part in dated], uri)
    stated: list[StatedDate] = []
    for part in dated:
        stated.extend(_of_part(text, part, dates_in(text, part.start, part.end, day_first=day_first)))
    stated.sort(key=lambda one: one.says.startswith("update"))
    address = _ADDRESS_DATE.match(uri)
    if address:
        day = _day(address)
        if day:
            written = uri[address.start(1) : address.end(3)]
            stated.append(StatedDate(None, None, written, day, day, "metadata", "address"))
    return stated


def _of_part(text: str, part: Part, found: Sequence[FoundDate]) -> list[StatedDate]:
    """The dates of one line; a date written twice, once in doubt, is not in doubt."""
    clear = [one for one in found if one.first_date == one.last_date]
    stated = []
    for one in found:
        if one not in clear and any(one.first_date <= other.first_date <= one.last_date for other in clear):
            continue
        says = f"{part.says}, {one.note}" if one.note and one.note != "month" else part.says
        stated.append(
            StatedDate(one.start, one.end, text[one.start : one.end], one.first_date, one.last_date, part.basis, says)
        )
    return stated


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(int(match.group(1)), int(match.group(2)), int(match.group(3)))
    except ValueError:
        return None


def with_metadata(page: Page, metadata: Mapping[str, str], uri: str = "") -> Page:
    """The page with what its source says about it put first; a published date that cannot be read is left out."""
    if not metadata:
        return page
    stated = list(page.stated_dates)
    written = str(metadata.get("published") or "").strip()
    if written:
        day_first = day_first_of(written, [(0, len(written))], uri)
        found = dates_in(written, day_first=day_first)
        if found:
            one = found[0]
            stated.insert(0, StatedDate(None, None, written, one.first_date, one.last_date, "metadata", "published"))
    return Page(
        text=page.text,
        zones=page.zones,
        title=metadata.get("title") or page.title,
        outlet=metadata.get("outlet") or page.outlet,
        author=metadata.get("author") or page.author,
        editor=metadata.get("editor") or page.editor,
        dateline_place=metadata.get("dateline") or page.dateline_place,
        language=metadata.get("language") or page.language,
        stated_dates=tuple(stated),
    )
