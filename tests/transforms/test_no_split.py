from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest
from frames import World, actor
from hypothesis import example, given, settings
from hypothesis import strategies as st

ANA, BO = actor("Ana Mör", "AAA"), actor("Bo Lind", "BBB")
ALAND = actor("Aland", "AAA", "country")
TELLING = st.tuples(
    st.sampled_from(["on 3 May 2021", "on 4 May 2021", "on 20 May 2021", "in May 2021", "in 2021", "once"]),
    st.sampled_from(["visit", "meet"]),
    st.sampled_from([ANA, ALAND]),
)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.lists(TELLING, min_size=3, max_size=6))
# A month holds the one day that is known, until another is.
@example([(when, "visit", ANA) for when in ("on 20 May 2021", "in May 2021", "on 3 May 2021")])
# A month joins a day told of others, until one of exactly its own people is known.
@example([("on 3 May 2021", "meet", ANA), ("in May 2021", "meet", ALAND), ("on 4 May 2021", "meet", ALAND)])
@example([("in May 2021", "visit", ANA), ("on 20 May 2021", "visit", ALAND), ("once", "visit", ANA)])
def test_adding_an_article_splits_no_event_unless_a_conflict_says_why(
    tellings: list[tuple[str, str, dict[str, object]]],
) -> None:
    world = World()
    for number, (when, kind, who) in enumerate(tellings):
        if number == len(tellings) - 1:
            before = world.table("event_claim")
        text = f"In house {number} of Osta there was a talk with Bo {when}."
        world.tell(f"article {number}", text, kind, [who], [BO], published=date(2021, 6, 1), run=f"run {number}")
    after = world.tables()
    event_of = dict(after["event_claim"].select("claim_id", "event_id").iter_rows())
    explained = set(after["conflict"]["subject_id"])
    for one, other in combinations(before.select("claim_id", "event_id").iter_rows(), 2):
        is_split = one[1] == other[1] and event_of[one[0]] != event_of[other[0]]
        assert not is_split or explained & {event_of[one[0]], event_of[other[0]]}
