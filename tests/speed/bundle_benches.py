"""How fast the frozen program starts, beside the same program from its sources."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from situation_board.core.sample import create_sample
from situation_board.core.store import Identity
from tests.speed.measuring import Line, against, alternating
from tests.speed.settings import Settings

PART = "Bundle"
ROOT = Path(__file__).resolve().parents[2]
FROZEN = ROOT / "dist" / "situation-board" / ("situation-board.exe" if os.name == "nt" else "situation-board")
FEWEST_RUNS = 7
GOAL = 1.15
PATIENCE = 60.0
TURN = 0.02  # seconds between looks for the window

Command = list[str]
PROGRAMS: dict[str, Command] = {"bundle": [str(FROZEN)], "source": [sys.executable, "-m", "situation_board"]}


def bundles(settings: Settings) -> Iterator[Line]:
    """A command, the self-check, and the window, from the start of the process."""
    if not FROZEN.exists():
        print("bundle: there is none; python3 dev.py bundle makes it", file=sys.stderr)
        return
    file = settings.folder / "sample.sitboard"
    create_sample(file, identity=Identity("bench", None)).close()
    tasks: dict[str, Callable[[Command], object]] = {
        "a command: board --json": lambda program: _ended([*program, "board", str(file), "--json"]),
        "--self-check": lambda program: _ended([*program, "--self-check"]),
    }
    if "DISPLAY" in os.environ:
        tasks["the window is there"] = lambda program: _shown([*program, "open", str(file)])
    for what, task in tasks.items():
        runs = {name: partial(task, program) for name, program in PROGRAMS.items()}
        times = alternating(runs, times=max(FEWEST_RUNS, settings.times))
        yield against(PART, what, times, ours="bundle", floor="source", goal=GOAL)


def _ended(command: Command) -> None:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(command, env=_environment(folder), stdout=subprocess.DEVNULL, check=True)


def _shown(command: Command) -> float:
    """Seconds until a window of that name is on the screen."""
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        process = subprocess.Popen(command, env=_environment(folder))
        try:
            while not _is_shown():
                if process.poll() is not None or time.perf_counter() - started > PATIENCE:
                    raise RuntimeError("the window was not shown")
                time.sleep(TURN)
            seconds = time.perf_counter() - started
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(PATIENCE)
    return seconds


def _is_shown() -> bool:
    search = ["xdotool", "search", "--onlyvisible", "--class", "situation-board"]
    return bool(subprocess.run(search, capture_output=True, check=False).stdout.strip())


def _environment(settings: str) -> dict[str, str]:
    """Settings of its own, and modules compiled as they are on a laptop."""
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**inherited, "SITBOARD_CONFIG_DIR": settings, "PYTHONPATH": str(ROOT)}
