"""Where actions and questions run, so that the window never waits. Nothing else starts threads.

One thread writes, in the order in which it was asked; a few read, each through a connection of its own; one looks
whether another program wrote to the file. What they bring back is handed over on the thread of the window.
"""

from __future__ import annotations

import dataclasses
import logging
import queue
import threading
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from situation_board.core.problems import Problem, Trouble
from situation_board.core.rows import TABLES
from situation_board.core.store import Identity, Reader, Reading, Saved, Store
from situation_board.gui.crash import reported

READING_THREADS = 2
IDLE_SECONDS = 1.0
LOOK_SECONDS = 0.5

Answer = TypeVar("Answer")
Done = Callable[[Any], None]
Failed = Callable[[Problem], None]
logger = logging.getLogger(__name__)


@dataclasses.dataclass(eq=False)
class _Job:
    """Something to be done elsewhere, and whom to tell. A dropped job tells nobody."""

    work: Callable[[Any], Any]
    done: Done | None
    failed: Failed | None
    receiver: QObject | None
    key: Hashable = None
    dropped: bool = False

    @property
    def is_wanted(self) -> bool:
        return not self.dropped and (self.receiver is None or isValid(self.receiver))


class _Mailbox(QObject):
    """Brings calls from any thread to the thread that this lives in, in order."""

    _posted = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._is_open = True
        self._posted.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def post(self, call: Callable[[], None]) -> None:
        self._posted.emit(call)

    def close(self) -> None:
        self._is_open = False

    @Slot(object)
    def _deliver(self, call: Callable[[], None]) -> None:
        if self._is_open:
            call()


def _job(
    work: Callable[[Any], Any],
    done: Done | None,
    failed: Failed | None,
    receiver: QObject | None,
    key: Hashable = None,
) -> _Job:
    """A job. Without a receiver it is the object whose method `done` is."""
    owner = getattr(done or failed, "__self__", None)
    return _Job(work, done, failed, receiver or (owner if isinstance(owner, QObject) else None), key)


def _start(name: str, run: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=run, name=f"situation-board {name}", daemon=True)
    thread.start()
    return thread


def _problem(error: Exception) -> Problem:
    """What went wrong, in words. Anything unexpected is our bug: reported, and shown as such."""
    if isinstance(error, Problem):
        return error
    logger.debug("unexpected, in the background", exc_info=error)
    return reported(error)


