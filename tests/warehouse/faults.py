"""Makes the disk fail, or the process die, at a chosen call of `warehouse.durable`.

As a script, `faults.py FAULT N WORKER [ARGUMENT ...]` runs another Python script with the fault at its Nth call and
exits with 86 where that call was never reached, so that a sweep knows its end.

Faults: `kill` (SIGKILL before the call), `tear` (SIGKILL after the call, or in the midst of a write), `ENOSPC`, `EIO`.
"""

from __future__ import annotations

import errno
import os
import runpy
import signal
import sys
from typing import Any

CALLS = frozenset({"mkdir", "open", "write", "fsync", "link", "replace", "unlink"})
NOT_REACHED = 86


class FaultyOs:
    """Stands for the module `os`, with a fault at the Nth of the watched calls (all of `CALLS`, or those named).

    `made` lists the watched calls so far.
    """

    def __init__(self, fault: str, at: int, calls: frozenset[str] = CALLS) -> None:
        self.fault = fault
        self.at = at
        self.calls = calls
        self.made: list[str] = []

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)
        if name not in self.calls:
            return real

        def call(*arguments: Any, **options: Any) -> Any:
            self.made.append(name)
            if len(self.made) == self.at:
                self._strike(name, arguments, options)
            return real(*arguments, **options)

        return call

    def _strike(self, name: str, arguments: tuple[Any, ...], options: dict[str, Any]) -> None:
        if self.fault == "tear" and name == "write":
            descriptor, data = arguments
            os.write(descriptor, data[: len(data) // 2])
        elif self.fault == "tear":
            getattr(os, name)(*arguments, **options)
        elif self.fault != "kill":
            code = getattr(errno, self.fault)
            raise OSError(code, os.strerror(code))
        os.kill(os.getpid(), signal.SIGKILL)


def main(fault: str, at: str, worker: str, *arguments: str) -> None:
    from warehouse import durable

    faulty = FaultyOs(fault, int(at))
    durable.os = faulty  # type: ignore[assignment]
    sys.argv = [worker, *arguments]
    runpy.run_path(worker, run_name="__main__")
    if len(faulty.made) < faulty.at:
        sys.exit(NOT_REACHED)


if __name__ == "__main__":
    main(*sys.argv[1:])
