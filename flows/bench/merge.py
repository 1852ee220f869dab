"""How well and how fast claims become events: `python -m flows.bench.merge [CLAIMS ...]`.

Makes claims of known events (seeded), in hot and cold pairs of countries, with exact and vague dates and actors, plans
and denials, and builds the corpus-level tables from them, each size in a process of its own. Prints seconds, memory and
how many pairs of claims were put together rightly, and how the time grows. Exits 1 where a bar is missed.
"""

from __future__ import annotations

import math
import multiprocessing
import resource
import sys
import time
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from transforms.article import article as article_table
from transforms.citation import citation
from transforms.conflict import conflict
from transforms.event import event
from transforms.event_claim import event_claim
from transforms.table import Table
from warehouse.reference import load_reference
from warehouse.segment import ENTRY_COLUMNS

SIZES = (10_000, 100_000, 1_000_000)
SECONDS_BAR, GIBIBYTES_BAR, PRECISION_BAR = 120.0, 8.0, 0.98
TIMED = (event_claim, event, citation, conflict)
PLOT_WIDTH = 60
CLAIMS_AN_EVENT, CLAIMS_AN_ARTICLE, EVENTS_A_DAY = 3, 8, 40
COUNTRY_COUNT, PERSONS_A_COUNTRY = 96, 30
DAY, NEWS, MONTH, UNDATED = range(4)
# What news tells, by kind, and how often.
KINDS = {
    "meet": ("CONSULT", 0.2),
    "visit": ("CONSULT", 0.15),
    "send message": ("CONSULT", 0.1),
    "congratulate": ("SUPPORT", 0.1),
    "sign agreement": ("SUPPORT", 0.1),
    "criticize": ("ACCUSE", 0.1),
    "accuse": ("ACCUSE", 0.05),
    "attack": ("ASSAULT", 0.1),
    "impose sanctions": ("SANCTION", 0.1),
}
NO_TEXT = pl.lit(None, pl.String)


class Measured(NamedTuple):
    """One run: seconds by table, peak memory, the share of joined pairs that are right, of right pairs joined."""

    claim_count: int
    event_count: int
    seconds: dict[str, float]
    gibibytes: float
    precision: float
    recall: float


