"""When an article was published: what its page states, or what its text lets one infer.

Every clue is a constraint, a set of days on which the article can have been published, with the words that say so.
Constraints are intersected, the surest first. One that leaves no day is a contradiction: it is kept as a conflict and
as an alternative. What stays wider than 420 days is unknown, never narrowed by a guess.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol

from transforms.reading import date_clues, day_clues, record_clues
from transforms.reading.anchor import Window, anchor, is_chronicle
from transforms.reading.clue import STRONG, SURE, Constraint, Evidence, Sentence, Span, told_sentences
from transforms.reading.days import FIRST_DAY, LAST_DAY, Days, intersection, precision_of
from transforms.reading.expression import Expression
from transforms.reading.public_record import DatedFact, Tenure, matching_facts, named_births, named_tenures, near_facts

LONGEST_WINDOW_DAYS = 420
# Where to look for days that come again each month or week, when nothing bounds them.
FIRST_USUAL_DAY, SEARCHED_YEARS = date(1990, 1, 1), 40
# A page's own dates may differ by so much (time zones, updates) without contradicting each other.
TOLERATED_DAYS = 3
# Of two stretches of days the one is meant in which the months that the text names lie so many days fresher.
FRESHER_DAYS = 31
# What stands in metadata may be the day of an update, at most so much later.
UPDATED_DAYS = 31
BASES = ("stated", "byline", "metadata")
# How a stated date says that it can be read as two days.
AMBIGUOUS = "day or month first"


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
    title: Span | None = None,
    date_lines: Sequence[Span] = (),
) -> Publication:
    """When an article was published.

    stated       dates that the page states; the surest basis wins, the others may contradict it
    text, spans  the article and the parts of it that may vote: title, body, captions; never lists or footers
    expressions  the temporal expressions of those parts
    facts, held  what is of public record: dated facts, tenures of offices
    observed     the day the document was seen, an upper bound
    extra        what else is known, as from other articles that tell the same event
    title        the one of the spans that is the article's title
    date_lines   those of the spans that are its date line or dateline
    """
    told = told_sentences(text, spans, expressions, title=title, date_lines=date_lines)

    def clues() -> list[Constraint]:
        return [*_clues(told, facts, held, observed or LAST_DAY), *extra]

    return _stated(stated, told, facts, clues) if stated else _weighed(clues(), observed, told)


def _stated(
    stated: Sequence[Stated],
    told: Sequence[Sentence],
    facts: Sequence[DatedFact],
    clues: Callable[[], list[Constraint]],
) -> Publication:
    """What the page states, with what contradicts it."""
    ranked = sorted(stated, key=lambda date_: BASES.index(date_.basis) if date_.basis in BASES else len(BASES))
    best, others = ranked[0], ranked[1:]
    evidence = [_place(best)]
    window: Days = ((best.first_date, best.last_date),)
    if AMBIGUOUS in best.says:
        settling = _Weighing(((best.first_date, best.first_date), (best.last_date, best.last_date)))
        settling.take([Constraint(_with_slack(other), _place(other), SURE) for other in others])
        settling.take(clues())
        days, _ = _by_freshness(settling.days, told)
        if len(days) == 1:
            window = days
            evidence += [clue.evidence for clue in settling.kept]
    far = [other for other in others if not intersection(window, _with_slack(other))]
    conflicts = [Conflict(best.text, other.text, f"{_said(best)}; but {_said(other)}") for other in far]
    near = near_facts(facts, " ".join(sentence.plain for sentence in told))
    counted = (
        constraint
        for sentence in told
        for constraint in (
            *date_clues.years_ago(sentence),
            *record_clues.anniversaries(sentence, matching_facts(near, sentence.plain, sentence.plain)),
        )
    )
    says = replace(evidence[0], says=_said(best))
    conflicts += [_contradiction(says, clue.evidence) for clue in counted if not intersection(window, clue.days)]
    (start, end), *_ = window
    alternatives = tuple(Alternative(other.first_date, other.last_date, _place(other)) for other in far)
    return Publication(
        start, end, precision_of(start, end), best.basis, tuple(evidence), alternatives, tuple(conflicts)
    )


def _place(stated: Stated) -> Evidence:
    return Evidence(stated.start, stated.end, stated.text, stated.says)


def _said(stated: Stated) -> str:
    """Where a page states which days, in words."""
    return f"{stated.says}: {' to '.join(str(day) for day in dict.fromkeys((stated.first_date, stated.last_date)))}"


def _with_slack(stated: Stated) -> Days:
    """The days that a statement can be meant to agree with; metadata may be of a later version."""
    later = UPDATED_DAYS if stated.basis == "metadata" else TOLERATED_DAYS
    return ((stated.first_date - timedelta(later), stated.last_date + timedelta(TOLERATED_DAYS)),)


def _clues(
    told: Sequence[Sentence], facts: Sequence[DatedFact], held: Sequence[Tenure], last: date
) -> list[Constraint]:
    whole = " ".join(sentence.plain for sentence in told)
    near = near_facts(facts, whole)
    present = named_tenures(held, whole)
    births = named_births(facts, whole)
    found: list[Constraint] = []
    found += [*date_clues.stated_bounds(told), *date_clues.lives(told), *date_clues.editions(told)]
    first = max((constraint.days[0][0] for constraint in found), default=FIRST_DAY)
    usual_first = first if first > FIRST_DAY else FIRST_USUAL_DAY
    for sentence in told:
        matching = matching_facts(near, sentence.plain, whole)
        found += date_clues.years_ago(sentence)
        found += date_clues.said_twice(sentence)
        found += date_clues.years_since(sentence)
        found += date_clues.running_year(sentence)
        found += record_clues.anniversaries(sentence, matching)
        found += record_clues.fact_days(sentence, matching)
        found += record_clues.fresh_facts(sentence, matching)
        found += record_clues.offices(sentence, present)
        found += record_clues.takings_of_office(sentence, present)
        found += date_clues.anniversaries_told(sentence)
        found += record_clues.ages(sentence, births)
        found += record_clues.kept_days(sentence, matching, usual_first, last)
    found += date_clues.kept_month(told, usual_first, last)
    found += day_clues.day_of_date_line(told, usual_first, last)
    found += day_clues.weekday_of_date_line(told, usual_first, last)
    if is_chronicle([symbol for sentence in told for _, symbol in sentence.expressions], None):
        # What tells of the past bears few marks of its own day: only what binds two dates is one.
        return [constraint for constraint in found if constraint.trust >= STRONG]
    last = min(last, usual_first + timedelta(366 * SEARCHED_YEARS))
    for sentence in told:
        found += day_clues.fitting_weekdays(sentence, usual_first, last)
        found += day_clues.weekday_after_day(sentence, usual_first, last)
        found += day_clues.weekday_ahead(sentence, usual_first, last)
    found += date_clues.edition_of_the_news(told)
    found += day_clues.lead_day(told)
    return found


def _weekly_clues(told: Sequence[Sentence], first: date, last: date) -> list[Constraint]:
    """What tells the day of the week, where the weeks are few."""
    return [
        *day_clues.weekday_of_this_week(told, first, last),
        *day_clues.day_of_saying(told, first, last),
    ]


class _Weighing:
    """The days left by the clues taken so far, the clues that narrowed them, and those that contradict them."""

    def __init__(self, days: Days) -> None:
        self.bounds = self.days = days
        self.kept: list[Constraint] = []
        self.refused: list[Constraint] = []

    def take(self, constraints: Iterable[Constraint]) -> None:
        """Intersects the constraints, the surest first and in the order of the text among equals."""
        for constraint in sorted(constraints, key=lambda item: -item.trust):
            left = intersection(self.days, constraint.days)
            if left:
                self.kept += [constraint] if left != self.days else []
                self.days = left
            elif constraint.days and not constraint.is_tacit:
                self.refused.append(constraint)

    @property
    def length(self) -> int:
        """Days from the first to the last one left."""
        return (self.days[-1][1] - self.days[0][0]).days

    def conflicts(self) -> list[Conflict]:
        """What is believed, beside each clue that it contradicts."""
        rivals = (
            (next((other for other in self.kept if not intersection(other.days, clue.days)), None), clue)
            for clue in self.refused
        )
        return [_contradiction(rival.evidence, clue.evidence) for rival, clue in rivals if rival is not None]

    def alternatives(self) -> list[Alternative]:
        """The windows that the contradicting clues give together with all clues that go with them."""
        made = []
        for clue in self.refused:
            days = intersection(self.bounds, clue.days)
            for other in self.kept:
                days = intersection(days, other.days) or days
            made += [Alternative(start, end, clue.evidence) for start, end in days[:1]]
        return made


def _weighed(constraints: Sequence[Constraint], observed: date | None, told: Sequence[Sentence]) -> Publication:
    """The window that the constraints leave, with what speaks against it."""
    weighing = _Weighing(((FIRST_DAY, observed or LAST_DAY),))
    weighing.take(constraints)
    weighing.days, stale = _by_freshness(weighing.days, told)
    if weighing.kept and weighing.length <= LONGEST_WINDOW_DAYS:
        weighing.take(_weekly_clues(told, weighing.days[0][0], weighing.days[-1][1]))
    start, end = weighing.days[0][0], weighing.days[-1][1]
    alternatives, conflicts = tuple(weighing.alternatives()), tuple(weighing.conflicts())
    if not weighing.kept or (end - start).days > LONGEST_WINDOW_DAYS:
        return Publication(None, None, "unknown", "unknown", (), alternatives, conflicts)
    evidence = tuple(constraint.evidence for constraint in weighing.kept)
    alternatives = *(Alternative(a, b, weighing.kept[-1].evidence) for a, b in stale[:3]), *alternatives
    return Publication(start, end, precision_of(start, end), "inferred", evidence, alternatives, conflicts)


def _by_freshness(days: Days, told: Sequence[Sentence]) -> tuple[Days, Days]:
    """The stretches in which the months that the text names are news, and the others, the less stale first."""
    expressions = [
        expression
        for sentence in told
        for expression, symbol in sentence.expressions
        if symbol.kind == "partial" and re.match(r"XXXX-\d\d", symbol.value) and symbol.lean in ("", "past")
    ]
    if not expressions or len(days) == 1:
        return days, ()
    staleness = {stretch: _staleness(stretch, expressions) for stretch in days}
    limit = min(staleness.values()) + FRESHER_DAYS
    stale = sorted((stretch for stretch in days if staleness[stretch] >= limit), key=staleness.__getitem__)
    return tuple(stretch for stretch in days if staleness[stretch] < limit), tuple(stale)


def _staleness(stretch: tuple[date, date], expressions: Sequence[Expression]) -> float:
    """How many days before a stretch's end the months lie, on average, that the text names without a year."""
    end = stretch[1]
    windows = [anchored.window for anchored in anchor(expressions, Window(end, end, "day", "inferred"))]
    # What is told as past and would lie ahead is of the year before.
    lengths = [(end - window.start).days % 365 for window in windows if window is not None]
    return sum(lengths) / max(len(lengths), 1)


def _contradiction(evidence: Evidence, other: Evidence) -> Conflict:
    return Conflict(evidence.text, other.text, f"{evidence.says}; but {other.says}")
