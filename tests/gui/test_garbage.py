"""What nobody holds any more goes on the thread of the window, whoever makes the next thing."""

from __future__ import annotations

import threading
import weakref

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot


class Part(QObject):
    """Holds itself, so that only a collection of garbage finds it."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


def make_things() -> None:
    """More than enough for Python to collect."""
    things: list[list[int]] = []
    for number in range(100_000):
        things.append([number])


def test_a_part_that_nobody_holds_is_not_destroyed_by_another_thread(qtbot: QtBot) -> None:
    went_on: list[threading.Thread] = []
    part = Part()
    weakref.finalize(part, lambda: went_on.append(threading.current_thread()))
    del part
    other = threading.Thread(target=make_things)
    other.start()
    other.join()
    assert went_on == []
    kept: list[list[int]] = []

    def is_gone() -> bool:
        kept.extend([number] for number in range(1_000))  # there is something to collect for
        return went_on == [threading.main_thread()]

    qtbot.waitUntil(is_gone)
