"""Painting series into a frame. The window and every picture paint with this, so that both say the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen, QPolygonF

from situation_board.gui.charts.drawing import Drawn, Form, Piece
from situation_board.gui.charts.frames import Frame
from situation_board.gui.charts.styles import Ink, Style, faded, shape
from situation_board.gui.charts.ticks import Tick
from situation_board.gui.charts.tracks import runs, to_pixels, track_of

ARROW = 15.0
HEAD = 4.5
MARK_SIZE = 4.0
NARROW = 4.0
"""Pixels below which a bar has no room for a pattern, and a point no room for its mark."""
FEW = 60
"""Numbers that are always drawn one by one."""
BETWEEN_MARKS = 90
TINT = 0.22
GAP_BETWEEN_BARS = 0.12


@dataclass(frozen=True)
class Slot:
    """Bars of several series stand beside each other: the share of the period that is this series'."""

    number: int = 0
    count: int = 1

    def part(self, begin: float, end: float) -> tuple[float, float]:
        width = end - begin
        air = width * GAP_BETWEEN_BARS / 2
        share = (width - 2 * air) / self.count
        return begin + air + self.number * share, begin + air + (self.number + 1) * share


def slots(series: Sequence[Drawn]) -> list[Slot]:
    """A slot for each series; those that are no bars need none."""
    bars = [drawn for drawn in series if drawn.form is Form.BARS]
    return [Slot(bars.index(drawn), len(bars)) if drawn.form is Form.BARS else Slot() for drawn in series]


def paint_grid(painter: QPainter, frame: Frame, times: Sequence[Tick], numbers: Sequence[Tick], ink: Ink) -> None:
    painter.setPen(QPen(ink.grid, 1))
    area = frame.area
    for tick in times:
        x = round(frame.x(tick.at)) + 0.5
        painter.drawLine(QLineF(x, area.top(), x, area.bottom()))
    for tick in numbers:
        y = round(frame.y(tick.at)) + 0.5
        painter.drawLine(QLineF(area.left(), y, area.right(), y))


def paint_series(painter: QPainter, frame: Frame, series: Sequence[Drawn], ink: Ink) -> None:
    """Bars first, then steps, then lines, so that nothing hides what is thinner."""
    painter.save()
    painter.setClipRect(frame.area)
    placed = list(zip(series, slots(series), strict=True))
    for form in Form:
        for drawn, slot in placed:
            if drawn.form is form:
                paint = _paint_track if is_dense(frame, drawn, slot) else PAINTERS[form]
                paint(painter, frame, drawn, slot, ink.style(drawn.number))
    painter.restore()


def is_dense(frame: Frame, drawn: Drawn, slot: Slot) -> bool:
    """Whether the numbers in sight have too little room to be drawn one by one."""
    start, end = drawn.between(*frame.times)
    seen = drawn.pieces[start:end]
    if len(seen) < FEW:
        return False
    span = min(seen[-1].end, frame.times[1]) - max(seen[0].begin, frame.times[0])
    return span * frame.pixels / len(seen) / slot.count < NARROW


def _paint_track(painter: QPainter, frame: Frame, drawn: Drawn, slot: Slot, style: Style) -> None:
    """All at once: thin lines, and a mark here and there by which the series is known without colour too."""
    mapping, track = to_pixels(frame), track_of(drawn)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_tint(style))
    for band in track.bands:
        painter.drawPolygon(mapping.map(band))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for path, colour in ((track.ranges, faded(style.colour, 0.5)), (track.sure, style.colour)):
        painter.setPen(QPen(colour, 1))
        painter.drawPath(mapping.map(path))
    start, end = drawn.between(*frame.times)
    stride = max(1, round((end - start) * BETWEEN_MARKS / frame.area.width()))
    for piece in drawn.pieces[start + slot.number % stride : end : stride]:
        _paint_mark(painter, QPointF(frame.x(piece.middle), frame.y(piece.level)), style)


# --- bars


def bar_rect(frame: Frame, piece: Piece, slot: Slot) -> QRectF:
    """From zero to the number that is sure; of "up to" that is none."""
    left, right = slot.part(frame.x(piece.begin), frame.x(piece.end))
    y = frame.y(piece.bounds.low or 0)
    return QRectF(left, y, right - left, frame.area.bottom() - y)


