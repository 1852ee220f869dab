"""Slips that small parsers often make, put right: names in front, rare verbs, auxiliaries, coordination."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

HAVE_OR_BE = frozenset({"has", "had", "have", "having", "was", "were", "is", "are", "been", "being"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})


@dataclass(slots=True)
class Arcs:
    """A sentence's words with their tags and arcs, to be changed in place. A root is its own head."""

    words: list[str]
    upos: list[str]
    xpos: list[str]
    heads: list[int]
    relations: list[str]


def mend(arcs: Arcs) -> None:
    """Put the known slips right; what would no longer be one tree is left as it was."""
    before = [*arcs.heads], [*arcs.relations]
    _mend(arcs)
    if arcs.heads != before[0] and not _is_tree(arcs.heads):
        arcs.heads[:], arcs.relations[:] = before


def _is_tree(heads: Sequence[int]) -> bool:
    for index in range(len(heads)):
        current, steps = index, 0
        while heads[current] != current:
            current, steps = heads[current], steps + 1
            if steps > len(heads):
                return False
    return True


def _mend(arcs: Arcs) -> None:
    _name_at_the_start(arcs)
    _acronyms(arcs)
    for index, word in enumerate(arcs.words):
        if arcs.relations[index] == "cc":
            _join_coordinated(arcs, index)
        elif arcs.xpos[index] == "VBN" and arcs.relations[index] == "amod":
            _give_auxiliary_its_verb(arcs, index)
        elif arcs.upos[index] in {"NOUN", "ADJ", "PROPN"} and word.endswith("ed") and word.islower():
            _make_verb(arcs, index)
    for index in range(len(arcs.words)):
        if arcs.relations[index] in {"amod", "compound"} and (
            arcs.xpos[index] == "VBD" or (arcs.xpos[index] == "VBN" and _lacks_verb(arcs, index))
        ):
            _lift_verb_over_object(arcs, index)
    _give_sentence_its_verb(arcs)


def _name_at_the_start(arcs: Arcs) -> None:
    """Take an unknown capitalised word in front for a name: parsers think of it as a noun in sentence case."""
    if not arcs.words:
        return
    word = arcs.words[0]
    is_name = (word.isupper() and len(word) > 2) or (word.istitle() and not parts_of_speech(word.lower()))
    if arcs.upos[0] in {"NOUN", "ADJ", "ADV", "INTJ"} and is_name:
        arcs.upos[0], arcs.xpos[0] = "PROPN", "NNP"


def _acronyms(arcs: Arcs) -> None:
    """Take words in capitals for names, where not all words are."""
    if sum(word.isupper() for word in arcs.words) * 2 > len(arcs.words):
        return
    for index, word in enumerate(arcs.words):
        if len(word) > 2 and word.isupper() and word.isalpha() and arcs.upos[index] in {"NOUN", "ADJ", "ADV", "X"}:
            arcs.upos[index], arcs.xpos[index] = "PROPN", "NNP"


def _join_coordinated(arcs: Arcs, index: int) -> None:
    """Relabel what follows "and" but hangs on the noun before it as an apposition or a name's second part."""
    for position in range(index + 1, min(index + 8, len(arcs.words))):
        if arcs.heads[position] < index:
            if arcs.relations[position] in {"appos", "flat", "nmod:desc", "compound", "dep"}:
                arcs.relations[position] = "conj"
            return


def _give_auxiliary_its_verb(arcs: Arcs, index: int) -> None:
    """Make "had" in "it had expelled diplomats" an auxiliary, not a verb whose object are expelled diplomats."""
    noun, auxiliary = arcs.heads[index], index - 1
    if auxiliary < 0 or noun < index or arcs.words[auxiliary].lower() not in HAVE_OR_BE:
        return
    if arcs.heads[noun] != auxiliary or not _has_subject(arcs, auxiliary):
        return
    is_root = arcs.heads[auxiliary] == auxiliary
    arcs.heads[index] = index if is_root else arcs.heads[auxiliary]
    arcs.relations[index] = arcs.relations[auxiliary]
    for position, head in enumerate(arcs.heads):
        if head == auxiliary and position != auxiliary:
            arcs.heads[position] = index
    arcs.heads[auxiliary], arcs.relations[auxiliary] = index, "aux"
    arcs.heads[noun], arcs.relations[noun] = index, "obj"
    arcs.upos[index], arcs.upos[auxiliary] = "VERB", "AUX"


def _lacks_verb(arcs: Arcs, index: int) -> bool:
    """Whether a participle right behind a name or noun is all that the sentence has for a verb."""
    noun = arcs.heads[index]
    return (
        index > 0
        and arcs.heads[noun] == noun
        and arcs.upos[index - 1] in NOMINAL
        and "cop" not in _relations_below(arcs, noun)
        and not any(tag in {"VBD", "VBZ", "VBP", "MD"} for tag in arcs.xpos)
    )


