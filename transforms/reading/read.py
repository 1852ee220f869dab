"""The whole reading of one document: its page, its dated expressions, whom it names, and who did what to whom."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import polars as pl

from transforms.reading.action import ActionFinder, Candidate, Claim
from transforms.reading.actor import ActorFinder, Mention
from transforms.reading.dating import dating_expression, is_motive, lies_behind, story_expression, tells_history
from transforms.reading.decode import Undecodable, decode
from transforms.reading.expression import Expression, find_expressions
from transforms.reading.page import Page, PageRefused, read_page_bounded
from transforms.reading.parse import Parser, Sentence, Span
from transforms.reading.selection import worth_parsing
from transforms.reading.sentence import sentences

# Where a date may stand that says something about the article; lists and footers may not vote.
DATED_ZONES = ("title", "date_line", "dateline", "body", "caption")
# An article is about what states do where so many of its sentences may hold a claim, and so many have sides to it.
SHARE_ON_TOPIC, SHARE_WITH_SIDES = 0.45, 0.3
# A shorter text is too short to have many.
FEWEST_SENTENCES = 4
READ, REFUSED = "read", "refused"
# So many texts' sentences are parsed at once: more is hardly faster, and takes memory.
READ_TOGETHER_COUNT = 50
# The verb's own tense, as dates see it: what had happened lies behind the story, a participle tells no time.
_DATING_TENSES = {"past perfect": "background", "participle": ""}

_SPAN = {"start": pl.UInt32, "end": pl.UInt32}
_ACTOR_FIELDS = {**_SPAN, "text": pl.String, "name": pl.String, "kind": pl.String, "country": pl.String}
_ACTOR = pl.Struct(_ACTOR_FIELDS)
READING_TABLES: Mapping[str, Mapping[str, Any]] = {
    "read_page": {
        "document_id": pl.String,
        "status": pl.String,
        "reason": pl.String,
        "encoding": pl.String,
        "media_type": pl.String,
        "text": pl.String,
        "title": pl.String,
        "outlet": pl.String,
        "author": pl.String,
        "editor": pl.String,
        "dateline_place": pl.String,
        "language": pl.String,
        "word_count": pl.UInt32,
        "body_start": pl.UInt32,
        "body_end": pl.UInt32,
        "zones": pl.List(pl.Struct({"kind": pl.String, **_SPAN, "language": pl.String})),
        "stated_dates": pl.List(
            pl.Struct(
                {
                    **_SPAN,
                    "text": pl.String,
                    "first_date": pl.Date,
                    "last_date": pl.Date,
                    "basis": pl.String,
                    "says": pl.String,
                }
            )
        ),
    },
    "read_expression": {
        "document_id": pl.String,
        **_SPAN,
        "text": pl.String,
        "type": pl.String,
        "symbol": pl.String,
        "rule": pl.String,
        "zone": pl.String,
    },
    "read_mention": {
        "document_id": pl.String,
        **_SPAN,
        "text": pl.String,
        "name": pl.String,
        "kind": pl.String,
        "country": pl.String,
        "title": pl.String,
        "rule": pl.String,
    },
    "read_claim": {
        "document_id": pl.String,
        "sentence_start": pl.UInt32,
        "sentence_end": pl.UInt32,
        "trigger_start": pl.UInt32,
        "trigger_end": pl.UInt32,
        "root": pl.String,
        "kind": pl.String,
        "cameo_code": pl.String,
        "sources": pl.List(_ACTOR),
        "targets": pl.List(_ACTOR),
        "expression_start": pl.UInt32,
        "tense": pl.String,
        "is_negated": pl.Boolean,
        "is_planned": pl.Boolean,
        "is_hypothetical": pl.Boolean,
        "reported_by": pl.String,
        "place": pl.String,
        "count": pl.UInt32,
        "confidence": pl.Float64,
        "rule": pl.String,
    },
}
Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class DatedClaim:
    """A claim, its tense as dates see it, and the index of the expression that dates it, if one does."""

    claim: Claim
    tense: str
    expression_index: int | None


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything the reader takes from one text.

    `candidates` are the predicates that were considered, with the reason why each of the losers makes no claim, where
    the reader explains.
    """

    page: Page
    expressions: Sequence[Expression]
    mentions: Sequence[Mention]
    claims: Sequence[DatedClaim]
    candidates: Sequence[Candidate] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """What is known of a text before it is parsed: which sentences tell something, and which of them are parsed."""

    page: Page
    expressions: Sequence[Expression]
    told: Sequence[Span] = ()
    parsed: Sequence[Span] = ()
    passed_over: Sequence[Span] = ()


class DocumentRefusedError(Exception):
    """The document cannot be read; the message says why and what to do."""


