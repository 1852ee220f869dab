"""Clues to an article's publication from its own dates: how they fit together, and what is told as past or ahead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from transforms.reading.clue import FAIR, STRONG, WEAK, Constraint, Evidence, Sentence, is_news, weekday_of
from transforms.reading.dating import names_a_thing
from transforms.reading.days import FIRST_DAY, LAST_DAY, Days, days_of, year_days
from transforms.reading.expression import Expression
from transforms.reading.reckoning import SOON_DAYS
from transforms.reading.symbol import Symbol

# In a sentence that looks ahead no date is sure to be past.
_PLAINLY_AHEAD = re.compile(
    r"\b(?:will|scheduled|slated|expected|plan\w*|hop(?:e|es|ed|ing)|intend\w*|aim\w*|target\w*|promis\w*|due|set to"
    r"|to be)\b",
    re.IGNORECASE,
)
_UP_TO = re.compile(r"\b(?:until|till|by|before)\s+(?:(?:the|early|mid|late|end|of)[\s-]+){0,3}$", re.IGNORECASE)


def stated_bounds(told: Sequence[Sentence]) -> Iterable[Constraint]:
    """Not before the latest full date told as past, not after the earliest one told as still to come."""
    past: tuple[date, Expression] | None = None
    ahead: tuple[date, Expression] | None = None
    for sentence in told:
        for expression, symbol in sentence.expressions:
            days = days_of(symbol.value) if symbol.kind == "value" and not symbol.value.startswith("FY") else None
            if days is None or days[0] < FIRST_DAY or names_a_thing(sentence.text, expression, symbol, sentence.start):
                continue
            is_up_to = _UP_TO.search(sentence.text[: expression.start - sentence.start])
            is_ahead = bool(is_up_to or _PLAINLY_AHEAD.search(sentence.text))
            if symbol.lean == "future" and is_ahead and (ahead is None or days[1] < ahead[0]):
                ahead = days[1], expression
            elif symbol.lean == "past" and not is_ahead and (past is None or days[0] > past[0]):
                past = days[0], expression
    if past is not None:
        day, expression = past
        evidence = Evidence(expression.start, expression.end, expression.text, f"told as past: not before {day}")
        yield Constraint(((day, LAST_DAY),), evidence, STRONG, is_tacit=True)
    if ahead is not None:
        day, expression = ahead
        evidence = Evidence(expression.start, expression.end, expression.text, f"still to come: not after {day}")
        yield Constraint(((FIRST_DAY, day),), evidence, FAIR, is_tacit=True)
        if not re.fullmatch(r"\d{4}", expression.text) and is_news(told):
            evidence = replace(evidence, says=f"a month or day to come, in news: at most {PLANNED_DAYS} days ahead")
            yield Constraint(((day - timedelta(PLANNED_DAYS), day),), evidence, WEAK, is_tacit=True)


# News names the month or day of what is planned at most so long ahead.
PLANNED_DAYS = 1100


def years_ago(sentence: Sentence) -> Iterable[Constraint]:
    """ "64 years ago" beside the year 1958 was written in 2022."""
    for expression, symbol in sentence.expressions:
        if symbol.kind == "shift" and symbol.beside:
            per_unit = 10 if symbol.unit == "DE" else 1
            year = int(symbol.beside) - round(float(symbol.count) * per_unit)
            says = f"{expression.text}, beside {symbol.beside}: published in {year}"
            yield Constraint(year_days(year), sentence.evidence(expression, says), STRONG)
            if year_days(year):
                yield from _to_the_day(sentence, expression, year)


_ORIGIN = re.compile(r"^[^.;]*\b(?:of|since|in|on|from|signed|founded|born|established|began|begun)\b[^.;]*$")
# News of a feast comes within so many days of it.
FEAST_DAYS = 31
_KEPT = re.compile(r"\b(?:celebrat|mark|commemorat|observ|honou?r)\w*\b[^.;]{0,40}$", re.IGNORECASE)


def anniversaries_told(sentence: Sentence) -> Iterable[Constraint]:
    """ "The 70th anniversary of the truce, which was signed on May 3, 1953" was written in 2023."""
    for (feast, feast_symbol), (origin, origin_symbol) in pairwise(sentence.expressions):
        days = days_of(origin_symbol.value) if origin_symbol.kind == "value" else None
        if feast_symbol.kind != "anniversary" or not feast_symbol.count or days is None or days[0].year != days[1].year:
            continue
        start, end = feast.end - sentence.start, origin.start - sentence.start
        if not _ORIGIN.match(sentence.text[start:end]):
            continue
        year = days[0].year + int(feast_symbol.count) - int(feast_symbol.value or 0)
        says = f"{feast.text} of {origin.text}: published in {year}"
        yield Constraint(year_days(year), sentence.evidence(feast, says), FAIR, is_tacit=True)
        is_kept = _KEPT.search(sentence.text[: feast.start - sentence.start])
        if is_kept and days[0] == days[1] and feast_symbol.value in ("", "0") and year_days(year):
            feast_day = date(year, days[0].month, min(days[0].day, 28 if days[0].month == 2 else 31))
            window: Days = ((feast_day - timedelta(FEAST_DAYS), feast_day + timedelta(FEAST_DAYS)),)
            says = f"news of how {feast.text} is kept, which falls on {feast_day}"
            yield Constraint(window, sentence.evidence(feast, says), WEAK, is_tacit=True)


_TO_THE_DAY = re.compile(r"([^.;]{0,40}?\bago)\s+(today|this (?:week|month))\b", re.IGNORECASE)


def _to_the_day(sentence: Sentence, ago: Expression, year: int) -> Iterable[Constraint]:
    """ "Fifty years ago this month, on May 3, 1969" was written in May 2019."""
    counted = _TO_THE_DAY.match(sentence.text, ago.start - sentence.start)
    days = {symbol.value for _, symbol in sentence.expressions if re.fullmatch(r"\d{4}-\d\d-\d\d", symbol.value)}
    if counted is None or len(days) != 1:
        return
    (value,) = days
    told = date(year, int(value[5:7]), min(int(value[8:]), 28 if value[5:7] == "02" else 31))
    window: Days = ((told, told),)
    if counted[2].lower() == "this week":
        window = ((told - timedelta(6), told + timedelta(6)),)
    elif counted[2].lower() == "this month" and (month := days_of(f"{told:%Y-%m}")):
        window = ((month[0], month[1]),)
    says = f"{counted[0]}, beside {value}: published {'on' if counted[2] == 'today' else 'about'} {told}"
    yield Constraint(window, sentence.evidence(ago, says), STRONG, is_tacit=True)


# In so many years the month must be told of that a title keeps.
LEAST_KEPT_YEARS = 2


def kept_month(told: Sequence[Sentence], first: date, last: date) -> Iterable[Constraint]:
    """ "August is a month to remember", a title says, and the text tells of several Augusts: written in one."""
    for sentence in told:
        for expression, symbol in sentence.expressions:
            is_month = symbol.kind == "partial" and re.fullmatch(r"XXXX-\d\d", symbol.value)
            if not sentence.is_title or not is_month or symbol.edge:
                continue
            years = sorted(
                {
                    other.value[:4]
                    for each in told
                    for _, other in each.expressions
                    if other.kind == "value" and re.match(r"\d{4}" + symbol.value[4:] + r"\b", other.value)
                }
            )
            if len(years) < LEAST_KEPT_YEARS:
                continue
            months = (days_of(f"{year}{symbol.value[4:]}") for year in range(first.year, last.year + 1))
            month = expression.text
            says = f"the title speaks of {month}, the text of {month} in {', '.join(years)}: written in a {month}"
            window = tuple((days[0], days[1]) for days in months if days)
            yield Constraint(window, sentence.evidence(expression, says), WEAK, is_tacit=True)


# What may stand between two ways of saying one date: last month, in May 2014; last quarter, which ended June 30, 2012.
_SAME_DATE = re.compile(r"\s*(?:[,(–—-]\s*(?:(?:in|on|of|i\.e\.)\s+)?|(?:in|on|of)\s+)$")
_ENDED = re.compile(r",?\s*(?:(?:which|that)\s+)?end(?:ed|ing)\s+(?:on\s+)?$")
# A quarter that has ended is the last one for so long, to the report on it.
QUARTER_DAYS = 120


def said_twice(sentence: Sentence) -> Iterable[Constraint]:
    """A date beside the same one counted from publication: "last month, in May 2014", "Sunday (July 8, 2012)"."""
    for (one, one_symbol), (other, other_symbol) in pairwise(sentence.expressions):
        between = sentence.text[one.end - sentence.start : other.start - sentence.start]
        counted, named = one_symbol, other_symbol
        if one_symbol.kind == "value":
            counted, named = other_symbol, one_symbol
        days = days_of(named.value) if named.kind == "value" and not named.edge else None
        if days is None or not FIRST_DAY <= days[0] <= LAST_DAY:
            continue
        meant: Days = ()
        if _SAME_DATE.match(between):
            meant = _published_when(counted, days[0], days[1])
        elif _ENDED.match(between) and (counted.base, counted.unit, counted.count) == ("published", "Q", "-1"):
            meant = ((days[1], days[1] + timedelta(QUARTER_DAYS)),)
        if meant:
            text = sentence.text[one.start - sentence.start : other.end - sentence.start]
            says = f"one date said twice: published from {meant[0][0]} to {meant[0][1]}"
            yield Constraint(meant, Evidence(one.start, other.end, text, says), STRONG)


def _published_when(counted: Symbol, first: date, last: date) -> Days:
    """The days of publication from which what is counted from them is a stretch that holds these days."""
    weekday = weekday_of(counted)
    if weekday and first == last and first.isoweekday() == weekday and counted.lean in ("", "past"):
        return ((first, first + timedelta(6)),)
    if (
        counted.kind != "shift"
        or counted.base != "published"
        or counted.value
        or not counted.count.lstrip("-").isdigit()
    ):
        return ()
    count = int(counted.count)
    if abs(count) > 2 and counted.unit != "D":
        return ()  # "Three years ago" is rounded.
    if counted.unit == "Y" and first.year == last.year:
        return year_days(first.year - count)
    if counted.unit == "M" and (first.year, first.month) == (last.year, last.month):
        year, month = divmod(first.year * 12 + first.month - 1 - count, 12)
        days = days_of(f"{year}-{month + 1:02}")
        return ((days[0], days[1]),) if days else ()
    if first != last:
        return ()
    if counted.unit == "D":
        return ((first - timedelta(count), first - timedelta(count)),)
    if counted.unit == "W":
        monday = first - timedelta(first.isoweekday() - 1 + 7 * count)
        return ((monday, monday + timedelta(6)),)
    return ()


_BORN = re.compile(r"\bborn\b[^.;]*$", re.IGNORECASE)
_DIED_AGED = re.compile(
    r"\b(?:dies|died|has died|dead|passed away)\b[^.;]*?\b(?:aged|at|at the age of)\s+(\d{1,3})\b"
    r"(?!\s*(?:[:%]|[ap]\.?m))"
)


def lives(told: Sequence[Sentence]) -> Iterable[Constraint]:
    """Whose death at 56 is news, and who was born on February 24, 1955, died in the year from his 56th birthday on."""
    ages = {int(match[1]) for sentence in told for match in _DIED_AGED.finditer(sentence.text)}
    born = {
        symbol.value: (sentence, expression)
        for sentence in told
        for expression, symbol in sentence.expressions
        if re.fullmatch(r"\d{4}-\d\d-\d\d", symbol.value)
        and symbol.kind == "value"
        and _BORN.search(sentence.text[: expression.start - sentence.start])
    }
    if len(ages) != 1 or len(born) != 1 or not is_news(told):
        return
    (age,), ((value, (sentence, expression)),) = ages, born.items()
    birth = date.fromisoformat(value)
    if birth.year + age + 1 > LAST_DAY.year:
        return
    first, next_birthday = (date(birth.year + years, birth.month, min(birth.day, 28)) for years in (age, age + 1))
    says = f"born on {birth} and dead at {age}: died from {first} on, before {next_birthday}"
    yield Constraint(((first, next_birthday + timedelta(SOON_DAYS)),), sentence.evidence(expression, says), STRONG)


def years_since(sentence: Sentence) -> Iterable[Constraint]:
    """ "In the 12 years since 1998" was written in 2010."""
    for (length, length_symbol), (start, start_symbol) in pairwise(sentence.expressions):
        years = re.fullmatch(r"P(\d+)Y", length_symbol.value) if length_symbol.kind == "period" else None
        between = sentence.text[length.end - sentence.start : start.start - sentence.start]
        is_since = between.strip() == "since" and re.fullmatch(r"\d{4}", start_symbol.value) is not None
        if years is None or not is_since or int(years[1]) < 2:
            continue
        year = int(start_symbol.value) + int(years[1])
        says = f"{length.text} since {start_symbol.value}: published in {year}"
        yield Constraint(year_days(year), sentence.evidence(start, says), FAIR, is_tacit=True)


_THIS_EDITION = re.compile(r"\b(this|last|next) year['’]s((?:\s+[\w-]+){1,5})", re.IGNORECASE)
_EDITION_STEPS = {"this": 0, "last": 1, "next": -1}


def editions(told: Sequence[Sentence]) -> Iterable[Constraint]:
    """This year's Lakes Congress is the Congress 2012 that the text names with its year."""
    named = {
        (match[1] or match[2], int(symbol.value)): (sentence, expression)
        for sentence in told
        for expression, symbol in sentence.expressions
        if symbol.kind == "value"
        and re.fullmatch(r"\d{4}", expression.text)
        and (match := _edition_of(sentence, expression)) is not None
    }
    steps = {
        (word, _EDITION_STEPS[match[1].lower()])
        for sentence in told
        for match in _THIS_EDITION.finditer(sentence.text)
        for word in match[2].split()
    }
    found = {(year + step, place) for (word, year), place in named.items() for other, step in steps if word == other}
    if len({year for year, _ in found}) == 1:
        year, (sentence, expression) = next(iter(found))
        says = f"the text speaks of what it names with {expression.text} as of this, last or next year"
        yield Constraint(year_days(year), sentence.evidence(expression, says), FAIR, is_tacit=True)


