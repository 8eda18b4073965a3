"""What is shown, in large: its name, what it is, and its other names."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from situation_board.core.rows import Name
from situation_board.gui.entry.wording import beginning_here
from situation_board.gui.inspector.values import names_words
from situation_board.gui.look import HALF

FEW_NAMES = 6


class TitleBlock(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = self._label(1.5, bold=True)
        self.number = QLabel(self)
        self.number.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.kind = self._label(1.0, quiet=True)
        self.others = self._label(1.0, quiet=True)
        self.more = QPushButton(self)
        self.more.setFlat(True)
        self.more.clicked.connect(self._show_all)
        self.more.hide()
        self._names: tuple[Name, ...] = ()
        self._shows_all = False
        self.top = QHBoxLayout()
        self.top.addWidget(self.name, 1)
        self.top.addWidget(self.number)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, HALF)
        column.setSpacing(2)
        column.addLayout(self.top)
        column.addWidget(self.kind)
        column.addWidget(self.others)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeading)

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

    def show_title(
        self,
        name: str,
        *,
        kind: str,
        names: tuple[Name, ...] = (),
        others: str = "",
        number: str = "",
        struck: bool = False,
    ) -> None:
        ordered = tuple(sorted(names, key=lambda each: each.language is None))
        if ordered != self._names:
            self._names = ordered
            self._shows_all = False
        others = others or self._other_names()
        font = self.name.font()
        font.setStrikeOut(struck)
        self.name.setFont(font)
        for label, words in ((self.name, name), (self.kind, kind), (self.others, others), (self.number, number)):
            label.setText(beginning_here(words, self.layoutDirection()))
            label.setVisible(bool(words))

    def _other_names(self) -> str:
        """The first few, those whose language is known before the others; the rest at a click."""
        hidden = 0 if self._shows_all else max(len(self._names) - FEW_NAMES, 0)
        self.more.setVisible(hidden > 0)
        self.more.setText(self.tr("and %n more", "", hidden))
        return names_words(self._names[: len(self._names) - hidden])

    def _show_all(self) -> None:
        self._shows_all = True
        self.others.setText(beginning_here(self._other_names(), self.layoutDirection()))
