"""How far it is: rows, rate, and the time that is left where the size is known."""

from __future__ import annotations

import time

from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QWidget

from situation_board.core.importing.examining import Progress
from situation_board.gui.entry.wording import isolated
from situation_board.gui.look import SPACE

WHOLE = 1000
MINUTE, SEVERAL = 60, 3
SURE_AFTER = 2.0
"""Seconds before which the time that is left would be a guess."""


class Going(QWidget):
    """Hidden while nothing goes on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._began = 0.0
        self._what = ""
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setMaximumWidth(240)
        self.words = QLabel(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(self.bar)
        row.addWidget(self.words, 1)
        self.hide()

    def begin(self, what: str) -> None:
        self._began, self._what = time.monotonic(), what
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(what)
        self.words.setText(what)
        self.show()

    def show_progress(self, progress: Progress) -> None:
        seconds = max(time.monotonic() - self._began, 0.001)
        number = self.locale().toString
        said = self.tr("{0} rows, {1} a second").format(
            isolated(number(progress.rows)), isolated(number(round(progress.rows / seconds)))
        )
        if progress.share is not None:
            self.bar.setRange(0, WHOLE)
            self.bar.setValue(round(progress.share * WHOLE))
            if seconds > SURE_AFTER and 0 < progress.share < 1:
                said += " · " + self._left(seconds / progress.share - seconds)
        self.words.setText(f"{self._what} {said}")

    def _left(self, seconds: float) -> str:
        """In minutes where there are several."""
        number = self.locale().toString
        if seconds < SEVERAL * MINUTE:
            return self.tr("about {0} s left").format(isolated(number(round(seconds))))
        return self.tr("about {0} min left").format(isolated(number(round(seconds / MINUTE))))

    def end(self) -> None:
        self.hide()
