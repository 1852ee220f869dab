"""Decides whether staged tables may be released: every rule of every table, asked of exactly the staged files."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from transforms.table import Table

if TYPE_CHECKING:
    from expectations.rule import Rule

# What a build may lose against the last release before somebody has to look.
ALLOWED_FALL = 0.2
# A long article has some hundred mentions; a retracted document explains the loss of so many rows in each table.
ROWS_A_RETRACTION_EXPLAINS = 500
SHOWN_ROWS = 20
SHOWN_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class RuleOutcome:
    """How one rule of one table fared.

    `failing_count` counts all rows that break the rule and `failing_rows` holds the first of them, long texts cut.
    `problem` says why a rule could not be asked, for instance because a column it needs is not in the file; such a
    rule is not met.
    """

    table: str
    rule: str
    severity: str
    is_met: bool
    failing_count: int
    failing_rows: tuple[dict[str, Any], ...]
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Audit:
    """The outcome of every rule, in the order of the tables."""

    rules: tuple[RuleOutcome, ...]

    @property
    def is_open(self) -> bool:
        """Whether the tables may be released: no critical rule is broken."""
        return not self.broken

    @property
    def broken(self) -> tuple[RuleOutcome, ...]:
        """The critical rules that are not met."""
        return tuple(outcome for outcome in self.rules if not outcome.is_met and outcome.severity == "critical")

    @property
    def warnings(self) -> tuple[RuleOutcome, ...]:
        """The rules that are not met but do not stop a release."""
        return tuple(outcome for outcome in self.rules if not outcome.is_met and outcome.severity != "critical")


def audit(
    folder: Path,
    tables: Sequence[Table],
    *,
    today: date,
    previous_row_counts: Mapping[str, int] | None = None,
    retraction_count: int = 0,
    allowed_fall: float = ALLOWED_FALL,
) -> Audit:
    """Ask every rule of every table of the Parquet files `<folder>/<table>.parquet`.

    `today` is the day of the build, against which dates are judged. `previous_row_counts` are those of the last
    release (None for a first one), `retraction_count` how many documents were retracted or erased since, and
    `allowed_fall` the share of its rows that a table may lose without either. Reads the files and writes nothing beside
    them. Raises LookupError where a table has no suite; a missing or damaged file is a broken rule, not an error.
    """
    from expectations.engine import WHOLE, staged_database

    suites = {WHOLE: suite_of(WHOLE)} | {table.name: suite(table, tables) for table in tables}
    floors = row_count_floors(previous_row_counts or {}, retraction_count, allowed_fall)
    with staged_database(folder, tables, today=today, row_count_floors=floors) as database:
        outcomes = [
            outcome
            for table_name, rules in suites.items()
            for outcome in _outcomes(table_name, rules, database.check(table_name, rules))
        ]
    return Audit(tuple(outcomes))


def suite(table: Table, tables: Collection[Table]) -> list[Rule]:
    """All rules of a table: those that follow from its declaration, then those of its own module."""
    from expectations.rule import declared_rules

    return declared_rules(table, tables) + suite_of(table.name)


def suite_of(table_name: str) -> list[Rule]:
    """The rules written for a table: `RULES` of `expectations/<table>.py`. Raises LookupError where it has none."""
    module_name = f"expectations.{table_name}"
    if importlib.util.find_spec(module_name) is None:
        raise LookupError(f"table {table_name} has no suite: add expectations/{table_name}.py with a list RULES")
    rules: list[Rule] = importlib.import_module(module_name).RULES
    return list(rules)


def row_count_floors(
    previous_row_counts: Mapping[str, int], retraction_count: int, allowed_fall: float
) -> dict[str, int]:
    """How many rows each table must still have."""
    explained = retraction_count * ROWS_A_RETRACTION_EXPLAINS
    return {
        name: max(0, previous - int(previous * allowed_fall) - explained)
        for name, previous in previous_row_counts.items()
    }


def _outcomes(table_name: str, rules: Sequence[Rule], answers: Sequence[Any]) -> Iterator[RuleOutcome]:
    for rule, answer in zip(rules, answers, strict=True):
        yield RuleOutcome(
            table=table_name,
            rule=type(rule).__name__,
            severity=rule.severity.value,
            is_met=answer.count == 0 and answer.problem is None,
            failing_count=answer.count,
            failing_rows=tuple(
                {name: _shown(value) for name, value in row.items()} for row in answer.rows[:SHOWN_ROWS]
            ),
            problem=answer.problem,
        )


def _shown(value: Any) -> Any:
    if isinstance(value, str) and len(value) > SHOWN_CHARACTERS:
        return value[:SHOWN_CHARACTERS] + "…"
    return value
