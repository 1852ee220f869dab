from __future__ import annotations

from frames import World

REFUSAL = {"stage": "observe", "message": "not UTF-8", "remedy": "save it as UTF-8"}


def test_an_unreadable_document_waits_in_quarantine() -> None:
    world = World()
    document_id = world.observe("a", "x", refused="a tree too deep")
    (row,) = world.table("quarantine").iter_rows(named=True)
    assert (row["document_id"], row["stage"], row["message"]) == (document_id, "read", "a tree too deep")
    assert row["remedy"]


def test_a_file_that_could_not_be_observed_waits_in_quarantine() -> None:
    world = World()
    world.enter("document_refused", {"uri": "file:broken.txt", **REFUSAL})
    (row,) = world.table("quarantine").iter_rows(named=True)
    assert (row["uri"], row["document_id"], row["message"]) == ("file:broken.txt", None, "not UTF-8")


def test_a_refusal_that_was_cleared_is_gone() -> None:
    world = World()
    world.enter("document_refused", {"uri": "a", **REFUSAL})
    world.enter("refusal_cleared", {"uri": "a"})
    assert world.table("quarantine").is_empty()


def test_a_refused_address_that_is_observed_later_is_out_of_quarantine() -> None:
    world = World()
    world.enter("document_refused", {"uri": "a", **REFUSAL})
    world.observe("a", "Mended.")
    assert world.table("quarantine").is_empty()


def test_a_refusal_after_clearing_counts_again() -> None:
    world = World()
    world.enter("refusal_cleared", {"uri": "a"})
    world.enter("document_refused", {"uri": "a", **REFUSAL})
    assert world.table("quarantine").height == 1


def test_the_same_refusal_twice_is_one_row() -> None:
    world = World()
    world.enter("document_refused", {"uri": "a", **REFUSAL})
    world.enter("document_refused", {"uri": "a", **REFUSAL})
    assert world.table("quarantine").height == 1


def test_a_superseded_unreadable_version_is_nobodys_concern() -> None:
    world = World()
    world.observe("a", "x", refused="broken")
    world.observe("a", "Whole.")
    assert world.table("quarantine").is_empty()
