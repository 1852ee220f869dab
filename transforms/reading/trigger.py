"""A cheap look at a sentence: can it hold a claim at all?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache
from typing import TYPE_CHECKING, Any

from transforms.reading.dictionary import inflections
from transforms.reading.language import ENGLISH_WORDS
from transforms.reading.lexicon import NAME, PAIR, Action, Lexicon
from transforms.reading.referent import OWNED_ONLY
from transforms.reading.time_words import MONTHS

if TYPE_CHECKING:
    import polars as pl

# Roles and bodies whose presence says nothing about states: business, media, civilians, culture, sport.
APOLITICAL_SECTORS = frozenset({"BUS", "MED", "CVL", "EDU", "HLH", "AGR", "ELI", "NGO", "LAB", "REL", "CRM"})

# Where things happen; no state speaks through them as it does through its capital.
PLACES_APART = frozenset({"city", "state"})
# Names of a country that most often stand beside whoever acts: "Canadian soldiers", "the mayor of Paris".
HALF_NAMES = frozenset({"adjective", "capital"})
# Roles only beside whoever they belong to, who is found by a name of their own.
NOBODY_ALONE = OWNED_ONLY | {"country", "nation"}
# Conditions on how a clause is built, not on a preposition; particles and adverbs are told by their words.
_SYNTACTIC_SLOTS = frozenset({"obj", "iobj", "subj", "case", "clause", "xcomp", "that", "plain", "pred", "prt", "adv"})
_UPOS = {"v": "VERB", "n": "NOUN", "a": "ADJ"}
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ASCII_WORD = re.compile(r"[a-z]+(?:['-][a-z]+)*")
# A form's senses, each as the groups of words of which the sentence must hold one; no senses: the form is enough.
Senses = Sequence[Sequence[Set[str]]]


class Triggers:
    """The words of the lexicon in all their forms, and the names and roles of actors, for one fast look."""

    def __init__(self, lexicon: Lexicon, reference: Mapping[str, pl.DataFrame]) -> None:
        self._lexicon = lexicon
        self._reference = reference
        self._forms: Any = None
        self._actions: Sequence[Sequence[Action]] = ()
        self._known_senses: dict[int, Senses] = {}
        self._names: Any = None
        self._short_names: Any = None
        self._roles: Any = None

    def has_actor(self, sentence: str) -> bool:
        """Whether a known name or role stands in the sentence, as whole words."""
        return self._is_named(sentence) or next(self._hints(sentence), None) is not None

    def has_sides(self, sentence: str) -> bool:
        """Whether somebody is named in full, or by two words of which one alone hardly acts for a state.

        That is a role, a family name, or a country's adjective or capital: "President Bush", "Canadian soldiers".
        """
        return self._is_named(sentence) or len(set(self._hints(sentence))) > 1

    def _is_named(self, sentence: str) -> bool:
        if self._names is None:
            self._build()
        return next(_found(self._names, sentence), None) is not None

    def _hints(self, sentence: str) -> Iterator[tuple[str, int]]:
        """The roles, family names, and countries' adjectives and capitals that stand in the sentence."""
        yield from (("name", name) for name in _found(self._short_names, sentence))
        yield from (("role", role) for role in _found(self._roles, sentence.lower()))

    def has_predicate(self, sentence: str) -> bool:
        """Whether a predicate of the lexicon stands in the sentence, as a whole word.

        One that means an event only beside other words ("take" with "over") must have them in the sentence.
        """
        if self._forms is None:
            self._build()
        lower = sentence.lower()
        found = [self._senses(form) for form in _found(self._forms, lower)]
        if not all(found):
            return True
        words = _words(lower) if found else set()
        return any(not any(map(words.isdisjoint, needed)) for senses in found for needed in senses)

    def _senses(self, form: int) -> Senses:
        """What a form's senses need; gathered when the form is met, since most forms never are."""
        if form not in self._known_senses:
            senses = [_needed(action) for action in self._actions[form]]
            self._known_senses[form] = senses if all(senses) else ()
        return self._known_senses[form]

    def _build(self) -> None:
        from ahocorasick_rs import AhoCorasick

        actions_of: dict[str, list[Action]] = {}
        for part, lemma in self._lexicon.lemmas():
            actions = [action for action in self._lexicon.senses(part, lemma) if action.root]
            for form in inflections(lemma, _UPOS[part]) if actions else ():
                actions_of.setdefault(form, []).extend(actions)
        self._forms, self._actions = AhoCorasick(list(actions_of)), list(actions_of.values())
        country, person = self._reference["country_name"], self._reference["person"]
        is_half = country["kind"].is_in(sorted(HALF_NAMES))
        acting = country.filter(~is_half & ~country["kind"].is_in(sorted(PLACES_APART)))
        organization, role = self._political("organization"), self._political("role")
        roles = _listed(role, "role", "plural")
        acronyms = set(filter(str.isupper, roles))
        names = _listed(acting, "name") | _listed(organization, "name", "aliases") | _listed(person, "name")
        short_names = acronyms | _listed(country.filter(is_half), "name")
        short_names |= _listed(person, "family_name", "known_as")
        # The family To and Theresa May are hardly ever meant where one of them stands alone.
        short_names = {name for name in short_names - names if name not in MONTHS and name.lower() not in ENGLISH_WORDS}
        self._names, self._short_names = AhoCorasick(sorted(names)), AhoCorasick(sorted(short_names))
        self._roles = AhoCorasick(sorted({word.lower() for word in roles - acronyms} - NOBODY_ALONE))

    def _political(self, table: str) -> pl.DataFrame:
        frame = self._reference[table]
        return frame.filter(~frame["sector"].is_in(sorted(APOLITICAL_SECTORS)))


def _listed(frame: pl.DataFrame, *columns: str) -> set[str]:
    """Return the words of the columns, each a list separated by bars."""
    lists = (value.split("|") for column in columns for value in frame[column] if value)
    return {name for names in lists for name in names if len(name) > 1}


def _found(automaton: Any, text: str) -> Iterator[int]:
    """Yield the automaton's words that stand in the text with no letter or digit on either side, by their numbers."""
    for pattern, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
        if not (start and text[start - 1].isalnum()) and not (
            end < len(text) and (text[end].isalnum() or text[end] == "$")
        ):
            yield pattern


def _words(lower: str) -> set[str]:
    """Return the words of a sentence, of those with a hyphen also the parts."""
    words = set((_ASCII_WORD if lower.isascii() else _WORD).findall(lower))
    return words.union(*(word.split("-") for word in words if "-" in word))


def _needed(action: Action) -> Sequence[Set[str]]:
    """Return the groups of words of which a sentence must hold one for the action to be told in it."""
    needed: list[Set[str]] = []
    for condition in action.conditions:
        if condition.slot not in _SYNTACTIC_SLOTS:
            needed += [frozenset({word}) for word in condition.slot.split("-") if word.isalpha()]
        # Other marks than letters stand for more than a word: "$", "of:@pact".
        if condition.words and all(map(str.isalpha, condition.words)) and condition.words not in (PAIR, NAME):
            needed.append(_forms(condition.words))
    return needed


@cache
def _forms(words: frozenset[str]) -> frozenset[str]:
    return frozenset().union(words, *(inflections(word, upos) for word in words for upos in ("NOUN", "VERB")))
