"""Who may import whom, and what may not stand in the code."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
OURS = {"flows", "transforms", "expectations", "warehouse"}
ALLOWED = {
    "flows": OURS,
    "expectations": {"expectations", "transforms.table", "warehouse.database"},
    "warehouse": {"warehouse"},
    "transforms": {"transforms"},
}
NOT_IN_TRANSFORMS = {"prefect", "duckdb", "great_expectations", "sqlalchemy", "requests", "httpx", "socket"}
# The parser loads its weights, the dictionary its tables; everything else that transforms know is handed to them.
MAY_TOUCH_FILES = {"transforms/reading/parse.py", "transforms/reading/dictionary.py"}


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def modules(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


@pytest.mark.parametrize("package", sorted(OURS))
def test_a_package_imports_only_what_it_may(package: str) -> None:
    for path in modules(package):
        for name in imports(path):
            if name.partition(".")[0] not in OURS:
                continue
            is_allowed = any(
                name == allowed or name.startswith(f"{allowed}.") or allowed.startswith(f"{name}.")
                for allowed in ALLOWED[package]
            )
            assert is_allowed, f"{path.relative_to(ROOT)} imports {name}"


def test_transforms_know_no_engine() -> None:
    for path in modules("transforms"):
        foreign = {name.partition(".")[0] for name in imports(path)} & NOT_IN_TRANSFORMS
        assert not foreign, f"{path.relative_to(ROOT)} imports {foreign}"


def test_transforms_fill_sentences_with_what_does_not_panic() -> None:
    for path in modules("transforms"):
        calls = {
            f"{node.func.value.id}.{node.func.attr}"
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
        }
        assert "pl.format" not in calls, f"{path.relative_to(ROOT)} calls pl.format: use transforms.template.filled"


def test_transforms_open_no_file() -> None:
    for path in modules("transforms"):
        if str(path.relative_to(ROOT)) in MAY_TOUCH_FILES:
            continue
        calls = {
            node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call)
        }
        touched = calls & {"open", "read_text", "read_bytes", "write_text", "read_csv", "read_parquet", "scan_parquet"}
        assert not touched, f"{path.relative_to(ROOT)} calls {touched}"


@pytest.mark.parametrize("module", ["flows.cli", "transforms.tables", "warehouse.database"])
def test_heavy_packages_are_imported_late(module: str) -> None:
    code = (
        f"import sys, {module}; "
        "print([n for n in ('prefect', 'great_expectations', 'spacy', 'trafilatura') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"
