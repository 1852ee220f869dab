"""How well and how fast dates are read: `python -m flows.bench.dates`.

Temporal expressions, dates of events and publication windows against the gold beside the checkout, beside dateparser on
a few of the same documents. Exits 1 where a bar is missed, 2 where the gold folder is absent.
"""

from __future__ import annotations

import importlib.util
import json
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl

from flows.bench.gold import lines_of, scorer_of, shared_folder
from flows.reader import load_reader
from flows.versions import ROOT
from transforms.article import publication
from transforms.reading.anchor import Anchored, Window, anchor
from transforms.reading.dating import claim_window, dating_expression, story_expression, tense_of
from transforms.reading.expression import Expression, find_expressions
from transforms.reading.page import read_page
from transforms.reading.public_record import DatedFact, Tenure, dated_facts, tenures
from transforms.reading.publication import Publication, infer_publication
from transforms.reading.read import READING_TABLES, rows_of
from transforms.reading.zone import DATE_LINE_ZONES, VOTING_ZONES
from warehouse.reference import load_reference

VALUE_BARS = {"wikinews": 0.80, "wikiwars": 0.83}
# Sentences of our own in the ways of agencies and newspapers; no rule was made with the held-out ones in sight.
NEWS = ROOT / "tests" / "transforms" / "reading" / "news"
OWN_BARS = {"newswire": 0.97, "newswire_held_out": 0.83}
SPEED_BAR = 20_000
REFERENCE_DOCUMENTS = 4
EXACT_BAR, COMPATIBLE_BAR = 0.70, 0.77
COVERED_BAR = 0.90
OBSERVED = date(2026, 1, 1)

Timexes = list[dict[str, Any]]


def day_window(day_text: str) -> Window:
    """The window of a day written as 2019-05-03."""
    day = date.fromisoformat(day_text)
    return Window(day, day, "day", "stated")


def read_dates(text: str, day_text: str) -> tuple[list[Expression], list[Anchored]]:
    """Expressions of a whole text and what they mean when it was published on that day."""
    expressions = find_expressions(text, [(0, len(text))])
    return expressions, anchor(expressions, day_window(day_text))


def our_timexes(text: str, day_text: str) -> Timexes:
    """Expressions and values as the scorer takes them."""
    return [
        {"start": found.start, "end": found.end, "type": found.type, "value": meant.value}
        for found, meant in zip(*read_dates(text, day_text), strict=True)
    ]


def dateparser_timexes(text: str, day_text: str) -> Timexes:
    """What dateparser finds: days only, the words looked up in the text again."""
    from dateparser.search import search_dates  # type: ignore[import-untyped]

    settings = {"RELATIVE_BASE": datetime.fromisoformat(day_text), "PREFER_DATES_FROM": "past"}
    found: Timexes = []
    after = 0
    for words, moment in search_dates(text, languages=["en"], settings=settings) or []:
        start = text.find(words, after)
        if start >= 0:
            after = start + len(words)
            found.append({"start": start, "end": after, "type": "DATE", "value": moment.date().isoformat()})
    return found


def timex_figures(
    folder: Path, name: str, tag: Callable[[str, str], Timexes], *, document_limit: int | None = None
) -> tuple[float, float, float]:
    """Value F1 over all expressions and over dates, and words a second of the process's own time."""
    scorer = scorer_of(folder, "score_timex")
    gold = dict(list(scorer.load(folder / "gold" / f"timex-{name}.jsonl").items())[:document_limit])
    started = time.process_time()
    found = {key: {"timexes": tag(document["text"], document["dct"])} for key, document in gold.items()}
    seconds = time.process_time() - started
    score = scorer.score(gold, found)
    words = sum(len(document["text"].split()) for document in gold.values())
    return score["ALL"]["value"]["f1"], score["DATE"]["value"]["f1"], words / max(seconds, 1e-9)


def reference_line(folder: Path, name: str) -> str:
    """A line on another tagger, run on the first documents alone since it is slow, beside ours on the same ones."""
    if importlib.util.find_spec("dateparser") is None:
        return "  no reference: dateparser is not installed"
    theirs, of_dates, speed = timex_figures(folder, name, dateparser_timexes, document_limit=REFERENCE_DOCUMENTS)
    ours, our_dates, _ = timex_figures(folder, name, our_timexes, document_limit=REFERENCE_DOCUMENTS)
    return (
        f"  on the first {REFERENCE_DOCUMENTS} documents: dateparser value F1 {theirs:.3f}, dates {of_dates:.3f}, "
        f"{speed:,.0f} words/s; ours {ours:.3f}, dates {our_dates:.3f}"
    )


