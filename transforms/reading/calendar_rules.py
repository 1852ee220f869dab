"""Wordings of dates of the calendar: days, months, seasons, quarters, years, decades.

Patterns are explained in wording.py.
"""

from __future__ import annotations

from transforms.reading.rule_making import LEANS, part_of, register_in, year_of, year_text
from transforms.reading.symbol import Symbol
from transforms.reading.time_words import NAME_MONTHS, NAMED_DAY, NAMED_DAY_CUES, VERB_MONTHS
from transforms.reading.wording import Hit, Rule

RULES: list[Rule] = []
_rule = register_in(RULES)


def day_symbol(hit: Hit) -> Symbol | None:
    """A day of a month, with its year where it has one, or several days that share month or year."""
    day, month = int(hit.value("day")), hit.value("month")
    if not 1 <= day <= 31 or (month and day > (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]):
        return None
    year = year_of(hit)
    value = f"{year}-{month or 'XX':02}-{day:02}"
    if "year" not in hit and (month, day) in NAMED_DAY and not NAMED_DAY_CUES.isdisjoint(_around(hit)):
        return Symbol("value", NAMED_DAY[month, day])
    if "last_day" not in hit:
        return Symbol(
            "value" if "year" in hit else "partial",
            value,
            part=part_of(hit),
            weekday=str(hit.value("weekday", "")),
        )
    last_day, last_month = int(hit.value("last_day")), hit.value("last_month", month)
    if last_day > 31 or (last_month == month and last_day <= day):
        return None
    first_year = year if last_month >= month or year == "XXXX" else year_text(int(year) - 1)
    if "first_year" in hit:
        first_year = year_text(int(hit.value("first_year")))
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


_rule(
    "days of a range that share month or year",
    "DATE",
    "month:ANYMONTH day:DAYNUMBER (THROUGH|and) last_day:DAYNUMBER ,? year:YEAR",
    "month:ANYMONTH day:DAYNUMBER (THROUGH|and) last_day:DAYNUMBER",
    "month:ANYMONTH day:DAYNUMBER (, first_year:YEAR)? THROUGH last_month:ANYMONTH last_day:DAYNUMBER ,? year:YEAR",
    "month:ANYMONTH day:DAYNUMBER THROUGH last_month:ANYMONTH last_day:DAYNUMBER",
    "day:DAYNUMBER (THROUGH|and) last_day:DAYNUMBER (of)? month:ANYMONTH (,? year:YEAR)?",
    "day:DAYNUMBER month:ANYMONTH (first_year:YEAR)? THROUGH last_day:DAYNUMBER last_month:ANYMONTH (,? year:YEAR)?",
)(day_symbol)

_rule(
    "day, month and year",
    "DATE",
    "(WEEKDAY ,?)? (the)? month:ANYMONTH (the)? day:DAYNUMBER (,|of|in)? year:YEAR (era:ERA)?",
    "(WEEKDAY ,?)? (the)? day:DAYNUMBER (of)? month:ANYMONTH (,|of)? year:YEAR (era:ERA)?",
)(day_symbol)

_rule(
    "part of a day of a date",
    "TIME",
    "(EDGE|early in)? (the)? (EDGE)? part:PART (hours)? of (WEEKDAY ,?)? month:ANYMONTH day:DAYNUMBER (,? year:YEAR)?",
    "(EDGE|early in)? (the)? (EDGE)? part:PART of (WEEKDAY ,?)? day:DAYNUMBER (of)? month:ANYMONTH (,? year:YEAR)?",
    "month:ANYMONTH day:DAYNUMBER (, year:YEAR ,?)? part:PART",
    "part:PART (on|,)? month:ANYMONTH day:DAYNUMBER (,? year:YEAR)?",
    "day:DAYNUMBER month:ANYMONTH (year:YEAR)? part:PART",
)(day_symbol)

