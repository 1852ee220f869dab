"""The parser's network in plain numpy: vectors of words in their surroundings, tags, and what the transitions look up.

Hash embeddings of a word's norm, prefix, suffix and shape; a window encoder of maxout layers, each over a word and its
two neighbours; linear layers on top. It computes what spaCy computes from the same weights, in half the time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from transforms.reading.tokenizer import Word

Floats = npt.NDArray[np.float32]
Hashes = npt.NDArray[np.uint64]
# What is looked up of a word, each in a table of its own.
ATTRIBUTES: Mapping[str, Callable[[Word], str]] = {
    "norm": lambda word: word.norm,
    "prefix": lambda word: word.text[0],
    "suffix": lambda word: word.text[-3:],
    "shape": lambda word: shape(word.text),
}
# Words whose vectors are kept, 15 MB of them.
REMEMBERED_WORDS = 40_000
_U64 = (1 << 64) - 1


class Network:
    """The weights, and the vectors of words that were met before."""

    def __init__(self, weights: Mapping[str, Floats], symbols: Mapping[str, int]) -> None:
        self._symbols = symbols
        self._tables = [weights[f"embed_{name}"] for name in ATTRIBUTES]
        self._seeds: list[int] = weights["seeds"].astype(int).tolist()
        self._mixer = _Maxout(weights, "mixer")
        self._layers = [_Maxout(weights, f"layer_{number}") for number in range(int(weights["depth"]))]
        self.width = self._tables[0].shape[1]
        # Words that stand beyond a sentence's ends are told apart by their distance to it.
        self.padding = len(self._layers)
        self.upos = _Linear(weights, "upos")
        self.xpos = _Linear(weights, "xpos")
        self.feature_count = weights["features_W"].shape[0]
        # Two linear layers, one upon the other, are one.
        features = _pieces_first(weights["features_W"], axis=1).reshape(-1, weights["state_b"].size).T
        self._features = np.vstack([weights["state_W"].T @ features, weights["state_b"] @ features])
        self._absent = _pieces_first(weights["features_pad"], axis=1).reshape(-1)
        bias = _pieces_first(weights["features_b"], axis=0).reshape(-1)
        self._features[-1, : bias.size] += bias
        self._absent[: bias.size] += bias
        self.scores = np.ascontiguousarray(weights["scores_W"].T)
        self._row_of: dict[Word, int] = {}
        self._vectors: Floats = np.zeros((1, self.width), dtype=np.float32)
        self._rooms: dict[str, Floats] = {}

    def encode(self, sentences: Sequence[Sequence[Word]]) -> tuple[Floats, list[int]]:
        """Vectors of all words, a row of nobody before each sentence, and the row of each sentence's first word."""
        rows: list[int] = [0] * self.padding
        starts: list[int] = []
        told: list[int] = []
        row_of = self._rows(sentences)
        for words in sentences:
            starts.append(len(told) + 1)
            told += range(len(rows) - 1, len(rows) + len(words))
            rows += [row_of[word] for word in words]
            rows += [0] * self.padding
        vectors = self._vectors.take(np.array(rows), axis=0)
        window = self._room("window", len(rows), 3 * self.width + 1)
        pieces = self._room("pieces", len(rows), self._layers[0].pieces * self.width)
        window[:, -1] = 1
        for layer in self._layers:
            _look_around(vectors, window)
            vectors += layer(window, pieces)
        return vectors.take(told, axis=0), starts

    def transition_table(self, vectors: Floats, starts: Sequence[int]) -> Floats:
        """What each word adds to a parser state in each of its features: (rows x features, hidden width x pieces).

        The row before a sentence's first word stands for a word that is not there. Valid until the next call.
        """
        inputs = self._room("inputs", len(vectors), self.width + 1)
        inputs[:, :-1] = vectors
        inputs[:, -1] = 1
        table = np.matmul(inputs, self._features, out=self._room("table", len(vectors), self._features.shape[1]))
        table[[start - 1 for start in starts]] = self._absent
        return table.reshape(len(vectors) * self.feature_count, -1)

    def _room(self, name: str, rows: int, width: int) -> Floats:
        """Memory that is used again and again: asking the system for it each time would take as long as the work."""
        room = self._rooms.get(name)
        if room is None or len(room) < rows:
            room = self._rooms[name] = np.empty((rows + rows // 2, width), dtype=np.float32)
        return room[:rows]

    def _rows(self, sentences: Sequence[Sequence[Word]]) -> Mapping[Word, int]:
        """Look words up, or make vectors of those that were not met before."""
        unmet = [word for words in sentences for word in words if word not in self._row_of]
        if not unmet:
            return self._row_of
        if len(self._row_of) + len(unmet) > REMEMBERED_WORDS:
            self._row_of, self._vectors = {}, self._vectors[:1]
            unmet = [word for words in sentences for word in words]
        unmet = list(dict.fromkeys(unmet))
        made = self._vectors_of(unmet)
        count = len(self._row_of) + 1
        if count + len(unmet) > len(self._vectors):
            grown = np.zeros((2 * (count + len(unmet)), self.width), dtype=np.float32)
            grown[:count] = self._vectors[:count]
            self._vectors = grown
        self._vectors[count : count + len(unmet)] = made
        self._row_of.update(zip(unmet, range(count, count + len(unmet)), strict=True))
        return self._row_of

    def _vectors_of(self, words: Sequence[Word]) -> Floats:
        embedded = np.ones((len(words), len(ATTRIBUTES) * self.width + 1), dtype=np.float32)
        for number, (attribute, table) in enumerate(zip(ATTRIBUTES.values(), self._tables, strict=True)):
            values = map(attribute, words)
            numbers = [self._symbols.get(value) or string_hash(value) for value in values]
            # A word is the sum of four rows of each table.
            rows = spread(np.array(numbers, dtype=np.uint64), self._seeds[number]) % np.uint64(len(table))
            embedded[:, number * self.width : (number + 1) * self.width] = table[rows].sum(axis=0)
        return self._mixer(embedded)


class _Linear:
    """Scores of each row; the labels are the model's own."""

    def __init__(self, weights: Mapping[str, Floats], name: str) -> None:
        self._weights = np.ascontiguousarray(weights[f"{name}_W"].T)
        self._bias = weights[f"{name}_b"]
        self.width = len(self._bias)

    def __call__(self, rows: Floats) -> Floats:
        scores: Floats = rows @ self._weights
        scores += self._bias
        return scores


class _Maxout:
    """The largest of a few linear layers, brought to mean 0 and variance 1 in each row; the last input is 1."""

    def __init__(self, weights: Mapping[str, Floats], name: str) -> None:
        matrix, bias = _pieces_first(weights[f"{name}_W"], axis=0), _pieces_first(weights[f"{name}_b"], axis=0)
        self.pieces, self._width = matrix.shape[:2]
        flat = np.concatenate([matrix.reshape(-1, matrix.shape[2]), bias.reshape(-1, 1)], axis=1)
        self._weights = np.ascontiguousarray(flat.T)
        self._mean = np.full(self._width, 1 / self._width, dtype=np.float32)
        self._gain, self._shift = weights[f"{name}_G"], weights[f"{name}_shift"]

    def __call__(self, rows: Floats, pieces: Floats | None = None) -> Floats:
        pieces = np.matmul(rows, self._weights, out=pieces)
        width = self._width
        found: Floats = pieces[:, :width]
        for piece in range(1, self.pieces):
            np.maximum(found, pieces[:, piece * width : (piece + 1) * width], out=found)
        # Means of rows by matrix products: numpy's own sums along rows take several times as long.
        found = found - (found @ self._mean)[:, None]
        found /= np.sqrt((found * found) @ self._mean + 1e-8)[:, None]
        found *= self._gain
        found += self._shift
        return found


def _pieces_first(weights: Floats, axis: int) -> Floats:
    """Swap the axis of the outputs with that of their pieces, so that each piece is one block."""
    return np.ascontiguousarray(np.swapaxes(weights, axis, axis + 1))


def _look_around(vectors: Floats, window: Floats) -> None:
    """Put each row between the one before and the one after it; the last column stays 1."""
    width = vectors.shape[1]
    window[1:, :width] = vectors[:-1]
    window[0, :width] = 0
    window[:, width : 2 * width] = vectors
    window[:-1, 2 * width : 3 * width] = vectors[1:]
    window[-1, 2 * width : 3 * width] = 0


def shape(text: str) -> str:
    """The kind of each character, at most four of one kind in a row: "Xxxxx", "dd.d"."""
    if len(text) >= 100:
        return "LONG"
    # Most words are as short to tell: small letters, perhaps behind a capital.
    if text.isalpha() and text[1:].islower():
        return "X" + "xxxx"[: len(text) - 1] if text[0].isupper() else "xxxx"[: len(text)]
    found: list[str] = []
    last, count = "", 0
    for character in text:
        if character.isalpha():
            kind = "X" if character.isupper() else "x"
        else:
            kind = "d" if character.isdigit() else character
        count = count + 1 if kind == last else 0
        last = kind
        if count < 4:
            found.append(kind)
    return "".join(found)


@lru_cache(maxsize=20_000)
def string_hash(text: str) -> int:
    """MurmurHash64A of the text in UTF-8 with seed 1: the number by which the model knows a string."""
    data, multiplier = text.encode(), 0xC6A4A7935BD1E995
    if not data:
        return 0
    found = 1 ^ (len(data) * multiplier & _U64)
    whole = len(data) & ~7
    for at in range(0, whole, 8):
        part = int.from_bytes(data[at : at + 8], "little") * multiplier & _U64
        part = (part ^ part >> 47) * multiplier & _U64
        found = (found ^ part) * multiplier & _U64
    if whole < len(data):
        found = (found ^ int.from_bytes(data[whole:], "little")) * multiplier & _U64
    found = (found ^ found >> 47) * multiplier & _U64
    return found ^ found >> 47


def spread(numbers: Hashes, seed: int) -> Hashes:
    """Four numbers of 32 bits from each of 64: MurmurHash3, a row for each of the four."""
    second = np.full_like(numbers, seed ^ 8)
    first = numbers * np.uint64(0x87C37B91114253D5)
    first = first << np.uint64(31) | first >> np.uint64(33)
    first = first * np.uint64(0x4CF5AD432745937F) ^ second
    first = first + second
    second = second + first
    first, second = _mixed(first), _mixed(second)
    first = first + second
    second = second + first
    low = np.uint64(0xFFFFFFFF)
    return np.stack([first & low, first >> np.uint64(32), second & low, second >> np.uint64(32)])


def _mixed(numbers: Hashes) -> Hashes:
    numbers = (numbers ^ numbers >> np.uint64(33)) * np.uint64(0xFF51AFD7ED558CCD)
    numbers = (numbers ^ numbers >> np.uint64(33)) * np.uint64(0xC4CEB9FE1A85EC53)
    return numbers ^ numbers >> np.uint64(33)
