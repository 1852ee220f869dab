"""The page: made when a release is published, and again where it is missing."""

from __future__ import annotations

from pathlib import Path

from prefect import task
from prefect.cache_policies import NO_CACHE

from flows import progress
from warehouse.home import Home
from warehouse.report.page import is_current, write_page


def keep_report(home: str) -> None:
    """Have the home's page show what is published; where it does already, nothing is done."""
    if not is_current(Home(Path(home).resolve())):
        make_report(home)


@task(name="report", cache_policy=NO_CACHE)
def make_report(home: str) -> int:
    """Make the page of the published release; returns its size in bytes."""
    with progress.stage("make the page"):
        return write_page(Home(Path(home).resolve())).byte_count
