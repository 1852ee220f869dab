"""Words that the parser knows, shown to it in the place of names that it does not.

Treebanks are poor in names from most of the world, and a parser takes a name that it never met for anything: a verb, an
adjective. But how a sentence is built does not depend on which name it holds, only on where names stand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import cycle, groupby
from typing import Any

from transforms.reading.dictionary import parts_of_speech
from transforms.reading.tokenizer import Word

# Where more of the words than this share begin with a capital, capitals tell no names: a headline.
HEADLINE_SHARE = 0.6
REMEMBERED_NAMES = 50_000
# What stands for a country's people, by the ending of their name, and for the parts of a person's name.
PEOPLE = {"ese": "Chinese", "s": "Iraqis", "": "Iraqi"}
# Two persons in turn: one who meets himself would puzzle the parser.
PERSONS = (("George", "W.", "Bush"), ("Bill", "J.", "Clinton"))


class StandIns:
    """Puts known words in the place of unknown names.

    `rules` has `known`, the capitalised words that stay, and `people`, the names of countries' people. `word` makes a
    word of a text.
    """

    def __init__(self, rules: Mapping[str, Any], word: Callable[[str], Word]) -> None:
        self._known = frozenset(rules["known"])
        self._people = {
            text: word(next(stand_in for ending, stand_in in PEOPLE.items() if text.endswith(ending)))
            for text in rules["people"]
        }
        self._persons = [[word(part) for part in person] for person in PERSONS]

    def of(self, words: Sequence[Word]) -> Sequence[Word]:
        """The words as they are shown to the parser, one for each."""
        capitals = [place for place, word in enumerate(words) if word.text[0].isupper()]
        if len(capitals) > HEADLINE_SHARE * len(words):
            return words
        shown = list(words)
        names: list[int] = []
        for place in capitals:
            text = words[place].text
            if text in self._known:
                continue
            if text in self._people:
                shown[place] = self._people[text]
            elif _may_be_name(text):
                names.append(place)
        # A name of one word is as often a body, a place or no name at all.
        in_full = ((first, last) for first, last in _runs(names) if first < last)
        for (first, last), (given, middle, family) in zip(in_full, cycle(self._persons), strict=False):
            shown[first : last + 1] = [given, *[middle] * (last - first - 1), family]
        return shown


@lru_cache(maxsize=REMEMBERED_NAMES)
def _may_be_name(text: str) -> bool:
    is_word = len(text) > 1 and text.replace("-", "").isalpha() and not text.isupper()
    return is_word and not parts_of_speech(text)


def _runs(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and last of places that follow each other."""
    for _, numbered in groupby(enumerate(places), key=lambda pair: pair[1] - pair[0]):
        run = [place for _, place in numbered]
        yield run[0], run[-1]
