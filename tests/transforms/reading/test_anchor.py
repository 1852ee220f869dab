"""Symbolic dates anchored over a document; sentences are our own."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.reading.anchor import Anchored, Window, anchor
from transforms.reading.days import days_of
from transforms.reading.expression import find_expressions

FRIDAY = Window(date(2013, 3, 22), date(2013, 3, 22), "day", "stated")


def anchored(text: str, published: Window | None = FRIDAY) -> list[tuple[str, Anchored]]:
    found = find_expressions(text, [(0, len(text))])
    return [(one.text, meant) for one, meant in zip(found, anchor(found, published), strict=True)]


def values(text: str, published: Window | None = FRIDAY) -> list[str | None]:
    return [meant.value for _, meant in anchored(text, published)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They met on Tuesday.", "2013-03-19"),
        ("They met on Friday.", "2013-03-22"),
        ("They met last Friday.", "2013-03-15"),
        ("They will meet on Tuesday.", "2013-03-26"),
        ("They met on Monday night.", "2013-03-18TNI"),
        ("They met at 6:40 p.m. on Monday.", "2013-03-18T18:40"),
        ("They met yesterday.", "2013-03-21"),
        ("They met last night.", "2013-03-21TNI"),
        ("They met in November.", "2012-11"),
        ("They will meet in November.", "2013-11"),
        ("They met on 3 February.", "2013-02-03"),
        ("They met on December 3.", "2012-12-03"),
        ("They met last week.", "2013-W11"),
        ("They will meet next month.", "2013-04"),
        ("They met two weeks ago.", "2013-W10"),
        ("They met eight months ago.", "2012-07"),
        ("They met 64 years ago.", "1949"),
        ("They met earlier this year.", "2013"),
        ("They met last summer.", "2012-SU"),
        ("Sales fell in the third quarter.", "2012-Q3"),
        ("They met over the weekend.", "2013-W11-WE"),
        ("They met at Christmas.", "2012-12-25"),
        ("They met on Easter Sunday.", "2012-04-08"),
        ("They met on Labor Day.", "2012-09-03"),
        ("They met on Monday (4).", "2013-03-04"),
        ("They met on Saturday, October 20.", "2012-10-20"),
    ],
)
def test_news_counts_from_publication(text: str, value: str) -> None:
    assert value in values(text)


def test_what_follows_a_date_is_counted_from_it() -> None:
    text = "On May 3, 1975, they met. The next day they signed. Two months later it failed. A year earlier it began."
    assert values(text) == ["1975-05-03", "1975-05-04", "1975-07", "1974"]


def test_the_same_month_and_that_time_are_those_named_before() -> None:
    assert values("In January they met. In the same month they fell out. At that time it was cold.") == ["2013-01"] * 3


def test_a_chronicle_counts_from_what_it_told_last() -> None:
    text = "".join(f"In May {year} they met. " for year in range(1931, 1937))
    text += "On 30 December 1937 it began. In January they advanced. The following year it ended."
    assert values(text)[-3:] == ["1937-12-30", "1938-01", "1939"]


def test_an_aside_does_not_move_a_chronicle() -> None:
    text = "".join(f"In May {year} they met. " for year in range(1931, 1937))
    text += "It was on 4 June 1936. It is told in a book of 1998. On 6 June they left."
    assert values(text)[-1] == "1936-06-06"


def test_the_year_stated_beside_years_ago_wins() -> None:
    assert values("51 years ago, in April 1962, they signed.")[0] == "1962"
    assert values("51 years ago, in April 1962, they signed.", None)[0] == "1962"


def test_a_year_far_from_the_count_is_not_that_year() -> None:
    assert values("Ten years ago the man in office since 1990 resigned.")[0] == "2003"


def test_the_anniversary_is_that_of_the_stated_day() -> None:
    text = "He wrote on the anniversary of the founding. The state was founded on March 21, 1948."
    assert values(text) == ["2013-03-21", "1948-03-21"]


def test_a_numbered_anniversary_falls_in_its_year() -> None:
    assert values("They plan events next year for the 60th anniversary of the pact.") == ["2014", "2014"]


def test_without_publication_nothing_is_invented() -> None:
    text = "Yesterday, on Tuesday, in March, last year and 20 years ago they met; in May 1999 they had not."
    told = anchored(text, None)
    assert told[-1][1].window == Window(date(1999, 5, 1), date(1999, 5, 31), "month", "stated")
    assert all("X" in (meant.value or "X") for _, meant in told[:-1])
    assert all(meant.window is None for _, meant in told[:-1])


def test_a_publication_window_keeps_what_all_its_days_agree_on() -> None:
    fortnight = Window(date(2013, 3, 18), date(2013, 3, 24), "week", "inferred")
    sunday, yesterday, last_year = anchored(
        "On Sunday they met. Yesterday they left. Last year they fell out.", fortnight
    )
    assert sunday[1].value == "2013-03-XX"
    assert sunday[1].window == Window(date(2013, 3, 17), date(2013, 3, 24), "range", "relative")
    assert yesterday[1].window == Window(date(2013, 3, 17), date(2013, 3, 23), "range", "relative")
    assert last_year[1].value == "2012"


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("They met in early May 2010.", "2010-05-01", "2010-05-16", "range"),
        ("They met in the summer of 2010.", "2010-06-01", "2010-08-31", "range"),
        ("They met in the winter of 2010.", "2010-12-01", "2011-02-28", "range"),
        ("They met in Q2 2010.", "2010-04-01", "2010-06-30", "quarter"),
        ("They met in the 1990s.", "1990-01-01", "1999-12-31", "range"),
        ("They met earlier this week.", "2013-03-18", "2013-03-22", "range"),
        ("They will meet later this year.", "2013-03-22", "2013-12-31", "range"),
        ("They have met since February.", "2013-02-01", "2013-03-22", "range"),
        ("They talked from May 3 to 6, 1975.", "1975-05-03", "1975-05-06", "range"),
        ("In the past two weeks they met.", "2013-03-08", "2013-03-22", "range"),
        ("They met last week.", "2013-03-11", "2013-03-17", "week"),
        ("They are now at peace.", "2013-03-22", "2013-03-22", "day"),
    ],
)
def test_windows_cover_what_the_words_allow(text: str, start: str, end: str, precision: str) -> None:
    window = anchored(text)[-1][1].window
    assert window is not None
    assert (window.start.isoformat(), window.end.isoformat(), window.precision) == (start, end, precision)


def test_dates_before_christ_have_a_value_and_no_window() -> None:
    ((_, meant), (_, year_later)) = anchored("In 480 BC it burnt. A year later it was rebuilt.")
    assert (meant.value, meant.window, year_later.value) == ("BC0480", None, "BC0479")


def test_impossible_days_are_no_days() -> None:
    assert days_of("2011-02-30") is None
    assert days_of("PXM") is None
    assert days_of("XXXX-05") is None


_WORDS = """
on in the 3 30 1958 May February Monday Tuesday (19) last next this year week months weeks ago later earlier , . same
that two hundred thousand day century Easter Thanksgiving BC 29 noon anniversary 65th quarter fall weekend will was"""


@given(
    st.lists(st.sampled_from(_WORDS.split()), max_size=40).map(" ".join),
    st.none() | st.dates(date(1600, 1, 10), date(2190, 1, 1)),
    st.integers(0, 400),
)
def test_every_expression_is_anchored_and_no_window_ends_before_it_starts(
    text: str, day: date | None, length: int
) -> None:
    published = None if day is None else Window(day, date.fromordinal(day.toordinal() + length), "range", "inferred")
    found = find_expressions(text, [(0, len(text))])
    meant = anchor(found, published)
    assert len(meant) == len(found)
    assert all(one.window.start <= one.window.end for one in meant if one.window)


@pytest.mark.parametrize("count", ["3000000", "999999999999", "two hundred thousand", "9999"])
@pytest.mark.parametrize("unit", ["days", "weeks", "months", "years", "centuries", "hours"])
def test_no_number_is_too_large(count: str, unit: str) -> None:
    for published in (None, FRIDAY, Window(date(1, 1, 1), date(1, 1, 2), "range", "inferred")):
        text = f"On May 3, 1958 he came. {count} {unit} later, in the past {count} {unit}, {count} {unit} ago it was."
        assert anchored(text, published)[0][1].value == "1958-05-03"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Net fell in fiscal 1989's third quarter.", [("fiscal 1989's third quarter", "DATE", "1989-Q3")]),
        ("First-half earnings rose.", [("First-half", "DATE", "1989-H1")]),
        ("It struck in the second half against the visiting team.", []),
        ("Deposits grew in the latest week.", [("the latest week", "DATE", "1989-W43")]),
        (
            "In the year ended March 31, 1988, it lost money.",
            [("the year", "DURATION", "P1Y"), ("March 31, 1988", "DATE", "1988-03-31")],
        ),
        ("Two days before, they had fought.", [("Two days before", "DATE", "1989-10-31")]),
        (
            "A weeklong visit in recent weeks.",
            [("weeklong", "DURATION", "P1W"), ("in recent weeks", "DATE", "PAST_REF")],
        ),
        ("The semiannual dividend.", [("semiannual", "SET", "P6M")]),
        ("It closes by yearend.", [("yearend", "DATE", "1989")]),
        ("It opened at 10:35 a.m. EDT.", [("10:35 a.m. EDT", "TIME", "1989-11-02T10:35-04")]),
        (
            "They meet four times a year, every Monday.",
            [("a year", "SET", "P1Y"), ("every Monday", "SET", "XXXX-WXX-1")],
        ),
        ("The fair ran Oct. 1-15.", [("Oct. 1-15", "DATE", "1989-10-01/1989-10-15")]),
        ("Shares closed at $3 in composite trading Friday.", [("Friday", "DATE", "1989-10-27")]),
        ("The 1996-97 season was bad.", [("1996-97", "DATE", "1996/1997")]),
    ],
)
def test_wordings_of_business_news_have_their_type_and_value(text: str, expected: list[tuple[str, str, str]]) -> None:
    day = date(1989, 11, 2)
    expressions = find_expressions(text, [(0, len(text))])
    meant = anchor(expressions, Window(day, day, "day", "stated"))
    assert [(e.text, e.type, a.value) for e, a in zip(expressions, meant, strict=True)] == expected


def test_since_a_month_of_no_stated_year_is_a_range_open_to_publication() -> None:
    day = date(2012, 9, 14)
    text = "Since March, trade has grown; since May 2009, it had fallen."
    march, may = anchor(find_expressions(text, [(0, len(text))]), Window(day, day, "day", "stated"))
    assert march.value == "2012-03/"
    assert march.window == Window(date(2012, 3, 1), day, "range", "relative")
    assert may.value == "2009-05"
    assert days_of("2012-03/") == days_of("2012-03")


def test_a_plan_does_not_move_a_chronicle_on() -> None:
    told = "".join(f"On 4 May {1960 + year} the army marched. On 5 May {1960 + year} it camped. " for year in range(15))
    text = told + "On 10 March 1975 it attacked, for a campaign that was planned in 1976. On 20 March the city fell."
    expressions = find_expressions(text, [(0, len(text))])
    assert anchor(expressions, None)[-1].value == "1975-03-20"
