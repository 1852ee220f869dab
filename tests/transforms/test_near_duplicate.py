from __future__ import annotations

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.near_duplicate import clusters

STORY = """The ministers of Aland and Bland met in the port of Osta on Monday to discuss the fishing quarrel that has
strained ties since the spring. They agreed that patrol boats will keep 12 miles from the border while experts draw a
new map of the banks. "We have turned a corner," the minister of Aland, Ana Moer, told reporters after the talks.

Her colleague Bo Lind thanked the harbour town for its patience and said that the crews of three seized trawlers would
be sent home before the end of the month. Fishermen in both countries had lost half of their catch, according to the
chamber of trade, and many had given up their boats altogether.

The two will meet again in June, this time in the capital of Bland, where a treaty may be signed if the parliaments
agree. Opposition parties in Aland have said they will vote against any deal that gives up the northern bank."""
PARAGRAPH = """The Daily Herald is an independent paper. Write to the editors if you have found a mistake, and read our
other reports on trade and the sea."""
BULLETIN = """The weather service of {land} reports for {day}: the river stands at {level} centimetres at the old bridge
and is expected to rise by {rise} centimetres until the evening. Residents of the lower town are asked to move their
cars and to follow the advice of the fire brigade. The ferry between the two banks runs as usual, and the schools are
open. The next report of the service will be published tomorrow at noon."""
RIVER = {"land": "Aland", "day": "3 May", "level": "412", "rise": "15"}
VOCABULARY = [f"{head}{tail}" for head in "bdfgklmnprst" for tail in ("ado", "ena", "iro", "ulo", "osta", "ami", "ert")]


def are_one(*bodies: str) -> bool:
    return len(set(clusters(bodies))) == 1


def written(seed: int, length: int = 120) -> str:
    """A text of made-up words with some numbers and names, told by its seed."""
    draw = random.Random(seed)
    words = [draw.choice(VOCABULARY) + draw.choice(VOCABULARY) for _ in range(length)]
    for place in range(5, length, 9):
        words[place] = str(draw.randrange(2, 999)) if draw.random() < 0.5 else words[place].capitalize()
    return " ".join(words) + "."


@pytest.mark.parametrize(
    "reprint",
    [
        STORY.replace("\n", "  ").replace('"', "”").upper().lower(),
        STORY.replace('"We', "“We").replace('corner,"', "corner,”"),
        STORY.replace("quarrel", "dispute").replace("lost half of", "lost about half of").replace("told", "said to"),
        STORY[: STORY.index("The two will")],
        STORY + "\n\n" + PARAGRAPH,
        PARAGRAPH + "\n\n" + STORY,
        STORY.replace("\n\nHer colleague", f"\n\n{PARAGRAPH}\n\nHer colleague"),
        "Osta (Herald) - " + STORY,
    ],
    ids=["white space", "quotes", "light edits", "cut tail", "longer tail", "new head", "put in", "dateline"],
)
def test_a_reprint_is_the_same_text(reprint: str) -> None:
    assert are_one(STORY, reprint)


def test_reprints_with_ends_of_their_own_are_the_same_text() -> None:
    assert are_one(STORY + "\n\n" + PARAGRAPH, STORY + "\n\nMore on this story: watch the evening news of Bland One.")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("12 miles", "20 miles"),
        ("Monday", "Tuesday"),
        ("three seized", "seven seized"),
        ("port of Osta", "port of Vesta"),
        ("Ana Moer", "Ida Berg"),
        ("They agreed", "They never agreed"),
        ("they will vote", "they will not vote"),
    ],
)
def test_a_text_with_another_fact_is_another_text(old: str, new: str) -> None:
    assert not are_one(STORY, STORY.replace(old, new))


@pytest.mark.parametrize(
    "changed", [{"day": "4 May"}, {"level": "398"}, {"land": "Bland"}, {"day": "9 June", "rise": "3"}]
)
def test_bulletins_in_one_mould_stay_apart(changed: dict[str, str]) -> None:
    assert not are_one(BULLETIN.format(**RIVER), BULLETIN.format(**RIVER | changed))


def test_a_cut_text_does_not_make_one_of_two_that_tell_different_facts() -> None:
    bulletins = [f"{STORY}\n\nOn {day} {number} boats went out." for day, number in (("Monday", 3), ("Friday", 8))]
    found = clusters([*bulletins, STORY])
    assert found[0] != found[1]
    assert found[2] in found[:2]


def test_scripts_without_capitals_and_letters_that_change_length_are_read() -> None:
    words = " ".join(f"سفينة{n} İstanbul ß" for n in "ابتثجحخدذرز")
    assert are_one(words, words + " ميناء")


def test_short_texts_are_the_same_only_word_for_word() -> None:
    assert are_one("Ana met Bo  in\nOsta.", "Ana met Bo in Osta.")
    assert not are_one("Ana met Bo in Osta again.", "Ana met Bo in Osta.")


def test_copies_of_copies_are_one_cluster() -> None:
    second = STORY.replace("quarrel", "dispute")
    third = second.replace("altogether", "for good")[: STORY.index("Opposition")]
    assert are_one(STORY, second, third)


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(9)))
def test_the_order_of_bodies_makes_no_difference(order: list[int]) -> None:
    bodies = [
        STORY,
        STORY[: STORY.index("Opposition")],
        STORY.replace("Monday", "Tuesday"),
        STORY.replace("quarrel", "dispute"),
        STORY + PARAGRAPH,
        BULLETIN.format(**RIVER),
        BULLETIN.format(**RIVER | {"day": "4 May"}),
        BULLETIN.format(**RIVER)[:-60],
        PARAGRAPH,
    ]

    def together(found: list[int], places: list[int]) -> set[frozenset[int]]:
        return {frozenset(p for p, c in zip(places, found, strict=True) if c == cluster) for cluster in found}

    shuffled = together(clusters([bodies[place] for place in order]), order)
    assert shuffled == together(clusters(bodies), list(range(9)))


@pytest.mark.slow
def test_ten_thousand_articles_take_well_under_a_minute() -> None:
    texts = [written(seed, 300) for seed in range(4_000)]
    bodies = [*texts, *(f"{text[:-100]} {PARAGRAPH}" for text in texts)]
    bodies += [BULLETIN.format(**RIVER | {"level": n}) for n in range(2_000)]
    begun = time.process_time()
    found = clusters(bodies)
    assert time.process_time() - begun < 40
    assert found[:4_000] == found[4_000:8_000] == list(range(4_000))
    assert len(set(found[8_000:])) == 2_000
