"""A planted corpus: known events told in many wordings, dates and names, and look-alikes that must stay apart."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

FIRST_DAY = date(2017, 3, 1)
MOST_TELLINGS = 8

# Name and other spellings, title, country, the country's other names.
LEADERS = (
    (("Kim Jong Un", "Kim Jong-un"), ("North Korean leader", "leader"), "North Korea", ("Pyongyang", "the DPRK")),
    (("Xi Jinping",), ("Chinese President", "President"), "China", ("Beijing",)),
    (("Vladimir Putin",), ("Russian President", "President"), "Russia", ("Moscow",)),
    (("Miguel Díaz-Canel", "Miguel Diaz-Canel"), ("Cuban President", "President"), "Cuba", ("Havana",)),
    (("Emmanuel Macron",), ("French President", "President"), "France", ("Paris",)),
    (("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan"), ("Turkish President", "President"), "Turkey", ("Ankara",)),
    (("Narendra Modi",), ("Indian Prime Minister", "Prime Minister"), "India", ("New Delhi",)),
    (("Angela Merkel",), ("German Chancellor", "Chancellor"), "Germany", ("Berlin",)),
    (("Paul Kagame",), ("Rwandan President", "President"), "Rwanda", ("Kigali",)),
    (("Nicolás Maduro", "Nicolas Maduro"), ("Venezuelan President", "President"), "Venezuela", ("Caracas",)),
    (("Abdel Fattah el-Sisi", "Abdel Fattah al-Sisi"), ("Egyptian President", "President"), "Egypt", ("Cairo",)),
    (("Alexander Lukashenko",), ("Belarusian President", "President"), "Belarus", ("Minsk",)),
)
# {s} and {t}: who; {S} and {T}: their countries; {d}: when, perhaps nothing.
PERSONAL = {
    "visit": (
        "{s} visited {T}{d}.",
        "{s} paid an official visit to {T}{d}.",
        "{s} made a state visit to {T}{d}, officials said.",
        "{s} travelled to {T}{d}.",
    ),
    "meet": (
        "{s} met {t}{d}.",
        "{s} held talks with {t}{d}.",
        "{s} and {t} met{d}.",
        "{t} met with {s}{d}.",
    ),
    "message": (
        "{s} sent a message to {t}{d}.",
        "{s} sent a letter to {t}{d}.",
        "{t} received a message from {s}{d}.",
    ),
    "congratulate": (
        "{s} congratulated {t}{d}.",
        "{s} sent a congratulatory message to {t}{d}.",
        "{t} was congratulated by {s}{d}.",
    ),
    "criticize": (
        "{s} criticized {t}{d}.",
        "{s} condemned {t}{d}.",
        "{t} was criticized by {s}{d}.",
    ),
}
BETWEEN_STATES = {
    "agreement": (
        "{S} and {T} signed an agreement on trade{d}.",
        "{T} signed an agreement with {S}{d}.",
        "{S} signed a deal with {T}{d}.",
    ),
    "sanctions": (
        "{S} imposed sanctions on {T}{d}.",
        "Sanctions were imposed on {T} by {S}{d}.",
        "{S} slapped sanctions on {T}{d}.",
    ),
    "relations": (
        "{S} and {T} established diplomatic relations{d}.",
        "{T} established diplomatic ties with {S}{d}.",
    ),
    "expel": (
        "{S} expelled diplomats from {T}{d}.",
        "{S} expelled two diplomats of {T}{d}.",
    ),
}
FILLERS = (
    "The weather was mild for the season.",
    "Residents said that traffic was light in the centre.",
    "No further details were given.",
    "Analysts followed the matter closely.",
)


@dataclass(frozen=True)
class Planted:
    """An event of the truth: who (numbers in LEADERS), what, when."""

    source: int
    target: int
    kind: str
    day: date


@dataclass(frozen=True)
class Telling:
    """One article: its address, its text with a date line, and the number of the event it tells."""

    uri: str
    text: str
    event_number: int


def events(draw: random.Random, event_count: int, look_alike_count: int) -> list[Planted]:
    """Events that differ in more than their day, and look-alikes of some of them."""
    kinds = (*PERSONAL, *BETWEEN_STATES)
    pairs = [(a, b, kind) for a in range(len(LEADERS)) for b in range(len(LEADERS)) if a != b for kind in kinds]
    seen: set[tuple[int, int, str]] = set()
    made: list[Planted] = []
    for source, target, kind in draw.sample(pairs, len(pairs)):
        if len(made) == event_count:
            break
        if (source, target, kind) in seen or (target, source, kind) in seen:
            continue
        seen.add((source, target, kind))
        made.append(Planted(source, target, kind, FIRST_DAY + timedelta(draw.randrange(1000))))
    return made + [look_alike(draw, original, kinds) for original in draw.sample(made, look_alike_count)]


def look_alike(draw: random.Random, original: Planted, kinds: tuple[str, ...]) -> Planted:
    """The same act two months later, the same day with another person, or another act on the same day."""
    choice = draw.randrange(3)
    if choice == 0:
        return Planted(original.source, original.target, original.kind, original.day + timedelta(75))
    if choice == 1:
        other = draw.choice([n for n in range(len(LEADERS)) if n not in (original.source, original.target)])
        return Planted(original.source, other, original.kind, original.day)
    kind = draw.choice([kind for kind in kinds if kind != original.kind])
    return Planted(original.source, original.target, kind, original.day)


def corpus(seed: int = 1, event_count: int = 70, look_alike_count: int = 30) -> tuple[list[Planted], list[Telling]]:
    """The truth and its articles, 1 to 8 an event."""
    draw = random.Random(seed)
    truth = events(draw, event_count, look_alike_count)
    tellings = [
        Telling(f"event-{number:03}-{copy}.txt", article(draw, planted), number)
        for number, planted in enumerate(truth)
        for copy in range(draw.randint(1, MOST_TELLINGS))
    ]
    return truth, tellings


def article(draw: random.Random, planted: Planted) -> str:
    """A short text dump: title, date line, three sentences."""
    published = planted.day + timedelta(draw.randint(0, 5))
    sentence = told(draw, planted, published)
    others = draw.sample(FILLERS, 2)
    body = " ".join((others[0], sentence, others[1]) if draw.random() < 0.3 else (sentence, *others))
    return f"News of the week\n{published:%Y.%m.%d}\n\n{body}\n"


def told(draw: random.Random, planted: Planted, published: date) -> str:
    """The event in one of its wordings."""
    wordings = PERSONAL.get(planted.kind) or BETWEEN_STATES[planted.kind]
    wording = draw.choice(wordings)
    when = draw.choice(list(dates(planted.day, published)))
    sentence = wording.format(
        s=person(draw, planted.source),
        t=person(draw, planted.target),
        S=land(draw, planted.source),
        T=land(draw, planted.target),
        d=f" {when}" if when else "",
    )
    return sentence[0].upper() + sentence[1:]


def dates(day: date, published: date) -> Iterator[str]:
    """True ways to say the day in an article of that date: exact, relative, vague and none."""
    month_day = f"{day:%B} {day.day}"
    yield f"on {month_day}"
    yield f"on {month_day}, {day.year}"
    yield f"on {day.day} {day:%B %Y}"
    yield f"in {day:%B %Y}"
    yield ""
    if published == day:
        yield "today"
    if published == day + timedelta(1):
        yield "yesterday"
    if timedelta(1) < published - day:
        yield f"on {day:%A}"


def person(draw: random.Random, number: int) -> str:
    """A leader by any spelling of the name, with or without a title."""
    names, titles, *_ = LEADERS[number]
    name = draw.choice(names)
    return draw.choice((name, *(f"{title} {name}" for title in titles)))


def land(draw: random.Random, number: int) -> str:
    """A country by any of its names."""
    *_, country, others = LEADERS[number]
    return draw.choice((country, country, *others))
