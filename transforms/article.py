"""What a document says once its clutter is gone, and when it was published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import partial
from typing import Any

import polars as pl

from transforms.arrival import arrival
from transforms.article_zone import article_zone
from transforms.correcting import Corrections
from transforms.cross_dating import Story, Telling, content_words, narrowed
from transforms.event_claim import SELDOM_ROOTS
from transforms.near_duplicate import clusters
from transforms.reading.clue import Constraint, Evidence
from transforms.reading.days import precision_of
from transforms.reading.expression import Expression
from transforms.reading.page import StatedDate
from transforms.reading.public_record import DatedFact, Tenure, dated_facts, tenures
from transforms.reading.publication import BASES, Publication, infer_publication
from transforms.reading.zone import DATE_LINE_ZONES, VOTING_ZONES
from transforms.repeated_line import overlapping, repeated_line
from transforms.table import DataType, table

SAYING = pl.Struct({"start": pl.UInt32, "end": pl.UInt32, "text": pl.String, "says": pl.String})
ALTERNATIVE = pl.Struct({"start_date": pl.Date, "end_date": pl.Date, "says": pl.String})
DISAGREEMENT = pl.Struct({"statement": pl.String, "other_statement": pl.String, "explanation": pl.String})
PUBLISHED: dict[str, DataType] = {
    "article_id": pl.String,
    "published_start": pl.Date,
    "published_end": pl.Date,
    "published_precision": pl.String,
    "published_basis": pl.String,
    "published_evidence": pl.List(SAYING),
    "published_alternatives": pl.List(ALTERNATIVE),
    "published_conflicts": pl.List(DISAGREEMENT),
}
# What corrections change as it stands; the publication window brings its precision, basis and evidence along.
CORRECTED: dict[str, DataType] = dict.fromkeys(
    ("title", "outlet", "author", "editor", "dateline_place", "language"), pl.String
)
RANK = {basis: place for place, basis in enumerate(BASES)}
# Acts between countries alone are told too often to know them again, but for those that are seldom done.
OWN_NAMES = ("person", "organization")


@table(
    key="article_id",
    columns={
        "article_id": (pl.String, "the document it was read from"),
        "uri": (pl.String, "where the document was observed"),
        "title": (pl.String, "headline"),
        "outlet": (pl.String, "who published it, as the page says"),
        "author": (pl.String, "who wrote it, without labels and counters"),
        "editor": (pl.String, "who edited it"),
        "dateline_place": (pl.String, "where it was filed from"),
        "language": (pl.String, "ISO 639-1 code of the body's language"),
        "word_count": (pl.UInt32, "words of the body"),
        "body_start": (pl.UInt32, "first character of the body in the text"),
        "body_end": (pl.UInt32, "one past the last character of the body"),
        "published_start": (pl.Date, "first day on which it can have been published; null when unknown"),
        "published_end": (pl.Date, "last day on which it can have been published; null when unknown"),
        "published_precision": (pl.String, "day, week, month, quarter, year, range or unknown"),
        "published_basis": (pl.String, "how that is known: stated, byline, metadata, inferred, corrected or unknown"),
        "published_evidence": (pl.List(SAYING), "the places that say so, each with what follows from it"),
        "published_alternatives": (pl.List(ALTERNATIVE), "other windows that its words allow, the likeliest first"),
        "published_conflicts": (pl.List(DISAGREEMENT), "statements of the article that give it different dates"),
        "duplicate_of": (
            pl.String,
            "the first article on record with the same text, perhaps lightly edited; null for an original",
        ),
        "observed_at": (pl.Datetime("us", "UTC"), "when the document was first recorded"),
    },
)
def article(
    entry: pl.LazyFrame,
    document: pl.LazyFrame,
    read_page: pl.LazyFrame,
    read_expression: pl.LazyFrame,
    read_mention: pl.LazyFrame,
    read_claim: pl.LazyFrame,
    reference_country_name: pl.LazyFrame,
    reference_person: pl.LazyFrame,
    reference_fact: pl.LazyFrame,
    reference_office: pl.LazyFrame,
) -> pl.LazyFrame:
    """One row per readable current document.

    Lines that a host repeats where they do not belong say nothing of when an article was published.
    """
    page = (
        document.filter(pl.col("status") == "current")
        .select("document_id", "uri", "observed_at")
        .join(read_page.drop("media_type", "encoding", "status", "reason"), on="document_id")
        .rename({"document_id": "article_id"})
    )
    corrections = Corrections(entry)
    page = corrections.laid_over(page, "article", "article_id", CORRECTED)
    fixed = corrected_publications(corrections)
    reference = {
        "country_name": reference_country_name.collect(),
        "person": reference_person.collect(),
        "fact": reference_fact.collect(),
        "office": reference_office.collect(),
    }
    original = originals(page, entry).collect().lazy()
    line = repetitions(page, original, read_page, read_mention).collect().lazy()
    published = publication(
        without_lines(page, read_page, line),
        outside(read_expression, line, "start", "end"),
        outside(read_claim, line, "sentence_start", "sentence_end"),
        reference,
        fixed,
    )
    return (
        page.join(published, on="article_id", how="left")
        .join(original, on="article_id", how="left")
        .drop("text", "zones", "stated_dates")
    )


def repetitions(
    page: pl.LazyFrame, original: pl.LazyFrame, read_page: pl.LazyFrame, read_mention: pl.LazyFrame
) -> pl.LazyFrame:
    """The rows of the table repeated_line as far as they are known before any date is inferred."""
    basis_rank = pl.element().struct.field("basis").replace_strict(RANK)
    stated = pl.col("stated_dates").list.eval(pl.element().sort_by(basis_rank)).list.first().struct
    known = page.select(
        "article_id",
        "uri",
        stated.field("first_date").alias("published_start"),
        stated.field("last_date").alias("published_end"),
    )
    article = known.join(original, on="article_id", how="left").collect().lazy()
    return repeated_line.function(article=article, read_page=read_page, read_mention=read_mention)


def without_lines(page: pl.LazyFrame, read_page: pl.LazyFrame, line: pl.LazyFrame) -> pl.LazyFrame:
    """The pages with zones that leave the lines out."""
    zone = article_zone.function(article=page.select("article_id"), read_page=read_page, repeated_line=line)
    left = (
        zone.sort("article_id", "start")
        .group_by("article_id", maintain_order=True)
        .agg(pl.struct("kind", "start", "end", "language").alias("zones"))
    )
    return page.drop("zones").join(left, on="article_id", how="left").with_columns(pl.col("zones").fill_null([]))


def outside(read: pl.LazyFrame, line: pl.LazyFrame, start: str, end: str) -> pl.LazyFrame:
    """The rows of a reading, from start to end of its document's text, that share no character with a line."""
    place = read.select(pl.col("document_id").alias("article_id"), start, end).unique()
    inside = overlapping(place, line, start, end).rename({"article_id": "document_id"})
    return read.join(inside, on=["document_id", start, end], how="anti")


