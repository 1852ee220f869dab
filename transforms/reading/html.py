"""HTML pages: refused early where they are pathological, else turned into text and zoned like any other text."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Set
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

from transforms.reading.lines import word_set
from transforms.reading.zone import Page, PageRefused, StatedDate, Zone
from transforms.reading.zoning import Zoning, normalised, zone_text

# What no page that is meant to be read has; parsers take minutes beyond.
MOST_CHARACTERS = 5_000_000
MOST_TAGS = 60_000
MOST_DEPTH = 2_000
MOST_ATTRIBUTES = 1_000
# From here on extraction may take seconds, and is done in a process that can be ended.
SLOW_CHARACTERS = 1_000_000
SLOW_TAGS = 6_000

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,30})([^<>]*)")
_VOID = word_set("area base br col embed hr img input link meta param source track wbr")
# Closed by what follows them where their end tag is left out: they do not nest.
_SELF_CLOSING = word_set("p li dt dd option tr td th thead tbody tfoot body html head colgroup")
_BLOCKS = frozenset(
    {"p", "head", "item", "quote", "row", "code", "table", "list", "div", "fw", "lb", "figure", "graphic"}
)
_HEADING_ONE = re.compile(r"<h1\b[^<>]{0,500}>(.{3,500}?)</h1\s{0,3}>", re.IGNORECASE | re.DOTALL)
_MARKUP = re.compile(r"<[^<>]{0,500}>")
# Below, other ways of extraction are tried as well, at twice the time.
_LITTLE_TEXT = 400
_NO_DAY = "2099-12-31"


def refuse_pathological(content: str) -> tuple[int, int]:
    """Count a page's tags and nesting in one pass over its characters.

    Returns (tags, deepest nesting). Raises PageRefused where either, a tag's attributes or the size go beyond any
    page that is meant to be read.
    """
    if len(content) > MOST_CHARACTERS:
        raise PageRefused(
            f"the page is too large: {len(content):,} characters, at most {MOST_CHARACTERS:,} are read; "
            "save its text alone"
        )
    depth = deepest = tags = 0
    for match in _TAG.finditer(content):
        tags += 1
        is_end, name, attributes = match.group(1), match.group(2).lower(), match.group(3)
        if len(attributes) > MOST_ATTRIBUTES * 2 and _attribute_count(attributes) > MOST_ATTRIBUTES:
            raise PageRefused(
                f"the page is too wide: a <{name}> tag at character {match.start():,} has more than "
                f"{MOST_ATTRIBUTES:,} attributes; save its text alone"
            )
        if name in _VOID or name in _SELF_CLOSING or attributes.endswith("/"):
            continue
        if is_end:
            depth = max(0, depth - 1)
        else:
            depth += 1
            if depth > deepest:
                deepest = depth
        if depth > MOST_DEPTH:
            raise PageRefused(
                f"the page is too deep: tags nested {depth:,} deep at character {match.start():,}, at most "
                f"{MOST_DEPTH:,} are read; save its text alone"
            )
        if tags > MOST_TAGS:
            raise PageRefused(f"the page is too wide: more than {MOST_TAGS:,} tags; save its text alone")
    return tags, deepest


def _attribute_count(attributes: str) -> int:
    """Attributes with a value, or words where none has one: enough to tell ten from ten thousand."""
    return max(attributes.count("="), len(attributes.split()) if attributes.count('"') < 4 else 0)


def read_html(
    content: str, *, uri: str = "", observed: str | None = None, repeated_lines: Set[str] = frozenset()
) -> Page:
    """The page of an HTML document; its text is the extracted title and paragraphs, a blank line between them.

    `observed` (ISO date) is the latest day a date in the page's metadata may name. Raises PageRefused for
    pathological pages and for those without text.
    """
    refuse_pathological(content)
    found = _extracted(content, uri, observed or _NO_DAY)
    if found is None:
        raise PageRefused("no text was found in the page; save the article's text alone")
    title = _title(content, found.title)
    paragraphs = _paragraphs(found.body) or [line for line in (found.text or "").splitlines() if line.strip()]
    if title and normalised(title) not in (normalised(line) for line in paragraphs[:4]):
        paragraphs.insert(0, title)
    text = "\n\n".join(paragraphs)
    if not text.strip():
        raise PageRefused("no text was found in the page; save the article's text alone")
    return _page(text, zone_text(text, repeated_lines, title), found, uri, title)


def _extracted(content: str, uri: str, last_day: str) -> Any:
    from trafilatura import bare_extraction

    dates = {"original_date": True, "extensive_search": False, "max_date": last_day}
    options = {"url": uri or None, "include_comments": False, "with_metadata": True, "date_extraction_params": dates}
    try:
        found = bare_extraction(content, fast=True, **options)
        if found is None or len(found.text or "") < _LITTLE_TEXT:
            found = bare_extraction(content, **options) or found
        return found
    except (ValueError, TypeError, AttributeError, RecursionError, AssertionError) as error:
        raise PageRefused(
            f"the page cannot be parsed ({type(error).__name__}); save the article's text alone"
        ) from error


def _title(content: str, extracted: str | None) -> str | None:
    """The title as its own heading has it, where the metadata says the same with the site's name behind."""
    title = " ".join(extracted.split()) if extracted else None
    if not title:
        return None
    for match in _HEADING_ONE.finditer(content):
        from html import unescape

        heading = " ".join(unescape(_MARKUP.sub("", match.group(1))).split())
        if len(heading) >= 10 and normalised(title).startswith(normalised(heading)):
            return heading
    return title


