"""A whole situation that was exported as JSON: where the file goes that is made of it, and whether it is protected."""

from __future__ import annotations

from collections.abc import Generator
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QFormLayout, QLineEdit, QProgressBar, QWidget

from situation_board.core.problems import Mistake, Problem
from situation_board.gui.background import Errands
from situation_board.gui.background.steps import UnderWay
from situation_board.gui.entry.error_line import ErrorLine
from situation_board.gui.entry.wording import isolated
from situation_board.gui.file_dialog import FileDialog
from situation_board.gui.files import WholeFile, file_filter, new_file, with_extension
from situation_board.gui.protection.new_passphrase import NewPassphrase
from situation_board.gui.safekeeping.parts import button, caption, column_of, headline, row_of, wrapped

WIDTH = 520


class FromJsonDialog(QDialog):
    """`open_wanted` brings the new file and its key. The exported file is only read."""

    open_wanted = Signal(object, object)

    def __init__(self, errands: Errands, whole: WholeFile, parent: QWidget, *, must_protect: bool = False) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Open a whole situation"))
        self.setMinimumWidth(WIDTH)
        self._errands, self._whole = errands, whole
        self._under_way: UnderWay | None = None
        self.target = QLineEdit(str(whole.proposed), self)
        self.protect = QCheckBox(self.tr("&Protect it with a passphrase (recommended)"), self)
        self.passphrase = NewPassphrase()
        self._plain = wrapped(self.tr("Whoever gets this laptop, or a copy, can read everything in it."), self)
        self.error = ErrorLine(self)
        self.bar = QProgressBar(self)
        self.says = wrapped("", self)
        self._lay_out()
        self.protect.toggled.connect(self._show_passphrase)
        self.passphrase.resized.connect(self.adjustSize)
        self.protect.setChecked(True)
        self.protect.setEnabled(not must_protect)
        self._show_passphrase(is_protected=True)
        self.target.setFocus()

    def begin(self) -> None:
        """Make it, on another thread; it appears under its name when it is whole."""
        try:
            out = new_file(self.target.text())
        except Mistake as mistake:
            self._fail(mistake)
            return
        try:
            passphrase = self.passphrase.checked() if self.protect.isChecked() else None
        except Mistake as mistake:
            self.passphrase.show_mistake(mistake)
            return
        self._set_busy(True)
        self._under_way = self._errands.walk(
            partial(_made, self._whole.path, out, passphrase),
            progress=self._show_progress,
            done=self._open,
            failed=self._fail,
            receiver=self,
        )

    def reject(self) -> None:
        """Cancel: what was being made is removed."""
        if self._under_way is None:
            super().reject()
            return
        self._under_way.stop()
        self._under_way = None
        self._set_busy(False)
        self.says.setText(self.tr("Stopped. Nothing was kept."))
        self.says.show()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Of what is being made nothing stays."""
        if self._under_way is not None:
            self._under_way.stop()
            self._under_way = None
        super().closeEvent(event)

    def _show_progress(self, changes: int) -> None:
        self.bar.setRange(0, self._whole.changes if changes else 0)
        self.bar.setValue(min(changes, self._whole.changes))
        of = self.tr("{done} of {all} changes").format(done=f"{changes:,}", all=f"{self._whole.changes:,}")
        self.says.setText(of)

    def _open(self, made: tuple[Path, bytes | None]) -> None:
        self._under_way = None
        self.accept()
        self.open_wanted.emit(*made)

    def _fail(self, problem: Problem) -> None:
        self._under_way = None
        self._set_busy(False)
        self.error.show_problem(problem)
        self.target.setFocus()
        self.adjustSize()

    def _browse(self) -> None:
        dialog = FileDialog(self, self.tr("Where the new file goes"), self.target.text(), file_filter())
        dialog.setAcceptMode(FileDialog.AcceptMode.AcceptSave)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self.target.setText(str(with_extension(Path(path)))))
        dialog.open()

    def _show_passphrase(self, is_protected: bool) -> None:
        self.passphrase.setVisible(is_protected)
        self._plain.setVisible(not is_protected)
        self.adjustSize()

    def _set_busy(self, is_busy: bool) -> None:
        self.error.clear()
        self.bar.setRange(0, 0)
        for widget in (self.bar, self.says):
            widget.setVisible(is_busy)
        for asked in (self._asking, self.make):
            asked.setEnabled(not is_busy)

    def _marks(self) -> str:
        whole = self._whole
        exercise = self.tr("EXERCISE, not real") if whole.exercise else None
        return " · ".join(isolated(mark[:80]) for mark in (whole.path.name, whole.label, exercise) if mark)

    def _what(self) -> str:
        words = self.tr(
            "This is a whole situation that was exported as JSON, with {count} changes. A file is made of it that holds"
            " the same, history and all, and merges with the one that it came from."
        )
        return words.format(count=f"{self._whole.changes:,}")

    def _lay_out(self) -> None:
        browse = button(self.tr("&Browse…"), self._browse, self)
        self.make = button(self.tr("&Make and open"), self.begin, self)
        close = button(self.tr("&Cancel"), self.reject, self)
        self._asking = QWidget(self)
        form = QFormLayout(self._asking)
        form.setContentsMargins(0, 0, 0, 0)
        form.addRow(caption(self.tr("&Save as"), self.target), row_of(self.target, browse))
        form.addRow(self.protect)
        form.addRow(self.passphrase)
        form.addRow(self._plain)
        column = column_of(self)
        column.addWidget(headline(isolated(self._whole.situation[:120]), self))
        column.addWidget(wrapped(self._marks(), self))
        column.addWidget(wrapped(self._what(), self))
        for widget in (self._asking, self.error, self.bar, self.says):
            column.addWidget(widget)
        column.addStretch(1)
        column.addLayout(row_of(None, close, self.make))
        self.target.setAccessibleName(self.tr("New file"))
        self._set_busy(False)
        self.make.setDefault(True)


def _made(source: Path, out: Path, passphrase: str | None) -> Generator[int, None, tuple[Path, bytes | None]]:
    from situation_board.core.importing.files import GivenFile
    from situation_board.core.importing.whole_situation import WholeSituation
    from situation_board.core.protection.passphrase import fresh_key
    from situation_board.core.store.making_again import making_again

    yield 0
    whole, key = WholeSituation(GivenFile(source)), fresh_key(passphrase) if passphrase is not None else None
    yield from making_again(out, whole.changes(), whole.contents(), key=key)
    return out, key
