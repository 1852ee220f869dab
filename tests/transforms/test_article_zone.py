from __future__ import annotations

from frames import World, actor, land

LINE = "Read now: Aland attacked Bland."


def test_zones_are_those_that_were_read() -> None:
    world = World()
    article_id = world.observe("a", "Ana met Bo. Home. Ana left.", body=[(0, 11), (18, 27)])
    rows = world.table("article_zone").rows()
    assert rows == [(article_id, 0, 11, "body", "en"), (article_id, 18, 27, "body", "en")]


def test_superseded_and_unreadable_documents_have_no_zones() -> None:
    world = World()
    world.observe("a", "One.")
    last = world.observe("a", "Two.")
    world.observe("b", "x", refused="no text")
    assert world.table("article_zone")["article_id"].to_list() == [last]


def test_repeated_lines_are_cut_out_of_the_body_as_clutter() -> None:
    world = World()
    texts = {}
    for number, name in enumerate(("Cy Dov", "Di Ems", "Ed Fox")):
        text = f"{LINE}\n{name} met friends from number {number} of the street.\n\n{LINE}\n{LINE}\nThen {name} left."
        article_id = world.observe(f"https://news.example/{number}", text)
        texts[article_id] = text
        world.mention(article_id, actor(name), start=text.index(name))
        world.mention(article_id, land("AAA"), start=text.index("Aland"))
    table = world.table("article_zone")
    for article_id, text in texts.items():
        zones = [row for row in table.iter_rows(named=True) if row["article_id"] == article_id]
        assert [(row["kind"], text[row["start"] : row["end"]]) for row in zones] == [
            ("clutter", LINE),
            ("body", text.split("\n")[1]),
            ("clutter", LINE),
            ("clutter", LINE),
            ("body", text.split("\n")[-1]),
        ]
