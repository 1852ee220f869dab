"""From text to table: plans that come true, numbers, denials, and what articles disagree about."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from texts import tables_of

# Else one article would be a copy of the other.
OTHERS = (
    "The weather was mild for the season. No further details were given.",
    "Newspapers gave the story much room on their front pages, and shops stayed open late in the old town.",
)
VISITED = "Serbian President Aleksandar Vučić visited Albania on May 2."


def told(*articles: tuple[str, str]) -> dict[str, pl.DataFrame]:
    """The tables of articles, each a date line and a sentence."""
    texts = [
        f"News of the week\n{day}\n\n{text} {other}\n" for (day, text), other in zip(articles, OTHERS, strict=False)
    ]
    return tables_of({f"{number}.txt": text for number, text in enumerate(texts)})


def events(made: dict[str, pl.DataFrame], kind: str) -> list[dict[str, Any]]:
    return list(made["event"].filter(pl.col("kind") == kind).iter_rows(named=True))


def test_a_plan_is_fulfilled_by_the_article_that_reports_it() -> None:
    plan = ("2019.05.02", "Serbian President Aleksandar Vučić will visit Albania on May 20.")
    (planned,) = events(told(plan), "visit")
    (event,) = events(told(plan, ("2019.05.21", "Aleksandar Vucic visited Albania on Monday.")), "visit")
    assert planned["is_planned"]
    assert not event["is_planned"]
    assert event["claim_count"] == 2
    assert event["event_id"] == planned["event_id"]


@pytest.mark.parametrize(
    ("text", "kind", "count"),
    [
        ("Uhuru Kenyatta sent two messages to Rwandan President Paul Kagame on May 2.", "send message", 2),
        ("Ghana and Togo held three rounds of talks in April 2019.", "hold talks", 3),
        ("Norway expelled two diplomats of Belarus on May 2.", "expel diplomats", None),
    ],
)
def test_a_number_of_acts_is_kept_and_one_of_people_is_none(text: str, kind: str, count: int | None) -> None:
    (event,) = events(told(("2019.05.04", text)), kind)
    assert event["act_count"] == count


@pytest.mark.parametrize(
    ("asserted", "denied", "kind"),
    [
        ("Chad attacked Niger on May 2.", "Chad did not attack Niger on May 2, a spokesman said.", "attack"),
        (
            "Kenya imposed sanctions on Somalia on Thursday.",
            "Kenya denied that it had imposed sanctions on Somalia.",
            "impose sanctions",
        ),
    ],
)
def test_a_denial_and_an_assertion_meet_in_one_disputed_event(asserted: str, denied: str, kind: str) -> None:
    made = told(("2019.05.04", asserted), ("2019.05.05", denied))
    (event,) = events(made, kind)
    assert (event["status"], event["is_negated"], event["claim_count"]) == ("disputed", False, 2)
    (row,) = made["conflict"].iter_rows(named=True)
    assert row["about"] == "polarity"
    assert "disputed" in row["explanation"]


@pytest.mark.parametrize(
    ("day", "text"),
    [
        ("2019.05.10", "Aleksandar Vucic will not visit Albania."),
        ("2019.05.10", "Aleksandar Vucic cancelled his visit to Albania."),
        ("2019.05.10", "The visit of Aleksandar Vucic to Albania was called off."),
        ("2019.05.10", "Aleksandar Vucic's visit to Albania will not take place."),
        ("2019.05.22", "Aleksandar Vucic did not visit Albania on May 20."),
    ],
)
def test_a_plan_and_what_takes_it_back_meet_in_one_disputed_event(day: str, text: str) -> None:
    plan = ("2019.05.02", "Serbian President Aleksandar Vučić will visit Albania on May 20.")
    made = told(plan, (day, text))
    (event,) = made["event"].iter_rows(named=True)
    assert (event["status"], event["kind"], event["is_planned"]) == ("disputed", "visit", True)
    assert made["conflict"]["about"].to_list() == ["polarity"]


@pytest.mark.parametrize("verb", ["vowed", "promised", "agreed"])
def test_what_somebody_means_to_do_is_the_act_that_is_reported_later(verb: str) -> None:
    plan = ("2019.05.02", f"Serbian President Aleksandar Vučić {verb} to visit Albania on May 20.")
    made = told(plan, ("2019.05.21", "Aleksandar Vucic visited Albania on Monday."))
    (event,) = made["event"].iter_rows(named=True)
    assert (event["kind"], event["is_planned"], event["claim_count"]) == ("visit", False, 2)


def test_a_threat_is_an_act_whatever_comes_of_it() -> None:
    threat = ("2019.05.02", "Chad threatened to attack Niger on May 20.")
    made = told(threat, ("2019.05.21", "Chad attacked Niger on Monday."))
    assert sorted(made["event"]["root"]) == ["ASSAULT", "THREATEN"]


def test_an_article_that_tells_of_a_plan_and_of_its_end_disputes_nothing() -> None:
    both = ("2019.05.10", "Aleksandar Vučić was to visit Albania on May 20. He called off the trip to Albania.")
    made = told(both)
    (event,) = made["event"].iter_rows(named=True)
    assert (event["status"], event["is_planned"], event["is_negated"]) == ("reported", True, True)
    assert made["conflict"].is_empty()


@pytest.mark.parametrize(
    "other",
    [
        ("2019.05.11", "Aleksandar Vucic will visit Albania on June 3."),
        ("2018.05.11", "Aleksandar Vucic will visit Albania on May 20."),
        ("2019.05.02", "Aleksandar Vucic visited Albania on May 1."),
        ("2019.05.02", "Aleksandar Vucic will visit Greece on May 20."),
    ],
    ids=["planned anew", "last year's plan", "an earlier visit", "another visit"],
)
def test_what_takes_back_no_known_plan_is_a_refusal_of_its_own(other: tuple[str, str]) -> None:
    made = told(other, ("2019.05.10", "Aleksandar Vucic cancelled his visit to Albania."))
    assert made["event"]["status"].to_list() == ["reported", "reported"]
    assert events(made, "cancel visit")[0]["root"] == "REJECT"


@pytest.mark.parametrize(
    ("one", "other", "about", "explanation"),
    [
        (
            VISITED,
            "Serbian President Aleksandar Vučić visited Albania on May 3.",
            "event_date",
            "Everything but the date is the same: one gives 3 May 2019, the other 2 May 2019. The event's window",
        ),
        (
            "Norway expelled two diplomats of Belarus on May 2.",
            "Norway expelled three diplomats of Belarus on May 2.",
            "number",
            "They tell the same event, but one counts 2, the other 3.",
        ),
        (
            "Uhuru Kenyatta sent two messages to Rwandan President Paul Kagame on May 2.",
            "Uhuru Kenyatta sent three messages to Rwandan President Paul Kagame on May 2.",
            "act_count",
            "Everything but the number is the same: one counts 2, the other 3. They are kept as two events.",
        ),
        (
            "Chad killed Boko Haram leader Musa Bako on May 2.",
            "Niger killed Boko Haram leader Musa Bako on May 2.",
            "actor",
            "Only one can have done it: one names Niger, the other Chad.",
        ),
        (
            VISITED,
            "Albanian Prime Minister Edi Rama visited Serbia on May 2.",
            "actor",
            "Told both ways round: one has it done by",
        ),
        (
            "“They came at night and burned our granaries,” Niger's army said, accusing Chad of arson on May 2.",
            "“They came at night and burned our granaries,” Mali's army said, accusing Chad of arson on May 2.",
            "attribution",
            "The same words are put into two mouths: one quotes Army of",
        ),
    ],
    ids=["date", "people counted", "acts counted", "actor", "both ways round", "attribution"],
)
def test_what_articles_disagree_about_is_said_in_words(one: str, other: str, about: str, explanation: str) -> None:
    made = told(("2019.05.04", one), ("2019.05.05", other))
    (row,) = made["conflict"].iter_rows(named=True)
    assert row["about"] == about
    assert row["explanation"].startswith(explanation)
    assert {row["statement"], row["other_statement"]} == {one, other}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tass reported that Chad attacked Niger on May 2.", "Reuters reported that Chad attacked Niger on May 2."),
        (
            "“We shall not forget this day,” Niger's army said, accusing Chad of arson on May 2.",
            "“We shall not forget this day,” Niger said, accusing Chad of arson on May 2.",
        ),
    ],
    ids=["two media", "a country and its army"],
)
def test_two_who_may_both_be_right_about_the_source_contradict_nobody(one: str, other: str) -> None:
    assert told(("2019.05.04", one), ("2019.05.05", other))["conflict"].is_empty()
