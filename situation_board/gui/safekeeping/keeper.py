"""Backs the open file up while it changes, says how old the latest backup is, and looks once for damage."""

from __future__ import annotations

import time
from collections.abc import Generator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from situation_board.core.problems import Problem
from situation_board.core.safekeeping.backup import back_up_if_due
from situation_board.core.safekeeping.places import Danger, danger_at
from situation_board.core.store import Reading
from situation_board.core.times import DAY, HOUR
from situation_board.gui.background import Errands, Situation
from situation_board.gui.background.steps import Read
from situation_board.gui.file_dialog import FileDialog
from situation_board.gui.files import proposed_backup_folder
from situation_board.gui.settings import Settings
from situation_board.gui.status_bar import StatusBar

LOOK_AGAIN = 60_000
"""Milliseconds between two looks whether a backup is due, or the stick is back."""
MINUTE = 60_000


class Keeper(QObject):
    """`damaged` says that the file is. Begins with `look_again`."""

    damaged = Signal()
    told = Signal(str)
    endangered = Signal(str)

    def __init__(
        self, situation: Situation, settings: Settings, errands: Errands, bar: StatusBar, window: QWidget
    ) -> None:
        super().__init__(window)
        self._situation, self._settings, self._errands = situation, settings, errands
        self._bar, self._window = bar, window
        self._id: str | None = None
        self._last: int | None = None
        self._problem: Problem | None = None
        self._is_working = self._is_asked = False
        self._timer = QTimer(self, interval=LOOK_AGAIN)
        self._timer.timeout.connect(self.look_again)
        bar.backup_asked.connect(self.ask_folder)

    @property
    def folder(self) -> Path | None:
        """Where backups of this situation go; None when nobody chose a place."""
        return self._settings.backup_folder(self._id) if self._id else None

    @property
    def situation_id(self) -> str | None:
        """Of the situation in the file; None before it is known."""
        return self._id

    def begin(self) -> None:
        """Look for damage, and from now on make backups."""
        self._warn_of_place()
        self._situation.walk(
            _look_for_damage,
            progress=_pass,
            done=self._note_damage,
            failed=self._fail,
            receiver=self,
            may_be_cut=True,
        )
        self._situation.ask(lambda reading: reading.situation.id, done=self._begin_backups, receiver=self)

    def ask_folder(self) -> None:
        """Ask for the second place: a stick, or another disk."""
        dialog = FileDialog(self._window, self.tr("A folder for backups, on a stick or another disk"))
        dialog.setFileMode(FileDialog.FileMode.Directory)
        dialog.setOption(FileDialog.Option.ShowDirsOnly)
        if (start := proposed_backup_folder()) is not None:
            dialog.setDirectory(str(start))
        dialog.fileSelected.connect(lambda folder: self.choose_folder(Path(folder)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def choose_folder(self, folder: Path) -> None:
        if self._id is not None:
            self._settings.remember_backup_folder(self._id, folder)
            self._last = None
            self.back_up_now()

    def back_up_now(self) -> None:
        """Without waiting for the hour; where no folder was chosen that is asked first."""
        if self.folder is None:
            self.ask_folder()
        else:
            self._is_asked = True
            self._work(every=0)

    def look_again(self) -> None:
        if self.folder is not None:
            self._work(every=HOUR)
        self._show()

    def _warn_of_place(self) -> None:
        """Reads no more than the path and the list of mounts."""
        words = {
            Danger.NETWORK: self.tr("This file lies on another computer."),
            Danger.SYNC: self.tr("This file lies in a folder that another program keeps copying."),
        }
        danger = danger_at(self._situation.path)
        if danger is not None:
            advice = self.tr("Work in a copy on this laptop (File > Save a copy): here it may be damaged.")
            self.endangered.emit(f"{words[danger]} {advice}")

    def _begin_backups(self, situation: str) -> None:
        self._id = situation
        self._timer.start()
        self.look_again()

    def _work(self, *, every: int) -> None:
        folder = self.folder
        if folder is None or self._is_working:
            return
        self._is_working = True
        now = _now()
        self._errands.run(
            lambda: self._situation.beside(lambda store: back_up_if_due(store, folder, now=now, every=every)),
            done=self._note_backup,
            failed=self._note_failure,
            receiver=self,
        )

    def _note_backup(self, made_at: int) -> None:
        self._is_working, self._last, self._problem = False, made_at, None
        if self._is_asked:
            self.told.emit(self.tr("Everything is in the backup: %1").replace("%1", f"\u2068{self.folder}\u2069"))
        self._is_asked = False
        self._show()

    def _note_failure(self, problem: Problem) -> None:
        """Said aloud when somebody asked for it; else in the status bar, and tried again."""
        self._is_working, self._problem = False, problem
        if self._is_asked:
            self._fail(problem)
        self._is_asked = False
        self._show()

    def _show(self) -> None:
        if self.folder is None:
            self._bar.show_backup("warning", self.tr("no backup"), self.tr("Choose a folder for backups"))
        elif self._problem is not None:
            self._bar.show_backup("warning", self.tr("backup failed"), str(self._problem))
        elif self._last is None:
            self._bar.show_backup("copy", self.tr("backing up…"), str(self.folder))
        else:
            self._bar.show_backup("copy", self._age_words(_now() - self._last), str(self.folder))

    def _age_words(self, age: int) -> str:
        if age < 0:
            return self.tr("backup dated in the future")
        if age < 2 * HOUR:
            return self.tr("backup %1 min ago").replace("%1", str(age // MINUTE))
        if age < 2 * DAY:
            return self.tr("backup %1 h ago").replace("%1", str(age // HOUR))
        return self.tr("backup %1 days ago").replace("%1", str(age // DAY))

    def _note_damage(self, is_sound: bool | None) -> None:
        """None when the file was closed meanwhile, as by the lock."""
        if is_sound is False:
            self.damaged.emit()

    def _fail(self, problem: Problem) -> None:
        self._situation.failed.emit(problem)


def _look_for_damage(read: Read) -> Generator[Any, None, bool]:
    """Whether a quick check finds nothing."""
    yield None
    with read() as reading:
        return _is_sound(reading)


def _is_sound(reading: Reading) -> bool:
    return bool(reading.value("PRAGMA quick_check(1)") == "ok")


def _pass(_: object) -> None:
    """Nothing to show: nobody waits for it."""


def _now() -> int:
    return time.time_ns() // 1_000_000
