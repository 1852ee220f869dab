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


class EveryActorIsNamedInItsSentence(Rule):
    """The words that name a claim's actors stand where it says, in its sentence, and every actor has such words."""

    unexpected_rows_query: str = """
        with named as (
            select claim_id, article_id, sentence_start, sentence_end, source_ids as ids,
                unnest(source_mentions) as place
            from {batch}
            union all
            select claim_id, article_id, sentence_start, sentence_end, target_ids, unnest(target_mentions)
            from {batch}
        )
        select claim_id, place.text as named_text, substring(text, place.start + 1, place."end" - place.start) as words
        from named left join article_text using (article_id)
        where words is distinct from place.text
            or place.start < sentence_start
            or place."end" > sentence_end
            or not list_contains(ids, place.entity_id)
        union all
        select claim_id, null, array_to_string(list_concat(source_ids, target_ids), ', ') from {batch}
        where list_unique(list_transform(source_mentions, lambda place: place.entity_id)) <> length(source_ids)
            or list_unique(list_transform(target_mentions, lambda place: place.entity_id)) <> length(target_ids)
    """


class EveryDatingExpressionIsOfItsArticle(Rule):
    """The expression that gives a claim's window is one of its article's; an undated claim has none."""

    unexpected_rows_query: str = """
        select claim_id, expression_start, expression_end, expression."end" as end_there, claim.start_date
        from {batch} as claim
        left join expression
            on expression.article_id = claim.article_id and expression.start = claim.expression_start
        where expression_end is distinct from expression."end"
            or (expression_start is not null and (expression_end is null or claim.start_date is null))
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
    EveryActorIsNamedInItsSentence(),
    EveryDatingExpressionIsOfItsArticle(),
    EveryConfidenceIsAShare(),
    NoUndatedClaimHasABasis(),
    window_fits("claim_id", "start_date", "end_date", "date_precision"),
    words_of("claim_id", root=tuple(QUAD_CLASSES), date_precision=PRECISIONS, date_basis=BASES),
]
