"""The process itself: it does what the window asks, one thing after the other, and ends with the window."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from situation_board.core.crash_report import write_report
from situation_board.core.gazetteer import Gazetteer
from situation_board.core.importing.apart.channel import Channel, Gone, inherited_channel
from situation_board.core.importing.apart.messages import (
    CheckFile,
    Crashed,
    Done,
    Failed,
    LookAt,
    Reached,
    Seen,
    SituationFile,
    Stop,
    Stopped,
    TakeIn,
    TidyUp,
)
from situation_board.core.importing.examining import Progress
from situation_board.core.importing.files import changed_meanwhile
from situation_board.core.importing.importing import Summary, import_file, summary_of
from situation_board.core.importing.looked import Looked
from situation_board.core.importing.seeing import FileSeen, abridged, actors_called, see_file
from situation_board.core.integrity import Findings, Look, checking
from situation_board.core.problems import Problem, Trouble
from situation_board.core.store import Store
from situation_board.core.store.loading import Tidying

Answer = TypeVar("Answer")
Steps = Generator[Any, None, Any]

BETWEEN_NEWS = 0.1
"""Seconds between two signs of progress."""
BREATH = 0.002
"""Seconds between two steps that write: longer than whoever waits to write takes to see it."""
NICENESS = 5
MOST_MEMORY = 3 << 30
"""Bytes of addresses; a large file takes a tenth of it."""
FIRST_TO_GO = "500"
"""Of 1000. When memory runs out, the system ends this process and not the window."""


def serve(handle: int) -> None:
    """Answer what comes through that end of a pipe, until nobody is at the other."""
    _stand_back()
    channel = inherited_channel(handle)
    answering = Answering(channel)
    with suppress(Gone):
        while True:
            answering.answer(channel.receive())


def _stand_back() -> None:
    """The window goes first. On Windows it starts us so."""
    if sys.platform == "win32":
        return
    os.nice(NICENESS)
    if sys.platform == "linux":
        import resource

        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
        with suppress(OSError):
            Path("/proc/self/oom_score_adj").write_text(FIRST_TO_GO)


@dataclass(frozen=True, slots=True)
class _Kept:
    """What was looked at last: an import of it needs no second look."""

    asked: LookAt
    looked: Looked
    seen: FileSeen


class Answering:
    """Does one thing at a time. A situation is open only as long as that takes."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._kept: _Kept | None = None

    def answer(self, asked: object) -> None:
        match asked:
            case LookAt():
                self._go(self._look_at(asked))
            case TakeIn():
                self._go(self._take_in(asked))
            case TidyUp():
                self._go(_tidy_up(asked.situation))
            case CheckFile():
                self._go(_check(asked.situation))
            case _:  # told to stop what had come to its end already
                return

    def _go(self, steps: Steps) -> None:
        """Go through the steps and tell the outcome. When nobody is there any more, nothing of it is left."""
        try:
            outcome = self._outcome(steps)
        finally:
            steps.close()
        self._channel.send(outcome)

    def _outcome(self, steps: Steps) -> object:
        try:
            return self._walked(steps)
        except Gone:
            raise
        except Problem as problem:
            return Failed(problem)
        except MemoryError:
            return Failed(
                Trouble(
                    "There is not enough memory for this file.",
                    kept="Nothing was changed.",
                    do="Close other programs and try again. A file that is to be imported can be split.",
                )
            )
        except Exception as error:
            report = write_report(error)
            return Crashed(str(report) if report else None)

    def _walked(self, steps: Steps) -> Done | Stopped:
        told = time.monotonic()
        while not self._is_told_to_stop():
            try:
                reached = next(steps)
            except StopIteration as end:
                return Done(end.value)
            if time.monotonic() - told > BETWEEN_NEWS:
                told = time.monotonic()
                self._channel.send(Reached(reached))
        steps.close()
        return Stopped()

    def _is_told_to_stop(self) -> bool:
        """Nothing else is said while something is being done."""
        return isinstance(self._channel.receive(0), Stop)

    # --- what is asked

    def _look_at(self, asked: LookAt) -> Generator[Progress, None, Seen]:
        self._kept = None
        with _opened(asked.situation) as store, Gazetteer() as gazetteer:
            looked, seen = yield from see_file(
                store.reading, gazetteer, Path(asked.path), asked.options, format=asked.format
            )
            with store.reading() as reading:
                actors = actors_called(reading, [name for name, _ in seen.examined.holders])
        self._kept = _Kept(asked, looked, seen)
        return Seen(abridged(seen), actors)

    def _take_in(self, asked: TakeIn) -> Generator[Progress, None, Summary]:
        if self._kept is None or self._kept.asked != asked.seen:
            yield from self._look_at(asked.seen)
        assert self._kept is not None
        kept = self._kept
        if kept.seen.examined.sha256 != asked.sha256:
            raise changed_meanwhile(kept.looked.file.name)
        with _opened(asked.situation) as store, Gazetteer() as gazetteer:
            imported = yield from import_file(
                store.reading, paced(store), gazetteer, kept.looked, asked.options, kept.seen.examined
            )
        return summary_of(imported)


def _check(file: SituationFile) -> Generator[Look, None, Findings]:
    """Only read: a damaged file is left as it is."""
    store = Store.look_into(Path(file.path), identity=file.identity, key=file.key)
    try:
        with store.reading() as reading:
            return (yield from checking(reading))
    finally:
        store.leave()


def _tidy_up(file: SituationFile) -> Generator[None, None, None]:
    with _opened(file) as store:
        tidying, write = Tidying(), paced(store)
        while write(tidying.step):
            yield


def paced(store: Store) -> Callable[[Callable[[Store], Answer]], Answer]:
    """What writes, with a breath between two steps, in which whoever moves a card gets in."""
    free = 0.0

    def write(work: Callable[[Store], Answer]) -> Answer:
        nonlocal free
        time.sleep(max(free - time.monotonic(), 0.0))
        try:
            return work(store)
        finally:
            free = time.monotonic() + BREATH

    return write


@contextmanager
def _opened(file: SituationFile) -> Iterator[Store]:
    """The situation beside the window that has it open."""
    now = file.now
    clock = None if now is None else lambda: now
    store = Store.open(Path(file.path), identity=file.identity, key=file.key, now=clock)
    try:
        yield store
    finally:
        store.leave()
