"""Days of the calendar: the stretch of days that a TIMEX3 value stands for, and sets of such stretches."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

# A set of days as sorted stretches, first and last day of each.
Days = tuple[tuple[date, date], ...]

FIRST_DAY, LAST_DAY = date(1600, 1, 1), date(2199, 12, 31)
SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}


def days_of(value: str) -> tuple[date, date, str] | None:
    """First day, last day and precision that a full TIMEX3 value stands for; None where it is no stretch of days."""
    value = value.removesuffix("/")
    if "/" in value:
        first, last = (days_of(part) for part in value.split("/", 1))
        return (first[0], last[1], "range") if first and last else None
    value = value.partition("T")[0].removeprefix("FY")
    value = re.sub(r"(-XX)+$", "", value)
    try:
        return _days_of_plain(value)
    except ValueError:
        return None


def _days_of_plain(value: str) -> tuple[date, date, str] | None:
    if match := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", value):
        day = date(*map(int, match.groups()))
        return day, day, "day"
    if match := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        if match[3]:
            return monday + timedelta(5), monday + timedelta(6), "range"
        return monday, monday + timedelta(6), "week"
    if match := re.fullmatch(r"(\d{4})-(\d\d)", value):
        return *_months(int(match[1]), int(match[2]), int(match[2])), "month"
    if match := re.fullmatch(r"(\d{4})-Q([1-4])", value):
        return *_months(int(match[1]), int(match[2]) * 3 - 2, int(match[2]) * 3), "quarter"
    if match := re.fullmatch(r"(\d{4})-H([12])", value):
        return *_months(int(match[1]), int(match[2]) * 6 - 5, int(match[2]) * 6), "range"
    if match := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value):
        first, last = SEASON_MONTHS[match[2]]
        return *_months(int(match[1]), first, last + (12 if last < first else 0)), "range"
    if re.fullmatch(r"\d{4}", value):
        return date(int(value), 1, 1), date(int(value), 12, 31), "year"
    if re.fullmatch(r"\d{2,3}", value):
        span = 10 ** (4 - len(value))
        first_year = int(value) * span
        return date(first_year, 1, 1), date(first_year + span - 1, 12, 31), "range"
    return None


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    last_year = year + (last - 1) // 12
    last_month = (last - 1) % 12 + 1
    return date(year, first, 1), date(last_year, last_month, calendar.monthrange(last_year, last_month)[1])


def intersection(some: Days, others: Days) -> Days:
    """Days that are in both."""
    shared = [(max(a, c), min(b, d)) for a, b in some for c, d in others if a <= d and c <= b]
    return tuple(sorted(shared))


def joined(days: Days) -> Days:
    """The same days with stretches that touch made one."""
    made: list[tuple[date, date]] = []
    for start, end in sorted(days):
        if made and start <= made[-1][1] + timedelta(1):
            made[-1] = made[-1][0], max(made[-1][1], end)
        else:
            made.append((start, end))
    return tuple(made)


def year_days(year: int) -> Days:
    """The days of a year; none out of the years that are reckoned with."""
    return ((date(year, 1, 1), date(year, 12, 31)),) if FIRST_DAY.year <= year <= LAST_DAY.year else ()


def precision_of(start: date, end: date) -> str:
    """The calendar unit that a window is, or range."""
    if start == end:
        return "day"
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year:
        return "year"
    if start.day == 1 and (end + timedelta(1)).day == 1:
        month_count = (end.year - start.year) * 12 + end.month - start.month + 1
        if month_count == 1:
            return "month"
        if month_count == 3 and start.month % 3 == 1:
            return "quarter"
    return "week" if (end - start).days == 6 and start.isoweekday() == 1 else "range"
