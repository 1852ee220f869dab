"""Every rule of every table catches a defect planted for it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl
import pytest

from expectations.engine import Broken, StagedDatabase, staged_database
from expectations.gate import suite
from expectations.rule import ANY_DATE_TABLES, REFERENCES
from expectations.vocabulary import COUNTRY_CODES, QUAD_CLASSES
from transforms.table import Table
from transforms.tables import TABLES
from warehouse.reference import load_reference

Frames = Mapping[str, pl.DataFrame]
BY_NAME = {table.name: table for table in TABLES}
OTHER_DAY = date(2024, 3, 6)
IDA = {"start": 77, "end": 85, "text": "Ida Berg", "entity_id": "n1"}


class Defect(NamedTuple):
    """What is wrong (`label`) when the first row of `table` has these `values`, and the rule that must say so."""

    table: str
    rule: str
    label: str
    values: Mapping[str, Any]


def told(table: str, rule: str, /, **values: Any) -> Defect:
    return Defect(table, rule, ", ".join(values), values)


# For the rules that are written for one table; the defects of rules that follow from declarations are made below.
WRITTEN = [
    told("document", "EveryCurrentDocumentIsAnArticle", document_id="new"),
    told("document", "EveryUnreadableDocumentIsInQuarantine", document_id="new", status="unreadable"),
    told("document", "EveryUnreadableDocumentIsInQuarantine", document_id="a4", status="unreadable", reason=" "),
    told("document", "NoAddressHasTwoCurrentDocuments", uri="https://two.example/visit"),
    told("document", "EverySupersededDocumentNamesItsSuccessor", status="superseded"),
    told("document", "EverySupersededDocumentNamesItsSuccessor", superseded_by="a3"),
    told(
        "document", "EverySourceWasSeenLately", uri="ftp://old.example/x", observed_at=datetime(2024, 4, 1, tzinfo=UTC)
    ),
    told("document", "EveryWordIsInItsVocabulary", status="lost"),
    told("article", "EveryArticleComesFromACurrentDocument", article_id="a3"),
    told("article", "EveryBodyLiesInItsText", body_end=9999),
    told("article", "EveryBodyLiesInItsText", body_start=100, body_end=99),
    told("article", "EveryBodyLiesInItsText", article_id="without text"),
    told("article", "EveryPublicationSaysHowItIsKnown", published_basis="unknown"),
    told("article", "EveryPublicationSaysHowItIsKnown", published_evidence=[]),
    told(
        "article",
        "EveryPieceOfEvidenceIsQuotedExactly",
        published_evidence=[{"start": 0, "end": 10, "text": "2024.03.05", "says": "date line"}],
    ),
    told("article", "NoDuplicateHasADuplicate", duplicate_of="a1"),
    told("article", "NoArticleIsPublishedAfterItWasObserved", published_start=date(2024, 5, 22)),
    told("article", "EveryArticleHasATitle", title=" "),
    told("article_text", "EveryTextBelongsToAnArticle", article_id="a4"),
    told("article_zone", "EveryZoneLiesInItsText", end=9999),
    told("article_zone", "EveryZoneLiesInItsText", article_id="without text"),
    told("article_zone", "EveryZoneLiesInItsText", start=5, end=5),
    told("article_zone", "NoZonesOverlap", end=40),
    told("repeated_line", "EveryRepeatedLineStandsInSeveralArticles", article_count=2),
    told("repeated_line", "EveryRepeatedLineStandsInSeveralArticles", reason=None),
    told("repeated_line", "EveryRepeatedLineIsAZone", end=9999),
    told("entity_name", "EveryNameSaysWhyItWasJoined", reason=None),
    told("entity_name", "NoNameStandsForTwoEntities", name="Luis Soto", country="CHL"),
    told("entity", "EveryEntityHasAName", name=""),
    told("entity", "EveryEntityHasAName", aliases=["Ida Berg"]),
    told("entity", "EveryCountryIsOneEntity", kind="country"),
    told("entity", "EveryCountryIsOneEntity", kind="country", country=None),
    told("entity", "NoItemOfWikidataIsTwoEntities", wikidata_id="Q2"),
    told("entity", "NoEntityIsInMoreArticlesThanMentions", mention_count=1),
    told("tenure", "NoTenureEndsBeforeItStarts", start_date=date(2024, 1, 1)),
    told("tenure", "EveryTenureIsAPersons", entity_id="n3"),
    told("claim", "EveryTriggerStandsInItsSentence", trigger_start=0),
    told("claim", "EveryTriggerStandsInItsSentence", sentence_end=9999, trigger_end=9999),
    told("claim", "NoClaimActsUponItsOwnSource", target_ids=["n1", "n2"]),
    told("claim", "EveryActorIsNamedInItsSentence", source_mentions=[]),
    told("claim", "EveryActorIsNamedInItsSentence", source_mentions=[IDA | {"start": 70}]),
    told("claim", "EveryActorIsNamedInItsSentence", source_mentions=[IDA | {"entity_id": "n3"}]),
    told("claim", "EveryActorIsNamedInItsSentence", sentence_start=78),
    told("claim", "EveryDatingExpressionIsOfItsArticle", expression_start=1),
    told("claim", "EveryDatingExpressionIsOfItsArticle", expression_end=None),
    told("claim", "EveryDatingExpressionIsOfItsArticle", start_date=None),
    told("claim", "EveryConfidenceIsAShare", confidence=1.5),
    told("claim", "EveryConfidenceIsAShare", confidence=float("nan")),
    told("claim", "NoUndatedClaimHasABasis", start_date=None, end_date=None),
    told("claim_rule", "EveryClaimHasItsRule", claim_count=1),
    told("claim_rule", "EveryClaimHasItsRule", rule="other"),
    told("event_claim", "EveryEventHasOneFounder", is_founder=False),
    told("event_claim", "EveryJoiningSaysWhy", reason=""),
    told("event_claim", "NoSuppositionTellsAnEvent", claim_id="c3"),
    told("event", "EveryEventCitesASource", event_id="without source"),
    told("event", "EveryQuadClassFitsItsRoot", quad_class="material conflict"),
    told("event", "EveryQuadClassFitsItsRoot", quad_class=None),
    told("event", "EveryIntensityIsOnTheScale", intensity=10.5),
    told("event", "EveryIntensityIsOnTheScale", intensity=float("nan")),
    told("event", "EveryIntensityIsOnTheScale", intensity=None),
    told("event", "EveryEventHasAnActor", source_ids=[], target_ids=[]),
    told("event", "EveryEventHasAnActor", source_names=[]),
    told("event", "NoEventActsUponItsOwnSource", target_ids=["n1"]),
    told("event", "EveryCountIsThatOfTheClaims", claim_count=3),
    told("event", "EveryCountIsThatOfTheClaims", article_count=3),
    told("event", "EveryCountIsThatOfTheClaims", article_count=1),
    told("event", "NoUndatedEventHasABasis", date_basis="unknown"),
    told("event", "EveryEventAheadIsPlanned", start_date=date(2024, 6, 2)),
    told("citation", "EveryCitationIsOfItsClaimsSentence", article_id="a2"),
    told("citation", "EveryCitationIsOfItsClaimsSentence", quote_end=60),
    told("citation", "NoCitationComesFromClutter", quote="Peru expels envoy", quote_start=900, quote_end=917),
    told("citation", "NoCitationComesFromClutter", quote="not the title", quote_start=0, quote_end=13),
    told("citation", "EveryCitedClaimTellsItsEvent", claim_id="c3"),
    told("conflict", "EveryConflictHasTwoSides", statement=None),
    told("conflict", "EveryConflictHasTwoSides", statement="in early March", other_article_id="a1"),
    told("conflict", "EveryConflictHasTwoSides", explanation=" "),
    told("conflict", "EveryConflictIsAboutSomethingPublished", subject_id="gone"),
    told("correction", "EveryCorrectionHasItsTarget", status="orphaned"),
    told("correction", "EveryCorrectionSaysWhoAndWhy", reason=" "),
    told("correction", "EveryCorrectionSaysWhoAndWhy", author=None),
    told("correction", "EveryCorrectionSaysWhoAndWhy", explanation=""),
    told("quarantine", "EveryRefusalSaysWhy", message=None),
    told("quarantine", "EveryRefusalSaysWhy", stage=""),
    told("quarantine", "NoRefusedDocumentIsAnArticle", document_id="a1"),
]
# One character off, at either end; a lookalike; nothing.
QUOTED = {"expression": ("text", "start", "end"), "mention": ("text", "start", "end")}
QUOTED["repeated_line"] = ("text", "start", "end")
QUOTED["citation"] = ("quote", "quote_start", "quote_end")
WINDOWS = dict.fromkeys(("expression", "claim", "event"), ("start_date", "end_date", "date_precision"))
WINDOWS["article"] = ("published_start", "published_end", "published_precision")
MISFITS = {
    "a day that is two": (date(2024, 3, 4), date(2024, 3, 5), "day"),
    "a week of eight days": (date(2024, 3, 4), date(2024, 3, 11), "week"),
    "a month that is parts of two": (date(2024, 2, 28), date(2024, 3, 1), "month"),
    "a quarter of four months": (date(2024, 1, 1), date(2024, 4, 30), "quarter"),
    "a year and a day": (date(2023, 1, 1), date(2024, 1, 1), "year"),
    "a range that ends before it starts": (date(2024, 3, 5), date(2024, 3, 4), "range"),
    "half a range": (date(2024, 3, 5), None, "range"),
    "dates though unknown": (date(2024, 3, 5), date(2024, 3, 5), "unknown"),
    "a known day without dates": (None, None, "day"),
    "no such precision": (date(2024, 3, 5), date(2024, 3, 5), "roughly"),
    "no precision": (date(2024, 3, 5), date(2024, 3, 5), None),
}
FITS = {
    "a day": (date(2024, 2, 29), date(2024, 2, 29), "day"),
    "a week over the new year": (date(2023, 12, 28), date(2024, 1, 3), "week"),
    "a month of 29 days": (date(2024, 2, 1), date(2024, 2, 29), "month"),
    "a winter": (date(2023, 12, 1), date(2024, 2, 29), "quarter"),
    "a leap year": (date(2024, 1, 1), date(2024, 12, 31), "year"),
    "a fiscal year": (date(2023, 7, 1), date(2024, 6, 30), "year"),
    "a range": (date(2020, 1, 1), date(2024, 3, 4), "range"),
    "unknown": (None, None, "unknown"),
}


def declared_defects(table: Table) -> Iterator[Defect]:
    """Defects for the rules that follow from a table's declaration: one for each column that a rule looks at."""
    yield Defect(table.name, "EveryKeyStandsOnce", "the first row twice", {})
    for name in table.key:
        yield Defect(table.name, "NoKeyIsMissing", name, {name: None})
    for name, column in table.columns.items():
        is_list = isinstance(column.dtype, pl.List)
        if name in REFERENCES and (REFERENCES[name][0], (name,)) != (table.name, table.key):
            yield Defect(table.name, "EveryReferencedIdExists", name, {name: ["gone"] if is_list else "gone"})
        if column.dtype == pl.Date and table.name not in ANY_DATE_TABLES:
            for day in (date(1499, 12, 31), date(2029, 6, 2)):
                yield Defect(table.name, "EveryDateIsPlausible", f"{name} {day}", {name: day})
        if column.dtype == pl.Datetime:
            moment = datetime(2024, 6, 3, tzinfo=UTC)
            yield Defect(table.name, "EveryDateIsPlausible", f"{name} {moment}", {name: moment})
        if name == "country" or name.endswith("_country"):
            yield Defect(table.name, "EveryCountryIsAnIsoCode", name, {name: "UK"})
        if name.endswith("_countries"):
            yield Defect(table.name, "EveryCountryIsAnIsoCode", name, {name: ["CHL", "UK"]})
        if column.dtype == pl.List(pl.String):
            yield Defect(table.name, "EveryListIsSorted", name, {name: ["n2", "n1"]})


