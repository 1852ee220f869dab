"""Dates as pages state them: in date lines, bylines and metadata, in the written forms of many countries."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from transforms.reading.lines import word_set

_MONTH_NAMES = """
january jan januar janvier enero ene gennaio janeiro январь января янв januari
february feb février février fevrier fév febrero febbraio fevereiro февраль февраля фев februar februari
march mar mars märz maerz marzo março marco март марта мар maret
april apr avril abril abr aprile апрель апреля апр
may mai mayo maggio maio май мая mei
june jun juin junio giugno junho июнь июня июн juni
july jul juillet julio luglio julho июль июля июл juli
august aug août aout agosto ago август августа авг agustus
september sep sept septembre septiembre settembre setembro сентябрь сентября сен сент
october oct octobre octubre ottobre outubro октябрь октября окт oktober okt oktober
november nov novembre noviembre novembro ноябрь ноября ноя нояб
december dec décembre decembre diciembre dicembre dezembro декабрь декабря дек dezember dez desember
"""
# Turkish, Romanian, Polish, Czech, Ukrainian, Greek, Arabic; Danish and Dutch where they differ.
_MORE_MONTH_NAMES = """
ocak ianuarie stycznia ledna січня ιανουαρίου يناير
şubat februarie lutego února лютого φεβρουαρίου فبراير
marts maart mart martie marca března березня μαρτίου مارس
nisan aprilie kwietnia dubna квітня απριλίου أبريل
maj mayıs maja května травня μαΐου مايو
haziran iunie czerwca června червня ιουνίου يونيو
temmuz iulie lipca července липня ιουλίου يوليو
augusti augustus ağustos sierpnia srpna серпня αυγούστου أغسطس
eylül septembrie września září вересня σεπτεμβρίου سبتمبر
ekim octombrie października října жовтня οκτωβρίου أكتوبر
kasım noiembrie listopada листопада νοεμβρίου نوفمبر
aralık decembrie grudnia prosince грудня δεκεμβρίου ديسمبر
"""
_WEEKDAY_NAMES = """
monday mon montag lundi lunes понедельник пн
tuesday tue tues dienstag mardi martes вторник вт
wednesday wed weds mittwoch mercredi miércoles среда ср
thursday thu thur thurs donnerstag jeudi jueves четверг чт
friday fri freitag vendredi viernes пятница пт
saturday sat samstag samedi sábado суббота сб
sunday sun sonntag dimanche domingo воскресенье вс
"""
# Danish, Swedish, Dutch, Italian, Portuguese, Turkish, Indonesian, Polish, Ukrainian.
_MORE_WEEKDAY_NAMES = """
mandag måndag maandag lunedì segunda-feira pazartesi senin poniedziałek понеділок
tirsdag tisdag dinsdag martedì terça-feira salı selasa wtorek вівторок
onsdag woensdag mercoledì quarta-feira çarşamba rabu środa середа
torsdag donderdag giovedì quinta-feira perşembe kamis czwartek четвер
fredag vrijdag venerdì sexta-feira cuma jumat piątek
lørdag lördag zaterdag sabato cumartesi sabtu sobota субота
søndag söndag zondag domenica pazar minggu niedziela неділя
"""


def _numbered(*tables: str, first: int) -> dict[str, int]:
    """Names with the number of their line, counted from `first`."""
    return {
        name: number
        for table in tables
        for number, line in enumerate(table.strip().splitlines(), first)
        for name in line.split()
    }


MONTHS = _numbered(_MONTH_NAMES, _MORE_MONTH_NAMES, first=1)
WEEKDAYS = _numbered(_WEEKDAY_NAMES, _MORE_WEEKDAY_NAMES, first=0)

# Country domains that write the month first, and those that write the day first.
MONTH_FIRST_DOMAINS = frozenset({"us", "gov", "mil"})
DAY_FIRST_DOMAINS = word_set("""
    uk ie au nz in pk bd lk ng ke gh za ug tz zm zw fr de es it pt nl be at ch ru ua by kz tr gr pl cz sk ro
    bg rs hr dk no fi br ar mx cl pe co cu ve id my sg th vn ae sa eg ma tn dz jo lb il qa om eu int
