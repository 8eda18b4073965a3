"""A file that does not open: back to a backup, or what can be read brought out of it. Also from the start page."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMessageBox

from situation_board.core.problems import Problem
from situation_board.gui.entry.wording import isolated
from situation_board.gui.errors import Offer

if TYPE_CHECKING:
    from situation_board.gui.app import Desk
    from situation_board.gui.safekeeping.backup_list import Found
    from situation_board.gui.safekeeping.restore_dialog import RestoreDialog


class Rescue(QObject):
    """Belongs to no window: the file is open nowhere."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk

    def ask_file(self) -> None:
        """From the start page: which file?"""
        from situation_board.gui.choosing import choose_file

        title = self.tr("The file that is damaged, or was")
        choose_file(self._desk.in_front(), title, self.ask)

    def tell(self, path: Path, key: bytes | None, problem: Problem) -> None:
        """That a file did not open, with what can be done about it. `key` is the one that was given."""
        offers = (
            Offer(self.tr("Back to a &backup…"), "history", partial(self._show_restore, path, key)),
            Offer(self.tr("Bring out what can be &read…"), "open", partial(self._show_salvage, path, key)),
        )
        self._desk.in_front().banner.show_problem(problem, offers=offers)

    def ask(self, path: Path) -> None:
        """What can be done about a file that somebody takes for damaged."""
        box = QMessageBox(self._desk.in_front())
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(self.tr("Rescue a file"))
        box.setText(isolated(path.name))
        box.setInformativeText(
            self.tr(
                "If there is a backup, go back to it. Otherwise everything that can still be read can be brought out"
                " into a new file. Neither touches what is in the file now: it is kept."
            )
        )
        back = box.addButton(self.tr("Back to a &backup…"), QMessageBox.ButtonRole.AcceptRole)
        out = box.addButton(self.tr("Bring out what can be &read…"), QMessageBox.ButtonRole.ActionRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        back.clicked.connect(lambda: self._show_restore(path, None))
        out.clicked.connect(lambda: self._show_salvage(path, None))
        box.open()

    def _show_salvage(self, path: Path, key: bytes | None) -> None:
        from situation_board.core.laptop import laptop_identity
        from situation_board.gui.safekeeping.salvage_dialog import SalvageDialog

        desk = self._desk
        dialog = SalvageDialog(desk.errands, laptop_identity(), desk.in_front(), path=path, key=key)
        dialog.open_wanted.connect(self._open)
        dialog.open()

    def _show_restore(self, path: Path, key: bytes | None) -> None:
        from situation_board.gui.safekeeping.restore_dialog import Place, RestoreDialog

        desk = self._desk
        place = Place(path, key, None, tuple(desk.settings.backup_folders()))
        dialog = RestoreDialog(desk.errands, place, desk.in_front(), opens=True)
        dialog.wanted.connect(lambda found: self._restore(dialog, path, found, key))
        dialog.open_wanted.connect(self._open)
        dialog.open()

    def _restore(self, dialog: RestoreDialog, path: Path, found: Found, key: bytes | None) -> None:
        from situation_board.core.safekeeping.restoring import restore

        self._desk.errands.run(
            partial(restore, path, found.backup.path, key=found.key, former_key=key),
            done=lambda told: dialog.show_done(told, found),
            failed=dialog.show_problem,
            receiver=dialog,
        )

    def _open(self, path: Path, key: bytes | None) -> None:
        self._desk.open(path, key=key)
