"""Tokens and dependencies of sentences, by our own small model, another spaCy pipeline, or shallow patterns."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from transforms.reading.mend import Arcs, mend

# Our matrices are small: threads that wait for each other cost ten times what they gain.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
MODEL_FOLDER = Path(__file__).resolve().parent / "model"
SHALLOW = "shallow"
BATCH_SENTENCES = 256
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
TYPEWRITTEN = str.maketrans("‘’‚‛“”„«»–‑", '\'\'\'\'"""""--')
# Words whose vectors are kept, 15 MB of them.
REMEMBERED_WORDS = 40_000
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
WHERE = ("IDX", "LENGTH", "IS_SPACE")
ARCS = ("LENGTH", "POS", "TAG", "HEAD", "DEP")
# Relations of the ClearNLP scheme, which spaCy's own English packages use, that UD lacks.
CLEAR_ONLY = frozenset({"pobj", "dobj", "nsubjpass", "auxpass", "prep", "attr", "acomp"})


@dataclass(frozen=True, slots=True)
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
    _children: list[list[int]] = field(default_factory=list, repr=False, compare=False)

    def children(self, index: int) -> list[int]:
        """Return the indices of the token's dependents, in order."""
        if not self._children:
            self._children = [[] for _ in self.tokens]
            for token in self.tokens:
                if token.head != token.index:
                    self._children[token.head].append(token.index)
        return self._children[index]

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

    `pipeline` names any installed spaCy package or a model's folder; None is the model that comes with the project,
    and `"shallow"` (also what is used when that model is missing) guesses arcs from word order alone.
    """

    def __init__(self, pipeline: str | None = None) -> None:
        self.pipeline = pipeline
        self._nlp: Any = None

    @property
    def is_shallow(self) -> bool:
        """Whether arcs are guessed from word order."""
        return self.pipeline == SHALLOW or (self.pipeline is None and not (MODEL_FOLDER / "config.cfg").exists())

    def parse(self, text: str, sentence_spans: Sequence[tuple[int, int]]) -> list[Sentence]:
        """Return one parsed sentence for each span of `text`; offsets count from the start of `text`."""
        if self._nlp is None:
            self._nlp = _blank() if self.is_shallow else _load(self.pipeline or str(MODEL_FOLDER))
        plain_text = text.translate(TYPEWRITTEN)
        pairs = [_tokenized(self._nlp, plain_text, start, end) for start, end in sentence_spans]
        docs = [doc for doc, _ in pairs]
        if self.is_shallow:
            from transforms.reading.shallow import guess_arcs

            parsed = map(guess_arcs, docs)
        else:
            parsed = self._nlp.pipe(docs, batch_size=BATCH_SENTENCES)
        return [
            _sentence(doc, text, offsets, span, self.is_shallow)
            for doc, (_, offsets), span in zip(parsed, pairs, sentence_spans, strict=True)
        ]


def _blank() -> Any:
    import spacy

    return spacy.blank("en")


def _load(pipeline: str) -> Any:
    """Load a spaCy pipeline without what we have no use for; numpy multiplies matrices faster than thinc's default."""
    import spacy
    from thinc.api import NumpyOps, set_current_ops

    set_current_ops(NumpyOps(use_blis=False))
    exclude = ["ner", "lemmatizer", "senter"]
    if Path(pipeline).is_dir() and not (Path(pipeline) / "tokenizer").exists():
        exclude.append("tokenizer")
    try:
        nlp = spacy.load(pipeline, exclude=exclude)
    except OSError as error:
        raise ValueError(
            f"cannot load the parser {pipeline!r}: {error}. "
            "Name an installed spaCy package or a model folder, or none to use the parser that comes with Communiqué."
        ) from error
    if "parser" not in nlp.pipe_names:
        raise ValueError(f"the spaCy pipeline {pipeline!r} has no dependency parser, only {nlp.pipe_names}")
    if pipeline == str(MODEL_FOLDER):
        _remember_words(nlp)
    return nlp