class Reader:
    """Reads documents with one set of reference data and one parser, both loaded once.

    One that explains keeps what lost in its readings.
    """

    def __init__(
        self, reference: Mapping[str, pl.DataFrame], pipeline: str | None = None, *, explains: bool = False
    ) -> None:
        self._explains = explains
        self._parser = Parser(pipeline)
        self._actors = ActorFinder(reference)
        self._actions = ActionFinder(reference)
        organization = reference["organization"]
        known = (reference["country_name"]["name"], organization["name"], organization["aliases"].drop_nulls())
        # The words of the names that need no introduction.
        self._well_known = frozenset(word for names in known for name in names for word in re.split("[| ]", name))

    def read(
        self,
        content: str,
        *,
        is_html: bool = False,
        is_plain: bool = False,
        uri: str = "",
        metadata: Mapping[str, str] | None = None,
    ) -> Reading:
        """Read one text or HTML page; `is_plain` means that all of it is the article's body.

        Raises DocumentRefusedError where the page cannot be read.
        """
        outline = self.outline(content, is_html=is_html, is_plain=is_plain, uri=uri, metadata=metadata or {})
        return self.complete([outline])[0]

    def read_document(
        self, data: bytes, media_type: str, uri: str, metadata: Mapping[str, str], *, is_plain: bool = False
    ) -> tuple[Reading, str]:
        """Read the bytes of a document; returns the reading and the encoding.

        Raises DocumentRefusedError where the bytes are no text, or the page cannot be read.
        """
        outline, encoding = self.outline_document(data, media_type, uri, metadata, is_plain=is_plain)
        return self.complete([outline])[0], encoding

    def outline(self, content: str, *, is_html: bool, is_plain: bool, uri: str, metadata: Mapping[str, str]) -> Outline:
        """The first half of a reading; `complete` is the second, and does many at once faster than one by one."""
        try:
            page = read_page_bounded(content, is_html=is_html, is_plain=is_plain, uri=uri, metadata=metadata)
        except PageRefused as refusal:
            raise DocumentRefusedError(str(refusal)) from refusal
        dated = sorted(span for kind in DATED_ZONES for span in page.spans(kind))
        expressions = find_expressions(page.text, dated)
        told = sentences(page.text, page.spans("body")) if page.language in (None, "en") else []
        holding = [span for span in told if self._actions.may_hold_claim(page.text, span)]
        if not holding:
            return Outline(page, expressions)
        # A caption makes no claim of its own, but often introduces who the article speaks of.
        spans = sorted(told + sentences(page.text, page.spans("caption")))
        sided = [span for span in holding if self._actions.may_have_sides(page.text, span)]
        if _is_on_topic(len(holding), len(sided), len(spans)):
            # Who acts may be just "he" or "the group" where an article is about what states do.
            telling = [span for span in told if self._actions.may_tell_act(page.text, span)]
        else:
            # Elsewhere "the agency" or "a court" alone hardly ever acts between states.
            telling = sided
        chosen = worth_parsing(page.text, spans, telling, self._well_known)
        return Outline(page, expressions, told, chosen, sorted(set(spans).difference(chosen)))

    def complete(self, outlines: Sequence[Outline]) -> list[Reading]:
        """The readings of outlined texts."""
        parsed = self._parser.parse_together([(outline.page.text, outline.parsed) for outline in outlines])
        return [self._reading(outline, found) for outline, found in zip(outlines, parsed, strict=True)]

    def _reading(self, outline: Outline, parsed: Sequence[Sentence]) -> Reading:
        page, expressions, told = outline.page, outline.expressions, outline.told
        if not parsed:
            return Reading(page, expressions, (), ())
        mentions = self._actors.mentions(page.text, parsed, outline.passed_over)
        # In a chronicle what is told without a date lies as far back as the rest, not just before publication.
        default_tense = "background" if tells_history(expressions) else ""
        story = story_expression(told, expressions)
        body = set(told)
        claims: list[DatedClaim] = []
        candidates: list[Candidate] = []
        for sentence in parsed:
            if (sentence.start, sentence.end) not in body:
                continue
            if self._explains:
                found, considered = self._actions.explain(page.text, sentence, mentions, self._actors)
                candidates += considered
            else:
                found = self._actions.claims(page.text, [sentence], mentions, self._actors)
            claims += [_dated(page.text, claim, mentions, expressions, story, default_tense) for claim in found]
        return Reading(page, expressions, mentions, claims, candidates)

    def outline_document(
        self, data: bytes, media_type: str, uri: str, metadata: Mapping[str, str], *, is_plain: bool = False
    ) -> tuple[Outline, str]:
        """The first half of reading the bytes of a document, and their encoding: see `read_document`."""
        try:
            decoded = decode(data)
        except Undecodable as refusal:
            raise DocumentRefusedError(str(refusal)) from refusal
        content, is_html = decoded.text, media_type == "text/html"
        if media_type == "application/json":
            record = json.loads(decoded.text)
            is_html = "html" in record
            content, is_plain = record["html" if is_html else "text"], is_plain or record.get("plain") is True
        outline = self.outline(content, is_html=is_html, is_plain=is_plain, uri=uri, metadata=metadata)
        return outline, decoded.encoding


