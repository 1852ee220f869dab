"""Which temporal expression dates a claim, and the window that follows from it.

Two steps, because publication may be learnt later. `dating_expression` chooses while a document is read; `claim_window`
reckons once the expressions are anchored. Inputs are plain: character spans, expressions, and a tense.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from transforms.reading.anchor import Anchored, Window, is_chronicle
from transforms.reading.days import days_of
from transforms.reading.expression import Expression, is_past_form
from transforms.reading.symbol import Symbol
from transforms.reading.time_words import COMMITTING, DETERMINERS, SEASONS, UNIT_PLURALS, UNITS

Span = tuple[int, int]

# Tenses, from the words before a trigger; the first that fits.
_TENSES = tuple(
    (tense, re.compile(pattern, re.IGNORECASE))
    for tense, pattern in (
        ("future", r"\b(?:will|shall|would|going to|to be|set to|due to|plans? to|expected to)\s+(?:\w+\s+){0,2}$"),
        ("perfect", r"\b(?:has|have|'ve|’ve)\s+(?:\w+\s+){0,2}$"),
        ("background", r"\bhad\s+(?:\w+\s+){0,2}$"),
        ("infinitive", r"\bto\s+$"),
    )
)
_PRESENT = frozenset(("is", "are", "has", "have", "does", "says"))
# Words that set a sentence back behind the story it stands in.
_BACKGROUND = re.compile(
    r"\b(?:previously|formerly|historically|once|originally|traditionally|in the past|founded|born|dating back)\b",
    re.IGNORECASE,
)
_LONG = re.compile(r"\blong\s+$")
# What stands between a date and a verb it does not belong to.
_CLAUSE_BREAK = re.compile(
    r"[;:()“”\"]|--|—|,(?!\s\d)|\b(?:that|which|who|whom|whose|when|where|while|although|though|but|because|if|after"
    r"|before|since|until|following|as)\b"
)
_VERB = re.compile(
    r"\b(?:was|were|is|are|be|been|had|has|have|will|would|said|says|told|took|held|came|made|gave|met|went|began|won"
    r"|lost|sent|fell|rose|\w{2,}ed)\b",
    re.IGNORECASE,
)
# A clause of its own, whose verb the date behind it belongs to (condemned the raid that both had agreed in 1929), or
# what is held against: shorter than last year.
_OTHER_CLAUSE = re.compile(
    rf"\b(?:(?:that|which|who|whom|where)\b.*?{_VERB.pattern}|(?:fewer|less|more|\w{{3,}}er)\b[^.;]*?\bthan\b"
    r"|compared (?:with|to)\b|\bas (?:\w+ ){1,2}(?:did|had|does)\b)",
    re.IGNORECASE | re.DOTALL,
)
# What is named with when it was done: the accord signed in 1994, gas delivered during the winter, Moscow met on Monday.
_NAMED_DEED = re.compile(
    rf"\b(?!(?:and|or|but|then|also|not|to|of|in|on|at|by|for|with|from|was|were|been|be|is|are|had|has|have|which|who|it"
    rf"|they|he|she|we|{'|'.join(DETERMINERS)})\s)[\w’'-]{{2,}}\s"
    r"(?:held|met|made|given|sent|won|built|taken|born|begun|(?!based|called|named|led|assumed|believed|considered|supposed|alleged|described)[a-z]{2,}ed)\s"
    r"(?:in|at|on|by|to|during|between|from|since|under|with|for|last)\b"
    # the troops it sent in 2011
    r"|\b(?!(?:when|after|before|that|because|while|since|until|where|and|but)\s)[a-z]{3,}\s(?:it|they|he|she|we)\s(?:had\s)?[a-z]+\b"
)
# A date of a clause that only tells of which thing is spoken: the conflict that broke out in May.
_IN_RELATIVE = re.compile(r"\b(?:that|which|who|where|whose)\b[^.;]*$")
# "Agreed to hold talks in May": it is the talks that are in May.
_PASSIVE = re.compile(r"\b(?:was|were|been)\s$")
_INFINITIVE = re.compile(rf"\bto\s(?!(?:{'|'.join(DETERMINERS)})\b)[a-z]{{2,}}\b")
_APART = re.compile(r"\s(?:after|before)\s[^.;:,]*")
# "Shoukry, who is to go to Tunis on Sunday, telephoned".
_ASIDE = re.compile(
    r",\s(?:who|which|whose|where|its|his|her|their|[a-z]{3,}ed|born)\b(?P<aside>(?:[^,]|,\s\d{4}\b)*),\s(?:[a-z]+\s){0,2}$"
)
# A date of what came before or after: 33 years after the conflict of April 1982.
_OF_ANOTHER = re.compile(
    r"\b(?:after|before|following|since|until)\s(?:\w+\s){1,8}(?:of|in|on|from|during)\s(?:\w+[-–]|\w+\sto\s)?$"
)
# Behind these words stands what somebody answers or talks about: it happened before, whenever that was.
_MOTIVE_BEFORE = re.compile(
    r"\b(?:over|about|because of|due to|owing to|(?:response|reaction) to|(?:retaliation|revenge|thanks) for"
    r"|(?:anger|outrage|dismay|fury|protest) at|protest against)\s+(?:[\w’'-]+\s+){0,4}$",
    re.IGNORECASE,
)
_PAUSE = re.compile(r"[,;:—\n]")
_DETERMINER_BEFORE = re.compile(r"(?:\b(?:the|a|an|its|their|his|her|this|that)|['’]s)\s+$", re.IGNORECASE)
_NOUN_AFTER = re.compile(
    r"\s+(?!(?:and|or|but|to|until|when|after|before|as|at|in|on|by|for|with|from|that|which|who|was|were|is|are|had"
    r"|has|have|will|said|through|between|because|following)\b)[A-Za-z]"
)
_NAME_AFTER = re.compile(r"\s+[A-Z]\w+")
_PREPOSITION_BEFORE = re.compile(
    r"(?:\b(?:in|on|by|since|until|till|from|during|of|to|and|or|between|before|after|early|mid|late)|[,;:.(-])\s*$|^\s*$",
    re.IGNORECASE,
)
# What is called by the day or month it happened.
_ACT_AFTER = re.compile(
    r"\s+(?:terrorist |terror |suicide )?(?:attacks?|bombings?|massacres?|uprisings?|revolutions?|movements?|coups?"
    r"|incidents?|hijackings?|(?:Committee|Commission|Revolution|Movement|Uprising|War|Agreement|Accords?"
    r"|Declaration|Massacre|Incident|Brigades?|Memorial)\b)"
)
# The verb has a subject of its own: discovered in 2015, and the two states signed.
_NEW_SUBJECT = re.compile(r"^(?!,).*\b(?:and|but|while)\s(?:the|a|an|its|their|his|her|he|she|they|it|both|[A-Z])")
_OPENING = re.compile(r"(?:^|[.!?,;:–—\n]|[.!?][\"”’])\s*(?:\w+\s){0,3}$")
_COORDINATED = re.compile(r"\b(?:and|but|or|then)\s+(?:\w+\s+)?$")
_NAME_BEFORE = re.compile(r"\b(?!(?:In|On|By|Since|Until|From|During|Of|And|The)\s)[A-Z]\w+\s+$")

# What names of wars, games and upheavals are made with; not behind these words.
NAMING_WORDS = SEASONS.keys() | UNITS.keys() | UNIT_PLURALS.keys()
_WHENS = ("Last", "last", "Next", "next", "This", "this")

# What was said may have happened at any time: only a date beside the word dates the saying itself.
_SAYING_TEXT = """
say says said saying tell tells told telling state states stated stating claim claims claimed claiming add adds added
adding note notes noted noting explain explains explained argue argues argued believe believes believed warn warns
warned comment comments commented report reports reported reporting announce announces announced announcing confirm
confirms confirmed suggest suggests suggested think thinks hope hopes"""
SAYING_WORDS = frozenset(_SAYING_TEXT.split())
_SAID = re.compile(rf"\b(?:{'|'.join(sorted(SAYING_WORDS))})\b[^.;,]*$")
SAYING_COST = 8

WORD_COST = 1
BREAK_COST = 4
VERB_COST = 6
FARTHEST_COST = 60
# The news of an article is told in its first sentences.
STORY_SENTENCES = 3
# A story's day lies at most so long before publication.
STORY_DAYS = 14
# What news tells without a date happened within so many days before publication.
RECENT_DAYS = 7
# A publication window longer than this dates nothing.
LONGEST_PUBLICATION_DAYS = 31


@dataclass(frozen=True, slots=True)
class ClaimDate:
    """When a claim's event happened.

    window  the days it may have happened on, None when nothing tells
    value   the best single reading as TIMEX3 value, None when nothing tells
    rule    how it is known, in plain words
    """

    window: Window | None
    value: str | None
    rule: str


def tense_of(text: str, trigger: Span, sentence: Span) -> str:
    """Tense of a trigger from the words around it: future, perfect, background, infinitive, present, past; or "".

    Background is what lies behind the story: the pluperfect, "previously", "founded".
    """
    before = text[max(sentence[0], trigger[0] - 40) : trigger[0]]
    for tense, pattern in _TENSES:
        if pattern.search(before):
            return tense
    word = text[trigger[0] : trigger[1]].lower()
    if word in _PRESENT:
        return "present"
    if lies_behind(text, trigger, sentence):
        return "background"
    return "past" if is_past_form(word) else ""


def lies_behind(text: str, trigger: Span, sentence: Span) -> bool:
    """Whether words of a trigger's sentence set it back behind the story: previously, formerly, "long opposed"."""
    before = text[max(sentence[0], trigger[0] - 40) : trigger[0]]
    word = text[slice(*trigger)].lower()
    return _BACKGROUND.search(before + word) is not None or _LONG.search(before) is not None


