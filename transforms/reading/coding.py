"""The work on one sentence: which predicates it holds, who does it to whom, and whether it is meant as a fact."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from transforms.reading.arguments import DOMESTIC, Arguments, others
from transforms.reading.claim import Candidate, Claim
from transforms.reading.clause import Clause, is_predicate, marks_of, noun_clause, phrase_words
from transforms.reading.lexicon import Action, is_gerund_after
from transforms.reading.meaning import Meaning
from transforms.reading.predicate import DEMAND, Draft, Predicates, Vocabulary
from transforms.reading.vicinity import DONE_TO_THINGS, Vicinity
from transforms.reading.word_order import clause_by_order, is_lost_verb

if TYPE_CHECKING:
    from transforms.reading.actor import ActorFinder, Mention
    from transforms.reading.parse import Sentence

# Beside verbs, only such words can tell of an act; most others are not even looked at.
TELLING = frozenset({"NOUN", "PROPN", "ADJ", "ADV"})
# Why a draft fails that the order of words may still save.
LOST = frozenset({"no actor on either side", "no actor does it", "nobody it is done to"})
# A claim with one side only is worth keeping for these.
ONE_SIDED = frozenset({"MOBILIZE", "PROTEST", "REJECT", "CONCEDE"})
COPULAR = frozenset({"remain", "become", "stay"})
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
# Acts that are condemned for what their authors did to others.
BLAMED = frozenset({"ASSAULT", "COERCE", "SANCTION"})
# What companies and museums do in a land as well as states do with it.
BUSINESS = frozenset({"AGREE", "AID", "CONSULT", "COOPERATE", "SUPPORT"})
# What nobody does to a state in private: a singer who cancels a concert in Manila rejects nothing.
OF_STATES = frozenset({"CONCEDE", "MOBILIZE", "REJECT", "SANCTION", "THREATEN"})
# What lands do all the time, told in the present, is no event.
TRADES = frozenset({"export", "import"})
# Deals and meetings, of which one side says nothing: "the letters to a friend in Spain were sold".
MUTUAL_BY_NATURE = frozenset({"CONSULT", "COOPERATE"})
# Who "is forced to close" a border is forced by what has happened, not by somebody.
COMPELLING = frozenset({"compel", "force", "oblige"})
# Acts that places and ships suffer as people do.
DONE_TO_PLACES = frozenset({"ASSAULT", "COERCE"})
# What somebody is accused of having done is not told as done.
ACCORDING_TO = re.compile(r"^\W*according to (?:the |an? )?", re.IGNORECASE)
# What happened so long ago is history, not news; a search is fastest for what begins with plain letters.
BYGONE = re.compile(r"in (?<=\bin )(?:1[0-8]\d\d|the (?:early |late |mid-)?1?\d(?:st|nd|rd|th)[- ]century)\b")
ALLEGING = frozenset({"accuse", "suspect", "blame", "charge", "acquit", "clear", "convict", "denounce", "deny"})
OPERATORS = frozenset({"AGREE", "REJECT", "THREATEN", "REQUEST"})
# What companies and clubs do all day as well: here a side must be known as political.
CIVIL_AFFAIRS = frozenset(
    {
        "AGREE",
        "CONSULT",
        "SUPPORT",
        "COOPERATE",
        "AID",
        "REQUEST",
        "ACCUSE",
        "REJECT",
        "CONCEDE",
        "THREATEN",
        "SANCTION",
    }
)


class SentenceCoder:
    """The work on one sentence."""

    def __init__(
        self,
        words: Vocabulary,
        text: str,
        sentence: Sentence,
        mentions: Sequence[Mention],
        actors: ActorFinder,
        *,
        is_explained: bool = False,
    ) -> None:
        self.words = words
        self.text = text
        self.sentence = sentence
        self.predicates = Predicates(words, sentence, is_explained=is_explained)
        self.arguments = Arguments(self.predicates, mentions, actors)
        self.vicinity = Vicinity(self.arguments, text)
        self.meaning = Meaning(self.predicates)

    @property
    def candidates(self) -> list[Candidate]:
        """Every predicate that was considered, with the reason why it makes no claim, if that was asked for."""
        return self.predicates.candidates

    @cached_property
    def is_sport(self) -> bool:
        """Whether the sentence is about sport."""
        tokens = self.sentence.tokens
        # "soccer" of "a soccer investigation" makes no sentence about sport.
        words = {
            token.lemma
            for token in tokens
            if token.upos in {"NOUN", "ADJ"} and not (token.dep == "compound" and tokens[token.head].upos == "NOUN")
        }
        return bool(words & self.words.sport) or len(words & self.words.pastime) > 1

    def claims(self) -> list[Claim]:
        if BYGONE.search(self.text, self.sentence.start, self.sentence.end):
            return []
        found: list[Claim] = []
        for index in self._from_the_root():
            if index in self.predicates.used:
                continue
            for draft in self._drafts(index):
                claim, reason = self._claim(draft)
                if reason in LOST and (again := self._by_order(draft.clause)) is not None:
                    claim = self._claim(again)[0]
                self.predicates.note(draft.action.action_id, draft.trigger, "" if claim else reason)
                if claim is not None:
                    found.append(claim)
                    found += self._denied(draft)
        return sorted(_without_repeats(found), key=lambda claim: claim.trigger_start)

    def _from_the_root(self) -> Iterator[int]:
        """Return verbs before what depends on them, so that an operator ("agreed to") claims its complement first."""
        tokens = self.sentence.tokens
        found = []
        for index in self._telling():
            depth, current = 0, index
            while (above := tokens[current].head) != current and depth < 60:
                current, depth = above, depth + 1
            found.append((depth, index))
        return (index for _, index in sorted(found))

    def _telling(self) -> Iterator[int]:
        """Yield the verbs, also those that were lost, and the words that end like one of the lexicon."""
        last_words = self.words.lexicon.last_words
        for token in self.sentence.tokens:
            if token.upos == "VERB" or (
                token.upos in TELLING
                and (token.lemma.lower().rpartition("-")[2] in last_words or is_lost_verb(self.sentence, token.index))
            ):
                yield token.index

    def _drafts(self, index: int) -> Iterator[Draft]:
        token = self.sentence.tokens[index]
        if token.dep == "amod" and token.lemma in {"allege", "suspect"}:
            # "alleged traffickers" are alleged by nobody in particular.
            return
        if is_lost_verb(self.sentence, index):
            draft = self._ordered(index)
            if draft is not None and draft.sources and draft.targets:
                yield draft
        elif token.upos == "VERB":
            draft = self._demanded(index) or self._state_draft(index) or self._verb_draft(index)
            if draft is not None:
                yield draft
                yield from self._joint(draft)
            elif index == 0 and (nominal := self._noun_draft(index)) is not None:
                yield nominal
        elif is_predicate(self.sentence, index) or self._is_said_to_remain(index):
            yield from self._copular_drafts(index)
        elif token.upos in {"NOUN", "PROPN"} and (token.text.islower() or (index == 0 and token.upos == "NOUN")):
            draft = self._noun_draft(index)
            if draft is not None:
                yield draft
        elif token.upos == "ADJ" and token.dep in {"xcomp", "conj", "acl", "advcl", "root"}:
            yield from self._copular_drafts(index)

    def _by_order(self, clause: Clause) -> Draft | None:
        """Return what a verb says by the order of words, if that gives both sides; `clause` is how it was parsed."""
        if self.sentence.is_shallow or clause.complement or not is_predicate(self.sentence, clause.head):
            return None
        if "to" in marks_of(self.sentence, clause.head):
            # What stands before an infinitive need not be who is to act.
            return None
        draft = self._ordered(clause.head)
        return draft if draft is not None and draft.sources and draft.targets else None

    def _ordered(self, index: int) -> Draft | None:
        clause = clause_by_order(self.sentence, index)
        action = self.predicates.chosen("v", clause.lemma, clause)
        if action is None or not action.root:
            return None
        draft = Draft(action, clause, index, doubt=0.25, steps=[*clause.steps])
        if action.sources == ("subj",):
            draft.sources = self.arguments.subject_actors(clause, draft)
        else:
            draft.sources = self.arguments.first(action.sources, draft)
        draft.targets = self.arguments.first(action.targets, draft, but=draft.sources)
        return draft

    def _is_said_to_remain(self, index: int) -> bool:
        """Whether the noun is what something remains or becomes ("remains the largest donor")."""
        token = self.sentence.tokens[index]
        return token.dep == "xcomp" and token.upos == "NOUN" and self.sentence.tokens[token.head].lemma in COPULAR

    def _verb_draft(self, index: int) -> Draft | None:
        if not self.predicates.may_tell(self.sentence.tokens[index].lemma):
            return None
        clause = self.predicates.clauses[index]
        verb = self.predicates.chosen("v", clause.lemma, clause)
        noun = self.predicates.supported_noun(clause)
        if noun is not None and (verb is None or not verb.conditions):
            action, position, is_converse = noun
            self.predicates.used.add(position)
            return self._light_draft(clause, action, position, is_converse)
        if verb is None:
            return None
        if clause.object is not None and any(condition.slot == "obj" for condition in verb.conditions):
            self.predicates.used.add(clause.object)
        if not verb.root:
            self.predicates.note(verb.action_id, index, "the lexicon says this meaning is no event")
            return None
        draft = Draft(verb, clause, index)
        self._fill(draft)
        return draft

    def _state_draft(self, index: int) -> Draft | None:
        """Return what somebody "is prepared to" do, which parsers take for what is done to him."""
        token = self.sentence.tokens[index]
        state = token.text.lower()
        if token.xpos != "VBN" or not self.words.lexicon.senses("a", state):
            return None
        clause = self.predicates.clauses[index]
        if not clause.is_passive or clause.subject is not None or not clause.complement:
            return None
        action = self.predicates.chosen("a", state, clause)
        if action is None or not action.root or not any(condition.slot == "xcomp" for condition in action.conditions):
            return None
        draft = Draft(action, replace(clause, subject=clause.object, object=None, is_passive=False), index)
        self._fill(draft)
        return draft

    def _joint(self, draft: Draft) -> Iterator[Draft]:
        """Yield what partners who agree to act agree to do to a third."""
        if not (draft.action.is_mutual and "clause" in draft.action.targets and len(draft.targets) > 0):
            return
        partners = (*draft.sources, *draft.targets)
        if not any(step.startswith("mutual") for step in draft.steps):
            return
        third = self.arguments.of_complement("clause", draft, partners)
        if third:
            yield replace(draft, sources=partners, targets=third)

    def _demanded(self, index: int) -> Draft | None:
        """Return the demand in "X said Y must ...", whatever Y must do."""
        if self.predicates.speaker(index) is None:
            return None
        clause = self.predicates.clauses[index]
        if clause.modality != "obliged" or clause.is_passive:
            return None
        draft = Draft(DEMAND, clause, index)
        self._fill(draft)
        return draft

    def _copular_drafts(self, index: int) -> Iterator[Draft]:
        """Yield what "is ready to help", "is the largest donor to" and "is responsible for" say."""
        token = self.sentence.tokens[index]
        if token.upos in {"ADJ", "VERB", "ADV"}:
            lemma = token.lemma.lower()
            if not self.words.lexicon.senses("a", lemma):
                return
            clause = self.predicates.clauses[index]
            action = self.predicates.chosen("a", lemma, clause)
            if action is not None and action.root:
                draft = Draft(action, clause, index)
                self._fill(draft)
                yield draft
        elif token.upos == "NOUN":
            action = self.predicates.chosen_noun(index)
            if action is not None:
                clause = self.predicates.clauses[index]
                yield self._light_draft(clause, action, index, is_converse=action.targets == ("subj",))

    def _noun_draft(self, index: int) -> Draft | None:
        action = self.predicates.chosen_noun(index)
        if action is None or (action.root in {"AID", "COOPERATE"} and self._is_figure(index)):
            return None
        draft = Draft(action, noun_clause(self.predicates.clauses, index), index, noun=index, doubt=0.1)
        self._absorb_demanded(action, index)
        draft.sources = self.arguments.first(action.sources, draft)
        draft.targets = self.arguments.first(action.targets, draft, but=draft.sources)
        if action.is_mutual and not draft.sources:
            self._split_pair(draft, draft.targets)
        if action.root == "PROTEST" and not draft.targets:
            # "dumped manure in protest against a deal"
            draft.targets = self.vicinity.thing(draft)
        return draft

    def _is_figure(self, noun: int) -> bool:
        """Whether the noun is a quantity that rises or falls: "exports to Brazil doubled" tells of no deal."""
        token = self.sentence.tokens[noun]
        return token.dep == "nsubj" and self.sentence.tokens[token.head].lemma in self.words.change

    def _light_draft(self, clause: Clause, action: Action, noun: int, is_converse: bool) -> Draft:
        draft = Draft(action, clause, clause.head, noun=noun)
        draft.steps = [*clause.steps]
        self._absorb_demanded(action, noun)
        subject = self.arguments.subject_actors(clause, draft) or self.vicinity.left_of(draft)
        if is_converse:
            draft.targets = subject
            draft.sources = self.arguments.first(("from", "poss", "by", "mod", "of"), draft, but=subject)
            return draft
        draft.sources = subject
        if not subject and clause.is_passive:
            draft.sources = self.arguments.first(("poss", "mod", "from", "by"), draft)
        draft.targets = self.arguments.first(action.targets, draft, but=draft.sources)
        self._complete(draft)
        return draft

    def _fill(self, draft: Draft) -> None:
        action, clause = draft.action, draft.clause
        draft.steps = [*clause.steps]
        if "subj" in action.sources:
            place = action.sources.index("subj")
            # "relayed Putin's message" is Putin's, "relayed the emir's" is of the envoy's state.
            first = self.arguments.in_person(action.sources[:place], draft)
            draft.sources = (
                tuple(mention for mention in first if mention.country)
                or self.arguments.subject_actors(clause, draft)
                or self.vicinity.left_of(draft)
                or self._sources_of_passive(draft)
                or self.arguments.in_person(action.sources[place + 1 :], draft)
            )
        else:
            draft.sources = self.arguments.first(action.sources, draft)
        if not self._is_blamed_act(draft):
            draft.targets = self.arguments.first(action.targets, draft, but=draft.sources)
            self._complete(draft)
        if action.root in OPERATORS or action.lemma in ALLEGING or action.lemma == "summon":
            # Who is summoned "to protest against" an act hears the protest.
            self._absorb(draft)

    def _is_blamed_act(self, draft: Draft) -> bool:
        """Whether an act is condemned, and if so make its author the target, or the act; its victims are not blamed."""
        index = draft.clause.object
        if draft.action.root != "ACCUSE" or index is None or draft.action.targets[:1] != ("obj",):
            return False
        act = self.predicates.chosen_noun(index)
        if act is None or act.root not in BLAMED:
            return False
        known = Draft(act, Clause(self.sentence, index), index, noun=index)
        slots = (*act.sources, *(("in",) if act.root in {"COERCE", "SANCTION"} else ()))
        draft.targets = self.arguments.first(slots, known, but=draft.sources) or self.vicinity.thing(draft)
        draft.steps += known.steps
        return bool(draft.targets)

    def _sources_of_passive(self, draft: Draft) -> tuple[Mention, ...]:
        """Return who acts in a passive without an agent: the troops that were deployed, the state expelled from."""
        if not draft.clause.is_passive:
            return ()
        if draft.action.root in {"AID", "MOBILIZE"} and draft.clause.object is not None:
            return self.arguments.actors(draft.clause.object)
        if draft.action.root in {"SANCTION", "COERCE", "CONCEDE"}:
            # "expelled from Iran", "ordered out of Iran", "arrested in Rwanda": by those who rule there.
            draft.doubt += 0.15
            for wanted in ("from", "of", "in"):
                for word, index in draft.clause.oblique:
                    is_own = self.sentence.tokens[index].head == draft.clause.head
                    if word != wanted or not is_own or (word == "of" and "out" not in draft.clause.particle):
                        continue
                    if found := tuple(mention for mention in self.arguments.pick(index, ()) if mention.country):
                        draft.steps.append(f"{word}: {self.sentence.tokens[index].text}")
                        return found
        return ()

    def _absorb(self, draft: Draft) -> None:
        """Keep what is agreed to, refused, threatened or demanded from being claimed as done."""
        clause = draft.clause
        wanted = [condition.slot for condition in draft.action.conditions]
        below = list(clause.complement)
        if clause.object is not None and clause.lemma in ALLEGING:
            # "accused Sudan of bombing", hung on Sudan
            below += [i for i in self.sentence.children(clause.object) if self.sentence.tokens[i].dep == "acl"]
        for index in below:
            token = self.sentence.tokens[index]
            is_alleged = token.text.endswith("ing") and clause.lemma in ALLEGING
            is_asked_for = any(is_gerund_after(self.sentence, index, word) for word in wanted)
            is_infinitive = token.dep == "advcl" and token.xpos == "VB"
            if is_alleged or is_asked_for or is_infinitive or token.dep in {"xcomp", "ccomp"}:
                inner = self.predicates.inner_draft(index)
                self.predicates.used.add(index)
                if inner is not None:
                    self.predicates.mark_used(inner)

    def _denied(self, draft: Draft) -> Iterator[Claim]:
        """Yield what somebody denies to have done, as claims that it was not done."""
        complement = draft.clause.complement if draft.action.lemma == "deny" else ()
        for index in complement:
            inner = self.predicates.inner_draft(index)
            if inner is None or inner.clause.is_negated:
                continue
            self._fill(inner)
            inner.sources = inner.sources or draft.sources
            claim, _ = self._claim(inner)
            if claim is not None and not claim.is_planned:
                yield replace(claim, is_negated=True)

    def _absorb_demanded(self, action: Action, noun: int) -> None:
        """Keep what "its demand that Y do" asks for, or "its threat to do", from being claimed as done."""
        if action.root in {"REQUEST", "THREATEN"}:
            for child in self.sentence.children(noun):
                if self.sentence.tokens[child].dep in {"acl", "ccomp"}:
                    self.predicates.used.add(child)

    def _complete(self, draft: Draft) -> None:
        """Find the target where the lexicon's slots hold none: the other half of the subject, or who is near."""
        action = draft.action
        if len(draft.sources) > 1 and self._is_each_other(draft):
            self._split_pair(draft, draft.sources)
        elif action.is_mutual and not draft.sources:
            self._split_pair(draft, self.arguments.first(("between",), draft) or draft.targets)
        elif self._may_be_shared(draft) and not (draft.targets and self._is_with(draft)):
            self._split_pair(draft, draft.sources)
        attacked = self.vicinity.attacked_thing(draft) if action.root in DONE_TO_PLACES else ()
        if not draft.targets and not action.is_target_bound:
            draft.targets = attacked or self.arguments.nearby(draft)
        if not draft.targets and not action.is_target_bound and action.root in DONE_TO_THINGS:
            # "rejected the return of bases, dealing a blow to Noboa": the return is what was rejected.
            draft.targets = self.vicinity.thing(draft)
        if not draft.targets and not action.is_target_bound:
            draft.targets = self.arguments.below(draft)
        if not draft.targets and not action.is_target_bound:
            draft.targets = self.vicinity.thing(draft) or self.vicinity.right_of(draft)
        if not draft.targets and action.kind == "mediate":
            draft.targets = self.vicinity.parties(draft)
        if draft.targets and not any(mention.is_named for mention in draft.targets):
            draft.targets += self.vicinity.where(draft)
        if draft.targets and attacked and attacked != draft.targets[:1]:
            draft.targets = attacked + draft.targets
        is_sure = any(self._is_sure(mention) for mention in self.arguments.by_name(draft.targets))
        if draft.targets and not is_sure and not all(map(self._is_private, draft.targets)):
            draft.targets += self.vicinity.beside(draft)

    def _may_be_shared(self, draft: Draft) -> bool:
        """Whether those who act may do it with each other; in a passive only where two of them are named."""
        return draft.action.is_mutual and (not draft.clause.is_passive or len(draft.sources) > 1)

    def _is_each_other(self, draft: Draft) -> bool:
        """Whether those of the subject do it to each other, or to what is "each other's"."""
        tokens = self.sentence.tokens
        nouns = [draft.clause.object, *(index for _, index in self.arguments.phrases(draft))]
        return any(
            tokens[index].text == "other" and tokens[index - 1].text == "each"
            for noun in nouns
            if noun is not None
            for index in (noun, *self.sentence.children(noun))
        )

    def _is_sure(self, mention: Mention) -> bool:
        """Whether a target needs no other beside it: a state's, a known body, a name with a title or a body's words."""
        is_body = mention.rule.startswith("unknown organization") and " " in mention.text
        is_general = mention.rule == "countries in general"
        return self.vicinity.is_of_state(mention) or is_body or is_general or bool(mention.title and mention.is_named)

    def _is_with(self, draft: Draft) -> bool:
        """Whether the target was named as the other party ("with Cuba"), not as what it is about."""
        own = {mention.country for mention in draft.sources}
        if all(
            (mention.kind in {"group", "thing"} and mention.country is None)
            or (mention.kind == "place" and mention.country in own)
            for mention in draft.targets
        ):
            # "opened a railway between Sohar and Abu Dhabi": these are nobody's partners.
            return False
        strong = ("with:", "between:", "obj:") if draft.action.targets[:1] == ("obj",) else ("with:", "between:")
        return any(step.startswith(strong) for step in draft.steps)

    def _split_pair(self, draft: Draft, pair: tuple[Mention, ...]) -> None:
        subject = draft.clause.subject
        if len(pair) == 1 and subject is not None and not draft.targets:
            pair += others(self.vicinity.joined_within(subject), pair)
        if len(pair) == 1:
            pair += self.arguments.joined_to(pair[0])
        if len(pair) > 1:
            draft.sources, draft.targets = pair[:1], pair[1:]
            draft.steps.append("mutual: the first named is the source, the others are targets")

    def _claim(self, draft: Draft) -> tuple[Claim | None, str]:
        clause = draft.clause
        root, kind, code, marks = self.meaning.as_meant(draft)
        reason = self._fault(draft, root)
        if reason:
            return None, reason
        if "obliged" in marks and root == "REQUEST":
            speaker = self.predicates.speaker(clause.head)
            draft.targets = draft.sources
            draft.sources = self.arguments.actors(speaker) if speaker is not None else ()
            if not draft.sources or not others(draft.targets, draft.sources):
                return None, "an obligation nobody is said to demand"
        if draft.action is DEMAND and _is_own_state(draft):
            return None, "a demand on oneself"
        if root not in DOMESTIC:
            draft.targets = _without_own_state(draft)
        draft.targets = _without_parts(draft.targets, draft.sources)
        if draft.sources and not _without_parts(draft.sources, draft.targets):
            return None, "who it is done to is named with who does it"
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
                sources=self.arguments.by_name(draft.sources),
                targets=self.arguments.by_name(draft.targets),
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

    def _fault(self, draft: Draft, root: str) -> str:
        """Return why the draft is no claim, or an empty string."""
        action, clause = draft.action, draft.clause
        if self.is_sport and (root not in {"REJECT", "PROTEST", "AGREE"} or not self._is_politics_too(draft)):
            return "a sentence about sport"
        fought = clause.object if root == "ASSAULT" else None
        if fought is not None and self.words.calamity & phrase_words(self.sentence, fought):
            return "a calamity, not an enemy"
        if not draft.sources and not draft.targets:
            return "no actor on either side"
        is_nominal = draft.noun == clause.head
        if not draft.sources and not (draft.targets and clause.is_passive and root not in MUTUAL_BY_NATURE):
            return "no actor does it"
        if not draft.sources and action.lemma in COMPELLING:
            return "nobody compels"
        if not draft.targets and action is DEMAND:
            return "a demand on oneself"
        if not draft.targets and not action.is_target_bound and (is_nominal or not self._may_stand_alone(action, root)):
            return "nobody it is done to"
        if clause.subject is not None and self.words.calamity & phrase_words(self.sentence, clause.subject):
            return "a calamity, not an actor"
        public = [mention for mention in (*draft.sources, *draft.targets) if not self._is_private(mention)]
        where = {"place", "thing", "country"} if root == "CONSULT" else {"place", "thing"}
        is_done = draft.sources or root in {"ACCUSE", "COERCE"}
        if is_done and all(mention.kind in where and mention in draft.targets for mention in public):
            return "private persons"
        if all(map(self._is_of_town, draft.sources)) and all(map(self._is_nobody_known, draft.targets)):
            return "a matter for a town's police and courts"
        is_charity = any(mention.name in self.words.charities for mention in draft.sources)
        is_firm = all(self._is_firm(mention) or self._is_of_business(mention) for mention in draft.sources)
        is_usual = (root in BUSINESS and not (is_charity and root == "AID")) or (
            root in OF_STATES and is_firm and not is_charity
        )
        if is_usual and self._is_business(draft):
            return "a company's business"
        if root == "ACCUSE" and self._is_business(draft) and not any(map(self._is_of_weight, draft.targets)):
            return "a company's business"
        if draft.sources and root in OF_STATES and all(map(self._is_private, draft.sources)):
            return "private persons"
        if draft.sources and root not in {"ASSAULT", "PROTEST"} and all(map(self._is_townsman, draft.sources)):
            return "private persons"
        if not draft.sources and all(map(self._is_townsman, draft.targets)):
            return "private persons"
        if root == "COOPERATE" and action.lemma in TRADES and clause.tense == "present":
            return "a trade that goes on"
        if draft.sources and root in {"ASSAULT", "MOBILIZE"} and all(map(self._is_firm, draft.sources)):
            return "firms wage no war"
        if not draft.sources and all(mention.kind == "place" for mention in draft.targets):
            return "nobody it is done to"
        is_two_sided = draft.sources and draft.targets
        is_fit = self._may_be_political if is_two_sided and root not in CIVIL_AFFAIRS else self._is_political
        sides = (*draft.sources, *draft.targets)
        if not any(is_fit(mention) for mention in sides) and not self._is_home_politics(draft):
            return "neither side is a political actor"
        return ""

    def _is_politics_too(self, draft: Draft) -> bool:
        """Whether somebody political acts in a sentence about sport, or is met there in person."""
        persons = [mention for mention in draft.targets if mention.kind in {"person", "organization", "thing"}]
        return any(self._is_political(mention) and not self._plays(mention) for mention in (*draft.sources, *persons))

    def _plays(self, mention: Mention) -> bool:
        """Whether somebody is named with a word of sport: "Jamaican sprinter Ada Bo"."""
        words = self.text[mention.phrase_start : mention.phrase_end].lower().split()
        return not self.words.sport.isdisjoint(words)

    def _may_be_political(self, mention: Mention) -> bool:
        """Whether a mention is a name that the reference data does not know as of business, media or the like."""
        return mention.is_named and (bool(mention.country) or mention.name not in self.words.apolitical_names)

    def _is_political(self, mention: Mention) -> bool:
        """Whether a mention is of a state or a political body, by its country, its name, its words or its title."""
        if mention.rule.startswith("known"):
            return bool(mention.country) or mention.name not in self.words.apolitical_names
        if (mention.title or "").lower() in self.words.apolitical_roles:
            return False
        if mention.kind == "organization" and not self.words.political_names.isdisjoint(mention.text.split()):
            return True
        return bool(mention.country) or bool(mention.title and mention.is_named)

    def _is_private(self, mention: Mention) -> bool:
        """Whether a mention is of somebody without a name or office: "a Sydney woman", "his wife", "a driver"."""
        title = (mention.title or "").lower().split()[-1:]
        return bool(self.words.private_roles.intersection(title)) and (
            "role" in mention.rule or "with an owner" in mention.rule
        )

    def _is_business(self, draft: Draft) -> bool:
        """Whether a body of no state does it to a land, a place, or people of no office: it sells or hires there."""
        sides = (*draft.sources, *draft.targets)
        return (
            bool(draft.sources)
            and all(
                self._is_firm(mention) or (mention.kind == "organization" and self._is_commercial(mention))
                for mention in draft.sources
            )
            and all(
                self._is_of_business(mention)
                if mention.kind == "organization"
                else not mention.rule.startswith("known person")
                for mention in draft.targets
            )
            and not any((mention.title or "").lower() in self.words.political_roles for mention in sides)
            and all(not mention.title or self._is_of_trade(mention) for mention in draft.sources)
        )

    def _is_of_weight(self, mention: Mention) -> bool:
        """Whether who is blamed is a state, or somebody known by name."""
        return mention.kind == "country" or mention.rule.startswith(("known", "name"))

    def _is_commercial(self, mention: Mention) -> bool:
        """Whether a body is known as of business or the like, or not known at all."""
        return self._is_of_business(mention) or not self._is_political(mention)

    def _is_of_business(self, mention: Mention) -> bool:
        """Whether a body is known as of business or the like."""
        return mention.name in self.words.apolitical_names or self._is_of_trade(mention)

    def _is_of_trade(self, mention: Mention) -> bool:
        """Whether a body is told by a word for firms or schools, whatever country it is of: "Ethiopian Airlines"."""
        return (mention.title or "").lower() in self.words.apolitical_roles

    def _is_firm(self, mention: Mention) -> bool:
        """Whether a mention is of firms or their people, of any country: "Chinese carmakers", "Danish brewer Fakse"."""
        before = self.text[mention.phrase_start : mention.start].lower().split()
        return not self.words.business_titles.isdisjoint([(mention.title or "").lower(), *before[-1:]])

    def _is_nobody_known(self, mention: Mention) -> bool:
        """Whether a mention is of private or working people who are not said to be of any country."""
        is_working = (mention.title or "").lower() in self.words.apolitical_roles
        return mention.country is None and (is_working or self._is_private(mention))

    def _is_townsman(self, mention: Mention) -> bool:
        """Whether a mention is of a private person of some town: "a Toronto man"."""
        return self._is_private(mention) and any(
            other.kind == "place" and mention.phrase_start <= other.start and other.end <= mention.phrase_end
            for other in self.arguments.here
        )

    def _is_of_town(self, mention: Mention) -> bool:
        """Whether the mention is of the police or a court of a place inside a country: no state acts there."""
        return (mention.title or "").lower().split()[-1:] in (["police"], ["court"], ["jury"]) and any(
            other.kind == "place" and mention.phrase_start <= other.start and other.end <= mention.phrase_end
            for other in self.arguments.here
        )

    def _is_home_politics(self, draft: Draft) -> bool:
        """Whether rulers, their opponents or their forces deal with each other or the people, and none has a name."""
        if not draft.sources or not draft.targets:
            return False
        roles = self.words.political_roles
        sources, targets = (
            {(mention.title or "").lower() for mention in side} for side in (draft.sources, draft.targets)
        )
        # The police against protesters are home politics too, though the police are no politicians.
        acting = sources | targets if draft.action.root in {"ASSAULT", "COERCE", "PROTEST"} else sources
        return bool(acting & roles) and not (targets & self.words.apolitical_roles)

    def _may_stand_alone(self, action: Action, root: str) -> bool:
        """Whether a claim without a target says something: a protest, a ceasefire, a refusal."""
        return root in ONE_SIDED and (root != "CONCEDE" or action.targets[:1] != ("obj",))

    def _reported_by(self, draft: Draft) -> str | None:
        speaker = self.predicates.speaker(draft.clause.head)
        if speaker is None:
            speaker = self.predicates.authority()
        if speaker is None:
            return None
        who = self.arguments.actors(speaker)
        if who:
            return None if who[0] in draft.sources else who[0].name
        start, end = self.sentence.subtree(speaker)
        return ACCORDING_TO.sub("", self.text[start:end])

    def _place(self, draft: Draft) -> str | None:
        taken = {mention.start for mention in (*draft.sources, *draft.targets)}
        for word, index in self.arguments.phrases(draft):
            token = self.sentence.tokens[index]
            if word in LOCATIVE and token.upos == "PROPN":
                for mention in self.arguments.actors(index):
                    if mention.kind in {"place", "country"} and mention.start not in taken:
                        return mention.text
        return None

    def _count(self, draft: Draft) -> int | None:
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


