"""Noun phrases that may stand for an actor: names, roles ("foreign minister", "troops") and what they belong to."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from operator import attrgetter

import polars as pl

from transforms.reading.clause import preposition
from transforms.reading.gazetteer import Entry, Hit
from transforms.reading.names import HYPHENED_PARTICLES, PARTICLES
from transforms.reading.parse import Sentence, Token

# "jin" of "Yang Moo-jin", but not "led" of "the Zelaya-led movement".
LONGEST_SYLLABLE = 6
NOT_A_SYLLABLE = re.compile(
    r"(?:led|based|era|style|run|wide|like|owned|made|held|type|born|bound|aged|old|backed|linked)$"
)
HYPHENS = frozenset({"-", "–", "‑"})
QUOTES = frozenset({'"', "“", "”", "'", "‘", "’"})
# What a country may be called before its name: "its ally China".
COUNTRY_TITLES = frozenset({"ally", "neighbor", "neighbour", "rival", "partner", "brother", "enemy", "adversary"})
SENTENCE_OPENERS = frozenset({'"', "“", "‘", ":", "-", "–", "—", "("})
POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
LEFT_OF_HEAD = frozenset(
    {"det", "amod", "compound", "nummod", "nmod:poss", "nmod:desc", "flat", "advmod", "punct", "case", "nmod",
     "conj", "cc", "nmod:unmarked", "obl:unmarked", "nsubj", "det:predet", "appos", "root", "goeswith", "dep"}
)  # fmt: skip
# Relations of a word inside a name, not of the name as a whole.
LOOSE_RELATIONS = frozenset({"compound", "flat", "punct", "case", "amod", "det", "dep", "goeswith"})
# "Iran-backed rebels" are not Iran's, "the Saudi-led coalition" is.
NOT_OWNED = re.compile(
    r"[-–‑](?:backed|born|allied|aligned|held|controlled|occupied|sponsored|funded|friendly|educated|trained|made|built|"
    r"supplied|armed|supported|speaking|hating|bound|brokered|mediated|linked|affiliated|inspired|listed|imposed)"
)
# "the party of X" is X's; "the attack on X", "the envoy to X" are not.
OWNING_PREPOSITIONS = frozenset({"of", "in", "from", "at", "inside"})
# Role nouns that are ordinary words of names: "National Development", "People Power".
NAME_WORDS_TOO = frozenset(
    {"national", "people", "justice", "marine", "worker", "farmer", "public", "christian", "woman"}
)
JOINING_WORDS = frozenset({"of", "for", "on"})
# Nouns that only say how many of those who follow: no name, also with a capital in front of a sentence.
QUANTITIES = frozenset(
    {"thousand", "thousands", "hundred", "hundreds", "dozen", "dozens", "score", "scores", "million", "millions",
     "number", "numbers", "majority", "group", "groups", "handful", "pair", "couple", "most", "some", "many",
     "all", "one", "two", "three", "several", "none", "half", "tens", "lot", "part", "rest", "member", "members"}
)  # fmt: skip
# Between a country and the title of its office-holder: "the Lebanese caretaker premier".
BEFORE_TITLE = frozenset(
    {"former", "ex", "late", "acting", "interim", "then", "outgoing", "deputy", "vice", "incoming", "caretaker",
     "senior", "top", "special", "new", "first", "chief", "longtime", "veteran", "transitional", "de", "facto",
     "opposition", "ousted", "exiled", "jailed", "hardline", "military", "ruling"}
)  # fmt: skip
# Titles that stand inside names as well: "Abdullahi Sheikh Ismail".
HONORIFICS = frozenset({"Sheikh", "Sheik", "Shaikh", "Father", "King", "Prince", "Lord", "Justice", "Grand"})
# Titles that say nothing of an office.
COURTESY = frozenset({"Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Dr", "Dr.", "Sir", "Dame", "Prof", "Prof.", "Madam"})
# "His Highness the Emir": the office behind it says who it is.
STYLES = frozenset({"Highness", "Majesty", "Excellency", "Holiness", "Eminence", "Grace"})
CORPORATE_SUFFIXES = frozenset({"Inc.", "Inc", "Ltd", "Ltd.", "Corp.", "Co.", "PLC"})


@dataclass(frozen=True, slots=True)
class Role:
    """A row of role.csv as it stands in the text."""

    name: str
    kind: str
    sector: str
    is_plural: bool
    stands_for: str = ""


@dataclass(slots=True)
class Phrase:
    """One noun phrase; every position is a token index of its sentence, `last` and `phrase_last` are inclusive.

    `first:last` are its own words (the name, or the role), `phrase_first:phrase_last` include title and modifiers.
    kind: person, organization, country, place, thing (no actor) or empty where nothing tells.
    span: the characters of a known name, which may be less than its tokens ("U.S." of "U.S.-led").
    owners: phrases of whom this one is ("Egypt" of "Egypt's army"). titles: role phrases beside a name;
    is_title: whether it is one of another's.
    """

    sentence: Sentence
    first: int
    last: int
    head: int
    kind: str = ""
    entry: Entry | None = None
    span: tuple[int, int] | None = None
    role: Role | None = None
    phrase_first: int = 0
    phrase_last: int = 0
    owners: list[Phrase] = field(default_factory=list)
    titles: list[Phrase] = field(default_factory=list)
    is_owner_right: bool = False
    is_modifier: bool = False
    is_title: bool = False

    def __post_init__(self) -> None:
        self.phrase_first, self.phrase_last = self.first, self.last

    @property
    def tokens(self) -> Sequence[Token]:
        """The tokens of its own words."""
        return self.sentence.tokens[self.first : self.last + 1]

    def text(self, document: str) -> str:
        """Return its own words as the document has them, on one line."""
        words = document[self.sentence.tokens[self.first].start : self.sentence.tokens[self.last].end]
        return " ".join(words.split())


class PhraseFinder:
    """Cuts sentences into the phrases that may name actors."""

    def __init__(self, reference: Mapping[str, pl.DataFrame]) -> None:
        self._roles: dict[tuple[str, ...], Role] = {}
        columns = ("role", "plural", "kind", "sector", "stands_for")
        for name, plural, kind, sector, stands_for in reference["role"].select(columns).iter_rows():
            for form, is_plural in ((name, False), (plural, True)):
                if form:
                    self._roles.setdefault(tuple(_words(form)), Role(name, kind, sector, is_plural, stands_for))
        # The number of words of the longest role that begins with a word: most words begin none.
        self._role_lengths: dict[str, int] = {}
        for words in self._roles:
            first = words[0].lower()
            self._role_lengths[first] = max(len(words), self._role_lengths.get(first, 0))
        self._words: dict[str, str] = dict(reference["name_word"].select("word", "kind").iter_rows())

    def phrases(self, sentence: Sentence, hits: Sequence[Hit]) -> list[Phrase]:
        """Return the phrases of a sentence in order, linked to their titles and owners."""
        known = self._known(sentence, hits)
        role_lengths = self._role_lengths
        begin_role = [token.index for token in sentence.tokens if token.text.lower() in role_lengths]
        found = known + self._roles_of(sentence, begin_role, _covered(known), fewest_words=2)
        found += self._unknown(sentence, _covered(found), known)
        found += self._roles_of(sentence, begin_role, _covered(found), fewest_words=1)
        found.sort(key=lambda phrase: (phrase.first, -phrase.last))
        found = _without_styles(sentence, found)
        _link_titles(sentence, found)
        covering = {index: phrase for phrase in reversed(found) for index in range(phrase.first, phrase.last + 1)}
        for phrase in found:
            _widen(sentence, phrase, covering)
            if phrase.titles:
                _take_in_country(sentence, phrase, covering)
            _take_in_style(sentence, phrase)
        _link_owners(sentence, found)
        return found

    def _known(self, sentence: Sentence, hits: Sequence[Hit]) -> list[Phrase]:
        found = []
        for hit in hits:
            first = bisect_right(sentence.tokens, hit.start, key=attrgetter("end"))
            last = bisect_left(sentence.tokens, hit.end, first, key=attrgetter("start")) - 1
            if first > last:
                continue
            phrase = Phrase(
                sentence, first, last, _head(sentence, first, last), hit.entry.kind, hit.entry, (hit.start, hit.end)
            )
            after = sentence.tokens[last]
            rest = after.text[hit.end - after.start :] if after.end > hit.end else _text_after(sentence, last)
            phrase.is_modifier = bool(NOT_OWNED.match(rest))
            found.append(phrase)
        return found

    def _unknown(self, sentence: Sentence, taken: set[int], known: list[Phrase]) -> list[Phrase]:
        """Return the capitalised runs that no known name covers, and let known names grow into longer ones."""
        tokens = sentence.tokens
        by_first = {phrase.first: phrase for phrase in known}
        by_last = {phrase.last: phrase for phrase in known}
        found: list[Phrase] = []
        behind = 0
        for index, token in enumerate(tokens):
            if not token.text[0].isupper() or index < behind or index in taken or not self._is_name_word(tokens, index):
                continue
            last = self._run_end(sentence, index, taken)
            last = self._organization_end(sentence, index, last, by_first)
            longer = by_first.get(last + 1)
            if longer and self._is_longer_name(tokens, index, last, longer):
                # "Popular Democratic Party" is not the Democratic Party.
                longer.first, longer.entry, longer.span = index, None, None
                longer.head = _head(sentence, index, longer.last)
                behind = longer.last + 1
                continue
            for phrase in self._named(sentence, index, last):
                owner = by_last.get(phrase.first - 1)
                if (
                    owner
                    and phrase.kind == "organization"
                    and owner.kind in {"country", "place"}
                    and phrase.role is None
                ):
                    # "Danish Refugee Council": the country is part of the name, and still whose it is.
                    phrase.first = owner.first
                    phrase.owners = [owner]
                found.append(phrase)
            behind = last + 1
        return found

    def _is_longer_name(self, tokens: Sequence[Token], first: int, last: int, known: Phrase) -> bool:
        """Tell whether the capitalised words before a known body make another body's name together with it."""
        return (
            known.kind == "organization"
            and known.first < known.last
            and all(token.upos == "PROPN" for token in tokens[first : last + 1])
            and self._title_end(tokens, first, last) is None
            and tokens[last].end + 1 == tokens[known.first].start
        )

    def _is_name_word(self, tokens: Sequence[Token], index: int) -> bool:
        token = tokens[index]
        if not token.text[0].isupper() or (index == 0 and token.text.lower() in QUANTITIES):
            return False
        if self._words.get(token.text.rstrip(".")) == "time" and not _is_hyphenated(tokens, index):
            return False
        if token.upos == "PROPN":
            return True
        is_nominal = token.upos in {"NOUN", "ADJ", "X"} or token.xpos.startswith("NNP")
        return is_nominal and index > 0 and tokens[index - 1].text not in SENTENCE_OPENERS

    def _run_end(self, sentence: Sentence, first: int, taken: set[int]) -> int:
        """Return the last token of the run of name words that begins at `first`, over hyphens and particles."""
        tokens = sentence.tokens
        last = first
        while last + 1 < len(tokens) and last + 1 not in taken:
            following = tokens[last + 1]
            after = tokens[last + 2] if last + 2 < len(tokens) and last + 2 not in taken else None
            if (
                following.text in HYPHENS
                and after
                and tokens[last].end == following.start
                and following.end == after.start
            ):
                is_given_name = (
                    last > first and len(after.text) <= LONGEST_SYLLABLE and not NOT_A_SYLLABLE.match(after.text)
                )
                if not (after.text[0].isupper() or after.upos == "PROPN" or is_given_name):
                    break
                last += 2
            elif self._is_name_word(tokens, last + 1) or _is_particle_before(following, after):
                last += 1
            else:
                break
        while last > first and (tokens[last].text in HYPHENS or tokens[last].text.lower() in PARTICLES):
            last -= 1
        return last

    def _organization_end(self, sentence: Sentence, first: int, last: int, known: Mapping[int, Phrase]) -> int:
        """Extend "Ministry" over "of Foreign Affairs", but not over a country's name that owns it."""
        tokens = sentence.tokens
        if self._words.get(tokens[last].text) != "organization" or not tokens[last].text[0].isupper():
            return last
        end = last
        while end + 2 < len(tokens) and tokens[end + 1].text in {*JOINING_WORDS, "and", "&", ","}:
            if end == last and tokens[end + 1].text not in JOINING_WORDS:
                break
            start = end + 3 if tokens[end + 2].text == "the" else end + 2
            entry = known[start].entry if start in known else None
            if entry is not None and entry.form == "adjective":
                # "University of North Korean Studies"
                start = known[start].last + 1
            if start >= len(tokens) or start in known or not self._is_name_word(tokens, start):
                break
            stop = self._run_end(sentence, start, set(known))
            if tokens[end + 1].text != "of" and end == last and tokens[end + 1].text not in {"for", "on"}:
                break
            if tokens[stop].upos == "PROPN" and self._words.get(tokens[stop].text) == "title":
                break
            end = stop
        return end

    def _named(self, sentence: Sentence, first: int, last: int) -> list[Phrase]:
        """Split a run into title and name ("Colonel Turki al-Malki"), or what comes before a title and what after."""
        tokens = sentence.tokens
        cut = None if self._is_body(tokens, first, last) else self._title_end(tokens, first, last)
        found = []
        while cut is not None:
            start, stop = cut
            if start > first:
                found.append(self._name_or_role(sentence, first, start - 1))
            found.append(self._role_phrase(sentence, start, stop))
            first = stop + 1
            cut = self._title_end(tokens, first, last)
        if first <= last:
            found.append(self._name(sentence, first, last))
        return found

    def _is_body(self, tokens: Sequence[Token], first: int, last: int) -> bool:
        """Tell whether the run's head names a body, so that a role in it is none ("Refugee Council")."""
        words = [token.text for token in tokens[first : last + 1]]
        joint = next((place for place, word in enumerate(words) if word in JOINING_WORDS), len(words))
        if joint < 2 or self._words.get(words[joint - 1]) != "organization":
            return False
        role = self._role_at(tokens, first, last)
        return role is None or role[1] != last

    def _title_end(self, tokens: Sequence[Token], first: int, last: int) -> tuple[int, int] | None:
        """Return the first run of title words inside the tokens, longest role first."""
        for start in range(first, last + 1):
            if found := self._role_at(tokens, start, last):
                role, stop = found
                is_whole = start == first and stop == last
                if is_whole or (role.kind == "person" and role.name.lower() not in NAME_WORDS_TOO):
                    return start, stop
            is_title = self._words.get(tokens[start].text.rstrip(".")) == "title" and (start < last or start == first)
            if is_title and (start == first or tokens[start].text not in HONORIFICS):
                return start, start
        return None

    def _name_or_role(self, sentence: Sentence, first: int, last: int) -> Phrase:
        found = self._role_at(sentence.tokens, first, last)
        if found and found[1] == last:
            return self._role_phrase(sentence, first, last)
        return self._name(sentence, first, last)

    def _role_phrase(self, sentence: Sentence, first: int, last: int) -> Phrase:
        found = self._role_at(sentence.tokens, first, last)
        role = (
            found[0]
            if found and found[1] == last
            else Role(sentence.tokens[first].text.lower(), "person", "ELI", False)
        )
        return Phrase(sentence, first, last, _head(sentence, first, last), role=role)

    def _role_at(
        self, tokens: Sequence[Token], first: int, last: int, taken: Set[int] = frozenset()
    ) -> tuple[Role, int] | None:
        """Return the longest role from `first` to `last` at most, with nothing taken in it, and its last token."""
        text = tokens[first].text
        longest = self._role_lengths.get(text.lower(), 0)
        if not longest:
            return None
        best = (self._roles[(text,)], first) if (text,) in self._roles else None
        words: list[str] = []
        index = first
        while index <= last and index not in taken and len(words) < longest:
            if tokens[index].text not in HYPHENS:
                words.append(tokens[index].text.lower())
                if role := self._roles.get(tuple(words)):
                    best = role, index
            index += 1
        return best

    def _is_inside_name(self, tokens: Sequence[Token], first: int, last: int) -> bool:
        """Tell whether a role's words are part of a name ("Trade Union Congress", "Communist Party leader")."""
        if not tokens[first].text[0].isupper():
            return False
        following = tokens[last + 1].text if last + 1 < len(tokens) else ""
        return self._words.get(following) == "organization" or (first > 0 and tokens[last].text[0].islower())

    def _name(self, sentence: Sentence, first: int, last: int) -> Phrase:
        """Return the phrase of an unknown name, its kind told from its words."""
        tokens = sentence.tokens
        words = [token.text for token in tokens[first : last + 1]]
        kinds = [self._words.get(word) or self._words.get(word.rstrip("s.")) for word in words]
        head_word = next((place for place, word in enumerate(words) if word in JOINING_WORDS), len(words)) - 1
        letters = "".join(words)
        kind = ""
        if not letters.isalpha() and (
            any(letter.isdigit() or letter == "$" for letter in letters) or not any(map(str.isalpha, letters))
        ):
            kind = "thing"
        elif words[-1] in CORPORATE_SUFFIXES:
            kind = "organization"
        elif kinds[head_word] in {"organization", "place", "thing"} and len(words) > 1:
            kind = str(kinds[head_word])
        elif kinds[0] == "place" and len(words) > 1:
            kind = "place"
        elif "organization" in kinds and len(words) > 1:
            kind = "organization"
        elif kinds[head_word] in {"thing", "time", "place"}:
            kind = "place" if kinds[head_word] == "place" else "thing"
        elif len(words) == 1 and len(words[0]) > 1 and words[0].isupper():
            kind = "organization"
        return Phrase(sentence, first, last, _head(sentence, first, last), kind)

    def _roles_of(
        self, sentence: Sentence, begin_role: Sequence[int], taken: set[int], *, fewest_words: int
    ) -> list[Phrase]:
        """Return the role nouns of so many words that no name covers; `begin_role` are the words that begin one."""
        tokens = sentence.tokens
        found = []
        behind = 0
        for index in begin_role:
            if index < behind or index in taken or self._role_lengths[tokens[index].text.lower()] < fewest_words:
                continue
            match = self._role_at(tokens, index, len(tokens) - 1, taken)
            if (
                match
                and match[1] - index + 1 >= fewest_words
                and _may_be_role(tokens, match[1], match[0])
                and not (fewest_words > 1 and self._is_inside_name(tokens, index, match[1]))
            ):
                role, last = match
                found.append(Phrase(sentence, index, last, _head(sentence, index, last), role=role))
                behind = last + 1
        return found


