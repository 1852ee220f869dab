from __future__ import annotations

from datetime import date

from frames import World


def test_an_expression_is_anchored_at_publication() -> None:
    world = World()
    world.observe("a", "Ana met Bo on Monday.", published=date(2021, 5, 5))
    (row,) = world.table("expression").iter_rows(named=True)
    assert (row["text"], row["value"], row["start_date"], row["end_date"], row["date_precision"]) == (
        "Monday",
        "2021-05-03",
        date(2021, 5, 3),
        date(2021, 5, 3),
        "day",
    )
    assert row["rule"]


def test_an_expression_that_needs_a_publication_date_has_no_window_without_one() -> None:
    world = World()
    world.observe("a", "Ana met Bo on a Monday in spring.")
    assert world.table("expression")["start_date"].null_count() == world.table("expression").height > 0


def test_a_whole_date_needs_no_publication_date() -> None:
    world = World()
    world.observe("a", "Ana met Bo on 3 May 2021.")
    assert world.table("expression")["value"].to_list() == ["2021-05-03"]


def test_expressions_of_one_article_do_not_anchor_those_of_another() -> None:
    world = World()
    world.observe("a", "Ana met Bo on 3 May 2021. They met again the next day.")
    alone = world.table("expression")
    world.observe("b", "Cy left on 9 June 1999.")
    both = world.table("expression")
    assert both.filter(both["article_id"].is_in(alone["article_id"].implode())).equals(alone)
