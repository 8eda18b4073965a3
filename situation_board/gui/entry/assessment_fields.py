"""What the basis *assessed* asks for: whose assessment it is, why, and how sure they are."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from situation_board.core.problems import Mistake, Problem
from situation_board.core.vocabulary import Confidence
from situation_board.gui.entry.error_line import ErrorLine
from situation_board.gui.entry.spoken_field import SpokenField
from situation_board.gui.entry.wording import caption_of, words_of
from situation_board.gui.look import SPACE


class AssessmentFields(QWidget):
    """Three inputs of a line of entry; `keys` sees their Enter and Escape."""

    def __init__(self, parent: QWidget, *, keys: QObject) -> None:
        super().__init__(parent)
        self.assessed_by, self.reasoning = QLineEdit(self), QLineEdit(self)
        self.assessed_by.setPlaceholderText(self.tr("a role, such as analyst"))
        self.reasoning.setPlaceholderText(self.tr("in one line"))
        self.confidence = QComboBox(self)
        self.confidence.addItem(self.tr("not stated"), None)
        for term in Confidence:
            self.confidence.addItem(words_of(term), term)
        inputs = {"assessed_by": self.assessed_by, "reasoning": self.reasoning, "confidence": self.confidence}
        self.fields = {name: SpokenField(caption_of(name), input, self) for name, input in inputs.items()}
        self.errors = {name: ErrorLine(self) for name in inputs}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE)
        grid.setVerticalSpacing(2)
        for column, (name, field) in enumerate(self.fields.items()):
            grid.addWidget(self.errors[name], 0, column, 1, len(inputs) - column)
            grid.addWidget(field, 1, column)
            field.input.installEventFilter(keys)
        grid.setColumnStretch(1, 1)

    def values(self) -> dict[str, Any]:
        """The fields of a status that are filled."""
        chosen = self.confidence.currentData()
        return {
            "assessed_by": self.assessed_by.text().strip() or None,
            "reasoning": self.reasoning.text().strip() or None,
            "confidence": Confidence(chosen) if chosen else None,
        }

    def takes(self, problem: Problem) -> bool:
        """Whether the problem is about one of these; then it is said beside it."""
        name = problem.field if isinstance(problem, Mistake) else ""
        if name not in self.errors:
            return False
        self.errors[name].show_problem(problem)
        self.fields[name].input.setFocus()
        return True

    def clear(self) -> None:
        self.assessed_by.clear()
        self.reasoning.clear()
        self.confidence.setCurrentIndex(0)
        self.clear_errors()

    def clear_errors(self) -> None:
        for error in self.errors.values():
            error.clear()
