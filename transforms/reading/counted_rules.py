"""Wordings of dates that are counted: weekdays, and days and stretches from publication or from what was named.

Patterns are explained in wording.py.
"""

from __future__ import annotations

from transforms.reading.rule_making import LEANS, clock_value, count_text, part_of, register_in
from transforms.reading.symbol import TO_THE_DAY, Symbol
from transforms.reading.time_words import MONTHS, NAMED_WEEKDAYS, PAPERS
from transforms.reading.wording import Hit, Rule

RULES: list[Rule] = []
_rule = register_in(RULES)


@_rule("weekday", "DATE", "weekday:WEEKDAY", "when:WHEN weekday:WEEKDAY", "weekday:WEEKDAY when:(last|next|this) week")
def _weekday(hit: Hit) -> Symbol | None:
    when = hit.word("when")
    is_paper = hit.after in PAPERS and hit.precedes_name
    if not when and (is_paper or hit.before in NAMED_WEEKDAYS or (hit.before == "the" and hit.precedes_name)):
        return None
    if hit.match.end() - hit.match.start() == 3:
        count = {"last": "-1", "this": "0", "next": "1"}[when]
        return Symbol("shift", f"XXXX-WXX-{hit.value('weekday')}", "published", unit="W", count=count)
    return Symbol("partial", f"XXXX-WXX-{hit.value('weekday')}", lean=LEANS.get(when, ""))


@_rule("weekend", "DATE", "the weekend")
def _weekend(_: Hit) -> Symbol | None:
    return Symbol("partial", "XXXX-WXX-WE")


@_rule(
    "clock time of a weekday",
    "TIME",
    "clock:(CLOCK|DAY) half:MERIDIEM (zone:ZONE)? (,|on)? weekday:WEEKDAY",
    "clock:CLOCK (zone:ZONE)? (,|on)? weekday:WEEKDAY",
    "weekday:WEEKDAY (,|at)? clock:(CLOCK|DAY) half:MERIDIEM (zone:ZONE)?",
)
def _clock_of_weekday(hit: Hit) -> Symbol | None:
    value = clock_value(hit)
    return Symbol("partial", f"XXXX-WXX-{hit.value('weekday')}", part=value) if value else None


@_rule(
    "part of a weekday",
    "TIME",
    "weekday:WEEKDAY (EDGE)? part:PART",
    "when:WHEN weekday:WEEKDAY part:PART",
    "(EDGE)? (the)? part:PART of weekday:WEEKDAY",
    "EDGE (on)? weekday:WEEKDAY part:PART",
    "part:PART (on)? weekday:WEEKDAY",
)
def _weekday_part(hit: Hit) -> Symbol | None:
    return Symbol(
        "partial", f"XXXX-WXX-{hit.value('weekday')}", lean=LEANS.get(hit.word("when"), ""), part=part_of(hit)
    )


@_rule(
    "weekdays again and again",
    "SET",
    "(every|each) weekday:WEEKDAY",
    "weekday:WEEKDAYS",
    "(every|each) month:MONTH",
    "(every|each) season:(SEASON|fall)",
    "(on|at|every|each|most) unit:(weekends|weekend)",
)
def _weekday_set(hit: Hit) -> Symbol | None:
    if "unit" in hit:
        return Symbol("set", "XXXX-WXX-WE")
    if "season" in hit:
        return Symbol("set", f"XXXX-{hit.value('season') or 'FA'}")
    return Symbol("set", f"XXXX-{hit.value('month'):02}" if "month" in hit else f"XXXX-WXX-{hit.value('weekday')}")


_DAY_WORDS = {"today": "0", "yesterday": "-1", "tomorrow": "1", "tonight": "0"}


@_rule(
    "day counted from publication",
    "DATE",
    "day:(today|yesterday|tomorrow)",
    "the day shift:(before yesterday|after tomorrow)",
)
def _deictic_day(hit: Hit) -> Symbol | None:
    count = {"before yesterday": "-2", "after tomorrow": "2"}.get(hit.word("shift")) or _DAY_WORDS[hit.word("day")]
    return Symbol("shift", "", "published", unit="D", count=count)