def dating_expression(
    text: str,
    trigger: Span,
    sentence: Span,
    expressions: Sequence[Expression],
    *,
    tense: str = "",
    story: int | None = None,
    is_continued: bool = True,
    is_noun: bool = False,
    is_planned: bool = False,
) -> int | None:
    """Index of the expression that dates a trigger, None where none does.

    In its own sentence the nearest one wins, where a clause bound or another verb between makes it farther. Failing
    that, what is told in the past has the date of the `story` (see story_expression). If it `is_continued`, that is if
    whoever acts was named in the sentence before, a recent day told there comes first; where there is no story, a
    finished time told there will do. A noun (`is_noun`) that says why something was done has no date of what was done.
    What somebody agreed to do has its date only where the plan is dated (`is_planned`), not the agreement. Offsets are
    characters of `text`; `tense` as from tense_of, which is asked when it is empty.
    """
    tense = tense or tense_of(text, trigger, sentence)
    costs = {
        index: _cost(text, trigger, expression)
        for index, expression in enumerate(expressions)
        if expression.start < sentence[1]
        and expression.end > sentence[0]
        and _can_date(text, expression, tense)
        and not _is_of_another(text, trigger, sentence, expression, tense, is_planned)
        and not _is_wanted(text, trigger, expressions, index, tense)
        and not (is_noun and is_motive(text, trigger, expression.end))
    }
    best = min(costs, key=lambda index: costs[index], default=None)
    apart = _so_long_apart(text, trigger, sentence, expressions)
    if apart is not None:
        is_own = best is not None and best > apart and "," not in text[trigger[1] : expressions[best].start]
        return best if is_own else apart
    farthest = SAYING_COST if text[slice(*trigger)].lower() in SAYING_WORDS else FARTHEST_COST
    if best is not None and costs[best] < farthest:
        return _spelt_out(expressions, costs, best)
    if story is not None and is_continued and tense in ("past", ""):
        day_before = _day_before(text, sentence, expressions)
        story = story if day_before is None else day_before
    if story is not None and tense in ("past", "perfect", "infinitive", ""):
        is_name = names_a_thing(text, expressions[story], Symbol.decode(expressions[story].symbol))
        return None if is_name else story
    if is_continued and tense in ("past", "background", ""):
        return _told_before(text, sentence, expressions)
    return None