def _edition_of(sentence: Sentence, expression: Expression) -> re.Match[str] | None:
    """The name that a year stands behind (Congress 2012) or before (2012 Lakes Congress)."""
    start, end = expression.start - sentence.start, expression.end - sentence.start
    behind = re.match(r"()(?:\s+[A-Z]\w+){0,3}?\s+([A-Z]\w+)\b(?!\s+[A-Z])", sentence.text[end:])
    return behind or re.search(r"([A-Z]\w+)()\s+$", sentence.text[:start])


_SO_FAR = re.compile(r"\b(?:so far|thus far|to date|up to now|until now)\b", re.IGNORECASE)


def running_year(sentence: Sentence) -> Iterable[Constraint]:
    """ "So far in 2005", "has thus far sold more in 2005": published that year."""
    years = [(expression, symbol.value) for expression, symbol in sentence.expressions if symbol.kind == "value"]
    if len(years) != 1 or not _SO_FAR.search(sentence.text):
        return
    ((expression, value),) = years
    if re.fullmatch(r"\d{4}", value) and re.search(r"\bin\s+$", sentence.text[: expression.start - sentence.start]):
        says = f"{value} is still running, of which it tells what has been so far"
        yield Constraint(year_days(int(value)), sentence.evidence(expression, says), FAIR, is_tacit=True)


