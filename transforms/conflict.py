"""Where articles contradict each other, or themselves."""

from __future__ import annotations

import polars as pl

from transforms.identity import id_of
from transforms.quote import quoted
from transforms.side import CALLED_OFF, told_polarity
from transforms.table import table
from transforms.template import filled

COLUMNS = ("about", "subject_id", "article_id", "other_article_id", "statement", "other_statement", "explanation")
TOLD = (
    *("claim_id", "article_id", "sentence_start", "sentence_end", "confidence", "source_ids"),
    *("start_date", "end_date", "is_negated", "is_planned", "kind", "act_count", "reported_by"),
)
ABOUT = (
    "what they disagree on: publication_date, event_date, polarity, act_count, number (of whom it was done to), "
    "actor, attribution (whose words are quoted) or event (which one is meant)"
)
# What is done to somebody once: of two who are said to have done it, one has not.
ONCE = ("kill", "abduct", "free", "deport", "expel")
# What is not returned on the same day: who went to whom is told the wrong way round.
NOT_RETURNED = ("visit",)
SAME_DAYS = 3
ACTED = ("event_id", "event_id_of_other", "start_date", "end_date", "start_date_of_other", "end_date_of_other")
# What stands between quotation marks, and how many words of it nobody else would say by chance.
QUOTATION = r"[“\"„«][^“”\"„«»]+[”\"“»]"
FEWEST_WORDS = 5
QUOTING = ("event_id", "claim_id", "article_id", "sentence_start", "sentence_end")
SPEAKER = ("basis", "speaker", "country", "is_land")
BOTH = ("who", "who_of_other")
# Of how many events a claim that could mean any of them is shown beside.
MOST_ALTERNATIVES = 2


@table(
    key="conflict_id",
    columns={
        "conflict_id": (pl.String, "hash of the other columns"),
        "about": (pl.String, ABOUT),
        "subject_id": (pl.String, "the article or the event that they disagree about"),
        "article_id": (pl.String, "the article that states the one thing"),
        "other_article_id": (pl.String, "the article that states the other; may be the same"),
        "statement": (pl.String, "the one statement, as written"),
        "other_statement": (pl.String, "the other statement, as written"),
        "explanation": (pl.String, "what is odd about them, and what was made of it, in plain words"),
    },
)
def conflict(
    article: pl.LazyFrame,
    article_text: pl.LazyFrame,
    claim: pl.LazyFrame,
    event_claim: pl.LazyFrame,
    event: pl.LazyFrame,
    entity: pl.LazyFrame,
    reference_same_act: pl.LazyFrame,
) -> pl.LazyFrame:
    """One row per pair of statements that cannot both be taken as they stand."""
    told = (
        event_claim.select("claim_id", "event_id", "alternative_event_ids")
        .drop_nulls("event_id")
        .join(claim.select(TOLD), on="claim_id")
        .join(article.select("article_id", "duplicate_of"), on="article_id")
        .filter(pl.col("duplicate_of").is_null())
    )
    # Read by each kind of conflict, the pairs twice.
    member = told_polarity(told, reference_same_act).collect().lazy()
    found_by_kind = [
        denied(member),
        differently_dated(member, event),
        differently_counted(member, event),
        differently_numbered(member, reference_same_act),
        differently_acted(member, event, reference_same_act),
        differently_attributed(member, entity, article_text),
        undecided(member),
    ]
    pairs = pl.concat(found_by_kind).collect().lazy()
    found = pl.concat([self_contradictions(article), in_words(pairs, claim, article_text)])
    return found.select(COLUMNS).unique().with_columns(id_of([pl.col(name) for name in COLUMNS]).alias("conflict_id"))


def self_contradictions(article: pl.LazyFrame) -> pl.LazyFrame:
    """Statements of one article that give it different publication dates."""
    return (
        article.select("article_id", pl.col("published_conflicts").alias("conflict"))
        .explode("conflict")
        .drop_nulls("conflict")
        .unnest("conflict")
        .with_columns(
            pl.lit("publication_date").alias("about"),
            pl.col("article_id").alias("subject_id"),
            pl.col("article_id").alias("other_article_id"),
        )
        .select(COLUMNS)
    )


