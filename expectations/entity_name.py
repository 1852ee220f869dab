"""Rules for entity_name: a name stands for one entity of its own kind."""

from __future__ import annotations

from expectations.rule import Rule


class EveryNameSaysWhyItWasJoined(Rule):
    """That a name stands for an entity has a reason that can be read."""

    unexpected_rows_query: str = (
        "select entity_name_id, name, reason from {batch} where coalesce(trim(reason), '') = ''"
    )


class NoNameStandsForTwoEntities(Rule):
    """A kind, name and country that articles use stands for one entity."""

    unexpected_rows_query: str = """
        select kind, name, country, count(distinct entity_id) as entity_count from {batch}
        group by kind, name, country having count(distinct entity_id) > 1
    """


RULES = [EveryNameSaysWhyItWasJoined(), NoNameStandsForTwoEntities()]
