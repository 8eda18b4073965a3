"""How things are measured: side by side in one run, in alternation, told as ratios. Absolute times mean little."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

Run = Callable[[], object]


@dataclass(frozen=True)
class Line:
    """One figure. `ratio` is to the floor of the same run, `milliseconds` (or another unit) says how much that was.

    `goal` is the most that the ratio may be, or the most milliseconds where `goal_is_absolute`.
    """

    part: str
    what: str
    ratio: float | None
    figure: str
    floor: str
    goal: float | None = None
    reached: bool | None = None

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def against(
    part: str, what: str, times: Mapping[str, list[float]], *, ours: str, floor: str, goal: float | None = None
) -> Line:
    """The medians of two things that were measured together."""
    own, least = median(times[ours]), median(times[floor])
    ratio = own / least
    return Line(part, what, ratio, milliseconds(own), f"{floor} {milliseconds(least)}", goal, _reached(ratio, goal))


def _reached(value: float, goal: float | None) -> bool | None:
    return None if goal is None else value <= goal


def alternating(runs: Mapping[str, Run], *, times: int) -> dict[str, list[float]]:
    """Seconds that each thing took, one after the other and again, so that noise meets all alike.

    A first round warms up and does not count. A run may return the seconds itself, where only a part counts.
    """
    found: dict[str, list[float]] = {name: [] for name in runs}
    for number in range(times + 1):
        for name, run in runs.items():
            seconds = timed(run)
            if number:
                found[name].append(seconds)
    return found


def timed(run: Run) -> float:
    gc.collect()
    start = time.perf_counter()
    answer = run()
    return answer if isinstance(answer, float) else time.perf_counter() - start


def milliseconds(seconds: float) -> str:
    value = seconds * 1000
    return f"{value:.0f} ms" if value >= 100 else f"{value:.3g} ms"


def percentile(values: list[float], share: float) -> float:
    """The nearest rank: p99 of few values is the greatest."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * len(ordered)))]


def table(lines: list[Line]) -> str:
    """The lines as text, part by part."""
    head = ("", "ratio", "goal", "measured", "floor")
    cells = [(line.what, _ratio(line), _goal(line), line.figure, line.floor) for line in lines]
    widths = [max(len(row[column]) for row in [head, *cells]) for column in range(len(head))]
    text, part = [], None
    for line, row in zip(lines, cells, strict=True):
        if line.part != part:
            part = line.part
            text += ["", part, _row(head, widths)]
        text.append(_row(row, widths))
    return "\n".join(text)


def _ratio(line: Line) -> str:
    return "" if line.ratio is None else f"{line.ratio:.3g}"


def _goal(line: Line) -> str:
    return "" if line.goal is None else f"{line.goal:g} {'ok' if line.reached else 'MISSED'}"


def _row(cells: tuple[str, ...], widths: list[int]) -> str:
    first, *rest = (
        cell.ljust(width) if column in (0, 3, 4) else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return "  ".join([f"  {first}", *rest]).rstrip()
