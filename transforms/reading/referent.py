"""Whom each phrase of an article stands for: known names, unknown names, roles, pronouns."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from operator import itemgetter

import polars as pl

from transforms.reading.antecedent import (
    LEADING_ROLES,
    PLURAL,
    POSSESSIVE,
    SINGULAR_BODY,
    SINGULAR_PERSON,
    TOP_OFFICES,
    Discourse,
    Person,
    Referent,
    office,
)
from transforms.reading.clause import preposition
from transforms.reading.dictionary import OBJECT_CONTROL, parts_of_speech
from transforms.reading.gazetteer import LIST_SEPARATOR, is_in_brackets
from transforms.reading.mention import Mention
from transforms.reading.parse import Sentence, Token
from transforms.reading.phrase import Phrase, Role

PERSONAL_PRONOUNS = frozenset({*SINGULAR_PERSON, *SINGULAR_BODY, *PLURAL})
RELATIVE_PRONOUNS = frozenset({"who", "whom", "which", "that", "whose"})
RELATIVE_SUBJECTS = frozenset({"who", "which"})
# "The two" stands for somebody as well.
PRONOUNS = PERSONAL_PRONOUNS | RELATIVE_SUBJECTS | {"two"}
SUBJECTS = ("nsubj", "csubj")
DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
# Bodies that, without an owner, are those of the country the article is about.
STATE_SECTORS = frozenset({"GOV", "MIL", "COP", "LEG", "JUD"})
# Bodies of which every country has its own, often of the same name.
NATIONAL_SECTORS = STATE_SECTORS | {"PTY"}
# Of which sectors the bodies are that a plain word stands for: "the organisation" may be of states.
BODY_SECTORS = {
    "IGO": frozenset({"IGO"}),
    "NGO": frozenset({"IGO", "NGO"}),
    "REB": frozenset({"REB"}),
    "PTY": frozenset({"PTY"}),
}
GROUP_SECTORS = frozenset({"REB", "OPP", "NGO", "CRM"})
GROUPS = frozenset({"group", "movement"})
SECTOR_NAMES = {"MIL": "Military", "COP": "Police"}
# Plain words that are roles only together with somebody they belong to.
OWNED_ONLY = frozenset(
    {"force", "power", "side", "state", "public", "staff", "head", "chief", "mission", "press", "chair",
     "community", "aircraft", "jet", "drone", "vessel"}
)  # fmt: skip
# Words before a role that take it out of the state.
APART_FROM_STATE = frozenset(
    {"former", "ex", "retired", "exiled", "ousted", "deposed", "late", "opposition", "rebel", "gang", "cartel",
     "union", "labor", "labour", "party", "student", "business", "community", "religious", "spiritual", "tribal",
     "separatist", "militia", "militant", "insurgent", "protest", "church", "mosque", "jewish", "muslim",
     "christian", "islamist", "civic", "indigenous", "local", "industry", "company", "bank", "corporate",
     "football", "team"}
)  # fmt: skip
NEIGHBOURS = frozenset({"neighbor", "neighbour"})
PAIR_ROLES = frozenset(
    {"country", "nation", "side", "neighbor", "neighbour", "power", "government", "state", "ally", "party",
     "rival", "partner", "capital"}
)  # fmt: skip
PAIR_PERSONS = frozenset(
    {"leader", "president", "minister", "prime minister", "foreign minister", "diplomat", "head of state",
     "official", "man", "general", "commander"}
)  # fmt: skip
# "The other leader" and "a foreign leader" are not the one that was named.
OTHERS = frozenset({"other", "foreign"})
# So many sentences later "the ministry" is still the one whose country was told.
REACH_OWNED = 3
# Tokens from a role to the end of whom it is of: "people in the north of Nigeria".
FARTHEST_OWNER = 8
FEWEST_HEADLINE_WORDS = 4
HEADLINE_SHARE = 0.8
MODIFIERS = frozenset({"compound", "amod", "nmod", "nmod:desc"})
PLACE_PREPOSITIONS = frozenset({"in", "at", "near", "outside", "across", "around"})
FORMER = frozenset({"former", "ex", "late", "acting", "interim", "then", "outgoing", "deputy", "vice", "incoming"})

# Whom a phrase stands for, and the rule that says so.
Meaning = tuple[Referent, str]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the reference data say of persons, offices and countries.

    offices: by person, offices in lower case and organizations. known_as: by person, the family name and other short
    forms. families: persons by family name and country. traits: by country, what news says of it instead of its
    name, in lower case.
    """

    country_names: Mapping[str, str]
    offices: Mapping[str, Set[str]]
    known_as: Mapping[str, tuple[str, ...]]
    families: Mapping[tuple[str, str], tuple[str, ...]]
    traits: Mapping[str, Set[str]]
    all_traits: Set[str]
    leading_families: Set[str]

    @classmethod
    def of(cls, reference: Mapping[str, pl.DataFrame]) -> Knowledge:
        """Gather it from the reference frames."""
        offices: dict[str, set[str]] = {}
        for person, role, organization in reference["office"].select("person", "office", "organization").iter_rows():
            offices.setdefault(person, set()).update(filter(None, (role.lower(), organization)))
        traits: dict[str, set[str]] = {}
        for trait, country in reference["country_trait"].select("trait", "country").iter_rows():
            traits.setdefault(country, set()).add(trait.lower())
        return cls(
            country_names=dict(reference["country"].select("country_code", "name").iter_rows()),
            offices=offices,
            known_as={
                name: (family, *filter(None, known_as.split(LIST_SEPARATOR)))
                for name, family, known_as in reference["person"].select("name", "family_name", "known_as").iter_rows()
            },
            families={
                (family, country): tuple(names)
                for family, country, names in reference["person"]
                .group_by("family_name", "country", maintain_order=True)
                .agg("name")
                .iter_rows()
            },
            traits=traits,
            all_traits=frozenset(itertools.chain.from_iterable(traits.values())),
            leading_families=frozenset(reference["name_word"].filter(pl.col("kind") == "family")["word"]),
        )

    def holder(self, family_name: str, country: str | None, roles: Iterable[str]) -> str | None:
        """The only person of the family name who holds or held one of the offices in the country."""
        wanted = {office(role) for role in roles}
        if not wanted.isdisjoint(LEADING_ROLES):
            wanted |= TOP_OFFICES
        named = self.families.get((family_name, country or ""), ())
        holding = [name for name in named if not wanted.isdisjoint(map(office, self.offices.get(name, ())))]
        return holding[0] if len(holding) == 1 else None


