"""A verb's arguments by the order of words alone, for where the parse has lost the verb or what belongs to it."""

from __future__ import annotations

from collections.abc import Iterator

from transforms.reading.clause import (
    FUTURE_AUXILIARIES,
    NEGATIONS,
    OBLIGED_AUXILIARIES,
    POSSIBLE_AUXILIARIES,
    Clause,
    is_time,
)
from transforms.reading.dictionary import is_only_verb, lemma
from transforms.reading.parse import Sentence

NAMING = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
# What may stand inside a noun phrase before its last noun.
INSIDE = NAMING | {"DET", "ADJ", "SYM"}
POSSESSIVE_MARKS = frozenset({"'s", "’s", "'", "’"})
HYPHENS = frozenset({"-", "–", "‑"})
BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})
PARTICLES = frozenset({"out", "up", "down", "off", "back", "over", "away"})
# So far from the verb a phrase may still belong to it.
REACH = 16


def is_lost_verb(sentence: Sentence, index: int) -> bool:
    """Whether the word can only be a verb in the past, stands behind a noun, and was taken for something else."""
    token = sentence.tokens[index]
    if token.upos == "VERB":
        return token.dep == "amod" and index > 0 and _is_between_nouns(sentence, index)
    if token.upos not in {"NOUN", "ADJ", "PROPN"} or not _is_between_nouns(sentence, index):
        return False
    return token.text.islower() and is_only_verb(token.text)


def clause_by_order(sentence: Sentence, verb: int) -> Clause:
    """Return the verb's clause with what stands before it as subject and what stands behind it as object."""
    token = sentence.tokens[verb]
    clause = Clause(sentence, verb, verb=lemma(token.text, "VERB", "VBD") if token.upos != "VERB" else "")
    auxiliaries, before = _behind_auxiliaries(sentence, verb)
    clause.subject = _subject_before(sentence, before)
    position = verb + 1
    while position < len(sentence.tokens) and sentence.tokens[position].text.lower() in PARTICLES:
        clause.particle |= {sentence.tokens[position].text.lower()}
        position += 1
    clause.object = _noun_from(sentence, position)
    clause.oblique = list(_phrases_from(sentence, verb + 1))
    words = set(auxiliaries)
    if words & BE and token.text.lower().endswith(("ed", "en", "wn", "ght", "ld", "d", "t")):
        clause.is_passive = True
        agent = next((index for word, index in clause.oblique if word == "by"), None)
        clause.subject, clause.object = agent, clause.subject
    clause.is_negated = bool(words & NEGATIONS)
    if words & (FUTURE_AUXILIARIES | {"would"}):
        clause.modality = "future"
    elif words & OBLIGED_AUXILIARIES:
        clause.modality = "obliged"
    elif words & POSSIBLE_AUXILIARIES:
        clause.modality = "possible"
    clause.tense = "future" if clause.modality == "future" else "perfect" if words & {"has", "have"} else "past"
    clause.steps.append("by the order of words")
    return clause


def _is_between_nouns(sentence: Sentence, index: int) -> bool:
    """Whether a noun stands right before the word, and after it what can only begin a phrase of its own."""
    if index == 0 or index + 1 >= len(sentence.tokens):
        return False
    before, after = sentence.tokens[index - 1], sentence.tokens[index + 1]
    begins_phrase = after.upos in {"DET", "PRON", "NUM", "ADP", "PROPN"} or after.dep == "nmod:poss"
    return before.upos in {"NOUN", "PROPN"} and begins_phrase


def _behind_auxiliaries(sentence: Sentence, verb: int) -> tuple[list[str], int]:
    """Return the auxiliaries, negations and adverbs before a verb in lower case, and the token before them."""
    words, position = [], verb - 1
    while position >= 0 and sentence.tokens[position].upos in {"AUX", "ADV", "PART"}:
        words.append(sentence.tokens[position].text.lower())
        position -= 1
    return words, position


def _subject_before(sentence: Sentence, position: int) -> int | None:
    """Return the noun before a verb that no preposition introduces: "leader" of "the leader of the army in Mali"."""
    tokens = sentence.tokens
    for _ in range(4):
        if position < 0 or tokens[position].upos not in NAMING:
            return None
        head, first = position, position
        while first > 0 and _is_inside(sentence, first - 1):
            first -= 1
        if first == 0 or tokens[first - 1].upos != "ADP":
            return head
        position = first - 2
    return None


def _is_inside(sentence: Sentence, index: int) -> bool:
    token = sentence.tokens[index]
    return token.upos in INSIDE or token.text in POSSESSIVE_MARKS or token.text in HYPHENS


def _noun_from(sentence: Sentence, position: int) -> int | None:
    """Return the last noun of the noun phrase that begins at the position."""
    found = None
    while position < len(sentence.tokens) and _is_inside(sentence, position):
        if sentence.tokens[position].upos in NAMING:
            found = position
        position += 1
    return found


def _phrases_from(sentence: Sentence, start: int) -> Iterator[tuple[str, int]]:
    """Yield (preposition, noun) of the phrases behind a verb, as far as the next finite verb."""
    tokens = sentence.tokens
    for position in range(start, min(start + REACH, len(tokens))):
        token = tokens[position]
        if token.xpos in {"VBD", "VBZ", "VBP"} or token.text in {";", ":"}:
            return
        if token.upos == "ADP" or token.text.lower() == "to":
            noun = _noun_from(sentence, position + 1)
            if noun is not None and not is_time(sentence, noun):
                yield token.text.lower(), noun
