"""Planted corpora: known events told in many wordings, dates and names, and look-alikes that must stay apart.

There are two manners of telling. Merging was made with PLAIN in sight; OTHER was written when it was done.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
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


OTHER_LEADERS = (
    (("Volodymyr Zelensky", "Volodymyr Zelenskyy"), ("Ukrainian President", "President"), "Ukraine", ("Kyiv", "Kiev")),
    (("Pedro Sánchez", "Pedro Sanchez"), ("Spanish Prime Minister", "Spanish premier"), "Spain", ("Madrid",)),
    (("Viktor Orbán", "Viktor Orban"), ("Hungarian Prime Minister", "Prime Minister"), "Hungary", ("Budapest",)),
    (("Cyril Ramaphosa",), ("South African President", "President"), "South Africa", ("Pretoria",)),
    (("Joko Widodo",), ("Indonesian President", "President"), "Indonesia", ("Jakarta",)),
    (("Justin Trudeau",), ("Canadian Prime Minister", "Canadian premier"), "Canada", ("Ottawa",)),
    (("Bashar al-Assad", "Bashar Assad"), ("Syrian President", "Syria's President"), "Syria", ("Damascus",)),
    (("Isaias Afwerki", "Isaias Afewerki"), ("Eritrean President", "President"), "Eritrea", ("Asmara",)),
    (("Shinzo Abe", "Shinzō Abe"), ("Japanese Prime Minister", "Japan's Prime Minister"), "Japan", ("Tokyo",)),
    (("Hassan Rouhani", "Hasan Rouhani"), ("Iranian President", "Iran's President"), "Iran", ("Tehran", "Teheran")),
    (("Mauricio Macri",), ("Argentine President", "Argentina's President"), "Argentina", ("Buenos Aires",)),
    (("Uhuru Kenyatta",), ("Kenyan President", "President"), "Kenya", ("Nairobi",)),
)
OTHER_PERSONAL = {
    "visit": (
        "{s} arrived in {T} for a visit{d}.",
        "{s} began a three-day visit to {T}{d}, the foreign ministry said.",
        "{s} was in {T} on an official visit{d}.",
        "According to state media, {s} visited {T}{d}.",
    ),
    "meet": (
        "{s} had a meeting with {t}{d}.",
        "{s} and {t} held talks{d}, a spokesman said.",
        "{s} sat down with {t}{d} to talk about trade.",
        "Talks between {s} and {t} were held{d}.",
    ),
    "message": (
        "{s} wrote a letter to {t}{d}.",
        "{s} sent a written message to {t}{d}, the presidency announced.",
        "{t} received a letter from {s}{d}.",
    ),
    "congratulate": (
        "{s} sent congratulations to {t}{d}.",
        "{s} congratulated {t} on the national holiday{d}.",
        "{t} received a congratulatory message from {s}{d}.",
    ),
    "criticize": (
        "{s} denounced {t}{d}.",
        "{s} sharply criticised {t}{d}, newspapers reported.",
        "{t} was condemned by {s}{d}.",
    ),
}
OTHER_BETWEEN_STATES = {
    "agreement": (
        "{S} concluded an agreement on fisheries with {T}{d}.",
        "An agreement between {S} and {T} was signed{d}.",
        "{S} and {T} reached an agreement on visas{d}.",
    ),
    "sanctions": (
        "{S} placed sanctions on {T}{d}.",
        "{T} was hit with sanctions by {S}{d}.",
        "{S} imposed new sanctions against {T}{d}, the ministry announced.",
    ),
    "relations": (
        "{S} and {T} forged diplomatic ties{d}.",
        "Diplomatic relations were established between {S} and {T}{d}.",
        "{S} established diplomatic relations with {T}{d}.",
    ),
    "expel": (
        "{S} expelled three diplomats of {T}{d}.",
        "Three diplomats of {T} were expelled by {S}{d}.",
        "{S} ordered the expulsion of diplomats from {T}{d}.",
    ),
}
OTHER_FILLERS = (
    "Shops in the old town stayed open late.",
    "A spokeswoman did not answer questions from reporters.",
    "Heavy rain had fallen in the north of the country.",
    "Newspapers gave the story much room on their front pages.",
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


@dataclass(frozen=True)
class Manner:
    """A way of telling: who acts, in which words, when, and what else stands in an article."""

    leaders: tuple[tuple[tuple[str, ...], tuple[str, ...], str, tuple[str, ...]], ...]
    personal: Mapping[str, tuple[str, ...]]
    between_states: Mapping[str, tuple[str, ...]]
    fillers: tuple[str, ...]
    dates: Callable[[date, date], Iterator[str]]


def events(draw: random.Random, manner: Manner, event_count: int, look_alike_count: int) -> list[Planted]:
    """Events that differ in more than their day, and look-alikes of some of them."""
    kinds = (*manner.personal, *manner.between_states)
    numbers = range(len(manner.leaders))
    pairs = [(a, b, kind) for a in numbers for b in numbers if a != b for kind in kinds]
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
        other = draw.choice([n for n in range(LEADER_COUNT) if n not in (original.source, original.target)])
        return Planted(original.source, other, original.kind, original.day)
    kind = draw.choice([kind for kind in kinds if kind != original.kind])
    return Planted(original.source, original.target, kind, original.day)


def corpus(
    manner: Manner, seed: int, event_count: int = 70, look_alike_count: int = 30
) -> tuple[list[Planted], list[Telling]]:
    """The truth and its articles, 1 to 8 an event."""
    draw = random.Random(seed)
    truth = events(draw, manner, event_count, look_alike_count)
    tellings = [
        Telling(f"event-{number:03}-{copy}.txt", article(draw, manner, planted), number)
        for number, planted in enumerate(truth)
        for copy in range(draw.randint(1, MOST_TELLINGS))
    ]
    return truth, tellings


def article(draw: random.Random, manner: Manner, planted: Planted) -> str:
    """A short text dump: title, date line, three sentences."""
    published = planted.day + timedelta(draw.randint(0, 5))
    sentence = told(draw, manner, planted, published)
    others = draw.sample(manner.fillers, 2)
    body = " ".join((others[0], sentence, others[1]) if draw.random() < 0.3 else (sentence, *others))
    return f"News of the week\n{published:%Y.%m.%d}\n\n{body}\n"


def told(draw: random.Random, manner: Manner, planted: Planted, published: date) -> str:
    """The event in one of its wordings."""
    wordings = manner.personal.get(planted.kind) or manner.between_states[planted.kind]
    wording = draw.choice(wordings)
    when = draw.choice(list(manner.dates(planted.day, published)))
    source, target = manner.leaders[planted.source], manner.leaders[planted.target]
    sentence = wording.format(
        s=person(draw, *source),
        t=person(draw, *target),
        S=land(draw, *source),
        T=land(draw, *target),
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


def other_dates(day: date, published: date) -> Iterator[str]:
    """Other true ways to say the day in an article of that date."""
    yield f"on {day:%A}, {day:%B} {day.day}"
    yield f"on {day.day} {day:%B}"
    yield f"in {day:%B} {day.year}"
    yield ""
    if (day.year, day.month) == (published.year, published.month) and published - day > timedelta(2):
        yield "earlier this month"
    if (day.month % 12) + 1 == published.month:
        yield "last month"
    if published == day + timedelta(2):
        yield "two days ago"


def person(draw: random.Random, names: tuple[str, ...], titles: tuple[str, ...], *_: object) -> str:
    """A leader by any spelling of the name, with or without a title."""
    name = draw.choice(names)
    return draw.choice((name, *(f"{title} {name}" for title in titles)))


def land(draw: random.Random, _names: object, _titles: object, country: str, others: tuple[str, ...]) -> str:
    """A country by any of its names."""
    return draw.choice((country, country, *others))


PLAIN = Manner(LEADERS, PERSONAL, BETWEEN_STATES, FILLERS, dates)
OTHER = Manner(OTHER_LEADERS, OTHER_PERSONAL, OTHER_BETWEEN_STATES, OTHER_FILLERS, other_dates)
LEADER_COUNT = len(LEADERS)
