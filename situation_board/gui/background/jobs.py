"""What is done on other threads, and how the outcome comes back to the thread of the window."""

from __future__ import annotations

import dataclasses
import logging
import threading
from collections.abc import Callable, Hashable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from situation_board.core.problems import Problem
from situation_board.gui.crash import reported

Callback = Callable[[Any], None]
Failed = Callable[[Problem], None]
logger = logging.getLogger(__name__)


@dataclasses.dataclass(eq=False)
class Job:
    """Something to be done elsewhere, and whom to tell. A dropped job tells nobody."""

    work: Callable[[Any], Any]
    done: Callback | None
    failed: Failed | None
    receiver: QObject | None
    key: Hashable = None
    dropped: bool = False

    @property
    def is_wanted(self) -> bool:
        return not self.dropped and (self.receiver is None or isValid(self.receiver))

    def tell(self, callback: Callback | None, what: object) -> None:
        if self.is_wanted and callback is not None:
            callback(what)


def make_job(
    work: Callable[[Any], Any],
    done: Callback | None,
    failed: Failed | None,
    receiver: QObject | None,
    key: Hashable = None,
) -> Job:
    """A job. Without a receiver it is the object whose method `done` is."""
    owner = getattr(done or failed, "__self__", None)
    return Job(work, done, failed, receiver or (owner if isinstance(owner, QObject) else None), key)


class Mailbox(QObject):
    """Brings calls from any thread to the thread that this lives in, in order."""

    _posted = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._is_open = True
        self._posted.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def post(self, call: Callable[[], None]) -> None:
        self._posted.emit(call)

    def close(self) -> None:
        """What is on its way is not delivered any more."""
        self._is_open = False

    @Slot(object)
    def _deliver(self, call: Callable[[], None]) -> None:
        if self._is_open:
            call()


def start_thread(name: str, run: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=run, name=f"situation-board {name}", daemon=True)
    thread.start()
    return thread


def problem_of(error: Exception) -> Problem:
    """What went wrong, in words. Anything unexpected is our bug: reported, and shown as such."""
    if isinstance(error, Problem):
        return error
    logger.debug("unexpected, in the background", exc_info=error)
    return reported(error)
