"""Holds the published tables to the rules again."""

from __future__ import annotations

from datetime import UTC, datetime

from expectations.gate import Audit, audit
from transforms.tables import TABLES
from warehouse.durable import StorageError
from warehouse.home import Home
from warehouse.snapshot import latest_release


def check_release(home: Home) -> Audit:
    """Ask every rule of the last release's tables. Raises StorageError where nothing is released."""
    last = latest_release(home)
    if last is None:
        raise StorageError(home.releases, "nothing is released yet", "publish a first release with `communique run`")
    return audit(last.folder(home), TABLES, today=datetime.now(UTC).date())
