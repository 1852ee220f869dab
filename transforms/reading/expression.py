"""Temporal expressions of a text, with TIMEX3 type and a symbolic value that is anchored later.

A text is cut into tokens, every token falls into one class (MONTH, YEAR, UNIT, ...), and the rules are patterns over
classes. So each rule reads like the wording it matches, and one pass of matching is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

# ---------------------------------------------------------------------------------------------------- words of time

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "January Jan.",
            "February Feb.",
            "March Mar.",
            "April Apr.",
            "May",
            "June Jun.",
            "July Jul.",
            "August Aug.",
            "September Sept. Sept Sep.",
            "October Oct.",
            "November Nov.",
            "December Dec.",
        ),
        start=1,
    )
    for name in names.split()
}
# Names and words of other meanings: a month only beside a day or a year.
SHORT_MONTHS = {
    name: number
    for number, name in enumerate(
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"], start=1
    )
    if name != "May"
}
AMBIGUOUS_MONTHS = frozenset(("March", "April", "May", "June", "August"))
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "Monday Mon.",
            "Tuesday Tue. Tues.",
            "Wednesday Wed. Weds.",
            "Thursday Thu. Thurs.",
            "Friday Fri.",
            "Saturday Sat.",
            "Sunday Sun.",
        ),
        start=1,
    )
    for name in names.split()
}
WEEKDAY_PLURALS = {f"{name}s": number for name, number in WEEKDAYS.items() if name.endswith("day")}
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "winter": "WI"}
PARTS_OF_DAY = {
    "morning": "TMO",
    "mornings": "TMO",
    "noon": "T12:00",
    "midday": "TMI",
    "afternoon": "TAF",
    "afternoons": "TAF",
    "evening": "TEV",
    "evenings": "TEV",
    "night": "TNI",
    "nights": "TNI",
    "night-time": "TNI",
    "nighttime": "TNI",
    "overnight": "TNI",
    "daytime": "TDT",
    "dawn": "TMO",
    "dusk": "TEV",
    "midnight": "T24:00",
}
UNITS = {
    "minute": "TM",
    "hour": "TH",
    "day": "D",
    "week": "W",
    "fortnight": "2W",
    "weekend": "WE",
    "month": "M",
    "quarter": "Q",
    "year": "Y",
    "decade": "DE",
    "century": "CE",
    "millennium": "ML",
}
UNIT_PLURALS = {f"{unit}s": code for unit, code in UNITS.items() if unit not in ("century", "millennium")} | {
    "seconds": "TS",
    "centuries": "CE",
    "millennia": "ML",
    "mins": "TM",
    "hrs": "TH",
}
_NUMBER_WORDS = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
nineteen"""
NUMBER_WORDS = {word: number for number, word in enumerate(_NUMBER_WORDS.split())}
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
TENS = {word: 10 * number for number, word in enumerate(_TENS.split(), start=2)}
POWERS = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
_ORDINAL_WORDS = """
first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
sixteenth seventeenth eighteenth nineteenth twentieth"""
ORDINAL_WORDS = {word: number for number, word in enumerate(_ORDINAL_WORDS.split(), start=1)} | {
    f"{tens[:-1]}ieth": number for tens, number in TENS.items()
}
VAGUE_COUNTS = ("several", "few", "many", "some", "numerous", "dozens", "couple", "recent", "various")
EDGES = {
    "early": "START",
    "start": "START",
    "beginning": "START",
    "outset": "START",
    "opening": "START",
    "mid": "MID",
    "middle": "MID",
    "late": "END",
    "end": "END",
    "close": "END",
    "eve": "END",
    "latter": "END",
}
# Day-of-year holidays carry their date; movable ones are reckoned by name in `anchor`.
HOLIDAYS = {
    "Christmas": "12-25",
    "Christmas Day": "12-25",
    "Christmas Eve": "12-24",
    "Boxing Day": "12-26",
    "New Year ' s Day": "01-01",
    "New Year ' s Eve": "12-31",
    "New Year": "01-01",
    "Valentine ' s Day": "02-14",
    "International Women ' s Day": "03-08",
    "May Day": "05-01",
    "Victory Day": "05-09",
    "Independence Day": "07-04",
    "Bastille Day": "07-14",
    "Armistice Day": "11-11",
    "Remembrance Day": "11-11",
    "Veterans Day": "11-11",
    "Human Rights Day": "12-10",
    "Halloween": "10-31",
    "Easter": "EASTER",
    "Easter Sunday": "EASTER",
    "Easter Monday": "EASTER+1",
    "Good Friday": "EASTER-2",
    "Pentecost": "EASTER+49",
    "Thanksgiving": "THANKSGIVING",
    "Thanksgiving Day": "THANKSGIVING",
    "Labor Day": "LABOR",
    "Memorial Day": "MEMORIAL",
    "Martin Luther King Day": "KING",
}
PRESENT_WORDS = ("now", "currently", "nowadays", "presently")
PAST_WORDS = ("recently", "lately")
# Adjectives that only an annotated chronicle counts as expressions.
CHRONICLE_ADJECTIVES = {
    "former": "PAST_REF",
    "recent": "PAST_REF",
    "future": "FUTURE_REF",
    "current": "PRESENT_REF",
}
FREQUENCIES = {
    "daily": "D",
    "nightly": "D",
    "weekly": "W",
    "monthly": "M",
    "quarterly": "Q",
    "annually": "Y",
    "yearly": "Y",
    "hourly": "TH",
}
TIME_ZONES = {
    "UTC": "Z",
    "GMT": "Z",
    "EST": "-05",
    "EDT": "-04",
    "CST": "-06",
    "PST": "-08",
    "PDT": "-07",
    "CET": "+01",
}

_FUTURE_CUES_TEXT = """
will shall 'll would scheduled due planned plans plan planning expected expects upcoming forthcoming set slated
tomorrow next going hopes intends"""
FUTURE_CUES = frozenset(_FUTURE_CUES_TEXT.split())
_PAST_CUES_TEXT = """
was were had did said has have been met went told took held began came made gave left won lost sent fell rose saw
found led ran kept put became brought built fought got knew paid sold spoke stood struck wrote"""
PAST_CUES = frozenset(_PAST_CUES_TEXT.split())


# ------------------------------------------------------------------------------------------------------ the symbol


