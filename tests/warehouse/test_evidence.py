"""What speaks for an event: marks, the chain of its date, its sources and what contradicts it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from frames import World, actor, publish
from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse import database
from warehouse.evidence import CONTEXT_LENGTH, Evidence, Mark, days_in_words, evidence, pieces, when_in_words
from warehouse.home import Home

ANA, BO = actor("Ana Mör", "AAA"), actor("Bo Li", "BBB")
PUBLISHED = date(2021, 5, 20)
MET = "Cafe\u0301 🇳🇴 first. Ana Mör met Bo Li in April. More is to come."
SENTENCE = "Ana Mör met Bo Li in April."


def tell(world: World, uri: str, text: str, sentence: str | None = None, **changes: Any) -> None:
    """An article that says that Ana met Bo."""
    told = {"published": PUBLISHED, "title": f"Talks of {uri}", "sentence": sentence, **changes}
    world.tell_in_words(uri, text, "meet", ANA, BO, **told)


def evidence_of(world: World, folder: Path) -> list[Evidence]:
    home = Home(folder)
    publish(world.tables(), home)
    with database.connect(home) as connection:
        return evidence(connection)


def test_marks_are_the_words_at_their_offsets(tmp_path: Path) -> None:
    world = World()
    tell(world, "a", MET, SENTENCE)
    (found,) = evidence_of(world, tmp_path)
    (citation,) = found.citations
    assert citation.quote == SENTENCE
    assert [(mark.role, mark.text, mark.says) for mark in citation.marks] == [
        ("source", "Ana Mör", "Ana Mör (AAA)"),
        ("trigger", "met", "meet"),
        ("target", "Bo Li", "Bo Li (BBB)"),
        ("date", "April", "2021-04"),
    ]
    assert all(MET[mark.start : mark.end] == mark.text for mark in citation.marks)


def test_a_passage_is_the_text_around_without_halves_of_words(tmp_path: Path) -> None:
    world = World()
    tell(world, "a", f"{'word ' * 200}{SENTENCE}{' word' * 200}", SENTENCE)
    (citation,) = evidence_of(world, tmp_path)[0].citations
    before, _, after = citation.passage.partition(SENTENCE)
    assert set(before.split() + after.split()) == {"word"}
    assert CONTEXT_LENGTH - 5 <= len(before) <= CONTEXT_LENGTH
    place = citation.quote_start - citation.passage_start
    assert citation.passage[place : place + len(SENTENCE)] == SENTENCE


def test_a_passage_ends_where_its_zone_does(tmp_path: Path) -> None:
    world = World()
    text = f"Menu\n{SENTENCE}\nMore stories"
    tell(world, "a", text, SENTENCE, body=(text.index("Ana"), text.index("\nMore")))
    (citation,) = evidence_of(world, tmp_path)[0].citations
    assert citation.passage == SENTENCE


def test_a_relative_date_is_led_back_to_the_words_that_date_the_article(tmp_path: Path) -> None:
    world = World()
    tell(world, "a", MET, SENTENCE)
    (found,) = evidence_of(world, tmp_path)
    assert (found.event.start_date, found.event.end_date) == (date(2021, 4, 1), date(2021, 4, 30))
    words, article, line = found.date_chain
    assert (words.text, MET[words.start : words.end]) == ("April", "April")
    assert words.says.endswith("→ 2021-04")
    assert article.says == "the article was published on 20 May 2021 (stated)"
    assert (line.says, line.text) == ("date line", "A")


def test_a_date_as_written_needs_no_publication(tmp_path: Path) -> None:
    world = World()
    tell(world, "a", "Ana Mör met Bo Li on 3 May 2021.")
    (found,) = evidence_of(world, tmp_path)
    assert [step.text for step in found.date_chain] == ["3 May 2021"]


def test_news_without_a_date_leads_to_its_publication(tmp_path: Path) -> None:
    world = World()
    tell(world, "a", "Ana Mör met Bo Li.")
    (found,) = evidence_of(world, tmp_path)
    assert "told as news" in found.date_chain[0].says
    assert "published on 20 May 2021" in found.date_chain[1].says


def test_an_unknown_date_says_why(tmp_path: Path) -> None:
    world = World()
    tell(world, "a", "Ana Mör met Bo Li.", published=None)
    (found,) = evidence_of(world, tmp_path)
    assert found.event.start_date is None
    assert [step.says for step in found.date_chain] == [
        "no date is stated, and publication is not known well enough"
    ]  # fmt: skip


def test_a_corrected_date_says_who_corrected_it_and_why(tmp_path: Path) -> None:
    world = World()
    tell(world, "a", MET, SENTENCE)
    (event_id,) = world.table("event")["event_id"]
    changes = {"start_date": "2021-04-07", "end_date": "2021-04-07"}
    world.enter("event_corrected", {"event_id": event_id, "changes": changes}, reason="the minutes say so")
    (found,) = evidence_of(world, tmp_path)
    assert found.event.start_date == date(2021, 4, 7)
    assert [step.says for step in found.date_chain] == ["corrected by test: the minutes say so"]


def test_what_other_claims_make_of_a_window_is_said(tmp_path: Path) -> None:
    world = World()
    tell(world, "a", "Ana Mör met Bo Li between 3 and 8 May 2021.")
    tell(world, "b", "Ana Mör met Bo Li between 7 and 12 May 2021.")
    (found,) = evidence_of(world, tmp_path)
    assert (found.event.start_date, found.event.end_date) == (date(2021, 5, 7), date(2021, 5, 8))
    assert "narrow it" in found.date_chain[-1].says


def test_a_copy_names_the_article_it_is_a_copy_of(tmp_path: Path) -> None:
    world = World()
    for uri in ("a", "b"):
        tell(world, uri, MET, SENTENCE)
    (found,) = evidence_of(world, tmp_path)
    original, copy = found.citations
    assert original.article.duplicate_of is None
    assert copy.article.duplicate_of == original.article.article_id
    assert copy.article.duplicate_of_title == "Talks of a"


def test_what_contradicts_an_event_is_told_with_both_statements(tmp_path: Path) -> None:
    world = World()
    tell(world, "a", "Ana Mör met Bo Li on 3 May 2021.")
    tell(world, "b", "Ana Mör met Bo Li on 3 May 2021, it is denied.", is_negated=True)
    (found,) = evidence_of(world, tmp_path)
    assert found.event.status == "disputed"
    (against,) = found.contradictions
    assert {against.statement, against.other_statement} == {citation.quote for citation in found.citations}
    assert {against.article_label, against.other_article_label} == {"Talks of a", "Talks of b"}
    assert (against.about, against.is_open) == ("polarity", True)


def test_events_that_contradict_each_other_both_say_so(tmp_path: Path) -> None:
    world = World()
    tell(world, "a", "Ana Mör met Bo Li twice on 3 May 2021.", count=2)
    tell(world, "b", "Ana Mör met Bo Li five times on 3 May 2021.", count=5)
    found = evidence_of(world, tmp_path)
    assert [len(each.contradictions) for each in found] == [1, 1]
    assert {each.contradictions[0].about for each in found} == {"act_count"}


def test_the_rule_that_coded_a_claim_comes_with_its_row(tmp_path: Path) -> None:
    world = World()
    tell(world, "a", MET, SENTENCE)
    (citation,) = evidence_of(world, tmp_path)[0].citations
    assert (citation.rule.rule, citation.rule.predicate, citation.rule.basis) == ("meet", "meet", "test")


@pytest.mark.parametrize(
    ("day", "title", "line"),
    [
        (PUBLISHED, "A title", "“A title”, 20 May 2021, a: “Ana Mör met Bo Li.”"),
        (None, None, "undated, a: “Ana Mör met Bo Li.”"),
    ],
)
def test_a_citation_line_can_be_pasted(day: date | None, title: str | None, line: str, tmp_path: Path) -> None:
    world = World()
    tell(world, "a", "Ana Mör\n met Bo Li.", published=day, title=title)
    (citation,) = evidence_of(world, tmp_path)[0].citations
    assert citation.line == line


def test_only_the_events_asked_for_are_told(tmp_path: Path) -> None:
    world = World()
    for day in (3, 13, 23):
        tell(world, f"a{day}", f"Ana Mör met Bo Li on {day} May 2020.")
    home = Home(tmp_path)
    publish(world.tables(), home)
    with database.connect(home) as connection:
        every = [found.event.event_id for found in evidence(connection)]
        assert len(every) == 3
        assert [found.event.event_id for found in evidence(connection, [every[2], "unknown", every[0]])] == [
            every[0],
            every[2],
        ]
        assert evidence(connection, []) == []


@settings(deadline=None)
@given(
    st.text(max_size=40), st.integers(0, 50), st.lists(st.tuples(st.integers(0, 100), st.integers(1, 30)), max_size=5)
)
def test_pieces_are_the_text_again_and_carry_just_the_marks_over_them(
    text: str, start: int, spans: list[tuple[int, int]]
) -> None:
    marks = [Mark(first, first + length, "source", "", str(number)) for number, (first, length) in enumerate(spans)]
    cut = pieces(text, start, marks)
    assert "".join(piece.text for piece in cut) == text
    place = start
    for piece in cut:
        for offset in range(place, place + len(piece.text)):
            assert [mark for mark in marks if mark.start <= offset < mark.end] == list(piece.marks)
        place += len(piece.text)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2024, 9, 9), date(2024, 9, 9), "9 September 2024"),
        (date(2021, 3, 2), date(2021, 3, 31), "2 to 31 March 2021"),
        (date(2021, 3, 1), date(2021, 3, 31), "March 2021"),
        (date(2020, 2, 1), date(2020, 2, 29), "February 2020"),
        (date(2022, 1, 1), date(2022, 12, 31), "2022"),
        (date(2022, 1, 1), date(2022, 3, 31), "1 January to 31 March 2022"),
        (date(2021, 1, 1), date(2022, 12, 31), "1 January 2021 to 31 December 2022"),
        (date(1958, 11, 28), date(1958, 12, 2), "28 November to 2 December 1958"),
        (date(2019, 12, 30), date(2020, 1, 2), "30 December 2019 to 2 January 2020"),
        (None, None, "unknown"),
    ],
)
def test_windows_are_told_in_words(start: date | None, end: date | None, words: str) -> None:
    assert days_in_words(start, end) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2024, 9, 9), date(2024, 9, 9), "on 9 September 2024"),
        (date(2021, 3, 1), date(2021, 3, 31), "in March 2021"),
        (date(2021, 4, 19), date(2021, 4, 25), "between 19 and 25 April 2021"),
        (None, None, "on an unknown day"),
    ],
)
def test_windows_are_told_as_parts_of_a_sentence(start: date | None, end: date | None, words: str) -> None:
    assert when_in_words(start, end) == words


class Counting:
    """A connection that counts its queries."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection, self.count = connection, 0

    def execute(self, sql: str) -> duckdb.DuckDBPyConnection:
        self.count += 1
        return self.connection.execute(sql)


def test_many_events_take_as_many_queries_as_one(tmp_path: Path) -> None:
    world = World()
    for day in (3, 13, 23):
        tell(world, f"a{day}", f"Ana Mör met Bo Li on {day} May 2020.")
    home = Home(tmp_path)
    publish(world.tables(), home)
    with database.connect(home) as connection:
        every, one = Counting(connection), Counting(connection)
        ids = [found.event.event_id for found in evidence(every)]  # type: ignore[arg-type]
        evidence(one, ids[:1])  # type: ignore[arg-type]
    assert every.count == one.count < 10
