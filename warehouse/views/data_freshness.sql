-- data_freshness: one row per place that documents come from: the host of their addresses or, for files, their folder.
-- Read by whoever runs the warehouse, to see which source has gone quiet. Days are counted up to the day of the query.
--
-- source_name: host or folder
-- document_count: documents observed, old versions included
-- current_count: of these, documents that count now
-- unreadable_count: of these, documents that cannot be read
-- refused_count: addresses that could not be observed at all
-- last_observed_at: when something new was last observed, UTC
-- last_published_date: last day on which one of its articles can have been published
-- observed_day_count: days since something new was observed
-- published_day_count: days since that last day of publication
create or replace view data_freshness as
with observed as (
    select document.uri, document.status, document.observed_at, article.published_end, false as is_refused
    from document
    left join article on article.article_id = document.document_id
    union all
    select uri, null, null, null, true
    from quarantine
    where document_id is null
)
select
    coalesce(
        nullif(regexp_extract(uri, '^[a-zA-Z][a-zA-Z0-9+.-]*://([^/]+)', 1), ''),
        nullif(regexp_extract(uri, '^(.*)/[^/]*$', 1), ''),
        '.'
    ) as source_name,
    count(*) filter (not is_refused) as document_count,
    count(*) filter (status = 'current') as current_count,
    count(*) filter (status = 'unreadable') as unreadable_count,
    count(distinct uri) filter (is_refused) as refused_count,
    max(observed_at) as last_observed_at,
    max(published_end) as last_published_date,
    current_date - cast(max(observed_at) as date) as observed_day_count,
    current_date - max(published_end) as published_day_count
from observed
group by source_name
order by last_observed_at, source_name;
