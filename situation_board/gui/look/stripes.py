"""The stripe of an actor: a colour and a pattern, so that it is known without colour too."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

COLOURS = ("#0072b2", "#d55e00", "#009e73", "#b8689a", "#a67c00", "#3a9bd1", "#7a5195", "#6b7280")
"""Told apart by colour-blind people too (after Okabe and Ito), darkened where they were too light beside white."""

NO_COLOUR = "#8a949f"


class Pattern(StrEnum):
    SOLID = "solid"
    DIAGONAL = "diagonal"
    DOTS = "dots"
    CROSS = "cross"
    BARS = "bars"
    UNKNOWN = "unknown"
    NOBODY = "nobody"


ACTOR_PATTERNS = (Pattern.SOLID, Pattern.DIAGONAL, Pattern.DOTS, Pattern.CROSS, Pattern.BARS)


@dataclass(frozen=True)
class Stripe:
    colour: str
    pattern: Pattern


UNKNOWN_STRIPE = Stripe(NO_COLOUR, Pattern.UNKNOWN)
NOBODY_STRIPE = Stripe(NO_COLOUR, Pattern.NOBODY)


@lru_cache(maxsize=4096)
def stripe(actor_id: str, colour: str | None = None) -> Stripe:
    """The same on every laptop: it follows from the actor's id, and from its own colour where it has one."""
    return numbered_stripe(zlib.crc32(actor_id.encode()), colour)


def numbered_stripe(number: int, colour: str | None = None) -> Stripe:
    """The stripe of an actor of which only the number of its stripe is known, as on a printed sheet."""
    pattern = ACTOR_PATTERNS[number % len(ACTOR_PATTERNS)]
    own = colour if colour and QColor.isValidColorName(colour) else None
    return Stripe(own or COLOURS[number // len(ACTOR_PATTERNS) % len(COLOURS)], pattern)


def paint_stripes(painter: QPainter, area: QRectF, stripes: Sequence[Stripe], ink: QColor) -> None:
    """Paint stripes one below the other; `ink` is the card's colour, in which patterns are drawn."""
    gap = 2.0
    height = (area.height() - gap * (len(stripes) - 1)) / len(stripes)
    for position, each in enumerate(stripes):
        part = QRectF(area.x(), area.y() + position * (height + gap), area.width(), height)
        _paint_stripe(painter, part, each, ink)


def _paint_stripe(painter: QPainter, area: QRectF, each: Stripe, ink: QColor) -> None:
    colour = QColor(each.colour)
    if each.pattern in {Pattern.UNKNOWN, Pattern.NOBODY}:
        _paint_outline(painter, area, colour, dashed=each.pattern is Pattern.UNKNOWN)
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(area, 2, 2)
    if each.pattern is Pattern.SOLID:
        return
    painter.save()
    painter.translate(area.topLeft())
    shape = _pattern_path(each.pattern, area.width(), area.height())
    if each.pattern is Pattern.DOTS:
        painter.fillPath(shape, ink)
    else:
        painter.strokePath(shape, QPen(ink, 1.5))
    painter.restore()


def _paint_outline(painter: QPainter, area: QRectF, colour: QColor, *, dashed: bool) -> None:
    pen = QPen(colour, 1.25)
    if dashed:
        pen.setDashPattern([2.0, 2.0])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 2, 2)


@lru_cache(maxsize=256)
def _pattern_path(pattern: Pattern, width: float, height: float) -> QPainterPath:
    path = QPainterPath()
    PATTERNS[pattern](path, width, height)
    return path


def _diagonal(path: QPainterPath, width: float, height: float) -> None:
    for y in _steps(width, height + width, 6.0):
        _line(path, QLineF(0, y, width, y - width), height)


def _cross(path: QPainterPath, width: float, height: float) -> None:
    for y in _steps(width, height + width, 8.0):
        _line(path, QLineF(0, y, width, y - width), height)
        _line(path, QLineF(width, y, 0, y - width), height)


def _line(path: QPainterPath, line: QLineF, height: float) -> None:
    """That part of a slanted line that lies within the height."""
    if line.y1() > height:
        line = QLineF(line.pointAt((line.y1() - height) / (line.y1() - line.y2())), line.p2())
    if line.y1() > line.y2() >= 0:
        path.moveTo(line.p1())
        path.lineTo(line.p2())


def _bars(path: QPainterPath, width: float, height: float) -> None:
    for y in _steps(4.0, height - 2, 6.0):
        path.moveTo(0, y)
        path.lineTo(width, y)


def _dots(path: QPainterPath, width: float, height: float) -> None:
    for y in _steps(4.0, height - 2, 6.0):
        path.addEllipse(QPointF(width / 2, y), 1.6, 1.6)


def _steps(first: float, last: float, step: float) -> list[float]:
    return [first + step * count for count in range(max(0, int((last - first) // step) + 1))]


PATTERNS: dict[Pattern, Callable[[QPainterPath, float, float], None]] = {
    Pattern.DIAGONAL: _diagonal,
    Pattern.CROSS: _cross,
    Pattern.BARS: _bars,
    Pattern.DOTS: _dots,
}
