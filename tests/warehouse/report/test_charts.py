"""The charts, and the steps of their time axis."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from datetime import date, timedelta

import pytest

from warehouse.report import charts, lineage
from warehouse.report.content import periods_of

ROWS = [
    {"period": "2020", "quad_class": "verbal conflict", "event_count": 3, "rank": 2},
    {"period": "2021", "quad_class": "material cooperation", "event_count": 9, "rank": 1},
]
PAIRS = [
    {"source": "CUB", "target": "CIV", "event_count": 3, "tone": 4},
    {"source": "CIV", "target": "CUB", "event_count": 0, "tone": 0},
]
NAMES = {"CUB": "Cuba  CUB", "CIV": "Côte d’Ivoire's \\ CIV"}


@pytest.fixture(scope="module")
def drawn() -> dict[str, charts.Chart]:
    tones = [{"period": "2020", "intensity": -3.5, "event_count": 3, "tone": 2}]
    words = {"title": "A <title> & more", "says": "What it says"}
    return {
        "timeline": charts.timeline(ROWS, ["2020", "2021"], ["2020"], **words),
        "tone": charts.tone(tones, ["2020", "2021"], ["2020"], **words),
        "matrix": charts.matrix(PAIRS, ["CUB", "CIV"], NAMES, **words),
    }


@pytest.mark.parametrize("name", ["timeline", "tone", "matrix"])
def test_a_chart_says_what_it_shows_and_takes_its_colours_from_the_page(
    name: str, drawn: dict[str, charts.Chart]
) -> None:
    for svg in (drawn[name].wide, drawn[name].narrow):
        root = ElementTree.fromstring(svg)
        assert [child.text for child in root[:2]] == ["A <title> & more", "What it says"]
        colours = set(re.findall(r'(?:fill|stroke)="([^"]+)"', svg))
        assert {colour for colour in colours if not colour.startswith("var(")} <= {"none", "transparent"}
        assert "style=" not in svg
        assert "http" not in svg
    assert float(ElementTree.fromstring(drawn[name].narrow).attrib["width"]) <= charts.NARROW


def test_names_with_quotes_and_backslashes_are_drawn_as_they_are(drawn: dict[str, charts.Chart]) -> None:
    texts = [text.text for text in ElementTree.fromstring(drawn["matrix"].wide).iter("text")]
    assert NAMES["CIV"] in texts


@pytest.mark.parametrize(
    ("intensity", "step"),
    [(-9.0, 1), (-4.0, 1), (-2.0, 2), (-0.5, 2), (0.0, 3), (0.5, 3), (2.0, 4), (7.0, 5), (None, 3)],
)
def test_tone_has_five_steps(intensity: float | None, step: int) -> None:
    assert charts.tone_step(intensity) == step


def days(*windows: tuple[str, str]) -> list[tuple[date, date]]:
    return sorted((date.fromisoformat(start), date.fromisoformat(end)) for start, end in windows)


def daily(first: str, count: int, apart: int = 1) -> list[tuple[date, date]]:
    start = date.fromisoformat(first)
    return [(start + timedelta(apart * number),) * 2 for number in range(count)]


def test_a_year_is_shown_by_months_and_a_century_by_years() -> None:
    assert periods_of(daily("2021-03-05", 300)).step == "month"
    assert periods_of(daily("2001-03-05", 200, apart=30)).step == "quarter"
    assert periods_of(daily("1950-03-05", 250, apart=100)).step == "year"
    assert periods_of(daily("1700-03-05", 300, apart=365)).step == "decade"


def test_steps_are_as_coarse_as_most_dates_are() -> None:
    months = days(("2021-01-01", "2021-03-31"), ("2021-04-01", "2021-06-30"), ("2021-05-01", "2021-05-31"))
    assert periods_of(months).step == "quarter"


def test_events_of_long_ago_do_not_squeeze_the_others() -> None:
    found = periods_of([(date(1905, 3, 1), date(1905, 3, 31)), *daily("2020-01-10", 20, apart=30)])
    assert (found.step, found.names[0]) == ("month", "Jan 2020")
    assert (found.left_out_count, found.left_out_years) == (1, "1905")
    assert periods_of(daily("1905-03-01", 2, apart=40_000)).left_out_count == 0


def test_every_tick_is_a_step() -> None:
    for windows in (daily("2021-12-31", 1), daily("2021-03-05", 300), daily("0001-01-01", 200, apart=3000)):
        found = periods_of(windows)
        assert found.names
        assert set(found.ticks) <= set(found.names)


def test_lineage_draws_each_table_right_of_what_it_is_made_from_and_no_line_twice() -> None:
    svg = lineage.graph({"a": set(), "b": {"a"}, "c": {"a", "b"}})
    places = {name: int(x) for x, name in re.findall(r'<text x="(\d+)"[^>]*>(\w+)<', svg)}
    assert places["a"] < places["b"] < places["c"]
    assert svg.count("<path") == 2
