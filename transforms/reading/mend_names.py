"""Slips in names and the nouns around them: titles, lists, places, what is no verb."""

from __future__ import annotations

from itertools import pairwise

from transforms.reading.arcs import (
    Arcs,
    climb,
    hand_over,
    has_case,
    has_subject,
    name_head,
    relations_below,
    take_place,
)
from transforms.reading.dictionary import is_joined_plural, is_unknown_name, parts_of_speech

NAME_PARTS = frozenset({"compound", "nmod:desc", "amod", "nmod"})
TITLES = frozenset(
    {
        *("President", "Chancellor", "Minister", "Premier", "Secretary", "Ambassador", "King", "Queen", "Prince"),
        *("Princess", "Emperor", "Emir", "Sultan", "Pope", "General", "Marshal", "Admiral", "Chairman", "Comrade"),
    }
)
# How the second name of a list hangs where the parser saw no list.
LOOSE_NAMES = frozenset({"appos", "parataxis", "obl", "obl:unmarked", "list", "dep", "vocative"})
# These open no clause with a verb in the past.
PLACING = frozenset({"at", "from", "in", "near", "of", "on"})
WEEKDAYS = frozenset({"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"})


def name_at_the_start(arcs: Arcs) -> None:
    """Take an unknown capitalised word in front for a name: parsers think of it as a noun in sentence case."""
    if not arcs.words:
        return
    word = arcs.words[0]
    is_unknown = is_unknown_name(word) and not is_joined_plural(word.lower())
    is_name = (word.isupper() and len(word) > 2) or is_unknown
    is_no_verb = arcs.upos[0] == "VERB" and word.istitle() and "VERB" not in parts_of_speech(word.lower())
    if (arcs.upos[0] in {"NOUN", "ADJ", "ADV", "INTJ"} and is_name) or is_no_verb:
        arcs.upos[0], arcs.xpos[0] = "PROPN", "NNP"
    elif arcs.upos[0] == "PROPN" and word.istitle() and is_joined_plural(word.lower()):
        arcs.upos[0], arcs.xpos[0] = "NOUN", "NNS"


def acronyms(arcs: Arcs) -> None:
    """Take words in capitals for names, where not all words are."""
    capitals = [(index, word) for index, word in enumerate(arcs.words) if word.isupper()]
    if len(capitals) * 2 > len(arcs.words):
        return
    for index, word in capitals:
        if len(word) < 3 or not word.isalpha():
            continue
        is_no_verb = arcs.upos[index] == "VERB" and not parts_of_speech(word)
        if is_no_verb or arcs.upos[index] in {"NOUN", "ADJ", "ADV", "X"}:
            arcs.upos[index], arcs.xpos[index] = "PROPN", "NNP"


def agree_on_noun(arcs: Arcs, index: int) -> None:
    """Take for a noun what one tag calls so and the other a name or verb: "philharmonic", "Ice blocked the port"."""
    word = arcs.words[index]
    kinds = parts_of_speech(word)
    is_no_verb = arcs.upos[index] == "VERB" and word.islower() and "VERB" not in kinds
    is_no_name = arcs.upos[index] == "PROPN" and (word.islower() or (index == 0 and not word.isupper()))
    if is_no_verb or (is_no_name and "NOUN" in kinds):
        arcs.upos[index] = "NOUN"


def join_coordinated(arcs: Arcs, index: int) -> None:
    """Relabel what follows "and" but hangs on the noun before it as an apposition or a name's second part."""
    for position in range(index + 1, min(index + 8, len(arcs.words))):
        if arcs.heads[position] < index:
            if arcs.relations[position] in {"appos", "flat", "nmod:desc", "compound", "dep"}:
                arcs.relations[position] = "conj"
            return


