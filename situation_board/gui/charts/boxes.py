"""The parts of the chart in the window: pyqtgraph moves and zooms them, our own painting fills them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyqtgraph
from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from situation_board.core.times import DAY, MINUTE
from situation_board.gui.charts.frames import Frame

Paint = Callable[[Any, Frame, QRectF], None]
Top = Callable[[float], float]
"""How far the scale of so many pixels goes up."""
LEAST_TIME, MOST_TIME = 10 * MINUTE, 400 * 366 * DAY
NOTCH = 1.0018
"""How much nearer one unit of the wheel comes; a notch has 120."""
ABOVE_ALL = 10
"""The z value of what is painted: below that, a second view would hide it."""


def flat(height: float) -> float:
    """Where there is no scale."""
    return 1.0


class Box(pyqtgraph.ViewBox):  # type: ignore[misc]
    """A window of time. Dragged it moves, with Shift it chooses a span; the wheel zooms where the mouse is."""

    span_dragged = Signal(float, float, bool)
    whole_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(enableMenu=False, defaultPadding=0)
        self.setMouseEnabled(x=True, y=False)
        self.setLimits(minXRange=LEAST_TIME, maxXRange=MOST_TIME)
        self.setYRange(0, 1, padding=0)

    def frame(self, top: Top = flat) -> Frame:
        """In the box's own pixels."""
        (first, last), _ = self.viewRange()
        return Frame(self.rect(), (first, last), top(self.rect().height()))

    def mouseDragEvent(self, ev: Any, axis: int | None = None) -> None:
        if ev.button() == Qt.MouseButton.RightButton:
            ev.ignore()
        elif ev.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.choose_span(ev)
        else:
            super().mouseDragEvent(ev, axis)

    def wheelEvent(self, ev: Any, axis: int | None = None) -> None:
        """What is under the mouse stays there, also before the last zoom was painted."""
        ev.accept()
        frame = self.frame()
        moment = frame.moment(ev.pos().x())
        wider = NOTCH ** -ev.delta()
        first, last = (moment + (end - moment) * wider for end in frame.times)
        self.setXRange(first, last, padding=0)

    def choose_span(self, ev: Any) -> None:
        """From where the button went down to where the mouse is."""
        ev.accept()
        frame = self.frame()
        ends = (self.mapFromScene(ev.buttonDownScenePos()), self.mapFromScene(ev.scenePos()))
        first, last = sorted(frame.moment(end.x()) for end in ends)
        self.span_dragged.emit(first, last, ev.isFinish())

    def mouseClickEvent(self, ev: Any) -> None:
        if ev.double():
            ev.accept()
            self.whole_wanted.emit()


class Layer(pyqtgraph.GraphicsObject):  # type: ignore[misc]
    """Fills a box with what we paint."""

    def __init__(self, box: Box, paint: Paint, top: Top = flat) -> None:
        super().__init__()
        self._box, self._paint, self._top = box, paint, top
        self.setParentItem(box)
        self.setZValue(ABOVE_ALL)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemClipsToShape, False)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        box.sigResized.connect(self._resize)
        box.sigXRangeChanged.connect(lambda: self.update())

    def boundingRect(self) -> QRectF:
        return QRectF(self._box.rect())

    def paint(self, painter: Any, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._paint(painter, self._box.frame(self._top), self.boundingRect())

    def _resize(self) -> None:
        self.prepareGeometryChange()
        self.update()


class Axis(pyqtgraph.AxisItem):  # type: ignore[misc]
    """An axis of a box, painted by us. Dragging along the axis of time chooses a span."""

    def __init__(self, side: str, box: Box, paint: Paint, top: Top = flat) -> None:
        self._box, self._paint, self._top = box, paint, top
        super().__init__(side, linkView=box)
        if side == "bottom":
            self.setCursor(Qt.CursorShape.IBeamCursor)

    def boundingRect(self) -> QRectF:
        return QRectF(self.rect())

    def paint(self, painter: Any, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        frame = self._box.frame(self._top)
        moved = self.mapFromItem(self._box, frame.area.topLeft())
        self._paint(
            painter, Frame(frame.area.translated(moved - frame.area.topLeft()), frame.times, frame.top), self.rect()
        )

    def mouseDragEvent(self, event: Any) -> None:
        if self.orientation == "bottom" and event.button() == Qt.MouseButton.LeftButton:
            self._box.choose_span(event)
        else:
            event.ignore()
