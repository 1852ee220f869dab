"""What is of public record: dated facts and tenures of offices, and which of them a text speaks of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

import polars as pl

from transforms.reading.days import days_of

# How sure a kind of clue is; the surer one is believed where two disagree.
SURE, STRONG, FAIR, WEAK = 4, 3, 2, 1

# Words by which a sentence speaks of a kind of fact (column `what` of the reference table).
FACT_WORDS: Mapping[str, tuple[str, ...]] = {
    "diplomatic relations established": ("diplomatic relations", "diplomatic ties", "formal ties", "formal relations"),
    "diplomatic relations restored": ("diplomatic relations", "diplomatic ties", "embass"),
    "diplomatic relations severed": ("sever", "cut diplomatic", "broke off"),
    "election": ("election", "elected"),
    "birth": ("birth", "born"),
    "death": ("death", "died", "passing"),
    "olympics": ("olympic",),
    "state founded": ("founding", "founded", "foundation"),
    "organization founded": ("founding", "founded", "foundation"),
    "independence": ("independence",),
    "revolution": ("revolution",),
    "war": ("war",),
    "agreement": ("agreement", "treaty", "accord"),
    "party congress": ("congress",),
    "summit": ("summit",),
    "visit": ("visit",),
    "missile launch": ("launch",),
    "nuclear test": ("nuclear test",),
    "coup": ("coup",),
    "membership": ("member", "joined", "joining", "accession"),
}
# Facts that news tells as news, so that "on Thursday" in their sentence is their day.
NEWS_FACTS = frozenset(
    ("election", "death", "coup", "attack", "missile launch", "nuclear test", "summit", "referendum")
)
# Facts that happen once, so that their day without a year is that day; births and foundings are kept every year.
SINGLE_FACTS = NEWS_FACTS | {
    "diplomatic relations established",
    "diplomatic relations restored",
    "diplomatic relations severed",
    "agreement",
    "withdrawal",
}
# Facts whose day is kept every year, and the words for keeping it.
KEPT_FACTS: Mapping[str, tuple[str, ...]] = {
    "birth": ("birthday",),
    "state founded": ("anniversary", "foundation day", "founding day"),
    "organization founded": ("anniversary", "foundation day", "founding day"),
    "independence": ("independence day", "anniversary"),
    "revolution": ("anniversary",),
    "diplomatic relations established": ("anniversary",),
}
# Facts announced beforehand, so that speaking of them as ahead comes before them.
AWAITED_FACTS = frozenset(("olympics", "election", "summit", "referendum"))


@dataclass(frozen=True, slots=True)
class DatedFact:
    """Something of public record with its days. A sentence speaks of it that has one word of each group in `words`.

    `elsewhere` are groups that may also stand in another sentence of the article. All in lower case, without accents.
    """

    what: str
    label: str
    words: tuple[tuple[str, ...], ...]
    elsewhere: tuple[tuple[str, ...], ...]
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Tenure:
    """Who held an office and when: names and office words in lower case without accents; end None while in office.

    family is what news repeats of the name, once it was given in full.
    """

    names: tuple[str, ...]
    office: str
    start: date
    end: date | None
    family: str = ""


_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def plain(text: str) -> str:
    """Lower case without accents, apostrophes straight; of the same length for Latin text."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFD", text.replace("’", "'").replace("‘", "'"))
    return _NOT_ASCII.sub(lambda char: "" if unicodedata.combining(char[0]) else char[0], folded).lower()


def dated_facts(reference: Mapping[str, pl.DataFrame]) -> tuple[DatedFact, ...]:
    """The facts of the reference table `fact`, with all names of the countries and persons in them."""
    names, shown = _names(reference), _shown_names(reference)
    made = []
    for row in reference["fact"].iter_rows(named=True):
        words = [FACT_WORDS.get(row["what"], (row["what"],))]
        elsewhere: list[tuple[str, ...]] = []
        for who in (row["subject"], row["object"]):
            if not who:
                continue
            # "His election" needs no name in the sentence; who met whom must stand there.
            is_person = who in names and len(who) != 3 and not row["object"]
            (elsewhere if is_person and row["what"] in NEWS_FACTS else words).append(names.get(who, (plain(who),)))
        start, _ = _span_of(row["start_date"], row)
        _, end = _span_of(row["end_date"] or row["start_date"], row)
        if not (row["subject"] or row["object"]):
            words = [(plain(row.get("note") or row["what"]),)]
        who = " and ".join(shown.get(name, name) for name in (row["subject"], row["object"]) if name)
        label = f"{row['what']} of {who}" if who else row.get("note") or row["what"]
        made.append(DatedFact(row["what"], label, tuple(words), tuple(elsewhere), start, end))
    return tuple(made)


