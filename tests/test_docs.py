"""What the documentation shows is true."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
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


def name(page: Path) -> str:
    return str(page.relative_to(ROOT))


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
    tests = [f"tests/transforms/test_{name}.py" for name in ("country_activity", "tables")]
    run(copy, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", "country_activity", *tests)


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


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_readme_lists_every_table_with_its_grain() -> None:
    from transforms.tables import TABLES

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for table in TABLES:
        assert f"| `{table.name}` | {table.grain.removeprefix('One row per ').rstrip('.')} |" in readme


def test_readme_names_every_view_and_every_command() -> None:
    from flows.cli import app

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for view in sorted((ROOT / "warehouse" / "views").glob("*.sql")):
        assert f"`{view.stem}`" in readme
    for command in app:
        if not command.startswith("-"):
            assert f"`communique {command}" in readme


@pytest.mark.parametrize("page", [page for page in PAGES if "```sql" in page.read_text(encoding="utf-8")], ids=name)
def test_every_query_shown_answers_on_the_quickstart(page: Path, seeds_home: Path) -> None:
    with duckdb.connect(str(seeds_home / "warehouse.duckdb"), read_only=True) as connection:
        for query in SQL_BLOCK.findall(page.read_text(encoding="utf-8")):
            is_about_trouble = "quarantine" in query
            assert connection.execute(query).fetchall() or is_about_trouble, query


def test_every_answer_shown_is_the_one_the_warehouse_gives(seeds_home: Path) -> None:
    from flows.answers import ANSWER, PAGE, answered
    from warehouse.database import query
    from warehouse.home import Home

    text = PAGE.read_text(encoding="utf-8")
    assert len(ANSWER.findall(text)) == 10
    assert answered(text, lambda sql: query(Home(seeds_home), sql)) == text, "run python -m flows.answers"
