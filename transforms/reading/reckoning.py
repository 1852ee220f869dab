"""Reckons the value of symbolic dates from an assumed day of publication and from what the text told before."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from transforms.reading.days import SEASON_MONTHS, days_of
from transforms.reading.holiday import holiday_of
from transforms.reading.symbol import TO_THE_DAY, Symbol


@dataclass(frozen=True, slots=True)
class Moment:
    """A point of a document's time line: a year (negative before Christ), perhaps with month and day."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def as_date(self) -> date | None:
        if self.month is None or self.day is None or not 1 <= self.year <= 9999:
            return None
        return date(self.year, self.month, min(self.day, calendar.monthrange(self.year, self.month)[1]))


UNIT_NAMES = {
    "TS": "second",
    "TM": "minute",
    "TH": "hour",
    "D": "day",
    "W": "week",
    "2W": "fortnight",
    "WE": "weekend",
    "M": "month",
    "Q": "quarter",
    "Y": "year",
    "DE": "decade",
    "CE": "century",
    "ML": "millennium",
}
YEAR_STEPS = {"Y": 1, "DE": 10, "CE": 100, "ML": 1000}
# Months back from the story's last month that mean the year after: January after December.
NEW_YEAR_MONTHS = 11
YEAR_TOLD_LAST = "of the year told last"
# What news tells without a year happened within so many days, where it has just told of another year.
FRESH_DAYS = 180
# A day that comes within so many days is meant rather than the one of the year before.
SOON_DAYS = 31
# An anniversary without a number is that of a stated date whose day lies this near to publication.
ANNIVERSARY_DAYS = 10
# The year that is said of an anniversary is the one in which it is kept where it lies so near.
ANNIVERSARY_YEARS = 5
# A date further than this from the story is an aside: a precedent, a later memory.
ASIDE_YEARS = 10


def _year_text(year: int) -> str:
    return f"{year:04}" if year > 0 else f"BC{-year:04}"


def moment_of(value: str) -> Moment | None:
    """The point of time that a value gives to what follows it in the text."""
    value = value.partition("/")[0].partition("T")[0]
    match = re.match(r"(BC)?(\d{4})(?:-(\d\d)(?:-(\d\d))?|-W(\d\d)|-(SP|SU|FA|WI)|-Q(\d)|-H(\d))?", value)
    if match is None:
        return None
    year = -int(match[2]) if match[1] else int(match[2])
    if match[5] and year > 0:
        monday = date.fromisocalendar(year, min(int(match[5]), 52), 1)
        return Moment(monday.year, monday.month, None)
    month = int(match[3]) if match[3] else None
    if match[7]:
        month = int(match[7]) * 3 - 2
    if match[6]:
        month = SEASON_MONTHS[match[6]][0] if match[6] != "WI" else None
    return Moment(year, month, int(match[4]) if match[4] else None)


def _shifted(moment: Moment, unit: str, count: float) -> str:
    """The value `count` units away from a moment, as fine as the unit and the moment allow."""
    if unit in YEAR_STEPS:
        year = moment.year + int(count * YEAR_STEPS[unit])
        if unit == "DE":
            return _year_text(year)[:-1]
        if unit in ("CE", "ML"):
            return _year_text(year)[:-2]
        return _year_text(year)
    if unit in ("M", "Q"):
        if moment.month is None:
            return f"{_year_text(moment.year)}-XX"
        place = moment.year * 12 + moment.month - 1 + int(count * (1 if unit == "M" else 3))
        year, month = divmod(place, 12)
        return f"{_year_text(year)}-Q{month // 3 + 1}" if unit == "Q" else f"{_year_text(year)}-{month + 1:02}"
    day = moment.as_date
    if day is None:
        return f"{_year_text(moment.year)}-XX-XX" if unit == "D" else f"{_year_text(moment.year)}-WXX"
    if unit in ("W", "WE", "2W"):
        year, week, _ = (day + timedelta(weeks=int(count * (2 if unit == "2W" else 1)))).isocalendar()
        return f"{year:04}-W{week:02}" + ("-WE" if unit == "WE" else "")
    if unit.startswith("T"):
        return f"{day.isoformat()}TXX"
    return (day + timedelta(days=int(count))).isoformat()


