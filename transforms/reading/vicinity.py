"""Who stands near a predicate, where the arcs of the parse lead to nobody: weaker, and marked with doubt."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from transforms.reading.arguments import DOMESTIC, WHEREABOUTS, Arguments, others
from transforms.reading.clause import is_time, possessor
from transforms.reading.predicate import Draft

if TYPE_CHECKING:
    from transforms.reading.actor import Mention

# Acts worth keeping when they are done to a thing: the mention of the thing carries this rule.
DONE_TO_THINGS = frozenset({"REJECT", "ACCUSE", "PROTEST", "THREATEN", "SUPPORT"})
THING = "what it is done to"


class Vicinity:
    """Finds actors by where they stand."""

    def __init__(self, arguments: Arguments, text: str) -> None:
        self.arguments = arguments
        self.predicates = arguments.predicates
        self.sentence = arguments.sentence
        self.words = arguments.words
        self.text = text

    def joined_within(self, index: int) -> tuple[Mention, ...]:
        """Return actors joined by "and" before a noun they share ("Nigerian and British forces")."""
        tokens = self.sentence.tokens
        found: list[Mention] = []
        for child in self.sentence.children(index):
            joined = [i for i in self.sentence.children(child) if tokens[i].dep == "conj"]
            if child < index and joined:
                for part in (child, *joined):
                    found += others(self.arguments.actors(part), found)
        return tuple(found)

    def left_of(self, draft: Draft) -> tuple[Mention, ...]:
        """Return the actor that stands before a finite verb whose subject the parser missed, with doubt."""
        clause, tokens = draft.clause, self.sentence.tokens
        if clause.is_passive or clause.subject is not None or not self._is_finite(clause.head):
            return ()
        start = self._stretch_before(clause.head)
        for mention in self.arguments.here:
            if tokens[start].start <= mention.start and mention.end <= tokens[clause.head].start:
                index = self.sentence.token_at(mention.head_start)
                first = self.sentence.token_at(mention.phrase_start)
                if index is None or first is None or (first > 0 and tokens[first - 1].upos == "ADP"):
                    continue
                draft.doubt += 0.2
                draft.steps.append(f"left of the verb: {mention.text}")
                return self.arguments.actors(index) or (mention,)
        return ()

    def right_of(self, draft: Draft) -> tuple[Mention, ...]:
        """Return the first other state or known body named anywhere behind the predicate, with much doubt."""
        own = {mention.country for mention in draft.sources} if draft.action.root not in DOMESTIC else set()
        for mention in self._states_behind(draft, len(self.sentence.tokens)):
            if mention.kind == "country" and mention.country in own:
                continue
            draft.doubt += 0.3
            draft.steps.append(f"somewhere behind: {mention.text}")
            return (mention,)
        return ()

    def parties(self, draft: Draft) -> tuple[Mention, ...]:
        """Return who acts under what somebody mediated: those who signed "a truce brokered by Oman"."""
        tokens, current = self.sentence.tokens, draft.clause.head
        for _ in tokens:
            current = tokens[current].head
            if tokens[current].upos == "VERB" or tokens[current].head == current:
                break
        above = self.arguments.predicates.clauses[current]
        sides = [self.arguments.actors(side) for side in (above.subject, above.object) if side is not None]
        return others([mention for side in sides for mention in side], draft.sources)

    def beside(self, draft: Draft) -> tuple[Mention, ...]:
        """Return the first other state named in the same clause, where the target found says little by itself."""
        own = {mention.country for mention in draft.sources}
        for mention in self._states_behind(draft, self._clause_end(draft.trigger)):
            if mention.country not in own and others((mention,), draft.targets):
                draft.doubt += 0.1
                draft.steps.append(f"beside: {mention.text}")
                return (mention,)
        return ()

    def _states_behind(self, draft: Draft, end: int) -> Iterator[Mention]:
        """Yield the mentions of states and known bodies behind the predicate, who is speaking left out."""
        if not any(self.is_of_state(mention) for mention in draft.sources):
            return
        for mention in self.arguments.here:
            index = self.sentence.token_at(mention.head_start)
            if index is None or not draft.trigger < index < end or not self.is_of_state(mention):
                continue
            if not self._is_speaking(index) and others((mention,), draft.sources):
                yield mention

    def _clause_end(self, start: int) -> int:
        """Return the next finite verb behind a predicate, or the sentence's end."""
        tokens = self.sentence.tokens
        verbs = (
            token.index
            for token in tokens[start + 1 :]
            if token.upos == "VERB" and token.xpos in {"VBD", "VBZ", "VBP"} and token.dep != "acl:relcl"
        )
        return next(verbs, len(tokens))

    def is_of_state(self, mention: Mention) -> bool:
        """Whether the mention is of a state or a body that the reference data know as political."""
        if mention.name in self.words.apolitical_names or mention.kind == "place":
            return False
        return bool(mention.country) or mention.rule.startswith("known")

    def _is_speaking(self, index: int) -> bool:
        """Whether the token is the subject of a verb of saying, or the source behind "according to"."""
        token = self.sentence.tokens[index]
        governor = self.sentence.tokens[token.head]
        is_source = index > 1 and any(
            other.text.lower() == "according" for other in self.sentence.tokens[index - 4 : index]
        )
        if not token.dep.startswith("nsubj"):
            # "Sudanese" of "Sudanese officers said"
            token, governor = governor, self.sentence.tokens[governor.head]
        return is_source or (token.dep.startswith("nsubj") and governor.lemma in self.words.report)

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

    def thing(self, draft: Draft) -> tuple[Mention, ...]:
        """Return a mention of what is attacked, refused or blamed where that is nobody: a base, a plan, a vote."""
        if not draft.sources:
            return ()
        speaks = self._is_named if draft.action.root == "PROTEST" else self._speaks_out
        is_done_to_things = draft.action.root in DONE_TO_THINGS and any(map(speaks, draft.sources))
        for index in self._things(draft):
            token = self.sentence.tokens[index]
            is_fit = is_done_to_things or token.lemma in self.words.position
            if draft.action.root == "SUPPORT":
                is_fit = is_done_to_things and token.lemma in self.words.deed
            if not is_done_to_things and draft.action.root not in DOMESTIC and self._is_own(index, draft):
                # "helped Togo rebuild its schools"
                continue
            if is_fit and token.upos in {"NOUN", "PROPN"} and not is_time(self.sentence, index):
                draft.doubt += 0.15
                return (self._thing_at(index),)
        return ()

    def _is_own(self, index: int, draft: Draft) -> bool:
        """Whether a thing belongs to those who act."""
        owner = possessor(self.sentence, index)
        owners = self.arguments.actors(owner) if owner is not None else ()
        return bool(owners) and not others(owners, draft.sources)

    def _is_named(self, mention: Mention) -> bool:
        """Whether a mention is of somebody told from others: anybody so told may protest."""
        return mention.is_named

    def _speaks_out(self, mention: Mention) -> bool:
        """Whether what somebody refuses or blames is worth telling by itself: a state, a body, a person of weight."""
        is_office = (mention.title or "").lower() in self.words.political_roles
        return mention.is_named and (mention.kind != "group" or is_office)

    def attacked_thing(self, draft: Draft) -> tuple[Mention, ...]:
        """Return the base, village or convoy that is attacked, where the targets found only say whose or where."""
        index = draft.clause.object
        if index is None or draft.noun is not None or "obj" not in draft.action.targets:
            return ()
        token = self.sentence.tokens[index]
        if token.lemma not in self.words.position or self.arguments.actors(index):
            return ()
        start, end = self._noun_phrase(index)
        if any(mention.start < end and start < mention.end for mention in draft.targets):
            return ()
        return (self._thing_at(index),)

    def _thing_at(self, index: int) -> Mention:
        from transforms.reading.actor import Mention

        token = self.sentence.tokens[index]
        start, end = self._noun_phrase(index)
        text = self.text[start:end]
        return Mention(start, end, text, text, "thing", None, None, THING, token.start, start, end)

    def _things(self, draft: Draft) -> Iterator[int]:
        means = {draft.noun}
        if "obj" not in draft.action.targets and any(c.slot == "obj" for c in draft.action.conditions):
            means.add(draft.clause.object)
        if draft.clause.object is not None and draft.clause.object not in means:
            yield draft.clause.object
        for slot in draft.action.targets:
            if slot not in WHEREABOUTS or slot == "of":
                yield from (index for index in self.arguments.slot(slot, draft) if index not in means)
            else:
                # "in protest" is nothing that is protested against, "in the northern zone" is where.
                places = (i for i in self.arguments.slot(slot, draft) if i not in means)
                yield from (i for i in places if self.sentence.tokens[i].lemma in self.words.position)
        if "clause" in draft.action.targets:
            inner = [self.predicates.clauses[index].object for index in draft.clause.complement]
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

    def where(self, draft: Draft) -> tuple[Mention, ...]:
        """Return the country or place behind people who are of none ("aid to farmers across the north of Mali")."""
        tokens = self.sentence.tokens
        first = self.sentence.token_at(max(mention.end for mention in draft.targets)) or len(tokens)
        for position in range(first, len(tokens)):
            token = tokens[position]
            if token.upos == "VERB" and token.xpos in {"VBD", "VBZ", "VBP"}:
                return ()
            if token.upos == "ADP" and token.text.lower() in WHEREABOUTS | {"to", "into", "across"}:
                found = (
                    [m for m in self.arguments.pick(token.head, draft.sources) if m.country]
                    if token.head > position
                    else []
                )
                if found:
                    return tuple(found)
        return ()
