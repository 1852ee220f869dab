"""What the action lexicon says: predicate patterns, read from `seeds/reference/action.csv`.

A predicate is a lemma and the conditions under which it has the row's meaning, separated by blanks:

    condemn                     the verb; `visit/n` is the noun, `ready/a` the adjective
    lift obj:@restriction       its object is one of a class of words (`word_class.csv`) or of `a|b|c`
    call on:* xcomp             it has a phrase with that preposition, or a gerund behind it, and an infinitive clause
    take prt:over               a particle
    agree that                  a finite clause
    call on:* plain             no clause that depends on it
    send clause:congratulate    a clause that depends on it or on its object has that predicate
    call pred                   a noun or adjective is said of its object ("called him a liar")
    receive obj:name            its object is a name
    march subj:@protester       its subject is one of these; `subj:pair` is two subjects joined by "and"
    deployment/n of:@troop      for a noun, a preposition names a phrase that modifies the noun itself
    strike/n obj:hunger         for a noun, `obj:` are words of its own noun phrase
    sanction/n case:under       for a noun, the preposition that it stands behind itself

The row with most conditions fulfilled wins. `source` and `target` name slots in order of preference, separated by `|`:
`subj`, `obj`, `iobj`, `clause` (whom the dependent clause is about), `clause.subj` (who is to act in it), `poss`, `mod`
(an adjective or noun before the noun), `speaker` (who is quoted), or a preposition; `of.with` is a "with" phrase within
an "of" phrase.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transforms.reading.clause import Clause, is_time, marks_of, modifiers, phrase_words
from transforms.reading.parse import Sentence

if TYPE_CHECKING:
    import polars as pl

# Heads that only say how much of what follows: "a new round of exercises".
PARTITIVES = frozenset({"round", "series", "set", "wave", "number", "string", "kind", "sort", "spate", "package"})
# Words of conditions that stand for how a slot is filled, not for words.
PAIR, NAME = frozenset({"pair"}), frozenset({"name"})
PARTS = {"v": "verb", "n": "noun", "a": "adjective"}


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a pattern: the slot it looks at, and the words it wants there (empty: anything)."""

    slot: str
    words: frozenset[str]

    def __str__(self) -> str:
        return f"{self.slot}:{'|'.join(sorted(self.words)) or '*'}"


@dataclass(frozen=True, slots=True)
class Action:
    """One row of the lexicon. A row without a root is a meaning that is no event."""

    action_id: str
    predicate: str
    lemma: str
    part: str
    conditions: tuple[Condition, ...]
    root: str
    kind: str
    cameo_code: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    is_target_bound: bool
    is_mutual: bool


class Lexicon:
    """The actions by part of speech and lemma, those with most conditions first."""

    def __init__(self, action: pl.DataFrame, word_class: pl.DataFrame) -> None:
        classes: dict[str, set[str]] = defaultdict(set)
        for name, word in word_class.select("class", "word").iter_rows():
            classes[name].add(word)
        self.classes: Mapping[str, frozenset[str]] = {name: frozenset(words) for name, words in classes.items()}
        self._actions: dict[tuple[str, str], list[Action]] = defaultdict(list)
        for row in action.iter_rows(named=True):
            made = self._action(row)
            self._actions[made.part, made.lemma].append(made)
        # The last words of all lemmas: no other noun, adjective or adverb can tell of an action.
        self.last_words = frozenset(lemma.rpartition("-")[2] for _, lemma in self._actions)
        for actions in self._actions.values():
            actions.sort(key=lambda made: (-weight_of(made), made.action_id))

    def senses(self, part: str, lemma: str) -> Sequence[Action]:
        """Return the actions a lemma can mean, most specific first; `part` is v, n or a."""
        return self._actions.get((part, lemma), ())

    def lemmas(self) -> Iterable[tuple[str, str]]:
        """Return every (part, lemma) of the lexicon."""
        return self._actions.keys()

    def words_of(self, name: str) -> frozenset[str]:
        """Return the words of a class; an unknown class is a fault of the lexicon."""
        if name not in self.classes:
            raise ValueError(f"word_class.csv has no class {name!r}: add it, or correct the row that names it")
        return self.classes[name]

    def _action(self, row: Mapping[str, str | None]) -> Action:
        predicate = row["predicate"] or ""
        head, *conditions = predicate.split()
        lemma, _, part = head.partition("/")
        if part and part not in PARTS:
            raise ValueError(f"action.csv, {row['action_id']}: {head!r} must end in /v, /n, /a or nothing")
        return Action(
            action_id=row["action_id"] or "",
            predicate=predicate,
            lemma=lemma,
            part=part or "v",
            conditions=tuple(self._condition(text) for text in conditions),
            root=row["root"] or "",
            kind=row["kind"] or "",
            cameo_code=row["cameo_code"] or "",
            sources=_slots(row["source"]),
            targets=_slots(row["target"]),
            is_target_bound=row["is_target_bound"] == "yes",
            is_mutual=row["is_mutual"] == "yes",
        )

    def _condition(self, text: str) -> Condition:
        slot, _, choice = text.partition(":")
        words: set[str] = set()
        for word in choice.split("|"):
            if word.startswith("@"):
                words |= self.words_of(word[1:])
            elif word not in {"", "*"}:
                words.add(word)
        return Condition(slot, frozenset(words))


