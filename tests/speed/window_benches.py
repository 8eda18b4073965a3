"""The window, each time as a process of its own, against a bare PySide6 window and an empty table."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median
from typing import Any

from tests.speed.generated import Size, copy_of, original, short
from tests.speed.measuring import Line, against, milliseconds
from tests.speed.processes import Window, window
from tests.speed.settings import Settings

START_GOALS = {1_000: 1.5, 10_000: 1.6, 100_000: 2.0}
FRAME_GOAL = 16.7
"""Milliseconds of CPU: what a screen at 60 Hz gives."""


def starts(settings: Settings) -> Iterator[Line]:
    """From spawn to the first paint of the board with its visible faces; memory a while after."""
    for cards in settings.sizes:
        path = str(original(Size(cards)))
        times: dict[str, list[float]] = {"bare window": [], "board": [], "columns": []}
        memory: dict[str, list[float]] = {"bare window": [], "board": []}
        loaded: set[str] = set()
        for number in range(settings.times + 1):
            with window("bare_window.py") as bare, window("our_window.py", path) as ours:
                if number == 0:
                    continue  # warms up the disk
                _note_start(bare, ours, times, memory)
                loaded.update(ours.first["loaded"])
        size = f"{short(cards)} cards"
        goal = START_GOALS[cards]
        yield against("Start", f"first paint with faces, {size}", times, ours="board", floor="bare window", goal=goal)
        yield against("Start", f"first paint of the window, {size}", times, ours="columns", floor="bare window")
        yield _memory(f"memory, {size}", memory)
        early = ", ".join(sorted(loaded)) or "none"
        yield Line("Start", f"modules loaded too early, {size}", None, early, "", reached=not loaded)


def _note_start(bare: Window, ours: Window, times: dict[str, list[float]], memory: dict[str, list[float]]) -> None:
    times["bare window"].append(bare.seconds)
    times["board"].append(ours.seconds)
    times["columns"].append(ours.first["window"] - ours.started)
    ours.ask("settle")
    memory["bare window"].append(bare.megabytes)
    memory["board"].append(ours.megabytes)


def _memory(what: str, memory: dict[str, list[float]]) -> Line:
    own, floor = median(memory["board"]), median(memory["bare window"])
    return Line("Start", what, own / floor, f"{own:.0f} MB", f"bare window {floor:.0f} MB")


def frames(settings: Settings) -> Iterator[Line]:
    """CPU of the window's thread for each paint: scrolling by steps and jumps, a drag over the board; then moves."""
    for cards in [size for size in settings.sizes if size > 1_000]:
        with window("our_window.py", str(copy_of(Size(cards), settings.folder))) as ours:
            for task in ("steps", "jumps", "drag"):
                yield from _frames(f"{task}, {short(cards)} cards", ours.ask(task))
            yield from _moves(f"{short(cards)} cards", ours.ask("moves"))


def _frames(what: str, answer: dict[str, Any]) -> Iterator[Line]:
    for share in ("p50", "p99"):
        own, floor = answer["ours"][share], answer["floor"][share]
        yield Line(
            "Frames, CPU a paint",
            f"{what}, {share}",
            own / floor,
            milliseconds(own),
            f"empty table {milliseconds(floor)}",
            FRAME_GOAL if share == "p99" else None,
            own * 1000 < FRAME_GOAL if share == "p99" else None,
        )


def _moves(size: str, answer: dict[str, Any]) -> Iterator[Line]:
    for what in ("committed", "repainted"):
        yield against("A move in the window", f"{what}, {size}", answer, ours=what, floor="commit of one row")
