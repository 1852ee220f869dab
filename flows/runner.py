"""Where dear work runs: in worker processes, which may die or hang without taking the run along."""

from __future__ import annotations

import multiprocessing
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
Work = Callable[[Item], Result]


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Item, Result]):
    """What became of one item: a result, or the reason why there is none."""

    item: Item
    result: Result | None
    loss: str | None = None


@dataclass(slots=True)
class _Worker(Generic[Item]):
    process: BaseProcess
    pipe: Connection
    item: Item
    deadline: float


def run_in_processes(
    start: Callable[[], Work[Item, Result]], items: Sequence[Item], *, worker_count: int, seconds_per_item: float
) -> Iterator[Outcome[Item, Result]]:
    """Do the work in worker processes; outcomes come as they are ready.

    `start` is called once in each worker and returns the function that does the work, so what is dear to load is
    loaded once. An item whose worker dies, raises or exceeds its time is yielded with the reason as its loss, and
    the others go on in a new worker.
    """
    context = multiprocessing.get_context("spawn")
    waiting = deque(items)
    busy: list[_Worker[Item]] = []
    idle: list[tuple[BaseProcess, Connection]] = []

    def hand_out() -> None:
        while waiting and len(busy) < worker_count:
            if idle:
                process, pipe = idle.pop()
            else:
                pipe, theirs = context.Pipe()
                process = context.Process(target=_serve, args=(start, theirs), daemon=True)
                process.start()
                theirs.close()
            item = waiting.popleft()
            pipe.send(item)
            busy.append(_Worker(process, pipe, item, time.monotonic() + seconds_per_item))

    try:
        hand_out()
        while busy:
            patience = max(0.0, min(worker.deadline for worker in busy) - time.monotonic())
            ready = wait([worker.pipe for worker in busy], timeout=patience)
            for worker in [worker for worker in busy if worker.pipe in ready or worker.deadline <= time.monotonic()]:
                busy.remove(worker)
                outcome: Outcome[Item, Result] = _outcome(
                    worker, is_ready=worker.pipe in ready, seconds=seconds_per_item
                )
                if outcome.loss is None:
                    idle.append((worker.process, worker.pipe))
                else:
                    _end(worker.process, worker.pipe)
                yield outcome
            hand_out()
    finally:
        for process, pipe in [*idle, *((worker.process, worker.pipe) for worker in busy)]:
            _end(process, pipe)


def _outcome(worker: _Worker[Item], *, is_ready: bool, seconds: float) -> Outcome[Item, Result]:
    if not is_ready:
        return Outcome(worker.item, None, f"took longer than {seconds:.0f} s")
    try:
        result, loss = worker.pipe.recv()
    except (EOFError, ConnectionResetError):
        worker.process.join(timeout=5)
        return Outcome(worker.item, None, f"its process ended with code {worker.process.exitcode}")
    return Outcome(worker.item, result, loss)


def _end(process: BaseProcess, pipe: Connection) -> None:
    pipe.close()
    process.kill()
    process.join()


def _serve(start: Callable[[], Work[Item, Result]], pipe: Connection) -> None:
    """Run in the worker: take items until the pipe closes."""
    work = start()
    while True:
        try:
            item = pipe.recv()
        except EOFError:
            return
        answer: tuple[Result | None, str | None]
        try:
            answer = (work(item), None)
        except Exception as error:  # any failure of one item is that item's loss, not the worker's
            answer = (None, f"{type(error).__name__}: {error}")
        pipe.send(answer)
