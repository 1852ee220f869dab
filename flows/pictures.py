"""The pictures of the page in the README: `python -m flows.pictures`."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from flows.browser import chromium
from flows.versions import ROOT
from warehouse.home import Home

FOLDER = ROOT / "docs" / "pictures"
SEEDS = ROOT / "seeds" / "articles"
WIDE, PHONE = {"width": 940, "height": 900}, {"width": 390, "height": 844}
MARGIN, MOST_HEIGHT = 10, 1100
TOP = "(element) => element.getBoundingClientRect().top + scrollY"
END = "(element) => element.getBoundingClientRect().bottom + scrollY"
# The event whose evidence is shown: the first with these words in its line.
SHOWN_EVENT = "congratulate Kim Jong Un"


def main() -> int:
    """Publish the seed articles in a folder of their own, and take the pictures of their page."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        page = page_of_seeds(Path(folder)).as_uri()
        for scheme in ("light", "dark"):
            with browser.new_context(viewport=WIDE, color_scheme=scheme) as context:
                tab = context.new_page()
                tab.goto(page)
                take(tab, f"page-{scheme}", "header", "#timeline")
                take(tab, f"evidence-{scheme}", *opened(tab))
        with browser.new_context(viewport=PHONE, color_scheme="light") as context:
            tab = context.new_page()
            tab.goto(page)
            take(tab, "phone", *opened(tab))
    return 0


def page_of_seeds(folder: Path) -> Path:
    """The page of the seed articles, at addresses that are nobody's."""
    articles = [
        {"uri": f"https://articles.example/{path.stem}", "text": path.read_text(encoding="utf-8")}
        for path in sorted(SEEDS.glob("*.txt"))
    ]
    source = folder / "articles.jsonl"
    source.write_text("\n".join(map(json.dumps, articles)), encoding="utf-8")
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "flows",
        "run",
        "--quiet",
        "--source",
        source,
        "--home",
        folder / "home",
    ]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return Home(folder / "home").report


def opened(tab: Any) -> tuple[str, str]:
    """Open the event that is shown, and say from where to where."""
    tab.locator(".events > li", has_text=SHOWN_EVENT).first.evaluate(
        "(item) => { item.id = 'shown'; item.firstElementChild.open = true }"
    )
    return "#shown", "#shown"


def take(tab: Any, name: str, first: str, last: str) -> None:
    """A picture of the whole width, from the top of one element to the end of another."""
    width = tab.viewport_size["width"]
    # What is out of sight is not laid out yet: its size is known once it was looked at.
    tab.set_viewport_size({"width": width, "height": MOST_HEIGHT})
    show(tab, tab.locator(first).evaluate(TOP))
    top, end = tab.locator(first).evaluate(TOP), tab.locator(last).evaluate(END)
    tab.set_viewport_size({"width": width, "height": min(int(end - top) + 2 * MARGIN, MOST_HEIGHT)})
    show(tab, top - MARGIN)
    tab.screenshot(path=FOLDER / f"{name}.png")


def show(tab: Any, top: float) -> None:
    """Scroll there, and wait until what has come into sight is drawn."""
    tab.evaluate("(top) => scrollTo({ top, behavior: 'instant' })", top)
    tab.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


if __name__ == "__main__":
    sys.exit(main())