# Between an event named with its year and the day of the news: what shows that they are not told of one another.
_OTHER_CLAUSE = re.compile(r"[,;:()–—]|\b(?:who|which|that|where|when|while|since|after|before|as|and|but|said|says)\b")
_SETTING = re.compile(r"\b(?:at|during)\s+(?:\S+\s+){0,4}$", re.IGNORECASE)


def edition_of_the_news(told: Sequence[Sentence]) -> Iterable[Constraint]:
    """ "He spoke on Monday at the Lakes Congress 2012", "at the 2012 Congress two weeks ago": published that year."""
    for sentence in told:
        for pair in pairwise(sentence.expressions):
            (edition, year_symbol), (_, day_symbol) = pair if pair[0][1].kind == "value" else pair[::-1]
            between = sentence.text[pair[0][0].end - sentence.start : pair[1][0].start - sentence.start]
            days_back = _days_back(day_symbol)
            if (
                days_back is None
                or year_symbol.kind != "value"
                or not re.fullmatch(r"\d{4}", edition.text)
                or not _SETTING.search(sentence.text[: edition.start - sentence.start])
                or not _edition_of(sentence, edition)
                or _OTHER_CLAUSE.search(between)
            ):
                continue
            year = int(edition.text)
            says = f"tells as news what happened at an event of {year}"
            window: Days = ((date(year, 1, 1), date(year, 12, 31) + timedelta(days_back)),)
            yield Constraint(window, sentence.evidence(edition, says), FAIR, is_tacit=True)


def _days_back(symbol: Symbol) -> int | None:
    """How many days before publication a day or week of the news lies at most; None for anything else."""
    if weekday_of(symbol) and symbol.lean in ("", "past", "before"):
        return 7
    is_near = symbol.kind == "shift" and symbol.base == "published" and symbol.unit in ("D", "W")
    if not is_near or not re.fullmatch(r"0|-\d", symbol.count):
        return None
    return -int(symbol.count) * (7 if symbol.unit == "W" else 1) + 7
