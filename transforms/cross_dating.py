"""What articles without a date of their own learn from others that date the same event.

Who met whom "on Thursday" is of no use where nobody knows the week; but when another article says that these two met on
3 May, the first one appeared in the days for which "Thursday" is that day. This is weighed carefully, since acts are
repeated and a wrong date is worse than none: `_clues` says when it counts.

An article borrows once, and only from articles whose date stands already, so no date ever comes back to where it came
from, and after as many rounds as there are articles, at the latest, nothing changes any more.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from transforms.reading.anchor import Window, anchor
from transforms.reading.clue import WEAK, Constraint, Evidence
from transforms.reading.days import Days, intersection
from transforms.reading.expression import Expression
from transforms.reading.publication import Publication

# An event is dated well when it is known within so many days; an article that is known within as many needs no help.
SHARP_DAYS = 7
# How long after the event the article may have appeared, and how many days it may then span.
SEARCHED_DAYS, MOST_DAYS = 100, 35
# An article that is not known within so many days must tell the event in much the same words.
NEAR_DAYS = 31
LEAST_SHARED_WORDS, LEAST_SHARED = 3, 0.5
# Words are compared by so many letters where only one telling can be meant, and so many of them must be the same.
STEM, LEAST_SHARED_STEMS = 6, 3

# An act that is dated in so many ways, or told so often, is no one event, and no clue.
MOST_DATES, MOST_TELLINGS = 50, 200
Span = tuple[date, date]

_CONTENT_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class Telling:
    """One article's statement that something happened, with the expression that dates it.

    act is equal where kind and actors are the same; says is that in words. words are the sentence's content words.
    expression_start is None where the sentence itself has no date for it; sentence is its place.
    """

    article_id: str
    act: tuple[str, ...]
    says: str
    words: frozenset[str]
    expression_start: int | None
    sentence: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Story:
    """An article as far as its date goes; `infer` gives its publication when something else is known besides."""

    article_id: str
    label: str
    text: str
    is_stated: bool
    expressions: tuple[Expression, ...]
    infer: Callable[[Sequence[Constraint]], Publication]


def content_words(sentence: str, without: Iterable[str]) -> frozenset[str]:
    """The longer words of a sentence, in lower case, without those of the given phrases (actors, dates)."""
    left_out = {word for phrase in without for word in _CONTENT_WORD.findall(phrase.lower())}
    return frozenset(_CONTENT_WORD.findall(sentence.lower())) - left_out


def narrowed(
    stories: Mapping[str, Story], published: Mapping[str, Publication], tellings: Iterable[Telling]
) -> dict[str, Publication]:
    """The publications that other articles narrow, by article; those that nothing narrows are not in it.

    stories holds the articles of all tellings, published what each of them says itself.
    """
    told: dict[tuple[str, ...], list[Telling]] = defaultdict(list)
    for telling in sorted(tellings, key=lambda item: (item.article_id, item.act, item.sentence)):
        told[telling.act].append(telling)
    shared = {act: group for act, group in told.items() if len({telling.article_id for telling in group}) > 1}
    found: dict[str, Publication] = {}
    while True:
        known = {**published, **found}
        learnt = _round(stories, known, shared, found.keys())
        if not learnt:
            return found
        found |= learnt


def _round(
    stories: Mapping[str, Story],
    known: Mapping[str, Publication],
    shared: Mapping[tuple[str, ...], Sequence[Telling]],
    done: Iterable[str],
) -> dict[str, Publication]:
    """What the articles that have borrowed nothing yet learn from what is known now."""
    finished = set(done)
    clues: dict[str, list[Constraint]] = defaultdict(list)
    for group in shared.values():
        open_tellings = [
            telling
            for telling in group
            if telling.article_id not in finished
            and not stories[telling.article_id].is_stated
            and _can_learn(telling, known[telling.article_id])
        ]
        if not open_tellings:
            continue
        dated: dict[Span, list[Telling]] = defaultdict(list)
        for telling in group:
            if days := _dated(telling, stories, known):
                dated[days].append(telling)
        if len(dated) > MOST_DATES:
            continue
        for telling in open_tellings:
            if telling.expression_start is None:
                clues[telling.article_id] += _floor(telling, stories, known, group)
            else:
                clues[telling.article_id] += _clues(telling, stories, known, dated)
    learnt = {}
    for article_id, constraints in clues.items():
        if not constraints or not _common([constraint.days for constraint in constraints]):
            continue
        publication = stories[article_id].infer(constraints)
        if publication.window is not None and publication != known[article_id]:
            learnt[article_id] = publication
    return learnt


def _can_learn(telling: Telling, publication: Publication) -> bool:
    """Whether an article's window is wide enough for what this telling may add: its days, or a first day alone."""
    if telling.expression_start is None:
        return publication.start != publication.end
    return not _is_sharp(publication)


def _is_sharp(publication: Publication) -> bool:
    window = publication.window
    return window is not None and (window.end - window.start).days < SHARP_DAYS


def _dated(telling: Telling, stories: Mapping[str, Story], known: Mapping[str, Publication]) -> Span | None:
    """The first and the last day that a telling gives, where they are few."""
    publication = known[telling.article_id]
    window = _meaning(telling, stories[telling.article_id], publication.window if _is_sharp(publication) else None)
    if window is None or (window.end - window.start).days >= SHARP_DAYS:
        return None
    return window.start, window.end


