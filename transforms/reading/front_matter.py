"""The lines around an article that say who, when and where: bylines, date lines, datelines, editors, outlets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from transforms.reading import cues
from transforms.reading.date_line import WEEKDAYS, FoundDate, dates_in
from transforms.reading.language import ENGLISH_WORDS
from transforms.reading.lines import word_set

_LONGEST = 320


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of front matter at [start, end); `value` is the name, place or outlet it gives.

    Where `is_dated`, dates are to be read from the span; `says` and `basis` describe them. A silent part is evidence
    only and makes no zone of its own.
    """

    kind: str
    start: int
    end: int
    value: str | None = None
    is_dated: bool = False
    says: str = ""
    basis: str = "stated"
    is_silent: bool = False

    def moved(self, offset: int) -> Part:
        return replace(self, start=self.start + offset, end=self.end + offset)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The parts found in one line; `is_whole` where nothing else of weight stands in it."""

    parts: list[Part] = field(default_factory=list)
    is_whole: bool = False
    title_start: int = 0
    title_end: int = 0


_SEPARATOR = re.compile(
    r"\s*[|｜•·∙]+\s*|\s+[–—/-]{1,2}\s+|\t+|[\s\xa0]{3,}|;\s+|"
    r"\s+(?=(?:Source|Editor|Author|Published|Updated|Last updated|Last modified|"
    r"Posted|Date|Time|Reporter|Writer|Views|Hits|Read)\s?[:：])|"
    r"\s+(?=来源|责任编辑|编辑|作者|浏览|发布时间)|(?<=\d|m)\s+(?=[Bb]y\s[A-Z])|\s*\n\s*"
)
# A mark that every separator has; most lines have none.
_MAY_SEPARATE = re.compile(r"[|｜•·∙–—/\t\xa0;:：\n来责编作浏发]|\s[\s-]|[Bb]y\s")
_EDGE = " \t\xa0,;:：.()[]【】（）*_-–—|/\u200b"
_HAN_NAME = r"[\u4e00-\u9fff]{2,4}|[\uac00-\ud7a3]{2,4}"
_NAMES = rf"(?:{cues.NAME}|{_HAN_NAME})(?:(?:\s?,\s|\s(?:and|&|et|y|und|и)\s|\s?,\sand\s)(?:{cues.NAME}))*"
_NAMES_ALONE = re.compile(_NAMES)
_AFTER_NAMES = re.compile(
    r"\s*(?:$|[,(|/@]|[–—-]\s|(?:in|at|for|of|from|with|on|is|correspondent|reporter|staff|editor|bureau)\b).{0,120}$",
    re.IGNORECASE,
)
_ONE_NAME = re.compile(r"[^\W\d_][\w’'.-]{1,24}(?:\s[\w’'.-]{1,24}){0,2}$")
_NOT_WRITTEN = re.compile(
    r"\b(?:staff|admin|administrator|editor|editors|desk|newsroom|agencies|agency|our|team|bureau|reporters?|"
    r"correspondents?|writers?|editorial|guest)\b",
    re.IGNORECASE,
)
_WEEKDAY_WORD = re.compile(
    r"\b(?:" + "|".join(sorted(map(re.escape, WEEKDAYS), key=len, reverse=True)) + r")\b\.?", re.IGNORECASE
)
_DATE_GLUE = re.compile(
    r"\b(?:on|at|by|in|the|of|and|date|time|posted|published|updated?|last|modified|first|issued|released|created|"
    r"edited|le|el|am|um|à|в|г|uhr|local|korea|korean|beijing|moscow|standard|eastern|daylight|hours|juche|calendar|"
    r"www|http|https|kcna|kp)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_PLACE_WORD = r"[A-ZÀ-Þ][\w’'.-]{1,20}"
_PLACE = re.compile(
    rf"{_PLACE_WORD}(?:[ -](?:of |the |de |al-|el-)?{_PLACE_WORD}){{0,2}}"
    rf"(?:,\s{_PLACE_WORD}(?:[ -](?:of |the )?{_PLACE_WORD}){{0,2}}){{1,2}}"
)
_CAPITAL_PLACE = re.compile(
    r"[A-ZÀ-Þ][A-ZÀ-Þ’'.-]{2,20}(?:[ -][A-ZÀ-Þ][A-ZÀ-Þ’'.-]{1,20}){0,2}(?:,\s[A-Z][\w.]{1,20}(?:\s[A-Z][\w.]{1,20})?)?"
)

_MONTH_NAME = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|fév|avr|abr|mai|juin|juil|aoû|ago|set|out|okt|déc|dez|dic"
    r"|ene)[^\W\d_]{0,7}\.?"
)
_MONTH_DAY = (
    rf"(?:{_MONTH_NAME}\s\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th|er)?\s(?:de\s)?{_MONTH_NAME})"
    r"(?:[,.]?\s(?:19|20)\d\d)?"
)
_DAY_NAME = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}[.,]?"
_PLACE_NAME = r"[A-ZÀ-Þ][\wÀ-ÿ’'-]{1,20}\.?(?:[ -](?:of |the |de |al-|el-)?[A-ZÀ-Þ][\wÀ-ÿ’'-]{0,20}\.?){0,2}"
_PLACES = rf"(?P<place>{_PLACE_NAME}(?:\s?[,/]\s?{_PLACE_NAME}){{0,2}})"
_AGENCY = r"(?P<agency>[A-Z][\w.&/’' -]{1,40})"
_DASH = r"\s?(?:-{1,3}|[–—―]{1,2}|\.\s?[-–—]{1,2})(?=[\s\"“‘'A-Z]|$)"
_BEHIND = rf"(?:{_DASH}|\s?[:.]|(?=\s[A-Z\"“]))"
# Tried in order at the very start of a paragraph.
_DATELINES = tuple(
    re.compile(pattern)
    for pattern in (
        # SEOUL, Nov. 3 (Yonhap) -- ; Pyongyang, April 22 (KCNA) -- ; BEIJING (Xinhua) --
        (
            rf"{_PLACES}(?:\s?[,.]\s?(?:{_DAY_NAME}\s)?(?P<date>(?i:{_MONTH_DAY})|\d{{1,2}}[./]\d{{1,2}}(?:[./]\d{{2,4}})?))?"
            rf"\s?[,.]?\s?[(\[]{_AGENCY}[)\]]{_BEHIND}"
        ),
        # Belmopan. August 11, 2022. 7:30 p.m. The ...
        (
            rf"(?P<place>{_PLACE_NAME})[.,]\s(?P<date>(?i:{_MONTH_DAY}))(?<=\d{{4}})\.?"
            r"(?:\s?\d{1,2}[:.]\d\d\s?(?i:[ap]\.?m\.?)?)?(?:" + _DASH + r"|[-–—]|(?=\s[A-Z\"“]))"
        ),
        # PORT OF SPAIN, Trinidad - CMC -
        (
            rf"(?P<place>[A-ZÀ-Þ]{{3,20}}(?: [A-ZÀ-Þ]{{2,20}}){{0,2}}(?:,\s{_PLACE_NAME})?)"
            rf"\s[-–—]\s(?P<agency>[A-Z]{{2,7}}){_DASH}"
        ),
        # TEHRAN (UrduPoint News - 17th June, 2023)
        rf"{_PLACES}\s?\({_AGENCY}\s?[-–,]\s?(?P<date>(?i:{_MONTH_DAY}))\){_BEHIND}",
        # MOSCOW, April 22. /TASS/. ; Tehran, April 22, IRNA -- ; TEHRAN, Apr. 22 –
        (
            rf"{_PLACES}\s?,\s(?P<date>(?i:{_MONTH_DAY}))\.?\s?(?:/(?P<agency>[A-Z][\w ]{{1,20}})/\s?\.?(?:{_DASH})?|"
            rf",\s(?P<agency2>[A-Z]{{2,12}})(?:{_DASH}|\.(?=\s))|{_DASH}|:)"
        ),
        # KYIV. March 10 (Ukrinform). The ... ; TASHKENT. Nov 7. The ...
        (
            r"(?P<place>[A-ZÀ-Þ]{3,20}(?:[ -][A-ZÀ-Þ]{2,20}){0,2})\.\s(?P<date>(?i:"
            rf"{_MONTH_DAY}))\.?(?:\s?[(/]{_AGENCY}[)/]\.?)?(?:{_DASH}|(?=\s[A-Z\"“]))"
        ),
        # Ulaanbaatar /MONTSAME/. The ...
        rf"{_PLACES}\s/(?P<agency>[A-Z][\w ]{{1,20}})/\.?(?:{_DASH}|(?=\s[A-Z\"“]))",
        # ASTANA. KAZINFORM - The ...
        rf"(?P<place>[A-ZÀ-Þ]{{3,20}}(?:[ -][A-ZÀ-Þ]{{2,20}}){{0,2}})\.\s(?P<agency>[A-Z][\w]{{1,20}}){_DASH}",
        # TEHRAN, IRNA -- ; Baku, Trend:
        rf"{_PLACES}\s?,\s(?P<agency>[A-Z]{{2,6}}){_DASH}",
        # HANOI — ; LONDON - ; NEW DELHI: (capitals)
        (
            rf"(?P<place>[A-ZÀ-Þ]{{3,20}}(?:[ -][A-ZÀ-Þ]{{2,20}}){{0,2}}(?:\s?,\s[A-Z][\w. ]{{1,24}}?)?)"
            rf"(?:{_DASH}|:(?=\s))(?=\s?[\"“‘A-Z])"
        ),
        # Geneva – The ...
        rf"(?P<place>{_PLACE_NAME}(?:,\s{_PLACE_NAME})?)\s(?:--|[–—-])\s(?=[\"“‘]?[A-Z])",
        # Pretoria: The ...
        r"(?P<place>[A-ZÀ-Þ][a-zà-ÿ]{2,15}(?:[ -][A-ZÀ-Þ][a-zà-ÿ]{1,15})?):(?=\s[\"“‘]?[A-Z])",
        # (Yonhap) -- ; (Reuters) -
        rf"(?P<place>)[(\[]{_AGENCY}[)\]]{_DASH}",
    )
)


@lru_cache(maxsize=4_096)
def front_matter(
    text: str, *, is_near_title: bool = False, is_behind: bool = False, is_title: bool = False
) -> FrontMatter:
    """What a line says about its article.

    Beside the title, or right behind the body, a bare name is a byline and a bare place a dateline; elsewhere only
    labelled and dated pieces count.
    """
    if is_title:
        return _of_title(text)
    if len(text) > _LONGEST:
        return FrontMatter()
    if is_behind and (source := _of_end(text)):
        return FrontMatter(source, False)
    if is_near_title and not is_behind and (alone := _lone_dateline(text)):
        return FrontMatter(alone, True)
    parts: list[Part] = []
    agencies: list[Part] = []
    unknown: list[tuple[int, int]] = []
    is_whole = True
    for start, end in _segments(text):
        made, is_known = _segment(text, start, end, is_near_title, is_behind)
        if not is_known and end == len(text) and parts and not unknown:
            made = _place_behind(text, start)
            is_known = bool(made)
        agency = text[start:end].strip(_EDGE)
        if not is_known and (agency in cues.AGENCIES or is_site_name(agency)):
            agencies.append(Part("outlet", start, start + len(agency), agency, says="front matter"))
            continue
        if not is_known:
            unknown.append((start, end))
        parts.extend(made)
    if is_near_title and {"byline", "date_line"} <= {part.kind for part in parts}:
        placed = _between_writer_and_date(text, unknown)
        parts += placed
        unknown = unknown[len(placed) :]
    is_whole = not unknown
    if any(part.is_dated for part in parts):
        parts += agencies  # "Xinhua | Updated: 2023-11-22"
    else:
        is_whole = is_whole and not agencies
    if not is_whole and not any(part.kind in ("editor", "byline") or part.is_dated for part in parts):
        parts = [part for part in parts if part.kind == "outlet"]
    if not is_whole and len(text.split()) > 24:
        parts = []
    return FrontMatter(parts, is_whole and bool(parts))


def _between_writer_and_date(text: str, segments: list[tuple[int, int]]) -> list[Part]:
    """Where and for whom, in a line that has who and when: "Ann Lee | Lusaka | NAN | May 3, 2021"."""
    parts: list[Part] = []
    for start, end in segments:
        words = text[start:end]
        is_section = any(word in cues.NOT_A_NAME - _PLACE_WORDS for word in words.lower().split())
        if words.isupper() and 2 <= len(words) <= _LONGEST_INITIALS:
            parts.append(Part("outlet", start, end, words, says="front matter"))
        elif not is_section and _PLACE_ALONE.fullmatch(words) and _is_place(words, is_sure=False):
            parts.append(Part("dateline", start, end, words))
        else:
            break
    return parts


# Capitals of two words begin or end with these, sections of a site do not.
_PLACE_WORDS = word_set("new north south east west central city united states arab republic port saint")
_PLACE_ALONE = re.compile(r"[A-ZÀ-Þ][\w’'-]{2,20}(?:\s[A-ZÀ-Þ][\w’'-]{2,20}){0,2}")


def _place_behind(text: str, start: int) -> list[Part]:
    """The place at the end of a byline or date line, set off by a dash: "March 18, 2023 11:02 pm IST - New Delhi"."""
    place = text[start:]
    is_section = any(word in cues.NOT_A_NAME - _PLACE_WORDS for word in place.lower().split())
    is_set_off = text[:start].rstrip()[-1:] in ("-", "–", "—")
    if not is_set_off or is_section or not _PLACE_ALONE.fullmatch(place) or not _is_place(place, is_sure=False):
        return []
    return [Part("dateline", start, len(text), place)]


def sign_off(text: str) -> bool:
    """Whether a line signs an article: its editor, its writers, their address."""
    bare = text.strip(_EDGE)
    return bool(
        cues.EDITOR_LABEL.match(bare)
        or (cues.BYLINE_LABEL.match(bare) and len(bare.split()) <= 20)
        or _contact_address(bare)
    )


@lru_cache(maxsize=4_096)
def is_clutter(line: str) -> bool:
    """Whether a line says nothing, wherever it stands."""
    if cues.CLUTTER.match(line):
        return True
    is_hinted = any(map(line.lower().__contains__, cues.CLUTTER_HINTS))
    return is_hinted and cues.CLUTTER_WITHIN.match(line) is not None


def dateline_of(text: str) -> list[Part]:
    """The dateline a paragraph opens with ("SEOUL, Nov. 3 (Yonhap) --"), its agency, its day where the year is told."""
    for number, pattern in enumerate(_DATELINES):
        match = pattern.match(text)
        if not match or match.end() >= len(text) - 20 or match.end() > 120:
            continue
        groups = match.groupdict()
        place_written = groups["place"].strip(" ,.")
        place = place_written or None
        agency = groups.get("agency") or groups.get("agency2")
        if agency and not (
            _is_agency(agency) or _is_likely_agency(agency, is_sure=bool(groups.get("date")) or place_written.isupper())
        ):
            continue
        if place and not _is_place(place, is_sure=number < _SURE_DATELINES):
            continue
        if match.group().endswith(":") and place and not place.isupper() and not _is_told_as_place(place, text):
            continue
        parts = [Part("dateline", 0, len(match.group().rstrip()), place)]
        if agency:
            name = agency.split("/")[0].strip()
            parts.append(Part("outlet", match.start(), match.end(), name, is_silent=True, says="dateline"))
        if groups.get("date") and dates_in(text, 0, match.end()):
            parts.append(Part("date_line", 0, match.end(), is_dated=True, says="dateline", is_silent=True))
        return parts
    return []


# The forms with an agency or a day in them need no second look at the place.
_SURE_DATELINES = 9


# Behind a day or a place in capitals a name in brackets is an agency's; behind another place one written like one.
_ONE_WORD = re.compile(r"[A-Z][\w.-]{2,20}")
_TWO_IN_ONE = re.compile(r"[A-Z][a-z]+[A-Z]\w+")


def _is_likely_agency(name: str, *, is_sure: bool) -> bool:
    return (_ONE_WORD if is_sure else _TWO_IN_ONE).fullmatch(name) is not None


def _is_told_as_place(name: str, text: str) -> bool:
    """Whether the text speaks of the name as of a place; before a colon it may as well be a speaker."""
    return re.search(rf"\b(?:in|to|at|from|near|of)\s{re.escape(name)}\b", text) is not None


# How far from a text's end an agency's sign may begin.
_SIGN_REACH = 60
_SIGN = re.compile(r"[(\[](?P<agency>[A-Z][\w ]{1,24})[)\]]\.?$")


def agency_of_end(text: str) -> list[Part]:
    """The agency that signs an article at the end of its last paragraph: "... officials said. (Yonhap)"."""
    reach = max(0, len(text) - _SIGN_REACH)
    match = cues.AGENCY_END.search(text, reach) or _SIGN.search(text, reach)
    if not match or (match.re is _SIGN and match["agency"] not in cues.AGENCIES):
        return []
    start, end = match.span("agency")
    bracketed = text[start - 1 : start] in ("(", "[")
    return [Part("outlet", start - bracketed, len(text), text[start:end], says="dateline")]


_AGENCIES = frozenset(name.casefold() for name in cues.AGENCIES)


def _is_agency(name: str) -> bool:
    return (
        name.split("/")[0].strip().casefold() in _AGENCIES
        or bool(cues.OUTLET_WORD.search(name))
        or (name.isupper() and 2 <= len(name) <= 7)
    )


def _is_place(name: str, *, is_sure: bool) -> bool:
    low = name.lower()
    if (
        low in cues.SPEAKERS
        or low in WEEKDAYS
        or any(word in ("mr", "ms", "mrs", "dr", "the") for word in low.replace(".", " ").split())
    ):
        return False
    if is_sure:
        return True
    words = low.replace(",", " ").split()
    return not any(word in ENGLISH_WORDS or word in cues.SPEAKERS for word in words) and len(words) <= 5


def _lone_dateline(text: str) -> list[Part]:
    """A dateline on a line of its own between title and body."""
    bare = text.strip(_EDGE)
    found = dateline_of(f"{text} The text begins here, as it were.")
    if found and found[0].end >= len(text) - 1:
        return [replace(part, end=min(part.end, len(text))) for part in found]
    if dates_in(bare) or any(char.isdigit() for char in bare) or cues.BYLINE_LABEL.match(bare):
        return []
    if _GLUED_LABEL.match(bare):
        return []
    if cues.ROLE.search(bare) or cues.OUTLET_WORD.search(bare) or len(bare.split()) > 6 or bare in cues.AGENCIES:
        return []
    if _PLACE.fullmatch(bare) or (
        _CAPITAL_PLACE.fullmatch(bare) and bare.lower() not in cues.NOT_A_NAME and len(bare.split()) <= 2
    ):
        start = text.index(bare)
        return [Part("dateline", start, start + len(bare), bare)]
    return []


_BULLET = re.compile(r"[•‣▪►●■◆»*·–—-]\s{1,8}")


def _of_title(text: str) -> FrontMatter:
    """The title itself without its label and the site's name behind it."""
    start, end = 0, len(text)
    label = cues.TITLE_LABEL.match(text)
    if label:
        start = label.end() + len(text[label.end() :]) - len(text[label.end() :].lstrip())
    bullet = _BULLET.match(text)
    start = bullet.end() if bullet else start
    parts: list[Part] = leading_date(text) if start == 0 else []
    if parts:
        start = parts[0].end + len(text[parts[0].end :]) - len(text[parts[0].end :].lstrip(_EDGE))
    for match in reversed(list(re.finditer(r"\s*[|｜»]\s*|\s::\s|\s[-–—]\s", text))):
        name, before = text[match.end() :].strip(), text[start : match.start()]
        if not name or len(name.split()) > 6 or len(before.split()) < 3:
            break
        is_bar = match.group().strip() in ("|", "｜", "»", "::")
        is_site = name in cues.AGENCIES or (
            cues.OUTLET_WORD.search(name) is not None and name[0].isupper() and len(name.split()) <= 5
        )
        if not (is_bar or is_site):
            break
        parts = (
            [Part("outlet", match.end(), match.end() + len(name), name, says="title")] if is_site or is_bar else parts
        )
        end = match.start()
        break
    dated = dates_in(text, start, end)
    if dated and dated[-1].note != "month" and not text[dated[-1].end : end].strip():
        gap = _DATE_GAP.search(text, start, dated[-1].start)
        if gap and len(text[start : gap.start()].split()) >= 3:
            parts.append(Part("date_line", gap.end(), dated[-1].end, is_dated=True, says="date line"))
            end = gap.start()
    label = _AGENCY_LABEL.match(text, start, end)
    if label and label["name"] in cues.AGENCIES:
        parts.append(Part("outlet", label.start("name"), label.end("name"), label["name"], says="title"))
        start = label.end()
    if cues.DATED_KIND.search(text[start:end]) and any(one.note != "month" for one in dates_in(text, start, end)):
        parts.append(Part("date_line", start, end, is_dated=True, says="title", is_silent=True))
    return FrontMatter(parts, True, start, end)