def own_sentences(path: Path) -> Iterator[tuple[str, str, Timexes]]:
    """Day, sentence and true expressions of each line of a file of the tests, with {late Friday=1990-02-09} marked."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        day_text, _, marked = line.partition(" ")
        text, gold = "", []
        for piece in re.split(r"(\{[^{}]*\})", marked):
            words, is_marked, value = piece.strip("{}").partition("=") if piece.startswith("{") else (piece, "", "")
            if is_marked:
                gold.append({"start": len(text), "end": len(text) + len(words), "value": value})
            text += words
        yield day_text, text, gold


def own_figure(path: Path) -> tuple[int, float]:
    """How many expressions a file of own sentences marks, and the value F1 over them: a pair overlaps and agrees."""
    right = marked = read = 0
    for day_text, text, gold in own_sentences(path):
        found = our_timexes(text, day_text)
        marked, read = marked + len(gold), read + len(found)
        for true in gold:
            near = [each for each in found if each["start"] < true["end"] and true["start"] < each["end"]]
            right += any(each["value"] == true["value"] for each in near)
    return marked, 2 * right / (marked + read)


def search_speed(folder: Path) -> float:
    """Words a second of find_expressions alone, in the process's own time."""
    texts = [document["text"] for name in VALUE_BARS for document in lines_of(folder / "gold" / f"timex-{name}.jsonl")]
    started = time.process_time()
    for text in texts:
        find_expressions(text, [(0, len(text))])
    return sum(len(text.split()) for text in texts) / (time.process_time() - started)


def seed_expressions(folder: Path) -> tuple[int, int, list[str]]:
    """How many of the seeds' dated expressions have their value, of how many, and which have not."""
    right, wrong = 0, []
    for document in json.loads((folder / "gold" / "seed-articles.json").read_text(encoding="utf-8"))["docs"]:
        text = seed_text(folder, document)
        page = read_page(text)
        spans = [span for kind in VOTING_ZONES for span in page.spans(kind)]
        expressions = find_expressions(text, sorted(spans))
        first, last = gold_range(document)
        meant = anchor(expressions, Window(first, last, "range", "inferred"))
        for gold in document["expressions"]:
            if gold.get("optional"):
                continue
            values = [
                anchored.value
                for found, anchored in zip(expressions, meant, strict=True)
                if found.start < gold["end"] and gold["start"] < found.end
            ]
            if gold["value"] in values:
                right += 1
            else:
                wrong.append(f"{document['file'][:3]} {gold['text']!r}: {gold['value']}, read {values}")
    return right, right + len(wrong), wrong


def seed_text(folder: Path, document: dict[str, Any]) -> str:
    """A seed's text with its line breaks as they are."""
    return (folder / "seeds" / str(document["file"])).read_bytes().decode("utf-8")


def gold_range(document: dict[str, Any]) -> tuple[date, date]:
    """First and last day on which a seed can have been published."""
    first, _, last = document["publication_date"]["range"].partition("/")
    return date.fromisoformat(first), date.fromisoformat(last or first)


def event_date_figures(folder: Path) -> tuple[int, float, float]:
    """Event mentions with a known date, the share dated exactly, and the share whose date holds or is held by it."""
    outcomes = [
        outcome for document in lines_of(folder / "gold" / "event-dates-wikinews.jsonl") for outcome in dated(document)
    ]
    exact = sum(value == gold for value, gold in outcomes)
    compatible = sum(bool(value) and (value.startswith(gold) or gold.startswith(value)) for value, gold in outcomes)
    return len(outcomes), exact / len(outcomes), compatible / len(outcomes)


