"""Zones of a plain-text dump: which line is the title, who wrote it, what is the article and what is not.

Each paragraph gets features and a first label from its own words; the body is the best run of prose; what stands
before, within and behind it is then named by its place. Offsets are into the text as given.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from transforms.reading import cues
from transforms.reading.front_matter import (
    FrontMatter,
    Part,
    agency_of_end,
    dateline_of,
    front_matter,
    leading_date,
    sign_off,
)
from transforms.reading.language import english_share, language_of, main_script, words_of
from transforms.reading.lines import Line, is_closed, lines_of, paragraphs, word_set
from transforms.reading.zone import PageRefused, Zone, merged

_BULLET = re.compile(r"(?:[•‣▪▸►◦●■□◆▶→»›*·–—-]|\(?\d{1,2}[.)])\s{1,8}|\d{1,2}\n\s*")
_LABEL_MARKS = " \t:：.…»›>→▶|-–—•*#=_[]()【】〈〉"
_BRACKETED = re.compile(r"^\s*[\[【(][^\])】]{1,30}[\])】]\s*")
_LETTER = re.compile(r"[^\W\d_]")
_NOT_WORD = re.compile(r"[\W_]+")

# Shortest prose, in words, and what each line adds to the score of a body run that holds it.
_PROSE_WORDS, _LONG_OPEN_WORDS, _RESUME_WORDS, _MOST_WORDS = 8, 25, 14, 60
_LABEL_SCORE = {"heading": -3.0, "clutter": -3.0, "section": -8.0, "end": -8.0, "foreign": -4.0}
# Menus and labels come again on every page of a site: up to this length a line's features and label are kept.
_KEPT_LENGTH, _KEPT_LINES = 160, 20_000
# How far from a line's end a credit may begin.
_CREDIT_REACH = 130
_MOST_LINES = 20_000
# From here on prose that breaks off is the text itself, cut short.
_LONG_TEASER_WORDS = 40
# The body seen, in words, after which an end mark closes it for good.
_ENOUGH_BODY = 40
_NEAR_LINES = 6


@dataclass(slots=True)
class Block:
    """One paragraph, its features and its label."""

    line: Line
    words: list[str]
    share: float
    script: str
    has_close: bool
    is_bullet: bool
    label: str = ""
    is_listed: bool = False

    @property
    def text(self) -> str:
        return self.line.text

    @property
    def is_prose(self) -> bool:
        return self.label == "prose"


@dataclass(frozen=True, slots=True)
class Zoning:
    """The zones of a text and the values read from them."""

    zones: list[Zone]
    title: tuple[int, int] | None
    language: str | None
    parts: list[Part]


def zone_text(text: str, repeated_lines: Set[str] = frozenset(), title: str | None = None) -> Zoning:
    """Zone a text dump. `repeated_lines` are lines seen in other documents too; `title` is known from elsewhere.

    Raises PageRefused for more lines than any page has.
    """
    blocks = [_block(line) for line in paragraphs(lines_of(text), text)]
    if not blocks:
        return Zoning([], None, None, [])
    if len(blocks) > _MOST_LINES:
        raise PageRefused(f"{len(blocks):,} lines are more than the {_MOST_LINES:,} that are read; split the document")
    script = _body_script(blocks)
    _label(blocks, script, repeated_lines)
    _credit_captions(blocks)
    _list_sections(blocks)
    first, last = _body_run(blocks, 0)
    title_at = _title(blocks, first, title)
    title_at = _headline_behind_teasers(blocks, first, last) or title_at
    if title_at is not None:
        _list_sections(blocks, title_at + 1)
        first, last = _body_run(blocks, title_at + 1)
    kinds: dict[int, str] = {}
    parts: list[Part] = []
    first = _below_standfirst(blocks, first, last, title_at)
    _name_front(blocks, title_at, first, kinds, parts)
    last = _above_profile(blocks, first, last, [part.value for part in parts if part.kind == "byline" and part.value])
    _name_body(blocks, first, last, kinds, parts)
    _name_back(blocks, last, kinds, parts)
    return _assembled(text, blocks, title_at, kinds, parts)


def normalised(line: str) -> str:
    """A line without case, punctuation and blanks: what two copies of it share."""
    return _NOT_WORD.sub(" ", line).strip().casefold()


# --- features -------------------------------------------------------------------------------------------------------


def _block(line: Line) -> Block:
    return Block(line, *(_kept_features if len(line.text) <= _KEPT_LENGTH else _features)(line.text))


def _features(text: str) -> tuple[list[str], float, str, bool, bool]:
    words = words_of(text[:3_000])
    return words, english_share(words), main_script(text[:400]), is_closed(text), _BULLET.match(text) is not None


_kept_features = lru_cache(maxsize=_KEPT_LINES)(_features)


def _is_dense(block: Block) -> bool:
    """Scripts without blanks between words, measured in characters."""
    return block.script in ("CJK", "HIRAGANA", "KATAKANA", "THAI", "KHMER", "LAO", "MYANMAR")


def _size(block: Block) -> float:
    """Length in words, or in what would be words where none are written."""
    return (block.line.end - block.line.start) / 3 if _is_dense(block) else float(len(block.words))


def _body_script(blocks: Sequence[Block]) -> str:
    """The script the article is written in: that of most of the prose, Latin where there is a fair amount of it."""
    sizes: dict[str, float] = {}
    for block in blocks:
        if block.has_close and _size(block) >= _PROSE_WORDS:
            sizes[block.script] = sizes.get(block.script, 0) + _size(block)
    if not sizes:
        return blocks[0].script if len({block.script for block in blocks}) == 1 else "LATIN"
    if sizes.get("LATIN", 0) >= _ENOUGH_BODY:
        return "LATIN"
    return max(sizes, key=lambda script: (sizes[script], script))


# --- labels from a line's own words ---------------------------------------------------------------------------------


def _label(blocks: Sequence[Block], script: str, repeated_lines: Set[str]) -> None:
    repeated = {normalised(line) for line in repeated_lines}
    prose_words = sum(len(block.words) for block in blocks if block.has_close and len(block.words) >= _PROSE_WORDS)
    repeated_prose = sum(
        len(block.words)
        for block in blocks
        if block.has_close and len(block.words) >= _PROSE_WORDS and normalised(block.text) in repeated
    )
    # Where most of the article is repeated, it is the article that was copied.
    trusts_repeats = repeated_prose * 2 <= prose_words
    seen: set[str] = set()
    for block in blocks:
        key = normalised(block.text)
        is_again = key in seen and bool(key)
        seen.add(key)
        block.label = _kept_label(block.text, script) if len(block.text) <= _KEPT_LENGTH else _own_label(block, script)
        if (key in repeated and (trusts_repeats or not block.is_prose)) or (is_again and block.is_prose):
            block.label = "clutter"


@lru_cache(maxsize=_KEPT_LINES)
def _kept_label(text: str, script: str) -> str:
    return _own_label(_block(Line(0, len(text), text, 0)), script)


def _own_label(block: Block, script: str) -> str:
    text, size = block.text, _size(block)
    if not _LETTER.search(text):
        return "mark"
    is_sentence = block.has_close and size >= 12
    if len(text) <= 700:
        bare = _BRACKETED.sub("", text).strip(_LABEL_MARKS) or text
        if not is_sentence and size <= 14 and cues.SECTION.fullmatch(bare):
            return "section"
        if not is_sentence or _speaks_of_page(block):
            if cues.END.match(text):
                return "end"
            if size <= 60 and (cues.CLUTTER.match(text) or cues.CLUTTER.match(bare)):
                return "clutter"
        if (not is_sentence or sign_off(text)) and front_matter(text).is_whole:
            return "meta"
        if not block.has_close and (opening := leading_date(text)) and not _is_headline(text[opening[0].end :]):
            return "meta"
        if is_caption(text, block.words, block.has_close):
            return "caption"
    if block.script != script and not (block.script == "" and size < 3):
        return "foreign"
    if text.endswith(("...", "…", "[…]", "[...]")) and _PROSE_WORDS <= size < _LONG_TEASER_WORDS:
        return "teaser"
    if text[-1] in "!?" and size <= 20 and _is_title_case(text):
        return "heading"
    if size >= _PROSE_WORDS and (block.has_close or (text[-1] in ":;,–—-" and size >= 12)):
        return "prose" if block.script != "LATIN" or block.share > 0 or size >= 16 else "heading"
    if size >= _LONG_OPEN_WORDS and (block.script != "LATIN" or block.share >= 0.25):
        return "prose"
    return "short" if block.has_close else "heading"


def _is_title_case(text: str) -> bool:
    """Whether most long words begin with a capital."""
    long_words = re.findall(r"[^\W\d_]{4,}", text)
    return len(long_words) >= 3 and sum(word[0].isupper() for word in long_words) >= 0.75 * len(long_words)


def _is_headline(text: str) -> bool:
    """Whether what stands behind a date on its line may be the title."""
    bare = text.strip(_LABEL_MARKS)
    is_label = cues.DATE_LABEL.match(bare) or cues.BYLINE_LABEL.match(bare) or cues.ADDRESS.match(bare)
    return len(bare.split()) >= 4 and not is_label


def _speaks_of_page(block: Block) -> bool:
    return not cues.VISITOR_WORDS.isdisjoint(block.words) or any(sign in block.text for sign in cues.VISITOR_SIGNS)


def is_caption(text: str, words: Sequence[str], has_close: bool) -> bool:
    """Whether a line is the text or the credit of a picture."""
    behind = max(0, len(text) - _CREDIT_REACH)
    if cues.CREDIT_ALONE.fullmatch(text) or cues.CAPTION_START.match(text):
        return True
    tail = text[behind:].lower()
    if any(hint in tail for hint in cues.CREDIT_HINTS) and cues.CREDIT_END.search(text, behind):
        return True
    weak = _caption_signs(text, words) if len(text) <= 500 else 0
    if len(text) <= 350 and (cues.CAPTION_DATED.search(text, behind) or cues.CAPTION_HEAD.match(text)):
        return not _is_told(words)
    if cues.AGENCY_END.search(text, behind):
        return weak >= (1 if len(text) <= 160 else 2)
    return len(text) <= 400 and (weak >= 3 or (weak >= 2 and not has_close))


def _is_told(words: Sequence[str]) -> bool:
    """Whether something is told in the past tense, as captions hardly do."""
    return not cues.CAPTION_NEVER.isdisjoint(words) or any(word.endswith("ed") and len(word) > 4 for word in words)


def _caption_signs(text: str, words: Sequence[str]) -> int:
    if cues.CAPTION_WORDS.isdisjoint(words):
        return 0
    return sum(1 for pattern in cues.CAPTION_WEAK if pattern.search(text))


def _credit_captions(blocks: Sequence[Block]) -> None:
    """Mark the line above a credit of its own as the picture's text."""
    has_headline = False
    for line, credit in pairwise(blocks):
        is_open = line.label == "heading" and len(line.words) >= 4
        if credit.label == "caption" and len(credit.text) <= 60 and has_headline and len(line.text) <= 350:
            is_named = cues.CREDIT_ALONE.fullmatch(credit.text) is None
            if (is_named and (is_open or line.label in ("prose", "short"))) or (
                line.label == "prose" and _caption_signs(line.text, line.words)
            ):
                line.label = "caption"
        has_headline = has_headline or is_open


