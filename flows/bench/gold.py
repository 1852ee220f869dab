"""The labelled texts beside the checkout, or named by COMMUNIQUE_SHARED, and their scorers."""

from __future__ import annotations

import importlib.util
import json
import os
from pathlib import Path
from types import ModuleType
from typing import Any

from flows.versions import ROOT


def shared_folder() -> Path | None:
    """The folder with seeds, gold and scorers; None where there is none."""
    folder = Path(os.environ.get("COMMUNIQUE_SHARED") or ROOT.parent / "shared")
    return folder if (folder / "gold" / "seed-articles.json").exists() else None


def lines_of(path: Path) -> list[dict[str, Any]]:
    """The records of a JSON lines file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def scorer_of(folder: Path, name: str) -> ModuleType:
    """A scorer of the shared folder, by its name. Raises FileNotFoundError."""
    path = folder / "score" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None or not path.exists():
        raise FileNotFoundError(f"{path}: no such scorer; put the shared folder beside the checkout")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
