"""What raw text, dates and addresses become on the page."""

from __future__ import annotations

from datetime import date

import pytest

from warehouse.report.words import days, fact, linked, listed, number, shown


@pytest.mark.parametrize(
    ("raw", "html"),
    [
        ("Ana & <b>Bo</b>", "Ana &amp; &lt;b&gt;Bo&lt;/b&gt;"),
        ("\u202eevil", "<code class=u>⟦U+202E⟧</code>evil"),
        ("zero\u200bwidth\ufeff", "zero<code class=u>⟦U+200B⟧</code>width<code class=u>⟦U+FEFF⟧</code>"),
        ("bell\x07 and lone \ud800", "bell<code class=u>⟦U+0007⟧</code> and lone <code class=u>⟦U+D800⟧</code>"),
        ("Kим", '<span class=m title="mixes Cyrillic and Latin letters">Kим</span>'),
        ("Díaz-Canel, Ким, 金正恩, Μαρία", "Díaz-Canel, Ким, 金正恩, Μαρία"),
        ("lines\nstay\r\n", "lines\nstay\r\n"),
    ],
)
def test_raw_text_is_shown_whole_and_runs_nothing(raw: str, html: str) -> None:
    assert shown(raw) == html


@pytest.mark.parametrize(
    ("start", "end", "precision", "basis", "words"),
    [
        (date(2021, 2, 12), date(2021, 2, 12), "day", "stated", "12 Feb 2021"),
        (date(2021, 2, 1), date(2021, 2, 28), "month", "relative", "Feb 2021"),
        (date(2021, 1, 1), date(2021, 3, 31), "quarter", "stated", "Jan–Mar 2021"),
        (date(1960, 1, 1), date(1960, 12, 31), "year", "stated", "1960"),
        (date(2021, 4, 22), date(2021, 4, 25), "range", "publication", "between 22 and 25 Apr 2021"),
        (date(2021, 4, 19), date(2021, 4, 25), "week", "relative", "between 19 and 25 Apr 2021"),
        (date(1958, 11, 28), date(1958, 12, 2), "range", "stated", "28 Nov – 2 Dec 1958"),
        (date(1964, 11, 9), date(1964, 11, 16), "range", "stated", "9–16 Nov 1964"),
        (date(2020, 12, 30), date(2021, 1, 2), "range", "inferred", "between 30 Dec 2020 and 2 Jan 2021"),
        (None, None, "unknown", "unknown", "date unknown"),
    ],
)
def test_a_window_is_told_with_its_precision(
    start: date | None, end: date | None, precision: str, basis: str, words: str
) -> None:
    assert days(start, end, precision, basis) == words


@pytest.mark.parametrize(
    "uri",
    [
        "javascript:alert(1)",
        " JavaScript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "http:",
        "//x",
        "https://a b",
        "https://x/\u202e",
        "http://[",
        "",
        "vbscript:x",
    ],
)
def test_only_plain_web_addresses_are_linked(uri: str) -> None:
    assert linked(uri) is None
    assert linked("https://news.example/a?b=c#d") == "https://news.example/a?b=c#d"


def test_lists_numbers_and_rules_read_like_sentences() -> None:
    assert [listed([]), listed(["a"]), listed(["a", "b", "c"])] == ["", "a", "a, b and c"]
    assert listed(list("abcdef")) == "a, b, c and 3 more"
    assert [number(1, "event"), number(1200, "event"), number(2, "country", "countries")] == [
        "1 event",
        "1,200 events",
        "2 countries",
    ]
    assert fact("EveryCountryIsAnIsoCode") == "Every country is an ISO code"
    assert fact("EveryEventCitesASource") == "Every event cites a source"