def _list_sections(blocks: Sequence[Block], start: int = 0) -> None:
    """Mark what stands in a list of other stories: from its header until the article goes on.

    The title ends every list above it, hence `start`.
    """
    in_section = False
    for index in range(start, len(blocks)):
        block = blocks[index]
        if block.label == "section":
            in_section = True
        elif in_section and _resumes(blocks, index):
            in_section = False
        block.is_listed = in_section


def _resumes(blocks: Sequence[Block], index: int) -> bool:
    """Whether the article goes on here: prose, with more of it or an end behind; a teaser has a headline next."""
    block = blocks[index]
    if not block.is_prose or not block.has_close or _size(block) < _RESUME_WORDS or block.is_bullet:
        return False
    following = next((one for one in blocks[index + 1 :] if one.label not in ("mark", "caption")), None)
    if following is None:
        return blocks[index - 1].label == "section" or _size(block) >= 30
    if following.label in ("prose", "end") or (following.label == "short" and following.script == block.script):
        return True
    return following.label == "meta" and sign_off(following.text)


# --- the body run ---------------------------------------------------------------------------------------------------


def _score(block: Block) -> float:
    if block.is_listed:
        return -3.0
    if block.is_prose:
        return min(_size(block), _MOST_WORDS)
    if block.label in ("short", "teaser"):
        return 0.5 * min(_size(block), 8)
    return _LABEL_SCORE.get(block.label, -1.0)


