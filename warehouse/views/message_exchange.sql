-- message_exchange: one row per message, letter, greeting or condolence that was sent. Read by whoever studies how
-- leaders write to each other. Only messages that were sent count: no planned, denied or hypothetical one.
--
-- event_id: the event of sending
-- start_date: first day on which it can have been sent; null when unknown
-- end_date: last day on which it can have been sent; null when unknown
-- date_precision: day, week, month, quarter, year, range or unknown
-- kind: what was sent, in plain words
-- sender_names: who sent it
-- sender_countries: their countries, ISO 3166-1 alpha-3
-- recipient_names: to whom
-- recipient_countries: their countries, ISO 3166-1 alpha-3
-- reply_event_id: the first message the other way between these countries on a later day within 60 days; null where
--   there is none, or the message stayed within one country. That it answers this one is inferred, not stated
-- reply_day_count: days from this message to that one
-- article_count: articles that report it
create or replace view message_exchange as
with message as (
    select *
    from event
    where not is_negated
        and not is_planned
        and event_id in (select event_id from citation join claim using (claim_id) where not is_hypothetical)
        and regexp_matches(kind, 'message|letter|telegram|greet|congratulat|condolence')
),
reply as (
    select
        message.event_id,
        first(answer.event_id order by answer.start_date, answer.event_id) as reply_event_id,
        min(answer.start_date) as reply_date
    from message
    join message as answer
        on answer.start_date > message.end_date
        and answer.start_date <= message.end_date + 60
        and list_has_any(answer.source_countries, message.target_countries)
        and list_has_any(answer.target_countries, message.source_countries)
    where not list_has_any(message.source_countries, message.target_countries)
    group by message.event_id
)
select
    message.event_id,
    message.start_date,
    message.end_date,
    message.date_precision,
    message.kind,
    message.source_names as sender_names,
    message.source_countries as sender_countries,
    message.target_names as recipient_names,
    message.target_countries as recipient_countries,
    reply.reply_event_id,
    reply.reply_date - message.end_date as reply_day_count,
    message.article_count
from message
left join reply using (event_id)
order by message.start_date nulls last, message.event_id;
