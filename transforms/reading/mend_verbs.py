"""Slips in verbs: those taken for nouns, adjectives or parts of a name, auxiliaries, infinitives."""

from __future__ import annotations

from transforms.reading.arcs import NOMINAL, Arcs, climb, hand_over, has_case, has_subject, relations_below, take_place
from transforms.reading.dictionary import is_only_verb, lemmas, parts_of_speech

HAVE_OR_BE = frozenset({"has", "had", "have", "having", "was", "were", "is", "are", "been", "being"})
# What a name becomes when its verb is taken for an adjective.
SUBJECTS_LOST = frozenset({"nmod:poss", "compound", "nsubj", "nmod", "amod"})
HANDED = frozenset({"hand", "handed", "handing", "hands"})
CAPTIVES = frozenset({"hostage", "captive", "prisoner"})
# How a clause hangs on a noun when the parser does not know how.
LOOSE = frozenset({"list", "appos", "parataxis", "dep"})
HEADS_OF_CLAUSES = frozenset({"ROOT", "root", "ccomp", "parataxis", "advcl", "acl:relcl"})


def agree_on_verb(arcs: Arcs, index: int) -> None:
    """Make a verb of what is one by its tag, its place and the dictionary: "must first disarm"."""
    is_clause = arcs.relations[index] in {*HEADS_OF_CLAUSES, "xcomp", "conj"}
    if not is_clause or not arcs.words[index].islower() or "VERB" not in parts_of_speech(arcs.words[index]):
        return
    if not relations_below(arcs, index) & {"det", "amod", "nmod:poss", "case", "compound"}:
        arcs.upos[index] = "VERB"


def make_verb_of_noun(arcs: Arcs, index: int) -> None:
    """Make a verb in the past of a noun that heads a clause and has an object: "police shot dead three men"."""
    below = relations_below(arcs, index)
    base = lemmas(arcs.words[index]).get("VERB", ())
    if "obj" not in below or not base or arcs.words[index] in base or below & {"det", "case", "cop", "nmod:poss"}:
        return
    arcs.upos[index], arcs.xpos[index] = "VERB", "VBG" if arcs.words[index].endswith("ing") else "VBD"
    left = [place for place in range(index) if arcs.heads[place] == index and arcs.relations[place] == "compound"]
    if left and "nsubj" not in below:
        arcs.relations[left[-1]] = "nsubj"


def make_subject(arcs: Arcs, index: int) -> None:
    """Make a name right before its verb the subject, if it has none: no name is an auxiliary or an adverb."""
    verb = arcs.heads[index]
    if verb <= index or arcs.upos[verb] != "VERB" or arcs.words[index].lower().endswith("ly"):
        return
    if relations_below(arcs, verb) & {"nsubj", "nsubj:pass"}:
        return
    if all(arcs.heads[place] in (index, verb) for place in range(index + 1, verb)) and not has_case(arcs, index):
        arcs.relations[index] = "nsubj:pass" if "aux:pass" in relations_below(arcs, verb) else "nsubj"
        if arcs.xpos[verb] == "VB" and "aux" not in relations_below(arcs, verb):
            arcs.xpos[verb] = "VBD"


def make_first_verb(arcs: Arcs, index: int) -> None:
    """Make a verb of a word between a name in front and the noun that was taken for the root: "Rwanda cut ties and"."""
    noun = arcs.heads[index]
    is_in_front = index > 0 and arcs.upos[index - 1] == "PROPN" and arcs.heads[noun] == noun > index
    kinds = parts_of_speech(arcs.words[index])
    # "Cyprus vetoed sanctions", not "Israel bombing raids".
    is_no_noun = is_only_verb(arcs.words[index]) and not arcs.words[index].endswith("ing")
    if not is_in_front or "VERB" not in kinds or not (arcs.upos[index] in {"PROPN", "VERB"} or is_no_noun):
        return
    arcs.upos[index], arcs.xpos[index] = "VERB", "VBD"
    arcs.heads[index], arcs.relations[index] = index, "root"
    arcs.heads[noun], arcs.relations[noun] = index, "obj"
    for position, head in enumerate(arcs.heads):
        if head in (noun, index) and position < index:
            arcs.heads[position], arcs.relations[position] = index, "nsubj"
        elif head == noun and position != noun and arcs.upos[position] == "VERB" and arcs.relations[position] == "conj":
            arcs.heads[position] = index