def _so_long_apart(text: str, trigger: Span, sentence: Span, expressions: Sequence[Expression]) -> int | None:
    """Index of the length of time that says how long before or after another deed: "a day after Togo recalled"."""
    for index, expression in enumerate(expressions):
        if sentence[0] <= expression.start and expression.end < trigger[0] and expression.type == "DURATION":
            between = text[expression.end : trigger[0]]
            is_far = "T" not in Symbol.decode(expression.symbol).value
            if is_far and _APART.fullmatch(between) and not _VERB.search(between):
                return index
    return None


def _is_of_another(
    text: str, trigger: Span, sentence: Span, expression: Expression, tense: str, is_planned: bool
) -> bool:
    """Whether a date of a trigger's sentence is plainly that of another deed."""
    if expression.end <= trigger[0]:
        aside = _ASIDE.search(text, sentence[0], trigger[0])
        if aside is not None and aside.start("aside") <= expression.start < aside.end("aside"):
            return True
        symbol = Symbol.decode(expression.symbol)
        is_past = symbol.lean == "past" or (symbol.kind == "shift" and symbol.count.startswith("-"))
        if tense == "future" and is_past and _SAID.search(text, sentence[0], expression.start):
            return True  # "said on Monday that it would close"
        # "Maduro, in power since 2013, has accused": an apposition.
        is_since = symbol.edge == "SINCE"
        before = text[sentence[0] : expression.start].strip().lower()
        return is_since and text[expression.end] == "," and before not in ("since", "ever since")
    start, end = trigger[1], expression.start
    if (
        _OTHER_CLAUSE.search(text, start, end)
        or _NAMED_DEED.search(text, start, end)
        or _OF_ANOTHER.search(text, start, end)
    ):
        return True
    if is_planned:
        return False
    is_committed = text[slice(*trigger)].lower() in COMMITTING and not _PASSIVE.search(text, sentence[0], trigger[0])
    is_feast = Symbol.decode(expression.symbol).kind in ("anniversary", "holiday")
    return is_committed and not is_feast and _INFINITIVE.search(text, start, end) is not None


