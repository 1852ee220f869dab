"""Who: every place in a text that names somebody who can act, and whom it stands for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter

import polars as pl

from transforms.reading.gazetteer import Gazetteer, Hit
from transforms.reading.mention import Mention
from transforms.reading.parse import Sentence
from transforms.reading.phrase import QUANTITIES, PhraseFinder
from transforms.reading.referent import RELATIVE_PRONOUNS, ArticleReading, Knowledge, relative_head

__all__ = ["ActorFinder", "Mention"]

ARGUMENTS = frozenset({"nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "nmod"})


class ActorFinder:
    """Finds actors with one set of reference data, prepared once."""

    def __init__(self, reference: Mapping[str, pl.DataFrame]) -> None:
        self._gazetteer = Gazetteer(reference)
        self._phrases = PhraseFinder(reference)
        self._knowledge = Knowledge.of(reference)
        self._indexed: tuple[Sequence[Mention], dict[int, list[Mention]]] = ((), {})

    def known(self, text: str, spans: Sequence[tuple[int, int]]) -> list[Mention]:
        """Return the names of the reference data inside the spans, found without a parse."""
        return [_mention_of_hit(text, hit) for hit in self._gazetteer.hits(text, spans)]

    def mentions(
        self, text: str, sentences: Sequence[Sentence], unparsed: Sequence[tuple[int, int]] = ()
    ) -> list[Mention]:
        """Return every actor in the parsed sentences, by position; a phrase that stands for two stands there twice.

        Of the `unparsed` spans, only the names of the reference data.
        """
        spans = [(sentence.start, sentence.end) for sentence in sentences]
        hits = self._gazetteer.hits(text, [*spans, *unparsed])
        reading = ArticleReading(self._knowledge, text)
        reading.discourse.countries.update(hit.entry.country for hit in hits if hit.entry.country)
        found = reading.read(
            [
                (sentence, self._phrases.phrases(sentence, part))
                for sentence, part in zip(sentences, _inside_each(hits, spans), strict=True)
            ]
        )
        found += [_mention_of_hit(text, hit) for part in _inside_each(hits, unparsed) for hit in part]
        return sorted(found, key=attrgetter("start", "end", "name"))

    def actors_of(
        self, sentence: Sentence, token_index: int, mentions: Sequence[Mention], *, nested: bool = True
    ) -> list[Mention]:
        """Return the actors that the argument headed by the token stands for, coordinated ones included.

        With `nested`, an argument that is no actor itself stands for those it belongs to or is about ("the ties between
        X and Y", "Mubarak's appeal"): its owners, or failing that the first that follow.
        """
        index = self._index(mentions)
        found: list[Mention] = []
        for part in _coordinated(sentence, token_index):
            for mention in self._of_one(sentence, part, index, nested, set()):
                if mention not in found:
                    found.append(mention)
        return found

    def _of_one(
        self, sentence: Sentence, at: int, index: Mapping[int, list[Mention]], nested: bool, seen: set[int]
    ) -> list[Mention]:
        if at in seen:
            return []
        seen.add(at)
        token = sentence.tokens[at]
        if token.text.lower() in RELATIVE_PRONOUNS and token.upos in {"PRON", "DET", "SCONJ"}:
            antecedent = relative_head(sentence, at)
            return [] if antecedent is None else self._of_one(sentence, antecedent, index, nested, seen)
        if direct := index.get(token.start):
            return direct
        children = sentence.children(at)
        if token.lemma in QUANTITIES or token.upos == "NUM":
            for child in children:
                if sentence.tokens[child].dep.startswith("nmod") and child > at:
                    return self._with_coordinated(sentence, child, index, nested, seen)
        if not nested:
            return []
        owners = [
            child
            for child in children
            if child < at and sentence.tokens[child].dep.startswith(("nmod", "amod", "compound"))
        ]
        followers = [
            child for child in children if child > at and sentence.tokens[child].dep.startswith(("nmod", "appos"))
        ]
        for group in (owners, *([child] for child in followers)):
            if found := [
                mention for child in group for mention in self._with_coordinated(sentence, child, index, nested, seen)
            ]:
                return found
        return []

    def _with_coordinated(
        self, sentence: Sentence, at: int, index: Mapping[int, list[Mention]], nested: bool, seen: set[int]
    ) -> list[Mention]:
        found = []
        for part in _coordinated(sentence, at):
            found += [mention for mention in self._of_one(sentence, part, index, nested, seen) if mention not in found]
        return found

    def _index(self, mentions: Sequence[Mention]) -> dict[int, list[Mention]]:
        """Return the mentions by the start of their head and, where no head begins, of each of their own words."""
        if self._indexed[0] is not mentions:
            index: dict[int, list[Mention]] = {}
            for mention in mentions:
                index.setdefault(mention.head_start, []).append(mention)
            inner: dict[int, list[Mention]] = {}
            for mention in mentions:
                at = mention.start
                for word in mention.text.replace("-", " ").split():
                    at = mention.start + mention.text.find(word, at - mention.start)
                    inner.setdefault(at, []).append(mention)
            for at, found in inner.items():
                index.setdefault(at, found)
            self._indexed = (mentions, index)
        return self._indexed[1]


def _coordinated(sentence: Sentence, at: int) -> list[int]:
    """Return the token and those coordinated with it, in order."""
    found, index = [at], 0
    while index < len(found):
        current = found[index]
        listed = [child for child in sentence.children(current) if sentence.tokens[child].dep == "conj"]
        if sentence.tokens[current].dep in ARGUMENTS:
            listed += _listed_after(sentence, current)
        found += [other for other in listed if other not in found]
        index += 1
    return sorted(found)


def _listed_after(sentence: Sentence, at: int) -> list[int]:
    """Return what the parse makes a second argument of the same kind where only a comma separates the two names."""
    tokens = sentence.tokens
    here = tokens[at]
    if at + 2 >= len(tokens) or tokens[at + 1].text != ",":
        return []
    other = tokens[at + 2]
    is_twin = other.head == here.head and other.dep == here.dep and here.upos == other.upos == "PROPN"
    return [other.index] if is_twin else []


def _inside_each(hits: Sequence[Hit], spans: Iterable[tuple[int, int]]) -> Iterator[Sequence[Hit]]:
    """Yield the hits inside each span; both are in order."""
    at = 0
    for start, end in spans:
        while at < len(hits) and hits[at].start < start:
            at += 1
        first = at
        while at < len(hits) and hits[at].start < end:
            at += 1
        yield hits[first:at]


def _mention_of_hit(text: str, hit: Hit) -> Mention:
    entry = hit.entry
    return Mention(
        hit.start, hit.end, text[hit.start : hit.end], entry.name, entry.kind, entry.country, None,
        f"known {entry.kind} by {entry.form}", hit.start, hit.start, hit.end,
    )  # fmt: skip
