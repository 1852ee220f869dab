"""The work on one sentence: which predicates it holds, who does it to whom, and whether it is meant as a fact."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from transforms.reading.claim import Candidate, Claim
from transforms.reading.clause import (
    Clause,
    clause_at,
    following,
    hyphenated,
    is_predicate,
    is_preposition,
    is_time,
    modifiers,
    phrase_words,
    possessor,
    preposition,
)
from transforms.reading.lexicon import Action, Lexicon, unmet, unmet_by_noun

if TYPE_CHECKING:
    from transforms.reading.actor import ActorFinder, Mention
    from transforms.reading.parse import Sentence

COOPERATIVE = frozenset({"CONSULT", "COOPERATE", "AID", "CONCEDE"})
GIVING = frozenset({"AGREE", "AID", "CONCEDE"})
MATERIAL_CONFLICT = frozenset({"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})
# What an intent to do something is coded as: the category, the words before the kind, the CAMEO code.
INTENT_CODES = {"CONSULT": "036", "COOPERATE": "031", "AID": "033", "CONCEDE": "035"}
REFUSAL_CODES = {"CONSULT": "125", "COOPERATE": "121", "AID": "122", "CONCEDE": "124", "AGREE": "120", "SUPPORT": "120"}
# An open intent ("vowed to", "is ready to") to do harm is a threat; an agreement to act is not.
OPEN_INTENTS = frozenset(
    {"commit", "plan", "intend", "pledge", "promise", "vow", "ready", "willing", "prepared", "eager", "hope"}
)
# A claim with one side only is worth keeping for these.
ONE_SIDED = frozenset({"MOBILIZE", "PROTEST", "REJECT", "CONCEDE"})
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
# Verbs whose infinitive is a fact: who begins to withdraw withdraws.
ASPECTUAL = frozenset(
    {"begin", "start", "continue", "manage", "help", "proceed", "go", "come", "move", "rush", "cease"}
)
COPULAR = frozenset({"remain", "become", "stay"})
WHEREABOUTS = frozenset({"in", "of", "from", "at"})
LOCATIVE = frozenset({"in", "at", "near", "outside"})
NUMBERS = {
    **dict.fromkeys(("once", "one"), 1),
    **dict.fromkeys(("twice", "two", "both"), 2),
    **dict.fromkeys(("thrice", "three"), 3),
    **{
        word: number
        for number, word in enumerate(["four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 4)
    },
}
OPERATORS = frozenset({"AGREE", "REJECT", "THREATEN", "REQUEST"})
SCENE_PREPOSITIONS = frozenset({"in", "during", "after", "at", "via", "through", "by", "following", "with"})
# Acts worth keeping when they are done to a thing: the mention of the thing carries this rule.
DONE_TO_THINGS = frozenset({"REJECT", "ACCUSE", "PROTEST", "THREATEN", "ASSAULT", "COERCE"})
THING = "what it is done to"
# What companies and clubs do all day as well: here a side must be known as political.
CIVIL_AFFAIRS = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "REQUEST"})
MOST_TARGETS = 3
SELF_PRONOUNS = frozenset({"it", "they", "he", "she", "we", "i"})


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The lexicon and the classes of words that the coder looks at, lemmas all."""

    lexicon: Lexicon
    light: frozenset[str]
    converse: frozenset[str]
    report: frozenset[str]
    sport: frozenset[str]
    calamity: frozenset[str]
    position: frozenset[str]
    weapon: frozenset[str]
    apolitical_names: frozenset[str]


@dataclass(slots=True)
class _Draft:
    """A claim in the making."""

    action: Action
    clause: Clause
    trigger: int
    sources: tuple[Mention, ...] = ()
    targets: tuple[Mention, ...] = ()
    doubt: float = 0.0
    steps: list[str] = field(default_factory=list)
    noun: int | None = None


