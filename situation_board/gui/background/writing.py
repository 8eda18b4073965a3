"""The one thread that writes, in the order in which it was asked."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, TypeVar

from situation_board.core.problems import Problem, Trouble
from situation_board.core.store import Store
from situation_board.core.store.loading import Tidying
from situation_board.gui.background.jobs import Callback, Job, Mailbox, problem_of, start_thread
from situation_board.gui.background.watching import News

IDLE_SECONDS = 1.0
BREATH = 0.005
"""Seconds between two steps of tidying, in which others may have the interpreter."""

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class _Step:
    work: Callable[[Store], Any]
    outcome: Future[Any]


class WritingThread:
    """Owns the store. After trouble the file is opened again before the next job, as a stick may have been back."""

    def __init__(
        self,
        store: Store,
        *,
        reopen: Callable[[], Store] | None,
        mailbox: Mailbox,
        news: News,
        busy: Callable[[bool], None],
        failed: Callback,
        not_saved: Callback,
    ) -> None:
        """`not_saved` hears of every failure, `failed` of those that no job takes."""
        self.store = store
        self.is_suspect = False
        self.leaves_tidying = False
        """Whether another process of ours does what is left to be done when nobody waits."""
        self.started = threading.Event()
        self._reopen = reopen
        self._mailbox = mailbox
        self._news = news
        self._busy = busy
        self._failed = failed
        self._not_saved = not_saved
        self._waiting: queue.SimpleQueue[Job | _Step | None] = queue.SimpleQueue()
        self._count = 0
        self._tidying = Tidying()
        self._thread = start_thread("writing", self._run)

    @property
    def is_busy(self) -> bool:
        return self._count > 0

    def take(self, job: Job) -> None:
        self._count += 1
        if self._count == 1:
            self._busy(True)
        self._waiting.put(job)

    def step(self, work: Callable[[Store], Answer]) -> Answer:
        """Do a step of long work after what was asked for before, and wait for its outcome: what fails there fails
        here. Nobody is told that the file is busy: others are served between two steps. For other threads."""
        step = _Step(work, Future())
        self._waiting.put(step)
        outcome: Answer = step.outcome.result()
        return outcome

    def close(self) -> None:
        """Do what is waiting, then close the file. What could open it again is forgotten, and its key with it."""
        self._waiting.put(None)
        self._thread.join()
        self._reopen = None

    def _run(self) -> None:
        self.store.checkpoint_seldom()
        self._look_at_start()
        patience: float | None = IDLE_SECONDS
        while True:
            try:
                job = self._waiting.get(timeout=patience)
            except queue.Empty:
                patience = self._tidy()
                continue
            if job is None:
                break
            if isinstance(job, _Step):
                self._do_step(job)
            else:
                self._do(job)
            patience = IDLE_SECONDS
        self.store.close()

    def _tidy(self) -> float | None:
        """What is left to be done when nobody waits, one short step. How long to wait before the next one."""
        if self.leaves_tidying:
            return IDLE_SECONDS
        try:
            if self._tidying.step(self.store):
                return BREATH
        except Problem:  # said by whoever writes or reads next
            self.is_suspect = True
            return None
        if self._tidying.is_watching:  # another program loads rows, and checkpoints while it does
            return IDLE_SECONDS
        self.store.checkpoint()
        return None

    def _look_at_start(self) -> None:
        """What is in the file already is no news."""
        try:
            with self.store.reading() as reading:
                self._news.know(reading)
        except Problem:
            self.is_suspect = True
        finally:
            self.started.set()

    def _do(self, job: Job) -> None:
        if self.is_suspect and self._reopen is not None:
            self._open_again(self._reopen)
        try:
            answer = job.work(self.store)
        except Exception as error:
            problem = problem_of(error)
            self.is_suspect |= isinstance(problem, Trouble)
            self._mailbox.post(lambda: self._fail(job, problem))
        else:
            self._tell_news()
            self._mailbox.post(lambda: self._deliver(job, answer))

    def _do_step(self, step: _Step) -> None:
        try:
            answer = step.work(self.store)
        except Exception as error:
            self.is_suspect |= isinstance(error, Trouble)
            step.outcome.set_exception(error)
        else:
            self._tell_news()
            step.outcome.set_result(answer)

    def _open_again(self, reopen: Callable[[], Store]) -> None:
        try:
            fresh = reopen()
        except Problem:
            return  # the job says what is the matter
        fresh.identity = self.store.identity
        fresh.checkpoint_seldom()
        former, self.store, self.is_suspect = self.store, fresh, False
        former.close()
        self._news.forget()

    def _tell_news(self) -> None:
        try:
            with self.store.reading() as reading:
                self._news.tell(reading)
        except Problem:  # the watching thread tells it later
            self.is_suspect = True

    def _deliver(self, job: Job, answer: object) -> None:
        self._count_down()
        job.tell(job.done, answer)

    def _fail(self, job: Job, problem: Problem) -> None:
        """That something was not saved must be heard, also when who asked is gone."""
        self._not_saved(problem)
        self._count_down()
        callback = job.failed if job.failed is not None and job.is_wanted else self._failed
        callback(problem)

    def _count_down(self) -> None:
        self._count -= 1
        if self._count == 0:
            self._busy(False)
