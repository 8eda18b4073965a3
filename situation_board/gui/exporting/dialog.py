"""Writing a file for others: what it would hold comes first; it counts when it was read back and compared."""

from __future__ import annotations

import dataclasses
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QWidget

from situation_board.core.problems import Mistake, Problem
from situation_board.gui.background import Situation
from situation_board.gui.background.steps import UnderWay
from situation_board.gui.entry.error_line import ErrorLine
from situation_board.gui.errors import announce
from situation_board.gui.exporting.choices import EXTRACT, FORMS, WHOLE, Choice
from situation_board.gui.exporting.doing import Look, look, write
from situation_board.gui.exporting.form import ExportForm
from situation_board.gui.exporting.words import look_words
from situation_board.gui.file_dialog import FileDialog
from situation_board.gui.importing.going import Going
from situation_board.gui.leaving import stop_timers
from situation_board.gui.safekeeping.parts import button, column_of, row_of, wrapped

WIDTH = 560
SHOWN_AFTER = 500
"""Milliseconds: what is done sooner needs no bar."""
CHOOSING_MILLISECONDS = 150


class ExportDialog(QDialog):
    """`written` brings the file, what it is and how many rows or changes stand in it."""

    written = Signal(object, object, int)

    def __init__(self, situation: Situation, what: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Export"))
        self.setMinimumWidth(WIDTH)
        self._situation = situation
        self._looking: UnderWay | None = None
        self._writing: UnderWay | None = None
        self.form = ExportForm(what, self)
        self.says = wrapped("", self)
        self.about = wrapped("", self)
        self.error = ErrorLine(self)
        self.going = Going(self)
        self._patience = QTimer(self, singleShot=True, interval=SHOWN_AFTER)
        self._patience.timeout.connect(self._show_going)
        self._choosing = QTimer(self, singleShot=True, interval=CHOOSING_MILLISECONDS)
        self._choosing.timeout.connect(self._look)
        self._lay_out()
        self.form.changed.connect(self._look_again)
        self.form.resized.connect(self._fit)
        self._look_again()

    # --- what it would hold

    def _look_again(self) -> None:
        self._stop_looking()
        self.error.clear()
        self.about.setText(self._about(self.form.choice))
        self._choosing.start()

    def _look(self) -> None:
        choice = self.form.choice
        self._looking = self._situation.walk(
            partial(look, choice=choice),
            progress=lambda _: None,
            done=partial(self._show_look, choice),
            failed=self._fail,
            receiver=self,
        )

    def _show_look(self, choice: Choice, found: Look) -> None:
        self._looking = None
        self.says.setText(look_words(found, choice, self.locale()))
        self._fit()
        announce(self, self.says.text())

    def _about(self, choice: Choice) -> str:
        if choice.what == EXTRACT:
            return self.tr(
                "A new situation without any history: no former values, no people and no laptops are in it. It is"
                " marked as an extract, and is never merged with this one."
            )
        if choice.what == WHOLE:
            return self.tr(
                "Everything, and nothing left out: for a copy in plain text, or for a program. From it the same"
                " situation can be made again, and other laptops can merge it. Whoever has it can read all of it."
            )
        return self.tr("Every row carries handling label, as-of, situation and exercise mark.")

    # --- writing

    def ask_where(self) -> None:
        """Ask for the name of the file, beside the work."""
        self.error.clear()
        choice = self.form.choice
        try:
            choice = dataclasses.replace(choice, passphrase=self.form.checked_passphrase())
        except Mistake:  # said beside the field
            return
        filters = f"{FORMS[choice.form]} (*{choice.form})"
        dialog = FileDialog(self, self.tr("Save as"), self._proposed(choice), filters)
        dialog.setAcceptMode(FileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(choice.form.removeprefix("."))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self.begin(choice, Path(path)))
        dialog.open()

    def _proposed(self, choice: Choice) -> str:
        label = f" {choice.label.value.replace(':', '-')}" if choice.label is not None else ""
        return f"{self._situation.path.stem} {choice.what}{label}{choice.form}"

    def begin(self, choice: Choice, path: Path) -> None:
        """Write it, on another thread."""
        if path.exists() and path.samefile(self._situation.path):
            self._fail(
                Mistake(
                    self.tr("The file itself cannot be written over."),
                    do=self.tr("Give it another name or folder."),
                )
            )
            return
        self._stop_looking()
        self._set_busy(True)
        self._writing = self._situation.walk(
            partial(write, choice=choice, path=path),
            progress=self.going.show_progress,
            done=lambda rows: self._finish(choice, path, rows),
            failed=self._fail,
            receiver=self,
        )

    def _finish(self, choice: Choice, path: Path, rows: int) -> None:
        self._writing = None
        self._set_busy(False)
        self.written.emit(path, choice, rows)
        self.accept()

    def _fail(self, problem: Problem) -> None:
        self._looking = self._writing = None
        self._set_busy(False)
        self.error.show_problem(problem)
        self._fit()

    def reject(self) -> None:
        """Stop what goes on; when nothing does, close."""
        if self._writing is not None:
            self._writing.stop()
            self._writing = None
            self._set_busy(False)
            self.error.show_words(self.tr("Stopped. Nothing was written."))
            self._fit()
            return
        self._stop_looking()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Of what is being written nothing stays."""
        if self._writing is not None:
            self._writing.stop()
            self._writing = None
        stop_timers(self)
        super().closeEvent(event)

    def _stop_looking(self) -> None:
        self._choosing.stop()
        if self._looking is not None:
            self._looking.stop()
            self._looking = None

    # --- laying out

    def _set_busy(self, is_busy: bool) -> None:
        self.error.clear()
        self.form.setEnabled(not is_busy)
        self.save.setEnabled(not is_busy)
        self.close_button.setText(self.tr("&Stop") if is_busy else self.tr("&Close"))
        if is_busy:
            self._patience.start()
        else:
            self._patience.stop()
            self.going.end()

    def _show_going(self) -> None:
        self.going.begin(self.tr("Writing"))
        self._fit()

    def _fit(self) -> None:
        """As high as what is shown; once the lines have found their place."""
        QTimer.singleShot(0, self, self.adjustSize)

    def _lay_out(self) -> None:
        self.save = button(self.tr("&Save as…"), self.ask_where, self)
        self.close_button = button(self.tr("&Close"), self.reject, self)
        column = column_of(self)
        for widget in (self.form, self.about, self.says, self.error, self.going):
            column.addWidget(widget)
        column.addStretch(1)
        column.addLayout(row_of(None, self.close_button, self.save))
        self.save.setDefault(True)
