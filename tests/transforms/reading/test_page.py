"""Zones of text dumps, what they say about themselves, and that no input breaks them."""

from __future__ import annotations

import json
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.bench.gold import shared_folder
from flows.bench.pages import expected_spans, seeds, token_f1, tokens
from transforms.reading.page import Page, PageRefused, read_page
from transforms.reading.zone import ZONE_KINDS

DUMPS = sorted((Path(__file__).parent / "dumps").glob("*.json"))
BODY = (
    "The president of Zambia received the ambassador of Chile in Lusaka on Monday and thanked him for his work.\n\n"
    "The two countries agreed to open direct flights next year, the presidency said in a statement on its website.\n\n"
    "Chile also offered to train forty engineers of the state mining company, officials of both sides said.\n"
)

MORE = (
    "Engineers from Santiago visited two copper mines in the north last month and praised what they saw there.\n\n"
    "The ambassador leaves the country in June after four years, and his successor has not been named so far.\n"
)


def words(page: Page, kind: str) -> list[str]:
    return [page.text[start:end] for start, end in page.spans(kind)]


@pytest.mark.parametrize("path", DUMPS, ids=[path.stem for path in DUMPS])
def test_a_dump_is_zoned_as_expected(path: Path) -> None:
    expected = json.loads(path.read_text(encoding="utf-8"))
    text = path.with_suffix(".txt").read_bytes().decode("utf-8")
    page = read_page(text)
    assert page.title == expected["title"]
    for name in ("outlet", "author", "editor", "dateline_place"):
        assert getattr(page, name) == expected[name], name
    dates = [[str(stated.first_date), str(stated.last_date)] for stated in page.stated_dates]
    assert dates[:1] == expected["dates"][:1]
    found, true = tokens(text, page.body_runs()), tokens(text, expected_spans(expected["zones"]))
    assert token_f1(found, true) >= 0.97
    captions = [(zone["start"], zone["end"]) for zone in expected["zones"] if zone["kind"] == "caption"]
    assert token_f1(tokens(text, page.spans("caption")), tokens(text, captions)) >= 0.9 or not captions


def test_there_are_ten_shapes_of_dumps() -> None:
    assert len(DUMPS) >= 10


def test_the_shared_seeds_are_read_right() -> None:
    folder = shared_folder()
    if folder is None:
        pytest.skip("no shared folder beside the checkout; set COMMUNIQUE_SHARED")
    for row in seeds(folder):
        assert row.is_title_right, row
        assert row.body_f1 >= 0.97, row


def test_plain_text_is_all_body() -> None:
    page = read_page("  Related stories\n\nA line without an end\n", is_plain=True)
    assert [(zone.kind, page.text[zone.start : zone.end]) for zone in page.zones] == [
        ("body", "Related stories\n\nA line without an end")
    ]
    assert page.title is None


def test_metadata_wins_and_says_so() -> None:
    text = f"Zambia and Chile to open flights\n3 May 2021\nBy Ann Obi\n\n{BODY}"
    page = read_page(text, metadata={"published": "2021-05-02T23:10:00Z", "author": "Jane Doe", "outlet": "The Post"})
    assert (page.author, page.outlet, page.title) == ("Jane Doe", "The Post", "Zambia and Chile to open flights")
    first, second = page.stated_dates
    assert (first.basis, first.start, first.first_date) == ("metadata", None, date(2021, 5, 2))
    assert (second.basis, second.first_date) == ("stated", date(2021, 5, 3))


