"""What one step of the slider of time takes, after more than 50,000 changes."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from functools import partial

from situation_board.core.questions.cards import card_faces, ids_by_column
from situation_board.core.questions.course import Course, read_course
from situation_board.core.questions.moments import KnownThen, Moment, TrueThen
from situation_board.core.store import Reading, Store
from situation_board.core.times import HOUR
from situation_board.core.vocabulary import Column
from tests.speed.generated import IDENTITY, NOW, Size, original, short
from tests.speed.measuring import Line, milliseconds, percentile
from tests.speed.settings import Settings

GOAL = 50.0
"""Milliseconds: the slider follows the hand."""

IN_VIEW = 12
"""Cards of each column."""


def slider_steps(settings: Settings) -> Iterator[Line]:
    """One step to any moment: which cards stand where, and the faces of those in view."""
    for size in (Size(1_000, 50), Size(10_000, 10)):
        with Store.open(original(size), identity=IDENTITY, now=lambda: NOW) as store, store.reading() as reading:
            yield from _of_size(settings, reading, f"{short(size.cards)} cards, {short(reading.arrival)} changes")


def _of_size(settings: Settings, reading: Reading, size: str) -> Iterator[Line]:
    taken = _seconds(partial(read_course, reading))
    course = read_course(reading)
    yield Line("Slider", f"the course of the board, read once, {size}", None, milliseconds(taken), "")
    places = random.Random(1)
    kinds: dict[str, Callable[[], Moment]] = {
        "live": lambda: None,
        "what was true then": lambda: TrueThen(NOW - places.randrange(60 * HOUR)),
        "what we knew then": lambda: KnownThen(places.randrange(1, reading.arrival)),
    }
    times = 50 if settings.is_quick else 300
    found: dict[str, list[float]] = {name: [] for name in kinds}
    for _ in range(times):
        for name, any_moment in kinds.items():
            found[name].append(_seconds(partial(_step, reading, any_moment(), course)))
    floor = f"live p99 {milliseconds(percentile(found['live'], 0.99))}"
    for name in list(kinds)[1:]:
        slowest = percentile(found[name], 0.99)
        what = f"one step, {name}, {size}: p50 {milliseconds(percentile(found[name], 0.5))}, p99"
        yield Line("Slider", what, None, milliseconds(slowest), floor, GOAL, slowest * 1000 <= GOAL)


def _seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def _step(reading: Reading, moment: Moment, course: Course) -> None:
    columns = ids_by_column(reading, moment=moment, course=course)
    card_faces(reading, [card for column in Column for card in columns[column][:IN_VIEW]], moment=moment, course=course)
