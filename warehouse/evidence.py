"""What to believe or doubt an event by, out of the published file: a few queries for any number of events.

All offsets count characters of the article's text (`article_text`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

from warehouse.catalog import literal

if TYPE_CHECKING:
    import duckdb

CONTEXT_LENGTH = 240
# An event or article by its id, or a sentence by its article and words.
Subject = str | tuple[str, str]
# What two events contradict each other in; the conflict is on record for one of them.
BETWEEN_EVENTS = ("act_count", "actor", "event")
Role = Literal["source", "target", "trigger", "date"]


@dataclass(frozen=True, slots=True)
class Event:
    """A row of `event`, and how it stands: happened, planned, denied or hypothetical."""

    event_id: str
    root: str
    kind: str
    cameo_code: str
    quad_class: str
    intensity: float
    source_ids: list[str]
    source_names: list[str]
    source_countries: list[str]
    target_ids: list[str]
    target_names: list[str]
    target_countries: list[str]
    start_date: date | None
    end_date: date | None
    date_precision: str
    date_basis: str
    date_rule: str | None
    date_claim_id: str | None
    object: str | None
    place: str | None
    is_negated: bool
    is_planned: bool
    reported_by: str | None
    act_count: int | None
    claim_count: int
    article_count: int
    first_published_date: date | None
    status: str
    standing: str


@dataclass(frozen=True, slots=True)
class Saying:
    """Words of an article and what follows from them; `start` and `end` are None where they are not in its text."""

    start: int | None
    end: int | None
    text: str
    says: str


@dataclass(frozen=True, slots=True)
class Article:
    """An article that tells an event; `duplicate_of` is the article it is a copy of."""

    article_id: str
    uri: str
    title: str | None
    outlet: str | None
    author: str | None
    published_start: date | None
    published_end: date | None
    published_precision: str
    published_basis: str
    published_evidence: tuple[Saying, ...]
    duplicate_of: str | None
    duplicate_of_title: str | None
    duplicate_of_uri: str | None
    observed_at: datetime

    @property
    def label(self) -> str:
        """What to call it."""
        return self.title or self.uri


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that say who acted (source), upon whom (target), what was done (trigger) or when (date).

    `says` is what they stand for: names with their countries, the kind of act, the date's TIMEX3 value.
    """

    start: int
    end: int
    role: Role
    text: str
    says: str
    entity_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CodingRule:
    """A row of `claim_rule`: the rule that made a claim, and what the reference data say of it, if they know it."""

    rule: str
    action_id: str | None
    predicate: str | None
    source_pattern: str | None
    target_pattern: str | None
    root: str | None
    kind: str | None
    cameo_code: str | None
    basis: str | None


@dataclass(frozen=True, slots=True)
class Citation:
    """A sentence that tells the event, as the claim it was read as.

    `passage` is the text around it, from `passage_start` on, as far as its zone of the page goes. `marks` are sorted;
    the date may stand outside of the passage. `reason` says why the claim tells this event, `line` is for a paper.
    """

    citation_id: str
    claim_id: str
    article: Article
    quote: str
    quote_start: int
    quote_end: int
    passage: str
    passage_start: int
    marks: tuple[Mark, ...]
    kind: str
    start_date: date | None
    end_date: date | None
    date_precision: str
    date_basis: str
    date_rule: str
    is_negated: bool
    is_planned: bool
    reported_by: str | None
    place: str | None
    confidence: float
    rule: CodingRule
    is_founder: bool
    reason: str
    line: str


