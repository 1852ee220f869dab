"""Which sentences of an article are worth a parse: in one about something else, few are."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

Span = tuple[int, int]
# From this share of sentences that may hold a claim on, an article is about what states do, and read whole.
SHARE_ON_TOPIC = 0.5
_PRONOUN = re.compile(r"\b(?:he|she|they|it|his|her|their|its|him|them|who)\b", re.IGNORECASE)
_CAPITALISED = re.compile(r"\b[A-Z][\w’'-]+")


def worth_parsing(text: str, sentences: Sequence[Span], holding: Collection[Span]) -> list[Span]:
    """Return the sentences to be parsed, those that may hold a claim (`holding`) and what tells whom they speak of.

    That is, the sentence before one with a pronoun, and the one in which a name of theirs first stands.
    """
    if len(holding) >= SHARE_ON_TOPIC * len(sentences):
        return list(sentences)
    chosen = set(holding)
    first_of: dict[str, Span] = {}
    before: Span | None = None
    for span in sentences:
        words = _CAPITALISED.findall(text, *span)
        for word in words:
            first_of.setdefault(word, span)
        if span in chosen:
            chosen.update(first_of[word] for word in words)
            if before and _PRONOUN.search(text, *span):
                chosen.add(before)
        before = span
    return [span for span in sentences if span in chosen]