def _body_run(blocks: Sequence[Block], top: int) -> tuple[int, int]:
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
        prose_words += _size(block) if block.is_prose and not block.is_listed else 0
        if score > best and (prose_words or block.label == "short"):
            best, best_run = score, (start, index)
    first, last = best_run
    while first <= last and (blocks[first].label not in ("prose", "short") or _is_to_visitor(blocks[first])):
        first += 1
    while first < last and (
        blocks[last].label not in ("prose", "short", "teaser") or blocks[last].is_listed or _is_afterword(blocks[last])
    ):
        last -= 1
    return (first, last) if first <= last else (len(blocks), len(blocks) - 1)


_ASKING = word_set("""
    please click subscribe sign visit contact comment comments email mail newsletter read follow join share
    download app page site website article story stories news journalism policy send write tell register login
    support donate like want browser
""")


def _is_afterword(block: Block) -> bool:
    """Whether a sentence at the article's end is about its writer or speaks to the visitor."""
    return (len(block.words) <= 60 and cues.ABOUT_AUTHOR.match(block.text) is not None) or _is_to_visitor(block)


def _is_to_visitor(block: Block) -> bool:
    """Whether a sentence at the article's edge speaks to the visitor of the page, and quotes nobody."""
    return (
        len(block.words) <= 25
        and not any(mark in block.text for mark in '"“”«»„:')
        and any(word in ("you", "your", "please", "our", "us") for word in block.words)
        and not _ASKING.isdisjoint(block.words)
    )


