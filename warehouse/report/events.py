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
EVENT_BYTES = 5_300_000
# How much of an article stands around the sentence before the rest folds away, and what is too little to fold.
CONTEXT_LENGTH = 320
UNFOLDED_LENGTH = 240
MOST_OTHERS = 8
ARTICLES_AT_ONCE = 500
# A year with more events than this is shown by months.
MOST_A_SPAN = 150
OPEN_AT_FIRST = 40
ANCHOR_LENGTH = 12
ROLE_CLASSES = {"source": "s", "target": "t", "date": "d", "trigger": "v"}
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

    Of `event_count` events `shown_count` are on the page, and `whole_count` of these with their whole article.
    """

    event_count: int
    shown_count: int
    whole_count: int
    whole_since: date | None
    spans: list[Span]
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
    story = environment.get_template("event.html").module.story  # type: ignore[attr-defined]
    anchors = _anchors([each.event.event_id for each in found])
    stories = [_story(each, content, anchors[each.event.event_id]) for each in found]
    told, left = [], byte_count
    for each in stories:
        html = story(each)
        left -= len(html.encode("utf-8", "replace"))
        if left < 0:
            break
        told.append(html)
    whole_count = 0
    for place, html in _wholes(connection, found[: len(told)], stories, story):
        left -= len(html.encode("utf-8", "replace")) - len(told[place].encode("utf-8", "replace"))
        if left < 0:
            break
        told[place] = html
        whole_count += 1
    shown = found[: len(told)]
    return EventList(
        event_count=event_count,
        shown_count=len(shown),
        whole_count=whole_count,
        whole_since=shown[whole_count - 1].event.start_date if whole_count else None,
        spans=list(_spans(shown, told)),
        anchors={each.event.event_id: anchors[each.event.event_id] for each in shown},
        countries=_countries(shown, content),
        kinds=sorted({each.event.kind for each in shown}),
    )


def newest(connection: duckdb.DuckDBPyConnection, most: int) -> list[Evidence]:
    """The evidence of the newest events, newest first; those without a date come last."""
    ids = connection.execute(
        "select event_id from event order by start_date desc nulls last, end_date desc, event_id limit ?", [most]
    ).fetchall()
    by_id = {each.event.event_id: each for each in evidence(connection, [event_id for (event_id,) in ids])}
    return [by_id[event_id] for (event_id,) in ids]


def marked(text: str, start: int, marks: Sequence[Mark], quote: tuple[int, int]) -> Markup:
    """Text that begins at `start` of its article, the sentence in <mark>, the words that tell it apart in <b>."""
    first, last = (min(max(place - start, 0), len(text)) for place in quote)
    parts = [_with_words_marked(text[:first], start, marks)]
    if last > first:
        parts += [Markup("<mark>"), _with_words_marked(text[first:last], start + first, marks), Markup("</mark>")]
    parts.append(_with_words_marked(text[last:], start + last, marks))
    return Markup("").join(parts)


def _with_words_marked(text: str, start: int, marks: Sequence[Mark]) -> Markup:
    if not text:
        return Markup("")
    return Markup("").join(
        Markup(f"<b class={ROLE_CLASSES[piece.marks[0].role]}>{words.shown(piece.text)}</b>")
        if piece.marks
        else words.shown(piece.text)
        for piece in pieces(text, start, marks)
    )


def _anchors(event_ids: Sequence[str]) -> dict[str, str]:
    """A short name for each event, or the whole id where the short one is not its own."""
    uses = Counter(event_id[:ANCHOR_LENGTH] for event_id in event_ids)
    return {
        event_id: f"e-{event_id[:ANCHOR_LENGTH] if uses[event_id[:ANCHOR_LENGTH]] == 1 else event_id}"
        for event_id in event_ids
    }


def _story(found: Evidence, content: Content, anchor: str) -> dict[str, Any]:
    """What the template says of an event, without its article."""
    event, citation = found.event, found.citations[0]
    tags = [STANDINGS.get(event.standing), event.status if event.status != "reported" else None]
    return {
        "anchor": anchor,
        "quad_no": QUAD_CLASSES.index(event.quad_class) + 1 if event.quad_class in QUAD_CLASSES else 0,
        "codes": " ".join(dict.fromkeys([*event.source_countries, *event.target_countries])),
        "standing": event.standing,
        "when": words.days(event.start_date, event.end_date, event.date_precision, event.date_basis),
        "source": content.side(event.source_names, event.source_countries),
        "target": content.side(event.target_names, event.target_countries),
        "kind": event.kind,
        "tags": [tag for tag in tags if tag],
        "is_whole": False,
        "passage": marked(
            citation.quote, citation.quote_start, citation.marks, (citation.quote_start, citation.quote_end)
        ),
        "first": _source(citation),
        "other_count": event.article_count - 1,
        "date_rule": event.date_rule,
        "contradictions": found.contradictions,
    }


def _whole_story(found: Evidence, story: Mapping[str, Any], body: Body) -> dict[str, Any]:
    """All there is to say of an event, its article included."""
    event, citation = found.event, found.citations[0]
    quote = citation.quote_start, citation.quote_end
    start, end = min(body.start, quote[0]), max(body.end, quote[1])
    near = _fold(body.text, start, quote[0], is_before=True), _fold(body.text, quote[1], end, is_before=False)
    parts = ((start, near[0]), near, (near[1], end))
    before, passage, after = (marked(body.text[first:last], first, citation.marks, quote) for first, last in parts)
    others = [
        {
            **_source(other),
            "reported_by": other.reported_by,
            "passage": marked(other.quote, other.quote_start, other.marks, (other.quote_start, other.quote_end)),
        }
        for other in found.citations[1:]
    ]
    return {
        **story,
        "is_whole": True,
        "before": before,
        "passage": passage,
        "after": after,
        "reported_by": citation.reported_by,
        "when_words": _when(found),
        "chain": found.date_chain,
        "others": others[:MOST_OTHERS],
        "more_other_count": max(0, len(others) - MOST_OTHERS),
        "root": event.root.lower(),
        "cameo_code": event.cameo_code,
        "quad_class": event.quad_class,
        "intensity": event.intensity,
        "line": citation.line,
        "event_id": event.event_id,
    }


def _source(citation: Citation) -> dict[str, Any]:
    """The article of a citation, and the rule that coded it."""
    article = citation.article
    return {
        "href": words.linked(article.uri),
        "uri": article.uri,
        "label": article.label,
        "outlet": article.outlet,
        "author": article.author,
        "published": _published(article),
        "copy_of": article.duplicate_of and (article.duplicate_of_title or article.duplicate_of_uri),
        "rule": citation.rule.rule,
        "predicate": citation.rule.predicate,
        "confidence": round(100 * citation.confidence),
    }


def _published(article: Article) -> str:
    if article.published_start is None:
        return "undated"
    return f"published {words.days(article.published_start, article.published_end, article.published_precision)}"


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
    connection: duckdb.DuckDBPyConnection, found: Sequence[Evidence], stories: Sequence[Mapping[str, Any]], story: Any
) -> Iterator[tuple[int, str]]:
    """Each event with its whole article, by its place in the list; articles are fetched as they are asked for."""
    for start in range(0, len(found), ARTICLES_AT_ONCE):
        some = found[start : start + ARTICLES_AT_ONCE]
        bodies = _bodies(connection, {each.citations[0].article.article_id for each in some})
        for place, each in enumerate(some, start):
            body = bodies[each.citations[0].article.article_id]
            yield place, story(_whole_story(each, stories[place], body))


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
