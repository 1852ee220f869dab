from __future__ import annotations

import hashlib

from frames import World


def states(world: World) -> dict[tuple[str, int], str]:
    rows = world.table("document").select("uri", "version_no", "status").iter_rows()
    return {(uri, version): status for uri, version, status in rows}


def test_a_document_is_named_by_its_address_and_bytes() -> None:
    world = World()
    world.observe("file:a.txt", "One.")
    blob = hashlib.sha256(b"One.").hexdigest()
    row = world.table("document").row(0, named=True)
    assert row["document_id"] == hashlib.sha256(f"file:a.txt\n{blob}".encode()).hexdigest()[:32]
    assert (row["blob_sha256"], row["byte_count"], row["encoding"]) == (blob, 4, "utf-8")


def test_other_bytes_at_an_address_are_a_new_version() -> None:
    world = World()
    world.observe("a", "One.")
    second = world.observe("a", "Two.")
    world.observe("b", "One.")
    assert states(world) == {("a", 1): "superseded", ("a", 2): "current", ("b", 1): "current"}
    replaced = world.table("document").drop_nulls("superseded_by")
    assert replaced["superseded_by"].to_list() == [second]


def test_an_address_that_returns_to_earlier_bytes_is_current_in_them_again() -> None:
    world = World()
    for text in ("One.", "Two.", "One."):
        world.observe("a", text)
    assert states(world) == {("a", 1): "current", ("a", 2): "superseded"}


def test_a_document_that_cannot_be_read_says_why() -> None:
    world = World()
    world.observe("a", "\x00", refused="holds NUL bytes")
    row = world.table("document").row(0, named=True)
    assert (row["status"], row["reason"], row["encoding"]) == ("unreadable", "holds NUL bytes", None)


def test_a_document_without_a_reading_is_unreadable() -> None:
    world = World()
    world.observe("a", "One.")
    world.rows["read_page"].clear()
    assert states(world) == {("a", 1): "unreadable"}


def test_a_retracted_address_is_retracted_in_all_its_versions() -> None:
    world = World()
    world.observe("a", "One.")
    world.observe("a", "Two.")
    world.enter("document_retracted", {"uri": "a", "document_id": None}, reason="the outlet withdrew it")
    assert set(states(world).values()) == {"retracted"}
    assert set(world.table("document")["reason"]) == {"the outlet withdrew it"}


def test_retracting_one_version_leaves_the_others() -> None:
    world = World()
    first = world.observe("a", "One.")
    world.observe("a", "Two.")
    world.enter("document_retracted", {"uri": "a", "document_id": first})
    assert states(world) == {("a", 1): "retracted", ("a", 2): "current"}


def test_a_retracted_document_that_is_observed_again_is_current() -> None:
    world = World()
    world.observe("a", "One.")
    world.enter("document_retracted", {"uri": "a"})
    world.observe("a", "One.")
    assert states(world) == {("a", 1): "current"}


def test_erased_bytes_are_erased_wherever_they_were_observed() -> None:
    world = World()
    first = world.observe("a", "One.")
    world.observe("b", "One.")
    blob = hashlib.sha256(b"One.").hexdigest()
    world.enter("document_retracted", {"uri": "a"})
    world.enter("document_erased", {"uri": "a", "document_id": first, "blob_sha256": blob}, reason="asked for")
    world.observe("c", "One.")
    assert set(states(world).values()) == {"erased"}