def join_infinitives(arcs: Arcs, index: int) -> None:
    """Hang the second of "plans to sign and ratify" on the first: parsers hang it on what both depend on."""
    second = index + 1
    if second >= len(arcs.words) or arcs.xpos[second] != "VB" or arcs.relations[second] != "conj":
        return
    listed = [second]
    while (before := listed[-1] - 2) > 0 and arcs.words[before + 1] in {",", arcs.words[index]}:
        if arcs.xpos[before] not in {"VB", "NN"}:
            break
        listed.append(before)
    *later, first = listed
    if later and arcs.words[first - 1] == "to" and "VERB" in parts_of_speech(arcs.words[first]):
        # "to preserve, promote and develop", whatever the first was taken for
        arcs.upos[first], arcs.xpos[first] = "VERB", "VB"
        if arcs.relations[first] in {"nmod", "obl"}:
            arcs.relations[first] = "acl" if arcs.relations[first] == "nmod" else "advcl"
        arcs.upos[first - 1], arcs.xpos[first - 1], arcs.relations[first - 1] = "PART", "TO", "mark"
        for verb in later:
            arcs.heads[verb], arcs.relations[verb] = first, "conj"
        return
    governor = arcs.heads[second]
    for first in range(index - 1, max(governor, 0), -1):
        if arcs.xpos[first] == "VB" and arcs.heads[first] == governor and arcs.words[first - 1].lower() == "to":
            arcs.heads[second] = first
            return


def list_names(arcs: Arcs, index: int) -> None:
    """Make a list of "Chad, the U.S. and Mali": parsers take the second name for another word for the first."""
    last = index - 2 if index > 1 and arcs.words[index - 1] == "," else index - 1
    comma = last - 1
    while comma > 0 and arcs.words[comma] != "," and arcs.heads[comma] == last:
        comma -= 1
    if comma < 1 or arcs.words[comma] != "," or has_case(arcs, last):
        return
    first = name_head(arcs, comma - 1)
    is_name = arcs.upos[last] == arcs.upos[first] == "PROPN" and arcs.words[last] not in TITLES
    above, relation = arcs.heads[last], arcs.relations[last]
    is_beside = above in (first, arcs.heads[first]) and relation in LOOSE_NAMES
    # "urged Chad, the U.S. and Mali to talk"
    is_beside = is_beside or (
        relation == "nsubj" and arcs.xpos[above] in {"VB", "VBG"} and "aux" not in relations_below(arcs, above)
    )
    # No name is a clause, nor is it called upon behind another.
    is_beside = is_beside or (
        relation in {"advcl", "vocative"} and relations_below(arcs, last).isdisjoint({"cop", "mark", "nsubj"})
    )
    if is_name and is_beside:
        arcs.heads[last], arcs.relations[last] = first, "conj"


def free_phrase(arcs: Arcs, index: int) -> None:
    """Undo that a phrase is another word for the noun before it: "sent a message to President Xi"."""
    noun = arcs.heads[index]
    is_object = arcs.relations[noun] == "obj" and arcs.heads[noun] < noun
    arcs.heads[index], arcs.relations[index] = (arcs.heads[noun], "obl") if is_object else (noun, "nmod")


def make_both(arcs: Arcs, index: int) -> None:
    """Make "both" the subject of the verb behind it, if that has none: "and both live under sanctions"."""
    verb = index + 1
    if verb < len(arcs.words) and arcs.upos[verb] == "VERB" and not has_subject(arcs, verb):
        arcs.upos[index], arcs.xpos[index] = "PRON", "DT"
        arcs.heads[index], arcs.relations[index] = verb, "nsubj"


def join_over_acronym(arcs: Arcs, bracket: int) -> None:
    """Join a name to the noun behind its short form: "in May, Free Syrian Army (FSA) fighters attacked"."""
    name, short, noun = bracket - 1, bracket + 1, bracket + 3
    is_short_form = arcs.words[short].isupper() and arcs.words[bracket + 2] == ")"
    if not is_short_form or arcs.upos[name] != "PROPN" or arcs.upos[noun] != "NOUN" or arcs.heads[noun] < noun:
        return
    name = name_head(arcs, name)
    if arcs.heads[name] < name and name != climb(arcs, noun, lambda at: at != name and arcs.heads[at] != at):
        arcs.heads[name], arcs.relations[name] = noun, "compound"