def _is_own_state(draft: Draft) -> bool:
    """Whether somebody speaks of what the own state must do ("Kim said North Korea must")."""
    own = {mention.country for mention in draft.sources}
    return all(mention.kind == "country" and mention.country in own for mention in draft.targets)


def _without_own_state(draft: Draft) -> tuple[Mention, ...]:
    """Return the targets without the source's own state, where there are others ("asked that Chad and Mali talk")."""
    own = {mention.country for mention in draft.sources if mention.country}
    kept = tuple(mention for mention in draft.targets if mention.kind != "country" or mention.country not in own)
    return kept or draft.targets


def _without_parts(side: tuple[Mention, ...], other: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Return a side without those whom the other's own phrases name: not Haiti, where "Haiti's police" act."""
    return tuple(
        mention
        for mention in side
        if not any(
            whole.phrase_start <= mention.phrase_start < mention.phrase_end <= whole.phrase_end
            and (whole.phrase_start, whole.phrase_end) != (mention.phrase_start, mention.phrase_end)
            and whole.country == mention.country
            for whole in other
        )
    )


def _number(word: str) -> int | None:
    word = word.lower()
    if word in NUMBERS:
        return NUMBERS[word]
    return int(word) if word.isdigit() and 0 < int(word) < 100 else None


def _without_repeats(claims: Sequence[Claim]) -> list[Claim]:
    """Keep the surest of claims that say the same of the same actors."""
    best: dict[tuple[object, ...], Claim] = {}
    for claim in claims:
        key = (claim.root, tuple(m.name for m in claim.sources), tuple(m.name for m in claim.targets), claim.kind)
        if key not in best or claim.confidence > best[key].confidence:
            best[key] = claim
    return list(best.values())
