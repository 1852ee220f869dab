"""When an article was published: what its page states, or what its text lets one infer.

Every clue is a constraint, a set of days on which the article can have been published, with the words that say so.
Constraints are intersected, the surest first. One that leaves no day is a contradiction: it is kept as a conflict and
as an alternative. What stays wider than 420 days is unknown, never narrowed by a guess.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from transforms.reading import date_clues, record_clues
from transforms.reading.anchor import Window, anchor, is_chronicle
from transforms.reading.clue import STRONG, Constraint, Evidence, Sentence, Span, told_sentences
from transforms.reading.days import FIRST_DAY, LAST_DAY, Days, intersection, precision_of
from transforms.reading.expression import Expression
from transforms.reading.public_record import DatedFact, Tenure, matching_facts, named_tenures, near_facts

LONGEST_WINDOW_DAYS = 420
# Where to look for days that come again each month or week, when nothing bounds them.
FIRST_USUAL_DAY, SEARCHED_YEARS = date(1990, 1, 1), 40
# A page's own dates may differ by so much (time zones, updates) without contradicting each other.
TOLERATED_DAYS = 3
BASES = ("stated", "byline", "metadata")


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
    told = told_sentences(text, spans, expressions)
    if stated:
        return _stated(stated, told, facts)
    constraints = _clues(told, facts, held, observed or LAST_DAY) + list(extra)
    return _weighed(constraints, observed, told)


def _stated(stated: Sequence[Stated], told: Sequence[Sentence], facts: Sequence[DatedFact]) -> Publication:
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
    near = near_facts(facts, " ".join(sentence.plain for sentence in told))
    clues = (
        constraint
        for sentence in told
        for constraint in (
            *date_clues.years_ago(sentence),
            *record_clues.anniversaries(sentence, matching_facts(near, sentence.plain, sentence.plain)),
        )
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
    told: Sequence[Sentence], facts: Sequence[DatedFact], held: Sequence[Tenure], last: date
) -> list[Constraint]:
    whole = " ".join(sentence.plain for sentence in told)
    near = near_facts(facts, whole)
    present = named_tenures(held, whole)
    found: list[Constraint] = []
    found += [*date_clues.stated_bounds(told), *date_clues.lives(told), *date_clues.editions(told)]
    first = max((constraint.days[0][0] for constraint in found), default=FIRST_DAY)
    for sentence in told:
        matching = matching_facts(near, sentence.plain, whole)
        found += date_clues.years_ago(sentence)
        found += date_clues.said_twice(sentence)
        found += date_clues.years_since(sentence)
        found += record_clues.anniversaries(sentence, matching)
        found += record_clues.fact_days(sentence, matching)
        found += record_clues.fresh_facts(sentence, matching)
        found += record_clues.offices(sentence, present)
    if is_chronicle([symbol for sentence in told for _, symbol in sentence.expressions], None):
        # What tells of the past bears few marks of its own day: only what binds two dates is one.
        return [constraint for constraint in found if constraint.trust >= STRONG]
    first = first if first > FIRST_DAY else FIRST_USUAL_DAY
    last = min(last, first + timedelta(366 * SEARCHED_YEARS))
    for sentence in told:
        found += date_clues.fitting_weekdays(sentence, first, last)
        found += date_clues.weekday_after_day(sentence, first, last)
    found += date_clues.lead_day(told)
    found += date_clues.weekday_of_this_week(told, first, last)
    return found


def _weighed(constraints: Sequence[Constraint], observed: date | None, told: Sequence[Sentence]) -> Publication:
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


def _staleness(interval: tuple[date, date], told: Sequence[Sentence]) -> int:
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


def _is_clear(ranked: Sequence[tuple[date, date]], told: Sequence[Sentence]) -> bool:
    """Whether the freshest interval is fresher than the next one."""
    return _staleness(ranked[0], told) < _staleness(ranked[1], told)


def _contradiction(evidence: Evidence, other: Evidence) -> Conflict:
    return Conflict(evidence.text, other.text, f"{evidence.says}; but {other.says}")
