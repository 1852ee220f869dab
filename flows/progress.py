"""Shows on standard error what is being done: bars on a terminal, plain lines elsewhere, nothing when quiet."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

Advance = Callable[[int], None]

_LINE_EVERY_SECONDS = 5.0


class Progress:
    """Reports stages of work; `total` is None where the amount is not known beforehand."""

    @contextmanager
    def stage(self, name: str, total: int | None = None) -> Iterator[Advance]:
        """Announce a stage, and yield the function that says how many more units are done."""
        yield lambda count: None


class PlainProgress(Progress):
    """One line when a stage begins and one every few seconds while it lasts."""

    @contextmanager
    def stage(self, name: str, total: int | None = None) -> Iterator[Advance]:
        done = 0
        said_at = time.monotonic()
        amount = "" if total is None else f" ({total:,})"
        print(f"{name}{amount}", file=sys.stderr, flush=True)

        def advance(count: int) -> None:
            nonlocal done, said_at
            done += count
            if time.monotonic() - said_at >= _LINE_EVERY_SECONDS:
                said_at = time.monotonic()
                print(f"{name}: {done:,}" + ("" if total is None else f" of {total:,}"), file=sys.stderr, flush=True)

        yield advance


class BarProgress(Progress):
    """A bar for each stage, drawn by rich."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Bars

        self._bars = Bars(
            SpinnerColumn(finished_text="[green]✓"),
            TextColumn("{task.description:<28}"),
            BarColumn(bar_width=30),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=Console(stderr=True),
        )
        self._open_count = 0
        self._lock = threading.Lock()

    @contextmanager
    def stage(self, name: str, total: int | None = None) -> Iterator[Advance]:
        with self._lock:
            self._open_count += 1
            self._bars.start()
        bar = self._bars.add_task(name, total=total)
        try:
            yield lambda count: self._bars.advance(bar, count)
            done = self._bars.tasks[bar].completed
            self._bars.update(bar, total=done or 1, completed=done or 1)
        finally:
            with self._lock:
                self._open_count -= 1
                if not self._open_count:
                    self._bars.stop()


_current: Progress = Progress()


def show(progress: Progress) -> None:
    """Make this the reporter of all that runs in this process."""
    global _current
    _current = progress


def stage(name: str, total: int | None = None) -> AbstractContextManager[Advance]:
    """A stage of the current reporter."""
    return _current.stage(name, total)


def for_stream(is_quiet: bool) -> Progress:
    """The reporter that suits standard error."""
    if is_quiet:
        return Progress()
    return BarProgress() if sys.stderr.isatty() else PlainProgress()
