-- dyad_month: one row per country that acted, country it acted towards, and month. Read by the page's who-with-whom
-- matrix and by whoever follows two countries over time. Only what happened counts: no planned, denied or hypothetical
-- event, and none within one country. An event of several countries counts once for each pair.
--
-- source_country: the country that acted, ISO 3166-1 alpha-3
-- target_country: the country it acted towards, ISO 3166-1 alpha-3
-- month_date: first day of the month; null for events that cannot be dated to one month
-- event_count: events
-- cooperation_count: events of positive intensity
-- conflict_count: events of negative intensity
-- mean_intensity: mean intensity of the events, from -10, conflict, to 10, cooperation
-- report_count: reports of the events: an article counts once for each event
-- kinds: what was done, in plain words, sorted
create or replace view dyad_month as
with happened as (
    select
        *,
        case when date_trunc('month', start_date) = date_trunc('month', end_date)
            then cast(date_trunc('month', start_date) as date)
        end as month_date
    from event
    where not is_negated
        and not is_planned
        and event_id in (select event_id from citation join claim using (claim_id) where not is_hypothetical)
)
select
    source.country as source_country,
    target.country as target_country,
    month_date,
    count(*) as event_count,
    count(*) filter (intensity > 0) as cooperation_count,
    count(*) filter (intensity < 0) as conflict_count,
    avg(intensity) as mean_intensity,
    cast(sum(article_count) as bigint) as report_count,
    list_sort(list(distinct kind)) as kinds
from happened, unnest(source_countries) as source(country), unnest(target_countries) as target(country)
where source.country <> target.country
group by all
order by all;
