"""Which predicates of the lexicon a sentence holds, and the clauses they head."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from transforms.reading.claim import Candidate
from transforms.reading.clause import Clause, Clauses, hyphenated, marks_of, preposition
from transforms.reading.lexicon import Action, Condition, Lexicon, names_head, unmet, unmet_by_noun, weight_of

if TYPE_CHECKING:
    from transforms.reading.actor import Mention
    from transforms.reading.parse import Sentence

# The word behind which stands what somebody is accused of: nobody but the accuser says that it was done.
ALLEGING = {"accuse": "of", "suspect": "of", "blame": "for"}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The lexicon and the classes of words that the coder looks at, lemmas all."""

    lexicon: Lexicon
    light: frozenset[str]
    converse: frozenset[str]
    report: frozenset[str]
    sport: frozenset[str]
    pastime: frozenset[str]
    calamity: frozenset[str]
    position: frozenset[str]
    deed: frozenset[str]
    change: frozenset[str]
    weapon: frozenset[str]
    proxy: frozenset[str]
    announce: frozenset[str]
    aim: frozenset[str]
    interpret: frozenset[str]
    onlooker: frozenset[str]
    charities: frozenset[str]
    apolitical_names: frozenset[str]
    apolitical_roles: frozenset[str]
    business_titles: frozenset[str]
    political_names: frozenset[str]
    political_roles: frozenset[str]
    private_roles: frozenset[str]


@dataclass(slots=True)
class Draft:
    """A claim in the making."""

    action: Action
    clause: Clause
    trigger: int
    sources: tuple[Mention, ...] = ()
    targets: tuple[Mention, ...] = ()
    doubt: float = 0.0
    steps: list[str] = field(default_factory=list)
    noun: int | None = None
    # What Arguments.phrases found.
    phrases: list[tuple[str, int]] | None = None


class Predicates:
    """The predicates of one sentence. `used` are the tokens whose meaning another predicate has taken up.

    `candidates` are kept only where the sentence is to be explained: most words have many meanings that do not fit.
    """

    def __init__(self, words: Vocabulary, sentence: Sentence, *, is_explained: bool) -> None:
        self.words = words
        self.lexicon = words.lexicon
        self.sentence = sentence
        self.candidates: list[Candidate] = []
        self._is_explained = is_explained
        self.used: set[int] = set()
        self.clauses = Clauses(sentence)

    def note(self, rule: str, trigger: int, fault: str | Condition) -> None:
        if not self._is_explained:
            return
        token = self.sentence.tokens[trigger]
        self.candidates.append(Candidate(token.start, token.end, rule, fault))

    def may_tell(self, lemma: str) -> bool:
        """Whether a verb can mean an action, or carry a noun that does."""
        is_carrier = lemma in self.words.light or lemma in self.words.converse
        return is_carrier or bool(self.lexicon.senses("v", lemma))

    def chosen(self, part: str, lemma: str, clause: Clause) -> Action | None:
        """Return the most specific action that the clause can mean; of two, the one that names the object's head."""
        first: Action | None = None
        for action in self.lexicon.senses(part, lemma):
            if first is not None and weight_of(action) < weight_of(first):
                break
            failed = unmet(action, clause)
            if failed is not None:
                self.note(action.action_id, clause.head, failed)
            elif names_head(action, clause):
                return action
            else:
                first = first or action
        return first

    def supported_noun(self, clause: Clause) -> tuple[Action, int, bool] | None:
        """Return the noun's action where the verb only carries its object ("paid a visit", "received support")."""
        is_converse = clause.lemma in self.words.converse
        if clause.object is None or not (is_converse or clause.lemma in self.words.light):
            return None
        for position in self._objects(clause.object):
            action = self.chosen_noun(position)
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

    def chosen_noun(self, position: int) -> Action | None:
        lemma = self.sentence.tokens[position].lemma.lower()
        senses = self.lexicon.senses("n", hyphenated(self.sentence, position)) or self.lexicon.senses("n", lemma)
        for action in senses:
            failed = unmet_by_noun(action, self.sentence, position)
            if failed is None:
                return action if action.root else None
            self.note(action.action_id, position, failed)
        return None

    def inner_draft(self, index: int) -> Draft | None:
        """Return the action of a dependent clause, without a claim of its own."""
        clause = self.clauses[index]
        count = len(self.candidates)
        verb = self.chosen("v", clause.lemma, clause)
        noun = self.supported_noun(clause)
        del self.candidates[count:]
        if noun is not None and (verb is None or not verb.conditions):
            return Draft(noun[0], clause, index, noun=noun[1])
        if verb is not None and verb.root:
            return Draft(verb, clause, index)
        return None

    def speaker(self, index: int) -> int | None:
        """Return who says the clause: the subject of the reporting verb above it, or who accuses somebody of it."""
        if (accuser := self._accuser(index)) is not None:
            return accuser
        current = index
        tokens = self.sentence.tokens
        while tokens[current].head != current:
            relation, current = tokens[current].dep, tokens[current].head
            if relation in {"ccomp", "parataxis", "advcl"} and tokens[current].lemma in self.words.report:
                return self.clauses[current].subject
        return None

    def _accuser(self, index: int) -> int | None:
        """Return who accuses somebody of what a gerund tells: "accused the general of arming rebels"."""
        tokens = self.sentence.tokens
        if tokens[index].xpos != "VBG":
            return None
        marks = marks_of(self.sentence, index)
        above = tokens[index].head
        while tokens[above].upos in {"NOUN", "PROPN", "PRON"} and tokens[above].head < above:
            above = tokens[above].head
        if tokens[above].upos != "VERB" or ALLEGING.get(tokens[above].lemma) not in marks:
            return None
        clause = self.clauses[above]
        return clause.subject if not clause.is_passive else None

    def authority(self) -> int | None:
        """Return whom the sentence cites for all it says: "according to KCNA", "..., KCNA reported, ..."."""
        tokens = self.sentence.tokens
        for token in tokens:
            if token.dep == "case" and token.text.lower() == "according":
                return token.head
            if token.lemma in self.words.report and self._is_inserted(token.index):
                return self.clauses[token.index].subject
        return None

    def _is_inserted(self, verb: int) -> bool:
        """Whether commas set a verb and its subject apart, however they were parsed."""
        tokens, subject = self.sentence.tokens, self.clauses[verb].subject
        if subject is None or subject > verb or tokens[subject].upos not in {"NOUN", "PROPN"}:
            return False
        first = min(self.sentence.subtree_indices(subject))
        return first > 0 and tokens[first - 1].text == "," and tokens[min(verb + 1, len(tokens) - 1)].text in {",", "."}

    def mark_used(self, inner: Draft) -> None:
        self.used.add(inner.clause.head)
        if inner.noun is not None:
            self.used.add(inner.noun)


DEMAND = Action(
    "said-must", "said must", "must", "v", (), "REQUEST", "demand", "100", ("speaker",), ("subj",), True, False
)