# "Ministers meet   24/07/2013": the day is none of the title's words.
_DATE_GAP = re.compile(r"(?:\s{3,}|\s?[|｜]\s?)$")
# "KUNA :: Ministers meet".
_AGENCY_LABEL = re.compile(r"(?P<name>[A-Z][\w -]{1,24}?)\s?(?:::|\||｜)\s?")


def _of_end(text: str) -> list[Part]:
    match = cues.APPEARED_ON.search(text) if cues.END.match(text) else None
    if not match:
        return []
    start, end = match.span("outlet")
    name = text[start:end].strip().rstrip(".")
    return [Part("outlet", start, start + len(name), name, says="reprint line")] if name else []


def _segments(text: str) -> Iterator[tuple[int, int]]:
    if not _MAY_SEPARATE.search(text):
        yield 0, len(text)
        return
    start = 0
    for match in _SEPARATOR.finditer(text):
        if match.start() > start:
            yield start, match.start()
        start = match.end()
    if start < len(text):
        yield start, len(text)


def _segment(text: str, start: int, end: int, is_near_title: bool, is_behind: bool) -> tuple[list[Part], bool]:
    """The parts of one segment, and whether it is understood."""
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    bare = text[start:end]
    if not bare or not any(char.isalnum() for char in bare):
        return [], True
    label = cues.EDITOR_LABEL.match(bare)
    if label:
        name = _tidy(bare[label.end() :])
        is_person = name and not _NOT_WRITTEN.search(name)
        return (
            ([Part("editor", start, end, name if is_person else None)], True)
            if len(name.split()) <= 12
            else ([], False)
        )
    label = cues.OUTLET_LABEL.match(bare)
    if (
        label and len(bare.split()) <= 14
    ):  # longer, it goes on as a sentence: "Source: the minister in an interview ..."
        name = _tidy(bare[label.end() :])
        host = re.match(r"https?://(?:www\.)?([^/\s]+)", name)
        found = dates_in(bare)
        name = host.group(1) if host else _tidy(name[: found[0].start - label.end()]) if found else name
        if len(_WORD.findall(name)) > 0 and len(name.split()) <= 8:
            name = re.sub(r"\s\(.*", "", name)
            parts = [Part("outlet", start, end if not found else start + found[0].start, name, says="source line")]
            if found:
                parts.append(_date_part(bare, found, start, end))
            return parts, True
        if not found:
            return [], not name
    dated = _dated(text, start, end, is_near_title)
    if dated is not None:
        return dated
    byline = _byline(bare, start, end)
    if byline is not None:
        return byline
    if cues.RELATIVE_TIME.fullmatch(_without_labels(bare)):
        return [Part("date_line", start, end)], True
    if _is_bare_time(bare):
        return [Part("date_line", start, end)], True
    if (
        not _ISSUE.sub("", bare).strip(_EDGE)
        or re.fullmatch(r"[\d,.]+[km]?", bare)
        or _HIJRI.fullmatch(bare)
        or cues.COUNTER.fullmatch(bare)
        or cues.DATED_KIND.fullmatch(bare)
        or is_clutter(bare)
    ):
        return [], True
    return _beside_title(bare, start, end, is_behind) if is_near_title else _address(bare, start, end)


