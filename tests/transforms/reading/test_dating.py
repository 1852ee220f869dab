"""Which expression dates a claim, and its window; sentences are our own."""

from __future__ import annotations

from datetime import date

import pytest

from transforms.reading.anchor import Window, anchor
from transforms.reading.dating import (
    ClaimDate,
    claim_window,
    dating_expression,
    story_expression,
    tells_history,
    tense_of,
)
from transforms.reading.expression import find_expressions
from transforms.reading.sentence import sentences

FRIDAY = Window(date(2013, 3, 22), date(2013, 3, 22), "day", "stated")


def dated(
    text: str,
    word: str,
    published: Window | None = FRIDAY,
    *,
    is_planned: bool = False,
    is_continued: bool = True,
    is_noun: bool = False,
    tense: str = "",
) -> ClaimDate:
    """The date of the claim that `word` triggers."""
    spans = sentences(text, [(0, len(text))])
    expressions = find_expressions(text, [(0, len(text))])
    trigger = (text.index(word), text.index(word) + len(word))
    sentence = next(span for span in spans if span[0] <= trigger[0] < span[1])
    tense = tense or tense_of(text, trigger, sentence)
    story = story_expression(spans, expressions)
    index = dating_expression(
        text, trigger, sentence, expressions, tense=tense, story=story, is_continued=is_continued, is_noun=is_noun
    )
    meant = anchor(expressions, published)
    return claim_window(
        sentence,
        None if index is None else expressions[index],
        None if index is None else meant[index],
        published,
        tense=tense,
        is_planned=is_planned,
    )


@pytest.mark.parametrize(
    ("text", "word", "value"),
    [
        ("Envoys met in Doha on March 4 and signed a truce on March 9.", "met", "2013-03-04"),
        ("Envoys met in Doha on March 4 and signed a truce on March 9.", "signed", "2013-03-09"),
        ("On Tuesday, Ghana recalled its envoy, who was appointed in May 2010.", "recalled", "2013-03-19"),
        ("On Tuesday, Ghana recalled its envoy, who was appointed in May 2010.", "appointed", "2010-05"),
        ("The minister announced on Monday that talks would open in June 2014.", "announced", "2013-03-18"),
        ("The minister announced on Monday that talks would open in June 2014.", "open", "2014-06"),
        ("Chad rejected the 1994 accord on Wednesday.", "rejected", "2013-03-20"),
        ("55 years ago, Togo sent envoys to Ghana from 2 to 5 May 1958.", "sent", "1958-05-02/1958-05-05"),
    ],
)
def test_the_nearest_date_of_the_clause_dates_a_verb(text: str, word: str, value: str) -> None:
    assert dated(text, word).value == value


def test_a_present_perfect_takes_no_date_of_a_finished_time() -> None:
    told = dated("Peru has withdrawn from the pact it joined in 1991.", "withdrawn")
    assert told.value == "2013-03-22"
    assert told.window == Window(date(2013, 3, 16), date(2013, 3, 22), "range", "publication")


def test_what_was_said_does_not_date_the_saying() -> None:
    told = dated("Togo said that its exports doubled to two million tons last year.", "said")
    assert told.window == Window(date(2013, 3, 16), date(2013, 3, 22), "range", "publication")
    assert dated("Togo said that its exports doubled to two million tons last year.", "doubled").value == "2012"


def test_a_past_verb_takes_no_date_still_to_come() -> None:
    told = dated("Kenya said its troops will leave in August 2014.", "said")
    assert told.value != "2014-08"


def test_undated_news_has_the_day_of_its_story() -> None:
    text = "On Wednesday the two leaders met in Accra. They discussed trade. The hosts praised the visitors."
    told = dated(text, "praised")
    assert told.value == "2013-03-20"
    assert told.window == Window(date(2013, 3, 20), date(2013, 3, 22), "range", "inferred")
    assert "Wednesday" in told.rule


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Chad wrote on Friday. Its minister met Togo's on Monday. He thanked Togo.", date(2013, 3, 18)),
        ("Mali voted on Friday. On Tuesday Mali and Niger talked. After that they thanked Chad.", date(2013, 3, 19)),
        ("Peru closed its port on Friday. Peru had a visit on March 16. It thanked Chile.", date(2013, 3, 16)),
        ("Chad wrote on Friday. Its minister met Togo's on Monday.\n\nHe thanked Togo.", date(2013, 3, 22)),
        ("Chad wrote on Friday. Its minister met Togo's on Monday. It rained. He thanked Togo.", date(2013, 3, 22)),
    ],
)
def test_what_goes_on_may_be_of_the_day_of_the_sentence_before(text: str, start: date) -> None:
    window = dated(text, "thanked").window
    assert window is not None
    assert (window.start, window.end) == (start, FRIDAY.end)


