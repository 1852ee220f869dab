"""Lines of a text with their offsets, and which line breaks are only the wrapping of one paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

# What a line may end with and still be a finished sentence.
CLOSING_PUNCTUATION = ".!?…。！？．"
CLOSING_MARKS = "\"'”’»)]）】」』"

# Blank to the eye but not to str.strip(): zero-width characters and the byte order mark.
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"

_NARROWEST_WRAP, _WIDEST_WRAP = 35, 110
# Columns by which lines wrapped by hand fall short of the widest.
_RAGGED = 6


def word_set(words: str) -> frozenset[str]:
    """A set of words written one after the other."""
    return frozenset(words.split())


class Line(NamedTuple):
    """One line without the blanks around it; `text[start:end]` is what it says."""

    start: int
    end: int
    text: str
    blank_lines_before: int


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Offsets of `text[start:end]` without surrounding blanks; start == end where all is blank."""
    while start < end and (text[start].isspace() or text[start] in INVISIBLE):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in INVISIBLE):
        end -= 1
    return start, end


def lines_of(text: str, start: int = 0, end: int | None = None) -> list[Line]:
    """The lines of `text[start:end]` that are not blank, in order."""
    found: list[Line] = []
    offset = previous_end = start
    for written in text[start:end].splitlines(keepends=True):
        line_start, line_end = trimmed(text, offset, offset + len(written))
        offset += len(written)
        if line_start == line_end:
            continue
        breaks = _break_count(text, previous_end, line_start)
        found.append(Line(line_start, line_end, text[line_start:line_end], max(0, breaks - 1) if found else breaks))
        previous_end = line_end
    return found


def _break_count(text: str, start: int, end: int) -> int:
    gap = text[start:end]
    return gap.count("\n") + gap.count("\u2029") * 2 + (gap.count("\r") if "\n" not in gap else 0)


# What may follow the last sentence of an article on its line: "(Yonhap)", "-0-", "/TASS/".
_AFTER_LAST = re.compile(
    r"\s{0,3}(?:[(\[/][^()\[\]/]{2,40}[)\]/]|-\s?(?:0|30|(?i:end))\s?-|#{1,3}|[■□◼▪]|"
    r"[—–-]{1,2}\s?[A-Z][\w/. ]{1,25}|\s(?:[A-Z]\w+\s[A-Z]\w+/)?[A-Z]{2,6})\.?\s*\Z"
)


# "Islands sign new compact with U.S.": the stop belongs to the letters.
_INITIALS_END = re.compile(r"\b(?:[A-Z]\.){2,4}$")
_HEADLINE_WORDS = 12


def is_closed(line: str) -> bool:
    """Whether a line ends as a sentence does, an agency's sign behind it not counted."""
    if line[-2:-1].isupper() and len(line.split()) <= _HEADLINE_WORDS and _INITIALS_END.search(line):
        return False
    tail = line[-48:]
    bare = tail.rstrip(CLOSING_MARKS)
    if bare and bare[-1] in CLOSING_PUNCTUATION:
        return True
    signed = _AFTER_LAST.search(tail)
    bare = tail[: signed.start()].rstrip(CLOSING_MARKS) if signed else ""
    return bool(bare) and bare[-1] in CLOSING_PUNCTUATION


def wrap_width(lines: Sequence[Line]) -> int | None:
    """The column at which a text is wrapped, or None where each line is a paragraph of its own.

    Wrapped prose shows itself by lines that stay open and go on in lower case; headlines never do.
    """
    continued: list[int] = []
    open_count = 0
    for line, following in pairwise(lines):
        length = line.end - line.start
        if following.blank_lines_before or not _NARROWEST_WRAP <= length <= _WIDEST_WRAP or is_closed(line.text):
            continue
        open_count += 1
        if following.text[0].islower():
            continued.append(length)
    if len(continued) < 3 or len(continued) < open_count * 0.4:
        return None
    return max(continued)


def is_wrapped(line: Line, following: Line, width: int | None) -> bool:
    """Whether the break between two lines is wrapping: the next word would not have fitted."""
    if following.blank_lines_before:
        return False
    length = line.end - line.start
    if width is None:
        return length >= _NARROWEST_WRAP and _goes_on(line.text, following.text) and not is_closed(line.text)
    if not width * 0.5 <= length <= width + 10:
        return False
    if following.text[0].islower() and not is_closed(line.text):
        return True
    first_word = following.text.split(None, 1)[0]
    return length + 1 + len(first_word) > width - _RAGGED and "@" not in first_word


# A byline in small letters under a headline.
_SMALL_BYLINE = re.compile(r"by [A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){1,3}\s*(?:$|[|·•,–—(-])")


def _goes_on(line: str, following: str) -> bool:
    goes_on = following[0].islower() and line[-1] not in ":;|" and line.count(" ") >= 4
    return goes_on and not _SMALL_BYLINE.match(following)


def paragraphs(lines: Iterable[Line], text: str) -> list[Line]:
    """Lines joined where the break between them is only wrapping."""
    lines = list(lines)
    width = wrap_width(lines)
    joined: list[Line] = []
    last: Line | None = None
    for line in lines:
        if last is not None and is_wrapped(last, line, width):
            begun = joined[-1]
            joined[-1] = Line(begun.start, line.end, "", begun.blank_lines_before)
        else:
            joined.append(line)
        last = line
    return [line if line.text else line._replace(text=text[line.start : line.end]) for line in joined]
