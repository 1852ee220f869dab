"""The events of the page with their evidence: as many as it can carry, the newest with the whole article.

A page of ten thousand events must stay small enough to open at once. Every event shown has its sentence with who, whom,
what and when marked in it, its source and why it has its date; as long as there is room, the newest have all there is:
the article around the sentence, the chain that leads to the date, the other sources, a line to cite.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup

from warehouse.evidence import Article, Citation, Evidence, Mark, evidence, pieces
from warehouse.report import words
from warehouse.report.charts import QUAD_CLASSES

if TYPE_CHECKING:
    import duckdb
    import jinja2

    from warehouse.report.content import Content

MOST_EVENTS = 10_000
# The page is to stay below 6 MB, and all else on it takes some hundred kilobytes.
EVENT_BYTES = 5_600_000
# How much of an article stands around the sentence before the rest folds away, and what is too little to fold.
CONTEXT_LENGTH = 320
UNFOLDED_LENGTH = 240
MOST_OTHERS = 8
WHOLES_AT_ONCE = 400
# A year with more events than this is shown by months.
MOST_A_SPAN = 150
OPEN_AT_FIRST = 40
ANCHOR_LENGTH = 10
ROLE_TAGS = {"source": "b", "target": "u", "date": "em", "trigger": "i"}
# What a rule for dates says of the words that it quotes; in brief the words are marked in the sentence.
AFTER_WORDS = "”: "
STANDINGS = {"planned": "planned", "denied": "denied", "hypothetical": "supposed"}


class Body(NamedTuple):
    """The text of an article and the part of it that is the article."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Span:
    """Events of one year or month: their number, and themselves as HTML."""

    name: str
    count: int
    is_open: bool
    events: Markup


@dataclass(frozen=True, slots=True)
class EventList:
    """The events on the page, and what their search offers; `anchors` says where on the page an event is.

    Of `event_count` events `shown_count` are on the page, and `whole_count` of these with their whole article;
    `articles` are what the others cite.
    """

    event_count: int
    shown_count: int
    whole_count: int
    whole_since: date | None
    spans: list[Span]
    articles: list[Markup]
    anchors: Mapping[str, str]
    countries: list[tuple[str, str]]
    kinds: list[str]

    @property
    def says(self) -> str:
        """How many events are shown, and how much of each."""
        said = f"All {words.number(self.event_count, 'event')}, the newest first."
        if self.shown_count < self.event_count:
            said = (
                f"The newest {self.shown_count:,} of {words.number(self.event_count, 'event')}; all are in the "
                "warehouse."
            )
        if self.whole_count < self.shown_count:
            since = f" (since {words.day(self.whole_since)})" if self.whole_since else ""
            said += (
                f" To keep the page small, the newest {self.whole_count:,}{since} have their whole article and all "
                "that is known of them, older ones their sentence, source and date: communique explain tells the rest."
            )
        return said


def event_list(
    connection: duckdb.DuckDBPyConnection,
    content: Content,
    environment: jinja2.Environment,
    *,
    most_events: int = MOST_EVENTS,
    byte_count: int = EVENT_BYTES,
) -> EventList:
    """The newest events as HTML, at most so many and together at most so large."""
    (event_count,) = connection.execute("select count(*) from event").fetchone() or (0,)
    found = newest(connection, most_events)
    anchors = _anchors([each.event.event_id for each in found])
    markup: Any = environment.get_template("event.html").module
    left = byte_count
    briefs, entries = [], _Entries(markup)
    for each in found:
        entry, cost = entries.of(each.citations[0])
        told = markup.brief(_brief(each, content, anchors[each.event.event_id], entry))
        left -= _size(told) + cost
        if left < 0:
            break
        briefs.append(told)
    found = found[: len(briefs)]
    wholes = []
    for brief, told in zip(briefs, _wholes(connection, content, found, anchors, markup), strict=False):
        left -= _size(told) - _size(brief)
        if left < 0:
            break
        wholes.append(told)
    return EventList(
        event_count=event_count,
        shown_count=len(found),
        whole_count=len(wholes),
        whole_since=found[len(wholes) - 1].event.start_date if wholes else None,
        spans=list(_spans(found, [*wholes, *briefs[len(wholes) :]])),
        articles=entries.cited_by(found[len(wholes) :]),
        anchors={each.event.event_id: anchors[each.event.event_id] for each in found},
        countries=_countries(found, content),
        kinds=sorted({each.event.kind for each in found}),
    )


