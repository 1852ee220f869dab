"""Puts the page together from the database, the charts and the templates."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
from markupsafe import Markup, escape

from warehouse import database, durable
from warehouse.home import Home
from warehouse.report import charts, lineage, words
from warehouse.report.content import Content, Matrix, Periods
from warehouse.report.events import EventList, event_list

if TYPE_CHECKING:
    import jinja2

TEMPLATES = Path(__file__).with_name("templates")
# Within so many bytes of its start a page names the release that it was made from.
HEAD_BYTES = 4096
MOST_ROWS = 200
PER_STEP = {"month": "a month", "quarter": "a quarter", "year": "a year", "decade": "a decade"}
ABOUT = {
    "publication_date": "When an article was published",
    "event_date": "When it happened",
    "polarity": "Whether it happened",
    "act_count": "How often it happened",
    "number": "How many it was done to",
    "actor": "Who did it",
    "attribution": "Who says so",
    "event": "Which event is meant",
}
ORIGINS = (("entry", "the ledger"), ("read_", "the readings"), ("reference_", "the reference data"))


@dataclass(frozen=True, slots=True)
class Page:
    """The page that was made: where it is, how large, and how many of the events are on it."""

    path: str
    byte_count: int
    event_count: int
    shown_count: int


def write_page(home: Home, path: Path | None = None) -> Page:
    """Make the page of the published release and write it, `<home>/report.html` unless told.

    Raises StorageError where nothing is published, by an older version of this code, or the disk fails.
    """
    path = path or home.report
    try:
        with database.connect(home) as connection:
            html, events = page(connection)
    except (duckdb.CatalogException, duckdb.BinderException) as error:
        remedy = "publish it anew with `communique build`"
        raise durable.StorageError(home.warehouse_database, f"is of another version: {error}", remedy) from error
    data = html.encode("utf-8", "replace")
    durable.create_folder(path.parent)
    durable.replace_file(path, data)
    return Page(str(path), len(data), events.event_count, events.shown_count)


def is_current(home: Home) -> bool:
    """Whether the page in the home folder is there and shows the release that the database shows."""
    if not home.report.exists():
        return False
    with database.connect(home) as connection:
        wanted = _made_from(Content(connection).release())
    with home.report.open("rb") as file:
        return f'content="{wanted}"'.encode() in file.read(HEAD_BYTES)


def page(connection: duckdb.DuckDBPyConnection) -> tuple[str, EventList]:
    """The page of an open warehouse as HTML, and what of its events is on it."""
    content = Content(connection)
    templates = environment()
    events = event_list(connection, content, templates)
    release = content.release()
    counts = content.counts()
    context = {
        "release": release,
        "made_from": _made_from(release),
        "counts": counts,
        "figures": _figures(counts),
        **_time(content),
        **_who_with_whom(content.matrix(), content),
        **_messages(content, events),
        "spans": events.spans,
        "articles": events.articles,
        "shown_words": events.says,
        "filter_countries": events.countries,
        "filter_kinds": events.kinds,
        **_conflicts(content, events),
        **_sources(content),
        **_checks(content),
        **_data(content),
        "quad_classes": charts.QUAD_CLASSES,
        "sections": SECTIONS,
        **_inlined("style", "page.css"),
        **_inlined("script", "page.js"),
    }
    return templates.get_template("page.html").render(context), events


SECTIONS = (
    ("timeline", "Timeline"),
    ("matrix", "Who with whom"),
    ("tone", "Tone"),
    ("messages", "Messages"),
    ("events", "Events"),
    ("conflicts", "Contradictions"),
    ("sources", "Sources"),
    ("checks", "Checks"),
    ("data", "Data"),
)


def environment() -> jinja2.Environment:
    """Templates in which whatever is printed is first made safe and visible."""
    import jinja2

    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_printed,
    )
    made.filters |= {
        "attribute": lambda value: Markup(escape(value)),
        "day": words.day,
        "number": words.number,
        "signed": lambda value: "–" if value is None else f"{value:+.1f}".replace("-", "−"),
        "window": _window,
        "published_span": _published_span,
        "origins": _origins,
        "sql_type": _sql_type,
    }
    return made


def _printed(value: Any) -> Any:
    return value if isinstance(value, Markup) else words.shown(str(value))


def _window(row: Mapping[str, Any]) -> str:
    return words.days(row["start_date"], row["end_date"], row["date_precision"], row.get("date_basis", ""))


def _published_span(row: Mapping[str, Any]) -> str:
    first, last = row["first_published_date"], row["last_published_date"]
    if first is None or last is None:
        return "unknown"
    return words.day(first) if first == last else f"{words.day(first)} – {words.day(last)}"


def _origins(names: list[str]) -> str:
    """Where a table's inputs come from that are no tables."""
    return words.listed([told for start, told in ORIGINS if any(name.startswith(start) for name in names)])


