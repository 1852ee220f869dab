"""When an article was published, stated or inferred; texts and facts are our own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.reading.clue import STRONG, Constraint, Evidence
from transforms.reading.days import intersection, precision_of
from transforms.reading.expression import find_expressions
from transforms.reading.public_record import DatedFact, Tenure, dated_facts, tenures
from transforms.reading.publication import Publication, infer_publication
from transforms.reading.zone import StatedDate

OBSERVED = date(2025, 6, 1)
TIES = DatedFact(
    "diplomatic relations established",
    "diplomatic relations established GHA TGO",
    (("diplomatic relations", "ties"), ("ghana", "ghanaian", "accra"), ("togo", "togolese", "lome")),
    (),
    date(1961, 3, 14),
    date(1961, 3, 14),
)
ELECTED = DatedFact(
    "election",
    "election Ama Mensah",
    (("election", "elected"),),
    (("ama mensah",),),
    date(2018, 7, 9),
    date(2018, 7, 9),
)
GAMES = DatedFact("olympics", "olympics", (("olympic",),), (), date(2019, 2, 1), date(2019, 2, 20))
PRESIDENT = Tenure(("kofi boateng",), "president", date(2017, 1, 7), date(2019, 1, 7))


def inferred(text: str, observed: date | None = OBSERVED, **known: object) -> Publication:
    spans = [(0, len(text))]
    return infer_publication(
        (), text=text, spans=spans, expressions=find_expressions(text, spans), observed=observed, **known
    )


def stated(day: str, basis: str = "stated") -> StatedDate:
    return StatedDate(0, 10, day, date.fromisoformat(day), date.fromisoformat(day), basis, "date line")


def test_a_stated_date_wins_and_the_surest_first() -> None:
    told = infer_publication([stated("2019-05-04", "metadata"), stated("2019-05-03")])
    assert (told.start, told.end, told.precision, told.basis) == (date(2019, 5, 3), date(2019, 5, 3), "day", "stated")
    assert told.conflicts == ()


def test_stated_dates_far_apart_contradict_each_other() -> None:
    told = infer_publication([stated("2019-05-03"), stated("2021-01-01", "metadata")])
    assert told.start == date(2019, 5, 3)
    assert [alternative.start for alternative in told.alternatives] == [date(2021, 1, 1)]
    assert len(told.conflicts) == 1


@pytest.mark.parametrize(
    ("text", "others", "first", "last"),
    [
        ("They met on Monday, December 4.", [], date(2023, 12, 5), date(2023, 12, 5)),
        ("They met.", [stated("2023-12-06", "metadata")], date(2023, 12, 5), date(2023, 12, 5)),
        ("They met.", [], date(2023, 5, 12), date(2023, 12, 5)),
    ],
)
def test_the_text_settles_whether_day_or_month_come_first(
    text: str, others: list[StatedDate], first: date, last: date
) -> None:
    line = StatedDate(
        0, 9, "5/12/2023", date(2023, 5, 12), date(2023, 12, 5), "stated", "date line, day or month first: ..."
    )
    spans = [(0, len(text))]
    told = infer_publication([line, *others], text=text, spans=spans, expressions=find_expressions(text, spans))
    assert (told.start, told.end, told.conflicts) == (first, last, ())


def test_metadata_of_an_update_contradicts_nothing() -> None:
    assert infer_publication([stated("2019-05-03"), stated("2019-05-20", "metadata")]).conflicts == ()
    told = infer_publication([stated("2019-05-03"), stated("2019-03-20", "metadata")])
    assert told.conflicts[0].explanation == "date line: 2019-05-03; but date line: 2019-03-20"


def test_years_ago_that_do_not_fit_the_stated_date_are_a_conflict() -> None:
    text = "Forty years ago, in April 1962, they signed."
    spans = [(0, len(text))]
    told = infer_publication([stated("2019-05-03")], text=text, spans=spans, expressions=find_expressions(text, spans))
    assert told.start == date(2019, 5, 3)
    assert "published in 2002" in told.conflicts[0].explanation


def test_years_ago_beside_a_year_give_the_year() -> None:
    told = inferred("Forty years ago, in April 1962, they signed.")
    assert (told.start, told.end, told.precision) == (date(2002, 1, 1), date(2002, 12, 31), "year")
    assert told.evidence[-1].text == "Forty years ago"


def test_contradicting_counts_are_kept_as_a_conflict_and_an_alternative() -> None:
    told = inferred("Forty years ago, in 1962, they signed. And 30 years ago, in May 1973, they broke it.")
    assert told.start == date(2002, 1, 1)
    assert [alternative.start for alternative in told.alternatives] == [date(2003, 1, 1)]
    assert told.conflicts[0].statement == "Forty years ago"


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("They mark the 50th anniversary of diplomatic relations between Ghana and Togo.", 2011),
        ("Next year they mark the 50th anniversary of diplomatic relations between Accra and Lomé.", 2010),
        ("Last year they marked the 50th anniversary of diplomatic relations between Ghana and Togo.", 2012),
    ],
)
def test_an_anniversary_of_a_dated_fact_gives_the_year(text: str, year: int) -> None:
    told = inferred(text, facts=[TIES])
    assert (told.start, told.end) == (date(year, 1, 1), date(year, 12, 31))


def test_an_anniversary_of_something_else_gives_nothing() -> None:
    assert inferred("They mark the 50th anniversary of the bridge.", facts=[TIES]).start is None


def test_a_weekday_with_its_day_fixes_the_week_within_other_bounds() -> None:
    told = inferred(
        "On Monday (9), the council met. President Kofi Boateng was elected chair in the recent vote.",
        facts=[ELECTED],
        held=[PRESIDENT],
        extra=[
            Constraint(((date(2018, 6, 1), date(2018, 8, 31)),), Evidence(None, None, "", "told elsewhere"), STRONG)
        ],
    )
    assert (told.start, told.end) == (date(2018, 7, 9), date(2018, 7, 15))


def test_the_week_of_a_dated_event_is_this_week() -> None:
    text = "On Thursday Ghana wrote to Ama Mensah. Earlier this week it hailed her election."
    told = inferred(text, facts=[ELECTED])
    assert (told.start, told.end) == (date(2018, 7, 12), date(2018, 7, 15))


def test_a_report_on_a_weekday_follows_the_day_it_tells_of() -> None:
    known = Constraint(((date(2018, 1, 1), date(2018, 12, 31)),), Evidence(None, None, "", "told elsewhere"), STRONG)
    told = inferred("On Sunday the office said that the envoys met on July 4.", extra=[known])
    assert (told.start, told.end) == (date(2018, 7, 8), date(2018, 7, 9))


BORN = DatedFact(
    "birth", "birth Ama Mensah", (("birth", "born"), ("ama mensah", "mensah")), (), date(1960, 7, 11), date(1960, 7, 11)
)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("The king congratulated Mensah on her birthday.", date(2018, 7, 11)),
        ("The king will congratulate Mensah on her birthday.", date(2018, 7, 9)),
        ("Last year the king congratulated Mensah on her birthday.", date(2018, 7, 9)),
    ],
)
def test_a_birthday_told_as_past_comes_before_publication(text: str, first: date) -> None:
    known = Constraint(((date(2018, 7, 9), date(2018, 7, 15)),), Evidence(None, None, "", "told elsewhere"), STRONG)
    told = inferred(text, facts=[BORN], extra=[known])
    assert (told.start, told.end) == (first, date(2018, 7, 15))


def test_a_statement_is_news_on_its_day_and_the_next() -> None:
    known = Constraint(((date(2018, 7, 9), date(2018, 7, 15)),), Evidence(None, None, "", "told elsewhere"), STRONG)
    told = inferred("The ministry said on Tuesday that it agreed.", extra=[known])
    assert (told.start, told.end) == (date(2018, 7, 10), date(2018, 7, 11))
    assert inferred("The ministry agreed on Tuesday.", extra=[known]).end == date(2018, 7, 15)


def test_where_many_weeks_fit_none_is_picked() -> None:
    known = Constraint(((date(2018, 7, 1), date(2018, 7, 31)),), Evidence(None, None, "", "told elsewhere"), STRONG)
    told = inferred("The ministry said on Tuesday that it agreed.", extra=[known])
    assert (told.start, told.end) == (date(2018, 7, 3), date(2018, 7, 31))


def in_title(text: str, title_end: int) -> Publication:
    spans = [(0, title_end), (title_end + 1, len(text))]
    expressions = find_expressions(text, spans)
    return infer_publication((), text=text, spans=spans, expressions=expressions, title=spans[0])


def test_an_article_that_keeps_a_month_was_written_in_it() -> None:
    title = "October in our memory"
    text = f"{title}\nThey first met in October 1961. Forty years ago, in October 1973, they signed."
    told = in_title(text, len(title))
    assert (told.start, told.end, told.precision) == (date(2013, 10, 1), date(2013, 10, 31), "month")
    other = text.replace("October 1961", "May 1961")
    assert in_title(other, len(title)).precision == "year"


@pytest.mark.parametrize(
    ("when", "first", "last"),
    [
        ("today", date(2003, 5, 3), date(2003, 5, 3)),
        ("this month", date(2003, 5, 1), date(2003, 5, 31)),
        ("this week", date(2003, 4, 27), date(2003, 5, 9)),
    ],
)
def test_years_ago_to_the_day_give_the_day(when: str, first: date, last: date) -> None:
    told = inferred(f"Forty years ago {when}, on May 3, 1963, they signed.")
    assert (told.start, told.end) == (first, last)


def test_an_alternative_is_narrowed_by_all_that_goes_with_it() -> None:
    title = "October in our memory"
    text = f"{title}\nForty years ago, in October 1962, they signed. And 30 years ago, in October 1973, they broke it."
    told = in_title(text, len(title))
    assert (told.start, told.end) == (date(2002, 10, 1), date(2002, 10, 31))
    assert [(other.start, other.end) for other in told.alternatives] == [(date(2003, 10, 1), date(2003, 10, 31))]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Ama Mensah, 58, leads the council.", date(2018, 7, 11), date(2019, 7, 11)),
        ("The 58-year-old leader of the council, Ama Mensah, spoke.", None, None),
        ("The 58-year-old president Ama Mensah spoke.", date(2018, 7, 11), date(2019, 7, 11)),
        ("In 2001 Ama Mensah, 41, led the council.", None, None),
        ("Ama Mensah, 58 envoys and 3 guests met.", None, None),
        ("Ama Mensah spoke. President Mensah, 58, leads it.", date(2018, 7, 11), date(2019, 7, 11)),
        ("Ama Mensah spoke. Kojo Mensah, 58, leads it.", None, None),
    ],
)
def test_the_age_of_whose_birth_is_known_gives_a_year(text: str, first: date | None, last: date | None) -> None:
    told = inferred(text, facts=[BORN])
    assert (told.start, told.end) == (first, last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("The firm has thus far sold more boats than its rival in 2005.", date(2005, 1, 1), date(2005, 12, 31)),
        ("The firm sold more boats than its rival in 2005.", None, None),
        ("On Monday she spoke at the Lakes Congress 2012.", date(2012, 1, 1), date(2013, 1, 7)),
        ("On Monday she bid for the Lakes Games 2012.", None, None),
        ("Ama Poe, who won at the Lakes Games 2012, said on Monday that she will rest.", None, None),
        ("On Monday she, who had won at the Lakes Games 2012, retired.", None, None),
    ],
)
def test_a_year_that_is_running_is_the_year_of_the_news(text: str, first: date | None, last: date | None) -> None:
    told = inferred(text)
    assert (told.start, told.end) == (first, last)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Kofi Boateng, who took office on January 7, spoke.", date(2017, 1, 7)),
        ("Kofi Boateng spoke. Mr Boateng was elected in December.", date(2016, 12, 1)),
        ("Mr Boateng was elected in December.", None),
        ("Kofi Boateng spoke in December.", None),
        ("Kofi Boateng was elected in May.", None),
    ],
)
def test_the_taking_of_an_office_of_record_gives_the_year(text: str, first: date | None) -> None:
    told = inferred(text, held=[replace(PRESIDENT, end=None, family="boateng")])
    assert told.start == first
    assert told.end is None or told.end <= date(2018, 1, 7)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("The 50th anniversary of the truce, signed on May 3, 1953, is near.", date(2003, 1, 1), date(2003, 12, 31)),
        ("They marked the 50th anniversary of the truce of May 3, 1953.", date(2003, 4, 2), date(2003, 6, 3)),
        ("In 1963, on the 10th anniversary of the truce, they met.", None, None),
    ],
)
def test_an_anniversary_of_a_date_that_is_told_gives_the_year(text: str, first: date | None, last: date | None) -> None:
    told = inferred(text)
    assert (told.start, told.end) == (first, last)


def test_a_date_line_without_a_year_gives_the_day_where_the_year_is_known() -> None:
    line = "OSTA, Tuesday June 20"
    text = f"{line}\n\nSo far in 2023 they have met twice."
    spans = [(0, len(line)), (len(line) + 2, len(text))]
    expressions = find_expressions(text, spans)
    told = infer_publication((), text=text, spans=spans, expressions=expressions, date_lines=spans[:1])
    assert (told.start, told.end) == (date(2023, 6, 20), date(2023, 6, 21))


def test_weeks_are_not_told_apart_by_the_months_that_are_named() -> None:
    known = Constraint(((date(2018, 1, 1), date(2018, 9, 30)),), Evidence(None, None, "", "told elsewhere"), STRONG)
    told = inferred("In December they met. The ministry said on Tuesday that it agreed.", extra=[known])
    assert (told.start, told.end) == (date(2018, 1, 2), date(2018, 9, 26))


def test_holders_of_offices_and_what_is_still_ahead_bound_the_date() -> None:
    text = "President Kofi Boateng will attend the Olympic Games. In May 2018 he visited Lomé."
    told = inferred(text, facts=[GAMES], held=[PRESIDENT])
    assert (told.start, told.end) == (date(2018, 5, 1), date(2019, 1, 7))


def test_a_name_within_a_longer_one_is_not_the_other_holder() -> None:
    son = replace(PRESIDENT, names=("yaw kofi boateng",), start=date(2019, 1, 7), end=date(2021, 1, 7))
    told = inferred("President Yaw Kofi Boateng will attend the Olympic Games.", facts=[GAMES], held=[PRESIDENT, son])
    assert not any(str(PRESIDENT.start) in evidence.says for evidence in told.evidence)
    assert any(str(son.end) in evidence.says for evidence in told.evidence)


def test_who_held_an_office_twice_bounds_by_both_terms() -> None:
    again = replace(PRESIDENT, start=date(2023, 1, 7), end=None)
    told = inferred("President Kofi Boateng spoke. He spoke on May 3, 2023, too.", held=[PRESIDENT, again])
    assert told.start is None
    told = inferred("Forty years ago, in 1978, it began. President Kofi Boateng spoke.", held=[PRESIDENT, again])
    assert (told.start, told.end) == (date(2018, 1, 1), date(2018, 12, 31))


def test_the_country_of_a_fact_stands_near_it() -> None:
    fact = replace(TIES, what="independence", label="independence of Togo", words=(("independence",), ("togo",)))
    text = "The king of Togo congratulated the president and the people on the 30th anniversary of independence."
    assert inferred(text, facts=[fact]).start is None
    assert inferred("They keep the 30th anniversary of the independence of Togo.", facts=[fact]).start == date(
        1991, 1, 1
    )


def test_a_holder_in_what_is_told_of_another_time_bounds_nothing() -> None:
    text = "It ended on May 18, 2018. President Kofi Boateng spoke the next day. In 2018 they moved."
    assert inferred(text, held=[PRESIDENT]).start is None


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Ama Mensah won the election on Monday.", date(2018, 7, 9)),
        ("Ama Mensah will hold another election, her office said on Monday.", None),
    ],
)
def test_news_of_a_fact_has_its_day_unless_it_looks_ahead(text: str, first: date | None) -> None:
    assert inferred(text, facts=[ELECTED]).start == first


def test_a_former_holder_bounds_nothing() -> None:
    assert inferred("Former president Kofi Boateng spoke.", held=[PRESIDENT]).start is None


def test_the_day_of_observation_bounds_the_date() -> None:
    told = inferred("They met in March 2025.")
    assert (told.start, told.end, told.basis) == (date(2025, 3, 1), OBSERVED, "inferred")
    assert inferred("They met in March 2019.").start is None


@pytest.mark.parametrize(
    "text", ["", "They met on Tuesday.", "In the 1991 accord they agreed.", "They plan to meet by 2030."]
)
def test_without_enough_evidence_it_is_unknown(text: str) -> None:
    assert inferred(text) == Publication(None, None, "unknown", "unknown")


def test_precision_names_the_calendar_unit() -> None:
    assert precision_of(date(2019, 5, 3), date(2019, 5, 3)) == "day"
    assert precision_of(date(2019, 4, 1), date(2019, 4, 7)) == "week"
    assert precision_of(date(2019, 4, 1), date(2019, 4, 30)) == "month"
    assert precision_of(date(2019, 4, 1), date(2019, 6, 30)) == "quarter"
    assert precision_of(date(2019, 1, 1), date(2019, 12, 31)) == "year"
    assert precision_of(date(2019, 4, 2), date(2019, 4, 30)) == "range"


_WORDS = """
on in the 3 30 1958 May February 29 Monday (19) Tuesday last next this year week weekend months weeks ago later earlier
, . the two 3000000 99999999999 day century Easter BC anniversary 65th quarter will was president Kofi Boateng Olympic
recent Ghana Togo diplomatic relations election Ama Mensah 0001-01-01 9999-12-31 64"""


@given(st.lists(st.sampled_from(_WORDS.split()), max_size=50).map(" ".join), st.none() | st.dates(date(1990, 1, 1)))
def test_any_text_gives_a_window_in_order_or_none(text: str, observed: date | None) -> None:
    told = inferred(text, observed, facts=[TIES, ELECTED, GAMES], held=[PRESIDENT])
    if told.start is None or told.end is None:
        assert told.basis == "unknown"
    else:
        assert told.start <= told.end <= (observed or date.max)
        assert (told.end - told.start).days <= 420


def reference() -> dict[str, pl.DataFrame]:
    return {
        "fact": pl.DataFrame(
            {
                "what": ["visit"],
                "subject": ["Ama Mensah"],
                "object": ["TGO"],
                "start_date": ["2018-07"],
                "end_date": [""],
            }
        ),
        "office": pl.DataFrame(
            {"person": ["Ama Mensah"], "office": ["President"], "start_date": ["2018"], "end_date": [None]},
            schema_overrides={"end_date": pl.String},
        ),
        "person": pl.DataFrame({"name": ["Ama Mensah"], "aliases": ["A. Mensah"], "known_as": ["Mensah"]}),
        "country_name": pl.DataFrame({"country": ["TGO", "TGO"], "name": ["Togo", "Lomé"]}),
    }


def test_facts_and_tenures_carry_all_names_without_accents() -> None:
    (fact,) = dated_facts(reference())
    assert fact.words == (("visit",), ("a. mensah", "ama mensah", "mensah"), ("lome", "togo"))
    assert (fact.start, fact.end) == (date(2018, 7, 1), date(2018, 7, 31))
    (tenure,) = tenures(reference())
    assert tenure == Tenure(("a. mensah", "ama mensah", "mensah"), "president", date(2018, 1, 1), None)


def test_a_bad_date_of_the_reference_data_is_named() -> None:
    broken = reference() | {"fact": reference()["fact"].with_columns(start_date=pl.lit("July"))}
    with pytest.raises(ValueError, match="'July' is no date"):
        dated_facts(broken)


_DAYS = st.dates(date(2000, 1, 1), date(2002, 1, 1))
_INTERVALS = st.lists(st.tuples(_DAYS, st.integers(0, 90)), max_size=5).map(
    lambda pairs: tuple(sorted((day, day + timedelta(length)) for day, length in pairs))
)


@given(_INTERVALS, _INTERVALS, _DAYS)
def test_a_day_is_in_the_intersection_when_it_is_in_both(
    some: tuple[tuple[date, date], ...], others: tuple[tuple[date, date], ...], day: date
) -> None:
    def holds(days: tuple[tuple[date, date], ...]) -> bool:
        return any(start <= day <= end for start, end in days)

    assert holds(intersection(some, others)) == (holds(some) and holds(others))


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("Sales rose last month, in May 2014, officials said.", ("2014-06-01", "2014-06-30")),
        ("The envoy resigned on Sunday (July 8, 2012).", ("2012-07-08", "2012-07-14")),
        ("Last week (June 3, 2015) the bank closed.", ("2015-06-08", "2015-06-14")),
        ("This year, 2014, is warm.", ("2014-01-01", "2014-12-31")),
        ("Profit doubled in the last quarter, which ended June 30, 2012.", ("2012-06-30", "2012-10-28")),
        ("In the 12 years since 1998, trade fell.", ("2010-01-01", "2010-12-31")),
        (
            "The pianist died yesterday aged 81, his family said.\n\nHe was born in Lagos on March 3, 1930.",
            ("2011-03-03", "2012-04-03"),
        ),
        (
            "Lakes Congress 2012 opens\n\nYesterday, at this year's Lakes Congress, members sang.",
            ("2012-01-01", "2012-12-31"),
        ),
        ("The 2016 Lakes Cup was won in May. Last year's Cup was dull.", ("2017-01-01", "2017-12-31")),
        (
            "Ministers of Chad met on Thursday, March 5, 2020, in Oslo. On Friday they left.",
            ("2020-03-05", "2020-03-19"),
        ),
    ],
)
def test_what_a_text_says_twice_tells_its_year(text: str, window: tuple[str, str]) -> None:
    told = inferred(text)
    assert (str(told.start), str(told.end)) == window


@pytest.mark.parametrize(
    "text",
    [
        "Last year they met in May 2010.",
        "In 2010 this year was called bad.",
        "They parted three years ago, after 2004.",
        "On Sunday, December 7, 1941, the base was hit. The war ended in 1945.",
        "He was born on March 3, 1930. He died at 11 a.m. on Tuesday.",
        "March 2012 was cold. This year's Cup is dull.",
        "On Thursday, March 5, 2020, they met. On Friday, June 4, 2021, they parted.",
    ],
)
def test_dates_that_only_stand_near_each_other_tell_nothing(text: str) -> None:
    assert inferred(text).start is None


def test_a_chronicle_takes_no_window_from_what_it_calls_new() -> None:
    battles = " ".join(f"The army won on {day} May 1864 and lost on {day} June 1865." for day in range(1, 15))
    assert inferred(f"{battles} The new election of Ama Mensah followed.", facts=(ELECTED,)).start is None


def test_new_belongs_to_the_fact_it_stands_beside() -> None:
    assert inferred("Ama Mensah, after her recent election, thanked all.", facts=(ELECTED,)).start == date(2018, 7, 9)
    assert (
        inferred("A new school bears the name of Ama Mensah, who stood in an election.", facts=(ELECTED,)).start is None
    )


def test_an_event_ahead_bounds_only_by_its_last_time() -> None:
    later = DatedFact("olympics", "olympics", GAMES.words, (), date(2023, 2, 1), date(2023, 2, 20))
    told = inferred("The union voted on 3 May 2022. It will send athletes to the next Olympics.", facts=(GAMES, later))
    assert told.start == date(2022, 5, 3)
    assert told.end == date(2023, 2, 20)


def test_a_short_word_is_looked_for_whole() -> None:
    war = DatedFact("war", "war X", (("war",), ("us",)), (), date(2001, 1, 1), date(2001, 1, 1))
    assert inferred("They warned us of the used cars' recent warranty.", facts=(war,)).start is None


_PIECES = st.sampled_from(
    """On Thursday|said on Monday|today|this month|64 years ago|9000 years ago|on May 3, 1963|in February 2020|Feb. 29|
    on Monday (31)|the 65th anniversary|the 99th anniversary of the truce of 29 February 1904|next year|last year|
    of diplomatic relations between Ghana and Togo|Ama Mensah, 58,|was elected in December|her birthday|congratulated|
    so far in 2199|at the Lakes Congress 2012|President Kofi Boateng|will open in 2030|until 1700|3/12/2023|
    the last quarter, which ended December 30, 2006|in the 12 years since 1998|this week|.|,|born on March 1, 1900|
    died on Monday at 99""".replace("\n", "").split("|")
)


@given(st.lists(_PIECES, max_size=12))
def test_any_words_give_a_window_or_none(pieces: list[str]) -> None:
    told = inferred(" ".join(piece.strip() for piece in pieces), facts=[TIES, ELECTED, BORN], held=[PRESIDENT])
    assert (told.start is None) == (told.end is None)
    assert told.start is None or told.end is None or told.start <= told.end <= OBSERVED


def test_days_that_are_news_settle_which_figure_is_the_month() -> None:
    text = "The president was sworn in on 27 February. On 28 February soldiers occupied the station."
    spans = [(0, len(text))]
    ambiguous = StatedDate(
        0, 10, "02/03/2020", date(2020, 2, 3), date(2020, 3, 2), "stated", "date line, day or month first"
    )
    told = infer_publication([ambiguous], text=text, spans=spans, expressions=find_expressions(text, spans))
    assert (told.start, told.end) == (date(2020, 3, 2), date(2020, 3, 2))
