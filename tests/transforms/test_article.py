from __future__ import annotations

from datetime import date

from frames import World


def duplicates(world: World) -> dict[str, str | None]:
    table = world.table("article")
    uri_of = dict(table.select("article_id", "uri").iter_rows())
    return {uri: uri_of.get(original) for uri, original in table.select("uri", "duplicate_of").iter_rows()}


def test_an_article_is_a_readable_current_document() -> None:
    world = World()
    world.observe("a", "One.")
    second = world.observe("a", "Two.")
    world.observe("b", "x", refused="no text")
    assert world.table("article")["article_id"].to_list() == [second]


def test_a_stated_date_is_the_publication_date_with_its_evidence() -> None:
    world = World()
    world.observe("a", "A text.", published=date(2021, 5, 3))
    (row,) = world.table("article").iter_rows(named=True)
    assert (row["published_start"], row["published_end"]) == (date(2021, 5, 3), date(2021, 5, 3))
    assert (row["published_precision"], row["published_basis"]) == ("day", "stated")
    assert row["published_evidence"] == [{"start": 0, "end": 1, "text": "A", "says": "date line"}]


def test_an_article_that_says_nothing_of_its_date_has_none() -> None:
    world = World()
    world.observe("a", "It rained.")
    (row,) = world.table("article").iter_rows(named=True)
    assert (row["published_start"], row["published_precision"], row["published_basis"]) == (None, "unknown", "unknown")


def test_a_dated_fact_of_the_reference_data_dates_an_article() -> None:
    world = World()
    text = "Next year Aland and Bland mark the 65th anniversary of diplomatic relations."
    world.observe("a", text)
    (row,) = world.table("article").iter_rows(named=True)
    assert (row["published_start"], row["published_end"]) == (date(2024, 1, 1), date(2024, 12, 31))
    assert row["published_basis"] == "inferred"


def test_a_text_of_another_address_is_a_duplicate_of_the_first_on_record() -> None:
    world = World()
    world.observe("b", "Ana met Bo.", run="run 1")
    world.observe("a", "Ana  met\nBo.", run="run 2")
    world.observe("c", "Ana left.", run="run 2")
    assert duplicates(world) == {"a": "b", "b": None, "c": None}


def test_what_stands_around_the_body_makes_no_difference_to_duplicates() -> None:
    world = World()
    world.observe("a", "Menu. Ana met Bo. Footer.", body=[(6, 17)])
    world.observe("b", "Ana met Bo.")
    assert duplicates(world) == {"a": None, "b": "a"}


def test_articles_without_a_body_are_no_duplicates() -> None:
    world = World()
    for uri in ("a", "b"):
        world.observe(uri, f"{uri} nothing")
    for row in world.rows["read_page"]:
        row |= {"zones": [], "body_start": None, "body_end": None}
    assert duplicates(world) == {"a": None, "b": None}


def test_of_duplicates_in_one_run_the_first_address_is_the_original() -> None:
    for order in ("ab", "ba"):
        world = World()
        for uri in order:
            world.observe(uri, "Ana met Bo.")
        assert duplicates(world) == {"a": None, "b": "a"}