@dataclass(frozen=True, slots=True)
class Symbol:
    """What an expression means before its document's date is known.

    kind    value (all said: "1958-11-28"), partial ("XXXX-11-28"), shift (a unit so many units away from a base),
            period (a length), set (a frequency), reference (PAST_REF ...), holiday, anniversary
    value   TIMEX value or template; for a shift, an optional template that is filled from the unit reached
    base    published (last year) or context (two days later, that year)
    unit    TIMEX unit of a shift (D W M Q Y DE CE TH TM); count: how many, negative into the past, "" when vague
    lean    past or future: which way its sentence says that a date lies; before or after: "last", "next"
    edge    START MID END: the part meant of a longer stretch; since / until: LATER, EARLIER part of it
    part    part of day or clock time, as TIMEX suffix
    weekday the weekday (1 Monday to 7) that an incomplete date is said to fall on
    beside  the year that the same sentence states
    """

    kind: str
    value: str = ""
    base: str = ""
    unit: str = ""
    count: str = ""
    lean: str = ""
    edge: str = ""
    part: str = ""
    weekday: str = ""
    beside: str = ""

    def encode(self) -> str:
        """The symbol as one line of text, `kind=shift;base=published;unit=Y;count=-1`."""
        return ";".join(f"{name}={text}" for name in _SYMBOL_FIELDS if (text := getattr(self, name)))

    @classmethod
    def decode(cls, text: str) -> Symbol:
        """The inverse of encode. Raises ValueError on anything else."""
        parts = dict(part.partition("=")[::2] for part in text.split(";"))
        if "kind" not in parts or not parts.keys() <= set(_SYMBOL_FIELDS):
            raise ValueError(f"not a symbolic date: {text!r}")
        return cls(**parts)


_SYMBOL_FIELDS = tuple(field.name for field in fields(Symbol))


@dataclass(frozen=True, slots=True)
class Expression:
    """One temporal expression: place and words in the text, TIMEX3 type, symbol (encoded), and the rule that read it."""

    start: int
    end: int
    text: str
    type: str
    symbol: str
    rule: str


# ------------------------------------------------------------------------------------------------- tokens, classes

_TOKEN = re.compile(
    r"(?P<ISO>\d{4}(?P<mark>[-./])\d{1,2}(?P=mark)\d{1,2}(?!\d)(?:T\d\d:\d\d(?::\d\d)?Z?)?"
    r"|\d{1,2}(?P<sign>[-./])\d{1,2}(?P=sign)\d{4}(?!\d)|\d{1,2}/\d{1,2}/\d\d(?!\d))"
    r"|(?P<CLOCK>\d{1,2}:\d\d(?::\d\d)?(?!\d))"
    r"|(?<![^\W_])(?P<DECADES>\d{3}0['’]?s\b|['’]\d0s\b|\d{2,3}0s(?=\sB)|(?<=the )\d0s\b)"
    r"|(?P<ANCIENT>\d{1,4}(?=\s?(?:B\.?C|A\.D|AD\b)))"
    r"|(?P<NTH>\d{1,3}(?:st|nd|rd|th)\b)"
    r"|(?P<NUMERAL>\d+(?:,\d{3})*(?:\.\d+)?)"
    r"|(?P<MERIDIEM>[ap]\.m\.?(?![a-z])|(?:am|pm|AM|PM|A\.M\.|P\.M\.)(?![A-Za-z]))"
    r"|(?P<ERA>B\.?C\.?E\.?(?![A-Za-z])|B\.?C\.?(?![A-Za-z])|A\.?D\.?(?![A-Za-z])|C\.E\.)"
    r"|(?P<ABBREVIATION>(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Weds?|Thu|Thurs?|Fri|Sat|Sun)\.)"
    r"|(?P<WORD>(?:[A-Za-z]\.){2,}|[^\W\d_]+)"
    r"|(?P<NEWLINE>\s*\n\s*)"
    r"|(?P<MARK>[^\s])"
)
_BEFORE_CHRIST = re.compile(r"\d\s?B\.?C\b")

# Classes that are lists of words, each with its value.
_WORDS: dict[str, dict[str, Any]] = {
    "UNITS": UNIT_PLURALS,
    "UNIT": UNITS,
    "SEASON": SEASONS,
    "PART": PARTS_OF_DAY,
    "ONES": NUMBER_WORDS,
    "TENS": TENS,
    "POWER": POWERS,
    "ORDINAL": ORDINAL_WORDS,
    "VAGUE": dict.fromkeys(VAGUE_COUNTS),
    "EDGE": EDGES,
    "FREQUENCY": FREQUENCIES,
    "ZONE": TIME_ZONES,
    "MONTH": MONTHS,
    "SHORTMONTH": SHORT_MONTHS,
    "WEEKDAY": WEEKDAYS,
    "WEEKDAYS": WEEKDAY_PLURALS,
}
# Classes that the tokens' own shape decides.
_SHAPES = ("ISO", "CLOCK", "DECADES", "DAY", "NTH", "SMALL", "YEAR", "NUM", "MERIDIEM", "ERA", "CAPITAL", "LOWER")
_SAME_MARK = {"–": "-", "—": "-", "−": "-", "’": "'", "‘": "'"}

# Larger building blocks of patterns, in terms of classes and earlier blocks.
_BLOCKS = {
    "NUMBER": r"(DAY|SMALL|YEAR|NUM|ONES|TENS)( - (ONES|TENS)| (ONES|TENS))?( POWER)?( and a? half)?",
    "HOWMANY": r"(NUMBER|a couple of|a VAGUE|VAGUE|a|an|another)",
    "ANYUNIT": r"(UNIT|UNITS)",
    "ABOUT": r"(about|around|roughly|nearly|almost|over|under|at least|at most|more than|less than|up to|some|just|only"
    r"|approximately|close to|as many as)",
    "ANYMONTH": r"(MONTH|SHORTMONTH)",
    "DAYNUMBER": r"(DAY|NTH|ORDINAL)",
    "RANK": r"(NTH|ORDINAL)",
    "DASH": r"-",
    "WHEN": r"(last|next|this|past|coming|previous|following|current|upcoming|preceding)",
}


_ATOM = re.compile(r"(?P<name>[a-z_]+):(?=[\w(])|(?P<atom>[A-Za-z0-9]+|\\.|[-,/+'])|(?P<operator>[()|?])|\s+")


def _pieces(pattern: str) -> list[re.Match[str]]:
    """A pattern cut into names, atoms and operators, its blocks written out."""
    while (written := re.sub(r"[A-Z]+", lambda m: _BLOCKS.get(m.group(), m.group()), pattern)) != pattern:
        pattern = written
    return list(_ATOM.finditer(pattern))


def _forms(word: str) -> tuple[str, ...]:
    """How a word may be written: a name never in lower case."""
    return (word, word.capitalize(), word.upper()) if word.islower() else (word, word.upper())