def _remember_words(nlp: Any) -> None:
    """Let the model look up the vector of a word that it has met before.

    The vector depends on the word's form, prefix, suffix and shape alone, not on the words around it.
    """
    import numpy as np
    from thinc.api import Model

    tok2vec = nlp.get_pipe("tok2vec").model
    features_of, _, hashes, mixer, _ = tok2vec.layers[0].layers
    place_of: dict[tuple[int, ...], int] = {}
    vectors = np.empty((REMEMBERED_WORDS, tok2vec.get_dim("nO")), dtype="float32")

    def vectors_of(_: Any, docs: Sequence[Any], is_train: bool) -> tuple[list[Any], Any]:
        sizes = [len(doc) for doc in docs]
        features = np.concatenate(features_of.predict(docs))
        words = list(map(tuple, features.tolist()))
        unmet = [word for word in dict.fromkeys(words) if word not in place_of]
        if len(place_of) + len(unmet) > REMEMBERED_WORDS:
            place_of.clear()
            unmet = list(dict.fromkeys(words))
        if len(unmet) > REMEMBERED_WORDS:
            found = mixer.predict(hashes.predict(features))
        else:
            if unmet:
                start = len(place_of)
                vectors[start : start + len(unmet)] = mixer.predict(hashes.predict(np.array(unmet, dtype="uint64")))
                place_of.update(zip(unmet, range(start, start + len(unmet)), strict=True))
            found = vectors[[place_of[word] for word in words]]
        return np.split(found, np.cumsum(sizes)[:-1]), lambda gradient: []

    tok2vec.layers[0] = Model("remembered_words", vectors_of)


def _tokenized(nlp: Any, text: str, start: int, end: int) -> tuple[Any, list[int]]:
    """Return a Doc of the span without its white space, one sentence, and each word's offset in `text`."""
    from spacy.tokens import Doc

    start = _behind_dateline(text, start, end)
    doc = nlp.make_doc(text[start : min(end, start + LONGEST_SENTENCE)])
    places = [(start + at, start + at + length) for at, length, is_space in _columns(doc, WHERE) if not is_space]
    if len(places) < len(doc):
        words = [text[at:to] for at, to in places]
        doc = Doc(nlp.vocab, words=words, spaces=[text[to : to + 1].isspace() for _, to in places])
    return doc, [at for at, _ in places]


def _columns(doc: Any, attributes: Sequence[str]) -> list[list[int]]:
    """Return the attributes of every token, a row each; asking token by token would take far longer."""
    rows: list[list[int]] = doc.to_array(list(attributes)).tolist()
    return rows


def _behind_dateline(text: str, start: int, end: int) -> int:
    """Return where a sentence starts once a news agency's dateline is taken off."""
    found = DATELINE.match(text, start, end)
    if found is None:
        return start
    place, has_dash, has_agency = found["place"], bool(found["dash"] or found["bare"]), bool(found["agency"])
    is_dateline = (has_dash and (place.isupper() or "," in place or has_agency)) or (has_agency and bool(found["date"]))
    return found.end() if is_dateline else start


def _sentence(doc: Any, text: str, offsets: Sequence[int], span: tuple[int, int], is_shallow: bool) -> Sentence:
    strings = doc.vocab.strings
    lengths, arcs = [], Arcs([], [], [], [], [])
    for index, (length, upos, xpos, head, relation) in enumerate(_columns(doc, ARCS)):
        lengths.append(length)
        arcs.words.append(text[offsets[index] : offsets[index] + length])
        arcs.upos.append(strings[upos])
        arcs.xpos.append(strings[xpos])
        # The array is unsigned, the way to the head is not.
        arcs.heads.append(index + (head - 2**64 if head > 2**63 else head))
        arcs.relations.append(strings[relation])
    if not CLEAR_ONLY.isdisjoint(arcs.relations):
        from transforms.reading.clear import universal_arcs

        arcs.heads, arcs.relations = map(list, zip(*universal_arcs(doc), strict=True))
    if not is_shallow:
        mend(arcs)
    tokens = tuple(
        Token(
            index,
            offset,
            offset + lengths[index],
            word,
            lemma(word, arcs.upos[index], arcs.xpos[index]),
            arcs.upos[index],
            arcs.xpos[index],
            FEATURES.get(arcs.xpos[index], ""),
            arcs.heads[index],
            "root" if arcs.relations[index] == "ROOT" else arcs.relations[index],
        )
        for index, (word, offset) in enumerate(zip(arcs.words, offsets, strict=True))
    )
    return Sentence(*span, tokens, is_shallow)


@lru_cache(maxsize=50_000)
def lemma(word: str, upos: str, xpos: str) -> str:
    """Return the dictionary form of an English word, in lower case but for names."""
    if upos == "PROPN":
        return word
    if upos not in {"VERB", "NOUN", "AUX", "ADJ", "ADV"} or not word.isascii():
        return word.lower()
    import lemminflect

    found = lemminflect.getLemma(word.lower(), "ADJ" if upos == "ADJ" else upos, lemmatize_oov=xpos != "NN")
    return found[0] if found else word.lower()
