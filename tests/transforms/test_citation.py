from __future__ import annotations

from frames import World, actor
from hypothesis import given, settings
from hypothesis import strategies as st

ANA, BO = actor("Ana Mör", "AAA"), actor("Bo Li", "BBB")


@settings(deadline=None, max_examples=30)
@given(st.text(st.characters(blacklist_categories=["Cs"]), max_size=20), st.integers(0, 3))
def test_a_quote_is_the_text_at_its_offsets(before: str, blank_count: int) -> None:
    sentence = "Ana met Bo on 3 May 2021."
    world = World()
    text = before + " " * blank_count + sentence + " The end."
    article_id = world.observe("a", text)
    world.claim(article_id, "meet", [ANA], [BO], sentence=sentence)
    tables = world.tables("citation")
    (row,) = tables["citation"].iter_rows(named=True)
    (whole,) = tables["article_text"]["text"]
    assert whole[row["quote_start"] : row["quote_end"]] == row["quote"] == sentence


def test_a_sentence_cites_an_event_once() -> None:
    world = World()
    article_id = world.observe("a", "Ana met Bo on 3 May 2021.")
    world.claim(article_id, "meet", [ANA], [BO], confidence=0.5)
    world.claim(article_id, "hold talks", [ANA], [BO], trigger_start=4, trigger_end=7, confidence=0.9)
    tables = world.tables("citation")
    (row,) = tables["citation"].iter_rows(named=True)
    surest = tables["claim"].sort("confidence")["claim_id"][-1]
    assert row["claim_id"] == surest


def test_copies_keep_their_citations() -> None:
    world = World()
    world.tell("a", "Ana met Bo on 3 May 2021.", "meet", [ANA], [BO])
    world.tell("b", "Ana  met Bo on 3 May 2021.", "meet", [ANA], [BO])
    tables = world.tables("citation", "event")
    assert tables["citation"].height == 2
    assert tables["event"]["article_count"].to_list() == [1]
