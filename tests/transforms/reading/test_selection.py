from __future__ import annotations

from transforms.reading.selection import worth_parsing

TEXT = (
    "Rain fell. Envoy Ana Lopes spoke of gardens. The roof is old. It leaks. "
    "Apples are red. Lopes condemned the raid. Pears are green. They asked her to go."
)


def spans(*sentences: str) -> list[tuple[int, int]]:
    return [(TEXT.index(sentence), TEXT.index(sentence) + len(sentence)) for sentence in sentences]


ALL = spans(*(f"{sentence.rstrip('.')}." for sentence in TEXT.split(". ")))


def told(chosen: list[tuple[int, int]]) -> list[str]:
    return [TEXT[start:end] for start, end in chosen]


def test_where_few_sentences_may_hold_a_claim_the_others_are_passed_over() -> None:
    assert told(worth_parsing(TEXT, ALL, spans("Apples are red."))) == ["Apples are red."]


def test_the_sentence_that_introduces_a_name_is_parsed_too() -> None:
    chosen = told(worth_parsing(TEXT, ALL, spans("Lopes condemned the raid.")))
    assert chosen == ["Envoy Ana Lopes spoke of gardens.", "Lopes condemned the raid."]


def test_the_sentence_before_a_pronoun_is_parsed_too() -> None:
    chosen = told(worth_parsing(TEXT, ALL, spans("They asked her to go.")))
    assert chosen == ["Pears are green.", "They asked her to go."]


def test_an_article_on_topic_is_parsed_whole() -> None:
    assert worth_parsing(TEXT, ALL, ALL[:4]) == ALL
