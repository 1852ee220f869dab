"""Text for people in a terminal: wrapped, and with the words that matter marked."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator, Sequence

from flows.output import has_color, visible
from warehouse.evidence import Mark, Role, pieces

WIDEST_LINE = 100
# What each mark is called, and its colour as a terminal's number for it.
ROLES: dict[Role, tuple[str, str]] = {
    "source": ("who", "1;36"),
    "trigger": ("what", "1;33"),
    "target": ("whom", "1;35"),
    "date": ("when", "1;32"),
}
BOLD, DIM = "1", "2"
Word = list[tuple[str, str]]


def painted(text: str, color: str) -> str:
    """Text in a colour, where standard output shows colours."""
    return f"\x1b[{color}m{text}\x1b[0m" if color and has_color() else text


def wrapped(text: str, indent: str = "", first_indent: str | None = None) -> str:
    """A paragraph no wider than the terminal; `first_indent` begins its first line, `indent` the others."""
    return _filled(_words([(visible(text), "")]), indent, indent if first_indent is None else first_indent)


def marked(text: str, start: int, marks: Iterable[Mark], indent: str = "") -> str:
    """A quote that begins at `start` of its article, in colours, or in brackets where there are none."""
    runs = [("“", "")]
    for piece in pieces(text, start, marks):
        shown = visible(piece.text)
        roles = [ROLES[role] for role in dict.fromkeys(mark.role for mark in piece.marks)]
        if not roles:
            runs.append((shown, ""))
        elif has_color():
            runs.append((shown, roles[0][1]))
        else:
            runs.append((f"[{' and '.join(name for name, _ in roles)}: {shown}]", ""))
    return _filled(_words([*runs, ("”", "")]), indent, indent)


def legend() -> str:
    """What the colours say; empty where there are none."""
    return " · ".join(painted(name, color) for name, color in ROLES.values()) if has_color() else ""


def _words(runs: Iterable[tuple[str, str]]) -> Iterator[Word]:
    """Runs of text and colour as words, each of one or more pieces."""
    word: Word = []
    for text, color in runs:
        for part in re.split(r"(\s+)", text):
            if part.isspace():
                if word:
                    yield word
                word = []
            elif part:
                word.append((part, color))
    if word:
        yield word


def _filled(words: Iterable[Word], indent: str, first_indent: str) -> str:
    width = min(shutil.get_terminal_size((80, 24)).columns, WIDEST_LINE)
    lines: list[list[str]] = [[]]
    length = len(first_indent)
    for word in words:
        word_length = sum(len(text) for text, _ in word)
        if lines[-1] and length + 1 + word_length > width:
            lines.append([])
            length = len(indent)
        length += word_length + bool(lines[-1])
        lines[-1].append("".join(painted(text, color) for text, color in word))
    return "\n".join((indent if number else first_indent) + " ".join(line) for number, line in enumerate(lines))


def listed(names: Sequence[str], nobody: str = "nobody named") -> str:
    """Names as a sentence lists them."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:]))) or nobody