# "22 Ramadan 1444 AH", beside the other calendar's date.
_HIJRI = re.compile(
    r"(?:\d{1,2}[ -][A-Z][\w’' -]{3,18}|[A-Z][\w’' -]{3,18} \d{1,2})[ ,-]{1,2}1[34]\d\d(?:\s?A?\.?H\.?)?"
)


def _without_labels(bare: str) -> str:
    for label in (cues.UPDATE_LABEL, cues.DATE_LABEL):
        match = label.match(bare)
        if match and match.end():
            bare = bare[match.end() :].strip(_EDGE)
    return bare


def _is_bare_time(bare: str) -> bool:
    if len(bare) >= 40:
        return False
    rest = cues.TIMES.sub(" ", _without_labels(bare))
    return rest != bare and not _WORD.search(_WEEKDAY_WORD.sub(" ", rest))


def _date_part(bare: str, found: list[FoundDate], start: int, end: int, basis: str = "stated") -> Part:
    before = bare[: found[0].start]
    is_update = cues.UPDATE_LABEL.search(before) is not None and not re.search(
        r"publi|post|issued|创建|发布|опубл", before, re.I
    )
    return Part("date_line", start, end, is_dated=True, says="update line" if is_update else "date line", basis=basis)


# "LUSAKA May 18, 2021" begins with a place, "BNA May 18, 2021" with an agency.
_LONGEST_INITIALS = 4
_POSTED = re.compile(
    r"(?:^|[\s,])(?:posted|published|issued|released|created)(?:\s(?:on|at|in))?[\s:]*$", re.IGNORECASE
)
_HANDLE = re.compile(r"\s?\(?@\w{2,30}\)?")