class Errands(QObject):
    """Work that belongs to no open situation: opening and making files. Each has a thread for as long as it takes."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mailbox = _Mailbox(self)
        self._threads: list[threading.Thread] = []

    def run(
        self,
        work: Callable[[], Answer],
        *,
        done: Callable[[Answer], None],
        failed: Failed,
        receiver: QObject | None = None,
    ) -> None:
        """Do `work` elsewhere; `done` gets its answer on this thread, `failed` the Problem."""
        job = _job(lambda _: work(), done, failed, receiver)
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        self._threads.append(_start("errand", lambda: self._go(job)))

    def close(self) -> None:
        """Wait for what is under way, and tell nobody any more."""
        self._mailbox.close()
        for thread in self._threads:
            thread.join()
        self._threads = []

    def _go(self, job: _Job) -> None:
        try:
            answer = job.work(None)
        except Exception as error:
            problem = _problem(error)
            self._mailbox.post(lambda: _tell(job, job.failed, problem))
        else:
            self._mailbox.post(lambda: _tell(job, job.done, answer))


def _tell(job: _Job, callback: Callable[[Any], None] | None, what: object) -> None:
    if job.is_wanted and callback is not None:
        callback(what)


class Situation(QObject):
    """One open file. Owns the store, which is closed with it.

    `changed` names the tables of each commit, ours and those of other programs. `busy` says whether something is
    being written. `failed` brings Problems that nobody else takes. `standing` brings the Problem that lasts - the
    file cannot be reached - and None when it is over.
    """

    changed = Signal(object)
    busy = Signal(bool)
    failed = Signal(object)
    standing = Signal(object)

    def __init__(
        self, store: Store, parent: QObject | None = None, *, reopen: Callable[[], Store] | None = None
    ) -> None:
        """`reopen` opens the same file again, for when a stick was pulled and put back."""
        super().__init__(parent)
        self._store = store
        self._reopen = reopen
        self._suspect = False
        self._closing = threading.Event()
        self._started = threading.Event()
        self._lock = threading.Lock()
        self._mailbox = _Mailbox(self)
        self._to_write: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._to_read: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._writes = 0
        self._known = 0
        self._latest: dict[Hashable, _Job] = {}
        self._under_way: dict[_Job, Reader] = {}
        self._watching: Reader | None = None
        self._trouble: Problem | None = None
        self._writer = _start("writing", self._write)
        self._readers = [_start("reading", self._read) for _ in range(READING_THREADS)]
        self._watcher = _start("watching", self._watch)

    @property
    def path(self) -> Path:
        return self._store.path

    @property
    def identity(self) -> Identity:
        return self._store.identity

    @property
    def is_read_only(self) -> bool:
        return self._store.read_only

    @property
    def is_writing(self) -> bool:
        return self._writes > 0

    # --- what the window asks for

    def do(
        self,
        action: Callable[..., Any],
        *args: Any,
        done: Callable[[Saved], None] | None = None,
        failed: Failed | None = None,
        receiver: QObject | None = None,
        **kwargs: Any,
    ) -> None:
        """Do an action on the writing thread, after those asked for before."""
        self.write(lambda store: store.do(action, *args, **kwargs), done=done, failed=failed, receiver=receiver)

    def write(
        self,
        work: Callable[[Store], Answer],
        *,
        done: Callable[[Answer], None] | None = None,
        failed: Failed | None = None,
        receiver: QObject | None = None,
    ) -> None:
        """As `do`, for what needs the store itself, such as a merge."""
        if self._closing.is_set():
            raise RuntimeError("this situation is closed")
        self._writes += 1
        if self._writes == 1:
            self.busy.emit(True)
        self._to_write.put(_job(work, done, failed, receiver))

    def ask(
        self,
        question: Callable[..., Answer],
        *args: Any,
        done: Callable[[Answer], None] | None = None,
        failed: Failed | None = None,
        key: Hashable = None,
        receiver: QObject | None = None,
        **kwargs: Any,
    ) -> None:
        """Ask a question on a reading thread. An older one of the same key that has no answer yet is dropped."""
        job = _job(lambda reading: question(reading, *args, **kwargs), done, failed, receiver, key)
        if key is not None:
            self._drop(self._latest.get(key))
            self._latest[key] = job
        self._to_read.put(job)

    def set_person(self, person: str | None) -> None:
        """Who is on duty from now on. What was asked for before is still the former person's."""

        def change(store: Store) -> None:
            store.identity = dataclasses.replace(store.identity, person=person)

        self.write(change)

    def close(self) -> None:
        """Write what is waiting, stop the questions, end the threads, close the file."""
        if self._closing.is_set():
            return
        self._closing.set()
        self._mailbox.close()
        for _ in self._readers:
            self._to_read.put(None)
        self._interrupt_all()
        for thread in (*self._readers, self._watcher):
            thread.join()
        self._to_write.put(None)
        self._writer.join()

    def _drop(self, job: _Job | None) -> None:
        if job is None:
            return
        job.dropped = True
        with self._lock:
            if job in self._under_way:
                self._under_way[job].interrupt()

    def _interrupt_all(self) -> None:
        with self._lock:
            for reader in (*self._under_way.values(), self._watching):
                if reader is not None:
                    reader.interrupt()

    # --- the writing thread

    def _write(self) -> None:
        self._look_at_start()
        unsettled = False
        while True:
            try:
                job = self._to_write.get(timeout=IDLE_SECONDS if unsettled else None)
            except queue.Empty:
                self._store.checkpoint()
                unsettled = False
                continue
            if job is None:
                break
            self._write_one(job)
            unsettled = True
        self._store.close()

    def _look_at_start(self) -> None:
        try:
            with self._store.reading() as reading:
                self._known = reading.arrival
        except Problem:
            self._suspect = True
        finally:
            self._started.set()

    def _write_one(self, job: _Job) -> None:
        self._open_again_if_suspect()
        outcome, callback = self._outcome(job, self._store)
        if isinstance(outcome, Trouble):
            self._suspect = True
        else:
            self._tell_news_of_writer()
        self._mailbox.post(lambda: self._written(job, callback, outcome))

    def _outcome(self, job: _Job, tool: object) -> tuple[object, Callable[[Any], None] | None]:
        """What a job brings, and who is to hear it."""
        try:
            return job.work(tool), job.done
        except Exception as error:
            return (error if job.dropped else _problem(error)), job.failed or self.failed.emit

    def _open_again_if_suspect(self) -> None:
        """After trouble the connection may lead to a file that is not there any more."""
        if not self._suspect or self._reopen is None:
            return
        try:
            fresh = self._reopen()
        except Problem:
            return
        fresh.identity = self._store.identity
        former, self._store, self._suspect = self._store, fresh, False
        former.close()
        self._known = 0

    def _tell_news_of_writer(self) -> None:
        try:
            with self._store.reading() as reading:
                self._tell_news(reading)
        except Problem:  # the watcher tells it later
            self._suspect = True

    def _tell_news(self, reading: Reading) -> None:
        """Name the tables of everything that is in the log above what was told before."""
        with self._lock:
            lines = reading.all('SELECT DISTINCT "table" FROM log WHERE arrival > ?', self._known)
            self._known = max(self._known, reading.arrival)
        if lines:
            self._post_change(frozenset(table for (table,) in lines))

    def _post_change(self, tables: frozenset[str]) -> None:
        self._mailbox.post(lambda: self.changed.emit(tables))

    def _written(self, job: _Job, callback: Callable[[Any], None] | None, outcome: object) -> None:
        self._writes -= 1
        if self._writes == 0:
            self.busy.emit(False)
        if isinstance(outcome, Problem) and not job.is_wanted:
            self.failed.emit(outcome)  # who asked is gone, but that it was not saved must be heard
        else:
            _tell(job, callback, outcome)

    # --- the reading threads

    def _read(self) -> None:
        self._started.wait()
        reader: Reader | None = None
        while (job := self._to_read.get()) is not None:
            if not job.dropped and not self._closing.is_set():
                reader = self._read_one(job, reader)
        if reader is not None:
            reader.close()

    def _read_one(self, job: _Job, reader: Reader | None) -> Reader | None:
        """Answer one question. After a failure the connection is not used again."""
        try:
            reader = reader or self._store.reader()
            with self._using(reader, job), reader.reading() as reading:
                answer = job.work(reading)
        except Exception as error:
            if reader is not None:
                reader.close()
            if not job.dropped and not self._closing.is_set():
                problem = _problem(error)
                self._mailbox.post(lambda: self._answered(job, job.failed or self.failed.emit, problem))
            return None
        self._mailbox.post(lambda: self._answered(job, job.done, answer))
        return reader

    def _using(self, reader: Reader, job: _Job) -> _UnderWay:
        return _UnderWay(self._under_way, self._lock, job, reader)

    def _answered(self, job: _Job, callback: Callable[[Any], None] | None, outcome: object) -> None:
        if self._latest.get(job.key) is job:
            del self._latest[job.key]
        _tell(job, callback, outcome)

    # --- the watching thread

    def _watch(self) -> None:
        self._started.wait()
        version: int | None = None
        while not self._closing.wait(LOOK_SECONDS):
            try:
                version = self._look(version)
            except Exception as error:
                version = None
                self._stop_looking()
                if not self._closing.is_set():
                    self._note_outage(_problem(error))
        self._stop_looking()

    def _look(self, version: int | None) -> int:
        """See whether anybody committed since. Returns the version of the file's content that was told of."""
        self._check_file_is_there()
        if self._watching is None:
            self._watching = self._store.reader()
        found = self._watching.data_version()
        if found != version:
            with self._watching.reading() as reading:
                self._tell_news(reading)
        if self._trouble is not None:
            self._trouble = None
            self._mailbox.post(lambda: self.standing.emit(None))
            self._post_change(frozenset(TABLES))
        return found

    def _check_file_is_there(self) -> None:
        if not self._store.path.exists():
            raise Trouble(
                f"{self._store.path.name} cannot be reached: the stick was pulled or the file was moved.",
                kept="What was saved is in that file.",
                do="Put it back; work goes on by itself.",
            )

    def _note_outage(self, problem: Problem) -> None:
        """Say once that the file cannot be read; looking goes on until it can."""
        self._suspect = True
        if self._trouble is None:
            self._trouble = problem
            self._mailbox.post(lambda: self.standing.emit(problem))

    def _stop_looking(self) -> None:
        with self._lock:
            if self._watching is not None:
                self._watching.close()
                self._watching = None


class _UnderWay:
    """Notes which reader answers which job, so that a dropped one can be interrupted and no other."""

    def __init__(self, under_way: dict[_Job, Reader], lock: threading.Lock, job: _Job, reader: Reader) -> None:
        self._under_way, self._lock, self._job, self._reader = under_way, lock, job, reader

    def __enter__(self) -> None:
        with self._lock:
            self._under_way[self._job] = self._reader

    def __exit__(self, *exception: object) -> None:
        with self._lock:
            del self._under_way[self._job]