class _Alphabet:
    """One private character for each class and for each literal word or mark that a pattern uses.

    A word that is literal somewhere has a character of its own, and its class is then the set of such characters.
    """

    def __init__(self, patterns: Sequence[str]) -> None:
        atoms = {piece["atom"].lstrip("\\") for pattern in patterns for piece in _pieces(pattern) if piece["atom"]}
        classes = [*_WORDS, *_SHAPES]
        self.literals = sorted(atoms - set(classes))
        self.char_of = {name: chr(0xE000 + place) for place, name in enumerate([*classes, *self.literals])}
        self.members = {name: self.char_of[name] for name in classes}
        self.lexicon: dict[str, tuple[str, Any]] = {}
        for literal in self.literals:
            for form in _forms(literal):
                self.lexicon[form] = (self.char_of[literal], None)
        for name, words in _WORDS.items():
            for word, value in words.items():
                for form in _forms(word):
                    char = self.lexicon.get(form, (self.char_of[name], None))[0]
                    if char not in self.members[name]:
                        self.members[name] += char
                    self.lexicon[form] = (char, value)
        for mark, plain in _SAME_MARK.items():
            if plain in self.char_of:
                self.lexicon[mark] = (self.char_of[plain], None)

    def compile(self, pattern: str) -> re.Pattern[str]:
        """A pattern over words and classes as a regular expression over this alphabet's characters.

        Words and marks stand for themselves, capitals for classes and blocks, `name:` captures the atom or bracket
        after it; ( ) | ? work as usual.
        """
        made: list[str] = []
        pending: list[tuple[int, str]] = []
        depth = 0
        for piece in _pieces(pattern):
            if piece["name"]:
                pending.append((depth, piece["name"]))
                made.append(f"(?P<{piece['name']}>")
                continue
            if piece["atom"]:
                atom = piece["atom"].lstrip("\\")
                made.append(f"[{self.members[atom]}]" if atom in self.members else self.char_of[atom])
            elif piece["operator"]:
                made.append("(?:" if piece["operator"] == "(" else piece["operator"])
                depth += {"(": 1, ")": -1}.get(piece["operator"], 0)
            else:
                continue
            while pending and pending[-1][0] == depth and piece["operator"] != "(":
                made.append(")")
                pending.pop()
        return re.compile("".join(made))


# ------------------------------------------------------------------------------------------------------- the rules


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    text: str
    char: str
    value: Any


class _Hit:
    """One match of a rule: the words and values of its captures."""

    def __init__(self, match: re.Match[str], tokens: Sequence[_Token]) -> None:
        self.match = match
        self.tokens = tokens

    def __contains__(self, name: str) -> bool:
        return name in self.match.re.groupindex and self.match.start(name) >= 0

    def words(self, name: str) -> list[_Token]:
        return list(self.tokens[self.match.start(name) : self.match.end(name)]) if name in self else []

    @property
    def before(self) -> str:
        """The lower-case word or mark in front of the match."""
        return self.tokens[self.match.start() - 1].text.lower() if self.match.start() else ""

    @property
    def after(self) -> str:
        """The lower-case word or mark behind the match."""
        return self.tokens[self.match.end()].text.lower() if self.match.end() < len(self.tokens) else ""

    @property
    def lower_words(self) -> list[str]:
        """All its words, in lower case."""
        return [token.text.lower() for token in self.tokens[self.match.start() : self.match.end()]]

    def value(self, name: str, default: Any = "") -> Any:
        found = self.words(name)
        return found[0].value if found else default

    def word(self, name: str) -> str:
        return " ".join(token.text for token in self.words(name)).lower()


Maker = Callable[[_Hit], Symbol | None]


@dataclass(frozen=True, slots=True)
class _Rule:
    name: str
    type: str
    pattern: str
    make: Maker


_RULES: list[_Rule] = []


def _rule(name: str, type_: str, *patterns: str) -> Callable[[Maker], Maker]:
    """Register a maker for the given wordings; the name says in plain words what was read."""

    def register(make: Maker) -> Maker:
        _RULES.extend(_Rule(name, type_, pattern, make) for pattern in patterns)
        return make

    return register


def number_of(tokens: Sequence[_Token]) -> float | None:
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


def _year_of(hit: _Hit) -> str:
    return _year_text(hit.value("year")) if "year" in hit else "XXXX"


def _day_symbol(hit: _Hit) -> Symbol | None:
    day, month = int(hit.value("day")), hit.value("month")
    if not 1 <= day <= 31 or (month and day > (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]):
        return None
    year = _year_of(hit)
    value = f"{year}-{month or 'XX':02}-{day:02}"
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


def _part_of(hit: _Hit) -> str:
    return str(hit.value("part", ""))


_rule(
    "days of a range that share month or year",
    "DATE",
    "month:ANYMONTH day:DAYNUMBER (DASH|to|and|through|until) last_day:DAYNUMBER ,? year:YEAR",
    "month:ANYMONTH day:DAYNUMBER (DASH|to|and|through|until) last_day:DAYNUMBER",
    "month:ANYMONTH day:DAYNUMBER (, first_year:YEAR)? (DASH|to|through|until) last_month:ANYMONTH last_day:DAYNUMBER ,? year:YEAR",
    "month:ANYMONTH day:DAYNUMBER (DASH|to|through|until) last_month:ANYMONTH last_day:DAYNUMBER",
    "day:DAYNUMBER (DASH|to|and|through|until) last_day:DAYNUMBER (of)? month:ANYMONTH (,? year:YEAR)?",
    "day:DAYNUMBER month:ANYMONTH (first_year:YEAR)? (DASH|to|through|until) last_day:DAYNUMBER last_month:ANYMONTH (,? year:YEAR)?",
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
    "(EDGE|early in)? (the)? (EDGE)? part:PART (hours)? of (WEEKDAY ,?)? (the)? day:DAYNUMBER (of)? month:ANYMONTH (,? year:YEAR)?",
    "month:ANYMONTH day:DAYNUMBER (, year:YEAR ,?)? part:PART",
    "day:DAYNUMBER month:ANYMONTH (year:YEAR)? part:PART",
)(_day_symbol)

_rule(
    "day and month",
    "DATE",
    "(weekday:WEEKDAY ,?)? month:ANYMONTH (the)? day:DAYNUMBER",
    "(weekday:WEEKDAY ,?)? (the)? day:DAYNUMBER (of)? month:ANYMONTH",
)(_day_symbol)


@_rule("date in numerals", "DATE", "date:ISO")
def _numeric(hit: _Hit) -> Symbol | None:
    return Symbol("value", hit.value("date"))


@_rule(
    "month and year",
    "DATE",
    "(the)? (edge:EDGE (DASH|of|in|part of)?)? month:ANYMONTH (,|of|in)? year:YEAR (era:ERA)?",
    "the edge:EDGE (part|half|days|weeks) of month:ANYMONTH ,? year:YEAR",
)
def _month_year(hit: _Hit) -> Symbol | None:
    return Symbol("value", f"{_year_of(hit)}-{hit.value('month'):02}", edge=hit.value("edge"))


