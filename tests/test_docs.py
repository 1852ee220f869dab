"""What the documentation shows is true."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("flows", "transforms", "expectations", "warehouse", "seeds", "tests", "docs")
PAGE = ROOT / "docs" / "adding_a_table.md"
FILE_BLOCK = re.compile(r"^`([\w/]+\.py)`\n\n```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SQL_BLOCK = re.compile(r"^```sql\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?://|#)([^)#]+)")
PAGES = sorted(
    [ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").glob("*.md"), *ROOT.glob("seeds/*/README.md")]
)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with the page's table added."""
    folder = tmp_path_factory.mktemp("project")
    for name in PACKAGES:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "model"))
    (folder / "transforms" / "reading" / "model").symlink_to(ROOT / "transforms" / "reading" / "model")
    shutil.copy(ROOT / "pyproject.toml", folder)
    for path, text in FILE_BLOCK.findall(PAGE.read_text(encoding="utf-8")):
        (folder / path).write_text(text, encoding="utf-8")
    listed = folder / "transforms" / "tables.py"
    lines = listed.read_text(encoding="utf-8")
    lines = lines.replace(
        "from transforms.document", "from transforms.country_activity import country_activity\nfrom transforms.document"
    )
    listed.write_text(
        lines.replace("    quarantine,\n)", "    quarantine,\n    country_activity,\n)"), encoding="utf-8"
    )
    return folder


def run(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], cwd=folder, env={"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_table_of_the_page_passes_its_test_and_the_conventions(copy: Path) -> None:
    run(
        copy,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "tests/transforms/test_country_activity.py",
        "tests/transforms/test_tables.py",
    )


def test_the_suite_of_the_page_is_asked_by_the_gate(copy: Path, tmp_path: Path) -> None:
    code = f"""
from datetime import date
from pathlib import Path
import polars as pl
from expectations.gate import audit
from transforms.tables import TABLES
from warehouse.snapshot import write_table

folder = Path({str(tmp_path)!r})
frames = {{table.name: table.empty() for table in TABLES}}
schema = frames["country_activity"].schema
idle = {{"country": ["PER"], "event_count": [0], "first_date": [None]}}
frames["country_activity"] = pl.DataFrame(idle, schema=schema)
for name, frame in frames.items():
    write_table(folder, name, frame)
print([rule.rule for rule in audit(folder, TABLES, today=date(2024, 6, 1)).rules if not rule.is_met])
"""
    assert run(copy, "-c", code).strip() == "['EveryActiveCountryActed']"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"
