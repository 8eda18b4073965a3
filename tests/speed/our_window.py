"""Our window on a file, started as a process of its own, as a person starts it. Only its painting is watched.

Prints one line of JSON when the board was painted with the faces of all visible cards; then does what it is asked for
on its standard input, one name a line ("import FILE" with its file), and answers each with one line of JSON. Ends when
the input is closed.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from situation_board.core.vocabulary import Column
from situation_board.gui import app
from situation_board.gui.board.view import ColumnView

ON_BOARD = {Column.ADVANCING, Column.CONTESTED, Column.FALLEN}
LATER = ("gazetteer", "sample", "importing", "exporting", "history")
UNWANTED = ("numpy", "pyqtgraph", "rapidfuzz", *(f"situation_board.core.{name}" for name in LATER))
SETTLED_MILLISECONDS = 1_500


class Watch(QObject):
    """Sees the columns being painted."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.window_painted: float | None = None
        self.complete: set[Column] = set()
        self.paints = 0

    def saw(self, view: ColumnView) -> None:
        self.paints += 1
        self.window_painted = self.window_painted or time.monotonic()
        if self.complete >= ON_BOARD or not is_complete(view):
            return
        self.complete.add(view.cards.column)
        if self.complete >= ON_BOARD:
            self._tell(time.monotonic())

    def _tell(self, painted: float) -> None:
        loaded = [name for name in UNWANTED if name in sys.modules]
        print(json.dumps({"painted": painted, "window": self.window_painted, "loaded": loaded}), flush=True)
        QTimer.singleShot(SETTLED_MILLISECONDS, self._listen)

    def _listen(self) -> None:
        self.asked.connect(self._answer)
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in sys.stdin:
            self.asked.emit(line.strip())
        self.asked.emit("")

    def _answer(self, task: str) -> None:
        if not task:
            QApplication.instance().quit()  # type: ignore[union-attr]
            return
        from tests.speed import import_task, window_tasks

        name, _, argument = task.partition(" ")
        answer = import_task.importing(self, argument) if argument else window_tasks.TASKS[name](self)
        print(json.dumps(answer), flush=True)


def is_complete(view: ColumnView) -> bool:
    """Whether every visible row shows its card."""
    first, last = view.rowAt(0), view.rowAt(view.viewport().height() - 1)
    if first < 0:
        return False
    rows = range(first, (last if last >= 0 else len(view.cards.ids) - 1) + 1)
    return all(view.cards.known_face(view.cards.card(row)) is not None for row in rows)


def main() -> None:
    watch = Watch()
    paint = ColumnView.paintEvent

    def watched(view: ColumnView, event: QPaintEvent) -> None:
        paint(view, event)
        watch.saw(view)

    setattr(ColumnView, "paintEvent", watched)  # noqa: B010 - the stubs let nobody watch a method
    app.run(Path(sys.argv[1]))


if __name__ == "__main__":
    main()
