"""Clues to an article's publication from what is of public record: facts with their days, tenures of offices."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from transforms.reading.anchor import Window, anchor
from transforms.reading.clue import FAIR, STRONG, WEAK, Constraint, Evidence, Sentence, weekday_of
from transforms.reading.days import FIRST_DAY, LAST_DAY, Days, joined, year_days
from transforms.reading.expression import Expression
from transforms.reading.public_record import (
    AWAITED_FACTS,
    KEPT_FACTS,
    NEWS_FACTS,
    SINGLE_FACTS,
    DatedFact,
    Tenure,
    has_word,
)
from transforms.reading.reckoning import SOON_DAYS
from transforms.reading.symbol import Symbol

# How long after an undated "recently elected" the article may still be written.
RECENT_DAYS = 90


_AHEAD = re.compile(
    r"\b(?:will|would|upcoming|ahead of|forthcoming|plans? to|looking forward to|next)\b", re.IGNORECASE
)
_FRESH = re.compile(r"\b(?:recent|recently|newly|new|just|latest)\b", re.IGNORECASE)
_NO_LONGER = re.compile(
    r"\b(?:former|late|then|ex|past|previous|one-?time|future)[\s-]+(?:\S+\s+){0,3}$", re.IGNORECASE
)
_GREETED = re.compile(
    r"\b(?:congratulat(?:ed|ing)|greet(?:ed|ing)|celebrat(?:ed|ing)|mark(?:ed|ing)|felicitat(?:ed|ing)|turned"
    r"|(?:message|letter|telegram|cable|greeting|call|basket)s?\b.{0,40}\bcongratulat\w+)\b",
    re.IGNORECASE,
)
# A day that is kept is news for so long.
KEPT_NEWS_DAYS = 31
_WORD = re.compile(r"\w+")


def anniversaries(sentence: Sentence, facts: Sequence[DatedFact]) -> Iterable[Constraint]:
    """ "Next year ... the 65th anniversary" of a fact of 1960 was written in 2024."""
    for expression, symbol in sentence.expressions:
        if symbol.kind != "anniversary" or not symbol.count:
            continue
        years = {fact.start.year + int(symbol.count) - int(symbol.value or 0): fact for fact in facts}
        days = tuple(sorted(interval for year in years for interval in year_days(year)))
        if days:
            fact = years[min(years)]
            says = (
                f"{expression.text} of {fact.label} ({fact.start}): published in {' or '.join(map(str, sorted(years)))}"
            )
            yield Constraint(days, sentence.evidence(expression, says), STRONG)


def fact_days(sentence: Sentence, facts: Sequence[DatedFact]) -> Iterable[Constraint]:
    """An undated day that a fact of record completes: "on February 14", "earlier this week"."""
    for expression, symbol in sentence.expressions:
        for fact in facts:
            if fact.start != fact.end or fact.what not in SINGLE_FACTS or "anniversary" in sentence.plain:
                continue
            is_day = symbol.kind == "partial" and _same_day(symbol, fact.start)
            is_news = (fact.what in NEWS_FACTS and not _AHEAD.search(sentence.text)) and (
                (symbol.kind == "shift" and symbol.base == "published" and symbol.unit in ("D", "W"))
                or weekday_of(symbol) == fact.start.isoweekday()
            )
            if not (is_day or is_news):
                continue
            days = _days_giving(expression, symbol, fact.start)
            if days:
                says = f"{expression.text} is {fact.start} ({fact.label})"
                yield Constraint(days, sentence.evidence(expression, says), STRONG if is_day else FAIR)


def _same_day(symbol: Symbol, day: date) -> bool:
    if symbol.weekday and int(symbol.weekday) != day.isoweekday():
        return False
    return symbol.value in (f"XXXX-{day:%m-%d}", f"XXXX-XX-{day:%d}")


def _days_giving(expression: Expression, symbol: Symbol, wanted: date) -> Days:
    """The days of publication, on or after the wanted day, from which the expression means a window that holds it."""
    if re.fullmatch(r"XXXX-\d\d-\d\d", symbol.value) and not symbol.weekday:
        return ((wanted, wanted + timedelta(365 - SOON_DAYS)),)
    farthest = 14 if symbol.unit in ("D", "W") or "WXX" in symbol.value else 40
    good = []
    for distance in range(farthest + 1):
        day = wanted + timedelta(distance)
        window = anchor([expression], Window(day, day, "day", "inferred"))[0].window
        if window is not None and window.start <= wanted <= window.end:
            good.append(day)
    return ((good[0], good[-1]),) if good else ()


def fresh_facts(sentence: Sentence, facts: Sequence[DatedFact]) -> Iterable[Constraint]:
    """ "His recent election" was written within weeks; what is still ahead, before it."""
    for what, label in dict.fromkeys((fact.what, fact.label) for fact in facts):
        same = [fact for fact in facts if fact.label == label]
        span = same[0].start if len(same) == 1 else f"{same[0].start} and others"
        evidence = Evidence(sentence.start, sentence.end, sentence.text, f"speaks of {label} ({span})")
        if what in AWAITED_FACTS and min(fact.start for fact in same).year > 1900 and _AHEAD.search(sentence.text):
            yield Constraint(((FIRST_DAY, max(fact.end for fact in same)),), evidence, FAIR, is_tacit=True)
        elif what in NEWS_FACTS and not sentence.has_old_date and _is_called_fresh(sentence, same[0]):
            days = joined(tuple((fact.start, fact.end + timedelta(RECENT_DAYS)) for fact in same))
            yield Constraint(days, evidence, FAIR, is_tacit=True)


def _is_called_fresh(sentence: Sentence, fact: DatedFact) -> bool:
    """Whether "recent" or "newly" belongs to the fact: within three words before or two behind what names it."""
    words = _WORD.findall(sentence.plain)
    named = [place for place, word in enumerate(words) if word.startswith(tuple(fact.words[0]))]
    fresh = [place for place, word in enumerate(words) if _FRESH.fullmatch(word)]
    return any(-2 <= name - place <= 3 for name in named for place in fresh)


_TAKING = re.compile(
    r"\b(?:took (?:over|office|power)|sworn in|inaugurat\w+|assumed|became|becoming|elected|election|appointed)\b",
    re.IGNORECASE,
)
# An election or appointment comes at most so long before the office is taken.
TAKING_DAYS = 75


def takings_of_office(sentence: Sentence, held: Sequence[Tenure]) -> Iterable[Constraint]:
    """ "Mensah, who took office on January 7" or "was elected in December": within a year of the known day.

    held are the tenures of those whom the article names in full.
    """
    if sentence.has_old_date or not _TAKING.search(sentence.text):
        return
    for expression, symbol in sentence.expressions:
        if symbol.kind != "partial" or symbol.lean in ("future", "after"):
            continue
        for tenure in held:
            told = _taking_days(symbol, tenure.start)
            if told is None or not has_word(sentence.plain, tuple(filter(None, (*tenure.names, tenure.family)))):
                continue
            says = f"{expression.text} is told of who is {tenure.office} from {tenure.start} on"
            window: Days = ((told, told + timedelta(365 - SOON_DAYS)),)
            yield Constraint(window, sentence.evidence(expression, says), FAIR, is_tacit=True)


def _taking_days(symbol: Symbol, start: date) -> date | None:
    """The day or the first day of the month that a date without year means, where an office was taken then."""
    if symbol.value == f"XXXX-{start:%m-%d}":
        return start
    if not re.fullmatch(r"XXXX-\d\d", symbol.value):
        return None
    month = int(symbol.value[5:])
    year = start.year if month <= start.month else start.year - 1
    told = date(year, month, 1)
    return told if (start - told).days <= TAKING_DAYS else None


def kept_days(sentence: Sentence, facts: Sequence[DatedFact], first: date, last: date) -> Iterable[Constraint]:
    """ "He congratulated her on her birthday" was written on that day of a year, or soon after."""
    tells_other_time = any(
        symbol.kind == "shift" and symbol.unit not in ("D", "W") for _, symbol in sentence.expressions
    )
    if sentence.has_old_date or tells_other_time or _AHEAD.search(sentence.text):
        return
    if not _GREETED.search(sentence.text):
        return
    for fact in facts:
        if fact.start != fact.end or not has_word(sentence.plain, KEPT_FACTS.get(fact.what, ())):
            continue
        kept = [date(year, fact.start.month, min(fact.start.day, 28)) for year in range(first.year - 1, last.year + 1)]
        says = f"the {KEPT_FACTS[fact.what][0]} of the {fact.label} ({fact.start.day} {fact.start:%B}) is told as past"
        evidence = Evidence(sentence.start, sentence.end, sentence.text, says)
        yield Constraint(tuple((day, day + timedelta(KEPT_NEWS_DAYS)) for day in kept), evidence, WEAK, is_tacit=True)


# What may stand before a name that stands alone; any other capital letter begins a longer name: Raúl Castro.
_TITLES_TEXT = """
president minister chancellor premier king queen prince princess emperor pope general marshal secretary leader comrade
senator governor ambassador mr mr. ms ms. mrs mrs. dr dr. the and but when while for"""
_TITLES = frozenset(_TITLES_TEXT.split())
_NAME_BEFORE = re.compile(r"([A-Z][\w’'.-]*)\s+$")


def ages(sentence: Sentence, births: Sequence[DatedFact]) -> Iterable[Constraint]:
    """Who is 89 when the article is written was born 89 years before, or almost 90."""
    if sentence.has_old_date:
        return
    for fact in births:
        # The names are the last of the words that a birth is known by.
        for name in fact.words[-1] if has_word(sentence.plain, fact.words[-1]) else ():
            found = re.search(
                rf"\b(?P<behind>{re.escape(name)}), (?:who is |aged |now )?(\d\d)(?= years old|[,.;)])"
                rf"|\b(\d\d)-year-old (?:[\w-]+ ){{0,4}}(?P<before>{re.escape(name)})\b",
                sentence.plain,
            )
            if found is None or _begins_earlier(sentence.text, max(found.start("behind"), found.start("before"))):
                continue
            age = int(found[2] or found[3])
            birthday, next_birthday = (
                date(fact.start.year + years, fact.start.month, min(fact.start.day, 28)) for years in (age, age + 1)
            )
            place = Evidence(
                sentence.start + found.start(),
                sentence.start + found.end(),
                sentence.text[found.start() : found.end()],
                f"born on {fact.start}: published from {birthday} to {next_birthday}",
            )
            yield Constraint(((birthday, next_birthday),), place, FAIR, is_tacit=True)
            break


def _begins_earlier(text: str, at: int) -> bool:
    """Whether the name that stands here is the end of a longer one."""
    before = _NAME_BEFORE.search(text, max(0, at - 40), at)
    return before is not None and before[1].lower() not in _TITLES


def offices(sentence: Sentence, held: Sequence[Tenure]) -> Iterable[Constraint]:
    """Who is named with an office holds it when the article is written, unless the sentence tells of another time."""
    if sentence.has_old_date:
        return
    terms: dict[tuple[tuple[str, ...], str], list[Tenure]] = {}
    for tenure in held:
        terms.setdefault((tenure.names, tenure.office), []).append(tenure)
    for (names, office), tenures in terms.items():
        for name in names:
            at = sentence.plain.find(name)
            if at < 0 or len(name.split()) < 2 or _is_part(sentence.plain, at, name, held):
                continue
            around = sentence.plain[max(0, at - 40) : at] + " " + sentence.plain[at + len(name) : at + len(name) + 40]
            has_office = has_word(around, (office,)) or (
                office in ("president", "prime minister") and " administration" in around
            )
            if not has_office or _NO_LONGER.search(sentence.plain[max(0, at - 40) : at]):
                continue
            days = joined(tuple((tenure.start, tenure.end or LAST_DAY) for tenure in tenures))
            spans = " and ".join(f"from {tenure.start} to {tenure.end or 'now'}" for tenure in tenures)
            place = Evidence(
                sentence.start + at,
                sentence.start + at + len(name),
                sentence.text[at : at + len(name)],
                f"{office} {spans}",
            )
            yield Constraint(days, place, WEAK, is_tacit=True)
            break


def _is_part(text: str, at: int, name: str, held: Sequence[Tenure]) -> bool:
    """Whether the name that stands here is part of somebody else's: "Idriss Deby" of "Mahamat Idriss Deby"."""
    longer = {other for tenure in held for other in tenure.names if name in other and name != other}
    return any(text.startswith(other, at - other.find(name)) for other in longer if at >= other.find(name))
