"""What the reader takes from texts that are given to it directly: as JSON lines, or told to a person."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BufferedIOBase
from pathlib import Path
from typing import Any

import polars as pl

from flows.output import aligned, print_json, say, tell
from flows.prose import listed, marked
from flows.reader import load_reader
from transforms.reading.actor import Mention
from transforms.reading.anchor import Anchored, Window, anchor
from transforms.reading.dating import ClaimDate, claim_window
from transforms.reading.public_record import dated_facts, tenures
from transforms.reading.publication import Publication, infer_publication
from transforms.reading.read import READ_TOGETHER_COUNT, DocumentRefusedError, Outline, Reading, zone_at
from transforms.reading.zone import DATE_LINE_ZONES, VOTING_ZONES
from warehouse.evidence import Mark, Role, days_in_words
from warehouse.reference import load_reference
from warehouse.source import Refusal, Sighting, sightings

# So many bytes are asked for at once, of which as many come as there are.
ASKED_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Dated:
    """A reading with its dates anchored at the publication that the text itself gives."""

    reading: Reading
    publication: Publication
    anchored: Sequence[Anchored]
    claim_dates: Sequence[ClaimDate]


class SingleReader:
    """Reads texts each on its own: what other articles say does not count."""

    def __init__(self, *, explains: bool) -> None:
        reference: Mapping[str, pl.DataFrame] = load_reference()
        self._reader = load_reader(reference, explains=explains)
        self._facts, self._held = dated_facts(reference), tenures(reference)

    def outline(self, text: str, *, is_html: bool, is_plain: bool, uri: str, metadata: Mapping[str, str]) -> Outline:
        """The first half of reading one text. Raises DocumentRefusedError."""
        return self._reader.outline(text, is_html=is_html, is_plain=is_plain, uri=uri, metadata=metadata)

    def complete(self, outlines: Sequence[Outline]) -> list[Dated]:
        """Read outlined texts to the end, many at once faster than one by one, and date what each tells."""
        return [self._dated(reading) for reading in self._reader.complete(outlines)]

    def read_document(self, sight: Sighting, metadata: Mapping[str, str], *, is_plain: bool) -> Dated:
        """Read a document and date what it tells. Raises DocumentRefusedError."""
        told = {**sight.metadata, **metadata}
        reading, _ = self._reader.read_document(sight.data, sight.media_type, sight.uri, told, is_plain=is_plain)
        return self._dated(reading)

    def _dated(self, reading: Reading) -> Dated:
        page, expressions = reading.page, reading.expressions
        publication = infer_publication(
            page.stated_dates,
            text=page.text,
            spans=sorted(span for zone in VOTING_ZONES for span in page.spans(zone)),
            title=next(iter(page.spans("title")), None),
            date_lines=[span for zone in DATE_LINE_ZONES for span in page.spans(zone)],
            expressions=[each for each in expressions if zone_at(page, each.start) in VOTING_ZONES],
            facts=self._facts,
            held=self._held,
            observed=datetime.now(UTC).date(),
        )
        published = publication.window
        anchored = anchor(expressions, published)
        return Dated(
            reading,
            publication,
            anchored,
            [
                claim_window(
                    (each.claim.sentence_start, each.claim.sentence_end),
                    None if each.expression_index is None else expressions[each.expression_index],
                    None if each.expression_index is None else anchored[each.expression_index],
                    published,
                    tense=each.tense,
                    is_planned=each.claim.is_planned,
                )
                for each in reading.claims
            ],
        )


def read_lines(stream: BufferedIOBase) -> bool:
    """Read records, one JSON object a line, and print one reading a line; returns whether all could be read."""
    reader = SingleReader(explains=False)
    line_count = refused_count = 0
    for lines in _lines_as_they_come(stream):
        outlines: list[Outline] = []
        ids: list[Any] = []
        for number, line in lines:
            if not line.strip():
                continue
            line_count += 1
            try:
                record = _record(line)
                outlines.append(
                    reader.outline(
                        record.get("html") or record.get("text") or "",
                        is_html="html" in record,
                        is_plain=record.get("plain") is True,
                        uri=str(record.get("uri") or record.get("url") or ""),
                        metadata={"published": str(record["published"])} if record.get("published") else {},
                    )
                )
                ids.append(record.get("id", number))
            except (ValueError, DocumentRefusedError) as refusal:
                refused_count += 1
                say(f"line {number} is left out: {refusal}")
        for record_id, dated in zip(ids, reader.complete(outlines), strict=True):
            print_json({"id": record_id, **as_json(dated)})
    if refused_count:
        say(f"left out: {refused_count:,} of {line_count:,} lines")
    return not refused_count


def _lines_as_they_come(stream: BufferedIOBase) -> Iterator[list[tuple[int, bytes]]]:
    """The numbered lines that have arrived, some of them at once: whoever writes one line and waits is answered."""
    begun: list[bytes] = []
    line_count = 0
    while arrived := stream.read1(ASKED_BYTES):
        begun.append(arrived)
        if b"\n" in arrived:
            *lines, rest = b"".join(begun).split(b"\n")
            begun = [rest]
            for at in range(0, len(lines), READ_TOGETHER_COUNT):
                yield list(enumerate(lines[at : at + READ_TOGETHER_COUNT], start=line_count + at + 1))
            line_count += len(lines)
    yield [(line_count + 1, b"".join(begun))]


def _record(line: bytes) -> dict[str, Any]:
    """Raises ValueError where the line is no record."""
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"it is not JSON at column {error.colno} ({error.msg})") from None
    except (UnicodeDecodeError, RecursionError) as error:
        raise ValueError(f"it is not JSON that can be read ({error})") from None
    if not isinstance(record, dict) or not any(isinstance(record.get(name), str) for name in ("text", "html")):
        raise ValueError('it is not an object with "text" or "html" as a string')
    return record


def read_files(files: Sequence[Path], *, published: date | None, is_plain: bool, is_json: bool) -> bool:
    """Read files and print each reading; returns whether all could be read."""
    reader = SingleReader(explains=not is_json)
    metadata = {"published": published.isoformat()} if published else {}
    is_all_read = True
    for seen in sightings(files):
        try:
            if isinstance(seen, Refusal):
                raise DocumentRefusedError(f"{seen.message}; {seen.remedy}")
            dated = reader.read_document(seen, metadata, is_plain=is_plain)
        except DocumentRefusedError as refusal:
            is_all_read = False
            say(f"{seen.uri}: {refusal}")
            continue
        if is_json:
            print_json({"id": seen.uri, **as_json(dated)})
        else:
            tell_reading(seen.uri, dated)
    return is_all_read


def as_json(dated: Dated) -> dict[str, Any]:
    """A reading as a JSON object; offsets count characters of the page's text."""
    page, publication = dated.reading.page, dated.publication
    return {
        "article": {
            "title": page.title,
            "outlet": page.outlet,
            "author": page.author,
            "editor": page.editor,
            "dateline": page.dateline_place,
            "language": page.language,
            "published": {
                "start": _iso(publication.start),
                "end": _iso(publication.end),
                "precision": publication.precision,
                "basis": publication.basis,
                "evidence": [
                    {"start": each.start, "end": each.end, "text": each.text, "says": each.says}
                    for each in publication.evidence
                ],
            },
            "body": [{"start": start, "end": end} for start, end in page.body_runs()],
        },
        "dates": [
            {
                "start": expression.start,
                "end": expression.end,
                "text": expression.text,
                "type": expression.type,
                "value": anchored.value,
                "window": _days(anchored.window),
                "rule": anchored.rule,
            }
            for expression, anchored in zip(dated.reading.expressions, dated.anchored, strict=True)
        ],
        "mentions": [
            {
                "start": mention.start,
                "end": mention.end,
                "text": mention.text,
                "name": mention.name,
                "kind": mention.kind,
                "country": mention.country,
            }
            for mention in dated.reading.mentions
        ],
        "claims": [
            {
                "start": claim.sentence_start,
                "end": claim.sentence_end,
                "quote": page.text[claim.sentence_start : claim.sentence_end],
                "source": [_actor(actor) for actor in claim.sources],
                "target": [_actor(actor) for actor in claim.targets],
                "root": claim.root,
                "kind": claim.kind,
                "cameo": claim.cameo_code,
                "window": _days(claim_date.window),
                "precision": claim_date.window.precision if claim_date.window else "unknown",
                "negated": claim.is_negated,
                "planned": claim.is_planned,
                "hypothetical": claim.is_hypothetical,
                "reported_by": claim.reported_by,
                "rule": claim.rule,
            }
            for claim, claim_date in zip((each.claim for each in dated.reading.claims), dated.claim_dates, strict=True)
        ],
    }


