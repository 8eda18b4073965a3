"""Check this file: everything in it is read and proved while work goes on; what came of it, in plain words."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QProgressBar, QWidget

from situation_board.core.integrity import Findings, Look
from situation_board.core.problems import Problem
from situation_board.gui.background import Errands, Situation
from situation_board.gui.background.steps import UnderWay
from situation_board.gui.entry.error_line import ErrorLine
from situation_board.gui.entry.wording import isolated, lines_beginning_here
from situation_board.gui.errors import announce
from situation_board.gui.safekeeping.check_words import (
    advice,
    beginning_words,
    finding_lines,
    look_words,
    outcome_words,
)
from situation_board.gui.safekeeping.checking import Checking
from situation_board.gui.safekeeping.parts import (
    button,
    column_of,
    headline,
    list_of_words,
    row_of,
    save_words,
    wrapped,
)

WIDTH = 520


class CheckDialog(QDialog):
    """`damaged` says that the file is; `restore_wanted` and `salvage_wanted` are the ways out. It begins by itself."""

    damaged = Signal()
    restore_wanted = Signal()
    salvage_wanted = Signal()

    def __init__(self, situation: Situation, errands: Errands, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Check this file"))
        self.setMinimumWidth(WIDTH)
        self._situation, self._errands = situation, errands
        self._checking: Checking | None = None
        self._under_way: UnderWay | None = None
        self._found: Findings | None = None
        self.error = ErrorLine(self)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.says = wrapped("", self)
        self.list = list_of_words(self.tr("What is not in order"), self)
        self.advice = wrapped("", self)
        self._lay_out()
        self.begin()

    def begin(self) -> None:
        """Look through the file as it is now."""
        self._found = None
        self._checking = Checking(self._situation)
        self.says.setText(beginning_words())
        self._show_parts(is_going=True)
        self._under_way = self._situation.walk(
            self._checking.steps,
            progress=self._show_look,
            done=self._show_outcome,
            failed=self._fail,
            receiver=self,
            may_be_cut=True,
        )

    def reject(self) -> None:
        """Cancel what goes on; when nothing does, close."""
        if self._under_way is None:
            super().reject()
            return
        self._end(drop=True)
        self.says.setText(self.tr("Stopped before the end. Nothing was changed."))
        self._show_parts(is_going=False)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._end(drop=True)
        super().closeEvent(event)

    # --- what came of it

    def _show_look(self, look: Look) -> None:
        self.bar.setRange(0, look.looks)
        self.bar.setValue(look.number - 1)
        self.says.setText(look_words(look, self.locale()))

    def _show_outcome(self, found: Findings | None) -> None:
        """None when the file was closed meanwhile, as by the lock."""
        self._end()
        self._found = found
        if found is None:
            self.says.setText(self.tr("The file was closed meanwhile, so the check did not come to its end."))
        else:
            self.says.setText(outcome_words(found, self.locale()))
            lines = "\n".join(finding_lines(found)).strip()
            self.list.setPlainText(lines_beginning_here(lines, self.layoutDirection()))
            self.advice.setText(advice(found))
        self._show_parts(is_going=False)
        announce(self, self.says.text())
        if found is not None and any(each.kind == "file" for each in found.found):
            self.damaged.emit()

    def _fail(self, problem: Problem) -> None:
        self._end()
        self.says.setText(self.tr("The check did not come to its end."))
        self._show_parts(is_going=False)
        self.error.show_problem(problem)

    def _end(self, *, drop: bool = False) -> None:
        if drop and self._under_way is not None:
            self._under_way.stop()
        self._under_way = None
        if self._checking is not None:
            self._checking.end()
            self._checking = None

    def _save_list(self) -> None:
        words = "\n".join((self.says.text(), "", self.list.toPlainText(), "", self.advice.text(), ""))
        path = self._situation.path.with_suffix(".txt")
        save_words(self, self._errands, self.tr("Save what is not in order"), path, words, self.error.show_problem)

    # --- laying out

    def _show_parts(self, *, is_going: bool) -> None:
        self.error.clear()
        is_wrong = self._found is not None and not self._found.clean
        if is_going:
            self.bar.setRange(0, 0)
        self.bar.setVisible(is_going)
        for widget in (self.list, self.advice, self.save, self.restore, self.salvage):
            widget.setVisible(is_wrong)
        self.again.setVisible(not is_going)
        self.close_button.setText(self.tr("&Cancel") if is_going else self.tr("&Close"))
        self.close_button.setFocus()
        QTimer.singleShot(0, self, self.adjustSize)  # once the lines have found their place

    def _lay_out(self) -> None:
        self.save = button(self.tr("&Save the list…"), self._save_list, self)
        self.restore = button(self.tr("Back to a &backup…"), self.restore_wanted.emit, self)
        self.salvage = button(self.tr("Bring out what can be &read…"), self.salvage_wanted.emit, self)
        self.again = button(self.tr("Check &again"), self.begin, self)
        self.close_button = button(self.tr("&Close"), self.reject, self)
        what = self.tr(
            "Everything in the file is read, and proved to be what was entered, received and imported. Go on working"
            " meanwhile; nothing is changed. A large file takes minutes."
        )
        column = column_of(self)
        column.addWidget(headline(isolated(self._situation.path.name), self))
        for widget in (wrapped(what, self), self.bar, self.says, self.error, self.list, self.advice):
            column.addWidget(widget)
        column.addStretch(1)
        column.addLayout(row_of(self.save, self.restore, self.salvage, None, self.again, self.close_button))