# "Quito, March 3, 2021 (EFE", its last bracket cut off like any mark at the edge.
_AGENCY_BEHIND = re.compile(r"\s?\(([A-Z][A-Za-z/ ]{1,20})\)?")


def _dated(text: str, start: int, end: int, is_near_title: bool) -> tuple[list[Part], bool] | None:
    """A segment with a full date in it: a date line, maybe with a name, a place or a host beside the date."""
    found = dates_in(text, start, end)
    if not found:
        return None
    head, tail = text[start : found[0].start], text[found[-1].end : end]
    if _leftover(head) + _leftover(tail) == 0:
        shifted = [one._replace(start=one.start - start) for one in found]
        return [_date_part(text[start:end], shifted, start, end)], True
    date_alone = Part("date_line", found[0].start, found[-1].end, is_dated=True, says="date line")
    posted = _POSTED.search(head)
    name = head[: posted.start()].strip(_EDGE) if posted else ""
    is_person = is_name(_HANDLE.sub("", name).strip(_EDGE))
    is_near_title = is_near_title or is_person
    if posted and not is_person and len(head.split()) <= 9 and _leftover(tail) <= 4:
        outlet = [Part("outlet", start, start + len(name), name, says="date line")] if _is_outlet(name) else []
        return [*outlet, date_alone], True
    if (agency := _AGENCY_BEHIND.fullmatch(tail)) and _is_agency(agency[1]):
        at = found[-1].end + agency.start(1)
        parts, is_known = _dated(text, start, found[-1].end, is_near_title) or ([], False)
        return [*parts, Part("outlet", at, at + len(agency[1]), agency[1], says="date line")], is_known
    if _leftover(tail) > 0:
        return [], False
    cut = _HANDLE.sub("", head).rstrip(" \xa0,(:[")
    cut = re.sub(
        r"[\s,|–—-]+(?:(?:published|posted|updated|last updated|on|at|date|created)[\s:]*){1,3}$", "", cut, flags=re.I
    )
    cut = _WEEKDAY_WORD.sub("", cues.TIMES.sub("", cut)).rstrip(" ,(-–—:")
    date_part = Part("date_line", found[0].start, end, is_dated=True, says="date line")
    if not cut:
        return [date_part], True
    byline = _byline(cut, start, start + len(cut))
    if byline is not None and byline[1]:
        return [*byline[0], replace(date_part, basis="byline", says="byline")], True
    words = cut.removeprefix("The ").lower().split()
    if len(words) <= 5 and not any(word in ENGLISH_WORDS for word in words):
        host = re.fullmatch(r"(?:https?://)?(?:www\.)?((?:[\w-]+\.)+[a-z]{2,6})/?", cut)
        if host:
            return [Part("outlet", start, start + len(cut), host.group(1), says="date line"), date_part], True
        is_unknown = cut.casefold() not in _AGENCIES and cut.lower() not in cues.NOT_A_NAME
        is_capital_place = (
            is_near_title and is_unknown and len(cut) > _LONGEST_INITIALS and _CAPITAL_PLACE.fullmatch(cut)
        )
        if not is_capital_place and (_is_agency(cut) or cues.OUTLET_WORD.search(cut)):
            return [Part("outlet", start, start + len(cut), cut, says="date line"), date_part], True
        is_short = is_near_title or len(cut.split()) <= 2
        if (head.rstrip(" \xa0").endswith(",") and cut[:1].isupper() and is_short) or is_capital_place:
            return [Part("dateline", start, start + len(cut), cut), date_part], True
        if is_near_title and not is_name(cut) and cut[:1].isupper() and len(cut.split()) <= 3:
            return [date_part], True  # "All Headlines 15:04 October 05, 2014": the section before the date
        if is_near_title and is_name(cut):
            return [
                Part("byline", start, start + len(cut), cut),
                replace(date_part, basis="byline", says="byline"),
            ], True
    return [], False


