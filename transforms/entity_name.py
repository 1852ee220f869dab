"""Which names stand for one entity, over all articles, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

import polars as pl

from transforms.correcting import Corrections, with_values
from transforms.identity import content_id, id_of, name_key, person_key
from transforms.table import table

NAME = ("kind", "name", "country")
# The kind of what something was done to where that is nobody: an offer, a base.
THING = "thing"
ALIAS_SEPARATOR = "|"
ALIAS_COLUMNS = ("aliases", "known_as")
COUNTRY_NAME_KINDS = ("name", "official", "variant")
RESOLVED = {
    **dict.fromkeys(NAME, pl.String),
    "entity_id": pl.String,
    "entity_kind": pl.String,
    "entity_country": pl.String,
    "reference_name": pl.String,
    "wikidata_id": pl.String,
    "reason": pl.String,
}
# What a name says of its entity, and the field of the entity that corrects it.
OF_ENTITY = {"entity_kind": "kind", "entity_country": "country", "reference_name": None, "wikidata_id": "wikidata_id"}


@table(
    key="entity_name_id",
    columns={
        "entity_name_id": (pl.String, "hash of kind, name and country"),
        "kind": (pl.String, "what the reader took it for: person, organization, country, place or group"),
        "name": (pl.String, "the name as the reader settled it inside one article"),
        "country": (pl.String, "ISO 3166-1 alpha-3 code of the country it was read with; null when unknown"),
        "entity_id": (pl.String, "the entity it stands for"),
        "read_entity_id": (pl.String, "the entity it stands for where nobody has corrected it; ids are made from this"),
        "entity_kind": (pl.String, "the entity's kind"),
        "entity_country": (pl.String, "the entity's country"),
        "reference_name": (pl.String, "the entity's name in the reference data; null when it is not there"),
        "wikidata_id": (pl.String, "the entity's Wikidata item, when the reference data give it"),
        "reason": (pl.String, "why the name stands for that entity"),
    },
)
def entity_name(
    entry: pl.LazyFrame,
    document: pl.LazyFrame,
    read_mention: pl.LazyFrame,
    read_claim: pl.LazyFrame,
    reference_country: pl.LazyFrame,
    reference_country_name: pl.LazyFrame,
    reference_organization: pl.LazyFrame,
    reference_person: pl.LazyFrame,
) -> pl.LazyFrame:
    """One row per name that articles use, with the entity it stands for.

    Names are joined by a key that is a function of the name alone, so no other name that turns up can part them.
    """
    current = document.filter(pl.col("status") == "current").select("document_id")
    actors = [
        read_claim.join(current, on="document_id", how="semi")
        .select(pl.col(side).alias("actor"))
        .explode("actor")
        .unnest("actor")
        .select(NAME)
        for side in ("sources", "targets")
    ]
    named = pl.concat([read_mention.join(current, on="document_id", how="semi").select(NAME), *actors])
    names = (
        named.filter(pl.col("kind") != THING).drop_nulls("name").unique().sort(NAME, nulls_last=True).collect().rows()
    )
    read_countries: dict[str, set[str]] = {}
    for kind, name, country in names:
        if kind == "person" and country:
            read_countries.setdefault(person_key(name), set()).add(country)
    resolver = Resolver(
        known_names(reference_person.collect(), person_key),
        known_names(reference_organization.collect(), name_key),
        country_names(reference_country.collect()),
        country_words(reference_country_name.collect()),
        read_countries,
    )
    rows = [dict(zip(NAME, name, strict=True)) | resolver.resolve(*name) for name in names]
    read = pl.LazyFrame(rows, schema=RESOLVED).with_columns(
        id_of([pl.col(name) for name in NAME]).alias("entity_name_id"), pl.col("entity_id").alias("read_entity_id")
    )
    return corrected(read, Corrections(entry))


def corrected(read: pl.LazyFrame, corrections: Corrections) -> pl.LazyFrame:
    """Names with the entities that corrections merge, split and describe anew.

    A name that goes to another entity takes over what is said of that one; a part keeps its whole's kind and country.
    """
    moved = corrections.moved(read, whole="entity", part="entity_name").rename({"moved_by": "reason"})
    other = (
        read.select("entity_id", *OF_ENTITY, pl.lit(True).alias("is_read"))
        .unique("entity_id", keep="first", maintain_order=True)
        .rename({name: f"other_{name}" for name in OF_ENTITY})
    )
    taken = [
        pl.when("is_read")
        .then(f"other_{name}")
        .otherwise(name if name in ("entity_kind", "entity_country") else pl.lit(None, pl.String))
        .alias(name)
        for name in OF_ENTITY
    ]
    named = pl.concat(
        [
            read.join(moved, on="entity_name_id", how="anti"),
            read.drop("entity_id", "reason")
            .join(moved, on="entity_name_id")
            .join(other, on="entity_id", how="left")
            .with_columns(taken),
        ],
        how="diagonal",
    ).drop("^other_.*$", "is_read", strict=False)
    for column, field in OF_ENTITY.items():
        if field:
            values = {id_: given.value for id_, given in corrections.of("entity", field).items()}
            named = with_values(named, "entity_id", column, pl.String, values)
    return named


class Known(NamedTuple):
    """An entity of the reference data."""

    name: str
    country: str | None
    wikidata_id: str | None


def known_names(reference: pl.DataFrame, key: Callable[[str], str]) -> dict[str, list[Known]]:
    """Every name and alias of the reference rows, by its key; rows that share a name stand side by side."""
    known: dict[str, list[Known]] = {}
    for row in reference.iter_rows(named=True):
        entity = Known(row["name"], row.get("country") or None, row.get("wikidata_id") or None)
        written = ALIAS_SEPARATOR.join([row["name"], *(row.get(column) or "" for column in ALIAS_COLUMNS)])
        for alias in written.split(ALIAS_SEPARATOR):
            if (found := key(alias)) and entity not in known.setdefault(found, []):
                known[found].append(entity)
    return known


class Resolver:
    """Finds the entity of a name as read.

    persons, organizations: `known_names` of the reference data. countries: English name by ISO code.
    country_words: ISO code by any name of a country, as written.
    read_countries: by person key, the countries that articles give to persons of that name.
    """

    def __init__(
        self,
        persons: Mapping[str, list[Known]],
        organizations: Mapping[str, list[Known]],
        countries: Mapping[str, str],
        country_words: Mapping[str, str],
        read_countries: Mapping[str, set[str]],
    ) -> None:
        self._persons = persons
        self._organizations = organizations
        self._countries = countries
        self._country_words = country_words
        self._read_countries = read_countries

    def resolve(self, kind: str, name: str, country: str | None) -> dict[str, str | None]:
        """The entity's columns of `entity_name` for one name."""
        if kind == "organization" and country is None and (named := self._country_words.get(name)):
            return self._entity("country", named, named, self._countries.get(named), None, "a name of that country")
        if kind == "country" and country:
            return self._entity("country", country, country, self._countries.get(country), None, "the country's code")
        if kind == "person" or (country is None and self._is_full_name(name)):
            return self._person(name, country)
        return self._other(kind, name, country)

    def _is_full_name(self, name: str) -> bool:
        """Whether a name without a title is that of one person of the reference data in another spelling."""
        key = person_key(name)
        return " " in key and only_one(self._persons.get(key, ()), None) is not None

    def _person(self, name: str, country: str | None) -> dict[str, str | None]:
        key = person_key(name)
        if reference := only_one(self._persons.get(key, ()), country):
            return self._entity(
                "person",
                person_key(reference.name),
                reference.country,
                reference.name,
                reference.wikidata_id,
                f"a name of {reference.name} in the reference data",
            )
        elsewhere = self._read_countries.get(key, set())
        if country is None and len(elsewhere) == 1 and " " in key:
            (country,) = elsewhere
            return self._entity("person", key, country, None, None, f"the only person of that name, of {country}")
        return self._entity("person", key, country, None, None, "same name, spelling set aside, and same country")

    def _other(self, kind: str, name: str, country: str | None) -> dict[str, str | None]:
        key = name_key(name)
        if reference := only_one(self._organizations.get(key, ()), country):
            return self._entity(
                "organization",
                name_key(reference.name),
                reference.country,
                reference.name,
                reference.wikidata_id,
                f"a name of {reference.name} in the reference data",
            )
        return self._entity(kind, key, country, None, None, "same name, spelling set aside, and same country")

    def _entity(
        self,
        kind: str,
        key: str,
        country: str | None,
        reference_name: str | None,
        wikidata_id: str | None,
        reason: str,
    ) -> dict[str, str | None]:
        return {
            "entity_id": content_id(kind, country or "", key),
            "entity_kind": kind,
            "entity_country": country,
            "reference_name": reference_name,
            "wikidata_id": wikidata_id,
            "reason": reason,
        }


def only_one(candidates: Iterable[Known], country: str | None) -> Known | None:
    """The one candidate that fits the country; none where several do, for a guess would join strangers."""
    fitting = [known for known in candidates if country is None or known.country in (None, country)]
    return fitting[0] if len(fitting) == 1 else None


def country_names(reference: pl.DataFrame) -> dict[str, str]:
    """English country names by ISO 3166-1 alpha-3 code."""
    return dict(reference.select("country_code", "name").iter_rows())


def country_words(reference: pl.DataFrame) -> dict[str, str]:
    """ISO 3166-1 alpha-3 codes by the names that stand for a country itself, as written."""
    named = reference.filter(pl.col("kind").is_in(COUNTRY_NAME_KINDS))
    return dict(named.select("name", "country").iter_rows())
