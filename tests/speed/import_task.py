"""Our window takes in a file while cards are moved: how late its timer is, how long a move waits."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer

from situation_board.core.actions.cards import move_cards
from situation_board.core.store import Saved
from situation_board.core.vocabulary import Column
from tests.speed.measuring import percentile
from tests.speed.window_tasks import LONG, idle, main_window

if TYPE_CHECKING:
    from tests.speed.our_window import Watch

TICK, BETWEEN_MOVES, BEFORE = 10, 200, 5_000
"""Milliseconds."""
PATIENCE = 1_800.0


class Meanwhile(QObject):
    """Moves cards to and fro, and looks at the clock."""

    def __init__(self) -> None:
        super().__init__()
        self.late: list[float] = []
        self.waits: list[float] = []
        self._cards = main_window().centre.board.views[LONG].cards.ids[:50]
        self._expected = 0.0
        self._ticking = QTimer(self, timerType=Qt.TimerType.PreciseTimer, interval=TICK)
        self._ticking.timeout.connect(self._tick)
        self._moving = QTimer(self, interval=BETWEEN_MOVES)
        self._moving.timeout.connect(self._move)

    def begin(self) -> None:
        self._expected = time.perf_counter() + TICK / 1000
        self._ticking.start()
        self._moving.start()

    def end(self) -> None:
        self._ticking.stop()
        self._moving.stop()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.late.append(max(now - self._expected, 0.0))
        self._expected = now + TICK / 1000

    def _move(self) -> None:
        card = self._cards[len(self.waits) % len(self._cards)]
        column = (Column.ADVANCING, LONG)[len(self.waits) // len(self._cards) % 2]
        done = partial(self._moved, time.perf_counter())
        main_window().situation.do(move_cards, [card], column, done=done, receiver=self)

    def _moved(self, asked: float, saved: Saved) -> None:
        self.waits.append(time.perf_counter() - asked)


def importing(watch: Watch, path: str) -> dict[str, Any]:
    """From Import to the last row; and for some seconds before, when cards are moved and nothing else goes on."""
    opened = main_window().importing.show_import(Path(path))
    assert opened is not None
    give_up = time.monotonic() + PATIENCE
    while not opened.import_button.isEnabled() and time.monotonic() < give_up:
        idle(0.1)
    before, meanwhile, loop = Meanwhile(), Meanwhile(), QEventLoop()
    before.begin()
    QTimer.singleShot(BEFORE, loop.quit)
    loop.exec()
    before.end()
    opened.imported.connect(loop.quit)
    began = time.perf_counter()
    meanwhile.begin()
    opened.import_button.click()
    loop.exec()
    meanwhile.end()
    seconds = time.perf_counter() - began
    idle(0.5)
    quiet = {"late": _told(before.late), "waits": _told(before.waits)}
    told = {"late": _told(meanwhile.late), "waits": _told(meanwhile.waits)}
    return {"seconds": seconds, "moves": len(meanwhile.waits), "before": quiet, **told}


def _told(values: list[float]) -> dict[str, float]:
    return {"p50": percentile(values, 0.5), "p99": percentile(values, 0.99), "most": max(values)}
