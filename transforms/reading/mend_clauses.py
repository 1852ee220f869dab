"""Slips in what belongs to which verb: errands, what is told, times, subjects of a sentence's verb."""

from __future__ import annotations

from transforms.reading.arcs import FINITE, NOMINAL, Arcs, has_case, name_head, relations_below
from transforms.reading.dictionary import OBJECT_CONTROL, lemmas
from transforms.reading.mend_verbs import (
    LOOSE,
    SUBJECTS_LOST,
    give_day_its_preposition,
    give_modal_its_verb,
    join_finite_verbs,
    make_adjective,
    make_complement,
    make_goal,
    make_subject_of_gerund,
)

# Words that open a clause as well as a phrase of time.
OPENERS = frozenset({"after", "before", "since", "until", "as"})
# What is told to somebody, with that somebody as object.
TELLING = frozenset({"advise", "assure", "convince", "inform", "notify", "persuade", "remind", "tell", "warn"})
# Whom one tells or lets do something; what one sends or calls for may be "a message to congratulate".
BIDDING = OBJECT_CONTROL - {"call", "challenge", "direct", "help", "lead", "press", "push", "send", "train"}

# What one does to somebody with something: "gave Niger 40 generators".
GIVING = frozenset({"award", "give", "grant", "hand", "lend", "loan", "offer", "pay", "sell", "send"})

# What is sent to somebody and says something.
MESSAGES = frozenset({"cable", "letter", "message", "note", "statement", "telegram"})


def mend_clauses(arcs: Arcs) -> None:
    """Put right what belongs to which verb."""
    for index, (tag, relation) in enumerate(zip(arcs.xpos, arcs.relations, strict=True)):
        if tag not in {"VBG", "VBD", "VB", "VBN", "NNS"} and relation not in {"acl", "compound", "amod"}:
            continue
        if tag == "VBG" and arcs.upos[index - 1] == "NOUN" and arcs.heads[index - 1] == index:
            _free_noun_of_participle(arcs, index)
        elif tag == "VBG" and 0 < index < len(arcs.words) - 1 and arcs.relations[index - 1] == "mark":
            make_subject_of_gerund(arcs, index)
        elif tag == "VBG" and relation in {"advcl", "xcomp"}:
            _give_message_what_it_says(arcs, index)
        elif tag == "VBD" and relation == "conj":
            _give_speaker_its_deed(arcs, index)
            join_finite_verbs(arcs, index)
        elif tag == "VBN" and relation in {"advcl", "xcomp"} and arcs.heads[index] == index - 1:
            make_adjective(arcs, index)
        elif tag == "NNS" and relation in {"advcl", "xcomp", "acl"}:
            make_goal(arcs, index)
        elif tag == "VB" and relation in {"obl", "obj"}:
            make_complement(arcs, index)
        elif tag == "VBD" and relation == "ccomp":
            _part_clauses(arcs, index)
            _tell_verb_from_participle(arcs, index)
        elif tag == "VBD" and relation in {"xcomp", "advcl", "parataxis"}:
            _tell_verb_from_participle(arcs, index)
        elif tag == "VB" and relation == "csubj" and "nsubj:pass" in relations_below(arcs, arcs.heads[index]):
            # "was prepared to attack"
            arcs.relations[index] = "xcomp"
        elif tag == "VB" and relation == "acl":
            _give_order_its_errand(arcs, index)
        elif tag == "VB" and relation == "compound":
            give_modal_its_verb(arcs, index)
        elif relation == "acl" and arcs.upos[index] == "VERB":
            _give_verb_what_is_told(arcs, index)
            if tag == "VBD":
                _tell_verb_from_participle(arcs, index)
        elif relation in {"compound", "amod"} and arcs.upos[index] == "NOUN":
            _give_verb_its_doer(arcs, index)


