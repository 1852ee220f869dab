"""The retold articles are ours, and messy in the ways their README says."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ARTICLES = ROOT / "seeds" / "articles"
ORIGINALS = Path(os.environ.get("COMMUNIQUE_SHARED", ROOT.parent / "shared")) / "seeds"
SHINGLE = 8  # words in a row that two texts may not share

MESS = {
    "000": {
        "skip links": r"\ASkip to ",
        "byline with a view counter": r"(?m)^\w+ \w+ Views\s",
        "caption with credit": r"\(Photo: [^)]+\)\n",
        "sign-off with an address": r"(?m)^\w+ \w+\n\S+@\S+$",
        "comment box": r"Comments0\n\n300\n\nComments0\n",
        "bullet list": r"\[ASIA\] Latest Stories\n\n(  • .+\n){6}",
        "ranked lists": r"(?s)(• 5\n.*){4}",
        "Korean headline": r"\n    \[단독\] [가-힣]",
        "invisible spaces": r"LATEST\u00a0\n",
        "no final newline": r"[^\n]\Z",
    },
    "001": {
        "Chinese header": r"\A[\u4e00-\u9fff]+\n",
        "caption with stray markup": r"(?m)^(.+),<strong></strong>(.+)\n\1,\2$",
        "byline": r"\nBy \w+ [\w-]+\n",
        "previous and next links": r"(?m)^上一篇:.+ 下一篇:[\u4e00-\u9fff]+$",
        "misleading copyright year": r"Copyright © 2024 .*版权所有.*网站地图",
    },
    "002": {
        "date line and dateline": r"\A.+\n\d{4}\.\d{2}\.\d{2}\n\w+, \w+\n",
        "no blank lines": r"\A(?!(?s:.*)\n\n)",
        "subhead": r"(?m)^Greetings from Havana$",
        "related stories inside the body": r"(?m)^.{80,}\nRELATED STORIES\n(.{20,70}\n){3}.{80,}$",
        "editor's line": r"\nEdited by \w+ \w+\.\Z",
    },
    "003": {
        "weekday with day of month": r"\bMonday \(19\)",
        "caption between paragraphs": r"\n\n[^\n]+\. \([^)/]+/[^)]+\)\n\n",
        "quotation that never closes": r"“[^”\n]+\n",
        "quotation that never opens": r"”[^“\n]+”\Z",
        "sentences run together": r"\bit has The DPRK\b",
    },
    "004": {
        "title twice with two apostrophes": r"\A(.+)’(.+)\n\n\1'\2\n",
        "contradicting anniversaries": r"(?s)64 years ago, .* 1958\b.*55 years ago, in November 1966\b",
        "feed footer": r"\nThe post .+ appeared first on \S+\.\n",
        "list of twenty links": r"\nView more from \w+:\n\n(.+\n){20}\n",
        "empty comment section": r"\nComments\n\nPopular posts from this blog\n",
    },
}
PUBLICATION_STATED = {"002"}


def text_of(number: str) -> str:
    (path,) = ARTICLES.glob(f"{number}_*.txt")
    return path.read_bytes().decode("utf-8")


def shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold())
    return {tuple(words[start : start + SHINGLE]) for start in range(len(words) - SHINGLE + 1)}


def test_there_are_five_articles_and_the_readme_tells_of_each() -> None:
    files = sorted(path.name for path in ARTICLES.glob("*.txt"))
    readme = (ARTICLES / "README.md").read_text(encoding="utf-8")
    assert [name[:3] for name in files] == sorted(MESS)
    assert all(f"`{name}`" in readme for name in files)


@pytest.mark.parametrize(("number", "kind"), [(number, kind) for number, kinds in MESS.items() for kind in kinds])
def test_each_article_has_its_kinds_of_mess(number: str, kind: str) -> None:
    assert re.search(MESS[number][kind], text_of(number)), f"{number} has lost its {kind}"


@pytest.mark.parametrize("number", sorted(MESS))
def test_only_one_article_states_when_it_was_published(number: str) -> None:
    has_date_line = re.search(r"(?m)^\d{4}[.-]\d{2}[.-]\d{2}$", text_of(number)) is not None
    assert has_date_line == (number in PUBLICATION_STATED)


@pytest.mark.parametrize("number", sorted(MESS))
def test_no_words_are_copied_from_the_originals(number: str) -> None:
    originals = sorted(ORIGINALS.glob("*.txt"))
    if not originals:
        pytest.skip("the original articles are not here: COMMUNIQUE_SHARED names the folder that holds seeds/")
    theirs = set().union(*(shingles(path.read_text(encoding="utf-8")) for path in originals))
    copied = sorted(" ".join(words) for words in shingles(text_of(number)) & theirs)
    assert not copied, f"{number} repeats the originals: {copied[:3]}"
