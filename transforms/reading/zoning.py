"""Zones of a plain-text dump: which line is the title, who wrote it, what is the article and what is not.

Each paragraph gets features and a first label from its own words; the body is the best run of prose; what stands
before, within and behind it is then named by its place. Offsets are into the text as given.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from transforms.reading import cues
from transforms.reading.block import (
    Block,
    block_of,
    body_script,
    credit_captions,
    is_copy,
    label_blocks,
    list_sections,
    question_titles,
    size_of,
)
from transforms.reading.body_run import above_profile, below_standfirst, body_run
from transforms.reading.front_matter import (
    SITE_LINES,
    FrontMatter,
    Part,
    agency_of_end,
    dateline_of,
    front_matter,
    is_name,
    leading_date,
    sign_off,
    site_name,
)
from transforms.reading.language import language_of
from transforms.reading.lines import lines_of, paragraphs, word_set
from transforms.reading.title import NEAR_LINES, find_title, headline_behind_teasers
from transforms.reading.zone import PageRefused, Zone, merged

_MOST_LINES = 20_000


@dataclass(frozen=True, slots=True)
class Zoning:
    """The zones of a text and the values read from them."""

    zones: list[Zone]
    title: tuple[int, int] | None
    language: str | None
    parts: list[Part]


def zone_text(text: str, repeated_lines: Set[str] = frozenset(), title: str | None = None) -> Zoning:
    """Zone a text dump. `repeated_lines` are lines seen in other documents too; `title` is known from elsewhere.

    Raises PageRefused for more lines than any page has.
    """
    blocks = [block_of(line) for line in paragraphs(lines_of(text), text)]
    if not blocks:
        return Zoning([], None, None, [])
    if len(blocks) > _MOST_LINES:
        raise PageRefused(f"{len(blocks):,} lines are more than the {_MOST_LINES:,} that are read; split the document")
    script = body_script(blocks)
    label_blocks(blocks, script, repeated_lines)
    credit_captions(blocks)
    question_titles(blocks)
    list_sections(blocks)
    first, last = body_run(blocks, 0)
    title_at = find_title(blocks, first, title)
    title_at = headline_behind_teasers(blocks, first, last) or title_at
    if title_at is not None:
        list_sections(blocks, title_at + 1)
        first, last = body_run(blocks, title_at + 1)
    kinds: dict[int, str] = {}
    parts: list[Part] = []
    first = below_standfirst(blocks, first, last, title_at)
    _name_front(blocks, title_at, first, kinds, parts)
    last = above_profile(blocks, first, last, [part.value for part in parts if part.kind == "byline" and part.value])
    _name_body(blocks, first, last, kinds, parts)
    _name_back(blocks, last, kinds, parts)
    _name_site(blocks, title_at, last, parts)
    return _assembled(text, blocks, title_at, kinds, parts)


# --- names by place -------------------------------------------------------------------------------------------------


def _name_front(
    blocks: Sequence[Block], title_at: int | None, first: int, kinds: dict[int, str], parts: list[Part]
) -> None:
    """What stands before the body: byline, date and place beside the title; headings under it; clutter elsewhere."""
    top = title_at if title_at is not None else first
    dated_below = False
    below: list[Part] = []
    for index in range(top + 1 if title_at is not None else 0, min(first, len(blocks))):
        block = blocks[index]
        found = front_matter(block.text, is_near_title=True)
        if found.parts and block.label not in ("section", "end", "caption"):
            below.extend(_placed(found, block.line.start))
            dated_below = dated_below or any(part.kind == "date_line" and part.is_dated for part in found.parts)
        elif block.label == "caption":
            kinds[index] = "caption"
        elif block.label in ("heading", "short") and not block.is_listed and title_at is not None:
            if cues.DAY_ALONE.fullmatch(block.text):
                kinds[index] = "date_line"
                continue
            is_clutter = is_copy(block, blocks[title_at]) or _is_link_list(blocks, index, top, first)
            kinds[index] = "clutter" if is_clutter else "heading"
    parts.extend(_people_above_places(blocks, below))
    if title_at is None:
        return
    skipped_words = 0
    for index in range(title_at - 1, max(-1, title_at - 1 - NEAR_LINES), -1):
        block = blocks[index]
        found = front_matter(block.text)
        if found.is_whole:
            kept = [part for part in found.parts if part.kind != "date_line" or not dated_below or not part.is_dated]
            parts.extend(_placed(FrontMatter(kept, True), block.line.start))
        elif opening := leading_date(block.text):
            parts.extend(part.moved(block.line.start) for part in opening if not dated_below)
        elif block.label == "mark" or block.text.endswith(":") or cues.ADDRESS.fullmatch(block.text):
            continue
        else:
            # One section label may stand between; further up is the site's own frame, with today's date in it.
            skipped_words += int(size_of(block)) + 1
            if block.label not in ("heading", "section") or skipped_words > 5:
                break


def _name_site(blocks: Sequence[Block], title_at: int | None, last: int, parts: list[Part]) -> None:
    """Whose page it is, by its first lines above the title and by who reserves the rights below the body."""
    above = range(min(title_at or 0, SITE_LINES))
    below = (index for index in range(last + 1, len(blocks)) if blocks[index].label in ("end", "section"))
    for index in (*above, *below):
        found = site_name(blocks[index].text, index)
        parts.extend(part.moved(blocks[index].line.start) for part in found)


def _people_above_places(blocks: Sequence[Block], parts: Sequence[Part]) -> list[Part]:
    """Of two lines that could each be a dateline, the upper one names who wrote: KAREN DOYLE above OTTAWA."""
    starts = {block.line.start: index for index, block in enumerate(blocks)}
    places = {
        starts[part.start]: part
        for part in parts
        if part.kind == "dateline" and not part.is_silent and part.start in starts
    }
    people = {id(part) for index, part in places.items() if index + 1 in places and part.value and is_name(part.value)}
    return [replace(part, kind="byline") if id(part) in people else part for part in parts]


def _is_link_list(blocks: Sequence[Block], index: int, start: int, stop: int) -> bool:
    """Whether a short line stands among many: a standfirst is one line or two."""
    run = [index]
    for step in (-1, 1):
        at = index + step
        while start < at < stop and blocks[at].label in ("heading", "short") and len(run) < 5:
            run.append(at)
            at += step
    return len(run) > 2


def _placed(found: FrontMatter, offset: int) -> list[Part]:
    return [part.moved(offset) for part in found.parts]


# A dateline may stand behind a lead that sums the article up.
_OPENING_PROSE = 3


def _opening(text: str, *, is_first: bool) -> list[Part]:
    """Date and dateline that a paragraph opens with; below the first one only a dateline with its agency."""
    dated = leading_date(text) if is_first else []
    begun = dated[0].end if dated else 0
    while begun < len(text) and not text[begun].isalnum() and text[begun] not in '(“"':
        begun += 1
    found = [part.moved(begun) for part in dateline_of(text[begun:])]
    if not is_first and not any(part.kind == "outlet" for part in found):
        found = []
    return [*dated, *found]


def _name_body(blocks: Sequence[Block], first: int, last: int, kinds: dict[int, str], parts: list[Part]) -> None:
    """The body's own paragraphs and headings; captions, link lists and other interior blocks are cut out."""
    above = [block for block in blocks[:first] if len(block.words) > 3]
    prose_count = 0
    for index in range(first, last + 1):
        block = blocks[index]
        if block.is_listed or index in kinds:
            continue
        if block.label in ("prose", "short", "teaser"):
            kinds[index] = "body"
            prose_count += block.is_prose
            if block.is_prose and prose_count <= _OPENING_PROSE:
                opening = _opening(block.text, is_first=prose_count == 1)
                parts.extend(part.moved(block.line.start) for part in opening)
                if any(part.kind == "dateline" for part in opening):
                    prose_count = _OPENING_PROSE
        elif block.label == "caption":
            kinds[index] = "caption"
        elif block.label == "heading" and any(is_copy(block, other) for other in above):
            kinds[index] = "clutter"
        elif block.label == "heading":
            kinds[index] = _open_line(blocks, index, first, last)
        elif block.label == "meta" and sign_off(block.text):
            parts.extend(_placed(front_matter(block.text), block.line.start))
    if first <= last:
        parts.extend(part.moved(blocks[last].line.start) for part in agency_of_end(blocks[last].text))