def is_behind_have(arcs: Arcs, index: int) -> bool:
    """Whether a word right behind "has" or "had" is the past form of a verb: "has lent Zambia wagons"."""
    word = arcs.words[index]
    is_noun = arcs.upos[index] == "NOUN" or (arcs.upos[index] == "ADJ" and "ADJ" not in parts_of_speech(word))
    is_behind = is_noun and index > 0 and arcs.words[index - 1].lower() in {"has", "had", "have"}
    base = lemmas(word).get("VERB", ()) if is_behind else ()
    return bool(base) and word not in base and not word.endswith("ing")


def give_auxiliary_its_verb(arcs: Arcs, index: int) -> None:
    """Make "had" in "it had expelled diplomats" an auxiliary, not a verb whose object are expelled diplomats."""
    noun, auxiliary = arcs.heads[index], index - 1
    while arcs.relations[noun] == "compound" and arcs.heads[noun] > noun:
        noun = arcs.heads[noun]
    if auxiliary < 0 or noun < index or arcs.words[auxiliary].lower() not in HAVE_OR_BE:
        return
    if arcs.heads[noun] != auxiliary or not has_subject(arcs, auxiliary):
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
    """The noun that an adjective goes with, the name that a noun is the title of, or what a name owns."""
    while arcs.upos[noun] == "ADJ" and arcs.relations[noun] == "amod" and arcs.heads[noun] > noun:
        noun = arcs.heads[noun]
    is_part = arcs.relations[noun] in {"nmod:desc", "nmod:poss"} or (
        arcs.relations[noun] == "compound" and arcs.words[noun].istitle()
    )
    return arcs.heads[noun] if is_part and arcs.heads[noun] > noun else noun


def may_be_past(arcs: Arcs, index: int) -> bool:
    """Whether a word may be a verb in the past, as a participle or as an adjective made of one."""
    word = arcs.words[index]
    if arcs.xpos[index] == "VBN":
        return True
    return arcs.xpos[index] == "JJ" and word.islower() and word.endswith("ed") and "VERB" in parts_of_speech(word)


def is_no_adjective(arcs: Arcs, index: int) -> bool:
    """Whether a participle before a noun is a verb: it has a subject, an article behind it, or is the only verb."""
    behind = index + 1
    is_before_article = behind < arcs.heads[index] == arcs.heads[behind] and arcs.relations[behind] in {
        "det",
        "nmod:poss",
    }
    is_clause = is_before_article or has_subject(arcs, index)
    return (is_clause and arcs.words[index].islower()) or lacks_verb(arcs, index)


def lacks_verb(arcs: Arcs, index: int) -> bool:
    """Whether a participle right behind a name or noun is all that the sentence has for a verb."""
    noun = _named(arcs, arcs.heads[index])
    is_loose = arcs.relations[noun] in {*LOOSE, "conj", "obj"}
    is_loose = is_loose or (arcs.relations[noun] == "nmod" and not has_case(arcs, noun))
    is_hung_on = is_loose and arcs.heads[noun] < index
    root = arcs.heads[noun] if is_hung_on else noun
    return (
        index > 0
        and arcs.heads[root] == root
        and arcs.upos[index - 3 if arcs.words[index - 1] == "-" and index > 2 else index - 1] in NOMINAL
        and "cop" not in relations_below(arcs, noun)
        and not any(tag in {"VBD", "VBZ", "VBP", "MD"} for tag in arcs.xpos)
    )


