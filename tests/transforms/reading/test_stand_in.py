from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.reading.stand_in import StandIns
from transforms.reading.tokenizer import Word

RULES = {"known": ["Iran", "Merkel", "The"], "people": ["Honduran", "Togolese", "Samoans"]}


def word(text: str) -> Word:
    return Word(text, text.lower())


def shown(text: str) -> str:
    return " ".join(each.text for each in StandIns(RULES, word).of([word(part) for part in text.split()]))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Yesterday Mokgweetsi Masisi met aides", "Yesterday George Bush met aides"),
        ("Aides said that Feleti Penitala Teo met them", "Aides said that George W. Bush met them"),
        ("officials said Ana Brnabić met Yair Lapid there", "officials said George Bush met Bill Clinton there"),
        ("the Honduran minister left Iran", "the Iraqi minister left Iran"),
        ("the Togolese envoy met Samoans", "the Chinese envoy met Iraqis"),
    ],
)
def test_a_name_that_the_parser_never_met_is_shown_as_one_that_it_knows(text: str, expected: str) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "aides saw Merkel in Iran",
        "The minister spoke of Peace at length",
        "SAMOANS MEET MASISI",
        "Honduran Minister Meets Mokgweetsi Masisi",
        "it cost 5 A and 6 B",
        "aides saw Masisi leave the QXZ AND",
    ],
)
def test_known_words_plain_words_and_headlines_stay_as_they_are(text: str) -> None:
    assert shown(text) == text


@given(st.lists(st.text(min_size=1, max_size=8).filter(str.strip), max_size=12))
def test_each_word_has_one_that_stands_for_it(texts: list[str]) -> None:
    words = [word(text) for text in texts]
    assert len(StandIns(RULES, word).of(words)) == len(words)
