"""The reference data load, hold together, and say what is wrong when they do not."""

from __future__ import annotations

import shutil
from pathlib import Path

import polars as pl
import pytest

from warehouse.reference import LAYOUTS, REFERENCE_FOLDER, ReferenceFileError, load_reference


@pytest.fixture(scope="module")
def reference() -> dict[str, pl.DataFrame]:
    return load_reference()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the reference files that a test may spoil."""
    return Path(shutil.copytree(REFERENCE_FOLDER, tmp_path / "reference"))


def add_line(path: Path, line: str) -> int:
    """Append a line to a file; returns its number."""
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}{line}\n", encoding="utf-8")
    return text.count("\n") + 1


def test_every_file_loads_as_text(reference: dict[str, pl.DataFrame]) -> None:
    assert set(reference) >= {name for name, layout in LAYOUTS.items() if layout.columns}
    assert all(dtype == pl.String for frame in reference.values() for dtype in frame.dtypes)


def test_every_country_of_iso_3166_is_there_with_the_name_cldr_gives_it(reference: dict[str, pl.DataFrame]) -> None:
    babel = pytest.importorskip("babel")
    pycountry = pytest.importorskip("pycountry")
    territories = babel.Locale("en").territories
    expected = {country.alpha_3: territories[country.alpha_2] for country in pycountry.countries}
    assert dict(reference["country"].select("country_code", "name").rows()) == {**expected, "XKX": territories["XK"]}


def test_every_state_with_a_head_on_record_has_a_name_and_an_adjective(reference: dict[str, pl.DataFrame]) -> None:
    # New Zealand is its own adjective, Congolese and Dominican are their neighbours' too, the Holy See has none.
    no_adjective = {"NZL", "COG", "DMA", "VAT"}
    named = reference["country_name"]
    heads = set(reference["office"]["country"]) - {""}
    assert not heads - set(named.filter(pl.col("kind") == "name")["country"])
    assert not heads - set(named.filter(pl.col("kind") == "adjective")["country"]) - no_adjective


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("organization", 250),
        ("person", 800),
        ("office", 900),
        ("fact", 150),
        ("outlet", 150),
        ("role", 250),
        ("country_name", 1500),
    ],
)
def test_the_files_do_not_shrink(reference: dict[str, pl.DataFrame], name: str, least: int) -> None:
    assert reference[name].height >= least


def test_facts_point_to_countries_persons_and_organizations(reference: dict[str, pl.DataFrame]) -> None:
    known = {
        *reference["country"]["country_code"],
        *reference["person"]["name"],
        *reference["organization"]["name"],
        "Summer Olympics",
        "Winter Olympics",
        "COVID-19",
        "",
    }
    for column in ("subject", "object"):
        assert set(reference["fact"][column]) <= known


def test_a_full_name_names_one_person_only(reference: dict[str, pl.DataFrame]) -> None:
    names = [
        alias
        for row in reference["person"].iter_rows(named=True)
        for alias in {row["name"], *filter(None, row["aliases"].split("|"))}
    ]
    assert len(names) == len(set(names))


def test_one_error_tells_every_problem_with_file_line_and_remedy(folder: Path) -> None:
    first = add_line(folder / "country_name.csv", "Ruritania,RUR,name,,common usage")
    second = add_line(folder / "office.csv", "Xi Jinping,chairman,CHN,,2013-13-01,,public record")
    third = add_line(folder / "office.csv", "Rudolf Rassendyll,king,CHN,,1894,1893,public record")
    with pytest.raises(ReferenceFileError) as caught:
        load_reference(folder)
    message = str(caught.value)
    assert f"country_name.csv, line {first}: country 'RUR' is not in country.csv; use its alpha-3 code" in message
    assert f"office.csv, line {second}: start_date '2013-13-01' is no date; write YYYY" in message
    assert f"office.csv, line {third}: start_date 1894 is after end_date 1893" in message
    assert f"office.csv, line {third}: person 'Rudolf Rassendyll' is not in person.csv" in message


def test_a_key_that_stands_twice_is_told_with_both_lines(folder: Path) -> None:
    path = folder / "organization.csv"
    again = path.read_text(encoding="utf-8").splitlines()[1]
    line = add_line(path, again)
    with pytest.raises(ReferenceFileError, match=rf"organization.csv, line {line}: .* stands already on line 2"):
        load_reference(folder)


def test_unknown_and_missing_columns_are_told(folder: Path) -> None:
    path = folder / "role.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("role,plural", "role,many", 1), encoding="utf-8")
    with pytest.raises(ReferenceFileError, match=r"role.csv, line 1: missing columns plural"):
        load_reference(folder)
    path.write_text("role,plural,kind,sector,stands_for,source,extra\n", encoding="utf-8")
    with pytest.raises(ReferenceFileError, match=r"role.csv, line 1: unknown columns extra"):
        load_reference(folder)


def test_broken_lines_and_missing_files_are_told(folder: Path) -> None:
    line = add_line(folder / "outlet.csv", "example.org,Example")
    (folder / "notes.csv").write_text("a,b\n1\n", encoding="utf-8")
    (folder / "fact.csv").unlink()
    with pytest.raises(ReferenceFileError) as caught:
        load_reference(folder)
    message = str(caught.value)
    assert f"outlet.csv, line {line}: 2 fields where the header has 6" in message
    assert "notes.csv, line 2: 1 fields where the header has 2" in message
    assert "fact.csv: missing in" in message


def test_a_file_that_is_not_utf_8_is_told(folder: Path) -> None:
    (folder / "person.csv").write_bytes("name\nJosé\n".encode("latin-1"))
    with pytest.raises(ReferenceFileError, match=r"person.csv: not UTF-8"):
        load_reference(folder)
