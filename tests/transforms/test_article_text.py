from __future__ import annotations

from frames import World


def test_the_text_is_kept_character_for_character() -> None:
    world = World()
    text = "  Díaz\r\n\tmet \u00a0“Bo” 🙂.\n"
    article_id = world.observe("a", text)
    assert dict(world.table("article_text").iter_rows()) == {article_id: text}


def test_superseded_and_unreadable_documents_have_no_text() -> None:
    world = World()
    world.observe("a", "One.")
    last = world.observe("a", "Two.")
    world.observe("b", "x", refused="no text")
    assert world.table("article_text")["article_id"].to_list() == [last]
