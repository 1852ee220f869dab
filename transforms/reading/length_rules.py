"""Wordings of lengths of time, of what comes again and again, of clock times, vague times and feasts.

Patterns are explained in wording.py.
"""

from __future__ import annotations

from dataclasses import replace

from transforms.reading.calendar_rules import day_symbol
from transforms.reading.rule_making import (
    clock_value,
    count_text,
    number_of,
    part_of,
    period_value,
    register_in,
    year_of,
)
from transforms.reading.symbol import Symbol
from transforms.reading.time_words import CHRONICLE_ADJECTIVES, EDGES, HOLIDAYS, NAMED_AFTER_A_DAY, UNITS
from transforms.reading.wording import Hit, Rule

RULES: list[Rule] = []
_rule = register_in(RULES)


@_rule(
    "again and again",
    "SET",
    "(every|each) (count:(NUMBER|RANK))? unit:ANYUNIT",
    "(a|per) unit:UNIT",
    "every other unit:UNIT",
)
def _set(hit: Hit) -> Symbol | None:
    first = hit.lower_words[0]
    if first == "a":
        before = hit.tokens[hit.match.start() - 1] if hit.match.start() else None
        if before is None or not (isinstance(before.value, int | float) or hit.before in ("times", "twice", "once")):
            return None
    number = number_of(hit.words("count")) if "count" in hit else 1.0
    return Symbol(
        "set",
        period_value(number, hit.value("unit")),
        unit=hit.value("unit"),
        count="every" if first in ("every", "each") else "",
    )


@_rule(
    "length of time",
    "DURATION",
    "(ABOUT)? (the)? count:HOWMANY (WHOLE)? (DASH)? unit:ANYUNIT ((DASH)? (long|old))?",
    "(ABOUT)? count:HOWMANY (more|additional|further|extra) unit:ANYUNIT",
    "the ORDERED count:(NUMBER|a VAGUE|VAGUE|couple of) unit:ANYUNIT",
    "(the)? count:NUMBER (DASH)? unit:ANYUNIT (DASH)? period",
    "(last|next|past|previous|coming) count:(NUMBER|VAGUE) unit:ANYUNIT",
    "the (past|last) unit:(UNIT)",
    "the next unit:(week|month|year|decade|century)",
    "the count:(NUMBER|VAGUE) (previous|following|next|past|last) unit:UNITS",
    "unit:UNITS",
    "unit:ANYUNIT (DASH) long",
    "count:half (a|an|DASH) unit:UNIT",
    "over the count:(VAGUE|NUMBER)? unit:UNITS",
)
def _duration(hit: Hit) -> Symbol | None:
    unit = hit.value("unit")
    counted = hit.words("count")
    if hit.value("count", 0) in range(1000, 2200) and hit.is_part_of_name("unit"):
        return None
    if hit.word("count") == "half":
        half = {"Y": "P6M", "TH": "PT30M", "DE": "P5Y", "CE": "P50Y", "D": "PT12H", "M": "P15D"}.get(unit)
        return Symbol("period", half) if half else None
    if hit.word("count") == "recent" or (hit.word("count") == "some" and hit.word("unit") in UNITS):
        return None
    number = number_of(counted) if counted else None
    if not counted and hit.word("unit") in UNITS:
        number = 1.0
    if unit == "Q" and not {"consecutive", "straight", "successive", "past", "last", "next"} & set(hit.lower_words):
        return None
    if not counted and hit.before in EDGES and hit.after == "of":
        return None
    if unit == "TS" and hit.words("unit")[0].text.lower() == "second":
        return None
    words = set(hit.lower_words)
    lean = ""
    if words & {"last", "past", "previous", "preceding"}:
        lean = "before"
    elif words & {"next", "coming", "following"}:
        lean = "after"
    return Symbol("period", period_value(number, unit), lean=lean)


@_rule("length of time and a half", "DURATION", "(ABOUT)? (a|one) (DASH)? unit:UNIT (DASH)? and (DASH)? a (DASH)? half")
def _and_a_half(hit: Hit) -> Symbol | None:
    return Symbol("period", period_value(1.5, hit.value("unit")))


@_rule("quarter of a century", "DURATION", "(ABOUT)? (a)? quarter (DASH)? century", "(ABOUT)? a quarter of a century")
def _quarter_century(_: Hit) -> Symbol | None:
    return Symbol("period", "P25Y")


@_rule(
    "first, last or single unit",
    "DURATION",
    "the (first|last|final|opening) unit:UNIT of",
    "that count:(first|last) unit:UNIT",
)
def _single_unit(hit: Hit) -> Symbol | None:
    unit = hit.value("unit")
    return Symbol("period", period_value(1, unit)) if unit not in ("D", "TS", "Q") else None


@_rule("length of time up to a day", "DURATION", "(the|a|its) unit:(year|month|week)")
def _unit_ended(hit: Hit) -> Symbol | None:
    return Symbol("period", period_value(1, hit.value("unit"))) if hit.after in ("ended", "ending") else None


_ADJECTIVE_LENGTHS = {"daylong": "P1D", "weeklong": "P1W", "monthlong": "P1M", "yearlong": "P1Y", "decadelong": "P1DE"}


