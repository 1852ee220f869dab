"""Tokens and dependencies of sentences, by our own small model, a spaCy pipeline, or shallow patterns."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from operator import add
from pathlib import Path

import numpy as np

from transforms.reading.annotator import Annotator
from transforms.reading.dictionary import lemma
from transforms.reading.mend import Arcs, mend
from transforms.reading.transition import ROOT

MODEL_FOLDER = Path(__file__).resolve().parent / "model"
WEIGHTS, RULES = "weights.npz", "rules.json"
SHALLOW = "shallow"
# A longer sentence is a table or a list that lost its line ends; parsing it would cost much and give nothing.
LONGEST_SENTENCE = 2000
# "KABUL (Reuters) - ", "LA PAZ, Bolivia -- ", "Tehran, March 15, IRNA - ": not part of the sentence's syntax.
DATELINE = re.compile(
    r"(?P<place>[A-Z][A-Za-z.'-]*(?:[ ,/]{1,2}[A-Z][A-Za-z.'-]*){0,5}?),? {0,2}"
    r"(?P<date>[A-Z][a-z]{2,8}\.? \d{1,2},? {0,2})?"
    r"(?:(?P<agency>\([A-Z][A-Za-z/ ]{1,20}\)|[A-Z]{3,9}) {0,2}(?P<dash>-{1,2}|[–—:\"])?|(?P<bare>-{1,2}|[–—:\"]))"
    r" {0,2}"
    r"(?=[A-Z\"'0-9])"
)
# One typewriter character for each typographic one, so that offsets stay.
TYPEWRITTEN = dict(zip("‘’‚‛“”„«»–‑", '\'\'\'\'"""""--', strict=True))
TYPOGRAPHIC = re.compile(f"[{''.join(TYPEWRITTEN)}]")
# What UD features a Penn tag stands for: the same whichever pipeline is used.
FEATURES = {
    "MD": "VerbForm=Fin",
    "NN": "Number=Sing",
    "NNP": "Number=Sing",
    "NNPS": "Number=Plur",
    "NNS": "Number=Plur",
    "VB": "VerbForm=Inf",
    "VBD": "Tense=Past|VerbForm=Fin",
    "VBG": "Tense=Pres|VerbForm=Part",
    "VBN": "Tense=Past|VerbForm=Part",
    "VBP": "Tense=Pres|VerbForm=Fin",
    "VBZ": "Tense=Pres|VerbForm=Fin",
}
Span = tuple[int, int]
# Takes sentences, each a text with its start and end in it; yields the offsets of their words, and their arcs.
Annotate = Callable[[Sequence[tuple[str, int, int]]], Iterator[tuple[list[int], Arcs]]]


@dataclass(slots=True)
class Token:
    """One word. `start:end` are offsets into the document's text, `head` is an index in the sentence.

    A root's head is its own index. `dep` is a Universal Dependencies v2 relation with its subtype; `feats` are
    UD features such as `Tense=Past|VerbForm=Fin`.
    """

    index: int
    start: int
    end: int
    text: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    dep: str


@dataclass(slots=True)
class Sentence:
    """One parsed sentence; `is_shallow` when no dependency model was at hand and the arcs are guesses."""

    start: int
    end: int
    tokens: tuple[Token, ...]
    is_shallow: bool = False
    _children: dict[int, list[int]] = field(default_factory=dict, repr=False, compare=False)

    def children(self, index: int) -> Sequence[int]:
        """Return the indices of the token's dependents, in order."""
        if not self._children:
            for token in self.tokens:
                if token.head != token.index:
                    self._children.setdefault(token.head, []).append(token.index)
        return self._children.get(index, ())

    def subtree_indices(self, index: int) -> list[int]:
        """Return the indices of the token and of all that depends on it, in order."""
        found, open_indices = [], [index]
        while open_indices:
            current = open_indices.pop()
            found.append(current)
            open_indices.extend(self.children(current))
        return sorted(found)

    def subtree(self, index: int) -> tuple[int, int]:
        """Return the character span of the token and of all that depends on it."""
        indices = self.subtree_indices(index)
        return self.tokens[indices[0]].start, self.tokens[indices[-1]].end

    def token_at(self, offset: int) -> int | None:
        """Return the index of the token that covers the character offset, or the next one after it in the sentence."""
        for token in self.tokens:
            if offset < token.end:
                return token.index
        return None


