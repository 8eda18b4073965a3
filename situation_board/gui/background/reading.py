"""The threads that answer questions, each through a read-only connection of its own."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from functools import partial

from situation_board.core.problems import Problem
from situation_board.core.store import Reader, Store
from situation_board.gui.background.connection import Connection
from situation_board.gui.background.jobs import Callback, Job, Mailbox, problem_of, start_thread

READING_THREADS = 2
"""One more answers what is looked at, so that counting a hundred thousand cards keeps nobody from seeing fifty."""

Jobs = queue.SimpleQueue[Job | None]


class ReadingThreads:
    """Answers jobs whose work takes a Reading. What is dropped is interrupted, or never begun."""

    def __init__(
        self,
        *,
        store: Callable[[], Store],
        mailbox: Mailbox,
        started: threading.Event,
        failed: Callback,
        quiet: Callable[[], None],
    ) -> None:
        """`store` gives the open store; nothing is read before `started`; `failed` hears what no job wants to,
        `quiet` that nobody waits for an answer any more.
        """
        self._store = store
        self._mailbox = mailbox
        self._started = started
        self._failed = failed
        self._quiet = quiet
        self._closing = False
        self._waiting: Jobs = queue.SimpleQueue()
        self._looked_at: Jobs = queue.SimpleQueue()
        self._latest: dict[Hashable, Job] = {}
        self._unanswered: set[Job] = set()
        self._under_way: dict[Job, Reader] = {}
        self._lock = threading.Lock()
        self._queues = [self._looked_at, *[self._waiting] * READING_THREADS]
        self._threads = [start_thread("reading", partial(self._run, jobs)) for jobs in self._queues]

    @property
    def is_busy(self) -> bool:
        """Whether somebody waits for an answer."""
        return bool(self._unanswered)

    @property
    def unanswered(self) -> list[Job]:
        """What somebody still waits for; after closing, what was not answered any more."""
        return [job for job in self._unanswered if not job.dropped]

    def ask(self, job: Job, *, looked_at: bool = False) -> None:
        """Take a job. An older one of the same key that has no answer yet is dropped.

        What is `looked_at` does not wait for anything that is merely worth knowing.
        """
        self._unanswered.add(job)
        if job.key is not None:
            self._drop(self._latest.get(job.key))
            self._latest[job.key] = job
        (self._looked_at if looked_at else self._waiting).put(job)

    def close(self) -> None:
        """Interrupt what is under way, forget what waits, end the threads."""
        self._closing = True
        for jobs in self._queues:
            jobs.put(None)
        with self._lock:
            for reader in self._under_way.values():
                reader.interrupt()
        for thread in self._threads:
            thread.join()

    def _drop(self, job: Job | None) -> None:
        if job is None:
            return
        job.dropped = True
        self._unanswered.discard(job)
        with self._lock:
            if job in self._under_way:
                self._under_way[job].interrupt()

    def _run(self, jobs: Jobs) -> None:
        self._started.wait()
        connection = Connection(self._store)
        while (job := jobs.get()) is not None:
            if not job.dropped and not self._closing:
                self._answer(job, connection)
        connection.close()

    def _answer(self, job: Job, connection: Connection) -> None:
        """Answer one question. After a failure the connection is not used again."""
        try:
            reader = connection.reader()
            with self._noted(job, reader), reader.reading() as reading:
                if job.dropped or self._closing:
                    return
                answer = job.work(reading)
        except Exception as error:
            connection.close()
            if not job.dropped and not self._closing:
                problem = problem_of(error)
                self._mailbox.post(lambda: self._fail(job, problem))
        else:
            self._mailbox.post(lambda: self._deliver(job, answer))

    @contextmanager
    def _noted(self, job: Job, reader: Reader) -> Iterator[None]:
        """Which reader answers which job, so that a dropped one is interrupted and no other."""
        with self._lock:
            self._under_way[job] = reader
        try:
            yield
        finally:
            with self._lock:
                del self._under_way[job]

    def _deliver(self, job: Job, answer: object) -> None:
        self._forget(job)
        job.tell(job.done, answer)
        self._answered(job)

    def _fail(self, job: Job, problem: Problem) -> None:
        self._forget(job)
        job.tell(job.failed or self._failed, problem)
        self._answered(job)

    def _answered(self, job: Job) -> None:
        """Said after the answer was heard, as that may lead to the next question."""
        self._unanswered.discard(job)
        if not self._unanswered:
            self._quiet()

    def _forget(self, job: Job) -> None:
        if self._latest.get(job.key) is job:
            del self._latest[job.key]
