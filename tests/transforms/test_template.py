from __future__ import annotations

import polars as pl
import pytest

from transforms.template import filled


def test_columns_fill_a_template_in_order() -> None:
    frame = pl.DataFrame({"a": [1, None], "b": ["x", "y"]})
    assert frame.select(filled("from {} to {}.", "a", pl.col("b"))).to_series().to_list() == ["from 1 to x.", None]


def test_as_many_columns_as_places_are_wanted() -> None:
    with pytest.raises(ValueError, match="argument"):
        filled("from {} to {}", "a")


def test_a_chunk_that_a_filter_leaves_empty_is_no_trouble() -> None:
    chunks = [pl.DataFrame({"kind": [kind], "seq": [seq]}) for seq, kind in enumerate("aba")]
    frame = pl.concat(chunks, rechunk=False).lazy().filter(pl.col("kind") == "a")
    assert frame.select(filled("entry {}", "seq")).collect().to_series().to_list() == ["entry 0", "entry 2"]