@_rule(
    "month",
    "DATE",
    "(the)? edge:EDGE (DASH|of|in|part of)? month:MONTH",
    "the edge:EDGE (part|half|days|weeks) of month:MONTH",
    "month:MONTH",
)
def _month(hit: _Hit) -> Symbol | None:
    is_part_of_name = hit.match.start() > 0 and hit.tokens[hit.match.start() - 1].char == _ALPHABET.char_of["CAPITAL"]
    is_other_word = hit.words("month")[0].text in AMBIGUOUS_MONTHS and hit.before not in _DATE_PREPOSITIONS
    if "edge" not in hit and (is_part_of_name or is_other_word):
        return None
    return Symbol("partial", f"XXXX-{hit.value('month'):02}", edge=hit.value("edge"))


_DATE_PREPOSITIONS_TEXT = """
in of since by until till from to through and between during after before for or late early mid this next last - – — (
, around about throughout every each as back per over that on beginning starting"""
_DATE_PREPOSITIONS = frozenset(_DATE_PREPOSITIONS_TEXT.split())


@_rule(
    "month of a year named by context",
    "DATE",
    "(the)? (edge:EDGE (of|in|DASH)?)? month:MONTH (day:DAYNUMBER)? of (that|the same|the) (year|UNIT)",
    "(the)? day:DAYNUMBER (of)? month:MONTH of (that|the same) UNIT",
)
def _month_of_that_year(hit: _Hit) -> Symbol | None:
    day = f"-{int(hit.value('day')):02}" if "day" in hit else ""
    return Symbol("shift", f"XXXX-{hit.value('month'):02}{day}", "context", unit="Y", count="0", edge=hit.value("edge"))


@_rule("month of a year counted from publication", "DATE", "month:MONTH (of)? when:(last|next|this) UNIT")
def _month_of_next_year(hit: _Hit) -> Symbol | None:
    count = {"last": "-1", "this": "0", "next": "1"}[hit.word("when")]
    return Symbol("shift", f"XXXX-{hit.value('month'):02}", "published", unit="Y", count=count)


@_rule("last or next month of a name", "DATE", "when:WHEN month:MONTH (day:DAYNUMBER)?", "the when:WHEN month:MONTH")
def _when_month(hit: _Hit) -> Symbol | None:
    day = f"-{int(hit.value('day')):02}" if "day" in hit else ""
    return Symbol("partial", f"XXXX-{hit.value('month'):02}{day}", lean=_LEANS.get(hit.word("when"), ""))


_LEANS = dict.fromkeys(("last", "past", "previous", "preceding"), "before") | dict.fromkeys(
    ("next", "coming", "following", "upcoming"), "after"
)


@_rule(
    "season",
    "DATE",
    "(the)? (edge:EDGE (of|in|DASH|part of)?)? (the)? season:(SEASON|fall) (of|,)? year:YEAR (era:ERA)?",
    "year:YEAR season:(SEASON|fall)",
    "(the|in|this|last|next) edge:EDGE (of the)? season:SEASON",
    "(edge:EDGE (of the|in)?)? season:SEASON",
    "the season:SEASON (of|,)? year:YEAR (era:ERA)?",
    "the season:SEASON",
    "(in|of|by|since|until|during) the season:fall",
    "when:WHEN season:(SEASON|fall)",
    "the when:WHEN season:(SEASON|fall)",
)
def _season(hit: _Hit) -> Symbol | None:
    season = hit.value("season") or "FA"
    if hit.word("season") == "fall" and "year" not in hit and hit.after in ("of", "from", "in"):
        return None
    if "year" in hit:
        return Symbol("value", f"{_year_of(hit)}-{season}", edge=hit.value("edge"))
    return Symbol("partial", f"XXXX-{season}", lean=_LEANS.get(hit.word("when"), ""), edge=hit.value("edge"))


@_rule(
    "season of a year counted from publication",
    "DATE",
    "(the)? season:(SEASON|fall) of (when:(last|next|this) year|that year)",
)
def _season_of_year(hit: _Hit) -> Symbol | None:
    base = "published" if "when" in hit else "context"
    count = {"last": "-1", "next": "1"}.get(hit.word("when"), "0")
    return Symbol("shift", f"XXXX-{hit.value('season') or 'FA'}", base, unit="Y", count=count)


@_rule(
    "quarter or half of a year",
    "DATE",
    "(the)? which:RANK (-)? stretch:(quarter|half) (of|in)? (the)? (fiscal)? (year)? year:YEAR",
    "(the)? which:RANK (-)? stretch:quarter of (that|the|this|last|next) year",
    "(the|its|their|this|a)? (fiscal)? which:RANK (-)? stretch:quarter",
    "the which:RANK (-)? stretch:half (of the year)?",
    "the which:(latter|second|first) stretch:half of year:YEAR",
)
def _quarter(hit: _Hit) -> Symbol | None:
    number = 2 if hit.word("which") == "latter" else int(hit.value("which"))
    letter = "Q" if hit.word("stretch") == "quarter" else "H"
    if number > (4 if letter == "Q" else 2):
        return None
    if "year" in hit:
        return Symbol("value", f"{_year_of(hit)}-{letter}{number}")
    return Symbol("partial", f"XXXX-{letter}{number}")


@_rule("fiscal year", "DATE", "(the)? (fiscal|financial) (year)? year:YEAR", "the year:YEAR (fiscal|financial) year")
def _fiscal(hit: _Hit) -> Symbol | None:
    return Symbol("value", f"FY{hit.value('year')}")


@_rule(
    "fiscal year counted from publication",
    "DATE",
    "(when:(this|last|next|the current))? (the)? (EDGE of the)? (fiscal|financial) year",
)
def _fiscal_now(hit: _Hit) -> Symbol | None:
    count = {"last": "-1", "next": "1"}.get(hit.word("when"), "0")
    return Symbol("shift", "FY", "published", unit="Y", count=count)


@_rule(
    "year",
    "DATE",
    "(the)? edge:EDGE (DASH|of|in|part of|of the year)? year:YEAR (era:ERA)?",
    "(the)? (year|years)? (ca|c|circa)? (\\.)? year:YEAR era:ERA",
    "(the)? year year:YEAR",
    "(the)? years year:YEAR",
    "(the)? rest of year:YEAR",
    "(later|earlier) in year:YEAR",
    "year:YEAR",
)
def _year(hit: _Hit) -> Symbol | None:
    if "edge" not in hit and "era" not in hit and not _reads_as_year(hit):
        return None
    return Symbol("value", _year_of(hit), edge=hit.value("edge"))


_YEAR_PREPOSITIONS_TEXT = """
in of since by until till from to through and between during after before for or late early mid the this , ( - – — /
around about circa ; : [ as back"""
_YEAR_PREPOSITIONS = frozenset(_YEAR_PREPOSITIONS_TEXT.split())
_COUNTED_TEXT = """
men troops soldiers people km kilometers kilometres miles metres meters feet dead killed wounded prisoners tons tonnes
aircraft planes tanks ships civilians refugees casualties deaths jobs workers employees percent dollars euros pounds
points hours days weeks months years square kg pieces units votes seats members"""
_COUNTED = frozenset(_COUNTED_TEXT.split())


