"""Work that belongs to no open situation, such as opening one."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject

from situation_board.gui.background.jobs import Failed, Job, Mailbox, make_job, problem_of, start_thread

Answer = TypeVar("Answer")


class Errands(QObject):
    """Runs errands. Each has a thread for as long as it takes."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mailbox = Mailbox(self)
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
        job = make_job(lambda _: work(), done, failed, receiver)
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        self._threads.append(start_thread("errand", lambda: self._go(job)))

    def close(self) -> None:
        """Wait for what is under way, and tell nobody any more."""
        self._mailbox.close()
        for thread in self._threads:
            thread.join()
        self._threads = []

    def _go(self, job: Job) -> None:
        try:
            answer = job.work(None)
        except Exception as error:
            problem = problem_of(error)
            self._mailbox.post(lambda: job.tell(job.failed, problem))
        else:
            self._mailbox.post(lambda: job.tell(job.done, answer))
