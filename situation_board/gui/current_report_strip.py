"""The line that says what entries and moves rest on just now, with the way to end that."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from situation_board.core.questions.footing import TimeOf
from situation_board.gui.current_report import CurrentReport, InHand
from situation_board.gui.entry.wording import isolated, time_words
from situation_board.gui.errors import announce
from situation_board.gui.look import HALF, SPACE, icon, tones


class CurrentReportStrip(QFrame):
    """Shown only while there is a current report. `show_wanted` names it, `left` gives the keyboard back."""

    show_wanted = Signal(str)
    left = Signal()

    def __init__(self, current: CurrentReport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._current = current
        self.picture = QLabel(self)
        self.picture.setPixmap(icon("source").pixmap(16, 16))
        self.words = QLabel(self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.show_button = QPushButton(icon("open"), self.tr("Show"), self)
        self.show_button.setToolTip(self.tr("Show the report or message in the inspector"))
        self.show_button.clicked.connect(lambda: self.show_wanted.emit(current.thing))
        self.clear_button = QPushButton(icon("close"), self.tr("Clear"), self)
        self.clear_button.setToolTip(self.tr("Nothing rests on it from now on (Ctrl+U)"))
        self.clear_button.clicked.connect(self._clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE, HALF, SPACE, HALF)
        row.setSpacing(SPACE)
        row.addWidget(self.picture)
        row.addWidget(self.words, 1)
        row.addWidget(self.show_button)
        row.addWidget(self.clear_button)
        self.hide()
        current.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        found = self._current.current
        self.setVisible(found is not None)
        if found is not None:
            self.words.setText(current_words(found))
            announce(self, self.words.text())

    def _clear(self) -> None:
        self._current.clear()
        self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        tone = tones(self.palette())
        painter = QPainter(self)
        painter.fillRect(self.rect(), tone.chosen)
        painter.setPen(tone.accent)
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.end()


def current_words(found: InHand) -> str:
    """What is current, and what that means for the next entry."""
    footing = found.footing
    kind = _translated("Current message") if footing.is_message else _translated("Current report")
    words = f"{kind}: {isolated(footing.title)}."
    time = time_words(footing.time, found.zone) if footing.time else ""
    if footing.time_of is TimeOf.PUBLISHED:
        said = _translated("New entries and moves rest on it, as of %1, when it was published.")
    elif footing.time_of is TimeOf.RECEIVED:
        said = _translated("New entries and moves rest on it, as of %1, when it came in.")
    else:
        said = _translated("New entries and moves rest on it; their time is not stated.")
    return f"{words} {said.replace('%1', time)}"


def _translated(words: str) -> str:
    return QCoreApplication.translate("CurrentReport", words)
