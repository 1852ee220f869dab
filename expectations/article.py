"""Rules for article: where it comes from, where its body is, and how we know when it was published."""

from __future__ import annotations

from expectations.rule import WARNING, Rule, window_fits, words_of

BASES = ("stated", "byline", "metadata", "inferred", "corrected", "unknown")
PRECISIONS = ("day", "week", "month", "quarter", "year", "range", "unknown")


class EveryArticleComesFromACurrentDocument(Rule):
    """Nothing is told from a document that was replaced, retracted, erased or never read."""

    unexpected_rows_query: str = """
        select article_id, uri from {batch}
        where article_id not in (select document_id from document where status = 'current' and document_id is not null)
    """


class EveryBodyLiesInItsText(Rule):
    """An article has a text, and its body is a stretch of it."""

    unexpected_rows_query: str = """
        select article.article_id, body_start, body_end, length(article_text.text) as text_length
        from {batch} as article left join article_text using (article_id)
        where article_text.text is null or not (body_start <= body_end and body_end <= length(article_text.text))
    """


class EveryPublicationSaysHowItIsKnown(Rule):
    """A publication window has a basis and evidence, and an unknown one has neither dates nor a basis."""

    unexpected_rows_query: str = """
        select article_id, published_start, published_end, published_basis, published_evidence from {batch}
        where (published_start is null) <> (published_basis = 'unknown')
            or (published_start is not null and coalesce(len(published_evidence), 0) = 0)
    """


class EveryPieceOfEvidenceIsQuotedExactly(Rule):
    """Evidence for a publication date stands in the article's text at its offsets, or has none (page metadata)."""

    unexpected_rows_query: str = """
        select article_id, evidence.start, evidence."end", evidence.text, stands_there
        from (
            select
                article_id,
                evidence,
                substring(article_text.text, evidence.start::bigint + 1, evidence."end"::bigint - evidence.start)
                    as stands_there
            from (select article_id, unnest(published_evidence) as evidence from {batch})
            left join article_text using (article_id)
        )
        where evidence.start is not null and stands_there is distinct from evidence.text
    """


class NoDuplicateHasADuplicate(Rule):
    """Reprints point to the first article on record, never to another reprint or to themselves."""

    unexpected_rows_query: str = """
        select article_id, duplicate_of from {batch}
        where duplicate_of in (select article_id from article where duplicate_of is not null)
    """


class NoArticleIsPublishedAfterItWasObserved(Rule):
    """An article was published on or before the day it was first seen, give or take a time zone."""

    unexpected_rows_query: str = """
        select article_id, published_start, observed_at from {batch} where published_start > observed_at::date + 1
    """


class EveryArticleHasATitle(Rule):
    """A headline was found."""

    unexpected_rows_query: str = "select article_id, uri from {batch} where coalesce(trim(title), '') = ''"


RULES = [
    EveryArticleComesFromACurrentDocument(),
    EveryBodyLiesInItsText(),
    EveryPublicationSaysHowItIsKnown(),
    EveryPieceOfEvidenceIsQuotedExactly(),
    NoDuplicateHasADuplicate(),
    NoArticleIsPublishedAfterItWasObserved(severity=WARNING),
    EveryArticleHasATitle(severity=WARNING),
    words_of("article_id", published_basis=BASES, published_precision=PRECISIONS),
    window_fits("article_id", "published_start", "published_end", "published_precision"),
]
