"""Which bodies are one text: reprints and mirrors with light edits, a cut tail or an added paragraph.

Candidates come from MinHash signatures and are held against each other exactly. Two texts in one mould that put other
numbers, dates or names into it (daily bulletins) are no copies, however much they share. What is found depends on the
bodies alone, not on their order.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import combinations, pairwise

# Shorter bodies are copies only when they are the same word for word.
LEAST_WORDS = 20
SHINGLE_WORDS = 3
# Of the shorter text so much must stand in the longer one, which must not be longer than so many times.
LEAST_CONTAINED, MOST_LONGER = 0.8, 2.0
# A pair that shares half of its shingles is missed by all bands once in 270 times.
BAND_COUNT, BAND_ROWS, SEED = 42, 3, 1
# Of more texts than this in one band only those that name exactly the same numbers and names are compared.
CROWD = 60
# At the very beginning or end a reprint may have its own words, as long as they are no mere facts.
MOST_EDGE_FACTS = 0.5
# So many words put in or left out turn a statement round when one of them is "not"; more of them add or cut one.
TURNING_WORDS = 4

_WORD = re.compile(r"[^\W_]+(?:[.,:'’][^\W_]+)*")
_SAME_MARKS = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-", "\xad": None}
)
Span = tuple[int, int]
# Small words that turn a statement into another one.
_TURNING = """
    no not never none neither nor without isn't aren't wasn't weren't don't doesn't didn't won't can't cannot
    couldn't wouldn't hasn't haven't hadn't
"""
_NUMBERS = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion dozen
    first second third fourth fifth sixth seventh eighth ninth tenth half
"""
TURNING, FACT_WORDS = frozenset(_TURNING.split()), frozenset((_TURNING + _NUMBERS).split())
BETWEEN_SENTENCES = " \"'()[]"


class Wording:
    """A normal body as words. What only candidates need is worked out when it is asked for."""

    def __init__(self, body: str) -> None:
        self.body = body
        self.words = [word.lower() for word in _WORD.findall(body)]

    @cached_property
    def is_capital(self) -> list[bool]:
        """Of each word, whether it was written with a capital."""
        return [word[0].isupper() for word in _WORD.findall(self.body)]

    @cached_property
    def is_fact(self) -> list[bool]:
        """Of each word, whether it is a number, a date, a name or a denial.

        A capital at the head of a sentence makes no name, unless the word has one elsewhere as well.
        """
        starts = [match.start() for match in _WORD.finditer(self.body)]
        is_name = [
            capital and start > 0 and self.body[max(0, start - 4) : start].rstrip(BETWEEN_SENTENCES)[-1:] not in ".!?:"
            for start, capital in zip(starts, self.is_capital, strict=True)
        ]
        names = {word for word, is_one in zip(self.words, is_name, strict=True) if is_one}
        return [
            word in FACT_WORDS or word[0].isdigit() or (capital and word in names)
            for word, capital in zip(self.words, self.is_capital, strict=True)
        ]

    @cached_property
    def facts(self) -> frozenset[str]:
        """All numbers, dates, names and denials."""
        return frozenset(word for word, is_fact in zip(self.words, self.is_fact, strict=True) if is_fact)

    @cached_property
    def runs(self) -> list[tuple[str, ...]]:
        """The shingles: all runs of words, in order."""
        return list(zip(*(self.words[n:] for n in range(SHINGLE_WORDS)), strict=False))

    @cached_property
    def anchors(self) -> dict[tuple[str, ...], int]:
        """Where the runs of words are that stand in the text once."""
        count = Counter(self.runs)
        return {run: place for place, run in enumerate(self.runs) if count[run] == 1}


def clusters(bodies: Sequence[str]) -> list[int]:
    """For each body the number of its cluster; bodies of one cluster are one text.

    Clusters are numbered in the order of their first body.
    """
    keys = [normal(body) for body in bodies]
    distinct = sorted(set(keys))
    cluster_of = dict(zip(distinct, _joined([Wording(key) for key in distinct]), strict=True))
    number_of: dict[int, int] = {}
    return [number_of.setdefault(cluster_of[key], len(number_of)) for key in keys]


def normal(body: str) -> str:
    """The body without differences of white space, quotation marks, dashes and Unicode forms."""
    return " ".join(unicodedata.normalize("NFKC", body).translate(_SAME_MARKS).split())


def _joined(wordings: Sequence[Wording]) -> list[int]:
    """For each text the number of a text that stands for its cluster.

    The likest pairs join first, and no two texts that tell different facts come into one cluster by way of a third.
    """
    likeness = {pair: _likeness(wordings[pair[0]], wordings[pair[1]]) for pair in _candidates(wordings)}
    foes: dict[int, set[int]] = defaultdict(set)
    for (one, other), like in likeness.items():
        if like is None:
            foes[one].add(other)
            foes[other].add(one)
    leader = list(range(len(wordings)))
    members = {number: {number} for number in leader}
    for one, other in sorted((p for p, like in likeness.items() if like), key=lambda p: (-(likeness[p] or 0), p)):
        kept, gone = sorted((leader[one], leader[other]))
        if kept == gone or any(foes[member] & members[kept] for member in members[gone]):
            continue
        for member in members[gone]:
            leader[member] = kept
        members[kept] |= members.pop(gone)
    return leader


