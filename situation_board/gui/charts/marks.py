"""The timeline: a lane for each kind of event, a shape for each kind, and how many where several stand together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPen, QPolygonF

from situation_board.core.vocabulary import EventKind
from situation_board.gui.charts.drawing import Lane, Spot
from situation_board.gui.charts.frames import Frame
from situation_board.gui.charts.styles import Ink, faded

LANE_HEIGHT = 18.0
SIZE = 5.5
NEAR = 2 * SIZE + 2
LEAST_CROWD = 3.0


@dataclass(frozen=True, slots=True)
class Group:
    """Events of a lane that stand too near each other to be drawn one by one."""

    x: float
    spots: tuple[Spot, ...]


def lane_middle(area: QRectF, number: int) -> float:
    return area.top() + (number + 0.5) * LANE_HEIGHT


def groups(lane: Lane, frame: Frame) -> list[Group]:
    """What is seen of a lane, from left to right."""
    first, last = frame.times
    found: list[list[Spot]] = []
    for spot in lane.spots:
        if spot.crowd or not first <= spot.middle <= last:
            continue
        if found and frame.x(spot.middle) - frame.x(found[-1][0].middle) < NEAR:
            found[-1].append(spot)
        else:
            found.append([spot])
    return [Group(frame.x(spots[0].middle), tuple(spots)) for spots in found]


def paint_lanes(painter: QPainter, frame: Frame, lanes: Sequence[Lane], ink: Ink, font: QFont) -> None:
    painter.save()
    painter.setClipRect(frame.area)
    painter.setFont(font)
    for number, lane in enumerate(lanes):
        y = lane_middle(frame.area, number)
        _paint_crowds(painter, frame, lane, y, ink)
        _paint_spans(painter, frame, lane, y, ink)
        for group in groups(lane, frame):
            paint_glyph(painter, lane.kind, QPointF(group.x, y), SIZE, ink)
            if len(group.spots) > 1:
                _paint_count(painter, frame, group, y, ink)
    painter.restore()


def _paint_crowds(painter: QPainter, frame: Frame, lane: Lane, y: float, ink: Ink) -> None:
    """Hatched bars, the higher the more there are: shapes of their own, for nothing is told of a single one."""
    painter.setPen(QPen(faded(ink.text, 0.7), 1))
    painter.setBrush(QBrush(faded(ink.text, 0.5), Qt.BrushStyle.Dense5Pattern))
    bottom, first, last = y + LANE_HEIGHT / 2 - 1, *frame.times
    bars = []
    for spot in lane.crowds:
        if spot.end > first and spot.begin < last:
            height = max(LEAST_CROWD, (LANE_HEIGHT - 3) * spot.crowd / lane.most)
            left, right = frame.x(spot.begin), frame.x(spot.end)
            bars.append(QRectF(left, bottom - height, max(right - left - 1, 1.0), height))
    painter.drawRects(bars)


def crowd_at(lane: Lane, moment: float) -> Spot | None:
    """The crowd whose days have that moment in them."""
    return next((spot for spot in lane.crowds if spot.begin <= moment < spot.end), None)


def _paint_spans(painter: QPainter, frame: Frame, lane: Lane, y: float, ink: Ink) -> None:
    """As long as the event lasts, or as long as it is not known within when it was."""
    pen = QPen(faded(ink.text, 0.4), 2)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    left, right = frame.area.left(), frame.area.right()
    for span in {(spot.begin, spot.end) for spot in lane.spots if not spot.crowd}:
        begin, end = max(frame.x(span[0]), left), min(frame.x(span[1]), right)
        if end > begin:
            painter.drawLine(QLineF(begin, y, end, y))


def _paint_count(painter: QPainter, frame: Frame, group: Group, y: float, ink: Ink) -> None:
    painter.setPen(ink.text)
    words = f"×{len(group.spots)}"
    place = QRectF(group.x + SIZE + 3, y - LANE_HEIGHT / 2, 60, LANE_HEIGHT)
    fill = QRectF(place.left() - 1, y - 7, painter.fontMetrics().horizontalAdvance(words) + 3, 14)
    painter.fillRect(fill, ink.ground)
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)


def paint_glyph(painter: QPainter, kind: str, at: QPointF, size: float, ink: Ink) -> None:
    """The shape of a kind of event. What a newer program knows is drawn like any other event."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(at)
    painter.scale(size, size)
    pen = QPen(ink.text, 1.5 / size)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(ink.ground)
    GLYPHS.get(kind, _ring)(painter, ink.text)
    painter.restore()