def _paint_bars(painter: QPainter, frame: Frame, drawn: Drawn, slot: Slot, style: Style) -> None:
    start, end = drawn.between(*frame.times)
    for piece in drawn.pieces[start:end]:
        _paint_bar(painter, frame, piece, bar_rect(frame, piece, slot), style)


def _paint_bar(painter: QPainter, frame: Frame, piece: Piece, sure: QRectF, style: Style) -> None:
    pen = QPen(style.colour, 1)
    low, high = piece.bounds.low, piece.bounds.high
    if low is not None:
        painter.setPen(pen)
        painter.fillRect(sure, faded(style.colour, TINT))
        painter.setBrush(QBrush(style.colour, style.pattern))
        painter.drawRect(sure)
    if high is not None and high != low:
        top = frame.y(high)
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(faded(style.colour, TINT / 2))
        painter.drawRect(QRectF(sure.left(), top, sure.width(), sure.top() - top))
    _paint_open_ends(painter, frame, piece, sure.center().x(), style)


# --- steps


def _paint_steps(painter: QPainter, frame: Frame, drawn: Drawn, slot: Slot, style: Style) -> None:
    start, end = drawn.between(*frame.times)
    former: Piece | None = drawn.pieces[start - 1] if start else None
    for piece in drawn.pieces[start:end]:
        left, right = frame.x(piece.begin), frame.x(piece.end)
        _paint_level(painter, frame, piece, left, right, style)
        if piece.joined and former is not None:
            _line(painter, QLineF(left, frame.y(former.level), left, frame.y(piece.level)), style)
        if piece.point.ends is not None:
            _paint_expiry(painter, right, frame.y(piece.level), style)
        _paint_mark(painter, QPointF(left, frame.y(piece.level)), style, room=right - left)
        _paint_open_ends(painter, frame, piece, (left + right) / 2, style)
        former = piece


def _paint_level(painter: QPainter, frame: Frame, piece: Piece, left: float, right: float, style: Style) -> None:
    low, high = piece.bounds.low, piece.bounds.high
    if low is not None and high is not None and low != high:
        painter.fillRect(QRectF(left, frame.y(high), right - left, frame.y(low) - frame.y(high)), _tint(style))
    for number in {low, high} - {None}:
        _line(painter, QLineF(left, frame.y(number or 0), right, frame.y(number or 0)), style)


def _paint_expiry(painter: QPainter, x: float, y: float, style: Style) -> None:
    """A small bar across the end of the line: from here on nobody says anything."""
    painter.setPen(QPen(style.colour, 2))
    painter.drawLine(QLineF(x, y - 5, x, y + 5))


# --- lines


def _paint_line(painter: QPainter, frame: Frame, drawn: Drawn, slot: Slot, style: Style) -> None:
    start, end = drawn.between(*frame.times)
    pieces = drawn.pieces[start:end]
    if start == 0 and pieces:
        _paint_since(painter, frame, pieces[0], style)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for run in runs(pieces):
        _paint_run(painter, frame, run, style)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for piece in pieces:
        _paint_stand(painter, frame, piece, style)


def _paint_run(painter: QPainter, frame: Frame, run: Sequence[Piece], style: Style) -> None:
    """One line where the numbers are exact; where they are ranges, both edges and the band between."""
    lower = [QPointF(frame.x(p.middle), frame.y(p.level)) for p in run]
    upper = [QPointF(frame.x(p.middle), frame.y(p.top)) for p in run]
    if any(low != high for low, high in zip(lower, upper, strict=True)):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_tint(style))
        painter.drawPolygon(QPolygonF([*lower, *reversed(upper)]))
        painter.setPen(_pen(style, 1))
        painter.drawPolyline(upper)
    painter.setPen(_pen(style, 1.75))
    painter.drawPolyline(lower)


def _paint_since(painter: QPainter, frame: Frame, piece: Piece, style: Style) -> None:
    """From when the first number counts: a thin line with an end, at its height."""
    if piece.since is None:
        return
    left, right, y = frame.x(piece.since), frame.x(piece.middle), frame.y(piece.level)
    painter.setPen(QPen(faded(style.colour, 0.75), 1, Qt.PenStyle.DashLine))
    painter.drawLine(QLineF(left, y, right, y))
    painter.setPen(QPen(faded(style.colour, 0.75), 1))
    painter.drawLine(QLineF(left, y - 5, left, y + 5))


