"""What is printed: nothing that an article says can drive a terminal or a spreadsheet."""

from __future__ import annotations

import json
import sys
import unicodedata
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.output import aligned, as_json, print_frame, say, tell, visible
from warehouse.spreadsheet import as_csv

HOSTILE = "\x1b[2J\x1b]0;title\x07 red \x9b31m \u202eabc\u202c\u2066 zero\u200bwidth\ufeff line\u2028end\r over"


def is_unseen(letter: str) -> bool:
    return unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and letter not in "\n\u200c\u200d"


def test_no_character_that_drives_a_terminal_is_left() -> None:
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    assert not any(is_unseen(letter) for letter in visible(every))


def test_letters_of_all_scripts_stay_as_they_are() -> None:
    text = "Díaz-Canel, Зеленський, 金正恩, صدام, नरेन्द्र, 👩\u200d🚀, می\u200cخواهم"
    assert visible(text) == text


def test_what_is_hidden_is_spelt_out() -> None:
    assert visible("a\x1b[31mb\u202ec\U000e0041") == r"a\x1b[31mb\u202ec\U000e0041"


@settings(deadline=None)
@given(st.text(st.characters(codec=None)))
def test_json_shows_nothing_unseen_and_means_the_same(text: str) -> None:
    shown = as_json({"text": text})
    assert not any(is_unseen(letter) for letter in shown)
    assert json.loads(shown) == {"text": text}


def test_every_way_of_printing_spells_hostile_text_out(capsys: pytest.CaptureFixture[str]) -> None:
    frame = pl.DataFrame({HOSTILE: [HOSTILE], "list": [[HOSTILE]], "record": [{"a": HOSTILE}]})
    tell(HOSTILE)
    say(HOSTILE)
    print_frame(frame)
    print_frame(frame, is_json=True)
    captured = capsys.readouterr()
    assert not any(is_unseen(letter) for letter in captured.out + captured.err)


def test_columns_stay_aligned_when_something_is_spelt_out() -> None:
    lines = aligned(["a", "b"], [("\x1b", "x"), ("plain", "x")])
    assert len({line.rindex("x") for line in lines[2:]}) == 1


@pytest.mark.parametrize("start", list("=+-@\t\r\n＝＋－＠"))
def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe(start: str) -> None:
    text = as_csv(pl.DataFrame({"a": [f"{start}cmd|' /C calc'!A0"]}))
    assert text.partition("\n")[2].lstrip('"').startswith(f"'{start}")


def test_numbers_in_csv_stay_numbers_and_lists_are_json() -> None:
    frame = pl.DataFrame(
        {"n": [-1.5, float("nan")], "l": [["=a", "é"], None], "t": [datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC), None]}
    )
    assert as_csv(frame) == 'n,l,t\n-1.5,"[""=a"",""é""]",2024-01-02T03:04:05Z\n,,\n'


def test_json_knows_every_kind_of_value_a_query_can_give() -> None:
    values = [Decimal("1.5"), b"\x01", time(1, 2), timedelta(days=1)]
    assert json.loads(as_json(values)) == [1.5, "01", "01:02:00", "1 day, 0:00:00"]


def test_what_is_no_number_is_null_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    print_frame(pl.DataFrame({"a": [float("nan")]}), is_json=True)
    assert json.loads(capsys.readouterr().out) == [{"a": None}]