def test_news_without_any_date_is_bounded_by_publication() -> None:
    told = dated("Togo expelled two diplomats.", "expelled")
    assert told.window == Window(date(2013, 3, 16), date(2013, 3, 22), "range", "publication")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Togo had expelled two diplomats.", "expelled"),
        ("Togo previously expelled two diplomats.", "expelled"),
        ("Togo will expel two diplomats.", "expel"),
    ],
)
def test_background_and_plans_are_never_dated_by_publication(text: str, word: str) -> None:
    assert dated(text, word).window is None


def test_a_planned_claim_without_a_date_stays_open() -> None:
    assert dated("Togo to expel two diplomats.", "expel", is_planned=True).window is None


def test_without_publication_undated_claims_stay_open() -> None:
    assert dated("Togo expelled two diplomats.", "expelled", None).window is None


def test_a_vague_publication_dates_nothing() -> None:
    year = Window(date(2013, 1, 1), date(2013, 12, 31), "year", "inferred")
    assert dated("Togo expelled two diplomats.", "expelled", year).window is None


def test_a_stated_date_needs_no_publication() -> None:
    told = dated("Togo expelled two diplomats in May 1999.", "expelled", None)
    assert told.window == Window(date(1999, 5, 1), date(1999, 5, 31), "month", "stated")


def test_the_rule_names_the_words_and_the_reckoning() -> None:
    told = dated("Togo expelled two diplomats on Tuesday.", "expelled")
    assert told.rule == "weekday “Tuesday”: last such weekday before publication"


def test_history_goes_on_at_the_time_of_the_sentence_before() -> None:
    text = "Togo and Benin signed a pact in May 1963. Benin ratified it."
    for published in (None, FRIDAY):
        told = dated(text, "ratified", published)
        assert told.window == Window(date(1963, 5, 1), date(1963, 5, 31), "month", "inferred")


def test_whoever_was_not_there_acts_in_the_news() -> None:
    text = "Togo and Benin signed a pact in May 1963. Ghana protested."
    assert "1963" not in dated(text, "protested", is_continued=False).rule
    assert dated(text, "protested", None, is_continued=False).window is None


@pytest.mark.parametrize(
    "text",
    [
        "Togo's message to Benin was shorter than last year.",
        "Togo's message to Benin held fewer warm words compared with last year.",
    ],
)
def test_what_an_act_is_held_against_does_not_date_it(text: str) -> None:
    assert "last year" not in dated(text, "message").rule


@pytest.mark.parametrize(
    "text",
    [
        "On Monday, Togo recalled its envoy in anger over Benin's annexation of an island.",
        "On Monday, Togo held talks about the annexation.",
        "On Monday, Togo lodged a protest against Benin's annexation of an island.",
    ],
)
def test_what_is_answered_has_not_the_date_of_the_answer(text: str) -> None:
    assert dated(text, "annexation", is_noun=True, tense="background").window is None
    assert dated(text, "Togo").window == Window(date(2013, 3, 18), date(2013, 3, 18), "day", "relative")


def test_what_is_wanted_for_a_time_ahead_does_not_date_the_wish() -> None:
    wish = "Togo called for games next year to mark the 20th anniversary of the treaty of June 1993."
    assert "1993" not in dated(wish, "called").rule
    assert "Monday" in dated("Togo announced games for next year, it said on Monday.", "announced").rule


def test_a_clause_keeps_its_date_to_itself() -> None:
    text = "Ghana condemned the raid as a breach of the pact that both countries signed in 1963."
    assert "1963" not in dated(text, "condemned").rule
    assert dated(text, "signed").value == "1963"


def test_a_chronicle_is_known_by_its_dates() -> None:
    chronicle = " ".join(f"In May {year} the war went on." for year in range(1960, 1972))
    assert tells_history(find_expressions(chronicle, [(0, len(chronicle))]))
    news = "On Tuesday the envoy left. He came in May 1999."
    assert not tells_history(find_expressions(news, [(0, len(news))]))


def test_a_length_of_time_up_to_now_bounds_what_has_happened() -> None:
    told = dated("Togo and Benin have met three times in less than a year.", "met")
    assert told.window == Window(date(2012, 3, 22), date(2013, 3, 22), "range", "relative")


@pytest.mark.parametrize("range_", ["between May 2005 and June 2008", "from May 2005 to June 2008"])
def test_both_ends_of_a_range_bound_a_claim(range_: str) -> None:
    told = dated(f"Togo and Benin held seven rounds of talks {range_}.", "held")
    assert told.window == Window(date(2005, 5, 1), date(2008, 6, 30), "range", "stated")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Chad condemned the September 11 attacks.", "condemned"),
        ("Chad joined the January 6 Committee.", "joined"),
        ("Chad boycotted 2008 Summer Games.", "boycotted"),
        ("Chad recalled the 1973 October War.", "recalled"),
    ],
)
def test_a_date_that_names_an_event_dates_no_verb(text: str, word: str) -> None:
    assert dated(text, word).rule.startswith("told as news")


