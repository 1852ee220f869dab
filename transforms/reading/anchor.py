"""Symbolic dates of a whole document, in order, as TIMEX3 values and windows.

News counts from the day it was published. A chronicle counts from what it last told. Which of the two a text is, its
own expressions show. When the publication is a window, a value stands only if every day of the window gives it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from transforms.reading.days import days_of
from transforms.reading.expression import Expression
from transforms.reading.reckoning import Moment, Reckoner, moment_of
from transforms.reading.symbol import Symbol


@dataclass(frozen=True, slots=True)
class Window:
    """Days from start to end, both included; precision day, week, month, quarter, year, range or unknown."""

    start: date
    end: date
    precision: str
    basis: str


@dataclass(frozen=True, slots=True)
class Anchored:
    """What an expression means in its document: TIMEX3 value, the days it covers, and why, in plain words."""

    value: str | None
    window: Window | None
    rule: str


EDGE_THIRDS = {"START": (0.0, 0.5), "MID": (0.25, 0.75), "END": (0.5, 1.0)}


def is_chronicle(symbols: Sequence[Symbol], published: Window | None) -> bool:
    """Whether a text tells history: most full dates lie years before publication, few words count from today."""
    explicit = [symbol.value for symbol in symbols if symbol.kind == "value"]
    deictic = sum(
        (symbol.kind == "shift" and symbol.base == "published") or symbol.value.startswith("XXXX-WXX")
        for symbol in symbols
    )
    if published is not None:
        old = [value for value in explicit if value.startswith("BC") or value[:4] < f"{published.start.year - 1:04}"]
        return len(old) >= 5 and len(old) * 2 > len(explicit) and deictic * 4 <= len(old)
    return len(explicit) >= 8 and deictic * 8 <= len(explicit)


def anchor(expressions: Sequence[Expression], published: Window | None) -> list[Anchored]:
    """Values and windows of a document's expressions, in the order of the text, one for each.

    With no publication window only dates that the text itself completes get a window; the others keep X for what is
    not known. With a window of several days, values that differ over it keep what they share, and their window covers
    all of them.
    """
    symbols = [Symbol.decode(expression.symbol) for expression in expressions]
    told = is_chronicle(symbols, published)
    if published is None:
        return _anchored_for(symbols, None, told)
    first = _anchored_for(symbols, published.start, told)
    if published.start == published.end:
        return first
    last = _anchored_for(symbols, published.end, told)
    return [_merged(low, high) for low, high in zip(first, last, strict=True)]


def _anchored_for(symbols: Sequence[Symbol], published: date | None, told: bool) -> list[Anchored]:
    stated = [moment_of(symbol.value) for symbol in symbols if symbol.kind == "value"]
    origins = [moment for moment in stated if moment is not None and moment.as_date is not None]
    reckoner = Reckoner(published, origins, is_chronicle=told)
    if told:
        reckoner.story = next(
            (Moment(m.year) for s in symbols if s.kind == "value" and (m := moment_of(s.value)) is not None), None
        )
    anchored = []
    for symbol in symbols:
        try:
            value, why = reckoner.value(symbol)
            # Since February: an open range, where the month's year is not said and so the range reaches to today.
            is_open = not told and symbol.edge == "SINCE" and symbol.kind == "partial" and published is not None
            mark = "/" if value and is_open and re.fullmatch(r"\d{4}-\d\d", value) else ""
            anchored.append(Anchored(value and value + mark, _window(symbol, value, published), why))
        except (OverflowError, ValueError):  # "three million weeks ago": datetime's calendar has years 1 to 9999
            anchored.append(Anchored(None, None, "beyond the calendar"))
    for place, symbol in enumerate(symbols):
        if symbol.kind == "period" and symbol.base:
            start = _counted_from(symbol, anchored, place, published)
            anchored[place] = replace(anchored[place], window=_reached(symbol, start))
    return anchored


_NEIGHBOURS = {"before": -1, "behind": 1}
# The day told last is that of the news for so long.
NEWS_DAYS = 7


def _counted_from(symbol: Symbol, anchored: Sequence[Anchored], place: int, published: date | None) -> Window | None:
    """The window from which a length of time leads to another: of the date beside it, or the day of the news."""
    if symbol.base in _NEIGHBOURS:
        beside = place + _NEIGHBOURS[symbol.base]
        return anchored[beside].window if 0 <= beside < len(anchored) else None
    told = [each.window for each in anchored[:place] if each.window and each.window.start == each.window.end]
    is_news = bool(told) and published is not None and 0 <= (published - told[-1].start).days < NEWS_DAYS
    return told[-1] if is_news else None


def _reached(symbol: Symbol, window: Window | None) -> Window | None:
    """The days to which a length of time leads from others; about as wide as its unit is rough."""
    if window is None or (symbol.unit in ("D", "W") and window.start != window.end):
        return None
    day, count = window.start, int(symbol.count)
    if symbol.unit in ("D", "W"):
        reached, slack = day + timedelta(count * (7 if symbol.unit == "W" else 1)), 3 * (symbol.unit == "W")
        return Window(reached - timedelta(slack), reached + timedelta(slack), "range" if slack else "day", "relative")
    year, month = divmod(day.year * 12 + day.month - 1 + count * (12 if symbol.unit == "Y" else 1), 12)
    days = days_of(f"{year}" if symbol.unit == "Y" else f"{year}-{month + 1:02}")
    return Window(*days, "relative") if days else None


def _window(symbol: Symbol, value: str | None, published: date | None) -> Window | None:
    basis = "stated" if symbol.kind == "value" else "relative"
    if value is None:
        return None
    if symbol.kind == "reference":
        if value == "PRESENT_REF" and published:
            return Window(published, published, "day", basis)
        return None
    if symbol.kind == "period":
        return _period_window(symbol, published, basis)
    days = days_of(value)
    if days is None:
        return None
    start, end, precision = _narrowed(*days, symbol.edge)
    if symbol.edge == "SINCE" and published and start <= published:
        return Window(start, max(end, published), "range", basis)
    if symbol.edge in ("EARLIER", "LATER") and published and start <= published <= end:
        start, end = (start, published) if symbol.edge == "EARLIER" else (published, end)
        precision = "range" if start != end else "day"
    return Window(start, end, precision, basis)


def _period_window(symbol: Symbol, published: date | None, basis: str) -> Window | None:
    """The past two years, the next six months: as many days on one side of publication."""
    match = re.fullmatch(r"P(\d+)(D|W|M|Y|DE|Q)", symbol.value)
    if match is None or published is None or symbol.lean not in ("before", "after"):
        return None
    unit_days = {"D": 1, "W": 7, "M": 30.44, "Q": 91.31, "Y": 365.25, "DE": 3652.5}
    length = timedelta(round(int(match[1]) * unit_days[match[2]]))
    if symbol.lean == "before":
        return Window(published - length, published, "range", basis)
    return Window(published, published + length, "range", basis)


def _merged(low: Anchored, high: Anchored) -> Anchored:
    """What two assumed days of publication agree on."""
    if low == high:
        return low
    window = None
    if low.window and high.window:
        start, end = min(low.window.start, high.window.start), max(low.window.end, high.window.end)
        is_same = (low.window.start, low.window.end) == (high.window.start, high.window.end)
        precision = high.window.precision if is_same else "range"
        window = Window(start, end, precision, high.window.basis)
    if low.value == high.value or low.value is None or high.value is None:
        return Anchored(low.value and high.value, window, high.rule)
    return Anchored(_shared(low.value, high.value), window, high.rule)


def _shared(low: str, high: str) -> str:
    """Two values with X where they differ."""
    low_parts, high_parts = low.split("-"), high.split("-")
    if len(low_parts) != len(high_parts):
        return "X" * 4
    shared = [
        a if a == b else ("W" if a.startswith("W") else "") + "X" * len(a.lstrip("W"))
        for a, b in zip(low_parts, high_parts, strict=True)
    ]
    return "-".join(shared)


def _narrowed(start: date, end: date, precision: str, edge: str) -> tuple[date, date, str]:
    """The half of a stretch that "early" or "the end of" means: wide enough to be safe."""
    if edge not in EDGE_THIRDS or precision == "day":
        return start, end, precision
    length = (end - start).days
    low, high = EDGE_THIRDS[edge]
    return start + timedelta(int(length * low)), start + timedelta(round(length * high)), "range"