def denied(member: pl.LazyFrame) -> pl.LazyFrame:
    """Each denial of an event beside the surest claim that tells it."""
    denying = member.filter(pl.col("polarity") >= 2).sort("event_id", "article_id", "sentence_start", "claim_id")
    return (
        surest(member.filter(pl.col("polarity") < 2), denying)
        .join(
            denying.unique(["event_id", "article_id"], keep="first", maintain_order=True).select(
                "event_id", pl.col("claim_id").alias("other_claim_id")
            ),
            on="event_id",
        )
        .select(
            pl.lit("polarity").alias("about"),
            "event_id",
            "claim_id",
            "other_claim_id",
            pl.lit(
                "One says that it happened or will, the other that it did not or will not: the event is disputed."
            ).alias("explanation"),
        )
    )


def differently_dated(member: pl.LazyFrame, event: pl.LazyFrame) -> pl.LazyFrame:
    """Each claim whose days lie outside those of the claim that dates its event."""
    window = ("start_date", "end_date")
    dating = event.drop_nulls("date_claim_id").select("event_id", pl.col("date_claim_id").alias("dating_id"))
    dated = (
        member.filter(pl.col("polarity") == 0)
        .drop_nulls("start_date")
        .join(dating, on="event_id")
        .join(
            member.select(
                pl.col("claim_id").alias("dating_id"), *(pl.col(name).alias(f"other_{name}") for name in window)
            ),
            on="dating_id",
        )
    )
    apart = (pl.col("start_date") > pl.col("other_end_date")) | (pl.col("end_date") < pl.col("other_start_date"))
    return (
        dated.filter(apart)
        .sort("event_id", "article_id", "sentence_start", "claim_id")
        .unique(["event_id", "article_id"], keep="first", maintain_order=True)
        .select(
            pl.lit("event_date").alias("about"),
            "event_id",
            "claim_id",
            pl.col("dating_id").alias("other_claim_id"),
            filled(
                "Everything but the date is the same: one gives {}, the other {}. The event's window holds both.",
                days("start_date", "end_date"),
                days("other_start_date", "other_end_date"),
            ).alias("explanation"),
        )
    )


def differently_counted(member: pl.LazyFrame, event: pl.LazyFrame) -> pl.LazyFrame:
    """Pairs of events that differ in nothing but how many acts they are."""
    what = ["kind", "source_ids", "target_ids"]
    counted = event.filter((pl.col("act_count") > 1) & ~pl.col("is_negated")).select(
        "event_id", *what, "start_date", "end_date", "act_count"
    )
    telling = surest(member, counted)
    pair = counted.join(counted, on=what, suffix="_of_other").filter(
        (pl.col("event_id") < pl.col("event_id_of_other"))
        & (pl.col("act_count") != pl.col("act_count_of_other"))
        & (pl.col("start_date") <= pl.col("end_date_of_other"))
        & (pl.col("start_date_of_other") <= pl.col("end_date"))
    )
    return (
        pair.join(telling, on="event_id")
        .join(telling.rename({"event_id": "event_id_of_other", "claim_id": "other_claim_id"}), on="event_id_of_other")
        .select(
            pl.lit("act_count").alias("about"),
            "event_id",
            "claim_id",
            "other_claim_id",
            filled(
                "Everything but the number is the same: one counts {}, the other {}. They are kept as two events.",
                "act_count",
                "act_count_of_other",
            ).alias("explanation"),
        )
    )


def differently_numbered(member: pl.LazyFrame, reference_same_act: pl.LazyFrame) -> pl.LazyFrame:
    """Each claim of an event that gives another number of those concerned than the one that gives the least."""
    counted = reference_same_act.filter(pl.col("is_counted") == "yes").select("kind")
    numbered = (
        member.filter(pl.col("polarity") == 0)
        .drop_nulls("act_count")
        .join(counted, on="kind", how="anti")
        .sort("event_id", "act_count", pl.col("confidence") * -1, "claim_id")
        .unique(["event_id", "act_count"], keep="first", maintain_order=True)
        .select("event_id", "claim_id", "act_count")
    )
    least = numbered.unique("event_id", keep="first", maintain_order=True)
    return (
        least.join(numbered.rename({"claim_id": "other_claim_id"}), on="event_id", suffix="_of_other")
        .filter(pl.col("claim_id") != pl.col("other_claim_id"))
        .select(
            pl.lit("number").alias("about"),
            "event_id",
            "claim_id",
            "other_claim_id",
            filled(
                "They tell the same event, but one counts {}, the other {}.", "act_count", "act_count_of_other"
            ).alias("explanation"),
        )
    )


