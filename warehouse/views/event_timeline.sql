-- event_timeline: one row per event, whatever its standing, in the order of time. Read by the page's timeline and by
-- whoever asks what happened when. Filter `standing = 'happened'` for what is stated to have taken place.
--
-- event_id: the event
-- start_date: first day on which it can have happened; null when unknown
-- end_date: last day on which it can have happened; null when unknown
-- date_precision: day, week, month, quarter, year, range or unknown
-- date_basis: how the date is known: stated, relative, publication, inferred, corrected or unknown
-- standing: happened, planned, denied, or hypothetical where every claim only supposes it
-- root: PLOVER category
-- kind: what was done, in plain words
-- cameo_code: CAMEO event code
-- quad_class: verbal or material, cooperation or conflict
-- intensity: from -10, conflict, to 10, cooperation
-- source_names: who did it
-- source_countries: their countries, ISO 3166-1 alpha-3
-- target_names: to whom
-- target_countries: their countries, ISO 3166-1 alpha-3
-- object: what it was done to where that is nobody, as written
-- place: where, as written
-- reported_by: whom the articles cite for it
-- status: disputed where asserted and denied, confirmed where two articles tell it, corrected; else reported
-- claim_count: claims merged into it
-- article_count: articles that report it
-- first_published_date: first day on which an article can have reported it
-- outlets: outlets that report it, sorted
-- quote: the sentence of the first article to report it
create or replace view event_timeline as
with evidence as (
    select
        citation.event_id,
        bool_or(not claim.is_hypothetical) as is_stated,
        list_sort(list(distinct article.outlet) filter (article.outlet is not null)) as outlets,
        first(citation.quote order by article.published_start nulls last, citation.article_id, citation.quote_start)
            as quote
    from citation
    join claim using (claim_id)
    join article on article.article_id = citation.article_id
    group by citation.event_id
)
select
    event.event_id,
    event.start_date,
    event.end_date,
    event.date_precision,
    event.date_basis,
    case
        when event.is_negated then 'denied'
        when event.is_planned then 'planned'
        when evidence.is_stated then 'happened'
        else 'hypothetical'
    end as standing,
    event.root,
    event.kind,
    event.cameo_code,
    event.quad_class,
    event.intensity,
    event.source_names,
    event.source_countries,
    event.target_names,
    event.target_countries,
    event.object,
    event.place,
    event.reported_by,
    event.status,
    event.claim_count,
    event.article_count,
    event.first_published_date,
    coalesce(evidence.outlets, []) as outlets,
    evidence.quote
from event
left join evidence using (event_id)
order by event.start_date nulls last, event.end_date, event.event_id;
