"""The retold articles tell what their originals tell: held against each other table by table, and against a key."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl
import pytest
from texts import tables_of

from warehouse.reference import load_reference

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("COMMUNIQUE_SHARED", ROOT.parent / "shared"))
ORIGINALS, KEY = SHARED / "seeds", SHARED / "gold" / "seed-events.json"
Tables = dict[str, pl.DataFrame]


class Told(NamedTuple):
    """An event as the comparison sees it: which articles tell it, what was done, by whom to whom, and when."""

    articles: str
    act: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    start_date: date | None
    end_date: date | None
    is_planned: bool
    is_negated: bool
    act_count: int | None


def tables(folder: Path) -> Tables:
    return tables_of({path.name[:3]: path.read_bytes().decode("utf-8") for path in sorted(folder.glob("*.txt"))})


@pytest.fixture(scope="module")
def retold() -> Tables:
    return tables(ROOT / "seeds" / "articles")


@pytest.fixture(scope="module")
def original() -> Tables:
    if not ORIGINALS.is_dir():
        pytest.skip("the original articles are not here: COMMUNIQUE_SHARED names the folder that holds seeds/")
    return tables(ORIGINALS)


def told(made: Tables) -> dict[Told, str]:
    """The events of the tables, words for one act being one, each with its category."""
    act_of = dict(load_reference()["same_act"].select("kind", "act").iter_rows())
    telling = (
        made["citation"]
        .join(made["article"].select("article_id", "uri"), on="article_id")
        .group_by("event_id")
        .agg(pl.col("uri").unique().sort().str.join(",").alias("articles"))
    )
    events = {}
    for event in made["event"].join(telling, on="event_id").iter_rows(named=True):
        sides = tuple(event["source_names"]), tuple(event["target_names"])
        window = event["start_date"], event["end_date"]
        is_fact = event["is_planned"], event["is_negated"]
        act = act_of.get(event["kind"], event["kind"])
        events[Told(event["articles"], act, *sides, *window, *is_fact, event["act_count"])] = event["root"]
    return events


def test_both_tell_the_same_events_of_the_same_actors_on_the_same_days(original: Tables, retold: Tables) -> None:
    ours, theirs = set(told(retold)), set(told(original))
    assert not theirs - ours, "events that the retold articles have lost"
    assert not ours - theirs, "events that the originals do not tell"


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("article", ["published_start", "published_end", "published_precision", "published_basis", "language"]),
        ("article", ["dateline_place", "duplicate_of"]),
        ("document", ["status", "media_type", "version_no"]),
    ],
)
def test_both_are_alike_article_by_article(original: Tables, retold: Tables, table: str, columns: list[str]) -> None:
    assert retold[table].sort("uri").select("uri", *columns).equals(original[table].sort("uri").select("uri", *columns))


def test_both_name_the_same_known_entities_who_act(original: Tables, retold: Tables) -> None:
    def acting(made: Tables) -> set[tuple[str, ...]]:
        ids = pl.concat([made["event"]["source_ids"].explode(), made["event"]["target_ids"].explode()])
        known = made["entity"].filter(pl.col("entity_id").is_in(ids.implode()), pl.col("country").is_not_null())
        return set(known.select("entity_id", "kind", "name", "country", "wikidata_id").iter_rows())

    assert acting(retold) == acting(original)


def test_both_have_the_same_offices_of_record(original: Tables, retold: Tables) -> None:
    def held(made: Tables) -> set[tuple[object, ...]]:
        return set(made["tenure"].filter(pl.col("basis") == "reference").iter_rows())

    assert held(retold) == held(original)


def test_both_contradict_themselves_alike(original: Tables, retold: Tables) -> None:
    def contradictions(made: Tables) -> list[tuple[str, ...]]:
        named = made["conflict"].join(made["article"].select("article_id", "uri"), on="article_id")
        return sorted(named.select("about", "uri", "explanation").iter_rows())

    assert contradictions(retold) == contradictions(original) != []


def key() -> list[dict[str, Any]]:
    """What the five articles state, by hand; nothing where it is not at hand."""
    return json.loads(KEY.read_text(encoding="utf-8"))["events"] if KEY.is_file() else []


@pytest.mark.skipif(not key(), reason="the key is not here: COMMUNIQUE_SHARED names the folder that holds gold/")
@pytest.mark.parametrize("wanted", [event for event in key() if not event.get("optional")], ids=lambda e: e["event"])
def test_the_retold_articles_reach_the_key(retold: Tables, wanted: dict[str, Any]) -> None:
    articles = ",".join(sorted({cited["document"] for cited in wanted["citations"]}))
    sides = [{name for name, _ in wanted[side]} for side in ("source", "target")]
    first, last = (date.fromisoformat(wanted[end]) for end in ("start", "end"))
    found = [
        event
        for event, root in told(retold).items()
        if event.articles == articles
        and root in (wanted["root"], *wanted.get("also_root", ()))
        and (sides[0] == set(event.sources) or (wanted.get("reciprocal") and sides[0] == set(event.targets)))
        and sides[1] <= {*event.sources, *event.targets}
        and event.start_date is not None
        and event.end_date is not None
        and event.start_date <= last
        and first <= event.end_date
    ]
    assert any(wanted.get("count") in (None, event.act_count) for event in found)
