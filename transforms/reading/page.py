"""One document to its page: text, zones with offsets, and what it says about title, writer, place and day."""

from __future__ import annotations

from collections.abc import Mapping, Set
from types import MappingProxyType

from transforms.reading.date_line import dates_in, day_first_of
from transforms.reading.html import BOUND_SECONDS, read_html, read_html_bounded
from transforms.reading.language import language_of
from transforms.reading.lines import trimmed
from transforms.reading.statement import page_of
from transforms.reading.zone import Page, PageRefused, StatedDate, Zone
from transforms.reading.zoning import zone_text

__all__ = ["Page", "PageRefused", "StatedDate", "Zone", "read_page", "read_page_bounded"]

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
    seconds: float = BOUND_SECONDS,
) -> Page:
    """Like read_page, but HTML that may be slow to parse is read in a process that is ended after `seconds`."""
    if not is_html:
        return read_page(content, uri=uri, is_plain=is_plain, metadata=metadata, repeated_lines=repeated_lines)
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