@_rule(
    "part of a day counted from publication",
    "TIME",
    "day:(yesterday|tomorrow|today) part:PART",
    "(EDGE)? day:(yesterday|tomorrow|this|last) part:PART",
    "(EDGE)? day:tonight",
    "(EDGE)? part:PART day:(today|yesterday|tomorrow)",
)
def _deictic_part(hit: Hit) -> Symbol | None:
    word = hit.word("day")
    count = {"last": "-1", "this": "0"}.get(word) or _DAY_WORDS.get(word, "0")
    return Symbol("shift", "", "published", unit="D", count=count, part=part_of(hit) or "TNI")


@_rule(
    "part of a day named by context",
    "TIME",
    "(EDGE)? that (same)? part:PART",
    "(EDGE)? the (same|next|following) part:PART",
    "(EDGE)? the previous part:PART",
    "(EDGE)? the part:PART before",
)
def _context_part(hit: Hit) -> Symbol | None:
    words = set(hit.lower_words)
    count = "1" if words & {"next", "following"} else "-1" if words & {"previous", "before"} else "0"
    return Symbol("shift", "", "context", unit="D", count=count, part=part_of(hit))


@_rule("part of some day", "TIME", "part:PART")
def _some_part(hit: Hit) -> Symbol | None:
    if hit.word("part") in ("dawn", "dusk", "midday", "noon") or hit.before in ("a", "good"):
        return None
    if hit.word("part") == "overnight":
        return Symbol("shift", "", "published", unit="D", count="0", part=part_of(hit))
    return Symbol("partial", "XXXX-XX-XX", part=part_of(hit))


@_rule(
    "unit counted from publication",
    "DATE",
    "when:(last|next|this|coming|current|this past|this coming) unit:UNIT",
    "the when:(current|present|coming) unit:UNIT",
    "all unit:(week|month|year)",
    "since:(earlier|later|early|late) (in)? when:(this|last|next) unit:UNIT",
    "(the)? EDGED when:(this|last|next) unit:UNIT",
    "(the)? (rest|remainder|most|much) of when:this unit:UNIT",
    "(the)? (EDGED|rest of|remainder of|most of|much of) the unit:UNIT",
    "the rim:RIM (part|half|days|weeks|months)? of the unit:UNIT",
    "since:(later|earlier|early|late) in the unit:UNIT",
    "unit:UNIT (-|' s) rim:end",
    "the when:(latest|most recent) unit:quarter",
    "the when:(last|latest|past) unit:quarter",
    "the when:latest unit:UNIT",
)
def _deictic_unit(hit: Hit) -> Symbol | None:
    unit = hit.value("unit") or "Q"
    if unit.startswith("T"):
        return None
    when = hit.word("when")
    count = {
        "last": "-1",
        "past": "-1",
        "this past": "-1",
        "latest": "-1",
        "most recent": "-1",
        "next": "1",
        "coming": "1",
        "this coming": "1",
    }.get(when, "0")
    edge = {"earlier": "EARLIER", "later": "LATER"}.get(hit.word("since")) or hit.value("since") or hit.edge
    return Symbol("shift", "", "published", unit=unit, count=count, edge=edge)


@_rule("quarter that ends on a day", "DATE", "the unit:quarter")
def _quarter_ended(hit: Hit) -> Symbol | None:
    month = next((token.value for token in hit.tokens[hit.match.end() + 1 :][:2] if token.text in MONTHS), None)
    if hit.after not in ("ended", "ending") or month is None:
        return None
    return Symbol("partial", f"XXXX-Q{(month + 2) // 3}", lean="past" if hit.after == "ended" else "")


