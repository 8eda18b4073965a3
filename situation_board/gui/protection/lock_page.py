"""What a locked window shows: that it is locked, and nothing else."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QFont, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from situation_board.core.problems import Problem
from situation_board.gui.entry.error_line import ErrorLine
from situation_board.gui.look import SPACE, icon
from situation_board.gui.protection.passphrase_line import PassphraseLine, keyboard_words

PICTURE, WIDTH = 48, 420


class LockPage(QWidget):
    """`typed` brings a passphrase, `key_file_wanted` asks for the other way, `left` says that the page was closed."""

    typed = Signal(str)
    key_file_wanted = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Locked - Situation Board"))
        self._is_done = False
        self.line = PassphraseLine(self.tr("Passphrase"), self)
        self.error = ErrorLine(self)
        self.unlock = QPushButton(self.tr("&Unlock"), self)
        self.unlock.clicked.connect(self._give)
        self.line.returnPressed.connect(self._give)
        self.line.textEdited.connect(lambda _: self.error.clear())
        self._key_file = QPushButton(self.tr("&Key file…"), self)
        self._key_file.clicked.connect(self.key_file_wanted)
        self._keyboard = QLabel(self)
        self._waits = QLabel(self.tr("What is under way is finished, then the file is closed…"), self)
        QGuiApplication.inputMethod().localeChanged.connect(self._say_keyboard)
        self._lay_out()
        self._say_keyboard()
        self.set_ready(False)

    def set_ready(self, is_ready: bool) -> None:
        """Not while the file is being closed or opened."""
        for widget in (self.line, self.unlock, self._key_file):
            widget.setEnabled(is_ready)
        self._waits.setVisible(not is_ready)
        if is_ready:
            self._waits.setText("")
            self.line.setFocus()

    def show_problem(self, problem: Problem) -> None:
        self.set_ready(True)
        self.error.show_problem(problem)
        self.line.selectAll()

    def finish(self) -> None:
        """It was unlocked: the page goes, and the work stays."""
        self._is_done = True
        self.line.clear()
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        if not self._is_done:
            self._is_done = True
            self.left.emit()

    def _give(self) -> None:
        if self.unlock.isEnabled():
            self.set_ready(False)
            self.typed.emit(self.line.text())

    def _say_keyboard(self) -> None:
        self._keyboard.setText(keyboard_words(self))

    def _lay_out(self) -> None:
        picture, title = QLabel(self), QLabel(self.tr("Locked"), self)
        picture.setPixmap(icon("lock").pixmap(QSize(PICTURE, PICTURE)))
        large = QFont(title.font())
        large.setPointSizeF(large.pointSizeF() * 1.8)
        large.setBold(True)
        title.setFont(large)
        caption = QLabel(self.tr("&Passphrase, or the code of the recovery sheet"), self)
        caption.setBuddy(self.line)
        row = QHBoxLayout()
        row.addWidget(self._key_file)
        row.addStretch(1)
        row.addWidget(self.unlock)
        inside = QWidget(self)
        inside.setFixedWidth(WIDTH)
        column = QVBoxLayout(inside)
        column.setSpacing(SPACE)
        for widget in (picture, title, caption, self.line, self.error, self._keyboard, self._waits):
            column.addWidget(widget)
        column.addLayout(row)
        outside = QVBoxLayout(self)
        outside.addStretch(1)
        outside.addWidget(inside, 0, Qt.AlignmentFlag.AlignHCenter)
        outside.addStretch(2)