@pytest.mark.parametrize(
    ("line", "first", "last"),
    [
        ("2024.09.09", date(2024, 9, 9), date(2024, 9, 9)),
        ("Published: 3 March 2021, 14:05 GMT", date(2021, 3, 3), date(2021, 3, 3)),
        ("Mon, 3 Feb 2020", date(2020, 2, 3), date(2020, 2, 3)),
        ("Posted on April 22nd, 2021 at 5:03 p.m.", date(2021, 4, 22), date(2021, 4, 22)),
        ("03/04/2021", date(2021, 3, 4), date(2021, 4, 3)),
        ("23/04/2021", date(2021, 4, 23), date(2021, 4, 23)),
        ("Thursday 03/04/2021", date(2021, 3, 4), date(2021, 3, 4)),
        ("03.04.2021", date(2021, 4, 3), date(2021, 4, 3)),
        ("2021年4月22日 09:30", date(2021, 4, 22), date(2021, 4, 22)),
        ("22 апреля 2021, 18:40", date(2021, 4, 22), date(2021, 4, 22)),
        ("Juche 110 (2021). 4. 22.", date(2021, 4, 22), date(2021, 4, 22)),
        ("2021-04-22T10:00:00+09:00", date(2021, 4, 22), date(2021, 4, 22)),
        ("By Ann Obi | 22-Apr-2021", date(2021, 4, 22), date(2021, 4, 22)),
    ],
)
def test_a_date_line_states_the_publication(line: str, first: date, last: date) -> None:
    page = read_page(f"Zambia and Chile to open flights\n{line}\n\n{BODY}")
    assert [(stated.first_date, stated.last_date) for stated in page.stated_dates] == [(first, last)]
    stated = page.stated_dates[0]
    assert page.text[stated.start : stated.end] == stated.text


def test_the_country_of_the_outlet_settles_the_order_of_day_and_month() -> None:
    text = f"Zambia and Chile to open flights\n03/04/2021\n\n{BODY}"
    british = read_page(text, uri="https://news.example.co.uk/a").stated_dates[0]
    american = read_page(text, uri="https://news.example.gov/a").stated_dates[0]
    assert (british.first_date, american.first_date) == (date(2021, 4, 3), date(2021, 3, 4))


def test_an_update_stands_behind_the_publication() -> None:
    page = read_page(f"Zambia and Chile to open flights\nUpdated 5 May 2021\nPublished 3 May 2021\n\n{BODY}")
    assert [(stated.says, stated.first_date.day) for stated in page.stated_dates] == [
        ("date line", 3), ("update line", 5),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "tail",
    [
        "Copyright © 2023 The Mirror. All rights reserved.",
        "Latest news\nFilm festival 2022 opens\n4 June 2022\nFerry sinks",
        "Comments\nBob\n12 July 2022\nI do not think so, and I have said it before on this page.",
        "Previous: Storm of 3 March 2020\nNext: What to expect on 1 May 2024",
    ],
)
def test_lists_footers_and_comments_state_no_date(tail: str) -> None:
    page = read_page(f"Zambia and Chile to open flights\nBy Ann Obi\n\n{BODY}\n{tail}\n")
    assert page.stated_dates == ()
    assert all(len(text) > 90 for text in words(page, "body"))


def test_todays_date_in_the_frame_of_the_site_states_nothing() -> None:
    frame = "Thursday, December 18, 2025\nHOME  NEWS  SPORTS\nBreaking:\nHeavy rains expected\nNews\n"
    assert read_page(f"{frame}Zambia and Chile to open flights\n\n{BODY}").stated_dates == ()


@pytest.mark.parametrize(
    ("dateline", "place", "outlet"),
    [
        ("LUSAKA, May 3 (Xinhua) -- ", "LUSAKA", "Xinhua"),
        ("LUSAKA (AFP) — ", "LUSAKA", "AFP"),
        ("Lusaka, May 3 (KCNA) -- ", "Lusaka", "KCNA"),
        ("LUSAKA, May 3. /TASS/. ", "LUSAKA", "TASS"),
        ("LUSAKA: ", "LUSAKA", None),
        ("LUSAKA — ", "LUSAKA", None),
        ("Lusaka, Zambia – ", "Lusaka, Zambia", None),
        ("LUSAKA. May 3. ", "LUSAKA", None),
        ("LUSAKA. KAZINFORM - ", "LUSAKA", "KAZINFORM"),
        ("LUSAKA (Copper) - ", "LUSAKA", "Copper"),
        ("LUSAKA, Mon May 3, (Copper Wire) -- ", "LUSAKA", "Copper Wire"),
        ("Lusaka. May 3, 2021. 7:30 p.m. ", "Lusaka", None),
        ("LUSAKA, MAY 3, ARMENPRESS. ", "LUSAKA", "ARMENPRESS"),
        ("Lusaka /MONTSAME/. ", "Lusaka", "MONTSAME"),
        ("Lusaka, 16 avril (ATOP) – ", "Lusaka", "ATOP"),
        ("Lusaka (CopperWatch) – ", "Lusaka", "CopperWatch"),
        ("LUSAKA. May 3 (ZamWire). ", "LUSAKA", "ZamWire"),
        ("LUSAKA, May 3 (ZamWire) -- ", "LUSAKA", "ZamWire"),
    ],
)
def test_a_dateline_is_cut_from_the_body(dateline: str, place: str, outlet: str | None) -> None:
    page = read_page(f"Zambia and Chile to open flights\n\n{dateline}{BODY}")
    assert (page.dateline_place, page.outlet) == (place, outlet)
    assert words(page, "dateline") == [dateline.strip()]
    assert words(page, "body")[0].startswith("The president")


