"""Which claim tells which event, and why."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

import polars as pl

from transforms.arrival import arrival
from transforms.correcting import IS_REJECTED, Corrections
from transforms.identity import id_of
from transforms.merging import RECENT_DAYS, Act, Side, Window, merge
from transforms.quote import quoted
from transforms.side import CALLED_OFF, MISSING, NAMED, NOT_TO_HAPPEN, REFUSAL, SIDES, polarity, sides
from transforms.table import table

# Below this the reader rather doubts itself: the claim is kept, but makes no event.
LEAST_CONFIDENCE = 0.3
# Treaties, relations and sanctions are rare between two parties; words and blows are not.
SELDOM_ROOTS = ("COOPERATE", "SANCTION")
OFTEN_ROOTS = ("ACCUSE", "ASSAULT", "COERCE", "PROTEST", "REQUEST", "THREATEN")
MONTH_DAYS, QUARTER_DAYS = 31, 92
# What the reader puts before the kind of an act that somebody means to do.
INTENT = r"^(?:agree|decide|hope|intend|offer|plan|pledge|prepare|promise|propose|resolve|undertake|vow) to "
# Which of an event's claims is the first on record.
ON_RECORD = ["arrival_rank", "sentence_start", "trigger_start", "claim_id"]
STATED = (
    *("claim_id", "article_id", "kind", "source_ids", "target_ids", "act_count"),
    *("start_date", "end_date", "date_basis", "is_negated", "is_planned"),
)
SIDE_COLUMNS = ["claim_id", "side", "ids", "countries", "vagueness"]
# Claims that have all of this in common state alike.
ALIKE = [
    "polarity",
    "act",
    "told",
    *("a_entities", "a_countries", "a_vagueness"),
    *("b_entities", "b_countries", "b_vagueness"),
    "start",
    "end",
    "lone_article",
]
ACT_COLUMNS = [
    *("polarity", "act", "family", "told"),
    *(pl.concat_list(f"{side}_{what}" for what in ("entities", "countries", "vagueness")) for side in ("a", "b")),
    *("start", "end", "articles", "published_start", "published_end", "reach", "is_day_stated", "is_news"),
]


@table(
    key="claim_id",
    columns={
        "claim_id": (pl.String, "the claim"),
        "event_id": (pl.String, "the event it tells; null where that was rejected"),
        "read_event_id": (pl.String, "the event it tells where nobody has corrected anything"),
        "is_founder": (pl.Boolean, "the event's id is made from this claim; of a part, its first claim on record"),
        "reason": (pl.String, "why the claim tells this event, in plain words"),
        "alternative_event_ids": (pl.List(pl.String), "other events that the claim fits as well, sorted"),
    },
)
def event_claim(
    entry: pl.LazyFrame,
    article: pl.LazyFrame,
    article_text: pl.LazyFrame,
    claim: pl.LazyFrame,
    entity: pl.LazyFrame,
    reference_action: pl.LazyFrame,
    reference_same_act: pl.LazyFrame,
) -> pl.LazyFrame:
    """One row per claim that tells an event.

    Suppositions tell none, nor do claims that nobody acts in or that the reader doubts.
    """
    telling = claim.filter(
        ~pl.col("is_hypothetical")
        & (pl.col("confidence") >= LEAST_CONFIDENCE)
        & (pl.col("source_ids").list.len() + pl.col("target_ids").list.len() > 0)
    )
    placed = placed_claims(telling, article, entity, reference_action, reference_same_act)
    founder = founders(placed, telling, entry, article, article_text)
    event_of_group = founder.select("group_no", "event_id", pl.col("claim_id").alias("founding_claim_id"))
    alternatives = (
        placed.select("claim_id", pl.col("alternative_groups").alias("group_no"))
        .explode("group_no")
        .join(event_of_group, on="group_no")
        .group_by("claim_id")
        .agg(pl.col("event_id").unique().sort().alias("alternative_event_ids"))
    )
    read = (
        placed.join(event_of_group, on="group_no")
        .join(alternatives, on="claim_id", how="left")
        .select(
            "claim_id",
            "event_id",
            pl.col("event_id").alias("read_event_id"),
            (pl.col("claim_id") == pl.col("founding_claim_id")).alias("is_founder"),
            "reason",
            pl.col("alternative_event_ids").fill_null([]),
        )
    )
    corrections = Corrections(entry)
    if not any(field.table in ("claim", "event") for field in corrections.given):
        return read
    return corrected(read, corrections, on_record(claim, entry, article))


def corrected(read: pl.LazyFrame, corrections: Corrections, recorded: pl.LazyFrame) -> pl.LazyFrame:
    """Claims with the events that corrections merge, split and reject; an event that has lost its founder gets another.

    recorded: `on_record` of the claims.
    """
    moved = corrections.moved(read, whole="event", part="claim")
    rejections = [
        (event_id, given.by.says.replace("corrected", "rejected", 1))
        for event_id, given in corrections.of("event", IS_REJECTED).items()
        if given.value
    ]
    rejected = pl.LazyFrame(rejections, schema={"event_id": pl.String, "rejected_by": pl.String}, orient="row")
    told = (
        read.drop("event_id")
        .join(moved, on="claim_id", how="left")
        .with_columns(pl.coalesce("event_id", "read_event_id"), pl.coalesce("moved_by", "reason").alias("reason"))
        .join(rejected, on="event_id", how="left")
        .with_columns(
            pl.when(pl.col("rejected_by").is_null()).then("event_id").alias("event_id"),
            pl.coalesce("rejected_by", "reason").alias("reason"),
            (pl.col("is_founder") & (pl.col("event_id") == pl.col("read_event_id"))).alias("is_own_founder"),
        )
        .drop("moved_by", "rejected_by")
        .collect()
        .lazy()
    )
    founder = (
        told.drop_nulls("event_id")
        .join(recorded, on="claim_id")
        .sort("event_id", pl.col("is_own_founder").not_(), *ON_RECORD)
        .unique("event_id", keep="first", maintain_order=True)
        .select("claim_id", pl.lit(True).alias("is_first"))
    )
    # What may be meant besides goes where the claim goes that founded it.
    besides = told.filter("is_founder").select(
        pl.col("read_event_id").alias("other_id"), pl.col("event_id").alias("event_id_besides")
    )
    alternatives = (
        told.select("claim_id", "event_id", pl.col("alternative_event_ids").alias("other_id"))
        .explode("other_id")
        .join(besides, on="other_id")
        .filter(pl.col("event_id_besides") != pl.col("event_id"))
        .group_by("claim_id")
        .agg(pl.col("event_id_besides").unique().sort().alias("alternative_event_ids"))
    )
    return (
        told.drop("alternative_event_ids", "is_founder", "is_own_founder")
        .join(alternatives, on="claim_id", how="left")
        .join(founder, on="claim_id", how="left")
        .with_columns(
            pl.col("alternative_event_ids").fill_null([]), pl.col("is_first").fill_null(False).alias("is_founder")
        )
        .drop("is_first")
    )


def on_record(claim: pl.LazyFrame, entry: pl.LazyFrame, article: pl.LazyFrame) -> pl.LazyFrame:
    """One row per claim: ON_RECORD and its article's uri."""
    return (
        claim.select("claim_id", "article_id", "sentence_start", "trigger_start")
        .join(article.select("article_id", "uri"), on="article_id")
        .join(arrival(entry), on="uri")
        .select(*ON_RECORD, "uri")
    )


