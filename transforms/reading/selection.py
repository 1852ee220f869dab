"""Which sentences of an article are worth a parse: those that may tell an act, and what tells whom they speak of."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from transforms.reading.dictionary import parts_of_speech
from transforms.reading.language import ENGLISH_WORDS
from transforms.reading.time_words import MONTHS, WEEKDAYS

Span = tuple[int, int]
_PRONOUN = re.compile(r"\b(?:he|she|they|it|his|her|their|its|him|them)\b", re.IGNORECASE)
_DATES = frozenset({*MONTHS, *WEEKDAYS})
_CAPITALISED = re.compile(r"\b[A-Z][\w’'-]+")


def worth_parsing(
    text: str, sentences: Sequence[Span], telling: Collection[Span], well_known: Collection[str]
) -> list[Span]:
    """Return the sentences to be parsed: those that may tell an act (`telling`), and what tells whom they speak of.

    That is, the sentence before one with a pronoun that no name stands before, and the one in which a name of theirs
    first stands, unless it is one of the names that need no introduction (`well_known`).
    """
    if not telling:
        return []
    chosen = set(telling)
    first_of: dict[str, Span] = {}
    before: Span | None = None
    for span in sentences:
        capitalised = [found for found in _CAPITALISED.finditer(text, *span) if found.group() not in _DATES]
        names = capitalised[1:] if capitalised and _is_front(capitalised[0], span) else capitalised
        for found in names:
            if found.group() not in well_known:
                first_of.setdefault(found.group(), span)
        if span in chosen:
            chosen.update(first_of[name] for name in map(re.Match.group, capitalised) if name in first_of)
            pronoun = _PRONOUN.search(text, *span)
            if before and pronoun and not any(found.start() < pronoun.start() for found in names):
                chosen.add(before)
        before = span
    return [span for span in sentences if span in chosen]


def _is_front(found: re.Match[str], sentence: Span) -> bool:
    """Whether a word has its capital only for standing in front of the sentence, or behind its opening quote."""
    word = found.group()
    is_in_front = found.start() <= sentence[0] + 1
    return is_in_front and (word.lower() in ENGLISH_WORDS or bool(parts_of_speech(word)))
