"""Sentence bounds: what ends a sentence, what does not, and that offsets hold for any text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.reading.sentence import sentences


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text, [(0, len(text))])]


@pytest.mark.parametrize(
    "text",
    [
        "Gen. Park met Lt. Gov. Ann M. Lee and Sen. Obi in St. Louis on Nov. 3 at 10 a.m. EST.",
        "The U.S. President and the U.N. envoy met George W. Bush in Washington, D.C. on Friday.",
        "Trade grew 3.5 percent to $1.2 billion, i.e. more than in the No. 2 economy.",
        "“Will you come?” President Traoré asked.",
        "He paused ... and then signed.",
        "Acme Corp. and Widget Inc. signed with the Bank of China Ltd. of Beijing.",
        "Brig. Gen. Omar al-Bashir Jr. spoke of art. 5 and fig. 3.",
        "See www.mfa.example.org and write to press@mfa.example.org for it.",
    ],
)
def test_one_sentence_stays_whole(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They left the U.S. The talks failed.", ["They left the U.S.", "The talks failed."]),
        ("It ended at 5 p.m. Both sides left.", ["It ended at 5 p.m.", "Both sides left."]),
        ("“We agree.” Then he left.", ["“We agree.”", "Then he left."]),
        ('"We agree," he said. "It is time."', ['"We agree," he said.', '"It is time."']),
        ("Who won? Nobody did! Peace held.", ["Who won?", "Nobody did!", "Peace held."]),
        ("They waited… Nothing came.", ["They waited…", "Nothing came."]),
        ("The pact was signed.The minister left.", ["The pact was signed.", "The minister left."]),
        ("两国签署协议。外长表示欢迎。", ["两国签署协议。", "外长表示欢迎。"]),
        ("Президент прибыл. Переговоры начались.", ["Президент прибыл.", "Переговоры начались."]),
        ("1. The ministry objects. 2. It asks for talks.", ["1. The ministry objects.", "2. It asks for talks."]),
        ("Prices rose in May. June was calm.", ["Prices rose in May.", "June was calm."]),
        ("They met in Sept. The talks failed.", ["They met in Sept.", "The talks failed."]),
        ("A headline without an end\nThe first sentence. The second.",
         ["A headline without an end", "The first sentence.", "The second."]),
        ("• First point made\n• Second point made", ["First point made", "Second point made"]),
    ],
)  # fmt: skip
def test_sentences_end_where_they_end(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_wrapped_lines_are_one_sentence() -> None:
    text = (
        "The foreign minister of Ghana left for Lomé on Tuesday with a message from\n"
        "the president about the border that both countries closed in the spring of\n"
        "last year, when floods had carried away the bridge and the customs house\n"
        "next to it. The two sides agreed to rebuild both.\n\nTogo was pleased."
    )
    assert [part.replace("\n", " ")[:20] for part in split(text)] == [
        "The foreign minister", "The two sides agreed", "Togo was pleased.",
    ]  # fmt: skip


def test_a_sentence_never_crosses_a_span() -> None:
    text = "One half of it and the other half."
    assert sentences(text, [(0, 11), (11, len(text))]) == [(0, 11), (12, len(text))]


def test_a_text_without_ends_is_cut() -> None:
    text = "word " * 5_000
    assert max(end - start for start, end in sentences(text, [(0, len(text))])) <= 2_000


@settings(max_examples=300, deadline=None)
@given(
    st.text(alphabet=st.sampled_from("aBc. \n\r\t!?…。”“\"'()U.S.1•\u2028é金"), max_size=300) | st.text(max_size=200)
)
def test_bounds_hold_for_any_text(text: str) -> None:
    middle = len(text) // 2
    spans = [(0, middle), (middle, len(text))]
    found = sentences(text, spans)
    assert found == sorted(found)
    assert all(start < end and not text[start].isspace() and not text[end - 1].isspace() for start, end in found)
    assert all(any(a <= start and end <= b for a, b in spans) for start, end in found)
    assert all(before[1] <= after[0] for before, after in pairwise(found))


@pytest.mark.parametrize("unit", [".", ". ", "a.", "A. ", '."', "\n", "a\n", "U.S. ", "? ", "。", "\"'"])
@pytest.mark.timeout(60)
def test_hostile_repetition_ends(unit: str) -> None:
    text = unit * (60_000 // len(unit))
    sentences(text, [(0, len(text))])
