"""The gate asks every rule of exactly the staged files and closes on a broken critical one."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from expectations.gate import (
    ALLOWED_FALL,
    ROWS_A_RETRACTION_EXPLAINS,
    SHOWN_CHARACTERS,
    SHOWN_ROWS,
    Audit,
    audit,
    row_count_floors,
    suite,
    suite_of,
)
from transforms.table import table
from transforms.tables import TABLES

TODAY = date(2024, 6, 1)
# Tables that refer to each other alone, for what does not depend on the tables.
FEW = [table for table in TABLES if table.name in ("entity", "tenure")]
Frames = Mapping[str, pl.DataFrame]
Stage = Callable[[Path, Frames], Path]


def broken(found: Audit) -> set[tuple[str, str]]:
    return {(outcome.table, outcome.rule) for outcome in found.rules if not outcome.is_met}


def test_a_clean_release_passes_every_rule(clean: Frames, stage: Stage, tmp_path: Path) -> None:
    found = audit(stage(tmp_path, clean), TABLES, today=TODAY, previous_row_counts={"event": 1, "mention": 6})
    assert [outcome for outcome in found.rules if not outcome.is_met] == []
    assert found.is_open
    assert {outcome.table for outcome in found.rules} == {"staged_table", *(table.name for table in TABLES)}


def test_empty_tables_pass(stage: Stage, tmp_path: Path) -> None:
    found = audit(stage(tmp_path, {table.name: table.empty() for table in TABLES}), TABLES, today=TODAY)
    assert broken(found) == set()


def test_a_broken_critical_rule_closes_the_gate_and_shows_rows(clean: Frames, stage: Stage, tmp_path: Path) -> None:
    frames = {**clean, "citation": clean["citation"].clear()}
    found = audit(stage(tmp_path, frames), TABLES, today=TODAY)
    (outcome,) = [outcome for outcome in found.broken if outcome.rule == "EveryEventCitesASource"]
    assert not found.is_open
    assert (outcome.table, outcome.severity, outcome.failing_count) == ("event", "critical", 1)
    assert outcome.failing_rows == ({"event_id": "e1", "kind": "meet"},)


def test_a_broken_warning_leaves_the_gate_open(clean: Frames, stage: Stage, tmp_path: Path) -> None:
    frames = {**clean, "article": clean["article"].with_columns(title=pl.lit(None, pl.String))}
    found = audit(stage(tmp_path, frames), TABLES, today=TODAY)
    assert ("article", "EveryArticleHasATitle") in {(outcome.table, outcome.rule) for outcome in found.warnings}
    assert {outcome.rule for outcome in found.broken} <= {"NoCitationComesFromClutter"}


def test_many_failing_rows_are_all_counted_and_the_first_shown_in_order(
    clean: Frames, stage: Stage, tmp_path: Path
) -> None:
    many = pl.concat(
        [clean["article_text"].with_columns(article_id=pl.lit(f"stray{number:04}")).head(1) for number in range(500)]
    ).with_columns(text=pl.lit("x" * 1000))
    found = audit(
        stage(tmp_path, {**clean, "article_text": pl.concat([clean["article_text"], many])}), TABLES, today=TODAY
    )
    (outcome,) = [outcome for outcome in found.rules if outcome.rule == "EveryTextBelongsToAnArticle"]
    assert outcome.failing_count == 500
    assert [row["article_id"] for row in outcome.failing_rows] == [f"stray{number:04}" for number in range(SHOWN_ROWS)]


def test_long_texts_are_cut_in_failing_rows(clean: Frames, stage: Stage, tmp_path: Path) -> None:
    frames = {**clean, "citation": clean["citation"].with_columns(quote=pl.lit("x" * 1000))}
    found = audit(stage(tmp_path, frames), TABLES, today=TODAY)
    (outcome,) = [o for o in found.rules if (o.table, o.rule) == ("citation", "EveryQuoteIsExact")]
    assert len(outcome.failing_rows[0]["quoted_text"]) == SHOWN_CHARACTERS + 1


def test_a_missing_file_closes_the_gate_and_is_named(clean: Frames, stage: Stage, tmp_path: Path) -> None:
    stage(tmp_path, clean)
    (tmp_path / "tenure.parquet").unlink()
    found = audit(tmp_path, FEW, today=TODAY)
    (outcome,) = found.broken
    assert outcome.rule == "EveryTableIsStaged"
    assert outcome.failing_rows[0]["table_name"] == "tenure"


def test_a_damaged_file_closes_the_gate(clean: Frames, stage: Stage, tmp_path: Path) -> None:
    stage(tmp_path, clean)
    (tmp_path / "tenure.parquet").write_bytes(b"PAR1 is all that is left")
    assert broken(audit(tmp_path, FEW, today=TODAY)) == {("staged_table", "EveryTableIsStaged")}


def test_a_column_that_is_absent_or_of_another_type_closes_the_gate(
    clean: Frames, stage: Stage, tmp_path: Path
) -> None:
    tenure = clean["tenure"].drop("office").with_columns(pl.col("article_count").cast(pl.Int64))
    found = audit(stage(tmp_path, {**clean, "tenure": tenure}), FEW, today=TODAY)
    (outcome,) = [outcome for outcome in found.broken if outcome.rule == "EveryFileHasTheDeclaredColumns"]
    assert outcome.failing_rows == (
        {
            "table_name": "tenure",
            "missing_columns": "office",
            "differing_columns": "article_count is BIGINT, declared UINTEGER",
        },
    )
    unasked = [outcome for outcome in found.broken if outcome.problem]
    assert unasked, "a rule that needs the absent column is not met"
    assert all("office" in (outcome.problem or "") for outcome in unasked)


def test_a_table_may_lose_what_is_allowed_and_what_retractions_explain() -> None:
    before = {"event": 1000, "entity": 0}
    assert row_count_floors(before, 0, ALLOWED_FALL) == {"event": 800, "entity": 0}
    assert row_count_floors(before, 1, ALLOWED_FALL) == {"event": 800 - ROWS_A_RETRACTION_EXPLAINS, "entity": 0}
    assert row_count_floors(before, 9, ALLOWED_FALL) == {"event": 0, "entity": 0}


def test_a_table_that_shrinks_unexplained_closes_the_gate(clean: Frames, stage: Stage, tmp_path: Path) -> None:
    stage(tmp_path, clean)
    before = {"entity": clean["entity"].height * 2}
    shrunk = audit(tmp_path, FEW, today=TODAY, previous_row_counts=before)
    assert broken(shrunk) == {("staged_table", "NoTableShrinksUnexplained")}
    assert audit(tmp_path, FEW, today=TODAY, previous_row_counts=before, retraction_count=1).is_open
    assert audit(tmp_path, FEW, today=TODAY, previous_row_counts=before, allowed_fall=0.5).is_open


def test_a_table_without_a_suite_is_refused_with_a_remedy(tmp_path: Path) -> None:
    @table(key="thing_id", columns={"thing_id": (pl.String, "a thing")})
    def thing(document: pl.LazyFrame) -> pl.LazyFrame:
        """One row per thing."""
        return document

    with pytest.raises(LookupError, match=r"add expectations/thing\.py"):
        audit(tmp_path, [thing], today=TODAY)


@pytest.mark.parametrize("name", [table.name for table in TABLES])
def test_every_table_has_a_suite(name: str) -> None:
    assert suite_of(name) is not None


def test_no_two_rules_share_a_name_unless_they_are_one_rule() -> None:
    classes = {type(rule) for declared in TABLES for rule in suite(declared, TABLES)}
    assert len({rule.__name__ for rule in classes}) == len(classes)
    for declared in TABLES:
        names = [type(rule).__name__ for rule in suite(declared, TABLES)]
        assert len(set(names)) == len(names), f"{declared.name} asks a rule twice"


def test_every_rule_is_a_fact_with_an_explanation() -> None:
    for rule in {type(rule) for declared in TABLES for rule in suite(declared, TABLES)}:
        assert rule.__name__.startswith(("Every", "No")), rule.__name__
        assert rule.__doc__
        assert rule.__doc__.endswith("."), rule.__name__


def test_any_folder_name_will_do(clean: Frames, stage: Stage, tmp_path: Path) -> None:
    folder = stage(tmp_path / "it's [all] * 100% $HOME? é", clean)
    assert audit(folder, FEW, today=TODAY).is_open


def test_an_audit_is_silent_and_leaves_no_trace(clean: Frames, stage: Stage, tmp_path: Path) -> None:
    folder = stage(tmp_path / "staged", clean)
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    program = (
        "import sys; from datetime import date; from pathlib import Path\n"
        "from expectations.gate import audit; from transforms.tables import TABLES\n"
        "assert 'great_expectations' not in sys.modules\n"
        "print(audit(Path(sys.argv[1]), TABLES, today=date(2024, 6, 1)).is_open)"
    )
    ran = subprocess.run(
        [sys.executable, "-W", "error::ResourceWarning", "-c", program, str(folder)],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert (ran.stdout, ran.stderr, ran.returncode) == ("True\n", "", 0)
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == before
