"""How well and how fast pages are read: `python -m flows.bench.pages`.

Body and title of text dumps against what is true of them (the dumps of the tests; the shared seeds where present),
pages a second for text and HTML, and pathological pages with the seconds they take. Exits 1 where a bar is missed.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from flows.bench.gold import shared_folder
from flows.versions import ROOT
from transforms.reading.decode import decode
from transforms.reading.language import language_of
from transforms.reading.page import Page, PageRefused, read_page, read_page_bounded

DUMPS = ROOT / "tests" / "transforms" / "reading" / "dumps"
BODY_BAR, HTML_BAR, SECONDS_BAR = 0.97, 50.0, 5.0
_TOKEN = re.compile(r"\w+")


class Measured(NamedTuple):
    """One dump: token F1 of its body, whether its title is right, and how many tokens came from elsewhere."""

    name: str
    body_f1: float
    is_title_right: bool
    leaked_count: int


def tokens(text: str, spans: list[tuple[int, int]]) -> Counter[str]:
    """The words of the spans, counted."""
    return Counter(token for start, end in spans for token in _TOKEN.findall(text[start:end]))


def token_f1(found: Counter[str], true: Counter[str]) -> float:
    """F1 of two bags of words."""
    total = found.total() + true.total()
    return 2 * (found & true).total() / total if total else 1.0


def expected_spans(zones: list[dict[str, Any]]) -> list[tuple[int, int]]:
    """Body and the sub-headings inside it."""
    body = [zone for zone in zones if zone["kind"] == "body"]
    if not body:
        return []
    return [
        (zone["start"], zone["end"])
        for zone in zones
        if zone["kind"] in ("body", "heading") and body[0]["start"] <= zone["start"] <= body[-1]["start"]
    ]


def measure(name: str, text: str, page: Page, spans: list[tuple[int, int]], title: str | None) -> Measured:
    """Hold one page against its truth."""
    found, true = tokens(text, page.body_runs()), tokens(text, spans)
    is_right = _plain(page.title) == _plain(title)
    return Measured(name, token_f1(found, true), is_right, (found - true).total())


def _plain(title: str | None) -> str:
    return (title or "").replace("’", "'").strip()


def dumps() -> Iterator[Measured]:
    """The text dumps of the tests."""
    for path in sorted(DUMPS.glob("*.json")):
        expected = json.loads(path.read_text(encoding="utf-8"))
        text = path.with_suffix(".txt").read_bytes().decode("utf-8")
        yield measure(path.stem, text, read_page(text), expected_spans(expected["zones"]), expected["title"])


def seeds(folder: Path) -> Iterator[Measured]:
    """The shared seeds."""
    for gold in json.loads((folder / "gold" / "seed-articles.json").read_text(encoding="utf-8"))["docs"]:
        text = decode((folder / "seeds" / gold["file"]).read_bytes()).text
        spans = [(gold["body_start"], gold["body_end"])]
        for block in gold.get("interior_boilerplate", []):
            start, _ = spans.pop()
            spans += [(start, block["start"]), (block["end"], gold["body_end"])]
        yield measure(gold["file"], text, read_page(text), spans, gold["title"])


def html_pages(count: int = 40) -> list[str]:
    """Ordinary pages: the dumps' articles in a newspaper's frame of menus, teasers, scripts and footers."""
    bodies = []
    for path in sorted(DUMPS.glob("*.json")):
        expected = json.loads(path.read_text(encoding="utf-8"))
        text = path.with_suffix(".txt").read_bytes().decode("utf-8")
        spans = expected_spans(expected["zones"])
        bodies.append((expected["title"] or path.stem, [text[start:end] for start, end in spans]))
    menu = "".join(f'<li class="nav-item"><a href="/section/{n}">Section number {n}</a></li>' for n in range(60))
    teasers = "".join(
        f'<div class="teaser"><a href="/story/{n}"><img src="/{n}.jpg" alt=""><h3>Another story, number {n}</h3></a>'
        "</div>"
        for n in range(40)
    )
    script = "<script>" + "window.dataLayer=window.dataLayer||[];" * 400 + "</script>"
    pages = []
    for number in range(count):
        title, paragraphs = bodies[number % len(bodies)]
        body = "".join(f"<p>{number}. {paragraph}</p>" for paragraph in paragraphs * 2)
        pages.append(
            f"<!doctype html><html><head><title>{title} | The Gazette</title>{script}"
            '<meta property="article:published_time" content="2021-04-22T10:00:00Z"></head>'
            f"<body><header><nav><ul>{menu}</ul></nav></header><main><article><h1>{title}</h1>"
            f'<p class="byline">By Jane Doe</p>{body}</article></main><aside>{teasers}</aside>'
            "<footer>Copyright 2024 The Gazette</footer></body></html>"
        )
    return pages


def pathological_pages() -> dict[str, str]:
    """Pages that keep parsers busy for minutes."""
    row = "<li><a href='/{0}'>Some headline of a story {0}</a></li>"
    return {
        "200,000 nested tags": "<div>" * 200_000 + "x",
        "50,000 attributes": "<div " + " ".join(f'a{n}="1"' for n in range(50_000)) + ">x</div>",
        "12 million characters": "<p>" + "x " * 6_000_000,
        "a million opening brackets": "<" * 1_000_000,
        "300,000 open comments": "<!--" * 300_000,
        "120,000 tags": "<b>x</b>" * 60_000,
        "list of 14,000 links": "<ul>" + "".join(row.format(n) for n in range(14_000)) + "</ul>",
    }


def main() -> int:
    """Print every figure; 0 where all bars are reached."""
    is_met = True
    folder = shared_folder()
    print("text dumps: body token F1, title")
    groups = {"dumps": list(dumps())}
    if folder:
        groups["seeds"] = list(seeds(folder))
    else:
        print("  seeds: no shared folder beside the checkout (set COMMUNIQUE_SHARED), left out")
    for group, rows in groups.items():
        for row in rows:
            print(f"  {row.body_f1:.3f}  {'title right' if row.is_title_right else 'TITLE WRONG':12} {row.name}")
            is_met = is_met and row.body_f1 >= BODY_BAR and row.is_title_right
        mean = sum(row.body_f1 for row in rows) / len(rows)
        right = sum(row.is_title_right for row in rows)
        print(f"  {group}: mean F1 {mean:.4f}, least {min(row.body_f1 for row in rows):.3f} (bar {BODY_BAR}), "
              f"titles {right}/{len(rows)}")  # fmt: skip
    language_of("les mots d'une autre langue chargent le modèle une fois")
    texts = [path.read_bytes().decode("utf-8") for path in sorted(DUMPS.glob("*.txt"))] * 4
    begun = time.process_time()
    for text in texts:
        read_page(text)
    print(f"text dumps: {len(texts) / (time.process_time() - begun):.0f} pages/s of one core")
    pages = html_pages()
    for page in pages[:2]:
        read_page(page, is_html=True)  # imports and the language model are loaded once a process
    begun = time.process_time()
    for page in pages:
        read_page(page, is_html=True)
    speed = len(pages) / (time.process_time() - begun)
    size = sum(map(len, pages)) // len(pages)
    print(f"HTML of {size:,} characters: {speed:.0f} pages/s of one core (bar {HTML_BAR:.0f})")
    is_met = is_met and speed >= HTML_BAR
    print("pathological pages")
    for name, content in pathological_pages().items():
        begun = time.monotonic()
        try:
            outcome = f"read, {len(read_page_bounded(content, is_html=True).text):,} characters"
        except PageRefused as refused:
            outcome = f"refused: {refused.reason}"
        seconds = time.monotonic() - begun
        print(f"  {seconds:5.2f} s  {name}: {outcome}")
        is_met = is_met and seconds <= SECONDS_BAR
    return 0 if is_met else 1


if __name__ == "__main__":
    sys.exit(main())
