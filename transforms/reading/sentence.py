"""Where sentences begin and end, as offsets; written for news in English, at ease with other scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from transforms.reading.lines import CLOSING_MARKS, lines_of, paragraphs, trimmed, word_set

# A full stop after one of these never ends a sentence: a name, a number or a place follows.
TITLES = word_set("""
    mr mrs ms mx messrs mmes dr drs prof profs rev hon fr sr. st ste mt ft gen maj lt col capt cmdr cdr cpl
    sgt pvt adm vadm radm brig gov govs sen sens rep reps amb pres supt insp det comdr ald asst dep dir min vs
    v cf viz eg ie e.g i.e ca approx sec atty gens lts cols msgr bros dist op
""")
# These take a number ("No. 2", "Nov. 3") and end a sentence elsewhere.
BEFORE_NUMBER = word_set("""
    no nos art arts vol vols fig figs p pp ch para sect jan feb mar apr jun jul aug sep sept oct nov dec
""")
# These may stand inside a sentence or at its end: only a word that begins sentences tells.
MAY_END = word_set("inc ltd co corp plc llc bhd jr sr etc al ph.d ave blvd rd dept univ assn est")
STARTERS = word_set("""
    a after although an and as at because before both but by despite during earlier each even following for
    former from he her here his how however i if in instead it its last later meanwhile more moreover most my
    nevertheless no nor not now of on once one only other others our over she since so some still such that
    the their then there these they this those though through thus to today two under until we what when where
    whether which while who why with yesterday yet you your
""")
# What may follow "10 a.m." inside the same sentence.
AFTER_CLOCK = word_set("""
    est edt cst cdt mst mdt pst pdt gmt utc bst cet cest kst jst ist msk eastern central pacific local monday
    tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december
""")

_OPENING = "\"'“‘«([（「『"
_BULLETS = "•‣▪▸►◦●■□◆*·"
# Each begins with one mark, which a search finds fast, and looks back at what that mark is or follows.
_END = re.compile(
    rf"[.!?…。！？．](?:(?<=[.!?…])[.!?…]*[{re.escape(CLOSING_MARKS)}]*(?=\s|$)|"
    rf"(?<=[。！？．])[。！？．]*[{re.escape(CLOSING_MARKS)}]*)"
)
# "policy.The North": the blank was lost when the page was turned into text.
_GLUED = re.compile(r"[.!?](?<=[a-z]{3}.)[.!?]*[\"”’)]?(?=[“\"(]?[A-Z][a-z]+[\s,’'])")
_WORD_BEFORE = re.compile(r"[^\s\"'“‘«(\[（—–/]{1,20}\Z")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?\Z")
_ATTRIBUTION = re.compile(
    r"(?:[A-Z][\w’'-]{1,20} ){1,3}(?:said|says|asked|told|added|wrote|replied|declared)\b|(?:said|asked|wrote) [A-Z]"
)
_LONGEST = 2_000


def sentences(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Offsets of the sentences inside each span, trimmed of blanks, in order.

    A sentence never crosses a span or a paragraph; a line break inside wrapped prose ends nothing.
    No sentence is longer than 2,000 characters, however little punctuation the text has.
    """
    found: list[tuple[int, int]] = []
    for span_start, span_end in spans:
        for paragraph in paragraphs(lines_of(text, span_start, span_end), text):
            found.extend(_in_paragraph(text, paragraph.start, paragraph.end))
    return found


def _in_paragraph(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begun = start
    for stop in _stops(text, start, end):
        yield from _bounded(text, begun, stop)
        begun = stop
    yield from _bounded(text, begun, end)


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    start, end = trimmed(text, start, end)
    while start < end and text[start] in _BULLETS:
        start, end = trimmed(text, start + 1, end)
    while end - start > _LONGEST:
        cut = text.rfind(" ", start + 1, start + _LONGEST)
        cut = cut if cut > start else start + _LONGEST
        yield trimmed(text, start, cut)
        start, end = trimmed(text, cut, end)
    if start < end and any(map(str.isalnum, text[start:end])):
        yield start, end


def _stops(text: str, start: int, end: int) -> list[int]:
    """Offsets behind each mark that ends a sentence."""
    stops = [m.end() for m in _END.finditer(text, start, end) if _ends_sentence(text, start, end, m)]
    glued = [m.end() for m in _GLUED.finditer(text, start, end) if _is_glued(text, start, m)]
    return sorted({*stops, *glued}) if glued else stops


def _is_glued(text: str, start: int, mark: re.Match[str]) -> bool:
    word = _word_before(text, start, mark.start())
    return "." not in word and "/" not in word and "@" not in word and word.lower() not in TITLES


def _word_before(text: str, start: int, mark_start: int) -> str:
    word = _WORD_BEFORE.search(text, max(start, mark_start - 21), mark_start)
    return word.group() if word else ""


def _ends_sentence(text: str, start: int, end: int, mark: re.Match[str]) -> bool:
    sign = mark.group()
    if sign[0] in "。！？．":
        return True
    following = mark.end()
    while following < end and text[following].isspace():
        following += 1
    if following >= end:
        return True
    opened = following
    while opened < end and text[opened] in _OPENING:
        opened += 1
    if opened >= end or text[opened].islower():
        return False
    if sign[0] in "!?":
        return len(sign) == 1 or not _ATTRIBUTION.match(text, opened, end)
    next_word = _next_word(text, opened, end)
    if sign.startswith((".", "…")) and len(sign.rstrip(CLOSING_MARKS)) > 1:
        return True
    if sign == ".":
        return _full_stop_ends(_word_before(text, start, mark.start()), next_word, mark.start(), start, text)
    # A full stop inside closing marks: '.”' ends, 'Corp.)' may not.
    word = _word_before(text, start, mark.start()).lower()
    return (
        not (word in TITLES or word in MAY_END or _DOTTED.match(word)) or next_word.lower() in STARTERS or "”" in sign
    )


def _next_word(text: str, start: int, end: int) -> str:
    stop = start
    while stop < end and stop - start < 20 and (text[stop].isalnum() or text[stop] in "’'-"):
        stop += 1
    return text[start:stop]


def _full_stop_ends(word: str, next_word: str, mark_start: int, start: int, text: str) -> bool:
    low = word.lower()
    starts_new = next_word.lower() in STARTERS and next_word[:1].isupper()
    if low in TITLES:
        return False
    if low in BEFORE_NUMBER:
        return not next_word[:1].isdigit()
    if low in ("a.m", "p.m"):
        return next_word[:1].isupper() and next_word.lower() not in AFTER_CLOCK
    if low in MAY_END or _DOTTED.match(low):
        return starts_new and not (len(word) == 1 and word.islower())
    before = text[start : mark_start - len(word)].rstrip()
    if word.isdigit() and len(word) < 3 and before[-1:] in ("", *".!?:"):
        # "1. The ministry" is the number of a list item, "on Nov. 2. The ministry" is not.
        return before.endswith(".") and _word_before(text, start, len(before) + start - 1).lower() in BEFORE_NUMBER
    if len(word) == 1 and word.isalpha() and word.isupper():
        return starts_new and next_word != "A"
    return True
