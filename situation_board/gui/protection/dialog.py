"""File > Protection: give the file a passphrase, another one, or none; its recovery sheet; this laptop's lock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QMessageBox,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
)

from situation_board.core.problems import Mistake, Problem
from situation_board.core.protection.changing import change_protection
from situation_board.core.protection.passphrase import fresh_key, key_of_passphrase
from situation_board.core.protection.recovery import lines_on_paper
from situation_board.core.store.connection import KEY_BYTES
from situation_board.gui.background import Errands
from situation_board.gui.entry.error_line import ErrorLine
from situation_board.gui.files import Opened, open_file
from situation_board.gui.look import SPACE
from situation_board.gui.protection.new_passphrase import NewPassphrase
from situation_board.gui.protection.passphrase_line import PassphraseLine
from situation_board.gui.protection.recovery_sheet import RecoverySheet
from situation_board.gui.safekeeping.parts import wrapped
from situation_board.gui.settings import LONGEST_IDLE

if TYPE_CHECKING:
    from situation_board.gui.main_window import MainWindow

WIDTH = 480


@dataclass(frozen=True)
class Keys:
    """The key the file has and the one it is to have; None is none."""

    now: bytes | None
    new: bytes | None


@dataclass(frozen=True)
class Outcome:
    """The file, open again, and what went wrong; None when nothing did."""

    opened: Opened
    problem: Problem | None


class ProtectionDialog(QDialog):
    """`changed`: the file has another key now."""

    changed = Signal()

    def __init__(self, window: MainWindow, errands: Errands) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Protection"))
        self.setMinimumWidth(WIDTH)
        self._window = window
        self._errands = errands
        self._is_protected = window.situation.is_protected
        self._is_busy = False
        self.error = ErrorLine(self)
        self.current = PassphraseLine(self.tr("Passphrase as it is now"), self)
        self.current.textEdited.connect(lambda _: self.error.clear())
        self.new = NewPassphrase(self)
        self.change = self._button(self.tr("&Protect") if not self._is_protected else self.tr("&Change"))
        self.change.clicked.connect(self._change)
        self.remove = self._button(self.tr("&Remove protection…"))
        self.remove.clicked.connect(self._ask_remove)
        self.sheet = self._button(self.tr("Recovery &sheet…"))
        self.sheet.clicked.connect(self._show_sheet)
        self.minutes = QSpinBox(self)
        self.at_risk = QCheckBox(self.tr("This laptop may be &taken from me"), self)
        self._fill_laptop()
        self._lay_out()

    # --- the file

    def _change(self) -> None:
        try:
            typed = self.new.checked()
        except Mistake:
            return
        self._find_keys(lambda now: Keys(now, fresh_key(typed)))

    def _ask_remove(self) -> None:
        box = QMessageBox(self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(self.tr("Remove protection"))
        box.setText(self.tr("Then anybody who has the file can read it. Remove the protection?"))
        remove = box.addButton(self.tr("&Remove"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        remove.clicked.connect(lambda: self._find_keys(lambda now: Keys(now, None)))
        box.open()

    def _find_keys(self, keys: Callable[[bytes | None], Keys]) -> None:
        """On another thread: finding a key takes a while. A wrong passphrase changes nothing."""
        self._set_busy(True)
        path, typed, is_protected = self._window.path, self.current.text(), self._is_protected

        def find() -> Keys:
            return keys(key_of_passphrase(path, typed) if is_protected else None)

        self._errands.run(find, done=self._rewrite, failed=self._fail, receiver=self)

    def _rewrite(self, keys: Keys) -> None:
        """The window rests while its file is written anew. What went wrong is said when it is open again."""
        situation, person = self._window.situation, self._window.situation.identity.person
        work = partial(rewritten, situation.rest(), self._window.path, keys, person)
        self._errands.run(work, done=self._go_on, failed=self._fail, receiver=self)

    def _go_on(self, outcome: Outcome) -> None:
        self._window.situation.go_on(outcome.opened.store, reopen=outcome.opened.reopen)
        if outcome.problem is not None:
            self._fail(outcome.problem)
            return
        self._window.centre.banner.show_notice(self._done_words())
        self.changed.emit()
        self.accept()

    def _done_words(self) -> str:
        former = self.tr("Copies and backups made before stay as they were.")
        if self._window.situation.is_protected:
            return " ".join((self.tr("The file is protected by its new passphrase."), former))
        return " ".join((self.tr("The file is not protected any more."), former))

    def _fail(self, problem: Problem) -> None:
        self._set_busy(False)
        self.error.show_problem(problem)
        (self.current if self._is_protected else self.new.first).setFocus()

    def _show_sheet(self) -> None:
        path, typed = self._window.path, self.current.text()

        def shown(key: bytes) -> None:
            self._set_busy(False)
            RecoverySheet(path.name, lines_on_paper(key[:KEY_BYTES]), self).open()

        self._set_busy(True)
        self._errands.run(lambda: key_of_passphrase(path, typed), done=shown, failed=self._fail, receiver=self)

    # --- the laptop

    def _fill_laptop(self) -> None:
        settings = self._window.settings
        self.minutes.setRange(1, LONGEST_IDLE)
        self.minutes.setSuffix(self.tr(" min"))
        self.minutes.setValue(settings.idle_minutes)
        self.minutes.valueChanged.connect(self._keep_minutes)
        self.at_risk.setChecked(settings.at_risk)
        self.at_risk.toggled.connect(self._keep_risk)

    def _keep_minutes(self, minutes: int) -> None:
        self._window.settings.idle_minutes = minutes

    def _keep_risk(self, at_risk: bool) -> None:
        self._window.settings.at_risk = at_risk
        self.minutes.setValue(self._window.settings.idle_minutes)

    # --- laying out

    def reject(self) -> None:
        """Not while the file is being written anew: the outcome is to be heard."""
        if not self._is_busy:
            super().reject()

    def _set_busy(self, is_busy: bool) -> None:
        self._is_busy = is_busy
        self.error.clear()
        for widget in (self.current, self.new, self.change, self.remove, self.sheet):
            widget.setEnabled(not is_busy)

    def _button(self, words: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setAutoDefault(False)
        return button

    def _lay_out(self) -> None:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        for widget in (self._file_group(), self._laptop_group(), buttons):
            column.addWidget(widget)
        self.change.setDefault(True)
        (self.current if self._is_protected else self.new.first).setFocus()

    def _file_group(self) -> QGroupBox:
        group = QGroupBox(self.tr("This file"))
        state = self.tr("It is protected: without its passphrase it cannot be read.")
        if not self._is_protected:
            state = self.tr("It is not protected: anybody who has the file can read it.")
        column = QVBoxLayout(group)
        column.setSpacing(SPACE)
        column.addWidget(wrapped(state, group))
        if self._is_protected:
            form = QFormLayout()
            form.addRow(self.tr("Passphrase &now"), self.current)
            column.addLayout(form)
        column.addWidget(self.new)
        column.addWidget(self.error)
        row = QHBoxLayout()
        for button in (self.sheet, self.remove):
            button.setVisible(self._is_protected)
            row.addWidget(button)
        self.current.setVisible(self._is_protected)
        row.addStretch(1)
        row.addWidget(self.change)
        column.addLayout(row)
        return group

    def _laptop_group(self) -> QGroupBox:
        group = QGroupBox(self.tr("This laptop"))
        says = self.tr(
            "Then new situations need a passphrase, protected ones lock within minutes, nothing is listed as recently"
            " opened, and a question comes before anything leaves the program."
        )
        form = QFormLayout()
        form.addRow(self.tr("&Lock when nobody is there for"), self.minutes)
        column = QVBoxLayout(group)
        column.setSpacing(SPACE)
        column.addLayout(form)
        column.addWidget(self.at_risk)
        column.addWidget(wrapped(says, group))
        return group


def rewritten(close: Callable[[], None], path: Path, keys: Keys, person: str | None) -> Outcome:
    """Close the file, give it the new key, and open it again with the one that it has then."""
    close()
    try:
        change_protection(path, key=keys.now, new_key=keys.new)
    except Problem as problem:
        return Outcome(open_file(path, key=keys.now, person=person), problem)
    return Outcome(open_file(path, key=keys.new, person=person), None)
