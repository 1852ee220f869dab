"""The title of a text dump: near the top, no sentence, and made of the words the body is made of."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from transforms.reading import cues
from transforms.reading.block import Block, is_copy, is_title_case, normalised, size_of
from transforms.reading.front_matter import dateline_of, front_matter, is_institution, is_site_name

# So near the title its copies and the article's front matter stand.
NEAR_LINES = 6


def find_title(blocks: Sequence[Block], first: int, known: str | None) -> int | None:
    """The block that is the title: near the top, no sentence, and made of the words the body is made of."""
    if known:
        key = normalised(known)
        for index, block in enumerate(blocks[: max(first, 1) + 3]):
            if key and normalised(block.text) == key:
                return index
    before = list(range(min(first, len(blocks))))
    candidates = [index for index in before if _may_be_title(blocks[index])]
    if len(candidates) <= 1:
        return candidates[0] if candidates else _title_in_body(blocks, first)
    body_words = {word[:4] for block in blocks[first : first + 12] for word in block.words if len(word) > 2}
    scores = {index: _title_score(blocks, index, body_words, blocks[first : first + 6]) for index in candidates}
    best = max(scores.values())
    good = [index for index in candidates if scores[index] >= best - abs(best) * 0.25]
    # Of a title and its standfirst, the first is the title; far above stand menus and other stories.
    chosen = good[-1]
    for index in reversed(good):
        is_near_copy = chosen - index <= NEAR_LINES and is_copy(blocks[index], blocks[chosen])
        if is_near_copy or is_front(blocks, index + 1, chosen):
            chosen = index
    return chosen


def headline_behind_teasers(blocks: Sequence[Block], first: int, last: int) -> int | None:
    """The title where a page begins with headlines and a sentence each of other stories, all of one look.

    Up to it every paragraph stands alone under a headline; behind it paragraphs follow each other and have the
    headline's words, which the teasers above have not.
    """
    for index in range(first + 1, last - 1):
        block = blocks[index]
        if block.is_prose and blocks[index - 1].is_prose:
            return None
        if block.label != "heading" or len(block.words) < 4:
            continue
        behind = [one for one in blocks[index + 1 : index + 6] if one.is_prose]
        if len(behind) < 2 or not is_front(blocks, index + 1, blocks.index(behind[0], index)):
            continue
        if not blocks[blocks.index(behind[0], index) + 1].is_prose:
            continue
        told = {word[:4] for one in behind for word in one.words if len(word) > 3}
        teased = [word[:4] for one in blocks[first:index] if one.is_prose for word in one.words if len(word) > 3]
        own = [word[:4] for word in block.words if len(word) > 3]
        # One paragraph above may as well be the article's lead: it must be about something else altogether.
        most_shared = 0.12 if index == first + 1 else 0.25
        if _share(own, told) >= 0.5 and _share(teased, told) <= most_shared and 4 <= size_of(block) <= 30:
            return index
    return None


def _share(words: Sequence[str], others: Set[str]) -> float:
    return sum(word in others for word in words) / len(words) if words else 0.0


def is_front(blocks: Sequence[Block], start: int, end: int) -> bool:
    """Whether nothing but an article's front matter stands between two blocks, buttons beside its date among it."""
    labels = {block.label for block in blocks[start:end]}
    return end - start <= 4 and labels <= {"meta", "caption", "mark", "heading"} | (
        {"clutter"} if "meta" in labels else set()
    )


def _may_be_title(block: Block) -> bool:
    if block.label not in ("heading", "short", "foreign") or not 2 <= size_of(block) <= 40 or len(block.text) > 300:
        return False
    if cues.ADDRESS.search(block.text) or block.text.endswith(":") or _PATH.search(block.text):
        return False
    return block.label != "foreign" or size_of(block) >= 4


# Home > News > Africa; NEWS | SPORT | TV
_PATH = re.compile(r"\s[>›]\s|\|[^|]{1,40}\|")


def _title_score(blocks: Sequence[Block], index: int, body_words: Set[str], body: Sequence[Block]) -> float:
    block = blocks[index]
    content = [word for word in block.words if len(word) > 2 and word[:4]]
    shared = sum(word[:4] in body_words for word in content)
    score = shared / (len(content) + 4) if content else 0.0
    near = [*blocks[max(0, index - 3) : index], *blocks[index + 1 : index + 6]]
    if any(is_copy(block, other) for other in near):
        score += 0.15
    if block.label == "foreign":
        score -= 0.3
    if block.is_listed:
        score -= 0.1
    if any(other.is_prose and block.text in other.text for other in body):
        score -= 0.4  # a name or a caption: headlines are not said again word for word
    if block.is_bullet:
        score -= 0.2
    if len(content) >= 4 and index + 1 < len(blocks) and _says_who_or_when(blocks[index + 1]):
        score += 0.15  # the first heading of a page of news by the hour has the date, those below it the hour alone
    if is_site_name(block.text) or is_institution(block.text):
        score -= 0.3
    return score + min(len(content), 6) * 0.03


def _says_who_or_when(block: Block) -> bool:
    return block.label == "meta" and any(
        part.kind == "byline" or part.is_dated for part in front_matter(block.text, is_near_title=True).parts
    )


def _title_in_body(blocks: Sequence[Block], first: int) -> int | None:
    """A title that ends in a full stop: the first line of all, in capitals or title case, with prose behind it.

    What a dateline opens is a lead.
    """
    if first >= len(blocks) - 1 or len(blocks[first].words) > 20:
        return None
    block = blocks[first]
    if (
        "\n" in block.text
        or dateline_of(block.text)
        or not any(other.is_prose for other in blocks[first + 1 : first + 3])
    ):
        return None
    return first if is_title_case(block.text) else None
