"""Prints data on standard output: a table for people, JSON or CSV for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any

import polars as pl

_WIDEST_CELL = 60


def say(message: str) -> None:
    """A line for the person who waits, on standard error."""
    print(message, file=sys.stderr, flush=True)


def json_value(value: Any) -> Any:
    """A value as JSON has it: dates and times in ISO 8601, records as objects."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {name.name: getattr(value, name.name) for name in fields(value)}
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"no JSON for {type(value).__name__}")


def as_json(data: Any) -> str:
    """JSON on one line, keys as given."""
    return json.dumps(data, ensure_ascii=False, default=json_value)


def print_json(data: Any) -> None:
    """One JSON document on one line; records become objects."""
    print(as_json(data))


def print_frame(frame: pl.DataFrame, *, is_json: bool = False, is_csv: bool = False) -> None:
    """Rows as aligned columns, as JSON (a list of objects) or as CSV."""
    if is_json:
        print_json(frame.to_dicts())
    elif is_csv:
        flat = frame.with_columns(
            pl.col(name).map_elements(_cell, return_dtype=pl.String)
            for name, dtype in frame.schema.items()
            if dtype.is_nested()
        )
        sys.stdout.write(flat.write_csv())
    else:
        print("\n".join(aligned(frame.columns, frame.rows())))
        if frame.height != 1:
            say(f"({frame.height:,} rows)")


def aligned(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[str]:
    """Lines with columns of equal width; numbers to the right."""
    cells = [[_short(_cell(value)) for value in row] for row in rows]
    widths = [max([len(name), *(len(row[i]) for row in cells)]) for i, name in enumerate(names)]
    is_number = [
        bool(rows) and all(isinstance(row[i], int | float) or row[i] is None for row in rows) for i in range(len(names))
    ]

    def line(values: Sequence[str]) -> str:
        parts = (
            value.rjust(width) if right else value.ljust(width)
            for value, width, right in zip(values, widths, is_number, strict=True)
        )
        return "  ".join(parts).rstrip()

    return [line(names), line(["─" * width for width in widths]), *(line(row) for row in cells)]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(_cell(part) for part in value)
    if isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False, default=json_value)
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    return str(value)


def _short(text: str) -> str:
    text = text.replace("\n", " ")
    return text if len(text) <= _WIDEST_CELL else text[: _WIDEST_CELL - 1] + "…"
