"""Back to a backup: those that were found, what would be lost with each, and what is kept."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QDialog, QProgressBar, QWidget

from situation_board.core.problems import Problem
from situation_board.core.safekeeping.backup import Backup, backups_in, verified_head
from situation_board.core.safekeeping.restoring import Restored, restore
from situation_board.core.store import wall_clock
from situation_board.core.store.connection import is_wrong_key
from situation_board.gui.background import Errands
from situation_board.gui.background.steps import UnderWay
from situation_board.gui.choosing import choose_file
from situation_board.gui.entry.error_line import ErrorLine
from situation_board.gui.entry.wording import isolated
from situation_board.gui.errors import announce
from situation_board.gui.file_dialog import FileDialog
from situation_board.gui.safekeeping.backup_list import BackupsModel, BackupsView, Found, State
from situation_board.gui.safekeeping.parts import button, column_of, list_of_words, row_of, wrapped

WIDTH, HEIGHT = 640, 560


@dataclass(frozen=True)
class Place:
    """The file that a backup is to replace; its key and situation where these are known, and where backups may be."""

    path: Path
    key: bytes | None = None
    situation: str | None = None
    folders: tuple[Path, ...] = ()


class RestoreDialog(QDialog):
    """`wanted` brings the Found backup that is to take the file's place; whoever does it answers with `show_done`
    or `show_problem`. `merge_wanted` brings the former file, `open_wanted` the restored one and its key.
    """

    wanted = Signal(object)
    merge_wanted = Signal(object)
    open_wanted = Signal(object, object)

    def __init__(self, errands: Errands, place: Place, parent: QWidget, *, opens: bool = False) -> None:
        """`opens`: the file is not open in a window, and the restored one can be opened from here."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Back to a backup"))
        self.resize(WIDTH, HEIGHT)
        self._errands, self._place, self._opens = errands, place, opens
        self._looking: UnderWay | None = None
        self._previewed: Found | None = None
        self._done: tuple[Restored, Found] | None = None
        self._is_busy = False
        self.model = BackupsModel(wall_clock(), self)
        self.view = BackupsView(self.model, self)
        self.where = wrapped("", self)
        self.preview = wrapped("", self)
        self.lost = list_of_words(self.tr("What the file holds and the backup does not"), self)
        self.kept = wrapped("", self)
        self.error = ErrorLine(self)
        self.bar = QProgressBar(self)
        self._lay_out()
        self.view.selectionModel().currentRowChanged.connect(lambda *_: self._look_at_chosen())
        self.look_in(place.folders)

    # --- finding backups

    def look_in(self, folders: tuple[Path, ...]) -> None:
        """List the backups in those folders and look each through, one after another."""
        if self._looking is not None:
            self._looking.stop()
        where = "\n".join(isolated(str(folder)) for folder in folders)
        self.where.setText(where or self.tr("No folder for backups was chosen for this file on this laptop."))
        self._looking = self._errands.walk(
            partial(_look_through, folders, self._place),
            progress=self._show_found,
            done=self._show_all,
            failed=self.show_problem,
            receiver=self,
        )

    def _show_found(self, found: tuple[Found, ...]) -> None:
        if [each.backup for each in found] != [each.backup for each in self.model.found]:
            self.model.show_backups([each.backup for each in found])
        for each in found:
            if each != self.model.found[self.model.row_of(each.backup.path) or 0]:
                self.model.renew(each)
        if found and not self.view.currentIndex().isValid():
            self.view.choose(0)
        self._look_at_chosen()

    def _show_all(self, found: tuple[Found, ...]) -> None:
        self._looking = None
        self._show_found(found)
        if not found and self._place.folders:
            self.preview.setText(self.tr("No backup of this situation is there."))

    def _ask_folder(self) -> None:
        dialog = FileDialog(self, self.tr("A folder with backups"))
        dialog.setFileMode(FileDialog.FileMode.Directory)
        dialog.setOption(FileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda folder: self.look_in((Path(folder),)))
        dialog.open()

    def _ask_file(self) -> None:
        choose_file(self, self.tr("A backup or copy of this situation"), self.take_file)

    def take_file(self, path: Path) -> None:
        """Any copy of the situation can be gone back to."""
        self._look_at_one(path, self._place.key)

    def _ask_key(self) -> None:
        from situation_board.gui.protection.asking import ask_passphrase

        found = self._chosen()
        if found is not None:
            path = found.backup.path
            ask_passphrase(self, self._errands, path, lambda key: self._look_at_one(path, key))

    def _look_at_one(self, path: Path, key: bytes | None) -> None:
        work = partial(_looked_through_file, path, key)
        self._errands.run(work, done=self._add, failed=self.show_problem, receiver=self)

    def _add(self, found: Found) -> None:
        if self.model.row_of(found.backup.path) is None:
            self.model.show_backups([found.backup, *(each.backup for each in self.model.found)])
        self.model.renew(found)
        self._previewed = None
        self.view.choose(self.model.row_of(found.backup.path) or 0)
        self._look_at_chosen()

    # --- what would be lost

    def _chosen(self) -> Found | None:
        row = self.view.currentIndex().row()
        return self.model.found[row] if 0 <= row < len(self.model.found) else None

    def _look_at_chosen(self) -> None:
        """What going back to the chosen backup would cost: said before anything is done."""
        found = self._chosen()
        self.ask_key.setVisible(found is not None and found.state is State.OTHER_KEY)
        if found is not None and found == self._previewed:
            return
        self._previewed = found
        self.restore.setEnabled(False)
        self._show_preview("", (), "")
        if found is None or found.state is not State.VERIFIED:
            return
        self.preview.setText(self.tr("Comparing it with the file…"))
        place = self._place
        self._errands.run(
            lambda: restore(place.path, found.backup.path, key=found.key, former_key=place.key, dry_run=True),
            done=lambda told: self._show_told(found, told),
            failed=lambda problem: self._show_refusal(found, problem),
            receiver=self,
        )

    def _show_told(self, found: Found, told: Restored) -> None:
        if found != self._chosen() or self._is_busy:
            return
        words = tuple(told.words)
        if told.lost is None:
            said = self.tr("What the file holds now cannot be read, so nobody can say what would be missing.")
        elif told.lost:
            number = isolated(QLocale().toString(told.lost))
            said = self.tr("The file holds {0} changes that this backup does not. The latest of them:").format(number)
        else:
            said = self.tr("The backup holds everything that the file holds.")
        kept = self.tr(
            "The former file is kept beside the restored one, under a name that says so. Merging it brings what it"
            " held back."
        )
        if found.key != self._place.key:
            kept += " " + self.tr("The restored file opens with the passphrase of the backup.")
        self._show_preview(said, words, kept)
        self.restore.setEnabled(True)

    def _show_refusal(self, found: Found, problem: Problem) -> None:
        if found == self._chosen():
            self.preview.setText(str(problem))

    def _show_preview(self, said: str, lost: tuple[str, ...], kept: str) -> None:
        self.error.clear()
        self.preview.setText(said)
        self.lost.setPlainText("\n".join(lost))
        self.lost.setVisible(bool(lost))
        self.kept.setText(kept)

    # --- doing it

    def begin(self) -> None:
        """Put the chosen backup in the file's place."""
        found = self._chosen()
        if found is not None and self.restore.isEnabled():
            self._set_busy(True)
            self.wanted.emit(found)

    def show_done(self, told: Restored, found: Found) -> None:
        self._done = told, found
        self._set_busy(False)
        for widget in (self._finding, self.lost, self.restore):
            widget.hide()
        self.preview.setText(self.tr("The backup is in the file's place: {0}").format(isolated(self._place.path.name)))
        aside = told.aside
        name = isolated(aside.name) if aside is not None else ""
        self.kept.setText(self.tr("What the file held before is kept: {0}").format(name) if aside is not None else "")
        self.merge.setVisible(aside is not None and told.lost not in (0, None) and not self._opens)
        self.opener.setVisible(self._opens)
        announce(self, self.preview.text())
        self.adjustSize()
        (self.opener if self._opens else self.close_button).setFocus()

    def show_problem(self, problem: Problem) -> None:
        self._set_busy(False)
        self.error.show_problem(problem)

    def reject(self) -> None:
        """Not while the file is being replaced: the outcome is to be heard."""
        if self._is_busy:
            return
        if self._looking is not None:
            self._looking.stop()
        super().reject()

    def _merge(self) -> None:
        if self._done is not None:
            self.accept()
            self.merge_wanted.emit(self._done[0].aside)

    def _open(self) -> None:
        if self._done is not None:
            self.accept()
            self.open_wanted.emit(self._place.path, self._done[1].key)

    def _set_busy(self, is_busy: bool) -> None:
        self._is_busy = is_busy
        self.bar.setVisible(is_busy)
        for widget in (self._finding, self.close_button):
            widget.setEnabled(not is_busy)
        self.restore.setEnabled(not is_busy and self._previewed is not None)

    def _lay_out(self) -> None:
        self.bar.setRange(0, 0)
        self.folder = button(self.tr("Another &folder…"), self._ask_folder, self)
        self.file = button(self.tr("A &file…"), self._ask_file, self)
        self.ask_key = button(self.tr("&Passphrase of this backup…"), self._ask_key, self)
        self.restore = button(self.tr("&Go back to this backup"), self.begin, self)
        self.merge = button(self.tr("&Merge the former file…"), self._merge, self)
        self.opener = button(self.tr("&Open the file"), self._open, self)
        self.close_button = button(self.tr("&Close"), self.reject, self)
        self._finding = QWidget(self)
        finding = column_of(self._finding, margin=0)
        words = self.tr("A backup takes the place of {0}.").format(isolated(self._place.path.name))
        finding.addWidget(wrapped(words, self._finding))
        finding.addWidget(self.where)
        finding.addWidget(self.view, 1)
        finding.addLayout(row_of(self.folder, self.file, None, self.ask_key))
        column = column_of(self)
        column.addWidget(self._finding, 1)
        for widget in (self.preview, self.lost, self.kept, self.error, self.bar):
            column.addWidget(widget)
        column.addLayout(row_of(None, self.close_button, self.merge, self.opener, self.restore))
        for later in (self.lost, self.merge, self.opener, self.ask_key, self.bar):
            later.hide()
        self.restore.setEnabled(False)
        self.restore.setDefault(True)
        self.view.setFocus()