def _lift_verb_over_object(arcs: Arcs, index: int) -> None:
    """Put a verb in the past over the noun it was taken to modify ("Bush mobilized troops")."""
    noun = arcs.heads[index]
    if noun < index:
        return
    arcs.relations[index] = arcs.relations[noun]
    arcs.heads[index] = index if arcs.heads[noun] == noun else arcs.heads[noun]
    arcs.heads[noun], arcs.relations[noun] = index, "obj"
    arcs.upos[index] = "VERB"
    for position in range(index):
        if arcs.heads[position] == noun:
            arcs.heads[position] = index
            if arcs.upos[position] in NOMINAL and arcs.relations[position] in {
                "nmod:poss",
                "compound",
                "nsubj",
                "nmod",
            }:
                arcs.relations[position] = "obl" if _has_case(arcs, position) else "nsubj"


def _give_sentence_its_verb(arcs: Arcs) -> None:
    """Make a participle behind a nominal root the root: "the premier called for sanctions" is a sentence."""
    root = next((index for index, head in enumerate(arcs.heads) if head == index), None)
    if root is None or arcs.upos[root] not in NOMINAL or "cop" in _relations_below(arcs, root):
        return
    for index in range(root + 1, len(arcs.words)):
        relation, head = arcs.relations[index], arcs.heads[index]
        if arcs.upos[index] != "VERB" or arcs.xpos[index] not in {"VBN", "VBD", "VBZ", "VBP"}:
            continue
        below = _relations_below(arcs, index)
        if relation == "acl" and _is_part_of(arcs, head, root) and "obl:agent" not in below:
            _promote(arcs, index, root)
        elif relation == "conj" and head == root and "nsubj" in below:
            subject = next(i for i, h in enumerate(arcs.heads) if h == index and arcs.relations[i] == "nsubj")
            arcs.heads[subject], arcs.relations[subject] = root, "conj"
            _promote(arcs, index, root)
        return


def _promote(arcs: Arcs, verb: int, root: int) -> None:
    arcs.heads[verb], arcs.relations[verb] = verb, "root"
    arcs.heads[root], arcs.relations[root] = verb, "nsubj"
    for position in range(verb + 1, len(arcs.words)):
        if arcs.heads[position] == root:
            arcs.heads[position] = verb


def _is_part_of(arcs: Arcs, index: int, root: int) -> bool:
    """Whether only prepositional phrases lie between a noun and the root."""
    steps = 0
    while index != root and arcs.relations[index] in {"nmod", "conj", "appos"} and steps < 10:
        index, steps = arcs.heads[index], steps + 1
    return index == root


def _relations_below(arcs: Arcs, index: int) -> set[str]:
    return {
        relation
        for position, (head, relation) in enumerate(zip(arcs.heads, arcs.relations, strict=True))
        if head == index and position != index
    }


def _has_case(arcs: Arcs, index: int) -> bool:
    return any(
        head == index and relation == "case" and word.lower() not in {"'s", "'"}
        for head, relation, word in zip(arcs.heads, arcs.relations, arcs.words, strict=True)
    )


def _has_subject(arcs: Arcs, index: int) -> bool:
    return any(
        head == index and relation.startswith("nsubj")
        for head, relation in zip(arcs.heads, arcs.relations, strict=True)
    )


def _make_verb(arcs: Arcs, index: int) -> None:
    """Make a word that can only be a verb in the past a verb, with what is left of it as subject, right as object."""
    word = arcs.words[index]
    if parts_of_speech(word) != frozenset({"VERB"}) or arcs.relations[index] in {"amod", "compound"}:
        return
    arcs.upos[index], arcs.xpos[index] = "VERB", "VBD"
    has_object = False
    for position, head in enumerate(arcs.heads):
        if head != index or position == index:
            continue
        relation = arcs.relations[position]
        if position < index and relation in {"compound", "nmod", "amod", "nmod:desc"}:
            arcs.relations[position] = "nsubj"
        elif position > index and relation in {"appos", "dep", "nmod:unmarked", "list", "parataxis"} and not has_object:
            arcs.relations[position], has_object = "obj", True
        elif relation == "nmod":
            arcs.relations[position] = "obl"


@lru_cache(maxsize=20_000)
def parts_of_speech(word: str) -> frozenset[str]:
    """Return the parts of speech a word can have, by the dictionary; none for words it does not hold."""
    import lemminflect

    return frozenset(lemminflect.getAllLemmas(word))