def shared_defects(table: Table) -> Iterator[Defect]:
    """Defects for the rules that several tables ask of columns they name."""
    if table.name in QUOTED:
        text, start, end = QUOTED[table.name]
        for label, values in {"other words": {text: "other"}, "no words": {text: None}, "offsets": {start: 3}}.items():
            yield Defect(table.name, "EveryQuoteIsExact", label, values)
        yield Defect(table.name, "EveryQuoteIsExact", "nothing quoted", {text: "", start: 4, end: 4})
    if table.name in WINDOWS:
        for label, window in MISFITS.items():
            values = dict(zip(WINDOWS[table.name], window, strict=True))
            yield Defect(table.name, "EveryWindowFitsItsPrecision", label, values)
    worded = {"article": ["published_basis", "published_precision"], "mention": ["kind"], "entity": ["kind"]}
    worded |= {
        "article_zone": ["kind"],
        "expression": ["type"],
        "claim": ["root"],
        "event": ["root", "status"],
        "tenure": ["basis"],
        "correction": ["status"],
    }
    worded |= {name: [*worded[name], "date_precision", "date_basis"] for name in ("expression", "claim", "event")}
    for name in worded.get(table.name, []):
        for word in ("nonsense", None):
            yield Defect(table.name, "EveryWordIsInItsVocabulary", f"{name} {word}", {name: word})


