"""Tells why an event is in the warehouse: its sentences, its date, its sources, and what contradicts it."""

from __future__ import annotations

from collections.abc import Sequence

from flows.lookup import find
from flows.prose import BOLD, DIM, legend, listed, marked, painted, wrapped
from warehouse.database import connect
from warehouse.evidence import Article, Citation, Contradiction, Evidence, Step, days_in_words, evidence, when_in_words
from warehouse.home import Home

SHOWN_CITATIONS = 12


def explain(home: Home, event: str) -> Evidence:
    """The evidence of the event whose id is this or alone begins so. Raises CommandError where none or many do."""
    with connect(home) as connection:
        (found,) = evidence(connection, [find(connection, "event", event).id])
    return found


def tell_evidence(found: Evidence) -> None:
    """Print an event's evidence for a person."""
    _tell_event(found)
    _head("Why this date")
    _tell_chain(found.date_chain)
    _head("Who says so", legend())
    for number, citation in enumerate(found.citations[:SHOWN_CITATIONS], 1):
        print("\n" if number > 1 else "", end="")
        _tell_citation(number, citation, found)
    if len(found.citations) > SHOWN_CITATIONS:
        print(f"\n  and {len(found.citations) - SHOWN_CITATIONS:,} more: add --json")
    _head("What contradicts it")
    for contradiction in found.contradictions:
        _tell_contradiction(contradiction)
    if not found.contradictions:
        print("  Nothing on record.")
    _head("To cite it")
    for citation in found.citations[:1]:
        print(wrapped(citation.line, "  "))


def _tell_event(found: Evidence) -> None:
    event = found.event
    targets = listed(event.target_names, event.object or "nobody named")
    print(painted(wrapped(f"{listed(event.source_names)} → {event.kind} → {targets}"), BOLD))
    print()
    articles = f"{event.article_count:,} article{'s' if event.article_count != 1 else ''}"
    claims = f"{event.claim_count:,} claim{'s' if event.claim_count != 1 else ''}"
    code = f"{event.root}, CAMEO {event.cameo_code}, {event.quad_class}, intensity {event.intensity:g}"
    count = f", {event.act_count} times" if event.act_count and event.act_count > 1 else ""
    days = days_in_words(event.start_date, event.end_date)
    for name, value in (
        ("when", f"{days} ({event.date_precision}, {event.date_basis})" if event.start_date else days),
        ("where", event.place),
        ("stands", f"{event.standing}{count}; {event.status} by {claims} in {articles}"),
        ("said by", event.reported_by),
        ("coded", code),
        ("countries", f"{listed(event.source_countries, 'none')} → {listed(event.target_countries, 'none')}"),
        ("event", event.event_id),
    ):
        if value:
            print(wrapped(value, " " * 13, f"  {name:<11}"))


def _head(text: str, more: str = "") -> None:
    print(f"\n{painted(text, BOLD)}{'   ' if more else ''}{more}\n")


def _tell_chain(chain: Sequence[Step]) -> None:
    for step in chain:
        words = f"“{' '.join(step.text.split())}”: " if step.text else ""
        indent = "  " * (step.depth + 1)
        print(wrapped(f"{words}{step.says}", f"{indent}  ", f"{indent}- "))


def _tell_citation(number: int, citation: Citation, found: Evidence) -> None:
    article, rule = citation.article, citation.rule
    print(wrapped(article.label, "     ", f"  {number}. "))
    print(wrapped(f"{article.outlet or 'outlet unknown'}, published {_published(article)}", "     "))
    if article.title:
        print(wrapped(article.uri, "     "))
    if article.duplicate_of:
        original = article.duplicate_of_title or article.duplicate_of_uri or article.duplicate_of
        print(wrapped(f"a copy of “{original}” ({article.duplicate_of_uri})", "     "))
    print(f"\n{marked(citation.quote, citation.quote_start, citation.marks, '     ')}\n")
    if citation.is_negated or citation.is_planned:
        told = " and ".join(["planned"] * citation.is_planned + ["denied"] * citation.is_negated)
        print(wrapped(f"told as {told}", "     "))
    if citation.reported_by:
        print(wrapped(f"told on the word of {citation.reported_by}", "     "))
    if len(found.citations) > 1:
        days = days_in_words(citation.start_date, citation.end_date)
        print(wrapped(f"dated {days}: {citation.date_rule}", "     "))
        print(wrapped(f"counted to this event: {citation.reason}", "     "))
    looks_for = f", which looks for “{rule.predicate}” ({rule.basis})" if rule.predicate else ""
    rule_told = f"coded by the rule {rule.rule}{looks_for}; confidence {citation.confidence:g}"
    print(painted(wrapped(rule_told, "     "), DIM))


def _published(article: Article) -> str:
    when = when_in_words(article.published_start, article.published_end)
    return f"{when} ({article.published_basis})" if article.published_start else when


def _tell_contradiction(contradiction: Contradiction) -> None:
    settled = "" if contradiction.is_open else " (settled)"
    print(
        wrapped(f"about {contradiction.about.replace('_', ' ')}{settled}: {contradiction.explanation}", "    ", "  - ")
    )
    print(wrapped(f"“{contradiction.statement}” ({contradiction.article_label})", "      ", "    "))
    print(wrapped(f"“{contradiction.other_statement}” ({contradiction.other_article_label})", "      ", "    "))