def leading_date(text: str) -> list[Part]:
    """A date put before a paragraph, with a label or a mark that sets it off: "March 5, 2021 – The minister ..."."""
    found = dates_in(text, 0, 60)
    if not found or found[0].note == "month":
        return []
    label = cues.UPDATE_LABEL.match(text) or cues.DATE_LABEL.match(text)
    before = text[label.end() if label else 0 : found[0].start].strip(_EDGE)
    behind = _SET_OFF.match(text, found[0].end)
    if (before and _leftover(before)) or not behind or not (behind.group(1).strip() or (label and label.end() > 2)):
        return []
    says = "update line" if cues.UPDATE_LABEL.match(text) else "date line"
    return [Part("date_line", 0, found[0].end, is_dated=True, says=says)]


_SET_OFF = re.compile(r"(\s?[-–—|:]{0,2})\s{1,3}(?=[\"“‘(]?(?:[A-ZÀ-Þ]|https?:))")


# "Vol. XII, No. 45": the issue of a newspaper, beside its date.
_ISSUE = re.compile(r"\b(?:Year|Vol(?:ume)?|No|Nr|Issue|Edition)\b\.?\s?(?:\d{1,6}|[IVXLC]{1,8})\b")


def _leftover(text: str) -> int:
    """How many words are no part of a date's writing."""
    text = cues.RELATIVE_TIME.sub(" ", cues.ADDRESS.sub(" ", _ISSUE.sub(" ", text)))
    rest = cues.TIMES.sub(" ", _WEEKDAY_WORD.sub(" ", text))
    for label in (cues.UPDATE_LABEL, cues.DATE_LABEL):
        match = label.match(rest.strip(_EDGE))
        if match:
            rest = rest.strip(_EDGE)[match.end() :]
    return len(_WORD.findall(_DATE_GLUE.sub(" ", rest)))


