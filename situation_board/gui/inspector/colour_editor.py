"""The colour of an actor's stripe: swatches that colour-blind people can tell apart, or any other."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QLineEdit, QWidget

from situation_board.gui.entry.understanding import Typed
from situation_board.gui.inspector.editors import Editor
from situation_board.gui.look import HALF, Pattern, Stripe, paint_stripes, stripe, tones
from situation_board.gui.look.stripes import COLOURS

SIDE = 24
IN_A_ROW = 8


class ColourEditor(Editor):
    """Arrow keys walk over the swatches, Space takes one; the line below takes any #rrggbb. Empty: by itself.

    Each swatch shows the pattern that the actor has whatever its colour; a new actor has none yet.
    """

    def __init__(self, parent: QWidget | None = None, *, actor: str = "") -> None:
        super().__init__(parent)
        self.swatches = QButtonGroup(self)
        self.swatches.setExclusive(True)
        grid = QGridLayout()
        grid.setSpacing(HALF)
        for number, colour in enumerate(COLOURS):
            swatch = Swatch(colour, actor, self)
            swatch.picked.connect(self._pick)
            swatch.installEventFilter(self)
            self.swatches.addButton(swatch)
            grid.addWidget(swatch, number // IN_A_ROW, number % IN_A_ROW)
        grid.setColumnStretch(IN_A_ROW, 1)
        self.column.addLayout(grid)
        self.input = QLineEdit(self)
        self.input.setPlaceholderText(self.tr("#rrggbb, or empty for one that is chosen by itself"))
        self.input.textEdited.connect(self._mark)
        self.input.textEdited.connect(lambda: self.edited.emit())
        self.input.installEventFilter(self)
        self._put(self.input)

    def typed(self) -> object:
        return Typed(self.input.text().strip().lower())

    def set_typed(self, typed: Any) -> None:
        self.input.setText(typed.text)
        self._mark()

    def set_actor(self, actor: str) -> None:
        for swatch in self.swatches.buttons():
            if isinstance(swatch, Swatch):
                swatch.actor = actor
                swatch.update()

    def _pick(self, colour: str) -> None:
        self.input.setText(colour)
        self._mark()
        self.edited.emit()
        self.done.emit()

    def _mark(self) -> None:
        chosen = self.input.text().strip().lower()
        self.swatches.setExclusive(False)
        for swatch in self.swatches.buttons():
            swatch.setChecked(isinstance(swatch, Swatch) and swatch.colour == chosen)
        self.swatches.setExclusive(True)


class Swatch(QAbstractButton):
    picked = Signal(str)

    def __init__(self, colour: str, actor: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.colour = colour
        self.actor = actor
        self.setCheckable(True)
        self.setToolTip(colour)
        self.setAccessibleName(colour)
        self.clicked.connect(lambda: self.picked.emit(self.colour))

    def sizeHint(self) -> QSize:
        return QSize(SIDE, SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The chosen one has a ring of text colour, the one with the keyboard a ring of the accent."""
        tone = tones(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        made = stripe(self.actor, self.colour) if self.actor else Stripe(self.colour, Pattern.SOLID)
        paint_stripes(painter, area.adjusted(4, 4, -4, -4), [made], tone.card)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.isChecked() or self.hasFocus():
            painter.setPen(QPen(tone.accent if self.hasFocus() else tone.text, 2))
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 4, 4)
        painter.end()