def _reads_as_year(hit: _Hit) -> bool:
    """Whether a four-figure number is a year: not a price, an amount, or a part of a longer number."""
    at, end = hit.match.start("year"), hit.match.end()
    before = hit.tokens[at - 1].text.lower() if at else ""
    after = hit.tokens[end].text.lower() if end < len(hit.tokens) else ""
    year: int = hit.value("year")
    if before in ("$", "£", "€", "#", "no", "+", "°") or after in ("%", "°", "$") or after in _COUNTED:
        return False
    if year < 0:
        return True
    if year >= 1700:
        return year < 2100
    return before in _YEAR_PREPOSITIONS


@_rule("years of a range", "DATE", "year:YEAR - last_year:(DAY|SMALL)")
def _year_range(hit: _Hit) -> Symbol | None:
    year, last = hit.value("year"), hit.value("last_year")
    last += year // 100 * 100
    if last <= year or year < 1000 or not _reads_as_year(hit):
        return None
    return Symbol("value", f"{year}/{last}")


@_rule("year of two figures", "DATE", "(edge:EDGE)? (in|of|since|until|from|to|by|summer|and) ' year:(DAY|SMALL)")
def _short_year(hit: _Hit) -> Symbol | None:
    year = int(hit.value("year"))
    return Symbol("value", f"19{year:02}" if 10 < year < 100 else f"20{year:02}", edge=hit.value("edge"))


@_rule("decade", "DATE", "(the)? (edge:EDGE (DASH|of|in|of the|to mid DASH)?)? (the)? decade:DECADES (era:ERA)?")
def _decade(hit: _Hit) -> Symbol | None:
    return Symbol("value", hit.value("decade"), edge=hit.value("edge"))


@_rule(
    "century",
    "DATE",
    "(the)? (edge:EDGE (DASH|of|in|of the)?)? (the)? which:RANK (-)? century (era:ERA)?",
    "the (EDGE|first|second) (half|part) of the which:RANK (-)? century (era:ERA)?",
)
def _century(hit: _Hit) -> Symbol | None:
    era = "BC" if hit.word("era").startswith("b") else ""
    return Symbol("value", f"{era}{int(hit.value('which')) - 1:02}", edge=hit.value("edge"))


@_rule(
    "weekday with day of month",
    "DATE",
    "weekday:WEEKDAY \\( (the)? day:DAYNUMBER \\)",
    "weekday:WEEKDAY ,? the day:NTH",
)
def _weekday_day(hit: _Hit) -> Symbol | None:
    day = int(hit.value("day"))
    return Symbol("partial", f"XXXX-XX-{day:02}", weekday=str(hit.value("weekday"))) if day <= 31 else None


@_rule("weekday", "DATE", "weekday:WEEKDAY", "when:WHEN weekday:WEEKDAY", "weekday:WEEKDAY when:(last|next|this) week")
def _weekday(hit: _Hit) -> Symbol | None:
    when = hit.word("when")
    if hit.match.end() - hit.match.start() == 3:
        count = {"last": "-1", "this": "0", "next": "1"}[when]
        return Symbol("shift", f"XXXX-WXX-{hit.value('weekday')}", "published", unit="W", count=count)
    return Symbol(
        "partial", f"XXXX-WXX-{hit.value('weekday')}", lean=_LEANS.get(when, "this" if when == "this" else "")
    )


@_rule(
    "part of a weekday",
    "TIME",
    "weekday:WEEKDAY (EDGE)? part:PART",
    "when:WHEN weekday:WEEKDAY part:PART",
    "(EDGE)? (the)? part:PART of weekday:WEEKDAY",
    "(EDGE on|late|early) weekday:WEEKDAY part:PART",
)
def _weekday_part(hit: _Hit) -> Symbol | None:
    return Symbol(
        "partial", f"XXXX-WXX-{hit.value('weekday')}", lean=_LEANS.get(hit.word("when"), ""), part=_part_of(hit)
    )


@_rule(
    "weekdays again and again", "SET", "(every|each) weekday:WEEKDAY", "weekday:WEEKDAYS", "(every|each) month:MONTH"
)
def _weekday_set(hit: _Hit) -> Symbol | None:
    return Symbol("set", f"XXXX-{hit.value('month'):02}" if "month" in hit else f"XXXX-WXX-{hit.value('weekday')}")


_DAY_WORDS = {"today": "0", "yesterday": "-1", "tomorrow": "1", "tonight": "0"}


@_rule(
    "day counted from publication",
    "DATE",
    "day:(today|yesterday|tomorrow)",
    "the day shift:(before yesterday|after tomorrow)",
)
def _deictic_day(hit: _Hit) -> Symbol | None:
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
def _deictic_part(hit: _Hit) -> Symbol | None:
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
def _context_part(hit: _Hit) -> Symbol | None:
    words = set(hit.lower_words)
    count = "1" if words & {"next", "following"} else "-1" if "previous" in words else "0"
    return Symbol("shift", "", "context", unit="D", count=count, part=_part_of(hit))


@_rule("part of some day", "TIME", "part:PART")
def _some_part(hit: _Hit) -> Symbol | None:
    if hit.word("part") in ("dawn", "dusk", "midday", "noon") or hit.before in ("a", "good"):
        return None
    return Symbol("partial", "XXXX-XX-XX", part=_part_of(hit))


_UNIT_WORD = r"unit:UNIT"


@_rule(
    "unit counted from publication",
    "DATE",
    "when:(last|next|this|coming|current|this past|this coming) unit:UNIT",
    "the when:(current|present|coming) unit:UNIT",
    "since:(earlier|later|early|late) (in)? when:(this|last|next) unit:UNIT",
    "(the)? edge:EDGE (of|in)? when:(this|last|next) unit:UNIT",
    "(the)? (rest|remainder) of when:this unit:UNIT",
    "the when:(last|latest) unit:quarter",
)
def _deictic_unit(hit: _Hit) -> Symbol | None:
    unit = hit.value("unit") or "Q"
    if unit.startswith("T"):
        return None
    when = hit.word("when")
    count = {
        "last": "-1",
        "past": "-1",
        "this past": "-1",
        "latest": "-1",
        "next": "1",
        "coming": "1",
        "this coming": "1",
    }.get(when, "0")
    edge = {"earlier": "EARLIER", "later": "LATER"}.get(hit.word("since")) or hit.value("since") or hit.value("edge")
    return Symbol("shift", "", "published", unit=unit, count=count, edge=edge)


