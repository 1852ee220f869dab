"""Declares the derived tables: a function is a table, its parameters are the tables it is made from."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import polars as pl

DataType = pl.DataType | type[pl.DataType]
Transform = Callable[..., pl.LazyFrame]


class Column(NamedTuple):
    """A column's type and its meaning in plain words."""

    dtype: DataType
    meaning: str


@dataclass(frozen=True, slots=True)
class Table:
    """One derived table: its declaration and the pure function that makes it."""

    name: str
    grain: str
    key: tuple[str, ...]
    columns: Mapping[str, Column]
    inputs: tuple[str, ...]
    function: Transform

    def __call__(self, **frames: pl.LazyFrame) -> pl.DataFrame:
        """Run the transform on its inputs and hold the result to the declaration.

        Returns the frame with exactly the declared columns and types, sorted by key.
        Raises ValueError where a column is missing or undeclared, or a key is null or stands twice.
        """
        made = self.function(**{name: frames[name] for name in self.inputs}).collect()
        if set(made.columns) != set(self.columns):
            raise ValueError(
                f"table {self.name}: missing columns {sorted(set(self.columns) - set(made.columns))}, "
                f"undeclared columns {sorted(set(made.columns) - set(self.columns))}"
            )
        made = made.select(pl.col(name).cast(column.dtype) for name, column in self.columns.items()).sort(self.key)
        keys = made.select(self.key)
        if keys.null_count().sum_horizontal().item():
            raise ValueError(f"table {self.name}: null in key {self.key}")
        if keys.is_duplicated().any():
            twice = keys.filter(keys.is_duplicated()).head(3).rows()
            raise ValueError(f"table {self.name}: key {self.key} stands more than once: {twice}")
        return made

    def empty(self) -> pl.DataFrame:
        """The table without rows."""
        return pl.DataFrame(schema={name: column.dtype for name, column in self.columns.items()})


def table(*, key: str | Sequence[str], columns: Mapping[str, tuple[DataType, str]]) -> Callable[[Transform], Table]:
    """Declare a function as a table.

    The function's name is the table's name, its parameters are the tables it reads, and the first line of its
    docstring is its grain.
    """

    def declare(function: Transform) -> Table:
        grain = (inspect.getdoc(function) or "").partition("\n")[0]
        if not grain:
            raise ValueError(f"table {function.__name__} has no docstring, so no grain")
        keys = (key,) if isinstance(key, str) else tuple(key)
        if unknown := set(keys) - set(columns):
            raise ValueError(f"table {function.__name__}: key columns {sorted(unknown)} are not declared")
        return Table(
            name=function.__name__,
            grain=grain,
            key=keys,
            columns={name: Column(*column) for name, column in columns.items()},
            inputs=tuple(inspect.signature(function).parameters),
            function=function,
        )

    return declare


def build_order(tables: Iterable[Table]) -> list[Table]:
    """Tables in an order in which each comes after those it is made from; the given order decides ties.

    Inputs that name no table are sources (ledger, readings, reference) and wait for nothing.
    Raises ValueError where tables need each other in a circle.
    """
    waiting = {table.name: table for table in tables}
    ordered: list[Table] = []
    while waiting:
        ready = [table for table in waiting.values() if not any(name in waiting for name in table.inputs)]
        if not ready:
            raise ValueError(f"tables need each other in a circle: {sorted(waiting)}")
        ordered += [waiting.pop(table.name) for table in ready]
    return ordered


def lineage(tables: Iterable[Table]) -> list[dict[str, Any]]:
    """One row per table and input: which table is made from which."""
    return [{"table_name": table.name, "input_name": name} for table in tables for name in table.inputs]
