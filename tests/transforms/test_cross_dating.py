from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest
from frames import World, actor
from hypothesis import given, settings
from hypothesis import strategies as st

ANA, BO = actor("Ana Mör", "AAA"), actor("Bo Lind", "BBB")
MET = "Ana Mör met Bo Lind in the harbour of Osta {when} for talks about fishing quotas."
DATED = date(2021, 5, 5)  # a Wednesday


def published(world: World) -> dict[str, tuple[Any, ...]]:
    table = world.table("article")
    return {
        row["uri"]: (row["published_start"], row["published_end"], [said["says"] for said in row["published_evidence"]])
        for row in table.iter_rows(named=True)
    }


def told(when: str, **changes: Any) -> tuple[Any, ...]:
    """What a world with a dated article and an undated one that tells its event knows of the undated one."""
    world = World()
    world.tell("dated", MET.format(when="on Monday"), "visit", [ANA], [BO], published=DATED)
    text = changes.pop("text", MET.format(when=when))
    world.tell("undated", text, "visit", changes.pop("sources", [ANA]), changes.pop("targets", [BO]), **changes)
    return published(world)["undated"]


@pytest.mark.parametrize(
    ("when", "first", "last"),
    [
        ("yesterday", date(2021, 5, 4), date(2021, 5, 4)),
        ("today", date(2021, 5, 3), date(2021, 5, 3)),
        ("last month", date(2021, 6, 1), date(2021, 6, 30)),
    ],
)
def test_an_undated_article_is_dated_by_one_that_dates_its_event(when: str, first: date, last: date) -> None:
    assert told(when)[:2] == (first, last)


def test_a_weekday_leaves_the_days_that_mean_it() -> None:
    start, end, _ = told("on Monday")
    assert date(2021, 5, 3) <= start <= end <= date(2021, 5, 10)


def test_the_evidence_names_the_other_article_and_the_event() -> None:
    (says,) = told("yesterday")[2]
    assert says == "tells of the same event (visit, Ana Mör, Bo Lind) as dated, which gives 2021-05-03"


@pytest.mark.parametrize(
    "changes",
    [
        {"targets": [actor("Ida Berg", "BBB")]},
        {"is_planned": True},
        {"is_negated": True},
        {"is_hypothetical": True},
        {"text": "Yesterday Bo Lind of the chess club of Vesta had Ana Mör as a guest at the winter tournament."},
    ],
    ids=["another actor", "planned", "negated", "supposed", "other words"],
)
def test_what_may_be_another_event_dates_nothing(changes: dict[str, Any]) -> None:
    assert told("yesterday", **changes)[0] is None


def test_an_act_that_is_dated_twice_dates_nothing() -> None:
    world = World()
    world.tell("a", MET.format(when="on Monday"), "visit", [ANA], [BO], published=DATED)
    world.tell("b", MET.format(when="on Monday"), "visit", [ANA], [BO], published=date(2022, 5, 4))
    world.tell("undated", MET.format(when="yesterday"), "visit", [ANA], [BO])
    assert published(world)["undated"][0] is None


def test_a_window_of_its_own_decides_between_two_such_acts() -> None:
    world = World()
    world.tell("a", MET.format(when="on Monday"), "visit", [ANA], [BO], published=DATED)
    world.tell("b", MET.format(when="on Monday"), "visit", [ANA], [BO], published=date(2024, 5, 8))
    text = (
        MET.format(when="yesterday") + " Next year Aland and Bland mark the 65th anniversary of diplomatic relations."
    )
    world.tell("wide", text, "visit", [ANA], [BO], sentence=MET.format(when="yesterday"))
    assert published(world)["wide"][:2] == (date(2024, 5, 7), date(2024, 5, 7))


@pytest.mark.parametrize(("kind", "first"), [("attack", None), ("establish diplomatic relations", date(2021, 5, 4))])
def test_acts_between_countries_alone_date_only_what_is_seldom_done(kind: str, first: date | None) -> None:
    lands = [actor("Aland", "AAA", "country")], [actor("Bland", "BBB", "country")]
    world = World()
    text = "Aland and Bland did {} {} with boats in the harbour of Osta after quarrels about quotas."
    world.tell("dated", text.format(kind, "on Monday"), kind, *lands, published=DATED)
    world.tell("undated", text.format(kind, "yesterday"), kind, *lands)
    assert published(world)["undated"][0] == first


