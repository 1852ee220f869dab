"""A clue to when an article was published, and the sentences that clues are found in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from transforms.reading.days import Days
from transforms.reading.expression import Expression
from transforms.reading.public_record import plain
from transforms.reading.sentence import sentences
from transforms.reading.symbol import Symbol

Span = tuple[int, int]

# How sure a kind of clue is; the surer one is believed where two disagree.
SURE, STRONG, FAIR, WEAK = 4, 3, 2, 1


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
class Sentence:
    """One sentence of an article, as written and plain, with its expressions and what they mean."""

    start: int
    end: int
    plain: str
    text: str
    is_title: bool
    is_date_line: bool
    expressions: tuple[tuple[Expression, Symbol], ...]

    @property
    def has_old_date(self) -> bool:
        """Whether it states a year of its own or counts from a date told before, and so may tell of another time."""
        return any(symbol.kind == "value" or symbol.base == "context" for _, symbol in self.expressions)

    def evidence(self, expression: Expression, says: str) -> Evidence:
        return Evidence(expression.start, expression.end, expression.text, says)


def told_sentences(
    text: str,
    spans: Sequence[Span],
    expressions: Sequence[Expression],
    *,
    title: Span | None = None,
    date_lines: Sequence[Span] = (),
) -> list[Sentence]:
    """The sentences of the spans, in order, each with its expressions; title and date lines are some of the spans."""
    title_start, title_end = title or (0, 0)
    decoded = [(expression, Symbol.decode(expression.symbol)) for expression in expressions]
    return [
        Sentence(
            start,
            end,
            plain(text[start:end]),
            text[start:end],
            title_start <= start < title_end,
            any(first <= start < last for first, last in date_lines),
            tuple(pair for pair in decoded if start <= pair[0].start < end),
        )
        for start, end in sentences(text, sorted(spans))
    ]


def weekday_of(symbol: Symbol) -> int:
    """The weekday (1 Monday) that a bare weekday names, 0 for anything else."""
    found = re.fullmatch(r"XXXX-WXX-(\d)", symbol.value) if symbol.kind == "partial" else None
    return int(found[1]) if found else 0


def is_news(told: Sequence[Sentence]) -> bool:
    """Whether a text speaks of its own day or week: yesterday, on Tuesday."""
    return any(
        (symbol.base == "published" and symbol.unit in ("D", "W") and symbol.count in ("0", "-1"))
        or (weekday_of(symbol) and symbol.lean in ("", "past"))
        for sentence in told
        for _, symbol in sentence.expressions
    )