class SentenceCoder:
    """The work on one sentence."""

    def __init__(
        self, words: Vocabulary, text: str, sentence: Sentence, mentions: Sequence[Mention], actors: ActorFinder
    ) -> None:
        self.lexicon = words.lexicon
        self.words = words
        self.text = text
        self.sentence = sentence
        self.mentions = mentions
        self.actor_finder = actors
        self.candidates: list[Candidate] = []
        self._clauses: dict[int, Clause] = {}
        self._actors: dict[int, tuple[Mention, ...]] = {}
        self._used: set[int] = set()
        self._open: set[int] = set()

    def claims(self) -> list[Claim]:
        words = {token.lemma for token in self.sentence.tokens if token.upos != "PROPN"}
        is_sport = bool(words & self.words.sport)
        found: list[Claim] = []
        for index in self._from_the_root():
            if index in self._used:
                continue
            for draft in self._drafts(index):
                claim, reason = self._claim(draft, is_sport)
                self._note(draft.action.action_id, draft.trigger, reason)
                if claim is not None:
                    found.append(claim)
        return sorted(_without_repeats(found), key=lambda claim: claim.trigger_start)

    def _from_the_root(self) -> Iterator[int]:
        """Yield verbs before what depends on them, so that an operator ("agreed to") claims its complement first."""
        tokens = self.sentence.tokens
        depths = []
        for token in tokens:
            depth, current = 0, token.index
            while tokens[current].head != current and depth < 60:
                current, depth = tokens[current].head, depth + 1
            depths.append(depth)
        return iter(sorted(range(len(tokens)), key=lambda index: (depths[index], index)))

    def _note(self, rule: str, trigger: int, reason: str) -> None:
        token = self.sentence.tokens[trigger]
        self.candidates.append(Candidate(token.start, token.end, rule, reason))

    def clause(self, index: int) -> Clause:
        if index not in self._clauses:
            self._clauses[index] = clause_at(self.sentence, index)
        return self._clauses[index]

    # --- which action

    def _drafts(self, index: int) -> Iterator[_Draft]:
        token = self.sentence.tokens[index]
        if token.upos == "VERB":
            draft = self._demanded(index) or self._verb_draft(index)
            if draft is not None:
                yield draft
                yield from self._joint(draft)
        elif is_predicate(self.sentence, index) or self._is_said_to_remain(index):
            yield from self._copular_drafts(index)
        elif token.upos in {"NOUN", "PROPN"} and token.text.islower():
            draft = self._noun_draft(index)
            if draft is not None:
                yield draft
        elif token.upos == "ADJ" and token.dep in {"xcomp", "conj", "acl", "advcl", "root"}:
            yield from self._copular_drafts(index)

    def _is_said_to_remain(self, index: int) -> bool:
        """Whether the noun is what something remains or becomes ("remains the largest donor")."""
        token = self.sentence.tokens[index]
        return token.dep == "xcomp" and token.upos == "NOUN" and self.sentence.tokens[token.head].lemma in COPULAR

    def _verb_draft(self, index: int) -> _Draft | None:
        clause = self.clause(index)
        verb = self._chosen("v", clause.lemma, clause)
        noun = self._supported_noun(clause)
        if noun is not None and (verb is None or not verb.conditions):
            action, position, is_converse = noun
            self._used.add(position)
            return self._light_draft(clause, action, position, is_converse)
        if verb is None:
            return None
        if not verb.root:
            self._note(verb.action_id, index, "the lexicon says this meaning is no event")
            return None
        if clause.object is not None and any(condition.slot == "obj" for condition in verb.conditions):
            self._used.add(clause.object)
        draft = _Draft(verb, clause, index)
        self._fill(draft)
        return draft

    def _joint(self, draft: _Draft) -> Iterator[_Draft]:
        """Yield what partners who agree to act agree to do to a third."""
        if not (draft.action.is_mutual and "clause" in draft.action.targets and len(draft.targets) > 0):
            return
        partners = (*draft.sources, *draft.targets)
        if not any(step.startswith("mutual") for step in draft.steps):
            return
        third = self._of_complement("clause", draft, partners)
        if third:
            yield replace(draft, sources=partners, targets=third)

    def _demanded(self, index: int) -> _Draft | None:
        """Return the demand in "X said Y must ...", whatever Y must do."""
        clause = self.clause(index)
        if clause.modality != "obliged" or clause.is_passive or self._speaker(index) is None:
            return None
        draft = _Draft(_DEMAND, clause, index)
        self._fill(draft)
        return draft

    def _chosen(self, part: str, lemma: str, clause: Clause) -> Action | None:
        for action in self.lexicon.senses(part, lemma):
            failed = unmet(action, clause)
            if failed is None:
                return action
            self._note(action.action_id, clause.head, f"needs {failed}")
        return None

    def _supported_noun(self, clause: Clause) -> tuple[Action, int, bool] | None:
        """Return the noun's action where the verb only carries its object ("paid a visit", "received support")."""
        is_converse = clause.lemma in self.words.converse
        if clause.object is None or not (is_converse or clause.lemma in self.words.light):
            return None
        for position in self._objects(clause.object):
            action = self._chosen_noun(position)
            if action is not None:
                return action, position, is_converse
        return None

    def _objects(self, head: int) -> Iterator[int]:
        """Yield the head of an object, its conjuncts and the "of" complements that carry its meaning."""
        yield head
        tokens = self.sentence.tokens
        for child in self.sentence.children(head):
            if (tokens[child].dep == "conj" and tokens[child].upos == "NOUN") or (
                tokens[child].dep == "nmod" and preposition(self.sentence, child) in {"of", "for"}
            ):
                yield child

    def _chosen_noun(self, position: int) -> Action | None:
        lemma = self.sentence.tokens[position].lemma.lower()
        senses = self.lexicon.senses("n", hyphenated(self.sentence, position)) or self.lexicon.senses("n", lemma)
        for action in senses:
            failed = unmet_by_noun(action, self.sentence, position)
            if failed is None:
                return action if action.root else None
            self._note(action.action_id, position, f"needs {failed}")
        return None

    def _copular_drafts(self, index: int) -> Iterator[_Draft]:
        """Yield what "is ready to help", "is the largest donor to" and "is responsible for" say."""
        token = self.sentence.tokens[index]
        clause = self.clause(index)
        if token.upos in {"ADJ", "VERB", "ADV"}:
            action = self._chosen("a", token.lemma.lower(), clause)
            if action is not None and action.root:
                draft = _Draft(action, clause, index)
                self._fill(draft)
                yield draft
        elif token.upos == "NOUN":
            action = self._chosen_noun(index)
            if action is not None:
                yield self._light_draft(clause, action, index, is_converse=False)

    def _noun_draft(self, index: int) -> _Draft | None:
        action = self._chosen_noun(index)
        if action is None:
            return None
        draft = _Draft(action, Clause(self.sentence, index), index, noun=index, doubt=0.1)
        self._absorb_demanded(action, index)
        draft.sources = self._first(action.sources, draft)
        draft.targets = self._first(action.targets, draft, but=draft.sources)
        if action.is_mutual and not draft.sources:
            self._split_pair(draft, draft.targets)
        return draft

    def _light_draft(self, clause: Clause, action: Action, noun: int, is_converse: bool) -> _Draft:
        draft = _Draft(action, clause, clause.head, noun=noun)
        draft.steps = [*clause.steps]
        self._absorb_demanded(action, noun)
        subject = self._subject_actors(clause, draft) or self._left_of(draft)
        if is_converse:
            draft.targets = subject
            draft.sources = self._first(("from", "poss", "by", "mod", "of"), draft, but=subject)
            return draft
        draft.sources = subject
        if not subject and clause.is_passive:
            draft.sources = self._first(("poss", "mod", "from"), draft)
        draft.targets = self._first(action.targets, draft, but=draft.sources)
        self._complete(draft)
        return draft

    # --- who

    def _fill(self, draft: _Draft) -> None:
        action, clause = draft.action, draft.clause
        draft.steps = [*clause.steps]
        if action.sources == ("subj",):
            draft.sources = (
                self._subject_actors(clause, draft) or self._left_of(draft) or self._sources_of_passive(draft)
            )
        else:
            draft.sources = self._first(action.sources, draft)
        draft.targets = self._first(action.targets, draft, but=draft.sources)
        self._complete(draft)
        if action.root in OPERATORS:
            self._absorb(clause)

    def _sources_of_passive(self, draft: _Draft) -> tuple[Mention, ...]:
        """Return who acts in a passive without an agent: the troops that were deployed, the state expelled from."""
        if not draft.clause.is_passive:
            return ()
        if draft.action.root in {"AID", "MOBILIZE"} and draft.clause.object is not None:
            return self.actors(draft.clause.object)
        if draft.action.root in {"SANCTION", "COERCE", "CONCEDE"}:
            # "expelled from Iran", "arrested in Rwanda": by those who rule there.
            found = self._first(("from", "in"), draft)
            draft.doubt += 0.15
            return tuple(mention for mention in found if mention.country)
        return ()

    def _absorb(self, clause: Clause) -> None:
        """Keep what is agreed to, refused, threatened or demanded from being claimed as done."""
        for index in clause.complement:
            token = self.sentence.tokens[index]
            if token.dep in {"xcomp", "ccomp"} or (token.dep == "advcl" and token.xpos == "VB"):
                inner = self._inner_draft(index)
                self._used.add(index)
                if inner is not None:
                    self._mark_used(inner)

    def _absorb_demanded(self, action: Action, noun: int) -> None:
        """Keep what "its demand that Y do" asks for from being claimed as done."""
        if action.root == "REQUEST":
            for child in self.sentence.children(noun):
                if self.sentence.tokens[child].dep in {"acl", "ccomp"}:
                    self._used.add(child)

    def _complete(self, draft: _Draft) -> None:
        """Find the target where the lexicon's slots hold none: the other half of the subject, or who is near."""
        action = draft.action
        if action.is_mutual and not draft.sources:
            self._split_pair(draft, draft.targets)
        elif action.is_mutual and not draft.clause.is_passive and not (draft.targets and self._is_with(draft)):
            self._split_pair(draft, draft.sources)
        if not draft.targets and not action.is_target_bound:
            draft.targets = self._nearby(draft)
        if not draft.targets and not action.is_target_bound:
            draft.targets = self._thing(draft)
        if draft.targets and not any(_is_named(mention) for mention in draft.targets):
            draft.targets += self._where(draft)

    def _is_with(self, draft: _Draft) -> bool:
        """Whether the target was named as the other party ("with Cuba"), not as what it is about."""
        if all(mention.kind == "group" and mention.country is None for mention in draft.targets):
            return False
        strong = ("with:", "between:", "obj:") if draft.action.targets[:1] == ("obj",) else ("with:", "between:")
        return any(step.startswith(strong) for step in draft.steps)

    def _split_pair(self, draft: _Draft, pair: tuple[Mention, ...]) -> None:
        subject = draft.clause.subject
        if len(pair) == 1 and subject is not None and not draft.targets:
            pair += _others(self._joined_within(subject), pair)
        if len(pair) > 1:
            draft.sources, draft.targets = pair[:1], pair[1:]
            draft.steps.append("mutual: the first named is the source, the others are targets")

    def _joined_within(self, index: int) -> tuple[Mention, ...]:
        """Return actors joined by "and" before a noun they share ("Nigerian and British forces")."""
        tokens = self.sentence.tokens
        found: list[Mention] = []
        for child in self.sentence.children(index):
            joined = [i for i in self.sentence.children(child) if tokens[i].dep == "conj"]
            if child < index and joined:
                for part in (child, *joined):
                    found += _others(self.actors(part), found)
        return tuple(found)

    def _subject_actors(self, clause: Clause, draft: _Draft) -> tuple[Mention, ...]:
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
            return self._pick(clause.subject, ())
        return self._covering(clause.subject) or tuple(
            self.actor_finder.actors_of(self.sentence, clause.subject, self.mentions)
        )

    def _covering(self, index: int) -> tuple[Mention, ...]:
        """Return the actor in whose phrase the token stands ("Secretary of State Mike Pompeo")."""
        start = self.sentence.tokens[index].start
        for mention in self._here():
            if mention.phrase_start <= start < mention.phrase_end and mention.kind != "place":
                return (mention,)
        return ()

    def _left_of(self, draft: _Draft) -> tuple[Mention, ...]:
        """Return the actor that stands before a finite verb whose subject the parser missed, with doubt."""
        clause, tokens = draft.clause, self.sentence.tokens
        if clause.is_passive or clause.subject is not None or not self._is_finite(clause.head):
            return ()
        start = self._stretch_before(clause.head)
        for mention in self._here():
            if tokens[start].start <= mention.start and mention.end <= tokens[clause.head].start:
                index = self.sentence.token_at(mention.head_start)
                first = self.sentence.token_at(mention.phrase_start)
                if index is None or first is None or (first > 0 and tokens[first - 1].upos == "ADP"):
                    continue
                draft.doubt += 0.2
                draft.steps.append(f"left of the verb: {mention.text}")
                return self.actors(index) or (mention,)
        return ()

    def _here(self) -> Sequence[Mention]:
        """Return the mentions of this sentence."""
        first = bisect_left(self.mentions, self.sentence.start, key=lambda mention: mention.start)
        last = bisect_left(self.mentions, self.sentence.end, key=lambda mention: mention.start)
        return self.mentions[first:last]

    def _is_finite(self, index: int) -> bool:
        tokens = self.sentence.tokens
        if tokens[index].xpos in {"VBD", "VBZ", "VBP"}:
            return True
        return index > 0 and any(tokens[i].lemma in {"have", "will"} for i in range(max(0, index - 3), index))

    def _stretch_before(self, verb: int) -> int:
        """Return the first token of the words before a verb that no other clause interrupts."""
        tokens = self.sentence.tokens
        position = verb
        if verb > 1 and tokens[verb - 1].text == ",":
            position = next((i for i in range(verb - 2, 0, -1) if tokens[i].text == ","), verb)
        while position > 0:
            token = tokens[position - 1]
            if token.text in {",", ";", ":", "--", "(", '"'} or token.upos == "SCONJ":
                break
            if token.upos == "VERB" and token.xpos in {"VBD", "VBZ", "VBP"}:
                break
            position -= 1
        return position

    def _antecedent(self, clause: Clause) -> int:
        """Return the subject's head, or the speaker's where the subject is a pronoun ("Cuba said it would")."""
        subject = clause.subject if clause.subject is not None else clause.head
        if self.sentence.tokens[subject].lemma.lower() in SELF_PRONOUNS:
            speaker = self._speaker(clause.head)
            if speaker is not None and self.actors(speaker):
                clause.steps.append(f"{self.sentence.tokens[subject].text} = {self.sentence.tokens[speaker].text}")
                return speaker
        return subject

    def actors(self, index: int) -> tuple[Mention, ...]:
        """Return the actors that the argument headed by the token stands for."""
        if index not in self._actors:
            self._actors[index] = tuple(self.actor_finder.actors_of(self.sentence, index, self.mentions, nested=False))
        return self._actors[index]

    def _first(self, slots: Sequence[str], draft: _Draft, but: Sequence[Mention] = ()) -> tuple[Mention, ...]:
        direct = self._direct(slots, draft, but)
        if direct:
            return direct
        for slot in slots:
            for index in self._slot(slot, draft):
                found = self._pick(index, but)
                if not found and draft.action.root in DOMESTIC:
                    found = self._at_home(index, but)
                if found:
                    draft.steps.append(f"{slot}: {self.sentence.tokens[index].text}")
                    return found
            if slot in {"clause", "clause.subj"}:
                found = self._of_complement(slot, draft, but)
                if found:
                    return found
        return ()

    def _direct(self, slots: Sequence[str], draft: _Draft, but: Sequence[Mention]) -> tuple[Mention, ...]:
        """Return who fills a slot in person, not somebody merely named in the slot's phrase."""
        for slot in slots:
            if slot in {"clause", "clause.subj", "in", "at"}:
                return ()
            for index in self._slot(slot, draft):
                groups = self._named(index) if slot in {"obj", "iobj"} else iter([self.actors(index)])
                for found in (_others(group, but) for group in groups):
                    if found:
                        draft.steps.append(f"{slot}: {self.sentence.tokens[index].text}")
                        return self._with_places(found, index, but)
        return ()

    def _at_home(self, index: int, but: Sequence[Mention]) -> tuple[Mention, ...]:
        """Return the state itself, where it acts on itself and is named again ("Bolivia's army ... in Bolivia")."""
        taken = {mention.start for mention in but}
        for group in self._groups(index):
            found = tuple(m for m in group if m.country and m.start not in taken and not m.rule.startswith("pronoun"))
            if found:
                return found
        return ()

    def _slot(self, slot: str, draft: _Draft) -> Iterator[int]:
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
            speaker = self._speaker(clause.head)
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
            current = tokens[current].head
        if tokens[current].dep != "obl" or preposition(self.sentence, current) not in SCENE_PREPOSITIONS:
            return None
        clause = self.clause(tokens[current].head)
        return clause.subject if not clause.is_passive else clause.object

    def _premodifiers(self, noun: int) -> Iterator[int]:
        for child in self.sentence.children(noun):
            if child < noun and self.sentence.tokens[child].dep.split(":")[0] in {"amod", "compound", "nmod"}:
                yield child

    def _prepositional(self, slot: str, draft: _Draft) -> Iterator[int]:
        outer, _, inner = slot.partition(".")
        for word, index in self._phrases(draft):
            if word == outer and not is_time(self.sentence, index):
                if not inner:
                    yield index
                else:
                    yield from (below for other, below in modifiers(self.sentence, index) if other == inner)

    def _phrases(self, draft: _Draft) -> Iterator[tuple[str, int]]:
        clause = draft.clause
        if draft.noun is not None:
            yield from modifiers(self.sentence, draft.noun)
        if clause.object is not None and clause.object != draft.noun:
            yield from modifiers(self.sentence, clause.object)
        yield from clause.oblique
        last = draft.noun if draft.noun is not None else clause.object
        yield from following(self.sentence, clause.head if last is None else last)

    def _of_complement(self, slot: str, draft: _Draft, but: Sequence[Mention]) -> tuple[Mention, ...]:
        """Return whom the dependent clause is about: its subject, or its own action's target."""
        below = list(draft.clause.complement)
        for noun in (draft.noun, draft.clause.object):
            if noun is not None:
                below += [i for i in self.sentence.children(noun) if self.sentence.tokens[i].dep.startswith("acl")]
        for index in below:
            if index in self._open or index == draft.clause.head:
                continue
            inner = self.clause(index)
            if slot == "clause.subj":
                found = _others(self.actors(inner.subject), but) if inner.subject is not None else ()
            else:
                self._open.add(index)
                found = self._inner_targets(inner, but)
                self._open.discard(index)
            if found:
                draft.steps.append(f"{slot}: {self.sentence.tokens[index].text}")
                return found
        return ()

    def _inner_targets(self, inner: Clause, but: Sequence[Mention]) -> tuple[Mention, ...]:
        inner_draft = self._inner_draft(inner.head)
        if inner_draft is not None:
            found = self._first(inner_draft.action.targets, inner_draft, but) or _others(self._nearby(inner_draft), but)
            if found:
                return found
        means = inner_draft is not None and inner_draft.clause.object is not None and _means(inner_draft.action)
        known = (*but, *self.actors(inner.object)) if means and inner.object is not None else tuple(but)
        bare = _Draft(_ANY, inner, inner.head, sources=known)
        found = self._everybody(bare)
        if not found and inner.subject is not None:
            found = _others(self.actors(inner.subject), but)
        return found

    def _everybody(self, draft: _Draft) -> tuple[Mention, ...]:
        """Return all actors among a clause's object and phrases, for a predicate the lexicon does not know."""
        found: list[Mention] = []
        arguments = [draft.clause.object, draft.clause.indirect, *(index for _, index in self._phrases(draft))]
        for index in arguments:
            if index is not None:
                found += self._pick(index, [*draft.sources, *found])
        return tuple(found[:MOST_TARGETS])

    def _inner_draft(self, index: int) -> _Draft | None:
        """Return the action of a dependent clause, without a claim of its own."""
        clause = self.clause(index)
        kept = list(self.candidates)
        verb = self._chosen("v", clause.lemma, clause)
        noun = self._supported_noun(clause)
        self.candidates = kept
        if noun is not None and (verb is None or not verb.conditions):
            return _Draft(noun[0], clause, index, noun=noun[1])
        if verb is not None and verb.root:
            return _Draft(verb, clause, index)
        return None

    def _pick(self, index: int, but: Sequence[Mention]) -> tuple[Mention, ...]:
        """Return whom an argument stands for: itself, or who is nearest to the head inside its phrase."""
        owner = possessor(self.sentence, index)
        is_own = owner is not None and any(mention in but or _is_of(mention, but) for mention in self.actors(owner))
        for group in self._groups(index):
            found = _others(group, but)
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
        owner = possessor(self.sentence, index)
        if owner is not None:
            yield self.actors(owner)
        yield from (
            self.actors(child) for child in children if tokens[child].dep.split(":")[0] in {"compound", "amod", "conj"}
        )

    def _groups(self, index: int) -> Iterator[tuple[Mention, ...]]:
        """Yield whom a phrase names, the nearest to its head first."""
        tokens = self.sentence.tokens
        children = self.sentence.children(index)
        yield from self._named(index)
        if tokens[index].upos == "NUM":
            # "11 of Iran's prisoners"
            yield from (self.actors(below) for word, below in following(self.sentence, index) if word == "of")
        for word, below in modifiers(self.sentence, index):
            if word not in {"as", "about", "like"}:
                yield self.actors(below)
                inner = possessor(self.sentence, below)
                if inner is not None:
                    yield self.actors(inner)
        for child in children:
            if tokens[child].dep.startswith("acl"):
                clause = self.clause(child)
                for argument in (clause.subject, clause.object, *(below for _, below in clause.oblique)):
                    if argument is not None and argument != index:
                        yield self.actors(argument)
            elif tokens[child].dep == "conj" and tokens[child].upos == "NOUN":
                yield from self._groups(child)
        yield tuple(self.actor_finder.actors_of(self.sentence, index, self.mentions))

    def _with_places(self, found: tuple[Mention, ...], index: int, but: Sequence[Mention]) -> tuple[Mention, ...]:
        """Add the countries of people of no country ("farmers in Nigeria and Ghana")."""
        if any(mention.country for mention in found):
            return found
        for word, below in modifiers(self.sentence, index):
            if word in WHEREABOUTS:
                places = _others([m for m in self.actors(below) if m.country], (*but, *found))
                if places:
                    return found + places
        return found

    def _nearby(self, draft: _Draft) -> tuple[Mention, ...]:
        """Return the actors in the clause that fit least badly as its target, with doubt."""
        clause, but = draft.clause, draft.sources
        found = self._by_preposition(draft, but)
        if found:
            return found
        # What the pattern itself names ("send troops") is the means, not the target.
        means = _means(draft.action)
        for index in (clause.object, draft.noun):
            if index is not None and not means:
                found = self._pick(index, but)
                if found:
                    draft.doubt += 0.1
                    draft.steps.append(f"near: {self.sentence.tokens[index].text}")
                    return found
        phrases = sorted(
            (pair for pair in self._phrases(draft) if pair[0] in FALLBACK_PREPOSITIONS and pair[1] > draft.trigger),
            key=lambda pair: FALLBACK_PREPOSITIONS.index(pair[0]),
        )
        for word, index in phrases:
            found = self._pick(index, but)
            if found:
                draft.doubt += 0.15
                draft.steps.append(f"near, {word}: {self.sentence.tokens[index].text}")
                return found
        for index in clause.complement:
            if self.sentence.tokens[index].dep in {"advcl", "xcomp"}:
                inner = self.clause(index)
                if inner.is_until and inner.subject is not None:
                    found = self._pick(inner.subject, but)
                    if found:
                        draft.doubt += 0.1
                        draft.steps.append(f"until: {self.sentence.tokens[inner.subject].text}")
                        return found
                for argument in (inner.object, *(below for _, below in inner.oblique)):
                    if argument is not None:
                        found = self._pick(argument, but)
                        if found:
                            draft.doubt += 0.2
                            draft.steps.append(f"near, in {self.sentence.tokens[index].text}")
                            return found
        return ()

    def _thing(self, draft: _Draft) -> tuple[Mention, ...]:
        """Return a mention of what is attacked, refused or blamed where that is nobody: a base, a plan, a vote."""
        from transforms.reading.actor import Mention

        if draft.action.root not in DONE_TO_THINGS or not any(mention.country for mention in draft.sources):
            return ()
        for index in self._things(draft):
            token = self.sentence.tokens[index]
            if token.upos in {"NOUN", "PROPN"} and not is_time(self.sentence, index):
                start, end = self._noun_phrase(index)
                text = self.text[start:end]
                kind = "place" if token.lemma in self.words.position else "group"
                draft.doubt += 0.15
                return (Mention(start, end, text, text, kind, None, None, THING, token.start, start, end),)
        return ()

    def _things(self, draft: _Draft) -> Iterator[int]:
        means = {draft.noun}
        if "obj" not in draft.action.targets and any(c.slot == "obj" for c in draft.action.conditions):
            means.add(draft.clause.object)
        if draft.clause.object is not None and draft.clause.object not in means:
            yield draft.clause.object
        for slot in draft.action.targets:
            yield from (index for index in self._slot(slot, draft) if index not in means)
        if "clause" in draft.action.targets:
            inner = [self.clause(index).object for index in draft.clause.complement]
            yield from (index for index in inner if index is not None)

    def _noun_phrase(self, index: int) -> tuple[int, int]:
        """Return the span of a noun with the adjectives and nouns right before it."""
        tokens = self.sentence.tokens
        first = index
        while first > 0 and tokens[first - 1].head in range(first, index + 1) and tokens[first - 1].dep != "det":
            if tokens[first - 1].dep in {"case", "nummod", "punct"}:
                break
            first -= 1
        return tokens[first].start, tokens[index].end

    def _where(self, draft: _Draft) -> tuple[Mention, ...]:
        """Return the country or place behind people who are of none ("aid to farmers across the north of Mali")."""
        tokens = self.sentence.tokens
        first = self.sentence.token_at(max(mention.end for mention in draft.targets)) or len(tokens)
        for position in range(first, len(tokens)):
            token = tokens[position]
            if token.upos == "VERB" and token.xpos in {"VBD", "VBZ", "VBP"}:
                return ()
            if token.upos == "ADP" and token.text.lower() in WHEREABOUTS | {"to", "into", "across"}:
                found = [m for m in self._pick(token.head, draft.sources) if m.country] if token.head > position else []
                if found:
                    return tuple(found)
        return ()

    def _by_preposition(self, draft: _Draft, but: Sequence[Mention]) -> tuple[Mention, ...]:
        """Return who follows one of the action's own prepositions further on in the clause, wherever it hangs."""
        tokens = self.sentence.tokens
        wanted = {slot for slot in draft.action.targets if "." not in slot}
        for position in range(draft.trigger + 1, len(tokens)):
            token = tokens[position]
            if token.upos == "VERB" and token.xpos in {"VBD", "VBZ", "VBP"} and position > draft.trigger + 1:
                return ()
            if is_preposition(self.sentence, position) and token.text.lower() in wanted and token.head > position:
                found = self._pick(token.head, but)
                if found:
                    draft.doubt += 0.15
                    draft.steps.append(f"{token.text.lower()}, further on: {tokens[token.head].text}")
                    return found
        return ()

    def _speaker(self, index: int) -> int | None:
        """Return who says the clause: the subject of the reporting verb above it."""
        current = index
        tokens = self.sentence.tokens
        while tokens[current].head != current:
            relation, current = tokens[current].dep, tokens[current].head
            if relation in {"ccomp", "parataxis", "advcl"} and tokens[current].lemma in self.words.report:
                return self.clause(current).subject
        return None

    # --- the claim

    def _claim(self, draft: _Draft, is_sport: bool) -> tuple[Claim | None, str]:
        clause = draft.clause
        root, kind, code, marks = self._as_meant(draft)
        reason = self._fault(draft, root, is_sport)
        if reason:
            return None, reason
        if "obliged" in marks and root == "REQUEST":
            speaker = self._speaker(clause.head)
            draft.targets = draft.sources
            draft.sources = self.actors(speaker) if speaker is not None else ()
            if not draft.sources or not _others(draft.targets, draft.sources):
                return None, "an obligation nobody is said to demand"
        trigger = self.sentence.tokens[draft.trigger]
        confidence = 0.9 - draft.doubt - 0.2 * (not draft.sources) - 0.1 * (not draft.targets)
        confidence -= 0.3 * self.sentence.is_shallow
        return (
            Claim(
                sentence_start=self.sentence.start,
                sentence_end=self.sentence.end,
                trigger_start=trigger.start,
                trigger_end=trigger.end,
                root=root,
                kind=kind,
                cameo_code=code,
                sources=draft.sources,
                targets=draft.targets,
                is_negated="negated" in marks,
                is_planned="planned" in marks,
                is_hypothetical="hypothetical" in marks,
                reported_by=self._reported_by(draft),
                place=self._place(draft),
                count=self._count(draft),
                confidence=round(max(confidence, 0.05), 2),
                rule=draft.action.action_id + (" (shallow)" if self.sentence.is_shallow else ""),
                tense=clause.tense,
                arcs=tuple(draft.steps),
            ),
            "",
        )

    def _fault(self, draft: _Draft, root: str, is_sport: bool) -> str:
        """Return why the draft is no claim, or an empty string."""
        action, clause = draft.action, draft.clause
        if is_sport and root not in {"REJECT", "PROTEST", "AGREE"}:
            return "a sentence about sport"
        if not draft.sources and not draft.targets:
            return "no actor on either side"
        is_nominal = draft.noun == clause.head
        if not draft.sources and not (draft.targets and clause.is_passive):
            return "no actor does it"
        if not draft.targets and action is _DEMAND:
            return "a demand on oneself"
        if not draft.targets and not action.is_target_bound and (is_nominal or not self._may_stand_alone(action, root)):
            return "nobody it is done to"
        if clause.subject is not None and self.words.calamity & phrase_words(self.sentence, clause.subject):
            return "a calamity, not an actor"
        is_fit = self._is_political if root in CIVIL_AFFAIRS else self._may_be_political
        if not any(is_fit(mention) for mention in (*draft.sources, *draft.targets)):
            return "neither side is a political actor"
        return ""

    def _may_be_political(self, mention: Mention) -> bool:
        """Whether a mention is a name that the reference data does not know as of business, media or the like."""
        return _is_named(mention) and (bool(mention.country) or mention.name not in self.words.apolitical_names)

    def _is_political(self, mention: Mention) -> bool:
        """Whether a mention is of a country, or a name the reference data knows as political, or that has a title."""
        is_known = mention.rule.startswith("known") and mention.name not in self.words.apolitical_names
        return bool(mention.country) or is_known or (mention.title is not None and _is_named(mention))

    def _may_stand_alone(self, action: Action, root: str) -> bool:
        """Whether a claim without a target says something: a protest, a ceasefire, a refusal."""
        return root in ONE_SIDED and (root != "CONCEDE" or action.targets[:1] != ("obj",))

    def _as_meant(self, draft: _Draft) -> tuple[str, str, str, set[str]]:
        """Return category, kind, CAMEO code and marks once negation, future and modality have been weighed."""
        action, clause = draft.action, draft.clause
        root, kind, code = action.root, action.kind, action.cameo_code
        marks: set[str] = set()
        is_operator = "clause" in action.targets and bool(clause.complement) and root in {"AGREE", "REJECT", "THREATEN"}
        if is_operator and root == "AGREE":
            root, kind, code = self._intent(draft)
            marks.add("planned")
        if clause.is_conditional or clause.modality == "possible":
            marks.add("hypothetical")
        if clause.modality == "obliged" and root in COOPERATIVE | {"AGREE", "SUPPORT"}:
            if self._speaker(clause.head) is None:
                return "AGREE", kind, "030", marks | {"hypothetical"}
            return "REQUEST", "demand", "100", marks | {"obliged"}
        if action is _DEMAND:
            return root, kind, code, marks
        is_future = clause.modality in {"future", "would"}
        if clause.is_negated and (root in GIVING or (is_future and root in COOPERATIVE | {"SUPPORT"})):
            return "REJECT", f"refuse to {kind}", REFUSAL_CODES.get(root, "120"), marks
        if clause.is_negated:
            marks.add("negated")
        elif is_future and root in COOPERATIVE:
            return "AGREE", kind, INTENT_CODES[root], marks | {"planned"}
        elif is_future and root in MATERIAL_CONFLICT:
            return "THREATEN", f"threaten to {kind}", "130", marks | {"planned"}
        if is_future:
            marks.add("planned")
        elif root in COOPERATIVE and self._is_aim(clause):
            return "AGREE", kind, INTENT_CODES[root], marks | {"planned"}
        return root, kind, code, marks

    def _is_aim(self, clause: Clause) -> bool:
        """Whether the clause is an infinitive of what somebody is after ("in a bid to deepen ties")."""
        token = self.sentence.tokens[clause.head]
        if clause.tense != "infinitive" or token.head == clause.head:
            return False
        governor = self.sentence.tokens[token.head]
        return token.dep in {"acl", "advcl"} or (token.dep == "xcomp" and governor.lemma not in ASPECTUAL)

    def _intent(self, draft: _Draft) -> tuple[str, str, str]:
        """Return what an intent to act amounts to: "decided to lift" lifts, "vowed to attack" threatens."""
        action = draft.action
        for index in draft.clause.complement:
            inner = self._inner_draft(index)
            if inner is None:
                continue
            self._mark_used(inner)
            if action.lemma == "decide":
                if inner.clause.is_negated and inner.action.root in COOPERATIVE:
                    return "REJECT", f"refuse to {inner.action.kind}", REFUSAL_CODES[inner.action.root]
                return inner.action.root, inner.action.kind, inner.action.cameo_code
            if inner.action.root in MATERIAL_CONFLICT and action.lemma in OPEN_INTENTS:
                return "THREATEN", f"threaten to {inner.action.kind}", "130"
            if inner.clause.is_negated and inner.action.root in COOPERATIVE:
                return "REJECT", f"refuse to {inner.action.kind}", REFUSAL_CODES[inner.action.root]
            return "AGREE", f"{action.lemma} to {inner.action.kind}", INTENT_CODES.get(inner.action.root, "030")
        return action.root, action.kind, action.cameo_code

    def _mark_used(self, inner: _Draft) -> None:
        self._used.add(inner.clause.head)
        if inner.noun is not None:
            self._used.add(inner.noun)

    def _reported_by(self, draft: _Draft) -> str | None:
        speaker = self._speaker(draft.clause.head)
        if speaker is None:
            return None
        who = self.actors(speaker)
        if who:
            return None if who[0] in draft.sources else who[0].name
        start, end = self.sentence.subtree(speaker)
        return self.text[start:end]

    def _place(self, draft: _Draft) -> str | None:
        taken = {mention.start for mention in (*draft.sources, *draft.targets)}
        for word, index in self._phrases(draft):
            token = self.sentence.tokens[index]
            if word in LOCATIVE and token.upos == "PROPN":
                for mention in self.actors(index):
                    if mention.kind in {"place", "country"} and mention.start not in taken:
                        return mention.text
        return None

    def _count(self, draft: _Draft) -> int | None:
        tokens = self.sentence.tokens
        for noun in (draft.noun, draft.clause.object if draft.noun is None else None):
            if noun is None:
                continue
            for child in (c for i in [noun, *self._counted(noun)] for c in self.sentence.children(i)):
                if tokens[child].dep == "nummod":
                    number = _number(tokens[child].text)
                    if number:
                        return number
        for child in self.sentence.children(draft.clause.head):
            word = tokens[child].text.lower()
            if tokens[child].dep == "advmod" and word in {"once", "twice", "thrice"}:
                return NUMBERS[word]
            if tokens[child].dep.startswith("obl") and tokens[child].lemma == "time":
                for grandchild in self.sentence.children(child):
                    if tokens[grandchild].dep == "nummod":
                        return _number(tokens[grandchild].text)
        return None

    def _counted(self, noun: int) -> Iterator[int]:
        """Yield the "rounds" of "three rounds of talks"."""
        head = self.sentence.tokens[noun].head
        if self.sentence.tokens[noun].dep == "nmod" and self.sentence.tokens[head].lemma in {"round", "series", "set"}:
            yield head


