"""What a predicate amounts to once negation, future, modality and intent have been weighed."""

from __future__ import annotations

from transforms.reading.clause import IS_MEANT_TO, Clause, noun_clause, phrase_words
from transforms.reading.predicate import DEMAND, Draft, Predicates

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
# Verbs whose gerund is over.
ENDING = frozenset({"stop", "halt", "cease", "end", "suspend", "quit", "pause", "discontinue"})
# Who decides to lift a ban lifts it.
DECIDING = frozenset({"decide", "vote", "resolve"})
# Verbs whose infinitive is a fact: who begins to withdraw withdraws, and who had to withdraw did.
ASPECTUAL = frozenset(
    {"begin", "start", "continue", "manage", "help", "proceed", "go", "come", "move", "rush", "cease", "have"}
)


class Meaning:
    """Weighs the drafts of one sentence."""

    def __init__(self, predicates: Predicates) -> None:
        self.predicates = predicates
        self.sentence = predicates.sentence

    def as_meant(self, draft: Draft) -> tuple[str, str, str, set[str]]:
        """Return category, kind, CAMEO code and marks once negation, future and modality have been weighed."""
        action, clause = draft.action, draft.clause
        root, kind, code = action.root, action.kind, action.cameo_code
        marks: set[str] = set()
        is_operator = "clause" in action.targets and bool(clause.complement) and root in {"AGREE", "REJECT", "THREATEN"}
        if is_operator and root == "AGREE":
            root, kind, code = self._intent(draft)
            marks.add("planned")
        modality = self._modality(draft)
        if clause.is_conditional or modality == "possible":
            marks.add("hypothetical")
        if modality == "obliged" and root in COOPERATIVE | {"AGREE", "SUPPORT"}:
            if self.predicates.speaker(clause.head) is None:
                return "AGREE", kind, "030", marks | {"hypothetical"}
            return "REQUEST", "demand", "100", marks | {"obliged"}
        if action is DEMAND:
            return root, kind, code, marks
        if modality == "obliged":
            marks.add("hypothetical")
        is_future = modality in {"future", "would"}
        is_untold = draft.noun is not None and clause.lemma in self.predicates.words.announce
        if clause.is_negated and (draft.noun == clause.head or is_untold):
            # "the visit will not take place", "has not confirmed the visit": nobody need have refused.
            return root, kind, code, marks | ({"negated", "planned"} if is_future else {"negated"})
        if clause.is_negated and (root in GIVING or (is_future and root in COOPERATIVE | {"SUPPORT"})):
            return "REJECT", f"refuse to {kind}", REFUSAL_CODES.get(root, "120"), marks
        if self._is_ended(clause):
            if root in COOPERATIVE | {"SUPPORT"}:
                return "SANCTION", f"stop to {kind}", "160", marks
            if root in MATERIAL_CONFLICT:
                return "CONCEDE", f"stop to {kind}", "080", marks
        if clause.is_negated:
            marks.add("negated")
        elif is_future and root in COOPERATIVE:
            return "AGREE", kind, INTENT_CODES[root], marks | {"planned"}
        elif is_future and root in MATERIAL_CONFLICT:
            return "THREATEN", f"threaten to {kind}", "130", marks | {"planned"}
        if is_future:
            marks.add("planned")
            return root, kind, code, marks
        aim = self._aim(clause)
        if aim is not None and self._is_ascribed(aim, clause):
            marks.add("hypothetical")
        if root in COOPERATIVE and (aim is not None or self._is_purpose(clause)):
            return "AGREE", kind, INTENT_CODES[root], marks | {"planned"}
        if aim is not None:
            marks.add("planned")
        return root, kind, code, marks

    def _is_ended(self, clause: Clause) -> bool:
        """Whether the clause is what somebody stops ("halted lending to Uganda")."""
        token = self.sentence.tokens[clause.head]
        is_gerund = token.xpos == "VBG" and token.dep in {"xcomp", "obj"}
        return is_gerund and self.sentence.tokens[token.head].lemma in ENDING

    def _modality(self, draft: Draft) -> str:
        """How sure the act is: as its verb says or, where that only announces what a noun names, as the noun does."""
        clause = draft.clause
        if clause.modality or draft.noun is None or draft.noun == clause.head:
            return clause.modality
        if clause.lemma in IS_MEANT_TO:
            return "future"
        is_announced = clause.lemma in self.predicates.words.announce
        return noun_clause(self.predicates.clauses, draft.noun).modality if is_announced else ""

    def _is_purpose(self, clause: Clause) -> bool:
        """Whether the clause is an infinitive of what something is done for ("met to deepen ties")."""
        token = self.sentence.tokens[clause.head]
        if clause.tense != "infinitive" or token.head == clause.head:
            return False
        governor = self.sentence.tokens[token.head]
        return token.dep in {"acl", "advcl"} or (token.dep == "xcomp" and governor.lemma not in ASPECTUAL)

    def _aim(self, clause: Clause) -> int | None:
        """Return the noun that makes the infinitive an aim: "attempt" of "the attempt to depose and kill"."""
        tokens = self.sentence.tokens
        if clause.tense != "infinitive":
            return None
        first = clause.head
        while tokens[first].dep == "conj":
            first = tokens[first].head
        noun = tokens[first].head
        return noun if noun < first and tokens[noun].lemma in self.predicates.words.aim else None

    def _is_ascribed(self, aim: int, clause: Clause) -> bool:
        """Whether others only see the aim in what somebody does: analysts, or those who take it "as a bid to"."""
        tokens, words = self.sentence.tokens, self.predicates.words
        speaker = self.predicates.speaker(clause.head)
        if speaker is not None and tokens[speaker].lemma in words.onlooker:
            return True
        above = tokens[aim].head
        while tokens[above].dep in {"nmod", "obj", "obl"} and tokens[above].upos == "NOUN":
            # "saw the step as an attempt"
            above = tokens[above].head
        return tokens[above].lemma in words.interpret or "apparent" in phrase_words(self.sentence, aim)

    def _intent(self, draft: Draft) -> tuple[str, str, str]:
        """Return what an intent to act amounts to: "decided to lift" lifts, "vowed to attack" threatens."""
        action = draft.action
        for index in draft.clause.complement:
            inner = self.predicates.inner_draft(index)
            if inner is None:
                continue
            self.predicates.mark_used(inner)
            if action.lemma in DECIDING:
                if inner.clause.is_negated and inner.action.root in COOPERATIVE:
                    return "REJECT", f"refuse to {inner.action.kind}", REFUSAL_CODES[inner.action.root]
                return inner.action.root, inner.action.kind, inner.action.cameo_code
            if inner.action.root in MATERIAL_CONFLICT and action.lemma in OPEN_INTENTS:
                return "THREATEN", f"threaten to {inner.action.kind}", "130"
            if inner.clause.is_negated and inner.action.root in COOPERATIVE:
                return "REJECT", f"refuse to {inner.action.kind}", REFUSAL_CODES[inner.action.root]
            return "AGREE", f"{action.lemma} to {inner.action.kind}", INTENT_CODES.get(inner.action.root, "030")
        return action.root, action.kind, action.cameo_code