# "ByAnn Obi": the blank was lost when the page was turned into text.
_GLUED_LABEL = re.compile(r"By(?=[A-ZÀ-Þ][a-zà-ÿ])")


def _byline(bare: str, start: int, end: int) -> tuple[list[Part], bool] | None:
    bare = _GLUED_LABEL.sub("By ", bare, count=1) if _GLUED_LABEL.match(bare) else bare
    label = cues.BYLINE_LABEL.match(bare)
    if not label:
        return None
    rest = cues.COUNTER.sub("", bare[label.end() :]).strip(_EDGE)
    names = _NAMES_ALONE.match(rest, 0, _end_of_people(rest))
    if names and _AFTER_NAMES.match(rest, names.end()) and len(bare.split()) <= 24:
        name = _people(names.group())
        if _NOT_WRITTEN.search(name):
            return [Part("byline", start, end), *_byline_place(rest, names.end(), start, end)], True
        if name in cues.AGENCIES or (cues.OUTLET_WORD.search(name) and not rest[names.end() :]):
            return [Part("outlet", start, end, re.sub(r"(?i)\swith\s\S+$", "", name), says="byline")], True
        parts = [Part("byline", start, end, name)]
        parts += _byline_place(rest, names.end(), start, end)
        outlet = re.match(r"\s*[,(|/]\s*(?!(?i:for the)\s)(?:[Ff]or\s)?([^,()|]{2,40})\)?$", rest[names.end() :])
        if outlet and (paper := _paper_of(outlet.group(1))) and not paper[0].islower():
            parts.append(Part("outlet", start, end, paper, is_silent=True, says="byline"))
        return parts, True
    if _ONE_NAME.match(rest) and len(bare.split()) <= 5 and bare[:1].isupper() | bare.islower():
        first = rest.split()[0]
        if rest in cues.AGENCIES or _is_agency(rest):
            return [Part("outlet", start, end, rest, says="byline")], True
        if _NOT_WRITTEN.search(rest):
            return [Part("byline", start, end)], True
        is_name = not any(word in ENGLISH_WORDS or word in cues.NOT_A_NAME for word in rest.lower().split())
        if is_name and (
            first[0].isupper() or label.group().rstrip().endswith((":", "：")) or "by" in label.group().lower()
        ):
            return [Part("byline", start, end, rest)], len(rest.split()) <= 3
    return None


