"""The paragraphs of a text dump: what each is by its own words, and by the lines around it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from transforms.reading import cues
from transforms.reading.front_matter import front_matter, is_clutter, leading_date, sign_off
from transforms.reading.language import english_share, main_script, words_of
from transforms.reading.lines import Line, is_closed

_BULLET = re.compile(r"(?:[•‣▪▸►◦●■□◆▶→»›*·–—-]|\(?\d{1,2}[.)])\s{1,8}|\d{1,2}\n\s*")
_LABEL_MARKS = " \t:：.…»›>→▶|-–—•*#=_[]()【】〈〉"
_BRACKETED = re.compile(r"^\s*[\[【(][^\])】]{1,30}[\])】]\s*")
_LETTER = re.compile(r"[^\W\d_]")
_NOT_WORD = re.compile(r"[\W_]+")
# Small letters and digits of plain text, blanks for the rest.
_ASCII_PLAIN = "".join(chr(code).lower() if chr(code).isalnum() else " " for code in range(0x80))

# Shortest prose, prose without an end, and prose with which an article goes on behind a list, in words.
_PROSE_WORDS, _LONG_OPEN_WORDS, _RESUME_WORDS = 8, 25, 14
# So many words of Latin prose, and the article is written in it.
_ENOUGH_LATIN = 40
# Menus and labels come again on every page of a site: up to this length a line's features and label are kept.
_KEPT_LENGTH, _KEPT_LINES = 160, 20_000
# How far from a line's end a credit may begin.
_CREDIT_REACH = 130
# The longest question that is a headline, in words.
_QUESTION_WORDS = 20
# From here on prose that breaks off is the text itself, cut short.
_LONG_TEASER_WORDS = 40


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


def normalised(line: str) -> str:
    """A line without case, punctuation and blanks: what two copies of it share."""
    if line.isascii():
        return " ".join(line.translate(_ASCII_PLAIN).split())
    return _NOT_WORD.sub(" ", line).strip().casefold()


def is_copy(block: Block, other: Block) -> bool:
    """Whether two paragraphs say the same; most do not even begin with the same words."""
    return _beginning(block) == _beginning(other) and normalised(block.text) == normalised(other.text)


def _beginning(block: Block) -> tuple[str, ...]:
    return tuple(block.words[:3])


def block_of(line: Line) -> Block:
    """The paragraph with its features, not yet labelled."""
    return Block(line, *(_kept_features if len(line.text) <= _KEPT_LENGTH else _features)(line.text))


def _features(text: str) -> tuple[list[str], float, str, bool, bool]:
    words = words_of(text[:3_000])
    return words, english_share(words), main_script(text[:400]), is_closed(text), _BULLET.match(text) is not None


_kept_features = lru_cache(maxsize=_KEPT_LINES)(_features)


def _is_dense(block: Block) -> bool:
    """Scripts without blanks between words, measured in characters."""
    return block.script in ("CJK", "HIRAGANA", "KATAKANA", "THAI", "KHMER", "LAO", "MYANMAR")


def size_of(block: Block) -> float:
    """Length in words, or in what would be words where none are written."""
    return (block.line.end - block.line.start) / 3 if _is_dense(block) else float(len(block.words))


def body_script(blocks: Sequence[Block]) -> str:
    """The script the article is written in: that of most of the prose, Latin where there is a fair amount of it."""
    sizes: dict[str, float] = {}
    for block in blocks:
        if block.has_close and size_of(block) >= _PROSE_WORDS:
            sizes[block.script] = sizes.get(block.script, 0) + size_of(block)
    if not sizes:
        return blocks[0].script if len({block.script for block in blocks}) == 1 else "LATIN"
    if sizes.get("LATIN", 0) >= _ENOUGH_LATIN:
        return "LATIN"
    return max(sizes, key=lambda script: (sizes[script], script))


def label_blocks(blocks: Sequence[Block], script: str, repeated_lines: Set[str]) -> None:
    """Label each paragraph by its own words; what is repeated is clutter."""
    repeated = {normalised(line) for line in repeated_lines}
    trusts_repeats = not repeated or not _is_copied(blocks, repeated)
    beginnings = Counter(map(_beginning, blocks))
    seen: set[str] = set()
    for block in blocks:
        key = normalised(block.text) if repeated or beginnings[_beginning(block)] > 1 else ""
        is_again = key in seen and bool(key)
        seen.add(key)
        block.label = _kept_label(block.text, script) if len(block.text) <= _KEPT_LENGTH else _own_label(block, script)
        if (key in repeated and (trusts_repeats or not block.is_prose)) or (is_again and block.is_prose):
            block.label = "clutter"


def _is_copied(blocks: Sequence[Block], repeated: Set[str]) -> bool:
    """Whether most of the article is repeated: then it is the article that was copied."""
    prose = [block for block in blocks if block.has_close and len(block.words) >= _PROSE_WORDS]
    repeated_words = sum(len(block.words) for block in prose if normalised(block.text) in repeated)
    return repeated_words * 2 > sum(len(block.words) for block in prose)


@lru_cache(maxsize=_KEPT_LINES)
def _kept_label(text: str, script: str) -> str:
    return _own_label(block_of(Line(0, len(text), text, 0)), script)


def _own_label(block: Block, script: str) -> str:
    text, size = block.text, size_of(block)
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
            if size <= 60 and any(map(is_clutter, {text, bare})):
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
    if text[-1] in "!?" and size <= 20 and is_title_case(text):
        return "heading"
    if size >= _PROSE_WORDS and (block.has_close or (text[-1] in ":;,–—-" and size >= 12)):
        return "prose" if block.script != "LATIN" or block.share > 0 or size >= 16 else "heading"
    if size >= _LONG_OPEN_WORDS and (block.script != "LATIN" or block.share >= 0.25):
        return "prose"
    return "short" if block.has_close else "heading"


def is_title_case(text: str) -> bool:
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
    may_be_credit = tail.endswith(cues.CREDIT_BRACKETS) or any(map(tail.__contains__, cues.CREDIT_HINTS))
    if may_be_credit and cues.CREDIT_END.search(text, behind):
        return True
    weak = _caption_signs(text, words) if len(text) <= 500 else 0
    if len(text) <= 350 and (cues.CAPTION_DATED.search(text, behind) or cues.CAPTION_HEAD.match(text)):
        return not _is_told(words)
    if len(text) <= 200 and _NAMED_CREDIT.search(text, behind) and not _is_told(words):
        return True
    if weak and cues.AGENCY_END.search(text, behind):
        return weak >= (1 if len(text) <= 160 else 2)
    return len(text) <= 400 and (weak >= 3 or (weak >= 2 and not has_close))


# "Landsbergis in Vilnius. | V. Skaraitis/BNS", "The embassy. Source: Siim Lõvi/ERR", "A briefing in Rome. /CFP".
_NAMED_CREDIT = re.compile(
    r"[.|)]\s?(?:Source:?\s)?(?:[A-ZÀ-Þ][\w.’-]{0,20}\s){0,3}(?:[A-ZÀ-Þ][\w’-]{0,20})?/[A-Z]{2,8}\.?$"
)


def _is_told(words: Sequence[str]) -> bool:
    """Whether something is told in the past tense, as captions hardly do."""
    return not cues.CAPTION_NEVER.isdisjoint(words) or any(word.endswith("ed") and len(word) > 4 for word in words)


def _caption_signs(text: str, words: Sequence[str]) -> int:
    if cues.CAPTION_WORDS.isdisjoint(words):
        return 0
    return sum(1 for pattern in cues.CAPTION_WEAK if pattern.search(text))


def credit_captions(blocks: Sequence[Block]) -> None:
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


def question_titles(blocks: Sequence[Block]) -> None:
    """Mark a question above a byline or date as a headline: "Why did Chad recall its envoy?", "By Ann Lee"."""
    for question, following in pairwise(blocks):
        is_question = question.label in ("prose", "short") and question.text.endswith("?")
        if is_question and size_of(question) <= _QUESTION_WORDS:
            found = front_matter(following.text, is_near_title=True)
            if found.is_whole and any(part.kind == "byline" or part.is_dated for part in found.parts):
                question.label = "heading"
        if question.is_prose:
            break


def list_sections(blocks: Sequence[Block], start: int = 0) -> None:
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
    if not block.is_prose or not block.has_close or size_of(block) < _RESUME_WORDS or block.is_bullet:
        return False
    following = next((one for one in blocks[index + 1 :] if one.label not in ("mark", "caption")), None)
    if following is None:
        return blocks[index - 1].label == "section" or size_of(block) >= 30
    if following.label in ("prose", "end") or (following.label == "short" and following.script == block.script):
        return True
    return following.label == "meta" and sign_off(following.text)
