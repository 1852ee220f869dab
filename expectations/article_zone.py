"""Rules for article_zone: the parts of an article's text lie in it, side by side."""

from __future__ import annotations

from expectations.rule import Rule, words_of

KINDS = (
    *("title", "byline", "editor", "outlet", "dateline", "date_line"),
    *("body", "heading", "caption", "clutter"),
)


class EveryZoneLiesInItsText(Rule):
    """A zone holds at least one character, and only characters that its article's text has."""

    unexpected_rows_query: str = """
        select zone.article_id, zone.start, zone."end", length(article_text.text) as text_length
        from {batch} as zone left join article_text using (article_id)
        where coalesce(zone.start >= zone."end" or zone."end" > length(article_text.text), true)
    """


class NoZonesOverlap(Rule):
    """A character of an article is in one zone at most."""

    unexpected_rows_query: str = """
        select * from (
            select article_id, start, "end", kind,
                lead(start) over (partition by article_id order by start) as next_start
            from {batch}
        )
        where next_start < "end"
    """


RULES = [EveryZoneLiesInItsText(), NoZonesOverlap(), words_of('article_id, "start"', kind=KINDS)]