class Reckoner:
    """Values of a document's symbols for one assumed day of publication (None: not known)."""

    def __init__(self, published: date | None, origins: Sequence[Moment] = (), *, is_chronicle: bool) -> None:
        self.published = Moment(published.year, published.month, published.day) if published else None
        self.is_chronicle = is_chronicle
        self.origins = origins
        self.last: Moment | None = None
        self.last_value = ""
        # The last one that is a day.
        self.last_day: Moment | None = None
        # Whether the date before has a month and a year that the text gives.
        self.tells_year = False
        self.story: Moment | None = None
        self.aside: Moment | None = None

    @property
    def base(self) -> Moment | None:
        """Where an incomplete date is counted from."""
        return (self.story or self.published) if self.is_chronicle else self.published

    def value(self, symbol: Symbol) -> tuple[str | None, str]:
        """The symbol's value and the reason for it."""
        made, why = getattr(self, f"_{symbol.kind}")(symbol)
        if symbol.kind not in ("period", "set", "reference") and made:
            made += symbol.part
            moment = moment_of(made)
            # "Since Monday" tells how long, and no day from which another is counted.
            is_since = symbol.edge == "SINCE" and moment is not None and moment.day and not self.is_chronicle
            if moment is not None and "XX" not in made[:4] and not is_since:
                self.last, self.last_value = moment, made
                self.last_day = moment if moment.day else self.last_day
                self.tells_year = moment.month is not None and (symbol.kind == "value" or why == YEAR_TOLD_LAST)
                is_plan = symbol.lean == "future" and symbol.kind == "value"
                if not made.endswith("-WI") and not is_plan:
                    self._tell(moment)
        return made, why

    def _tell(self, moment: Moment) -> None:
        """Moves the story on. A leap over many years is an aside, unless the next date stays there."""
        near = [known for known in (self.story, self.aside) if known and abs(moment.year - known.year) <= ASIDE_YEARS]
        if near or self.story is None:
            self.story, self.aside = moment, None
        else:
            self.aside = moment

    def _value(self, symbol: Symbol) -> tuple[str | None, str]:
        published = self.published.as_date if self.published else None
        if not symbol.beside or published is None:
            return symbol.value, "as written"
        readings = (symbol.value, symbol.beside)
        nearest = min(readings, key=lambda value: abs((date.fromisoformat(value) - published).days))
        return nearest, "as written, month or day first as is nearer to publication"

    def _period(self, symbol: Symbol) -> tuple[str | None, str]:
        return symbol.value, "length of time"

    def _reference(self, symbol: Symbol) -> tuple[str | None, str]:
        return symbol.value, "vague"

    def _set(self, symbol: Symbol) -> tuple[str | None, str]:
        vague = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Y": "XXXX"}
        if self.is_chronicle and symbol.count and symbol.unit in vague and symbol.value == f"P1{symbol.unit}":
            return vague[symbol.unit], "again and again"
        return symbol.value, "again and again"

    def _holiday(self, symbol: Symbol) -> tuple[str | None, str]:
        year_text, _, name = symbol.value.partition("-")
        if year_text.isdigit():
            return f"{year_text}-{holiday_of(name, int(year_text))}", "holiday of that year"
        base = self.base
        if base is None or base.year < 2:
            return None, "holiday of an unknown year"
        day = base.as_date or date(base.year, base.month or 1, 1)
        choices = [
            date.fromisoformat(f"{year:04}-{holiday_of(name, year)}") for year in range(day.year - 1, day.year + 2)
        ]
        if symbol.lean == "future":
            return min(choice for choice in choices if choice >= day).isoformat(), "the next such holiday"
        if symbol.lean == "past" and not self.is_chronicle:
            return max(choice for choice in choices if choice <= day).isoformat(), "the last such holiday"
        return min(choices, key=lambda choice: abs((choice - day).days)).isoformat(), "the nearest such holiday"

    def _anniversary(self, symbol: Symbol) -> tuple[str | None, str]:
        """The day of the date it is counted from, where the text states it; else the year it falls in."""
        if self.published is None or self.is_chronicle:
            return None, "anniversary of an unknown date"
        year = self.published.year + int(symbol.value or 0)
        if symbol.beside and abs(int(symbol.beside) - year) <= ANNIVERSARY_YEARS:
            return symbol.beside, "anniversary in the year that the same sentence states"
        for origin in self.origins:
            day = Moment(year, origin.month, origin.day).as_date
            if day is None or origin.year >= year:
                continue
            counted = symbol.count and int(symbol.count) == year - origin.year
            published = self.published.as_date
            is_near = published is not None and abs((published - day).days) <= ANNIVERSARY_DAYS
            if counted or (not symbol.count and is_near):
                return day.isoformat(), f"anniversary of {origin.as_date}, which the text states"
        if symbol.count:
            return _year_text(year), "anniversary in the year " + {"1": "after", "-1": "before"}.get(
                symbol.value, "of"
            ) + " publication"
        return None, "anniversary of an unknown date"

    def _shift(self, symbol: Symbol) -> tuple[str | None, str]:
        base, why = self._shift_base(symbol)
        if symbol.beside and symbol.count and symbol.value != TO_THE_DAY and self._agrees_with_beside(symbol):
            return symbol.beside, "the year that the same sentence states"
        if symbol.unit == "":
            return (self.last_value or None), "the time named before"
        if symbol.count == "":
            return self._vague_shift(symbol), why
        count = float(symbol.count)
        if base is None:
            return self._unknown(symbol), why
        reached = _shifted(base, symbol.unit, count)
        if symbol.value == TO_THE_DAY:
            day = Moment(base.year + int(count), base.month, base.day).as_date
            return (day.isoformat() if day else reached), why
        if symbol.value == "FY":
            return f"FY{reached}", why
        if symbol.unit == "Q" and symbol.value:
            quarter = re.search(r"-Q\d$", self.last_value)
            return symbol.value + (quarter.group() if quarter else reached[-3:]), f"{why}, the same quarter"
        if symbol.unit == "TH" and (clock := self._hours_on(int(count))):
            return clock, why
        if symbol.value.startswith("XXXX-WXX-"):
            monday = days_of(reached)
            weekday = int(symbol.value[-1])
            return ((monday[0] + timedelta(weekday - 1)).isoformat() if monday else None), why
        if symbol.value:
            return reached + symbol.value[4:], why
        if symbol.base == "context" and symbol.unit == "Y" and (quarter := re.search(r"-Q\d$", self.last_value)):
            return reached + quarter.group(), f"{why}, the same quarter"
        return reached, why

    def _hours_on(self, count: int) -> str | None:
        """The clock time so many hours after the one named before; None where none was."""
        clock = re.fullmatch(r"(\d{4}-\d\d-\d\dT\d\d:\d\d)(Z|[+-]\d\d)?", self.last_value)
        if clock is None:
            return None
        reached = datetime.fromisoformat(clock[1]) + timedelta(hours=count)
        return reached.isoformat(timespec="minutes") + (clock[2] or "")

    def _shift_base(self, symbol: Symbol) -> tuple[Moment | None, str]:
        if symbol.base == "context" and self.last is not None:
            if symbol.unit == "D" and not self.is_chronicle and self._stands_behind_a_day(float(symbol.count or 0)):
                return self.last_day, _distance(symbol, "the day named before")
            return self.last, _distance(symbol, "the date named before")
        if symbol.base != "context" and self.is_chronicle:
            return self.base, _distance(symbol, "the date told last")
        return self.published, _distance(symbol, "publication")

    def _stands_behind_a_day(self, count: float) -> bool:
        """Whether the date named last is no day but a stretch that holds the last day named or lies ahead of it.

        What came a day "earlier" did not come before a month that was named in passing, without its year.

        "On Saturday ... later this month ... a day earlier" counts from Saturday.
        """
        last, day = self.last, self.last_day
        if last is None or day is None or last.day is not None:
            return False
        is_ahead = (last.year, last.month or 12) >= (day.year, day.month or 12)
        return is_ahead or (count < 0 and last.month is not None and not self.tells_year)

    def _agrees_with_beside(self, symbol: Symbol) -> bool:
        if self.published is None:
            return True
        implied = self.published.year + int(float(symbol.count) * YEAR_STEPS.get(symbol.unit, 1))
        return abs(implied - int(symbol.beside)) <= 2

    @staticmethod
    def _unknown(symbol: Symbol) -> str:
        """The value that says only how fine the date is."""
        if symbol.unit.startswith("T") or symbol.unit == "D":
            return "XXXX-XX-XX"
        return {"W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX"}.get(symbol.unit, "XXXX")

    @staticmethod
    def _vague_shift(symbol: Symbol) -> str:
        """ "Months ago", "a few days later": a direction and no more."""
        if symbol.base == "published":
            return "PAST_REF"
        return "FUTURE_REF" if symbol.lean == "after" else "PAST_REF"

    def _partial(self, symbol: Symbol) -> tuple[str | None, str]:
        if symbol.value.startswith("XXXX-WXX"):
            return self._weekday(symbol)
        if symbol.value.startswith("XXXX-XX-XX"):
            return self._time_of_day(symbol)
        if symbol.value.startswith("XXXX-XX-"):
            return self._day_of_month(symbol)
        return self._yearless(symbol)

    def _time_of_day(self, symbol: Symbol) -> tuple[str | None, str]:
        if not re.match(r"T\d", symbol.part):
            return "XXXX-XX-XX", "part of some day"
        at = self.last if self.last and self.last.as_date else (None if self.is_chronicle else self.published)
        day = at.as_date if at else None
        return (day.isoformat() if day else "XXXX-XX-XX"), "on the day named before"

    def _weekday(self, symbol: Symbol) -> tuple[str | None, str]:
        base = self.base.as_date if self.base else None
        if symbol.value.endswith("WE"):
            return self._weekend(symbol, base)
        weekday = int(symbol.value[9])
        if base is None:
            return symbol.value, "weekday of an unknown week"
        back = (base.isoweekday() - weekday) % 7
        if symbol.lean == "this":
            return (base + timedelta(weekday - base.isoweekday())).isoformat(), "weekday of the week of publication"
        if symbol.lean in ("future", "after"):
            ahead = (-back) % 7 or (7 if symbol.lean == "after" else 0)
            return (base + timedelta(ahead)).isoformat(), "first such weekday after publication"
        return (base - timedelta(back or (7 if symbol.lean == "before" else 0))).isoformat(), (
            "last such weekday before publication"
        )

    @staticmethod
    def _weekend(symbol: Symbol, base: date | None) -> tuple[str | None, str]:
        """The weekend: the last one, begun by then, or the coming one."""
        if base is None:
            return symbol.value, "weekend of an unknown week"
        saturday = base - timedelta((base.isoweekday() - 6) % 7)
        if symbol.lean in ("future", "after") and base.isoweekday() < 6:
            saturday += timedelta(7)
        year, week, _ = saturday.isocalendar()
        return f"{year:04}-W{week:02}-WE", "weekend nearest to publication"

    def _day_of_month(self, symbol: Symbol) -> tuple[str | None, str]:
        """The 16th: of the month told last in a chronicle, the nearest past one in news; the weekday must fit."""
        day = int(symbol.value[8:10])
        weekday = int(symbol.weekday or 0)
        base = self.last if (self.last and self.last.month) else self.published
        if base is None or base.month is None or base.year < 1:
            return symbol.value, "day of an unknown month"
        if self.last is not base or weekday:
            return self._fitting_day(day, weekday, symbol.lean), "nearest month where day and weekday fit"
        return f"{_year_text(base.year)}-{base.month:02}-{day:02}", "of the month named before"

    def _fitting_day(self, day: int, weekday: int, lean: str) -> str | None:
        base = self.published or self.last
        known = base.as_date if base else None
        if base is None or base.month is None:
            return None
        known = known or date(base.year, base.month, 28)
        order = [-1, 1] if lean not in ("future", "after") else [1, -1]
        for distance in range(14):
            for sign in order:
                year, month = divmod(known.year * 12 + known.month - 1 + sign * distance, 12)
                if day > calendar.monthrange(year, month + 1)[1]:
                    continue
                candidate = date(year, month + 1, day)
                is_past = candidate <= known
                if (not weekday or candidate.isoweekday() == weekday) and is_past == (sign < 0):
                    return candidate.isoformat()
        return None

    def _yearless(self, symbol: Symbol) -> tuple[str | None, str]:
        base = self.base
        rest = symbol.value.partition("/")[0][4:]
        month, day = _month_and_day(rest)
        if base is None and self.last and self.tells_year and self.last.month == month:
            return _year_text(self.last.year) + rest, "of the month told last"
        if base is None:
            return symbol.value, "of an unknown year"
        # A quarter or half that is still running is this year's.
        begun = month - {"Q": 2, "H": 5}[rest[1]] if rest[1] in "QH" else 0
        here = (base.month or (1 if self.is_chronicle else 7), base.day or (1 if self.is_chronicle else 15))
        if self.is_chronicle:
            year, why = base.year + _chronicle_step(month, base), YEAR_TOLD_LAST
            year += symbol.value.endswith("WI") and base.month is not None and base.month > 10
        elif symbol.lean == "this":
            year, why = base.year, "of the year of publication"
        elif symbol.lean in ("past", "before"):
            is_later = (month, day) > here if day else (begun or month) > here[0]
            is_here = month == here[0] and not day
            year = base.year - (is_later or (symbol.lean == "before" and is_here))
            why = "last such date before publication"
            if day and symbol.lean == "past" and _is_rather_ahead(Moment(year, month, day), base):
                year, why = year + 1, "next such date after publication, far nearer than the last"
        elif symbol.lean in ("future", "after"):
            is_earlier = (month, day) < here if day else month < here[0]
            if is_earlier and day and symbol.lean == "future" and _is_just_past(Moment(base.year, month, day), base):
                is_earlier = False
            is_here = month == here[0] and not day
            year = base.year + (is_earlier or (symbol.lean == "after" and is_here))
            why = "next such date after publication"
        else:
            distance = (month - here[0]) * 30 + ((day or 15) - here[1])
            year = base.year - (distance > 60) + (distance < -320)
            why = "such a date nearest to publication"
        if symbol.lean == "past" and self._goes_on(Moment(year, month, day or None), base) and self.last:
            year, why = self.last.year + _chronicle_step(month, self.last), YEAR_TOLD_LAST
        if symbol.weekday and day and not self.is_chronicle:
            year = _year_of_weekday(year, month, day, int(symbol.weekday))
            why += " where the weekday fits"
        return "/".join(_year_text(year) + part[4:] for part in symbol.value.split("/")), why

    def _goes_on(self, reckoned: Moment, base: Moment) -> bool:
        """Whether a date goes on from one told with its year before: in news it would be long ago without its year."""
        day, base_day = Moment(reckoned.year, reckoned.month, reckoned.day or 28).as_date, base.as_date
        if self.is_chronicle or not self.tells_year or self.last is None or day is None or base_day is None:
            return False
        is_fresh = timedelta(0) <= base_day - day <= timedelta(FRESH_DAYS)
        return self.last.year < base.year and not is_fresh


