"""Arcs of the ClearNLP scheme, which spaCy's own English packages speak, told as Universal Dependencies."""

from __future__ import annotations

from typing import Any

RENAMED = {
    "acomp": "xcomp",
    "agent": "case",
    "attr": "xcomp",
    "auxpass": "aux:pass",
    "csubjpass": "csubj:pass",
    "dative": "iobj",
    "dobj": "obj",
    "neg": "advmod",
    "npadvmod": "obl:unmarked",
    "nsubjpass": "nsubj:pass",
    "oprd": "xcomp",
    "poss": "nmod:poss",
    "preconj": "cc:preconj",
    "predet": "det:predet",
    "prep": "case",
    "prt": "compound:prt",
    "quantmod": "advmod",
    "relcl": "acl:relcl",
}
CLAUSAL = frozenset({"VERB", "AUX", "ADJ"})


def universal_arcs(doc: Any) -> list[tuple[int, str]]:
    """Return (head, relation) of each token: content words head prepositional phrases and copular clauses."""
    arcs = [(token.head.i, RENAMED.get(token.dep_, token.dep_)) for token in doc]
    for token in doc:
        if token.dep_ in {"pobj", "pcomp"}:
            _hang_above_preposition(arcs, token)
    for token in doc:
        if token.dep_ in {"attr", "acomp"} and token.head.lemma_ in {"be", ""} and token.head.pos_ == "AUX":
            _put_copula_below(arcs, token)
    return arcs


def _hang_above_preposition(arcs: list[tuple[int, str]], token: Any) -> None:
    preposition, governor = token.head, token.head.head
    if preposition.dep_ not in {"prep", "agent", "dative"}:
        return
    # A preposition may itself hang on one ("from behind the lines").
    while governor.dep_ == "prep" and governor.head is not governor:
        governor = governor.head
    is_clausal = governor.pos_ in CLAUSAL
    if token.dep_ == "pcomp":
        relation = "advcl" if is_clausal else "acl"
    elif preposition.dep_ == "agent":
        relation = "obl:agent"
    else:
        relation = "obl" if is_clausal else "nmod"
    arcs[token.i] = (governor.i, relation)
    arcs[preposition.i] = (token.i, "mark" if token.dep_ == "pcomp" else "case")


def _put_copula_below(arcs: list[tuple[int, str]], predicate: Any) -> None:
    copula = predicate.head
    head, relation = arcs[copula.i]
    arcs[predicate.i] = (predicate.i if head == copula.i else head, relation)
    for position, (governor, label) in enumerate(arcs):
        if governor == copula.i and position != predicate.i:
            arcs[position] = (predicate.i, label)
    arcs[copula.i] = (predicate.i, "cop")
