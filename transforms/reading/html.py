"""HTML pages: refused early where they are pathological, else turned into text and zoned like any other text."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Set
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

from transforms.reading.block import normalised
from transforms.reading.front_matter import front_matter
from transforms.reading.lines import word_set
from transforms.reading.statement import host_of, page_of
from transforms.reading.zone import Page, PageRefused, StatedDate, Zone
from transforms.reading.zoning import zone_text

# What no page that is meant to be read has; parsers take minutes beyond.
MOST_CHARACTERS = 5_000_000
MOST_TAGS = 60_000
MOST_DEPTH = 2_000
MOST_ATTRIBUTES = 1_000
# No page of so few tags is too deep; a tag of so many characters may have too many attributes.
_TAG_LENGTH = 2 * MOST_ATTRIBUTES
# From here on extraction may take seconds, and is done in a process that can be ended.
SLOW_CHARACTERS = 1_000_000
SLOW_TAGS = 6_000

_LONG_TAG = re.compile(rf"<[A-Za-z][^<>]{{{_TAG_LENGTH},}}")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,30})([^<>]*)")
_VOID = word_set("area base br col embed hr img input link meta param source track wbr")
# Closed by what follows them where their end tag is left out: they do not nest.
_SELF_CLOSING = word_set("p li dt dd option tr td th thead tbody tfoot body html head colgroup")
_BLOCKS = frozenset(
    {"p", "head", "item", "quote", "row", "code", "table", "list", "div", "fw", "lb", "figure", "graphic"}
)
_HEADING_ONE = re.compile(r"<h1\b[^<>]{0,500}>(.{3,500}?)</h1\s{0,3}>", re.IGNORECASE | re.DOTALL)
_MARKUP = re.compile(r"<[^<>]{0,500}>")
# How most pages mark their writer; whoever comments is none.
_PLAINLY_AUTHOR = (
    ".//*[@rel='author' or @itemprop='author' or @class='author' or @id='author' or @class='byline']"
    "[not(ancestor::*[contains(@class, 'comment') or contains(@id, 'comment')])]"
)
_LONGEST_AUTHOR = 120
# So many of a page's times are looked at for a byline beside them.
_MOST_TIMES = 3
# Below, other ways of extraction are tried as well, at twice the time.
_LITTLE_TEXT = 400
_NO_DAY = "2099-12-31"
# Reading in a process of its own ends after so long.
BOUND_SECONDS = 3.5


def refuse_pathological(content: str) -> int:
    """Count a page's tags; most pages are seen to be harmless by their counts alone.

    Raises PageRefused where the number of tags, their nesting, a tag's attributes or the size go beyond any page that
    is meant to be read.
    """
    if len(content) > MOST_CHARACTERS:
        raise PageRefused(
            f"the page is too large: {len(content):,} characters, at most {MOST_CHARACTERS:,} are read; "
            "save its text alone"
        )
    tag_count = content.count("<")
    if tag_count > MOST_DEPTH or _LONG_TAG.search(content):
        return _count_tags(content)
    return tag_count


def _count_tags(content: str) -> int:
    """Look at each tag of a page in one pass over its characters. Raises PageRefused."""
    depth = tags = 0
    for match in _TAG.finditer(content):
        tags += 1
        is_end, name, attributes = match.group(1), match.group(2).lower(), match.group(3)
        if len(attributes) > _TAG_LENGTH and _attribute_count(attributes) > MOST_ATTRIBUTES:
            raise PageRefused(
                f"the page is too wide: a <{name}> tag at character {match.start():,} has more than "
                f"{MOST_ATTRIBUTES:,} attributes; save its text alone"
            )
        if name in _VOID or name in _SELF_CLOSING or attributes.endswith("/"):
            continue
        depth = max(0, depth - 1) if is_end else depth + 1
        if depth > MOST_DEPTH:
            raise PageRefused(
                f"the page is too deep: tags nested {depth:,} deep at character {match.start():,}, at most "
                f"{MOST_DEPTH:,} are read; save its text alone"
            )
        if tags > MOST_TAGS:
            raise PageRefused(f"the page is too wide: more than {MOST_TAGS:,} tags; save its text alone")
    return tags


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
    return _read(content, uri, observed or _NO_DAY, repeated_lines)


def _read(content: str, uri: str, last_day: str, repeated_lines: Set[str]) -> Page:
    tree = _parsed(content)
    metadata = _metadata(tree, uri, last_day)
    body, text = _extracted(tree, uri)
    title = _title(content, metadata.title)
    paragraphs = _paragraphs(body) or [line for line in text.splitlines() if line.strip()]
    if title and normalised(title) not in (normalised(line) for line in paragraphs[:4]):
        paragraphs.insert(0, title)
    text = "\n\n".join(paragraphs)
    if not text.strip():
        raise PageRefused("no text was found in the page; save the article's text alone")
    page = page_of(text, zone_text(text, repeated_lines, title), uri)
    stated = list(page.stated_dates)
    if day := _day(metadata.date):
        stated.insert(0, StatedDate(None, None, metadata.date, day, day, "metadata", "page metadata"))
    author = page.author or _author(metadata.author or _marked_author(tree))
    return replace(
        page,
        title=page.title or title,
        author=author,
        # "Aida Saparova, 4 December 2024" reads like a place and its day.
        dateline_place=None if page.dateline_place == author else page.dateline_place,
        outlet=_squeezed(metadata.sitename) or host_of(uri) or page.outlet,
        stated_dates=tuple(stated),
    )


@contextmanager
def _refusing() -> Iterator[None]:
    """Turns what parsers raise on broken pages into a refusal."""
    try:
        yield
    except (ValueError, TypeError, AttributeError, RecursionError, AssertionError) as error:
        raise PageRefused(
            f"the page cannot be parsed ({type(error).__name__}); save the article's text alone"
        ) from error


def _parsed(content: str) -> Any:
    """The page's tree, parsed once for all that is asked of it."""
    from trafilatura.utils import load_html

    with _refusing():
        tree = load_html(content)
    if tree is None:
        raise PageRefused("no text was found in the page; save the article's text alone")
    return tree