@_rule(
    "unit named by context",
    "DATE",
    "(that|the) same unit:UNIT",
    "that (very)? unit:UNIT",
    "since:(later|earlier) (in)? that (same)? unit:UNIT",
    "since:(later|earlier|early|late) in the (same)? unit:UNIT",
    "(the)? (edge:EDGE|rest) of (that|the) unit:UNIT",
    "the edge:EDGE (part|half|days|months|weeks) of (that|the) unit:UNIT",
    "the when:(next|following|previous|preceding|subsequent|prior) unit:UNIT",
    "(late|early) in the unit:UNIT",
    "(edge:EDGE)? the when:(next|following|previous) unit:UNIT",
    "the unit:UNIT when:(before|after|following|previous|prior)",
    "the when:(following|next|previous|preceding) unit:(century|decade|quarter)",
    "unit:UNIT ' s edge:EDGE",
)
def _context_unit(hit: _Hit) -> Symbol | None:
    if "unit" not in hit:
        return None
    unit = hit.value("unit")
    if unit.startswith("T"):
        return None
    when = hit.word("when")
    count = "1" if when in ("next", "following", "subsequent", "after") else "-1" if when else "0"
    edge = {"earlier": "EARLIER", "later": "LATER"}.get(hit.word("since")) or hit.value("edge")
    return Symbol("shift", "", "context", unit=unit, count=count, edge=edge)


@_rule(
    "time named by context",
    "DATE",
    "(at|by|until|since) (that|the same|this) (same)? time",
    "that time",
)
def _context_time(hit: _Hit) -> Symbol | None:
    if "this" in hit.lower_words:
        return Symbol("reference", "PRESENT_REF")
    return Symbol("shift", "", "context", unit="", count="0")


def _count_text(hit: _Hit, sign: int) -> str:
    number = number_of(hit.words("count"))
    return "" if number is None else _plain(sign * number)


@_rule(
    "so long before publication",
    "DATE",
    "(ABOUT)? count:HOWMANY unit:ANYUNIT ago",
    "(ABOUT)? unit:UNITS ago",
    "(ABOUT)? count:HOWMANY unit:ANYUNIT (DASH)? ago",
)
def _ago(hit: _Hit) -> Symbol | None:
    count = _count_text(hit, -1) if "count" in hit else ""
    return Symbol("shift", "", "published", unit=hit.value("unit"), count=count)


@_rule(
    "so long after publication",
    "DATE",
    "(ABOUT)? count:HOWMANY unit:ANYUNIT from now",
    "(ABOUT)? count:HOWMANY unit:ANYUNIT hence",
    "(ABOUT)? count:HOWMANY unit:ANYUNIT ' time",
)
def _hence(hit: _Hit) -> Symbol | None:
    return Symbol("shift", "", "published", unit=hit.value("unit"), count=_count_text(hit, 1))


@_rule(
    "so long after or before what was named",
    "DATE",
    "(ABOUT)? count:HOWMANY (full|short|mere)? unit:ANYUNIT (DASH)? which:(later|afterwards|afterward|thereafter|earlier|previously|beforehand)",
    "(ABOUT)? a mere count:NUMBER unit:ANYUNIT which:(later|earlier)",
    "unit:UNITS which:(later|afterwards|earlier|previously)",
    "a (UNIT|year) (DASH)? which:earlier",
)
def _later(hit: _Hit) -> Symbol | None:
    sign = -1 if hit.word("which") in ("earlier", "previously", "beforehand") else 1
    if "unit" not in hit:
        return Symbol("shift", "", "context", unit="Y", count="-1")
    count = _count_text(hit, sign) if "count" in hit else ""
    return Symbol("shift", "", "context", unit=hit.value("unit"), count=count, lean="before" if sign < 0 else "after")


@_rule(
    "length of time",
    "DURATION",
    "(ABOUT)? (the)? count:HOWMANY ((full|long|consecutive|straight|bloody|whole|successive|calendar))? (DASH)? unit:ANYUNIT ((DASH)? (long|old))?",
    "the (first|last|final|past|next|coming|following|previous|preceding|opening) count:(NUMBER|a VAGUE|VAGUE|couple of) unit:ANYUNIT",
    "(the)? count:NUMBER (DASH)? unit:ANYUNIT (DASH)? period",
    "(last|next|past|previous|coming) count:(NUMBER|VAGUE) unit:ANYUNIT",
    "the (past|last) unit:(UNIT)",
    "the count:(NUMBER|VAGUE) (previous|following|next|past|last) unit:UNITS",
    "unit:UNITS",
    "unit:ANYUNIT (DASH) long",
    "count:half (a|an|DASH) unit:UNIT",
    "over the count:(VAGUE|NUMBER)? unit:UNITS",
)
def _duration(hit: _Hit) -> Symbol | None:
    unit = hit.value("unit")
    counted = hit.words("count")
    if hit.word("count") == "half":
        half = {"Y": "P6M", "TH": "PT30M", "DE": "P5Y", "CE": "P50Y", "D": "PT12H", "M": "P15D"}.get(unit)
        return Symbol("period", half) if half else None
    number = number_of(counted) if counted else None
    if not counted and hit.word("unit") in UNITS:
        number = 1.0
    if unit == "Q" and not {"consecutive", "straight", "successive", "past", "last", "next"} & set(hit.lower_words):
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
def _single_unit(hit: _Hit) -> Symbol | None:
    unit = hit.value("unit")
    return Symbol("period", period_value(1, unit)) if unit not in ("D", "TS") else None


@_rule(
    "again and again",
    "SET",
    "(every|each) (count:(NUMBER|RANK))? unit:ANYUNIT",
    "(a|per) unit:UNIT",
    "every other unit:UNIT",
)
def _set(hit: _Hit) -> Symbol | None:
    first = hit.lower_words[0]
    if first == "a":
        before = hit.tokens[hit.match.start() - 1] if hit.match.start() else None
        if before is None or not (isinstance(before.value, int | float) or hit.before in ("times", "twice", "once")):
            return None
    number = number_of(hit.words("count")) if "count" in hit else 1.0
    return Symbol(
        "set", period_value(number, hit.value("unit")), unit=hit.value("unit"), count="every" if first != "per" else ""
    )


@_rule("frequency", "SET", "often:FREQUENCY", "everyday")
def _frequency(hit: _Hit) -> Symbol | None:
    unit = hit.value("often", "D")
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
def _present(_: _Hit) -> Symbol | None:
    return Symbol("reference", "PRESENT_REF")


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
)
def _past(_: _Hit) -> Symbol | None:
    return Symbol("reference", "PAST_REF")


@_rule(
    "the future",
    "DATE",
    "the (near|foreseeable|distant)? future",
    "in the coming UNITS",
    "the coming UNITS",
    "coming UNITS",
)
def _future(_: _Hit) -> Symbol | None:
    return Symbol("reference", "FUTURE_REF")


@_rule("adjective of time", "DATE", "word:(former|recent|future|current)")
def _adjective(hit: _Hit) -> Symbol | None:
    return Symbol("reference", CHRONICLE_ADJECTIVES.get(hit.word("word"), "PRESENT_REF"))


def _clock_value(hit: _Hit) -> str | None:
    hours, _, rest = str(hit.value("clock")).partition(":")
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
)
def _clock(hit: _Hit) -> Symbol | None:
    value = _clock_value(hit)
    return Symbol("partial", "XXXX-XX-XX", part=value) if value else None