def _meaning(telling: Telling, story: Story, published: Window | None) -> Window | None:
    """The days that the expression of a telling stands for."""
    places = [expression.start for expression in story.expressions]
    if telling.expression_start not in places:
        return None
    return anchor(story.expressions, published)[places.index(telling.expression_start)].window


def _clues(
    telling: Telling,
    stories: Mapping[str, Story],
    known: Mapping[str, Publication],
    dated: Mapping[Span, Sequence[Telling]],
) -> list[Constraint]:
    """What follows for an article from the others that date the act it tells of: one constraint, or none.

    None where the act is dated twice, since it may be either that is meant. The window that an article has already
    leaves out what is too long ago or still to come; where it is wide or missing, the article must tell the act in like
    words.
    """
    story, window = stories[telling.article_id], known[telling.article_id].window
    others = {
        days: elsewhere
        for days, tellings in dated.items()
        if (elsewhere := [other for other in tellings if other.article_id != telling.article_id])
        and (window is None or (window.start - timedelta(SEARCHED_DAYS) <= days[1] and days[0] <= window.end))
    }
    event = max((days[0] for days in others), default=date.max), min((days[1] for days in others), default=date.min)
    if event[0] > event[1]:
        return []
    is_near = window is not None and (window.end - window.start).days < NEAR_DAYS
    if not is_near and not any(_in_like_words(telling, other) for near in others.values() for other in near):
        return []
    days = _days_giving(telling, story, event)
    if not days:
        return []
    sharpest = min(others, key=lambda days: (days[1] - days[0], days))
    label = min(stories[other.article_id].label for other in others[sharpest])
    place = next(expression for expression in story.expressions if expression.start == telling.expression_start)
    when = " to ".join(str(day) for day in dict.fromkeys(sharpest))
    says = f"{telling.says} as {label}, which gives {when}"
    return [Constraint(days, Evidence(place.start, place.end, place.text, says), WEAK, is_tacit=True)]


def _floor(
    telling: Telling, stories: Mapping[str, Story], known: Mapping[str, Publication], group: Sequence[Telling]
) -> list[Constraint]:
    """What tells an act as done was not published before it: one constraint, or none.

    Of all the times others tell of such an act, it must be plain from the words which one is meant, and the article
    must be known to be of those weeks.
    """
    window = known[telling.article_id].window
    if window is None or (window.end - window.start).days >= NEAR_DAYS or len(group) > MOST_TELLINGS:
        return []
    others = [other for other in group if other.article_id != telling.article_id]
    alike = sorted((_shared_stems(telling, other) for other in others), reverse=True)
    if not alike or alike[0] < LEAST_SHARED_STEMS or alike[1:2] == alike[:1]:
        return []
    other = next(other for other in others if _shared_stems(telling, other) == alike[0])
    days = _dated(other, stories, known)
    if days is None or not window.start < days[0] <= window.end:
        return []
    says = f"{telling.says} as {stories[other.article_id].label}, which gives {days[0]}, and tells it as done"
    text = stories[telling.article_id].text[slice(*telling.sentence)]
    return [Constraint(((days[0], date.max),), Evidence(*telling.sentence, text, says), WEAK, is_tacit=True)]


def _shared_stems(telling: Telling, other: Telling) -> int:
    """How many words two sentences share, endings aside: congratulate, congratulated."""
    return len({word[:STEM] for word in telling.words} & {word[:STEM] for word in other.words})


def _days_giving(telling: Telling, story: Story, event: Span) -> Days:
    """The days on which the article can have appeared if its expression means the days of the event.

    None where the expression says little: a date in full, or words that fit for too long.
    """
    days = [event[0] + timedelta(after) for after in range(SEARCHED_DAYS + 1)]
    # By itself first: the whole article is anchored only where its expression can fit at all.
    alone = replace(
        story, expressions=tuple(each for each in story.expressions if each.start == telling.expression_start)
    )
    for reading in (alone, story):
        if _meaning(telling, reading, None) is not None:
            return ()
        days = [day for day in days if _means(telling, reading, day, event)]
        if not days or (days[-1] - event[0]).days == SEARCHED_DAYS or (days[-1] - days[0]).days >= MOST_DAYS:
            return ()
    return _intervals(days)


def _means(telling: Telling, story: Story, published: date, event: Span) -> bool:
    """Whether the telling, published on that day, can mean the days of the event."""
    meant = _meaning(telling, story, Window(published, published, "day", "inferred"))
    return meant is not None and meant.start <= event[1] and event[0] <= meant.end


def _intervals(days: Sequence[date]) -> Days:
    """Sorted days as intervals."""
    made: list[tuple[date, date]] = []
    for day in days:
        if made and day - made[-1][1] == timedelta(1):
            made[-1] = made[-1][0], day
        else:
            made.append((day, day))
    return tuple(made)


def _common(all_days: Sequence[Days]) -> Days:
    """The days that are in all of them; none of nothing."""
    common: Days = ((date.min, date.max),) if all_days else ()
    for days in all_days:
        common = intersection(common, days)
    return common


def _in_like_words(telling: Telling, other: Telling) -> bool:
    """Whether the sentences share so many words that they will tell the same."""
    both = len(telling.words & other.words)
    return both >= LEAST_SHARED_WORDS and both >= LEAST_SHARED * min(len(telling.words), len(other.words))