""")

_MONTH = "(?P<{}>" + "|".join(sorted(map(re.escape, MONTHS), key=lambda name: (-len(name), name))) + r")\b\.?"
_YEAR = r"(?P<{}>(?:1[89]|20)\d\d)(?!\d)"
_NUMERIC_YEAR = r"(?P<{}>(?:19|20)\d\d)(?!\d)"
_DAY = r"(?P<{}>0?[1-9]|[12]\d|3[01])"
_FORMS = (
    # 2024-09-09, 2024.09.09, 2024/9/9, 2024. 9. 9., 2024-09-09T10:00:00Z
    rf"(?<![\d./-]){_NUMERIC_YEAR.format('y1')}(?P<s1>\s?[-./]\s?)(?P<m1>0?[1-9]|1[0-2])\s?[-./]\s?{_DAY.format('d1')}(?!\d|[-/]\d)",
    # 2024年9月9日, 2024년 9월 9일
    rf"(?<!\d){_NUMERIC_YEAR.format('y2')}\s?[年년]\s?(?P<m2>0?[1-9]|1[0-2])\s?[月월]\s?{_DAY.format('d2')}\s?[日일]",
    # Juche 113 (2024). 9. 9., Juche113.9.9.
    rf"\bjuche\s?(?P<j3>\d{{2,3}})\s?(?:\((?:19|20)\d\d\))?\s?[.,]?\s?(?P<m3>0?[1-9]|1[0-2])\s?[./]\s?{_DAY.format('d3')}(?!\d)",
    # 9 September 2024, 9th of September, 2024, 09-Sep-2024, 9. September 2024, 22 апреля 2021
    rf"(?<!\d){_DAY.format('d4')}(?:st|nd|rd|th|º|er)?[\s.-]{{0,2}}\s?(?:of\s|de\s)?{_MONTH.format('m4')}[\s,./-]{{0,3}}(?:de\s)?{_YEAR.format('y4')}",
    # September 9, 2024; Sept. 9th 2024; Sep-09-2024
    rf"(?<![^\W\d_]){_MONTH.format('m5')}[\s,-]{{0,3}}{_DAY.format('d5')}(?:st|nd|rd|th)?[\s,.-]{{1,3}}{_YEAR.format('y5')}",
    # 2024 September 9, 2024 Sep 09
    rf"(?<!\d){_YEAR.format('y6')}[\s,-]{{1,2}}{_MONTH.format('m6')}[\s-]{{0,2}}{_DAY.format('d6')}(?!\d)",
    # 09/04/2024, 9.4.2024, 09-04-2024
    rf"(?<![\d./-])(?P<a7>\d{{1,2}})(?P<s7>\s?[-./]\s?)(?P<b7>\d{{1,2}})\s?[-./]\s?{_NUMERIC_YEAR.format('y7')}(?![-/]\d)",
    # 20240909 in metadata
    r"(?<!\d)(?P<y8>(?:19|20)\d\d)(?P<m8>0[1-9]|1[0-2])(?P<d8>0[1-9]|[12]\d|3[01])(?!\d)",
)
_FULL_DATE = re.compile("|".join(f"(?:{form})" for form in _FORMS), re.IGNORECASE)
# A month alone dates to the month: "September 2024", "March, 2019"
_MONTH_AND_YEAR = re.compile(
    rf"(?<![^\W\d_]){_MONTH.format('m')},?\s{_YEAR.format('y')}|(?<![\d./-])(?P<y2>(?:19|20)\d\d)[-/.](?P<m2>0[1-9]|1[0-2])(?![\d./-])",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"\b(?P<name>" + "|".join(sorted(map(re.escape, WEEKDAYS), key=lambda name: (-len(name), name))) + r")\b",
    re.IGNORECASE,
)
# A year, or what stands for one: without it no closer look is needed.
_HINT = re.compile(r"(?:1[89]|20)\d\d|[Jj][Uu][Cc][Hh][Ee]")


class FoundDate(NamedTuple):
    """A date as written at `text[start:end]`: every day from first to last fits what is written."""

    start: int
    end: int
    first_date: date
    last_date: date
    note: str


def dates_in(text: str, start: int = 0, end: int | None = None, *, day_first: bool | None = None) -> list[FoundDate]:
    """The full dates, and months with a year, written in `text[start:end]`, in order.

    `day_first` settles "03/04/2021"; None leaves it open: the window then covers both readings.
    """
    end = len(text) if end is None else end
    if not _HINT.search(text, start, end):
        return []
    found = [made for match in _FULL_DATE.finditer(text, start, end) if (made := _full_date(text, match, day_first))]
    for match in _MONTH_AND_YEAR.finditer(text, start, end):
        if any(one.start < match.end() and match.start() < one.end for one in found):
            continue
        year, month = int(match["y"] or match["y2"]), MONTHS[match["m"].lower()] if match["m"] else int(match["m2"])
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        found.append(FoundDate(match.start(), match.end(), date(year, month, 1), last, "month"))
    return sorted(found)


def day_first_of(text: str, spans: Iterable[tuple[int, int]], uri: str = "") -> bool | None:
    """Whether the page writes the day first: by a date of its own that can be read one way only, else its country."""
    for start, end in spans:
        for match in _FULL_DATE.finditer(text, start, end):
            if match["a7"] and match["s7"].strip() != ".":
                if int(match["a7"]) > 12 >= int(match["b7"]):
                    return True
                if int(match["b7"]) > 12 >= int(match["a7"]):
                    return False
    host = re.match(r"https?://([^/:?#]+)", uri)
    domain = host.group(1).rsplit(".", 1)[-1].lower() if host else ""
    if domain in MONTH_FIRST_DOMAINS:
        return False
    return True if domain in DAY_FIRST_DOMAINS else None


def _full_date(text: str, match: re.Match[str], day_first: bool | None) -> FoundDate | None:
    parts = match.groupdict()
    if parts["a7"]:
        return _numeric(text, match, day_first)
    form = next(number for number in "1234568" if parts[f"d{number}"])
    year = int(parts[f"y{form}"]) if form != "3" else int(parts["j3"]) + 1911
    written_month = parts[f"m{form}"].lower()
    month = MONTHS[written_month] if written_month in MONTHS else int(written_month)
    day = _date(year, month, int(parts[f"d{form}"]))
    return FoundDate(match.start(), match.end(), day, day, "") if day else None


def _numeric(text: str, match: re.Match[str], day_first: bool | None) -> FoundDate | None:
    first, second, year = int(match["a7"]), int(match["b7"]), int(match["y7"])
    day_month, month_day = _date(year, second, first), _date(year, first, second)
    if match["s7"].strip() == ".":
        month_day = None  # dots are written where the day comes first
    readings = [reading for reading in (day_month, month_day) if reading]
    if len({*readings}) == 2:
        weekday = _WEEKDAY.search(text, max(0, match.start() - 14), match.start())
        fitting = [one for one in readings if weekday and one.weekday() == WEEKDAYS[weekday["name"].lower()]]
        if len(fitting) == 1:
            readings = fitting
        elif day_first is not None:
            readings = [readings[0] if day_first else readings[1]]
    if not readings:
        return None
    first_date, last_date = min(readings), max(readings)
    note = "" if first_date == last_date else f"day or month first: {first_date} or {last_date}"
    return FoundDate(match.start(), match.end(), first_date, last_date, note)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