def lift_verb_over_object(arcs: Arcs, index: int) -> None:
    """Put a verb in the past over the noun it was taken to modify ("Bush mobilized troops")."""
    modified = arcs.heads[index]
    noun = _named(arcs, modified)
    if noun < index:
        return
    take_place(arcs, index, noun)
    arcs.heads[noun], arcs.relations[noun] = index, "obj"
    arcs.upos[index], arcs.xpos[index] = "VERB", "VBD"
    if arcs.relations[index] == "nsubj":
        arcs.relations[index] = "ccomp"
    for position in range(index):
        if arcs.heads[position] in (noun, modified):
            arcs.heads[position] = index
            if arcs.upos[position] in NOMINAL and arcs.relations[position] in SUBJECTS_LOST:
                arcs.relations[position] = "obl" if has_case(arcs, position) else "nsubj"


def make_infinitive(arcs: Arcs, index: int) -> None:
    """Make a verb of what stands behind "to" and can be nothing else: "voted to expel foreign troops"."""
    noun, word = arcs.heads[index], arcs.words[index]
    if not is_only_verb(word) or arcs.upos[index] == "VERB":
        return
    if word not in lemmas(word.lower())["VERB"] or arcs.heads[noun] == noun:
        return
    above = arcs.heads[noun]
    arcs.upos[index], arcs.xpos[index] = "VERB", "VB"
    arcs.heads[index], arcs.relations[index] = above, "xcomp" if arcs.upos[above] == "VERB" else "acl"
    arcs.heads[noun], arcs.relations[noun] = index, "obj"
    arcs.upos[index - 1], arcs.xpos[index - 1] = "PART", "TO"
    arcs.heads[index - 1], arcs.relations[index - 1] = index, "mark"


def give_modal_its_verb(arcs: Arcs, index: int) -> None:
    """Put a verb behind "will" over the noun it was taken to be a part of: "will chair talks"."""
    noun = arcs.heads[index]
    if noun < index or index == 0 or arcs.xpos[index - 1] != "MD" or "VERB" not in parts_of_speech(arcs.words[index]):
        return
    arcs.upos[index], arcs.xpos[index] = "VERB", "VB"
    take_place(arcs, index, noun)
    for position in range(index):
        if arcs.heads[position] == noun:
            arcs.heads[position] = index
    arcs.heads[noun], arcs.relations[noun] = index, "obj"


def find_lost_verb(arcs: Arcs) -> None:
    """Make a verb of what was taken for the second part of a name in a sentence that has none: "Bolivia cut ties"."""
    if any(tag in {"VBD", "VBZ", "VBP", "MD", "VBN"} for tag in arcs.xpos):
        return
    for index in range(1, len(arcs.words) - 1):
        head = arcs.heads[index]
        is_lost = arcs.relations[index] == "flat" and head < index and arcs.words[index].islower()
        if not is_lost or "VERB" not in parts_of_speech(arcs.words[index]) or arcs.upos[index + 1] in {"ADP", "PUNCT"}:
            continue
        noun = arcs.heads[head]
        arcs.upos[index], arcs.xpos[index] = "VERB", "VBD"
        arcs.heads[index] = index if noun in (head, arcs.heads[noun]) else arcs.heads[noun]
        arcs.relations[index] = "root" if arcs.heads[index] == index else arcs.relations[noun]
        arcs.heads[head], arcs.relations[head] = index, "nsubj"
        if noun > index:
            arcs.heads[noun], arcs.relations[noun] = index, "obj"
        return


def give_day_its_preposition(arcs: Arcs, verb: int) -> None:
    """Take from a verb the "on" of the day before it: "Tinubu on Thursday urged"."""
    day = verb - 1
    for place in range(verb):
        if arcs.heads[place] == verb and arcs.relations[place] == "case":
            arcs.heads[place] = day


def make_verb(arcs: Arcs, index: int) -> None:
    """Make a word that can only be a verb a verb, with what is left of it as subject, right as object."""
    word = arcs.words[index]
    if not is_only_verb(word) or word.endswith("ing"):
        return
    if word == "thanks" or (word.endswith("s") and "NOUN" in parts_of_speech(word[:-1])):
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