def _paragraphs(body: Any) -> list[str]:
    """The text of each block of the extracted tree, blanks squeezed, in order."""
    lines: list[str] = []
    pending: list[str] = []

    def close() -> None:
        line = " ".join("".join(pending).split())
        pending.clear()
        if line:
            lines.append(line)

    for kind, piece in _pieces(body):
        if kind == "break":
            close()
        else:
            pending.append(piece)
    close()
    return lines


def _pieces(body: Any) -> Iterator[tuple[str, str]]:
    """Text and block bounds of a tree, in reading order and without recursion."""
    if body is None:
        return
    stack: list[tuple[Any, bool]] = [(body, False)]
    while stack:
        element, is_end = stack.pop()
        is_block = element.tag in _BLOCKS
        if is_end:
            if is_block:
                yield "break", ""
            if element.tail:
                yield "text", element.tail
            continue
        if is_block:
            yield "break", ""
        if element.text:
            yield "text", element.text
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))


def _page(text: str, zoning: Zoning, found: Any, uri: str, title: str | None) -> Page:
    from transforms.reading.page import page_of

    page = page_of(text, zoning, uri)
    stated = list(page.stated_dates)
    day = _day(found.date)
    if day:
        stated.insert(0, StatedDate(None, None, str(found.date), day, day, "metadata", "page metadata"))
    return replace(
        page,
        title=page.title or title,
        author=page.author or _author(found.author),
        outlet=_squeezed(found.sitename) or page.outlet,
        stated_dates=tuple(stated),
    )


def _author(written: str | None) -> str | None:
    names = [name.strip() for name in (written or "").split(";") if name.strip()]
    return " and ".join(names) or None


def _squeezed(value: str | None) -> str | None:
    return " ".join(value.split()) if value and value.strip() else None


def _day(written: str | None) -> date | None:
    try:
        return date.fromisoformat(written or "")
    except ValueError:
        return None


# --- in a process of its own ----------------------------------------------------------------------------------------


def read_html_bounded(
    content: str,
    *,
    uri: str = "",
    observed: str | None = None,
    repeated_lines: Set[str] = frozenset(),
    seconds: float = 4.5,
) -> Page:
    """Like read_html, but a page big enough to be slow is read in a process that is ended after `seconds`."""
    tags, _ = refuse_pathological(content)
    if tags <= SLOW_TAGS and len(content) <= SLOW_CHARACTERS:
        return read_html(content, uri=uri, observed=observed, repeated_lines=repeated_lines)
    asked = {"content": content, "uri": uri, "observed": observed, "repeated_lines": sorted(repeated_lines)}
    root = str(Path(__file__).resolve().parents[2])
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))}
    try:
        answer = subprocess.run(
            [sys.executable, "-m", "transforms.reading.html"],
            input=json.dumps(asked).encode(),
            capture_output=True,
            timeout=seconds,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise PageRefused(
            f"the page takes more than {seconds:g} s to parse ({tags:,} tags, {len(content):,} characters); "
            "save its text alone"
        ) from None
    if answer.returncode != 0:
        raise PageRefused(f"the parser ended with code {answer.returncode} on this page; save its text alone")
    return _from_json(json.loads(answer.stdout))


def _from_json(answer: Mapping[str, Any]) -> Page:
    if "refused" in answer:
        raise PageRefused(answer["refused"])
    fields = dict(answer["page"])
    fields["zones"] = tuple(Zone(**zone) for zone in fields["zones"])
    fields["stated_dates"] = tuple(
        StatedDate(
            **{
                **stated,
                "first_date": date.fromisoformat(stated["first_date"]),
                "last_date": date.fromisoformat(stated["last_date"]),
            }
        )
        for stated in fields["stated_dates"]
    )
    return Page(**fields)


def _answer() -> None:
    """Read one page from standard input and print it: the child's side."""
    asked = json.load(sys.stdin)
    asked["repeated_lines"] = frozenset(asked["repeated_lines"])
    try:
        answer: dict[str, Any] = {"page": asdict(read_html(asked.pop("content"), **asked))}
    except PageRefused as refused:
        answer = {"refused": refused.reason}
    json.dump(answer, sys.stdout, default=str)


if __name__ == "__main__":
    _answer()
