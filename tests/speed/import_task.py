"""Our window takes in a file while cards are moved: how late its timer is, how long a move waits."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer

from situation_board.core.actions.cards import move_cards
from situation_board.core.store import Reading, Saved
from situation_board.core.vocabulary import Column
from tests.speed.measuring import percentile
from tests.speed.window_tasks import LONG, idle, main_window

if TYPE_CHECKING:
    from situation_board.gui.importing.window import ImportWindow
    from tests.speed.our_window import Watch

TICK, BETWEEN_MOVES, BEFORE = 10, 200, 5_000
"""Milliseconds."""
LOOK = 250
NOTHING = {"p50": 0.0, "p99": 0.0, "most": 0.0}


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
    """For some seconds in which cards are moved and nothing else goes on; then from the choice of the file to its
    report, from Import to the last row, and until its rows are searchable."""
    loop = QEventLoop()
    told = {"before": _while(lambda: QTimer.singleShot(BEFORE, loop.quit), loop)}
    opened: list[ImportWindow] = []

    def choose() -> None:
        found = main_window().importing.show_import(Path(path))
        assert found is not None
        opened.append(found)
        _when(found.import_button.isEnabled, loop.quit)

    told["looking"] = _while(choose, loop)
    (report,) = opened
    report.imported.connect(loop.quit)
    told["loading"] = _while(report.import_button.click, loop)
    told["searching"] = _while(lambda: _when_searchable(loop.quit), loop)
    idle(0.5)
    return told


def _while(begin: Callable[[], object], loop: QEventLoop) -> dict[str, Any]:
    """How late and how slow it was from what begins now until the loop is ended."""
    meanwhile = Meanwhile()
    meanwhile.begin()
    QTimer.singleShot(0, begin)
    began = time.perf_counter()
    loop.exec()
    meanwhile.end()
    return {
        "seconds": time.perf_counter() - began,
        "moves": len(meanwhile.waits),
        "late": _told(meanwhile.late),
        "waits": _told(meanwhile.waits),
    }


def _when(is_so: Callable[[], bool], then: Callable[[], None]) -> None:
    if is_so():
        then()
    else:
        QTimer.singleShot(LOOK, lambda: _when(is_so, then))


def _when_searchable(then: Callable[[], None]) -> None:
    def hear(left: int) -> None:
        if left:
            QTimer.singleShot(LOOK, ask)
        else:
            then()

    def ask() -> None:
        main_window().situation.ask(_unsearched, done=hear, receiver=main_window())

    ask()


def _unsearched(reading: Reading) -> int:
    return int(reading.value("SELECT count(*) FROM unsearched"))


def _told(values: list[float]) -> dict[str, float]:
    return {"p50": percentile(values, 0.5), "p99": percentile(values, 0.99), "most": max(values)} if values else NOTHING
