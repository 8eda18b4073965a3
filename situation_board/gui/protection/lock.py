"""The lock of a window: everything of it is hidden, its file is closed, and the passphrase brings it back as it was."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from situation_board.core.problems import Mistake, Problem
from situation_board.core.protection.passphrase import key_of_passphrase
from situation_board.gui.attachments.viewing import Viewer
from situation_board.gui.background import Errands
from situation_board.gui.choosing import choose_key
from situation_board.gui.files import Opened, close_opened, open_file
from situation_board.gui.protection.idle import IdleWatch
from situation_board.gui.protection.in_window import belongs_to, shown_with
from situation_board.gui.protection.lock_page import LockPage
from situation_board.gui.protection.sleeping import SleepWatch

if TYPE_CHECKING:
    from situation_board.gui.main_window import MainWindow

MOST_POPUPS = 20


class Lock(QObject):
    """Of one window. What is half typed stays in the hidden window; what is written is finished first.

    The key is let go of with every connection. Python does not wipe memory: the help says what that means.
    """

    def __init__(self, window: MainWindow, errands: Errands) -> None:
        super().__init__(window)
        self._window = window
        self._errands = errands
        self._hidden: list[QWidget] = []
        self._is_closing = False
        self.page: LockPage | None = None
        self.watch = IdleWatch(lambda: 60.0 * window.settings.idle_minutes, self)
        self.watch.alone.connect(self._lock_if_protected)
        self.sleep = SleepWatch(self)
        self.sleep.about_to_sleep.connect(self._lock_before_sleep)

    @property
    def is_locked(self) -> bool:
        return self.page is not None

    def lock(self) -> None:
        """At once. A plain file has no lock: that is said."""
        if not self._window.situation.is_protected:
            self._window.show_problem(
                Mistake(
                    self.tr("This situation has no passphrase, so there is nothing to lock it with."),
                    do=self.tr("Give it one: File > Protection."),
                )
            )
        self._lock_if_protected()

    def come_to_front(self) -> None:
        if self.page is not None:
            self.page.raise_()
            self.page.activateWindow()

    def end(self) -> None:
        """Without unlocking: the window is being closed."""
        page, self.page = self.page, None
        if page is not None:
            page.finish()

    def begin(self) -> None:
        """From now on it locks by itself."""
        self.watch.begin()
        self.sleep.begin()

    # --- locking

    def _lock_before_sleep(self) -> None:
        """Sleep waits until the file is closed, where the system lets it wait."""
        self._lock_if_protected()
        if not self._is_closing:
            self.sleep.may_sleep()

    def _lock_if_protected(self) -> None:
        if self.is_locked or self._window.situation.is_resting or not self._window.situation.is_protected:
            return
        self.watch.stop()
        _end_what_floats()
        _forget_clipboard()
        self._remove_copies()
        self._window.docks.remember()
        self._show_page()
        self._hide()
        self._is_closing = True
        self._errands.run(self._window.situation.rest(), done=self._closed, failed=self._failed, receiver=self)

    def _show_page(self) -> None:
        page = self.page = LockPage()
        page.setGeometry(self._window.geometry())
        page.typed.connect(self._unlock)
        page.key_file_wanted.connect(self._ask_key_file)
        page.left.connect(self._leave)
        page.show()
        page.activateWindow()

    def _hide(self) -> None:
        """The window, its dialogs, its lists and its panels that float. What is being typed in a line is saved."""
        focused = QApplication.focusWidget()
        if focused is not None and belongs_to(focused, self._window):
            focused.clearFocus()
        self._hidden = shown_with(self._window)
        for each in reversed(self._hidden):
            each.hide()

    def _remove_copies(self) -> None:
        for viewer in self._window.findChildren(Viewer):
            viewer.close()
        self._window.importing.forget_pasted()

    def _closed(self, _: object) -> None:
        self._is_closing = False
        self.sleep.may_sleep()
        if self.page is not None:
            self.page.set_ready(True)

    # --- unlocking

    def _unlock(self, passphrase: str) -> None:
        path, person = self._window.path, self._window.situation.identity.person
        self._open(lambda: open_file(path, key=key_of_passphrase(path, passphrase), person=person))

    def _ask_key_file(self) -> None:
        path = self._window.path
        if self.page is not None:
            choose_key(
                self.page, self._errands, lambda key: self._open(partial(open_file, path, key=key)), self._failed
            )

    def _open(self, make: Callable[[], Opened]) -> None:
        self._errands.run(make, done=self._opened, failed=self._failed, receiver=self, unheard=close_opened)

    def _opened(self, opened: Opened) -> None:
        if not self.is_locked:  # the page was closed meanwhile
            close_opened(opened)
            return
        self._window.situation.go_on(opened.store, reopen=opened.reopen)
        hidden, self._hidden = self._hidden, []
        for each in hidden:
            each.show()
        self.end()
        self._window.activateWindow()
        self.watch.begin()

    def _failed(self, problem: Problem) -> None:
        if self.page is not None:
            self.page.show_problem(problem)

    def _leave(self) -> None:
        """The locked page was closed: so is its window."""
        self._window.close()


def _end_what_floats() -> None:
    """Menus, lists that are open, tips."""
    QToolTip.hideText()
    for _ in range(MOST_POPUPS):
        popup = QApplication.activePopupWidget()
        if popup is None:
            break
        popup.close()


def _forget_clipboard() -> None:
    """What was copied from here, where the system tells; what others copied stays."""
    clipboard = QGuiApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.clear()