def _is_on_topic(holding_count: int, sided_count: int, sentence_count: int) -> bool:
    """Whether an article is about what states do, by how many of its sentences may hold a claim, and have sides."""
    is_short = sentence_count < FEWEST_SENTENCES
    has_sides = is_short or sided_count >= SHARE_WITH_SIDES * sentence_count
    return has_sides and holding_count >= SHARE_ON_TOPIC * sentence_count


def rows_of(document_id: str, media_type: str, encoding: str, reading: Reading) -> Rows:
    """A reading as rows of READING_TABLES."""
    page = reading.page
    body = page.spans("body")
    return {
        "read_page": [
            {
                "document_id": document_id,
                "status": READ,
                "reason": None,
                "encoding": encoding,
                "media_type": media_type,
                "text": page.text,
                "title": page.title,
                "outlet": page.outlet,
                "author": page.author,
                "editor": page.editor,
                "dateline_place": page.dateline_place,
                "language": page.language,
                "word_count": sum(len(page.text[start:end].split()) for start, end in body),
                "body_start": body[0][0] if body else None,
                "body_end": body[-1][1] if body else None,
                "zones": [asdict(zone) for zone in page.zones],
                "stated_dates": [asdict(stated) for stated in page.stated_dates],
            }
        ],
        "read_expression": [
            {
                "document_id": document_id,
                **asdict(expression),
                "zone": zone_at(page, expression.start),
            }
            for expression in reading.expressions
        ],
        "read_mention": [
            {"document_id": document_id, **_fields(mention, READING_TABLES["read_mention"])}
            for mention in reading.mentions
        ],
        "read_claim": [
            {
                "document_id": document_id,
                **_fields(dated.claim, READING_TABLES["read_claim"]),
                "sources": [_fields(actor, _ACTOR_FIELDS) for actor in dated.claim.sources],
                "targets": [_fields(actor, _ACTOR_FIELDS) for actor in dated.claim.targets],
                "tense": dated.tense,
                "expression_start": None
                if dated.expression_index is None
                else reading.expressions[dated.expression_index].start,
            }
            for dated in reading.claims
        ],
    }


def zone_at(page: Page, offset: int) -> str:
    """The kind of zone that a character of the page's text lies in; clutter where it lies in none."""
    index = bisect_right(page.zones, offset, key=lambda zone: zone.start) - 1
    return page.zones[index].kind if index >= 0 and offset < page.zones[index].end else "clutter"


def refused_rows(document_id: str, media_type: str, reason: str) -> Rows:
    """The reading of a document that cannot be read: a page that says why."""
    return {"read_page": [{"document_id": document_id, "status": REFUSED, "reason": reason, "media_type": media_type}]}


def _fields(record: Any, names: Iterable[str]) -> dict[str, Any]:
    """Those of the record's fields that are named."""
    return {name: getattr(record, name) for name in names if hasattr(record, name)}


def _dated(
    text: str,
    claim: Claim,
    mentions: Sequence[Mention],
    expressions: Sequence[Expression],
    story: int | None,
    default_tense: str,
) -> DatedClaim:
    tense = _DATING_TENSES.get(claim.tense, claim.tense)
    trigger = claim.trigger_start, claim.trigger_end
    sentence = claim.sentence_start, claim.sentence_end
    if tense in ("past", ""):
        tense = "background" if lies_behind(text, trigger, sentence) else default_tense or tense
    is_noun = claim.tense == ""
    if is_noun and is_motive(text, trigger, claim.sentence_start):
        tense = "background"
    paragraph_start = text.rfind("\n", 0, claim.sentence_start) + 1
    told_before = [
        mention for mention in mentions if paragraph_start <= mention.start and mention.end <= claim.sentence_start
    ]
    known = {mention.name for mention in told_before} | {mention.country for mention in told_before} - {None}
    index = dating_expression(
        text,
        trigger,
        sentence,
        expressions,
        tense=tense,
        story=story,
        is_continued=any(actor.name in known or actor.country in known for actor in claim.sources),
        is_noun=is_noun,
        is_planned=claim.is_planned,
    )
    return DatedClaim(claim, tense, index)