@dataclass(frozen=True, slots=True)
class Step:
    """One link in the chain that leads to a date: what is known, and the words it rests on where it rests on words.

    `depth` is 1 for what only supports the step before it.
    """

    says: str
    article_id: str | None = None
    text: str | None = None
    start: int | None = None
    end: int | None = None
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A row of `conflict` about the event or about one of its articles; `is_open` until somebody settles it."""

    conflict_id: str
    about: str
    statement: str
    other_statement: str
    explanation: str
    article_id: str
    article_label: str
    other_article_id: str
    other_article_label: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything that speaks for and against an event."""

    event: Event
    date_chain: tuple[Step, ...]
    citations: tuple[Citation, ...]
    contradictions: tuple[Contradiction, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters that carry the same marks."""

    text: str
    marks: tuple[Mark, ...]


def evidence(
    connection: duckdb.DuckDBPyConnection,
    event_ids: Collection[str] | None = None,
    *,
    context_length: int = CONTEXT_LENGTH,
    most_citations: int | None = None,
) -> list[Evidence]:
    """The evidence of the given events, or of all, in the order of `event_timeline`; unknown ids are left out.

    `context_length` is how many characters of the article a passage has before and after its sentence, `most_citations`
    how many of an event's sentences are told; all unless given. Those that tell the event come before those that only
    plan or deny it, and of these the founding one first.
    """
    wanted = "true" if event_ids is None else f"event_id in (select unnest({literal(sorted(set(event_ids)))}))"
    articles = _articles(connection, wanted)
    citations = _citations(connection, wanted, articles, context_length, most_citations)
    contradictions = _contradictions(connection)
    dating = _dating(connection, wanted)
    return [
        Evidence(
            event,
            tuple(_date_chain(event, dating.get(event.event_id), citations[event.event_id], articles)),
            tuple(citations[event.event_id]),
            tuple(_about(event, citations[event.event_id], contradictions)),
        )
        for event in _events(connection, wanted)
    ]


def pieces(text: str, start: int, marks: Iterable[Mark]) -> list[Piece]:
    """Text that begins at `start` of its article, cut where marks begin and end; marks outside of it do not show."""
    end = start + len(text)
    shown = [mark for mark in marks if mark.start < end and mark.end > start]
    cuts = sorted({start, end, *(place for mark in shown for place in (mark.start, mark.end) if start < place < end)})
    return [
        Piece(
            text[first - start : last - start],
            tuple(mark for mark in shown if mark.start <= first and last <= mark.end),
        )
        for first, last in pairwise(cuts)
    ]


@lru_cache(maxsize=10_000)
def days_in_words(start: date | None, end: date | None) -> str:
    """A window for people: "9 September 2024", "19 to 25 April 2021", "March 2021", "2022", "unknown"."""
    if start is None or end is None:
        return "unknown"
    last = f"{end.day} {end:%B} {end.year}"
    if start == end:
        return last
    is_whole_months = start.day == 1 and (end + timedelta(days=1)).day == 1
    if is_whole_months and (start.month, start.year, end.month) == (1, end.year, 12):
        return str(end.year)
    if is_whole_months and (start.year, start.month) == (end.year, end.month):
        return f"{end:%B} {end.year}"
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day} to {last}"
    if start.year == end.year:
        return f"{start.day} {start:%B} to {last}"
    return f"{start.day} {start:%B} {start.year} to {last}"


def when_in_words(start: date | None, end: date | None) -> str:
    """A window as part of a sentence: "on 9 September 2024", "in March 2021", "between 19 and 25 April 2021"."""
    days = days_in_words(start, end)
    if start is None:
        return "on an unknown day"
    if start == end:
        return f"on {days}"
    return f"between {days.replace(' to ', ' and ')}" if " to " in days else f"in {days}"


def _rows(connection: duckdb.DuckDBPyConnection, sql: str) -> list[dict[str, Any]]:
    """The rows of a query, by column name."""
    answer = connection.execute(sql)
    names = [column[0] for column in answer.description or ()]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def _events(connection: duckdb.DuckDBPyConnection, wanted: str) -> list[Event]:
    columns = ", ".join(field.name for field in fields(Event) if field.name != "standing")
    rows = connection.execute(
        f"""
        select {columns}, standing
        from event join (select event_id, standing from event_timeline) using (event_id)
        where {wanted}
        order by start_date nulls last, end_date, event_id
        """
    )
    return [Event(*row) for row in rows.fetchall()]


def _articles(connection: duckdb.DuckDBPyConnection, wanted: str) -> dict[str, Article]:
    own = ", ".join(f"article.{field.name}" for field in fields(Article) if not field.name.startswith("duplicate_of_"))
    rows = _rows(
        connection,
        f"""
        select {own}, original.title as duplicate_of_title, original.uri as duplicate_of_uri
        from article
        left join (select article_id, title, uri from article) as original on original.article_id = duplicate_of
        where article.article_id in (select article_id from citation where {wanted})
            or article.article_id in (
                select claim.article_id
                from event join claim on claim.claim_id = event.date_claim_id
                where {wanted}
            )
        """,
    )
    for row in rows:
        row["published_evidence"] = tuple(Saying(**saying) for saying in row["published_evidence"] or ())
    return {row["article_id"]: Article(**row) for row in rows}


def _citations(
    connection: duckdb.DuckDBPyConnection,
    wanted: str,
    articles: Mapping[str, Article],
    context_length: int,
    most_citations: int | None,
) -> Mapping[str, list[Citation]]:
    order = """
        is_negated, is_planned, is_founder desc,
        article.published_start nulls last, article.observed_at, cited.article_id, quote_start
    """
    limit = f"qualify row_number() over (partition by cited.event_id order by {order}) <= {most_citations}"
    rows = _rows(
        connection,
        f"""
        with cited as (
            select
                citation.*,
                greatest(coalesce(zone.start, 0), quote_start - {context_length}::bigint) as passage_start,
                least(coalesce(zone."end", length(article_text.text)), quote_end + {context_length}::bigint)
                    as passage_end,
                coalesce(zone.start, 0) as zone_start,
                coalesce(zone."end", length(article_text.text)) as zone_end,
                article_text.text
            from citation
            join article_text using (article_id)
            left join article_zone as zone
                on zone.article_id = citation.article_id
                and zone.start <= citation.quote_start
                and citation.quote_end <= zone."end"
            where {wanted}
        )
        select
            cited.event_id, cited.citation_id, cited.claim_id, cited.article_id, quote, quote_start, quote_end,
            substring(cited.text, passage_start + 1, passage_end - passage_start) as passage, passage_start,
            passage_start > zone_start as is_cut_before, passage_end < zone_end as is_cut_after,
            trigger_start, trigger_end, source_mentions, target_mentions,
            expression.start as date_start, expression."end" as date_end, expression.text as date_text,
            coalesce(expression.value, claim.date_precision) as date_value,
            claim.kind, claim.start_date, claim.end_date, claim.date_precision, claim.date_basis, claim.date_rule,
            is_negated, is_planned, reported_by, place, confidence, claim.rule, is_founder, reason
        from cited
        join claim on claim.claim_id = cited.claim_id
        join event_claim on event_claim.claim_id = cited.claim_id
        join article on article.article_id = cited.article_id
        left join expression
            on expression.article_id = cited.article_id and expression.start = claim.expression_start
        {limit if most_citations else ""}
        order by {order}
        """,
    )
    actors = _actors(connection)
    rules = _rules(connection)
    found: dict[str, list[Citation]] = defaultdict(list)
    for row in rows:
        article = articles[row["article_id"]]
        passage, passage_start = _trimmed(row)
        found[row["event_id"]].append(
            Citation(
                citation_id=row["citation_id"],
                claim_id=row["claim_id"],
                article=article,
                quote=row["quote"],
                quote_start=row["quote_start"],
                quote_end=row["quote_end"],
                passage=passage,
                passage_start=passage_start,
                marks=tuple(_marks(row, actors)),
                rule=rules[row["rule"]],
                line=_citation_line(article, row["quote"]),
                **{name: row[name] for name in CLAIM_COLUMNS},
            )
        )
    return found


CLAIM_COLUMNS = (
    *("kind", "start_date", "end_date", "date_precision", "date_basis", "date_rule", "is_negated", "is_planned"),
    *("reported_by", "place", "confidence", "is_founder", "reason"),
)


def _actors(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Every entity by its id, in words: its name with its country."""
    rows = connection.execute("select entity_id, name, country, kind from entity").fetchall()
    return {
        entity_id: name if country is None or kind == "country" else f"{name} ({country})"
        for entity_id, name, country, kind in rows
    }


def _rules(connection: duckdb.DuckDBPyConnection) -> dict[str, CodingRule]:
    columns = ", ".join(field.name for field in fields(CodingRule))
    return {row[0]: CodingRule(*row) for row in connection.execute(f"select {columns} from claim_rule").fetchall()}


def _trimmed(row: Mapping[str, Any]) -> tuple[str, int]:
    """The passage without the halves of words at its ends, and where it starts."""
    passage, start = row["passage"], row["passage_start"]
    first, last = row["quote_start"] - start, row["quote_end"] - start
    if row["is_cut_after"] and (space := re.search(r"\s\S*$", passage[last:])):
        passage = passage[: last + space.start()]
    if row["is_cut_before"] and (space := re.match(r"\S*\s+", passage[:first])):
        return passage[space.end() :], start + space.end()
    return passage, start


def _marks(row: Mapping[str, Any], actors: Mapping[str, str]) -> list[Mark]:
    marks = []
    roles: tuple[Role, ...] = ("source", "target")
    for role in roles:
        places: dict[tuple[int, int, str], list[str]] = defaultdict(list)
        for place in row[f"{role}_mentions"]:
            places[place["start"], place["end"], place["text"]].append(place["entity_id"])
        marks += [
            Mark(start, end, role, text, _listed([actors[entity_id] for entity_id in ids]), tuple(ids))
            for (start, end, text), ids in places.items()
        ]
    start, end = row["trigger_start"], row["trigger_end"]
    word = row["quote"][start - row["quote_start"] : end - row["quote_start"]]
    marks.append(Mark(start, end, "trigger", word, row["kind"]))
    if row["date_start"] is not None:
        marks.append(Mark(row["date_start"], row["date_end"], "date", row["date_text"], row["date_value"]))
    return sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.role))