def _distance(symbol: Symbol, base: str) -> str:
    """How a date is counted, in plain words: the month of publication, 2 years before the date named before."""
    unit = UNIT_NAMES.get(symbol.unit, symbol.unit)
    if not symbol.count:
        return f"some {unit}s {'after' if symbol.lean == 'after' else 'before'} {base}" if unit else base
    count = float(symbol.count)
    if count == 0:
        return f"the {unit} of {base}"
    side = "after" if count > 0 else "before"
    if abs(count) == 1:
        return f"the {unit} {side} {base}"
    return f"{abs(count):g} {unit}s {side} {base}"


def _is_just_past(moment: Moment, base: Moment) -> bool:
    """Whether a day was so lately that nobody speaks of the one a year ahead without its year."""
    day, base_day = moment.as_date, base.as_date
    return day is not None and base_day is not None and 0 < (base_day - day).days <= SOON_DAYS


def _is_rather_ahead(last: Moment, base: Moment) -> bool:
    """Whether a day was almost a year ago and comes again soon: no news leaves out the year of such a day."""
    last_day, base_day = last.as_date, base.as_date
    return last_day is not None and base_day is not None and (base_day - last_day).days > 365 - SOON_DAYS


def _year_of_weekday(year: int, month: int, day: int, weekday: int) -> int:
    """The year nearest to the given one in which that day falls on that weekday."""
    for distance in (0, -1, 1, -2, 2, -3, 3, -4, 4, -5, 5, -6, 6):
        try:
            if date(year + distance, month, day).isoweekday() == weekday:
                return year + distance
        except ValueError:
            continue
    return year


def _month_and_day(rest: str) -> tuple[int, int]:
    """Month and day (0 when none) of a value without its year; a season or quarter counts from its first month."""
    if match := re.match(r"-(\d\d)(?:-(\d\d))?", rest):
        return int(match[1]), int(match[2] or 0)
    if rest[1:3] in SEASON_MONTHS:
        return SEASON_MONTHS[rest[1:3]][0], 0
    if match := re.match(r"-([QH])(\d)", rest):
        return int(match[2]) * (3 if match[1] == "Q" else 6), 0
    return 1, 0


def _chronicle_step(month: int, base: Moment) -> int:
    """Years to add to the year told last: a narrative runs on, so January after November is the next one."""
    if base.month is None:
        return 0
    return 1 if base.month - month >= NEW_YEAR_MONTHS else 0