def _end_of_people(names: str) -> int:
    """Where the writers end and what they are begins: "Jane Doe" of "Jane Doe, Gulf Times correspondent"."""
    for comma in re.finditer(r",\s?", names):
        piece = re.split(r"[,(|/]", names[comma.end() :], maxsplit=1)[0].strip()
        is_place = piece.casefold() in cues.CITIES
        if is_place or _is_affiliation(piece) or not cues.NOT_A_NAME.isdisjoint(piece.lower().split()):
            return comma.start()
    return len(names)


def _is_affiliation(described: str) -> bool:
    """Whether this is what a writer is, or for whom one writes; capitals alone may be a name or a place."""
    is_agency = described.casefold() in _AGENCIES or cues.OUTLET_WORD.search(described)
    return bool(is_agency or cues.ROLE.search(described))


def _paper_of(described: str) -> str | None:
    """The paper in what is said of a writer: "Gulf Times" of "Gulf Times senior correspondent", none of "UN editor"."""
    role = cues.ROLE.search(described)
    paper = (described[: role.start()] if role else described).strip(_EDGE)
    is_paper = _is_affiliation(paper) if role else _is_agency(paper)
    return paper if is_paper else None


# "By Musa Ibrahim, Abuja", "By Jane Doe in Geneva".
_BYLINE_PLACE = re.compile(r"(?:\s?[,|]|\sin)\s([A-ZÀ-Þ][\wÀ-ÿ’'-]{2,20}(?:\s[A-ZÀ-Þ][\wÀ-ÿ’'-]{2,20}){0,2})$")


def _byline_place(rest: str, at: int, start: int, end: int) -> list[Part]:
    place = _BYLINE_PLACE.match(rest, at)
    if place and not _is_affiliation(place.group(1)) and _is_place(place.group(1), is_sure=False):
        return [Part("dateline", start, end, place.group(1), is_silent=True)]
    return []


def _people(names: str) -> str:
    return re.sub(r"\s+", " ", cues.COUNTER.sub("", names)).strip(" ,.")


# Function words that are names as well: Hai Do, To Lam, Kim So.
_NO_NAME_WORDS = ENGLISH_WORDS - word_set("and do so to an in no you he her can may will my")


def is_name(bare: str) -> bool:
    """Whether these words, alone, can be a person's name or several."""
    if not re.fullmatch(_NAMES, bare):
        return False
    words = re.findall(r"[^\W\d_][\w’'.-]*", bare.lower())
    if re.fullmatch(_HAN_NAME, bare):
        return False
    people = re.split(r"\s(?:and|&)\s|,\s", bare)
    return (
        all(len(person.split()) <= 4 for person in people)
        and not any(word in _NO_NAME_WORDS or word in cues.NOT_A_NAME for word in words)
        and not cues.OUTLET_WORD.search(bare)
        and bare not in cues.AGENCIES
        and bare.casefold() not in cues.CITIES
        and not (bare.isupper() and len(words) > 3)
    )


# "Naledi Mokoena Presidency reporter"
_DESCRIBED = re.compile(
    rf"({cues.NAME_WORD}(?:\s{cues.NAME_WORD}){{1,2}})\s(?:[^\W\d_]+\s){{0,3}}"
    r"(?i:reporter|correspondent|editor|writer|columnist|contributor|bureau chief|analyst)s?$"
)


# A paper's own staff: "Post Report, Kathmandu".
_NAMELESS = re.compile(r"(?:[A-Z][\w’'-]+\s){1,2}Report(?=,|$)")
# "Al Jazeera and news agencies", "Wikinews, the free news source"
_SHARED = re.compile(r"(?P<agency>[A-Z][\w ]{1,24}?)(?:\sand\s(?:news\s)?agencies|,\sthe\sfree\snews\ssource)$")
# A paper that signs what it printed: "The Fiji Times".
_SIGNED_PAPER = re.compile(r"The(?:\s[A-Z][\w'’-]{1,20}){2,4}")


def _beside_title(bare: str, start: int, end: int, is_behind: bool) -> tuple[list[Part], bool]:
    """What only its place beside the title or right behind the body explains: a bare name, an outlet, a place."""
    name = cues.COUNTER.sub("", bare).strip(_EDGE)
    address = _contact_address(name)
    person = name[: address.start()].strip(_EDGE) if address else name
    head, _, tail = person.partition(",")
    if is_name(person):
        return [Part("byline", start, end, _people(person)), *_contact(address, start)], True
    if tail and is_name(head) and (cues.ROLE.search(tail) or _is_agency(tail.strip())) and len(person.split()) <= 12:
        parts = [Part("byline", start, end, _people(head))]
        if paper := _paper_of(tail):
            parts.append(Part("outlet", start, end, paper, is_silent=True, says="byline"))
        return parts, True
    described = _DESCRIBED.match(person)
    if described and not cues.ROLE.fullmatch(person):
        words = described.group(1).split()
        for length in (2, 3):
            candidate = " ".join(words[:length])
            if len(words) >= length and is_name(candidate):
                return [Part("byline", start, end, _people(candidate))], True
    if report := _NAMELESS.match(person):
        return [Part("byline", start, end), *_byline_place(person, report.end(), start, end)], True
    role = cues.ROLE.search(person)
    if role and len(person.split()) <= 7:
        rest = (person[: role.start()] + person[role.end() :]).strip(_EDGE)
        if not rest or (places := _byline_place(person, role.end(), start, end)):
            return [Part("byline", start, end), *(places if rest else [])], True
        if is_name(rest):
            return [Part("byline", start, end, _people(rest))], True
        if not is_behind and _is_agency(rest):
            return [Part("outlet", start, end, rest, says="front matter")], True
    if not is_behind and len(name.split()) <= 4 and (name in cues.AGENCIES or _is_outlet(name)):
        return [Part("outlet", start, end, re.sub(r"\s\(.*", "", name), says="front matter")], True
    if (shared := _SHARED.match(name)) and shared["agency"] in cues.AGENCIES:
        return [Part("outlet", start, end, shared["agency"], says="front matter")], True
    if is_behind and _SIGNED_PAPER.fullmatch(name) and _is_outlet(name):
        return [Part("outlet", start, end, name, says="front matter")], True
    return _address(bare, start, end)


