"""What an article has named so far, and whom a short form, a pronoun or "the country" then means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from transforms.reading.names import family_names, folded, initials, name_key

SINGULAR_PERSON = {
    "he": "he",
    "him": "he",
    "his": "he",
    "himself": "he",
    "she": "she",
    "her": "she",
    "hers": "she",
    "herself": "she",
}
SINGULAR_BODY = frozenset({"it", "its", "itself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
POSSESSIVE = frozenset({"his", "her", "its", "their"})
REACH_PERSON, REACH_BODY, REACH_LAND = 4, 2, 5
# Who leads a state, whatever the office is called: "the Cuban leader" is the president.
LEADING_ROLES = frozenset({"leader", "head of state", "ruler", "strongman", "dictator", "head of government"})
TOP_OFFICES = frozenset(
    {"president", "prime minister", "premier", "chancellor", "king", "queen", "emperor", "emir", "sultan",
     "shah", "supreme leader", "paramount leader", "head of state", "leader", "taoiseach", "chief adviser",
     "state counsellor"}
)  # fmt: skip
# One office under two names.
OFFICE_SYNONYMS = {
    "minister of foreign affairs": "foreign minister",
    "external affairs minister": "foreign minister",
    "foreign secretary": "foreign minister",
    "defense minister": "defence minister",
    "secretary of defense": "defence minister",
    "defense secretary": "defence minister",
    "defence secretary": "defence minister",
    "premier": "prime minister",
    "secretary-general": "secretary general",
}
DIPLOMATS = frozenset({"ambassador", "envoy", "consul", "consul general", "charge d'affaires", "chargé d'affaires"})
# What is said for short of who holds a longer office: "the minister", "the envoy".
SHORT_OFFICES = frozenset({"minister", "secretary", "ambassador", "envoy", "diplomat", "commissioner", "adviser"})
# Share of an article's named countries above which "the government" is that country's.
DOMINANT_SHARE = 0.5


class Referent(NamedTuple):
    """Somebody or something that a phrase stands for. kind: person, organization, country, place or group."""

    name: str
    kind: str
    country: str | None = None
    pronoun: str = ""


@dataclass(slots=True)
class Person:
    """A person introduced by the full name; `roles` are the offices that the article or the records give."""

    referent: Referent
    roles: set[str] = field(default_factory=set)
    mention_count: int = 0


class Place(NamedTuple):
    """One use of a referent: where it stands and whether it is a clause's subject."""

    referents: tuple[Referent, ...]
    sentence: int
    token: int
    is_subject: bool
    is_plural: bool
    governor: int
    list_head: int
    is_listed: bool = False
    is_collective: bool = False


def office(role: str) -> str:
    """Return the one name of an office that has several."""
    return OFFICE_SYNONYMS.get(role, role)


def offices_meant(role: str) -> Set[str]:
    """The offices one of which whoever is called by a role holds: a leader, any that leads a state."""
    return TOP_OFFICES if role in LEADING_ROLES else {office(role)}


def is_short_for(role: str, longer: str) -> bool:
    """Tell whether a role is a longer one said for short: "minister" of "trade minister", "diplomat" of "envoy"."""
    is_longer = longer.endswith(f" {role}") or longer.startswith(f"{role} of ")
    return is_longer or (role in {"diplomat", "envoy"} and (longer in DIPLOMATS or longer.endswith(" envoy")))