def originals(page: pl.LazyFrame, entry: pl.LazyFrame) -> pl.LazyFrame:
    """One row per page with a body: article_id, duplicate_of.

    The original is the first page on record with the same text, near_duplicate says which those are; for itself there
    is none.
    """
    body = (
        page.select("article_id", "uri", "text", "zones")
        .explode("zones")
        .filter(pl.col("zones").struct.field("kind") == "body")
        .with_columns(pl.col("zones").struct.field("start"), pl.col("zones").struct.field("end"))
        .sort("article_id", "start")
        .group_by("article_id", maintain_order=True)
        .agg(
            pl.col("uri").first(),
            pl.col("text").str.slice(pl.col("start"), pl.col("end") - pl.col("start")).str.join("\n").alias("body"),
        )
        .join(arrival(entry), on="uri")
        .sort("arrival_rank", "article_id")
        .collect()
    )
    return (
        body.lazy()
        .with_columns(pl.Series("cluster", clusters(body["body"].to_list()), pl.Int64))
        .with_columns(pl.col("article_id").first().over("cluster").alias("original"))
        .select(
            "article_id",
            pl.when(pl.col("original") != pl.col("article_id")).then(pl.col("original")).alias("duplicate_of"),
        )
    )


def publication(
    page: pl.LazyFrame,
    read_expression: pl.LazyFrame,
    read_claim: pl.LazyFrame,
    reference: Mapping[str, pl.DataFrame],
    fixed: Mapping[str, Publication],
) -> pl.LazyFrame:
    """One row per page: when it was published, with the evidence and what contradicts it.

    What a page does not say itself it may borrow from pages that date the same event. fixed: what was corrected, by
    article_id, and is not asked again.
    """
    facts, held = dated_facts(reference), tenures(reference)
    of_page = (
        read_expression.sort("document_id", "start")
        .group_by(pl.col("document_id").alias("article_id"), maintain_order=True)
        .agg(pl.struct("start", "end", "text", "type", "symbol", "rule", "zone").alias("expressions"))
    )
    rows = page.join(of_page, on="article_id", how="left").sort("article_id").collect()
    published = {
        row["article_id"]: fixed.get(row["article_id"]) or published_alone(row, facts, held)
        for row in rows.iter_rows(named=True)
    }
    told = shared_tellings(page, read_claim).collect()
    telling_ids = told["article_id"].unique()
    stories = {
        row["article_id"]: Story(
            row["article_id"],
            f"{row['title']} ({row['uri']})" if row["title"] else row["uri"],
            row["text"],
            bool(row["stated_dates"]) or row["article_id"] in fixed,
            tuple(as_expressions(row["expressions"])),
            partial(published_alone, row, facts, held),
        )
        for row in rows.filter(pl.col("article_id").is_in(telling_ids.implode())).iter_rows(named=True)
    }
    published |= narrowed(stories, published, [as_telling(row) for row in told.iter_rows(named=True)])
    return pl.LazyFrame([published_row(*item) for item in published.items()], schema=PUBLISHED)