def _give_message_what_it_says(arcs: Arcs, index: int) -> None:
    """Hang "calling" of "sent a letter to President Lula calling for talks" on the letter."""
    to = next((place for place in range(index - 1, 0, -1) if arcs.words[place] == "to"), 0)
    is_between = to and {"VERB", "PUNCT"}.isdisjoint(arcs.upos[to:index])
    if is_between and arcs.words[to - 1] in MESSAGES:
        arcs.heads[index], arcs.relations[index] = to - 1, "acl"


def give_count_its_verb(arcs: Arcs, index: int) -> None:
    """Hang "twice" of "met twice in a year" on the verb, not on the preposition behind it."""
    preposition = arcs.heads[index]
    if arcs.relations[index] == "advmod" and arcs.relations[preposition] == "case" and preposition > index:
        arcs.heads[index] = arcs.heads[arcs.heads[preposition]]


def give_verb_its_day(arcs: Arcs, day: int) -> None:
    """Make "today" the day of an act, not who does it, where somebody else is named."""
    verb = arcs.heads[day]
    if any(arcs.heads[index] == verb and arcs.relations[index] == "nsubj" for index in range(day)):
        arcs.relations[day] = "obl:unmarked"


def _give_verb_what_is_told(arcs: Arcs, index: int) -> None:
    """Hang a clause with "that" on the verb of telling, not on who is told: "told the BBC that Rwanda was planning"."""
    listener = arcs.heads[index]
    verb = arcs.heads[listener]
    is_told = arcs.relations[listener] in {"obj", "iobj"} and arcs.upos[verb] == "VERB" and verb < listener < index
    is_told = is_told and not TELLING.isdisjoint(lemmas(arcs.words[verb].lower()).get("VERB", ()))
    if is_told and any(
        arcs.heads[place] == index and arcs.relations[place] == "mark" and arcs.words[place] == "that"
        for place in range(listener, index)
    ):
        arcs.heads[index], arcs.relations[index] = verb, "ccomp"


def _give_order_its_errand(arcs: Arcs, index: int) -> None:
    """Hang an infinitive on the verb that bids somebody do it, not on him: "ordered the ambassador to leave"."""
    who = arcs.heads[index]
    verb = arcs.heads[who]
    if arcs.upos[verb] == "VERB" and verb < who < index and arcs.relations[who] in {"obj", "obl"}:
        if BIDDING.isdisjoint(lemmas(arcs.words[verb].lower()).get("VERB", ())):
            return
        arcs.heads[index], arcs.relations[index] = verb, "xcomp"


def _give_verb_its_doer(arcs: Arcs, index: int) -> None:
    """Make the noun right before a verb that was taken for a part of it the subject: "riot police fired"."""
    verb = index + 1
    if arcs.heads[index] != verb or arcs.upos[verb] != "VERB":
        return
    if arcs.xpos[verb] == "VBN" and arcs.heads[verb] == verb and "obl:agent" not in relations_below(arcs, verb):
        arcs.xpos[verb] = "VBD"
    if arcs.xpos[verb] not in {"VBD", "VBZ", "VBP"}:
        return
    for position in range(index):
        if arcs.heads[position] == verb and arcs.relations[position] == "nsubj":
            is_beside = all(arcs.heads[between] in (index, verb, position) for between in range(position + 1, index))
            if not is_beside:
                return
            arcs.heads[position] = index
            arcs.relations[position] = "amod" if arcs.upos[position] == "ADJ" else "compound"
    arcs.relations[index] = "nsubj"


def _free_noun_of_participle(arcs: Arcs, index: int) -> None:
    """Hang a participle on the noun that it swallowed: "concluded a treaty handing over the islands"."""
    noun, verb = index - 1, arcs.heads[index]
    has_article = any(
        arcs.heads[place] == index and arcs.relations[place] == "det" and place < noun for place in range(noun)
    )
    is_clause = arcs.relations[index] in {"xcomp", "ccomp", "advcl"}
    if arcs.relations[noun] != "compound" or not is_clause or not has_article or verb > noun:
        return
    arcs.heads[noun], arcs.relations[noun] = verb, "obj"
    arcs.heads[index], arcs.relations[index] = noun, "acl"
    for place in range(noun):
        if arcs.heads[place] == index:
            arcs.heads[place] = noun