def give_noun_its_name(arcs: Arcs, index: int) -> None:
    """Make a noun of what was taken for the second part of a name: "Kyrgyz lawmakers approved"."""
    name = index - 1
    if arcs.heads[index] != name or arcs.xpos[index] not in {"NN", "NNS"}:
        return
    arcs.upos[index] = "NOUN"
    take_place(arcs, index, name)
    hand_over(arcs, name, index)
    arcs.heads[name], arcs.relations[name] = index, "compound"


def join_place_to_place(arcs: Arcs, index: int) -> None:
    """Join a name to the place before, not to the day: "to Qatar on Tuesday and Oman on Wednesday"."""
    day = arcs.heads[index]
    if arcs.upos[index] != "PROPN" or arcs.words[index] in WEEKDAYS:
        return
    for place in range(day - 1, -1, -1):
        is_beside = arcs.heads[place] == arcs.heads[day] or arcs.heads[day] == place
        if is_beside and arcs.upos[place] == "PROPN" and arcs.relations[place] in {"obl", "obj", "nmod"}:
            arcs.heads[index] = place
            return


def unmake_verb(arcs: Arcs, index: int) -> None:
    """Make a noun again of what was taken for a verb and cannot be one: "to leader Kim", "Xi Jinping"."""
    word, before, behind = arcs.words[index], index - 1, min(index + 1, len(arcs.words) - 1)
    if is_unknown_name(word) and arcs.words[before] == "to":
        _make_destination(arcs, index)
    elif is_unknown_name(word) and arcs.upos[before] == "VERB" and arcs.heads[before] == index:
        # "handed Samoa a note"
        arcs.upos[index], arcs.xpos[index] = "PROPN", "NNP"
        take_place(arcs, before, index)
        hand_over(arcs, index, before)
        arcs.heads[index], arcs.relations[index] = before, "obj"
    elif is_unknown_name(word) and arcs.upos[behind] == "VERB" and arcs.heads[behind] == index < behind:
        # "Xi underlined in his message": the verb comes next.
        arcs.upos[index], arcs.xpos[index], arcs.xpos[behind] = "PROPN", "NNP", "VBD"
        take_place(arcs, behind, index)
        hand_over(arcs, index, behind)
        arcs.heads[index], arcs.relations[index] = behind, "nsubj"
    elif is_unknown_name(word) and arcs.upos[before] == "PROPN":
        arcs.upos[index], arcs.xpos[index] = "PROPN", "NNP"
        if arcs.heads[before] == index:
            is_under_verb = arcs.upos[arcs.heads[index]] == "VERB" and arcs.heads[index] < index
            arcs.relations[index] = "obj" if is_under_verb else arcs.relations[index]
        else:
            hand_over(arcs, index, before)
            arcs.heads[index], arcs.relations[index] = before, "flat"
    elif arcs.relations[index] == "acl" and parts_of_speech(word) == frozenset({"NOUN"}):
        _name_its_bearer(arcs, index)
    elif (
        arcs.relations[index] == "ccomp"
        and parts_of_speech(word) == frozenset({"NOUN"})
        and "nsubj" not in relations_below(arcs, index)
    ):
        # "met Cypriot counterpart Nikos Christodoulides"
        arcs.upos[index], arcs.xpos[index], arcs.relations[index] = "NOUN", "NN", "obj"
        for position in range(index + 1, len(arcs.words)):
            if arcs.heads[position] == index and arcs.relations[position] == "obj":
                arcs.relations[position] = "appos"
    elif arcs.relations[index] == "nsubj" and arcs.heads[index] == index + 1 and "NOUN" in parts_of_speech(word):
        # "Somali pirates hijacked": who acts is no verb.
        arcs.upos[index], arcs.xpos[index] = "NOUN", "NNS" if word.endswith("s") else "NN"
        if arcs.heads[before] == index and arcs.relations[before] == "nsubj":
            arcs.relations[before] = "amod" if arcs.upos[before] == "ADJ" else "compound"


