"""Numbers written beside what is drawn, where there is room for them. Where there is none, the read-out says them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter

from situation_board.gui.charts.drawing import Drawn, Form, Piece
from situation_board.gui.charts.frames import Frame
from situation_board.gui.charts.painting import ARROW, MARK_SIZE, Slot, bar_rect, slots
from situation_board.gui.charts.styles import Ink
from situation_board.gui.charts.words import amount_words

MOST = 40
AIR = 4.0


def piece_words(piece: Piece) -> str:
    return amount_words(piece.bounds, piece.point.quantifier)


def paint_labels(
    painter: QPainter,
    frame: Frame,
    series: Sequence[Drawn],
    ink: Ink,
    font: QFont,
    words_of: Callable[[Piece], str] = piece_words,
) -> None:
    """Only where few numbers are in sight, and never over one another or out of the frame."""
    counts = (drawn.between(*frame.times) for drawn in series)
    if sum(end - start for start, end in counts) > MOST:
        return
    seen = [
        (drawn, piece, slot)
        for drawn, slot in zip(series, slots(series), strict=True)
        for piece in drawn.pieces
        if frame.times[0] <= piece.middle <= frame.times[1]
    ]
    taken = [_mark_room(anchor(frame, drawn, piece, slot)) for drawn, piece, slot in seen]
    painter.setFont(font)
    painter.setPen(ink.text)
    for drawn, piece, slot in seen:
        words = words_of(piece)
        room = _room(painter, frame, words, anchor(frame, drawn, piece, slot), piece, taken)
        if room is not None:
            taken.append(room)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words)


def anchor(frame: Frame, drawn: Drawn, piece: Piece, slot: Slot) -> QPointF:
    """The point of a piece that is pointed at, and stands for it."""
    y = frame.y(piece.level)
    if drawn.form is Form.BARS:
        return QPointF(bar_rect(frame, piece, slot).center().x(), y)
    return QPointF(frame.x(piece.begin if drawn.form is Form.STEPS else piece.middle), y)


def _mark_room(at: QPointF) -> QRectF:
    return QRectF(at.x() - MARK_SIZE, at.y() - MARK_SIZE, 2 * MARK_SIZE, 2 * MARK_SIZE)


def _room(
    painter: QPainter, frame: Frame, words: str, at: QPointF, piece: Piece, taken: Sequence[QRectF]
) -> QRectF | None:
    """Above, right, left or below, whichever is free first."""
    metrics = painter.fontMetrics()
    width, height = metrics.horizontalAdvance(words) + 2.0, float(metrics.height())
    is_open = piece.bounds.high is None
    above = frame.y(piece.top) - AIR - MARK_SIZE - height - (ARROW if is_open else 0)
    places = (
        QPointF(at.x() - width / 2, above),
        QPointF(at.x() + MARK_SIZE + AIR, at.y() - height - 1),
        QPointF(at.x() - MARK_SIZE - AIR - width, at.y() - height - 1),
        QPointF(at.x() - width / 2, at.y() + MARK_SIZE + AIR),
    )
    rooms = (QRectF(place.x(), place.y(), width, height) for place in places)
    free = (room for room in rooms if frame.area.contains(room) and not any(room.intersects(other) for other in taken))
    return next(free, None)