def _paint_stand(painter: QPainter, frame: Frame, piece: Piece, style: Style) -> None:
    """The number itself, as wide as its time is not known more precisely, as high as its range."""
    x, low, high = frame.x(piece.middle), frame.y(piece.level), frame.y(piece.top)
    painter.setPen(QPen(style.colour, 1))
    for y in {low, high}:
        painter.drawLine(QLineF(frame.x(piece.begin), y, frame.x(piece.end), y))
    if low != high:
        painter.drawLine(QLineF(x, low, x, high))
        _paint_mark(painter, QPointF(x, high), style)
    _paint_open_ends(painter, frame, piece, x, style)
    _paint_mark(painter, QPointF(x, low), style)


PAINTERS = {Form.BARS: _paint_bars, Form.STEPS: _paint_steps, Form.LINE: _paint_line}


# --- what all have


def _paint_open_ends(painter: QPainter, frame: Frame, piece: Piece, x: float, style: Style) -> None:
    """An arrow with an open head: upwards from "more than", downwards from "up to"."""
    low, high = piece.bounds.low, piece.bounds.high
    if low is not None and high is None:
        _paint_arrow(painter, x, frame.y(low), -1, style)
    elif low is None and high is not None:
        _paint_arrow(painter, x, frame.y(high), 1, style)


def _paint_arrow(painter: QPainter, x: float, y: float, way: int, style: Style) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(style.colour, 1.75))
    tip = y + way * (ARROW + MARK_SIZE)
    painter.drawLine(QLineF(x, y, x, tip))
    painter.drawPolyline([QPointF(x - HEAD, tip - way * HEAD), QPointF(x, tip), QPointF(x + HEAD, tip - way * HEAD)])
    painter.restore()


def _paint_mark(painter: QPainter, at: QPointF, style: Style, *, room: float = 100.0) -> None:
    if room < NARROW:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style.colour)
    if style.mark == "circle":
        painter.drawEllipse(at, MARK_SIZE, MARK_SIZE)
    else:
        painter.drawPolygon(shape(style.mark, at, MARK_SIZE))
    painter.restore()


def paint_sample(painter: QPainter, area: QRectF, form: Form, style: Style) -> None:
    """What a series looks like, for a legend."""
    middle = area.center()
    if form is Form.BARS:
        bar = QRectF(middle.x() - 6, area.top() + 2, 12, area.height() - 4)
        painter.fillRect(bar, faded(style.colour, TINT))
        painter.setPen(QPen(style.colour, 1))
        painter.setBrush(QBrush(style.colour, style.pattern))
        painter.drawRect(bar)
        return
    painter.setPen(_pen(style, 1.75))
    left, right = QPointF(area.left(), middle.y()), QPointF(area.right(), middle.y())
    if form is Form.LINE:
        painter.drawLine(left, right)
    else:
        up, down = QPointF(middle.x(), middle.y() - 4), QPointF(middle.x(), middle.y() + 4)
        painter.drawPolyline([QPointF(left.x(), down.y()), down, up, QPointF(right.x(), up.y())])
    _paint_mark(painter, middle, style)


def _line(painter: QPainter, line: QLineF, style: Style) -> None:
    painter.setPen(_pen(style, 1.75))
    painter.drawLine(line)


def _pen(style: Style, width: float) -> QPen:
    pen = QPen(style.colour, width, style.line)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def _tint(style: Style) -> QBrush:
    return QBrush(faded(style.colour, TINT))


def paint_found(painter: QPainter, at: QPointF, ink: Ink) -> None:
    """A ring round what is read out."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink.accent, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(at, 9, 9)
    painter.restore()


def paint_span(painter: QPainter, frame: Frame, span: tuple[float, float], ink: Ink) -> None:
    """A chosen span of time, its ends marked by lines."""
    left, right = frame.x(span[0]), frame.x(span[1])
    painter.save()
    painter.setClipRect(frame.area)
    painter.fillRect(QRectF(left, frame.area.top(), right - left, frame.area.height()), faded(ink.accent, 0.13))
    painter.setPen(QPen(ink.accent, 1))
    for x in (left, right):
        painter.drawLine(QLineF(x, frame.area.top(), x, frame.area.bottom()))
    painter.restore()
