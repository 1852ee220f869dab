"""Slips that small parsers often make, put right, one kind after the other."""

from __future__ import annotations

from transforms.reading.arcs import FINITE, Arcs, has_case, is_tree
from transforms.reading.dictionary import is_only_verb, is_unknown_name, parts_of_speech
from transforms.reading.mend_clauses import (
    give_count_its_verb,
    give_sentence_its_verb,
    give_verb_its_day,
    give_verb_its_object,
    give_verb_its_receiver,
    give_verb_what_it_judges,
    mend_clauses,
)
from transforms.reading.mend_names import (
    TITLES,
    WEEKDAYS,
    acronyms,
    agree_on_noun,
    free_first_of_pair,
    free_phrase,
    free_place_of_verb,
    free_second_of_pair,
    give_noun_its_name,
    give_noun_its_participle,
    join_coordinated,
    join_infinitives,
    join_over_acronym,
    join_place_to_place,
    list_names,
    make_adverb,
    make_both,
    name_at_the_start,
    part_pair,
    put_title_under_name,
    rejoin_names,
    unmake_verb,
)
from transforms.reading.mend_verbs import (
    CAPTIVES,
    HEADS_OF_CLAUSES,
    agree_on_verb,
    find_lost_verb,
    give_auxiliary_its_verb,
    give_modal_its_verb,
    give_verb_its_particle,
    is_behind_have,
    is_no_adjective,
    is_particle,
    lift_verb_over_object,
    make_captive,
    make_first_verb,
    make_gerund,
    make_infinitive,
    make_subject,
    make_verb,
    make_verb_of_noun,
    may_be_past,
    unmake_root,
)

__all__ = ["Arcs", "mend"]

SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
# Penn tag and UPOS that cannot both be right.
AT_ODDS = frozenset({("NN", "PROPN"), ("NN", "VERB"), ("NNS", "PROPN"), ("NNS", "VERB")})
DAYS = frozenset({"today", "yesterday", "tomorrow"})


def mend(arcs: Arcs) -> None:
    """Put the known slips right; what would no longer be one tree is left as it was."""
    before = [*arcs.heads], [*arcs.relations]
    _mend(arcs)
    if arcs.heads != before[0] and not is_tree(arcs.heads):
        arcs.heads[:], arcs.relations[:] = before


def _mend(arcs: Arcs) -> None:
    words, upos, xpos, heads, relations = arcs.words, arcs.upos, arcs.xpos, arcs.heads, arcs.relations
    name_at_the_start(arcs)
    acronyms(arcs)
    for index, tags in enumerate(zip(xpos, upos, strict=True)):
        if tags in AT_ODDS:
            agree_on_noun(arcs, index)
    for index in range(1, len(words)):
        if upos[index] in {"NOUN", "AUX"} and is_unknown_name(words[index]):
            # "battled Nigerien rebels": what has a capital and is in no dictionary is a name.
            upos[index], xpos[index] = "PROPN", "NNP"
        elif upos[index] == "ADJ" and relations[index] in SUBJECTS:
            # "Mali's premier met"
            if "NOUN" in parts_of_speech(words[index]):
                upos[index], xpos[index] = "NOUN", "NN"
        elif relations[index] != "compound:prt" and upos[index - 1] == "VERB" and is_particle(arcs, index):
            give_verb_its_particle(arcs, index)
        if xpos[index] in FINITE and upos[index] not in {"VERB", "AUX", "PART"}:
            agree_on_verb(arcs, index)
        if upos[index] == "VERB":
            if xpos[index] in {"NN", "NNS"} and relations[index] in {"amod", "compound"}:
                make_first_verb(arcs, index)
                upos[index] = "NOUN" if xpos[index] != "VBD" else "VERB"
            unmake_verb(arcs, index)
        elif upos[index] == "NOUN" and words[index].endswith("ly"):
            make_adverb(arcs, index)
        elif words[index - 1] == "to" and upos[index] != "AUX" and heads[index] > index:
            make_infinitive(arcs, index)
        elif xpos[index - 1] == "MD" and is_only_verb(words[index]):
            give_modal_its_verb(arcs, index)
    for index, word in enumerate(words[:-1]):
        if word in TITLES:
            put_title_under_name(arcs, index)
    rejoin_names(arcs)
    for index, (tag, relation, word) in enumerate(zip(upos, relations, words, strict=True)):
        if tag == "NOUN" and relation in HEADS_OF_CLAUSES and word.islower():
            make_verb_of_noun(arcs, index)
        elif tag == "PROPN" and relation in {"aux", "advmod", "cop"}:
            make_subject(arcs, index)
        elif relation == "flat" and tag in {"PROPN", "NOUN"} and word.islower():
            give_noun_its_name(arcs, index)
        elif relation == "compound" and word.islower():
            make_first_verb(arcs, index)
        elif relation == "mark" and tag == "ADP" and word != "to":
            free_place_of_verb(arcs, index)
    for index, relation in enumerate(relations):
        if relation == "conj" and words[heads[index]] in WEEKDAYS:
            join_place_to_place(arcs, index)
        elif relation == "nsubj" and words[index].lower() in DAYS:
            give_verb_its_day(arcs, index)
        elif relation == "appos" and has_case(arcs, index):
            free_phrase(arcs, index)
        elif relation in {"advmod", "cc:preconj"} and words[index].lower() == "both":
            make_both(arcs, index)
    for index, word in enumerate(words):
        if relations[index] == "cc":
            join_coordinated(arcs, index)
            free_first_of_pair(arcs, index)
            free_second_of_pair(arcs, index)
            part_pair(arcs, index)
            join_infinitives(arcs, index)
            list_names(arcs, index)
        elif word == "as" and 0 < index < len(words) - 3:
            give_verb_what_it_judges(arcs, index)
        elif word == "(" and 0 < index < len(words) - 3:
            join_over_acronym(arcs, index)
        elif word in CAPTIVES and index:
            make_captive(arcs, index)
        elif word.endswith("ing") and 0 < index < len(words) - 1:
            make_gerund(arcs, index)
        elif xpos[index] == "VBN" and relations[index] in {"xcomp", "acl", "obj"} and 0 < index < len(words) - 1:
            give_noun_its_participle(arcs, index)
        elif word in {"once", "twice", "thrice"}:
            give_count_its_verb(arcs, index)
        elif relations[index] == "amod" and (xpos[index] == "VBN" or is_behind_have(arcs, index)):
            give_auxiliary_its_verb(arcs, index)
        elif upos[index] in {"NOUN", "ADJ", "PROPN"} and index and word.islower() and len(word) > 3:
            make_verb(arcs, index)
    for index, relation in enumerate(relations):
        if relation in {"amod", "compound"} and (
            xpos[index] == "VBD" or (may_be_past(arcs, index) and is_no_adjective(arcs, index))
        ):
            lift_verb_over_object(arcs, index)
    for index, tag in enumerate(xpos):
        if tag in {"VB", "VBP", "NN"} and heads[index] == index > 0:
            unmake_root(arcs, index)
    mend_clauses(arcs)
    find_lost_verb(arcs)
    give_sentence_its_verb(arcs)
    for index, tag in enumerate(upos):
        if tag == "VERB":
            if xpos[index] in {"VBD", "VBN"}:
                give_verb_its_object(arcs, index)
            give_verb_its_receiver(arcs, index)
