-- leader_activity: one row per leader and month. Read by whoever asks what a leader did, with whom and in which office.
-- A leader is a person who holds or held an office in the reference data or whom an article names with a title. Only
-- what happened counts: no planned, denied or hypothetical event.
--
-- entity_id: the person
-- name: the person's name
-- country: the person's country, ISO 3166-1 alpha-3
-- month_date: first day of the month; null for events that cannot be dated to one month
-- offices: offices held in that month by the reference data, sorted; empty when none is known
-- event_count: events the person took part in
-- source_count: of these, events in which the person acted
-- target_count: of these, events in which others acted towards the person
-- partner_countries: other countries on the other side, sorted, ISO 3166-1 alpha-3
-- kinds: what was done, in plain words, sorted
-- mean_intensity: mean intensity of the events, from -10, conflict, to 10, cooperation
create or replace view leader_activity as
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
),
part as (
    select happened.*, side.entity_id, true as is_source, target_countries as other_countries
    from happened, unnest(source_ids) as side(entity_id)
    union all
    select happened.*, side.entity_id, false as is_source, source_countries as other_countries
    from happened, unnest(target_ids) as side(entity_id)
),
leader as (
    select entity_id, name, country
    from entity
    where kind = 'person'
        and (
            entity_id in (select entity_id from tenure)
            or entity_id in (select entity_id from mention where title is not null)
        )
),
activity as (
    select
        leader.entity_id,
        leader.name,
        leader.country,
        part.month_date,
        count(distinct part.event_id) as event_count,
        count(distinct part.event_id) filter (part.is_source) as source_count,
        count(distinct part.event_id) filter (not part.is_source) as target_count,
        list_sort(list_distinct(flatten(list(part.other_countries)))) as countries,
        list_sort(list(distinct part.kind)) as kinds,
        avg(part.intensity) as mean_intensity
    from leader
    join part using (entity_id)
    group by leader.entity_id, leader.name, leader.country, part.month_date
)
select
    activity.entity_id,
    activity.name,
    activity.country,
    activity.month_date,
    coalesce(list_sort(list(distinct tenure.office) filter (tenure.office is not null)), []) as offices,
    activity.event_count,
    activity.source_count,
    activity.target_count,
    list_filter(activity.countries, lambda other: other is distinct from activity.country) as partner_countries,
    activity.kinds,
    activity.mean_intensity
from activity
left join tenure
    on tenure.entity_id = activity.entity_id
    and tenure.basis = 'reference'
    and coalesce(tenure.start_date, date '0001-01-01') <= last_day(activity.month_date)
    and coalesce(tenure.end_date, date '9999-12-31') >= activity.month_date
group by all
order by activity.name, activity.month_date nulls last, activity.entity_id;
