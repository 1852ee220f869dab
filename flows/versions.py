"""Names the code, data and weights that made something, so that it is made again exactly when one of them changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "seeds" / "reference"

_DIGEST_LENGTH = 16
_DECIDES_A_READING = ("transforms/reading/**/*.py", "transforms/reading/model/**/*")
_DECIDES_A_TABLE = ("transforms/*.py", "warehouse/views/*.sql", "expectations/*.py")
_DECIDING_PACKAGES = ("numpy", "polars", "pyarrow", "trafilatura", "htmldate", "lemminflect")


def reader_digest(reference: Path = REFERENCE) -> str:
    """Hash of everything a reading depends on beside its document."""
    return _digest([*_files(_DECIDES_A_READING), *sorted(reference.glob("*.csv"))], _package_versions())


def code_digest(reference: Path = REFERENCE) -> str:
    """Hash of everything the tables depend on beside the ledger: the reader, the transforms, the gate, the views."""
    return _digest(_files(_DECIDES_A_TABLE), reader_digest(reference))


def versions(reference: Path = REFERENCE) -> dict[str, str]:
    """What a release says of its origin."""
    return {
        "communique": version("communique"),
        "code": code_digest(reference),
        "reader": reader_digest(reference),
        "model": _digest(_files(("transforms/reading/model/**/*",)), ""),
        "reference": _digest(sorted(reference.glob("*.csv")), ""),
    }


@cache
def _package_versions() -> str:
    return " ".join(f"{name}=={version(name)}" for name in _DECIDING_PACKAGES)


def _files(patterns: Iterable[str]) -> list[Path]:
    found = {path for pattern in patterns for path in ROOT.glob(pattern) if path.is_file()}
    return sorted(path for path in found if "__pycache__" not in path.parts)


def _digest(paths: Iterable[Path], more: str) -> str:
    total = hashlib.sha256(more.encode())
    for path in paths:
        total.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:_DIGEST_LENGTH]