def _look_through(folders: tuple[Path, ...], place: Place) -> Generator[tuple[Found, ...], None, tuple[Found, ...]]:
    """Each step is the whole list as far as it is known: a sign of progress may be passed over."""
    backups = [backup for folder in folders for backup in _backups_in(folder, place.situation)]
    if place.situation is None:  # a file that cannot be read: its backups have its name
        backups = [each for each in backups if each.path.name.startswith(f"{place.path.stem} (")] or backups
    found = [Found(backup) for backup in sorted(backups, key=lambda backup: backup.made_at, reverse=True)]
    yield tuple(found)
    for number, each in enumerate(found):
        found[number] = _looked_through(each.backup, place.key)
        yield tuple(found)
    return tuple(found)


def _backups_in(folder: Path, situation: str | None) -> list[Backup]:
    try:
        return backups_in(folder, situation)
    except Problem:  # the stick is not there: another folder may be
        return []


def _looked_through(backup: Backup, key: bytes | None) -> Found:
    found = Found(backup, key=key)
    try:
        return replace(found, state=State.VERIFIED, head=verified_head(backup.path, key))
    except Problem as problem:
        return replace(found, state=State.OTHER_KEY if is_wrong_key(problem) else State.DAMAGED)


def _looked_through_file(path: Path, key: bytes | None) -> Found:
    """Of a file that is no backup by its name, when it was last written."""
    known = next((each for each in backups_in(path.parent) if each.path == path), None)
    return _looked_through(known or Backup(path, "", int(path.stat().st_mtime * 1000)), key)