@_rule(
    "unit named by context",
    "DATE",
    "(that|the) same unit:UNIT",
    "that (very)? unit:UNIT",
    "since:(later|earlier) (in)? that (same)? unit:UNIT",
    "since:(later|earlier|early|late) in the same unit:UNIT",
    "the unit:quarter",
    "(the)? EDGED that unit:UNIT",
    "(the)? rest of that unit:UNIT",
    "the when:(next|following|previous|preceding|subsequent|prior) unit:UNIT",
    "EDGE the when:(next|following|previous) unit:UNIT",
    "the unit:UNIT when:(before|after|following|previous|prior)",
    "the unit:UNIT far:(before last|after next)",
    "the when:(following|next|previous|preceding) unit:(century|decade|quarter)",
)
def _context_unit(hit: Hit) -> Symbol | None:
    if "unit" not in hit:
        return None
    unit = hit.value("unit")
    if unit.startswith("T") or (hit.before in ("over", "within") and hit.word("when") == "next"):
        return None
    when = hit.word("when")
    if "far" in hit:
        return Symbol("shift", "", "published", unit=unit, count="-2" if hit.word("far") == "before last" else "2")
    count = "1" if when in ("next", "following", "subsequent", "after") else "-1" if when else "0"
    edge = {"earlier": "EARLIER", "later": "LATER"}.get(hit.word("since")) or hit.edge
    return Symbol("shift", "", "context", unit=unit, count=count, edge=edge)


@_rule(
    "time named by context",
    "DATE",
    "(at|by|until|since) (that|the same|this) (same)? time",
    "that time",
)
def _context_time(hit: Hit) -> Symbol | None:
    if hit.after in ("the", "as", "that", "a"):
        return None
    if "this" in hit.lower_words:
        return Symbol("reference", "PRESENT_REF")
    return Symbol("shift", "", "context", unit="", count="0")


@_rule(
    "so long before publication",
    "DATE",
    "(ABOUT)? count:HOWMANY unit:ANYUNIT ago",
    "(ABOUT)? unit:UNITS ago",
    "count:half (a|an) unit:UNIT ago",
    "(ABOUT)? count:HOWMANY unit:ANYUNIT (DASH)? ago",
)
def _ago(hit: Hit) -> Symbol | None:
    unit = hit.value("unit")
    if hit.word("count") == "half":
        halves = {"DE": ("Y", "-5"), "CE": ("Y", "-50"), "Y": ("M", "-6")}
        return Symbol("shift", "", "published", *halves[unit]) if unit in halves else None
    return Symbol("shift", "", "published", unit=unit, count=count_text(hit, -1) if "count" in hit else "")


@_rule("years ago to the day", "DATE", "(ABOUT)? count:HOWMANY unit:ANYUNIT ago today")
def _ago_today(hit: Hit) -> Symbol | None:
    """Ten years ago today."""
    count = count_text(hit, -1) if hit.value("unit") == "Y" else ""
    return Symbol("shift", TO_THE_DAY, "published", unit="Y", count=count) if count else None


@_rule(
    "so long after publication",
    "DATE",
    "(ABOUT)? count:HOWMANY unit:ANYUNIT from now",
    "(ABOUT)? count:HOWMANY unit:ANYUNIT hence",
    "(ABOUT)? count:HOWMANY unit:ANYUNIT ' time",
)
def _hence(hit: Hit) -> Symbol | None:
    return Symbol("shift", "", "published", unit=hit.value("unit"), count=count_text(hit, 1))


@_rule(
    "so long after or before what was named",
    "DATE",
    "(ABOUT)? count:HOWMANY (full|short|mere)? unit:ANYUNIT (DASH)? which:LATER",
    "(ABOUT)? a mere count:NUMBER unit:ANYUNIT which:(later|earlier)",
    "unit:UNITS which:(later|afterwards|earlier|previously)",
    "(the|a)? year - (ago|earlier) (quarter|period|month)?",
)
def _later(hit: Hit) -> Symbol | None:
    sign = -1 if hit.word("which") in ("earlier", "previously", "beforehand") else 1
    if "unit" not in hit:
        return Symbol("shift", "", "context", unit="Y", count="-1")
    count = count_text(hit, sign) if "count" in hit else ""
    return Symbol("shift", "", "context", unit=hit.value("unit"), count=count, lean="before" if sign < 0 else "after")