def _make_destination(arcs: Arcs, index: int) -> None:
    """Make a name of what "to" made an infinitive: "flew to Lomé"; what was hung on it goes to the verb above."""
    arcs.upos[index], arcs.xpos[index] = "PROPN", "NNP"
    arcs.upos[index - 1], arcs.xpos[index - 1], arcs.relations[index - 1] = "ADP", "IN", "case"
    if arcs.heads[index] == index:
        return
    arcs.relations[index] = "obl" if arcs.upos[arcs.heads[index]] in {"VERB", "AUX"} else "nmod"
    for position in range(index + 1, len(arcs.words)):
        if arcs.heads[position] == index and arcs.relations[position] not in {"flat", "punct", "cc", "conj"}:
            arcs.heads[position] = arcs.heads[index]


def make_adverb(arcs: Arcs, index: int) -> None:
    """Make an adverb of what was taken for the noun of a name: "Kofi Adu sharply criticised"."""
    name = max((place for place in range(index) if arcs.heads[place] == index), default=None)
    if parts_of_speech(arcs.words[index]) != frozenset({"ADV"}) or name is None or arcs.heads[index] <= index:
        return
    arcs.upos[index], arcs.xpos[index] = "ADV", "RB"
    if arcs.words[name].istitle():
        arcs.upos[name], arcs.xpos[name] = "PROPN", "NNP"
        arcs.heads[name], arcs.relations[name] = arcs.heads[index], arcs.relations[index]
        hand_over(arcs, index, name)
        arcs.relations[index] = "advmod"


def put_title_under_name(arcs: Arcs, title: int) -> None:
    """Put a title that a name was joined to in apposition to the name; a preposition goes with the name."""
    name = title + 1
    if arcs.relations[name] == "flat" and arcs.heads[name] == title:
        take_place(arcs, name, title)
        hand_over(arcs, title, name)
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
    hand_over(arcs, index, name)
    arcs.heads[index], arcs.relations[index] = name, "nmod:desc"
    if arcs.words[index - 1].lower() == "to" and arcs.relations[index - 1] == "mark":
        arcs.upos[index - 1], arcs.xpos[index - 1], arcs.relations[index - 1] = "ADP", "IN", "case"


def rejoin_names(arcs: Arcs) -> None:
    """Make one name of parts that stand side by side as if they were two: "Recep", "Tayyip Erdoğan".

    What is joined to a part of a name is joined to the name. Two names around "and" are two subjects.
    """
    for index, relation in enumerate(arcs.relations):
        if relation == "appos" and arcs.heads[index] < index and _is_one_name(arcs, arcs.heads[index], index):
            arcs.relations[index] = "flat"
        elif relation == "flat" and arcs.heads[index] < index and arcs.relations[index - 1] == "nmod:desc":
            _give_name_its_head(arcs, index, arcs.heads[index])
    subjects = [index for index, relation in enumerate(arcs.relations) if relation == "nsubj"]
    for first, second in pairwise(subjects):
        if arcs.heads[first] != arcs.heads[second]:
            continue
        if _is_one_name(arcs, first, second):
            arcs.heads[second], arcs.relations[second] = first, "flat"
        elif conjunctions := [index for index in range(first, second) if arcs.relations[index] == "cc"]:
            arcs.heads[second], arcs.relations[second], arcs.heads[conjunctions[-1]] = first, "conj", second
    for index, relation in enumerate(arcs.relations):
        if relation == "conj" and arcs.heads[index] < index:
            arcs.heads[index] = name_head(arcs, arcs.heads[index])


def _give_name_its_head(arcs: Arcs, name: int, adjective: int) -> None:
    """Put a name behind a title over the adjective in front of the title: "Chilean President Ama Boateng"."""
    if arcs.heads[name - 1] != name:
        return
    take_place(arcs, name, adjective)
    hand_over(arcs, adjective, name)
    arcs.heads[adjective], arcs.relations[adjective] = name, "amod"