class Parser:
    """A dependency parser. The model is loaded at the first call, once.

    `pipeline` names any installed spaCy package or a spaCy pipeline's folder; None is the model that comes with the
    project, and `"shallow"` (also what is used when that model is missing) guesses arcs from word order alone.
    """

    def __init__(self, pipeline: str | None = None) -> None:
        self.pipeline = pipeline
        self._annotate: Annotate | None = None

    @property
    def is_shallow(self) -> bool:
        """Whether arcs are guessed from word order."""
        return self.pipeline == SHALLOW or (self.pipeline is None and not (MODEL_FOLDER / WEIGHTS).exists())

    def parse(self, text: str, sentence_spans: Sequence[Span]) -> list[Sentence]:
        """Return one parsed sentence for each span of `text`; offsets count from the start of `text`."""
        return self.parse_together([(text, sentence_spans)])[0]

    def parse_together(self, texts: Sequence[tuple[str, Sequence[Span]]]) -> list[list[Sentence]]:
        """Parse the sentences of several texts, faster than one by one: see `parse`."""
        if self._annotate is None:
            self._annotate = self._load()
        cores = []
        for text, spans in texts:
            plain_text = text if text.isascii() else TYPOGRAPHIC.sub(lambda found: TYPEWRITTEN[found[0]], text)
            cores += [_core(plain_text, start, end) for start, end in spans]
        annotated = self._annotate(cores)
        is_shallow = self.is_shallow
        return [[_sentence(text, span, *next(annotated), is_shallow) for span in spans] for text, spans in texts]

    def _load(self) -> Annotate:
        from transforms.reading import spacy_annotator

        if self.is_shallow:
            return partial(spacy_annotator.by_word_order, spacy_annotator.blank())
        if self.pipeline is not None:
            return partial(spacy_annotator.by_pipeline, spacy_annotator.load(self.pipeline))
        return partial(_by_own_model, load_annotator(MODEL_FOLDER))


def load_annotator(folder: Path) -> Annotator:
    """Load a model that `flows.train_parser` has made."""
    with np.load(folder / WEIGHTS) as weights:
        return Annotator(dict(weights), json.loads((folder / RULES).read_bytes()))


def _by_own_model(annotator: Annotator, sentences: Sequence[tuple[str, int, int]]) -> Iterator[tuple[list[int], Arcs]]:
    cut = [annotator.tokenizer.words(*sentence) for sentence in sentences]
    annotations = annotator.annotate([words for _, words in cut])
    for (offsets, words), found in zip(cut, annotations, strict=True):
        yield offsets, Arcs([word.text for word in words], *found)


def _core(text: str, start: int, end: int) -> tuple[str, int, int]:
    """Return what is parsed of a sentence: it begins behind an agency's dateline, and has an end."""
    start = _behind_dateline(text, start, end)
    return text, start, min(end, start + LONGEST_SENTENCE)


def _behind_dateline(text: str, start: int, end: int) -> int:
    """Return where a sentence starts once a news agency's dateline is taken off."""
    found = DATELINE.match(text, start, end)
    if found is None:
        return start
    place, has_dash, has_agency = found["place"], bool(found["dash"] or found["bare"]), bool(found["agency"])
    is_dateline = (has_dash and (place.isupper() or "," in place or has_agency)) or (has_agency and bool(found["date"]))
    return found.end() if is_dateline else start


def _sentence(text: str, span: tuple[int, int], offsets: Sequence[int], arcs: Arcs, is_shallow: bool) -> Sentence:
    if not text.isascii():
        # As it stands in the text, not typewritten.
        arcs.words = [text[at : at + len(word)] for at, word in zip(offsets, arcs.words, strict=True)]
    if not is_shallow:
        mend(arcs)
    tokens = map(
        Token,
        range(len(offsets)),
        offsets,
        map(add, offsets, map(len, arcs.words)),
        arcs.words,
        map(lemma, arcs.words, arcs.upos, arcs.xpos),
        arcs.upos,
        arcs.xpos,
        [FEATURES.get(tag, "") for tag in arcs.xpos],
        arcs.heads,
        ["root" if relation == ROOT else relation for relation in arcs.relations],
    )
    return Sentence(*span, tuple(tokens), is_shallow)