@pytest.mark.parametrize("opening", ["HOST: ", "Kim Jong Un — ", "“Peace” – "])
def test_speakers_and_dashes_are_no_dateline(opening: str) -> None:
    page = read_page(f"Zambia and Chile to open flights\n\n{opening}{BODY[0].lower()}{BODY[1:]}")
    assert page.dateline_place is None


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Nam Hyun-woo", "Nam Hyun-woo"),
        ("Ann Obi Views", "Ann Obi"),
        ("By Ann Obi in Lusaka and Juan Pérez in Santiago", "Ann Obi"),
        ("Ann Obi, Staff Writer", "Ann Obi"),
        ("Written by Ann Obi and Juan Pérez", "Ann Obi and Juan Pérez"),
        ("Author: Ann Obi", "Ann Obi"),
        ("By Staff Reporter", None),
        ("Asia Pacific", None),
    ],
)
def test_a_byline_gives_the_name_alone(line: str, author: str | None) -> None:
    assert read_page(f"Zambia and Chile to open flights\n{line}\n\n{BODY}").author == author


def test_sub_headings_are_no_body_and_do_not_break_its_run() -> None:
    page = read_page(f"Zambia and Chile to open flights\n\n{BODY}\nTraining for engineers\n\n{MORE}")
    assert words(page, "heading") == ["Training for engineers"]
    assert len(page.body_runs()) == 1


def test_a_related_block_inside_the_body_is_cut_out() -> None:
    block = "RELATED STORIES\nPeru names envoy to Harare\nKenya opens embassy in Quito\n"
    page = read_page(f"Zambia and Chile to open flights\n\n{BODY}{block}{MORE}")
    assert len(page.body_runs()) == 2
    assert not any("envoy" in text for text in words(page, "body"))


def test_lines_repeated_over_a_host_are_clutter() -> None:
    line = "The Lusaka Post has served the people of the Copperbelt and the capital since the year it was founded."
    text = f"Zambia and Chile to open flights\n\n{BODY}\n{line}\n"
    assert line in words(read_page(text), "body")[-1]
    assert line in words(read_page(text, repeated_lines=frozenset({line})), "clutter")[-1]


def test_an_article_copied_whole_is_not_clutter() -> None:
    lines = frozenset(line for line in BODY.splitlines() if line)
    assert words(read_page(f"Zambia and Chile to open flights\n\n{BODY}", repeated_lines=lines), "body")


def test_the_frame_has_its_own_language() -> None:
    text = f"首页 > 新闻中心\nZambia and Chile to open flights\n\n{BODY}\nЧитайте также:\nЛавров прибудет в Ереван\n"
    page = read_page(text)
    assert page.language == "en"
    assert {zone.language for zone in page.zones if zone.kind == "clutter"} == {"zh", "ru"}


def test_a_text_too_long_is_refused_with_a_remedy() -> None:
    with pytest.raises(PageRefused, match="split the document"):
        read_page("x" * 20_000_001)


def check_zones(page: Page) -> None:
    assert all(zone.kind in ZONE_KINDS for zone in page.zones)
    assert all(0 <= zone.start < zone.end <= len(page.text) for zone in page.zones)
    assert all(before.end <= after.start for before, after in pairwise(page.zones))
    assert all(page.text[zone.start : zone.end].strip() for zone in page.zones)
    for stated in page.stated_dates:
        assert stated.first_date <= stated.last_date
        assert stated.start is None or page.text[stated.start : stated.end] == stated.text
    titles = words(page, "title")
    assert len(titles) <= 1
    if titles:
        assert page.title == " ".join(titles[0].split())


