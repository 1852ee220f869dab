-- open_conflict: one row per contradiction that nobody has settled. Read by the analyst who decides, with
-- `communique correct`. A conflict about an event that was corrected, or about an article whose date of publication was
-- corrected, is settled.
--
-- conflict_id: the conflict
-- about: what it is about: publication_date, event_date, polarity, ...
-- subject_id: the event or article in question
-- statement: what is said
-- other_statement: what is said against it
-- explanation: why both cannot be true
-- article_id: the article that says the one
-- title: its title
-- outlet: its outlet
-- other_article_id: the article that says the other; it may be the same
-- other_title: its title
-- other_outlet: its outlet
create or replace view open_conflict as
select
    conflict.conflict_id,
    conflict.about,
    conflict.subject_id,
    conflict.statement,
    conflict.other_statement,
    conflict.explanation,
    conflict.article_id,
    article.title,
    article.outlet,
    conflict.other_article_id,
    other_article.title as other_title,
    other_article.outlet as other_outlet
from conflict
left join article on article.article_id = conflict.article_id
left join article as other_article on other_article.article_id = conflict.other_article_id
where not exists (
        select 1
        from event
        where event.event_id = conflict.subject_id and event.status = 'corrected'
    )
    and not exists (
        select 1
        from article as subject
        where subject.article_id = conflict.subject_id
            and conflict.about = 'publication_date'
            and subject.published_basis = 'corrected'
    )
order by conflict.about, conflict.conflict_id;
