"""Slips that small parsers often make, put right: names in front, rare verbs, auxiliaries, coordination."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from transforms.reading.dictionary import lemmas, parts_of_speech

HAVE_OR_BE = frozenset({"has", "had", "have", "having", "was", "were", "is", "are", "been", "being"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
# What a name becomes when its verb is taken for an adjective.
SUBJECTS_LOST = frozenset({"nmod:poss", "compound", "nsubj", "nmod", "amod"})
NAME_PARTS = frozenset({"compound", "nmod:desc", "amod", "nmod"})
# How a clause hangs on a noun when the parser does not know how.
LOOSE = frozenset({"list", "appos", "parataxis", "dep"})
TITLES = frozenset(
    {
        *("President", "Chancellor", "Minister", "Premier", "Secretary", "Ambassador", "King", "Queen", "Prince"),
        *("Princess", "Emperor", "Emir", "Sultan", "Pope", "General", "Marshal", "Admiral", "Chairman", "Comrade"),
    }
)


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
    for index in range(1, len(arcs.words)):
        if arcs.upos[index] == "VERB":
            _unmake_verb(arcs, index)
        elif arcs.upos[index] == "NOUN" and arcs.words[index].endswith("ly"):
            _make_adverb(arcs, index)
    for index in range(len(arcs.words) - 1):
        if arcs.words[index] in TITLES:
            _put_title_under_name(arcs, index)
    _rejoin_names(arcs)
    for index, word in enumerate(arcs.words):
        if arcs.relations[index] == "cc":
            _join_coordinated(arcs, index)
            _free_first_of_pair(arcs, index)
            _free_second_of_pair(arcs, index)
            _join_infinitives(arcs, index)
            _list_names(arcs, index)
        elif word == "to":
            _give_aim_its_infinitive(arcs, index)
        elif arcs.xpos[index] == "VBN" and arcs.relations[index] == "amod":
            _give_auxiliary_its_verb(arcs, index)
        elif arcs.upos[index] in {"NOUN", "ADJ", "PROPN"} and index and word.islower() and len(word) > 3:
            _make_verb(arcs, index)
    for index in range(len(arcs.words)):
        if arcs.relations[index] in {"amod", "compound"} and (
            arcs.xpos[index] == "VBD" or (_may_be_past(arcs, index) and _lacks_verb(arcs, index))
        ):
            _lift_verb_over_object(arcs, index)
    _give_sentence_its_verb(arcs)
    for index, tag in enumerate(arcs.xpos):
        if tag in {"VBD", "VBN"} and arcs.upos[index] == "VERB":
            _give_verb_its_object(arcs, index)


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
    if sum(map(str.isupper, arcs.words)) * 2 > len(arcs.words):
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


def _join_infinitives(arcs: Arcs, index: int) -> None:
    """Hang the second of "plans to sign and ratify" on the first: parsers hang it on what both depend on."""
    second = index + 1
    if second >= len(arcs.words) or arcs.xpos[second] != "VB" or arcs.relations[second] != "conj":
        return
    governor = arcs.heads[second]
    for first in range(index - 1, max(governor, 0), -1):
        if arcs.xpos[first] == "VB" and arcs.heads[first] == governor and arcs.words[first - 1].lower() == "to":
            arcs.heads[second] = first
            return


def _give_aim_its_infinitive(arcs: Arcs, index: int) -> None:
    """Hang the infinitive of "an attempt by Togo to win" on the attempt, not on the verb before it."""
    bearer = index - 1
    noun = arcs.heads[bearer] if bearer > 1 else bearer
    is_by = any(arcs.words[place] == "by" and arcs.heads[place] == bearer for place in range(noun + 1, bearer))
    verb = index + 1
    if verb >= len(arcs.words) or arcs.xpos[verb] != "VB" or arcs.relations[verb] not in {"advcl", "xcomp"}:
        return
    if is_by and arcs.upos[noun] == "NOUN" and arcs.relations[bearer] == "nmod" and arcs.heads[verb] < noun:
        arcs.heads[verb], arcs.relations[verb] = noun, "acl"


def _list_names(arcs: Arcs, index: int) -> None:
    """Make a list of "Chad, the U.S. and Mali": parsers take the second name for another word for the first."""
    last = index - 2 if index > 1 and arcs.words[index - 1] == "," else index - 1
    first = arcs.heads[last]
    between = range(first + 2, last)
    is_name = arcs.upos[last] == arcs.upos[first] == "PROPN" and arcs.words[last] not in TITLES
    if arcs.relations[last] != "appos" or not is_name or first + 1 >= last or arcs.words[first + 1] != ",":
        return
    if all(arcs.heads[place] == last for place in between):
        arcs.relations[last] = "conj"


def _unmake_verb(arcs: Arcs, index: int) -> None:
    """Make a noun again of what was taken for a verb and cannot be one: "to leader Kim", "Xi Jinping"."""
    word, before = arcs.words[index], index - 1
    if word.istitle() and arcs.upos[before] == "PROPN" and not parts_of_speech(word.lower()):
        arcs.upos[index], arcs.xpos[index] = "PROPN", "NNP"
        if arcs.heads[before] == index:
            is_under_verb = arcs.upos[arcs.heads[index]] == "VERB" and arcs.heads[index] < index
            arcs.relations[index] = "obj" if is_under_verb else arcs.relations[index]
        else:
            _hand_over(arcs, index, before)
            arcs.heads[index], arcs.relations[index] = before, "flat"
    elif arcs.relations[index] == "acl" and parts_of_speech(word) == frozenset({"NOUN"}):
        _name_its_bearer(arcs, index)


def _make_adverb(arcs: Arcs, index: int) -> None:
    """Make an adverb of what was taken for the noun of a name: "Kofi Adu sharply criticised"."""
    name = max((place for place in range(index) if arcs.heads[place] == index), default=None)
    if parts_of_speech(arcs.words[index]) != frozenset({"ADV"}) or name is None or arcs.heads[index] <= index:
        return
    arcs.upos[index], arcs.xpos[index] = "ADV", "RB"
    if arcs.words[name].istitle():
        arcs.upos[name], arcs.xpos[name] = "PROPN", "NNP"
        arcs.heads[name], arcs.relations[name] = arcs.heads[index], arcs.relations[index]
        _hand_over(arcs, index, name)
        arcs.relations[index] = "advmod"


def _put_title_under_name(arcs: Arcs, title: int) -> None:
    """Put a title that a name was joined to in apposition to the name; a preposition goes with the name."""
    name = title + 1
    if arcs.relations[name] == "flat" and arcs.heads[name] == title:
        arcs.heads[name] = name if arcs.heads[title] == title else arcs.heads[title]
        arcs.relations[name] = arcs.relations[title]
        _hand_over(arcs, title, name)
        arcs.heads[title], arcs.relations[title] = name, "nmod:desc"
    elif arcs.relations[title] in {"nmod:desc", "compound"}:
        for place in range(title):
            if arcs.heads[place] == title and arcs.relations[place] == "case" and arcs.words[place].isalpha():
                arcs.heads[place] = arcs.heads[title]


def _name_its_bearer(arcs: Arcs, index: int) -> None:
    """Put a noun in apposition to the name behind it, which takes its place."""
    name = index + 1
    arcs.upos[index], arcs.xpos[index] = "NOUN", "NN"
    if name == len(arcs.words) or arcs.upos[name] != "PROPN" or arcs.heads[name] != index:
        return
    arcs.heads[name], arcs.relations[name] = arcs.heads[index], "nmod"
    _hand_over(arcs, index, name)
    arcs.heads[index], arcs.relations[index] = name, "nmod:desc"
    if arcs.words[index - 1].lower() == "to" and arcs.relations[index - 1] == "mark":
        arcs.upos[index - 1], arcs.xpos[index - 1], arcs.relations[index - 1] = "ADP", "IN", "case"


def _hand_over(arcs: Arcs, index: int, other: int) -> None:
    """Give one word what depends on another."""
    for position, head in enumerate(arcs.heads):
        if head == index and position not in (index, other):
            arcs.heads[position] = other


def _rejoin_names(arcs: Arcs) -> None:
    """Make one name of parts that stand side by side as if they were two: "Recep", "Tayyip Erdoğan".

    What is joined to a part of a name is joined to the name. Two names around "and" are two subjects.
    """
    for index, relation in enumerate(arcs.relations):
        head = arcs.heads[index]
        if relation == "appos" and head < index and _is_one_name(arcs, head, index):
            arcs.relations[index] = "flat"
        elif relation == "flat" and head < index and arcs.relations[index - 1] == "nmod:desc":
            _give_name_its_head(arcs, index, head)
    subjects = [index for index, relation in enumerate(arcs.relations) if relation == "nsubj"]
    for first, second in pairwise(subjects):
        if arcs.heads[first] != arcs.heads[second]:
            continue
        if _is_one_name(arcs, first, second):
            arcs.heads[second], arcs.relations[second] = first, "flat"
        elif conjunctions := [index for index in range(first, second) if arcs.relations[index] == "cc"]:
            arcs.heads[second], arcs.relations[second], arcs.heads[conjunctions[-1]] = first, "conj", second
    for index, relation in enumerate(arcs.relations):
        while relation == "conj" and arcs.relations[arcs.heads[index]] == "flat" and arcs.heads[index] < index:
            arcs.heads[index] = arcs.heads[arcs.heads[index]]


def _give_name_its_head(arcs: Arcs, name: int, adjective: int) -> None:
    """Put a name behind a title over the adjective in front of the title: "Chilean President Ama Boateng"."""
    if arcs.heads[name - 1] != name:
        return
    is_root = arcs.heads[adjective] == adjective
    arcs.heads[name] = name if is_root else arcs.heads[adjective]
    arcs.relations[name] = arcs.relations[adjective]
    _hand_over(arcs, adjective, name)
    arcs.heads[adjective], arcs.relations[adjective] = name, "amod"


def _is_one_name(arcs: Arcs, first: int, last: int) -> bool:
    """Whether there are only capitalised words from one to the other."""
    return all(arcs.words[index].istitle() or arcs.words[index] == "-" for index in range(first, last + 1))


def _free_first_of_pair(arcs: Arcs, index: int) -> None:
    """Undo that the first of two names around "and" is a part of the second: "Xi and President Putin"."""
    first = index - 1
    while 0 <= arcs.heads[first] < index and arcs.heads[first] != first:
        first = arcs.heads[first]
    second = arcs.heads[first]
    if first < 0 or second < index or arcs.upos[first] != "PROPN" or arcs.relations[first] not in NAME_PARTS:
        return
    while arcs.relations[second] in NAME_PARTS and arcs.heads[second] > index:
        second = arcs.heads[second]
    if arcs.upos[second] == "PROPN":
        arcs.heads[first] = first if arcs.heads[second] == second else arcs.heads[second]
        arcs.relations[first] = arcs.relations[second]
        arcs.heads[second], arcs.relations[second], arcs.heads[index] = first, "conj", second


def _free_second_of_pair(arcs: Arcs, index: int) -> None:
    """Undo that the second of two names around "and" is a part of the first: "Xi and Russian leader Putin"."""
    joined = [place for place in range(index + 1, len(arcs.words)) if arcs.relations[place] == "conj"]
    for adjective, name in pairwise(joined):
        is_pair = arcs.heads[adjective] == arcs.heads[name] < index and arcs.upos[adjective] == "ADJ"
        if is_pair and all(word.istitle() for word in arcs.words[adjective : name + 1]):
            arcs.heads[adjective], arcs.relations[adjective], arcs.heads[index] = name, "amod", name
    for name in range(index + 2, len(arcs.words)):
        title = name - 1
        if arcs.heads[title] < index and arcs.relations[title] == "conj":
            if arcs.upos[title] == "NOUN" and arcs.relations[name] == "flat" and arcs.heads[name] < index:
                arcs.heads[name], arcs.relations[name] = arcs.heads[title], "conj"
                _hand_over(arcs, title, name)
                arcs.heads[title], arcs.relations[title], arcs.heads[index] = name, "nmod:desc", name
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


def _named(arcs: Arcs, noun: int) -> int:
    """The name that a noun is the title of, if it is one."""
    is_part = arcs.relations[noun] == "nmod:desc" or (arcs.relations[noun] == "compound" and arcs.words[noun].istitle())
    return arcs.heads[noun] if is_part and arcs.heads[noun] > noun else noun


def _may_be_past(arcs: Arcs, index: int) -> bool:
    """Whether a word may be a verb in the past, as a participle or as an adjective made of one."""
    word = arcs.words[index]
    if arcs.xpos[index] == "VBN":
        return True
    return arcs.xpos[index] == "JJ" and word.islower() and word.endswith("ed") and "VERB" in parts_of_speech(word)


def _lacks_verb(arcs: Arcs, index: int) -> bool:
    """Whether a participle right behind a name or noun is all that the sentence has for a verb."""
    noun = _named(arcs, arcs.heads[index])
    is_loose = arcs.relations[noun] in {*LOOSE, "conj", "obj"}
    is_loose = is_loose or (arcs.relations[noun] == "nmod" and not _has_case(arcs, noun))
    is_hung_on = is_loose and arcs.heads[noun] < index
    root = arcs.heads[noun] if is_hung_on else noun
    return (
        index > 0
        and arcs.heads[root] == root
        and arcs.upos[index - 1] in NOMINAL
        and "cop" not in _relations_below(arcs, noun)
        and not any(tag in {"VBD", "VBZ", "VBP", "MD"} for tag in arcs.xpos)
    )


def _lift_verb_over_object(arcs: Arcs, index: int) -> None:
    """Put a verb in the past over the noun it was taken to modify ("Bush mobilized troops")."""
    modified = arcs.heads[index]
    noun = _named(arcs, modified)
    if noun < index:
        return
    arcs.relations[index] = arcs.relations[noun]
    arcs.heads[index] = index if arcs.heads[noun] == noun else arcs.heads[noun]
    arcs.heads[noun], arcs.relations[noun] = index, "obj"
    arcs.upos[index], arcs.xpos[index] = "VERB", "VBD"
    for position in range(index):
        if arcs.heads[position] in (noun, modified):
            arcs.heads[position] = index
            if arcs.upos[position] in NOMINAL and arcs.relations[position] in SUBJECTS_LOST:
                arcs.relations[position] = "obl" if _has_case(arcs, position) else "nsubj"


def _give_stay_its_noun(arcs: Arcs, place: int) -> None:
    """Make the visit the root, not the place: "Kofi was in Chile on a visit"."""
    errand = next(
        (index for index in range(place + 1, len(arcs.words)) if arcs.heads[index] == place and _has_case(arcs, index)),
        None,
    )
    if errand is None or arcs.upos[place] != "PROPN" or arcs.upos[errand] != "NOUN" or not _has_case(arcs, place):
        return
    case = next(index for index in range(len(arcs.words)) if arcs.heads[index] == errand)
    if arcs.words[case].lower() == "on" and {"cop", "nsubj"} <= _relations_below(arcs, place):
        for index, relation in enumerate(arcs.relations):
            if arcs.heads[index] == place and relation != "case":
                arcs.heads[index] = errand
        arcs.heads[errand], arcs.relations[errand] = errand, arcs.relations[place]
        arcs.heads[place], arcs.relations[place] = errand, "nmod"


def _give_sentence_its_verb(arcs: Arcs) -> None:
    """Make a participle behind a nominal root the root: "the premier called for sanctions" is a sentence."""
    root = next((index for index, head in enumerate(arcs.heads) if head == index), None)
    if root is None:
        return
    if "cop" in _relations_below(arcs, root):
        _give_stay_its_noun(arcs, root)
        return
    if arcs.upos[root] not in NOMINAL:
        _give_verb_its_subject(arcs, root)
        return
    for index in range(root + 1, len(arcs.words)):
        relation, head = arcs.relations[index], arcs.heads[index]
        if arcs.upos[index] != "VERB" or arcs.xpos[index] not in {"VBN", "VBD", "VBZ", "VBP"}:
            continue
        below = _relations_below(arcs, index)
        is_loose = relation in {*LOOSE, "ccomp", "xcomp"} and head == root and arcs.upos[index - 1] == "PROPN"
        is_loose = is_loose and not below & {"nsubj", "mark", "obl:agent"}
        if is_loose or (relation == "acl" and _is_part_of(arcs, head, root) and "obl:agent" not in below):
            _promote(arcs, index, root)
        elif relation == "conj" and head == root and "nsubj" in below:
            subject = next(i for i, h in enumerate(arcs.heads) if h == index and arcs.relations[i] == "nsubj")
            arcs.heads[subject], arcs.relations[subject] = root, "conj"
            _promote(arcs, index, root)
        return


def _give_verb_its_subject(arcs: Arcs, verb: int) -> None:
    """Make the name right before a participle without a subject its subject: "Egypt expelled diplomats"."""
    name = verb - 1
    if name < 0 or arcs.xpos[verb] not in {"VBN", "VBD"} or arcs.upos[name] != "PROPN":
        return
    while arcs.relations[name] == "flat" and arcs.heads[name] < name:
        name = arcs.heads[name]
    lacks_subject = not _relations_below(arcs, verb) & {"nsubj", "nsubj:pass", "aux", "aux:pass"}
    if lacks_subject and arcs.heads[name] == verb and arcs.relations[name] in SUBJECTS_LOST:
        arcs.relations[name], arcs.xpos[verb] = "nsubj", "VBD"


def _give_verb_its_object(arcs: Arcs, verb: int) -> None:
    """Make the name right behind a verb with a subject its object, when nothing else is."""
    below = _relations_below(arcs, verb)
    behind = next((position for position in range(verb + 1, len(arcs.words)) if arcs.heads[position] == verb), None)
    if behind is None or "nsubj" not in below or below & {"obj", "aux:pass"} or arcs.upos[behind] != "PROPN":
        return
    if arcs.relations[behind] in {*LOOSE, "vocative", "xcomp"} and not _has_case(arcs, behind):
        arcs.relations[behind] = "obj"


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
    """Make a word that can only be a verb a verb, with what is left of it as subject, right as object."""
    word = arcs.words[index]
    if parts_of_speech(word) != frozenset({"VERB"}) or word.endswith("ing"):
        return
    is_inside = arcs.relations[index] in {"amod", "compound"}
    if is_inside and not _is_between_phrases(arcs, index):
        return
    arcs.upos[index], arcs.xpos[index] = "VERB", "VB" if word in lemmas(word).get("VERB", ()) else "VBD"
    if is_inside:
        return
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


def _is_between_phrases(arcs: Arcs, index: int) -> bool:
    """Whether a noun stands right before the word, and after it what can only begin another phrase."""
    if index + 1 >= len(arcs.words):
        return False
    return arcs.upos[index - 1] in {"NOUN", "PROPN"} and (
        arcs.upos[index + 1] in {"DET", "PRON", "NUM", "PROPN"} or arcs.relations[index + 1] == "nmod:poss"
    )
