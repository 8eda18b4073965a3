"""Work that belongs to no open situation, such as opening one."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Generator
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject

from situation_board.core.problems import Problem
from situation_board.gui.background.jobs import Callback, Failed, Job, Mailbox, make_job, problem_of, start_thread
from situation_board.gui.background.steps import UnderWay, walk

Answer = TypeVar("Answer")
logger = logging.getLogger(__name__)


class Errands(QObject):
    """Runs errands. Each has a thread for as long as it takes."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mailbox = Mailbox(self)
        self._threads: list[threading.Thread] = []
        self._walks: list[UnderWay] = []
        self._is_closed = False
        self._on_their_way: set[Callable[[], object]] = set()

    def run(
        self,
        work: Callable[[], Answer],
        *,
        done: Callable[[Answer], None],
        failed: Failed,
        receiver: QObject | None = None,
        unheard: Callable[[Answer], object] | None = None,
    ) -> None:
        """Do `work` elsewhere; `done` gets its answer on this thread, `failed` the Problem.

        `unheard` gets an answer that nobody is there for any more, such as a file that was opened and is to be closed.
        """
        job = make_job(lambda _: work(), done, failed, receiver)
        self._start(lambda: self._go(job, unheard))

    def walk(
        self,
        steps: Callable[[], Generator[Any, None, Any]],
        *,
        progress: Callback,
        done: Callback,
        failed: Failed,
        receiver: QObject | None = None,
    ) -> UnderWay:
        """Go through long work step by step; what is returned stops it."""
        job = make_job(lambda _: None, done, failed, receiver)
        under_way = UnderWay(job)
        self._walks.append(under_way)
        self._start(lambda: walk(steps, job, progress, under_way, self._mailbox))
        return under_way

    def _start(self, run: Callable[[], None]) -> None:
        """Nothing once it is closed: nobody waits for the thread any more."""
        if self._is_closed:
            return
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        self._threads.append(start_thread("errand", run))

    def close(self) -> None:
        """Stop the walks, wait for what is under way, and tell nobody any more."""
        self._is_closed = True
        self._mailbox.close()
        for under_way in self._walks:
            under_way.stop()
        for thread in self._threads:
            thread.join()
        self._threads = []
        for drop in self._on_their_way:
            _drop(drop)
        self._on_their_way.clear()

    def _go(self, job: Job, unheard: Callable[[Any], object] | None) -> None:
        try:
            answer = job.work(None)
        except Exception as error:
            problem = problem_of(error)
            self._mailbox.post(lambda: job.tell(job.failed, problem))
        else:
            drop = partial(unheard, answer) if unheard is not None else _nothing
            self._on_their_way.add(drop)
            self._mailbox.post(lambda: self._tell(job, answer, drop))

    def _tell(self, job: Job, answer: object, drop: Callable[[], object]) -> None:
        self._on_their_way.discard(drop)
        if job.is_wanted:
            job.tell(job.done, answer)
        elif drop is not _nothing:
            self._start(partial(_drop, drop))


def _drop(drop: Callable[[], object]) -> None:
    try:
        drop()
    except Problem:
        logger.debug("what nobody waits for cannot be dropped in order", exc_info=True)


def _nothing() -> None:
    """What goes away by itself."""
