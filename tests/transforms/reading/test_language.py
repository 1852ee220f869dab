from __future__ import annotations

import pytest

from transforms.reading.language import language_of


@pytest.mark.parametrize(
    "text",
    [
        (
            "Kenya recalls envoy from Khartoum after paramilitary talks row. Luis Abinader threatened Haiti, "
            "Santo Domingo officials told Reuters correspondent Jean Valme, citing Washington, Brussels, Paris."
        ),
        (
            "Van den Berg meets De Croo, Van Rompuy, Van der Bellen. Dutch, Belgian, Austrian ministers discuss "
            "Schengen rules, migration, Frontex funding, Rotterdam harbour checks, Antwerp customs posts near Hoek."
        ),
    ],
)
def test_names_of_elsewhere_do_not_make_english_foreign(text: str) -> None:
    assert language_of(text) == "en"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (("De minister van Buitenlandse Zaken heeft in Brussel gesproken met zijn collega. Het was het eerste overleg "
         "in een maand, en hij was er over te spreken."), "nl"),
        (("Statsministeren var i Oslo tirsdag for at tale med sin norske kollega. Han sagde, at de har en plan om at "
         "hjælpe, og at den skal være klar til foråret."), "da"),
        ("El presidente se reunió en La Habana con el ministro de Relaciones Exteriores.", "es"),
        ("Президент встретился с министром в Москве.", "ru"),
        ("主席在北京会见了总统。", "zh"),
    ],
)  # fmt: skip
def test_other_languages_are_told_from_english(text: str, language: str) -> None:
    assert language_of(text) == language


def test_a_headline_is_english_by_a_word_or_two() -> None:
    assert language_of("Togo, Benin sign pact on border trade") == "en"


@pytest.mark.parametrize("text", ["", "   ", "12.03.2021", "***"])
def test_what_has_no_words_has_no_language(text: str) -> None:
    assert language_of(text) is None