Glyph = Callable[[QPainter, QColor], None]


def _polygon(*corners: tuple[float, float]) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in corners])


RIGHT_ARROW = _polygon((-1, -0.4), (0.1, -0.4), (0.1, -1), (1.1, 0), (0.1, 1), (0.1, 0.4), (-1, 0.4))
LEFT_ARROW = _polygon((1, -0.4), (-0.1, -0.4), (-0.1, -1), (-1.1, 0), (-0.1, 1), (-0.1, 0.4), (1, 0.4))
TRIANGLE = _polygon((0, -1), (1.1, 0.9), (-1.1, 0.9))
FLAG = _polygon((-0.6, -1), (1, -0.6), (-0.6, 0.1))
DIAMOND = _polygon((0, -1.1), (1.1, 0), (0, 1.1), (-1.1, 0))
HALF_DIAMOND = _polygon((0, -1.1), (1.1, 0), (0, 1.1))
STAR = _polygon((0, -1.1), (0.3, -0.3), (1.1, 0), (0.3, 0.3), (0, 1.1), (-0.3, 0.3), (-1.1, 0), (-0.3, -0.3))


def _filled(outline: QPolygonF) -> Glyph:
    def paint(painter: QPainter, colour: QColor) -> None:
        painter.setBrush(colour)
        painter.drawPolygon(outline)

    return paint


def _open(outline: QPolygonF) -> Glyph:
    return lambda painter, colour: painter.drawPolygon(outline)


def _advisory(painter: QPainter, colour: QColor) -> None:
    painter.drawPolygon(TRIANGLE)
    painter.drawLine(QLineF(0, -0.25, 0, 0.25))
    painter.drawPoint(QPointF(0, 0.6))


def _surrender(painter: QPainter, colour: QColor) -> None:
    painter.drawPolygon(FLAG)
    painter.drawLine(QLineF(-0.6, -1, -0.6, 1.1))


def _defection(painter: QPainter, colour: QColor) -> None:
    painter.drawPolygon(DIAMOND)
    painter.setBrush(colour)
    painter.drawPolygon(HALF_DIAMOND)


def _release(painter: QPainter, colour: QColor) -> None:
    painter.drawArc(QRectF(-0.9, -0.9, 1.8, 1.8), 60 * 16, 300 * 16)
    painter.drawLine(QLineF(0, 0, 1.0, -1.0))


def _ring(painter: QPainter, colour: QColor) -> None:
    painter.drawEllipse(QPointF(0, 0), 0.85, 0.85)


def _disc(painter: QPainter, colour: QColor) -> None:
    painter.setBrush(colour)
    painter.drawEllipse(QPointF(0, 0), 0.85, 0.85)


def _statement(painter: QPainter, colour: QColor) -> None:
    painter.drawRoundedRect(QRectF(-1, -0.8, 2, 1.3), 0.3, 0.3)
    painter.drawLine(QLineF(-0.4, 0.5, -0.6, 1.0))


GLYPHS: dict[str, Glyph] = {
    EventKind.DISPLACEMENT: _disc,
    EventKind.RETURN: _ring,
    EventKind.EVACUATION: _filled(RIGHT_ARROW),
    EventKind.WITHDRAWAL: _open(LEFT_ARROW),
    EventKind.SURRENDER: _surrender,
    EventKind.DEFECTION: _defection,
    EventKind.RELEASE: _release,
    EventKind.ADVISORY: _advisory,
    EventKind.INCIDENT: _filled(STAR),
    EventKind.STATEMENT: _statement,
    EventKind.OTHER: _open(STAR),
}
