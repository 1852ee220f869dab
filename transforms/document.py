"""What was observed, version by version."""

from __future__ import annotations

import polars as pl

from transforms.correcting import Corrections
from transforms.identity import id_of
from transforms.table import table

# A document that has been withdrawn in one of these ways is not read, whatever else is true of it.
WITHDRAWALS = {"document_retracted": "retracted", "document_erased": "erased"}


@table(
    key="document_id",
    columns={
        "document_id": (pl.String, "hash of the address and of the bytes"),
        "uri": (pl.String, "where the bytes were observed"),
        "media_type": (pl.String, "what the bytes are, e.g. text/html"),
        "byte_count": (pl.UInt64, "how many bytes"),
        "encoding": (pl.String, "the encoding the bytes were read in; null when they were not read"),
        "observed_at": (pl.Datetime("us", "UTC"), "when these bytes were first recorded for this address"),
        "version_no": (pl.UInt32, "1 for the first bytes seen at the address, 2 for the next that differed and so on"),
        "superseded_by": (pl.String, "document_id of the version that replaced this one; null for the last one"),
        "status": (pl.String, "current, superseded, retracted, erased or unreadable"),
        "reason": (pl.String, "why it was retracted or erased, or why it cannot be read"),
        "blob_sha256": (pl.String, "SHA-256 of the bytes"),
    },
)
def document(entry: pl.LazyFrame, read_page: pl.LazyFrame) -> pl.LazyFrame:
    """One row per address and bytes observed there.

    An address that returns to bytes it held before has no new version: the old one is current again.
    """
    version = versions(entry)
    withdrawn = withdrawals(entry, version)
    page = read_page.select(
        "document_id", "encoding", pl.col("status").alias("reading"), pl.col("reason").alias("unread_reason")
    )
    is_last = pl.col("superseded_by").is_null()
    return (
        version.join(withdrawn, on="document_id", how="left")
        .join(page, on="document_id", how="left")
        .with_columns(
            pl.when(pl.col("withdrawal").is_not_null())
            .then(pl.col("withdrawal"))
            .when(~is_last)
            .then(pl.lit("superseded"))
            .when(pl.col("reading") == "read")
            .then(pl.lit("current"))
            .otherwise(pl.lit("unreadable"))
            .alias("status")
        )
        .with_columns(
            pl.when(pl.col("withdrawal").is_not_null())
            .then(pl.col("withdrawal_reason"))
            .when(pl.col("status") == "unreadable")
            .then(pl.col("unread_reason").fill_null("there is no reading of it"))
            .alias("reason")
        )
        .select(
            "document_id",
            "uri",
            "media_type",
            "byte_count",
            "encoding",
            "observed_at",
            "version_no",
            "superseded_by",
            "status",
            "reason",
            "blob_sha256",
        )
    )


def to_read(entry: pl.LazyFrame) -> pl.LazyFrame:
    """One row per document that stands: document_id, uri, media_type, blob_sha256, observed_at, metadata as JSON.

    The last version of each address, unless it was withdrawn.
    """
    version = versions(entry)
    metadata = entry.filter(pl.col("kind") == "document_observed").select(
        pl.col("seq").alias("last_seq"), payload_text("metadata").alias("metadata")
    )
    return (
        version.filter(pl.col("superseded_by").is_null())
        .join(withdrawals(entry, version), on="document_id", how="anti")
        .join(metadata, on="last_seq")
        .select("document_id", "uri", "media_type", "blob_sha256", "observed_at", "metadata")
        .sort("document_id")
    )


def versions(entry: pl.LazyFrame) -> pl.LazyFrame:
    """One row per URI and bytes: when first and last seen (`last_seq`), which version, replaced by which."""
    seen = (
        entry.filter(pl.col("kind") == "document_observed")
        .select(
            "seq",
            pl.col("recorded_at").alias("observed_at"),
            payload_text("uri").alias("uri"),
            payload_text("media_type").alias("media_type"),
            payload_text("byte_count").cast(pl.UInt64, strict=False).alias("byte_count"),
            pl.col("blob_sha256").fill_null(payload_text("blob_sha256")).alias("blob_sha256"),
        )
        .with_columns(id_of([pl.col("uri"), pl.col("blob_sha256")]).alias("document_id"))
        .sort("uri", "seq")
        .with_columns(pl.col("document_id").shift(-1).over("uri").alias("next_id"))
    )
    return (
        seen.group_by("document_id", maintain_order=True)
        .agg(
            pl.col("uri", "media_type", "byte_count", "blob_sha256", "observed_at").first(),
            pl.col("seq").min().alias("first_seq"),
            pl.col("seq").max().alias("last_seq"),
            pl.col("next_id").last().alias("superseded_by"),
        )
        .with_columns(pl.col("first_seq").rank("ordinal").over("uri").cast(pl.UInt32).alias("version_no"))
    )


def withdrawals(entry: pl.LazyFrame, version: pl.LazyFrame) -> pl.LazyFrame:
    """One row per document that was retracted and not observed again since, or erased: withdrawal, withdrawal_reason.

    A retraction names a document, or an address and then means all its versions; it can be withdrawn. What is erased
    are bytes, wherever they were observed. Erased outweighs retracted.
    """
    undone = list(Corrections(entry).withdrawn_by)
    said = entry.select(
        "seq",
        "kind",
        payload_text("document_id").alias("document_id"),
        payload_text("uri").alias("uri"),
        payload_text("blob_sha256").alias("blob_sha256"),
        pl.col("seq").alias("withdrawal_seq"),
        pl.col("kind").replace_strict(WITHDRAWALS, default=None, return_dtype=pl.String).alias("withdrawal"),
        pl.col("reason").alias("withdrawal_reason"),
    )
    retracted = said.filter((pl.col("kind") == "document_retracted") & ~pl.col("seq").is_in(undone))
    named_by = {
        "document_id": retracted.filter(pl.col("document_id").is_not_null()),
        "uri": retracted.filter(pl.col("document_id").is_null()),
        "blob_sha256": said.filter(pl.col("kind") == "document_erased"),
    }
    kept = ["withdrawal_seq", "withdrawal", "withdrawal_reason"]
    return (
        pl.concat(
            version.select("document_id", "uri", "blob_sha256", "last_seq")
            .join(rows.select(pl.col(name).alias("named"), *kept), left_on=name, right_on="named")
            .select("document_id", "last_seq", *kept)
            for name, rows in named_by.items()
        )
        .filter((pl.col("withdrawal_seq") > pl.col("last_seq")) | (pl.col("withdrawal") == "erased"))
        .sort("document_id", pl.col("withdrawal") != "erased", "withdrawal_seq")
        .group_by("document_id", maintain_order=True)
        .agg(pl.col("withdrawal", "withdrawal_reason").first())
    )


def payload_text(field: str) -> pl.Expr:
    """A field of the entry's payload as text; null where it is absent."""
    return pl.col("payload").str.json_path_match(f"$.{field}")