_FINITE = word_set("was were has have had is are said would could did")


def _open_line(blocks: Sequence[Block], index: int, first: int, last: int) -> str:
    """A line without an end inside the body: an item of the body's own list, a sub-heading, or a link among links."""
    start = index
    while start > first and blocks[start - 1].label == "heading":
        start -= 1
    stop = index + 1
    while stop <= last and blocks[stop].label == "heading":
        stop += 1
    before = blocks[start - 1] if start > first else None
    if before is not None and before.text.endswith((":", "：")) and before.label in ("prose", "short"):
        return "body"
    if stop - start == 1:
        block = blocks[index]
        is_statement = len(block.words) >= 6 and block.share >= 0.25 and not _FINITE.isdisjoint(block.words)
        return "body" if is_statement or (block.is_bullet and block.share > 0.2) else "heading"
    run = blocks[start:stop]
    if all(block.is_bullet for block in run) and sum(block.share for block in run) / len(run) > 0.25:
        return "body"
    return "heading" if stop - start == 2 and max(len(block.words) for block in run) <= 5 else "clutter"


def _name_back(blocks: Sequence[Block], last: int, kinds: dict[int, str], parts: list[Part]) -> None:
    """Behind the body: who wrote and edited it, and where it is from, as long as nothing else has begun.

    A date counts only where it is labelled, or closes a page without another, and not behind an end mark: there
    comments and copyright lines stand.
    """
    has_ended, is_dated = False, any(part.is_dated for part in parts)
    for index in range(last + 1, min(len(blocks), last + 1 + NEAR_LINES)):
        block = blocks[index]
        if block.label in ("section", "foreign"):
            break
        if block.label == "caption":
            kinds[index] = "caption"
        found = front_matter(block.text, is_near_title=index <= last + 2 and not has_ended, is_behind=True)
        has_ended = has_ended or (block.label == "end" and not found.parts)
        is_labelled = cues.DATE_LABEL.match(block.text) is not None
        closes_page = index == len(blocks) - 1 and not is_dated
        is_dating = (is_labelled or closes_page) and not has_ended
        parts.extend(
            part.moved(block.line.start)
            for part in found.parts
            if is_dating or not part.is_dated or part.basis == "byline"
        )


