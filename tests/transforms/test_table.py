from __future__ import annotations

import polars as pl
import pytest

from transforms.table import build_order, lineage, table


@table(key="fruit", columns={"fruit": (pl.String, "its name"), "grams": (pl.UInt32, "its weight")})
def basket(entry: pl.LazyFrame) -> pl.LazyFrame:
    """One row per fruit."""
    return entry


@table(key="fruit", columns={"fruit": (pl.String, "its name")})
def salad(basket: pl.LazyFrame) -> pl.LazyFrame:
    """One row per fruit that was cut.

    More words.
    """
    return basket.select("fruit")


def made(**columns: list[object]) -> pl.DataFrame:
    return basket(entry=pl.LazyFrame(columns))


def test_a_table_says_what_it_is() -> None:
    assert (salad.name, salad.grain, salad.key, salad.inputs) == (
        "salad",
        "One row per fruit that was cut.",
        ("fruit",),
        ("basket",),
    )
    assert basket.columns["grams"].meaning == "its weight"


def test_a_table_is_sorted_by_its_key_and_has_its_declared_types_in_order() -> None:
    frame = made(grams=[2, 1], fruit=["pear", "fig"])
    assert frame.schema == {"fruit": pl.String, "grams": pl.UInt32}
    assert frame.rows() == [("fig", 1), ("pear", 2)]


def test_a_missing_or_undeclared_column_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"missing columns \['grams'\], undeclared columns \['kilos'\]"):
        made(fruit=["fig"], kilos=[1])


def test_a_key_that_stands_twice_is_an_error() -> None:
    with pytest.raises(ValueError, match="more than once"):
        made(fruit=["fig", "fig"], grams=[1, 2])


def test_a_key_without_value_is_an_error() -> None:
    with pytest.raises(ValueError, match="null in key"):
        made(fruit=["fig", None], grams=[1, 2])


def test_a_table_without_docstring_is_an_error() -> None:
    with pytest.raises(ValueError, match="no grain"):

        @table(key="x", columns={"x": (pl.String, "x")})
        def nameless() -> pl.LazyFrame:
            return pl.LazyFrame()


def test_a_key_that_is_no_column_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"key columns \['y'\]"):

        @table(key="y", columns={"x": (pl.String, "x")})
        def keyless() -> pl.LazyFrame:
            """One row."""
            return pl.LazyFrame()


def test_an_empty_table_has_its_columns() -> None:
    assert basket.empty().schema == made(fruit=["fig"], grams=[1]).schema


def test_each_table_comes_after_what_it_is_made_from() -> None:
    assert [each.name for each in build_order([salad, basket])] == ["basket", "salad"]


def test_tables_that_need_each_other_are_an_error() -> None:
    @table(key="fruit", columns={"fruit": (pl.String, "its name")})
    def basket(salad: pl.LazyFrame) -> pl.LazyFrame:
        """One row per fruit."""
        return salad

    with pytest.raises(ValueError, match="circle"):
        build_order([salad, basket])


def test_lineage_lists_every_input() -> None:
    assert lineage([salad, basket]) == [
        {"table_name": "salad", "input_name": "basket"},
        {"table_name": "basket", "input_name": "entry"},
    ]
