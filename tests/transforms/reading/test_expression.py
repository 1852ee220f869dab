"""Temporal expressions in every usual written form; sentences are our own."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.reading.expression import Expression, find_expressions
from transforms.reading.symbol import Symbol


def found(text: str) -> list[Expression]:
    return find_expressions(text, [(0, len(text))])


def symbols(text: str) -> list[tuple[str, str]]:
    """Words and value (or unit and count) of each expression."""
    read = []
    for expression in found(text):
        symbol = Symbol.decode(expression.symbol)
        read.append((expression.text, symbol.value or f"{symbol.base} {symbol.unit}{symbol.count}".strip()))
    return read


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("Signed 2019.03.07 in Lomé.", "2019.03.07", "2019-03-07"),
        ("Signed 2019-03-07 in Lomé.", "2019-03-07", "2019-03-07"),
        ("Signed 7.3.2019 in Bern.", "7.3.2019", "2019-03-07"),
        ("Signed 3/7/19 in Boston.", "3/7/19", "2019-03-07"),
        ("Signed 25/7/2019 in Leeds.", "25/7/2019", "2019-07-25"),
        ("They met on Oct. 4, 1973.", "Oct. 4, 1973", "1973-10-04"),
        ("They met on October 4th, 1973.", "October 4th, 1973", "1973-10-04"),
        ("They met on 4 October 1973.", "4 October 1973", "1973-10-04"),
        ("They met on the 4th of October, 1973.", "the 4th of October, 1973", "1973-10-04"),
        ("They met on Thursday, October 4, 1973.", "Thursday, October 4, 1973", "1973-10-04"),
        ("They met in June, 2011.", "June, 2011", "2011-06"),
        ("They met in June of 2011.", "June of 2011", "2011-06"),
        ("They met in late June 2011.", "late June 2011", "2011-06"),
        ("They met at the end of June 2011.", "the end of June 2011", "2011-06"),
        ("They met on 4 October.", "4 October", "XXXX-10-04"),
        ("They met in October.", "October", "XXXX-10"),
        ("They met on Tuesday.", "Tuesday", "XXXX-WXX-2"),
        ("They met on Tuesday (7).", "Tuesday (7)", "XXXX-XX-07"),
        ("It was built in 1888.", "1888", "1888"),
        ("It was built in the early 1880s.", "the early 1880s", "188"),
        ("It was built in the '80s.", "the '80s", "198"),
        ("It was built in the 19th century.", "the 19th century", "18"),
        ("It was built in the fifth century BC.", "the fifth century BC", "BC04"),
        ("It was burnt in 480 BC.", "480 BC", "BC0480"),
        ("It was built in the spring of 1888.", "the spring of 1888", "1888-SP"),
        ("It was built in the fall of 1888.", "the fall of 1888", "1888-FA"),
        ("Profits rose in the third quarter of 1997.", "the third quarter of 1997", "1997-Q3"),
        ("Profits rose in Q3 1997.", "Q3 1997", "1997-Q3"),
        ("Profits rose in the second half of 1997.", "the second half of 1997", "1997-H2"),
        ("Profits rose in fiscal 1997.", "fiscal 1997", "FY1997"),
        ("They met on Christmas Day 1997.", "Christmas Day 1997", "1997-12-25"),
        ("They talked from May 3 to 6, 1975.", "May 3 to 6, 1975", "1975-05-03/1975-05-06"),
        ("They talked 3-6 May 1975.", "3-6 May 1975", "1975-05-03/1975-05-06"),
        ("From May 30 to June 2, 1975, they talked.", "May 30 to June 2, 1975", "1975-05-30/1975-06-02"),
        (
            "From December 30 to January 2, 1976, they talked.",
            "December 30 to January 2, 1976",
            "1975-12-30/1976-01-02",
        ),
    ],
)
def test_written_forms_of_dates(text: str, words: str, value: str) -> None:
    assert (words, value) in symbols(text)


@pytest.mark.parametrize(
    ("text", "words", "meaning"),
    [
        ("He left yesterday.", "yesterday", "published D-1"),
        ("He left the day before yesterday.", "the day before yesterday", "published D-2"),
        ("He left last week.", "last week", "published W-1"),
        ("He left earlier this month.", "earlier this month", "published M0"),
        ("He will leave next year.", "next year", "published Y1"),
        ("He left thirty-two years ago.", "thirty-two years ago", "published Y-32"),
        ("He left two and a half years ago.", "two and a half years ago", "published Y-2.5"),
        ("He left half a century ago.", "half a century ago", "published Y-50"),
        ("He will be back three days from now.", "three days from now", "published D3"),
        ("Two weeks later he left.", "Two weeks later", "context W2"),
        ("A year earlier he had left.", "A year earlier", "context Y-1"),
        ("The following day he left.", "The following day", "context D1"),
        ("In the same month he left.", "the same month", "context M0"),
        ("In May of that year he left.", "May of that year", "XXXX-05"),
    ],
)
def test_relative_dates_keep_their_base_and_count(text: str, words: str, meaning: str) -> None:
    assert (words, meaning) in symbols(text)


@pytest.mark.parametrize(
    ("text", "type_", "value"),
    [
        ("It took eight months.", "DURATION", "P8M"),
        ("It took more than two decades.", "DURATION", "P2DE"),
        ("It took a fortnight.", "DURATION", "P2W"),
        ("It took several years.", "DURATION", "PXY"),
        ("It was a six-hour siege.", "DURATION", "PT6H"),
        ("It took two and a half years.", "DURATION", "P2.5Y"),
        ("It took half an hour.", "DURATION", "PT30M"),
        ("They meet every Friday.", "SET", "XXXX-WXX-5"),
        ("They meet twice a week.", "SET", "P1W"),
        ("They meet daily.", "SET", "P1D"),
        ("They meet every two months.", "SET", "P2M"),
        ("They meet at 6:30 p.m. today.", "TIME", "XXXX-XX-XX"),
        ("They met on Monday night.", "TIME", "XXXX-WXX-1"),
        ("They are now allies.", "DATE", "PRESENT_REF"),
        ("They recently fell out.", "DATE", "PAST_REF"),
        ("They will meet in the near future.", "DATE", "FUTURE_REF"),
    ],
)
def test_lengths_sets_times_and_references(text: str, type_: str, value: str) -> None:
    assert (type_, value) in [(found_.type, Symbol.decode(found_.symbol).value) for found_ in found(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The treaty may enter into force, and they march on; I second that.",
        "He paid $1975 for 1800 tons and 2000 people came.",
        "The A380s and the F-16s flew after the fall of the town.",
        "Theresa May and April Smith spoke to August Bebel.",
        "Call 555-1234 or see section 3.2.1 of page 4000.",
        "Good morning to all quarters of the city.",
    ],
)
def test_words_of_other_meaning_are_no_dates(text: str) -> None:
    assert found(text) == []


def test_verbs_tell_which_way_a_date_lies() -> None:
    past, future = found("She resigned on 4 May and will return on 9 June.")
    assert Symbol.decode(past.symbol).lean == "past"
    assert Symbol.decode(future.symbol).lean == "future"


def test_the_year_of_the_last_of_joined_dates_is_shared() -> None:
    assert ("March", "1931-03") in symbols("Between March and April 1931 nothing moved.")
    assert ("November", "1930-11") in symbols("From November to February 1931 nothing moved.")


def test_an_explicit_year_in_the_sentence_stands_beside_years_ago() -> None:
    (ago, _) = found("Forty years ago, in April 1962, they signed.")
    assert Symbol.decode(ago.symbol).beside == "1962"


def test_an_anniversary_falls_in_the_year_its_sentence_names() -> None:
    read = found("Next year they mark the 40th anniversary of their alliance.")
    assert Symbol.decode(read[-1].symbol).value == "1"


def test_ranges_stay_whole_in_news_and_are_two_dates_in_a_chronicle() -> None:
    visit = "He came from June 3 to 6, 1975. "
    assert [found_.text for found_ in found(visit)] == ["June 3 to 6, 1975"]
    chronicle = (
        "".join(f"In May {year} the war went on, and in June it stopped. " for year in range(1960, 1972)) + visit
    )
    assert [found_.text for found_ in found(chronicle)][-2:] == ["June 3", "6, 1975"]


def test_three_figures_are_years_before_christ_in_an_ancient_history() -> None:
    text = "In 490 BC they came, in 480 BC again, in 479 BC they left. In 477 a league was made."
    assert ("477", "BC0477") in symbols(text)


def test_text_outside_the_spans_is_not_read() -> None:
    text = "In 1950 here. In 1960 there."
    assert [found_.text for found_ in find_expressions(text, [(14, len(text))])] == ["1960"]


def test_a_symbol_survives_its_encoding() -> None:
    symbol = Symbol("shift", "XXXX-05", "published", "Y", "-2.5", "past", "END", "TMO", "3", "1970", "1962")
    assert Symbol.decode(symbol.encode()) == symbol


def test_something_else_is_no_symbol() -> None:
    with pytest.raises(ValueError, match="not a symbolic date"):
        Symbol.decode("value=1")


_PIECES = """
on the of 3 31 1958 12:30 p.m. may March Monday last next two and a half years ago earlier ( ) - – , . ' ’ 's BC
2024.09.09 1/2/03 99th 1990s every same day night FY Q3 ٣ ² é 💥 spring century anniversary"""
_ANY_TEXT = st.lists(st.sampled_from([*_PIECES.split(), "\n", "\n\n", "\x00"]), max_size=60).map(" ".join)


@given(_ANY_TEXT | st.text(max_size=200))
def test_any_text_gives_sorted_disjoint_expressions_with_true_offsets(text: str) -> None:
    read = found(text)
    assert all(text[one.start : one.end] == one.text for one in read)
    assert all(one.end <= other.start for one, other in pairwise(read))
    for one in read:
        Symbol.decode(one.symbol)


@pytest.mark.parametrize(
    "piece",
    ["two and a half ", "the ", "1958 - ", "May 3 to ", "twenty ", "' ", "last ", "(", "2024.", "year ", "a", "9"],
)
def test_hostile_repetition_takes_linear_time(piece: str) -> None:
    def seconds(size: int) -> float:
        start = time.process_time()
        found(piece * size)
        return time.process_time() - start

    # The least of a few, so that what else the machine does counts for nothing.
    short, long = (min(seconds(size) for _ in range(3)) for size in (500, 6_000))
    assert long < 50 * max(short, 0.002)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway will skip the Oslo Summer Games.", []),
        ("The bill came to 3,202 p.m. and 3.5 a.m. more.", []),
        ("The Winter War and the Arab Spring changed both.", []),
        ("After the Six-Day War they met; the Seven Years' War was longer.", []),
        ("The July Crisis began with a shot.", []),
        ("The Sunday Tribune wrote of Bloody Sunday.", []),
        ("Rome held the 1960 Summer Games.", ["1960"]),
        ("Last Summer Iran left; in Spring 2005 it came back.", ["Last Summer", "Spring 2005"]),
        ("In October Congress met, and on Sunday Iran answered.", ["October", "Sunday"]),
    ],
)
def test_words_of_time_inside_names_are_no_dates_in_news(text: str, expected: list[str]) -> None:
    assert [found.text for found in find_expressions(text, [(0, len(text))])] == expected