def _extracted(tree: Any, uri: str) -> tuple[Any, str]:
    """The article's tree and text."""
    from trafilatura import bare_extraction

    options = {"url": uri or None, "include_comments": False}
    with _refusing():
        found = bare_extraction(tree, fast=True, **options)
        if found is None or len(found.text or "") < _LITTLE_TEXT:
            found = bare_extraction(tree, **options) or found
    return (None, "") if found is None else (found.body, found.text or "")


def _metadata(tree: Any, uri: str, last_day: str) -> Any:
    """Title, author, site and date as head and structure of the page say, without what takes long or is not asked."""
    from htmldate import find_date
    from trafilatura.metadata import examine_meta, extract_meta_json, extract_sitename, extract_title

    with _refusing():
        told = examine_meta(tree)
        told.author = told.author if told.author and " " in told.author else None
        with suppress(Exception):  # whatever is broken in a page's own JSON
            told = extract_meta_json(tree, told)
        told.title = told.title or extract_title(tree)
        told.sitename = (told.sitename or extract_sitename(tree) or "").lstrip("@") or None
        told.date = find_date(
            tree, url=told.url or uri or None, original_date=True, extensive_search=False, max_date=last_day
        )
        told.clean_and_trim()
    return told


def _marked_author(tree: Any) -> str | None:
    """The author as the page's structure marks one: slow, so asked where nothing else names one."""
    from trafilatura.metadata import extract_author, normalize_authors

    with _refusing():
        for element in tree.xpath(_PLAINLY_AUTHOR):
            written = " ".join("".join(element.itertext()).split())
            if 2 < len(written) < _LONGEST_AUTHOR and (plain := normalize_authors(None, written)):
                return str(plain)
        for element in tree.xpath(".//time/..")[:_MOST_TIMES]:
            written = " ".join("".join(element.itertext()).split())
            if len(written) < _LONGEST_AUTHOR and (people := _byline_of(written)):
                return people
        author: str | None = extract_author(tree)
    return author


def _byline_of(written: str) -> str | None:
    """Who wrote, by a line that also has the date: "By Ann Lee 13 December 2023"."""
    parts = front_matter(written, is_near_title=True).parts
    return next((part.value for part in parts if part.kind == "byline"), None)


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
    seconds: float = BOUND_SECONDS,
) -> Page:
    """Like read_html, but a page big enough to be slow is read in a process that is ended after `seconds`."""
    tags = refuse_pathological(content)
    if tags <= SLOW_TAGS and len(content) <= SLOW_CHARACTERS:
        return _read(content, uri, observed or _NO_DAY, repeated_lines)
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