class ArticleReading:
    """Reads one article's phrases in order and resolves each against what came before."""

    def __init__(self, knowledge: Knowledge, text: str) -> None:
        self.discourse = Discourse(knowledge.offices, knowledge.traits, knowledge.leading_families)
        self._knowledge = knowledge
        self._country_name = knowledge.country_names
        self._text = text
        self._resolved: dict[int, list[Meaning]] = {}
        self._sentence_number = 0
        self._full_names: set[str] = set()
        self._bodies_of: dict[str, set[str]] = {}
        self._owned_before: dict[tuple[str, bool], tuple[int, list[Meaning]]] = {}

    def read(self, parts: Sequence[tuple[Sentence, list[Phrase]]]) -> list[Mention]:
        """Return the mentions of all sentences."""
        for sentence, phrases in parts:
            self._introduce_all(sentence, phrases)
        self.discourse.settle_diplomats(self._countries_beside_names(parts))
        found: list[Mention] = []
        for number, (sentence, phrases) in enumerate(parts):
            self._sentence_number = number
            self._full_names = {phrase.entry.name for phrase in phrases if phrase.entry and phrase.first < phrase.last}
            by_head = {phrase.head: phrase for phrase in phrases if not phrase.is_title}
            steps: list[tuple[int, Phrase | Token]] = [(phrase.first, phrase) for phrase in phrases]
            steps += [(token.index, token) for token in sentence.tokens if token.text.lower() in PRONOUNS]
            for index, step in sorted(steps, key=itemgetter(0)):
                if isinstance(step, Phrase):
                    found += self._phrase(sentence, step)
                elif step.text.lower() in RELATIVE_SUBJECTS:
                    if step.dep.startswith(SUBJECTS):
                        self._relative(sentence, step, by_head)
                elif any(phrase.first <= index <= phrase.last for phrase in phrases):
                    continue
                elif _is_the_two(sentence, step):
                    found += self._the_two(step)
                elif step.upos in {"PRON", "DET"}:
                    found += self._pronoun(sentence, step)
        return found

    def _countries_beside_names(self, parts: Sequence[tuple[Sentence, list[Phrase]]]) -> dict[str, set[str]]:
        """Return, for each unknown name with a title, the countries that the known names of its sentences have."""
        beside: dict[str, set[str]] = {}
        for _, phrases in parts:
            for phrase in phrases:
                if phrase.titles and phrase.entry is None:
                    beside.setdefault(phrase.text(self._text), set()).update(
                        other.entry.country for other in phrases if other.entry and other.entry.country
                    )
        return beside

    def _introduce_all(self, sentence: Sentence, phrases: Sequence[Phrase]) -> None:
        """Put a sentence's persons on record; a counterpart has the only other office that it names."""
        counterparts: list[Person] = []
        offices: set[str] = set()
        for phrase in phrases:
            person = self._introduce(sentence, phrase)
            roles = {title.role.name for title in phrase.titles if title.role}
            if person and "counterpart" in roles:
                counterparts.append(person)
            offices |= set(map(office, roles - {"counterpart"}))
        for person in counterparts:
            person.roles |= offices if len(offices) == 1 else set()

    def _introduce(self, sentence: Sentence, phrase: Phrase) -> Person | None:
        """Put the person of a full name on record before the article is read, so that a headline finds them too."""
        if phrase.entry and phrase.entry.kind == "person":
            entry = phrase.entry
            person = self.discourse.introduce(
                entry.name, entry.country, entry.pronoun, self._knowledge.known_as.get(entry.name, ())
            )
        elif (
            phrase.role is None
            and phrase.entry is None
            and phrase.kind == ""
            and (phrase.titles or _may_be_full_name(sentence, phrase))
        ):
            country = next((country for owner in phrase.owners if (country := self._owner_country(owner))), None)
            if phrase.last == phrase.first and self.discourse.short_form(phrase.text(self._text)):
                return None
            name = phrase.text(self._text)
            roles = [title.role.name for title in phrase.titles if title.role]
            if phrase.last == phrase.first:
                # "Somali President Mohamud" needs no first name.
                name = self._knowledge.holder(name, country, roles) or name
            person = self.discourse.introduce(name, country)
        else:
            return None
        for title in phrase.titles:
            if title.role:
                person.roles.add(office(title.role.name))
        return person

    def _owner_country(self, owner: Phrase) -> str | None:
        return (
            owner.entry.country
            if owner.entry
            else next((found for other in owner.owners if (found := self._owner_country(other))), None)
        )

    def _phrase(self, sentence: Sentence, phrase: Phrase) -> list[Mention]:
        if phrase.is_title or (phrase.entry is None and _is_before_noun(sentence, phrase)):
            return []
        meant = self._resolve(sentence, phrase)
        if not meant:
            return []
        head = sentence.tokens[phrase.head]
        is_plural = len(meant) > 1 or bool(phrase.role and phrase.role.is_plural)
        self._record([referent for referent, _ in meant], sentence, head, is_plural)
        title = self._title(phrase)
        first, last = phrase.first, phrase.last
        if phrase.role is not None:
            first, last = _own_words(sentence, phrase)
        return [self._mention(sentence, first, last, phrase, referent, title, rule) for referent, rule in meant]

    def _record(self, referents: list[Referent], sentence: Sentence, head: Token, is_plural: bool) -> None:
        """Tell the discourse that they were named; what is coordinated has its first member's place in the clause."""
        first = sentence.tokens[head.head] if head.dep == "conj" else head
        # "Chad's minister, Ann Lee, said"
        place = sentence.tokens[first.head] if first.dep == "appos" else first
        self.discourse.place(
            referents,
            self._sentence_number,
            head.index,
            is_subject=place.dep.startswith(SUBJECTS),
            is_plural=is_plural,
            governor=place.head,
            list_head=first.index,
        )

    def _title(self, phrase: Phrase) -> str | None:
        """Return the office or role as written, with "former" and the like."""
        if not (phrase.role or phrase.titles):
            return None
        source = phrase if phrase.role else phrase.titles[0]
        tokens = source.sentence.tokens
        first = source.first
        while first > 0 and tokens[first - 1].text.lower() in FORMER:
            first -= 1
        return " ".join(self._text[tokens[first].start : tokens[source.last].end].split())

    def _mention(
        self,
        sentence: Sentence,
        first: int,
        last: int,
        phrase: Phrase,
        referent: Referent,
        title: str | None,
        rule: str,
    ) -> Mention:
        tokens = sentence.tokens
        start, end = tokens[first].start, tokens[last].end
        if phrase.span is not None:
            start, end = phrase.span
        return Mention(
            start, end, self._text[start:end], referent.name, referent.kind, referent.country, title,
            rule, tokens[phrase.head].start, min(start, tokens[phrase.phrase_first].start),
            max(end, tokens[phrase.phrase_last].end),
        )  # fmt: skip

    def _relative(self, sentence: Sentence, token: Token, by_head: Mapping[int, Phrase]) -> None:
        """Make the noun before "which" the subject of what follows it: "Pyongyang, which praised its ally"."""
        antecedent = relative_head(sentence, token.index)
        phrase = by_head.get(antecedent) if antecedent is not None else None
        if phrase is not None and (meant := self._resolve(sentence, phrase)):
            self.discourse.place(
                [referent for referent, _ in meant],
                self._sentence_number,
                token.index,
                is_subject=True,
                is_plural=len(meant) > 1 or bool(phrase.role and phrase.role.is_plural),
                governor=token.head,
            )

    def _pronoun(self, sentence: Sentence, token: Token) -> list[Mention]:
        if token.dep == "expl" or _is_expletive(sentence, token):
            return []
        word = token.text.lower()
        is_object = word not in POSSESSIVE and not token.dep.startswith(SUBJECTS)
        referents = self.discourse.pronoun(
            word,
            self._sentence_number,
            token.index,
            is_object=is_object,
            governor=token.head,
            controller=_controller(sentence, token) if word in POSSESSIVE else None,
        )
        if not referents:
            return []
        if token.dep.startswith(SUBJECTS):
            self.discourse.place(
                referents,
                self._sentence_number,
                token.index,
                is_subject=True,
                is_plural=len(referents) > 1 or word in PLURAL,
                governor=token.head,
            )
        return _mentions_at(token, referents, f"pronoun {word}")

    def _the_two(self, token: Token) -> list[Mention]:
        """Return whom "the two" means: the two persons that were named last, or the two countries."""
        kinds = (frozenset({"person"}), frozenset({"country"}))
        pairs = (self.discourse.last_two(kind, self._sentence_number, token.index) for kind in kinds)
        return _mentions_at(token, next(filter(None, pairs), ()), "the two named last")

    def _resolve(self, sentence: Sentence, phrase: Phrase) -> list[Meaning]:
        """Return whom the phrase stands for, each with the rule that says so."""
        meant = self._resolved.get(id(phrase))
        if meant is None:
            self._resolved[id(phrase)] = []
            if phrase.entry is not None:
                meant = self._known(phrase)
            elif phrase.role is not None:
                meant = self._role(sentence, phrase, phrase.role)
            else:
                meant = self._unknown(sentence, phrase)
            self._resolved[id(phrase)] = meant
        return meant

    def _known(self, phrase: Phrase) -> list[Meaning]:
        entry = phrase.entry
        assert entry is not None
        if entry.kind == "organization" and entry.form == "alias" and (body := self._own_acronym(phrase)):
            return [(body, "acronym that the article binds to an organization")]
        country = entry.country
        foreign = self._foreign_owner(phrase)
        if foreign is not None:
            return [(Referent(phrase.text(self._text), "organization", foreign), "another country's body of that name")]
        if entry.kind == "organization" and country is None:
            country = next((referent.country for owner in phrase.owners for referent in self._owners_of(owner)), None)
            if entry.sector == "IGO":
                country = None
        referent = Referent(entry.name, entry.kind, country, entry.pronoun)
        if entry.kind == "organization":
            self._bodies_of.setdefault(entry.sector, set()).add(entry.name)
        if entry.kind == "organization" and entry.country:
            self.discourse.shorten_body(referent, self._country_name[entry.country])
        return [(referent, f"known {entry.kind} by {entry.form}")]

    def _foreign_owner(self, phrase: Phrase) -> str | None:
        """Return the country before a body's name that is not the known body's ("Norway's Labour Party")."""
        entry = phrase.entry
        if entry is None or entry.kind != "organization" or entry.country is None or phrase.is_owner_right:
            return None
        if entry.sector not in NATIONAL_SECTORS:
            return None
        owners = [referent for owner in phrase.owners for referent in self._owners_of(owner)]
        countries = [referent.country for referent in owners if referent.kind == "country" and referent.country]
        return countries[0] if countries and entry.country not in countries else None

    def _own_acronym(self, phrase: Phrase) -> Referent | None:
        text = phrase.text(self._text)
        return self.discourse.body(text) if text.isupper() and phrase.first == phrase.last else None

    def _acronym_after(self, phrase: Phrase) -> str:
        """Return what stands in brackets after a name: "PDP" of "Popular Democratic Party (PDP)"."""
        tokens = phrase.sentence.tokens
        inner = tokens[phrase.last + 2 : phrase.last + 3]
        end = tokens[phrase.last].end
        return inner[0].text if inner and is_in_brackets(self._text, end, inner[0].start, inner[0].end) else ""

    def _owners_of(self, owner: Phrase) -> list[Referent]:
        return [referent for referent, _ in self._resolve(owner.sentence, owner)]

    def _unknown(self, sentence: Sentence, phrase: Phrase) -> list[Meaning]:
        """Resolve a name that the reference data does not have."""
        head = sentence.tokens[phrase.head]
        text = phrase.text(self._text)
        if phrase.kind == "thing":
            return []
        country = next(
            (referent.country for owner in phrase.owners for referent in self._owners_of(owner) if referent.country),
            None,
        )
        if phrase.kind == "place":
            return (
                [] if _is_before_noun(sentence, phrase) else [(Referent(text, "place", country), "place by its words")]
            )
        if phrase.kind == "organization":
            if body := self.discourse.body(text):
                return [(body, "short form of an organization in the article")]
            referent = Referent(text, "organization", country)
            self.discourse.introduce_body(referent, self._acronym_after(phrase))
            return [(referent, "unknown organization by its words")]
        if (
            person := self.discourse.short_form(text, self._full_names)
            if phrase.first == phrase.last or len(text.split()) <= 2
            else None
        ):
            return [(person.referent, "short form of a name in the article")]
        if phrase.titles:
            return [(self.discourse.introduce(text, country).referent, "name with a title")]
        if len(known := self._knowledge.families.get((text, country or ""), ())) == 1:
            # "Uruguay's Orsi"
            return [(self.discourse.introduce(known[0], country).referent, "family name with its country")]
        if _is_title_case(sentence):
            return []
        if preposition(sentence, head.index) in PLACE_PREPOSITIONS:
            return [(Referent(text, "place", country), "unknown name after a preposition of place")]
        if sentence.tokens[phrase.phrase_first].text.lower() == "the":
            return [(Referent(text, "organization", country), "unknown name with an article")]
        if phrase.first < phrase.last:
            return [(self.discourse.introduce(text, country).referent, "unknown name")]
        if phrase.first == 0 and (head.upos != "PROPN" or (head.head == 1 and self._is_only_noun(text))):
            # "Ice blocked the port": its capital is the sentence's.
            return []
        # A person would have been introduced by the full name.
        return [(self.discourse.body(text) or Referent(text, "organization", country), "unknown name of one word")]

    def _is_only_noun(self, word: str) -> bool:
        """Tell whether the dictionary has the word as a noun, and the article has it only here."""
        return word.istitle() and "NOUN" in parts_of_speech(word) and self._text.count(word) == 1

    def _role(self, sentence: Sentence, phrase: Phrase, role: Role) -> list[Meaning]:
        """Resolve a role noun: by its owners, by who holds the office, by what was named before."""
        stands_for = role.stands_for
        if stands_for == "state" and self._is_apart_from_state(phrase):
            stands_for = ""
        # "Pacific" in "the Pacific nation" is a trait, not an owner.
        owning = [owner for owner in phrase.owners if stands_for != "land" or owner.entry or owner.role]
        if stands_for == "land" and not role.is_plural and self._is_trait(phrase):
            owning = []
        owners = [referent for owner in owning for referent in self._owners_of(owner)]
        owners = owners or self._possessor(sentence, phrase)
        if not owners:
            return self._ownerless(sentence, phrase, role, stands_for)
        # "The Lebanese group" behind one that is of Lebanon
        body = self._body(sentence, phrase, role)
        if body and body[0][0].country and {owner.country for owner in owners} == {body[0][0].country}:
            return body
        found = []
        for owner in owners:
            found += [self._owned(role, stands_for, owner, phrase)]
        found = list(dict.fromkeys(found))
        number, before = self._owned_before.get((role.name, role.is_plural), (-1, []))
        together = before if role.is_plural and number == self._sentence_number else []
        self._owned_before[role.name, role.is_plural] = self._sentence_number, [*together, *found]
        return found

    def _is_trait(self, phrase: Phrase) -> bool:
        """Tell whether two words before a role make a trait of which one is a country's: "South American"."""
        before = phrase.sentence.tokens[phrase.phrase_first : phrase.first]
        pairs = (word for word in _joined(before) if " " in word or "-" in word)
        return any(pair in self._knowledge.all_traits for pair in pairs)

    def _is_apart_from_state(self, phrase: Phrase) -> bool:
        """Tell whether a word before the role takes it out of the state: "gang leaders", "former officials"."""
        words = {token.text.lower() for token in phrase.sentence.tokens[phrase.phrase_first : phrase.last]}
        return bool(words & APART_FROM_STATE)

    def _possessor(self, sentence: Sentence, phrase: Phrase) -> list[Referent]:
        """Return whom "its", "their" or "his" before the role means."""
        for child in sentence.children(phrase.head):
            token = sentence.tokens[child]
            if token.dep == "nmod:poss" and token.text.lower() in POSSESSIVE:
                word = token.text.lower()
                return list(
                    self.discourse.pronoun(word, self._sentence_number, token.index, is_object=False, governor=-1)
                )
        return []

    def _owned(self, role: Role, stands_for: str, owner: Referent, phrase: Phrase) -> Meaning:
        country_name = self._country_name.get(owner.country or "", "")
        if owner.kind in {"country", "place"} and owner.country:
            if (
                role.kind == "person"
                and not role.is_plural
                and (holder := self.discourse.holder(role.name, owner.country))
            ):
                return holder.referent, f"{role.name} of a country, named in the article"
            if role.name in NEIGHBOURS:
                other = self.discourse.other_land(owner.country, self._sentence_number, phrase.first)
                named = other if other and not role.is_plural else Referent(f"Neighbours of {country_name}", "group")
                return named, f"{role.name} of a country"
            if stands_for == "land":
                return Referent(country_name, "country", owner.country), "country word with its name"
            if stands_for == "state" and owner.kind == "country":
                return Referent(country_name, "country", owner.country), f"{role.name} stands for the state"
        if owner.kind == "organization":
            if (
                role.kind == "person"
                and not role.is_plural
                and (holder := self.discourse.holder(role.name, None, owner.name))
            ):
                return holder.referent, f"{role.name} of an organization, named in the article"
            if stands_for in {"state", "whole"}:
                return owner, f"{role.name} stands for the organization"
        is_of_state = stands_for == "land" or (stands_for == "state" and role.kind == "organization")
        if owner.kind == "person" and owner.country and is_of_state:
            return Referent(country_name, "country", owner.country), f"{role.name} of a person stands for the state"
        if owner.kind == "group" and stands_for == "whole":
            return owner, f"{role.name} stands for the group"
        if role.sector in SECTOR_NAMES and role.kind != "organization" and country_name:
            return Referent(
                f"{SECTOR_NAMES[role.sector]} of {country_name}", "organization", owner.country
            ), f"{role.name} of a country"
        shown = country_name if owner.kind in {"country"} else owner.name
        word = self._form(phrase, role)
        kind = (
            "organization"
            if role.kind == "organization"
            else "group"
            if role.is_plural or role.kind == "group"
            else "person"
        )
        return Referent(f"{word[:1].upper()}{word[1:]} of {shown}", kind, owner.country), f"{role.name} with an owner"

    def _ownerless(self, sentence: Sentence, phrase: Phrase, role: Role, stands_for: str) -> list[Meaning]:
        """Resolve a role that nothing says whose it is, by what the article has named."""
        first = phrase.phrase_first
        if first and sentence.tokens[first - 1].text.lower() in DEFINITE:
            first -= 1  # the parser may have put it to the verb
        before = sentence.tokens[first : phrase.first]
        words = {token.text.lower() for token in before}
        if pair := self._pair(phrase, role, words):
            return pair
        if stands_for == "land" or role.name == "regime":
            return self._land(sentence, phrase, role, before)
        is_one_person = role.kind == "person" and not role.is_plural
        is_known = words & DEFINITE and not words & OTHERS
        if is_one_person and is_known and (holder := self.discourse.holder(role.name, None)):
            return [(holder.referent, f"the {role.name} named in the article")]
        if words == {"the"} and (meant := self._same_before(role)):
            return meant
        if is_known and (meant := self._body(sentence, phrase, role)):
            return meant
        if role.name in OWNED_ONLY and (not role.is_plural or role.name == "aircraft"):
            return []
        is_bare = phrase.phrase_first == phrase.first or words <= {"the", "local", "national"}
        is_of_state = is_bare and not is_one_person and role.sector in STATE_SECTORS
        if is_of_state and (country := self.discourse.dominant_country):
            owner = Referent(self._country_name[country], "country", country)
            referent, rule = self._owned(role, stands_for, owner, phrase)
            return [(referent, f"{rule}, the article's country")]
        kind = "group" if role.kind == "person" and role.is_plural else role.kind
        return [(Referent(self._form(phrase, role), kind), "role noun")]

    def _same_before(self, role: Role) -> list[Meaning]:
        """Resolve "the delegation" to the one whose owner was just told: "a Chadian delegation"."""
        fitting = [
            (number, meant)
            for (name, is_plural), (number, meant) in self._owned_before.items()
            if is_plural == role.is_plural
            and self._sentence_number - number <= REACH_OWNED
            and (name == role.name or (role.kind == "organization" and name.endswith(f" {role.name}")))
        ]
        meant = max(fitting, key=lambda pair: pair[0], default=(0, []))[1]
        return [(referent, f"the {role.name} of before") for referent, _ in dict.fromkeys(meant)]

    def _body(self, sentence: Sentence, phrase: Phrase, role: Role) -> list[Meaning]:
        """Resolve "the bloc", "the organisation" and "the group" to the known body that was named last."""
        if role.is_plural or role.kind != "organization":
            return []
        sectors = GROUP_SECTORS if role.name in GROUPS else BODY_SECTORS.get(role.sector, frozenset())
        names = {name for sector in sectors for name in self._bodies_of.get(sector, ())}
        # What is done to a body in the sentence that names it is seldom told of it again.
        is_subject = sentence.tokens[phrase.head].dep.startswith(SUBJECTS)
        body = self.discourse.body_of(names, self._sentence_number, phrase.first if is_subject else 0)
        return [(body, f"the {role.name} named before")] if body else []

    def _pair(self, phrase: Phrase, role: Role, words: Set[str]) -> list[Meaning]:
        """Resolve "the two countries", "both sides" and "the nations" to the two that were named last."""
        is_told = words == {"the"} and role.stands_for == "land"
        is_subject = phrase.sentence.tokens[phrase.head].dep.startswith(SUBJECTS)
        # "Lourenço phoned both leaders": he is neither.
        doing = set() if is_subject else self.discourse.subjects(self._sentence_number, phrase.first)
        if role.is_plural and words == {"the"} and role.kind == "person":
            pair = self.discourse.last_two(frozenset({"person"}), self._sentence_number, phrase.first, but=doing)
            is_told = bool(pair) and all(self.discourse.holds(person.name, role.name) for person in pair)
        if not role.is_plural or not (words & {"two", "both"} or is_told):
            return []
        pair = ()
        is_person = role.name in PAIR_PERSONS or (role.kind == "person" and role.stands_for == "state")
        if is_person:
            pair = self.discourse.last_two(frozenset({"person"}), self._sentence_number, phrase.first, but=doing)
        is_state = role.kind == "organization" and role.sector in STATE_SECTORS
        if not pair and (is_person or is_state or role.name in PAIR_ROLES):
            kinds = {"country", "organization"} if role.name in {"side", "party"} else {"country"}
            names = None if role.name in {"side", "party"} else self._country_name
            pair = self.discourse.last_two(frozenset(kinds), self._sentence_number, phrase.first, names)
        return [(referent, f"{phrase.text(self._text)}: the two named last") for referent in pair]

    def _land(self, sentence: Sentence, phrase: Phrase, role: Role, before: Sequence[Token]) -> list[Meaning]:
        """Resolve "the country", "the Caribbean island nation", "the regime", and countries in general."""
        words = {token.text.lower() for token in before}
        traits = [word for word in _joined(before) if word in self._knowledge.all_traits]
        if role.is_plural:
            shown = [token.text for token in before if token.text.lower() in traits]
            if not shown and role.name not in {"country", "nation", "state"}:
                return []
            return [(Referent(" ".join([*shown, self._form(phrase, role)]), "group"), "countries in general")]
        following = sentence.tokens[phrase.last + 1 : phrase.last + 2]
        if not words & DEFINITE or any(token.text.lower() == "of" and token.dep == "case" for token in following):
            # "a country", "the state of emergency", but "accused the country of lying"
            return []
        if role.name == "regime" and (country := self.discourse.dominant_country):
            return [(Referent(self._country_name[country], "country", country), "the article's country")]
        land = self.discourse.land(self._sentence_number, phrase.first, traits, _doing_to(sentence, phrase.head))
        return [(land, "the country named before")] if land else []

    def _form(self, phrase: Phrase, role: Role) -> str:
        """Return the role's words with the nouns before it ("welfare agency"), in lower case unless it has capitals."""
        tokens = phrase.sentence.tokens
        first = phrase.first
        owned_from = max([phrase.phrase_first, *(owner.last + 1 for owner in phrase.owners if owner.last < first)])
        while first > owned_from and tokens[first - 1].dep == "compound" and tokens[first - 1].upos != "PROPN":
            first -= 1
        words = " ".join(self._text[tokens[first].start : tokens[phrase.last].end].split())
        return words if role.name != role.name.lower() else words.lower()


