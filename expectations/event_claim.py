"""Rules for event_claim: claims tell events for a reason, and every event has the claim its id is made from."""

from __future__ import annotations

from expectations.rule import Rule


class EveryEventHasOneFounder(Rule):
    """An event has exactly one claim that it begins with; a claim of a rejected event tells none."""

    unexpected_rows_query: str = """
        select event_id, count(*) filter (where is_founder) as founder_count from {batch}
        where event_id is not null
        group by event_id having count(*) filter (where is_founder) <> 1
    """


class EveryJoiningSaysWhy(Rule):
    """That a claim tells an event has a reason that can be read."""

    unexpected_rows_query: str = "select claim_id, event_id, reason from {batch} where coalesce(trim(reason), '') = ''"


class NoSuppositionTellsAnEvent(Rule):
    """What an article only supposes is not counted as something that happened."""

    unexpected_rows_query: str = """
        select claim_id, event_id from {batch} where claim_id in (select claim_id from claim where is_hypothetical)
    """


RULES = [EveryEventHasOneFounder(), EveryJoiningSaysWhy(), NoSuppositionTellsAnEvent()]
