"""Rules for document: nothing that was observed is lost on its way to the articles."""

from __future__ import annotations

from expectations.rule import WARNING, Rule, words_of

STATUSES = ("current", "superseded", "retracted", "erased", "unreadable")


class EveryCurrentDocumentIsAnArticle(Rule):
    """A document that counts has been read."""

    unexpected_rows_query: str = """
        select document_id, uri from {batch}
        where status = 'current' and document_id not in (select article_id from article where article_id is not null)
    """


class EveryUnreadableDocumentIsInQuarantine(Rule):
    """A document that could not be read is listed with a reason for somebody to look at."""

    unexpected_rows_query: str = """
        select document_id, uri, reason from {batch}
        where status = 'unreadable' and (
            coalesce(trim(reason), '') = ''
            or document_id not in (select document_id from quarantine where document_id is not null)
        )
    """


class NoAddressHasTwoCurrentDocuments(Rule):
    """Of the versions of an address at most one counts."""

    unexpected_rows_query: str = """
        select uri, count(*) as current_count from {batch} where status = 'current' group by uri having count(*) > 1
    """


class EverySupersededDocumentNamesItsSuccessor(Rule):
    """A document that counts no more because of another version says which."""

    unexpected_rows_query: str = """
        select document_id, uri, status, superseded_by from {batch}
        where (status = 'superseded' and superseded_by is null)
            or (status in ('current', 'unreadable') and superseded_by is not null)
            or superseded_by = document_id
    """


class EverySourceWasSeenLately(Rule):
    """Something of each host or folder was first seen in the last thirty days."""

    unexpected_rows_query: str = r"""
        select source, max(observed_at)::date as last_seen_date, count(*) as document_count
        from (select *, regexp_extract(uri, '^([a-z]+://[^/]+|.*/|)', 1) as source from {batch})
        group by source
        having max(observed_at)::date < build_day() - 30
    """


RULES = [
    EveryCurrentDocumentIsAnArticle(),
    EveryUnreadableDocumentIsInQuarantine(),
    NoAddressHasTwoCurrentDocuments(),
    EverySupersededDocumentNamesItsSuccessor(),
    EverySourceWasSeenLately(severity=WARNING),
    words_of("document_id", status=STATUSES),
]