def dated(document: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The date given to each event mention of an article, and its true one. One sentence stands on each line."""
    text, published = document["text"], day_window(document["dct"])
    expressions, meant = read_dates(text, document["dct"])
    lines = [(match.start(), match.end()) for match in re.finditer(r".+", text)]
    story = story_expression(lines[2:], expressions)
    for event in document["events"]:
        gold = re.sub(r"(-XX)+$", "", event["instance_time"] or "XXXX")
        if gold == "XXXX":
            continue
        trigger = event["start"], event["end"]
        sentence = next(line for line in lines if line[0] <= trigger[0] <= line[1])
        tense = tense_of(text, trigger, sentence)
        index = dating_expression(text, trigger, sentence, expressions, tense=tense, story=story)
        expression, anchored = (None, None) if index is None else (expressions[index], meant[index])
        value = claim_window(sentence, expression, anchored, published, tense=tense).value or ""
        yield re.sub(r"(-XX)+$", "", value.partition("T")[0].partition("/")[0]), gold


def seed_publications(
    folder: Path, reference: Mapping[str, pl.DataFrame]
) -> Iterator[tuple[str, bool, dict[str, Any], Publication]]:
    """Each seed's file, whether its window lies inside the true one, the window, and what the seed alone gives.

    All seeds together, since one may date another.
    """
    documents = json.loads((folder / "gold" / "seed-articles.json").read_text(encoding="utf-8"))["docs"]
    reader = load_reader(reference)
    read: dict[str, list[dict[str, Any]]] = {name: [] for name in READING_TABLES}
    for document in documents:
        reading = reader.read(seed_text(folder, document))
        for name, rows in rows_of(document["file"], "text/plain", "utf-8", reading).items():
            read[name] += rows
    frames = {name: pl.LazyFrame(rows, schema=READING_TABLES[name]) for name, rows in read.items()}
    page = frames["read_page"].with_columns(
        pl.col("document_id").alias("article_id"),
        pl.col("document_id").alias("uri"),
        pl.lit(OBSERVED).cast(pl.Datetime).alias("observed_at"),
    )
    told = publication(page, frames["read_expression"], frames["read_claim"], reference, {}).collect()
    found = {row["article_id"]: row for row in told.iter_rows(named=True)}
    facts, held = dated_facts(reference), tenures(reference)
    for document in documents:
        row = found[document["file"]]
        first, last = gold_range(document)
        is_inside = (
            row["published_start"] is not None and first <= row["published_start"] <= row["published_end"] <= last
        )
        yield document["file"][:3], is_inside, row, alone(seed_text(folder, document), facts, held)


def alone(text: str, facts: tuple[DatedFact, ...], held: tuple[Tenure, ...]) -> Publication:
    """What a page says of its publication by itself."""
    page = read_page(text)
    spans = sorted(span for kind in VOTING_ZONES for span in page.spans(kind))
    return infer_publication(
        page.stated_dates,
        text=page.text,
        spans=spans,
        title=next(iter(page.spans("title")), None),
        date_lines=[span for zone in DATE_LINE_ZONES for span in page.spans(zone)],
        expressions=find_expressions(page.text, spans),
        facts=facts,
        held=held,
        observed=OBSERVED,
    )


def undated_publications(
    folder: Path, name: str, facts: tuple[DatedFact, ...], held: tuple[Tenure, ...], *, date_line: int | None
) -> tuple[int, int, int]:
    """Texts without their date line: how many, how many get a window, in how many the truth lies in it.

    `date_line` is the line to take out, from 0; None where the texts have none.
    """
    documents = lines_of(folder / "gold" / f"{name}.jsonl")
    given = covered = 0
    for document in documents:
        lines = document["text"].split("\n")
        text = "\n".join(line for place, line in enumerate(lines) if place != date_line)
        spans = [(0, len(text))]
        told = infer_publication(
            (),
            text=text,
            spans=spans,
            expressions=find_expressions(text, spans),
            facts=facts,
            held=held,
            observed=OBSERVED,
        )
        if told.start is not None and told.end is not None:
            given += 1
            covered += told.start <= date.fromisoformat(document["dct"]) <= told.end
    return len(documents), given, covered


def main() -> int:
    """Print all figures, with the bar of each; 0 when every bar is reached."""
    folder = shared_folder()
    if folder is None:
        print("no gold: set COMMUNIQUE_SHARED, or put the folder `shared` beside the checkout", file=sys.stderr)
        return 2
    missed = []

    def tell(what: str, figure: float, bar: float, note: str = "") -> None:
        is_met = figure >= bar
        print(f"{what:58} {figure:10.3f}  bar {bar:g}{'' if is_met else '  MISSED'}{note}")
        if not is_met:
            missed.append(what)

    for name, bar in VALUE_BARS.items():
        value, of_dates, speed = timex_figures(folder, name, our_timexes)
        tell(
            f"expressions, {name}: value F1",
            value,
            bar,
            f"  (dates {of_dates:.3f}; {speed:,.0f} words/s with anchoring)",
        )
        print(reference_line(folder, name))
    for name, bar in OWN_BARS.items():
        count, figure = own_figure(NEWS / f"{name}.txt")
        tell(f"{count} expressions of own sentences, {name}: value F1", figure, bar)
    tell("expressions: words a second of processor time", search_speed(folder), SPEED_BAR)
    right, total, wrong = seed_expressions(folder)
    tell("expressions of the seeds: share right", right / total, 1.0, "".join(f"\n  {line}" for line in wrong))
    count, exact, compatible = event_date_figures(folder)
    tell(f"dates of {count} event mentions: exact", exact, EXACT_BAR)
    tell("dates of event mentions: compatible", compatible, COMPATIBLE_BAR)
    reference = load_reference()
    facts, held = dated_facts(reference), tenures(reference)
    seeds = list(seed_publications(folder, reference))
    for name, is_inside, row, by_itself in seeds:
        window = f"{row['published_start']} to {row['published_end']} ({row['published_basis']})"
        notes = f"{len(row['published_conflicts'])} conflicts; by itself {by_itself.start} to {by_itself.end}"
        print(f"  {name} {window}, {notes}{'' if is_inside else '  OUTSIDE'}")
    inside = sum(is_inside for _, is_inside, _, _ in seeds) / len(seeds)
    tell("publication windows of the seeds: share inside the true one", inside, 1.0)
    for kind, name, date_line in (("articles", "event-dates-wikinews", 1), ("chronicles", "timex-wikiwars", None)):
        documents, given, covered = undated_publications(folder, name, facts, held, date_line=date_line)
        share = covered / given if given else 1.0
        tell(f"of {documents} undated {kind} {given} get a window: true", share, COVERED_BAR)
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
