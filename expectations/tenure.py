"""Rules for tenure: who held which office, and when."""

from __future__ import annotations

from expectations.rule import Rule, words_of


class NoTenureEndsBeforeItStarts(Rule):
    """Who leaves an office has entered it before."""

    unexpected_rows_query: str = (
        "select tenure_id, office, start_date, end_date from {batch} where start_date > end_date"
    )


class EveryTenureIsAPersons(Rule):
    """Offices are held by persons."""

    unexpected_rows_query: str = """
        select tenure_id, entity_id, office from {batch}
        where entity_id not in (select entity_id from entity where kind = 'person' and entity_id is not null)
    """


RULES = [NoTenureEndsBeforeItStarts(), EveryTenureIsAPersons(), words_of("tenure_id", basis=("reference", "cited"))]