def _joined(tokens: Sequence[Token]) -> Iterator[str]:
    """Yield the words of modifiers and each run of two of them ("south american"), lower case."""
    words = [token.text.lower() for token in tokens]
    yield from words
    for first, second in itertools.pairwise(words):
        yield f"{first} {second}"
    yield from (
        f"{first}-{second}" for first, dash, second in zip(words, words[1:], words[2:], strict=False) if dash == "-"
    )


def _own_words(sentence: Sentence, phrase: Phrase) -> tuple[int, int]:
    """Return the role with its modifiers, but no determiner, possessor's mark or number first, and "of Chad" behind."""
    first = phrase.phrase_first
    while first < phrase.first and sentence.tokens[first].upos in {"DET", "NUM", "PUNCT", "ADV", "PRON"}:
        first += 1
    if phrase.is_owner_right and phrase.owners and 0 < phrase.owners[-1].last - phrase.last <= FARTHEST_OWNER:
        return first, phrase.owners[-1].last
    return first, phrase.last


def _mentions_at(token: Token, referents: Iterable[Referent], rule: str) -> list[Mention]:
    """Return a mention of each of those whom one word means."""
    return [
        Mention(
            token.start, token.end, token.text, referent.name, referent.kind, referent.country, None,
            rule, token.start, token.start, token.end,
        )
        for referent in referents
    ]  # fmt: skip