def _citation_line(article: Article, quote: str) -> str:
    """Who said it, where, when and in which words, as a paper cites it."""
    window = article.published_start, article.published_end
    day = "undated" if None in window else when_in_words(*window).removeprefix("on ").removeprefix("in ")
    about = [article.author, f"“{article.title}”" if article.title else None, article.outlet, day, article.uri]
    words = " ".join(quote.split())
    return f"{', '.join(part for part in about if part)}: “{words}”"


def _dating(connection: duckdb.DuckDBPyConnection, wanted: str) -> dict[str, dict[str, Any]]:
    """The claim that gives each event its window, with its expression."""
    rows = _rows(
        connection,
        f"""
        select event_id, claim.article_id, claim.start_date, claim.end_date, claim.date_basis, claim.date_rule,
            expression_start, expression_end, expression.text as expression_text, expression.value as expression_value,
            expression.rule as expression_rule,
            expression.start between claim.sentence_start and claim.sentence_end - 1 as is_own_sentence
        from event
        join claim on claim.claim_id = event.date_claim_id
        left join expression
            on expression.article_id = claim.article_id and expression.start = claim.expression_start
        where {wanted}
        """,
    )
    return {row["event_id"]: row for row in rows}


def _date_chain(
    event: Event, dating: Mapping[str, Any] | None, citations: Sequence[Citation], articles: Mapping[str, Article]
) -> Iterable[Step]:
    """Why the event has the window it has, from the words of an article to the days."""
    if dating is None:
        # A correction gave the window, or nothing does: then each sentence says why.
        rules = [event.date_rule] if event.date_rule else [citation.date_rule for citation in citations]
        yield from (Step(rule) for rule in dict.fromkeys(rules))
        return
    article = articles[dating["article_id"]]
    if dating["expression_text"] is None:
        yield Step(dating["date_rule"], article.article_id)
    else:
        if not dating["is_own_sentence"]:
            yield Step(dating["date_rule"], article.article_id)
        words = dating["expression_text"], dating["expression_start"], dating["expression_end"]
        value = f" → {dating['expression_value']}" if dating["expression_value"] else ""
        yield Step(f"{dating['expression_rule']}{value}", article.article_id, *words)
    if dating["date_basis"] != "stated":
        yield from _publication_steps(article)
    own = dating["start_date"], dating["end_date"]
    if (event.start_date, event.end_date) != own:
        yield Step(f"that alone would be {days_in_words(*own)}; {_how_shared(event, own)}")
    if event.date_rule and event.date_rule != dating["date_rule"]:
        yield Step(event.date_rule)


