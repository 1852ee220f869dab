"""Work in processes: results, and what becomes of items that harm their worker."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

from flows.runner import run_in_processes


def start() -> Callable[[str], str]:
    def work(item: str) -> str:
        if item == "dies":
            os._exit(7)
        if item == "hangs":
            time.sleep(60)
        if item == "raises":
            raise ValueError("no such word")
        return item.upper()

    return work


def test_every_item_is_done_and_what_harms_a_worker_costs_only_itself() -> None:
    items = ["a", "dies", "b", "hangs", "raises", "c"]
    outcomes = {outcome.item: outcome for outcome in run_in_processes(start, items, worker_count=2, seconds_per_item=4)}
    assert set(outcomes) == set(items)
    assert [outcomes[item].result for item in ("a", "b", "c")] == ["A", "B", "C"]
    assert outcomes["dies"].loss == "its process ended with code 7"
    assert outcomes["hangs"].loss == "took longer than 4 s"
    assert outcomes["raises"].loss == "ValueError: no such word"


def test_no_items_start_no_worker() -> None:
    assert list(run_in_processes(start, [], worker_count=2, seconds_per_item=1)) == []
