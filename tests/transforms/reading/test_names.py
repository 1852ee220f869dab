"""One name has many spellings, and news repeats only a part of it."""

from __future__ import annotations

import pytest

from transforms.reading.names import family_names, folded, name_key, spellings


@pytest.mark.parametrize(
    "text", ["Côte d’Ivoire", "Řehoř – Łódź", "Nguyễn Phú Trọng", "İstanbul", "naïve “Straße”", "朝鲜"]
)
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(folded(text)) == len(text)


def test_folding_takes_accents_and_typographic_signs_away() -> None:
    assert folded("Díaz-Canel’s “Łódź”") == 'Diaz-Canel\'s "Lodz"'


def test_korean_names_are_found_with_hyphen_space_and_in_capitals() -> None:
    assert spellings("Kim Jong Un", "PRK") >= {
        "Kim Jong Un",
        "Kim Jong-un",
        "Kim Jong-Un",
        "KIM JONG UN",
        "KIM JONG-UN",
    }
    assert spellings("Moon Jae-in", "KOR") >= {"Moon Jae-in", "Moon Jae In", "MOON JAE-IN"}


@pytest.mark.parametrize(
    ("name", "country", "short"),
    [
        ("Xi Jinping", "CHN", "Xi"),
        ("Ann Linde", "SWE", "Linde"),
        ("Alexander Van der Bellen", "AUT", "Van der Bellen"),
        ("Turki al-Malki", "SAU", "Malki"),
        ("Luis Moreno Ocampo Perez", "ARG", "Ocampo"),
        ("Robert Smith Jr.", "USA", "Smith"),
    ],
)
def test_the_family_name_is_a_short_form(name: str, country: str, short: str) -> None:
    assert short in set(family_names(name, country))


def test_a_family_name_that_stands_first_is_known_without_a_country() -> None:
    assert "Han" in set(family_names("Han Su Chol", None, {"Han"}))
    assert "Ann" not in set(family_names("Ann Linde", None, {"Han"}))


def test_spellings_of_one_person_have_one_key() -> None:
    assert name_key("Kim Jong-un") == name_key("Kim Jong Un") == name_key("KIM JONG UN")
    assert name_key("Miguel Díaz-Canel") == name_key("Miguel Diaz Canel")
