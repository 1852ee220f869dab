from __future__ import annotations

import subprocess
import sys

import pytest

from transforms.reading.dictionary import inflections, lemma, lemmas, parts_of_speech


@pytest.mark.parametrize(
    ("word", "upos", "xpos", "expected"),
    [
        ("sent", "VERB", "VBD", "send"),
        ("accusing", "VERB", "VBG", "accuse"),
        ("Visits", "NOUN", "NNS", "visit"),
        ("was", "AUX", "VBD", "be"),
        ("Kim", "PROPN", "NNP", "Kim"),
        ("The", "DET", "DT", "the"),
        ("zorbed", "VERB", "VBD", "zorb"),
        ("zorblist", "NOUN", "NN", "zorblist"),
    ],
)
def test_words_have_their_dictionary_form(word: str, upos: str, xpos: str, expected: str) -> None:
    assert lemma(word, upos, xpos) == expected


def test_a_word_has_a_dictionary_form_for_each_part_of_speech() -> None:
    assert lemmas("raids") == {"NOUN": ["raid"], "VERB": ["raid"]}
    assert parts_of_speech("Raids") == {"NOUN", "VERB"}
    assert parts_of_speech("zorble") == frozenset()


def test_irregular_verbs_and_nouns_have_their_forms() -> None:
    assert {"freeze", "freezes", "froze", "frozen", "freezing"} <= inflections("freeze", "VERB")
    assert inflections("envoy", "NOUN") == {"envoy", "envoys"}


def test_an_unknown_word_is_inflected_like_the_word_it_ends_in() -> None:
    assert {"unfroze", "unfrozen"} <= inflections("unfreeze", "VERB")
    assert {"test-fired", "test-firing"} <= inflections("test-fire", "VERB")


@pytest.mark.parametrize(
    ("base", "upos", "expected"),
    [
        ("zorch", "VERB", {"zorch", "zorches", "zorched", "zorching"}),
        ("zorble", "VERB", {"zorble", "zorbles", "zorbled", "zorbling"}),
        ("zorby", "NOUN", {"zorby", "zorbies"}),
    ],
)
def test_other_unknown_words_are_inflected_regularly(base: str, upos: str, expected: set[str]) -> None:
    assert inflections(base, upos) == expected


def test_guessing_at_a_word_loads_no_spacy() -> None:
    code = "import sys; from transforms.reading.dictionary import lemma; lemma('zorbled', 'VERB', 'VBD'); "
    done = subprocess.run(
        [sys.executable, "-c", f"{code} print('spacy' in sys.modules)"], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