_rule(
    "day and month",
    "DATE",
    "(weekday:WEEKDAY ,?)? month:ANYMONTH (the)? day:DAYNUMBER",
    "(weekday:WEEKDAY ,?)? (the)? day:DAYNUMBER (of)? month:ANYMONTH",
)(day_symbol)


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
    return Symbol("value", f"{year_of(hit)}-{hit.value('month'):02}", edge=hit.edge)


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
    "that (same)? month:MONTH (day:DAYNUMBER)?",
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
    return Symbol("partial", f"XXXX-{hit.value('month'):02}{day}", lean=LEANS.get(hit.word("when"), ""))


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
        return Symbol("value", f"{year_of(hit)}-{season}", edge=hit.edge)
    return Symbol("partial", f"XXXX-{season}", lean=LEANS.get(hit.word("when"), ""), edge=hit.edge)


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
        return Symbol("value", f"{year_of(hit)}-{letter}{number}")
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
    return Symbol("value" if "year" in hit else "partial", f"{year_of(hit)}-{letter}{number}") if is_known else None


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
    behind = hit.tokens[hit.match.end() : hit.match.end() + 6]
    year = next((token.text for token in behind if len(token.text) == 4 and token.text.isdigit()), None)
    if hit.after in ("ended", "ending") and year is not None:
        return Symbol("value", f"FY{year}")
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
    return Symbol("value", year_of(hit), edge=hit.edge)


_YEAR_PREPOSITIONS_TEXT = """
in of since by until till from to through and between during after before for or late early mid the this , (
around about circa ; : [ as back"""
_YEAR_PREPOSITIONS = frozenset(_YEAR_PREPOSITIONS_TEXT.split())
_COUNTED_TEXT = """
men troops soldiers people km kilometers kilometres miles metres meters feet dead killed wounded prisoners tons tonnes
aircraft planes tanks ships civilians refugees casualties deaths jobs workers employees percent dollars euros pounds
points hours days weeks months years square kg pieces units votes seats members migrants protesters fighters hectares
barrels litres liters megawatts mw students visas passengers vehicles containers homes houses families residents cases
rupees lira pesos yen yuan won roubles rubles naira"""
_COUNTED = frozenset(_COUNTED_TEXT.split())


# What is numbered: Resolution 2098, resolutions 1718, 1874 and 2094, Vision 2030, flight 1907.
_NUMBERED_TEXT = """
resolution resolutions unscr unsc vision agenda flight article articles section sections decree law act directive
order orders regulation room gate route highway page case number nos unit bus model horizon"""
_NUMBERED = frozenset(_NUMBERED_TEXT.split())
_LISTING = frozenset((",", "and", "or", "(", ")"))


def _is_number_of_a_thing(hit: Hit) -> bool:
    """Whether what is numbered stands before, perhaps with other numbers between."""
    at = hit.match.start("year") - 1
    while at > 0 and (hit.tokens[at].text.lower() in _LISTING or hit.tokens[at].text.isdigit()):
        if hit.tokens[at].text == "(":
            return False
        at -= 1
    is_list = at < hit.match.start("year") - 1
    word = hit.tokens[at].text.lower() if at >= 0 else ""
    return word in _NUMBERED and (not is_list or word.endswith("s"))


def _reads_as_year(hit: Hit) -> bool:
    """Whether a four-figure number is a year: not a price, an amount, a number of a thing or of a longer one."""
    at, end = hit.match.start("year"), hit.match.end()
    before = hit.tokens[at - 1].text.lower() if at else ""
    after = hit.tokens[end].text.lower() if end < len(hit.tokens) else ""
    year: int = hit.value("year")
    if (
        before in ("$", "£", "€", "#", "no", "+", "°")
        or _is_number_of_a_thing(hit)
        or after in ("%", "°", "$")
        or after in _COUNTED
    ):
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


# '30 is 1930, '29 is 2029.
FIRST_SHORT_YEAR = 30


@_rule("year of two figures", "DATE", "(edge:EDGE)? year:SHORTYEAR")
def _short_year(hit: Hit) -> Symbol | None:
    if not hit.edge and hit.before not in _YEAR_PREPOSITIONS | {"summer", "and"}:
        return None
    year = int(hit.value("year"))
    return Symbol("value", f"{'19' if year >= FIRST_SHORT_YEAR else '20'}{year:02}", edge=hit.edge)


@_rule("decade", "DATE", "(the)? (EDGED)? decade:DECADES (era:ERA)?", "the (EDGED)? decade:TWENTIES")
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
