"""Every command of the page on corrections works as it stands there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "correcting.md"
CONSOLE_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_the_commands_of_the_page_work_one_after_the_other(
    seeds_home: Path, prefect_server: str, tmp_path: Path
) -> None:
    home = shutil.copytree(seeds_home, tmp_path / "home", symlinks=True)
    lines = [line for block in CONSOLE_BLOCK.findall(PAGE.read_text(encoding="utf-8")) for line in block.splitlines()]
    commands = [line.removeprefix("$ ") for line in lines if line.startswith("$ ")]
    assert len(commands) > 12
    script = "\n".join(
        ["set -euo pipefail", f'communique() {{ "{sys.executable}" -m flows "$@"; }}', f"cd {tmp_path}", *commands]
    )
    environment = {**os.environ, "COMMUNIQUE_HOME": str(home), "PREFECT_API_URL": prefect_server}
    done = subprocess.run(
        ["bash", "-c", script],
        env={**environment, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "the embassy's page gives the evening before" in done.stdout
    assert "release 3" in done.stdout
