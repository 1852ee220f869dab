"""The page of a small warehouse, and a browser to look at it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from warehouse.home import Home
from warehouse.report.page import write_page

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with everything published, and its page."""
    from small_world import publish, world_of_everything

    home = publish(world_of_everything().tables(), tmp_path_factory.mktemp("everything"))
    write_page(home)
    return home


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A headless Chromium."""
    from flows.browser import NoBrowserError, chromium

    with ExitStack() as stack:
        try:
            opened = stack.enter_context(chromium())
        except NoBrowserError as error:
            pytest.skip(str(error))
        yield opened
