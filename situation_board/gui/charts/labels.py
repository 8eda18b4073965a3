"""Numbers written beside what is drawn, where there is room for them. Where there is none, the read-out says them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter

from situation_board.gui.charts.drawing import Drawn, Form, Piece
from situation_board.gui.charts.frames import Frame
from situation_board.gui.charts.painting import ARROW, MARK_SIZE, Slot, bar_rect, slots
from situation_board.gui.charts.styles import Ink
from situation_board.gui.charts.tracks import runs
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
    """Only where few numbers are in sight, never over one another or out of the frame, off the lines if possible."""
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
    lines = list(_lines(frame, series))
    painter.setFont(font)
    painter.setPen(ink.text)
    for drawn, piece, slot in seen:
        words = words_of(piece)
        free = _free_rooms(painter, frame, words, anchor(frame, drawn, piece, slot), piece, taken)
        room = min(free, key=lambda room: sum(_crosses(line, room) for line in lines), default=None)
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


def _lines(frame: Frame, series: Sequence[Drawn]) -> Iterator[QLineF]:
    """What connects the numbers of cumulative counts, low ends and high ends."""
    for drawn in series:
        for run in runs(drawn.pieces) if drawn.form is Form.LINE else ():
            for one, other in pairwise(run):
                for low, high in ((one.level, other.level), (one.top, other.top)):
                    yield QLineF(frame.x(one.middle), frame.y(low), frame.x(other.middle), frame.y(high))


def _crosses(line: QLineF, room: QRectF) -> bool:
    corners = (room.topLeft(), room.topRight(), room.bottomRight(), room.bottomLeft())
    edges = (QLineF(one, other) for one, other in zip(corners, (*corners[1:], corners[0]), strict=True))
    crossing = QLineF.IntersectionType.BoundedIntersection
    return room.contains(line.p1()) or any(line.intersects(edge)[0] == crossing for edge in edges)


def _free_rooms(
    painter: QPainter, frame: Frame, words: str, at: QPointF, piece: Piece, taken: Sequence[QRectF]
) -> list[QRectF]:
    """Above, right, left and below, as far as these are free."""
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
    return [room for room in rooms if frame.area.contains(room) and not any(room.intersects(each) for each in taken)]
