"""What is shown, in large: its name, what it is, and its other names."""

from __future__ import annotations

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from situation_board.gui.look import HALF


class TitleBlock(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = self._label(1.5, bold=True)
        self.number = QLabel(self)
        self.number.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.kind = self._label(1.0, quiet=True)
        self.others = self._label(1.0, quiet=True)
        self.top = QHBoxLayout()
        self.top.addWidget(self.name, 1)
        self.top.addWidget(self.number)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, HALF)
        column.setSpacing(2)
        column.addLayout(self.top)
        column.addWidget(self.kind)
        column.addWidget(self.others)

    def _label(self, size: float, *, bold: bool = False, quiet: bool = False) -> QLabel:
        label = QLabel(self)
        label.setWordWrap(True)
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        font = label.font()
        font.setPointSizeF(font.pointSizeF() * size)
        font.setBold(bold)
        label.setFont(font)
        if quiet:
            label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        return label

    def show_title(self, name: str, *, kind: str, others: str = "", number: str = "", struck: bool = False) -> None:
        font = self.name.font()
        font.setStrikeOut(struck)
        self.name.setFont(font)
        for label, words in ((self.name, name), (self.kind, kind), (self.others, others), (self.number, number)):
            label.setText(words)
            label.setVisible(bool(words))
