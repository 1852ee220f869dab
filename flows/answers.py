"""Writes the answers in docs/questions.md anew, as `communique sql` prints them on seeds/articles.

    python -m flows.answers [HOME]

HOME is a home with the articles published; without one, a home of its own is made and thrown away.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import polars as pl

from flows.output import aligned, say
from flows.versions import ROOT
from warehouse.database import query
from warehouse.home import Home

PAGE = ROOT / "docs" / "questions.md"
ANSWER = re.compile(r"(```sql\n(.*?)```\n\n```text\n)(.*?)(```\n)", re.DOTALL)


def answered(text: str, ask: Callable[[str], pl.DataFrame]) -> str:
    """The page with the answer to each of its queries in the block behind it."""

    def with_answer(found: re.Match[str]) -> str:
        frame = ask(found[2])
        return found[1] + "\n".join(aligned(frame.columns, frame.rows())) + "\n" + found[4]

    return ANSWER.sub(with_answer, text)


def main() -> None:
    """Answer all questions and write the page."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(sys.argv[1] if len(sys.argv) > 1 else folder)
        if len(sys.argv) == 1:
            command = [sys.executable, "-m", "flows", "run", "--source", str(ROOT / "seeds" / "articles"), "--home"]
            subprocess.run([*command, folder], check=True, cwd=ROOT)
        text = answered(PAGE.read_text(encoding="utf-8"), lambda sql: query(Home(home.resolve()), sql))
    PAGE.write_text(text, encoding="utf-8")
    say(f"wrote {PAGE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
