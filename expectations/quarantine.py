"""Rules for quarantine: what was refused can be understood and mended."""

from __future__ import annotations

from expectations.rule import Rule


class EveryRefusalSaysWhy(Rule):
    """A refusal names what was refused, the stage and the reason."""

    unexpected_rows_query: str = """
        select quarantine_id, uri, stage, message from {batch}
        where coalesce(trim(uri), '') = '' or coalesce(trim(stage), '') = '' or coalesce(trim(message), '') = ''
    """


class NoRefusedDocumentIsAnArticle(Rule):
    """What could not be read is not published as if it had been."""

    unexpected_rows_query: str = """
        select quarantine_id, document_id, message from {batch}
        where stage = 'read' and document_id in (select article_id from article)
    """


RULES = [EveryRefusalSaysWhy(), NoRefusedDocumentIsAnArticle()]