def _actor(mention: Mention) -> dict[str, Any]:
    return {
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "name": mention.name,
        "country": mention.country,
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _days(window: Window | None) -> list[str] | None:
    return None if window is None else [window.start.isoformat(), window.end.isoformat()]


def tell_reading(uri: str, dated: Dated) -> None:
    """Print a reading for a person: the page, its dates, and each claim with how it came about."""
    page, publication = dated.reading.page, dated.publication
    tell(f"# {page.title or 'without a title'}")
    tell(uri)
    for name, value in (
        ("outlet", page.outlet),
        ("author", page.author),
        ("editor", page.editor),
        ("dateline", page.dateline_place),
        ("language", page.language),
    ):
        if value:
            tell(f"{name:<10} {value}")
    tell(f"{'published':<10} {_told(publication.window)} ({publication.basis})")
    for evidence in publication.evidence:
        tell(f"{'':<10} “{evidence.text}”: {evidence.says}")
    for conflict in publication.conflicts:
        tell(f"{'':<10} contradicted: {conflict.explanation}")
    if dated.reading.expressions:
        tell("\n## Dates\n")
        rows = [
            (expression.text, expression.type, anchored.value, _told(anchored.window), anchored.rule)
            for expression, anchored in zip(dated.reading.expressions, dated.anchored, strict=True)
        ]
        print("\n".join(aligned(["text", "type", "value", "days", "rule"], rows)))
    tell("\n## Claims")
    if not dated.reading.claims:
        tell("\nnone")
    for number, (each, claim_date) in enumerate(zip(dated.reading.claims, dated.claim_dates, strict=True)):
        claim = each.claim
        tell(f"\n{_names(claim.sources)} → {claim.kind} → {_names(claim.targets)}   [{claim.root} {claim.cameo_code}]")
        quote = page.text[claim.sentence_start : claim.sentence_end]
        print(marked(quote, claim.sentence_start, _marks(dated, number), "  "))
        words = [
            word
            for word, is_so in (
                ("negated", claim.is_negated),
                ("planned", claim.is_planned),
                ("hypothetical", claim.is_hypothetical),
            )
            if is_so
        ]
        words += [f"reported by {claim.reported_by}"] if claim.reported_by else []
        words += [f"in {claim.place}"] if claim.place else []
        words += [f"{claim.count} times"] if claim.count and claim.count > 1 else []
        tell(f"  when: {_told(claim_date.window)}: {claim_date.rule}" + (f"; {', '.join(words)}" if words else ""))
        tell(f"  rule: {claim.rule}, on “{page.text[claim.trigger_start : claim.trigger_end]}”")
        if claim.arcs:
            tell(f"  arcs: {', '.join(claim.arcs)}")
    _tell_dropped(dated.reading)
    tell()


def _tell_dropped(reading: Reading) -> None:
    """The predicates that fit and make no claim all the same, and how many patterns of each word did not fit."""
    dropped: dict[str, list[str]] = {}
    unfit_count: dict[str, int] = {}
    for candidate in reading.candidates:
        word = reading.page.text[candidate.trigger_start : candidate.trigger_end]
        if candidate.reason.startswith("needs "):
            unfit_count[word] = unfit_count.get(word, 0) + 1
        elif candidate.reason:
            dropped.setdefault(word, []).append(f"{candidate.rule}: {candidate.reason}")
    if not dropped and not unfit_count:
        return
    tell("\n## Considered and dropped\n")
    for word, reasons in dropped.items():
        tell(f"“{word}”  {'; '.join(dict.fromkeys(reasons))}")
    if unfit_count:
        told = ", ".join(f"“{word}” {count}" for word, count in unfit_count.items())
        tell(f"Patterns whose conditions are not met: {told}")


def _marks(dated: Dated, number: int) -> list[Mark]:
    """The words that say who did what to whom, and when, in the sentence of a claim."""
    read = dated.reading.claims[number]
    claim, index = read.claim, read.expression_index
    sides: tuple[tuple[Role, Sequence[Mention]], ...] = (("source", claim.sources), ("target", claim.targets))
    marks = [Mark(actor.start, actor.end, role, actor.text, actor.name) for role, actors in sides for actor in actors]
    trigger = dated.reading.page.text[claim.trigger_start : claim.trigger_end]
    marks.append(Mark(claim.trigger_start, claim.trigger_end, "trigger", trigger, claim.kind))
    window = dated.claim_dates[number].window
    if index is not None and window is not None and window.basis != "publication":
        said = dated.reading.expressions[index]
        marks.append(Mark(said.start, said.end, "date", said.text, dated.anchored[index].value or ""))
    return marks


def _told(window: Window | None) -> str:
    return days_in_words(window.start, window.end) if window else "unknown"


def _names(mentions: Sequence[Mention]) -> str:
    return listed([f"{each.name} ({each.country})" if each.country else each.name for each in mentions], "?")
