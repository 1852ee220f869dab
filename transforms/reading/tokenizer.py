"""Words of a text, cut as the parser learnt them: by rules that come with its weights, spaCy's for English."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from transforms.reading.dictionary import parts_of_speech

_CHUNK = re.compile(r"\S+")
REMEMBERED_CHUNKS = 50_000
# "Tehran,", "talks.", "Iran's".
_PLAIN = re.compile(r"([A-Za-z]+)(,|(?<=[a-z])\.|['’]s)")
# "re-established" is one word, read as the one behind the hyphen: cut in three, it would be no verb.
_AGAIN = re.compile(r"[Rr]e-([a-z]{3,})")
# "Jong-un" is one name, "Seoul-led" are two words.
_GIVEN_NAME = re.compile(r"[A-Z][a-z]+-([a-z]{2,})")


class Word(NamedTuple):
    """A word as it is written, and the form that the parser looks up for it."""

    text: str
    norm: str


class Tokenizer:
    """Cuts what stands between white space into words.

    `rules` has the patterns `prefix`, `suffix`, `infix` and `url`; `special`, the chunks that are cut in a way of their
    own, each with its words and their norms; and `norm`, the norms of words whose norm is not just their lower case.
    """

    def __init__(self, rules: Mapping[str, Any]) -> None:
        self._prefix = re.compile(rules["prefix"]).search
        self._suffix = re.compile(rules["suffix"]).search
        self._infix = re.compile(rules["infix"]).finditer
        self._url = re.compile(rules["url"]).match
        self._norms: Mapping[str, str] = rules["norm"]
        self._special = {
            chunk: tuple(self.word(text, norm) for text, norm in words) for chunk, words in rules["special"].items()
        }
        self._longest = max(map(len, self._special), default=0)
        self._known: dict[str, Sequence[Word]] = {}

    def words(self, text: str, start: int, end: int) -> tuple[list[int], list[Word]]:
        """The offsets in the text of the words from `start` to `end`, and the words."""
        offsets: list[int] = []
        found: list[Word] = []
        for chunk in _CHUNK.finditer(text, start, end):
            at = chunk.start()
            words = self._of_chunk(chunk[0])
            found += words
            for word in words:
                offsets.append(at)
                at += len(word.text)
        return offsets, found

    def word(self, text: str, norm: str | None = None) -> Word:
        """A word with the norm that is given or, failing that, its own."""
        return Word(text, norm or self._norms.get(text) or text.lower())

    def _of_chunk(self, chunk: str) -> Sequence[Word]:
        words = self._known.get(chunk)
        if words is None:
            if len(self._known) >= REMEMBERED_CHUNKS:
                self._known.clear()
            words = self._known[chunk] = self._special.get(chunk) or self._of_new(chunk)
        return words

    def _of_new(self, chunk: str) -> Sequence[Word]:
        # Nothing comes off plain letters, and of most other chunks one thing behind them.
        if chunk.isascii() and chunk.isalpha():
            return (self.word(chunk),)
        if plain := _PLAIN.fullmatch(chunk):
            return (*self._of_chunk(plain[1]), self.word(plain[2]))
        return self._rejoin(list(self._cut(chunk)))

    def _cut(self, chunk: str, *, has_specials: bool = True) -> Iterator[Word]:
        """Take prefixes and suffixes off until nothing more comes off, then cut the rest at its infixes."""
        special = self._special if has_specials else {}
        suffixes: list[str] = []
        rest, last_length = chunk, -1
        while rest and len(rest) != last_length and rest not in special:
            last_length = len(rest)
            found = self._prefix(rest)
            prefix_length = found.end() - found.start() if found else 0
            if prefix_length and rest[prefix_length:] in special:
                yield self.word(rest[:prefix_length])
                rest = rest[prefix_length:]
                break
            found = self._suffix(rest[prefix_length:])
            suffix_length = found.end() - found.start() if found else 0
            if suffix_length and rest[:-suffix_length] in special:
                suffixes.append(rest[-suffix_length:])
                rest = rest[:-suffix_length]
                break
            if prefix_length:
                yield self.word(rest[:prefix_length])
            if suffix_length and prefix_length + suffix_length <= len(rest):
                suffixes.append(rest[-suffix_length:])
                rest = rest[prefix_length:-suffix_length]
            else:
                rest = rest[prefix_length:]
        if rest in special:
            yield from special[rest]
        elif rest and self._url(rest):
            yield self.word(rest)
        elif again := _AGAIN.fullmatch(rest):
            yield self.word(rest, self.word(again.group(1)).norm)
        elif (name := _GIVEN_NAME.fullmatch(rest)) and not parts_of_speech(name.group(1)) - {"ADV"}:
            yield self.word(rest)
        elif rest:
            yield from map(self.word, self._inside(rest))
        yield from map(self.word, reversed(suffixes))

    def _inside(self, text: str) -> Iterator[str]:
        start = 0
        for found in self._infix(text):
            if found.start() == 0:
                continue
            if found.start() != start:
                yield text[start : found.start()]
            if found.end() != found.start():
                yield found.group()
            start = found.end()
        if text[start:]:
            yield text[start:]

    def _rejoin(self, words: Sequence[Word]) -> Sequence[Word]:
        """Put together what the affix rules have cut of a special chunk ("p.m." in "(10p.m.)")."""
        joined: list[Word] = []
        at = 0
        while at < len(words):
            for count in range(min(self._longest, len(words) - at), 1, -1):
                parts = [word.text for word in words[at : at + count]]
                special = self._special.get("".join(parts))
                if special and parts == [word.text for word in self._cut("".join(parts), has_specials=False)]:
                    joined += special
                    at += count
                    break
            else:
                joined.append(words[at])
                at += 1
        return tuple(joined)