@_rule(
    "clock time of a date",
    "TIME",
    "clock:(CLOCK|DAY) half:MERIDIEM (\\(? zone:ZONE \\)?)? (,|on)? month:ANYMONTH day:DAYNUMBER (,? year:YEAR)?",
    "clock:CLOCK (half:MERIDIEM)? (\\(? zone:ZONE \\)?)? (,|on)? day:DAYNUMBER month:ANYMONTH (,? year:YEAR)?",
    "month:ANYMONTH day:DAYNUMBER (, year:YEAR)? ,? (at)? clock:(CLOCK|DAY) half:MERIDIEM (zone:ZONE)?",
)
def _clock_of_date(hit: _Hit) -> Symbol | None:
    value, day = _clock_value(hit), _day_symbol(hit)
    return replace(day, part=value) if value and day else None


@_rule("anniversary", "DATE", "(the)? which:RANK (year)? anniversary", "the anniversary")
def _anniversary(hit: _Hit) -> Symbol | None:
    return Symbol("anniversary", base="published", unit="Y", count=str(hit.value("which", "")))


def _register_holidays() -> None:
    for name, day in HOLIDAYS.items():

        def make(hit: _Hit, day: str = day) -> Symbol | None:
            value = f"{_year_of(hit)}-{day}"
            if "year" in hit and day[0].isdigit():
                return Symbol("value", value, part=_part_of(hit))
            return Symbol("holiday", value, part=_part_of(hit))

        _RULES.append(_Rule("holiday", "DATE", f"(EDGE)? {name} (part:PART)? (,|of|in)? (year:YEAR)?", make))


_register_holidays()
_ALPHABET = _Alphabet([rule.pattern for rule in _RULES])
_COMPILED = [(_ALPHABET.compile(rule.pattern), rule) for rule in _RULES]
# Characters without which no rule matches: a cheap look before the rules run.
_TRIGGER_CLASSES = """
ISO CLOCK DECADES YEAR UNIT UNITS SEASON PART MONTH SHORTMONTH WEEKDAY WEEKDAYS FREQUENCY ERA MERIDIEM"""
_TRIGGER_WORDS = """
today yesterday tomorrow tonight now currently nowadays presently recently lately time fall present future past former
recent current anniversary everyday modern moment date century quarter year"""
_TRIGGER = re.compile(
    "["
    + "".join(_ALPHABET.members[name] for name in _TRIGGER_CLASSES.split())
    + "".join(
        _ALPHABET.char_of[word]
        for word in [*_TRIGGER_WORDS.split(), *(name.split()[0] for name in HOLIDAYS)]
        if word in _ALPHABET.char_of
    )
    + "]"
)


# ------------------------------------------------------------------------------------------------ reading the text


def _numeral(text: str) -> tuple[str, Any]:
    """Class and value of a number in figures."""
    number = float(text.replace(",", ""))
    if text.isdigit() and number < 2200 and len(text) <= 4:
        name = "DAY" if 1 <= number <= 31 else "YEAR" if number >= 1000 else "SMALL"
        return name, int(number)
    return "NUM", number


