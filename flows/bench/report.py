"""How large the page of ten thousand events is and how fast: `python -m flows.bench.report [EVENTS]`.

Writes made-up articles of five events each, has them read, derived and published like any others, then makes the page
and opens it in a headless Chromium, where one is installed. Prints megabytes and seconds; exits 1 where a bar is
missed.
"""

from __future__ import annotations

import json
import operator
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from flows.browser import NoBrowserError, chromium
from flows.output import aligned
from flows.versions import ROOT
from warehouse.report.events import MOST_EVENTS

EVENT_COUNT = 10_000
MEGABYTES_BAR, SECONDS_BAR, PAINT_SECONDS_BAR = 6.0, 15.0, 2.0
EVENTS_AN_ARTICLE, SEED = 5, 1
# Some sentences tell two events.
TOLD_SHARE = 0.9
FIRST_DAY, DAY_COUNT = date(2019, 1, 1), 1500
COUNTRIES = (
    *("Norway", "Chile", "Peru", "Kenya", "Japan", "Cuba", "France", "Egypt", "India", "Brazil", "Canada", "Ghana"),
    *("Poland", "Spain", "Sweden", "Turkey", "Vietnam", "Mexico", "Nepal", "Oman", "Portugal", "Qatar", "Rwanda"),
    *("Serbia", "Thailand", "Uganda", "Finland", "Greece", "Hungary", "Iceland", "Jordan", "Kuwait", "Laos", "Morocco"),
)
ACTS = (
    "{0} imposed sanctions on {1} on {2}, the ministry of trade said in a statement that it handed out in the capital.",
    "{0} accused {1} on {2} of breaking the ceasefire that both had agreed on after weeks of talks by the lake.",
    "{0} signed an agreement with {1} on {2}, under which the two will share the water of the river for ten years.",
    "{0} condemned {1} on {2} over the arrest of two fishermen whose boat had drifted off its course in the night.",
    "{0} invited {1} on {2} to a round of talks about the railway that is to join their harbours.",
    "{0} thanked {1} on {2} for the field hospital that it had sent after the flood in the southern provinces.",
    "{0} expelled two diplomats of {1} on {2}, who were given three days to pack and to leave the country.",
    "{0} sent aid to {1} on {2}, among it tents, blankets and the parts of a bridge that can be put up in a day.",
)
FILLER = (
    "Residents of the capital said that they had heard of it on the radio while they waited for the bus. "
    "Shops stayed open and the weather was mild for the season. "
)


def articles(event_count: int) -> Iterator[dict[str, str]]:
    """Articles that tell so many different events."""
    draw = random.Random(SEED)
    pairs = [(a, b, act) for a in COUNTRIES for b in COUNTRIES if a != b for act in ACTS]
    draw.shuffle(pairs)
    # Who did it once may do it again, but so much later that it is another event.
    told = [(*pairs[number % len(pairs)], number // len(pairs)) for number in range(event_count)]
    for first in range(0, event_count, EVENTS_AN_ARTICLE):
        published = FIRST_DAY + timedelta(draw.randrange(DAY_COUNT // 2))
        sentences = []
        for source, target, act, times in told[first : first + EVENTS_AN_ARTICLE]:
            day = published + timedelta(times * DAY_COUNT // 2 - draw.randrange(1, 60))
            sentences.append(act.format(source, target, f"{day:%B} {day.day}, {day.year}"))
        yield {
            "uri": f"https://news.example/{published:%Y/%m/%d}/what-the-ministries-said-{first}",
            "title": f"What the ministries said, number {first}",
            "outlet": f"Gazette of {draw.choice(COUNTRIES)}",
            "published": (published + timedelta(DAY_COUNT // 2 * told[first][3])).isoformat(),
            "text": "\n\n".join(f"{sentence} {FILLER * 2}" for sentence in sentences),
        }


def communique(*arguments: str | Path) -> tuple[str, float]:
    """What the command prints, and how many seconds of the processor it takes."""
    command = [sys.executable, "-m", "flows", *map(str, arguments)]
    with tempfile.TemporaryFile("w+") as out:
        child = subprocess.Popen(command, cwd=ROOT, stdout=out)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            raise SystemExit(f"communique {arguments[0]} ended with {child.returncode}")
        out.seek(0)
        return out.read(), used.ru_utime + used.ru_stime


def first_paint(page: Path) -> float | None:
    """Seconds until a browser shows the first of the page; None where there is no browser."""
    try:
        with chromium() as browser:
            tab = browser.new_page()
            tab.goto(page.as_uri())
            (paint,) = tab.evaluate("performance.getEntriesByName('first-contentful-paint').map((it) => it.startTime)")
            return float(paint) / 1000
    except NoBrowserError as error:
        print(error, file=sys.stderr)
        return None


def main() -> int:
    """Print the figures; returns 1 where one misses its bar."""
    event_count = int(sys.argv[1]) if len(sys.argv) > 1 else EVENT_COUNT
    with tempfile.TemporaryDirectory() as folder:
        source, home = Path(folder, "articles.jsonl"), Path(folder, "home")
        lines = (json.dumps(article) for article in articles(int(event_count * TOLD_SHARE)))
        source.write_text("\n".join(lines), encoding="utf-8")
        communique("run", "--quiet", "--source", source, "--home", home)
        told, seconds = communique("report", "--json", "--home", home)
        made: dict[str, Any] = json.loads(told)
        paint = first_paint(Path(made["path"]))
    figures = [
        ("events on the page", made["shown_count"], min(event_count, MOST_EVENTS), operator.ge),
        ("page, MB", made["byte_count"] / 1e6, MEGABYTES_BAR, operator.lt),
        ("made, s of the processor", seconds, SECONDS_BAR, operator.lt),
        ("first paint, s", paint, PAINT_SECONDS_BAR, operator.lt),
    ]
    known = [
        (name, value, bar, is_as_good(value, bar)) for name, value, bar, is_as_good in figures if value is not None
    ]
    rows = [(name, f"{value:,.2f}", f"{bar:,}", "met" if is_met else "missed") for name, value, bar, is_met in known]
    print("\n".join(aligned(["measure", "value", "bar", ""], rows)))
    return 0 if all(is_met for *_, is_met in known) else 1


if __name__ == "__main__":
    sys.exit(main())
