"""What the tests of the warehouse share."""

from __future__ import annotations

import runpy
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from warehouse import durable
from warehouse.home import Home

# The builder of small worlds that the tests of the tables use.
sys.path.insert(0, str(Path(__file__).parent.parent / "transforms"))
FAULTS = Path(__file__).with_name("faults.py")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home folder that does not exist yet."""
    return Home(tmp_path / "home")


@pytest.fixture
def faulty_disk(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """`faulty_disk("ENOSPC", "write", at=2)`: the second write from now on fails, those after it work.

    Returns the stand-in for `os`, whose `made` lists the calls so far.
    """
    faulty_os = runpy.run_path(str(FAULTS))["FaultyOs"]

    def install(fault: str, *calls: str, at: int = 1) -> Any:
        faulty = faulty_os(fault, at, frozenset(calls))
        monkeypatch.setattr(durable, "os", faulty)
        return faulty

    return install