def founders(
    placed: pl.LazyFrame,
    telling: pl.LazyFrame,
    entry: pl.LazyFrame,
    article: pl.LazyFrame,
    article_text: pl.LazyFrame,
) -> pl.LazyFrame:
    """One row per group: group_no, claim_id of the claim that founds it, event_id.

    The founder is the group's first claim on record, so the id stays when others join. The id is made from the address,
    the words of the sentence and the actors, so it also stays when the page is edited elsewhere. Where one sentence
    founds several events, the later ones are numbered.
    """
    content = ["uri", "words", "trigger", "read_source_ids", "read_target_ids"]
    first = (
        placed.join(telling, on="claim_id")
        .join(on_record(telling, entry, article).select("claim_id", "arrival_rank", "uri"), on="claim_id")
        .sort("group_no", *ON_RECORD)
        .group_by("group_no", maintain_order=True)
        .first()
    )
    return (
        quoted(first, article_text)
        .with_columns(
            pl.col("quote").str.replace_all(r"\s+", " ").str.strip_chars().alias("words"),
            (pl.col("trigger_start") - pl.col("sentence_start")).cast(pl.String).alias("trigger"),
            pl.col("read_source_ids", "read_target_ids").list.join(","),
        )
        .sort(*content, "sentence_start", "root", "kind", "claim_id")
        .with_columns(pl.int_range(pl.len()).over(content).cast(pl.String).alias("namesake_no"))
        .select("group_no", "claim_id", id_of([pl.col(name) for name in (*content, "namesake_no")]).alias("event_id"))
    )