def _below_standfirst(blocks: Sequence[Block], first: int, last: int, title_at: int | None) -> int:
    """Where the body begins if a sentence stands between the title and the byline or date: that is the standfirst."""
    if title_at is None or last - first < 3 or _size(blocks[first]) > _MOST_WORDS or blocks[first].label != "prose":
        return first
    following = first + 1
    while following < last and blocks[following].label in ("meta", "caption", "mark") and following - first < 5:
        following += 1
    between = blocks[first + 1 : following]
    is_byline = any(
        part.kind in ("byline", "date_line")
        for block in between
        if block.label == "meta"
        for part in front_matter(block.text, is_near_title=True).parts
    )
    return following if is_byline and blocks[following].is_prose else first


def _above_profile(blocks: Sequence[Block], first: int, last: int, authors: Sequence[str]) -> int:
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


# --- the title ------------------------------------------------------------------------------------------------------


def _title(blocks: Sequence[Block], first: int, known: str | None) -> int | None:
    """The block that is the title: near the top, no sentence, and made of the words the body is made of."""
    if known:
        key = normalised(known)
        for index, block in enumerate(blocks[: max(first, 1) + 3]):
            if key and normalised(block.text) == key:
                return index
    before = list(range(min(first, len(blocks))))
    candidates = [index for index in before if _may_be_title(blocks[index])]
    if not candidates:
        return _title_in_body(blocks, first)
    body_words = {word[:4] for block in blocks[first : first + 12] for word in block.words if len(word) > 2}
    scores = {index: _title_score(blocks, index, body_words, blocks[first : first + 6]) for index in candidates}
    best = max(scores.values())
    good = [index for index in candidates if scores[index] >= best - abs(best) * 0.25]
    # Of a title and its standfirst, the first is the title; far above stand menus and other stories.
    chosen = good[-1]
    for index in reversed(good):
        is_copy = chosen - index <= _NEAR_LINES and normalised(blocks[index].text) == normalised(blocks[chosen].text)
        if is_copy or _is_front(blocks, index + 1, chosen):
            chosen = index
    return chosen


