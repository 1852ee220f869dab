"""What the parts of a zoned text say together: title, outlet, writer, editor, place and day of publication."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from transforms.reading.date_line import FoundDate, dates_in, day_first_of
from transforms.reading.front_matter import Part
from transforms.reading.language import main_script
from transforms.reading.zone import Page, StatedDate
from transforms.reading.zoning import Zoning

# Whose word on the outlet counts most.
_OUTLET_ORDER = (
    "source line",
    "reprint line",
    "dateline",
    "byline",
    "title",
    "date line",
    "front matter",
    "site name",
    "copyright line",
    "contact address",
)
_ADDRESS_DATE = re.compile(
    r"https?://[^?#]{1,300}?/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])[/-](0[1-9]|[12]\d|3[01])(?=[/_.-]|$)"
)
_HOST = re.compile(r"https?://(?:www\d?\.)?([^/:?#\s]+)", re.IGNORECASE)


def page_of(text: str, zoning: Zoning, uri: str) -> Page:
    """The page of a zoned text: the values its parts give, the best word on each."""
    parts = zoning.parts
    return Page(
        text=text,
        zones=tuple(zoning.zones),
        title=" ".join(text[slice(*zoning.title)].split()) if zoning.title else None,
        outlet=_outlet(parts) or host_of(uri),
        author=_first(parts, "byline"),
        editor=_editor(parts),
        dateline_place=_first(parts, "dateline"),
        language=zoning.language,
        stated_dates=tuple(_stated_dates(text, parts, uri)),
    )


def host_of(uri: str) -> str | None:
    """The host of a web address, without www."""
    host = _HOST.match(uri)
    return host.group(1).lower() if host else None


def _first(parts: Sequence[Part], kind: str) -> str | None:
    return next((part.value for part in parts if part.kind == kind and part.value), None)


def _editor(parts: Sequence[Part]) -> str | None:
    """The first editor named in plain letters: a mirror names its own beside the article's."""
    named = [part.value for part in parts if part.kind == "editor" and part.value]
    return next((name for name in named if main_script(name) == "LATIN"), named[0] if named else None)


def _outlet(parts: Sequence[Part]) -> str | None:
    named = [part for part in parts if part.kind == "outlet" and part.value]
    named.sort(key=lambda part: _OUTLET_ORDER.index(part.says) if part.says in _OUTLET_ORDER else len(_OUTLET_ORDER))
    return _once(named[0].value or "") if named else None


def _once(name: str) -> str:
    """A name that a page says twice, once: its logo and the text beside it."""
    words = name.split()
    half = len(words) // 2
    return " ".join(words[:half]) if words[:half] == words[half:] else name


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
