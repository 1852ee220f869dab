"""Dates, countries, names of rules and raw text as people read them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from urllib.parse import urlsplit

from markupsafe import Markup, escape

# What shows as nothing or turns text around: it is shown by its number instead, so that no name hides another.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0d\ufeff\uffa0\ufff9-\uffff\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
PLAIN = re.compile(r"[ \w.,:;()/+-]*", re.ASCII)
WORD = re.compile(r"[^\W\d_]{2,}")
LOOK_ALIKE_SCRIPTS = frozenset({"LATIN", "CYRILLIC", "GREEK"})
CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")
LINKED_SCHEMES = frozenset({"http", "https"})


def shown(text: str) -> Markup:
    """Raw text as HTML that shows all of it: markup as text, what cannot be seen as ⟦U+202E⟧, mixed scripts marked."""
    if PLAIN.fullmatch(text):
        return Markup(text)
    escaped = str(escape(text))
    if text.isascii() and text.isprintable():
        return Markup(escaped)
    return Markup(UNSEEN.sub(_badge, WORD.sub(_marked_if_mixed, escaped)))


def linked(uri: str | None) -> str | None:
    """The address where it may be followed: plain web addresses only, never `javascript:` or what hides as one."""
    try:
        parts = urlsplit(uri or "")
        is_plain = parts.scheme.lower() in LINKED_SCHEMES and bool(parts.hostname)
    except ValueError:
        return None
    return uri if is_plain and not UNSEEN.search(uri or "") and not re.search(r"\s", uri or "") else None


def days(start: date | None, end: date | None, precision: str = "range", basis: str = "") -> str:
    """A window as people say it: "12 Feb 2021", "Feb 2021", "between 22 and 25 Apr 2021".

    A range that a text states is how long it took, not how little is known of it: "22–25 Apr 2021".
    """
    if start is None or end is None:
        return "date unknown"
    if start == end:
        return day(start)
    match precision:
        case "year" if start.year == end.year:
            return str(start.year)
        case "month" if (start.year, start.month) == (end.year, end.month):
            return f"{start:%b} {start.year}"
        case "quarter" if start.year == end.year:
            return f"{start:%b}–{end:%b} {end.year}"
    first = day(start)
    if start.year == end.year:
        first = str(start.day) if start.month == end.month else f"{start.day} {start:%b}"
    if basis == "stated":
        return f"{first}–{day(end)}" if first.isdigit() else f"{first} – {day(end)}"
    return f"between {first} and {day(end)}"


def day(when: date) -> str:
    """A day, as in "12 Feb 2021"."""
    return f"{when.day} {when:%b} {when.year}"


def fact(rule: str) -> str:
    """The name of a rule as the sentence it is: EveryQuoteIsExact -> "Every quote is exact"."""
    return CAPITAL.sub(" ", rule).capitalize().replace(" iso ", " ISO ")


def listed(names: list[str], most: int = 4) -> str:
    """Names as a sentence has them: "Cuba, Laos and Vietnam", and how many more beyond the first few."""
    if len(names) > most:
        return f"{', '.join(names[: most - 1])} and {len(names) - most + 1} more"
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def number(count: int, noun: str, plural: str = "") -> str:
    """A number with its noun: "1 article", "1,200 articles"."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def _badge(unseen: re.Match[str]) -> str:
    return f"<code class=u>⟦U+{ord(unseen[0]):04X}⟧</code>"


def _marked_if_mixed(word: re.Match[str]) -> str:
    """The word, marked where it mixes letters that look alike: a Cyrillic К in a Latin name."""
    if word[0].isascii():
        return word[0]
    scripts = {unicodedata.name(letter, "").partition(" ")[0] for letter in word[0]} & LOOK_ALIKE_SCRIPTS
    if len(scripts) < 2:
        return word[0]
    told = " and ".join(sorted(script.capitalize() for script in scripts))
    return f'<span class=m title="mixes {told} letters">{word[0]}</span>'
