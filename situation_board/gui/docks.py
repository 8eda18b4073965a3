"""The panels round the board: moved as one likes, remembered, and put back in order with one command."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDockWidget, QMainWindow

from situation_board.gui.settings import Settings

LAYOUT_VERSION = 1
WIDTH, HEIGHT = 1440, 900
INSPECTOR_WIDTH = 340
CONFLICTS_HEIGHT = 200
CHARTS_HEIGHT = 340
Area = Qt.DockWidgetArea


class Docks:
    """The panels round the board; conflicts only while there are any. A panel is filled when it is first seen."""

    def __init__(self, window: QMainWindow, settings: Settings) -> None:
        self._window = window
        self._settings = settings
        self._conflict_count = 0
        self.inspector = self._dock("inspector", window.tr("Inspector"))
        self.history = self._dock("history", window.tr("History"))
        self.changes = self._dock("changes", window.tr("What changed"))
        self.search = self._dock("search", window.tr("Search"))
        self.inbox = self._dock("inbox", window.tr("Inbox"))
        self.tasks = self._dock("tasks", window.tr("Tasks"))
        self.charts = self._dock("charts", window.tr("Charts"))
        self.events = self._dock("events", window.tr("Events"))
        self.routes = self._dock("routes", window.tr("Routes"))
        self.queue = self._dock("queue", window.tr("To verify"))
        self.conflicts = self._dock("conflicts", window.tr("Conflicts"))
        self.conflicts.toggleViewAction().setEnabled(False)
        window.setCorner(Qt.Corner.BottomRightCorner, Area.RightDockWidgetArea)
        window.setCorner(Qt.Corner.BottomLeftCorner, Area.LeftDockWidgetArea)
        self.arrange()

    def arrange(self) -> None:
        """As at the very first start."""
        beside, below = self._beside(), self._below()
        for dock in (*beside, *below):
            dock.setFloating(False)
            self._window.removeDockWidget(dock)
        self._stack(beside, Area.RightDockWidgetArea)
        self._stack(below, Area.BottomDockWidgetArea)
        self.inspector.show()
        self.conflicts.setVisible(self._conflict_count > 0)
        self._window.resizeDocks([self.inspector], [INSPECTOR_WIDTH], Qt.Orientation.Horizontal)

    def _beside(self) -> list[QDockWidget]:
        """The panels beside the board, in the order of their tabs."""
        return [self.inspector, self.history, self.changes, self.search]

    def _below(self) -> list[QDockWidget]:
        """The panels below the board, in the order of their tabs."""
        return [self.inbox, self.charts, self.events, self.routes, self.tasks, self.queue, self.conflicts]

    def _stack(self, docks: list[QDockWidget], area: Area) -> None:
        for dock in docks:
            self._window.addDockWidget(area, dock)
        for first, second in pairwise(docks):
            self._window.tabifyDockWidget(first, second)
        for dock in docks:
            dock.hide()

    def reset(self) -> None:
        self._settings.forget_layout()
        self.arrange()

    def remember(self) -> None:
        self._settings.layout = (self._window.saveGeometry(), self._window.saveState(LAYOUT_VERSION))

    def restore(self) -> None:
        """As it was left, as far as the screens are still there."""
        remembered = self._settings.layout
        if remembered is None or not self._window.restoreGeometry(remembered[0]):
            self._fit_to_screen()
        if remembered is not None:
            self._window.restoreState(remembered[1], LAYOUT_VERSION)
        self.conflicts.setVisible(self._conflict_count > 0)
        self._bring_back()

    def come_up(self, dock: QDockWidget) -> None:
        dock.show()
        dock.raise_()

    def give_room(self, dock: QDockWidget, height: int = CHARTS_HEIGHT) -> None:
        """A chart needs some height to be read."""
        if dock.height() < height and not dock.isFloating():
            self._window.resizeDocks([dock], [height], Qt.Orientation.Vertical)

    def _dock(self, name: str, title: str) -> QDockWidget:
        dock = QDockWidget(title, self._window)
        dock.setObjectName(name)
        dock.setAllowedAreas(Area.LeftDockWidgetArea | Area.RightDockWidgetArea | Area.BottomDockWidgetArea)
        return dock

    def note_conflicts(self, count: int) -> None:
        """They come up by themselves, and go when the last is answered."""
        had, self._conflict_count = self._conflict_count, count
        self.conflicts.toggleViewAction().setEnabled(count > 0)
        if (count > 0) != (had > 0):
            self.conflicts.setVisible(count > 0)
            self._window.resizeDocks([self.conflicts], [CONFLICTS_HEIGHT], Qt.Orientation.Vertical)

    def _fit_to_screen(self) -> None:
        room = self._window.screen().availableGeometry()
        self._window.resize(min(WIDTH, room.width()), min(HEIGHT, room.height()))

    def _bring_back(self) -> None:
        """A window that was on a screen that is gone comes to one that is there."""
        frame = self._window.frameGeometry()
        if any(screen.availableGeometry().intersects(frame) for screen in QGuiApplication.screens()):
            return
        room = QGuiApplication.primaryScreen().availableGeometry()
        self._window.move(room.topLeft())
        self._window.resize(min(frame.width(), room.width()), min(frame.height(), room.height()))
