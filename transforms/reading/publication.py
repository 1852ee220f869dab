"""When an article was published: what its page states, or what its text lets one infer.

Every clue is a constraint, a set of days on which the article can have been published, with the words that say so.
Constraints are intersected, the surest first. One that leaves no day is a contradiction: it is kept as a conflict and
as an alternative. What stays wider than 420 days is unknown, never narrowed by a guess.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import Protocol

import polars as pl

from transforms.reading.anchor import SOON_DAYS, Window, anchor, days_of, is_chronicle
from transforms.reading.dating import names_a_thing
from transforms.reading.expression import Expression
from transforms.reading.sentence import sentences
from transforms.reading.symbol import Symbol
from transforms.reading.time_words import WEEKDAYS

Span = tuple[int, int]
Days = tuple[tuple[date, date], ...]

LONGEST_WINDOW_DAYS = 420
# Where to look for days that come again each month or week, when nothing bounds them.
FIRST_USUAL_DAY, SEARCHED_YEARS = date(1990, 1, 1), 40
FIRST_DAY, LAST_DAY = date(1600, 1, 1), date(2199, 12, 31)
# How long after an undated "recently elected" the article may still be written.
RECENT_DAYS = 90
# A page's own dates may differ by so much (time zones, updates) without contradicting each other.
TOLERATED_DAYS = 3
BASES = ("stated", "byline", "metadata")

# How sure a kind of clue is; the surer one is believed where two disagree.
SURE, STRONG, FAIR, WEAK = 4, 3, 2, 1

# Words by which a sentence speaks of a kind of fact (column `what` of the reference table).
FACT_WORDS: Mapping[str, tuple[str, ...]] = {
    "diplomatic relations established": ("diplomatic relations", "diplomatic ties", "formal ties", "formal relations"),
    "diplomatic relations restored": ("diplomatic relations", "diplomatic ties", "embass"),
    "diplomatic relations severed": ("sever", "cut diplomatic", "broke off"),
    "election": ("election", "elected"),
    "birth": ("birth", "born"),
    "death": ("death", "died", "passing"),
    "olympics": ("olympic",),
    "state founded": ("founding", "founded", "foundation"),
    "organization founded": ("founding", "founded", "foundation"),
    "independence": ("independence",),
    "revolution": ("revolution",),
    "war": ("war",),
    "agreement": ("agreement", "treaty", "accord"),
    "party congress": ("congress",),
    "summit": ("summit",),
    "visit": ("visit",),
    "missile launch": ("launch",),
    "nuclear test": ("nuclear test",),
    "coup": ("coup",),
    "membership": ("member", "joined", "joining", "accession"),
}
# Facts that news tells as news, so that "on Thursday" in their sentence is their day.
NEWS_FACTS = frozenset(
    ("election", "death", "coup", "attack", "missile launch", "nuclear test", "summit", "referendum")
)
# Facts that happen once, so that their day without a year is that day; births and foundings are kept every year.
SINGLE_FACTS = NEWS_FACTS | {
    "diplomatic relations established",
    "diplomatic relations restored",
    "diplomatic relations severed",
    "agreement",
    "withdrawal",
}
# Facts announced beforehand, so that speaking of them as ahead comes before them.
AWAITED_FACTS = frozenset(("olympics", "election", "summit", "referendum"))

_AHEAD = re.compile(
    r"\b(?:will|would|upcoming|ahead of|forthcoming|plans? to|looking forward to|next)\b", re.IGNORECASE
)
_FRESH = re.compile(r"\b(?:recent|recently|newly|new|just|latest)\b", re.IGNORECASE)
_NO_LONGER = re.compile(
    r"\b(?:former|late|then|ex|past|previous|one-?time|future)[\s-]+(?:\S+\s+){0,3}$", re.IGNORECASE
)
# In a sentence that looks ahead no date is sure to be past.
_PLAINLY_AHEAD = re.compile(
    r"\b(?:will|scheduled|slated|expected|plan\w*|hop(?:e|es|ed|ing)|intend\w*|aim\w*|target\w*|promis\w*|due|set to"
    r"|to be|until|by)\b",
    re.IGNORECASE,
)


class Stated(Protocol):
    """A publication date that the page states, as page.py finds it."""

    @property
    def start(self) -> int | None: ...
    @property
    def end(self) -> int | None: ...
    @property
    def text(self) -> str: ...
    @property
    def first_date(self) -> date: ...
    @property
    def last_date(self) -> date: ...
    @property
    def basis(self) -> str: ...
    @property
    def says(self) -> str: ...


@dataclass(frozen=True, slots=True)
class DatedFact:
    """Something of public record with its days. A sentence speaks of it that has one word of each group in `words`.

    `elsewhere` are groups that may also stand in another sentence of the article. All in lower case, without accents.
    """

    what: str
    label: str
    words: tuple[tuple[str, ...], ...]
    elsewhere: tuple[tuple[str, ...], ...]
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Tenure:
    """Who held an office and when: names and office words in lower case without accents; end None while in office."""

    names: tuple[str, ...]
    office: str
    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """The place that says something about the date, and what follows from it; start and end None outside the text."""

    start: int | None
    end: int | None
    text: str
    says: str


@dataclass(frozen=True, slots=True)
class Constraint:
    """Days on which the article can have been published, as sorted intervals, and why.

    trust    SURE to WEAK; the surer is believed
    is_tacit dropped without a word where it does not fit
    """

    days: Days
    evidence: Evidence
    trust: int = FAIR
    is_tacit: bool = False


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another window, from the clue that contradicts the chosen one."""

    start: date
    end: date
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two statements about the date that cannot both hold."""

    statement: str
    other_statement: str
    explanation: str


@dataclass(frozen=True, slots=True)
class Publication:
    """When an article was published: start and end None when unknown; alternatives ranked, the likeliest first."""

    start: date | None
    end: date | None
    precision: str
    basis: str
    evidence: tuple[Evidence, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    conflicts: tuple[Conflict, ...] = ()

    @property
    def window(self) -> Window | None:
        """The window for anchoring; None when unknown."""
        if self.start is None or self.end is None:
            return None
        return Window(self.start, self.end, self.precision, self.basis)


UNKNOWN = Publication(None, None, "unknown", "unknown")


# ---------------------------------------------------------------------------------------------------- sets of days


def intersection(some: Days, others: Days) -> Days:
    """Days that are in both."""
    shared = [(max(a, c), min(b, d)) for a, b in some for c, d in others if a <= d and c <= b]
    return tuple(sorted(shared))


def _year_days(year: int) -> Days:
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


# ------------------------------------------------------------------------------------------- facts out of reference


def plain(text: str) -> str:
    """Lower case without accents, apostrophes straight; of the same length for Latin text."""
    folded = unicodedata.normalize("NFD", text.replace("’", "'").replace("‘", "'"))
    return "".join(char for char in folded if not unicodedata.combining(char)).lower()


def dated_facts(reference: Mapping[str, pl.DataFrame]) -> tuple[DatedFact, ...]:
    """The facts of the reference table `fact`, with all names of the countries and persons in them."""
    names = _names(reference)
    made = []
    for row in reference["fact"].iter_rows(named=True):
        words = [FACT_WORDS.get(row["what"], (row["what"],))]
        elsewhere: list[tuple[str, ...]] = []
        for who in (row["subject"], row["object"]):
            if not who:
                continue
            is_person = who in names and len(who) != 3
            (elsewhere if is_person and row["what"] in NEWS_FACTS else words).append(names.get(who, (plain(who),)))
        start, _ = _span_of(row["start_date"], row)
        _, end = _span_of(row["end_date"] or row["start_date"], row)
        label = " ".join(filter(None, (row["what"], row["subject"], row["object"])))
        made.append(DatedFact(row["what"], label, tuple(words), tuple(elsewhere), start, end))
    return tuple(made)


def tenures(reference: Mapping[str, pl.DataFrame]) -> tuple[Tenure, ...]:
    """The offices of the reference table `office` with the names of their holders."""
    names = _names(reference)
    return tuple(
        Tenure(
            names.get(row["person"], (plain(row["person"]),)),
            plain(row["office"]),
            _span_of(row["start_date"], row)[0],
            _span_of(row["end_date"], row)[1] if row["end_date"] else None,
        )
        for row in reference["office"].iter_rows(named=True)
        if row["start_date"]
    )


def _span_of(value: str, row: Mapping[str, str]) -> tuple[date, date]:
    """First and last day of a date of the reference data: a day, a month or a year."""
    days = days_of(value)
    if days is None:
        raise ValueError(f"reference data: {value!r} is no date (2019, 2019-03 or 2019-03-01), in {dict(row)}")
    return days[0], days[1]


def _names(reference: Mapping[str, pl.DataFrame]) -> dict[str, tuple[str, ...]]:
    """All names of each country (by its code) and of each person (by name)."""
    names: dict[str, set[str]] = {}
    for row in reference["country_name"].iter_rows(named=True):
        names.setdefault(row["country"], set()).add(plain(row["name"]))
    for row in reference["person"].iter_rows(named=True):
        aliases = (row["aliases"] or "").split("|")
        names[row["name"]] = {plain(name) for name in (row["name"], *aliases) if name}
    return {key: tuple(sorted(values)) for key, values in names.items()}


# -------------------------------------------------------------------------------------------- clues out of the text


@dataclass(frozen=True, slots=True)
class _Sentence:
    start: int
    end: int
    plain: str
    text: str
    expressions: tuple[tuple[Expression, Symbol], ...]

    @property
    def has_old_date(self) -> bool:
        """Whether it states a year of its own, and so may tell of another time."""
        return any(symbol.kind == "value" for _, symbol in self.expressions)

    def evidence(self, expression: Expression, says: str) -> Evidence:
        return Evidence(expression.start, expression.end, expression.text, says)


def _sentences(text: str, spans: Sequence[Span], expressions: Sequence[Expression]) -> list[_Sentence]:
    decoded = [(expression, Symbol.decode(expression.symbol)) for expression in expressions]
    return [
        _Sentence(
            start,
            end,
            plain(text[start:end]),
            text[start:end],
            tuple(pair for pair in decoded if start <= pair[0].start < end),
        )
        for start, end in sentences(text, sorted(spans))
    ]


def _has(plain_text: str, words: Iterable[str]) -> bool:
    """Whether one of the words stands in the text, from its first letter on; a short one whole: US, war."""
    for word in words:
        found = plain_text.find(word)
        while found >= 0:
            after = plain_text[found + len(word) : found + len(word) + 1]
            is_begun = found == 0 or not plain_text[found - 1].isalnum()
            if is_begun and not (len(word) <= SHORT_WORD and after.isalnum()):
                return True
            found = plain_text.find(word, found + 1)
    return False


def _matching(facts: Sequence[DatedFact], sentence: _Sentence, whole: str) -> list[DatedFact]:
    """The facts that a sentence speaks of."""
    return [
        fact
        for fact in facts
        if all(_has(sentence.plain, group) for group in fact.words)
        and all(_has(whole, group) for group in fact.elsewhere)
    ]


_WORD = re.compile(r"\w+")
# A word so short is looked for whole.
SHORT_WORD = 3


@cache
def _first_words(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(match.group() for name in names if (match := _WORD.search(name)))


def _near(facts: Sequence[DatedFact], whole: str) -> list[DatedFact]:
    """The facts that a text may speak of at all: a cheap look before the sentences are searched."""
    words = frozenset(_WORD.findall(whole))
    return [
        fact
        for fact in facts
        if _has(whole, fact.words[0])
        and not any(_first_words(group).isdisjoint(words) for group in (*fact.words[1:], *fact.elsewhere))
    ]


def _stated_bounds(told: Sequence[_Sentence]) -> Iterable[Constraint]:
    """Not before the latest full date told as past, not after the earliest one told as still to come."""
    past: tuple[date, Expression] | None = None
    ahead: tuple[date, Expression] | None = None
    for sentence in told:
        for expression, symbol in sentence.expressions:
            days = days_of(symbol.value) if symbol.kind == "value" and not symbol.value.startswith("FY") else None
            if days is None or days[0] < FIRST_DAY or names_a_thing(sentence.text, expression, symbol, sentence.start):
                continue
            is_ahead = bool(_PLAINLY_AHEAD.search(sentence.text))
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


def _years_ago(sentence: _Sentence) -> Iterable[Constraint]:
    """ "64 years ago" beside the year 1958 was written in 2022."""
    for expression, symbol in sentence.expressions:
        if symbol.kind == "shift" and symbol.beside:
            per_unit = 10 if symbol.unit == "DE" else 1
            year = int(symbol.beside) - round(float(symbol.count) * per_unit)
            says = f"{expression.text}, beside {symbol.beside}: published in {year}"
            yield Constraint(_year_days(year), sentence.evidence(expression, says), STRONG)


def _anniversaries(sentence: _Sentence, facts: Sequence[DatedFact]) -> Iterable[Constraint]:
    """ "Next year ... the 65th anniversary" of a fact of 1960 was written in 2024."""
    for expression, symbol in sentence.expressions:
        if symbol.kind != "anniversary" or not symbol.count:
            continue
        years = {fact.start.year + int(symbol.count) - int(symbol.value or 0): fact for fact in facts}
        days = tuple(sorted(interval for year in years for interval in _year_days(year)))
        if days:
            fact = years[min(years)]
            says = (
                f"{expression.text} of {fact.label} ({fact.start}): published in {' or '.join(map(str, sorted(years)))}"
            )
            yield Constraint(days, sentence.evidence(expression, says), STRONG)


def _fact_days(sentence: _Sentence, facts: Sequence[DatedFact]) -> Iterable[Constraint]:
    """An undated day that a fact of record completes: "on February 14", "earlier this week"."""
    for expression, symbol in sentence.expressions:
        for fact in facts:
            if fact.start != fact.end or fact.what not in SINGLE_FACTS or "anniversary" in sentence.plain:
                continue
            is_day = symbol.kind == "partial" and _same_day(symbol, fact.start)
            is_news = fact.what in NEWS_FACTS and (
                (symbol.kind == "shift" and symbol.base == "published" and symbol.unit in ("D", "W"))
                or _weekday_of(symbol) == fact.start.isoweekday()
            )
            if not (is_day or is_news):
                continue
            days = _days_giving(expression, symbol, fact.start)
            if days:
                says = f"{expression.text} is {fact.start} ({fact.label})"
                yield Constraint(days, sentence.evidence(expression, says), STRONG if is_day else FAIR)


def _weekday_of(symbol: Symbol) -> int:
    """The weekday (1 Monday) that a bare weekday names, 0 for anything else."""
    found = re.fullmatch(r"XXXX-WXX-(\d)", symbol.value) if symbol.kind == "partial" else None
    return int(found[1]) if found else 0


def _same_day(symbol: Symbol, day: date) -> bool:
    if symbol.weekday and int(symbol.weekday) != day.isoweekday():
        return False
    return symbol.value in (f"XXXX-{day:%m-%d}", f"XXXX-XX-{day:%d}")


def _days_giving(expression: Expression, symbol: Symbol, wanted: date) -> Days:
    """The days of publication, on or after the wanted day, from which the expression means a window that holds it."""
    if re.fullmatch(r"XXXX-\d\d-\d\d", symbol.value) and not symbol.weekday:
        return ((wanted, wanted + timedelta(365 - SOON_DAYS)),)
    farthest = 14 if symbol.unit in ("D", "W") or "WXX" in symbol.value else 40
    good = []
    for distance in range(farthest + 1):
        day = wanted + timedelta(distance)
        window = anchor([expression], Window(day, day, "day", "inferred"))[0].window
        if window is not None and window.start <= wanted <= window.end:
            good.append(day)
    return ((good[0], good[-1]),) if good else ()


def _fresh_facts(sentence: _Sentence, facts: Sequence[DatedFact]) -> Iterable[Constraint]:
    """ "His recent election" was written within weeks; what is still ahead, before it."""
    for what, label in dict.fromkeys((fact.what, fact.label) for fact in facts):
        same = [fact for fact in facts if fact.label == label]
        span = same[0].start if len(same) == 1 else f"{same[0].start} and others"
        evidence = Evidence(sentence.start, sentence.end, sentence.text, f"speaks of {label} ({span})")
        if what in AWAITED_FACTS and min(fact.start for fact in same).year > 1900 and _AHEAD.search(sentence.text):
            yield Constraint(((FIRST_DAY, max(fact.end for fact in same)),), evidence, FAIR, is_tacit=True)
        elif what in NEWS_FACTS and not sentence.has_old_date and _is_called_fresh(sentence, same[0]):
            days = tuple(sorted((fact.start, fact.end + timedelta(RECENT_DAYS)) for fact in same))
            yield Constraint(days, evidence, FAIR, is_tacit=True)


def _is_called_fresh(sentence: _Sentence, fact: DatedFact) -> bool:
    """Whether "recent" or "newly" belongs to the fact: within three words before or two behind what names it."""
    words = _WORD.findall(sentence.plain)
    named = [place for place, word in enumerate(words) if word.startswith(tuple(fact.words[0]))]
    fresh = [place for place, word in enumerate(words) if _FRESH.fullmatch(word)]
    return any(-2 <= name - place <= 3 for name in named for place in fresh)


def _offices(sentence: _Sentence, held: Sequence[Tenure]) -> Iterable[Constraint]:
    """Who is named with an office holds it when the article is written, unless the sentence tells of another time."""
    if sentence.has_old_date:
        return
    for tenure in held:
        for name in tenure.names:
            at = sentence.plain.find(name)
            if at < 0 or len(name.split()) < 2:
                continue
            around = sentence.plain[max(0, at - 40) : at] + " " + sentence.plain[at + len(name) : at + len(name) + 40]
            has_office = _has(around, (tenure.office,)) or (
                tenure.office in ("president", "prime minister") and " administration" in around
            )
            if not has_office or _NO_LONGER.search(sentence.plain[max(0, at - 40) : at]):
                continue
            days = ((tenure.start, tenure.end or LAST_DAY),)
            place = Evidence(
                sentence.start + at,
                sentence.start + at + len(name),
                sentence.text[at : at + len(name)],
                f"{tenure.office} from {tenure.start} to {tenure.end or 'now'}",
            )
            yield Constraint(days, place, WEAK, is_tacit=True)
            break


def _fitting_weekdays(sentence: _Sentence, first: date, last: date) -> Iterable[Constraint]:
    """ "Monday (19)", "Friday, March 4": weeks that begin with such a day, in the years that have one."""
    for expression, symbol in sentence.expressions:
        if symbol.kind != "partial" or not symbol.weekday or symbol.lean in ("future", "after"):
            continue
        month_text, day = symbol.value[5:7], int(symbol.value[8:10])
        days = []
        for year in range(first.year - 1, last.year + 1):
            for month in [int(month_text)] if month_text.isdigit() else range(1, 13):
                try:
                    candidate = date(year, month, day)
                except ValueError:
                    continue
                if candidate.isoweekday() == int(symbol.weekday):
                    days.append((candidate, candidate + timedelta(6)))
        says = f"{expression.text}: published in a week that begins with such a day"
        yield Constraint(tuple(days), sentence.evidence(expression, says), FAIR)


def _weekday_after_day(sentence: _Sentence, first: date, last: date) -> Iterable[Constraint]:
    """ "On Sunday the office said that they met on September 27": published in the week of the first Sunday after."""
    weekdays = [
        (expression, weekday)
        for expression, symbol in sentence.expressions
        if (weekday := _weekday_of(symbol)) and symbol.lean in ("", "past")
    ]
    for expression, symbol in sentence.expressions:
        is_day = (
            symbol.kind == "partial" and re.fullmatch(r"XXXX-\d\d-\d\d", symbol.value) and symbol.lean in ("", "past")
        )
        if not is_day or len(weekdays) != 1:
            continue
        named, weekday = weekdays[0]
        days = []
        for year in range(first.year, last.year + 1):
            try:
                told = date(year, int(symbol.value[5:7]), int(symbol.value[8:10]))
            except ValueError:
                continue
            reported = told + timedelta((weekday - told.isoweekday()) % 7)
            days.append((reported, reported + timedelta(6)))
        says = f"{named.text} is the first one on or after {expression.text}"
        yield Constraint(tuple(days), sentence.evidence(named, says), WEAK)


def _weekday_of_this_week(told: Sequence[_Sentence], first: date, last: date) -> Iterable[Constraint]:
    """In an article that speaks of this week, a past weekday is one of this week."""
    pairs = [pair for sentence in told for pair in sentence.expressions]
    if not any((s.base, s.unit, s.count, s.edge) == ("published", "W", "0", "EARLIER") for _, s in pairs):
        return
    for expression, symbol in pairs:
        weekday = _weekday_of(symbol)
        if weekday and symbol.lean in ("", "past"):
            monday = first - timedelta(first.isoweekday() - 1)
            days = []
            while monday <= last:
                days.append((monday + timedelta(weekday - 1), monday + timedelta(6)))
                monday += timedelta(7)
            says = f"{expression.text} is of this week, of which the article speaks"
            place = Evidence(expression.start, expression.end, expression.text, says)
            yield Constraint(tuple(days), place, WEAK, is_tacit=True)


# What may stand between two ways of saying one date: last month, in May 2014; last quarter, which ended June 30, 2012.
_SAME_DATE = re.compile(r"\s*(?:[,(–—-]\s*(?:(?:in|on|of|i\.e\.)\s+)?|(?:in|on|of)\s+)$")
_ENDED = re.compile(r",?\s*(?:(?:which|that)\s+)?end(?:ed|ing)\s+(?:on\s+)?$")
# A quarter that has ended is the last one for so long, to the report on it.
QUARTER_DAYS = 120


def _said_twice(sentence: _Sentence) -> Iterable[Constraint]:
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
    weekday = _weekday_of(counted)
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
        return _year_days(first.year - count)
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


def _lives(told: Sequence[_Sentence]) -> Iterable[Constraint]:
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
    if len(ages) != 1 or len(born) != 1 or not _is_news(told):
        return
    (age,), ((value, (sentence, expression)),) = ages, born.items()
    birth = date.fromisoformat(value)
    if birth.year + age + 1 > LAST_DAY.year:
        return
    first, next_birthday = (date(birth.year + years, birth.month, min(birth.day, 28)) for years in (age, age + 1))
    says = f"born on {birth} and dead at {age}: died from {first} on, before {next_birthday}"
    yield Constraint(((first, next_birthday + timedelta(SOON_DAYS)),), sentence.evidence(expression, says), STRONG)


def _years_since(sentence: _Sentence) -> Iterable[Constraint]:
    """ "In the 12 years since 1998" was written in 2010."""
    for (length, length_symbol), (start, start_symbol) in pairwise(sentence.expressions):
        years = re.fullmatch(r"P(\d+)Y", length_symbol.value) if length_symbol.kind == "period" else None
        between = sentence.text[length.end - sentence.start : start.start - sentence.start]
        is_since = between.strip() == "since" and re.fullmatch(r"\d{4}", start_symbol.value) is not None
        if years is None or not is_since or int(years[1]) < 2:
            continue
        year = int(start_symbol.value) + int(years[1])
        says = f"{length.text} since {start_symbol.value}: published in {year}"
        yield Constraint(_year_days(year), sentence.evidence(start, says), FAIR, is_tacit=True)


_THIS_EDITION = re.compile(r"\b(this|last|next) year['’]s((?:\s+[\w-]+){1,5})", re.IGNORECASE)
_EDITION_STEPS = {"this": 0, "last": 1, "next": -1}


def _editions(told: Sequence[_Sentence]) -> Iterable[Constraint]:
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
        yield Constraint(_year_days(year), sentence.evidence(expression, says), FAIR, is_tacit=True)


def _edition_of(sentence: _Sentence, expression: Expression) -> re.Match[str] | None:
    """The name that a year stands behind (Congress 2012) or before (2012 Lakes Congress)."""
    start, end = expression.start - sentence.start, expression.end - sentence.start
    behind = re.match(r"()(?:\s+[A-Z]\w+){0,3}?\s+([A-Z]\w+)\b(?!\s+[A-Z])", sentence.text[end:])
    return behind or re.search(r"([A-Z]\w+)()\s+$", sentence.text[:start])


# The day of an article's news is told in its first sentences, and lies so many days back at most.
LEAD_SENTENCES, LEAD_DAYS = 4, 14


def _lead_day(told: Sequence[_Sentence]) -> Iterable[Constraint]:
    """ "On Thursday, March 5, 2020, ministers met", first and latest of a news text: published soon after."""
    if not _is_news(told):
        return
    latest = max(
        (
            days[0]
            for sentence in told
            for _, symbol in sentence.expressions
            if symbol.kind == "value" and symbol.lean != "future" and (days := days_of(symbol.value))
        ),
        default=None,
    )
    for sentence in told[:LEAD_SENTENCES]:
        for expression, symbol in sentence.expressions:
            days = days_of(symbol.value) if symbol.kind == "value" and symbol.lean == "past" else None
            weekday = WEEKDAYS.get(_WORD.findall(expression.text)[0])
            is_day = days is not None and days[0] == days[1] == latest and days[0].isoweekday() == weekday
            if days is not None and is_day and not symbol.edge:
                says = f"news of {days[0]}, told as past: published within {LEAD_DAYS} days"
                window = ((days[0], days[0] + timedelta(LEAD_DAYS)),)
                yield Constraint(window, sentence.evidence(expression, says), WEAK, is_tacit=True)


def _is_news(told: Sequence[_Sentence]) -> bool:
    """Whether a text speaks of its own day or week: yesterday, on Tuesday."""
    return any(
        (symbol.base == "published" and symbol.unit in ("D", "W") and symbol.count in ("0", "-1"))
        or (_weekday_of(symbol) and symbol.lean in ("", "past"))
        for sentence in told
        for _, symbol in sentence.expressions
    )


# -------------------------------------------------------------------------------------------------------- weighing


def infer_publication(
    stated: Sequence[Stated],
    *,
    text: str = "",
    spans: Sequence[Span] = (),
    expressions: Sequence[Expression] = (),
    facts: Sequence[DatedFact] = (),
    held: Sequence[Tenure] = (),
    observed: date | None = None,
    extra: Sequence[Constraint] = (),
) -> Publication:
    """When an article was published.

    stated       dates that the page states; the surest basis wins, the others may contradict it
    text, spans  the article and the parts of it that may vote: title, body, captions; never lists or footers
    expressions  the temporal expressions of those parts
    facts, held  what is of public record: dated facts, tenures of offices
    observed     the day the document was seen, an upper bound
    extra        what else is known, as from other articles that tell the same event
    """
    told = _sentences(text, spans, expressions)
    if stated:
        return _stated(stated, told, facts)
    constraints = _clues(told, facts, held, observed or LAST_DAY) + list(extra)
    return _weighed(constraints, observed, told)


def _stated(stated: Sequence[Stated], told: Sequence[_Sentence], facts: Sequence[DatedFact]) -> Publication:
    """What the page states, with what contradicts it."""
    ranked = sorted(stated, key=lambda date_: BASES.index(date_.basis) if date_.basis in BASES else len(BASES))
    best = ranked[0]
    evidence = Evidence(best.start, best.end, best.text, best.says)
    conflicts = []
    alternatives = []
    slack = timedelta(TOLERATED_DAYS)
    for other in ranked[1:]:
        if other.first_date > best.last_date + slack or other.last_date < best.first_date - slack:
            place = Evidence(other.start, other.end, other.text, other.says)
            conflicts.append(_contradiction(evidence, place))
            alternatives.append(Alternative(other.first_date, other.last_date, place))
    window: Days = ((best.first_date, best.last_date),)
    near = _near(facts, " ".join(sentence.plain for sentence in told))
    clues = (
        constraint
        for sentence in told
        for constraint in (*_years_ago(sentence), *_anniversaries(sentence, _matching(near, sentence, sentence.plain)))
    )
    conflicts += [_contradiction(evidence, clue.evidence) for clue in clues if not intersection(window, clue.days)]
    return Publication(
        best.first_date,
        best.last_date,
        precision_of(best.first_date, best.last_date),
        best.basis,
        (evidence,),
        tuple(alternatives),
        tuple(conflicts),
    )


def _clues(
    told: Sequence[_Sentence], facts: Sequence[DatedFact], held: Sequence[Tenure], last: date
) -> list[Constraint]:
    whole = " ".join(sentence.plain for sentence in told)
    near = _near(facts, whole)
    words = frozenset(_WORD.findall(whole))
    present = [tenure for tenure in held if not _first_words(tenure.names).isdisjoint(words)]
    found: list[Constraint] = []
    found += [*_stated_bounds(told), *_lives(told), *_editions(told)]
    first = max((constraint.days[0][0] for constraint in found), default=FIRST_DAY)
    for sentence in told:
        matching = _matching(near, sentence, whole)
        found += _years_ago(sentence)
        found += _said_twice(sentence)
        found += _years_since(sentence)
        found += _anniversaries(sentence, matching)
        found += _fact_days(sentence, matching)
        found += _fresh_facts(sentence, matching)
        found += _offices(sentence, present)
    if is_chronicle([symbol for sentence in told for _, symbol in sentence.expressions], None):
        # What tells of the past bears few marks of its own day: only what binds two dates is one.
        return [constraint for constraint in found if constraint.trust >= STRONG]
    first = first if first > FIRST_DAY else FIRST_USUAL_DAY
    last = min(last, first + timedelta(366 * SEARCHED_YEARS))
    for sentence in told:
        found += _fitting_weekdays(sentence, first, last)
        found += _weekday_after_day(sentence, first, last)
    found += _lead_day(told)
    found += _weekday_of_this_week(told, first, last)
    return found


def _weighed(constraints: Sequence[Constraint], observed: date | None, told: Sequence[_Sentence]) -> Publication:
    """Intersects the constraints, the surest first and in the order of the text among equals."""
    days: Days = ((FIRST_DAY, observed or LAST_DAY),)
    kept: list[Constraint] = []
    conflicts: list[Conflict] = []
    alternatives: list[Alternative] = []
    for constraint in sorted(constraints, key=lambda item: -item.trust):
        left = intersection(days, constraint.days)
        if left:
            kept += [constraint] if left != days else []
            days = left
            continue
        if constraint.is_tacit or not constraint.days:
            continue
        rival = next((other for other in kept if not intersection(other.days, constraint.days)), None)
        if rival is not None:
            conflicts.append(_contradiction(rival.evidence, constraint.evidence))
        others = intersection(((FIRST_DAY, observed or LAST_DAY),), constraint.days)
        alternatives += [Alternative(start, end, constraint.evidence) for start, end in others[:1]]
    ranked = sorted(days, key=lambda interval: _staleness(interval, told))
    start, end = ranked[0][0], ranked[0][1]
    if len(ranked) > 1 and (days[-1][1] - days[0][0]).days > LONGEST_WINDOW_DAYS and not _is_clear(ranked, told):
        return UNKNOWN
    if not kept or (end - start).days > LONGEST_WINDOW_DAYS:
        return Publication(None, None, "unknown", "unknown", (), tuple(alternatives), tuple(conflicts))
    evidence = tuple(constraint.evidence for constraint in kept)
    alternatives = [Alternative(a, b, kept[-1].evidence) for a, b in ranked[1:4]] + alternatives
    return Publication(
        start, end, precision_of(start, end), "inferred", evidence, tuple(alternatives), tuple(conflicts)
    )


def _staleness(interval: tuple[date, date], told: Sequence[_Sentence]) -> int:
    """How many days before an interval's end the months lie that the text names without a year: news is fresh."""
    expressions = [
        expression
        for sentence in told
        for expression, symbol in sentence.expressions
        if symbol.kind == "partial" and re.match(r"XXXX-\d\d", symbol.value) and symbol.lean in ("", "past")
    ]
    end = interval[1]
    windows = [anchored.window for anchored in anchor(expressions, Window(end, end, "day", "inferred"))]
    return sum((end - window.end).days for window in windows if window is not None)


def _is_clear(ranked: Sequence[tuple[date, date]], told: Sequence[_Sentence]) -> bool:
    """Whether the freshest interval is fresher than the next one."""
    return _staleness(ranked[0], told) < _staleness(ranked[1], told)


def _contradiction(evidence: Evidence, other: Evidence) -> Conflict:
    return Conflict(evidence.text, other.text, f"{evidence.says}; but {other.says}")