def test_a_stated_date_is_never_changed_by_another_article() -> None:
    stated = told("yesterday", published=date(2021, 8, 1))
    assert stated[:2] == (date(2021, 8, 1), date(2021, 8, 1))


def chain(length: int, order: list[int]) -> World:
    """Article 0 is dated; each one tells the act of the one before and another one of the day before its own."""
    world = World()
    for place in order:
        acts = {f"visit {place}": "yesterday", f"visit {place + 1}": "today"}
        text = "".join(
            f"In Osta harbour they spoke of {kind} and fishing quotas {when}. " for kind, when in acts.items()
        )
        stated = DATED if place == 0 else None
        article = world.observe(f"article {place}", text, published=stated)
        for kind, when in acts.items():
            sentence = f"In Osta harbour they spoke of {kind} and fishing quotas {when}."
            world.claim(article, kind, [ANA], [BO], sentence=sentence)
    assert len(order) == length
    return world


@settings(max_examples=8, deadline=None)
@given(st.permutations(range(6)))
def test_dates_go_from_article_to_article_until_nothing_changes(order: list[int]) -> None:
    found = published(chain(6, order))
    assert [found[f"article {place}"][:2] for place in range(6)] == [(date(2021, 5, 5 + n),) * 2 for n in range(6)]


def test_articles_that_only_date_each_other_stay_undated() -> None:
    world = World()
    for uri in ("a", "b", "c"):
        world.tell(uri, MET.format(when="yesterday"), "visit", [ANA], [BO])
    assert {row[0] for row in published(world).values()} == {None}


def test_without_the_other_article_the_date_is_gone_again() -> None:
    world = World()
    world.tell("undated", MET.format(when="yesterday"), "visit", [ANA], [BO])
    alone = world.table("article")
    world.tell("dated", MET.format(when="on Monday"), "visit", [ANA], [BO], published=DATED)
    assert published(world)["undated"][0] is not None
    world.rows["read_page"].pop()
    again = world.table("article")
    assert alone.filter(pl.col("uri") == "undated").equals(again.filter(pl.col("uri") == "undated"))


WEEKS = "Forty years ago this week, on May 5, 1981, they first met."
GREETED = "Ana Mör congratulated Bo Lind on his birthday with a message."


def greeted(sentence: str, other: str, when: str = "On Wednesday") -> tuple[Any, ...]:
    """What is known of an article of some weeks that tells, without a day, what another article dates."""
    world = World()
    text = f"{when} Ana Mör sent a message to congratulate Bo Lind on his birthday. {other}"
    article = world.observe("dated", text, published=date(2021, 5, 6))
    for told in filter(None, (text.removesuffix(f" {other}"), other)):
        world.claim(article, "congratulate", [ANA], [BO], sentence=told)
    world.tell("open", f"{WEEKS} {sentence}", "congratulate", [ANA], [BO], sentence=sentence)
    return published(world)["open"]


def test_what_tells_an_act_as_done_was_not_published_before_it() -> None:
    first, last, says = greeted(GREETED, "")
    assert (first, last) == (date(2021, 5, 5), date(2021, 5, 11))
    assert says[-1].endswith("as dated, which gives 2021-05-05, and tells it as done")


@pytest.mark.parametrize(
    ("sentence", "other", "when"),
    [
        ("Ana Mör congratulated Bo Lind.", "", "On Wednesday"),
        (
            GREETED,
            "On Tuesday Ana Mör sent a message congratulating Bo Lind on the birthday of his son.",
            "On Wednesday",
        ),
        (GREETED, "", "Last year"),
    ],
    ids=["too few words", "two acts in like words", "another time"],
)
def test_an_act_that_may_be_another_gives_no_first_day(sentence: str, other: str, when: str) -> None:
    assert greeted(sentence, other, when)[:2] == (date(2021, 4, 29), date(2021, 5, 11))
