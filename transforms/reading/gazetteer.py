"""Finds the names of the reference data in a text, without a parse: one Aho-Corasick pass and a look around."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

import polars as pl
from ahocorasick_rs import AhoCorasick

from transforms.reading.names import folded, initials, spellings

LIST_SEPARATOR = "|"
PLACE_FORMS = frozenset({"city", "region", "state"})
LONGEST_INITIAL = 3
# Names of places that people bear as well.
FORENAME_FORMS = PLACE_FORMS | {"capital"}
MODIFIER_FORMS = frozenset({"adjective"})
NEXT_WORD = re.compile(r"[ \u00a0]([^\W\d_][\w.'’-]*)")
PREVIOUS_WORD = re.compile(r"([^\W\d_][\w'’-]*\.?)[ \u00a0]$")
# Before a city, words that make it the name of a club or a company: "Real Madrid", "Air France".
CLUB_WORDS = frozenset(
    {"Real", "Atletico", "Inter", "Sporting", "Dynamo", "Dinamo", "Lokomotiv", "Spartak", "AC", "FC", "Air", "Radio"}
)
# What may stand before or after a name with a capital of its own and is no part of it.
FUNCTION_WORDS = frozenset(
    {"a", "about", "after", "again", "all", "also", "although", "among", "an", "and", "are", "as", "at",
     "because", "before", "besides", "both", "but", "by", "despite", "did", "do", "does", "during", "each",
     "earlier", "even", "following", "for", "former", "formerly", "from", "had", "has", "have", "he", "her",
     "here", "his", "how", "however", "if", "in", "including", "inside", "instead", "into", "is", "it", "its",
     "last", "later", "like", "meanwhile", "more", "moreover", "most", "neither", "next", "no", "nor", "not",
     "now", "of", "on", "once", "only", "or", "other", "our", "over", "outside", "recently", "she", "should",
     "similarly", "since", "so", "some", "still", "such", "than", "that", "the", "their", "then", "there",
     "these", "they", "this", "those", "though", "through", "thus", "to", "today", "tomorrow", "toward",
     "towards", "under", "unlike", "until", "upon", "was", "we", "were", "what", "when", "where", "whether",
     "which", "while", "who", "why", "will", "with", "within", "without", "would", "yesterday", "yet", "you"}
)  # fmt: skip
# "the North" of an article on Korea.
COMPASS = re.compile(r"\b[Tt]he (North|South)\b(?![-–]|\s?[A-Z]|ern)")
COMPASS_COUNTRY = {"North": "PRK", "South": "KOR"}
ALL_CAPITALS = re.compile(r"[^a-z]*[A-Z]{2,}[^a-z]*")


@dataclass(frozen=True, slots=True)
class Entry:
    """What one name of the reference data stands for.

    kind: person, organization, country or place. form: the column or kind that the name is from (`name`, `adjective`,
    `capital`, `known_as`, `alias` ...). sector and pronoun are empty where they do not apply.
    """

    name: str
    kind: str
    country: str | None
    form: str
    sector: str = ""
    pronoun: str = ""
    caution: frozenset[str] = frozenset()
    written: str = ""


class Hit(NamedTuple):
    """A known name in a text."""

    start: int
    end: int
    entry: Entry


class Gazetteer:
    """Every known name, ready to be found in texts."""

    def __init__(self, reference: Mapping[str, pl.DataFrame]) -> None:
        self.country_names: dict[str, str] = dict(reference["country"].select("country_code", "name").iter_rows())
        self._words = dict(reference["name_word"].select("word", "kind").iter_rows())
        roles = reference["role"].select("role", "plural").iter_rows()
        self._role_words = {word for names in roles for name in names for word in name.casefold().split()}
        self._role_words |= {word.casefold() for word, kind in self._words.items() if kind == "title"}
        self._entries: dict[str, Entry] = {}
        for written, entry in _entries(reference, self.country_names):
            self._entries.setdefault(written, entry)
        self._patterns = list(self._entries)
        self._automaton = AhoCorasick(self._patterns)

    def country(self, code: str, form: str = "name") -> Entry:
        """Return the entry of a country under its shown name."""
        return Entry(self.country_names[code], "country", code, form)

    def hits(self, text: str, spans: Sequence[tuple[int, int]]) -> list[Hit]:
        """Return the known names inside the spans, in order, the longest where several begin together."""
        if not spans:
            return []
        plain = folded(text)
        found = list(self._longest(plain, sorted(spans)))
        certain = {hit.entry.country for hit in found if not hit.entry.caution and hit.entry.kind != "organization"}
        kept = [hit for hit in found if self._is_meant(text, plain, hit, certain)]
        kept = _with_own_acronyms(text, kept)
        if certain & {"PRK", "KOR"} and any(f"he {side}" in text for side in COMPASS_COUNTRY):
            kept = _with_compass(text, spans, kept, self)
        return kept

    def _longest(self, plain: str, spans: Sequence[tuple[int, int]]) -> Iterator[Hit]:
        """Yield the leftmost longest matches with whole words inside the spans."""
        candidates: dict[int, tuple[int, int]] = {}
        for pattern, first, last in self._automaton.find_matches_as_indexes(plain, overlapping=True):
            start, end = spans[bisect_right(spans, first, key=itemgetter(0)) - 1]
            if not start <= first < last <= end or last <= candidates.get(first, (0, 0))[0]:
                continue
            if (first > start and plain[first - 1].isalnum() and plain[first].isalnum()) or (
                last < end and plain[last].isalnum() and plain[last - 1].isalnum()
            ):
                continue
            candidates[first] = (last, pattern)
        done = 0
        for first, (last, pattern) in sorted(candidates.items()):
            if first >= done:
                done = last
                yield Hit(first, last, self._entries[self._patterns[pattern]])

    def _is_meant(self, text: str, plain: str, hit: Hit, certain_countries: set[str | None]) -> bool:
        """Tell whether the words around leave the name its known meaning."""
        entry = hit.entry
        word = plain[hit.start : hit.end]
        if plain[hit.end : hit.end + 1] == "$":
            return False
        if len(word) <= 5 and word.isupper() and ALL_CAPITALS.fullmatch(_line(plain, hit.start)):
            # In a headline in capitals, "WHO" and "IS" are words.
            return False
        if "word" in entry.caution and (
            text[hit.start : hit.end] != entry.written
            or (_begins_sentence(plain, hit.start) and entry.country not in certain_countries)
        ):
            return False
        if "namesake" in entry.caution and certain_countries - {None} and entry.country not in certain_countries:
            return False
        before = _word_before(plain, hit.start, 20)
        if before in CLUB_WORDS and entry.kind != "organization":
            return False
        following = NEXT_WORD.match(plain, hit.end)
        next_word = following[1].rstrip(".") if following else ""
        if (
            self._words.get(next_word) == "thing"
            and entry.form not in MODIFIER_FORMS
            and entry.kind in ("country", "place")
        ):
            return entry.form == "name" and "person" not in entry.caution
        title = before.casefold()
        if entry.form in FORENAME_FORMS and title in self._role_words and title not in FUNCTION_WORDS:
            # "Minister Aden Duale", but "Minister in Aden"
            return not self._is_name_part(next_word)
        if entry.form == "known_as" or "person" in entry.caution:
            return not self._is_name_part(next_word) and not self._is_part_after(plain, hit.start)
        return True

    def _is_part_after(self, plain: str, start: int) -> bool:
        before = _word_before(plain, start, 40)
        # A full stop ends a sentence, but behind an initial: "He saw Lagos. Kenya agreed", "J. Jordan".
        is_apart = before.endswith(".") and len(before) > LONGEST_INITIAL
        return not is_apart and self._is_name_part(before)

    def _is_name_part(self, word: str) -> bool:
        """Tell whether a word next to a name looks like another part of the same name ("Jeb" before "Bush")."""
        bare = word.removesuffix("'s")
        return (
            bool(bare)
            and bare[0].isupper()
            and bare.casefold().rstrip(".") not in FUNCTION_WORDS
            and bare.casefold().rstrip(".") not in self._role_words
            and bare.rstrip(".") not in self._words
            and bare not in self._entries
        )


def _word_before(text: str, at: int, reach: int) -> str:
    farthest = max(0, at - reach)
    # A word has no blank in it: nothing in front of the blank before it need be tried.
    start = max(farthest, text.rfind(" ", farthest, at - 2) + 1)
    found = PREVIOUS_WORD.search(text, start, at)
    return found[1] if found else ""


def _line(text: str, at: int) -> str:
    return text[text.rfind("\n", 0, at) + 1 : (text.find("\n", at) + 1 or len(text) + 1) - 1]


def _begins_sentence(text: str, at: int) -> bool:
    before = text[max(0, at - 3) : at].rstrip(" \"'“(")
    return not before or before[-1] in ".!?\n:"


def _with_own_acronyms(text: str, hits: list[Hit]) -> list[Hit]:
    """Give an acronym the meaning that the article binds it to: "Rapid Support Forces (RSF)" is no press watchdog.

    What stands in brackets is said; initials of a body named in full are as good where nothing else is.
    """
    bodies = [hit for hit in hits if hit.entry.kind == "organization"]
    if not bodies:
        return hits
    in_full = [hit for hit in bodies if not text[hit.start : hit.end].isupper()]
    bound = {initials(text[hit.start : hit.end]): hit.entry for hit in reversed(in_full)}
    spelt_out = {hit.entry.name for hit in in_full}
    for hit in bodies:
        if hit.entry.name in spelt_out:
            bound.pop(text[hit.start : hit.end], None)
    bound |= {
        text[short.start : short.end]: full.entry
        for full, short in itertools.pairwise(hits)
        if full.entry.kind == "organization" and is_in_brackets(text, full.end, short.start, short.end)
    }
    if not bound:
        return hits
    return [hit._replace(entry=bound[word]) if (word := text[hit.start : hit.end]) in bound else hit for hit in hits]


def is_in_brackets(text: str, name_end: int, start: int, end: int) -> bool:
    """Tell whether the words from `start` to `end` stand in brackets right after a name, in capitals."""
    return text[name_end:start] == " (" and text[end : end + 1] == ")" and text[start:end].isupper()


def _with_compass(text: str, spans: Iterable[tuple[int, int]], hits: list[Hit], gazetteer: Gazetteer) -> list[Hit]:
    """Add "the North" and "the South" to the hits of an article on Korea."""
    starts = [hit.start for hit in hits]
    added = []
    for start, end in spans:
        for match in COMPASS.finditer(text, start, end):
            before = bisect_right(starts, match.start(1)) - 1
            if before < 0 or hits[before].end <= match.start(1):
                entry = gazetteer.country(COMPASS_COUNTRY[match[1]], "variant")
                added.append(Hit(match.start(1), match.end(1), entry))
    return sorted(hits + added, key=lambda hit: hit.start) if added else hits


def _entries(reference: Mapping[str, pl.DataFrame], country_names: Mapping[str, str]) -> Iterator[tuple[str, Entry]]:
    """Yield every way to write every known name; of two rows with one spelling the first yielded stays."""
    for row in reference["person"].iter_rows(named=True):
        for form, name in _listed(row, "aliases"):
            entry = Entry(row["name"], "person", row["country"], form, pronoun=row["pronoun"])
            if " " in name or "-" in name:
                yield from ((spelling, entry) for spelling in sorted(spellings(name, row["country"])))
    for row in reference["country_name"].iter_rows(named=True):
        is_place = row["kind"] in PLACE_FORMS
        entry = Entry(
            folded(row["name"]) if is_place else country_names[row["country"]],
            "place" if is_place else "country",
            row["country"],
            row["kind"],
            caution=frozenset(filter(None, row["caution"].split(LIST_SEPARATOR))),
            written=row["name"],
        )
        yield from ((spelling, entry) for spelling in sorted(spellings(row["name"])))
    names_of_country = dict(reference["country_name"].group_by("country").agg("name").iter_rows())
    for row in reference["organization"].iter_rows(named=True):
        own_names = tuple(f"{name} " for name in names_of_country.get(row["country"], ()))
        cautions = frozenset(filter(None, row["caution"].split(LIST_SEPARATOR)))
        for form, name in _listed(row, "aliases"):
            # No other country has a "U.S. Treasury".
            caution = cautions - {"namesake"} if name.startswith(own_names) else cautions
            entry = Entry(row["name"], "organization", row["country"] or None, form, row["sector"], caution=caution)
            yield from ((spelling, entry) for spelling in sorted(spellings(name)))
    for row in reference["person"].iter_rows(named=True):
        single = [name for _, name in _listed(row, "aliases") if " " not in name and "-" not in name]
        for name in (*single, *filter(None, row["known_as"].split(LIST_SEPARATOR))):
            entry = Entry(row["name"], "person", row["country"], "known_as", pronoun=row["pronoun"])
            yield from ((spelling, entry) for spelling in sorted(spellings(name)))
    for row in reference["outlet"].iter_rows(named=True):
        for form, name in _listed(row, "also_known_as"):
            if " " in name:
                entry = Entry(row["name"], "organization", row["country"] or None, form, sector="MED")
                yield folded(name), entry


def _listed(row: Mapping[str, str], column: str) -> Iterator[tuple[str, str]]:
    """Yield the row's name and each name of its list column, with the form they have."""
    yield "name", row["name"]
    for alias in filter(None, row[column].split(LIST_SEPARATOR)):
        yield "alias", alias
