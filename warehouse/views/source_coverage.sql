-- source_coverage: one row per outlet. Read by whoever asks whose eyes the warehouse sees through. Events count whether
-- they happened or are planned or denied: this is about what is reported.
--
-- outlet: the outlet as its pages name it; null for articles that name none
-- article_count: articles
-- original_count: articles that are no copy of an article on record before
-- dated_count: articles whose day of publication is known
-- languages: languages of the articles, ISO 639-1, sorted
-- first_published_date: first day on which one of its articles can have been published
-- last_published_date: last day on which one of its articles can have been published
-- word_count: words of all bodies
-- claim_count: claims its articles make
-- event_count: events its articles report
-- only_here_count: events that no other outlet reports
create or replace view source_coverage as
with claimed as (
    select article_id, count(*) as claim_count
    from claim
    group by article_id
),
coverage as (
    select
        outlet,
        count(*) as article_count,
        count(*) filter (duplicate_of is null) as original_count,
        count(*) filter (published_precision = 'day') as dated_count,
        coalesce(list_sort(list(distinct language) filter (language is not null)), []) as languages,
        min(published_start) as first_published_date,
        max(published_end) as last_published_date,
        cast(sum(word_count) as bigint) as word_count,
        cast(coalesce(sum(claim_count), 0) as bigint) as claim_count
    from article
    left join claimed using (article_id)
    group by outlet
),
reported as (
    select distinct article.outlet, citation.event_id
    from citation
    join article using (article_id)
),
reporting as (
    select event_id, count(*) as outlet_count
    from reported
    group by event_id
),
seen as (
    select reported.outlet, count(*) as event_count, count(*) filter (outlet_count = 1) as only_here_count
    from reported
    join reporting using (event_id)
    group by reported.outlet
)
select
    coverage.*,
    coalesce(seen.event_count, 0) as event_count,
    coalesce(seen.only_here_count, 0) as only_here_count
from coverage
left join seen on seen.outlet is not distinct from coverage.outlet
order by coverage.article_count desc, coverage.outlet nulls last;