def _candidates(wordings: Sequence[Wording]) -> set[Span]:
    """Pairs of texts, the smaller number first, that are likely to share half of their shingles."""
    long = [number for number, text in enumerate(wordings) if len(text.words) >= LEAST_WORDS]
    if len(long) < 2:
        return set()
    from datasketch import MinHash

    shingles = ([" ".join(run).encode() for run in set(wordings[number].runs)] for number in long)
    signatures = MinHash.generator(shingles, num_perm=BAND_COUNT * BAND_ROWS, seed=SEED, hashfunc=zlib.crc32)
    bands: dict[tuple[int, bytes], list[int]] = defaultdict(list)
    for number, signature in zip(long, signatures, strict=True):
        for band in range(BAND_COUNT):
            rows = signature.hashvalues[band * BAND_ROWS : (band + 1) * BAND_ROWS]
            bands[band, rows.tobytes()].append(number)
    return {pair for numbers in bands.values() for pair in _pairs(numbers, wordings)}


def _pairs(numbers: Sequence[int], wordings: Sequence[Wording]) -> Iterator[Span]:
    """All pairs of a band or, where it is crowded, the neighbours among those with the same facts."""
    if len(numbers) <= CROWD:
        yield from combinations(numbers, 2)
        return
    alike: dict[frozenset[str], list[int]] = defaultdict(list)
    for number in numbers:
        alike[wordings[number].facts].append(number)
    for of_facts in alike.values():
        yield from combinations(of_facts, 2) if len(of_facts) <= CROWD else pairwise(of_facts)


def _likeness(one: Wording, other: Wording) -> float | None:
    """The share of the shorter text that stands in the longer one; 0 when too little, None when the facts differ."""
    short, long = sorted((one, other), key=lambda text: len(text.words))
    if len(long.words) > MOST_LONGER * len(short.words):
        return 0.0
    contained = len(set(short.runs) & set(long.runs)) / len(set(short.runs))
    gaps = list(_gaps(one, other))
    # Whatever makes two texts this like each other, a text that puts other facts in is another text.
    if any(_tells_otherwise(one, other, *gap) for gap in gaps) or _differs_in_names_alone(one, other, gaps):
        return None
    return contained if contained >= LEAST_CONTAINED else 0.0


def _gaps(one: Wording, other: Wording) -> Iterator[tuple[Span, Span]]:
    """Where two texts differ: the words of one and of the other between what they share, in order."""
    shared = sorted((place, other.anchors[run]) for run, place in one.anchors.items() if run in other.anchors)
    steps = [(-SHINGLE_WORDS, -SHINGLE_WORDS), *_rising(shared), (len(one.words), len(other.words))]
    for (a, b), (next_a, next_b) in pairwise(steps):
        start, other_start = a + SHINGLE_WORDS, b + SHINGLE_WORDS
        end, other_end = max(start, next_a), max(other_start, next_b)
        while start < end and other_start < other_end and one.words[start] == other.words[other_start]:
            start, other_start = start + 1, other_start + 1
        while start < end and other_start < other_end and one.words[end - 1] == other.words[other_end - 1]:
            end, other_end = end - 1, other_end - 1
        if start < end or other_start < other_end:
            yield (start, end), (other_start, other_end)


def _rising(pairs: Sequence[Span]) -> list[Span]:
    """The longest run of pairs whose second numbers rise; the first numbers do already."""
    lowest: list[int] = []
    last: list[int] = []
    before: list[int | None] = []
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(lowest, place)
        before.append(last[length - 1] if length else None)
        if length == len(lowest):
            lowest.append(place)
            last.append(number)
        else:
            lowest[length], last[length] = place, number
    chain: list[Span] = []
    at = last[-1] if last else None
    while at is not None:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]


def _tells_otherwise(one: Wording, other: Wording, span: Span, other_span: Span) -> bool:
    """Whether a gap puts other facts where the first text has its own, or a "not" where it has none."""
    facts, other_facts = _facts(one, span), _facts(other, other_span)
    new, other_new = facts - other_facts, other_facts - facts
    length = max(span[1] - span[0], other_span[1] - other_span[0])
    if not (new and other_new):
        return length <= TURNING_WORDS and bool((new | other_new) & TURNING)
    is_own_words = max(len(facts), len(other_facts)) < MOST_EDGE_FACTS * length
    return not (is_own_words and _is_edge(one, other, span, other_span))


def _facts(text: Wording, span: Span) -> set[str]:
    return {text.words[place] for place in range(*span) if text.is_fact[place]}


def _is_edge(one: Wording, other: Wording, span: Span, other_span: Span) -> bool:
    """Whether the gap is at the beginning or the end of both texts."""
    is_first = not span[0] and not other_span[0]
    return is_first or (span[1] == len(one.words) and other_span[1] == len(other.words))


def _differs_in_names_alone(one: Wording, other: Wording, gaps: Sequence[tuple[Span, Span]]) -> bool:
    """Whether all that differs are single words with capitals: at the head of sentences these may be names as well."""
    return bool(gaps) and all(
        span[1] - span[0] == other_span[1] - other_span[0] == 1
        and one.is_capital[span[0]]
        and other.is_capital[other_span[0]]
        for span, other_span in gaps
    )
