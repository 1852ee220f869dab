"""A sentence's tags and arcs, and what can be asked of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
# Tags of verbs that are no participles.
FINITE = frozenset({"VB", "VBD", "VBP", "VBZ"})


@dataclass(slots=True)
class Arcs:
    """A sentence's words with their tags and arcs, to be changed in place. A root is its own head."""

    words: list[str]
    upos: list[str]
    xpos: list[str]
    heads: list[int]
    relations: list[str]


def is_tree(heads: Sequence[int]) -> bool:
    for index in range(len(heads)):
        current, steps = index, 0
        while heads[current] != current:
            current, steps = heads[current], steps + 1
            if steps > len(heads):
                return False
    return True


def name_head(arcs: Arcs, index: int) -> int:
    """The first part of the name that a word is a part of."""
    return climb(arcs, index, lambda at: arcs.relations[at] == "flat" and arcs.heads[at] < at)


def climb(arcs: Arcs, index: int, goes_on: Callable[[int], bool]) -> int:
    """The first word on the way up where it does not go on, itself included; a circle that a repair made ends too."""
    for _ in arcs.words:
        if not goes_on(index):
            break
        index = arcs.heads[index]
    return index


def hand_over(arcs: Arcs, index: int, other: int) -> None:
    """Give one word what depends on another."""
    for position, head in enumerate(arcs.heads):
        if head == index and position not in (index, other):
            arcs.heads[position] = other


def take_place(arcs: Arcs, index: int, other: int) -> None:
    """Hang a word where another hangs, as the root where that is the root."""
    arcs.heads[index] = index if arcs.heads[other] == other else arcs.heads[other]
    arcs.relations[index] = arcs.relations[other]


def relations_below(arcs: Arcs, index: int) -> set[str]:
    relations = arcs.relations
    return {relations[place] for place, head in enumerate(arcs.heads) if head == index and place != index}


def has_case(arcs: Arcs, index: int) -> bool:
    return any(
        head == index and relation == "case" and word.lower() not in {"'s", "'"}
        for head, relation, word in zip(arcs.heads, arcs.relations, arcs.words, strict=True)
    )


def has_subject(arcs: Arcs, index: int) -> bool:
    return any(
        head == index and relation.startswith("nsubj")
        for head, relation in zip(arcs.heads, arcs.relations, strict=True)
    )
