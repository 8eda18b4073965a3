"""The lines in which a new passphrase is typed twice, with an honest word on how strong it is and what it costs."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFormLayout, QWidget

from situation_board.core.problems import Mistake
from situation_board.core.protection.passphrase import check_new
from situation_board.core.protection.strength import Level, strength
from situation_board.gui.entry.error_line import ErrorLine
from situation_board.gui.look import SPACE
from situation_board.gui.protection.passphrase_line import PassphraseLine, keyboard_words
from situation_board.gui.safekeeping.parts import wrapped

MARKS = {Level.WEAK: "▰▱▱", Level.FAIR: "▰▰▱", Level.STRONG: "▰▰▰"}


class NewPassphrase(QWidget):
    """`resized`: a line came or went."""

    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first = PassphraseLine(self.tr("New passphrase"), self)
        self.again = PassphraseLine(self.tr("The same once more"), self)
        self.hint = wrapped("", self)
        self.final = wrapped(
            self.tr("If it is forgotten, nobody can open the file: not the makers of this program, nobody."), self
        )
        self.error = ErrorLine(self)
        for line in (self.first, self.again):
            line.textEdited.connect(self._say_strength)
        QGuiApplication.inputMethod().localeChanged.connect(self._say_strength)
        self._lay_out()
        self._say_strength()

    def checked(self) -> str:
        """What was typed. Raises Mistake, which is said here as well."""
        try:
            return self._checked()
        except Mistake as mistake:
            self.show_mistake(mistake)
            raise

    def show_mistake(self, mistake: Mistake) -> None:
        self.error.show_problem(mistake)
        self.first.setFocus()
        self.resized.emit()

    def clear(self) -> None:
        for line in (self.first, self.again):
            line.clear()
        self._say_strength()

    def _checked(self) -> str:
        typed = self.first.text()
        check_new(typed)
        if typed != self.again.text():
            raise Mistake(self.tr("The two are not the same."), field="passphrase")
        return typed

    def _say_strength(self) -> None:
        self.error.clear()
        words = {
            Level.WEAK: self.tr("can be guessed: take five words that have nothing to do with each other"),
            Level.FAIR: self.tr("holds for a while: one or two more words make it strong"),
            Level.STRONG: self.tr("strong"),
        }
        level = strength(self.first.text()).level
        said = f"{MARKS[level]} {words[level]}" if self.first.text() else ""
        self.hint.setText("\n".join(part for part in (said, keyboard_words(self)) if part))
        is_said = bool(self.hint.text())
        if is_said == self.hint.isHidden():
            self.hint.setVisible(is_said)
            self.resized.emit()

    def _lay_out(self) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(SPACE)
        form.addRow(self.tr("New p&assphrase"), self.first)
        form.addRow(self.tr("Once &more"), self.again)
        for line in (self.error, self.hint, self.final):
            form.addRow("", line)