def _is_one_name(arcs: Arcs, first: int, last: int) -> bool:
    """Whether there are only capitalised words from one to the other."""
    return all(arcs.words[index].istitle() or arcs.words[index] == "-" for index in range(first, last + 1))


def free_first_of_pair(arcs: Arcs, index: int) -> None:
    """Undo that the first of two names around "and" is a part of the second: "Xi and President Putin"."""
    first = climb(arcs, index - 1, lambda at: arcs.heads[at] < index and arcs.heads[at] != at)
    second = arcs.heads[first]
    if first < 0 or second < index or arcs.upos[first] != "PROPN" or arcs.relations[first] not in NAME_PARTS:
        return
    second = climb(arcs, second, lambda at: arcs.relations[at] in NAME_PARTS and arcs.heads[at] > index)
    if arcs.upos[second] == "PROPN":
        take_place(arcs, first, second)
        arcs.heads[second], arcs.relations[second], arcs.heads[index] = first, "conj", second


def part_pair(arcs: Arcs, index: int) -> None:
    """Part a noun from one of another country behind "and": "Mali's army and Russian mercenaries"."""
    first, adjective, second = index - 1, index + 1, index + 2
    if second >= len(arcs.words) or not arcs.words[adjective].istitle() or arcs.upos[first] != "NOUN":
        return
    is_pair = arcs.heads[first] == arcs.heads[index + 1] == second or arcs.heads[adjective] == first
    if not is_pair or arcs.heads[first] != second or arcs.relations[first] != "compound":
        return
    take_place(arcs, first, second)
    for place in range(first):
        if arcs.heads[place] == second:
            arcs.heads[place] = first
    arcs.heads[second], arcs.relations[second] = first, "conj"
    arcs.heads[adjective], arcs.relations[adjective], arcs.heads[index] = second, "amod", second


def free_second_of_pair(arcs: Arcs, index: int) -> None:
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
                hand_over(arcs, title, name)
                arcs.heads[title], arcs.relations[title], arcs.heads[index] = name, "nmod:desc", name
            return


def give_noun_its_participle(arcs: Arcs, index: int) -> None:
    """Hang a participle on the noun that was taken for its object: "has sent armoured vehicles to its border"."""
    before, noun, above = index - 1, index + 1, arcs.heads[index]
    is_object = arcs.heads[noun] == index and arcs.relations[noun] == "obj"
    if not is_object or relations_below(arcs, index) & {"aux", "aux:pass", "nsubj"}:
        return
    if arcs.words[before] == "to" and arcs.heads[before] == index and above < before:
        # "distributed meals to displaced families"
        arcs.heads[before], arcs.relations[before], arcs.upos[before] = noun, "case", "ADP"
        arcs.heads[noun], arcs.relations[noun] = above, "obl" if arcs.upos[above] == "VERB" else "nmod"
        hand_over(arcs, index, noun)
    elif above == before and arcs.upos[before] == "VERB":
        arcs.heads[noun], arcs.relations[noun] = before, "obj"
        hand_over(arcs, index, before)
    else:
        return
    arcs.heads[index], arcs.relations[index] = noun, "amod"


def free_place_of_verb(arcs: Arcs, index: int) -> None:
    """Part a place from the verb behind it: "a strike on a school in Tigray killed 12 children"."""
    verb, before = arcs.heads[index], index - 1
    place = next((p for p in range(index + 1, verb) if arcs.heads[p] == verb and arcs.relations[p] == "nsubj"), None)
    if place is None or arcs.words[index] not in PLACING or before < 0 or arcs.upos[before] not in {"NOUN", "PROPN"}:
        return
    arcs.heads[index], arcs.relations[index] = place, "case"
    arcs.heads[place], arcs.relations[place] = before, "nmod"