def _sql_type(name: str) -> str:
    """A DuckDB type in short: what a struct holds is said by its meaning."""
    return "struct[]" if name.startswith("STRUCT") and name.endswith("[]") else name.partition("(")[0].lower()


def _made_from(release: Mapping[str, Any]) -> str:
    return f"{release['release_no']} {release['snapshot']}"


def _figures(counts: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The figures below the headline, each with its name."""
    told = [
        ("event", "events", counts["event_count"]),
        ("article", "articles", counts["article_count"]),
        ("outlet", "outlets", counts["outlet_count"]),
        ("sentence cited", "sentences cited", counts["citation_count"]),
        ("actor named", "actors named", counts["entity_count"]),
        ("contradiction", "contradictions", counts["conflict_count"]),
    ]
    return [(f"{count:,}", one if count == 1 else many) for one, many, count in told if count or one != "outlet"]


def _time(content: Content) -> dict[str, Any]:
    """The charts over time and their tables."""
    periods = content.periods()
    rows = content.timeline(periods)
    placed = [row for row in rows if row["period"] is not None and row["quad_class"] in charts.QUAD_CLASSES]
    context: dict[str, Any] = {
        "periods": periods,
        "per_step": PER_STEP[periods.step],
        "unplaced_count": sum(row["event_count"] for row in rows if row["period"] is None),
        "timeline": None,
        "timeline_table": [],
        "tone": None,
        "tone_table": [],
    }
    if not placed:
        return context
    toned = _tones(placed, periods)
    title = f"Events {PER_STEP[periods.step]}, {periods.names[0]} to {periods.names[-1]}"
    most = max(toned, key=lambda row: row["event_count"])
    peak = f"Most events, {most['event_count']:,}, fall in {most['period']}."
    ranked = [{**row, "rank": charts.QUAD_CLASSES.index(row["quad_class"])} for row in placed]
    context["timeline"] = charts.timeline(ranked, periods.names, periods.ticks, title=title, says=peak)
    context["tone_table"] = toned
    context["timeline_table"] = _by_class(placed, periods)
    if len(toned) < 2:
        return context
    warm, cold = (choose(toned, key=lambda row: row["intensity"]) for choose in (max, min))
    context["tone"] = charts.tone(
        toned,
        periods.names,
        periods.ticks,
        title=f"Mean intensity {PER_STEP[periods.step]}, {periods.names[0]} to {periods.names[-1]}",
        says=f"Friendliest in {warm['period']} ({warm['intensity']:+.1f}), least so in {cold['period']} "
        f"({cold['intensity']:+.1f}).",
    )
    return context


def _tones(placed: list[dict[str, Any]], periods: Periods) -> list[dict[str, Any]]:
    """The mean intensity of each period that has events."""
    sums: dict[str, list[float]] = {}
    for row in placed:
        total = sums.setdefault(row["period"], [0, 0.0])
        total[0] += row["event_count"]
        total[1] += row["event_count"] * (row["intensity"] or 0.0)
    order = {name: place for place, name in enumerate(periods.names)}
    return [
        {
            "period": period,
            "event_count": int(count),
            "intensity": round(total / count, 2),
            "tone": charts.tone_step(total / count),
        }
        for period, (count, total) in sorted(sums.items(), key=lambda item: order[item[0]])
    ]


def _by_class(placed: list[dict[str, Any]], periods: Periods) -> list[dict[str, Any]]:
    """The timeline as a table: a row a period that has events, a count a class."""
    counts = {(row["period"], row["quad_class"]): row["event_count"] for row in placed}
    with_events = {row["period"] for row in placed}
    return [
        {"period": period, "counts": [counts.get((period, name), 0) for name in charts.QUAD_CLASSES]}
        for period in periods.names
        if period in with_events
    ]


def _who_with_whom(matrix: Matrix, content: Content) -> dict[str, Any]:
    context: dict[str, Any] = {"matrix": None, "matrix_table": [], "rest_count": matrix.rest_count}
    meeting = sorted(
        (row for row in matrix.rows if row["event_count"]),
        key=lambda row: (-row["event_count"], row["source"], row["target"]),
    )
    if not meeting:
        return context
    names = {code: content.country(code) for code in matrix.countries} | {"other": "other countries"}
    table = [{**row, "source": names[row["source"]], "target": names[row["target"]]} for row in meeting]
    first = table[0]
    return context | {
        "matrix": charts.matrix(
            matrix.rows,
            matrix.countries,
            matrix.labels,
            title="Events between countries: who acts, towards whom",
            says=f"Most often {first['source']} acts towards {first['target']}: {first['event_count']:,} events.",
        ),
        "matrix_table": table,
        "matrix_codes": [(code, content.country(code)) for code in matrix.labels if code != "other"],
        "matrix_countries": len(matrix.labels) - bool(matrix.rest_count),
    }


def _messages(content: Content, events: EventList) -> dict[str, Any]:
    pairs, pair_count = content.correspondents()
    for pair in pairs:
        for message in pair["messages"]:
            message["anchor"] = events.anchors.get(message["event_id"])
    return {"correspondents": pairs, "correspondent_count": pair_count}


def _conflicts(content: Content, events: EventList) -> dict[str, Any]:
    told = [
        {
            **row,
            "about_words": ABOUT.get(row["about"], row["about"]),
            "anchor": events.anchors.get(row["subject_id"]),
        }
        for row in content.conflicts()
    ]
    return {"conflicts": told}


def _sources(content: Content) -> dict[str, Any]:
    sources, freshness = content.sources(), content.freshness()
    return {
        "sources": sources[:MOST_ROWS],
        "more_source_count": max(0, len(sources) - MOST_ROWS),
        "freshness": freshness[:MOST_ROWS],
        "more_host_count": max(0, len(freshness) - MOST_ROWS),
    }


def _checks(content: Content) -> dict[str, Any]:
    rules = [{**row, "fact": words.fact(row["rule"])} for row in content.rules()]
    return {
        "rules": rules,
        "unmet": [row for row in rules if row["broken_tables"]],
        "rule_count": sum(len(row["tables"]) for row in rules),
    }


def _data(content: Content) -> dict[str, Any]:
    tables = content.dictionary()
    made = {
        row["table_name"]: set(row["inputs"])
        for row in tables
        if row["kind"] == "table" and row["origins"] + row["inputs"]
    }
    return {"dictionary": tables, "lineage": lineage.graph(made)}


@cache
def _file(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8").strip()


def _inlined(name: str, file_name: str) -> dict[str, Any]:
    """A file for the page itself, and the hash by which its policy lets it in."""
    text = _file(file_name)
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return {name: Markup(text), f"{name}_hash": Markup(f"sha256-{digest}")}
