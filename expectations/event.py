"""Rules for event: every fact cites its sentence, is coded by the book and dated no sharper than known."""

from __future__ import annotations

from expectations.article import PRECISIONS
from expectations.expression import BASES
from expectations.rule import WARNING, Rule, window_fits, words_of
from expectations.vocabulary import QUAD_CLASSES

STATUSES = ("reported", "disputed", "confirmed", "corrected")


class EveryEventCitesASource(Rule):
    """An event has a citation."""

    unexpected_rows_query: str = """
        select event_id, kind from {batch}
        where event_id not in (select event_id from citation where event_id is not null)
    """


class EveryQuadClassFitsItsRoot(Rule):
    """The class of relation follows from the PLOVER category."""

    unexpected_rows_query: str = """
        select event.event_id, event.root, event.quad_class, plover_category.quad_class as class_of_root
        from {batch} as event join plover_category using (root)
        where event.quad_class is distinct from plover_category.quad_class
    """


class EveryIntensityIsOnTheScale(Rule):
    """Intensity lies between -10 (war) and 10 (peace)."""

    # A comparison alone could overlook NaN, which the files' statistics leave out.
    unexpected_rows_query: str = """
        select event_id, intensity from {batch}
        where coalesce(isnan(intensity) or intensity not between -10 and 10, true)
    """


class EveryEventHasAnActor(Rule):
    """Somebody did it, or it was done to somebody, and actors have names."""

    unexpected_rows_query: str = """
        select event_id, kind, source_ids, source_names, target_ids, target_names from {batch}
        where coalesce(len(source_ids), 0) + coalesce(len(target_ids), 0) = 0
            or (len(source_ids) = 0) <> (len(source_names) = 0)
            or (len(target_ids) = 0) <> (len(target_names) = 0)
    """


class NoEventActsUponItsOwnSource(Rule):
    """Nobody is on both sides of an event."""

    unexpected_rows_query: str = """
        select event_id, kind, source_ids, target_ids from {batch} where list_has_any(source_ids, target_ids)
    """


class EveryCountIsThatOfTheClaims(Rule):
    """An event counts an article and its copies as one article, and the claims of one of them."""

    unexpected_rows_query: str = """
        select event.event_id, event.claim_count, told.claim_count as telling_claim_count,
            event.article_count, told.article_count as telling_article_count
        from {batch} as event
        left join (
            select event_id, sum(claim_count) as claim_count, count(*) as article_count
            from (
                select event_id, coalesce(duplicate_of, article_id) as original_id, count(*) as claim_count
                from event_claim join claim using (claim_id) join article using (article_id)
                group by event_id, article_id, duplicate_of
                qualify row_number() over (
                    partition by event_id, original_id order by duplicate_of is not null, article_id
                ) = 1
            )
            group by event_id
        ) as told using (event_id)
        where event.claim_count is distinct from told.claim_count
            or event.article_count is distinct from told.article_count
    """


class NoUndatedEventHasABasis(Rule):
    """An event has a basis for its date exactly when it has a date."""

    unexpected_rows_query: str = """
        select event_id, start_date, end_date, date_basis from {batch}
        where (start_date is null) <> (date_basis = 'unknown')
    """


class EveryEventAheadIsPlanned(Rule):
    """What has not come to pass yet is told as planned."""

    unexpected_rows_query: str = """
        select event_id, kind, start_date from {batch} where start_date > build_day() and not is_planned
    """


RULES = [
    EveryEventCitesASource(),
    EveryQuadClassFitsItsRoot(),
    EveryIntensityIsOnTheScale(),
    EveryEventHasAnActor(),
    NoEventActsUponItsOwnSource(),
    EveryCountIsThatOfTheClaims(),
    NoUndatedEventHasABasis(),
    EveryEventAheadIsPlanned(severity=WARNING),
    window_fits("event_id", "start_date", "end_date", "date_precision"),
    words_of("event_id", root=tuple(QUAD_CLASSES), date_precision=PRECISIONS, date_basis=BASES, status=STATUSES),
]