def differently_acted(member: pl.LazyFrame, event: pl.LazyFrame, reference_same_act: pl.LazyFrame) -> pl.LazyFrame:
    """Pairs of events of the same days that cannot both be: done to one person by two, or told the wrong way round."""
    acts = reference_same_act.filter(pl.col("direction").fill_null("") != CALLED_OFF)
    known = (
        event.filter(~pl.col("is_negated") & ~pl.col("is_planned") & (pl.col("source_ids").list.len() > 0))
        .filter((pl.col("end_date") - pl.col("start_date")).dt.total_days() < SAME_DAYS)
        .join(acts.select("kind", "act"), on="kind", how="left")
        .select(
            *("event_id", "start_date", "end_date", "source_ids", "target_ids", "source_countries", "target_countries"),
            pl.col("source_names").list.join(" and ").alias("who"),
            pl.coalesce("act", "kind").alias("act"),
        )
    )
    named = known.filter(pl.col("act").is_in(ONCE) & (pl.col("target_ids").list.len() > 0))
    by_two = named.join(named, on=["act", "target_ids"], suffix="_of_other").filter(
        pl.col("source_ids").list.set_intersection("source_ids_of_other").list.len() == 0,
        pl.col("source_countries").list.set_intersection("source_countries_of_other").list.len() == 0,
    )
    gone = known.filter(pl.col("act").is_in(NOT_RETURNED), pl.col("target_countries").list.len() > 0)
    turned = gone.join(
        gone,
        left_on=["act", "source_countries", "target_countries"],
        right_on=["act", "target_countries", "source_countries"],
        suffix="_of_other",
    )
    explained = [
        by_two.select(*ACTED, explanation=filled("Only one can have done it: one names {}, the other {}.", *BOTH)),
        turned.select(
            *ACTED, explanation=filled("Told both ways round: one has it done by {}, the other by {}.", *BOTH)
        ),
    ]
    pair = (
        pl.concat(explained)
        .filter(
            pl.col("event_id") < pl.col("event_id_of_other"),
            pl.col("start_date") <= pl.col("end_date_of_other"),
            pl.col("start_date_of_other") <= pl.col("end_date"),
        )
        .collect()
        .lazy()
    )
    concerned = pl.concat([pair.select("event_id"), pair.select(pl.col("event_id_of_other").alias("event_id"))])
    telling = surest(member, concerned)
    return (
        pair.join(telling, on="event_id")
        .join(telling.rename({"event_id": "event_id_of_other", "claim_id": "other_claim_id"}), on="event_id_of_other")
        .select(pl.lit("actor").alias("about"), "event_id", "claim_id", "other_claim_id", "explanation")
    )