@pytest.mark.parametrize(
    ("text", "word", "value"),
    [
        ("The field was found in 2005 and the two states signed a pact in May 2010.", "signed", "2010-05"),
        ("They praised on Monday the results of talks held in Lima in May 2010.", "praised", "2013-03-18"),
        ("On Monday Peru thanked Chile for the gas delivered during the winter of 2010.", "thanked", "2013-03-18"),
        ("On Monday Peru called it an outrage, 30 years after the war of May 1982.", "called", "2013-03-18"),
        ("On Monday Peru protested, as it did last November.", "protested", "2013-03-18"),
        ("On Monday Peru agreed to reopen the border in May 2014.", "agreed", "2013-03-18"),
        ("On Monday Peru agreed to reopen the border in May 2014.", "reopen", "2014-05"),
        ("On Monday Mr. Rojas, in power since 2009, accused Chile of spying.", "accused", "2013-03-18"),
        ("Chile expelled two envoys on Monday, three days after Peru froze their assets.", "expelled", "2013-03-18"),
        ("They signed on Nov. 2. Peru recalled its envoy in May 2010.", "recalled", "2010-05"),
        ("On Monday Peru thanked Chile for the troops it sent in 2011.", "thanked", "2013-03-18"),
        ("The envoy, who is to go to Lima on Sunday, telephoned Peru on Wednesday.", "telephoned", "2013-03-20"),
        ("Chad, which joined on May 2, 2010, protested on Wednesday.", "protested", "2013-03-20"),
        ("Chad was asked to leave by Togo on March 4.", "asked", "2013-03-04"),
        ("After testing rockets assumed to be of short range on March 4, Chad fell silent.", "testing", "2013-03-04"),
        ("Four years later, on Wednesday, Chad protested.", "protested", "2013-03-20"),
        ("On Monday the king, elected in January, thanked Chad.", "thanked", "2013-03-18"),
        ("On March 4, in Lima, the minister announced a grant for Chad.", "announced", "2013-03-04"),
        ("On Monday Togo, its chair this year, backed the bid.", "backed", "2013-03-18"),
        ("Chad changed its name in May 2009, under a pact signed with Togo on June 7, 2008.", "signed", "2008-06-07"),
        ("The two spoke on Monday, hours after their sons met in Lima.", "met", "2013-03-18"),
    ],
)
def test_a_date_of_another_deed_dates_no_verb(text: str, word: str, value: str) -> None:
    assert dated(text, word).value == value


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Chile expelled two envoys on Monday, three days after Peru froze their assets.", "2013-03-15", "2013-03-15"),
        ("Three days after Peru froze its assets, Chile on Monday expelled an envoy.", "2013-03-15", "2013-03-15"),
        ("Chile paid on Monday, two weeks after Peru froze its assets.", "2013-03-01", "2013-03-07"),
        ("Chile paid on Monday, six months after Peru froze its assets.", "2012-09-01", "2012-09-30"),
        ("Chile paid on March 4, two days before Peru froze its assets.", "2013-03-06", "2013-03-06"),
        ("Chile paid on Monday, two weeks after Peru froze its assets on March 2.", "2013-03-02", "2013-03-02"),
        ("Chile paid in 2008, nine years after Peru froze its assets.", "1999-01-01", "1999-12-31"),
        ("Chile paid on Tuesday. It came a day after Peru froze its assets for two years.", "2013-03-18", "2013-03-18"),
    ],
)
def test_how_long_after_another_deed_a_dated_one_came_dates_the_other(text: str, start: str, end: str) -> None:
    window = dated(text, "froze").window
    assert window is not None
    assert (window.start.isoformat(), window.end.isoformat()) == (start, end)


def test_a_deed_told_by_how_long_it_lies_from_an_undated_one_has_no_date() -> None:
    assert dated("Chile paid two weeks after Peru froze its assets.", "froze").window is None


def test_what_was_done_long_ago_is_no_news() -> None:
    assert dated("Peru long opposed the bid.", "opposed").window is None


def test_a_date_that_tells_which_thing_is_meant_dates_no_sentence_behind_it() -> None:
    text = "Peru will speak of the war that began in May 1982. Chile protested."
    assert dated(text, "protested").value != "1982-05"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The ministry said on Monday that it would close the embassy.", "close"),
        ("Togo borrowed a fortune before 2009.", "borrowed"),
    ],
)
def test_a_day_of_saying_or_a_bound_is_no_date_of_the_deed(text: str, word: str) -> None:
    assert dated(text, word).window is None


def test_what_goes_on_since_a_date_has_no_window_where_publication_is_unknown() -> None:
    assert dated("Chad has recognised Togo since 1957.", "recognised", None).window is None
