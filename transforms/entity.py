"""Whom the articles speak of."""

from __future__ import annotations

import polars as pl

from transforms.correcting import Corrections
from transforms.entity_name import NAME
from transforms.table import table

PRONOUNS = (
    "he",
    "him",
    "his",
    "she",
    "her",
    "hers",
    "it",
    "its",
    "they",
    "them",
    "their",
    "theirs",
    "we",
    "us",
    "our",
    "i",
)


@table(
    key="entity_id",
    columns={
        "entity_id": (pl.String, "hash of kind, country and the key of the name"),
        "kind": (pl.String, "person, organization, country, place or group"),
        "name": (pl.String, "name in the reference data or, failing that, the fullest form seen"),
        "aliases": (pl.List(pl.String), "the other forms seen, sorted"),
        "country": (pl.String, "ISO 3166-1 alpha-3 code; null when unknown or of no one country"),
        "sector": (
            pl.String,
            "what an organization is, as the reference data have it: GOV, MIL, LEG, PTY, REB, IGO and so on; else null",
        ),
        "wikidata_id": (pl.String, "Wikidata item; null unless the reference data give it"),
        "first_article_at": (pl.Datetime("us", "UTC"), "when the first article that names it was recorded"),
        "mention_count": (pl.UInt32, "how often articles name it, copies left out"),
        "article_count": (pl.UInt32, "how many articles name it, copies left out"),
    },
)
def entity(
    entry: pl.LazyFrame,
    article: pl.LazyFrame,
    mention: pl.LazyFrame,
    entity_name: pl.LazyFrame,
    reference_organization: pl.LazyFrame,
) -> pl.LazyFrame:
    """One row per person, organization, country, place or group that articles name."""
    corrections = Corrections(entry)
    article_of_mention = mention.join(article.select("article_id", "duplicate_of", "observed_at"), on="article_id")
    seen = article_of_mention.group_by("entity_id").agg(
        pl.col("observed_at").min().alias("first_article_at"),
        pl.col("duplicate_of").is_null().sum().cast(pl.UInt32).alias("mention_count"),
        pl.col("article_id").filter(pl.col("duplicate_of").is_null()).n_unique().cast(pl.UInt32).alias("article_count"),
    )
    forms = (
        mention.join(entity_name.select(*NAME, "entity_kind"), on=NAME, nulls_equal=True)
        .filter(is_name_form(pl.col("text")))
        .group_by("entity_id")
        .agg(pl.col("text").unique().alias("forms"))
    )
    sector_of = reference_organization.select(
        pl.lit("organization").alias("entity_kind"),
        pl.col("name").alias("reference_name"),
        pl.col("sector").replace("", None),
    )
    is_merged = pl.col("entity_id") != pl.col("read_entity_id")
    described = (
        entity_name.join(sector_of, on=["entity_kind", "reference_name"], how="left")
        .with_columns(pl.col("name").str.len_chars().alias("length"))
        # The fullest form seen, of its own if there is one; of forms of one length the first in the alphabet.
        .sort("entity_id", is_merged, pl.col("length") * -1, "name")
        .group_by("entity_id", maintain_order=True)
        .agg(
            pl.col("entity_kind").first().alias("kind"),
            pl.coalesce("reference_name", "name").first().alias("name"),
            pl.col("name").alias("names"),
            pl.col("entity_country").first().alias("country"),
            pl.col("sector", "wikidata_id").first(),
        )
    )
    made = (
        corrections.laid_over(described, "entity", "entity_id", {"name": pl.String})
        .join(seen, on="entity_id", how="left")
        .join(forms, on="entity_id", how="left")
        .with_columns(
            pl.col("names").list.concat(pl.col("forms").fill_null([])).list.unique().alias("aliases"),
            pl.col("mention_count", "article_count").fill_null(0),
        )
        .drop("names", "forms")
    )
    return corrections.laid_over(made, "entity", "entity_id", {"aliases": pl.List(pl.String)}).with_columns(
        pl.col("aliases").list.set_difference(pl.concat_list("name")).list.sort()
    )


def is_name_form(text: pl.Expr) -> pl.Expr:
    """Whether the words name somebody by themselves: "Kim" and "Seoul" do, "he" and "the president" do not."""
    is_proper = text.str.contains(r"^[^\p{Ll}]") & (text.str.len_chars() > 1)
    return is_proper & ~text.str.to_lowercase().is_in(PRONOUNS)
