from __future__ import annotations

import gc

from texts import reader

from transforms.reading.selection import worth_parsing

TEXT = (
    "Rain fell. Envoy Ana Lopes spoke of gardens. The roof is old. It leaks. "
    "Apples are red. Lopes condemned the raid. Pears are green. They asked her to go. "
    "The raid was condemned. Plums are ripe. Kivu said on Monday it was ready. Figs are soft. On Monday it fell."
)


def spans(*sentences: str) -> list[tuple[int, int]]:
    return [(TEXT.index(sentence), TEXT.index(sentence) + len(sentence)) for sentence in sentences]


ALL = spans(*(f"{sentence.rstrip('.')}." for sentence in TEXT.split(". ")))


def chosen_of(*telling: str, well_known: tuple[str, ...] = ()) -> list[str]:
    return told(worth_parsing(TEXT, ALL, spans(*telling), well_known))


def told(chosen: list[tuple[int, int]]) -> list[str]:
    return [TEXT[start:end] for start, end in chosen]


def test_a_sentence_that_tells_no_act_is_passed_over() -> None:
    assert chosen_of("Apples are red.") == ["Apples are red."]


def test_the_sentence_that_introduces_a_name_is_parsed_too() -> None:
    assert chosen_of("Lopes condemned the raid.") == ["Envoy Ana Lopes spoke of gardens.", "Lopes condemned the raid."]


def test_a_well_known_name_needs_no_introduction() -> None:
    assert chosen_of("Lopes condemned the raid.", well_known=("Lopes",)) == ["Lopes condemned the raid."]


def test_a_common_word_in_front_is_no_name() -> None:
    assert chosen_of("The raid was condemned.") == ["The raid was condemned."]


def test_the_sentence_before_a_pronoun_is_parsed_too() -> None:
    assert chosen_of("They asked her to go.") == ["Pears are green.", "They asked her to go."]


def test_a_pronoun_behind_a_name_needs_no_sentence_before() -> None:
    assert chosen_of("Kivu said on Monday it was ready.") == ["Kivu said on Monday it was ready."]


def test_a_weekday_is_no_name() -> None:
    assert chosen_of("On Monday it fell.") == ["Figs are soft.", "On Monday it fell."]


def parsed(text: str) -> list[str]:
    outline = reader().outline(text, is_html=False, is_plain=True, uri="", metadata={})
    return [outline.page.text[start:end] for start, end in outline.parsed]


def test_a_lone_role_is_parsed_only_in_an_article_about_what_states_do() -> None:
    """The quarrel of two states holds a claim in most sentences, a day in the garden in one."""
    told, garden = "The agency rejected the offer.", "The apples were red and the wall was warm. " * 6
    about_states = f"Iran accused Iraq of theft. Iraq rejected the charge. {told}"

    assert told in parsed(about_states)
    assert told not in parsed(f"{garden}{told}")
    assert "Iran rejected the offer." in parsed(f"{garden}Iran rejected the offer.")


def test_an_article_in_which_nobody_has_a_name_is_about_no_states_unless_it_is_very_short() -> None:
    told = ["The court rejected the claim.", "A judge warned the bank.", "The agency refused.", "An official agreed."]
    assert parsed(" ".join(told)) == []
    assert parsed(" ".join(told[:3])) == told[:3]


def test_a_reading_leaves_no_cycles_for_the_collector() -> None:
    text = "President Ruto of Kenya met Foreign Minister Wang Yi, who thanked him, and both leaders condemned the coup."

    def left_behind() -> int:
        gc.collect()
        assert reader().read(text, is_plain=True).claims
        return gc.collect()

    # Something else may leave some beside it.
    assert min(left_behind() for _ in range(3)) == 0
