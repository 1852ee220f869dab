"""Temporal expressions of a text, with TIMEX3 type and a symbolic value that is anchored later.

The wordings are listed in time_rules.py; here the text is searched for them, and each date is told what its sentence
says about it: which way it lies, the year it shares with its neighbour. Whether a text is a chronicle its dates show.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from transforms.reading.symbol import Symbol
from transforms.reading.time_rules import RULES
from transforms.reading.time_words import COMMITTING, DETERMINERS, FUTURE_CUES, HOLIDAYS, NOUN_CUES, PAST_CUES
from transforms.reading.wording import SHORT_NAMES, Grammar, Match

# What a sentence needs to hold any expression at all.
_TRIGGER_CLASSES = """
ISO CLOCK DECADES SHORTYEAR TWENTIES YEAR UNIT UNITS SEASON PART MONTH SHORTMONTH WEEKDAY WEEKDAYS FREQUENCY ERA
MERIDIEM ZONE"""
_TRIGGER_WORDS = """
today yesterday tomorrow tonight now currently nowadays presently recently lately time fall present future past former
recent current anniversary everyday modern date century quarter half year Q H FY
yearend midyear moment / daylong weeklong monthlong yearlong decadelong"""
_GRAMMAR = Grammar(RULES, _TRIGGER_CLASSES.split(), [*_TRIGGER_WORDS.split(), *(name.split()[0] for name in HOLIDAYS)])


@dataclass(frozen=True, slots=True)
class Expression:
    """One temporal expression.

    start, end, text  its place (Python characters) and words
    type              TIMEX3 type: DATE, TIME, DURATION or SET
    symbol            what it means, encoded (see symbol.py), not yet anchored
    rule              the wording that was read, in plain words
    """

    start: int
    end: int
    text: str
    type: str
    symbol: str
    rule: str


# "480 BC"; it begins with its rarest letter, for speed alone.
_BEFORE_CHRIST = re.compile(r"B(?:(?<=\dB)|(?<=\d\sB))\.?C\b")

_ABBREVIATED_TEXT = """
mr mrs ms dr gen col lt capt sgt sen rep gov prof st jr sr vs no inc ltd corp co"""
# Where a sentence may end, and a stop with which none does: it is written with the word before it, or shortens it.
_GAP = re.compile(r"[.!?:\n](?:\s+|(?<=\n))")
_STOPPED = re.compile(
    rf"(?<![^\W\d_])(?:{SHORT_NAMES}|[A-Za-z]\.[A-Za-z])\.$|\b(?i:{'|'.join(_ABBREVIATED_TEXT.split())})[.!?]$"
)
_LONGEST_STOPPED = len("Thurs.")


def _sentences(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The spans sentence by sentence, near enough for tense cues and for keeping dates apart."""
    for start, end in spans:
        for gap in _GAP.finditer(text, start, end):
            if _is_bound(text, gap):
                yield start, gap.start() + 1
                start = gap.end()
        yield start, end


def _is_bound(text: str, gap: re.Match[str]) -> bool:
    """Whether a sentence ends with a mark or a line; a line break inside wrapped prose is no bound."""
    mark, following = gap[0][0], text[gap.end() : gap.end() + 1]
    if "\n" in gap[0]:
        return mark != "\n" or not following.islower()
    if mark == ":" or following.islower() or following.isdigit():
        return False
    last = gap.start() + 1
    return _STOPPED.search(text, last - _LONGEST_STOPPED, last) is None


_CLAUSE_WORDS = frozenset((";", ":", "and", "but", "which", "who", "that", "when", "while", "since", "until"))
# Beyond these a verb speaks of a date only where its own clause has none.
_CLAUSE_ENDS = frozenset((";", ":", "but", "while"))
# What joins two dates of which only the last has a year.
_LINKS = frozenset(("to", "and", "until", "till", "through", "or", "-", "–", "—", ",", "/"))


