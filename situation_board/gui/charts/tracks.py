"""Series with more numbers than there is room for marks: whole outlines, made once and mapped to pixels at each paint.

So ten years of days are moved within one frame. Every number is still in it: nothing is thinned out or averaged.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath, QPolygonF, QTransform

from situation_board.gui.charts.drawing import Drawn, Form, Piece
from situation_board.gui.charts.frames import Frame


@dataclass(frozen=True)
class Track:
    """In milliseconds and people: the numbers themselves, the far ends of ranges, and the bands between."""

    sure: QPainterPath
    ranges: QPainterPath
    bands: tuple[QPolygonF, ...] = ()


def track_of(drawn: Drawn) -> Track:
    """Made once per series."""
    found = _tracks.get(drawn)
    if found is None:
        found = _tracks[drawn] = MAKERS[drawn.form](drawn.pieces)
    return found


_tracks: WeakKeyDictionary[Drawn, Track] = WeakKeyDictionary()


def to_pixels(frame: Frame) -> QTransform:
    """From milliseconds and people to the pixels of a frame."""
    across, up = frame.pixels, frame.area.height() / frame.top
    return QTransform(across, 0, 0, -up, frame.area.left() - frame.times[0] * across, frame.area.bottom())


def runs(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces that are joined to each other."""
    found: list[list[Piece]] = []
    for piece in pieces:
        if piece.joined and found:
            found[-1].append(piece)
        else:
            found.append([piece])
    return found


def _bars(pieces: Sequence[Piece]) -> Track:
    sure, ranges = QPainterPath(), QPainterPath()
    for piece in pieces:
        low, high = piece.bounds.low, piece.bounds.high
        if low is not None:
            sure.moveTo(piece.middle, 0)
            sure.lineTo(piece.middle, low)
        if high is not None and high != low:
            ranges.moveTo(piece.middle, low or 0)
            ranges.lineTo(piece.middle, high)
    return Track(sure, ranges)


def _steps(pieces: Sequence[Piece]) -> Track:
    sure, ranges = QPainterPath(), QPainterPath()
    for run in runs(pieces):
        sure.moveTo(run[0].begin, run[0].level)
        for piece in run:
            sure.lineTo(piece.begin, piece.level)
            sure.lineTo(piece.end, piece.level)
    for piece in pieces:
        if piece.top != piece.level:
            ranges.moveTo(piece.begin, piece.top)
            ranges.lineTo(piece.end, piece.top)
    return Track(sure, ranges)


def _line(pieces: Sequence[Piece]) -> Track:
    sure, ranges, bands = QPainterPath(), QPainterPath(), []
    for run in runs(pieces):
        lower = [QPointF(piece.middle, piece.level) for piece in run]
        sure.addPolygon(QPolygonF(lower))
        if any(piece.top != piece.level for piece in run):
            upper = [QPointF(piece.middle, piece.top) for piece in run]
            ranges.addPolygon(QPolygonF(upper))
            bands.append(QPolygonF([*lower, *reversed(upper)]))
    return Track(sure, ranges, tuple(bands))


MAKERS: dict[Form, Callable[[Sequence[Piece]], Track]] = {Form.BARS: _bars, Form.STEPS: _steps, Form.LINE: _line}
