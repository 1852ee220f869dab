"""Arcs of sentences by arc-eager transitions, all sentences of a batch one step at a time.

A state is a stack and a buffer of words. A step shifts a word onto the stack, takes one off it (reduce), or ties the
stack's top to the buffer's first word (left: the word governs the top; right: the top governs the word). The states of
a batch are scored together, which is what makes it fast. A batch is told sentence by sentence: each gets one root.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from transforms.reading.network import Floats, Network

SHIFT, REDUCE, LEFT, RIGHT, BREAK = range(5)
# As spaCy names them. Breaking a sentence in two is never allowed: its bounds are given.
LETTERS = {"S": SHIFT, "D": REDUCE, "L": LEFT, "R": RIGHT, "B": BREAK}
ROOT = "ROOT"
# A label "obj||xcomp" says that the head is the next word below with the relation "xcomp".
LIFTED = "||"
NO_HEAD = -1
_TIES, _MAY_SHIFT = 1 << LEFT | 1 << RIGHT, 1 << SHIFT
_TIES_OR_REDUCE = _TIES | 1 << REDUCE


class Moves:
    """The moves that the scores are for: what each does, and how it scores where only some actions are allowed."""

    def __init__(self, names: Sequence[str], bias: Floats) -> None:
        self.actions = [LETTERS[name[0]] for name in names]
        self.labels = [name[2:] for name in names]
        actions = np.array(self.actions)
        # A row for each set of allowed actions: the bias of each move, or nothing that could win.
        self.bias: Floats = np.tile(bias, (1 << BREAK, 1))
        for allowed, row in enumerate(self.bias):
            row[(allowed >> actions & 1) == 0] = -np.inf


class Arcs:
    """The arcs of a batch of sentences so far. A word is a row of the batch; the row before a sentence is no word."""

    def __init__(self, nobody_of: list[int]) -> None:
        self.heads = [NO_HEAD] * len(nobody_of)
        self.labels = [""] * len(nobody_of)
        # The last dependent on each side of each word, and the one that its head had to the right before it.
        self.left, self.right, self.earlier = nobody_of, nobody_of.copy(), nobody_of.copy()


class State:
    """Where the parse of one sentence stands."""

    __slots__ = ("arcs", "buffer", "returned", "stack")

    def __init__(self, arcs: Arcs, first: int, length: int) -> None:
        self.arcs = arcs
        # Below the stack and behind the buffer there is nobody, as far as a look may go.
        self.stack = [first - 1] * 3
        self.buffer = [first - 1] * 2 + list(range(first + length - 1, first - 1, -1))
        # Words that went back to the buffer must be tied before they are shifted again.
        self.returned: set[int] = set()

    def context(self) -> tuple[int, ...]:
        """The words by which the next move is chosen."""
        stack, buffer, arcs = self.stack, self.buffer, self.arcs
        top, word = stack[-1], buffer[-1]
        return word, buffer[-2], top, stack[-2], stack[-3], arcs.left[word], arcs.left[top], arcs.right[top]

    def allowed(self) -> int:
        """The actions that are allowed, a bit each; moves that have no alternative are made first. 0 at the end."""
        stack, buffer = self.stack, self.buffer
        while (depth := len(stack)) == 3 or len(buffer) == 2:
            if depth > 3:
                self.move(REDUCE, "")
            elif len(buffer) > 2:
                stack.append(buffer.pop())
            else:
                return 0
        found = _TIES if depth == 4 else _TIES_OR_REDUCE
        return found | _MAY_SHIFT if len(buffer) > 3 and buffer[-1] not in self.returned else found

    def move(self, action: int, label: str) -> None:
        """Make a move that is allowed."""
        stack, buffer, arcs = self.stack, self.buffer, self.arcs
        if action == SHIFT:
            stack.append(buffer.pop())
        elif action == RIGHT:
            head, word = stack[-1], buffer.pop()
            arcs.heads[word], arcs.labels[word] = head, label
            arcs.earlier[word], arcs.right[head] = arcs.right[head], word
            stack.append(word)
        elif action == LEFT:
            word, head = stack.pop(), buffer[-1]
            if (before := arcs.heads[word]) != NO_HEAD:
                arcs.right[before] = arcs.earlier[word]
            arcs.heads[word], arcs.labels[word], arcs.left[head] = head, label, word
            self.returned.discard(head)
        else:
            word = stack.pop()
            if arcs.heads[word] == NO_HEAD and len(stack) > 3:
                self.returned.add(word)
                buffer.append(word)


def find_arcs(
    network: Network, moves: Moves, vectors: Floats, starts: Sequence[int], lengths: Sequence[int]
) -> list[tuple[list[int], list[str]]]:
    """The heads and relations of each sentence's words; a root is its own head.

    `vectors` and `starts` are as `Network.encode` returns them.
    """
    table = network.transition_table(vectors, starts)
    places = list(zip(starts, lengths, strict=True))
    nobody_of = [0] * len(vectors)
    for start, length in places:
        nobody_of[start - 1 : start + length] = [start - 1] * (length + 1)
    arcs = Arcs(nobody_of)
    features = np.arange(network.feature_count)[:, None]
    half = table.shape[1] // 2
    states = [State(arcs, start, length) for start, length in places]
    while True:
        unfinished: list[State] = []
        actions: list[int] = []
        context: list[int] = []
        for state in states:
            if allowed := state.allowed():
                unfinished.append(state)
                actions.append(allowed)
                context += state.context()
        if not unfinished:
            break
        rows = np.array(context).reshape(len(unfinished), -1).T * network.feature_count
        rows += features
        hidden = np.add.reduce(table.take(rows, axis=0), axis=0)
        scores = np.maximum(hidden[:, :half], hidden[:, half:]) @ network.scores
        scores += moves.bias.take(actions, axis=0)
        for state, best in zip(unfinished, scores.argmax(axis=1).tolist(), strict=True):
            state.move(moves.actions[best], moves.labels[best])
        states = unfinished
    return [_told(arcs, start, length) for start, length in places]


def _told(arcs: Arcs, start: int, length: int) -> tuple[list[int], list[str]]:
    """One sentence's heads, as places in the sentence, and relations."""
    heads = [
        index if head == NO_HEAD else head - start for index, head in enumerate(arcs.heads[start : start + length])
    ]
    labels = [label or ROOT for label in arcs.labels[start : start + length]]
    for index, label in enumerate(labels):
        if LIFTED in label:
            labels[index], _, wanted = label.partition(LIFTED)
            heads[index] = _lowered(index, wanted, heads, labels)
    return heads, labels


def _lowered(index: int, wanted: str, heads: Sequence[int], labels: Sequence[str]) -> int:
    """The nearest word with the wanted relation below a word's head, breadth first; the head where there is none."""
    level = [heads[index]]
    while level:
        below = [
            word for head in level for word in range(len(heads)) if heads[word] == head and word not in (head, index)
        ]
        for word in below:
            if labels[word] == wanted:
                return word
        level = below
    return heads[index]
