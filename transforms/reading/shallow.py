"""Guessed tags and arcs for when there is no parser: word lists and word order, good for plain active sentences."""

from __future__ import annotations

from transforms.reading.dictionary import parts_of_speech
from transforms.reading.mend import Arcs

DETERMINERS = frozenset(
    [
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "its",
        "his",
        "her",
        "their",
        "our",
        "my",
        "every",
        "each",
        "some",
        "any",
        "no",
        "all",
    ]
)
PREPOSITIONS = frozenset(
    [
        "of",
        "in",
        "to",
        "for",
        "with",
        "on",
        "at",
        "by",
        "from",
        "about",
        "as",
        "into",
        "over",
        "after",
        "before",
        "against",
        "between",
        "through",
        "under",
        "during",
        "without",
        "upon",
        "across",
        "toward",
        "towards",
        "amid",
    ]
)
PRONOUNS = frozenset(["he", "she", "it", "they", "we", "i", "you", "him", "them", "us", "who", "which"])
AUXILIARIES = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "has",
        "have",
        "had",
        "do",
        "does",
        "did",
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
        "shall",
        "should",
        "must",
    ]
)
CONJUNCTIONS = frozenset({"and", "or", "but"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})


def guess_arcs(words: list[str]) -> Arcs:
    """Guess part-of-speech tags, heads and relations of a sentence.

    The first verb is the root, the nominal before it its subject, the one after it its object, a nominal after a
    preposition hangs on the verb as `obl` (on the noun before it as `nmod` for `of`). Everything else hangs on the
    word that follows.
    """
    if not words:
        return Arcs([], [], [], [], [])
    tags = _tags(words)
    heads, relations = _arcs(words, tags)
    return Arcs(words, tags, ["VBD" if tag == "VERB" else "XX" for tag in tags], heads, relations)


def _tags(words: list[str]) -> list[str]:
    tags: list[str] = []
    for position, word in enumerate(words):
        low = word.lower()
        if not any(character.isalnum() for character in word):
            tag = "PUNCT"
        elif low in DETERMINERS:
            tag = "DET"
        elif low in PREPOSITIONS:
            tag = "ADP"
        elif low in PRONOUNS:
            tag = "PRON"
        elif low in AUXILIARIES:
            tag = "AUX"
        elif low in CONJUNCTIONS:
            tag = "CCONJ"
        elif word[0].isdigit():
            tag = "NUM"
        elif word[0].isupper() and position:
            tag = "PROPN"
        elif _is_verb(low, tags):
            tag = "VERB"
        else:
            tag = "PROPN" if word[0].isupper() else "NOUN"
        tags.append(tag)
    return tags


def _is_verb(word: str, tags: list[str]) -> bool:
    """Whether the word can be a verb and stands where the clause still needs one."""
    if not tags or tags[-1] in {"DET", "ADP", "NUM"} or "VERB" in tags:
        return False
    has_subject = any(tag in NOMINAL for tag in tags)
    return has_subject and "VERB" in parts_of_speech(word)


def _arcs(words: list[str], tags: list[str]) -> tuple[list[int], list[str]]:
    count = len(words)
    root = tags.index("VERB") if "VERB" in tags else count - 1
    heads, relations = [root] * count, ["dep"] * count
    relations[root] = "ROOT"
    heads_of_phrases = [
        position
        for position in range(count)
        if tags[position] in NOMINAL and (position + 1 == count or tags[position + 1] not in NOMINAL)
    ]
    for position in range(count):
        following = next((head for head in heads_of_phrases if head > position), None)
        if position != root and position not in heads_of_phrases and following is not None:
            heads[position] = following
            relations[position] = {"DET": "det", "ADP": "case", "CCONJ": "cc", "PROPN": "compound"}.get(
                tags[position], "dep"
            )
    has_object = False
    for order, position in enumerate(heads_of_phrases):
        if position == root:
            continue
        earlier = heads_of_phrases[order - 1] if order else None
        opening = [
            words[i].lower() for i in range(earlier + 1 if earlier is not None else 0, position) if tags[i] == "ADP"
        ]
        is_joined = earlier is not None and tags[earlier + 1] == "CCONJ"
        if is_joined and earlier is not None:
            heads[position], relations[position] = earlier, "conj"
        elif opening and opening[-1] == "of" and earlier is not None:
            heads[position], relations[position] = earlier, "nmod"
        elif opening:
            relations[position] = "obl"
        elif position < root:
            relations[position] = "nsubj"
        elif not has_object:
            relations[position], has_object = "obj", True
    return heads, relations