class Discourse:
    """Everything one article has named up to the point that was read; persons are known for the whole article."""

    def __init__(
        self,
        offices: Mapping[str, Collection[str]],
        traits: Mapping[str, Set[str]],
        leading_families: Collection[str],
    ) -> None:
        self._offices = offices
        self._traits = traits
        self._leading_families = leading_families
        self._people: dict[str, Person] = {}
        self._by_short_form: dict[str, list[Person]] = {}
        self._bodies: dict[str, Referent] = {}
        self._places: list[Place] = []
        self.countries: Counter[str] = Counter()

    def introduce(self, name: str, country: str | None, pronoun: str = "", short_forms: Iterable[str] = ()) -> Person:
        """Put a person on record under a full name, or return the one that the name is another spelling of."""
        key = name_key(name)
        person = self._people.get(key) or self._same_person(key)
        if person is None:
            person = Person(Referent(name, "person", country, pronoun), set(map(office, self._offices.get(name, ()))))
            self._people[key] = person
            for form in {folded(form) for form in (*family_names(name, country, self._leading_families), *short_forms)}:
                self._by_short_form.setdefault(form, []).append(person)
        elif person.referent.country is None and country:
            person.referent = Referent(person.referent.name, "person", country, person.referent.pronoun)
        return person

    def _same_person(self, key: str) -> Person | None:
        """Return the person whose name has the same first and last words, with or without those between."""
        words = key.split()
        if not words:
            return None
        for other, person in self._people.items():
            others = other.split() or [""]
            if (
                words[0] == others[0]
                and words[-1] == others[-1]
                and (set(words) <= set(others) or set(others) <= set(words))
            ):
                return person
        return None

    def short_form(self, text: str, beside: Collection[str] = ()) -> Person | None:
        """Return the person whom a family name alone means.

        Of several that were named before, it is none whose full name stands in the same sentence (`beside`), and the
        one named most.
        """
        return max(
            self._by_short_form.get(folded(text), ()),
            key=lambda person: (
                person.mention_count > 0 and person.referent.name not in beside,
                person.mention_count,
                person.referent.name not in beside,
            ),
            default=None,
        )

    def place(
        self,
        referents: Sequence[Referent],
        sentence: int,
        token: int,
        *,
        is_subject: bool,
        is_plural: bool,
        governor: int,
        list_head: int | None = None,
    ) -> None:
        """Record that the referents were named here.

        `list_head` is the first token of the list they stand in; the members so far become one plural use as well.
        """
        head = token if list_head is None else list_head
        is_listed = head != token
        self._places.append(Place(tuple(referents), sentence, token, is_subject, is_plural, governor, head, is_listed))
        for referent in referents:
            if person := self._people.get(name_key(referent.name)):
                person.mention_count += 1
        if is_listed:
            members = tuple(
                referent
                for use in self._places
                if use.sentence == sentence and use.list_head == head and not use.is_collective
                for referent in use.referents
            )
            if len(members) > 1:
                self._places.append(Place(members, sentence, token, is_subject, True, governor, head, False, True))

    def holder(self, role: str, country: str | None, organization: str | None = None) -> Person | None:
        """Return who holds the office in the country or organization: of several, as a pronoun would mean them.

        An office said for short ("the minister") is that of whoever holds a longer one, but leads no state.
        """
        wanted = offices_meant(role)
        within = [
            person
            for person in self._people.values()
            if (country is None or person.referent.country == country)
            and (organization is None or organization in person.roles)
        ]
        fitting = [person for person in within if wanted & person.roles]
        if not fitting and role in SHORT_OFFICES:
            fitting = [
                person
                for person in within
                if not TOP_OFFICES & person.roles and any(is_short_for(role, longer) for longer in person.roles)
            ]
        if len(fitting) > 1:
            latest = {
                referent.name: (use.sentence, use.is_subject, index)
                for index, use in enumerate(self._places)
                for referent in use.referents
            }
            fitting.sort(key=lambda person: latest.get(person.referent.name, (-1, False, -1)))
        return fitting[-1] if fitting else None

    def holds(self, name: str, role: str) -> bool:
        """Tell whether a person of the article holds an office, said in full or for short."""
        person = self._people.get(name_key(name))
        wanted = offices_meant(role)
        return person is not None and any(held in wanted or is_short_for(role, held) for held in person.roles)

    def pronoun(
        self, word: str, sentence: int, token: int, *, is_object: bool, governor: int, controller: int | None = None
    ) -> tuple[Referent, ...]:
        """Return whom a pronoun of the third person means, or nothing; whom the `controller` bids comes first."""
        fits: Callable[[Place], bool]
        if gender := SINGULAR_PERSON.get(word):
            fits, reach = partial(_is_person, gender=gender), REACH_PERSON
        elif word in SINGULAR_BODY:
            fits, reach = _is_body, REACH_BODY
        else:
            fits, reach = _is_plural, REACH_BODY
        bidden = (
            use
            for use in self._places
            if use.sentence == sentence and use.governor == controller and not use.is_subject and fits(use)
        )
        if controller is not None and (use := next(bidden, None)):
            return use.referents
        return self._latest(fits, sentence, token, reach, is_object, governor)

    def _latest(
        self, fits: Callable[[Place], bool], sentence: int, token: int, reach: int, is_object: bool, governor: int
    ) -> tuple[Referent, ...]:
        """Return the nearest fitting use: by sentence, subjects before others, then by word."""
        best: tuple[tuple[int, bool, bool, int], Place] | None = None
        for use in reversed(self._places):
            distance = sentence - use.sentence
            if distance > reach:
                break
            if distance == 0 and (use.token >= token or (is_object and use.is_subject and use.governor == governor)):
                continue
            if fits(use):
                rank = (distance, use.is_listed, not use.is_subject, -use.token)
                if best is None or rank < best[0]:
                    best = rank, use
        return best[1].referents if best else ()

    def body_of(self, names: Collection[str], sentence: int, token: int) -> Referent | None:
        """Return the one of these bodies that "the bloc" means: as a pronoun would, but from farther off."""

        def fits(use: Place) -> bool:
            return not use.is_plural and use.referents[0].name in names

        found = self._latest(fits, sentence, token, REACH_PERSON, is_object=False, governor=-1)
        return found[0] if found else None

    def land(
        self, sentence: int, token: int, traits: Iterable[str], governors: Collection[int] = ()
    ) -> Referent | None:
        """Return the country that "the Caribbean nation" means: the last one named that has all the traits.

        It is not who does something to it, the subject of `governors`: "Chad promised to help the country".
        """
        wanted = set(traits)
        doing = {
            referent.country
            for use in self._places
            if use.sentence == sentence and use.is_subject and use.governor in governors
            for referent in use.referents
            if referent.kind == "country"
        }
        ranked: list[tuple[tuple[int, bool, bool, int], Referent]] = []
        for use in self._places:
            distance = sentence - use.sentence
            if distance > (REACH_LAND if not wanted else 10_000) or (distance == 0 and use.token >= token):
                continue
            ranked += [
                (
                    (distance, use.is_listed, not use.is_subject, -use.token),
                    Referent(referent.name, "country", referent.country),
                )
                for referent in use.referents
                if referent.kind == "country"
                and referent.country
                and referent.country not in doing
                and wanted <= self._traits.get(referent.country, frozenset())
            ]
        return min(ranked, key=lambda pair: pair[0])[1] if ranked else None

    def last_two(
        self,
        kinds: frozenset[str],
        sentence: int,
        token: int,
        country_names: Mapping[str, str] | None = None,
        but: Set[str] = frozenset(),
    ) -> tuple[Referent, ...]:
        """Return the two different referents of these kinds that were named last, in the order of the text.

        Those whose names are in `but` are passed over.

        Two that were just named together ("Mali and Niger agreed") come before two that were not. With
        `country_names`, persons of the same sentence stand for their countries ("Xi told Kim that both nations").
        """
        if country_names is not None:
            lands = self._lands_of(sentence, token, country_names)
            if len(lands) == 2:
                return tuple(lands)
        for use in reversed(self._places):
            if sentence - use.sentence > 1:
                break
            is_pair = use.is_collective and len({referent.name for referent in use.referents}) == 2
            is_before = use.sentence < sentence or use.token < token
            if is_pair and is_before and all(referent.kind in kinds for referent in use.referents):
                return use.referents
        pair: list[Referent] = []
        for use in reversed(self._places):
            if sentence - use.sentence > REACH_LAND:
                break
            if use.sentence == sentence and use.token >= token:
                continue
            for referent in reversed(use.referents):
                is_part = referent.kind == "organization" and (referent.country is None or " of " in referent.name)
                is_part = is_part or (referent.kind == "person" and referent.name.islower())  # "a mediator"
                is_part = is_part or referent.name in but
                if referent.kind in kinds and not is_part and all(referent.name != other.name for other in pair):
                    pair.append(referent)
            if len(pair) >= 2:
                return tuple(reversed(pair[:2]))
        return ()

    def subjects(self, sentence: int, token: int) -> set[str]:
        """Return who each is the only one to do something in a sentence before a token."""
        return {
            use.referents[0].name
            for use in self._places
            if use.sentence == sentence and use.token < token and use.is_subject and len(use.referents) == 1
        }

    def _lands_of(self, sentence: int, token: int, country_names: Mapping[str, str]) -> list[Referent]:
        """Return the countries that a sentence has named before a token, those of its persons among them."""
        found: list[Referent] = []
        for use in self._places:
            if use.sentence == sentence and use.token < token:
                lands = [
                    Referent(country_names[referent.country], "country", referent.country)
                    for referent in use.referents
                    if referent.country and referent.kind in {"country", "person"}
                ]
                found += [land for land in lands if land not in found]
        return found

    def other_land(self, country: str | None, sentence: int, token: int) -> Referent | None:
        """Return the country named last that is another one: "its neighbour"."""
        for use in reversed(self._places):
            if use.sentence == sentence and use.token >= token:
                continue
            for referent in reversed(use.referents):
                if referent.kind == "country" and referent.country != country:
                    return referent
        return None

    def introduce_body(self, referent: Referent, acronym: str = "") -> None:
        """Put an organization on record under its first word ("Embraer" of "Embraer Group") and its acronym."""
        first, *others = referent.name.split()
        if others:
            self._bodies.setdefault(folded(first), referent)
        if acronym:
            self._bodies[folded(acronym)] = referent
        elif made := initials(referent.name):
            self._bodies.setdefault(folded(made), referent)

    def shorten_body(self, referent: Referent, country_name: str) -> None:
        """Put a body on record under its name without its country: "Labour Party" of "Labour Party of Malta"."""
        name, _, land = referent.name.rpartition(" of ")
        if name and country_name.endswith(land):
            self._bodies[folded(name)] = referent

    def body(self, text: str) -> Referent | None:
        """Return the organization of the article that the words alone mean."""
        return self._bodies.get(folded(text))

    def settle_diplomats(self, countries_of: Mapping[str, Collection[str]]) -> None:
        """Give ambassadors named without a country the other one of the article's two main countries.

        An envoy acts abroad: where the sentences that name one (`countries_of`, by name) have one of the two main
        countries only, that is the host.
        """
        diplomats = [
            person
            for person in self._people.values()
            if person.referent.country is None and not person.roles.isdisjoint(DIPLOMATS)
        ]
        if not diplomats or len(self.countries) < 2:
            return
        main = [country for country, _ in self.countries.most_common(2)]
        for person in diplomats:
            referent = person.referent
            hosts = [country for country in main if country in countries_of.get(referent.name, ())]
            if len(hosts) == 1:
                other = main[1 - main.index(hosts[0])]
                person.referent = Referent(referent.name, "person", other, referent.pronoun)

    @property
    def dominant_country(self) -> str | None:
        """The country that the article is about.

        It is named more than all others together, or it is the first named and named more than any other.
        """
        ranked = self.countries.most_common(2)
        if not ranked:
            return None
        code, count = ranked[0]
        is_ahead = len(ranked) == 1 or (count > ranked[1][1] and code == next(iter(self.countries)))
        return code if is_ahead or count > DOMINANT_SHARE * sum(self.countries.values()) else None


def _is_person(use: Place, gender: str) -> bool:
    first = use.referents[0]
    return not use.is_plural and first.kind == "person" and first.pronoun in ("", gender)


def _is_body(use: Place) -> bool:
    return not use.is_plural and use.referents[0].kind in {"country", "organization"}


def _is_plural(use: Place) -> bool:
    return use.is_plural