def _iso(text: str) -> str | None:
    """A date in figures as TIMEX value; month before day where a slash leaves it open, day before month with dots."""
    date_text, _, clock = text.partition("T")
    parts = [int(part) for part in re.split(r"[-./]", date_text)]
    if date_text[:4].isdigit():
        year, month, day = parts
    elif "." in date_text or parts[0] > 12:
        day, month, year = parts
    else:
        month, day, year = parts
    year += 0 if year > 99 else 2000 if year < 50 else 1900
    if not (1000 <= year < 2200 and 1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"{year:04}-{month:02}-{day:02}" + (f"T{clock}" if clock else "")


_ANCIENT_YEAR_CUES = frozenset(
    ("in", "by", "of", "since", "until", "from", "after", "before", "to", "during", "-", "–")
)


def _tokens(text: str, start: int, end: int, *, is_ancient: bool = False) -> Iterator[_Token]:
    """The tokens of a span. In an ancient history, three figures after "in" and the like are a year before Christ."""
    char_of, lexicon = _ALPHABET.char_of, _ALPHABET.lexicon
    before = ""
    for match in _TOKEN.finditer(text, start, end):
        kind, word = match.lastgroup, match.group()
        value: Any = None
        if kind == "WORD" or kind == "MARK" or kind == "ABBREVIATION":
            known = lexicon.get(word)
            if known is None:
                char = char_of["CAPITAL"] if word[0].isupper() else char_of["LOWER"]
            else:
                char, value = known
        elif kind == "NUMERAL":
            name, value = _numeral(word)
            if is_ancient and len(word) == 3 and word.isdigit() and before in _ANCIENT_YEAR_CUES:
                name, value = "YEAR", -value
            char = char_of[name]
        elif kind == "ANCIENT":
            is_before_christ = text[match.end() :][:2].lstrip().startswith("B")
            char, value = char_of["YEAR"], -int(word) if is_before_christ else int(word)
        elif kind == "NTH":
            char, value = char_of["NTH"], int(word[:-2])
        elif kind == "DECADES":
            digits = word.strip("'’s")
            char = char_of["DECADES"]
            value = (f"BC{digits:0>4}" if text[match.end() :][:2].lstrip().startswith("B") else f"19{digits}"[-4:])[:-1]
        elif kind == "ISO":
            value = _iso(word)
            char = char_of["ISO" if value else "NUM"]
        elif kind == "NEWLINE":
            char = "\n"
        else:
            char, value = char_of[str(kind)], word
        yield _Token(match.start(), match.end(), word, char, value)
        before = word.lower()


_ABBREVIATED_TEXT = """
mr mrs ms dr gen col lt capt sgt sen rep gov prof st jr sr vs no inc ltd corp co"""
_ABBREVIATED = frozenset(_ABBREVIATED_TEXT.split())


def _sentence_parts(tokens: list[_Token]) -> Iterator[list[_Token]]:
    """Tokens sentence by sentence, near enough for tense cues and for keeping dates apart.

    A line break inside a sentence of wrapped text is no bound; one after a short line is.
    """
    part: list[_Token] = []
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        if token.char == "\n":
            is_wrapped = part and following and part[-1].text[-1:] not in ".!?:" and following.text[:1].islower()
            if not is_wrapped and part:
                yield part
                part = []
            continue
        part.append(token)
        if (
            token.text in (".", "!", "?")
            and following is not None
            and following.start > token.end
            and (following.text[:1].isupper() or not following.text[:1].isalnum())
            and not (len(part) > 1 and part[-2].text.lower() in _ABBREVIATED)
        ):
            yield part
            part = []
    if part:
        yield part


@dataclass(frozen=True, slots=True)
class _Found:
    first: int
    last: int
    hit: _Hit
    rule: _Rule
    symbol: Symbol
    sentence: Sequence[_Token]


def _matches(sentence: list[_Token]) -> list[_Found]:
    """The leftmost, longest readings of one sentence; rules named earlier win ties."""
    chars = "".join(token.char for token in sentence)
    if not _TRIGGER.search(chars):
        return []
    candidates = []
    for order, (pattern, rule) in enumerate(_COMPILED):
        for match in pattern.finditer(chars):
            if match.end() > match.start():
                candidates.append((match.start(), -match.end(), order, match, rule))
    candidates.sort(key=lambda candidate: candidate[:3])
    found: list[_Found] = []
    free_from = 0
    for first, negative_last, _, match, rule in candidates:
        if first < free_from:
            continue
        hit = _Hit(match, sentence)
        symbol = rule.make(hit)
        if symbol is not None:
            found.append(_Found(first, -negative_last, hit, rule, symbol, sentence))
            free_from = -negative_last
    return found


_LINKS = frozenset(["to", "and", "until", "till", "through", "or", "-", "–", "—", ",", "/"])


def _lean(found: _Found) -> str:
    """Whether the verbs around an incomplete date speak of the past or of the future: the nearest cue decides."""
    words = [token.text.lower() for token in found.sentence]
    for place in [*range(found.first - 1, -1, -1), *range(found.last, len(words))]:
        word = words[place]
        if place and words[place - 1] == "be" and is_past_form(word):
            return "past" if place > 1 and words[place - 2] not in ("to", "will", "would", "not") else "future"
        if word in FUTURE_CUES:
            return "future"
        if is_past_form(word):
            return "past"
    return ""


def is_past_form(word: str) -> bool:
    """Whether a lower-case word looks like a verb in the past: "met", "announced"."""
    return word in PAST_CUES or (len(word) > 3 and word.endswith("ed"))


def _share_years(found: list[_Found]) -> list[_Found]:
    """Gives a date without a year the year of the one it is joined to: March and April 1918."""
    for index in range(len(found) - 2, -1, -1):
        this, following = found[index], found[index + 1]
        between = [token.text.lower() for token in this.sentence[this.last : following.first]]
        if (
            this.symbol.kind != "partial"
            or following.symbol.kind != "value"
            or not re.match(r"XXXX-\d\d", this.symbol.value)
            or not re.match(r"(BC)?\d{4}-\d\d", following.symbol.value)
            or not between
            or len(between) > 2
            or not _LINKS.issuperset(between)
        ):
            continue
        year, month = following.symbol.value.rsplit("-", following.symbol.value.count("-"))[0], this.symbol.value[5:7]
        if month > following.symbol.value[len(year) + 1 :][:2] and year.isdigit():
            year = f"{int(year) - 1:04}"
        found[index] = replace(this, symbol=replace(this.symbol, kind="value", value=year + this.symbol.value[4:]))
    return found


def _year_beside(this: _Found, found: Sequence[_Found]) -> str:
    """The one explicit year in the sentence of "64 years ago", "" where there is none or more than one."""
    years = {
        other.symbol.value[:4]
        for other in found
        if other is not this and other.symbol.kind == "value" and other.symbol.value[:4].isdigit()
    }
    return years.pop() if len(years) == 1 else ""


def _year_shift_beside(this: _Found, found: Sequence[_Found]) -> str:
    """How many years from publication an anniversary falls: 1 where its sentence says "next year"."""
    shifts = {
        other.symbol.count
        for other in found
        if other is not this
        and (other.symbol.kind, other.symbol.base, other.symbol.unit) == ("shift", "published", "Y")
        and other.symbol.count in ("-1", "0", "1")
    }
    return shifts.pop() if len(shifts) == 1 else "0"


def _with_context(found: list[_Found]) -> list[_Found]:
    """Adds to each symbol of a sentence what the sentence says about it."""
    told = []
    for this in _share_years(found):
        symbol = this.symbol
        if symbol.kind == "anniversary":
            symbol = replace(symbol, value=_year_shift_beside(this, found))
        if this.first and this.sentence[this.first - 1].text.lower() == "since" and not symbol.edge:
            symbol = replace(symbol, edge="SINCE")
        if symbol.kind in ("partial", "holiday", "value") and not symbol.lean:
            symbol = replace(symbol, lean=_lean(this))
        if (
            symbol.kind == "shift"
            and symbol.base == "published"
            and symbol.unit in ("Y", "DE")
            and len(symbol.count) > 2
        ):
            symbol = replace(symbol, beside=_year_beside(this, found))
        told.append(replace(this, symbol=symbol))
    return told


def _is_chronicle(found: Sequence[_Found]) -> bool:
    """Whether a text tells history: many dates, a good part of them full, next to none counted from the writing."""
    explicit = sum(this.symbol.kind == "value" for this in found)
    dated = explicit + sum(this.symbol.value.startswith(("XXXX-0", "XXXX-1")) for this in found)
    deictic = sum(
        (this.symbol.kind == "shift" and this.symbol.base == "published") or this.rule.name.startswith("weekday")
        for this in found
    )
    return explicit >= 8 and dated >= 20 and deictic * 8 <= dated


def _split_range(this: _Found) -> list[_Found]:
    """The two ends of a range as expressions of their own, as chronicles are annotated."""
    last_names = [name for name in ("last_day", "last_month", "last_year") if name in this.hit]
    if not last_names:
        return [this]
    first_value, _, last_value = this.symbol.value.partition("/")
    match = this.hit.match
    last_start = min(match.start(name) for name in last_names)
    ends = [match.end(name) for name in ("day", "month", "year", "first_year") if name in this.hit]
    return [
        replace(
            this, last=max(end for end in ends if end <= last_start), symbol=replace(this.symbol, value=first_value)
        ),
        replace(this, first=last_start, symbol=replace(this.symbol, value=last_value)),
    ]


def find_expressions(text: str, spans: Sequence[tuple[int, int]]) -> list[Expression]:
    """The temporal expressions inside the given spans of a text, sorted by place, never overlapping.

    Offsets are Python characters of `text`. Values stay symbolic: see `anchor`.
    """
    found: list[_Found] = []
    is_ancient = len(_BEFORE_CHRIST.findall(text)) >= 3
    for start, end in spans:
        for sentence in _sentence_parts(list(_tokens(text, start, end, is_ancient=is_ancient))):
            found.extend(_with_context(_matches(sentence)))
    if _is_chronicle(found):
        found = [part for this in found for part in _split_range(this)]
    else:
        found = [this for this in found if this.rule.name != "adjective of time"]
    return [_expression(text, this) for this in found]


def _expression(text: str, this: _Found) -> Expression:
    start, end = this.sentence[this.first].start, this.sentence[this.last - 1].end
    return Expression(start, end, text[start:end], this.rule.type, this.symbol.encode(), this.rule.name)