def _lean(found: Match, words: Sequence[str]) -> str:
    """Whether the verbs around an incomplete date speak of the past or of the future: the nearest cue decides."""
    first = next((place + 1 for place in range(found.first - 1, -1, -1) if words[place] in _CLAUSE_ENDS), 0)
    last = next((place for place in range(found.last, len(words)) if words[place] in _CLAUSE_ENDS), len(words))
    own_clause = *range(found.first - 1, first - 1, -1), *range(found.last, last)
    for place in (*own_clause, *range(first - 1, -1, -1), *range(last, len(words))):
        word = words[place]
        if place and words[place - 1] == "be" and is_past_form(word):
            return "past" if place > 1 and words[place - 2] not in ("to", "will", "would", "not") else "future"
        is_noun = word in NOUN_CUES and place and words[place - 1] in DETERMINERS
        if (word in FUTURE_CUES and not is_noun) or (word == "to" and place and words[place - 1] in ("is", "are")):
            return "future"
        if word == "to" and place < found.first and _is_committed(words, place):
            return "future"
        if is_past_form(word):
            return "past"
    return "future" if found.first and words[found.first - 1] in ("until", "till") else ""


def _is_committed(words: Sequence[str], place: int) -> bool:
    """Whether what somebody agrees, asks or threatens to do follows: "urged them to return in May"."""
    begun = max(0, place - 4)
    before = words[begun:place]
    is_passive = any(
        word in COMMITTING and words[at - 1] in ("was", "were", "been")
        for at, word in enumerate(before, start=begun)
        if at
    )
    following = words[place + 1] if place + 1 < len(words) else ""
    return (
        not is_passive
        and not COMMITTING.isdisjoint(before)
        and _CLAUSE_WORDS.isdisjoint(before)
        and following.isalpha()
        and following not in DETERMINERS
    )


def is_past_form(word: str) -> bool:
    """Whether a lower-case word looks like a verb in the past: "met", "announced"."""
    return word in PAST_CUES or (len(word) > 3 and word.endswith("ed"))


def _share_years(found: list[Match]) -> list[Match]:
    """Gives a date without a year the year of the one it is joined to: March and April 1918."""
    for index in range(len(found) - 2, -1, -1):
        this, following = found[index], found[index + 1]
        between = [token.text.lower() for token in this.hit.tokens[this.last : following.first]]
        if (
            this.symbol.kind != "partial"
            or following.symbol.kind != "value"
            or not re.match(r"XXXX-\d\d", this.symbol.value)
            or not re.match(r"(BC)?\d{4}-\d\d", following.symbol.value)
            or not between
            or len(between) > 2
            or not _LINKS.issuperset(between)
        ):
            continue
        year, month = following.symbol.value.rsplit("-", following.symbol.value.count("-"))[0], this.symbol.value[5:7]
        if month > following.symbol.value[len(year) + 1 :][:2] and year.isdigit():
            year = f"{int(year) - 1:04}"
        found[index] = replace(this, symbol=replace(this.symbol, kind="value", value=year + this.symbol.value[4:]))
    return found


def _year_beside(this: Match, found: Sequence[Match]) -> str:
    """The one explicit year in the clause of "64 years ago", "" where there is none or more than one."""
    years = {
        other.symbol.value[:4]
        for other in found
        if other.symbol.kind == "value"
        and other.symbol.value[:4].isdigit()
        and _CLAUSE_WORDS.isdisjoint(
            token.text.lower() for token in this.hit.tokens[min(this.last, other.last) : max(this.first, other.first)]
        )
    }
    return years.pop() if len(years) == 1 else ""


def _year_shift_beside(this: Match, found: Sequence[Match]) -> str:
    """How many years from publication an anniversary falls: 1 where its sentence says "next year"."""
    shifts = {
        other.symbol.count
        for other in found
        if other is not this
        and (other.symbol.kind, other.symbol.base, other.symbol.unit) == ("shift", "published", "Y")
        and other.symbol.count in ("-1", "0", "1")
    }
    return shifts.pop() if len(shifts) == 1 else "0"


def _year_behind(this: Match, found: Sequence[Match]) -> str:
    """The year said behind an anniversary: "the 75th anniversary of ties in 2023"; "" where none is."""
    years = [
        other.symbol.value
        for other in found
        if other.first >= this.last
        and other.symbol.kind == "value"
        and re.fullmatch(r"\d{4}", other.symbol.value)
        and this.hit.tokens[other.first - 1].text.lower() == "in"
    ]
    return years[0] if years else ""