_SECTION_WORDS = ("news", "daily", "today", "online", "media", "newspaper", "paper")


def _is_outlet(name: str) -> bool:
    """A name of a paper or site; "World News" is a section of one."""
    if name in cues.AGENCIES:
        return True
    words = [word.lower() for word in re.findall(r"\w+", name)]
    is_section = all(word in cues.NOT_A_NAME or word in _SECTION_WORDS for word in words)
    has_small = any(word[0].islower() and word not in ("of", "the", "and") for word in re.findall(r"[^\W\d_]+", name))
    return cues.OUTLET_WORD.search(name) is not None and not is_section and not has_small and ":" not in name


def is_site_name(line: str) -> bool:
    """Whether a short line, all in capitals or with a capital to each word, can be the name of a paper or site."""
    return len(line) <= 60 and len(line.split()) <= 5 and not line[-1:].isdigit() and _is_outlet(line)


# An institution that publishes for itself: Ministry of External Affairs.
_INSTITUTION = re.compile(
    r"(?:The )?(?:Federal |Royal )?(?:Ministry|Department|Embassy|Permanent Mission|Office|Presidency|Secretariat|"
    r"Council|Commission|Parliament|Delegation|High Commission|Consulate General)\s"
    r"(?:of|for)\s(?:[A-Z][\w’'-]*|of|the|and|for|in|to|,|\s)+"
    r"|(?:The )?(?:Presidency|State House|Government)(?:,|\sof)\s(?:[A-Z][\w’'-]*|of|the|and|\s)+"
    r"|Embassies and [A-Z][\w ]{4,40} of [A-Z][\w -]+"
    r"|[A-Z][\w’' -]{2,30} (?:Ministry|Office) of [A-Z][\w -]+"
)
# "© 2010-2024 Athens Chronicle. All rights reserved."
_HOLDER = re.compile(
    r"(?:copyright|©|\(c\)|&copy;)[\s:]*(?:(?:copyright|©|\(c\)|by)[\s:]*)?"
    r"(?:(?:19|20)\d\d(?:\s?[-–—]\s?(?:(?:19|20)\d\d)?)?[\s,.]*)?(?:by\s|the\s(?=[A-Z]))?"
    r"(?P<name>[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ0-9’'&/ -]{2,40}?)\s*(?:(?:19|20)\d\d)?\s*(?:[.,;|©(]|[-–—]\s|all rights|$)",
    re.IGNORECASE,
)
# "Discover more from Norrby Times", below an article.
_FOLLOWED = re.compile(r"Discover more from (?P<name>[A-ZÀ-Þ].{2,60})", re.IGNORECASE)
# So many of a page's first lines may name the site.
SITE_LINES = 4


def is_institution(line: str) -> bool:
    """Whether a line is the name of a ministry or the like that publishes for itself."""
    return len(line) <= 90 and _INSTITUTION.fullmatch(line) is not None


def site_name(line: str, place: int) -> list[Part]:
    """The site that a page's frame names: among its first lines (`place` counts from 0) or as holder of its rights."""
    is_site = place < SITE_LINES and (is_site_name(line) or is_institution(line))
    if is_site:
        return [Part("outlet", 0, len(line), line.strip(_EDGE), is_silent=True, says="site name")]
    holder = (_HOLDER.match(line) or _FOLLOWED.fullmatch(line)) if len(line) <= _LONGEST else None
    name = holder["name"].strip(_EDGE) if holder else ""
    if holder is None or not name[:1].isupper() or _is_reserving(name):
        return []
    return [Part("outlet", holder.start("name"), holder.end("name"), name, is_silent=True, says="copyright line")]


def _is_reserving(name: str) -> bool:
    """Whether these words reserve rights and name nobody."""
    words = name.lower().split()
    return "rights" in words or "reserved" in words or all(word in cues.NOT_A_NAME for word in words)


def _contact_address(text: str) -> re.Match[str] | None:
    return cues.CONTACT_ADDRESS.search(text) if "@" in text else None


def _contact(address: re.Match[str] | None, start: int) -> list[Part]:
    if address is None or address["domain"].lower() in cues.MAIL_HOSTS:
        return []
    domain = address["domain"].lower().removeprefix("www.")
    return [
        Part("outlet", start + address.start(), start + address.end(), domain, is_silent=True, says="contact address")
    ]


def _address(bare: str, start: int, end: int) -> tuple[list[Part], bool]:
    """A contact address: its domain is the outlet's. An agency's name alone is its word on itself."""
    if bare in cues.AGENCIES:
        return [Part("outlet", start, end, bare, says="front matter")], True
    address = _contact_address(bare)
    if not address or address["domain"].lower() in cues.MAIL_HOSTS or len(bare.split()) > 8:
        return [], False
    parts = [replace(part, is_silent=False) for part in _contact(address, start)]
    return parts, address.end() - address.start() >= len(bare) - 12


def _tidy(name: str) -> str:
    return re.sub(r"\s+", " ", name).strip(_EDGE)
