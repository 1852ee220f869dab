"""Which sentences of an article are worth a parse: those that may tell an act, and what tells whom they speak of."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from transforms.reading.dictionary import parts_of_speech
from transforms.reading.language import ENGLISH_WORDS

Span = tuple[int, int]
_PRONOUN = re.compile(r"\b(?:he|she|they|it|his|her|their|its|him|them)\b", re.IGNORECASE)
_CAPITALISED = re.compile(r"\b[A-Z][\w’'-]+")


def worth_parsing(
    text: str, sentences: Sequence[Span], telling: Collection[Span], well_known: Collection[str]
) -> list[Span]:
    """Return the sentences to be parsed: those that may tell an act (`telling`), and what tells whom they speak of.

    That is, the sentence before one with a pronoun, and the one in which a name of theirs first stands, unless it is
    one of the names that need no introduction (`well_known`).
    """
    chosen = set(telling)
    first_of: dict[str, Span] = {}
    before: Span | None = None
    for span in sentences:
        names = [found for found in _CAPITALISED.finditer(text, *span) if found.group() not in well_known]
        for found in names:
            # A common word in front of a sentence introduces nobody.
            if found.start() > span[0] or not _is_common(found.group()):
                first_of.setdefault(found.group(), span)
        if span in chosen:
            chosen.update(first_of[name] for name in map(re.Match.group, names) if name in first_of)
            if before and _PRONOUN.search(text, *span):
                chosen.add(before)
        before = span
    return [span for span in sentences if span in chosen]


def _is_common(word: str) -> bool:
    return word.lower() in ENGLISH_WORDS or bool(parts_of_speech(word))