FRAMES = [
    *["", "Related stories", "Comments", "By Ann Obi", "3 May 2021", "03/04/2021", "LUSAKA (AFP) -- ", "• 1", "Share"],
    *["Edited by X Y.", "© 2024", "上一篇", "(Photo: AP)", "...", "a | b", "Source: X | 2021-04-22 | Editor: y"],
    *["\u2028", "\x0b", "\u202e", "\ufeff"],
]
LINES = st.sampled_from([*BODY.splitlines(), *FRAMES])


@settings(max_examples=200, deadline=None)
@given(st.lists(LINES | st.text(max_size=80), max_size=25), st.sampled_from(["\n", "\r\n", "\n\n", "\r"]))
def test_zones_hold_for_any_text(lines: list[str], line_end: str) -> None:
    text = line_end.join(lines)
    page = read_page(text)
    assert page.text is text
    check_zones(page)


@pytest.mark.parametrize("path", DUMPS, ids=[path.stem for path in DUMPS])
def test_zones_hold_for_dumps_and_their_halves(path: Path) -> None:
    text = path.with_suffix(".txt").read_bytes().decode("utf-8")
    for part in (text, text[: len(text) // 2], text[len(text) // 2 :], text.replace("\n", "\r\n")):
        check_zones(read_page(part))


@pytest.mark.parametrize(
    "unit",
    [
        *[
            "a",
            " ",
            "\n",
            "a\n",
            "A b.\n",
            "((((",
            "[[[[",
            "- ",
            "1. ",
            "|",
            "By ",
            "By A B and ",
            "Jan 1, ",
            "2021-",
            "©",
        ],
        *[
            "\u200b",
            "金",
            "é ",
            "said, ",
            "“”",
            "a@b.c ",
            "http://",
            "12:30 ",
            "A, B ",
            "via ",
            "photo ",
            "(a",
            "A-",
            "A.",
        ],
    ],
)
@pytest.mark.timeout(60)
def test_hostile_repetition_ends(unit: str) -> None:
    check_zones(read_page(unit * (36_000 // len(unit))))


@pytest.mark.parametrize("line", ["NAIROBI, Tuesday June 20", "Tuesday, 20 June", "Lagos: 20 June 14:30"])
def test_a_day_without_its_year_under_the_title_is_a_date_line(line: str) -> None:
    body = "Kenya and Chad have agreed to open two crossings, officials of both countries said in a joint statement."
    page = read_page(f"Kenya, Chad agree to open crossings\n\nBy Ann Obi\n{line}\n\n{body}\n\n{body[:-1]} later on.\n")
    assert [page.text[start:end] for start, end in page.spans("date_line")] == [line]


@pytest.mark.parametrize(
    ("frame", "outlet"),
    [
        ("The Lusaka Courier\n{}", "The Lusaka Courier"),
        ("Ministry of External Affairs\n{}", "Ministry of External Affairs"),
        ("{}\n© 2021-2024 Copper Belt Wireless. All rights reserved.", "Copper Belt Wireless"),
        ("{}\nCopyright 2021. All rights reserved.", None),
        ("{}\n版权所有 © 2022 某某企业网 网站地图", None),
        ("{}\nDiscover more from Copper Belt Wireless\nSubscribe to get the latest posts.", "Copper Belt Wireless"),
        ("The Presidency, Republic of Zambia\n{}", "The Presidency, Republic of Zambia"),
        ("State House, Zambia\n{}", "State House, Zambia"),
        ("Government of Zambia\n{}", "Government of Zambia"),
        ("Council of the Southern Union\n{}", "Council of the Southern Union"),
        ("World News\n{}", None),
        ("Newspaper\n{}", None),
        ("{}\nPublished in The Lusaka Mail, May 3rd, 2021", "The Lusaka Mail"),
    ],
)
def test_the_frame_of_a_page_names_the_outlet(frame: str, outlet: str | None) -> None:
    page = read_page(frame.format(f"Zambia and Chile to open flights\n3 May 2021\n\n{BODY}"))
    assert (page.title, page.outlet) == ("Zambia and Chile to open flights", outlet)


@pytest.mark.parametrize(
    "article",
    [
        "Zambia and Chile to open flights to the U.S.\n\n{}",
        "Zambia and Chile to open flights to the U.S.\nby Ann Obi · May 3, 2021\n\n{}",
        "Zambia and Chile to open flights to the U.S.\nKindly share this story with flights:\n\n{}",
        "Zambia and Chile to open flights to the U.S.   03/05/2021\n\n{}",
        "TOP STORIES | MEDIA | TV\n\nZambia and Chile to open flights to the U.S.\n\n{}",
        "Home > Zambia and Chile to open flights\n\nZambia and Chile to open flights to the U.S.\n\n{}",
        "KUNA :: Zambia and Chile to open flights to the U.S.\n\n{}",
    ],
)
def test_a_headline_is_neither_sentence_nor_request(article: str) -> None:
    assert read_page(article.format(BODY)).title == "Zambia and Chile to open flights to the U.S."


def test_a_line_that_could_be_a_place_above_a_place_names_who_wrote() -> None:
    page = read_page(f"Zambia and Chile to open flights\nANN OBI\nLUSAKA\n3 May 2021\n\n{BODY}")
    assert (page.author, page.dateline_place) == ("ANN OBI", "LUSAKA")


def test_a_byline_may_end_with_the_place() -> None:
    page = read_page(f"Zambia and Chile to open flights\nBy Ann Obi, Lusaka\n\n{BODY}")
    assert (page.author, page.dateline_place) == ("Ann Obi", "Lusaka")


@pytest.mark.parametrize(
    ("line", "author", "outlet", "place"),
    [
        ("By Ann Obi, Nile Post correspondent", "Ann Obi", "Nile Post", None),
        ("By Ann Obi and Juan Pérez, Norrby Times reporters", "Ann Obi and Juan Pérez", "Norrby Times", None),
        ("By ANN OBI, Daily Star senior writer", "ANN OBI", "Daily Star", None),
        ("By Ann Obi, Gulf Today", "Ann Obi", "Gulf Today", None),
        ("Ann Obi, Associated Press writer", "Ann Obi", "Associated Press", None),
        ("By Ann Obi, Diplomatic Editor", "Ann Obi", None, None),
        ("By Ann Obi, UN correspondent", "Ann Obi", None, None),
        ("Ann Obi | Lusaka | ZNBC | May 3, 2021 17:20", "Ann Obi", "ZNBC", "Lusaka"),
        ("By Ann Obi | Port Louis | May 3, 2021", "Ann Obi", None, "Port Louis"),
        ("By Ann Obi | World | May 3, 2021", "Ann Obi", None, None),
        ("Norrby Observer | Monday, May 3, 2021 | Ramadan 21, 1442 H", None, "Norrby Observer", None),
        ("By Ann Obi, Port Moresby", "Ann Obi", None, "Port Moresby"),
        ("By Ann Obi, Juan Pérez", "Ann Obi, Juan Pérez", None, None),
    ],
)
def test_what_a_writer_is_and_for_whom_one_writes_is_no_name(
    line: str, author: str | None, outlet: str | None, place: str | None
) -> None:
    page = read_page(f"Zambia and Chile to open flights\n{line}\n\n{BODY}")
    assert (page.author, page.outlet, page.dateline_place) == (author, outlet, place)


@pytest.mark.parametrize(
    "article",
    [
        "Why do Zambia and Chile want flights?\nAnn Obi | 3 May 2021\n\n{}",
        "Norrby Times\nHome | World\nWhen will Zambia and Chile open their new flights?\nBy Ann Obi\n\n{}",
        "What do we know about the flights so far?\nPublished 3 May 2021 at 10:20\n\n{}",
    ],
)
def test_a_question_above_a_byline_or_date_is_the_title(article: str) -> None:
    title = read_page(article.format(BODY)).title
    assert title is not None
    assert title.endswith("?")


@pytest.mark.parametrize("title", ["Live: Zambia opens flights", "LIVE | Zambia opens flights to Chile"])
def test_news_by_the_hour_has_the_title_above_its_date(title: str) -> None:
    page = read_page(f"{title}\n\nPublished on 3 May 2021\n\n18:40 GMT\nMinisters open flights\n{BODY}")
    assert page.title == title


def test_a_date_may_be_followed_by_how_long_ago_it_was_updated() -> None:
    page = read_page(f"Zambia and Chile to open flights\n16/05/2021 18:42 (updated 2 hours ago)\n\n{BODY}")
    assert [stated.first_date for stated in page.stated_dates] == [date(2021, 5, 16)]


@pytest.mark.parametrize(
    ("line", "author", "place"),
    [
        ("May 18, 2021 11:02 pm IST - New Delhi", None, "New Delhi"),
        ("Published in 18/05/2021 - 15:31 By Ann Obi - Lusaka", "Ann Obi", "Lusaka"),
        ("By ANN OBI in LUSAKA", "ANN OBI", "LUSAKA"),
        ("ByAnn B. Obi, Lusaka", "Ann B. Obi", "Lusaka"),
        ("LUSAKA MAY 18, 2021 - 12:31 PM", None, "LUSAKA"),
        ("Text: Ann Obi, 18 May 2021", "Ann Obi", None),
        ("May 18, 2021 - World", None, None),
        ("Last Updated on Saturday, 1 May 2021, 21:10 by Ann Obi", "Ann Obi", None),
        ("Posted on 1 May 2021 by Ann Obi", "Ann Obi", None),
        ("Staff Correspondent, Lusaka", None, "Lusaka"),
        ("Our Correspondent, Sylhet", None, "Sylhet"),
        ("Post Report, Kathmandu", None, "Kathmandu"),
        ("Star Report", None, None),
        ("Senior Multimedia Reporter\nAnn Obi", "Ann Obi", None),
        ("By Staff Reporter, Lusaka", None, "Lusaka"),
        ("Tuesday, 09 August 2022", None, None),
        ("Wednesday, August 10, 2022", None, None),
    ],
)
def test_a_line_under_the_headline_may_end_with_the_place(line: str, author: str | None, place: str | None) -> None:
    page = read_page(f"Zambia and Chile to open flights\n{line}\n\n{BODY}")
    assert (page.author, page.dateline_place) == (author, place)


def test_a_newsletter_s_box_is_no_text() -> None:
    page = read_page(
        f"Zambia and Chile to open flights\n\n{BODY}\nThe Daily Lusaka Newsletter\nKeep up with your town.\n"
    )
    assert words(page, "body")[-1].endswith(BODY.rstrip()[-40:])


@pytest.mark.parametrize(
    "caption",
    ["The president in Lusaka. | V. Obi/ZNA", "The palace on Cairo Road. Source: Ann Obi/ZNA", "Lusaka. /ZNA"],
)
def test_a_line_that_ends_with_a_name_and_an_agency_is_a_caption(caption: str) -> None:
    page = read_page(f"Zambia and Chile to open flights\n3 May 2021\n{caption}\n\n{BODY}")
    assert (page.title, words(page, "caption")) == ("Zambia and Chile to open flights", [caption])


@pytest.mark.parametrize(
    "line", ["onsdag 5. maj 2021", "5 Mayıs 2021 Çarşamba", "5 maja 2021", "5 May 2021 | 23 Ramadan 1442"]
)
def test_a_day_is_read_in_other_languages_and_beside_another_calendar(line: str) -> None:
    page = read_page(f"{line}\nZambia and Chile to open flights\n\n{BODY}")
    assert [stated.first_date for stated in page.stated_dates] == [date(2021, 5, 5)]


def test_a_lead_with_an_agency_s_dateline_is_no_standfirst() -> None:
    lead = "A mission of Chile came to Lusaka and spoke with the king of mines and roads there."
    page = read_page(f"Zambia and Chile to open flights\n\nLUSAKA (AFP) - {lead}\n3 May 2021 14:05\n{BODY}")
    assert words(page, "body")[0] == lead


@pytest.mark.parametrize("label", ["Published", "Posted on", "Updated"])
def test_who_wrote_may_stand_before_the_date_above_the_title(label: str) -> None:
    page = read_page(f"Norrby Times\nAnn Obi {label} May 3, 2021 08:05am\nZambia and Chile to open flights\n\n{BODY}")
    assert page.author == (None if label == "Updated" else "Ann Obi")
    assert page.title == "Zambia and Chile to open flights"


@pytest.mark.parametrize("kind", ["Press release", "Statement", "Media note"])
def test_what_kind_of_text_it_is_may_stand_before_the_date(kind: str) -> None:
    page = read_page(f"{kind} | 3 May 2021 | 12:10\nZambia and Chile to open flights\n\n{BODY}")
    assert page.title == "Zambia and Chile to open flights"
    assert [stated.first_date for stated in page.stated_dates] == [date(2021, 5, 3)]


@pytest.mark.parametrize("agency", ["PNA", "BSS", "Ghana News Agency"])
def test_any_agency_may_sign_an_article_in_brackets(agency: str) -> None:
    page = read_page(f"Zambia and Chile to open flights\n3 May 2021\n\n{BODY.rstrip()} ({agency})")
    assert page.outlet == agency


def test_the_section_behind_a_writer_is_no_outlet() -> None:
    page = read_page(f"Zambia and Chile to open flights\n3 May 2021 by Ann Obi, posted in Local News\n\n{BODY}")
    assert (page.author, page.outlet) == ("Ann Obi", None)


def test_an_agency_may_stand_before_the_date() -> None:
    page = read_page(f"Xinhua | Updated: 2021-05-03 21:07\nZambia and Chile to open flights\n\n{BODY}")
    assert (page.outlet, [stated.first_date for stated in page.stated_dates]) == ("Xinhua", [date(2021, 5, 3)])


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("The Norrby Courier, 3 March 2024", "The Norrby Courier"),
        ("Al Jazeera and news agencies", "Al Jazeera"),
        ("Wikinews, the free news source", "Wikinews"),
    ],
)
def test_a_line_under_the_title_names_the_outlet(line: str, outlet: str) -> None:
    page = read_page(f"Zambia and Chile to open flights\n\n{line}\n\n{BODY}")
    assert (page.title, page.outlet) == ("Zambia and Chile to open flights", outlet)


def test_an_agency_beside_an_update_line_dates_the_article() -> None:
    page = read_page(f"Xinhua | Updated: 2024-06-18 20:14\n\nZambia and Chile to open flights\n\n{BODY}")
    assert page.outlet == "Xinhua"
    assert [str(one.first_date) for one in page.stated_dates] == ["2024-06-18"]


def test_who_issues_a_release_is_not_its_title() -> None:
    page = read_page(f"Ministry of Foreign Affairs of Zambia\n\nZambia and Chile to open flights\n\n{BODY}")
    assert page.title == "Zambia and Chile to open flights"


@pytest.mark.parametrize("tail", ["3 May 2021", "Editing by N. Haque\n3 May 2021", "Lusaka, May 3, 2021 (PNA)"])
def test_a_full_date_that_closes_a_page_without_another_dates_it(tail: str) -> None:
    page = read_page(f"Zambia and Chile to open flights\nBy Ann Obi\n\n{BODY}\n{tail}\n")
    assert [stated.first_date for stated in page.stated_dates] == [date(2021, 5, 3)]


def test_a_date_that_closes_a_page_with_another_states_nothing() -> None:
    page = read_page(f"Zambia and Chile to open flights\n1 May 2021\n\n{BODY}\n3 May 2021\n")
    assert [stated.first_date for stated in page.stated_dates] == [date(2021, 5, 1)]


@pytest.mark.parametrize("line", ["Friday 3 May 2021 | Vol. 18 No. 34", "Lusaka, May 3, 2021. Year XII"])
def test_the_issue_of_a_newspaper_may_stand_beside_its_date(line: str) -> None:
    page = read_page(f"The Lusaka Herald\n{line}\n\nZambia and Chile to open flights\n\n{BODY}")
    assert [stated.first_date for stated in page.stated_dates] == [date(2021, 5, 3)]
