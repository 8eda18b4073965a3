"""A check is a step that returns what is wrong, or nothing. This runs a list of them and tells how each went."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from environment import ROOT
from processes import quietly


@dataclass(frozen=True)
class Step:
    name: str
    find_faults: Callable[[], str]


@dataclass(frozen=True)
class Result:
    name: str
    faults: str
    seconds: float


def run(title: str, steps: Sequence[Step], *, at_once: int = 1) -> int:
    """The exit code. Steps are reported in their order, each as soon as those before it are done."""
    started = time.monotonic()
    with ThreadPoolExecutor(at_once) as pool:
        results = [report(title, result) for result in pool.map(done, steps)]
    failed = [result.name for result in results if result.faults]
    verdict = f"FAILED: {', '.join(failed)}" if failed else f"all {len(results)} steps are fine"
    print(f"{title}: {verdict} ({time.monotonic() - started:.1f} s)")
    return 1 if failed else 0


def done(step: Step) -> Result:
    """A check that cannot be made has not found that all is well; the others go on."""
    started = time.monotonic()
    try:
        faults = step.find_faults().strip()
    except Exception:
        faults = traceback.format_exc().strip()
    return Result(step.name, faults, time.monotonic() - started)


def report(title: str, result: Result) -> Result:
    if result.faults:
        print(f"\n{result.faults}")
    verdict = "FAILED" if result.faults else "ok"
    print(f"{title}: {result.name:<24} {verdict:<7}{result.seconds:6.1f} s", flush=True)
    return result


def tool(*command: str | Path) -> Callable[[], str]:
    """Find faults by running a program: whatever it prints when it fails."""

    def find_faults() -> str:
        finished = quietly(command, folder=ROOT)
        return finished.stdout.strip() or f"exit code {finished.returncode}" if finished.returncode else ""

    return find_faults