def _join_ranges(found: list[Match]) -> list[Match]:
    """Tells each end of "between 2015 and 2018" and of "from 2015 to 2018" the other one."""
    joined = list(found)
    for index, (this, following) in enumerate(pairwise(found)):
        before = this.hit.tokens[this.first - 1].text.lower() if this.first else ""
        between = [token.text.lower() for token in this.hit.tokens[this.last : following.first]]
        ends = {"between": ("and",), "from": ("to", "until", "till", "through")}.get(before, ())
        is_range = len(between) == 1 and between[0] in ends and this.symbol.kind == following.symbol.kind == "value"
        if is_range:
            joined[index] = replace(this, symbol=replace(this.symbol, reach=following.symbol.value))
            joined[index + 1] = replace(following, symbol=replace(following.symbol, reach=this.symbol.value))
    return joined


def _distance_from(found: Sequence[Match], index: int, sign: int) -> dict[str, str]:
    """How far from the day named beside it a length of time leads: "on Monday, three days after Ottawa imposed"."""
    length = re.fullmatch(r"P(\d+)([DWMY])", found[index].symbol.value)
    if length is None:
        return {}
    leads = {"unit": length[2], "count": str(sign * int(length[1]))}
    for base, place in (("before", index - 1), ("behind", index + 1)):
        if 0 <= place < len(found) and _is_as_fine_as(length[2], found[place].symbol):
            return {"base": base, **leads}
    is_alone = all(other.symbol.kind == "period" for other in found)
    return {"base": "told", **leads} if is_alone else {}


def _is_as_fine_as(unit: str, symbol: Symbol) -> bool:
    """Whether a date is a day, or a month or year from which months or years may be counted."""
    if symbol.kind == "shift":
        return symbol.base == "published" and symbol.unit == "D"
    coarse = {"M": r"|(XXXX|\d{4})-\d\d", "Y": r"|(XXXX|\d{4})-\d\d|\d{4}"}.get(unit, "")
    return re.fullmatch(r"(XXXX|\d{4})-(WXX-\d|(XX|\d\d)-\d\d)" + coarse, symbol.value) is not None


def _reaches_to_now(before: Sequence[str]) -> bool:
    """Whether a length of time behind these words ends with the present: they have met twice in eight months."""
    return bool(before) and before[-1] in ("in", "within", "for") and not {"has", "have"}.isdisjoint(before)


def _with_context(found: list[Match]) -> list[Match]:
    """Adds to each symbol of a sentence what the sentence says about it."""
    told = []
    words = [token.text.lower() for token in found[0].hit.tokens] if found else []
    joined = _join_ranges(_share_years(found))
    for index, this in enumerate(joined):
        symbol = this.symbol
        if symbol.kind == "anniversary":
            symbol = replace(symbol, value=_year_shift_beside(this, found), beside=_year_behind(this, found))
        if this.first and words[this.first - 1] == "since" and not symbol.edge:
            symbol = replace(symbol, edge="SINCE")
        if this.first and words[this.first - 1] == "before" and not symbol.edge and symbol.kind in ("partial", "value"):
            symbol = replace(symbol, edge="BEFORE")
        if symbol.kind == "period" and not symbol.lean and _reaches_to_now(words[: this.first]):
            symbol = replace(symbol, lean="before")
        if symbol.kind == "period" and this.last < len(words) and words[this.last] in ("after", "before"):
            symbol = replace(symbol, **_distance_from(joined, index, -1 if words[this.last] == "after" else 1))
        if symbol.kind in ("partial", "holiday", "value") and not symbol.lean and (lean := _lean(this, words)):
            symbol = replace(symbol, lean=lean)
        if (
            symbol.kind == "shift"
            and symbol.base == "published"
            and symbol.unit in ("Y", "DE")
            and len(symbol.count) > 2
        ):
            symbol = replace(symbol, beside=_year_beside(this, found))
        told.append(this if symbol is this.symbol else replace(this, symbol=symbol))
    return _of_year_set_before(told)


