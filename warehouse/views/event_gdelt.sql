-- event_gdelt: one row per event, actor and actor it was done to, in the columns of GDELT 2.0's event table and in their
-- order. Read by those who come from GDELT and bring their queries along. Only what happened counts: no planned, denied
-- or hypothetical event. What GDELT has and we do not know is null, never guessed.
--
-- GLOBALEVENTID: our event_id; the same in each row of an event of several actors
-- SQLDATE: day as YYYYMMDD; null unless the event is dated to one day
-- MonthYear: month as YYYYMM; null unless the event is dated to one month
-- Year: year; null unless the event is dated to one year
-- FractionDate: year and (month * 30 + day) / 365 of it; null unless the event is dated to one day
-- Actor1Code: who acted: country and type
-- Actor1Name: who acted: name in capitals
-- Actor1CountryCode: who acted: country, ISO 3166-1 alpha-3 (CAMEO's own codes differ for a few countries)
-- Actor1KnownGroupCode: always null: not known here
-- Actor1EthnicCode: always null: not known here
-- Actor1Religion1Code: always null: not known here
-- Actor1Religion2Code: always null: not known here
-- Actor1Type1Code: who acted: an organization's sector, GOV for a person then in office, by the reference data; else null
-- Actor1Type2Code: always null: not known here
-- Actor1Type3Code: always null: not known here
-- Actor2Code: towards whom: country and type
-- Actor2Name: towards whom: name in capitals
-- Actor2CountryCode: towards whom: country, ISO 3166-1 alpha-3 (CAMEO's own codes differ for a few countries)
-- Actor2KnownGroupCode: always null: not known here
-- Actor2EthnicCode: always null: not known here
-- Actor2Religion1Code: always null: not known here
-- Actor2Religion2Code: always null: not known here
-- Actor2Type1Code: towards whom: an organization's sector, GOV for a person then in office, by the reference data; else
--   null
-- Actor2Type2Code: always null: not known here
-- Actor2Type3Code: always null: not known here
-- IsRootEvent: 1 where an article tells it in its headline or its first paragraph, else 0
-- EventCode: CAMEO event code
-- EventBaseCode: its first three digits
-- EventRootCode: its first two digits
-- QuadClass: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict, by CAMEO's root code;
--   our quad_class follows PLOVER's category and may differ
-- GoldsteinScale: intensity, from -10, conflict, to 10, cooperation
-- NumMentions: claims merged into the event
-- NumSources: outlets that report it; an article that names none counts for itself
-- NumArticles: articles that report it
-- AvgTone: always null: not known here
-- Actor1Geo_Type: always null: not known here
-- Actor1Geo_FullName: always null: not known here
-- Actor1Geo_CountryCode: always null: not known here
-- Actor1Geo_ADM1Code: always null: not known here
-- Actor1Geo_ADM2Code: always null: not known here
-- Actor1Geo_Lat: always null: not known here
-- Actor1Geo_Long: always null: not known here
-- Actor1Geo_FeatureID: always null: not known here
-- Actor2Geo_Type: always null: not known here
-- Actor2Geo_FullName: always null: not known here
-- Actor2Geo_CountryCode: always null: not known here
-- Actor2Geo_ADM1Code: always null: not known here
-- Actor2Geo_ADM2Code: always null: not known here
-- Actor2Geo_Lat: always null: not known here
-- Actor2Geo_Long: always null: not known here
-- Actor2Geo_FeatureID: always null: not known here
-- ActionGeo_Type: always null: not known here
-- ActionGeo_FullName: where, as written
-- ActionGeo_CountryCode: always null: not known here
-- ActionGeo_ADM1Code: always null: not known here
-- ActionGeo_ADM2Code: always null: not known here
-- ActionGeo_Lat: always null: not known here
-- ActionGeo_Long: always null: not known here
-- ActionGeo_FeatureID: always null: not known here
-- DATEADDED: when the first article to report it was recorded, as YYYYMMDDHHMMSS, UTC
-- SOURCEURL: address of the first article to report it
create or replace view event_gdelt as
with happened as (
    select
        *,
        start_date = end_date as is_day,
        date_trunc('month', start_date) = date_trunc('month', end_date) as is_month,
        year(start_date) = year(end_date) as is_year
    from event
    where not is_negated
        and not is_planned
        and event_id in (select event_id from citation join claim using (claim_id) where not is_hypothetical)
),
report as (
    select
        citation.event_id,
        min(article.observed_at) as first_observed_at,
        count(distinct coalesce(article.outlet, article.uri)) as outlet_count,
        first(article.uri order by article.observed_at, article.article_id) as uri,
        bool_or(not contains(
            substring(text, body_start + 1, greatest(quote_start::bigint - body_start, 0)), chr(10)
        )) as is_in_lead
    from citation
    join article using (article_id)
    join article_text using (article_id)
    group by citation.event_id
),
-- A side that is not known still makes a row.
acting as (
    select *, unnest(coalesce(nullif(source_ids, []), [null])) as source_id
    from happened
),
pair as (
    select *, unnest(coalesce(nullif(target_ids, []), [null])) as target_id
    from acting
),
taking_part as (
    select event_id, start_date, end_date, unnest(list_concat(source_ids, target_ids)) as entity_id
    from happened
),
actor as (
    select
        taking_part.event_id,
        entity.entity_id,
        entity.name,
        entity.country,
        case when count(tenure.entity_id) > 0 then 'GOV' else entity.sector end as role
    from taking_part
    join entity on entity.entity_id = taking_part.entity_id
    left join tenure
        on tenure.entity_id = entity.entity_id
        and tenure.basis = 'reference'
        and coalesce(tenure.start_date, date '0001-01-01') <= taking_part.end_date
        and coalesce(tenure.end_date, date '9999-12-31') >= taking_part.start_date
    group by taking_part.event_id, entity.entity_id, entity.name, entity.country, entity.sector
)
select
    pair.event_id as GLOBALEVENTID,
    case when is_day then cast(strftime(start_date, '%Y%m%d') as integer) end as SQLDATE,
    case when is_month then cast(strftime(start_date, '%Y%m') as integer) end as MonthYear,
    case when is_year then cast(year(start_date) as integer) end as Year,
    case when is_day then year(start_date) + (month(start_date) * 30 + day(start_date)) / 365.0 end as FractionDate,
    nullif(concat(source.country, source.role), '') as Actor1Code,
    upper(source.name) as Actor1Name,
    source.country as Actor1CountryCode,
    cast(null as varchar) as Actor1KnownGroupCode,
    cast(null as varchar) as Actor1EthnicCode,
    cast(null as varchar) as Actor1Religion1Code,
    cast(null as varchar) as Actor1Religion2Code,
    source.role as Actor1Type1Code,
    cast(null as varchar) as Actor1Type2Code,
    cast(null as varchar) as Actor1Type3Code,
    nullif(concat(target.country, target.role), '') as Actor2Code,
    upper(target.name) as Actor2Name,
    target.country as Actor2CountryCode,
    cast(null as varchar) as Actor2KnownGroupCode,
    cast(null as varchar) as Actor2EthnicCode,
    cast(null as varchar) as Actor2Religion1Code,
    cast(null as varchar) as Actor2Religion2Code,
    target.role as Actor2Type1Code,
    cast(null as varchar) as Actor2Type2Code,
    cast(null as varchar) as Actor2Type3Code,
    cast(report.is_in_lead as integer) as IsRootEvent,
    cameo_code as EventCode,
    left(cameo_code, 3) as EventBaseCode,
    left(cameo_code, 2) as EventRootCode,
    case
        when cameo_code < '06' then 1
        when cameo_code < '09' then 2
        when cameo_code < '14' then 3
        when cameo_code >= '14' then 4
    end as QuadClass,
    intensity as GoldsteinScale,
    claim_count as NumMentions,
    report.outlet_count as NumSources,
    article_count as NumArticles,
    cast(null as double) as AvgTone,
    cast(null as integer) as Actor1Geo_Type,
    cast(null as varchar) as Actor1Geo_FullName,
    cast(null as varchar) as Actor1Geo_CountryCode,
    cast(null as varchar) as Actor1Geo_ADM1Code,
    cast(null as varchar) as Actor1Geo_ADM2Code,
    cast(null as double) as Actor1Geo_Lat,
    cast(null as double) as Actor1Geo_Long,
    cast(null as varchar) as Actor1Geo_FeatureID,
    cast(null as integer) as Actor2Geo_Type,
    cast(null as varchar) as Actor2Geo_FullName,
    cast(null as varchar) as Actor2Geo_CountryCode,
    cast(null as varchar) as Actor2Geo_ADM1Code,
    cast(null as varchar) as Actor2Geo_ADM2Code,
    cast(null as double) as Actor2Geo_Lat,
    cast(null as double) as Actor2Geo_Long,
    cast(null as varchar) as Actor2Geo_FeatureID,
    cast(null as integer) as ActionGeo_Type,
    place as ActionGeo_FullName,
    cast(null as varchar) as ActionGeo_CountryCode,
    cast(null as varchar) as ActionGeo_ADM1Code,
    cast(null as varchar) as ActionGeo_ADM2Code,
    cast(null as double) as ActionGeo_Lat,
    cast(null as double) as ActionGeo_Long,
    cast(null as varchar) as ActionGeo_FeatureID,
    cast(strftime(report.first_observed_at, '%Y%m%d%H%M%S') as bigint) as DATEADDED,
    report.uri as SOURCEURL
from pair
left join report on report.event_id = pair.event_id
left join actor as source on source.event_id = pair.event_id and source.entity_id = pair.source_id
left join actor as target on target.event_id = pair.event_id and target.entity_id = pair.target_id
order by pair.start_date nulls last, pair.event_id, source.name, target.name;
