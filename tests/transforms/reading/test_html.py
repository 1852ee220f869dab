"""HTML: text, title and metadata of ordinary pages; pathological ones end soon and say why."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.bench.pages import html_pages, pathological_pages
from transforms.reading.html import read_html_bounded, refuse_pathological
from transforms.reading.page import Page, PageRefused, read_page, read_page_bounded

ARTICLE = """<!doctype html><html lang="en"><head><title>Zambia, Chile to open flights | The Post</title>
<meta name="author" content="Ann Obi"><meta property="og:site_name" content="The Post">
<meta property="article:published_time" content="2021-05-03T09:00:00Z"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<article><h1>Zambia, Chile to open flights</h1>
<p>LUSAKA, May 3 (AFP) -- The president of Zambia received the ambassador of Chile on Monday and thanked him.</p>
<p>The two countries agreed to open direct flights next year, the presidency said in a statement.</p>
<h2>Training for engineers</h2>
<p>Chile also offered to train forty engineers of the state mining company, officials of both sides said.</p>
</article>
<div class="comments" id="comments"><p>Peru has invaded the moon, I read it elsewhere on this site.</p></div>
<aside><h3>Related stories</h3><ul><li><a href="/x">Peru names envoy to Harare</a></li></ul></aside>
<footer><p>Copyright 2024 The Post. All rights reserved.</p></footer></body></html>"""


def words(page: Page, kind: str) -> list[str]:
    return [page.text[start:end] for start, end in page.spans(kind)]


def test_an_ordinary_page_is_read_with_its_metadata() -> None:
    page = read_page(ARTICLE, is_html=True, uri="https://post.example/2021/a")
    assert (page.title, page.author, page.outlet) == ("Zambia, Chile to open flights", "Ann Obi", "The Post")
    assert words(page, "title") == [page.title]
    assert words(page, "dateline") == ["LUSAKA, May 3 (AFP) --"]
    assert words(page, "heading") == ["Training for engineers"]
    assert page.dateline_place == "LUSAKA"
    stated = page.stated_dates[0]
    assert (stated.basis, stated.first_date, stated.start) == ("metadata", date(2021, 5, 3), None)


@pytest.mark.parametrize(
    ("mark", "author"),
    [
        ('<p class="byline">By Ada Poe</p>', "Ada Poe"),
        ('<a rel="author" href="/ada">Ada Poe</a>', "Ada Poe"),
        ('<div>By <a href="/ada">Ada Poe</a> <time datetime="2023-12-13">13 December 2023</time></div>', "Ada Poe"),
        ("<p>13 December 2023 | By Ada Poe | <time>2 hours ago</time></p>", "Ada Poe"),
        ('<div><time datetime="2023-12-13">13 December 2023</time> <a href="/world">World</a></div>', None),
        ('<div class="comments"><span class="author">Some Troll</span></div>', None),
        ("", None),
    ],
)
def test_the_writer_that_a_page_marks_is_its_author_and_no_commenter(mark: str, author: str | None) -> None:
    content = ARTICLE.replace('<meta name="author" content="Ann Obi">', "").replace("</h1>", f"</h1>{mark}")
    assert read_page(content, is_html=True).author == author


def test_comments_lists_and_footers_are_no_body() -> None:
    page = read_page(ARTICLE, is_html=True)
    assert not any(word in text for text in words(page, "body") for word in ("moon", "Harare", "2024"))


def test_a_date_after_the_observation_is_not_believed() -> None:
    page = read_page(ARTICLE, is_html=True, metadata={"observed": "2021-01-31"})
    assert page.stated_dates == ()


def test_a_page_of_the_frame_alone_is_refused() -> None:
    with pytest.raises(PageRefused, match="no text"):
        read_page("<html><body></body></html>", is_html=True)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("<div>" * 200_000, "too deep"),
        ("<div " + " ".join(f"a{n}" for n in range(50_000)) + ">x", "too wide"),
        ("<b>x</b>" * 60_000, "too wide"),
        ("x" * 5_000_001, "too large"),
    ],
)
@pytest.mark.timeout(60)
def test_a_pathological_page_is_refused(content: str, says: str) -> None:
    with pytest.raises(PageRefused, match=says):
        read_page(content, is_html=True)


def test_unclosed_paragraphs_do_not_count_as_depth() -> None:
    tags = refuse_pathological("<table>" + "<tr><td>x<p>y<li>z" * 3_000)
    assert tags == 12_001


@pytest.mark.timeout(60)
def test_a_slow_page_is_read_in_a_process_that_is_ended() -> None:
    slow = pathological_pages()["list of 14,000 links"]
    with pytest.raises(PageRefused, match="more than 1 s"):
        read_html_bounded(slow, seconds=1)


def test_the_process_gives_the_same_page() -> None:
    big = ARTICLE.replace("</article>", f"<!--{'x' * 1_000_001}--></article>")
    assert read_page_bounded(big, is_html=True, seconds=60) == read_page(big, is_html=True)


def test_pages_of_a_newspaper_keep_their_article_alone() -> None:
    for content in html_pages(4):
        page = read_page(content, is_html=True)
        assert page.body_runs()
        assert not any("Another story" in text or "Section number" in text for text in words(page, "body"))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["<p>", "</p>", "<div>", "<h1>", "</h1>", "<a href='", "'>", "<!--"])
        | st.sampled_from(["<script>", "&#0;", "&amp;", "<br/>", "<x:y>"])
        | st.text(max_size=30),
        max_size=30,
    )
)
def test_any_markup_is_read_or_refused(pieces: list[str]) -> None:
    try:
        page = read_page("".join(pieces), is_html=True)
    except PageRefused:
        return
    assert all(0 <= zone.start < zone.end <= len(page.text) for zone in page.zones)
    assert all(before.end <= after.start for before, after in pairwise(page.zones))
