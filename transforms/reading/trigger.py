"""A cheap look at a sentence: can it hold a claim at all?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from transforms.reading.dictionary import inflections
from transforms.reading.lexicon import Lexicon

if TYPE_CHECKING:
    import polars as pl

# Roles and bodies whose presence says nothing about states: business, media, civilians, culture, sport.
APOLITICAL_SECTORS = frozenset({"BUS", "MED", "CVL", "EDU", "HLH", "AGR", "ELI", "NGO", "LAB", "REL", "CRM"})


class Triggers:
    """The words of the lexicon in all their forms, and the names and roles of actors, for one fast look."""

    def __init__(self, lexicon: Lexicon, reference: Mapping[str, pl.DataFrame]) -> None:
        self._lexicon = lexicon
        self._reference = reference
        self._words: Any = None
        self._names: Any = None
        self._roles: Any = None

    def occur(self, sentence: str) -> bool:
        """Whether a predicate of the lexicon and a known name or role stand in the sentence, as whole words."""
        if self._words is None:
            self._build()
        lower = sentence.lower()
        return (_holds(self._names, sentence) or _holds(self._roles, lower)) and _holds(self._words, lower)

    def _build(self) -> None:
        from ahocorasick_rs import AhoCorasick

        forms: set[str] = set()
        for part, lemma in self._lexicon.lemmas():
            forms |= inflections(lemma, {"v": "VERB", "n": "NOUN", "a": "ADJ"}[part])
        self._words = AhoCorasick(sorted(forms))
        country, person = self._reference["country_name"], self._reference["person"]
        organization, role = self._political("organization"), self._political("role")
        names = _listed(country, "name") | _listed(organization, "name", "aliases")
        names |= _listed(person, "name", "family_name", "known_as")
        self._names = AhoCorasick(sorted(names))
        self._roles = AhoCorasick(sorted({word.lower() for word in _listed(role, "role", "plural")}))

    def _political(self, table: str) -> pl.DataFrame:
        frame = self._reference[table]
        return frame.filter(~frame["sector"].is_in(sorted(APOLITICAL_SECTORS)))


def _listed(frame: pl.DataFrame, *columns: str) -> set[str]:
    """Return the words of the columns, each a list separated by bars."""
    lists = (value.split("|") for column in columns for value in frame[column] if value)
    return {name for names in lists for name in names if len(name) > 1}


def _holds(automaton: Any, text: str) -> bool:
    """Whether one of the automaton's words stands in the text with no letter or digit on either side."""
    return any(
        not (start and text[start - 1].isalnum()) and not (end < len(text) and text[end].isalnum())
        for _, start, end in automaton.find_matches_as_indexes(text, overlapping=True)
    )
