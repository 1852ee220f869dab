"""What the wordings of dates are made with: how they are registered, and the numbers, years and clocks in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from transforms.reading.time_words import POWERS, VAGUE_COUNTS
from transforms.reading.wording import Hit, Maker, Rule, Token

Register = Callable[..., Callable[[Maker], Maker]]


def register_in(rules: list[Rule]) -> Register:
    """A decorator that adds a maker to `rules` for the given wordings.

    It takes the name that says in plain words what was read, the TIMEX3 type, and the patterns (see wording.py).
    """

    def rule(name: str, type_: str, *patterns: str) -> Callable[[Maker], Maker]:
        def register(make: Maker) -> Maker:
            rules.extend(Rule(name, type_, pattern, make) for pattern in patterns)
            return make

        return register

    return rule


def number_of(tokens: Sequence[Token]) -> float | None:
    """The number that words like "twenty - five", "two and a half" or "1,500" say; None for a vague one."""
    total, current, seen = 0.0, 0.0, False
    if "/" in (marks := [token.text for token in tokens]):
        at = marks.index("/")
        *whole, over = tokens[:at]
        return float(sum(token.value for token in whole) + over.value / max(tokens[at + 1].value, 1))
    for token in tokens:
        word = token.text.lower()
        if word in VAGUE_COUNTS:
            return 2.0 if word == "couple" else None
        if word in POWERS:
            current = max(current, 1) * token.value
            seen = True
        elif word == "half":
            total += 0.5
            seen = True
        elif isinstance(token.value, int | float):
            current += token.value
            seen = True
        elif word in ("a", "an", "another") and not seen and len(tokens) == 1:
            return 1.0
    return total + current if seen else 1.0


def plain_number(number: float) -> str:
    """A number as TIMEX values write it: 2, 2.5."""
    return str(int(number)) if number == int(number) else str(number)


def year_text(year: int) -> str:
    """A year in four figures, BC0480 before Christ."""
    return f"{year:04}" if year >= 0 else f"BC{-year:04}"


def year_of(hit: Hit) -> str:
    """The year that was read, XXXX where none was."""
    return year_text(hit.value("year")) if "year" in hit else "XXXX"


def part_of(hit: Hit) -> str:
    """The part of the day that was read, as TIMEX suffix."""
    return str(hit.value("part", ""))


LEANS = (
    dict.fromkeys(("last", "past", "previous", "preceding"), "before")
    | dict.fromkeys(("next", "coming", "following", "upcoming"), "after")
    | {"this": "this"}
)


def count_text(hit: Hit, sign: int) -> str:
    """How many units were read, with a sign for the direction; "" for a vague number."""
    number = number_of(hit.words("count"))
    return "" if number is None else plain_number(sign * number)


def period_value(number: float | None, unit: str) -> str:
    """A TIMEX duration: P2Y, PT6H, P2W for a fortnight, PXM when nobody counted."""
    if unit == "2W":
        number, unit = (None if number is None else number * 2), "W"
    if unit == "WE":
        return f"P{'X' if number is None else plain_number(number)}WE"
    prefix, letter = ("PT", unit[1:]) if unit.startswith("T") else ("P", unit)
    return f"{prefix}{'X' if number is None else plain_number(number)}{letter}"


# A clock time without a mark: 0930 GMT.
FOUR_FIGURES = 4
_CLOCK = re.compile(r"(\d{1,2})(?::(\d\d(?::\d\d)?))?")


def clock_value(hit: Hit) -> str | None:
    """The clock time that was read as TIMEX suffix, with its zone; None for what is none."""
    written = hit.words("clock")[0].text
    if len(written) == FOUR_FIGURES and written.isdigit():
        written = f"{written[:2]}:{written[2:]}"
    clock = _CLOCK.fullmatch(written.replace(".", ":"))
    if clock is None:
        # "3,202 p.m."
        return None
    hour, minutes = int(clock[1]), clock[2] or "00"
    meridiem = hit.word("half").replace(".", "")
    if meridiem == "pm" and hour < 12:
        hour += 12
    if meridiem == "am" and hour == 12:
        hour = 0
    if hour > 24 or int(minutes[:2]) > 59:
        return None
    return f"T{hour:02}:{minutes}{hit.value('zone', '')}"
