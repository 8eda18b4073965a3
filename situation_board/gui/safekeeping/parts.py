"""What the dialogs of safekeeping are made of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from situation_board.core.problems import Problem
from situation_board.gui.background import Errands
from situation_board.gui.charts.writing import write_whole
from situation_board.gui.entry.wording import lines_beginning_here, without_marks
from situation_board.gui.file_dialog import FileDialog
from situation_board.gui.look import SPACE
from situation_board.gui.protection.leaving import open_to_take_out

LINES = 7
"""Of a list that is longer: it scrolls."""


class Words(QLabel):
    """Words in as many lines as they take, which begin where the window begins."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.setText(words)

    def setText(self, words: str) -> None:
        super().setText(lines_beginning_here(words, self.layoutDirection()))


def wrapped(words: str, parent: QWidget) -> Words:
    return Words(words, parent)


def headline(words: str, parent: QWidget) -> Words:
    label = Words(words, parent)
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    return label


def caption(words: str, field: QWidget) -> QLabel:
    """Words before a field that their underlined letter leads to."""
    label = QLabel(words)
    label.setBuddy(field)
    return label


def list_of_words(name: str, parent: QWidget) -> QPlainTextEdit:
    """Lines that are read and not changed; Tab goes on from it."""
    text = QPlainTextEdit(parent)
    text.setReadOnly(True)
    text.setTabChangesFocus(True)
    text.setAccessibleName(name)
    text.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
    text.setFixedHeight(LINES * text.fontMetrics().lineSpacing() + 2 * SPACE)
    return text


def button(words: str, pressed: Callable[[], object], parent: QWidget) -> QPushButton:
    """One that Enter does not press from afar."""
    made = QPushButton(words, parent)
    made.setAutoDefault(False)
    made.clicked.connect(lambda: pressed())
    return made


def row_of(*widgets: QWidget | None) -> QHBoxLayout:
    """Side by side; None is room between them."""
    row = QHBoxLayout()
    row.setSpacing(SPACE)
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget, 1 if isinstance(widget, QLineEdit) else 0)
    return row


def column_of(dialog: QWidget, *, margin: int = 2 * SPACE) -> QVBoxLayout:
    column = QVBoxLayout(dialog)
    column.setContentsMargins(margin, margin, margin, margin)
    column.setSpacing(SPACE)
    return column


def save_words(
    parent: QDialog,
    errands: Errands,
    title: str,
    proposed: Path,
    words: str,
    failed: Callable[[Problem], None],
) -> None:
    """Ask where a list is to be saved as a text; on a laptop at risk after a question."""
    dialog = FileDialog(parent, title, str(proposed), parent.tr("Text") + " (*.txt)")
    dialog.setAcceptMode(FileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("txt")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def save(path: str) -> None:
        content = without_marks(words).encode("utf-8-sig")
        errands.run(lambda: write_whole(Path(path), content), done=_pass, failed=failed, receiver=parent)

    dialog.fileSelected.connect(save)
    open_to_take_out(dialog)


def _pass(_: object) -> None:
    """The file is there; nobody waits for it."""
