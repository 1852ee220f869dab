"""Lets the tests of articles make tables from them as the tests of tables do."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "transforms"))