def join_finite_verbs(arcs: Arcs, index: int) -> None:
    """Join a verb in the past to the one before it, not to what stands between: "called on X to go and offered"."""
    joined = arcs.heads[index]
    is_verb = arcs.upos[joined] == "VERB"
    if joined > index or arcs.xpos[joined] not in {"VB", "VBG", "NN", "NNS", "NNP", "NNPS"} or has_subject(arcs, index):
        return
    if is_verb and arcs.xpos[joined] == "VB" and "mark" not in relations_below(arcs, joined):
        return
    verb = climb(arcs, joined, lambda at: not _is_told(arcs, at) and arcs.heads[at] != at)
    if _is_told(arcs, verb) and verb < joined:
        arcs.heads[index] = verb


def _is_told(arcs: Arcs, index: int) -> bool:
    """Whether a word is a verb that tells of the past, the root's participle too."""
    is_root = arcs.heads[index] == index and arcs.xpos[index] == "VBN"
    return arcs.upos[index] == "VERB" and (arcs.xpos[index] == "VBD" or is_root)


def make_complement(arcs: Arcs, index: int) -> None:
    """Make an infinitive of what was taken for a place or thing: "declined to comment"."""
    verb = arcs.heads[index]
    is_infinitive = any(arcs.heads[place] == index and arcs.xpos[place] == "TO" for place in range(verb, index))
    if is_infinitive and arcs.upos[verb] == "VERB":
        arcs.upos[index], arcs.relations[index] = "VERB", "xcomp"


def make_adjective(arcs: Arcs, index: int) -> None:
    """Make an adjective of a participle between a verb and its object: "returned seized trawlers"."""
    verb, noun = index - 1, index + 1
    is_between = arcs.upos[verb] == "VERB" and noun < len(arcs.words) and arcs.heads[noun] == index
    if not is_between or arcs.relations[noun] != "obj" or arcs.xpos[noun] not in {"NN", "NNS"}:
        return
    arcs.heads[noun], arcs.relations[noun] = verb, "obj"
    hand_over(arcs, index, verb)
    arcs.heads[index], arcs.relations[index], arcs.upos[index] = noun, "amod", "ADJ"


def make_goal(arcs: Arcs, index: int) -> None:
    """Make of a plural behind "to" whom something goes to, no infinitive: "delivered food to camps"."""
    marks = [place for place in range(index) if arcs.heads[place] == index and arcs.relations[place] == "mark"]
    word = arcs.words[index]
    if len(marks) != 1 or arcs.words[marks[0]] != "to" or word in lemmas(word).get("VERB", ()):
        return
    arcs.upos[index], arcs.relations[index] = "NOUN", "obl" if arcs.upos[arcs.heads[index]] == "VERB" else "nmod"
    arcs.upos[marks[0]], arcs.xpos[marks[0]], arcs.relations[marks[0]] = "ADP", "IN", "case"


def make_subject_of_gerund(arcs: Arcs, index: int) -> None:
    """Make a gerund between "as" and a verb in the past that verb's subject: "as fighting raged between them"."""
    verb = index + 1
    is_below = arcs.heads[verb] == index and arcs.relations[verb] in {"xcomp", "ccomp", "dep", "acl", "advcl"}
    if arcs.words[index - 1] == "to" or not is_below or arcs.xpos[verb] not in {"VBD", "VBN"}:
        return
    take_place(arcs, verb, index)
    hand_over(arcs, index, verb)
    arcs.heads[index], arcs.relations[index], arcs.upos[index], arcs.xpos[index] = verb, "nsubj", "NOUN", "NN"
    arcs.xpos[verb] = "VBD"


def is_particle(arcs: Arcs, index: int) -> bool:
    """Whether a word behind a verb is its particle: what is handed over 14 times is not handed more than 14 times."""
    return arcs.xpos[index] == "RP" or (arcs.words[index] == "over" and arcs.words[index - 1] in HANDED)


