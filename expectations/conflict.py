"""Rules for conflict: a disagreement can be understood by who reads it."""

from __future__ import annotations

from expectations.rule import Rule


class EveryConflictHasTwoSides(Rule):
    """A conflict sets two different statements against each other and explains why both cannot hold."""

    unexpected_rows_query: str = """
        select conflict_id, about, statement, other_statement, explanation from {batch}
        where coalesce(trim(about), '') = ''
            or coalesce(trim(statement), '') = ''
            or coalesce(trim(other_statement), '') = ''
            or coalesce(trim(explanation), '') = ''
            or (statement = other_statement and article_id = other_article_id)
    """


class EveryConflictIsAboutSomethingPublished(Rule):
    """What a conflict is about is an article, an event, a claim or an entity of this release."""

    unexpected_rows_query: str = """
        select conflict_id, about, subject_id from {batch}
        where coalesce(subject_id, '') not in (
            select article_id from article union all select event_id from event
            union all select claim_id from claim union all select entity_id from entity
        )
    """


RULES = [EveryConflictHasTwoSides(), EveryConflictIsAboutSomethingPublished()]
