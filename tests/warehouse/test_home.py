from __future__ import annotations

from pathlib import Path

from warehouse.home import Home


def test_every_place_lies_directly_below_the_root() -> None:
    home = Home(Path("somewhere"))
    places = [name for name, value in vars(Home).items() if isinstance(value, property)]
    assert len(places) == 10
    assert {getattr(home, name).parent for name in places} == {home.root}
    assert len({getattr(home, name) for name in places}) == len(places)


def test_naming_a_home_makes_nothing(tmp_path: Path) -> None:
    assert not Home(tmp_path / "home").ledger.exists()
    assert list(tmp_path.iterdir()) == []