def weight_of(action: Action) -> float:
    """Return how specific an action is: its conditions, those that want words counted twice."""
    return sum(2.0 if condition.words else 1.0 for condition in action.conditions)


def _slots(text: str | None) -> tuple[str, ...]:
    return tuple(slot for slot in (text or "").split("|") if slot)


def unmet(action: Action, clause: Clause) -> Condition | None:
    """Return the first condition of the action that the clause does not fulfil, or None when it fulfils all."""
    for condition in action.conditions:
        if not _is_met(condition, clause):
            return condition
    return None


def names_head(action: Action, clause: Clause) -> bool:
    """Whether the words that the action wants as object hold the object's head, not just a word beside it."""
    if clause.object is None:
        return True
    head = clause.sentence.tokens[clause.object].lemma.lower()
    if head in PARTITIVES:
        inner = [index for word, index in modifiers(clause.sentence, clause.object) if word == "of"]
        head = clause.sentence.tokens[inner[0]].lemma.lower() if inner else head
    return all(
        head in condition.words for condition in action.conditions if condition.slot == "obj" and condition.words
    )


def unmet_by_noun(action: Action, sentence: Sentence, noun: int) -> Condition | None:
    """Return the first condition of a noun's action that its phrase does not fulfil, or None."""
    for condition in action.conditions:
        if condition.slot == "obj":
            is_met = bool(condition.words & phrase_words(sentence, noun))
        elif condition.slot == "case":
            cases = (sentence.tokens[child] for child in sentence.children(noun))
            is_met = any(token.dep == "case" and token.lemma in condition.words for token in cases)
        else:
            is_met = any(
                word == condition.slot and (not condition.words or condition.words & phrase_words(sentence, index))
                for word, index in modifiers(sentence, noun)
            )
        if not is_met:
            return condition
    return None


def _is_met(condition: Condition, clause: Clause) -> bool:
    sentence, slot, words = clause.sentence, condition.slot, condition.words
    if slot == "obj":
        if clause.object is None:
            return False
        if words == NAME:
            return sentence.tokens[clause.object].upos == "PROPN"
        return not words or not words.isdisjoint(clause.object_words)
    if slot == "iobj":
        return clause.indirect is not None
    if slot == "subj":
        if clause.subject is None:
            return False
        if words == PAIR:
            return any(sentence.tokens[child].dep == "conj" for child in sentence.children(clause.subject))
        return bool(words & phrase_words(sentence, clause.subject))
    if slot in {"prt", "adv"}:
        return not words.isdisjoint(clause.particle)
    if slot == "xcomp":
        # What is said before its verb is no infinitive: "“I want peace,” he told reporters".
        return any(_is_infinitive(sentence, index, words) for index in clause.complement if index > clause.head)
    if slot == "plain":
        return not clause.complement
    if slot == "that":
        return any(sentence.tokens[index].dep == "ccomp" for index in clause.complement)
    if slot == "clause":
        below = list(clause.complement)
        if clause.object is not None:
            below += [index for index in sentence.children(clause.object) if sentence.tokens[index].dep == "acl"]
        return any(not words or sentence.tokens[index].lemma in words for index in below)
    if slot == "pred":
        return any(sentence.tokens[index].upos in {"NOUN", "ADJ", "PROPN"} for index in clause.complement)
    for word, index in _phrases(clause):
        if word != slot:
            continue
        if words & phrase_words(sentence, index) or (not words and not is_time(sentence, index)):
            return True
    return not words and any(is_gerund_after(sentence, index, slot) for index in clause.complement)


def is_gerund_after(sentence: Sentence, index: int, word: str) -> bool:
    """Whether the clause is a gerund behind this preposition: "called for lifting the ban"."""
    return sentence.tokens[index].xpos == "VBG" and word in marks_of(sentence, index)


def _is_infinitive(sentence: Sentence, index: int, words: frozenset[str]) -> bool:
    token = sentence.tokens[index]
    if words:
        below = (index, *sentence.children(index))
        # As it is written too: no dictionary has "grata".
        return any(not words.isdisjoint((sentence.tokens[i].lemma, sentence.tokens[i].text)) for i in below)
    if token.dep == "xcomp":
        return True
    is_told = any(sentence.tokens[child].text.lower() in {"will", "would", "did"} for child in sentence.children(index))
    return token.dep in {"ccomp", "advcl"} and token.xpos in {"VB", "VBP"} and not is_told


def _phrases(clause: Clause) -> Iterable[tuple[str, int]]:
    yield from clause.oblique
    for noun in (clause.object, clause.indirect):
        if noun is not None:
            yield from modifiers(clause.sentence, noun)
