-- silent_edit: one row per version of a document that replaced another at the same address. Read by whoever asks which
-- outlets change what they have published.
--
-- uri: the address
-- version_no: number of the new version
-- document_id: the new version
-- observed_at: when the new version was first seen, UTC
-- previous_version_no: number of the version before
-- previous_document_id: the version before
-- previous_observed_at: when the version before was first seen, UTC
-- byte_count_change: bytes gained, or lost where negative
-- status: what the new version is now: current, superseded, retracted, erased or unreadable
-- outlet: outlet of the new version, where that is current
-- title: title of the new version, where that is current
create or replace view silent_edit as
with version as (
    select
        *,
        lag(version_no) over by_version as previous_version_no,
        lag(document_id) over by_version as previous_document_id,
        lag(observed_at) over by_version as previous_observed_at,
        lag(byte_count) over by_version as previous_byte_count
    from document
    window by_version as (partition by uri order by version_no)
)
select
    version.uri,
    version.version_no,
    version.document_id,
    version.observed_at,
    version.previous_version_no,
    version.previous_document_id,
    version.previous_observed_at,
    cast(version.byte_count as bigint) - cast(version.previous_byte_count as bigint) as byte_count_change,
    version.status,
    article.outlet,
    article.title
from version
left join article on article.article_id = version.document_id
where version.previous_document_id is not null
order by version.observed_at desc, version.uri, version.version_no desc;