def _is_wanted(text: str, trigger: Span, expressions: Sequence[Expression], index: int, tense: str) -> bool:
    """Whether a date belongs to what is wanted for a time ahead: "called for games next year to mark the jubilee"."""
    if tense not in ("past", "background"):
        return False
    return any(
        _is_ahead(Symbol.decode(before.symbol)) and not _PAUSE.search(text, before.end, expressions[index].start)
        for before in expressions[:index]
        if before.start >= trigger[1]
    )


def is_motive(text: str, trigger: Span, start: int) -> bool:
    """Whether the noun at the trigger is why something told from `start` on was done: "anger over the raid"."""
    return bool(_MOTIVE_BEFORE.search(text, start, trigger[0]))


def _spelt_out(expressions: Sequence[Expression], costs: Mapping[int, int], best: int) -> int:
    """The date that says in full what the best one counts in years, if one does: "64 years ago, ... 2 May 1958"."""
    year = Symbol.decode(expressions[best].symbol).beside
    full = (index for index in costs if year and Symbol.decode(expressions[index].symbol).value.startswith(f"{year}-"))
    return min(full, key=lambda index: costs[index], default=best)


def _told_before(text: str, sentence: Span, expressions: Sequence[Expression]) -> int | None:
    """Index of the last expression of the sentence before, in the same paragraph, if it is of a finished time."""
    index = _last_before(text, sentence, expressions)
    if index is None:
        return None
    last = expressions[index]
    symbol = Symbol.decode(last.symbol)
    is_finished = symbol.kind == "value" and symbol.lean == "past" and not names_a_thing(text, last, symbol)
    return index if is_finished else None


def _day_before(text: str, sentence: Span, expressions: Sequence[Expression]) -> int | None:
    """Index of the recent day that the sentence before tells of: "They met on Sunday. After the talks they signed"."""
    index = _last_before(text, sentence, expressions)
    is_recent = index is not None and _names_recent_day(expressions[index])
    return index if is_recent else None


