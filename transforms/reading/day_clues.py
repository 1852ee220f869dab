"""Clues to the day on which an article was published: weekdays, date lines, statements, the day of its news."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from transforms.reading.clue import FAIR, WEAK, Constraint, Evidence, Sentence, is_news, weekday_of
from transforms.reading.days import days_of, joined
from transforms.reading.time_words import WEEKDAYS

_WORD = re.compile(r"\w+")


def day_of_date_line(told: Sequence[Sentence], first: date, last: date) -> Iterable[Constraint]:
    """ "NAIROBI, Tuesday June 20" above an article: published on such a day, or the next."""
    for sentence in told:
        for expression, symbol in sentence.expressions if sentence.is_date_line else ():
            found = re.fullmatch(r"XXXX-(\d\d)-(\d\d)", symbol.value) if symbol.kind == "partial" else None
            if found is None:
                continue
            days = []
            for year in range(first.year, last.year + 1):
                try:
                    day = date(year, int(found[1]), int(found[2]))
                except ValueError:
                    continue
                if not symbol.weekday or day.isoweekday() == int(symbol.weekday):
                    days.append((day, day + timedelta(1)))
            says = f"{expression.text} is the day of the date line, in some year"
            yield Constraint(tuple(days), sentence.evidence(expression, says), FAIR)


# The weekday of the news stands in so many sentences of the text.
DATED_SENTENCES = 2


def weekday_of_date_line(told: Sequence[Sentence], first: date, last: date) -> Iterable[Constraint]:
    """ "NAIROBI, Nov. 30 (Xinhua) -- Kenya on Friday signed": in a year in which that day is a Friday or a Saturday."""
    day = next(
        (
            symbol.value
            for sentence in told
            for _, symbol in sentence.expressions
            if sentence.is_date_line and symbol.kind == "partial" and re.fullmatch(r"XXXX-\d\d-\d\d", symbol.value)
        ),
        None,
    )
    body = [sentence for sentence in told if not (sentence.is_title or sentence.is_date_line)]
    named = next(
        (
            (sentence, expression, weekday)
            for sentence in body[:DATED_SENTENCES]
            for expression, symbol in sentence.expressions
            if (weekday := weekday_of(symbol)) and symbol.lean in ("", "past") and not sentence.has_old_date
        ),
        None,
    )
    if day is None or named is None:
        return
    sentence, expression, weekday = named
    days = []
    for year in range(first.year, last.year + 1):
        try:
            written = date(year, int(day[5:7]), int(day[8:10]))
        except ValueError:
            continue
        if (written.isoweekday() - weekday) % 7 <= SAID_DAYS:
            days.append((written, written))
    says = f"{expression.text} is the day of the dateline or the one before, in some year"
    yield Constraint(tuple(days), sentence.evidence(expression, says), FAIR, is_tacit=True)


# A day that news looks ahead to, with its weekday, comes within so many days.
AHEAD_DAYS = 45


def weekday_ahead(sentence: Sentence, first: date, last: date) -> Iterable[Constraint]:
    """ "They will meet on Thursday 13 July": in a year in which it is one, in the weeks before."""
    for expression, symbol in sentence.expressions:
        day = re.fullmatch(r"XXXX-(\d\d)-(\d\d)", symbol.value) if symbol.kind == "partial" else None
        if day is None or not symbol.weekday or symbol.lean != "future":
            continue
        days = []
        for year in range(first.year, last.year + 2):
            try:
                coming = date(year, int(day[1]), int(day[2]))
            except ValueError:
                continue
            if coming.isoweekday() == int(symbol.weekday):
                days.append((coming - timedelta(AHEAD_DAYS), coming))
        says = f"{expression.text} is still to come: published in the weeks before such a day"
        yield Constraint(tuple(days), sentence.evidence(expression, says), WEAK, is_tacit=True)


def fitting_weekdays(sentence: Sentence, first: date, last: date) -> Iterable[Constraint]:
    """ "Monday (19)", "Friday, March 4": weeks that begin with such a day, in the years that have one."""
    for expression, symbol in sentence.expressions:
        if symbol.kind != "partial" or not symbol.weekday or symbol.lean in ("future", "after"):
            continue
        month_text, day = symbol.value[5:7], int(symbol.value[8:10])
        days = []
        for year in range(first.year - 1, last.year + 1):
            for month in [int(month_text)] if month_text.isdigit() else range(1, 13):
                try:
                    candidate = date(year, month, day)
                except ValueError:
                    continue
                if candidate.isoweekday() == int(symbol.weekday):
                    days.append((candidate, candidate + timedelta(6)))
        says = f"{expression.text}: published in a week that begins with such a day"
        yield Constraint(tuple(days), sentence.evidence(expression, says), FAIR)


def weekday_after_day(sentence: Sentence, first: date, last: date) -> Iterable[Constraint]:
    """ "On Sunday the office said that they met on September 27": published in the week of the first Sunday after."""
    weekdays = [
        (expression, weekday)
        for expression, symbol in sentence.expressions
        if (weekday := weekday_of(symbol)) and symbol.lean in ("", "past")
    ]
    for expression, symbol in sentence.expressions:
        is_day = (
            symbol.kind == "partial" and re.fullmatch(r"XXXX-\d\d-\d\d", symbol.value) and symbol.lean in ("", "past")
        )
        if not is_day or len(weekdays) != 1:
            continue
        named, weekday = weekdays[0]
        days = []
        for year in range(first.year, last.year + 1):
            try:
                told = date(year, int(symbol.value[5:7]), int(symbol.value[8:10]))
            except ValueError:
                continue
            reported = told + timedelta((weekday - told.isoweekday()) % 7)
            days.append((reported, reported + timedelta(6)))
        says = f"{named.text} is the first one on or after {expression.text}"
        yield Constraint(tuple(days), sentence.evidence(named, says), WEAK)


def weekday_of_this_week(told: Sequence[Sentence], first: date, last: date) -> Iterable[Constraint]:
    """In an article that speaks of this week, a past weekday is one of this week."""
    pairs = [pair for sentence in told for pair in sentence.expressions]
    if not any((s.base, s.unit, s.count, s.edge) == ("published", "W", "0", "EARLIER") for _, s in pairs):
        return
    for expression, symbol in pairs:
        weekday = weekday_of(symbol)
        if weekday and symbol.lean in ("", "past"):
            monday = first - timedelta(first.isoweekday() - 1)
            days = []
            while monday <= last:
                days.append((monday + timedelta(weekday - 1), monday + timedelta(6)))
                monday += timedelta(7)
            says = f"{expression.text} is of this week, of which the article speaks"
            place = Evidence(expression.start, expression.end, expression.text, says)
            yield Constraint(tuple(days), place, WEAK, is_tacit=True)


# Between "said" and the day on which it was said stand so many characters at most, and no end of a clause.
_SAYING = re.compile(r"\b(?:said|told|reported|stated)\b[^.;:“”\"]{0,60}$", re.IGNORECASE)
_SAYING_AFTER = re.compile(r"^,?[^.;:“”\"]{0,60}?\b(?:said|told|reported|stated)\b", re.IGNORECASE)
# What somebody said on a weekday is news on that day and the next.
SAID_DAYS = 1


def day_of_saying(told: Sequence[Sentence], first: date, last: date) -> Iterable[Constraint]:
    """ "The ministry said on Thursday": published that Thursday or the day after, where the week is known."""
    said = [
        (sentence, expression, weekday)
        for sentence in told
        for expression, symbol in sentence.expressions
        if (weekday := weekday_of(symbol))
        and symbol.lean in ("", "past")
        and not sentence.has_old_date
        and (
            _SAYING.search(sentence.text[: expression.start - sentence.start])
            or _SAYING_AFTER.search(sentence.text[expression.end - sentence.start :])
        )
    ]
    if not said:
        return
    near = {(weekday - 1 + after) % 7 for _, _, weekday in said for after in range(SAID_DAYS + 1)}
    days = (first + timedelta(after) for after in range((last - first).days + 1))
    sentence, expression, _ = said[-1]
    says = f"{expression.text} is the day of a statement, which is news for {SAID_DAYS + 1} days"
    window = joined(tuple((day, day) for day in days if day.weekday() in near))
    yield Constraint(window, sentence.evidence(expression, says), WEAK, is_tacit=True)


# The day of an article's news is told in its first sentences, and lies so many days back at most.
LEAD_SENTENCES, LEAD_DAYS = 4, 14


def lead_day(told: Sequence[Sentence]) -> Iterable[Constraint]:
    """ "On Thursday, March 5, 2020, ministers met", first and latest of a news text: published soon after."""
    has_news = is_news(told)
    lead = next((sentence for sentence in told if not (sentence.is_title or sentence.is_date_line)), None)
    latest = max(
        (
            days[0]
            for sentence in told
            for _, symbol in sentence.expressions
            if symbol.kind == "value" and symbol.lean != "future" and (days := days_of(symbol.value))
        ),
        default=None,
    )
    for sentence in told[:LEAD_SENTENCES]:
        for expression, symbol in sentence.expressions:
            days = days_of(symbol.value) if symbol.kind == "value" and symbol.lean == "past" else None
            weekday = WEEKDAYS.get(_WORD.findall(expression.text)[0])
            is_day = days is not None and days[0] == days[1] == latest and days[0].isoweekday() == weekday
            if days is not None and is_day and not symbol.edge and (has_news or sentence is lead):
                says = f"news of {days[0]}, told as past: published within {LEAD_DAYS} days"
                window = ((days[0], days[0] + timedelta(LEAD_DAYS)),)
                yield Constraint(window, sentence.evidence(expression, says), WEAK, is_tacit=True)
