"""Rules for repeated_line: what is set aside as clutter stands on several pages, and can be seen to."""

from __future__ import annotations

from expectations.rule import Rule, quoted_exactly


class EveryRepeatedLineStandsInSeveralArticles(Rule):
    """What a host repeats is counted in at least three articles, copies left out, and says why it is clutter."""

    unexpected_rows_query: str = """
        select article_id, start, text, article_count, reason from {batch}
        where coalesce(article_count < 3, true) or coalesce(trim(reason), '') = ''
    """


class EveryRepeatedLineIsAZone(Rule):
    """A repeated line is clutter in the zones of its article."""

    unexpected_rows_query: str = """
        select line.article_id, line.start, line."end", line.text
        from {batch} as line
        left join article_zone as zone
            on zone.article_id = line.article_id and zone.start = line.start and zone."end" = line."end"
        where zone.kind is distinct from 'clutter'
    """


RULES = [
    quoted_exactly('article_id, "start"', "text", "start", "end"),
    EveryRepeatedLineStandsInSeveralArticles(),
    EveryRepeatedLineIsAZone(),
]
