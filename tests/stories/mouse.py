"""A hand on the mouse: real mouse events through the window system's door, and real drags.

While cards are dragged, Qt runs a loop of its own, so the hand goes on from timers: from a new one each time, because
the drag may begin inside one, which then would not come again. It lets go only when the place it wants has seen the
mouse: a drag that is timed instead of watched now and then drops nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QDragMoveEvent, QGuiApplication, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from situation_board.gui.board.view import ColumnView

LEFT = Qt.MouseButton.LeftButton
PACE = 15  # milliseconds between two movements
NEAR = 12
PATIENCE = 600  # movements

Place = tuple[QWidget, QPoint]


def can_drag() -> bool:
    """Only on an X display: offscreen, Qt ends each drag at once; elsewhere a test would take the person's mouse."""
    return QGuiApplication.platformName() == "xcb"


class Hand(QObject):
    """Takes cards and brings them somewhere, perhaps by a way round."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        handle = window.windowHandle()
        assert isinstance(handle, QWindow)
        self._window = window
        self._handle = handle
        self._way: list[Place] = []
        self._end: Callable[[QPoint], None] = self._let_go
        self._seen: tuple[QObject, QPoint] | None = None
        self._movements = 0
        self._last = QPoint()
        self._is_busy = False

    def drag(
        self,
        start: Place,
        *way: Place,
        end: Callable[[], None] | None = None,
        arrived: Callable[[], None] | None = None,
    ) -> bool:
        """Drag from a place over the others, and let go at the last unless another `end` is given.

        `arrived` is called at the last place before letting go. True when the places on the way were reached.
        """
        self._way, self._seen, self._movements = list(way), None, 0
        self._arrived = arrived or (lambda: None)
        self._end = self._let_go if end is None else lambda _: end()
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self)
        at = self._in_window(start)
        QTest.mousePress(self._handle, LEFT, Qt.KeyboardModifier.NoModifier, at)
        self._is_busy = True
        QTimer.singleShot(PACE, self, self._go_on)
        for step in (4, 8, 24):  # the last of them begins the drag, and comes back when that is over
            QTest.mouseMove(self._handle, at + QPoint(step, step // 4))
        while self._is_busy:
            QTest.qWait(PACE)
        application.removeEventFilter(self)
        return not self._way

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.DragMove, QEvent.Type.DragEnter) and isinstance(event, QDragMoveEvent):
            self._seen = (watched, event.position().toPoint())
        return False

    def _go_on(self) -> None:
        self._movements += 1
        if self._has_arrived():
            self._seen = None
            self._way.pop(0)
        if not self._way:
            self._arrived()
            self._finish(self._end)
        elif self._movements > PATIENCE:
            self._finish(self._let_go)
        else:
            QTimer.singleShot(PACE, self, self._go_on)
            shake = QPoint(self._movements % 3, self._movements % 2)
            self._last = self._in_window(self._way[0]) + shake
            QTest.mouseMove(self._handle, self._last)

    def _finish(self, end: Callable[[QPoint], None]) -> None:
        end(self._last)
        self._is_busy = False

    def _has_arrived(self) -> bool:
        widget, place = self._way[0]
        if self._seen is None or self._seen[0] is not widget:
            return False
        return (self._seen[1] - place).manhattanLength() <= NEAR

    def _let_go(self, at: QPoint) -> None:
        QTest.mouseRelease(self._handle, LEFT, Qt.KeyboardModifier.NoModifier, at)

    def _in_window(self, place: Place) -> QPoint:
        widget, point = place
        return widget.mapTo(self._window, point)


def on_card(view: ColumnView, row: int) -> Place:
    """The middle of a card."""
    return view.viewport(), view.visualRect(view.cards.index(row, 0)).center()


def before_card(view: ColumnView, row: int) -> Place:
    """Just above a card, or below the last."""
    if row < len(view.cards.ids):
        rect = view.visualRect(view.cards.index(row, 0))
        return view.viewport(), QPoint(rect.center().x(), rect.top() + 6)
    last = view.visualRect(view.cards.index(row - 1, 0)).bottom() if row else 0
    return view.viewport(), QPoint(view.viewport().width() // 2, last + 20)


def click(window: QWidget, place: Place, modifiers: Sequence[Qt.KeyboardModifier] = ()) -> None:
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= modifier
    QTest.mouseClick(window.windowHandle(), LEFT, held, place[0].mapTo(window, place[1]))