def placed_claims(
    telling: pl.LazyFrame,
    article: pl.LazyFrame,
    entity: pl.LazyFrame,
    reference_action: pl.LazyFrame,
    reference_same_act: pl.LazyFrame,
) -> pl.LazyFrame:
    """One row per claim: claim_id, group_no of the claims that tell one event, reason, alternative_groups."""
    kind = kinds(telling, reference_action, reference_same_act)
    act = acts(statements(telling, article, entity, kind)).collect()
    with no_garbage_collection():
        placed = merge([as_act(*row) for row in act.select(ACT_COLUMNS).iter_rows()])
    alternative = [(act_no, group) for act_no, place in enumerate(placed) for group in place.alternatives]
    alternatives = (
        pl.LazyFrame(alternative, schema={"act_no": pl.UInt32, "alternative_groups": pl.UInt32}, orient="row")
        .group_by("act_no")
        .agg("alternative_groups")
    )
    places = (
        pl.LazyFrame(
            {"group_no": [place.group for place in placed], "reason": [place.reason for place in placed]},
            schema={"group_no": pl.UInt32, "reason": pl.String},
        )
        .with_row_index("act_no")
        .join(alternatives, on="act_no", how="left")
    )
    return (
        act.lazy()
        .select("act_no", "claim_id")
        .explode("claim_id")
        .join(places, on="act_no")
        .select("claim_id", "group_no", "reason", "alternative_groups")
        .collect()
        .lazy()
    )