def differently_attributed(member: pl.LazyFrame, entity: pl.LazyFrame, article_text: pl.LazyFrame) -> pl.LazyFrame:
    """Pairs of claims of different articles that quote the same words from different speakers.

    Two media that tell one event each on another's word contradict nobody. A country and a person of it may be one.
    """
    who = entity.select("entity_id", "name", "country", is_land=pl.col("kind") == "country", sector="sector")
    is_speaker = (pl.col("sector") != "MED").fill_null(True)
    named = who.filter(is_speaker).sort("name", "entity_id").unique("name", keep="first").drop("entity_id")
    # Most articles quote nobody, or none so long; only the others need cutting up.
    quoting = article_text.filter(pl.col("text").str.contains(QUOTATION)).select("article_id")
    telling = member.join(quoting, on="article_id", how="semi")
    alone = telling.filter(pl.col("reported_by").is_null(), pl.col("source_ids").list.len() == 1)
    spoken = pl.concat(
        [
            telling.join(named, left_on="reported_by", right_on="name")
            .with_columns(pl.col("reported_by").alias("speaker"), pl.lit("told").alias("basis"))
            .select(*QUOTING, *SPEAKER),
            alone.with_columns(pl.col("source_ids").list.first().alias("entity_id"))
            .join(who.filter(is_speaker), on="entity_id")
            .with_columns(pl.col("name").alias("speaker"), pl.lit("done").alias("basis"))
            .select(*QUOTING, *SPEAKER),
        ]
    )
    said = (
        quoted(spoken, article_text)
        .with_columns(pl.col("quote").str.extract_all(QUOTATION).alias("words"))
        .explode("words")
        .with_columns(pl.col("words").str.to_lowercase().str.replace_all(r"[^\p{L}\p{N}]+", " ").str.strip_chars())
        .filter(pl.col("words").str.count_matches(" ") >= FEWEST_WORDS - 1)
        .sort("words", "article_id", "sentence_start", "claim_id")
        .unique(["words", "basis", "speaker", "article_id"], keep="first", maintain_order=True)
    )
    may_be_one = (pl.col("is_land") | pl.col("is_land_of_other")) & (pl.col("country") == pl.col("country_of_other"))
    return (
        said.join(said.rename({"claim_id": "other_claim_id"}), on=["words", "basis"], suffix="_of_other")
        .filter(
            pl.col("article_id") < pl.col("article_id_of_other"),
            pl.col("speaker") != pl.col("speaker_of_other"),
            ~may_be_one.fill_null(False),
        )
        .select(
            pl.lit("attribution").alias("about"),
            "event_id",
            "claim_id",
            "other_claim_id",
            filled(
                "The same words are put into two mouths: one quotes {}, the other {}.", "speaker", "speaker_of_other"
            ).alias("explanation"),
        )
    )


def undecided(member: pl.LazyFrame) -> pl.LazyFrame:
    """Each claim that fits several events beside the surest claims of the first of them."""
    other = pl.col("alternative_event_ids").list.head(MOST_ALTERNATIVES).alias("other")
    fitting = member.filter(pl.col("alternative_event_ids").list.len() > 0).select("event_id", "claim_id", other)
    besides = fitting.explode("other")
    telling = surest(member, besides.select(pl.col("other").alias("event_id")))
    return besides.join(telling.rename({"event_id": "other", "claim_id": "other_claim_id"}), on="other").select(
        pl.lit("event").alias("about"),
        "event_id",
        "claim_id",
        "other_claim_id",
        pl.lit("It fits this other event as well: which of them is meant cannot be told for sure.").alias(
            "explanation"
        ),
    )


def in_words(pairs: pl.LazyFrame, claim: pl.LazyFrame, article_text: pl.LazyFrame) -> pl.LazyFrame:
    """Pairs of claims (claim_id, other_claim_id) as conflict rows, each claim by its sentence."""
    paired = pl.concat([pairs.select("claim_id"), pairs.select(pl.col("other_claim_id").alias("claim_id"))]).unique()
    said = quoted(claim.join(paired, on="claim_id", how="semi"), article_text).select("claim_id", "article_id", "quote")
    return (
        pairs.join(said.rename({"quote": "statement"}), on="claim_id")
        .join(
            said.select(
                pl.col("claim_id").alias("other_claim_id"),
                pl.col("article_id").alias("other_article_id"),
                pl.col("quote").alias("other_statement"),
            ),
            on="other_claim_id",
        )
        .rename({"event_id": "subject_id"})
        .select(COLUMNS)
    )


def surest(member: pl.LazyFrame, wanted: pl.LazyFrame) -> pl.LazyFrame:
    """The surest claim of each event that is wanted."""
    return (
        member.join(wanted.select("event_id").unique(), on="event_id", how="semi")
        .sort("event_id", "polarity", pl.col("confidence") * -1, "claim_id")
        .unique("event_id", keep="first", maintain_order=True)
        .select("event_id", "claim_id")
    )


def days(start: str, end: str) -> pl.Expr:
    """A window in words."""
    first, last = pl.col(start).dt.strftime("%-d %B %Y"), pl.col(end).dt.strftime("%-d %B %Y")
    return pl.when(pl.col(start) == pl.col(end)).then(first).otherwise(filled("{} to {}", first, last))