def _means(action: Action) -> set[str]:
    """Return the slots that the pattern fills itself ("send troops"): what stands there is no target."""
    return {condition.slot for condition in action.conditions if condition.words} & {"obj", "of"} - set(action.targets)


def _is_named(mention: Mention) -> bool:
    """Whether a mention is of a country, or a name rather than "a man" or "the police"."""
    # A role noun in front of a sentence is capitalised for no other reason.
    words = mention.text.split()[mention.rule == "role noun" :]
    return bool(mention.country) or any(word[:1].isupper() for word in words)


def _number(word: str) -> int | None:
    word = word.lower()
    if word in NUMBERS:
        return NUMBERS[word]
    return int(word) if word.isdigit() and 0 < int(word) < 100 else None


def _others(mentions: Sequence[Mention], but: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return the mentions that are nobody of `but`."""
    taken = {(mention.start, mention.end) for mention in but}
    names = {mention.name for mention in but}
    return tuple(m for m in mentions if (m.start, m.end) not in taken and m.name not in names)


def _is_of(mention: Mention, others: Sequence[Mention]) -> bool:
    return any(mention.name == other.name for other in others)


def _without_repeats(claims: Sequence[Claim]) -> list[Claim]:
    """Keep the surest of claims that say the same of the same actors."""
    best: dict[tuple[object, ...], Claim] = {}
    for claim in claims:
        key = (claim.root, tuple(m.name for m in claim.sources), tuple(m.name for m in claim.targets), claim.kind)
        if key not in best or claim.confidence > best[key].confidence:
            best[key] = claim
    return list(best.values())


_DEMAND = Action(
    "said-must", "said must", "must", "v", (), "REQUEST", "demand", "100", ("speaker",), ("subj",), True, False
)
_ANY = Action("any", "any", "any", "v", (), "", "", "", ("subj",), ("obj",), False, False)
