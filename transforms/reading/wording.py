"""Wordings of dates as patterns over classes of tokens.

A text is cut into tokens; every token has a character that stands for its class (MONTH, YEAR, UNIT) or, where a pattern
uses the word itself, for that word. A pattern reads like the wording it matches (`month:MONTH day:DAY ,? year:YEAR`)
and becomes a regular expression over those characters. No pattern repeats anything, so matching is linear in the text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from ahocorasick_rs import AhoCorasick

from transforms.reading.symbol import Symbol
from transforms.reading.time_words import (
    DECADE_WORDS,
    EDGES,
    FREQUENCIES,
    MONTHS,
    NUMBER_WORDS,
    ORDINAL_WORDS,
    PARTS_OF_DAY,
    POWERS,
    RIMS,
    SEASONS,
    SHORT_MONTHS,
    TENS,
    TIME_ZONES,
    UNIT_PLURALS,
    UNITS,
    VAGUE_COUNTS,
    WEEKDAY_PLURALS,
    WEEKDAYS,
)

# Months and days of the week as they are written with a stop.
SHORT_NAMES = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Weds?|Thu|Thurs?|Fri|Sat|Sun"
_TOKEN = re.compile(
    # Most words and marks by far: those that no kind below could take. They stand first for speed alone, and blanks are
    # passed over at once.
    r"(?=\S)(?:(?:[b-oq-z]|[ap](?!m))[^\W\d_]+|[A-Z][a-z]++(?![^\W\d_]|\.)|[^\w\s'’]"
    r"|(?P<ISO>\d{4}(?P<mark>[-./])\d{1,2}(?P=mark)\d{1,2}(?!\d)(?:T\d\d:\d\d(?::\d\d)?Z?)?"
    r"|\d{1,2}(?P<sign>[-./])\d{1,2}(?P=sign)\d{4}(?!\d)|\d{1,2}/\d{1,2}/\d\d(?!\d))"
    r"|(?P<CLOCK>\d{1,2}:\d\d(?::\d\d)?(?!\d))"
    r"|(?<![^\W_])(?P<DECADES>\d{3}0['’]?s\b|['’]\d0s\b|\d{2,3}0s(?=\sB)|(?<=(?:the|mid|ate|rly)[ -])\d0s\b)"
    r"|(?<!\w)(?P<SHORTYEAR>['’]\d\d(?![\w'’]))"
    r"|(?P<ANCIENT>\d{1,4}(?=\s?(?:B\.?C|A\.D|AD\b)))"
    r"|(?P<NTH>\d{1,3}(?:st|nd|rd|th)\b)"
    r"|(?P<NUMERAL>\d+(?:,\d{3})*(?:\.\d+)?)"
    r"|(?P<MERIDIEM>[ap]\.m\.?(?![a-z])|(?:am|pm|AM|PM|A\.M\.|P\.M\.)(?![A-Za-z]))"
    r"|(?P<ERA>B\.C\.(?:E\.)?|B\.C(?![\w.])|BCE?\b|A\.D\.|AD\b|C\.E\.)"
    rf"|(?:{SHORT_NAMES})\.|(?:[A-Za-z]\.){{2,}}|[^\W\d_]+|\S)"
)


# Classes that are lists of words, each with its value.
_WORDS: dict[str, dict[str, Any]] = {
    "UNITS": UNIT_PLURALS,
    "UNIT": UNITS,
    "SEASON": SEASONS,
    "PART": PARTS_OF_DAY,
    "ONES": NUMBER_WORDS,
    "TENS": TENS,
    "POWER": POWERS,
    "ORDINAL": ORDINAL_WORDS,
    "VAGUE": dict.fromkeys(VAGUE_COUNTS),
    "EDGE": EDGES,
    "RIM": RIMS,
    "FREQUENCY": FREQUENCIES,
    "ZONE": TIME_ZONES,
    "TWENTIES": DECADE_WORDS,
    "MONTH": MONTHS,
    "SHORTMONTH": SHORT_MONTHS,
    "WEEKDAY": WEEKDAYS,
    "WEEKDAYS": WEEKDAY_PLURALS,
}
# Classes that the tokens' own shape decides.
_SHAPES = (
    "ISO",
    "CLOCK",
    "DECADES",
    "SHORTYEAR",
    "DAY",
    "NTH",
    "SMALL",
    "YEAR",
    "NUM",
    "MERIDIEM",
    "ERA",
    "OTHER",
)
_SAME_MARK = {"–": "-", "—": "-", "−": "-", "’": "'", "‘": "'"}

# Figures that may be a year, a clock time, a decade or a short year; a day of the month stands beside a word.
_FIGURE = re.compile(r"\d(?:\d{3}|[:/]\d|0['’]?s|(?<=['’]\d)\d|\s?(?:B\.?C|A\.D|AD\b))")
# How words begin whose class their shape decides.
_SHAPED_WORDS = frozenset(("a.m", "p.m", "am", "pm", "AM", "PM", "A.M", "P.M", "B.C", "BC", "A.D", "AD", "C.E"))

# A longer sentence, in tokens, is searched in parts.
LONGEST_SENTENCE = 300

# Larger building blocks of patterns, in terms of classes and earlier blocks.
_BLOCKS = {
    "NUMBER": r"(DAY|SMALL|YEAR|NUM|ONES|TENS)( - (ONES|TENS)| (ONES|TENS)| DAY / DAY)?( POWER)?"
    r"( and a? half| - and - a - half)?",
    "HOWMANY": r"(NUMBER|a couple of|a VAGUE|VAGUE|a|an|another)",
    "ANYUNIT": r"(UNIT|UNITS)",
    "ABOUT": r"(about|around|roughly|nearly|almost|over|under|at least|at most|more than|less than|up to|some|just|only"
    r"|approximately|close to|as many as)",
    "ANYMONTH": r"(MONTH|SHORTMONTH)",
    "DAYNUMBER": r"(DAY|NTH|ORDINAL)",
    "RANK": r"(NTH|ORDINAL)",
    "DASH": r"-",
    "THROUGH": r"(DASH|to|through|until)",
    "LATER": r"(later|afterwards|afterward|thereafter|earlier|previously|beforehand)",
    "WHOLE": r"(full|long|consecutive|straight|bloody|whole|successive|calendar)",
    "ORDERED": r"(first|last|final|past|next|coming|following|previous|preceding|opening)",
    "EDGED": r"(edge:EDGE (DASH|in)?|rim:RIM (part|half|days|weeks|months)? of (the)?)",
    "WHEN": r"(last|next|this|past|coming|previous|following|current|upcoming|preceding)",
}


class Token(NamedTuple):
    """One word, number or mark: the character of its class, its value (a month's number, a unit's code).

    `is_name` is true of a capitalised word that is no word of time.
    """

    text: str
    char: str
    value: Any
    is_name: bool = False


@lru_cache(maxsize=16_384)
def _unknown_word(word: str, char: str) -> Token:
    return Token(word, char, None, is_name=word[0].isupper())


class Sentence(NamedTuple):
    """The tokens of a sentence, or of a part of a long one, and where in the text each of them starts."""

    tokens: Sequence[Token]
    starts: Sequence[int]


class Hit:
    """One match of a rule: the words and values of its captures."""

    def __init__(self, match: re.Match[str], sentence: Sentence) -> None:
        self.match = match
        self.tokens, self.starts = sentence

    def __contains__(self, name: str) -> bool:
        return name in self.match.re.groupindex and self.match.start(name) >= 0

    def words(self, name: str) -> list[Token]:
        return list(self.tokens[self.match.start(name) : self.match.end(name)]) if name in self else []

    @property
    def edge(self) -> str:
        """The part of a stretch that is meant: START, MID, END or none."""
        return str(self.value("edge") or self.value("rim"))

    @property
    def follows_name(self) -> bool:
        """Whether a capitalised word that does not begin the sentence stands in front: Black September."""
        return self.match.start() > 1 and self.tokens[self.match.start() - 1].is_name

    @property
    def precedes_name(self) -> bool:
        """Whether a capitalised word stands behind it, perhaps after an apostrophe: Years' War."""
        behind = self.tokens[self.match.end() : self.match.end() + 2]
        if len(behind) > 1 and behind[0].text in ("'", "’"):
            behind = behind[1:]
        return bool(behind) and behind[0].text[0].isupper() and behind[0].value is None

    def is_part_of_name(self, capture: str) -> bool:
        """Whether the captured word is written large beside a capitalised word: Prague Spring, Six-Day War."""
        captured = self.words(capture)
        if not captured or not captured[0].text[0].isupper():
            return False
        is_last = self.match.end(capture) == self.match.end()
        return (is_last and self.precedes_name) or (
            self.match.start(capture) == self.match.start() and self.follows_name
        )

    @property
    def before(self) -> str:
        """The lower-case word or mark in front of the match."""
        return self.tokens[self.match.start() - 1].text.lower() if self.match.start() else ""

    @property
    def after(self) -> str:
        """The lower-case word or mark behind the match."""
        return self.tokens[self.match.end()].text.lower() if self.match.end() < len(self.tokens) else ""

    @property
    def lower_words(self) -> list[str]:
        """All its words, in lower case."""
        return [token.text.lower() for token in self.tokens[self.match.start() : self.match.end()]]

    def value(self, name: str, default: Any = "") -> Any:
        return self.tokens[self.match.start(name)].value if name in self else default

    def word(self, name: str) -> str:
        return " ".join(token.text for token in self.words(name)).lower()


