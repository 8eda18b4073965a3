"""The line at the top: what situation this is, how it may be handed on, whether it is real, whether it is closed."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from situation_board.core import times
from situation_board.core.extracts import extract_of
from situation_board.core.rows import Situation as SituationRow
from situation_board.core.store import Reading
from situation_board.core.vocabulary import HandlingLabel
from situation_board.gui.background import Situation
from situation_board.gui.look import HALF, SPACE

LABEL_COLOURS = {
    HandlingLabel.RED: "#FF2B2B",
    HandlingLabel.AMBER_STRICT: "#FFC000",
    HandlingLabel.AMBER: "#FFC000",
    HandlingLabel.GREEN: "#33FF00",
    HandlingLabel.CLEAR: "#FFFFFF",
}
"""On black, as FIRST asks (TLP 2.0)."""


@dataclass(frozen=True)
class Heading:
    """The situation's settings, when it was closed and, of an extract, as of when it tells, in words."""

    situation: SituationRow
    closed: str | None
    extract: str | None = None


def heading(reading: Reading) -> Heading:
    closed = reading.situation.closed_at
    mark = extract_of(reading)
    return Heading(
        reading.situation,
        times.in_words(closed, reading.zone) if closed else None,
        times.in_words(mark.as_of, reading.zone) if mark else None,
    )


class Header(QWidget):
    """`titled` brings the words for the window's title, `exercise_known` whether it is an exercise."""

    titled = Signal(str)
    exercise_known = Signal(bool)

    def __init__(self, situation: Situation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._situation = situation
        self._name = QLabel()
        bold = QFont(self._name.font())
        bold.setBold(True)
        self._name.setFont(bold)
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._label, self._exercise, self._extract, self._closed = _Chip(), _Chip(), _Chip(), QLabel()
        self._lay_out()
        situation.changed.connect(self._look_again)
        self._ask()

    def _look_again(self, tables: frozenset[str]) -> None:
        if "situation" in tables:
            self._ask()

    def _ask(self) -> None:
        self._situation.ask(heading, done=self._show, key=(self, "heading"))

    def _show(self, found: Heading) -> None:
        row, closed = found.situation, found.closed or ""
        label = HandlingLabel(row.label or HandlingLabel.AMBER)
        exercise = self.tr("EXERCISE") if row.exercise else ""
        closed = self.tr("closed at {time}").format(time=f"\u2068{closed}\u2069") if closed else ""
        self._name.setText(f"\u2068{row.name}\u2069")
        self._name.setToolTip(row.name or "")
        self._label.show_words(label.value, LABEL_COLOURS[label])
        self._exercise.show_words(exercise, "#FFFFFF")
        extract = self.tr("EXTRACT") if found.extract else ""
        self._extract.show_words(extract, "#FFFFFF")
        self._extract.setToolTip(
            self.tr("Made from another situation as of {time}; never merged with it.").format(
                time=f"\u2068{found.extract}\u2069"
            )
        )
        self._closed.setText(closed)
        self._closed.setVisible(bool(closed))
        self.exercise_known.emit(bool(row.exercise))
        self.titled.emit(" ".join(part for part in (row.name, f"[{label.value}]", exercise, extract, closed) if part))

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SPACE, HALF, SPACE, HALF)
        layout.setSpacing(SPACE)
        layout.addWidget(self._name, 1)
        for widget in (self._label, self._exercise, self._extract, self._closed):
            layout.addWidget(widget)


class _Chip(QLabel):
    """Words on black, whatever the palette."""

    def __init__(self) -> None:
        super().__init__()
        self._colour = QColor()
        self.setContentsMargins(SPACE, 2, SPACE, 2)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        bold = QFont(self.font())
        bold.setBold(True)
        self.setFont(bold)
        self.hide()

    def show_words(self, words: str, colour: str) -> None:
        self._colour = QColor(colour)
        self.setText(words)
        self.setVisible(bool(words))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.black)
        painter.setPen(self._colour)
        painter.setFont(self.font())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