@contextmanager
def no_garbage_collection() -> Iterator[None]:
    """Look for no cycles among the millions of small things that merging makes; it has none, and looking takes long."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def kinds(telling: pl.LazyFrame, reference_action: pl.LazyFrame, reference_same_act: pl.LazyFrame) -> pl.LazyFrame:
    """One row per kind that claims use.

    kind, act (one name for all wordings of an act; of what takes a planned act back, that act), is_called_off (whether
    it takes one back), direction (mutual, reversed or null), is_counted (a number counts the acts, not whom they were
    done to), act_root (category of the act), family (category and main CAMEO code, which acts share that can be other
    words for each other).
    """
    known = reference_action.filter((pl.col("root") != "") & (pl.col("cameo_code") != ""))
    refused = known.select(pl.concat_str(pl.lit(REFUSAL), "kind").alias("kind"), pl.col("kind").alias("refused"))
    # "agree to visit", "plan to visit": the visit that is planned. A threat is an act, whatever comes of it.
    intended = pl.when(pl.col("kind").str.contains(INTENT)).then(pl.col("kind").str.replace(INTENT, ""))
    mutual = (
        reference_action.filter(pl.col("is_mutual") == "yes")
        .select("kind", pl.lit("mutual").alias("known_direction"))
        .unique()
    )
    same = reference_same_act.select("kind", "act", pl.col("direction").replace("", None), "is_counted")
    called_off = same.filter(pl.col("direction") == CALLED_OFF).select("kind", pl.col("act").alias("cancelled"))
    used = (
        telling.group_by("kind")
        .agg(pl.col("root").min(), pl.col("cameo_code").min())
        .join(refused.unique(), on="kind", how="left")
        .join(called_off, on="kind", how="left")
        .with_columns(pl.coalesce("cancelled", "refused").alias("taken_back"), intended.alias("intended"))
        .join(known.select(pl.col("kind").alias("intended"), is_known=True).unique(), on="intended", how="left")
    )
    named = (
        used.with_columns(pl.coalesce("taken_back", pl.when("is_known").then("intended"), "kind").alias("meant"))
        .join(same.rename({"kind": "meant"}), on="meant", how="left")
        .join(mutual.rename({"kind": "meant"}), on="meant", how="left")
    )
    main = (
        known.sort("kind", "root", "cameo_code")
        .group_by(pl.col("kind").alias("act"), maintain_order=True)
        .agg(pl.col("root").first().alias("act_root"), pl.col("cameo_code").first().alias("act_code"))
    )
    is_listed = pl.col("act").is_not_null()
    return (
        named.with_columns(
            pl.when(is_listed).then(pl.col("direction")).otherwise(pl.col("known_direction")).alias("direction"),
            pl.coalesce("act", "meant").alias("act"),
        )
        .join(main, on="act", how="left")
        .select(
            "kind",
            "act",
            pl.col("taken_back").is_not_null().alias("is_called_off"),
            "direction",
            (pl.col("is_counted") == "yes").fill_null(False).alias("is_counted"),
            pl.col("act_root").fill_null(pl.col("root")),
            pl.concat_str(
                pl.col("act_root").fill_null(pl.col("root")),
                pl.col("act_code").fill_null(pl.col("cameo_code")).fill_null("").str.slice(0, 3),
            ).alias("family"),
        )
    )


def statements(telling: pl.LazyFrame, article: pl.LazyFrame, entity: pl.LazyFrame, kind: pl.LazyFrame) -> pl.LazyFrame:
    """One row per claim, in numbers: what makes two claims state alike, and what merging needs to know of each."""
    original = article.select(
        "article_id",
        pl.coalesce("duplicate_of", "article_id").rank("dense").alias("article_no"),
        "published_start",
        "published_end",
    )
    length = pl.col("end") - pl.col("start") + 1
    # Its sides are looked at one by one.
    told = telling.select(STATED).join(kind, on="kind").collect().lazy()
    return (
        told.join(original, on="article_id")
        .join(acting_sides(told, entity), on="claim_id")
        .with_columns(
            pl.when(pl.col("is_called_off") & ~pl.col("is_negated"))
            .then(NOT_TO_HAPPEN)
            .otherwise(polarity())
            .alias("polarity"),
            pl.col("act", "family").rank("dense"),
            pl.when("is_counted").then(pl.col("act_count").fill_null(1).clip(1)).otherwise(1).alias("told"),
            pl.col("start_date").cast(pl.Int32).alias("start"),
            pl.col("end_date").cast(pl.Int32).alias("end"),
            reach().alias("reach"),
        )
        .with_columns(
            # What is dated too widely to be recognised is alike in its own article alone.
            pl.when(pl.col("start").is_null() | (length > pl.col("reach")))
            .then(pl.col("article_no"))
            .alias("lone_article"),
            (pl.col("date_basis").is_in(["stated", "relative"]) & (length == 1))
            .fill_null(False)
            .alias("is_day_stated"),
            (pl.col("date_basis") == "publication").fill_null(False).alias("is_news"),
            pl.col("published_start", "published_end").cast(pl.Int32),
        )
    )


def reach() -> pl.Expr:
    """The widest window, in days, by which an act is recognised: words are repeated often, treaties seldom."""
    is_named = (pl.col("a_vagueness") == NAMED) & (pl.col("b_vagueness") == NAMED)
    return (
        pl.when(pl.col("act_root").is_in(SELDOM_ROOTS))
        .then(RECENT_DAYS)
        .when(pl.col("act_root").is_in(OFTEN_ROOTS))
        .then(MONTH_DAYS)
        .when(is_named)
        .then(RECENT_DAYS)
        .otherwise(QUARTER_DAYS)
    )


def acting_sides(telling: pl.LazyFrame, entity: pl.LazyFrame) -> pl.LazyFrame:
    """One row per claim: its sides a and b, each in numbers: entities, countries (-1: none), vagueness.

    a acts upon b. Where the act is mutual, the sides are the two countries in order of their codes, whoever is named
    first; where more than two meet, all are on side a.
    """
    known = sides(telling, entity)
    directed = known.join(telling.select("claim_id", "direction"), on="claim_id")
    is_mutual = pl.col("direction") == "mutual"
    is_first = (pl.col("side") == "source") ^ (pl.col("direction") == "reversed").fill_null(False)
    one_way = directed.filter(~is_mutual.fill_null(False)).with_columns(
        pl.when(is_first).then(pl.lit("a")).otherwise(pl.lit("b")).alias("side")
    )
    return numbered(pl.concat([one_way.select(SIDE_COLUMNS), mutual_sides(telling, entity).select(SIDE_COLUMNS)]))


def mutual_sides(telling: pl.LazyFrame, entity: pl.LazyFrame) -> pl.LazyFrame:
    """The sides of claims of mutual acts, as `sides` gives them, but named a and b."""
    mutual = telling.filter(pl.col("direction") == "mutual")
    party = (
        pl.concat(
            mutual.select("claim_id", pl.col(f"{side}_ids").alias("entity_id")).explode("entity_id") for side in SIDES
        )
        .drop_nulls("entity_id")
        .unique()
        .join(entity.select("entity_id", "country"), on="entity_id")
        .with_columns(pl.coalesce("country", "entity_id").alias("party"))
        .with_columns(
            pl.col("party").n_unique().over("claim_id").alias("party_count"),
            pl.col("party").min().over("claim_id").alias("first_party"),
        )
    )
    is_first = (pl.col("party_count") != 2) | (pl.col("party") == pl.col("first_party"))
    arranged = party.group_by("claim_id").agg(
        pl.col("entity_id").filter(is_first).alias("source_ids"),
        pl.col("entity_id").filter(~is_first).alias("target_ids"),
    )
    return sides(arranged, entity).with_columns(
        pl.when(pl.col("side") == "source").then(pl.lit("a")).otherwise(pl.lit("b")).alias("side")
    )


def numbered(known: pl.LazyFrame) -> pl.LazyFrame:
    """Sides, one row a side, as one row a claim, with numbers for who they are. A side that nobody is on is MISSING."""
    counted = known.with_columns(
        pl.col("ids").list.join(",").rank("dense").cast(pl.Int64).alias("entities"),
        pl.col("countries").rank("dense").cast(pl.Int64).fill_null(-1).alias("countries"),
    )
    side = {
        name: counted.filter(pl.col("side") == name).select(
            "claim_id", *(pl.col(column).alias(f"{name}_{column}") for column in ("entities", "countries", "vagueness"))
        )
        for name in ("a", "b")
    }
    return (
        side["a"]
        .join(side["b"], on="claim_id", how="full", coalesce=True)
        .with_columns(
            pl.col("^[ab]_(entities|countries)$").fill_null(-1), pl.col("^[ab]_vagueness$").fill_null(MISSING)
        )
    )


def acts(stated: pl.LazyFrame) -> pl.LazyFrame:
    """One row per act: what claims state alike, with these claims and the articles that state it."""
    return (
        stated.group_by(ALIKE)
        .agg(
            "claim_id",
            pl.col("family").min(),
            pl.col("reach").min(),
            pl.col("article_no").unique().sort().alias("articles"),
            pl.col("published_start").min(),
            pl.col("published_end").max(),
            pl.col("is_day_stated").any(),
            pl.col("is_news").all(),
        )
        .sort(ALIKE, nulls_last=True)
        .with_row_index("act_no")
    )


def as_act(
    polarity: int,
    kind: int,
    family: int,
    told: int,
    a: tuple[int, int, int],
    b: tuple[int, int, int],
    start: int | None,
    end: int | None,
    articles: list[int],
    published_start: int | None,
    published_end: int | None,
    reach: int,
    is_day_stated: bool,
    is_news: bool,
) -> Act:
    """A row of ACT_COLUMNS as merging wants it."""
    window = None if start is None or end is None else Window(start, end)
    published = None if published_start is None or published_end is None else Window(published_start, published_end)
    sides = Side(*a), Side(*b)
    return Act(
        polarity, kind, family, told, *sides, window, frozenset(articles), published, reach, is_day_stated, is_news
    )