def _tell_verb_from_participle(arcs: Arcs, index: int) -> None:
    """Put a verb over the participle before it that was taken for it: "soldiers backed by strikes took a town"."""
    participle = next((place for place in range(index) if arcs.heads[place] == place), None)
    if participle is None or relations_below(arcs, index) & {"nsubj", "mark"}:
        return
    below = relations_below(arcs, participle)
    is_passive = arcs.xpos[participle] == "VBN" and "obl:agent" in below and "obj" not in below
    if not (is_passive or arcs.xpos[participle] == "VBG") or below & {"aux", "aux:pass"}:
        return
    subject = next((p for p in range(participle) if arcs.heads[p] == participle and arcs.relations[p] == "nsubj"), None)
    if subject is None or subject != participle - 1:
        return
    arcs.heads[index], arcs.relations[index] = index, "root"
    arcs.heads[subject] = index
    arcs.heads[participle], arcs.relations[participle] = subject, "acl"


def _part_clauses(arcs: Arcs, verb: int) -> None:
    """Give back an object that the clause behind it took for its subject: "recalled its envoy after France backed"."""
    above, name = arcs.heads[verb], name_head(arcs, verb - 1)
    taken = next(
        (place for place in range(verb) if arcs.heads[place] == verb and arcs.relations[place] == "nsubj"), None
    )
    opener = next(
        (place for place in range(name) if arcs.heads[place] == name and arcs.words[place].lower() in OPENERS), None
    )
    if taken is None or opener is None or not above < taken < opener or arcs.upos[name] not in NOMINAL:
        return
    if "obj" in relations_below(arcs, above) or arcs.relations[name] not in {"nmod", "obl"}:
        return
    arcs.heads[taken], arcs.relations[taken] = above, "obj"
    arcs.heads[name], arcs.relations[name] = verb, "nsubj"
    arcs.heads[opener], arcs.relations[opener] = verb, "mark"
    arcs.relations[verb] = "advcl"


def _give_speaker_its_deed(arcs: Arcs, index: int) -> None:
    """Join a simple past to the verb of saying, not to what had happened: "said drones had come and demanded"."""
    told = arcs.heads[index]
    said = arcs.heads[told]
    if arcs.relations[told] != "ccomp" or arcs.xpos[said] != "VBD" or said > told:
        return
    auxiliaries = {arcs.words[place] for place in range(told) if arcs.heads[place] == told}
    own = {arcs.relations[place] for place in range(told, index) if arcs.heads[place] == index}
    if auxiliaries & {"had", "would", "will", "has", "have"} and not own & {"nsubj", "aux"}:
        arcs.heads[index] = said


def _give_stay_its_noun(arcs: Arcs, place: int) -> None:
    """Make the visit the root, not the place: "Kofi was in Chile on a visit"."""
    errand = next(
        (index for index in range(place + 1, len(arcs.words)) if arcs.heads[index] == place and has_case(arcs, index)),
        None,
    )
    if errand is None or arcs.upos[place] != "PROPN" or arcs.upos[errand] != "NOUN" or not has_case(arcs, place):
        return
    case = next(index for index in range(len(arcs.words)) if arcs.heads[index] == errand)
    if arcs.words[case].lower() == "on" and {"cop", "nsubj"} <= relations_below(arcs, place):
        for index, relation in enumerate(arcs.relations):
            if arcs.heads[index] == place and relation != "case":
                arcs.heads[index] = errand
        arcs.heads[errand], arcs.relations[errand] = errand, arcs.relations[place]
        arcs.heads[place], arcs.relations[place] = errand, "nmod"