def corpus(claim_count: int, seed: int = 0) -> tuple[dict[str, pl.LazyFrame], np.ndarray[Any, Any]]:
    """The frames that the timed tables are made from, and the true event of each claim, in the order of claim_id."""
    draw = np.random.default_rng(seed)
    codes = np.array([f"{chr(65 + n // 12)}{chr(65 + n % 12)}X" for n in range(COUNTRY_COUNT)])
    event_count = max(1, claim_count // CLAIMS_AN_EVENT)
    weight = 1 / np.arange(1, COUNTRY_COUNT + 1)
    first = draw.choice(COUNTRY_COUNT, event_count, p=weight / weight.sum())
    second = (first + draw.integers(1, COUNTRY_COUNT, event_count)) % COUNTRY_COUNT
    land = np.stack([first, second], axis=1)
    # Person 0 is the country itself.
    person = draw.integers(1, PERSONS_A_COUNTRY, (event_count, 2)) * (draw.random((event_count, 2)) < 0.6)
    happened = 10_000 + draw.integers(0, max(1, event_count // EVENTS_A_DAY), event_count)
    names, shares = list(KINDS), np.array([share for _, share in KINDS.values()])
    kind_of = draw.choice(len(names), event_count, p=shares / shares.sum())

    told = draw.integers(0, event_count, claim_count)
    dating = draw.choice(4, claim_count, p=[0.5, 0.25, 0.15, 0.1])
    day = happened[told]
    month = day.astype("datetime64[D]").astype("datetime64[M]")
    month_start = month.astype("datetime64[D]").astype(int)
    month_end = (month + 1).astype("datetime64[D]").astype(int) - 1
    published = day + draw.integers(0, 3, claim_count)
    start = np.select([dating == DAY, dating == NEWS, dating == MONTH], [day, published - 6, month_start])
    end = np.select([dating == DAY, dating == NEWS, dating == MONTH], [day, published, month_end])
    known = np.where(draw.random((claim_count, 2)) < 0.15, 0, person[told])
    side = [np.char.add(codes[land[told, n]], np.char.mod("%d", known[:, n])) for n in (0, 1)]
    stated_in = draw.integers(0, max(1, claim_count // CLAIMS_AN_ARTICLE), claim_count)
    place = np.arange(claim_count) % CLAIMS_AN_ARTICLE * 100
    is_dated = pl.Series(dating != UNDATED)
    claim = pl.DataFrame(
        {
            "claim_id": np.char.mod("%032x", np.arange(claim_count)),
            "article_id": np.char.mod("article %d", stated_in),
            "sentence_start": place.astype(np.uint32),
            "sentence_end": (place + 90).astype(np.uint32),
            "trigger_start": (place + 10).astype(np.uint32),
            "root": np.array([KINDS[name][0] for name in names])[kind_of[told]],
            "kind": np.array(names)[kind_of[told]],
            "source_id": side[0],
            "target_id": side[1],
            "start": start,
            "end": end,
            "date_basis": np.array(["stated", "publication", "stated", "unknown"])[dating],
            "date_precision": np.array(["day", "range", "month", "unknown"])[dating],
            "is_negated": draw.random(claim_count) < 0.01,
            "is_planned": draw.random(claim_count) < 0.03,
        }
    ).select(
        pl.exclude("source_id", "target_id", "start", "end"),
        pl.concat_list("source_id").alias("source_ids"),
        pl.concat_list("target_id").alias("target_ids"),
        pl.concat_list("source_id").alias("read_source_ids"),
        pl.concat_list("target_id").alias("read_target_ids"),
        pl.when(is_dated).then(pl.col("start").cast(pl.Int32).cast(pl.Date)).alias("start_date"),
        pl.when(is_dated).then(pl.col("end").cast(pl.Int32).cast(pl.Date)).alias("end_date"),
        pl.lit("040").alias("cameo_code"),
        pl.lit("synthetic").alias("date_rule"),
        pl.lit(False).alias("is_hypothetical"),
        NO_TEXT.alias("reported_by"),
        NO_TEXT.alias("place"),
        NO_TEXT.alias("object"),
        pl.lit(None, pl.UInt32).alias("act_count"),
        pl.lit(0.9).alias("confidence"),
    )
    articles = articles_of(claim)
    observed = articles.select(
        pl.int_range(pl.len()).cast(ENTRY_COLUMNS["seq"]).alias("seq"),
        pl.lit("document_observed").alias("kind"),
        pl.concat_str(pl.lit('{"uri":"'), pl.col("uri"), pl.lit('"}')).alias("payload"),
        pl.lit("run").alias("run_id"),
    )
    frames = {
        "entry": pl.concat([pl.DataFrame(schema=ENTRY_COLUMNS), observed], how="diagonal"),
        "article": articles,
        "article_text": articles.select("article_id", pl.lit("word " * 20 * CLAIMS_AN_ARTICLE).alias("text")),
        "claim": claim,
        "entity": entities(codes),
    }
    return {name: frame.lazy() for name, frame in frames.items()}, told


def articles_of(claim: pl.DataFrame) -> pl.DataFrame:
    """The articles of the claims: undated, none a copy."""
    return (
        claim.select("article_id")
        .unique()
        .sort("article_id")
        .select(
            "article_id",
            pl.col("article_id").alias("uri"),
            pl.lit(None, pl.Date).alias("published_start"),
            pl.lit(None, pl.Date).alias("published_end"),
            NO_TEXT.alias("duplicate_of"),
            pl.lit([], article_table.columns["published_conflicts"].dtype).alias("published_conflicts"),
        )
    )


def entities(codes: np.ndarray[Any, Any]) -> pl.DataFrame:
    """The countries (number 0) and their persons."""
    return pl.DataFrame(
        [
            {
                "entity_id": f"{code}{n}",
                "kind": "person" if n else "country",
                "name": f"{code} {n}",
                "country": str(code),
            }
            for code in codes
            for n in range(PERSONS_A_COUNTRY)
        ]
    ).with_columns(NO_TEXT.alias("sector"))


def pair_count(columns: list[str], frame: pl.DataFrame) -> int:
    """How many pairs of rows agree in the columns."""
    size = pl.col("len").cast(pl.Int64)
    return int(frame.group_by(columns).len().select((size * (size - 1) // 2).sum()).item())


def measure(claim_count: int) -> Measured:
    """Build the corpus-level tables for so many claims."""
    frames, told = corpus(claim_count)
    for name, reference in load_reference().items():
        frames[f"reference_{name}"] = reference.lazy()
    seconds = {}
    made: dict[str, pl.DataFrame] = {}
    for table in TIMED:
        begun = time.monotonic()
        made[table.name] = build(table, frames)
        seconds[table.name] = time.monotonic() - begun
        frames[table.name] = made[table.name].lazy()
    joined = made["event_claim"].sort("claim_id").select("event_id", true_event=pl.Series(told))
    right = pair_count(["event_id", "true_event"], joined)
    return Measured(
        claim_count,
        made["event"].height,
        seconds,
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20,
        right / max(1, pair_count(["event_id"], joined)),
        right / max(1, pair_count(["true_event"], joined)),
    )


def build(table: Table, frames: dict[str, pl.LazyFrame]) -> pl.DataFrame:
    """One table from the frames it needs."""
    return table(**{name: frames[name] for name in table.inputs})


def growth(points: list[tuple[int, float]]) -> list[str]:
    """The seconds of each size as a bar, and how many times as long twice as many claims take; 2 is linear.

    points are pairs of claims and seconds, by size. Bars are as long as the claims where time grows as they do.
    """
    most, longest = points[-1]
    lines = ["seconds, a full line being those of the largest size; | is where linear growth would end"]
    for place, (count, seconds) in enumerate(points):
        bar = list("#" * round(PLOT_WIDTH * seconds / longest) + " " * (PLOT_WIDTH + 1))[: PLOT_WIDTH + 1]
        bar[round(PLOT_WIDTH * count / most)] = "|"
        slope = ""
        if place:
            before, seconds_before = points[place - 1]
            doublings = math.log2(count / before)
            slope = f"  x {(seconds / seconds_before) ** (1 / doublings):.2f} per doubling" if doublings else ""
        lines.append(f"{count:11,} {''.join(bar)} {seconds:7.1f} s{slope}")
    return lines


def main(sizes: list[int]) -> int:
    """Measure each size and print a line for it; 1 where a bar is missed."""
    print("     claims     events  seconds  us/claim   GiB  precision  recall  " + "  ".join(t.name for t in TIMED))
    is_met = True
    points = []
    spawn = multiprocessing.get_context("spawn")
    for size in sizes:
        with spawn.Pool(1) as pool:
            run = pool.apply(measure, (size,))
        total = sum(run.seconds.values())
        points.append((size, total))
        is_met &= total <= SECONDS_BAR and run.gibibytes <= GIBIBYTES_BAR and run.precision >= PRECISION_BAR
        by_table = "  ".join(f"{seconds:{len(name)}.1f}" for name, seconds in run.seconds.items())
        print(
            f"{run.claim_count:11,}{run.event_count:11,}{total:9.1f}{total / size * 1e6:10.0f}{run.gibibytes:6.2f}"
            f"{run.precision:11.3f}{run.recall:8.3f}  {by_table}",
            flush=True,
        )
    print("\n".join(growth(sorted(points))))
    verdict = "met" if is_met else "missed"
    print(f"bars: {SECONDS_BAR:.0f} s, {GIBIBYTES_BAR:.0f} GiB, precision {PRECISION_BAR}: {verdict}")
    return 0 if is_met else 1


if __name__ == "__main__":
    sys.exit(main([int(argument) for argument in sys.argv[1:]] or list(SIZES)))
