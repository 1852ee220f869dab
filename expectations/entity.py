"""Rules for entity: whom the articles speak of, each once."""

from __future__ import annotations

from expectations.rule import Rule, words_of

KINDS = ("person", "organization", "country", "place", "group")


class EveryEntityHasAName(Rule):
    """An entity has a name, and its aliases are other names."""

    unexpected_rows_query: str = """
        select entity_id, name, aliases from {batch} where coalesce(trim(name), '') = '' or list_contains(aliases, name)
    """


class EveryCountryIsOneEntity(Rule):
    """A country has a code, and no other country entity has it."""

    unexpected_rows_query: str = """
        select country, list_sort(list(name)) as names from {batch} where kind = 'country'
        group by country having count(*) > 1 or country is null
    """


class NoItemOfWikidataIsTwoEntities(Rule):
    """What the reference data know as one is one entity."""

    unexpected_rows_query: str = """
        select wikidata_id, list_sort(list(name)) as names from {batch} where wikidata_id is not null
        group by wikidata_id having count(*) > 1
    """


class NoEntityIsInMoreArticlesThanMentions(Rule):
    """An article counts for an entity because it mentions it."""

    unexpected_rows_query: str = """
        select entity_id, name, mention_count, article_count from {batch}
        where coalesce(article_count > mention_count, true)
    """


RULES = [
    EveryEntityHasAName(),
    EveryCountryIsOneEntity(),
    NoItemOfWikidataIsTwoEntities(),
    NoEntityIsInMoreArticlesThanMentions(),
    words_of("entity_id", kind=KINDS),
]
