"""The words that dates are written with, and what they stand for. Data only."""

from __future__ import annotations

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
# Months that are also a verb, and those that are also a person's name.
VERB_MONTHS = frozenset(("March", "May"))
NAME_MONTHS = frozenset(("April", "June", "August"))
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
# What makes a weekday the name of a feast, a sale or a massacre.
NAMED_WEEKDAYS = frozenset(("bloody", "black", "super", "ash", "holy", "palm", "good", "cyber", "red", "fat", "shrove"))
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
_DECADE_WORDS_TEXT = "twenties thirties forties fifties sixties seventies eighties nineties"
DECADE_WORDS = {word: f"19{figure}" for figure, word in enumerate(_DECADE_WORDS_TEXT.split(), start=2)}
POWERS = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
_ORDINAL_WORDS = """
first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
sixteenth seventeenth eighteenth nineteenth twentieth"""
ORDINAL_WORDS = {word: number for number, word in enumerate(_ORDINAL_WORDS.split(), start=1)} | {
    f"{tens[:-1]}ieth": number for tens, number in TENS.items()
}
VAGUE_COUNTS = ("several", "few", "many", "some", "numerous", "dozens", "couple", "recent", "various")
# Which part of a stretch is meant: said before its name (late May) or with "of" (the end of May).
EDGES = {"early": "START", "mid": "MID", "late": "END"}
RIMS = EDGES | {
    "start": "START",
    "beginning": "START",
    "outset": "START",
    "opening": "START",
    "middle": "MID",
    "end": "END",
    "close": "END",
    "eve": "END",
    "latter": "END",
}
# What is called by the feast it happened on: the Good Friday agreement.
NAMED_AFTER_A_DAY = frozenset(
    ("agreement", "accord", "accords", "rising", "uprising", "truce", "massacre", "offensive")
)
# Papers are called by a day of the week.
PAPERS = frozenset(
    ("times", "mirror", "telegraph", "herald", "post", "express", "mail", "tribune", "star", "sun", "world")
)
# A day that is called by its figures alone, and what else stands beside its month and day when no year need be said.
NAMED_DAY = {(9, 11): "2001-09-11"}
NAMED_DAY_CUES = frozenset(("attack", "attacks", "terrorist", "terror", "hijackers", "hijackings"))
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
    "annual": "Y",
    "nightly": "D",
    "weekly": "W",
    "monthly": "M",
    "quarterly": "Q",
    "annually": "Y",
    "yearly": "Y",
    "hourly": "TH",
    "biweekly": "2W",
    "semiannual": "6M",
    "semiannually": "6M",
    "biannual": "6M",
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
    "CEST": "+02",
    "BST": "+01",
    "MSK": "+03",
    "JST": "+09",
    "KST": "+09",
    "ET": "",
    "CT": "",
    "PT": "",
}

_FUTURE_CUES_TEXT = """
will shall 'll would must scheduled due planned plans plan planning expected expects upcoming forthcoming set slated
tomorrow next going goes flies hopes intends begins starts opens resumes expires ends meets returns leaves arrives begin
resume convene convenes reopens travels takes expire mature matures"""
FUTURE_CUES = frozenset(_FUTURE_CUES_TEXT.split())
# Those that are as often nouns: Morocco's plan, the set.
NOUN_CUES = frozenset(("plan", "plans", "planning", "set", "leaves", "starts", "ends", "returns", "travels"))
DETERMINERS = frozenset(("the", "a", "an", "its", "their", "his", "her", "our", "this", "that", "any", "no", "s"))
# What one agrees, asks or threatens to do lies ahead of the saying.
_COMMITTING_TEXT = """
agree agrees agreed promise promises promised pledge pledges pledged vow vows vowed threaten threatens threatened offer
offers offered propose proposes proposed decide decides decided intend intends intended invite invites invited urge
urges urged ask asks asked call calls called order orders ordered want wants wanted hope hopes hoped plan plans planned
refuse refuses refused"""
COMMITTING = frozenset(_COMMITTING_TEXT.split())
_PAST_CUES_TEXT = """
was were had did said has have been met went told took held began came made gave left won lost sent fell rose saw
found led ran kept put became brought built fought got knew paid sold spoke stood struck wrote heard felt fled drew
drove chose broke spent hit cut set caught taught thought grew threw flew wore swore hid rode sank hung shot slept swept
dealt meant laid sought sat lent fed understood withdrew overthrew undertook underwent arose"""
PAST_CUES = frozenset(_PAST_CUES_TEXT.split())