class _Entries:
    """The articles that events in brief point at, as items of a list."""

    def __init__(self, markup: Any) -> None:
        self._markup = markup
        self._entries: dict[str, tuple[str, Markup]] = {}

    def of(self, citation: Citation) -> tuple[str, int]:
        """Where the citation's article is in the list, and how many bytes the list gains by it."""
        article_id = citation.article.article_id
        if article_id in self._entries:
            return self._entries[article_id][0], 0
        anchor = f"a{len(self._entries) + 1}"
        self._entries[article_id] = anchor, self._markup.entry(_article(citation.article), anchor)
        return anchor, _size(self._entries[article_id][1])

    def cited_by(self, found: Sequence[Evidence]) -> list[Markup]:
        """The items that these events point at."""
        cited = {each.citations[0].article.article_id for each in found}
        return [entry for article_id, (_, entry) in self._entries.items() if article_id in cited]


def newest(connection: duckdb.DuckDBPyConnection, most: int) -> list[Evidence]:
    """The evidence of the newest events, newest first; those without a date come last."""
    ids = connection.execute(
        "select event_id from event order by start_date desc nulls last, end_date desc, event_id limit ?", [most]
    ).fetchall()
    found = evidence(connection, [event_id for (event_id,) in ids], most_citations=1)
    by_id = {each.event.event_id: each for each in found}
    return [by_id[event_id] for (event_id,) in ids]


def marked(text: str, start: int, marks: Sequence[Mark], quote: tuple[int, int]) -> Markup:
    """Text that begins at `start` of its article, the sentence in <mark>, its telling words in tags of their own."""
    first, last = (min(max(place - start, 0), len(text)) for place in quote)
    before, sentence, after = (
        _with_words_marked(text[begin:end], start + begin, marks)
        for begin, end in ((0, first), (first, last), (last, len(text)))
    )
    return Markup(f"{before}<mark>{sentence}</mark>{after}") if sentence else before + after


def _with_words_marked(text: str, start: int, marks: Sequence[Mark]) -> Markup:
    if not text:
        return Markup("")
    parts = []
    for piece in pieces(text, start, marks):
        tag = ROLE_TAGS[piece.marks[0].role] if piece.marks else None
        parts.append(f"<{tag}>{words.shown(piece.text)}</{tag}>" if tag else words.shown(piece.text))
    return Markup("".join(parts))


def _anchors(event_ids: Sequence[str]) -> dict[str, str]:
    """The first characters of each event's id, as `communique explain` takes them; all where they are not its own."""
    uses = Counter(event_id[:ANCHOR_LENGTH] for event_id in event_ids)
    return {
        event_id: event_id[:ANCHOR_LENGTH] if uses[event_id[:ANCHOR_LENGTH]] == 1 else event_id
        for event_id in event_ids
    }


def _size(html: str) -> int:
    return len(html.encode("utf-8", "replace"))


def _head(found: Evidence, content: Content, anchor: str) -> dict[str, Any]:
    """What the line of an event says before it is opened."""
    event = found.event
    tags = [STANDINGS.get(event.standing), event.status if event.status != "reported" else None]
    return {
        "anchor": anchor,
        "class_no": QUAD_CLASSES.index(event.quad_class) + 1 if event.quad_class in QUAD_CLASSES else 0,
        "codes": ",".join(dict.fromkeys([*event.source_countries, *event.target_countries])),
        "standing": event.standing,
        "when": words.days(event.start_date, event.end_date, event.date_precision, event.date_basis),
        "source": content.side(event.source_names, event.source_countries),
        "target": content.side(event.target_names, event.target_countries),
        "kind": event.kind,
        "object": event.object,
        "tags": [tag for tag in tags if tag],
        "rule": found.citations[0].rule.rule,
        "contradictions": found.contradictions,
    }


def _brief(found: Evidence, content: Content, anchor: str, article_anchor: str) -> dict[str, Any]:
    """An event in brief: its sentence, and where it stands."""
    article = found.citations[0].article
    return {
        **_head(found, content, anchor),
        "passage": _sentence(found.citations[0]),
        "article_anchor": article_anchor,
        "label": f"{article.outlet or 'article'}, {_published(article)}",
        "contradictions": [each for each in found.contradictions if each.about != "publication_date"],
        "other_count": found.event.article_count - 1,
        "date_rule": (found.event.date_rule or "").rpartition(AFTER_WORDS)[2],
    }


def _whole(found: Evidence, content: Content, anchor: str, body: Body) -> dict[str, Any]:
    """All there is to say of an event, its article included."""
    event, citation = found.event, found.citations[0]
    quote = citation.quote_start, citation.quote_end
    start, end = min(body.start, quote[0]), max(body.end, quote[1])
    near = _fold(body.text, start, quote[0], is_before=True), _fold(body.text, quote[1], end, is_before=False)
    parts = ((start, near[0]), near, (near[1], end))
    before, passage, after = (marked(body.text[first:last], first, citation.marks, quote) for first, last in parts)
    others = [
        {"article": _article(other.article), "reported_by": other.reported_by, "passage": _sentence(other)}
        for other in found.citations[1 : MOST_OTHERS + 1]
    ]
    return {
        **_head(found, content, anchor),
        "before": before,
        "passage": passage,
        "after": after,
        "article": _article(citation.article),
        "reported_by": citation.reported_by,
        "when_words": _when(found),
        "chain": found.date_chain,
        "others": others,
        "more_other_count": len(found.citations) - 1 - len(others),
        "root": event.root.lower(),
        "cameo_code": event.cameo_code,
        "quad_class": event.quad_class,
        "intensity": event.intensity,
        "predicate": citation.rule.predicate,
        "confidence": round(100 * citation.confidence),
        "line": citation.line,
        "event_id": event.event_id,
    }


