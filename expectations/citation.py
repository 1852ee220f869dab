"""Rules for citation: the evidence is what the article says, where it says it, and is the article's own text."""

from __future__ import annotations

from expectations.rule import Rule, quoted_exactly


class EveryCitationIsOfItsClaimsSentence(Rule):
    """A citation is from the article that makes the claim and holds the word that says what was done."""

    unexpected_rows_query: str = """
        select citation.citation_id, citation.article_id, claim.article_id as article_of_claim,
            quote_start, quote_end, trigger_start, trigger_end
        from {batch} as citation join claim using (claim_id)
        where citation.article_id is distinct from claim.article_id
            or coalesce(not (quote_start <= trigger_start and trigger_end <= quote_end), true)
    """


class NoCitationComesFromClutter(Rule):
    """A citation stands in the body of its article or in its title, and no part of it in lists, footers or teasers."""

    unexpected_rows_query: str = """
        select citation_id, citation.article_id, quote, quote_start, quote_end, body_start, body_end
        from {batch} as citation join article using (article_id)
        where coalesce(not (body_start <= quote_start and quote_end <= body_end), true)
            and not coalesce(quote_end <= body_start and contains(title, quote), false)
        union all
        select citation_id, citation.article_id, quote, quote_start, quote_end, zone.start, zone."end"
        from {batch} as citation join article_zone as zone using (article_id)
        where zone.kind = 'clutter' and zone.start < quote_end and quote_start < zone."end"
    """


class EveryCitedClaimTellsItsEvent(Rule):
    """The claim in a citation is one of those that the event was merged from."""

    unexpected_rows_query: str = """
        select citation_id, citation.event_id, citation.claim_id, event_claim.event_id as event_of_claim
        from {batch} as citation left join event_claim using (claim_id)
        where event_claim.event_id is distinct from citation.event_id
    """


RULES = [
    quoted_exactly("citation_id, article_id, quote_start, quote_end", "quote", "quote_start", "quote_end"),
    EveryCitationIsOfItsClaimsSentence(),
    NoCitationComesFromClutter(),
    EveryCitedClaimTellsItsEvent(),
]
