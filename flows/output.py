"""Prints on standard output: text for people, a table, JSON or CSV for programs.

What articles and addresses say goes through `visible` before a person sees it: a text could else move the cursor, hide
itself or turn the reading direction around.
"""

from __future__ import annotations

import json
import os
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import polars as pl

from warehouse.spreadsheet import as_csv

_WIDEST_CELL = 60
# Controls, bidi marks and other formats, lone surrogates, and separators that break lines unseen.
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
# Joiners shape the letters of several scripts, and emoji; alone they do nothing.
_HARMLESS = frozenset("\n\u200c\u200d")


class _Visible(dict[int, str]):
    """Characters as a terminal may show them, by code point."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        category = unicodedata.category(letter)
        if letter == "\t" or category == "Zs":
            shown = " "
        elif category in _UNSEEN and letter not in _HARMLESS:
            shown = f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
        else:
            shown = letter
        self[code] = shown
        return shown


class _VisibleJson(dict[int, str]):
    """Characters of a JSON document as a terminal may show them; what is escaped means the same."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        is_unseen = unicodedata.category(letter) in _UNSEEN and letter not in _HARMLESS
        self[code] = json.dumps(letter)[1:-1] if is_unseen else letter
        return self[code]


_VISIBLE, _VISIBLE_JSON = _Visible(), _VisibleJson()


def visible(text: str) -> str:
    """Text without anything that drives a terminal: what cannot be seen is spelt out, line breaks stay."""
    return text if text.isprintable() else text.translate(_VISIBLE)


def tell(text: str = "") -> None:
    """Text for a person, on standard output."""
    print(visible(text))


def say(message: str) -> None:
    """A line for the person who waits, on standard error."""
    print(visible(message), file=sys.stderr, flush=True)


def has_color() -> bool:
    """Whether standard output shows colours: a terminal, and nobody asked for none."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def json_value(value: Any) -> Any:
    """A value as JSON has it: dates and times in ISO 8601, records as objects, bytes in hexadecimal."""
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, timedelta | UUID | Path):
        return str(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {name.name: getattr(value, name.name) for name in fields(value)}
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"no JSON for {type(value).__name__}")


def as_json(data: Any) -> str:
    """JSON on one line, keys as given."""
    text = json.dumps(data, ensure_ascii=False, default=json_value)
    return text if text.isprintable() else text.translate(_VISIBLE_JSON)


def print_json(data: Any) -> None:
    """One JSON document on one line; records become objects."""
    print(as_json(data), flush=True)


def print_frame(frame: pl.DataFrame, *, is_json: bool = False, is_csv: bool = False) -> None:
    """Rows as aligned columns, as JSON (a list of objects, no number as null) or as CSV."""
    if is_json:
        print_json(frame.with_columns(pl.col(pl.Float32, pl.Float64).fill_nan(None)).to_dicts())
    elif is_csv:
        text = as_csv(frame)
        sys.stdout.write(visible(text) if sys.stdout.isatty() else text)
    else:
        print("\n".join(aligned(frame.columns, frame.rows())))
        if frame.height != 1:
            say(f"({frame.height:,} rows)")


def aligned(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[str]:
    """Lines with columns of equal width; numbers to the right."""
    names = [visible(name) for name in names]
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
        return as_json(value)
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    return str(value)


def _short(text: str) -> str:
    text = visible(text).replace("\n", " ")
    return text if len(text) <= _WIDEST_CELL else text[: _WIDEST_CELL - 1] + "…"
