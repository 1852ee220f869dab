"""Articles without a date, as a whole: the window that their words allow holds the true day, or there is none."""

from __future__ import annotations

import re
from datetime import date

import pytest

from flows.bench.dates import NEWS, alone
from transforms.reading.public_record import DatedFact, Tenure, dated_facts, tenures
from warehouse.reference import load_reference

_, *HEADS_AND_TEXTS = re.split(r"^=== (.+)\n", (NEWS / "undated.txt").read_text(encoding="utf-8"), flags=re.MULTILINE)
ARTICLES = list(zip(HEADS_AND_TEXTS[::2], HEADS_AND_TEXTS[1::2], strict=True))


@pytest.fixture(scope="module")
def record() -> tuple[tuple[DatedFact, ...], tuple[Tenure, ...]]:
    reference = load_reference()
    return dated_facts(reference), tenures(reference)


@pytest.mark.parametrize(("head", "text"), ARTICLES, ids=[text.partition("\n")[0][:40] for _, text in ARTICLES])
def test_the_window_of_an_undated_article_holds_its_day(
    head: str, text: str, record: tuple[tuple[DatedFact, ...], tuple[Tenure, ...]]
) -> None:
    true, _, window = head.partition(": ")
    told = alone(text, *record)
    assert (f"{told.start} to {told.end}" if told.start else "unknown") == window
    if told.start is not None and told.end is not None:
        assert told.start <= date.fromisoformat(true) <= told.end
