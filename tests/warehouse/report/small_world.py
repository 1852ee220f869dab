"""A small warehouse with everything on its page: who met, wrote, planned and attacked, and a hostile article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
from frames import World, actor

from transforms.tables import TABLES
from warehouse import database, snapshot
from warehouse.catalog import Meaning
from warehouse.home import Home

MEANINGS = [
    Meaning(
        table.name,
        table.grain,
        {name: column.meaning for name, column in table.columns.items()},
        key=table.key,
        inputs=table.inputs,
    )
    for table in TABLES
]
RULES = [
    {"table": "event", "rule": "EveryEventCitesASource", "severity": "critical", "is_met": True, "failing_count": 0},
    {"table": "source", "rule": "NoSourceIsSilent", "severity": "warning", "is_met": False, "failing_count": 1},
]
ANA, BO, CYD = actor("Ana Mör", "NOR"), actor("Bo Li", "CHN"), actor("Cyd Ro", "PER")
NEWS_DAY = date(2021, 5, 20)
# A right-to-left override, a zero-width space, a Cyrillic А that looks Latin, and what spreadsheets and browsers run.
HOSTILE = actor("Аna \u202erM\u200bör <img src=x onerror=alert(1)>", "PER")
HOSTILE_KIND = '"><svg onload=alert(2)>'
HOSTILE_TITLE = "</title><script>document.title='owned'</script> =cmd|' /C calc'!A0 {{ 7*7 }}"
HOSTILE_TEXT = (
    f"<script>alert(3)</script> & \u2066{HOSTILE['name']}\u2069 met Bo Li on 9 May 2021. </blockquote></html>"
)


def tell(
    world: World,
    uri: str,
    text: str,
    sentence: str,
    did: str,
    who: dict[str, Any],
    whom: dict[str, Any],
    *,
    kind: str = "meet",
    title: str | None = "Talks",
    **changes: Any,
) -> None:
    """An article that says in one of its sentences who did what to whom; `did` is the word that says what."""
    start = text.index(sentence)

    def placed(named: Mapping[str, Any]) -> dict[str, Any]:
        first = start + sentence.index(named["name"])
        return {**named, "start": first, "end": first + len(named["name"])}

    trigger = start + sentence.index(did)
    document_id = world.observe(uri, text, published=NEWS_DAY, title=title)
    places = {"trigger_start": trigger, "trigger_end": trigger + len(did), "rule": "test"}
    world.claim(document_id, kind, [placed(who)], [placed(whom)], sentence=sentence, **places | changes)


def world_of_everything() -> World:
    """Events of all standings, told once and twice, disputed, undated, of long ago, and by a hostile article."""
    world = World()
    before, after = "The weather was mild. " * 30, " Talks went on for hours." * 30
    met = "Ana Mör met Bo Li in April."
    tell(world, "https://news.example/talks", f"{before}{met}{after}", met, "met", ANA, BO)
    tell(world, "https://other.example/talks", f"Café 🇳🇴. {met}", met, "met", ANA, BO, title="Again")
    denied = "Ana Mör never met Bo Li in April."
    tell(world, "file:///folder/denied.txt", denied, denied, "met", ANA, BO, title=None, is_negated=True)
    wrote = "Cyd Ro wrote to Ana Mör on 3 May 2021."
    tell(world, "https://news.example/letter", wrote, wrote, "wrote", CYD, ANA, kind="send message")
    answered = "Ana Mör wrote back to Cyd Ro on 9 May 2021."
    tell(world, "https://news.example/answer", answered, answered, "wrote", ANA, CYD, kind="send message")
    will = "Bo Li will visit Cyd Ro in June."
    tell(
        world, "https://news.example/plan", will, will, "visit", BO, CYD, kind="visit", is_planned=True, tense="future"
    )
    old = "Norway attacked Peru in March 1905."
    tell(
        world,
        "https://news.example/old",
        old,
        old,
        "attacked",
        actor("Norway", "NOR", "country"),
        actor("Peru", "PER", "country"),
        kind="attack",
    )
    name = HOSTILE["name"]
    sentence = f"{name}\u2069 met Bo Li on 9 May 2021."
    tell(
        *(world, "javascript:alert(4)", HOSTILE_TEXT, sentence, "met", HOSTILE, BO),
        kind=HOSTILE_KIND,
        title=HOSTILE_TITLE,
        rule="<rule>",
    )
    return world


def publish(tables: Mapping[str, pl.DataFrame], folder: Path, rules: Sequence[Mapping[str, Any]] = RULES) -> Home:
    """A home whose last release has these tables."""
    home = Home(folder)
    staged = snapshot.stage(home)
    for name, frame in tables.items():
        snapshot.write_table(staged, name, frame)
    release = snapshot.publish(home, staged, ledger_seq=1, ledger_hash="", versions={}, rules=rules)
    assert release is not None
    database.publish_database(home, release, MEANINGS)
    return home