def give_sentence_its_verb(arcs: Arcs) -> None:
    """Make a participle behind a nominal root the root: "the premier called for sanctions" is a sentence."""
    root = next((index for index, head in enumerate(arcs.heads) if head == index), None)
    if root is None:
        return
    if "cop" in relations_below(arcs, root):
        _give_stay_its_noun(arcs, root)
        return
    if arcs.upos[root] not in NOMINAL:
        _give_verb_its_subject(arcs, root)
        return
    if verb := _name_between_commas(arcs, root):
        _promote(arcs, verb, root)
        return
    for index in range(root + 1, len(arcs.words)):
        relation, head = arcs.relations[index], arcs.heads[index]
        is_bare = arcs.xpos[index] == "VB" and arcs.upos[index] == "VERB" and relation in LOOSE and head == root
        if is_bare and arcs.upos[index - 1] == "PROPN" and relations_below(arcs, index).isdisjoint({"aux", "mark"}):
            # "Oman and Kuwait put off a meeting": the past of some verbs looks like the infinitive.
            arcs.xpos[index] = "VBD"
        if arcs.upos[index] != "VERB" or arcs.xpos[index] not in {"VBN", "VBD", "VBZ", "VBP"}:
            continue
        if relation == "acl:relcl" and "nsubj" in relations_below(arcs, index):
            continue
        below = relations_below(arcs, index)
        if "by" not in arcs.words[index:]:
            # "negotiators shuttled between Hamas and Israel": who is behind another preposition is no agent.
            below.discard("obl:agent")
        is_loose = relation in {*LOOSE, "ccomp", "xcomp"} and head == root and arcs.upos[index - 1] == "PROPN"
        is_loose = is_loose and not below & {"nsubj", "mark", "obl:agent"}
        is_beside = arcs.upos[index - 1] in NOMINAL and arcs.xpos[index] == "VBD" and not below & {"nsubj", "mark"}
        is_loose = is_loose or (is_beside and relation in LOOSE and head == root)
        if arcs.xpos[index] == "VBD" and relation in {"nmod", "obl"} and head == root:
            give_day_its_preposition(arcs, index)
            is_loose = True
        is_loose = is_loose or (relation == "acl" and _is_part_of(arcs, head, root) and "obl:agent" not in below)
        is_past = arcs.xpos[index] == "VBD" and relation == "conj" and not below & {"nsubj", "aux:pass"}
        if is_loose or (is_past and head == root):
            _promote(arcs, index, root)
        elif relation == "conj" and head == root and "nsubj" in below:
            subject = next(i for i, h in enumerate(arcs.heads) if h == index and arcs.relations[i] == "nsubj")
            arcs.heads[subject], arcs.relations[subject] = root, "conj"
            _promote(arcs, index, root)
        return


def _name_between_commas(arcs: Arcs, root: int) -> int | None:
    """Put a name between commas in apposition to the root, and return the verb behind: "the envoy, Ada Bo, urged"."""
    words = arcs.words
    comma = next((index for index in range(root + 1, len(words) - 3) if words[index] == ","), None)
    if comma is None or any(arcs.xpos[index] in FINITE for index in range(comma)):
        return None
    end = comma + 1
    while end < len(words) and words[end][:1].isupper():
        end += 1
    verb = end + 1
    is_set_apart = comma + 1 < end and verb < len(words) and words[end] == ","
    if not is_set_apart or arcs.upos[verb] != "VERB" or arcs.xpos[verb] not in {"VBD", "VBZ", "VBP", "VBN"}:
        return None
    if arcs.xpos[verb] == "VBN" and "by" in words[verb:]:
        return None
    for index in range(comma + 1, end):
        arcs.upos[index], arcs.xpos[index] = "PROPN", "NNP"
        arcs.heads[index], arcs.relations[index] = (root, "appos") if index == comma + 1 else (comma + 1, "flat")
    arcs.xpos[verb] = "VBD" if arcs.xpos[verb] == "VBN" else arcs.xpos[verb]
    return verb