def tenures(reference: Mapping[str, pl.DataFrame]) -> tuple[Tenure, ...]:
    """The offices of the reference table `office` with the names of their holders."""
    names = _names(reference)
    families = {row["name"]: plain(row.get("family_name") or "") for row in reference["person"].iter_rows(named=True)}
    return tuple(
        Tenure(
            names.get(row["person"], (plain(row["person"]),)),
            plain(row["office"]),
            _span_of(row["start_date"], row)[0],
            _span_of(row["end_date"], row)[1] if row["end_date"] else None,
            families.get(row["person"], ""),
        )
        for row in reference["office"].iter_rows(named=True)
        if row["start_date"]
    )


def _shown_names(reference: Mapping[str, pl.DataFrame]) -> dict[str, str]:
    """The first name of each country, by its code."""
    shown: dict[str, str] = {}
    for row in reference["country_name"].iter_rows(named=True):
        if row.get("kind", "name") == "name":
            shown.setdefault(row["country"], row["name"])
    return shown


def _span_of(value: str, row: Mapping[str, str]) -> tuple[date, date]:
    """First and last day of a date of the reference data: a day, a month or a year."""
    days = days_of(value)
    if days is None:
        raise ValueError(f"reference data: {value!r} is no date (2019, 2019-03 or 2019-03-01), in {dict(row)}")
    return days[0], days[1]


def _names(reference: Mapping[str, pl.DataFrame]) -> dict[str, tuple[str, ...]]:
    """All names of each country (by its code) and of each person (by name)."""
    names: dict[str, set[str]] = {}
    for row in reference["country_name"].iter_rows(named=True):
        names.setdefault(row["country"], set()).add(plain(row["name"]))
    for row in reference["person"].iter_rows(named=True):
        others = "|".join(filter(None, (row["aliases"], row["known_as"]))).split("|")
        names[row["name"]] = {plain(name) for name in (row["name"], *others) if name}
    return {key: tuple(sorted(values)) for key, values in names.items()}


_WORD = re.compile(r"\w+")
# A word so short is looked for whole.
SHORT_WORD = 3


@cache
def first_words(names: tuple[str, ...]) -> frozenset[str]:
    """The word that each name begins with."""
    return frozenset(match.group() for name in names if (match := _WORD.search(name)))


def near_facts(facts: Sequence[DatedFact], whole: str) -> list[DatedFact]:
    """The facts that a text may speak of at all: a look before each sentence is searched."""
    words = frozenset(_WORD.findall(whole))
    return [
        fact
        for fact in facts
        if has_word(whole, fact.words[0])
        and all(_is_named(group, whole, words) for group in (*fact.words[1:], *fact.elsewhere))
    ]


def _is_named(names: tuple[str, ...], whole: str, words: frozenset[str]) -> bool:
    """Whether a text of these words has one of the names: most are told to be absent by their first words."""
    return not first_words(names).isdisjoint(words) and has_word(whole, names)


@lru_cache(maxsize=8192)
def has_word(plain_text: str, words: tuple[str, ...]) -> bool:
    """Whether one of the words stands in the text, from its first letter on; a short one whole: US, war."""
    for word in words:
        found = plain_text.find(word)
        while found >= 0:
            after = plain_text[found + len(word) : found + len(word) + 1]
            is_begun = found == 0 or not plain_text[found - 1].isalnum()
            if is_begun and not (len(word) <= SHORT_WORD and after.isalnum()):
                return True
            found = plain_text.find(word, found + 1)
    return False


def matching_facts(facts: Sequence[DatedFact], sentence: str, whole: str) -> list[DatedFact]:
    """The facts that a sentence speaks of."""
    # Many facts are of one kind, told by the same words.
    said = {group for group in {fact.words[0] for fact in facts} if has_word(sentence, group)}
    return [
        fact
        for fact in facts
        if fact.words[0] in said
        and all(has_word(sentence, group) for group in fact.words[1:])
        and all(has_word(whole, group) for group in fact.elsewhere)
        and (len(fact.words) != 2 or _stand_together(sentence, *fact.words))
    ]


# Of one country's fact its name stands so near, in characters: others may be named in the sentence too.
NEAR_CHARACTERS = 40


def _stand_together(sentence: str, words: Sequence[str], names: Sequence[str]) -> bool:
    """Whether the word for a fact and the name of whom it is about stand near each other."""
    said, named = (
        [match.span() for word in group if word in sentence for match in re.finditer(rf"\b{re.escape(word)}", sentence)]
        for group in (words, names)
    )
    return any(max(a, c) - min(b, d) <= NEAR_CHARACTERS for a, b in said for c, d in named)


def named_tenures(held: Sequence[Tenure], whole: str) -> list[Tenure]:
    """The tenures of those whom a text names."""
    words = frozenset(_WORD.findall(whole))
    return [tenure for tenure in held if _is_named(tenure.names, whole, words)]


def named_births(facts: Sequence[DatedFact], whole: str) -> list[DatedFact]:
    """The births of those whom a text names; the names are the last of the words that a birth is known by."""
    words = frozenset(_WORD.findall(whole))
    return [fact for fact in facts if fact.what == "birth" and _is_named(fact.words[-1], whole, words)]