def give_verb_its_particle(arcs: Arcs, index: int) -> None:
    """Hang a particle on the verb before it; what it was taken to introduce is the verb's object."""
    verb, noun = index - 1, arcs.heads[index]
    is_phrase = arcs.heads[noun] == verb and arcs.relations[noun] == "obl"
    arcs.heads[index], arcs.relations[index] = verb, "compound:prt"
    if is_phrase and not has_case(arcs, noun) and "obj" not in relations_below(arcs, verb):
        arcs.relations[noun] = "obj"


def make_captive(arcs: Arcs, index: int) -> None:
    """Make what somebody is taken no object: "a pilot was taken hostage by rebels", "took hostage three soldiers"."""
    verb = arcs.heads[index]
    if arcs.upos[verb] != "VERB" or arcs.relations[index] not in {"obj", "xcomp", "iobj"} or verb > index:
        return
    below = [place for place, head in enumerate(arcs.heads) if head == verb and place not in (verb, index)]
    if not {"obj", "nsubj:pass"}.isdisjoint(arcs.relations[place] for place in below):
        arcs.relations[index] = "xcomp"
    if arcs.relations[index] == "xcomp":
        hand_over(arcs, index, verb)


def make_gerund(arcs: Arcs, index: int) -> None:
    """Make a verb of what can only be one, with what is behind it as object: "charged with smuggling cocaine"."""
    word, thing = arcs.words[index], index + 1
    if arcs.upos[index] != "NOUN" or "VERB" not in parts_of_speech(word):
        return
    if arcs.relations[index] == "xcomp" and arcs.xpos[index] == "NN":
        # "halted lending to Uganda"
        arcs.upos[index], arcs.xpos[index] = "VERB", "VBG"
    bearer = thing if arcs.heads[index] == thing and arcs.relations[index] in {"compound", "amod"} else index
    if (arcs.heads[index - 1], arcs.relations[index - 1]) != (bearer, "case") or "NOUN" in parts_of_speech(word):
        return
    verb = arcs.heads[bearer]
    is_object = bearer == thing or (arcs.heads[thing] == index and "NOUN" in parts_of_speech(arcs.words[thing]))
    if is_object and arcs.upos[verb] == "VERB" and verb < index and arcs.words[index - 1] in {"for", "of", "with"}:
        arcs.upos[index], arcs.xpos[index], arcs.upos[thing] = "VERB", "VBG", "NOUN"
        arcs.heads[index], arcs.relations[index] = verb, "advcl"
        arcs.heads[thing], arcs.relations[thing] = index, "obj"
        arcs.heads[index - 1], arcs.relations[index - 1] = index, "mark"


def unmake_root(arcs: Arcs, index: int) -> None:
    """Make a noun of a root that does not agree with its subject: "an Israeli drone strike killed a commander"."""
    doer = index - 1
    is_noun = arcs.xpos[doer] == "NN" and arcs.heads[doer] == index and arcs.relations[doer] == "nsubj"
    if arcs.upos[index] != "VERB" or not is_noun or "NOUN" not in parts_of_speech(arcs.words[index]):
        return
    for verb in range(index + 1, len(arcs.words)):
        if arcs.heads[verb] == index and arcs.xpos[verb] == "VBD":
            if relations_below(arcs, verb) & {"nsubj", "mark"}:
                return
            arcs.upos[index], arcs.xpos[index] = "NOUN", "NN"
            hand_over(arcs, doer, index)
            for place in range(len(arcs.words)):
                if arcs.heads[place] == index and arcs.relations[place] in {"obj", "obl"}:
                    arcs.relations[place] = "nmod"
                elif arcs.heads[place] == index and arcs.relations[place] == "nsubj":
                    arcs.relations[place] = "amod" if arcs.upos[place] == "ADJ" else "compound"
            arcs.heads[verb], arcs.relations[verb] = verb, "root"
            arcs.heads[index], arcs.relations[index] = verb, "nsubj"
            return
