"""Bringing what can be read out of a damaged file: which file, where to, how far it is, and what is missing."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QFormLayout, QLineEdit, QProgressBar, QWidget

from situation_board.core.problems import Mistake, Problem
from situation_board.core.protection.passphrase import is_protected, key_for_damaged
from situation_board.core.safekeeping.salvage import Salvaged, Step, salvaging
from situation_board.core.schema import EXTENSION
from situation_board.core.store import Identity
from situation_board.gui.background import Errands
from situation_board.gui.background.steps import UnderWay
from situation_board.gui.choosing import choose_file
from situation_board.gui.entry.error_line import ErrorLine
from situation_board.gui.entry.wording import isolated
from situation_board.gui.errors import announce
from situation_board.gui.file_dialog import FileDialog
from situation_board.gui.files import file_filter, new_file, with_extension
from situation_board.gui.protection.passphrase_line import PassphraseLine
from situation_board.gui.safekeeping.parts import button, caption, column_of, list_of_words, row_of, save_words, wrapped
from situation_board.gui.safekeeping.salvage_words import advice, missing_lines, outcome_words, step_words

WIDTH = 560


@dataclass(frozen=True)
class BroughtOut:
    """What came out, and the key of the new file."""

    told: Salvaged
    key: bytes | None


@dataclass(frozen=True)
class Looked:
    """A file that may be damaged; `proposed` is where the new one may go, None where there is no file."""

    path: Path
    is_protected: bool = False
    proposed: Path | None = None


class SalvageDialog(QDialog):
    """`open_wanted` brings the new file and its key. The damaged file is only read."""

    open_wanted = Signal(object, object)

    def __init__(
        self,
        errands: Errands,
        identity: Identity,
        parent: QWidget,
        *,
        path: Path | None = None,
        key: bytes | None = None,
    ) -> None:
        """`key` opens the file at `path`, where it is known already."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Bring out what can be read"))
        self.setMinimumWidth(WIDTH)
        self._errands, self._identity, self._key = errands, identity, key
        self._key_of = path
        self._under_way: UnderWay | None = None
        self._out: BroughtOut | None = None
        self.file, self.target = QLineEdit(self), QLineEdit(self)
        self.passphrase = PassphraseLine(self.tr("Passphrase of the damaged file"), self)
        self.error = ErrorLine(self)
        self.bar = QProgressBar(self)
        self.says = wrapped("", self)
        self.missing = list_of_words(self.tr("What is missing"), self)
        self.advice = wrapped("", self)
        self._lay_out()
        self.file.textChanged.connect(self._look_at_file)
        self.file.setText(str(path) if path is not None else "")
        self._look_at_file()

    # --- what is asked

    def _look_at_file(self) -> None:
        """On another thread: a stick or a network may take long to answer."""
        self.error.clear()
        path = Path(self.file.text())
        self.start.setEnabled(False)
        self._errands.run(partial(_looked_at, path), done=self._show_file, failed=self._fail, receiver=self)

    def _show_file(self, found: Looked) -> None:
        """Where to is proposed; a passphrase is asked for where the file looks as if it had one."""
        if found.path != Path(self.file.text()):  # another name was typed meanwhile
            return
        if found.proposed is not None:
            self.target.setText(str(found.proposed))
        knows_key = self._key is not None and found.path == self._key_of
        self._form.setRowVisible(self.passphrase, found.is_protected and not knows_key)
        self.start.setEnabled(found.proposed is not None)

    def _browse_file(self) -> None:
        choose_file(self, self.tr("The damaged file"), lambda path: self.file.setText(str(path)))

    def _browse_target(self) -> None:
        dialog = FileDialog(self, self.tr("Where the new file goes"), self.target.text(), file_filter())
        dialog.setAcceptMode(FileDialog.AcceptMode.AcceptSave)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self.target.setText(str(with_extension(Path(path)))))
        dialog.open()

    # --- doing it

    def begin(self) -> None:
        """Bring it out, on another thread."""
        try:
            out = new_file(self.target.text(), field="out")
        except Mistake as mistake:
            self._fail(mistake)
            return
        self._set_busy(True)
        path, typed = Path(self.file.text()), self.passphrase.text()
        key = self._key if path == self._key_of else None
        self._under_way = self._errands.walk(
            partial(_walk, path, out, key, typed, self._identity),
            progress=self._show_step,
            done=self._show_outcome,
            failed=self._fail,
            receiver=self,
        )

    def _show_step(self, step: Step) -> None:
        self.bar.setRange(0, step.whole or 0)
        self.bar.setValue(step.done if step.whole else 0)
        self.says.setText(step_words(step))

    def _show_outcome(self, out: BroughtOut) -> None:
        self._under_way, self._out = None, out
        self._set_busy(False)
        lines = list(missing_lines(out.told))
        self.says.setText(f"{outcome_words(out.told)}\n{isolated(str(out.told.path))}")
        self.missing.setPlainText("\n".join(lines))
        self.advice.setText(advice(out.told))
        self._show_parts(is_asking=False)
        self.missing.setVisible(bool(lines))
        self.save.setVisible(bool(lines))
        self.opener.setDefault(True)
        self.opener.setFocus()
        announce(self, self.says.text())
        self.adjustSize()

    def _fail(self, problem: Problem) -> None:
        self._under_way = None
        self._set_busy(False)
        self.error.show_problem(problem)
        field = problem.field if isinstance(problem, Mistake) else ""
        {"out": self.target, "key": self.passphrase, "passphrase": self.passphrase}.get(field, self.file).setFocus()
        self.adjustSize()

    def reject(self) -> None:
        """Cancel: what was being written is removed; the damaged file is as it was."""
        if self._under_way is not None:
            self._under_way.stop()
            self._under_way = None
            self._set_busy(False)
            self.says.setText(self.tr("Stopped. Nothing was kept; the damaged file is as it was."))
            self.says.show()
            return
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Of what is being made nothing stays."""
        if self._under_way is not None:
            self._under_way.stop()
            self._under_way = None
        super().closeEvent(event)

    def _open_result(self) -> None:
        if self._out is not None:
            self.accept()
            self.open_wanted.emit(self._out.told.path, self._out.key)

    def _save_list(self) -> None:
        if self._out is not None:
            path = self._out.told.path.with_suffix(".txt")
            words = "\n".join((self.says.text(), "", self.missing.toPlainText(), "", self.advice.text(), ""))
            title = self.tr("Save what is missing as a text")
            save_words(self, self._errands, title, path, words, self.error.show_problem)

    # --- laying out

    def _set_busy(self, is_busy: bool) -> None:
        self.error.clear()
        self.bar.setRange(0, 0)
        for widget in (self.bar, self.says):
            widget.setVisible(is_busy)
        for asked in (self._asking, self.start):
            asked.setEnabled(not is_busy)
        self.close_button.setText(self.tr("&Cancel") if is_busy else self.tr("&Close"))

    def _show_parts(self, *, is_asking: bool) -> None:
        for widget in (self._asking, self.start):
            widget.setVisible(is_asking)
        for widget in (self.missing, self.advice, self.opener, self.save):
            widget.setVisible(not is_asking)
        self.says.setVisible(not is_asking)

    def _lay_out(self) -> None:
        self._of_file = button(self.tr("&Browse…"), self._browse_file, self)
        self._of_target = button(self.tr("B&rowse…"), self._browse_target, self)
        self.start = button(self.tr("Bring &out"), self.begin, self)
        self.opener = button(self.tr("&Open the new file"), self._open_result, self)
        self.save = button(self.tr("&Save the list…"), self._save_list, self)
        self.close_button = button(self.tr("&Close"), self.reject, self)
        self._asking = QWidget(self)
        self._form = QFormLayout(self._asking)
        self._form.setContentsMargins(0, 0, 0, 0)
        what = self.tr(
            "Everything that can still be read is written into a new file of the same situation, and what is missing"
            " is listed. The damaged file is only read, and stays as it is."
        )
        self._form.addRow(wrapped(what, self._asking))
        self._form.addRow(caption(self.tr("&Damaged file"), self.file), row_of(self.file, self._of_file))
        self._form.addRow(caption(self.tr("&New file"), self.target), row_of(self.target, self._of_target))
        self._form.addRow(self.tr("&Passphrase, if it has one"), self.passphrase)
        column = column_of(self)
        for widget in (self._asking, self.error, self.bar, self.says, self.missing, self.advice):
            column.addWidget(widget)
        column.addStretch(1)
        column.addLayout(row_of(self.save, None, self.close_button, self.start, self.opener))
        for name, field in ((self.tr("Damaged file"), self.file), (self.tr("New file"), self.target)):
            field.setAccessibleName(name)
        self._show_parts(is_asking=True)
        self._set_busy(False)
        self.start.setDefault(True)


def proposed(path: Path) -> Path:
    """A name beside the damaged file that is free."""
    for number in range(1, 100):
        end = "" if number == 1 else f" {number}"
        found = path.with_name(f"{path.stem} (salvaged{end}){EXTENSION}")
        if not found.exists():
            break
    return found


def _looked_at(path: Path) -> Looked:
    if not path.is_file():
        return Looked(path)
    return Looked(path, is_protected(path), proposed(path))


def _walk(
    path: Path, out: Path, key: bytes | None, typed: str, identity: Identity
) -> Generator[Step, None, BroughtOut]:
    """The key is found first: that takes a while."""
    if key is None and typed:
        key = key_for_damaged(path, typed)
    told = yield from salvaging(path, out, key=key, identity=identity)
    return BroughtOut(told, key)
