"""Safekeeping of one window: is the file in order, back to a backup, out of a damaged file, out of it for good."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from situation_board.core.problems import Mistake, Problem, Trouble
from situation_board.core.store import Store
from situation_board.core.store.connection import means_damage
from situation_board.gui.background import Errands
from situation_board.gui.errors import Offer
from situation_board.gui.files import open_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from situation_board.core.safekeeping.restoring import Restored
    from situation_board.gui.files import Opened
    from situation_board.gui.main_window import MainWindow
    from situation_board.gui.safekeeping.backup_list import Found
    from situation_board.gui.safekeeping.check_dialog import CheckDialog
    from situation_board.gui.safekeeping.restore_dialog import RestoreDialog

Outcome = tuple["Opened", "Restored | Problem"]


class Safekeeping(QObject):
    """`open_wanted` brings a file that was brought out, and its key."""

    open_wanted = Signal(object, object)

    def __init__(self, window: MainWindow, errands: Errands) -> None:
        super().__init__(window)
        self._window, self._errands = window, errands
        self._is_damaged = False

    # --- out of a damaged file

    def ask_salvage(self) -> None:
        """File > Bring out what can be read: of any file; this one's is proposed when it is damaged."""
        window = self._window
        if window.situation.is_read_only:
            self.salvage_this()
        else:
            self._show_salvage(None, None)

    def salvage_this(self) -> None:
        path = self._window.path
        self._with_key(lambda key: self._show_salvage(path, key))

    def _show_salvage(self, path: Path | None, key: bytes | None) -> None:
        from situation_board.gui.safekeeping.salvage_dialog import SalvageDialog

        window = self._window
        dialog = SalvageDialog(self._errands, window.situation.identity, window, path=path, key=key)
        dialog.open_wanted.connect(self.open_wanted)
        dialog.open()

    def hear(self, problem: Problem) -> None:
        """What went wrong; damage stands until the file is another one."""
        if means_damage(problem):
            self.show_damage()
        else:
            self._window.show_problem(problem)

    def hear_standing(self, problem: Problem | None) -> None:
        """What lasts, and None when it is over; damage is not over because something can be read."""
        if problem is not None and means_damage(problem):
            self.show_damage()
        elif not self._is_damaged:
            self._window.centre.banner.show_standing(problem)

    def show_damage(self) -> None:
        """The file is damaged and read-only from now on: what to do about it stands beside that."""
        if self._is_damaged:
            return
        self._is_damaged = True
        self._window.situation.write(_make_read_only, done=lambda _: self._window.bar.look_again(), receiver=self)
        problem = Trouble(
            self.tr("This file is damaged; it is read-only from now on."),
            kept=self.tr("Keep it as it is."),
            do=self.tr("Go back to a backup, or bring out what can be read."),
        )
        offers = (
            Offer(self.tr("Back to a &backup…"), "history", self.ask_restore),
            Offer(self.tr("Bring out what can be &read…"), "open", self.salvage_this),
        )
        self._window.centre.banner.show_standing(problem, offers=offers)

    def warn_of_place(self, words: str) -> None:
        """The file lies where an open file is in danger: a copy is offered."""
        window = self._window
        offer = Offer(self.tr("Save a &copy…"), "copy", lambda: window.exchange.ask_copy())
        window.banner.show_notice(words, offers=(offer,))

    # --- is it in order

    def ask_check(self) -> CheckDialog:
        """File > Check this file; what is being checked already comes to the front."""
        from situation_board.gui.safekeeping.check_dialog import CheckDialog

        window = self._window
        open_one = window.findChild(CheckDialog)
        if open_one is None:
            open_one = CheckDialog(window.situation, self._errands, window)
            open_one.damaged.connect(self.show_damage)
            open_one.restore_wanted.connect(self.ask_restore)
            open_one.salvage_wanted.connect(self.salvage_this)
        open_one.show()
        open_one.raise_()
        open_one.activateWindow()
        return open_one

    # --- back to a backup

    def ask_restore(self) -> None:
        """File > Back to a backup."""
        self._with_key(self._show_restore)

    def _show_restore(self, key: bytes | None) -> None:
        from situation_board.gui.safekeeping.restore_dialog import Place, RestoreDialog

        keeper = self._window.keeper
        folders = (keeper.folder,) if keeper.folder is not None else ()
        place = Place(self._window.path, key, keeper.situation_id, folders)
        dialog = RestoreDialog(self._errands, place, self._window)
        dialog.wanted.connect(lambda found: self._restore(dialog, found, key))
        dialog.merge_wanted.connect(lambda former: self._window.exchange.preview(former, key))
        dialog.open()

    def _restore(self, dialog: RestoreDialog, found: Found, key: bytes | None) -> None:
        """The window rests while its file is replaced. What went wrong is said when it is open again."""
        situation = self._window.situation
        work = partial(_replaced, situation.rest(), self._window.path, found, key, situation.identity.person)

        def done(outcome: Outcome) -> None:
            opened, told = outcome
            situation.go_on(opened.store, reopen=opened.reopen)
            self._is_damaged = False
            self._window.centre.banner.show_standing(None)
            self._window.keeper.begin()
            if isinstance(told, Problem):
                dialog.show_problem(told)
            else:
                self._window.protection.watch()
                dialog.show_done(told, found)

        self._errands.run(work, done=done, failed=dialog.show_problem, receiver=dialog)

    # --- out for good

    def ask_expunge(self, thing: str, field: str = "") -> None:
        """What goes, where it stays, why; then it goes for good."""
        from situation_board.gui.safekeeping.expunge_dialog import ExpungeDialog

        window = self._window
        if window.may_write():
            folder = window.keeper.folder
            ExpungeDialog(window.situation, self._errands, thing, window, field=field or None, folder=folder).open()

    def ask_expunge_shown(self) -> None:
        """Of what the inspector shows."""
        shown = self._window.inspector.ids()
        if len(shown) == 1:
            self.ask_expunge(shown[0])
        else:
            problem = Mistake(
                self.tr("Nothing is chosen that could be taken out."),
                do=self.tr("Choose one card, event or other thing, so that the inspector shows it."),
            )
            self._window.show_problem(problem)

    def _with_key(self, go_on: Callable[[bytes | None], None]) -> None:
        """With the key under which the file is open; the window itself keeps none."""
        situation = self._window.situation
        key_of: Callable[[Store], bytes | None] = lambda store: store.key  # noqa: E731
        go_on(situation.beside(key_of))


def _make_read_only(store: Store) -> None:
    store.read_only = True


def _replaced(close: Callable[[], None], path: Path, found: Found, key: bytes | None, person: str | None) -> Outcome:
    """Close the file, put the backup in its place, and open what is there then."""
    from situation_board.core.safekeeping.restoring import restore

    close()
    try:
        told = restore(path, found.backup.path, key=found.key, former_key=key)
    except Problem as problem:
        return open_file(path, key=key, person=person), problem
    return open_file(path, key=found.key, person=person), told