Maker = Callable[[Hit], Symbol | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """One wording: its name in plain words, the TIMEX3 type, the pattern, and what makes the symbol (None: no date)."""

    name: str
    type: str
    pattern: str
    make: Maker


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that fits tokens first to last (one past the end)."""

    first: int
    last: int
    hit: Hit
    rule: Rule
    symbol: Symbol


_ATOM = re.compile(r"(?P<name>[a-z_]+):(?=[\w(])|(?P<atom>[A-Za-z0-9]+|\\.|[-,/+'])|(?P<operator>[()|?])|\s+")


@lru_cache(maxsize=256)
def _pieces(pattern: str) -> list[re.Match[str]]:
    """A pattern cut into names, atoms and operators, its blocks written out."""
    while (written := re.sub(r"[A-Z]+", lambda m: _BLOCKS.get(m.group(), m.group()), pattern)) != pattern:
        pattern = written
    return list(_ATOM.finditer(pattern))


def _forms(word: str) -> tuple[str, ...]:
    """How a word may be written: a name never in lower case."""
    return (word, word.capitalize(), word.upper()) if word.islower() else (word, word.upper())


class Grammar:
    """Rules compiled over one alphabet, and the tokens cut to fit it.

    Each class and each word or mark that a pattern uses has a private character. A word that is literal somewhere has
    one of its own, and its class is then the set of such characters.
    """

    def __init__(self, rules: Sequence[Rule], trigger_classes: Sequence[str], trigger_words: Sequence[str]) -> None:
        """`trigger_classes` and `trigger_words`: a sentence without any of them is not searched."""
        atoms = {piece["atom"].lstrip("\\") for rule in rules for piece in _pieces(rule.pattern) if piece["atom"]}
        classes = [*_WORDS, *_SHAPES]
        # Names last, so that "Day" of a holiday is told from "day".
        literals = sorted(atoms - set(classes), key=lambda word: (not word.islower(), word))
        self._char_of = {name: chr(0xE000 + place) for place, name in enumerate([*classes, *literals])}
        self._members = {name: self._char_of[name] for name in classes}
        self._lexicon = self._taught(literals)
        self._rules = rules
        self._patterns: dict[int, re.Pattern[str]] = {}
        self._needs = [self._needed(rule.pattern) for rule in rules]
        # The needs that a character meets, and the rules by their smallest need, so that few are looked at.
        self._meeting: dict[str, set[frozenset[str]]] = defaultdict(set)
        self._needing: dict[frozenset[str], set[int]] = defaultdict(set)
        for order, needs in enumerate(self._needs):
            self._needing[min(needs, key=len)].add(order)
            for need in needs:
                for char in need:
                    self._meeting[char].add(need)
        triggers = [self._members[name] for name in trigger_classes] + [self._char_of[word] for word in trigger_words]
        self._trigger = re.compile("[" + "".join(triggers) + "]")
        written = {form for form, token in self._lexicon.items() if self._trigger.match(token.char)}
        self._hints = AhoCorasick(sorted(written | _SHAPED_WORDS))

    def may_match(self, text: str, start: int, end: int) -> bool:
        """Whether the span has a figure or a word that could be a trigger; a quick look before tokens are cut."""
        if _FIGURE.search(text, start, end):
            return True
        part = text[start:end]
        return any(
            not part[first].isalpha()
            or not ((first and part[first - 1].isalpha()) or (last < len(part) and part[last].isalpha()))
            for _, first, last in self._hints.find_matches_as_indexes(part, overlapping=True)
        )

    def _taught(self, literals: Sequence[str]) -> dict[str, Token]:
        """Every known word in all its forms; fills the classes with their words."""
        lexicon = {form: Token(form, self._char_of[word], None) for word in literals for form in _forms(word)}
        for name, words in _WORDS.items():
            for word, value in words.items():
                for form in _forms(word):
                    char = lexicon[form].char if form in lexicon else self._char_of[name]
                    if char not in self._members[name]:
                        self._members[name] += char
                    lexicon[form] = Token(form, char, value)
        marks = {mark: lexicon[same]._replace(text=mark) for mark, same in _SAME_MARK.items() if same in lexicon}
        return lexicon | marks

    def _pattern(self, order: int) -> re.Pattern[str]:
        """A rule's pattern, compiled when a sentence first has what it needs: most articles call for a few only."""
        if order not in self._patterns:
            self._patterns[order] = self._compiled(self._rules[order].pattern)
        return self._patterns[order]

    def _compiled(self, pattern: str) -> re.Pattern[str]:
        """A pattern as a regular expression over this alphabet's characters.

        Words and marks stand for themselves, capitals for classes and blocks, `name:` captures the atom or bracket
        after it; ( ) | ? work as usual.
        """
        made: list[str] = []
        open_captures: list[int] = []
        depth = 0
        for piece in _pieces(pattern):
            if piece["name"]:
                open_captures.append(depth)
                made.append(f"(?P<{piece['name']}>")
                continue
            if piece["atom"]:
                atom = piece["atom"].lstrip("\\")
                made.append(f"[{self._members.get(atom) or self._literal(atom)}]")
            elif piece["operator"]:
                made.append("(?:" if piece["operator"] == "(" else piece["operator"])
                depth += {"(": 1, ")": -1}.get(piece["operator"], 0)
            else:
                continue
            while open_captures and open_captures[-1] == depth and piece["operator"] != "(":
                made.append(")")
                open_captures.pop()
        return re.compile("".join(made))

    def _needed(self, pattern: str) -> frozenset[frozenset[str]]:
        """Sets of characters, of each of which a sentence must hold one for a pattern to fit."""
        pieces = [piece for piece in _pieces(pattern) if piece["atom"] or piece["operator"]]
        return frozenset(self._needed_by_choice(pieces, [0]))

    def _needed_by_choice(self, pieces: Sequence[re.Match[str]], at: list[int]) -> list[frozenset[str]]:
        """What the pieces from `at` to the bracket's end need; `at` is moved behind that bracket."""
        choices: list[list[frozenset[str]]] = [[]]
        while at[0] < len(pieces):
            piece = pieces[at[0]]
            at[0] += 1
            if piece["operator"] == ")":
                break
            if piece["operator"] == "|":
                choices.append([])
                continue
            atom = piece["atom"] and piece["atom"].lstrip("\\")
            needed = (
                [frozenset(self._members.get(atom) or self._literal(atom))]
                if atom
                else self._needed_by_choice(pieces, at)
            )
            if at[0] < len(pieces) and pieces[at[0]]["operator"] == "?":
                at[0] += 1
            else:
                choices[-1] += needed
        if len(choices) == 1:
            return choices[0]
        # Whichever choice is taken, its own rarest characters are needed.
        return [frozenset().union(*(min(needs, key=len) for needs in choices))] if all(choices) else []

    def _literal(self, word: str) -> str:
        """The characters of a word in all its forms."""
        return "".join({self._lexicon[form].char for form in _forms(word)})

    def sentences(self, text: str, start: int, end: int, *, is_ancient: bool = False) -> Iterator[Sentence]:
        """The tokens of a sentence; in an ancient history three figures after "in" are a year before Christ."""
        matches = list(_TOKEN.finditer(text, start, end))
        tokens = [self._lexicon.get(match[0]) or self._token(match) for match in matches]
        if is_ancient:
            for at, (before, token) in enumerate(pairwise(tokens), start=1):
                is_small = len(token.text) == 3 and token.char == self._char_of["SMALL"]
                if is_small and before.text.lower() in _ANCIENT_YEAR_CUES:
                    tokens[at] = Token(token.text, self._char_of["YEAR"], -token.value)
        for first in range(0, len(tokens), LONGEST_SENTENCE):
            part = slice(first, first + LONGEST_SENTENCE)
            yield Sentence(tokens[part], [match.start() for match in matches[part]])

    def _token(self, match: re.Match[str]) -> Token:
        """The token of a word that is not in the lexicon, or of one whose shape decides its class."""
        if match.lastgroup is None:
            return _unknown_word(match[0], self._char_of["OTHER"])
        name, value = _shape(match.lastgroup, match[0], match.string[match.end() : match.end() + 2])
        return Token(match[0], self._char_of[name], value)

    def matches(self, sentence: Sentence) -> list[Match]:
        """The leftmost, longest readings of one sentence; rules named earlier win ties."""
        chars = "".join([token.char for token in sentence.tokens])
        if not self._trigger.search(chars):
            return []
        met = set().union(*(self._meeting[char] for char in self._meeting.keys() & chars))
        candidates = sorted(
            (match.start(), -match.end(), order, match)
            for need in met & self._needing.keys()
            for order in self._needing[need]
            if self._needs[order] <= met
            for match in self._pattern(order).finditer(chars)
        )
        found: list[Match] = []
        for first, negative_last, order, match in candidates:
            if found and first < found[-1].last:
                continue
            hit, rule = Hit(match, sentence), self._rules[order]
            symbol = rule.make(hit)
            if symbol is not None:
                found.append(Match(first, -negative_last, hit, rule, symbol))
        return found


_ANCIENT_YEAR_CUES = frozenset(
    ("in", "by", "of", "since", "until", "from", "after", "before", "to", "during", "-", "–", "(")
)


def _shape(kind: str, word: str, after: str) -> tuple[str, Any]:
    """Class and value of a token that is no plain word; `after` are the two characters behind it."""
    is_before_christ = after.lstrip().startswith("B")
    if kind == "NUMERAL":
        return _numeral(word)
    if kind == "NTH":
        return "NTH", int(word[:-2])
    if kind == "SHORTYEAR":
        return kind, int(word[1:])
    if kind == "ANCIENT":
        return "YEAR", -int(word) if is_before_christ else int(word)
    if kind == "DECADES":
        digits = word.strip("'’s")
        return "DECADES", (f"BC{digits:0>4}" if is_before_christ else f"19{digits}"[-4:])[:-1]
    if kind == "ISO":
        value = _iso(word)
        return ("ISO", value) if value else ("OTHER", None)
    return kind, word


def _numeral(text: str) -> tuple[str, Any]:
    """Class and value of a number in figures."""
    number = float(text.replace(",", ""))
    if text.isdigit() and number < 2200 and len(text) <= 4:
        name = "DAY" if 1 <= number <= 31 else "YEAR" if number >= 1000 else "SMALL"
        return name, int(number)
    return "NUM", number


def _iso(text: str) -> str | None:
    """A date in figures as TIMEX value; month before day where a slash leaves it open, day before month with dots."""
    date_text, _, clock = text.partition("T")
    parts = [int(part) for part in re.split(r"[-./]", date_text)]
    if date_text[:4].isdigit():
        year, month, day = parts
    elif "." in date_text or parts[0] > 12:
        day, month, year = parts
    else:
        month, day, year = parts
    year += 0 if year > 99 else 2000 if year < 50 else 1900
    if not (1000 <= year < 2200 and 1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"{year:04}-{month:02}-{day:02}" + (f"T{clock}" if clock else "")