def _give_verb_its_subject(arcs: Arcs, verb: int) -> None:
    """Make the name right before a participle without a subject its subject: "Egypt expelled diplomats"."""
    name = verb - 1
    if name < 0 or arcs.xpos[verb] not in {"VBN", "VBD"} or arcs.upos[name] != "PROPN":
        return
    name = name_head(arcs, name)
    lacks_subject = not relations_below(arcs, verb) & {"nsubj", "nsubj:pass", "aux", "aux:pass"}
    if lacks_subject and arcs.heads[name] == verb and arcs.relations[name] in SUBJECTS_LOST:
        arcs.relations[name], arcs.xpos[verb] = "nsubj", "VBD"


def give_verb_its_object(arcs: Arcs, verb: int) -> None:
    """Make the name right behind a verb with a subject its object, when nothing else is."""
    behind = next((position for position in range(verb + 1, len(arcs.words)) if arcs.heads[position] == verb), None)
    if behind is None or arcs.upos[behind] != "PROPN" or arcs.relations[behind] not in {*LOOSE, "vocative", "xcomp"}:
        return
    below = relations_below(arcs, verb)
    if "nsubj" in below and not below & {"obj", "aux:pass"} and not has_case(arcs, behind):
        arcs.relations[behind] = "obj"


def _promote(arcs: Arcs, verb: int, root: int) -> None:
    arcs.heads[verb], arcs.relations[verb] = verb, "root"
    arcs.heads[root], arcs.relations[root] = verb, "nsubj"
    for position in range(verb + 1, len(arcs.words)):
        if arcs.heads[position] == root:
            arcs.heads[position] = verb
            if arcs.relations[position] in {"appos", "nmod"} and has_case(arcs, position):
                arcs.relations[position] = "obl"


def _is_part_of(arcs: Arcs, index: int, root: int) -> bool:
    """Whether only prepositional phrases lie between a noun and the root."""
    steps = 0
    while index != root and arcs.relations[index] in {"nmod", "conj", "appos"} and steps < 10:
        index, steps = arcs.heads[index], steps + 1
    return index == root


def give_verb_its_receiver(arcs: Arcs, verb: int) -> None:
    """Part who is given something from what it is: "has lent Zambia 120 wagons", "handed Hungary a note"."""
    if GIVING.isdisjoint(lemmas(arcs.words[verb].lower()).get("VERB", ())) or verb + 1 >= len(arcs.words):
        return
    things = [
        place
        for place in range(verb + 1, len(arcs.words))
        if arcs.heads[place] == verb and arcs.relations[place] == "obj"
    ]
    if len(things) > 1:
        arcs.relations[things[0]] = "iobj"
        return
    name = verb + 1
    if not things or arcs.upos[name] != "PROPN" or arcs.heads[name] != things[0]:
        return
    if arcs.relations[name] in {"compound", "nmod", "nmod:unmarked"} and arcs.xpos[name + 1] in {"CD", "DT"}:
        arcs.heads[name], arcs.relations[name] = verb, "iobj"
        arcs.heads[name + 1], arcs.relations[name + 1] = things[0], "nummod" if arcs.xpos[name + 1] == "CD" else "det"


def give_verb_what_it_judges(arcs: Arcs, index: int) -> None:
    """Make an object of what stands behind a judgement of it: "denounced as piracy the seizure of a tanker"."""
    verb, judgement, article = index - 1, index + 1, index + 2
    if arcs.upos[verb] != "VERB" or arcs.xpos[article] not in {"DT", "PRP$"} or "obj" in relations_below(arcs, verb):
        return
    thing = arcs.heads[article]
    if thing <= article or arcs.upos[thing] not in NOMINAL:
        return
    arcs.heads[thing], arcs.relations[thing] = verb, "obj"
    for position in range(index, len(arcs.words)):
        if arcs.heads[position] == judgement and position != judgement:
            arcs.heads[position] = verb if position > judgement else judgement
    arcs.heads[judgement], arcs.relations[judgement] = verb, "obl"
    arcs.heads[index], arcs.relations[index] = judgement, "case"
