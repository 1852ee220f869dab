"""The main job: observe, then build."""

from __future__ import annotations

from dataclasses import dataclass

from prefect import flow

from flows.build import TABLE_RUNNER, Built, build_release
from flows.observe import Observed, record_sources
from flows.settings import end_turn


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run observed and built."""

    observed: Observed
    built: Built


@flow(name="run", flow_run_name="run {home}", task_runner=TABLE_RUNNER)
def run(sources: list[str], home: str = "data", worker_count: int | None = None) -> Ran:
    """Observe the sources, read what is new, derive all tables, check them and publish a release.

    When nothing is new, nothing is read and nothing is published.
    """
    end_turn()
    return Ran(record_sources(sources, home), build_release(home, worker_count))
