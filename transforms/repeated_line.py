"""Lines that a host puts into the text of pages they do not belong to, as only many pages together show."""

from __future__ import annotations

import polars as pl

from transforms.table import table

# So many different articles of a host must hold the line; copies of one article show nothing.
LEAST_ARTICLES = 3
LEAST_WORDS = 4
# Reports of one event are out within so many days; a line that stands on after that is part of the page.
STORY_DAYS = 7
# Where more of an article is repeated, it is the article that was taken up again, not a line put into it.
MOST_REPEATED = 0.5
# Lines of one article alone would bring the memory down: a longer line is a text of its own.
MOST_LINE_CHARACTERS = 2000
FOREIGN, LASTING = "it names nobody whom most of its articles name", "its articles are too far apart to tell one story"
HTTP_HOST = r"(?i)^https?://(?:[^/?#@]*@)?(?:www\.)?([^/?#]+)"
FOLDER = r"^(.*)/[^/]*$"
# What only points back ("he", "both sides") may point into the line, and shows no belonging.
POINTS_BACK = r"^(?:He|She|It|They|Both|His|Her|Its|Their|We|Our|Who|\P{Lu}*)$"
# A line that names a year tells its own time, whatever page it stands on; a copyright line does not.
OWN_YEAR = r"\b(?:1[5-9]|20)\d\d\b"
COPYRIGHT = r"(?i)©|\(c\)|copyright|all rights reserved"


@table(
    key=("article_id", "start"),
    columns={
        "article_id": (pl.String, "the article it stands in"),
        "start": (pl.UInt32, "first character of the line in the article's text"),
        "end": (pl.UInt32, "one past its last character"),
        "text": (pl.String, "the line as written"),
        "host": (pl.String, "the host that repeats it; the folder where there is no host"),
        "article_count": (pl.UInt32, "articles of the host that hold it, an article and its copies counted as one"),
        "reason": (pl.String, "why it is taken for clutter, in plain words"),
    },
)
def repeated_line(article: pl.LazyFrame, read_page: pl.LazyFrame, read_mention: pl.LazyFrame) -> pl.LazyFrame:
    """One row per line of an article's body that its host repeats and that is no part of what the article tells.

    That a line stands in three articles shows little: reports of one event share sentences, and standing explanations
    recur. It is clutter when it names nobody whom most of these articles name elsewhere (a teaser), or when it recurs
    for longer than one story lasts without naming a year of its own (then no article's date is the line's).
    """
    line = body_lines(article, read_page).collect().lazy()
    repeated = in_words(repetitions(line, hosts(article)), read_page).collect().lazy()
    return repeated.join(reasons(repeated, read_mention), on=["host", "line"]).select(
        "article_id", "start", "end", "text", "host", "article_count", "reason"
    )


def body_lines(article: pl.LazyFrame, read_page: pl.LazyFrame) -> pl.LazyFrame:
    """One row per line with words in the body of an article: article_id, start, end, line, word_count.

    `line` is a number that lines share when they differ in case and marks alone; words would fill the memory.
    """
    text = pl.col("text")
    # Line ends of one length each, so that offsets stay.
    one_ended = text.str.replace_all("\r\n", " \n", literal=True).str.replace_all("\r", "\n", literal=True)
    zone = (
        read_page.select(pl.col("document_id").alias("article_id"), one_ended.alias("text"), "zones")
        .join(article, on="article_id", how="semi")
        .explode("zones")
        .unnest("zones")
        .filter(pl.col("kind") == "body")
        .select("article_id", "start", text.str.slice(pl.col("start"), pl.col("end") - pl.col("start")).str.split("\n"))
    )
    width = text.str.len_chars() + 1
    words = text.str.to_lowercase().str.replace_all(r"[^\p{L}\p{N}]+", " ").str.strip_chars()
    return (
        zone.explode("text")
        .with_columns((pl.col("start") + width.cum_sum().over("article_id", "start") - width).alias("start"))
        .with_columns(
            (pl.col("start") + width - 1 - text.str.strip_chars_start().str.len_chars()).alias("start"),
            text.str.strip_chars(),
        )
        .with_columns((pl.col("start") + text.str.len_chars()).alias("end"), words.alias("words"))
        .filter((pl.col("words") != "") & (text.str.len_chars() <= MOST_LINE_CHARACTERS))
        .select(
            "article_id",
            "start",
            "end",
            pl.col("words").hash().alias("line"),
            (pl.col("words").str.count_matches(" ", literal=True) + 1).alias("word_count"),
        )
    )


def hosts(article: pl.LazyFrame) -> pl.LazyFrame:
    """One row per article: article_id, original_id, host, published_start, published_end."""
    uri = pl.col("uri")
    host = pl.coalesce(uri.str.extract(HTTP_HOST).str.to_lowercase(), uri.str.extract(FOLDER), pl.lit(""))
    original = pl.coalesce("duplicate_of", "article_id")
    return article.select(
        "article_id", original.alias("original_id"), host.alias("host"), "published_start", "published_end"
    )


