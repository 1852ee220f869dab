"""The home folder: where one installation keeps everything it knows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Home:
    """Names every place below the home folder. Only names: nothing is made or read here.

    `ledger` and `blobs` are the truth and the only things to back up; all else can be built again from them.
    """

    root: Path

    @property
    def ledger(self) -> Path:
        """Folder of the ledger's segments."""
        return self.root / "ledger"

    @property
    def blobs(self) -> Path:
        """Folder of the observed bytes, named by their SHA-256."""
        return self.root / "blobs"

    @property
    def ledger_database(self) -> Path:
        """The ledger's rebuildable copy in DuckDB, for the flows alone."""
        return self.root / "ledger.duckdb"

    @property
    def readings(self) -> Path:
        """Folder of cached readings."""
        return self.root / "readings"

    @property
    def staging(self) -> Path:
        """Folder of the tables that the gate has not passed yet."""
        return self.root / "staging"

    @property
    def snapshots(self) -> Path:
        """Folder of the immutable builds."""
        return self.root / "snapshots"

    @property
    def releases(self) -> Path:
        """Folder of the numbered release records."""
        return self.root / "releases"

    @property
    def warehouse_database(self) -> Path:
        """The DuckDB file that people read: the tables of the last release, and the reporting views."""
        return self.root / "warehouse.duckdb"

    @property
    def report(self) -> Path:
        """The page that people open: the published warehouse as one HTML file."""
        return self.root / "report.html"

    @property
    def prefect(self) -> Path:
        """Prefect's own home."""
        return self.root / "prefect"