def _controller(sentence: Sentence, token: Token) -> int | None:
    """Return the verb whose object does what "its" stands in: "help" of "help Togo rebuild its schools"."""
    verb = sentence.tokens[sentence.tokens[token.head].head]
    above = sentence.tokens[verb.head]
    return above.index if verb.dep == "xcomp" and above.lemma in OBJECT_CONTROL else None


def _is_the_two(sentence: Sentence, token: Token) -> bool:
    """Tell whether a subject is "the two", with no noun behind it: "the two agreed", but "the two of them"."""
    if token.text.lower() != "two" or token.dep != "nsubj" or not token.index:
        return False
    is_part = any(sentence.tokens[child].dep == "nmod" for child in sentence.children(token.index))
    return not is_part and sentence.tokens[token.index - 1].text.lower() == "the"


def _doing_to(sentence: Sentence, at: int) -> set[int]:
    """Return the verbs whose subject does something to a noun: "promised" and "help" of "promised to help the land"."""
    tokens = sentence.tokens
    token = tokens[at]
    if preposition(sentence, at) not in {"", "to", "with", "against"}:
        return set()
    found: set[int] = set()
    while token.head != token.index and token.dep in _DONE_TO:
        token = tokens[token.head]
        found.add(token.index)
        if any(tokens[child].dep.startswith(SUBJECTS) for child in sentence.children(token.index)):
            break
    return found


