"""What was done: predicates of the lexicon and their arguments become claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from transforms.reading.claim import Candidate, Claim
from transforms.reading.coding import SentenceCoder
from transforms.reading.dictionary import inflections
from transforms.reading.lexicon import Lexicon
from transforms.reading.predicate import Vocabulary
from transforms.reading.trigger import APOLITICAL_SECTORS, Triggers

if TYPE_CHECKING:
    import polars as pl

    from transforms.reading.actor import ActorFinder, Mention
    from transforms.reading.parse import Sentence

__all__ = ["ActionFinder", "Candidate", "Claim"]


# Sectors of roles that make their holders no party to politics, and of those that do, whoever they are.
BUSINESS_SECTORS = frozenset({"BUS", "EDU", "HLH"})
POLITICAL_SECTORS = frozenset({"GOV", "LEG", "OPP", "PTY", "REB"})


class ActionFinder:
    """Finds claims. Takes its lexicon from the reference frames `action` and `word_class`."""

    def __init__(self, reference: Mapping[str, pl.DataFrame]) -> None:
        lexicon = Lexicon(reference["action"], reference["word_class"])
        organization = reference["organization"]
        is_apolitical = organization["sector"].is_in(sorted(APOLITICAL_SECTORS))
        self._words = Vocabulary(
            lexicon=lexicon,
            light=lexicon.words_of("light") | lexicon.words_of("announce"),
            converse=lexicon.words_of("converse"),
            report=lexicon.words_of("report"),
            sport=lexicon.words_of("sport"),
            pastime=lexicon.words_of("pastime"),
            calamity=lexicon.words_of("calamity"),
            position=lexicon.words_of("position") | lexicon.words_of("vessel") | lexicon.words_of("goods"),
            deed=lexicon.words_of("deed"),
            change=lexicon.words_of("change"),
            weapon=lexicon.words_of("weapon-subject"),
            proxy=lexicon.words_of("proxy"),
            announce=lexicon.words_of("announce"),
            aim=lexicon.words_of("aim"),
            interpret=lexicon.words_of("interpret"),
            onlooker=lexicon.words_of("onlooker"),
            charities=frozenset(organization.filter(organization["sector"] == "NGO")["name"]),
            apolitical_names=frozenset(organization.filter(is_apolitical)["name"]),
            apolitical_roles=_roles_of(reference["role"], BUSINESS_SECTORS) | lexicon.words_of("business-title"),
            business_titles=_with_plurals(lexicon.words_of("business-title")),
            political_names=lexicon.words_of("political-name"),
            political_roles=_roles_of(reference["role"], POLITICAL_SECTORS),
            private_roles=lexicon.words_of("private-person"),
        )
        self._triggers = Triggers(lexicon, reference)

    def may_hold_claim(self, text: str, sentence_span: tuple[int, int]) -> bool:
        """Whether a word of the lexicon and an actor's name or role occur in the sentence. Cheap, without a parse."""
        sentence = text[slice(*sentence_span)]
        return self._triggers.has_actor(sentence) and self._triggers.has_predicate(sentence)

    def may_have_sides(self, text: str, sentence_span: tuple[int, int]) -> bool:
        """Whether a sentence that may hold a claim also names somebody in full, or by two words: see `Triggers`."""
        return self._triggers.has_sides(text[slice(*sentence_span)])

    def may_tell_act(self, text: str, sentence_span: tuple[int, int]) -> bool:
        """Whether a word of the lexicon occurs in the sentence, whoever does it."""
        return self._triggers.has_predicate(text[slice(*sentence_span)])

    def claims(
        self, text: str, sentences: Sequence[Sentence], mentions: Sequence[Mention], actor_finder: ActorFinder
    ) -> list[Claim]:
        """Return the claims of the parsed sentences of `text`, in the order of their triggers."""
        coders = (SentenceCoder(self._words, text, sentence, mentions, actor_finder) for sentence in sentences)
        return [claim for coder in coders for claim in coder.claims()]

    def explain(
        self, text: str, sentence: Sentence, mentions: Sequence[Mention], actor_finder: ActorFinder
    ) -> tuple[list[Claim], list[Candidate]]:
        """Return a sentence's claims and every candidate that was considered, with the reason it lost."""
        coder = SentenceCoder(self._words, text, sentence, mentions, actor_finder, is_explained=True)
        return coder.claims(), coder.candidates


def _with_plurals(nouns: frozenset[str]) -> frozenset[str]:
    """Return nouns together with their plurals."""
    return frozenset().union(*(inflections(noun, "NOUN") for noun in nouns))


def _roles_of(role: pl.DataFrame, sectors: frozenset[str]) -> frozenset[str]:
    """Return the roles of the sectors in lower case, singular and plural."""
    rows = role.filter(role["sector"].is_in(sorted(sectors)))
    return frozenset(form.lower() for column in ("role", "plural") for form in rows[column] if form)
