"""Painting axes: numbers at the left of a scale, kinds of events at the left of the timeline, time below all."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from situation_board.core import times
from situation_board.gui.charts.drawing import Drawing, Lane
from situation_board.gui.charts.frames import Frame
from situation_board.gui.charts.marks import LANE_HEIGHT, SIZE, lane_middle, paint_glyph
from situation_board.gui.charts.styles import Ink
from situation_board.gui.charts.ticks import Tick, number_ticks
from situation_board.gui.charts.words import kind_words, unit_words

translate = QCoreApplication.translate
AIR = 6.0
TICK = 4.0
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
GLYPH_ROOM = 3 * SIZE


def months() -> list[str]:
    return [translate("Month", month) for month in times.MONTH_WORDS]


def time_axis_height(font: QFont) -> float:
    """Two lines: days and their year."""
    return TICK + 2 * QFontMetricsF(font).height() + AIR


def left_width(drawing: Drawing, font: QFont) -> float:
    """Room for the longest number and the longest kind of event."""
    metrics = QFontMetricsF(font)
    numbers = [f"{2 * drawing.top(unit):,}" for unit in drawing.units]
    widths = [metrics.horizontalAdvance(words) + TICK for words in (*numbers, *map(unit_words, drawing.units))]
    widths += [metrics.horizontalAdvance(kind_words(lane.kind)) + GLYPH_ROOM for lane in drawing.lanes]
    return max(widths, default=40.0) + 2 * AIR


def paint_time_axis(
    painter: QPainter, area: QRectF, frame: Frame, ticks: Sequence[Tick], ink: Ink, font: QFont
) -> None:
    """Below the frame. A label at the edge is drawn in so far that it can be read."""
    painter.setFont(font)
    height = QFontMetricsF(font).height()
    painter.setPen(QPen(ink.muted, 1))
    painter.drawLine(QLineF(frame.area.left(), area.top() + 0.5, frame.area.right(), area.top() + 0.5))
    for tick in ticks:
        x = round(frame.x(tick.at)) + 0.5
        painter.setPen(QPen(ink.muted, 1))
        painter.drawLine(QLineF(x, area.top(), x, area.top() + TICK))
        for line, words in enumerate((tick.above, tick.below)):
            painter.setPen(ink.muted if line else ink.text)
            _centred(painter, words, QPointF(x, area.top() + TICK + 1 + line * height), area, height)


def _centred(painter: QPainter, words: str, at: QPointF, area: QRectF, height: float) -> None:
    width = painter.fontMetrics().horizontalAdvance(words) + 2.0
    left = min(max(at.x() - width / 2, area.left()), area.right() - width)
    painter.drawText(QRectF(left, at.y(), width, height), Qt.AlignmentFlag.AlignCenter, words)


def paint_number_axis(painter: QPainter, area: QRectF, frame: Frame, unit: str, ink: Ink, font: QFont) -> None:
    """At the left of the frame; what is counted stands above the numbers."""
    painter.setFont(font)
    height = QFontMetricsF(font).height()
    painter.setPen(ink.text)
    for tick in number_ticks(frame.top, frame.area.height()):
        y = frame.y(tick.at)
        painter.drawText(QRectF(area.left(), y - height / 2, area.width() - AIR, height), RIGHT, tick.above)
    painter.setPen(ink.muted)
    painter.drawText(QRectF(area.left(), frame.area.top(), area.width() - AIR, height), RIGHT, unit_words(unit))


def paint_lane_axis(painter: QPainter, area: QRectF, lanes: Sequence[Lane], ink: Ink, font: QFont) -> None:
    """The shape and the name of each kind, which is all the legend that marks need."""
    painter.setFont(font)
    for number, lane in enumerate(lanes):
        y = lane_middle(area, number)
        painter.setPen(ink.text)
        place = QRectF(area.left(), y - LANE_HEIGHT / 2, area.width() - AIR - GLYPH_ROOM, LANE_HEIGHT)
        painter.drawText(place, RIGHT, kind_words(lane.kind))
        paint_glyph(painter, lane.kind, QPointF(area.right() - AIR - GLYPH_ROOM / 2 + 2, y), SIZE - 0.5, ink)
