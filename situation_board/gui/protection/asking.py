"""Asking for the passphrase of a file that is to be opened or merged."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from situation_board.core.problems import Problem
from situation_board.core.protection.passphrase import key_of_passphrase
from situation_board.gui.background import Errands
from situation_board.gui.choosing import choose_key
from situation_board.gui.entry.error_line import ErrorLine
from situation_board.gui.look import SPACE
from situation_board.gui.protection.passphrase_line import PassphraseLine, keyboard_words

Role = QDialogButtonBox.ButtonRole


def ask_passphrase(
    parent: QWidget,
    errands: Errands,
    path: Path,
    chosen: Callable[[bytes], None],
    *,
    damaged: Callable[[], None] | None = None,
) -> None:
    """Ask until the file opens with it, or nobody wants to any more; `damaged` when somebody thinks it is that."""
    dialog = PassphraseDialog(path, errands, parent, may_be_damaged=damaged is not None)
    dialog.found.connect(chosen)
    if damaged is not None:
        dialog.damaged.connect(damaged)
    dialog.open()


class PassphraseDialog(QDialog):
    """`found` brings a key that opens the file, or the one of a key file."""

    found = Signal(object)
    damaged = Signal()

    def __init__(self, path: Path, errands: Errands, parent: QWidget, *, may_be_damaged: bool = False) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Passphrase"))
        self.setMinimumWidth(420)
        self._path = path
        self._errands = errands
        self.line = PassphraseLine(self.tr("Passphrase"), self)
        self.error = ErrorLine(self)
        self._keyboard = QLabel(self)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._open = self._buttons.addButton(self.tr("&Open"), Role.AcceptRole)
        key_file = self._buttons.addButton(self.tr("&Key file…"), Role.ActionRole)
        key_file.setAutoDefault(False)
        key_file.clicked.connect(lambda: choose_key(self, errands, self._take, self._fail))
        if may_be_damaged:
            rescue = self._buttons.addButton(self.tr("It is &damaged…"), Role.ActionRole)
            rescue.setAutoDefault(False)
            rescue.clicked.connect(self._give_up)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self.line.textEdited.connect(lambda _: self.error.clear())
        QGuiApplication.inputMethod().localeChanged.connect(self._say_keyboard)
        self._lay_out()
        self._say_keyboard()

    def accept(self) -> None:
        """Try it; the dialog stays until it fits."""
        self._set_busy(True)
        work = partial(key_of_passphrase, self._path, self.line.text())
        self._errands.run(work, done=self._take, failed=self._fail, receiver=self)

    def _give_up(self) -> None:
        """A file whose beginning is destroyed looks like a protected one."""
        self.reject()
        self.damaged.emit()

    def _take(self, key: bytes) -> None:
        self.line.clear()
        self.found.emit(key)
        super().accept()

    def _fail(self, problem: Problem) -> None:
        self._set_busy(False)
        self.error.show_problem(problem)
        self.line.selectAll()
        self.line.setFocus()

    def _set_busy(self, is_busy: bool) -> None:
        self.line.setEnabled(not is_busy)
        self._open.setEnabled(not is_busy)

    def _say_keyboard(self) -> None:
        self._keyboard.setText(keyboard_words(self))

    def _lay_out(self) -> None:
        words = QLabel(self.tr("%1 is protected.").replace("%1", f"\u2068{self._path.name}\u2069"), self)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        sheet = QLabel(self.tr("Passphrase, or the code of the recovery sheet:"), self)
        sheet.setBuddy(self.line)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        for widget in (words, sheet, self.line, self.error, self._keyboard, self._buttons):
            column.addWidget(widget)
        self._open.setDefault(True)
