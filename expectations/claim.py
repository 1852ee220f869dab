"""Rules for claim: what an article states, tied to its sentence, its actors and its date."""

from __future__ import annotations

from expectations.article import PRECISIONS
from expectations.expression import BASES
from expectations.rule import Rule, window_fits, words_of
from expectations.vocabulary import QUAD_CLASSES


class EveryTriggerStandsInItsSentence(Rule):
    """The word that says what was done is part of the sentence, and the sentence part of the text."""

    unexpected_rows_query: str = """
        select claim_id, sentence_start, sentence_end, trigger_start, trigger_end,
            length(article_text.text) as text_length
        from {batch} as claim left join article_text using (article_id)
        where coalesce(
            not (
                sentence_start <= trigger_start
                and trigger_start < trigger_end
                and trigger_end <= sentence_end
                and sentence_end <= length(article_text.text)
            ),
            true
        )
    """


class NoClaimActsUponItsOwnSource(Rule):
    """Nobody is on both sides of a claim."""

    unexpected_rows_query: str = """
        select claim_id, kind, source_ids, target_ids from {batch} where list_has_any(source_ids, target_ids)
    """


class EveryConfidenceIsAShare(Rule):
    """Confidence lies between 0 and 1."""

    # A comparison alone could overlook NaN, which the files' statistics leave out.
    unexpected_rows_query: str = """
        select claim_id, confidence from {batch}
        where coalesce(isnan(confidence) or confidence not between 0 and 1, true)
    """


class NoUndatedClaimHasABasis(Rule):
    """A claim has a basis for its date exactly when it has a date."""

    unexpected_rows_query: str = """
        select claim_id, start_date, end_date, date_basis from {batch}
        where (start_date is null) <> (date_basis = 'unknown')
    """


RULES = [
    EveryTriggerStandsInItsSentence(),
    NoClaimActsUponItsOwnSource(),
    EveryConfidenceIsAShare(),
    NoUndatedClaimHasABasis(),
    window_fits("claim_id", "start_date", "end_date", "date_precision"),
    words_of("claim_id", root=tuple(QUAD_CLASSES), date_precision=PRECISIONS, date_basis=BASES),
]
