"""Which acts are one event: same kind of act, actors that fit, windows that fit, and no second candidate.

An act is what claims state alike: kind, actors, window. Acts are put together in four steps, each deciding by content
alone, so the order in which articles came plays no part:

1. Acts of exactly the same actors, sharpest window first: a wider window joins the sharper one that it holds.
2. Vaguer actors ("North Korea") join the one group of named ones ("Kim Jong Un") that fits, and another word for the
   act joins where actors and days are the same.
3. Undated acts join what their own article tells, or the only such act of exactly these actors.
4. What is planned joins the report that it happened; what is denied joins the assertion.

Wherever two groups would do, none is taken: the act stays alone and names them as alternatives. An act that joined its
own actors names those of others in whose days it could lie as well.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import NamedTuple

from transforms.side import COUNTRY, MISSING, NAMED

ASSERTED, PLANNED, NEGATED, CALLED_OFF = range(4)
# What a plan, a denial and a cancelled plan speak of, and why they join it; in this order.
ANSWERED = {
    (PLANNED, ASSERTED): "planned here, and told elsewhere as having happened",
    (NEGATED, ASSERTED): "denied here, and told elsewhere",
    (NEGATED, PLANNED): "denied here, and planned elsewhere",
    (CALLED_OFF, PLANNED): "called off here, and planned elsewhere",
}
ALIKE = "same kind of act, same actors, same window"
HOLDS = "same kind of act and actors, in a window that holds the sharper one"
SHARES = "same kind of act and actors, in windows that share days"
DAY_APART = "same kind of act and actors, dated a day apart"
VAGUER = "same kind of act in the same days, by actors named more vaguely"
UNSAID = "same kind of act in the same days, with one side left unsaid"
REWORDED = "same actors and days, in another word for the act"
RETOLD = "undated, in an article that tells one such act of these actors"
ONLY_ONE = "undated, and one such act of these actors is known"
ONLY_FIT = "undated, and one such act of late fits, by actors named more vaguely"
ALONE = "fits several events, so it is kept apart"

# Vague actors are held against named ones only where the days are known this well.
VAGUER_DAYS = 31
UNSAID_DAYS = 7
REWORDED_DAYS = 7
# News of one act from two time zones is dated a day apart; acts in a series are as well, so no other may be this near.
SERIES_DAYS = 3
# How long before an undated report its act may lie, and how long before a denial.
RECENT_DAYS = 366
OF_LATE_DAYS = 31
DENIED_DAYS = 7
# How long before its days a plan may be called off.
AHEAD_DAYS = 92
# Two undated reports of one act appear within so many days.
ECHO_DAYS = 2
# How much of its order says which block an act belongs to.
BLOCK_SIZE = 5
# Windows are kept by length, so that few have to be looked at; the last holds whatever a date can be.
LENGTHS = (1, 7, 31, 92, 366, 4_000, 40_000, 4_000_000)


class Window(NamedTuple):
    """Days since 1970, both included."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """How many days."""
        return self.end - self.start + 1

    def overlaps(self, other: Window) -> bool:
        """Whether the windows share a day."""
        return self.start <= other.end and other.start <= self.end

    def holds(self, other: Window) -> bool:
        """Whether the other lies within this one."""
        return self.start <= other.start and other.end <= self.end

    def shared(self, other: Window) -> Window:
        """The days of both; the windows must overlap."""
        return Window(max(self.start, other.start), min(self.end, other.end))

    def joined(self, other: Window) -> Window:
        """From the first day of either to the last."""
        return Window(min(self.start, other.start), max(self.end, other.end))

    def widened(self, days: int) -> Window:
        """With so many days more on both ends."""
        return Window(self.start - days, self.end + days)


UNDATED = Window(0, -1)


class Side(NamedTuple):
    """Who stands on one side: a number for exactly these entities, one for their countries, how well they are known.

    countries is -1 where the side has no countries to fall back on.
    """

    entities: int
    countries: int
    vagueness: int

    def fits(self, other: Side) -> bool:
        """Whether both can be the same people, neither of them missing."""
        if self.entities == other.entities:
            return True
        is_vague = COUNTRY in (self.vagueness, other.vagueness)
        return is_vague and self.countries == other.countries and self.countries >= 0

    def better(self, other: Side) -> Side:
        """The one that is known better."""
        return other if other.vagueness < self.vagueness else self


class Act(NamedTuple):
    """What some claims state alike.

    kind, family: numbers for the kind of act, and for the kinds that can be other words for it.
    told: how many acts are told as one, 1 when not said. window: None when undated.
    articles: numbers of the articles that state it, copies counted as their original.
    published: when they appeared, as far as known.
    reach: the widest window, in days, by which this kind of act can be recognised.
    is_day_stated: the window is a day that the text gives. is_news: the window is the days up to publication.
    """

    polarity: int
    kind: int
    family: int
    told: int
    a: Side
    b: Side
    window: Window | None
    articles: frozenset[int]
    published: Window | None
    reach: int
    is_day_stated: bool
    is_news: bool

    @property
    def block(self) -> tuple[int, int, int, int, int]:
        """Equal for acts of one kind and exactly the same actors."""
        return self.polarity, self.kind, self.told, self.a.entities, self.b.entities

    @property
    def vagueness(self) -> int:
        """0 where both sides are named; more the less is known."""
        return self.a.vagueness + self.b.vagueness


@dataclass(slots=True)
class Group:
    """Acts that are one event so far, led by the act with the sharpest window of the best known actors."""

    number: int
    lead: Act
    a: Side
    b: Side
    window: Window | None
    articles: set[int]
    members: list[int]
    joined: Group | None = None
    reason: str | None = None
    alternatives: list[Group] = field(default_factory=list)

    @property
    def final(self) -> Group:
        """The group that this one has become part of, itself if it stands."""
        group = self
        while group.joined is not None:
            group = group.joined
        return group


class Placed(NamedTuple):
    """Where an act went: its group, why, and the groups that it fits as well."""

    group: int
    reason: str
    alternatives: tuple[int, ...]


class Shelf:
    """Groups or acts by the window they had when they were put here; finds those that can overlap a window."""

    __slots__ = ("_by_length",)

    def __init__(self) -> None:
        self._by_length: dict[int, list[tuple[int, int]]] = {}

    def put(self, window: Window, number: int) -> None:
        """Remember the number under the window."""
        longest = LENGTHS[bisect_left(LENGTHS, window.length)]
        insort(self._by_length.setdefault(longest, []), (window.start, number))

    def near(self, window: Window) -> Iterator[int]:
        """Numbers whose windows may overlap this one; each must still be held against it."""
        for longest, kept in self._by_length.items():
            low = bisect_left(kept, (window.start - longest + 1, -1))
            for _, number in kept[low : bisect_right(kept, (window.end + 1, -1))]:
                yield number


def merge(acts: Sequence[Act]) -> list[Placed]:
    """Put acts into groups, one answer for each act, in their order.

    The outcome depends on the acts alone; acts that are equal in everything but their articles must come as one.
    """
    merger = _Merger(acts)
    merger.same_actors()
    merger.vaguer_actors()
    merger.other_words()
    merger.undated()
    merger.answers()
    merger.wide_windows()
    return merger.placed()


class _Merger:
    """Holds the acts, the groups so far and where to find them."""

    def __init__(self, acts: Sequence[Act]) -> None:
        self.acts = acts
        self.group_of: list[Group | None] = [None] * len(acts)
        self.reason_of = [ALIKE] * len(acts)
        self.groups: list[Group] = []
        self.others_of: dict[int, list[Group]] = {}
        order = sorted((_by_sharpness(act), number) for number, act in enumerate(acts))
        self.blocks = {
            block: [number for _, number in rows] for block, rows in groupby(order, key=lambda row: row[0][:BLOCK_SIZE])
        }

    # -------------------------------------------------------------------------------- 1. acts of the same actors

    def same_actors(self) -> None:
        """Group the dated acts of each block; none of them can belong to two blocks."""
        for numbers in self.blocks.values():
            dated = [number for number in numbers if self.acts[number].window is not None]
            if len(dated) == 1:
                self._found(dated[0])
            elif dated:
                self._group_block(dated)
                self._join_day_apart(dated)

    def _group_block(self, dated: Sequence[int]) -> None:
        shelf, neighbours = Shelf(), Shelf()
        for number in dated:
            neighbours.put(_window(self.acts[number]), number)
        for number in dated:
            act = self.acts[number]
            window = _window(act)
            fitting = [] if window.length > act.reach else self._overlapping(shelf, window)
            choice = _choose(fitting, act.articles)
            if choice is not None and (reason := self._why(choice, act, neighbours)):
                self._join_act(number, choice, reason)
                choice.window = _window(choice).shared(window)
                continue
            group = self._found(number)
            if choice is not None or fitting:
                group.alternatives = [choice] if choice is not None else fitting
                self.reason_of[number] = ALONE
            shelf.put(window, group.number)

    def _overlapping(self, shelf: Shelf, window: Window) -> list[Group]:
        found = [self.groups[number] for number in shelf.near(window)]
        return [group for group in found if _window(group).overlaps(window)]

    def _why(self, group: Group, act: Act, neighbours: Shelf) -> str | None:
        """Why a wider window may join the group; None where another act could claim the same place."""
        window, sharp = _window(act), _window(group)
        if window.holds(sharp):
            return HOLDS
        if act.is_news and group.lead.is_news and abs(window.end - sharp.end) > ECHO_DAYS:
            return None
        for number in neighbours.near(sharp):
            other = _window(self.acts[number])
            if other.overlaps(sharp) and not other.overlaps(window):
                return None
        return SHARES

    def _join_day_apart(self, dated: Sequence[int]) -> None:
        """Join two groups that different articles date a day apart, where no other such act is near."""
        groups = {group.number: group for number in dated if (group := self.group_of[number])}
        days = sorted((g for g in groups.values() if g.lead.is_day_stated), key=lambda group: _window(group).start)
        for place, (first, second) in enumerate(pairwise(days)):
            act = first.lead
            around = days[max(place - 1, 0) : place + 3]
            near = [
                g for g in around if _window(g).start - _window(first).start in range(-SERIES_DAYS, SERIES_DAYS + 2)
            ]
            is_day_apart = _window(second).start - _window(first).end == 1
            is_rare = act.reach >= RECENT_DAYS or (act.reach > VAGUER_DAYS and act.a.vagueness == NAMED)
            if is_day_apart and is_rare and len(near) == 2 and first.articles.isdisjoint(second.articles):
                self._join_group(second, first, DAY_APART)
                first.window = _window(first).joined(_window(second))

    # -------------------------------------------------------------------------------- 2. vaguer actors, other words

    def vaguer_actors(self) -> None:
        """Join each group of vaguer actors to the one group of better known actors that fits."""
        dated = [group for group in self.groups if group.window is not None and group.joined is None]
        wanted = {_asked(group) for group in dated if group.lead.vagueness}
        standing = [group for group in dated if not wanted.isdisjoint(_kept(group))]
        standing.sort(key=lambda group: (group.lead.vagueness, _window(group).length, group.number))
        shelves: dict[Hashable, Shelf] = {place: Shelf() for place in wanted}
        for group in standing:
            if group.lead.vagueness:
                self._join_better_known(group, shelves[_asked(group)])
            for place in _kept(group):
                if place in wanted:
                    shelves[place].put(_window(group), group.number)

    def _join_better_known(self, group: Group, shelf: Shelf) -> None:
        window = _window(group)
        if window.length > VAGUER_DAYS:
            return
        near = {self.groups[number].final.number for number in shelf.near(window)}
        fitting = [self.groups[number] for number in sorted(near) if _fits_vaguely(group, self.groups[number])]
        choice = _choose(fitting, group.articles)
        if choice is None or self._is_contested(group, choice):
            group.alternatives += fitting
            return
        is_unsaid = MISSING in (group.a.vagueness, group.b.vagueness)
        self._join_group(group, choice, UNSAID if is_unsaid else VAGUER)
        choice.window = _window(choice).shared(window)
        choice.a, choice.b = choice.a.better(group.a), choice.b.better(group.b)

    def _is_contested(self, group: Group, choice: Group) -> bool:
        """Whether another group of the same actors and kind as `group` could claim the same place."""
        if _window(group).holds(_window(choice)):
            return False
        return any(
            other is not group
            and other is not choice
            and other.window is not None
            and other.window.overlaps(_window(choice))
            for other in self._groups_of(group.lead.block)
        )

    def _groups_of(self, block: tuple[int, ...]) -> list[Group]:
        found = {
            group.final.number: group.final for number in self.blocks.get(block, ()) if (group := self.group_of[number])
        }
        return [found[number] for number in sorted(found)]

    def other_words(self) -> None:
        """Join groups of the same actors and days whose kinds can be words for one act, told by different articles."""
        standing = sorted(
            (g for g in self.groups if g.joined is None and g.window is not None), key=lambda g: _by_sharpness(g.lead)
        )
        by_family: dict[Hashable, list[Group]] = {}
        for group in standing:
            if group.lead.vagueness < MISSING and _window(group).length <= REWORDED_DAYS:
                act = group.lead
                family = (act.polarity, act.family, act.told, act.a.entities, act.b.entities)
                by_family.setdefault(family, []).append(group)
        for groups in by_family.values():
            if len({group.lead.kind for group in groups}) > 1:
                self._join_reworded(groups)

    def _join_reworded(self, groups: Sequence[Group]) -> None:
        shelf = Shelf()
        for group in groups:
            shelf.put(_window(group), group.number)
        for group in groups:
            rivals = [g for g in self._overlapping(shelf, _window(group)) if g is not group and g.joined is None]
            if group.joined is not None or len(rivals) != 1:
                continue
            (other,) = rivals
            is_mutual = len(self._overlapping(shelf, _window(other))) == 2
            if is_mutual and other.lead.kind != group.lead.kind and other.articles.isdisjoint(group.articles):
                self._join_group(other, group, REWORDED)
                group.window = _window(group).shared(_window(other))

    # -------------------------------------------------------------------------------- 3. undated acts

    def undated(self) -> None:
        """Join undated acts to what their article tells or, where just one such act is known, to that."""
        loose = [number for number, group in enumerate(self.group_of) if group is None]
        told = self._told_by_article(
            (article, *self.acts[number].block[:3]) for number in loose for article in self.acts[number].articles
        )
        exactly: dict[Hashable, list[Group]] = {self.acts[number].block: [] for number in loose}
        for group in self.groups:
            if group.joined is None:
                block = (*group.lead.block[:3], group.a.entities, group.b.entities)
                if block in exactly:
                    exactly[block].append(group)
        shelves = self._shelved(_bucket(self.acts[number]) for number in loose)
        places = []
        for number in loose:
            act = self.acts[number]
            beside = [
                group
                for article in sorted(act.articles)
                for group in told[article, *act.block[:3]]
                if _may_lie_in(act, _window(group))
            ]
            if here := _same_or_fitting(beside, act):
                places.append(_only(here, RETOLD))
            elif act.vagueness != NAMED or act.reach < RECENT_DAYS:
                places.append((None, ALIKE, []))
            else:
                places.append(self._place_elsewhere(act, exactly[act.block], shelves[_bucket(act)]))
        for number, (choice, reason, alternatives) in zip(loose, places, strict=True):
            if choice is not None:
                self._join_act(number, choice, reason)
            else:
                group = self._found(number)
                group.alternatives = alternatives
                if alternatives:
                    self.reason_of[number] = ALONE

    def _shelved(self, wanted: Iterable[Hashable]) -> dict[Hashable, Shelf]:
        """The standing dated groups by kind and countries; only those that are wanted."""
        shelves: dict[Hashable, Shelf] = {place: Shelf() for place in wanted}
        for group in self.groups if shelves else ():
            if group.joined is None and group.window is not None and (place := _bucket(group.lead)) in shelves:
                shelves[place].put(group.window, group.number)
        return shelves

    def _told_by_article(self, wanted: Iterable[Hashable]) -> dict[Hashable, list[Group]]:
        """The standing groups by article, polarity, kind and number of acts told as one; only those that are wanted."""
        told: dict[Hashable, list[Group]] = {place: [] for place in wanted}
        for group in self.groups if told else ():
            if group.joined is None:
                head = group.lead.block[:3]
                for article in group.articles:
                    if (article, *head) in told:
                        told[article, *head].append(group)
        return told

    def _place_elsewhere(self, act: Act, exact: Sequence[Group], shelf: Shelf) -> tuple[Group | None, str, list[Group]]:
        """Where an undated act goes that its own article does not date; see _only."""
        if act.published is None:
            return _only(exact, ONLY_ONE)
        recent = Window(act.published.start - RECENT_DAYS, act.published.end)
        if known := [group for group in exact if _window(group).overlaps(recent)]:
            return _only(known, ONLY_ONE)
        of_late = Window(act.published.start - OF_LATE_DAYS, act.published.end)
        near = [self.groups[number] for number in sorted(shelf.near(of_late))]
        return _only([group for group in near if _window(group).overlaps(of_late) and _fits(group, act)], ONLY_FIT)

    # -------------------------------------------------------------------------------- 4. plans and denials

    def answers(self) -> None:
        """Join what is planned or denied to what is told of it. Windows of plans and denials narrow nothing."""
        for (polarity, answered), reason in ANSWERED.items():
            answering = [g for g in self.groups if g.joined is None and g.lead.polarity == polarity]
            shelves = self._shelved(_bucket(group.lead, answered) for group in answering)
            undated: dict[Hashable, list[Group]] = {place: [] for place in shelves}
            for group in self.groups if answering else ():
                if group.joined is None and group.window is None and (place := _bucket(group.lead)) in undated:
                    undated[place].append(group)
            told = self._told_by_article(
                (article, answered, *group.lead.block[1:3])
                for group in answering
                if group.window is None
                for article in group.articles
            )
            choices = []
            for group in answering:
                place = _bucket(group.lead, answered)
                here = self._told_here(group, answered, told) if group.window is None else None
                choices.append(here or self._answered(group, shelves[place], undated[place]))
            for group, choice in zip(answering, choices, strict=True):
                if choice is not None:
                    self._join_group(group, choice, reason)

    def _answered(self, group: Group, shelf: Shelf, undated: Sequence[Group]) -> Group | None:
        """The only group that this one can answer: of its days, or a plan of late where it calls an undated one off."""
        near: list[Group] = []
        if (window := _answered_days(group)) is not None and window.length <= RECENT_DAYS:
            found = (self.groups[number] for number in sorted(shelf.near(window)))
            near = [other for other in found if _window(other).overlaps(window)]
        if group.lead.polarity == CALLED_OFF:
            near = [other for other in near if not _is_later(other, group)]
            near += [other for other in undated if _is_of_late(other, group)]
        return _choose([g for g in near if g.a.fits(group.a) and g.b.fits(group.b)], group.articles)

    def _told_here(self, group: Group, answered: int, told: dict[Hashable, list[Group]]) -> Group | None:
        head = (answered, *group.lead.block[1:3])
        beside = {g.number: g for article in group.articles for g in told[article, *head]}
        fitting = [g for _, g in sorted(beside.items()) if g.a.fits(group.a) and g.b.fits(group.b)]
        return fitting[0] if len(fitting) == 1 else None

    # -------------------------------------------------------------------------------- what was not taken

    def wide_windows(self) -> None:
        """Name the groups that an act fits by its own window, though what it has joined is of other days.

        "In May" joins the one day in May that is known of exactly its actors; a day of their ministers might be meant.
        """
        wide = {
            number: group.final
            for number, (act, group) in enumerate(zip(self.acts, self.group_of, strict=True))
            if group is not None and act.window is not None and act.window != group.final.window
            if act.window.length <= VAGUER_DAYS and act.vagueness < MISSING
        }
        shelves = self._shelved(_bucket(self.acts[number]) for number in wide)
        for number, own in wide.items():
            act = self.acts[number]
            near = (self.groups[other] for other in sorted(shelves[_bucket(act)].near(_window(act))))
            self.others_of[number] = [
                other
                for other in near
                if other is not own
                and _window(other).overlaps(_window(act))
                and _fits(other, act)
                and not _is_same(other, act)
            ]

    # -------------------------------------------------------------------------------- groups

    def _found(self, number: int) -> Group:
        act = self.acts[number]
        group = Group(len(self.groups), act, act.a, act.b, act.window, set(act.articles), [number])
        self.groups.append(group)
        self.group_of[number] = group
        return group

    def _join_act(self, number: int, group: Group, reason: str) -> None:
        self.group_of[number] = group
        self.reason_of[number] = reason
        group.members.append(number)
        group.articles |= self.acts[number].articles

    def _join_group(self, group: Group, choice: Group, reason: str) -> None:
        group.joined, group.reason = choice, reason
        group.alternatives = []
        choice.articles |= group.articles

    def placed(self) -> list[Placed]:
        """Where each act ended."""
        places = []
        for number, own in enumerate(self.group_of):
            assert own is not None
            final = own.final
            besides = (*own.alternatives, *self.others_of.get(number, ()))
            others = {group.final.number for group in besides} - {final.number}
            reason = own.reason or self.reason_of[number]
            places.append(Placed(final.number, reason, tuple(sorted(others))))
        return places


def _by_sharpness(act: Act) -> tuple[int, ...]:
    """Order of the acts: block by block, dated first, sharper windows first."""
    window = act.window or UNDATED
    lone = min(act.articles) if act.window is None or window.length > act.reach else 0
    return (*act.block, act.window is None, window.length, *window, lone)


def _window(known: Act | Group) -> Window:
    """The window of something that is dated."""
    assert known.window is not None
    return known.window


def _choose(groups: Sequence[Group], articles: Iterable[int]) -> Group | None:
    """The only group, or of several the only one that the same article tells."""
    if len(groups) > 1:
        groups = [group for group in groups if not group.articles.isdisjoint(articles)]
    return groups[0] if len(groups) == 1 else None


def _fits_vaguely(group: Group, other: Group) -> bool:
    """Whether a group of vaguer actors can be the other: same days, on each side the same or better known people."""
    window, sharp = _window(group), _window(other)
    if not window.overlaps(sharp):
        return False
    pairs = ((group.a, other.a), (group.b, other.b))
    unsaid = [(mine.vagueness == MISSING) != (theirs.vagueness == MISSING) for mine, theirs in pairs]
    if not any(unsaid):
        return sharp.length <= VAGUER_DAYS and all(mine.fits(theirs) for mine, theirs in pairs)
    if all(unsaid) or max(window.length, sharp.length) > UNSAID_DAYS:
        return False
    return any(mine.entities == theirs.entities for mine, theirs in pairs)


def _only(groups: Sequence[Group], reason: str) -> tuple[Group | None, str, list[Group]]:
    """The one group with the reason to join it, or none, why not, and the several groups that contend."""
    if len(groups) == 1:
        return groups[0], reason, []
    return None, ALONE if groups else ALIKE, list(groups)


def _answered_days(group: Group) -> Window | None:
    """The days on which what a plan, a denial or a cancelled plan speaks of may lie; None where nothing tells."""
    window, published = group.window, group.lead.published
    if window is None:
        if published is None or group.lead.polarity == PLANNED:
            return None
        ahead = AHEAD_DAYS if group.lead.polarity == CALLED_OFF else 0
        return Window(published.start - OF_LATE_DAYS, published.end + ahead)
    if group.lead.polarity == NEGATED and not group.lead.is_day_stated:
        return Window(window.start - DENIED_DAYS, window.end)
    if group.lead.polarity == CALLED_OFF and (published is None or window.start <= published.end):
        # On these days it was called off, not planned for.
        return Window(window.start, window.end + AHEAD_DAYS)
    return window


def _is_later(plan: Group, group: Group) -> bool:
    """Whether a plan was first published after what calls a plan off: it was made anew."""
    then, now = plan.lead.published, group.lead.published
    return then is not None and now is not None and then.start > now.end


def _is_of_late(plan: Group, group: Group) -> bool:
    """Whether an undated plan was published so shortly before that it can be the one that is called off."""
    then, now = plan.lead.published, group.lead.published
    return then is not None and now is not None and now.start - AHEAD_DAYS <= then.start <= now.end


def _may_lie_in(act: Act, window: Window) -> bool:
    """Whether an undated act can have these days: what its article plans does not lie long behind it."""
    if act.polarity not in (PLANNED, CALLED_OFF) or act.published is None:
        return True
    return window.end >= act.published.start - OF_LATE_DAYS


def _is_same(group: Group, act: Act) -> bool:
    return group.a.entities == act.a.entities and group.b.entities == act.b.entities


def _fits(group: Group, act: Act) -> bool:
    return group.a.fits(act.a) and group.b.fits(act.b)


def _same_or_fitting(groups: Iterable[Group], act: Act) -> list[Group]:
    """The groups of exactly these actors; failing that, those that fit."""
    fitting = [group for group in groups if _fits(group, act)]
    return [group for group in fitting if _is_same(group, act)] or fitting


def _bucket(act: Act, polarity: int | None = None) -> Hashable:
    """Where acts are kept together that can be the same, as far as kind and countries go; or those it answers."""
    return act.polarity if polarity is None else polarity, act.kind, act.told, _land(act.a), _land(act.b)


def _land(side: Side) -> int:
    """The number of a side's countries; where it has none, a number of its own."""
    return side.countries if side.countries >= 0 or side.vagueness == MISSING else -2 - side.entities


def _asked(group: Group) -> Hashable:
    """Where a group of vaguer actors looks for better known ones; by one side's people when the other is unsaid."""
    lead = group.lead
    if (lead.a.vagueness == MISSING) == (lead.b.vagueness == MISSING):
        return _bucket(lead)
    return _unsaid("b" if lead.b.vagueness == MISSING else "a", lead)


def _kept(group: Group) -> tuple[Hashable, ...]:
    """All places in which `_asked` can find this group."""
    return _bucket(group.lead), _unsaid("a", group.lead), _unsaid("b", group.lead)


def _unsaid(side: str, act: Act) -> Hashable:
    """Where acts are kept that are alike but for one side."""
    return act.polarity, act.kind, act.told, side, act.a.entities if side == "b" else act.b.entities
