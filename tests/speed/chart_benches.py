"""What charts of very many events take: reading them, and panning them beside matplotlib."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from situation_board.core.questions.moments import Moment, TrueThen
from situation_board.core.store import Reading, Store
from situation_board.core.times import DAY
from situation_board.gui.charts.asking import Subject, chart_choices
from situation_board.gui.charts.drawing import drawn_answer
from tests.speed.generated import IDENTITY, NOW, short
from tests.speed.generated_events import events_file
from tests.speed.measuring import Line, against, alternating, milliseconds, percentile
from tests.speed.settings import Settings

READING_GOAL = 3.0
PAN_GOAL = 16.7
"""Milliseconds of CPU: what a screen at 60 Hz gives."""
QUICKER_GOAL = 0.25
"""Of what matplotlib takes."""


def charts(settings: Settings) -> Iterator[Line]:
    yield from _openings(settings)
    yield from _pans(settings)


def _openings(settings: Settings) -> Iterator[Line]:
    """What the panel reads when it opens: the chart, and the areas and sources to choose from."""
    kinds: dict[str, Moment] = {"now": None, "what was true a year ago": TrueThen(NOW - 365 * DAY)}
    with ExitStack() as opened:
        readings = {count: opened.enter_context(_reading(count)) for count in settings.events}
        for name, moment in kinds.items():
            runs = {short(count): _opening(reading, moment) for count, reading in readings.items()}
            times = alternating(runs, times=settings.times)
            first, *others = runs
            for size in others:
                what = f"the panel opens, {name}, {size} events"
                yield against("Charts, reading", what, times, ours=size, floor=first, goal=READING_GOAL)


@contextmanager
def _reading(count: int) -> Iterator[Reading]:
    """A reading of the file with so many events."""
    with Store.open(events_file(count), identity=IDENTITY, now=lambda: NOW) as store, store.reading() as reading:
        yield reading


def _opening(reading: Reading, moment: Moment) -> Callable[[], float]:
    """Seconds of CPU: what else runs on the machine is not measured."""

    def opening() -> float:
        start = time.thread_time()
        drawn_answer(reading, Subject(moment=moment))
        chart_choices(reading)
        return time.thread_time() - start

    return opening


def _pans(settings: Settings) -> Iterator[Line]:
    """CPU of a frame, and that of matplotlib with the same numbers in a window of the same size."""
    count = settings.events[-1]
    found = _panned(events_file(count))
    times = found["times"]
    what = f"panning {found['numbers']:,} numbers of {found['series']} series"
    p99 = percentile(times["whole"], 0.99)
    figure = f"p50 {milliseconds(percentile(times['whole'], 0.5))}, p99 {milliseconds(p99)}"
    told = f"{what} with the timeline, p99 in ms"
    yield Line("Charts, CPU a frame", told, p99 * 1000, figure, "", PAN_GOAL, p99 * 1000 < PAN_GOAL)
    yield against("Charts, CPU a frame", f"{what} alone", times, ours="ours", floor="matplotlib", goal=QUICKER_GOAL)


def _panned(path: Path) -> dict[str, Any]:
    script = Path(__file__).parent / "panning.py"
    done = subprocess.run([sys.executable, str(script), str(path)], check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found
