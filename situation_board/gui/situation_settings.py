"""Settings of a situation: what it is called, how it is handled, its headings, how long things stay fresh, its end."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QGroupBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from situation_board.core.actions.situations import edit_situation
from situation_board.core.problems import Mistake, Problem
from situation_board.core.questions.filtering import SHELF_LIFE
from situation_board.core.questions.routes import SHELF_LIFE as ROUTE_LIFE
from situation_board.core.questions.shelf_lives import ADVISORY as ADVISORY_LIFE
from situation_board.core.rows import Situation as SituationRow
from situation_board.core.store import Changes, Reading, Saved
from situation_board.core.vocabulary import Column, HandlingLabel
from situation_board.gui.background import Situation
from situation_board.gui.entry.clock import Clock, clock, time_text, understood_time
from situation_board.gui.entry.error_line import ErrorLine
from situation_board.gui.entry.understanding import Typed, understand
from situation_board.gui.entry.wording import words_of
from situation_board.gui.look import SPACE

WIDTH, HEIGHT = 480, 600
MARGIN = 80
"""Pixels of the screen that a dialog leaves free, for its frame and what the system keeps there."""
LIVES = {**{column.value: SHELF_LIFE[column] for column in Column}, "route": ROUTE_LIFE, "advisory": ADVISORY_LIFE}
"""What a shelf life is for -> its usual hours."""


def settings(reading: Reading) -> tuple[SituationRow, Clock, str]:
    """The situation, what counts as now, and when it was closed as one would type it."""
    return reading.situation, clock(reading), time_text(reading.situation.closed_at, reading.zone)


def save_settings(reading: Reading, typed: Mapping[str, object]) -> Changes:
    """Change what differs; Mistakes name the field."""
    return edit_situation(reading, **understand(reading, "situation", typed).values)


class SituationSettings(QDialog):
    """Enter saves; what is wrong is said beside its field, and nothing is lost."""

    def __init__(self, situation: Situation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Settings of the situation"))
        self.setMinimumSize(320, 240)
        self.resize(WIDTH, min(HEIGHT, self.screen().availableGeometry().height() - MARGIN))
        self._situation = situation
        self._clock: Clock | None = None
        self.lines: dict[str, QLineEdit] = {}
        self.errors: dict[str, ErrorLine] = {}
        self.label = QComboBox(self)
        for label in HandlingLabel:
            self.label.addItem(label.value, label)
        self.exercise = QCheckBox(self.tr("This is an exercise, not real"), self)
        self.closed_hint = QLabel(self)
        self.general_error = ErrorLine(self)
        self._lay_out()
        situation.ask(settings, done=self._show, receiver=self)

    # --- making

    def _lay_out(self) -> None:
        inside = QWidget(self)
        groups = QVBoxLayout(inside)
        groups.setContentsMargins(0, 0, 0, 0)
        groups.setSpacing(SPACE)
        for group in (self._about(), self._shelf_lives(), self._headings()):
            groups.addWidget(group)
        groups.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(inside)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addWidget(scroll, 1)
        column.addWidget(self.general_error)
        column.addWidget(self.buttons)

    def _about(self) -> QGroupBox:
        group, grid = _group(self.tr("Situation"))
        self._add_line(grid, "name", self.tr("Name"))
        grid.addWidget(_caption(self.tr("Handling label"), self.label), grid.rowCount(), 0)
        grid.addWidget(self.label, grid.rowCount() - 1, 1)
        grid.addWidget(self.exercise, grid.rowCount(), 1)
        self._add_line(grid, "closed_at", self.tr("Closed at"), self.tr("not closed; such as 8 Dec 2024 00:00"))
        self.lines["closed_at"].setToolTip(self.tr("From then on this time counts as now, and ages do not grow"))
        self.lines["closed_at"].textChanged.connect(self._explain_time)
        grid.addWidget(self.closed_hint, grid.rowCount(), 1)
        self._add_line(grid, "note", self.tr("Note"))
        return group

    def _shelf_lives(self) -> QGroupBox:
        group, grid = _group(self.tr("Hours until something is stale"))
        words = {column.value: words_of(column) for column in Column}
        words |= {"route": self.tr("routes and crossings"), "advisory": self.tr("advisories")}
        for name, usual in LIVES.items():
            self._add_line(grid, f"shelf_life_{name}", words[name], self.tr("{0} as usual").format(usual))
        return group

    def _headings(self) -> QGroupBox:
        group, grid = _group(self.tr("Headings of the columns"))
        for column in Column:
            self._add_line(grid, f"heading_{column.value}", words_of(column), words_of(column))
        return group

    def _add_line(self, grid: QGridLayout, name: str, words: str, placeholder: str = "") -> None:
        line, error = QLineEdit(self), ErrorLine(self)
        line.setPlaceholderText(placeholder)
        line.setAccessibleName(words)
        line.textEdited.connect(error.clear)
        self.lines[name], self.errors[name] = line, error
        row = grid.rowCount()
        grid.addWidget(_caption(words, line), row, 0)
        grid.addWidget(line, row, 1)
        grid.addWidget(error, row + 1, 1)

    # --- showing and saving

    def _show(self, found: tuple[SituationRow, Clock, str]) -> None:
        row, self._clock, closed = found
        for name, line in self.lines.items():
            value = closed if name == "closed_at" else getattr(row, name)
            line.setText("" if value is None else str(value))
        self.label.setCurrentIndex(list(HandlingLabel).index(HandlingLabel(row.label or HandlingLabel.AMBER)))
        self.exercise.setChecked(row.exercise)
        self.lines["name"].setFocus()

    def _explain_time(self, text: str) -> None:
        if self._clock is not None:
            self.closed_hint.setText(understood_time(text, self._clock))

    def accept(self) -> None:
        if self._clock is None:
            return
        for error in (self.general_error, *self.errors.values()):
            error.clear()
        typed: dict[str, object] = {name: Typed(line.text()) for name, line in self.lines.items()}
        typed |= {"label": HandlingLabel(self.label.currentData()), "exercise": self.exercise.isChecked()}
        self._situation.do(save_settings, typed, done=self._saved, failed=self._failed, receiver=self)

    def _saved(self, saved: Saved) -> None:
        super().accept()

    def _failed(self, problem: Problem) -> None:
        field = problem.field if isinstance(problem, Mistake) else ""
        self.errors.get(field, self.general_error).show_problem(problem)
        if field in self.lines:
            self.lines[field].setFocus()


def _group(title: str) -> tuple[QGroupBox, QGridLayout]:
    group = QGroupBox(title)
    grid = QGridLayout(group)
    grid.setHorizontalSpacing(SPACE)
    grid.setVerticalSpacing(2)
    grid.setColumnMinimumWidth(0, 140)
    grid.setColumnStretch(1, 1)
    return group, grid


def _caption(words: str, buddy: QWidget) -> QLabel:
    caption = QLabel(words)
    caption.setBuddy(buddy)
    return caption