def _sentence(citation: Citation) -> Markup:
    """The sentence alone, its words marked."""
    quote = citation.quote_start, citation.quote_end
    return marked(citation.quote, citation.quote_start, citation.marks, quote)


def _article(article: Article) -> dict[str, Any]:
    """What the page says of an article wherever it is cited."""
    return {
        "href": words.linked(article.uri),
        "address": article.uri.rpartition("/")[2] if article.uri.startswith("file:") else article.uri,
        "title": article.label,
        "outlet": article.outlet,
        "author": article.author,
        "published": f"published {_published(article)}",
        "copy_of": article.duplicate_of and (article.duplicate_of_title or article.duplicate_of_uri),
    }


def _published(article: Article) -> str:
    if article.published_start is None:
        return "on an unknown day"
    return words.days(article.published_start, article.published_end, article.published_precision)


def _when(found: Evidence) -> str:
    """The window in words, and how it is known."""
    event = found.event
    if event.start_date is None:
        return "Unknown: nothing dates it, and no date is made up."
    known = {
        "stated": "stated in full",
        "relative": "from what the text says and when it was published",
        "publication": "from when it was published",
        "inferred": "inferred",
        "corrected": "corrected by hand",
    }
    window = words.days(event.start_date, event.end_date, event.date_precision, event.date_basis)
    return f"{window}, {known.get(event.date_basis, event.date_basis)}"


def _fold(text: str, start: int, end: int, *, is_before: bool) -> int:
    """Where to fold the text between two places: near the sentence, at the end of a word."""
    if end - start <= CONTEXT_LENGTH + UNFOLDED_LENGTH:
        return start if is_before else end
    if is_before:
        place = text.find(" ", end - CONTEXT_LENGTH, end)
        return place + 1 if place >= 0 else end - CONTEXT_LENGTH
    place = text.rfind(" ", start, start + CONTEXT_LENGTH)
    return place + 1 if place >= 0 else start + CONTEXT_LENGTH


def _wholes(
    connection: duckdb.DuckDBPyConnection,
    content: Content,
    found: Sequence[Evidence],
    anchors: Mapping[str, str],
    markup: Any,
) -> Iterator[Markup]:
    """Each event with all there is, in turn; it is asked for as it is needed, many at once."""
    for start in range(0, len(found), WHOLES_AT_ONCE):
        ids = [each.event.event_id for each in found[start : start + WHOLES_AT_ONCE]]
        some = {each.event.event_id: each for each in evidence(connection, ids)}
        bodies = _bodies(connection, {each.citations[0].article.article_id for each in some.values()})
        for event_id in ids:
            each = some[event_id]
            body = bodies[each.citations[0].article.article_id]
            yield markup.whole(_whole(each, content, anchors[event_id], body))


def _bodies(connection: duckdb.DuckDBPyConnection, article_ids: set[str]) -> dict[str, Body]:
    rows = connection.execute(
        """
        select article_id, text, coalesce(body_start, 0), coalesce(body_end, length(text))
        from article_text join article using (article_id)
        where list_contains(?, article_id)
        """,
        [sorted(article_ids)],
    ).fetchall()
    return {article_id: Body(*rest) for article_id, *rest in rows}


def _spans(shown: Sequence[Evidence], told: Sequence[str]) -> Iterator[Span]:
    """The events in years, or in months where a year has many."""
    of_year = Counter(each.event.start_date.year for each in shown if each.event.start_date)

    def span_of(each: Evidence) -> str:
        start = each.event.start_date
        if start is None:
            return "Date unknown"
        return f"{start:%B} {start.year}" if of_year[start.year] > MOST_A_SPAN else str(start.year)

    shown_count = 0
    for name, members in groupby(range(len(shown)), key=lambda place: span_of(shown[place])):
        places = list(members)
        yield Span(
            name,
            len(places),
            is_open=shown_count < OPEN_AT_FIRST,
            events=Markup("".join(told[place] for place in places)),
        )
        shown_count += len(places)


def _countries(shown: Sequence[Evidence], content: Content) -> list[tuple[str, str]]:
    codes = {code for each in shown for code in (*each.event.source_countries, *each.event.target_countries)}
    return sorted(((code, content.country(code)) for code in codes), key=lambda country: country[1])
