"""The chart in the window: scales above each other, the timeline below them, one axis of time for all."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import pyqtgraph
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from situation_board.gui.charts.asking import Answer
from situation_board.gui.charts.axes import (
    left_width,
    months,
    paint_lane_axis,
    paint_number_axis,
    paint_time_axis,
    time_axis_height,
)
from situation_board.gui.charts.boxes import Axis, Box, Layer
from situation_board.gui.charts.drawing import Drawing, Drawn, Range
from situation_board.gui.charts.finding import Found, Stop, events_near, found_stop, number_near, stops
from situation_board.gui.charts.frames import Frame, top_of
from situation_board.gui.charts.labels import paint_labels
from situation_board.gui.charts.marks import LANE_HEIGHT, paint_lanes
from situation_board.gui.charts.painting import paint_found, paint_grid, paint_series, paint_span
from situation_board.gui.charts.styles import Ink
from situation_board.gui.charts.ticks import Tick, number_ticks, time_ticks
from situation_board.gui.look import HALF, SPACE

ZOOM = 1.5
STEP = 0.2
"""Of what is in sight, with each key."""
LEAST_PANE = 72


class ChartView(pyqtgraph.GraphicsView):  # type: ignore[misc]
    """Shows a drawing. Tells what is `pointed` at (Found or None), and the span that is chosen (two moments or None).

    Time runs left to right in every language.
    """

    pointed = Signal(object)
    span_changed = Signal(object, object)
    window_changed = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, background=None)
        self.setObjectName("chart")
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._answer: Answer | None = None
        self._drawing = Drawing((), (), ())
        self._panes: dict[str, Box] = {}
        self._timeline: Box | None = None
        self._found: Found | None = None
        self._stops: list[Stop] | None = None
        self._stop: Stop | None = None
        self.span: Range | None = None
        self._shape: tuple[object, ...] | None = None
        self._ticks: tuple[object, list[Tick]] = ((), [])

    # --- what is shown

    def show_drawing(self, answer: Answer, drawing: Drawing) -> None:
        """The window of time stays where somebody put it, unless nothing was shown before."""
        self._answer, self._drawing = answer, drawing
        self._stops = self._stop = None
        self._point(None)
        shape = (drawing.units, len(drawing.lanes), left_width(drawing, self.font()))
        if shape != self._shape:
            self._rebuild(shape)
        self._repaint()

    def show_whole(self) -> None:
        """Everything in sight."""
        self.set_window(self._drawing.whole)

    @property
    def window_of_time(self) -> Range:
        return self._main.frame().times if self._main is not None else self._drawing.whole

    def set_window(self, window: Range) -> None:
        if self._main is not None:
            self._main.setXRange(*window, padding=0)

    def zoom(self, factor: float) -> None:
        """Nearer (above 1) or farther, round the middle."""
        first, last = self.window_of_time
        middle, half = (first + last) / 2, (last - first) / 2 / factor
        self.set_window((middle - half, middle + half))

    def pan(self, share: float) -> None:
        first, last = self.window_of_time
        by = (last - first) * share
        self.set_window((first + by, last + by))

    def set_span(self, span: Range | None) -> None:
        """Choose a span of time; None chooses none."""
        self.span = span
        self._repaint()
        self.span_changed.emit(*((round(span[0]), round(span[1])) if span else (None, None)))

    def frames(self) -> dict[str, Frame]:
        """The scales by unit, in this widget's pixels."""
        return {unit: self._in_view(box, box.frame(partial(self._top, unit))) for unit, box in self._panes.items()}

    def timeline_frame(self) -> Frame | None:
        return self._in_view(self._timeline, self._timeline.frame()) if self._timeline is not None else None

    @property
    def found(self) -> Found | None:
        return self._found

    # --- building

    @property
    def _main(self) -> Box | None:
        return next(iter(self._panes.values()), self._timeline)

    def _rebuild(self, shape: tuple[object, ...]) -> None:
        window = self.window_of_time if self._shape is not None else self._drawing.whole
        self._shape = shape
        self._panes, self._timeline = {}, None
        layout = self._fresh_layout()
        for row, unit in enumerate(self._drawing.units):
            self._panes[unit] = self._add_row(layout, row, self._paint_pane, self._paint_numbers, unit)
            layout.layout.setRowMinimumHeight(row, LEAST_PANE)
        row = len(self._panes)
        self._timeline = self._add_row(layout, row, self._paint_timeline, self._paint_kinds, None)
        layout.layout.setRowFixedHeight(row, len(self._drawing.lanes) * LANE_HEIGHT)
        axis = Axis("bottom", self._timeline, self._paint_times)
        height = round(time_axis_height(self.font()))
        axis.setHeight(height)
        layout.addItem(axis, row + 1, 1)
        panes = len(self._panes) * (LEAST_PANE + HALF)
        self.setMinimumHeight(panes + round(len(self._drawing.lanes) * LANE_HEIGHT) + height + 2 * SPACE)
        self._link(window)

    def _fresh_layout(self) -> Any:
        layout = pyqtgraph.GraphicsLayout()
        layout.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        layout.setContentsMargins(HALF, SPACE, 2 * SPACE, HALF)
        layout.setSpacing(0)
        layout.layout.setVerticalSpacing(HALF)
        self.setCentralItem(layout)
        return layout

    def _add_row(self, layout: Any, row: int, inside: Any, beside: Any, unit: str | None) -> Box:
        box = Box()
        top = partial(self._top, unit)
        layout.addItem(box, row, 1)
        box.layer = Layer(box, partial(inside, unit), top)
        axis = Axis("left", box, partial(beside, unit), top)
        axis.setWidth(round(left_width(self._drawing, self.font())))
        layout.addItem(axis, row, 0)
        box.span_dragged.connect(self._drag_span)
        box.whole_wanted.connect(self.show_whole)
        return box

    def _link(self, window: Range) -> None:
        main = self._main
        assert main is not None
        for box in (*self._panes.values(), self._timeline):
            if box is not main and box is not None:
                box.setXLink(main)
        main.sigXRangeChanged.connect(self._window_moved)
        main.setXRange(*window, padding=0)

    def _top(self, unit: str | None, height: float) -> float:
        return 1.0 if unit is None else top_of(self._drawing.top(unit), height)

    # --- painting

    def _ink(self) -> Ink:
        return Ink.of(self.palette())

    def _time_ticks(self, frame: Frame) -> list[Tick]:
        """The same for all scales, so made once."""
        if self._answer is None:
            return []
        asked = (frame.times, frame.area.width(), self._answer.zone.key)
        if asked != self._ticks[0]:
            made = time_ticks(*frame.times, frame.area.width(), self._answer.zone, months())
            self._ticks = (asked, made)
        return self._ticks[1]

    def _paint_pane(self, unit: str, painter: QPainter, frame: Frame, area: QRectF) -> None:
        ink, series = self._ink(), self._drawing.pane(unit)
        paint_grid(painter, frame, self._time_ticks(frame), number_ticks(frame.top, frame.area.height()), ink)
        self._paint_span(painter, frame, ink)
        paint_series(painter, frame, series, ink)
        paint_labels(painter, frame, series, ink, self._small())
        if self._found is not None and self._found.drawn in series:
            paint_found(painter, self._relocated(self._found, frame, series), ink)

    def _relocated(self, found: Found, frame: Frame, series: Sequence[Drawn]) -> QPointF:
        assert found.drawn is not None
        return found_stop(Stop(found.moment, 0, found.drawn, found.piece), frame, series).at

    def _paint_timeline(self, unit: None, painter: QPainter, frame: Frame, area: QRectF) -> None:
        ink = self._ink()
        paint_grid(painter, frame, self._time_ticks(frame), (), ink)
        self._paint_span(painter, frame, ink)
        paint_lanes(painter, frame, self._drawing.lanes, ink, self._small())
        if self._found is not None and self._found.spots:
            kind = self._found.spots[0].kind
            lane = next((n for n, lane in enumerate(self._drawing.lanes) if lane.kind == kind), 0)
            at = found_stop(Stop(self._found.moment, 0, lane=lane, spots=self._found.spots), frame, ()).at
            paint_found(painter, at, ink)

    def _paint_span(self, painter: QPainter, frame: Frame, ink: Ink) -> None:
        if self.span is not None:
            paint_span(painter, frame, self.span, ink)

    def _paint_numbers(self, unit: str, painter: QPainter, frame: Frame, area: QRectF) -> None:
        paint_number_axis(painter, area, frame, unit, self._ink(), self.font())

    def _paint_kinds(self, unit: None, painter: QPainter, frame: Frame, area: QRectF) -> None:
        paint_lane_axis(painter, area, self._drawing.lanes, self._ink(), self.font())

    def _paint_times(self, painter: QPainter, frame: Frame, area: QRectF) -> None:
        paint_time_axis(painter, area, frame, self._time_ticks(frame), self._ink(), self.font())

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.92)
        return font

    def _repaint(self) -> None:
        self.scene().update()
        self.viewport().update()

    def _window_moved(self) -> None:
        self._repaint()
        self.window_changed.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange} and hasattr(self, "_shape"):
            self.resetCachedContent()
            self._repaint()

    def drawBackground(self, painter: QPainter, rect: QRectF) -> None:
        painter.fillRect(rect, self._ink().ground)

    # --- pointing

    def mouseMoveEvent(self, ev: QMouseEvent) -> None:
        super().mouseMoveEvent(ev)
        if not ev.buttons():
            self._point(self._under(ev.position()))

    def leaveEvent(self, ev: QEvent) -> None:
        super().leaveEvent(ev)
        self._point(None)

    def _under(self, place: QPointF) -> Found | None:
        for unit, frame in self.frames().items():
            if frame.area.contains(place):
                return number_near(frame, self._drawing.pane(unit), place)
        timeline = self.timeline_frame()
        if timeline is not None and timeline.area.contains(place):
            return events_near(timeline, self._drawing, place)
        return None

    def _in_view(self, box: Box, frame: Frame) -> Frame:
        area = self.viewportTransform().mapRect(box.mapRectToScene(frame.area))
        return Frame(area, frame.times, frame.top)

    def _point(self, found: Found | None) -> None:
        if found != self._found:
            self._found = found
            self._repaint()
            self.pointed.emit(found)

    def _drag_span(self, first: float, last: float, is_finished: bool) -> None:
        self.span = (first, last)
        self._repaint()
        if is_finished:
            self.set_span(self.span)

    # --- by keyboard

    def keyPressEvent(self, ev: QKeyEvent) -> None:
        moved = bool(ev.modifiers() & Qt.KeyboardModifier.ControlModifier)
        match ev.key():
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                way = 1 if ev.key() == Qt.Key.Key_Right else -1
                self.pan(way * STEP) if moved else self.step(way)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom(ZOOM)
            case Qt.Key.Key_Minus:
                self.zoom(1 / ZOOM)
            case Qt.Key.Key_Home | Qt.Key.Key_0:
                self.show_whole()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space if self._found is not None:
                self.set_span((self._found.begin, self._found.end))
            case Qt.Key.Key_Escape if self.span is not None:
                self.set_span(None)
            case Qt.Key.Key_Escape:
                self.left.emit()
            case _:
                ev.ignore()

    def step(self, way: int) -> None:
        """Read out the next number or event, or the one before, and bring it in sight."""
        if self._stops is None:
            self._stops = stops(self._drawing)
        if not self._stops:
            return
        stop = self._next(self._stops, way)
        self._stop = stop
        first, last = self.window_of_time
        if not first <= stop.moment <= last:
            half = (last - first) / 2
            self.set_window((stop.moment - half, stop.moment + half))
        self._point(self._found_at(stop))

    def _next(self, all_stops: list[Stop], way: int) -> Stop:
        if self._stop is None:
            first, last = self.window_of_time
            seen = [stop for stop in all_stops if first <= stop.moment <= last] or all_stops
            return seen[0 if way > 0 else -1]
        number = next(n for n, each in enumerate(all_stops) if each is self._stop) + way
        return all_stops[min(max(number, 0), len(all_stops) - 1)]

    def _found_at(self, stop: Stop) -> Found | None:
        if stop.drawn is not None:
            unit = stop.drawn.key.unit
            return found_stop(stop, self.frames()[unit], self._drawing.pane(unit))
        timeline = self.timeline_frame()
        return found_stop(stop, timeline, ()) if timeline is not None else None