def _headline_behind_teasers(blocks: Sequence[Block], first: int, last: int) -> int | None:
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
        if len(behind) < 2 or not _is_front(blocks, index + 1, blocks.index(behind[0], index)):
            continue
        if not blocks[blocks.index(behind[0], index) + 1].is_prose:
            continue
        told = {word[:4] for one in behind for word in one.words if len(word) > 3}
        teased = [word[:4] for one in blocks[first:index] if one.is_prose for word in one.words if len(word) > 3]
        own = [word[:4] for word in block.words if len(word) > 3]
        # One paragraph above may as well be the article's lead: it must be about something else altogether.
        most_shared = 0.12 if index == first + 1 else 0.25
        if _share(own, told) >= 0.5 and _share(teased, told) <= most_shared and 4 <= _size(block) <= 30:
            return index
    return None


def _share(words: Sequence[str], others: Set[str]) -> float:
    return sum(word in others for word in words) / len(words) if words else 0.0


def _is_front(blocks: Sequence[Block], start: int, end: int) -> bool:
    """Whether nothing but an article's front matter stands between two blocks."""
    return end - start <= 4 and all(
        block.label in ("meta", "caption", "mark", "heading") for block in blocks[start:end]
    )


def _may_be_title(block: Block) -> bool:
    if block.label not in ("heading", "short", "foreign") or not 2 <= _size(block) <= 40 or len(block.text) > 300:
        return False
    if cues.ADDRESS.search(block.text):
        return False
    return block.label != "foreign" or _size(block) >= 4


def _title_score(blocks: Sequence[Block], index: int, body_words: Set[str], body: Sequence[Block]) -> float:
    block = blocks[index]
    content = [word for word in block.words if len(word) > 2 and word[:4]]
    shared = sum(word[:4] in body_words for word in content)
    score = shared / (len(content) + 4) if content else 0.0
    key = normalised(block.text)
    near = [*blocks[max(0, index - 3) : index], *blocks[index + 1 : index + 6]]
    if any(key and normalised(other.text) == key for other in near):
        score += 0.15
    if block.label == "foreign":
        score -= 0.3
    if block.is_listed:
        score -= 0.1
    if any(other.is_prose and block.text in other.text for other in body):
        score -= 0.4  # a name or a caption: headlines are not said again word for word
    if block.is_bullet:
        score -= 0.2
    return score + min(len(content), 6) * 0.03


def _title_in_body(blocks: Sequence[Block], first: int) -> int | None:
    """A title that ends in a full stop: the first line of all, in capitals or title case, with prose behind it."""
    if first >= len(blocks) - 1 or len(blocks[first].words) > 20:
        return None
    block = blocks[first]
    if "\n" in block.text or not any(other.is_prose for other in blocks[first + 1 : first + 3]):
        return None
    return first if _is_title_case(block.text) else None


# --- names by place -------------------------------------------------------------------------------------------------


