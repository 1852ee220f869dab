"""The wordings of dates in English, each with the symbol it stands for.

Patterns are explained in wording.py. Where two rules fit the same words the one named first is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from transforms.reading.symbol import Symbol
from transforms.reading.time_words import (
    CHRONICLE_ADJECTIVES,
    EDGES,
    HOLIDAYS,
    MONTHS,
    NAME_MONTHS,
    NAMED_AFTER_A_DAY,
    NAMED_DAY,
    NAMED_DAY_CUES,
    NAMED_WEEKDAYS,
    PAPERS,
    POWERS,
    UNITS,
    VAGUE_COUNTS,
    VERB_MONTHS,
)
from transforms.reading.wording import Hit, Maker, Rule, Token

RULES: list[Rule] = []


def _rule(name: str, type_: str, *patterns: str) -> Callable[[Maker], Maker]:
    """Register a maker for the given wordings; the name says in plain words what was read."""

    def register(make: Maker) -> Maker:
        RULES.extend(Rule(name, type_, pattern, make) for pattern in patterns)
        return make

    return register


def number_of(tokens: Sequence[Token]) -> float | None:
    """The number that words like "twenty - five", "two and a half" or "1,500" say; None for a vague one."""
    total, current, seen = 0.0, 0.0, False
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


def _plain(number: float) -> str:
    return str(int(number)) if number == int(number) else str(number)


def _year_text(year: int) -> str:
    return f"{year:04}" if year >= 0 else f"BC{-year:04}"


def _year_of(hit: Hit) -> str:
    return _year_text(hit.value("year")) if "year" in hit else "XXXX"


def _day_symbol(hit: Hit) -> Symbol | None:
    day, month = int(hit.value("day")), hit.value("month")
    if not 1 <= day <= 31 or (month and day > (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]):
        return None
    year = _year_of(hit)
    value = f"{year}-{month or 'XX':02}-{day:02}"
    if "year" not in hit and (month, day) in NAMED_DAY and not NAMED_DAY_CUES.isdisjoint(_around(hit)):
        return Symbol("value", NAMED_DAY[month, day])
    if "last_day" not in hit:
        return Symbol(
            "value" if "year" in hit else "partial",
            value,
            part=_part_of(hit),
            weekday=str(hit.value("weekday", "")),
        )
    last_day, last_month = int(hit.value("last_day")), hit.value("last_month", month)
    if last_day > 31 or (last_month == month and last_day <= day):
        return None
    first_year = year if last_month >= month or year == "XXXX" else _year_text(int(year) - 1)
    if "first_year" in hit:
        first_year = _year_text(int(hit.value("first_year")))
    whole = f"{first_year}-{month:02}-{day:02}/{year}-{last_month:02}-{last_day:02}"
    return Symbol("value" if "year" in hit else "partial", whole)


def _around(hit: Hit) -> list[str]:
    """The three lower-case words on either side."""
    first, last = hit.match.span()
    return [token.text.lower() for token in (*hit.tokens[max(0, first - 3) : first], *hit.tokens[last : last + 3])]


@_rule("day known by its figures", "DATE", "month:DAY / day:DAY")
def _named_day(hit: Hit) -> Symbol | None:
    value = NAMED_DAY.get((hit.value("month"), hit.value("day")))
    return Symbol("value", value) if value else None


def _part_of(hit: Hit) -> str:
    return str(hit.value("part", ""))


_rule(
    "days of a range that share month or year",
    "DATE",
    "month:ANYMONTH day:DAYNUMBER (THROUGH|and) last_day:DAYNUMBER ,? year:YEAR",
    "month:ANYMONTH day:DAYNUMBER (THROUGH|and) last_day:DAYNUMBER",
    "month:ANYMONTH day:DAYNUMBER (, first_year:YEAR)? THROUGH last_month:ANYMONTH last_day:DAYNUMBER ,? year:YEAR",
    "month:ANYMONTH day:DAYNUMBER THROUGH last_month:ANYMONTH last_day:DAYNUMBER",
    "day:DAYNUMBER (THROUGH|and) last_day:DAYNUMBER (of)? month:ANYMONTH (,? year:YEAR)?",
    "day:DAYNUMBER month:ANYMONTH (first_year:YEAR)? THROUGH last_day:DAYNUMBER last_month:ANYMONTH (,? year:YEAR)?",
)(_day_symbol)

_rule(
    "day, month and year",
    "DATE",
    "(WEEKDAY ,?)? (the)? month:ANYMONTH (the)? day:DAYNUMBER (,|of|in)? year:YEAR (era:ERA)?",
    "(WEEKDAY ,?)? (the)? day:DAYNUMBER (of)? month:ANYMONTH (,|of)? year:YEAR (era:ERA)?",
)(_day_symbol)

_rule(
    "part of a day of a date",
    "TIME",
    "(EDGE|early in)? (the)? (EDGE)? part:PART (hours)? of (WEEKDAY ,?)? month:ANYMONTH day:DAYNUMBER (,? year:YEAR)?",
    "(EDGE|early in)? (the)? (EDGE)? part:PART of (WEEKDAY ,?)? day:DAYNUMBER (of)? month:ANYMONTH (,? year:YEAR)?",
    "month:ANYMONTH day:DAYNUMBER (, year:YEAR ,?)? part:PART",
    "part:PART (on|,)? month:ANYMONTH day:DAYNUMBER (,? year:YEAR)?",
    "day:DAYNUMBER month:ANYMONTH (year:YEAR)? part:PART",
)(_day_symbol)

_rule(
    "day and month",
    "DATE",
    "(weekday:WEEKDAY ,?)? month:ANYMONTH (the)? day:DAYNUMBER",
    "(weekday:WEEKDAY ,?)? (the)? day:DAYNUMBER (of)? month:ANYMONTH",
)(_day_symbol)


@_rule("date in numerals", "DATE", "date:ISO")
def _numeric(hit: Hit) -> Symbol | None:
    """3/12/2023 is March 12, or December 3 where that is nearer to publication."""
    value: str = hit.value("date")
    swapped = "" if "/" not in hit.word("date") or value[8:10] > "12" else f"{value[:4]}-{value[8:10]}-{value[5:7]}"
    return Symbol("value", value, beside=swapped if swapped != value else "")


@_rule(
    "month and year",
    "DATE",
    "(the)? (EDGED)? month:ANYMONTH (,|of|in)? year:YEAR (era:ERA)?",
)
def _month_year(hit: Hit) -> Symbol | None:
    return Symbol("value", f"{_year_of(hit)}-{hit.value('month'):02}", edge=hit.edge)


@_rule(
    "month",
    "DATE",
    "(the)? EDGED month:MONTH",
    "month:MONTH",
)
def _month(hit: Hit) -> Symbol | None:
    if not hit.edge and (_is_name(hit) or hit.follows_name):
        return None
    return Symbol("partial", f"XXXX-{hit.value('month'):02}", edge=hit.edge)


def _is_name(hit: Hit) -> bool:
    """Whether March, May or August is a word of another kind: no preposition before it, or a surname behind it."""
    month = hit.words("month")[0].text
    if month not in VERB_MONTHS | NAME_MONTHS:
        return False
    if hit.match.end() < len(hit.tokens) and hit.tokens[hit.match.end()].is_name:
        return hit.before not in _SURE_PREPOSITIONS
    is_after_word = month in NAME_MONTHS and hit.before.isalpha()
    return not is_after_word and hit.before not in _DATE_PREPOSITIONS


_SURE_PREPOSITIONS = frozenset(("in", "since", "until", "during", "last", "next", "this", "early", "late", "mid", "-"))
_DATE_PREPOSITIONS_TEXT = """
in of since by until till from to through and between during after before for or late early mid this next last - – — (
, around about throughout every each as back per over that on beginning starting"""
_DATE_PREPOSITIONS = frozenset(_DATE_PREPOSITIONS_TEXT.split())


@_rule(
    "month of a year named by context",
    "DATE",
    "(the)? (EDGED)? month:MONTH (day:DAYNUMBER)? of (that|the same|the) (year|UNIT)",
    "(the)? day:DAYNUMBER (of)? month:MONTH of (that|the same) UNIT",
)
def _month_of_that_year(hit: Hit) -> Symbol | None:
    day = f"-{int(hit.value('day')):02}" if "day" in hit else ""
    return Symbol("shift", f"XXXX-{hit.value('month'):02}{day}", "context", unit="Y", count="0", edge=hit.edge)


_YEAR_STEPS = {"last": "-1", "this": "0", "next": "1"}


@_rule(
    "month or day of a year counted from publication",
    "DATE",
    "month:MONTH (of)? when:(last|next|this) UNIT",
    "(the)? month:MONTH (the)? day:DAYNUMBER ,? (of)? when:(last|next|this) UNIT",
    "(the)? day:DAYNUMBER (of)? month:MONTH ,? (of)? when:(last|next|this) UNIT",
)
def _month_of_next_year(hit: Hit) -> Symbol | None:
    if hit.tokens[hit.match.end() - 1].value != "Y":
        return None
    day = f"-{int(hit.value('day')):02}" if "day" in hit else ""
    value = f"XXXX-{hit.value('month'):02}{day}"
    return Symbol("shift", value, "published", unit="Y", count=_YEAR_STEPS[hit.word("when")])


@_rule("last or next month of a name", "DATE", "when:WHEN month:MONTH (day:DAYNUMBER)?", "the when:WHEN month:MONTH")
def _when_month(hit: Hit) -> Symbol | None:
    day = f"-{int(hit.value('day')):02}" if "day" in hit else ""
    return Symbol("partial", f"XXXX-{hit.value('month'):02}{day}", lean=_LEANS.get(hit.word("when"), ""))


_LEANS = (
    dict.fromkeys(("last", "past", "previous", "preceding"), "before")
    | dict.fromkeys(("next", "coming", "following", "upcoming"), "after")
    | {"this": "this"}
)


@_rule(
    "season",
    "DATE",
    "(the)? (EDGED)? (the)? season:(SEASON|fall) (of|,)? year:YEAR (era:ERA)?",
    "year:YEAR season:(SEASON|fall)",
    "(the)? (EDGED)? season:SEASON",
    "the season:SEASON (of|,)? year:YEAR (era:ERA)?",
    "the season:SEASON",
    "(in|of|by|since|until|during) the season:fall",
    "when:WHEN season:(SEASON|fall)",
    "the when:WHEN season:(SEASON|fall)",
)
def _season(hit: Hit) -> Symbol | None:
    season = hit.value("season") or "FA"
    if "year" in hit and hit.match.start("year") < hit.match.start("season") and hit.is_part_of_name("season"):
        return None
    if hit.word("season") == "fall" and "year" not in hit and hit.after in ("of", "from", "in"):
        return None
    if "year" in hit:
        return Symbol("value", f"{_year_of(hit)}-{season}", edge=hit.edge)
    return Symbol("partial", f"XXXX-{season}", lean=_LEANS.get(hit.word("when"), ""), edge=hit.edge)


@_rule(
    "season of a year counted from publication",
    "DATE",
    "(the)? season:(SEASON|fall) of (when:(last|next|this) year|that year)",
)
def _season_of_year(hit: Hit) -> Symbol | None:
    base = "published" if "when" in hit else "context"
    count = {"last": "-1", "next": "1"}.get(hit.word("when"), "0")
    return Symbol("shift", f"XXXX-{hit.value('season') or 'FA'}", base, unit="Y", count=count)


@_rule(
    "quarter or half of a year",
    "DATE",
    "(the)? which:RANK (-)? stretch:(quarter|half) (of|in)? (the)? (fiscal)? (year)? year:YEAR",
    "(the)? which:RANK (-)? stretch:(quarter|half) of (when:(this|last|next)|that|the) (fiscal|financial)? year",
    "(the|its|their|this|a)? (fiscal)? which:RANK (-)? stretch:quarter",
    "the which:RANK (-)? stretch:half (of the year)?",
    "the which:(latter|second|first) stretch:half of year:YEAR",
    "(fiscal)? year:YEAR ' s which:RANK (-)? stretch:(quarter|half)",
    "(the)? (fiscal)? year:YEAR which:RANK (-)? stretch:(quarter|half)",
    "which:RANK - stretch:half",
)
def _quarter(hit: Hit) -> Symbol | None:
    number = 2 if hit.word("which") == "latter" else int(hit.value("which"))
    letter = "Q" if hit.word("stretch") == "quarter" else "H"
    if letter == "H" and "year" not in hit and not _SPORT.isdisjoint(token.text.lower() for token in hit.tokens):
        return None
    if number > (4 if letter == "Q" else 2):
        return None
    if "year" in hit:
        return Symbol("value", f"{_year_of(hit)}-{letter}{number}")
    if "when" in hit:
        count = _YEAR_STEPS[hit.word("when")]
        return Symbol("shift", f"XXXX-{letter}{number}", "published", unit="Y", count=count)
    return Symbol("partial", f"XXXX-{letter}{number}")


# Games have halves too.
_SPORT_TEXT = """
game match goal goals scored score scoring team coach striker player minute kick lead penalty season referee stoppage"""
_SPORT = frozenset(_SPORT_TEXT.split())


@_rule(
    "quarter or half in figures",
    "DATE",
    "stretch:(Q|H) which:DAY (of)? (year:YEAR)?",
    "which:DAY stretch:(Q|H) (year:YEAR)?",
)
def _quarter_in_figures(hit: Hit) -> Symbol | None:
    letter, number = hit.word("stretch").upper(), int(hit.value("which"))
    is_known = number <= (4 if letter == "Q" else 2) and (letter == "Q" or "year" in hit)
    return Symbol("value" if "year" in hit else "partial", f"{_year_of(hit)}-{letter}{number}") if is_known else None


@_rule(
    "fiscal year",
    "DATE",
    "(the)? (fiscal|financial) (year)? year:YEAR",
    "the year:YEAR (fiscal|financial) year",
    "FY (')? year:YEAR",
)
def _fiscal(hit: Hit) -> Symbol | None:
    return Symbol("value", f"FY{hit.value('year')}")


@_rule(
    "fiscal year counted from publication",
    "DATE",
    "(when:(this|last|next|the current))? (the)? (EDGED)? (fiscal|financial) year",
)
def _fiscal_now(hit: Hit) -> Symbol | None:
    count = {"last": "-1", "next": "1"}.get(hit.word("when"), "0")
    return Symbol("shift", "FY", "published", unit="Y", count=count)


@_rule(
    "year",
    "DATE",
    "(the)? EDGED (year)? year:YEAR (era:ERA)?",
    "(the)? (year|years)? (ca|c|circa)? (\\.)? year:YEAR era:ERA",
    "(the)? year year:YEAR",
    "(the)? years year:YEAR",
    "(the)? rest of year:YEAR",
    "(later|earlier) in year:YEAR",
    "year:YEAR",
)
def _year(hit: Hit) -> Symbol | None:
    if not hit.edge and "era" not in hit and not _reads_as_year(hit):
        return None
    return Symbol("value", _year_of(hit), edge=hit.edge)


_YEAR_PREPOSITIONS_TEXT = """
in of since by until till from to through and between during after before for or late early mid the this , (
around about circa ; : [ as back"""
_YEAR_PREPOSITIONS = frozenset(_YEAR_PREPOSITIONS_TEXT.split())
_COUNTED_TEXT = """
men troops soldiers people km kilometers kilometres miles metres meters feet dead killed wounded prisoners tons tonnes
aircraft planes tanks ships civilians refugees casualties deaths jobs workers employees percent dollars euros pounds
points hours days weeks months years square kg pieces units votes seats members"""
_COUNTED = frozenset(_COUNTED_TEXT.split())


def _reads_as_year(hit: Hit) -> bool:
    """Whether a four-figure number is a year: not a price, an amount, or a part of a longer number."""
    at, end = hit.match.start("year"), hit.match.end()
    before = hit.tokens[at - 1].text.lower() if at else ""
    after = hit.tokens[end].text.lower() if end < len(hit.tokens) else ""
    year: int = hit.value("year")
    if before in ("$", "£", "€", "#", "no", "+", "°") or after in ("%", "°", "$") or after in _COUNTED:
        return False
    if (
        before == "-"
        and at > 1
        and isinstance(hit.tokens[at - 2].value, int | float)
        and hit.tokens[at - 2].value < 1000
    ):
        return False
    return year < 0 or 1700 <= year < 2100 or before in _YEAR_PREPOSITIONS


@_rule("years of a range", "DATE", "year:YEAR - last_year:(DAY|SMALL)")
def _year_range(hit: Hit) -> Symbol | None:
    year, last = hit.value("year"), hit.value("last_year")
    last += year // 100 * 100
    if last <= year or year < 1000 or not _reads_as_year(hit):
        return None
    return Symbol("value", f"{year}/{last}")


@_rule("year of two figures", "DATE", "(edge:EDGE)? (in|of|since|until|from|to|by|summer|and) ' year:(DAY|SMALL)")
def _short_year(hit: Hit) -> Symbol | None:
    year = int(hit.value("year"))
    return Symbol("value", f"19{year:02}" if 10 < year < 100 else f"20{year:02}", edge=hit.edge)


@_rule("decade", "DATE", "(the)? (EDGED)? decade:DECADES (era:ERA)?")
def _decade(hit: Hit) -> Symbol | None:
    return Symbol("value", hit.value("decade"), edge=hit.edge)


@_rule(
    "century",
    "DATE",
    "(the)? (EDGED)? (the)? which:RANK (-)? century (era:ERA)?",
    "the (first|second) (half|part) of the which:RANK (-)? century (era:ERA)?",
)
def _century(hit: Hit) -> Symbol | None:
    era = "BC" if hit.word("era").startswith("b") else ""
    return Symbol("value", f"{era}{int(hit.value('which')) - 1:02}", edge=hit.edge)


@_rule(
    "weekday with day of month",
    "DATE",
    "weekday:WEEKDAY \\( (the)? day:DAYNUMBER \\)",
    "weekday:WEEKDAY ,? the day:NTH",
)
def _weekday_day(hit: Hit) -> Symbol | None:
    day = int(hit.value("day"))
    return Symbol("partial", f"XXXX-XX-{day:02}", weekday=str(hit.value("weekday"))) if day <= 31 else None


@_rule("day of the month", "DATE", "the day:NTH")
def _day_of_month(hit: Hit) -> Symbol | None:
    day = int(hit.value("day"))
    stands_alone = hit.after == "" or not hit.after[0].isalnum() or hit.after in ("and", "was", "were", "he", "they")
    if hit.before not in ("on", "until", "from", "since", "by") or not stands_alone or not 1 <= day <= 31:
        return None
    return Symbol("partial", f"XXXX-XX-{day:02}")


@_rule("weekday", "DATE", "weekday:WEEKDAY", "when:WHEN weekday:WEEKDAY", "weekday:WEEKDAY when:(last|next|this) week")
def _weekday(hit: Hit) -> Symbol | None:
    when = hit.word("when")
    is_paper = hit.after in PAPERS and hit.precedes_name
    if not when and (is_paper or hit.before in NAMED_WEEKDAYS or (hit.before == "the" and hit.precedes_name)):
        return None
    if hit.match.end() - hit.match.start() == 3:
        count = {"last": "-1", "this": "0", "next": "1"}[when]
        return Symbol("shift", f"XXXX-WXX-{hit.value('weekday')}", "published", unit="W", count=count)
    return Symbol("partial", f"XXXX-WXX-{hit.value('weekday')}", lean=_LEANS.get(when, ""))


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
    value = _clock_value(hit)
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
        "partial", f"XXXX-WXX-{hit.value('weekday')}", lean=_LEANS.get(hit.word("when"), ""), part=_part_of(hit)
    )


@_rule(
    "weekdays again and again",
    "SET",
    "(every|each) weekday:WEEKDAY",
    "weekday:WEEKDAYS",
    "(every|each) month:MONTH",
    "(on|at|every|each|most) unit:(weekends|weekend)",
)
def _weekday_set(hit: Hit) -> Symbol | None:
    if "unit" in hit:
        return Symbol("set", "XXXX-WXX-WE")
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
    return Symbol("shift", "", "published", unit="D", count=count, part=_part_of(hit) or "TNI")


@_rule(
    "part of a day named by context",
    "TIME",
    "(EDGE)? that (same)? part:PART",
    "(EDGE)? the (same|next|following) part:PART",
    "(EDGE)? the previous part:PART",
)
def _context_part(hit: Hit) -> Symbol | None:
    words = set(hit.lower_words)
    count = "1" if words & {"next", "following"} else "-1" if "previous" in words else "0"
    return Symbol("shift", "", "context", unit="D", count=count, part=_part_of(hit))


@_rule("part of some day", "TIME", "part:PART")
def _some_part(hit: Hit) -> Symbol | None:
    if hit.word("part") in ("dawn", "dusk", "midday", "noon") or hit.before in ("a", "good"):
        return None
    if hit.word("part") == "overnight":
        return Symbol("shift", "", "published", unit="D", count="0", part=_part_of(hit))
    return Symbol("partial", "XXXX-XX-XX", part=_part_of(hit))


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
    "the when:(following|next|previous|preceding) unit:(century|decade|quarter)",
)
def _context_unit(hit: Hit) -> Symbol | None:
    if "unit" not in hit:
        return None
    unit = hit.value("unit")
    if unit.startswith("T") or (hit.before in ("over", "within") and hit.word("when") == "next"):
        return None
    when = hit.word("when")
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


def _count_text(hit: Hit, sign: int) -> str:
    number = number_of(hit.words("count"))
    return "" if number is None else _plain(sign * number)


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
    return Symbol("shift", "", "published", unit=unit, count=_count_text(hit, -1) if "count" in hit else "")


@_rule(
    "so long after publication",
    "DATE",
    "(ABOUT)? count:HOWMANY unit:ANYUNIT from now",
    "(ABOUT)? count:HOWMANY unit:ANYUNIT hence",
    "(ABOUT)? count:HOWMANY unit:ANYUNIT ' time",
)
def _hence(hit: Hit) -> Symbol | None:
    return Symbol("shift", "", "published", unit=hit.value("unit"), count=_count_text(hit, 1))


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
    count = _count_text(hit, sign) if "count" in hit else ""
    return Symbol("shift", "", "context", unit=hit.value("unit"), count=count, lean="before" if sign < 0 else "after")


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
    if hit.word("count") == "recent":
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


def period_value(number: float | None, unit: str) -> str:
    """A TIMEX duration: P2Y, PT6H, P2W for a fortnight, PXM when nobody counted."""
    if unit == "2W":
        number, unit = (None if number is None else number * 2), "W"
    if unit == "WE":
        return f"P{'X' if number is None else _plain(number)}WE"
    prefix, letter = ("PT", unit[1:]) if unit.startswith("T") else ("P", unit)
    return f"{prefix}{'X' if number is None else _plain(number)}{letter}"


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
    return Symbol("shift", _year_of(hit), "context", unit="Q", count="0")


@_rule("so long before what was named", "DATE", "(ABOUT)? count:HOWMANY unit:ANYUNIT before")
def _so_long_before(hit: Hit) -> Symbol | None:
    if hit.after not in ("", ",", ".", ";"):
        return None
    return Symbol("shift", "", "context", unit=hit.value("unit"), count=_count_text(hit, -1), lean="before")


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


# A clock time without a mark: 0930 GMT.
FOUR_FIGURES = 4


def _clock_value(hit: Hit) -> str | None:
    written = hit.words("clock")[0].text
    if len(written) == FOUR_FIGURES and written.isdigit():
        written = f"{written[:2]}:{written[2:]}"
    hours, _, rest = written.partition(":")
    hour = int(hours)
    minutes = rest or "00"
    meridiem = hit.word("half").replace(".", "")
    if meridiem == "pm" and hour < 12:
        hour += 12
    if meridiem == "am" and hour == 12:
        hour = 0
    if hour > 24 or int(minutes[:2]) > 59:
        return None
    return f"T{hour:02}:{minutes}{hit.value('zone', '')}"


@_rule(
    "clock time",
    "TIME",
    "clock:CLOCK (half:MERIDIEM)? (\\(? zone:ZONE \\)?)? (hrs|hours)?",
    "clock:DAY half:MERIDIEM (\\(? zone:ZONE \\)?)?",
    "clock:DAY o ' clock",
    "clock:(YEAR|SMALL|NUM) zone:ZONE",
)
def _clock(hit: Hit) -> Symbol | None:
    value = _clock_value(hit)
    return Symbol("partial", "XXXX-XX-XX", part=value) if value else None


@_rule(
    "clock time of a date",
    "TIME",
    "clock:(CLOCK|DAY) half:MERIDIEM (\\(? zone:ZONE \\)?)? (,|on)? month:ANYMONTH day:DAYNUMBER (,? year:YEAR)?",
    "clock:CLOCK (half:MERIDIEM)? (\\(? zone:ZONE \\)?)? (,|on)? day:DAYNUMBER month:ANYMONTH (,? year:YEAR)?",
    "month:ANYMONTH day:DAYNUMBER (, year:YEAR)? ,? (at)? clock:(CLOCK|DAY) half:MERIDIEM (zone:ZONE)?",
)
def _clock_of_date(hit: Hit) -> Symbol | None:
    value, day = _clock_value(hit), _day_symbol(hit)
    return replace(day, part=value) if value and day else None


@_rule("anniversary", "DATE", "(the)? which:RANK (year)? anniversary", "the anniversary")
def _anniversary(hit: Hit) -> Symbol | None:
    return Symbol("anniversary", base="published", unit="Y", count=str(hit.value("which", "")))


def _register_holidays() -> None:
    for name, day in HOLIDAYS.items():

        def make(hit: Hit, day: str = day) -> Symbol | None:
            if hit.after in NAMED_AFTER_A_DAY:
                return None
            value = f"{_year_of(hit)}-{day}"
            if "year" in hit and day[0].isdigit():
                return Symbol("value", value, part=_part_of(hit))
            return Symbol("holiday", value, part=_part_of(hit))

        RULES.append(Rule("holiday", "DATE", f"(EDGE)? {name} (part:PART)? (,|of|in)? (year:YEAR)?", make))


_register_holidays()
