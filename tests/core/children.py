"""Work in a child process that starts at once: a fork, with everything imported already (not on Windows).

The parent must have no situation file open: SQLite's locks do not survive a fork.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass

import pytest

NOBODY = 65534
HAS_FORK = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork")


@dataclass(frozen=True)
class Child:
    """A running child: `said` is where its lines come out."""

    pid: int
    said: int

    def wait(self) -> int:
        """Its exit code; negative when a signal ended it."""
        _, status = os.waitpid(self.pid, 0)
        return os.waitstatus_to_exitcode(status)

    def read_all(self) -> str:
        with os.fdopen(self.said, encoding="utf-8") as said:
            return said.read()


def start(work: Callable[[Callable[[str], None]], None], *, as_nobody: bool = False) -> Child:
    """Fork a child that does the work; it gets a function that says a line to the parent."""
    hear, speak = os.pipe()
    pid = os.fork()
    if pid:
        os.close(speak)
        return Child(pid, hear)
    code = 1
    try:
        os.close(hear)
        if as_nobody and os.geteuid() == 0:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        work(lambda line: _say(speak, line))
        code = 0
    except BaseException:
        _say(speak, traceback.format_exc())
    finally:
        os._exit(code)


def _say(pipe: int, line: str) -> None:
    os.write(pipe, f"{line}\n".encode())


def run(work: Callable[[Callable[[str], None]], None], *, as_nobody: bool = False) -> str:
    """Do the work in a child and give back what it said; its failure is a failure here."""
    child = start(work, as_nobody=as_nobody)
    said = child.read_all()
    if child.wait() != 0:
        pytest.fail(f"in the child: {said}")
    return said
