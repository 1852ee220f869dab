"""Symbolic dates of a whole document, in order, as TIMEX3 values and windows.

News counts from the day it was published. A chronicle counts from what it last told. Which of the two a text is, its
own expressions show. When the publication is a window, a value stands only if every day of the window gives it.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from transforms.reading.expression import Expression
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


SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}
EDGE_THIRDS = {"START": (0.0, 0.5), "MID": (0.25, 0.75), "END": (0.5, 1.0)}
UNIT_PRECISION = {"D": "day", "W": "week", "M": "month", "Q": "quarter", "Y": "year"}
YEAR_STEPS = {"Y": 1, "DE": 10, "CE": 100, "ML": 1000}
# Months back from the story's last month that mean the year after: January after December.
NEW_YEAR_MONTHS = 11
# A day that comes within so many days is meant rather than the one of the year before.
SOON_DAYS = 31
# An anniversary without a number is that of a stated date whose day lies this near to publication.
ANNIVERSARY_DAYS = 10
# A date further than this from the story is an aside: a precedent, a later memory.
ASIDE_YEARS = 10


# -------------------------------------------------------------------------------------------------- values to days


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


def _narrowed(start: date, end: date, precision: str, edge: str) -> tuple[date, date, str]:
    """The half of a stretch that "early" or "the end of" means: wide enough to be safe."""
    if edge not in EDGE_THIRDS or precision == "day":
        return start, end, precision
    length = (end - start).days
    low, high = EDGE_THIRDS[edge]
    return start + timedelta(int(length * low)), start + timedelta(round(length * high)), "range"


# ------------------------------------------------------------------------------------------------- reckoning values


def _year_text(year: int) -> str:
    return f"{year:04}" if year > 0 else f"BC{-year:04}"


def _moment_of(value: str) -> Moment | None:
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


def _holiday(name: str, year: int) -> str:
    """Month and day of a holiday in a year."""
    if name.startswith("EASTER"):
        return (_easter(year) + timedelta(int(name[6:] or 0))).isoformat()[5:]
    movable = {"THANKSGIVING": (11, 3, 4), "LABOR": (9, 0, 1), "MEMORIAL": (5, 0, -1), "KING": (1, 0, 3)}
    return _nth_weekday(year, *movable[name]).isoformat()[5:] if name in movable else name


class _Reckoner:
    """Values of a document's symbols for one assumed day of publication (None: not known)."""

    def __init__(self, published: date | None, origins: Sequence[Moment] = (), *, is_chronicle: bool) -> None:
        self.published = Moment(published.year, published.month, published.day) if published else None
        self.is_chronicle = is_chronicle
        self.origins = origins
        self.last: Moment | None = None
        self.last_value = ""
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
            moment = _moment_of(made)
            if moment is not None and "XX" not in made[:4]:
                self.last, self.last_value = moment, made
                if not made.endswith("-WI"):
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
        return symbol.value, "as written"

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
            return f"{year_text}-{_holiday(name, int(year_text))}", "holiday of that year"
        base = self.base
        if base is None or base.year < 2:
            return None, "holiday of an unknown year"
        day = base.as_date or date(base.year, base.month or 1, 1)
        choices = [
            date.fromisoformat(f"{year:04}-{_holiday(name, year)}") for year in range(day.year - 1, day.year + 2)
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
        if symbol.beside and symbol.count and self._agrees_with_beside(symbol):
            return symbol.beside, "the year that the same sentence states"
        if symbol.unit == "":
            return (self.last_value or None), "the time named before"
        if symbol.count == "":
            return self._vague_shift(symbol), why
        count = float(symbol.count)
        if base is None:
            return self._unknown(symbol), why
        reached = _shifted(base, symbol.unit, count)
        if symbol.value == "FY":
            return f"FY{reached}", why
        if symbol.value.startswith("XXXX-WXX-"):
            monday = days_of(reached)
            weekday = int(symbol.value[-1])
            return ((monday[0] + timedelta(weekday - 1)).isoformat() if monday else None), why
        if symbol.value:
            return reached + symbol.value[4:], why
        if symbol.base == "context" and symbol.unit == "Y" and (quarter := re.search(r"-Q\d$", self.last_value)):
            return reached + quarter.group(), f"{why}, the same quarter"
        return reached, why

    def _shift_base(self, symbol: Symbol) -> tuple[Moment | None, str]:
        amount = f"{symbol.count} {symbol.unit}".strip()
        if symbol.base == "context":
            if self.last is not None:
                return self.last, f"{amount} from the date named before"
            return self.published, f"{amount} from publication"
        if self.is_chronicle:
            return self.base, f"{amount} from the date told last"
        return self.published, f"{amount} from publication"

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
        if base is None:
            return symbol.value, "of an unknown year"
        rest = symbol.value.partition("/")[0][4:]
        month, day = _month_and_day(rest)
        here = (base.month or (1 if self.is_chronicle else 7), base.day or (1 if self.is_chronicle else 15))
        if self.is_chronicle:
            year, why = base.year + _chronicle_step(month, base), "of the year told last"
            year += symbol.value.endswith("WI") and base.month is not None and base.month > 10
        elif symbol.lean == "this":
            year, why = base.year, "of the year of publication"
        elif symbol.lean in ("past", "before"):
            is_later = (month, day) > here if day else month > here[0]
            is_here = month == here[0] and not day
            year = base.year - (is_later or (symbol.lean == "before" and is_here))
            why = "last such date before publication"
            if day and symbol.lean == "past" and _is_rather_ahead(Moment(year, month, day), base):
                year, why = year + 1, "next such date after publication, far nearer than the last"
        elif symbol.lean in ("future", "after"):
            is_earlier = (month, day) < here if day else month < here[0]
            is_here = month == here[0] and not day
            year = base.year + (is_earlier or (symbol.lean == "after" and is_here))
            why = "next such date after publication"
        else:
            distance = (month - here[0]) * 30 + ((day or 15) - here[1])
            year = base.year - (distance > 60) + (distance < -320)
            why = "such a date nearest to publication"
        if symbol.weekday and day and not self.is_chronicle:
            year = _year_of_weekday(year, month, day, int(symbol.weekday))
            why += " where the weekday fits"
        return "/".join(_year_text(year) + part[4:] for part in symbol.value.split("/")), why


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


# --------------------------------------------------------------------------------------------------- whole document


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
    stated = [_moment_of(symbol.value) for symbol in symbols if symbol.kind == "value"]
    origins = [moment for moment in stated if moment is not None and moment.as_date is not None]
    reckoner = _Reckoner(published, origins, is_chronicle=told)
    if told:
        reckoner.story = next(
            (Moment(m.year) for s in symbols if s.kind == "value" and (m := _moment_of(s.value)) is not None), None
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
    return anchored


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
