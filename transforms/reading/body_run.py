"""The body of a text dump: the best run of prose among its paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from transforms.reading import cues
from transforms.reading.block import Block, size_of
from transforms.reading.front_matter import dateline_of, front_matter
from transforms.reading.lines import word_set

# What a paragraph adds to the score of a run that holds it: its words, up to a limit, or what its label takes off.
_MOST_WORDS = 60
_LABEL_SCORE = {"heading": -3.0, "clutter": -3.0, "section": -8.0, "end": -8.0, "foreign": -4.0}
# The body seen, in words, after which an end mark closes it for good.
_ENOUGH_BODY = 40


def _score(block: Block) -> float:
    if block.is_listed:
        return -3.0
    if block.is_prose:
        return min(size_of(block), _MOST_WORDS)
    if block.label in ("short", "teaser"):
        return 0.5 * min(size_of(block), 8)
    return _LABEL_SCORE.get(block.label, -1.0)


def body_run(blocks: Sequence[Block], top: int) -> tuple[int, int]:
    """First and last block of the run from `top` with the highest score; (len, len - 1) where there is no prose."""
    best, best_run = 0.0, (len(blocks), len(blocks) - 1)
    score, start, prose_words = 0.0, top, 0.0
    for index in range(top, len(blocks)):
        block = blocks[index]
        if block.label == "end" and not block.is_listed and best >= _ENOUGH_BODY:
            break
        if score <= 0:
            score, start, prose_words = 0.0, index, 0.0
        score += _score(block)
        prose_words += size_of(block) if block.is_prose and not block.is_listed else 0
        if score > best and (prose_words or block.label == "short"):
            best, best_run = score, (start, index)
    first, last = best_run
    while first <= last and (blocks[first].label not in ("prose", "short") or is_to_visitor(blocks[first])):
        first += 1
    while first < last and (
        blocks[last].label not in ("prose", "short", "teaser") or blocks[last].is_listed or is_afterword(blocks[last])
    ):
        last -= 1
    return (first, last) if first <= last else (len(blocks), len(blocks) - 1)


_LONGEST_REQUEST = 60
_REPORTING = word_set("said told says tells")
_ASKING = word_set("""
    please click subscribe sign visit contact comment comments email mail newsletter read follow join share
    download app page site website article story stories news journalism policy send write tell register login
    support donate like want browser
""")


def is_afterword(block: Block) -> bool:
    """Whether a sentence at the article's end is about its writer or speaks to the visitor."""
    return (len(block.words) <= 60 and cues.ABOUT_AUTHOR.match(block.text) is not None) or is_to_visitor(block)


def is_to_visitor(block: Block) -> bool:
    """Whether a sentence at the article's edge speaks to the visitor of the page, and reports nobody's words."""
    return (
        len(block.words) <= (_LONGEST_REQUEST if "please" in block.words else 25)
        and not any(mark in block.text for mark in '"“”«»„:')
        and _REPORTING.isdisjoint(block.words)
        and any(word in ("you", "your", "please", "our", "us") for word in block.words)
        and not _ASKING.isdisjoint(block.words)
    )


def below_standfirst(blocks: Sequence[Block], first: int, last: int, title_at: int | None) -> int:
    """Where the body begins if a sentence stands between the title and the byline or date: that is the standfirst."""
    if title_at is None or last - first < 3 or size_of(blocks[first]) > _MOST_WORDS or blocks[first].label != "prose":
        return first
    if any(part.kind in ("outlet", "date_line") for part in dateline_of(blocks[first].text)):
        return first  # what an agency's dateline opens is the lead
    following = first + 1
    while following < last and blocks[following].label in ("meta", "caption", "mark") and following - first < 5:
        following += 1
    between = blocks[first + 1 : following]
    # A clock time alone heads the next entry of a page of news by the hour.
    is_byline = any(
        part.kind == "byline" or (part.kind == "date_line" and (part.is_dated or not cues.TIMES.search(block.text)))
        for block in between
        if block.label == "meta"
        for part in front_matter(block.text, is_near_title=True).parts
    )
    return following if is_byline and blocks[following].is_prose else first


def above_profile(blocks: Sequence[Block], first: int, last: int, authors: Sequence[str]) -> int:
    """Where the body ends if its last sentences say who the writer is."""
    while last > first and any(
        blocks[last].text.startswith(author) and _PROFILE.match(blocks[last].text, len(author)) for author in authors
    ):
        last -= 1
        while last > first and blocks[last].label not in ("prose", "short"):
            last -= 1
    return last


_PROFILE = re.compile(
    r",?\s(?:is|was|has|teaches|writes|works|reports|covers|leads|directs|can|holds|specialises|specializes|joined|"
    r"lives|contributed|a|an|the)\b"
)
