"""Windows as processes of their own: started, asked, measured from outside, ended."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

FOLDER = Path(__file__).parent


class Window:
    """A window process that has painted. `seconds` from spawn to paint."""

    def __init__(self, process: subprocess.Popen[str], started: float) -> None:
        self._process = process
        self.first = self._read()
        self.seconds = float(self.first["painted"]) - started
        self.started = started

    def ask(self, task: str) -> dict[str, Any]:
        assert self._process.stdin is not None
        self._process.stdin.write(task + "\n")
        self._process.stdin.flush()
        return self._read()

    @property
    def megabytes(self) -> float:
        """What it holds in memory now."""
        return float(psutil.Process(self._process.pid).memory_info().rss) / 1e6

    def _read(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the window ended by itself with {self._process.wait()}")
        answer: dict[str, Any] = json.loads(line)
        return answer


@contextmanager
def window(script: str, *arguments: str) -> Iterator[Window]:
    """A window that has painted, with settings of its own; it is ended afterwards."""
    with tempfile.TemporaryDirectory(prefix="situation-board-bench-settings-") as settings:
        started = time.monotonic()
        process = subprocess.Popen(
            [sys.executable, str(FOLDER / script), *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=_environment(settings),
        )
        try:
            yield Window(process, started)
        finally:
            assert process.stdin is not None
            process.stdin.close()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _environment(settings: str) -> dict[str, str]:
    """As on a laptop where the program ran before: its modules are compiled, whatever is set where this runs."""
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**inherited, "SITBOARD_CONFIG_DIR": settings}
