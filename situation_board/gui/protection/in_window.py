"""Protection of one window: its lock and its dialogs, each made when it is first needed."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from situation_board.core.problems import Mistake
from situation_board.gui.background import Errands

if TYPE_CHECKING:
    from situation_board.gui.main_window import MainWindow
    from situation_board.gui.protection.lock import Lock


class Protection(QObject):
    """Nothing of it is loaded while the file is plain and nobody asks."""

    def __init__(self, window: MainWindow, errands: Errands) -> None:
        super().__init__(window)
        self._window = window
        self._errands = errands
        self._covers: list[QWidget] = []
        QGuiApplication.instance().applicationStateChanged.connect(self.follow)  # type: ignore[union-attr]

    @cached_property
    def lock(self) -> Lock:
        from situation_board.gui.protection.lock import Lock

        return Lock(self._window, self._errands)

    @property
    def is_locked(self) -> bool:
        return "lock" in self.__dict__ and self.lock.is_locked

    def watch(self) -> None:
        """From now on the window locks itself when nobody is there. Where that cannot be and should, it is said."""
        if self._window.situation.is_protected:
            self.lock.begin()
        elif self._window.settings.at_risk:
            self._window.show_problem(
                Mistake(
                    self.tr("This laptop is at risk, and this situation is not protected."),
                    do=self.tr("Give it a passphrase: File > Protection."),
                )
            )

    def ask(self) -> None:
        """File > Protection."""
        from situation_board.gui.protection.dialog import ProtectionDialog

        dialog = ProtectionDialog(self._window, self._errands)
        dialog.changed.connect(self.watch)
        dialog.open()

    def follow(self, state: Qt.ApplicationState) -> None:
        """On a laptop at risk, windows that nobody works in are covered: what the system shows of them is the cover."""
        covers, self._covers = self._covers, []
        for cover in covers:
            if isValid(cover):
                cover.deleteLater()
        if state != Qt.ApplicationState.ApplicationActive and self._window.settings.at_risk:
            self._covers = [covered(each) for each in shown_with(self._window)]

    def come_to_front(self) -> bool:
        """The page of the lock in place of the window; False when it is not locked."""
        if self.is_locked:
            self.lock.come_to_front()
        return self.is_locked

    def end(self) -> None:
        """The window is closed; the page of its lock goes with it."""
        if self.is_locked:
            self.lock.end()


def covered(window: QWidget) -> QWidget:
    """A plain cover over everything in a window."""
    cover = QWidget(window)
    cover.setObjectName("cover")
    cover.setAutoFillBackground(True)
    cover.setGeometry(window.rect())
    cover.show()
    cover.raise_()
    return cover


def shown_with(window: QWidget) -> list[QWidget]:
    """The window, then every other that belongs to it and is seen; also a dialog of a list of it."""
    shown = [each for each in QApplication.topLevelWidgets() if each.isVisible() and belongs_to(each, window)]
    return sorted(shown, key=lambda each: each is not window)


def belongs_to(widget: QWidget, window: QWidget) -> bool:
    owner: QWidget | None = widget
    while owner is not None and owner is not window:
        owner = owner.parentWidget()
    return owner is window