def corrected_publications(corrections: Corrections) -> dict[str, Publication]:
    """The publication windows that corrections give, by article_id; a window of nothing says that it is unknown."""
    last = corrections.of("article", "published_end")
    found = {}
    for article_id, given in corrections.of("article", "published_start").items():
        start, end = given.value, last[article_id].value
        evidence = (Evidence(None, None, "", given.by.says),)
        is_known = start is not None and end is not None
        precision, basis = (precision_of(start, end), "corrected") if is_known else ("unknown", "unknown")
        found[article_id] = Publication(start, end, precision, basis, evidence)
    return found


def shared_tellings(page: pl.LazyFrame, read_claim: pl.LazyFrame) -> pl.LazyFrame:
    """Claims of acts done, by kind and actors, that several pages tell, one of them without a date of its own.

    One row per claim: article_id, act, kind, sentence and its place, sources, targets, expression_start (null where
    the claim's own sentence has no date for it).
    """
    names = (pl.col(side).list.eval(actor_name()).list.unique().list.sort() for side in ("sources", "targets"))
    told = (
        read_claim.rename({"document_id": "article_id"})
        .filter(~pl.col("is_negated") & ~pl.col("is_planned") & ~pl.col("is_hypothetical"))
        .filter(pl.col("tense").fill_null("") != "background")
        .with_columns(
            pl.when(pl.col("expression_start").is_between("sentence_start", "sentence_end", closed="left")).then(
                "expression_start"
            )
        )
        .with_columns(pl.concat_list(pl.col("kind"), *(name.list.join("|") for name in names)).alias("act"))
        .filter(
            pl.col("sources").list.len() + pl.col("targets").list.len() > 1,
            pl.col("root").is_in(SELDOM_ROOTS)
            | pl.concat_list("sources", "targets")
            .list.eval(pl.element().struct.field("kind").is_in(OWN_NAMES))
            .list.any(),
        )
        .join(page.select("article_id", "text", "stated_dates"), on="article_id")
    )
    return (
        told.with_columns(
            (pl.col("article_id").n_unique().over("act") > 1).alias("is_shared"),
            (pl.col("stated_dates").list.len() == 0).any().over("act").alias("is_wanted"),
        )
        .filter("is_shared", "is_wanted")
        .select(
            *("article_id", "act", "kind", "sources", "targets", "expression_start", "sentence_start", "sentence_end"),
            pl.col("text")
            .str.slice(pl.col("sentence_start"), pl.col("sentence_end") - pl.col("sentence_start"))
            .alias("sentence"),
        )
    )


def actor_name() -> pl.Expr:
    """An actor, as an element of a list, in one word."""
    actor = pl.element().struct
    return pl.concat_str(actor.field("kind"), actor.field("name"), actor.field("country").fill_null(""), separator=":")


def as_telling(row: Mapping[str, Any]) -> Telling:
    """A row of shared_tellings as dating across articles wants it."""
    sides = [" and ".join(sorted({actor["name"] for actor in row[side]})) for side in ("sources", "targets")]
    actors = [actor[field] for side in ("sources", "targets") for actor in row[side] for field in ("name", "text")]
    return Telling(
        row["article_id"],
        tuple(row["act"]),
        f"tells of the same event ({', '.join(filter(None, (row['kind'], *sides)))})",
        content_words(row["sentence"], actors),
        row["expression_start"],
        (row["sentence_start"], row["sentence_end"]),
    )


def published_alone(
    row: Mapping[str, Any], facts: Sequence[DatedFact], held: Sequence[Tenure], extra: Sequence[Constraint] = ()
) -> Publication:
    """What a page itself says of its publication, and what is known besides."""
    voting = [found for found in row["expressions"] or () if found["zone"] in VOTING_ZONES]
    return infer_publication(
        [StatedDate(**stated) for stated in row["stated_dates"]],
        text=row["text"],
        spans=[(zone["start"], zone["end"]) for zone in row["zones"] if zone["kind"] in VOTING_ZONES],
        title=next(((zone["start"], zone["end"]) for zone in row["zones"] if zone["kind"] == "title"), None),
        date_lines=[(zone["start"], zone["end"]) for zone in row["zones"] if zone["kind"] in DATE_LINE_ZONES],
        expressions=as_expressions(voting),
        facts=facts,
        held=held,
        observed=row["observed_at"].date(),
        extra=extra,
    )


def as_expressions(found: Sequence[Mapping[str, Any]] | None) -> list[Expression]:
    """Expressions out of a row's list."""
    return [
        Expression(each["start"], each["end"], each["text"], each["type"], each["symbol"], each["rule"])
        for each in found or ()
    ]


def published_row(article_id: str, found: Publication) -> dict[str, Any]:
    """The publication columns of one page."""
    return {
        "article_id": article_id,
        "published_start": found.start,
        "published_end": found.end,
        "published_precision": found.precision,
        "published_basis": found.basis,
        "published_evidence": [asdict(evidence) for evidence in found.evidence],
        "published_alternatives": [
            {"start_date": other.start, "end_date": other.end, "says": other.evidence.says}
            for other in found.alternatives
        ],
        "published_conflicts": [asdict(conflict) for conflict in found.conflicts],
    }