def _name_front(
    blocks: Sequence[Block], title_at: int | None, first: int, kinds: dict[int, str], parts: list[Part]
) -> None:
    """What stands before the body: byline, date and place beside the title; headings under it; clutter elsewhere."""
    top = title_at if title_at is not None else first
    dated_below = False
    for index in range(top + 1 if title_at is not None else 0, min(first, len(blocks))):
        block = blocks[index]
        found = front_matter(block.text, is_near_title=True)
        if found.parts and block.label not in ("section", "end"):
            parts.extend(_placed(found, block.line.start))
            dated_below = dated_below or any(part.kind == "date_line" and part.is_dated for part in found.parts)
        elif block.label == "caption":
            kinds[index] = "caption"
        elif block.label in ("heading", "short") and not block.is_listed and title_at is not None:
            if cues.DAY_ALONE.fullmatch(block.text):
                kinds[index] = "date_line"
                continue
            is_copy = normalised(block.text) == normalised(blocks[title_at].text)
            kinds[index] = "clutter" if is_copy or _is_link_list(blocks, index, top, first) else "heading"
    if title_at is None:
        return
    skipped_words = 0
    for index in range(title_at - 1, max(-1, title_at - 1 - _NEAR_LINES), -1):
        block = blocks[index]
        found = front_matter(block.text)
        if found.is_whole:
            kept = [part for part in found.parts if part.kind != "date_line" or not dated_below or not part.is_dated]
            parts.extend(_placed(FrontMatter(kept, True), block.line.start))
        elif opening := leading_date(block.text):
            parts.extend(part.moved(block.line.start) for part in opening if not dated_below)
        elif block.label == "mark" or block.text.endswith(":") or cues.ADDRESS.fullmatch(block.text):
            continue
        else:
            # One section label may stand between; further up is the site's own frame, with today's date in it.
            skipped_words += int(_size(block)) + 1
            if block.label not in ("heading", "section") or skipped_words > 5:
                break


def _is_link_list(blocks: Sequence[Block], index: int, start: int, stop: int) -> bool:
    """Whether a short line stands among many: a standfirst is one line or two."""
    run = [index]
    for step in (-1, 1):
        at = index + step
        while start < at < stop and blocks[at].label in ("heading", "short") and len(run) < 5:
            run.append(at)
            at += step
    return len(run) > 2


def _placed(found: FrontMatter, offset: int) -> list[Part]:
    return [part.moved(offset) for part in found.parts]


# A dateline may stand behind a lead that sums the article up.
_OPENING_PROSE = 3


def _opening(text: str, *, is_first: bool) -> list[Part]:
    """Date and dateline that a paragraph opens with; below the first one only a dateline with its agency."""
    dated = leading_date(text) if is_first else []
    begun = dated[0].end if dated else 0
    while begun < len(text) and not text[begun].isalnum() and text[begun] not in '(“"':
        begun += 1
    found = [part.moved(begun) for part in dateline_of(text[begun:])]
    if not is_first and not any(part.kind == "outlet" for part in found):
        found = []
    return [*dated, *found]


def _name_body(blocks: Sequence[Block], first: int, last: int, kinds: dict[int, str], parts: list[Part]) -> None:
    """The body's own paragraphs and headings; captions, link lists and other interior blocks are cut out."""
    titles = {normalised(block.text) for block in blocks[:first] if len(block.words) > 3}
    prose_count = 0
    for index in range(first, last + 1):
        block = blocks[index]
        if block.is_listed or index in kinds:
            continue
        if block.label in ("prose", "short", "teaser"):
            kinds[index] = "body"
            prose_count += block.is_prose
            if block.is_prose and prose_count <= _OPENING_PROSE:
                opening = _opening(block.text, is_first=prose_count == 1)
                parts.extend(part.moved(block.line.start) for part in opening)
                if any(part.kind == "dateline" for part in opening):
                    prose_count = _OPENING_PROSE
        elif block.label == "caption":
            kinds[index] = "caption"
        elif block.label == "heading" and normalised(block.text) in titles:
            kinds[index] = "clutter"
        elif block.label == "heading":
            kinds[index] = _open_line(blocks, index, first, last)
        elif block.label == "meta" and sign_off(block.text):
            parts.extend(_placed(front_matter(block.text), block.line.start))
    if first <= last:
        parts.extend(part.moved(blocks[last].line.start) for part in agency_of_end(blocks[last].text))


_FINITE = word_set("was were has have had is are said would could did")