def _last_before(text: str, sentence: Span, expressions: Sequence[Expression]) -> int | None:
    """Index of the last expression of the sentence before, in the same paragraph, if its main clause has it."""
    before = [index for index, expression in enumerate(expressions) if expression.end <= sentence[0]]
    if not before:
        return None
    last = expressions[before[-1]]
    between = text[last.end : sentence[0]]
    is_main = _IN_RELATIVE.search(text, max(0, text.rfind("\n", 0, last.start)), last.start) is None
    is_near = is_main and "\n" not in between and not re.search(r"[.!?][\"”’)]*\s+[A-Z\"“]", between)
    return before[-1] if is_near else None


def tells_history(expressions: Sequence[Expression]) -> bool:
    """Whether a text is a chronicle, in which the tense of every undated statement is "background"."""
    return is_chronicle([Symbol.decode(expression.symbol) for expression in expressions], None)


def story_expression(sentences: Sequence[Span], expressions: Sequence[Expression]) -> int | None:
    """Index of the expression that says when an article's news happened: a past day named in its first sentences."""
    for sentence in sentences[:STORY_SENTENCES]:
        for index, expression in enumerate(expressions):
            if sentence[0] <= expression.start < sentence[1] and _names_recent_day(expression):
                return index
    return None


def _names_recent_day(expression: Expression) -> bool:
    symbol = Symbol.decode(expression.symbol)
    if symbol.lean in ("future", "after") or symbol.edge == "SINCE":
        return False
    if symbol.kind == "shift":
        return symbol.base == "published" and symbol.unit == "D" and symbol.count in ("0", "-1", "-2")
    return symbol.kind == "partial" and bool(re.match(r"XXXX-(WXX-\d|\d\d-\d\d|XX-\d\d)$", symbol.value))


def _can_date(text: str, expression: Expression, tense: str) -> bool:
    """Whether an expression can date a verb of this tense at all."""
    symbol = Symbol.decode(expression.symbol)
    if symbol.kind in ("period", "set", "reference") or (symbol.kind == "shift" and symbol.unit and not symbol.count):
        return symbol.kind == "period" and symbol.lean == "before" and tense == "perfect"
    if names_a_thing(text, expression, symbol):
        return False
    if tense == "perfect" and symbol.edge != "SINCE":
        # "Has announced" takes no date of a finished time: in 1991, two years ago.
        return not (
            symbol.kind == "value"
            or (symbol.kind == "shift" and symbol.count.startswith("-") and symbol.unit not in ("D", "W"))
        )
    if tense in ("past", "background"):
        is_later = symbol.base == "published" and symbol.edge == "LATER"
        return not (_is_ahead(symbol) or is_later or (symbol.kind == "partial" and symbol.lean == "after"))
    return True


def _is_ahead(symbol: Symbol) -> bool:
    """Whether a date is counted onwards from publication: tomorrow, next year."""
    return symbol.kind == "shift" and symbol.base == "published" and not symbol.count.startswith(("-", "0"))


def names_a_thing(text: str, expression: Expression, symbol: Symbol, offset: int = 0) -> bool:
    """Whether a date is part of a noun phrase (the 1991 settlement, September 11 attacks) and so dates no verb.

    `offset` is where `text` begins in the text that the expression's offsets count.
    """
    start, end = expression.start - offset, expression.end - offset
    before, after = text[max(0, start - 24) : start], text[end : end + 24]
    if symbol.kind == "value" and re.fullmatch(r"\d{4}", expression.text):
        return bool(
            _NAME_BEFORE.search(before)
            or (_DETERMINER_BEFORE.search(before) and _NOUN_AFTER.match(after))
            or (_NAME_AFTER.match(after) and not _PREPOSITION_BEFORE.search(before))
        )
    if re.fullmatch(r"(XXXX|\d{4})-\d\d(-\d\d)?", symbol.value) and not symbol.part:
        return bool(_ACT_AFTER.match(after))
    word = expression.text.rsplit("-")[-1].split()[-1]
    is_name_word = word[:1].isupper() and word.lower() in NAMING_WORDS and not expression.text.startswith(_WHENS)
    return is_name_word and bool(_NAME_AFTER.match(after) or _NAME_BEFORE.search(before))


