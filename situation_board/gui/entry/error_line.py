"""What is wrong, said beside the input that it is about."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLabel, QSizePolicy, QWidget

from situation_board.core.problems import Problem
from situation_board.gui.entry.wording import beginning_here, isolated
from situation_board.gui.look import tones


class ErrorLine(QLabel):
    """Hidden while nothing is wrong. A mark in front says that it is an error without its colour."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("error")
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.hide()

    def is_shown(self) -> bool:
        return bool(self.text())

    def show_problem(self, problem: Problem) -> None:
        self.show_words(" ".join(part for part in (problem.happened, problem.do) if part))

    def show_words(self, words: str) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, tones(QApplication.palette()).alarm)
        self.setPalette(palette)
        self.setText(beginning_here(f"⚠ {isolated(words)}", self.layoutDirection()))
        self.setAccessibleName(words)
        self.show()

    def clear(self) -> None:
        super().clear()
        self.hide()
