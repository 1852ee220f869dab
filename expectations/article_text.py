"""Rules for article_text: the text that all offsets point into."""

from __future__ import annotations

from expectations.rule import Rule


class EveryTextBelongsToAnArticle(Rule):
    """Text is kept for articles and for nothing else."""

    unexpected_rows_query: str = (
        "select article_id from {batch} where article_id not in (select article_id from article)"
    )


RULES = [EveryTextBelongsToAnArticle()]