def _cost(text: str, trigger: Span, expression: Expression) -> int:
    """How far a date stands from a trigger: words, clause bounds and other verbs between them."""
    is_before = expression.start < trigger[0]
    between = text[expression.end : trigger[0]] if is_before else text[trigger[1] : expression.start]
    break_count = len(_CLAUSE_BREAK.findall(between))
    if is_before:
        # "On Monday, they met": the comma is no bound; "met on Monday and signed": the verb begins another clause.
        is_joined = _COORDINATED.search(between) or _NEW_SUBJECT.match(between)
        # What a date that opens its clause is followed by belongs to it.
        is_opening = _OPENING.search(text, max(0, expression.start - 40), expression.start) is not None
        if is_opening and between.lstrip().startswith(","):
            break_count -= 1 + (not _VERB.search(between)) * (between.count(",") - 1)
        break_count += bool(is_joined)
    return WORD_COST * between.count(" ") + BREAK_COST * break_count + VERB_COST * len(_VERB.findall(between))


def claim_window(
    sentence: Span,
    expression: Expression | None,
    anchored: Anchored | None,
    published: Window | None,
    *,
    tense: str = "",
    is_planned: bool = False,
) -> ClaimDate:
    """The window of a claim from the expression chosen for it, or, where news tells it undated, from publication.

    `anchored` is that expression anchored over its document. A publication day never dates background, plans or what a
    text tells of long ago: their window stays None.
    """
    symbol = Symbol.decode(expression.symbol) if expression is not None else None
    if symbol is not None and symbol.kind == "period" and (anchored is None or anchored.window is None):
        return ClaimDate(None, None, "told by how long it lies from another deed, whose day is not stated")
    if symbol is not None and symbol.edge == "SINCE" and published is None:
        return ClaimDate(None, None, "going on since a date, up to a publication that is not known")
    if symbol is not None and symbol.edge == "BEFORE" and tense in ("past", "perfect", "background"):
        return ClaimDate(None, None, "told as before a date, and no other is stated")
    is_known = published is not None and (published.end - published.start).days <= LONGEST_PUBLICATION_DAYS
    if expression is not None and anchored is not None and anchored.window is not None:
        is_own = sentence[0] <= expression.start < sentence[1]
        is_ahead = published is not None and tense in ("past", "perfect") and anchored.window.start > published.end
        # "vowed to come in June": when the plan is for.
        if is_own and (is_planned or not is_ahead):
            return ClaimDate(
                _whole_range(expression, anchored.window),
                anchored.value,
                f"{expression.rule} “{expression.text}”: {anchored.rule}",
            )
        if not is_own and published is not None and is_known:
            gap = (published.end - anchored.window.start).days
            if 0 <= gap <= STORY_DAYS + (published.end - published.start).days and tense != "background":
                window = _range(anchored.window, published.end, "inferred")
                return ClaimDate(window, anchored.value, f"undated in an article whose news is of “{expression.text}”")
        is_long_ago = published is not None and (published.start - anchored.window.end).days > STORY_DAYS
        if not is_own and (not is_known or tense == "background" or is_long_ago):
            window = replace(anchored.window, basis="inferred")
            return ClaimDate(window, anchored.value, f"undated, after a sentence that tells of “{expression.text}”")
    if is_planned or tense in ("future", "background"):
        return ClaimDate(None, None, "no date is stated, and publication says nothing of it")
    if published is None or not is_known:
        return ClaimDate(None, None, "no date is stated, and publication is not known well enough")
    recent = Window(published.start - timedelta(RECENT_DAYS - 1), published.end, "range", "publication")
    value = published.start.isoformat() if published.start == published.end else None
    return ClaimDate(recent, value, f"told as news: within {RECENT_DAYS} days up to publication")


def _whole_range(expression: Expression, window: Window) -> Window:
    """The window from one end of a range to the other: between 2015 and 2018."""
    other = days_of(Symbol.decode(expression.symbol).reach)
    if other is None:
        return window
    return Window(min(window.start, other[0]), max(window.end, other[1]), "range", window.basis)


def _range(window: Window, last: date, basis: str) -> Window:
    end = max(window.end, last)
    precision = window.precision if (window.start, window.end) == (window.start, end) else "range"
    return Window(window.start, end, precision, basis)