DEFECTS = [
    *WRITTEN,
    *(defect for table in TABLES for plant in (declared_defects, shared_defects) for defect in plant(table)),
]


def planted(frames: Frames, defect: Defect) -> pl.DataFrame:
    """The defect's table with the defect in it."""
    frame = frames[defect.table]
    if not defect.values:
        return pl.concat([frame, frame.head(1)])
    rows = frame.to_dicts()
    return pl.DataFrame([rows[0] | defect.values, *rows[1:]], schema=frame.schema)


@pytest.fixture(scope="module")
def folder(clean: Frames, stage: Callable[[Path, Frames], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stage(tmp_path_factory.mktemp("staged"), clean)


@pytest.fixture(scope="module")
def database(folder: Path) -> Iterator[Path]:
    """The DuckDB file over the folder: its views read whatever the files hold when they are asked."""
    with staged_database(folder, TABLES, today=date(2024, 6, 1), row_count_floors={}) as opened:
        yield opened.path


def rewrite(folder: Path, name: str, frame: pl.DataFrame, moment: Iterator[int] = count(1)) -> None:  # noqa: B008
    """Write a table's file anew, at a moment of its own: DuckDB takes files of one second for one file."""
    file = folder / f"{name}.parquet"
    frame.write_parquet(file)
    os.utime(file, (at := next(moment), at))


def ask(database: Path, table: str, rule_name: str) -> Broken:
    rules = [rule for rule in suite(BY_NAME[table], TABLES) if type(rule).__name__ == rule_name]
    opened = StagedDatabase(database, [table])
    try:
        (answer,) = opened.check(table, rules)
    finally:
        opened.close()
    return answer


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: f"{defect.table}-{defect.rule}-{defect.label}")
def test_the_rule_catches_the_defect(defect: Defect, clean: Frames, folder: Path, database: Path) -> None:
    rewrite(folder, defect.table, planted(clean, defect))
    try:
        answer = ask(database, defect.table, defect.rule)
    finally:
        rewrite(folder, defect.table, clean[defect.table])
    assert answer.problem is None
    assert answer.count >= 1
    assert answer.rows


@pytest.mark.parametrize("label", FITS)
def test_a_window_that_fits_its_precision_passes(label: str, clean: Frames, folder: Path, database: Path) -> None:
    values = dict(zip(WINDOWS["event"], FITS[label], strict=True))
    rewrite(folder, "event", planted(clean, Defect("event", "", label, values)))
    try:
        answer = ask(database, "event", "EveryWindowFitsItsPrecision")
    finally:
        rewrite(folder, "event", clean["event"])
    assert answer == Broken(0, [], None)


def test_a_citation_of_the_title_is_no_clutter(clean: Frames, folder: Path, database: Path) -> None:
    title = clean["article"]["title"][0]
    values = {"quote": title, "quote_start": 0, "quote_end": len(title)}
    rewrite(folder, "citation", planted(clean, Defect("citation", "", "title", values)))
    try:
        answers = [ask(database, "citation", rule) for rule in ("NoCitationComesFromClutter", "EveryQuoteIsExact")]
    finally:
        rewrite(folder, "citation", clean["citation"])
    assert answers == [Broken(0, [], None)] * 2


def test_a_citation_of_clutter_within_the_body_is_caught(clean: Frames, folder: Path, database: Path) -> None:
    quoted = clean["citation"].row(0, named=True)
    zone = {"article_id": quoted["article_id"], "kind": "clutter", "start": quoted["quote_end"] - 1, "end": 9999}
    rewrite(folder, "article_zone", planted(clean, Defect("article_zone", "", "in the body", zone)))
    try:
        answer = ask(database, "citation", "NoCitationComesFromClutter")
    finally:
        rewrite(folder, "article_zone", clean["article_zone"])
    assert answer.count == 1


@pytest.mark.parametrize("name", BY_NAME)
def test_every_rule_of_the_table_has_a_planted_defect(name: str) -> None:
    asked = {type(rule).__name__ for rule in suite(BY_NAME[name], TABLES)}
    assert asked == {defect.rule for defect in DEFECTS if defect.table == name}


def test_country_codes_are_those_of_iso_3166() -> None:
    pycountry = pytest.importorskip("pycountry")
    assert {country.alpha_3 for country in pycountry.countries} | {"XKX"} == COUNTRY_CODES


def test_every_action_of_the_reference_data_is_coded_by_the_book() -> None:
    coded = load_reference()["action"].filter(pl.col("root") != "").select("root", "quad_class").unique().rows()
    assert set(coded) <= set(QUAD_CLASSES.items())