def _publication_steps(article: Article) -> Iterable[Step]:
    """When the article was published, and how that is known."""
    days = when_in_words(article.published_start, article.published_end)
    if article.published_start is None:
        yield Step("when the article was published is unknown", article.article_id)
        return
    yield Step(f"the article was published {days} ({article.published_basis})", article.article_id)
    for saying in article.published_evidence:
        yield Step(saying.says, article.article_id, saying.text, saying.start, saying.end, depth=1)


def _how_shared(event: Event, own: tuple[date, date]) -> str:
    if event.start_date is None or event.end_date is None:
        return "the event's window is unknown all the same"
    if own[0] <= event.start_date and event.end_date <= own[1]:
        return "other claims of the event narrow it"
    return "other claims of the event contradict it, and the window holds all they say"


def _contradictions(connection: duckdb.DuckDBPyConnection) -> Mapping[Subject, list[Contradiction]]:
    """Every conflict, by the event or article it is about and, where it is between two events, by the other's words."""
    rows = connection.execute(
        """
        select subject_id, conflict_id, about, statement, other_statement, explanation,
            article_id, coalesce(article.title, article.uri), other_article_id, coalesce(other.title, other.uri),
            conflict_id in (select conflict_id from open_conflict) as is_open
        from conflict
        left join article using (article_id)
        left join article as other on other.article_id = other_article_id
        order by about, conflict_id
        """
    )
    found: dict[Subject, list[Contradiction]] = defaultdict(list)
    for subject_id, *row in rows.fetchall():
        contradiction = Contradiction(*row)
        found[subject_id].append(contradiction)
        if contradiction.about in BETWEEN_EVENTS:
            found[contradiction.other_article_id, contradiction.other_statement].append(contradiction)
    return found


def _about(
    event: Event, citations: Sequence[Citation], contradictions: Mapping[Subject, list[Contradiction]]
) -> Iterable[Contradiction]:
    said = [(citation.article.article_id, citation.quote) for citation in citations]
    subjects: list[Subject] = [event.event_id, *said, *(article_id for article_id, _ in said)]
    found = (contradiction for subject in subjects for contradiction in contradictions.get(subject, ()))
    return {contradiction.conflict_id: contradiction for contradiction in found}.values()


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