@_rule("length of time in one word", "DURATION", "word:(daylong|weeklong|monthlong|yearlong|decadelong)")
def _adjective_length(hit: Hit) -> Symbol | None:
    return Symbol("period", _ADJECTIVE_LENGTHS[hit.word("word")])


@_rule("part of the year in one word", "DATE", "edge:(yearend|midyear)")
def _yearend(hit: Hit) -> Symbol | None:
    edge = "END" if hit.word("edge") == "yearend" else "MID"
    return Symbol("shift", "", "published", unit="Y", count="0", edge=edge)


@_rule("the same quarter of another year", "DATE", "the year:YEAR quarter")
def _quarter_of_year(hit: Hit) -> Symbol | None:
    return Symbol("shift", year_of(hit), "context", unit="Q", count="0")


@_rule("so long before what was named", "DATE", "(ABOUT)? count:HOWMANY unit:ANYUNIT before")
def _so_long_before(hit: Hit) -> Symbol | None:
    if hit.after not in ("", ",", ".", ";"):
        return None
    return Symbol("shift", "", "context", unit=hit.value("unit"), count=count_text(hit, -1), lean="before")


@_rule("part of every day", "SET", "(every|each) part:PART")
def _every_part(hit: Hit) -> Symbol | None:
    return Symbol("set", f"XXXX-XX-XX{hit.value('part')}")


@_rule("frequency", "SET", "often:FREQUENCY", "everyday")
def _frequency(hit: Hit) -> Symbol | None:
    if hit.follows_name or (hit.words("often") and hit.words("often")[0].text[0].isupper() and hit.precedes_name):
        return None
    unit = hit.value("often", "D")
    if unit == "6M":
        return Symbol("set", "P6M", unit="M", count="every")
    return Symbol("set", period_value(1, unit), unit=unit, count="every")


@_rule(
    "the present",
    "DATE",
    "now",
    "currently",
    "nowadays",
    "presently",
    "right now",
    "these days",
    "present (DASH)? day",
    "the present",
    "modern day",
    "the time being",
    "to date",
    "at present",
    "at the moment",
    "for the moment",
)
def _present(hit: Hit) -> Symbol | None:
    return None if hit.after == "-" else Symbol("reference", "PRESENT_REF")


@_rule(
    "the past",
    "DATE",
    "recently",
    "lately",
    "(in)? recent (UNITS|times)",
    "previous UNITS",
    "the past",
    "the recent past",
    "more recently",
    "UNITS which:earlier",
    "those days",
    "the other day",
)
def _past(_: Hit) -> Symbol | None:
    return Symbol("reference", "PAST_REF")


@_rule(
    "the future",
    "DATE",
    "the (near|foreseeable|distant)? future",
    "in the coming UNITS",
    "the coming UNITS",
    "coming UNITS",
    "(in)? the UNITS (ahead|to come)",
)
def _future(_: Hit) -> Symbol | None:
    return Symbol("reference", "FUTURE_REF")


@_rule("adjective of time", "DATE", "word:(former|recent|future|current)")
def _adjective(hit: Hit) -> Symbol | None:
    return Symbol("reference", CHRONICLE_ADJECTIVES.get(hit.word("word"), "PRESENT_REF"))


@_rule(
    "clock time",
    "TIME",
    "clock:CLOCK (half:MERIDIEM)? (\\(? zone:ZONE \\)?)? (hrs|hours)?",
    "clock:(DAY|NUM) half:MERIDIEM (\\(? zone:ZONE \\)?)?",
    "clock:DAY o ' clock",
    "clock:(YEAR|SMALL|NUM) zone:ZONE",
)
def _clock(hit: Hit) -> Symbol | None:
    value = clock_value(hit)
    return Symbol("partial", "XXXX-XX-XX", part=value) if value else None


@_rule(
    "clock time of a date",
    "TIME",
    "clock:(CLOCK|DAY) half:MERIDIEM (\\(? zone:ZONE \\)?)? (,|on)? month:ANYMONTH day:DAYNUMBER (,? year:YEAR)?",
    "clock:CLOCK (half:MERIDIEM)? (\\(? zone:ZONE \\)?)? (,|on)? day:DAYNUMBER month:ANYMONTH (,? year:YEAR)?",
    "month:ANYMONTH day:DAYNUMBER (, year:YEAR)? ,? (at)? clock:(CLOCK|DAY) half:MERIDIEM (zone:ZONE)?",
)
def _clock_of_date(hit: Hit) -> Symbol | None:
    value, day = clock_value(hit), day_symbol(hit)
    return replace(day, part=value) if value and day else None


@_rule("anniversary", "DATE", "(the)? which:RANK (year)? anniversary", "the anniversary")
def _anniversary(hit: Hit) -> Symbol | None:
    return Symbol("anniversary", base="published", unit="Y", count=str(hit.value("which", "")))


def _register_holidays() -> None:
    for name, day in HOLIDAYS.items():

        def make(hit: Hit, day: str = day) -> Symbol | None:
            if hit.after in NAMED_AFTER_A_DAY:
                return None
            value = f"{year_of(hit)}-{day}"
            if "year" in hit and day[0].isdigit():
                return Symbol("value", value, part=part_of(hit))
            return Symbol("holiday", value, part=part_of(hit))

        RULES.append(Rule("holiday", "DATE", f"(EDGE)? {name} (part:PART)? ((,|of|in)? year:YEAR)?", make))


_register_holidays()