def _open_line(blocks: Sequence[Block], index: int, first: int, last: int) -> str:
    """A line without an end inside the body: an item of the body's own list, a sub-heading, or a link among links."""
    start = index
    while start > first and blocks[start - 1].label == "heading":
        start -= 1
    stop = index + 1
    while stop <= last and blocks[stop].label == "heading":
        stop += 1
    before = blocks[start - 1] if start > first else None
    if before is not None and before.text.endswith((":", "：")) and before.label in ("prose", "short"):
        return "body"
    if stop - start == 1:
        block = blocks[index]
        is_statement = len(block.words) >= 6 and block.share >= 0.25 and not _FINITE.isdisjoint(block.words)
        return "body" if is_statement or (block.is_bullet and block.share > 0.2) else "heading"
    run = blocks[start:stop]
    if all(block.is_bullet for block in run) and sum(block.share for block in run) / len(run) > 0.25:
        return "body"
    return "heading" if stop - start == 2 and max(len(block.words) for block in run) <= 5 else "clutter"


def _name_back(blocks: Sequence[Block], last: int, kinds: dict[int, str], parts: list[Part]) -> None:
    """Behind the body: who wrote and edited it, and where it is from, as long as nothing else has begun.

    A date counts only where it is labelled, and not behind an end mark: there comments and copyright lines stand.
    """
    has_ended = False
    for index in range(last + 1, min(len(blocks), last + 1 + _NEAR_LINES)):
        block = blocks[index]
        if block.label in ("section", "foreign"):
            break
        if block.label == "caption":
            kinds[index] = "caption"
        found = front_matter(block.text, is_near_title=index <= last + 2 and not has_ended, is_behind=True)
        has_ended = has_ended or (block.label == "end" and not found.parts)
        is_labelled = cues.DATE_LABEL.match(block.text) is not None
        is_dating = is_labelled and not has_ended
        parts.extend(
            part.moved(block.line.start)
            for part in found.parts
            if is_dating or not part.is_dated or part.basis == "byline"
        )


# --- assembly -------------------------------------------------------------------------------------------------------


def _assembled(
    text: str, blocks: Sequence[Block], title_at: int | None, kinds: dict[int, str], parts: list[Part]
) -> Zoning:
    zones: list[Zone] = []
    title: tuple[int, int] | None = None
    kept: list[Part] = []
    by_start = sorted(parts, key=lambda part: part.start)
    body_language = language_of(" ".join(blocks[i].text for i, kind in sorted(kinds.items()) if kind == "body"))
    for index, block in enumerate(blocks):
        start, end = block.line.start, block.line.end
        inside = [part for part in by_start if start <= part.start and part.end <= end]
        kind = kinds.get(index, "clutter")
        if index == title_at:
            kind = "title"
            found = front_matter(block.text, is_title=True)
            inside = [part.moved(start) for part in found.parts]
            start, end = start + found.title_start, start + (found.title_end or len(block.text))
            title = (start, end)
        language = body_language if kind in ("body", "heading", "title") else language_of(block.text)
        at = block.line.start
        for part in inside:
            if part.is_silent:
                kept.append(part)
                continue
            if part.start < at:
                continue
            kept.append(part)
            zones.extend(_rest(text, kind, at, part.start, (start, end), language))
            zones.append(Zone(part.kind, part.start, part.end, language_of(text[part.start : part.end])))
            at = part.end
        zones.extend(_rest(text, kind, at, block.line.end, (start, end), language))
    return Zoning(merged(zones), title, body_language, kept)


def _rest(text: str, kind: str, start: int, end: int, own: tuple[int, int], language: str | None) -> list[Zone]:
    """What a line still holds around its named parts; outside the title's own words it is clutter."""
    zones: list[Zone] = []
    for cut_start, cut_end, cut_kind in (
        (start, min(end, own[0]), "clutter"),
        (max(start, own[0]), min(end, own[1]), kind),
        (max(start, own[1]), end, "clutter"),
    ):
        while (
            cut_start < cut_end
            and not text[cut_start].isalnum()
            and (cut_kind == "clutter" or text[cut_start].isspace())
        ):
            cut_start += 1
        while cut_end > cut_start and text[cut_end - 1].isspace():
            cut_end -= 1
        if cut_start < cut_end:
            zones.append(Zone(cut_kind, cut_start, cut_end, language))
    return zones
