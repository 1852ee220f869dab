"""The days of holidays, fixed and movable."""

from __future__ import annotations

import calendar
from datetime import date, timedelta


def _easter(year: int) -> date:
    """Western Easter Sunday (the anonymous Gregorian rule)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def _nth_weekday(year: int, month: int, weekday: int, place: int) -> date:
    """The place-th (from 1; -1 the last) weekday (Monday 0) of a month."""
    days = [
        day
        for day in (date(year, month, number) for number in range(1, calendar.monthrange(year, month)[1] + 1))
        if day.weekday() == weekday
    ]
    return days[place - 1 if place > 0 else place]


def holiday_of(name: str, year: int) -> str:
    """Month and day of a holiday in a year."""
    if name.startswith("EASTER"):
        return (_easter(year) + timedelta(int(name[6:] or 0))).isoformat()[5:]
    movable = {"THANKSGIVING": (11, 3, 4), "LABOR": (9, 0, 1), "MEMORIAL": (5, 0, -1), "KING": (1, 0, 3)}
    return _nth_weekday(year, *movable[name]).isoformat()[5:] if name in movable else name