def _may_be_role(tokens: Sequence[Token], index: int, role: Role) -> bool:
    """Tell whether a word that can be a role is one: a noun, or what the tagger misses in front or before a name."""
    if tokens[index].upos in {"NOUN", "PROPN"} or tokens[index].text == "general":
        return True
    is_before_name = index + 1 < len(tokens) and tokens[index + 1].upos == "PROPN" and tokens[index].upos == "ADJ"
    return is_before_name or (index == 0 and role.is_plural)


def _covered(phrases: Iterable[Phrase]) -> set[int]:
    return {index for phrase in phrases for index in range(phrase.first, phrase.last + 1)}


def _is_body_name(phrase: Phrase, owner: Phrase) -> bool:
    """Tell whether a country right before a name makes it a body's name; "Georgian Dream" is one, persons have more."""
    is_adjective = owner.entry is not None and owner.entry.form == "adjective"
    return phrase.kind == "organization" or (is_adjective and phrase.kind == "" and phrase.first == phrase.last)


def _is_hyphenated(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether a hyphen and a capital follow at once: "Jan-Christian"."""
    following = tokens[index + 1 : index + 3]
    return len(following) == 2 and following[0].text in HYPHENS and following[1].text[0].isupper()


def _is_particle_before(token: Token, after: Token | None) -> bool:
    """Tell whether the token is a small word inside a name, such as "al" before "-" or "van" before a capital."""
    word = token.text.lower()
    if word not in PARTICLES or after is None:
        return False
    return after.text in HYPHENS or (after.text[0].isupper() and word not in HYPHENED_PARTICLES)


def _words(form: str) -> list[str]:
    words = form.replace("-", " ").split()
    return words if len(words) == 1 and form != form.lower() else [word.lower() for word in words]


def _head(sentence: Sentence, first: int, last: int) -> int:
    """Return the token of the run whose head lies outside; where the parse breaks the run, the first real argument."""
    if first == last:
        return first
    outside = [
        token
        for token in sentence.tokens[first : last + 1]
        if not first <= token.head <= last or token.head == token.index
    ]
    if not outside:
        return last
    return next((token for token in outside if token.dep not in LOOSE_RELATIONS), outside[-1]).index


def _text_after(sentence: Sentence, index: int) -> str:
    text, end = "", sentence.tokens[index].end
    for token in sentence.tokens[index + 1 : index + 3]:
        if token.start != end:
            break
        text, end = text + token.text, token.end
    return text


def _link_titles(sentence: Sentence, phrases: list[Phrase]) -> None:
    """Join roles to the names they are of: "President Xi", "Yang, a professor", "the foreign minister, Ann Linde"."""
    for before, after in itertools.pairwise(phrases):
        if before.role is None or after.role or not _may_name(before.role, after):
            continue
        if all(token.text in QUOTES for token in sentence.tokens[before.last + 1 : after.first]):
            before.is_title = True
            after.titles.append(before)
    appositions = [phrase for phrase in phrases if sentence.tokens[phrase.head].dep == "appos"]
    if not appositions:
        return
    by_token = {index: phrase for phrase in phrases for index in range(phrase.first, phrase.last + 1)}
    for phrase in appositions:
        other = by_token.get(sentence.tokens[phrase.head].head)
        if other is None or (phrase.role is None) == (other.role is None):
            continue
        role, name = (phrase, other) if phrase.role else (other, phrase)
        if role.role and not role.is_title and _may_name(role.role, name) and not role.role.is_plural:
            role.is_title = True
            name.titles.append(role)


def _may_name(role: Role, name: Phrase) -> bool:
    if name.entry is not None and name.entry.kind == "country":
        return role.name in COUNTRY_TITLES and name.entry.form in {"name", "variant", "official"}
    if name.entry is not None and name.entry.kind == "place":
        return False
    if role.kind == "person":
        return name.kind in {"", "person"}
    return name.kind in {"", "organization"} and (name.entry is not None or role.kind == "organization")


def _widen(sentence: Sentence, phrase: Phrase, covering: Mapping[int, Phrase]) -> None:
    """Extend the phrase over its determiner, adjectives, compounds and titles; `covering` has each token's phrase."""
    tokens = sentence.tokens
    first, last = phrase.first, phrase.last
    members = set(range(first, last + 1))
    for title in phrase.titles:
        members.update(range(title.first, title.last + 1))
        first, last = min(first, title.first), max(last, title.last)
    while first > 0 and tokens[first - 1].dep in LEFT_OF_HEAD and not _opens_other(sentence, first - 1, covering):
        word = range(_compound_start(tokens, first - 1), first)
        if not _reaches(sentence, word, members, phrase.last, covering):
            break
        members.update(word)
        first = word.start
    while first < phrase.first and (
        tokens[first].upos in {"PUNCT", "CCONJ", "ADP", "PART"} and tokens[first].text not in {'"', "“"}
    ):
        first += 1
    phrase.phrase_first, phrase.phrase_last = first, last


def _take_in_country(sentence: Sentence, phrase: Phrase, covering: Mapping[int, Phrase]) -> None:
    """Extend a name with a title over the country right before it, whatever the parse makes of the country."""
    if not any(title.first < phrase.first for title in phrase.titles):
        return
    tokens = sentence.tokens
    first = phrase.phrase_first
    while first > 0 and tokens[first - 1].text.lower() in BEFORE_TITLE:
        first -= 1
    if first > 0 and tokens[first - 1].text in POSSESSIVES:
        first -= 1
    country = covering.get(first - 1)
    if country is not None and country.entry is not None and country.entry.kind == "country" and not country.titles:
        phrase.phrase_first = country.first


def _without_styles(sentence: Sentence, phrases: Sequence[Phrase]) -> list[Phrase]:
    """Return the phrases but for styles before an office, which name nobody: "Highness" of "His Highness the Emir"."""
    tokens = sentence.tokens
    offices = {phrase.first for phrase in phrases if phrase.role is not None}
    return [
        phrase
        for phrase in phrases
        if tokens[phrase.last].text not in STYLES
        or phrase.last + 2 not in offices
        or tokens[phrase.last + 1].text != "the"
    ]


def _take_in_style(sentence: Sentence, phrase: Phrase) -> None:
    """Extend an office over the style before it: "His Highness the Emir"."""
    tokens, first = sentence.tokens, phrase.phrase_first
    the = first if tokens[first].text == "the" else first - 1
    if the > 0 and tokens[the].text == "the" and tokens[the - 1].text in STYLES:
        phrase.phrase_first = max(the - 2, 0)


def _opens_other(sentence: Sentence, index: int, covering: Mapping[int, Phrase]) -> bool:
    """Tell whether "and" or a comma separates two noun phrases, not two modifiers ("British and EU negotiators")."""
    token = sentence.tokens[index]
    if token.upos != "CCONJ" and token.text not in {",", "/", "&"}:
        return False
    other = covering.get(index - 1)
    if other is None:
        return index == 0 or sentence.tokens[index - 1].upos != "ADJ"
    if token.text == ",":
        return other.entry is None or other.entry.form != "adjective"
    return other.entry is None or other.entry.kind == "person"


def _compound_start(tokens: Sequence[Token], index: int) -> int:
    """Return the first token of the hyphenated word that ends at the index ("state-run")."""
    while index > 1 and tokens[index - 1].text in HYPHENS and tokens[index - 1].end == tokens[index].start:
        index -= 2
    return index


def _reaches(sentence: Sentence, word: range, members: set[int], last: int, covering: Mapping[int, Phrase]) -> bool:
    """Tell whether a token of the word hangs, over tokens of the same noun phrase, on the phrase's own words."""
    tokens = sentence.tokens
    for start in word:
        index = start
        for _ in range(6):
            token = tokens[index]
            phrase = covering.get(index)
            if phrase is not None and phrase.entry is not None and index not in members:
                token = tokens[phrase.head]
            if token.head in members:
                return True
            steps_back = token.text in POSSESSIVES or token.dep in {"conj", "cc", "flat", "punct"}
            if token.head == token.index or token.head > last or (token.head < index and not steps_back):
                break
            index = token.head
    return False


def _link_owners(sentence: Sentence, phrases: list[Phrase]) -> None:
    """Find of whom each phrase is: what stands before its head in the noun phrase, else what follows after "of"."""
    tokens = sentence.tokens
    followers = [phrase for phrase in phrases if tokens[phrase.head].dep.startswith(("nmod", "obl"))]
    for place, phrase in enumerate(phrases):
        if phrase.entry is not None and phrase.entry.kind != "organization" and not phrase.titles:
            continue
        if phrase.owners or (phrase.entry is not None and phrase.entry.kind == "country"):
            continue
        first_word = min([phrase.first, *(title.first for title in phrase.titles if title.first < phrase.first)])
        if phrase.phrase_first < first_word:
            left = [
                other
                for other in phrases[:place]
                if phrase.phrase_first <= other.first and other.last < first_word and _may_own(sentence, other, phrase)
            ]
            phrase.owners = _nearest_group(sentence, left)
        is_part = phrase.role is not None and phrase.role.name in PART_ROLES
        if phrase.owners and not is_part:
            continue
        heads = {phrase.head, *(title.head for title in phrase.titles)}
        if phrase.role is not None:
            # "the Ministry of Foreign Affairs of Norway": parsers hang Norway on the affairs.
            heads |= set(range(phrase.first, phrase.last + 1))
        right = [
            other
            for other in followers
            if other.first > phrase.last
            and tokens[other.head].head in heads
            and preposition(sentence, other.head) in OWNING_PREPOSITIONS
            and not _belongs_to(other, phrase)
        ]
        if right and (not phrase.owners or preposition(sentence, right[0].head) == "of"):
            group = _with_coordinated(sentence, right[0], phrases)
            phrase.owners = [owner for owner in group if owner is not phrase and not _belongs_to(owner, phrase)]
            phrase.is_owner_right = True
    _link_after_comma(sentence, phrases)
    for phrase in phrases:
        # The title's own modifiers are its holder's: "Swedish foreign minister Ann Linde".
        for title in phrase.titles:
            if not phrase.owners and not any(owner is phrase or _belongs_to(owner, phrase) for owner in title.owners):
                phrase.owners, phrase.is_owner_right = title.owners, title.is_owner_right


# Roles that stand for whom they belong to more than for themselves.
PART_ROLES = frozenset(
    {"member", "leader", "head", "chief", "chairman", "chairwoman", "chair", "founder", "commander", "fighter",
     "militant", "supporter", "representative", "delegate", "ambassador", "envoy", "president", "secretary",
     "spokesman", "spokeswoman", "spokesperson", "director", "official"}
)  # fmt: skip


def _link_after_comma(sentence: Sentence, phrases: Sequence[Phrase]) -> None:
    """Join "the prosecutor of the court, Karim Khan," where the parse misses that the name is in apposition."""
    tokens = sentence.tokens
    for role in phrases:
        if role.role is None or role.is_title or role.role.is_plural:
            continue
        comma = (role.owners[-1].last if role.owners and role.is_owner_right else role.last) + 1
        if comma >= len(tokens) or tokens[comma].text != ",":
            continue
        name = next((phrase for phrase in phrases if phrase.role is None and _begins_at(phrase, comma + 1)), None)
        if name is None:
            continue
        is_closed = name.last + 1 < len(tokens) and tokens[name.last + 1].text in {",", "."}
        if is_closed and _may_name(role.role, name) and (name.entry is not None or name.first < name.last):
            role.is_title = True
            name.titles.append(role)
            name.phrase_first = role.phrase_first


def _begins_at(name: Phrase, index: int) -> bool:
    """Tell whether a name, with no more than a "Mr" before it, begins at the token."""
    is_plain = all(len(title.tokens) == 1 and title.tokens[0].text in COURTESY for title in name.titles)
    return is_plain and min([name.first, *(title.first for title in name.titles)]) == index


def _belongs_to(phrase: Phrase, other: Phrase) -> bool:
    """Tell whether `other` is among the owners of the phrase, or theirs."""
    return any(owner is other or _belongs_to(owner, other) for owner in phrase.owners)


def _may_own(sentence: Sentence, other: Phrase, phrase: Phrase) -> bool:
    """Tell whether a phrase on the left owns; "rebel" in "rebel commander" only says what kind of commander."""
    if other.is_modifier or any(title is other for title in phrase.titles) or _belongs_to(other, phrase):
        return False
    return other.role is None or sentence.tokens[other.head].dep == "nmod:poss"


def _nearest_group(sentence: Sentence, left: Sequence[Phrase]) -> list[Phrase]:
    """Return the nearest owner, with those coordinated with it; a state outranks a body of it."""
    named = [other for other in left if not other.is_title]
    if not named:
        return []
    states = [other for other in named if other.kind in {"country", "place"}]
    nearest = states[-1] if states else named[-1]
    group = [nearest]
    for other in reversed(named[: named.index(nearest)]):
        if not _is_listed(sentence, other, group[0]):
            break
        group.insert(0, other)
    for other in named[named.index(nearest) + 1 :]:
        if not _is_listed(sentence, group[-1], other):
            break
        group.append(other)
    return group


def _is_listed(sentence: Sentence, before: Phrase, after: Phrase) -> bool:
    """Tell whether nothing but commas, hyphens and "and" stand between two phrases."""
    between = {token.text.lower() for token in sentence.tokens[before.last + 1 : after.first]}
    return bool(between) and between <= {"and", ",", "-", "–", "or", "/", "the", "&"}


def _with_coordinated(sentence: Sentence, owner: Phrase, phrases: Sequence[Phrase]) -> list[Phrase]:
    """Return the owner and those listed after it, by the parse or, among countries, by commas and "and" alone."""
    group = [owner]
    for other in phrases:
        token = sentence.tokens[other.head]
        is_coordinated = token.dep == "conj" and token.head in {member.head for member in group}
        is_next = other.kind == group[-1].kind == "country" and _is_listed(sentence, group[-1], other)
        if other.first > group[-1].last and (is_coordinated or is_next):
            group.append(other)
    return group
