"""Tables as CSV that a spreadsheet shows and does not run."""

from __future__ import annotations

import polars as pl

# A cell that begins with one of these is a formula to a spreadsheet (OWASP, "CSV Injection"); some take the wide forms.
STARTS_A_FORMULA = r"^([=+\-@\t\r\n＝＋－＠])"
UTC_TIME = "%Y-%m-%dT%H:%M:%S%.fZ"


def as_csv(frame: pl.DataFrame) -> str:
    """A frame as CSV (RFC 4180, UTF-8, one header line), its cells as `cells` has them."""
    return cells(frame).write_csv()


def cells(frame: pl.DataFrame) -> pl.DataFrame:
    """A frame as a spreadsheet may have it: text, numbers, dates and booleans alone.

    Text that would be taken for a formula has an apostrophe before it; numbers stay numbers. Lists and structs are
    JSON, times are UTC in ISO 8601, NaN is null.
    """
    return frame.select(_cell(name, dtype) for name, dtype in frame.schema.items())


def _cell(name: str, dtype: pl.DataType) -> pl.Expr:
    column = pl.col(name)
    if dtype.is_nested():
        # Polars encodes structs alone: make one, and take its braces and its field's name off again.
        wrapped = pl.struct(column.alias("v")).struct.json_encode().str.slice(len('{"v":')).str.head(-1)
        return pl.when(column.is_not_null()).then(wrapped).alias(name)
    if dtype == pl.Datetime:
        return column.dt.strftime(UTC_TIME)
    if dtype == pl.Binary:
        return column.bin.encode("hex")
    if dtype.is_float():
        return column.fill_nan(None)
    if dtype in (pl.String, pl.Categorical, pl.Enum):
        return column.cast(pl.String).str.replace(STARTS_A_FORMULA, "'${1}")
    return column