_DONE_TO = frozenset({"obj", "iobj", "obl", "nmod", "xcomp", "advcl", "conj", "acl", "ccomp"})


def _is_expletive(sentence: Sentence, token: Token) -> bool:
    """Tell whether "it" only opens a sentence: "it is rare that", "it was suspected that", "it seems"."""
    if token.text.lower() != "it" or not token.dep.startswith(SUBJECTS):
        return False
    governor = sentence.tokens[token.head]
    clauses = {sentence.tokens[child].dep for child in sentence.children(governor.index) if child > governor.index}
    has_clause = bool(clauses & {"csubj", "ccomp", "xcomp", "csubj:pass", "csubj:outer"})
    # "it was China's stance to develop ties"
    behind = sentence.tokens[governor.index + 1 : governor.index + 2]
    is_stance = governor.upos == "NOUN" and any(other.text in {"to", "that"} for other in behind)
    is_opinion = has_clause and (governor.upos == "ADJ" or token.dep == "nsubj:pass")
    return governor.lemma in {"seem", "appear"} or is_stance or is_opinion


def _is_before_noun(sentence: Sentence, phrase: Phrase) -> bool:
    """Tell whether the phrase only modifies a noun right after it: "Minsk" of "the Minsk agreement"."""
    head = sentence.tokens[phrase.head]
    is_one_word = phrase.first == phrase.last or phrase.kind == "organization"
    if phrase.titles or not is_one_word or head.dep not in MODIFIERS or phrase.last + 1 >= len(sentence.tokens):
        return False
    following = sentence.tokens[phrase.last + 1]
    return head.head > phrase.last and following.upos in {"NOUN", "PROPN"}


