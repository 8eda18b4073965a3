"""Long work in steps: each step is progress, and a place to stop. It reads through a connection of its own."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import Any

from situation_board.core.steps import EndHere
from situation_board.core.store import Reading, Store
from situation_board.gui.background.connection import Connection
from situation_board.gui.background.jobs import Callback, Job, Mailbox, problem_of, start_thread

Read = Callable[[], AbstractContextManager[Reading]]
Write = Callable[[Callable[[Store], Any]], Any]
"""Has something done on the writing thread, after what was asked for before, and waits for its outcome."""
Steps = Callable[..., Generator[Any, None, Any]]
"""Given what opens a Reading, and where it writes as well, what writes."""
BREATH = 0.001
"""Seconds after each step in which the window may have the interpreter."""
BETWEEN_NEWS = 0.1
"""Seconds between two signs of progress: nobody reads faster."""
BETWEEN_LOOKS = 0.2
"""Seconds between two looks whether it has ended."""
PATIENCE = 10.0
"""Seconds in which work that is told to end may do so by itself."""


class UnderWay:
    """Work that goes on; `stop` ends it after the step that it is in, and nobody hears of it any more.

    `halt` ends it as well, and its outcome is told: None, or what it came to in that step.
    """

    def __init__(self, job: Job, *, writes: bool = False, may_be_cut: bool = False) -> None:
        """`may_be_cut` when the file may be closed before its end, as where it can be begun anew."""
        self._job = job
        self._closing = threading.Event()
        self.writes = writes
        self.may_be_cut = may_be_cut or writes
        self.is_interrupted = False
        """Whether what it read was stopped in the middle of a step: what fails there is its end, and no failure."""

    @property
    def is_wanted(self) -> bool:
        return not self._closing.is_set()

    def stop(self) -> None:
        self._job.dropped = True
        self._closing.set()

    def halt(self) -> None:
        self._closing.set()


class StepThreads:
    """Each work has a thread for as long as it takes."""

    def __init__(self, *, store: Callable[[], Store], mailbox: Mailbox, started: threading.Event, write: Write) -> None:
        """`write` has a step done on the writing thread."""
        self._store = store
        self._write = write
        self._mailbox = mailbox
        self._started = started
        self._running: dict[UnderWay, threading.Thread] = {}
        self._connections: dict[UnderWay, Connection] = {}

    def run(self, steps: Steps, job: Job, progress: Callback, under_way: UnderWay | None = None) -> UnderWay:
        """Go through the steps. `job.work` is not used: the steps are the work."""
        under_way = under_way or UnderWay(job)
        self._running = {each: thread for each, thread in self._running.items() if thread.is_alive()}
        self._running[under_way] = start_thread("steps", lambda: self._go(steps, job, progress, under_way))
        return under_way

    def finish(self, *, hurry: Callable[[], None]) -> None:
        """Wait for the end of what is under way. What writes would take too long: it ends where it is.

        After a while `hurry` is called, which ends by force what does not end by itself.
        """
        for under_way in self._running:
            if under_way.may_be_cut:
                under_way.halt()
                self._interrupt(under_way)
        self._wait(hurry)

    def close(self, *, hurry: Callable[[], None]) -> None:
        """Stop what is under way and wait for the end of its step; a step that only reads is not waited for."""
        for under_way in self._running:
            under_way.stop()
            self._interrupt(under_way)
        self._wait(hurry)

    def _interrupt(self, under_way: UnderWay) -> None:
        """One query may read a file from end to end. What writes ends in order instead."""
        connection = self._connections.get(under_way)
        if connection is not None and not under_way.writes:
            under_way.is_interrupted = True
            connection.interrupt()

    def _wait(self, hurry: Callable[[], None]) -> None:
        give_up = time.monotonic() + PATIENCE
        while left := [each for each, thread in self._running.items() if thread.is_alive()]:
            self._running[left[0]].join(BETWEEN_LOOKS)
            for under_way in left:
                if under_way.is_interrupted:  # it may have begun to read just after it was
                    self._interrupt(under_way)
            if time.monotonic() > give_up:
                hurry()

    def _go(self, steps: Steps, job: Job, progress: Callback, under_way: UnderWay) -> None:
        self._started.wait()
        connection = self._connections[under_way] = Connection(self._store)
        given = (_reading(connection), self._write) if under_way.writes else (_reading(connection),)
        try:
            walk(lambda: steps(*given), job, progress, under_way, self._mailbox)
        finally:
            del self._connections[under_way]
            connection.close()


def walk(
    begin: Callable[[], Generator[Any, None, Any]],
    job: Job,
    progress: Callback,
    under_way: UnderWay,
    mailbox: Mailbox,
) -> None:
    """Go through the steps on this thread, and tell of progress and outcome on that of the mailbox."""
    try:
        answer = _walked(begin(), job, progress, under_way, mailbox)
    except Exception as error:
        if under_way.is_interrupted:
            mailbox.post(lambda: job.tell(job.done, None))
        elif not job.dropped:
            problem = problem_of(error)
            mailbox.post(lambda: job.tell(job.failed, problem))
    else:
        mailbox.post(lambda: job.tell(job.done, answer))


def _walked(
    steps: Generator[Any, None, Any], job: Job, progress: Callback, under_way: UnderWay, mailbox: Mailbox
) -> Any:
    """The answer of the last step; None when it was stopped before. A step that reached nothing new yields None."""
    told = 0.0
    while under_way.is_wanted:
        try:
            reached = next(steps)
        except StopIteration as end:
            return end.value
        if reached is not None and time.monotonic() - told > BETWEEN_NEWS:
            told = time.monotonic()
            mailbox.post(partial(job.tell, progress, reached))
        time.sleep(BREATH)
    return _ended(steps)


def _ended(steps: Generator[Any, None, Any]) -> Any:
    """What the steps came to although they were told to end; None when they did as they were told."""
    try:
        steps.throw(EndHere())
    except EndHere:
        return None
    except StopIteration as end:
        return end.value
    steps.close()
    return None


def _reading(connection: Connection) -> Read:
    @contextmanager
    def read() -> Iterator[Reading]:
        with connection.reader().reading() as reading:
            yield reading

    return read
