"""Tags and arcs of sentences by the project's own model: its rules cut the words, its weights do the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from transforms.reading.network import Floats, Network
from transforms.reading.stand_in import StandIns
from transforms.reading.tokenizer import Tokenizer, Word
from transforms.reading.transition import Moves, find_arcs

# So many sentences are parsed together: more is no faster, and takes memory.
BATCH_SENTENCES = 64


class Annotation(NamedTuple):
    """One sentence's tags and arcs, a value a word. `heads` are places in the sentence, a root is its own head."""

    upos: list[str]
    xpos: list[str]
    heads: list[int]
    relations: list[str]


class Annotator:
    """The model, ready to use. `rules` has `tokenizer`, `stand_ins`, `symbols`, `upos`, `xpos` and `moves`."""

    def __init__(self, weights: Mapping[str, Floats], rules: Mapping[str, Any]) -> None:
        self.tokenizer = Tokenizer(rules["tokenizer"])
        self._stand_ins = StandIns(rules["stand_ins"], self.tokenizer.word)
        self._network = Network(weights, rules["symbols"])
        self._moves = Moves(rules["moves"], weights["scores_b"])
        self._upos: Sequence[str] = rules["upos"]
        self._xpos: Sequence[str] = rules["xpos"]

    def annotate(self, sentences: Sequence[Sequence[Word]]) -> Iterator[Annotation]:
        """Yield each sentence's annotation, in the order given; those about as long are parsed together."""
        order = sorted(range(len(sentences)), key=lambda index: len(sentences[index]))
        found: dict[int, Annotation] = {}
        for at in range(0, len(order), BATCH_SENTENCES):
            part = order[at : at + BATCH_SENTENCES]
            shown = [self._stand_ins.of(sentences[index]) for index in part]
            found.update(zip(part, self._together(shown), strict=True))
        for index in range(len(order)):
            yield found.pop(index)

    def _together(self, batch: Sequence[Sequence[Word]]) -> Iterator[Annotation]:
        vectors, starts = self._network.encode(batch)
        upos = self._network.upos(vectors).argmax(axis=1).tolist()
        xpos = self._network.xpos(vectors).argmax(axis=1).tolist()
        lengths = [len(words) for words in batch]
        arcs = find_arcs(self._network, self._moves, vectors, starts, lengths)
        for start, length, (heads, relations) in zip(starts, lengths, arcs, strict=True):
            yield Annotation(
                [self._upos[tag] for tag in upos[start : start + length]],
                [self._xpos[tag] for tag in xpos[start : start + length]],
                heads,
                relations,
            )