def repetitions(line: pl.LazyFrame, host: pl.LazyFrame) -> pl.LazyFrame:
    """The lines that stand in several articles of their host.

    Their own columns, those of `hosts`, article_count and `is_taken_up`: most of the article is such lines.
    """
    same = ["host", "line"]
    long = line.filter(pl.col("word_count") >= LEAST_WORDS).join(host, on="article_id")
    often = (
        long.group_by(same)
        .agg(pl.col("original_id").n_unique().cast(pl.UInt32).alias("article_count"))
        .filter(pl.col("article_count") >= LEAST_ARTICLES)
    )
    repeated = long.join(often, on=same)
    share = (
        repeated.group_by("article_id")
        .agg(pl.col("word_count").sum().alias("repeated_words"))
        .join(line.group_by("article_id").agg(pl.col("word_count").sum().alias("words")), on="article_id")
        .select("article_id", (pl.col("repeated_words") > MOST_REPEATED * pl.col("words")).alias("is_taken_up"))
    )
    return repeated.join(share, on="article_id")


def in_words(line: pl.LazyFrame, read_page: pl.LazyFrame) -> pl.LazyFrame:
    """The lines with their text as written."""
    return line.join(read_page.select(pl.col("document_id").alias("article_id"), "text"), on="article_id").with_columns(
        pl.col("text").str.slice(pl.col("start"), pl.col("end") - pl.col("start"))
    )


def reasons(repeated: pl.LazyFrame, read_mention: pl.LazyFrame) -> pl.LazyFrame:
    """One row per host and line that is clutter: host, line, reason."""
    same = ["host", "line"]
    at_home = belonging(repeated, read_mention)
    original = (
        repeated.join(at_home, on=["article_id", "start"], how="left")
        .group_by(*same, "original_id")
        .agg(
            pl.col("belongs").fill_null(False).any(),
            pl.col("published_start").min(),
            pl.col("published_end").max(),
            pl.col("text").min(),
        )
    )
    says_its_year = pl.col("text").str.contains(OWN_YEAR) & ~pl.col("text").str.contains(COPYRIGHT)
    days_apart = (pl.col("published_start").max() - pl.col("published_end").min()).dt.total_days()
    return (
        original.group_by(same)
        .agg(
            (pl.col("belongs").sum() * 2 < pl.len()).alias("is_foreign"),
            ((days_apart > STORY_DAYS).fill_null(False) & ~says_its_year.any()).alias("is_lasting"),
        )
        .filter(pl.col("is_foreign") | pl.col("is_lasting"))
        .select(*same, pl.when("is_foreign").then(pl.lit(FOREIGN)).otherwise(pl.lit(LASTING)).alias("reason"))
    )


def belonging(repeated: pl.LazyFrame, read_mention: pl.LazyFrame) -> pl.LazyFrame:
    """The places of lines that name somebody whom the rest of their article names: article_id, start, belongs.

    The rest is what is the article's own; of an article that is mostly repeated, all but the line.
    """
    place = repeated.select("article_id", "start", "end", "is_taken_up").sort("start")
    named = (
        read_mention.select(pl.col("document_id").alias("article_id"), "name", "text", pl.col("start").alias("at"))
        .join(place.select("article_id").unique(), on="article_id", how="semi")
        .sort("at")
        .join_asof(place, left_on="at", right_on="start", by="article_id", strategy="backward", check_sortedness=False)
        .with_columns((pl.col("at") < pl.col("end")).fill_null(False).alias("is_in_line"))
        .filter(pl.col("is_in_line") | ~pl.col("text").str.contains(POINTS_BACK))
    )
    taken_up = place.select("article_id", "is_taken_up").unique()
    # A name stands in how many places of its article, own text counted as one?
    spot = (
        named.select("article_id", "name", pl.when("is_in_line").then("start").alias("start"))
        .unique()
        .join(taken_up, on="article_id")
    )
    elsewhere = spot.group_by("article_id", "name").agg(
        (pl.col("start").is_null().any() | (pl.col("is_taken_up").any() & (pl.len() > 1))).alias("belongs")
    )
    return (
        spot.drop_nulls("start")
        .join(elsewhere, on=["article_id", "name"])
        .group_by("article_id", "start")
        .agg(pl.col("belongs").any())
    )


def overlapping(spans: pl.LazyFrame, line: pl.LazyFrame, start: str, end: str) -> pl.LazyFrame:
    """The rows of `spans` (with article_id) that share a character with a line of their article.

    Lines never overlap, so the last one that starts before a span ends is the only one to look at.
    """
    last = line.select("article_id", pl.col("start").alias("line_start"), pl.col("end").alias("line_end"))
    return (
        spans.with_columns((pl.col(end) - 1).alias("last_character"))
        .sort("last_character")
        .join_asof(
            last.sort("line_start"),
            left_on="last_character",
            right_on="line_start",
            by="article_id",
            strategy="backward",
            check_sortedness=False,
        )
        .filter(pl.col("line_end") > pl.col(start))
        .drop("last_character", "line_start", "line_end")
    )