def _is_title_case(sentence: Sentence) -> bool:
    """Tell whether nearly every longer word of the sentence has a capital, verbs too, as in a headline."""
    if any(token.xpos in {"VBD", "VBZ", "VBP"} and token.text.islower() for token in sentence.tokens):
        return False
    initials = [token.text[0] for token in sentence.tokens if len(token.text) > 3 and token.text[0].isalpha()]
    capital_count = sum(map(str.isupper, initials))
    return len(initials) >= FEWEST_HEADLINE_WORDS and capital_count >= HEADLINE_SHARE * len(initials)


def _may_be_full_name(sentence: Sentence, phrase: Phrase) -> bool:
    head = sentence.tokens[phrase.head]
    return (
        phrase.first < phrase.last
        and not _is_before_noun(sentence, phrase)
        and sentence.tokens[max(phrase.first - 1, 0)].text.lower() != "the"
        and preposition(sentence, head.index) not in PLACE_PREPOSITIONS
        and not any(token.text.isupper() and len(token.text) > 2 for token in phrase.tokens)
    )


def relative_head(sentence: Sentence, at: int) -> int | None:
    """Return the noun that a relative pronoun's clause belongs to."""
    token = sentence.tokens[at]
    while token.head != token.index:
        if token.dep == "acl:relcl":
            return token.head
        token = sentence.tokens[token.head]
    return None
