"""What stands above a chart: what it is about, area, source, zoom, the table, and taking it along."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from situation_board.core.questions.moments import Moment
from situation_board.gui.charts.asking import ChartKind, Choices, Subject
from situation_board.gui.charts.words import subject_words
from situation_board.gui.filter_parts import OriginBox, refill
from situation_board.gui.look import HALF, SPACE, icon


class ChartBar(QWidget):
    """`asked` when something else is to be shown; `save_wanted` brings the ending of a file."""

    asked = Signal()
    save_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = self._box(self.tr("What the chart is about"))
        for kind in ChartKind:
            self.kind.addItem(subject_words(kind), kind.value)
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.kind.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.area = self._box(self.tr("Only events in this area"), self.tr("Any area"))
        self.source = self._box(self.tr("Only figures of this source"), self.tr("Any source"))
        self.origin = OriginBox(self)
        self.origin.setMaximumWidth(28 * SPACE)
        self.origin.currentIndexChanged.connect(self.asked)
        self.farther = self._action(self.tr("Zoom out"), "−", "-")
        self.nearer = self._action(self.tr("Zoom in"), "+", "+")
        self.whole = self._action(self.tr("Show all time"), self.tr("All"), "Home")
        self.copy = QAction(icon("copy"), self.tr("&Copy picture"), self)
        self.table = self._button(self.tr("Table"), self.tr("The same numbers as a table"))
        self.table.setCheckable(True)
        self._lay_out()

    def subject(self, moment: Moment) -> Subject:
        kind = ChartKind(self.kind.currentData())
        area, source = self.area.currentData(), self.source.currentData()
        return Subject(kind, area, source, moment, origin=self.origin.chosen)

    def show_choices(self, choices: Choices) -> None:
        """What was chosen stays chosen, as long as it is there."""
        self.origin.show_files(choices.files)
        before = (self.area.currentData(), self.source.currentData())
        for box, found in ((self.area, choices.areas), (self.source, choices.sources)):
            refill(box, ((each.id, each.name) for each in found), box.currentData())
        if (self.area.currentData(), self.source.currentData()) != before:
            self.asked.emit()

    def enable(self, *, is_empty: bool, is_chart: bool) -> None:
        for action in (self.farther, self.nearer, self.whole):
            action.setEnabled(is_chart)
        self.save.setEnabled(not is_empty)

    def _box(self, name: str, any_words: str | None = None) -> QComboBox:
        box = QComboBox(self)
        if any_words is not None:
            box.addItem(any_words, None)
        box.setAccessibleName(name)
        box.setToolTip(name)
        box.setMinimumContentsLength(9)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        box.setMaximumWidth(28 * SPACE)
        box.currentIndexChanged.connect(self.asked)
        return box

    def _action(self, name: str, words: str, key: str) -> QAction:
        action = QAction(words, self)
        action.setToolTip(f"{name} ({key})")
        return action

    def _button(self, words: str, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(words)
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(HALF)
        for box in (self.kind, self.area, self.source, self.origin):
            row.addWidget(box)
        row.addStretch(1)
        for action in (self.farther, self.nearer, self.whole):
            button = self._button("", action.toolTip())
            button.setDefaultAction(action)
            button.setMinimumWidth(3 * SPACE + HALF)
            row.addWidget(button)
        row.addWidget(self.table)
        self.save = self._make_save()
        row.addWidget(self.save)

    def _make_save(self) -> QToolButton:
        menu = QMenu(self)
        menu.addAction(self.copy)
        menu.addSeparator()
        words = {
            ".png": self.tr("Save as &PNG…"),
            ".svg": self.tr("Save as &SVG…"),
            ".csv": self.tr("Save the numbers as CS&V…"),
        }
        for ending, text in words.items():
            menu.addAction(text).triggered.connect(partial(self._want, ending))
        button = self._button(self.tr("Save"), self.tr("Copy or save the chart"))
        button.setIcon(icon("save"))
        button.setIconSize(QSize(2 * SPACE, 2 * SPACE))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(menu)
        return button

    def _want(self, ending: str, _checked: bool = False) -> None:
        self.save_wanted.emit(ending)