# --- assembly -------------------------------------------------------------------------------------------------------


def _assembled(
    text: str, blocks: Sequence[Block], title_at: int | None, kinds: dict[int, str], parts: list[Part]
) -> Zoning:
    zones: list[Zone] = []
    title: tuple[int, int] | None = None
    kept: list[Part] = []
    by_start = sorted(parts, key=lambda part: part.start)
    body = [blocks[index] for index, kind in sorted(kinds.items()) if kind == "body"]
    body_language = language_of(
        " ".join(block.text for block in body), [word for block in body for word in block.words]
    )
    for index, block in enumerate(blocks):
        start, end = block.line.start, block.line.end
        inside = [part for part in by_start if start <= part.start and part.end <= end]
        kind = kinds.get(index, "clutter")
        if index == title_at:
            kind = "title"
            found = front_matter(block.text, is_title=True)
            inside = [part.moved(start) for part in found.parts]
            start, end = start + found.title_start, start + (found.title_end or len(block.text))
            title = (start, end)
        language = body_language if kind in ("body", "heading", "title") else language_of(block.text)
        at = block.line.start
        for part in inside:
            if part.is_silent:
                kept.append(part)
                continue
            if part.start < at:
                continue
            kept.append(part)
            zones.extend(_rest(text, kind, at, part.start, (start, end), language))
            zones.append(Zone(part.kind, part.start, part.end, language_of(text[part.start : part.end])))
            at = part.end
        zones.extend(_rest(text, kind, at, block.line.end, (start, end), language))
    return Zoning(merged(zones), title, body_language, kept)


def _rest(text: str, kind: str, start: int, end: int, own: tuple[int, int], language: str | None) -> list[Zone]:
    """What a line still holds around its named parts; outside the title's own words it is clutter."""
    zones: list[Zone] = []
    for cut_start, cut_end, cut_kind in (
        (start, min(end, own[0]), "clutter"),
        (max(start, own[0]), min(end, own[1]), kind),
        (max(start, own[1]), end, "clutter"),
    ):
        while (
            cut_start < cut_end
            and not text[cut_start].isalnum()
            and (cut_kind == "clutter" or text[cut_start].isspace())
        ):
            cut_start += 1
        while cut_end > cut_start and text[cut_end - 1].isspace():
            cut_end -= 1
        if cut_start < cut_end:
            zones.append(Zone(cut_kind, cut_start, cut_end, language))
    return zones