def _of_year_set_before(found: list[Match]) -> list[Match]:
    """A date without a year behind the year that opens its sentence: "Four years later, they met on Feb. 23"."""
    if len(found) < 2:
        return found
    opening = found[0]
    is_year = re.fullmatch(r"\d{4}", opening.symbol.value) or (
        opening.symbol.kind == "shift" and opening.symbol.base == "context" and opening.symbol.unit == "Y"
    )
    tokens = opening.hit.tokens
    is_opening = opening.first <= 1 and opening.last < len(tokens)
    is_set = is_opening and (tokens[opening.last].text == "," or tokens[0].text == "In")
    this = found[1]
    is_incomplete = this.symbol.kind == "partial" and re.fullmatch(r"XXXX-\d\d(-\d\d)?", this.symbol.value)
    if not (is_year and is_set and is_incomplete and this.symbol.lean == "past" and not this.symbol.weekday):
        return found
    symbol = replace(this.symbol, kind="shift", base="context", unit="Y", count="0")
    return [opening, replace(this, symbol=symbol), *found[2:]]


def _is_chronicle(found: Sequence[Match]) -> bool:
    """Whether a text tells history: many dates, a good part of them full, next to none counted from the writing."""
    explicit = sum(this.symbol.kind == "value" for this in found)
    dated = explicit + sum(this.symbol.value.startswith(("XXXX-0", "XXXX-1")) for this in found)
    deictic = sum(
        (this.symbol.kind == "shift" and this.symbol.base == "published") or this.rule.name.startswith("weekday")
        for this in found
    )
    return explicit >= 8 and dated >= 20 and deictic * 8 <= dated


def _is_part_of_name(this: Match) -> bool:
    """Whether a season, a month or a length of time names something else: Summer Olympics, Six-Day War."""
    hit = this.hit
    if "month" in hit:
        return this.rule.name == "month" and hit.before == "the" and hit.precedes_name
    return not hit.word("when") and (hit.is_part_of_name("season") or hit.is_part_of_name("unit"))


def _split_range(this: Match) -> list[Match]:
    """The two ends of a range as expressions of their own, as chronicles are annotated."""
    last_names = [name for name in ("last_day", "last_month", "last_year") if name in this.hit]
    if not last_names:
        return [this]
    first_value, _, last_value = this.symbol.value.partition("/")
    first, last = (replace(this.symbol, value=value) for value in (first_value, last_value))
    if this.symbol.kind == "value":
        first, last = replace(first, reach=last_value), replace(last, reach=first_value)
    match = this.hit.match
    last_start = min(match.start(name) for name in last_names)
    ends = [match.end(name) for name in ("day", "month", "year", "first_year") if name in this.hit]
    first_end = max(end for end in ends if end <= last_start)
    return [replace(this, last=first_end, symbol=first), replace(this, first=last_start, symbol=last)]


def find_expressions(text: str, spans: Sequence[tuple[int, int]]) -> list[Expression]:
    """The temporal expressions inside the given spans of a text, sorted by place, never overlapping.

    Offsets are Python characters of `text`. Values stay symbolic: see `anchor`.
    """
    found: list[Match] = []
    is_ancient = len(_BEFORE_CHRIST.findall(text)) >= 3
    for start, end in _sentences(text, spans):
        if is_ancient or _GRAMMAR.may_match(text, start, end):
            for sentence in _GRAMMAR.sentences(text, start, end, is_ancient=is_ancient):
                found.extend(_with_context(_GRAMMAR.matches(sentence)))
    if _is_chronicle(found):
        found = [part for this in found for part in _split_range(this)]
    else:
        found = [this for this in found if this.rule.name != "adjective of time" and not _is_part_of_name(this)]
    return [_expression(text, this) for this in found]


def _expression(text: str, this: Match) -> Expression:
    start = this.hit.starts[this.first]
    end = this.hit.starts[this.last - 1] + len(this.hit.tokens[this.last - 1].text)
    return Expression(start, end, text[start:end], this.rule.type, this.symbol.encode(), this.rule.name)
