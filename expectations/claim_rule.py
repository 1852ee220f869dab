"""Rules for claim_rule: by what the claims were coded."""

from __future__ import annotations

from expectations.rule import Rule


class EveryClaimHasItsRule(Rule):
    """A rule is listed with the number of claims it made, and every claim's rule is listed."""

    unexpected_rows_query: str = """
        select coalesce(listed.rule, made.rule) as rule, listed.claim_count, made.claim_count as made_count
        from {batch} as listed
        full join (select rule, count(*) as claim_count from claim group by rule) as made on made.rule = listed.rule
        where listed.claim_count is distinct from made.claim_count
    """


RULES = [EveryClaimHasItsRule()]
