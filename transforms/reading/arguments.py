"""Who fills the slots of a predicate, along the arcs of the parse."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from transforms.reading.clause import (
    Clause,
    following,
    is_preposition,
    is_time,
    modifiers,
    phrase_words,
    possessor,
    preposition,
)
from transforms.reading.lexicon import Action
from transforms.reading.predicate import Draft, Predicates

if TYPE_CHECKING:
    from transforms.reading.actor import ActorFinder, Mention

FALLBACK_PREPOSITIONS = (
    "against",
    "on",
    "to",
    "with",
    "for",
    "from",
    "of",
    "between",
    "in",
    "at",
    "into",
    "over",
    "by",
)
# What a state does at home has the state itself on both sides.
DOMESTIC = frozenset({"COERCE", "SANCTION", "CONCEDE", "ASSAULT", "PROTEST"})
WHEREABOUTS = frozenset({"in", "of", "from", "at"})
SCENE_PREPOSITIONS = frozenset({"in", "during", "after", "at", "via", "through", "by", "following", "with", "under"})
MOST_TARGETS = 3
# Rules of mentions that name somebody only by what was named before.
STANDS_FOR_NAME = ("pronoun ", "the country named before")
# Slots of partners: a river or a bridge is none.
PARTNER_SLOTS = frozenset({"with", "between"})
PARTS_OF_NOUN_PHRASES = frozenset({"nmod", "nmod:desc", "appos", "flat"})
SELF_PRONOUNS = frozenset({"it", "they", "he", "she", "we", "i"})
# How the names of bodies begin that a state has in another, which it does not deal with: "closed its embassy in Niger".
MISSIONS = ("Embassy", "Consulate", "Embassies", "Consulates")


class Arguments:
    """Finds the actors that the slots of a sentence's predicates name."""

    def __init__(self, predicates: Predicates, mentions: Sequence[Mention], actor_finder: ActorFinder) -> None:
        self.predicates = predicates
        self.sentence = predicates.sentence
        self.words = predicates.words
        self.mentions = mentions
        self.actor_finder = actor_finder
        first = bisect_left(mentions, self.sentence.start, key=lambda mention: mention.start)
        last = bisect_left(mentions, self.sentence.end, key=lambda mention: mention.start)
        # The mentions of this sentence.
        self.here = mentions[first:last]
        self._actors: dict[int, tuple[Mention, ...]] = {}
        self._named_in: dict[int, list[tuple[Mention, ...]]] = {}
        self._open: set[int] = set()
        # Lists of persons have three at least.
        self._may_list = sum(mention.kind == "person" for mention in self.here) > 2

    def subject_actors(self, clause: Clause, draft: Draft) -> tuple[Mention, ...]:
        if clause.subject is None:
            return ()
        found = self.actors(self._antecedent(clause))
        if found:
            return found
        if self.sentence.tokens[clause.subject].upos == "PRON":
            return ()
        words = phrase_words(self.sentence, clause.subject)
        if words & self.words.weapon or self.sentence.tokens[clause.subject].lemma in {
            "decision",
            "government",
            "move",
        }:
            return self.pick(clause.subject, ())
        if covering := self._covering(clause.subject):
            return covering
        if not self._acts_for_owner(clause.subject):
            return self._speaker_of(clause)
        return tuple(self.actor_finder.actors_of(self.sentence, clause.subject, self.mentions))

    def _speaker_of(self, clause: Clause) -> tuple[Mention, ...]:
        """Return who "said the boat had come and warned Manila": parsers let the boat warn."""
        if self.sentence.tokens[clause.head].dep != "conj":
            return ()
        speaker = self.predicates.speaker(clause.head)
        return self.actors(speaker) if speaker is not None else ()

    def _acts_for_owner(self, index: int) -> bool:
        """Whether what the noun does its owner does: "Israeli shelling killed", not "Peruvian cuisine conquered"."""
        token = self.sentence.tokens[index]
        if (
            token.xpos not in {"NN", "NNS"}
            or token.lemma in self.words.proxy
            or possessor(self.sentence, index) is not None
        ):
            return True
        return any(action.root for action in self.predicates.lexicon.senses("n", token.lemma))

    def _covering(self, index: int) -> tuple[Mention, ...]:
        """Return the actor in whose phrase the token stands ("Secretary of State Mike Pompeo")."""
        start = self.sentence.tokens[index].start
        for mention in self.here:
            if mention.phrase_start <= start < mention.phrase_end and mention.kind != "place":
                return (mention,)
        return ()

    def by_name(self, actors: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """Return the actors once each, where the sentence names them: "Chad" for the "it" of "Chad said it would"."""
        once: dict[tuple[str, str, str | None], Mention] = {}
        for actor in actors:
            shown = self._by_name.get(actor.name, actor) if actor.rule.startswith(STANDS_FOR_NAME) else actor
            once.setdefault((shown.name, shown.kind, shown.country), shown)
        return tuple(once.values())

    @cached_property
    def _by_name(self) -> Mapping[str, Mention]:
        """The first mention of each that names it."""
        return {
            mention.name: mention for mention in reversed(self.here) if not mention.rule.startswith(STANDS_FOR_NAME)
        }

    def _antecedent(self, clause: Clause) -> int:
        """Return the subject's head, or the speaker's where the subject is a pronoun ("Cuba said it would")."""
        subject = clause.subject if clause.subject is not None else clause.head
        if self.sentence.tokens[subject].lemma.lower() in SELF_PRONOUNS:
            speaker = self.predicates.speaker(clause.head)
            if speaker is not None and self.actors(speaker):
                clause.steps.append(f"{self.sentence.tokens[subject].text} = {self.sentence.tokens[speaker].text}")
                return speaker
        return subject

    def actors(self, index: int) -> tuple[Mention, ...]:
        """Return the actors that the argument headed by the token stands for."""
        if index not in self._actors:
            found = tuple(self.actor_finder.actors_of(self.sentence, index, self.mentions, nested=False))
            if len(found) == 1 and found[0].kind == "country" and not self._is_modifier(index):
                found = (self._office_holder(found[0]),)
            self._actors[index] = self._with_listed(found) if found else self._titled(index)
        return self._actors[index]

    def _with_listed(self, found: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """Return persons with all that they are listed with: "met Ruto, South Sudan's Kiir and Djibouti's Guelleh"."""
        if not self._may_list:
            return found
        first = found[0]
        listed = (first, *self.joined_to(first)) if first.kind == "person" else ()
        if len(listed) < 3 or any(mention.kind != "person" or not mention.is_named for mention in listed):
            return found
        countries = {mention.country for mention in listed}
        rest = (mention for mention in found if mention.kind != "country" or mention.country not in countries)
        return tuple(dict.fromkeys((*listed, *rest)))

    def joined_to(self, mention: Mention) -> tuple[Mention, ...]:
        """Return who is listed right behind an actor with commas and "and", whatever the parse makes of the list."""
        tokens, found = self.sentence.tokens, [mention]
        position = self._behind(mention)
        while position + 1 < len(tokens) and tokens[position].text in {",", "and", "&"}:
            is_last = tokens[position].text != ","
            position += 1 + (not is_last and tokens[position + 1].text == "and")
            item = self._item_at(position)
            if item is None:
                return ()
            found.append(item)
            if is_last or tokens[position - 1].text == "and":
                return others(found[1:], found[:1])
            position = self._behind(found[-1])
        return others(found[1:], found[:1]) if self._is_headline_pair(found, position) else ()

    def _is_headline_pair(self, found: Sequence[Mention], position: int) -> bool:
        """Whether a comma stands for "and" between two countries in front: "Nepal, India to resume talks"."""
        return (
            [mention.kind for mention in found] == ["country", "country"]
            and found[0].phrase_start == self.sentence.start
            and any(
                token.upos in {"VERB", "AUX", "PART", "ADP"} for token in self.sentence.tokens[position : position + 1]
            )
        )

    def _item_at(self, position: int) -> Mention | None:
        """Return the actor whose phrase begins at a token: the person, not the country, of "Djibouti's Guelleh"."""
        begun = [m for m in self.here if self.sentence.token_at(m.phrase_start) == position]
        if not begun:
            return None
        item = max(begun, key=lambda m: m.phrase_end)
        behind = self._behind(item)
        if item.kind == "country" and any(
            token.text in {"'s", "’s"} for token in self.sentence.tokens[behind : behind + 1]
        ):
            return self._item_at(behind + 1)
        return item

    def _behind(self, mention: Mention) -> int:
        """Return the token behind an actor's phrase and the "of Britain" that belongs to it."""
        tokens = self.sentence.tokens
        position = self._token_from(mention.phrase_end)
        if position + 1 < len(tokens) and tokens[position].text == "of":
            owner = [m for m in self.here if m.start == tokens[position + 1].start]
            if owner:
                return self._token_from(owner[0].end)
        return position

    def _token_from(self, offset: int) -> int:
        """Return the first token from a place in the text on; behind the last one where there is none."""
        found = self.sentence.token_at(offset)
        return len(self.sentence.tokens) if found is None else found

    def _titled(self, index: int) -> tuple[Mention, ...]:
        """Return whose title the word is: "minister" of "the interior minister, Ana Brnabić"."""
        token = self.sentence.tokens[index]
        for mention in self.here if token.upos == "NOUN" else ():
            is_beside = mention.phrase_start <= token.start < mention.start
            if is_beside and mention.title and token.text.lower() in mention.title.lower().split():
                return (mention,)
        return ()

    def _is_modifier(self, index: int) -> bool:
        return self.sentence.tokens[index].dep.split(":")[0] in {"nmod", "amod", "compound"}

    def _office_holder(self, country: Mention) -> Mention:
        """Return the person whose title the country stands before: "Kyrgyz President Sadyr Japarov" is one argument."""
        for mention in self.here:
            if mention.title and mention.phrase_start <= country.start and country.end <= mention.start:
                return mention if mention.kind == "person" else country
        return country

    def first(self, slots: Sequence[str], draft: Draft, but: Sequence[Mention] = ()) -> tuple[Mention, ...]:
        direct = self.in_person(slots, draft, but)
        if direct:
            return direct
        for slot in slots:
            for index in self.slot(slot, draft):
                found = _fit(slot, self.pick(index, but))
                if not found and draft.action.root in DOMESTIC:
                    found = self._at_home(index, but)
                if found:
                    draft.steps.append(f"{slot}: {self.sentence.tokens[index].text}")
                    return found
            if slot in {"clause", "clause.subj"}:
                found = self.of_complement(slot, draft, but)
                if found:
                    return found
        return ()

    def in_person(self, slots: Sequence[str], draft: Draft, but: Sequence[Mention] = ()) -> tuple[Mention, ...]:
        """Return who fills a slot in person, not somebody merely named in the slot's phrase."""
        if len(slots) > 1 and draft.clause.object is not None and draft.noun is None:
            found = self._beside(slots, draft, but)
            if found:
                return found
        for slot in slots:
            if slot in {"clause", "clause.subj", "in", "at"}:
                return ()
            for index in self.slot(slot, draft):
                for group in self._named(index) if slot in {"obj", "iobj"} else (self.actors(index),):
                    if found := _fit(slot, others(group, but)):
                        draft.steps.append(f"{slot}: {self.sentence.tokens[index].text}")
                        return self._with_places(found, index, but)
        return ()

    def _beside(self, slots: Sequence[str], draft: Draft, but: Sequence[Mention]) -> tuple[Mention, ...]:
        """Return who stands right behind the object in one of the slots ("lifted a boycott of Chad on oil")."""
        if slots[0] in {"obj", "iobj"} or draft.clause.object is None:
            return ()
        for child in self.sentence.children(draft.clause.object):
            token = self.sentence.tokens[child]
            if token.dep == "nmod" and (word := preposition(self.sentence, child)) in slots:
                found = others(self.actors(child), but)
                if found and not is_time(self.sentence, child):
                    draft.steps.append(f"{word}: {token.text}")
                    return self._with_places(found, child, but)
                return ()
        return ()

    def _at_home(self, index: int, but: Sequence[Mention]) -> tuple[Mention, ...]:
        """Return the state itself, where it acts on itself and is named again ("Bolivia's army ... in Bolivia")."""
        taken = {mention.start for mention in but}
        for group in self._groups(index):
            found = tuple(m for m in group if m.country and m.start not in taken and not m.rule.startswith("pronoun"))
            if found:
                return found
        return ()

    def slot(self, slot: str, draft: Draft) -> Iterator[int]:
        """Yield the head tokens of the arguments that fill a slot."""
        clause, noun = draft.clause, draft.noun
        if slot == "subj":
            subject = clause.subject if noun != clause.head else self._subject_around(clause.head)
            if subject is not None:
                yield subject
        elif slot == "obj":
            thing = clause.object if clause.object is not None else clause.indirect
            if thing is not None:
                yield thing
        elif slot == "iobj":
            if clause.indirect is not None:
                yield clause.indirect
        elif slot == "speaker":
            speaker = self.predicates.speaker(clause.head)
            if speaker is not None:
                yield speaker
        elif slot == "poss":
            owner = possessor(self.sentence, noun if noun is not None else clause.object or clause.head)
            if owner is not None:
                yield owner
        elif slot == "mod":
            yield from self._premodifiers(noun if noun is not None else clause.head)
        elif slot not in {"clause", "clause.subj"}:
            yield from self._prepositional(slot, draft)

    def _subject_around(self, noun: int) -> int | None:
        """Return the subject of the clause that a noun sets the scene for ("in a message to Kim, Xi said")."""
        current = noun
        tokens = self.sentence.tokens
        while tokens[current].dep == "nmod":
            if tokens[tokens[current].head].upos == "PROPN" and preposition(self.sentence, current) == "in":
                # "Reagan, in a meeting with Mulroney, agreed"
                return tokens[current].head
            current = tokens[current].head
        if tokens[current].dep != "obl" or preposition(self.sentence, current) not in SCENE_PREPOSITIONS:
            return None
        clause = self.predicates.clauses[tokens[current].head]
        return clause.subject if not clause.is_passive else clause.object

    def _premodifiers(self, noun: int) -> Iterator[int]:
        for child in self.sentence.children(noun):
            if child < noun and self.sentence.tokens[child].dep.split(":")[0] in {"amod", "compound", "nmod"}:
                yield child

    def _prepositional(self, slot: str, draft: Draft) -> Iterator[int]:
        outer, _, inner = slot.partition(".")
        for word, index in self.phrases(draft):
            if word == outer and not is_time(self.sentence, index) and not self._is_born(index):
                if not inner:
                    yield index
                else:
                    yield from (below for other, below in modifiers(self.sentence, index) if other == inner)

    def phrases(self, draft: Draft) -> Sequence[tuple[str, int]]:
        """Return (preposition, noun) of the phrases that belong to a draft, those of its noun or object first."""
        if draft.phrases is None:
            clause = draft.clause
            nouns = dict.fromkeys(noun for noun in (draft.noun, clause.object) if noun is not None)
            last = next(iter(nouns), clause.head)
            draft.phrases = [
                *(phrase for noun in nouns for phrase in modifiers(self.sentence, noun)),
                *clause.oblique,
                *following(self.sentence, last),
            ]
        return draft.phrases

    def of_complement(self, slot: str, draft: Draft, but: Sequence[Mention]) -> tuple[Mention, ...]:
        """Return whom the dependent clause is about: its subject, or its own action's target."""
        below = list(draft.clause.complement)
        for noun in (draft.noun, draft.clause.object):
            if noun is not None:
                below += [i for i in self.sentence.children(noun) if self.sentence.tokens[i].dep.startswith("acl")]
        for index in below:
            if index in self._open or index == draft.clause.head:
                continue
            inner = self.predicates.clauses[index]
            if slot == "clause.subj":
                found = others(self.actors(inner.subject), but) if inner.subject is not None else ()
            else:
                self._open.add(index)
                found = self._inner_targets(inner, but)
                self._open.discard(index)
            if found:
                draft.steps.append(f"{slot}: {self.sentence.tokens[index].text}")
                return found
        return ()

    def _inner_targets(self, inner: Clause, but: Sequence[Mention]) -> tuple[Mention, ...]:
        inner_draft = self.predicates.inner_draft(inner.head)
        if inner_draft is not None:
            found = self.first(inner_draft.action.targets, inner_draft, but)
            found = found or others(self.nearby(inner_draft) or self.below(inner_draft), but)
            if found:
                return found
        means = inner_draft is not None and inner_draft.clause.object is not None and means_of(inner_draft.action)
        known = (*but, *self.actors(inner.object)) if means and inner.object is not None else tuple(but)
        bare = Draft(ANY, inner, inner.head, sources=known)
        found = self._everybody(bare)
        if not found and inner.subject is not None:
            found = others(self.actors(inner.subject), but)
        return found

    def _everybody(self, draft: Draft) -> tuple[Mention, ...]:
        """Return all actors among a clause's object and phrases, for a predicate the lexicon does not know."""
        found: list[Mention] = []
        arguments = [draft.clause.object, draft.clause.indirect, *(index for _, index in self.phrases(draft))]
        for index in arguments:
            if index is not None:
                found += self.pick(index, [*draft.sources, *found])
        return tuple(found[:MOST_TARGETS])

    def pick(self, index: int, but: Sequence[Mention]) -> tuple[Mention, ...]:
        """Return whom an argument stands for: itself, or who is nearest to the head inside its phrase."""
        groups = self._groups(index)
        if not groups:
            return ()
        owner = possessor(self.sentence, index)
        is_own = owner is not None and any(mention in but or _is_of(mention, but) for mention in self.actors(owner))
        for group in groups:
            found = others(group, but)
            if is_own:
                found = tuple(
                    mention
                    for mention in found
                    if mention.kind == "person" or mention.head_start != self.sentence.tokens[index].start
                )
            if found:
                return self._with_places(found, index, but)
        return ()

    def _named(self, index: int) -> Iterator[tuple[Mention, ...]]:
        """Yield whom the noun itself names, its apposition, its owner and the words before it."""
        tokens = self.sentence.tokens
        yield self.actors(index)
        children = self.sentence.children(index)
        yield from (self.actors(child) for child in children if tokens[child].dep in {"appos", "flat"})
        yield self._owners(index)
        yield from (
            self.actors(child) for child in children if tokens[child].dep.split(":")[0] in {"compound", "amod", "conj"}
        )

    def _owners(self, index: int) -> tuple[Mention, ...]:
        owner = possessor(self.sentence, index)
        return () if owner is None else self.actors(owner)

    def _groups(self, index: int) -> Sequence[tuple[Mention, ...]]:
        """Return whom a phrase names, the nearest to its head first."""
        if index not in self._named_in:
            self._named_in[index] = [group for group in self._find_groups(index) if group]
        return self._named_in[index]

    def _find_groups(self, index: int) -> Iterator[tuple[Mention, ...]]:
        tokens = self.sentence.tokens
        children = self.sentence.children(index)
        is_born = tokens[index].lemma == "birth"
        yield from map(_not_persons, self._named(index)) if is_born else self._named(index)
        if tokens[index].upos == "NUM":
            # "11 of Iran's prisoners"
            yield from (self.actors(below) for word, below in following(self.sentence, index) if word == "of")
        for word, below in modifiers(self.sentence, index):
            if word not in {"as", "about", "like"}:
                is_born = is_born or self._is_born(below)
                # "the tightening of the American blockade" is American.
                for group in self._named(below) if word == "of" else (self.actors(below), self._owners(below)):
                    yield _not_persons(group) if is_born else group
        for child in children:
            if tokens[child].dep.startswith("acl"):
                clause = self.predicates.clauses[child]
                for argument in (clause.subject, clause.object, *(below for _, below in clause.oblique)):
                    if argument is not None and argument != index:
                        yield self.actors(argument)
            elif tokens[child].dep == "conj" and tokens[child].upos == "NOUN":
                yield from self._groups(child)
        nested = tuple(self.actor_finder.actors_of(self.sentence, index, self.mentions))
        yield _not_persons(nested) if is_born else nested

    def _is_born(self, index: int) -> bool:
        """Whether the noun says whose birth it is: that is an occasion, nobody who is spoken to."""
        tokens = self.sentence.tokens
        current = index
        while tokens[current].dep in PARTS_OF_NOUN_PHRASES:
            current = tokens[current].head
            words = (current, *(child for child in self.sentence.children(current) if child < current))
            if current < index and any(tokens[word].lemma == "birth" for word in words):
                return True
        return False

    def _with_places(self, found: tuple[Mention, ...], index: int, but: Sequence[Mention]) -> tuple[Mention, ...]:
        """Add the countries of people of no country ("farmers in Nigeria and Ghana")."""
        if any(mention.country for mention in found):
            return found
        for word, below in modifiers(self.sentence, index):
            if word in WHEREABOUTS:
                places = others([m for m in self.actors(below) if m.country], (*but, *found))
                if places:
                    return found + places
        return found

    def nearby(self, draft: Draft) -> tuple[Mention, ...]:
        """Return the actors in the clause that fit least badly as its target, with doubt."""
        clause, but = draft.clause, draft.sources
        found = self._by_preposition(draft, but)
        if found:
            return found
        # What the pattern itself names ("send troops") is the means, not the target.
        means = means_of(draft.action)
        for index in (clause.object, draft.noun):
            if index is not None and not means:
                found = self.pick(index, but)
                if found:
                    draft.doubt += 0.1
                    draft.steps.append(f"near: {self.sentence.tokens[index].text}")
                    return found
        phrases = sorted(
            (pair for pair in self.phrases(draft) if pair[0] in FALLBACK_PREPOSITIONS and pair[1] > draft.trigger),
            key=lambda pair: FALLBACK_PREPOSITIONS.index(pair[0]),
        )
        for word, index in phrases:
            found = _fit(word, self.pick(index, but))
            if found:
                draft.doubt += 0.15
                draft.steps.append(f"near, {word}: {self.sentence.tokens[index].text}")
                return found
        return ()

    def below(self, draft: Draft) -> tuple[Mention, ...]:
        """Return the actors in the clauses that depend on the predicate, with more doubt."""
        clause, but = draft.clause, draft.sources
        for index in clause.complement:
            if self.sentence.tokens[index].dep in {"advcl", "xcomp"}:
                inner = self.predicates.clauses[index]
                if inner.is_until and inner.subject is not None:
                    found = self.pick(inner.subject, but)
                    if found:
                        draft.doubt += 0.1
                        draft.steps.append(f"until: {self.sentence.tokens[inner.subject].text}")
                        return found
                for argument in (inner.object, *(below for _, below in inner.oblique)):
                    if argument is not None:
                        found = self.pick(argument, but)
                        if found:
                            draft.doubt += 0.2
                            draft.steps.append(f"near, in {self.sentence.tokens[index].text}")
                            return found
        return ()

    def _by_preposition(self, draft: Draft, but: Sequence[Mention]) -> tuple[Mention, ...]:
        """Return who follows one of the action's own prepositions further on in the clause, wherever it hangs."""
        tokens = self.sentence.tokens
        wanted = {slot for slot in draft.action.targets if "." not in slot}
        for position in range(draft.trigger + 1, len(tokens)):
            token = tokens[position]
            is_finite = token.upos == "VERB" and token.xpos in {"VBD", "VBZ", "VBP"} and token.dep != "acl:relcl"
            if is_finite and position > draft.trigger + 1:
                return ()
            if is_preposition(self.sentence, position) and token.text.lower() in wanted and token.head > position:
                if self._is_born(token.head):
                    continue
                found = _fit(token.text.lower(), self.pick(token.head, but))
                if found:
                    draft.doubt += 0.15
                    draft.steps.append(f"{token.text.lower()}, further on: {tokens[token.head].text}")
                    return found
        return ()


def means_of(action: Action) -> set[str]:
    """Return the slots that the pattern fills itself ("send troops"): what stands there is no target."""
    return {condition.slot for condition in action.conditions if condition.words} & {"obj", "of"} - set(action.targets)


def others(mentions: Sequence[Mention], but: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return the mentions that are nobody of `but`, nor their own missions abroad."""
    if not mentions:
        return ()
    taken = {(mention.start, mention.end) for mention in but}
    names = {mention.name for mention in but}
    countries = {mention.country for mention in but if mention.country}
    return tuple(
        m
        for m in mentions
        if (m.start, m.end) not in taken
        and m.name not in names
        and not (m.country in countries and m.name.startswith(MISSIONS))
    )


def _fit(slot: str, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Return the mentions that can fill the slot: no partner is a mere place."""
    if slot not in PARTNER_SLOTS:
        return mentions
    return tuple(mention for mention in mentions if mention.kind != "place" or mention.country)


def _not_persons(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    return tuple(mention for mention in mentions if mention.kind != "person")


def _is_of(mention: Mention, others: Sequence[Mention]) -> bool:
    return any(mention.name == other.name for other in others)


ANY = Action("any", "any", "any", "v", (), "", "", "", ("subj",), ("obj",), False, False)
