"""What lies under the mouse, and what comes next by keyboard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF

from situation_board.gui.charts.drawing import Drawing, Drawn, Form, Piece, Spot
from situation_board.gui.charts.frames import Frame
from situation_board.gui.charts.labels import anchor
from situation_board.gui.charts.marks import LANE_HEIGHT, NEAR, crowd_at, groups, lane_middle
from situation_board.gui.charts.painting import Slot, bar_rect, slots

REACH = 12.0
"""Pixels within which a number is found."""
LEAST_BAR = 3.0


@dataclass(frozen=True)
class Found:
    """A number with its series, or events that stand together; `at` is where, `moment` when."""

    at: QPointF
    moment: float
    begin: int
    end: int
    drawn: Drawn | None = None
    piece: Piece | None = None
    spots: tuple[Spot, ...] = ()


def number_near(frame: Frame, series: Sequence[Drawn], place: QPointF) -> Found | None:
    """The nearest mark within reach; else the bar or the step that is pointed at."""
    around = frame.moment(place.x() - REACH), frame.moment(place.x() + REACH)
    best: tuple[float, Found] | None = None
    for drawn, slot in zip(series, slots(series), strict=True):
        for piece in drawn.pieces[slice(*drawn.between(*around))]:
            distance = _distance(frame, drawn, piece, slot, place)
            if distance < (best[0] if best else REACH):
                best = (distance, found_piece(frame, drawn, piece, slot))
    return best[1] if best else None


def _distance(frame: Frame, drawn: Drawn, piece: Piece, slot: Slot, place: QPointF) -> float:
    at = anchor(frame, drawn, piece, slot)
    nearest = _length(at - place)
    if nearest < REACH / 2:
        return nearest / 2
    if drawn.form is Form.BARS:
        bar = bar_rect(frame, piece, slot)
        widened = bar.adjusted(-LEAST_BAR, min(0.0, frame.y(piece.top) - bar.top()) - LEAST_BAR, LEAST_BAR, 0)
        return min(nearest, REACH / 2) if widened.contains(place) else REACH
    if drawn.form is Form.STEPS and frame.x(piece.begin) <= place.x() <= frame.x(piece.end):
        low, high = frame.y(piece.level), frame.y(piece.top)
        return 0.0 if high <= place.y() <= low else min(abs(place.y() - low), abs(place.y() - high))
    ends = (QPointF(at.x(), frame.y(piece.top)), at)
    return min(_length(end - place) for end in ends)


def _length(difference: QPointF) -> float:
    return float((difference.x() ** 2 + difference.y() ** 2) ** 0.5)


def found_piece(frame: Frame, drawn: Drawn, piece: Piece, slot: Slot) -> Found:
    return Found(anchor(frame, drawn, piece, slot), piece.middle, piece.begin, piece.end, drawn, piece)


def events_near(frame: Frame, drawing: Drawing, place: QPointF) -> Found | None:
    number = int((place.y() - frame.area.top()) // LANE_HEIGHT)
    if not 0 <= number < len(drawing.lanes):
        return None
    for group in groups(drawing.lanes[number], frame):
        if abs(group.x - place.x()) <= NEAR:
            return _found_spots(group.spots, QPointF(group.x, lane_middle(frame.area, number)))
    crowd = crowd_at(drawing.lanes[number], frame.moment(place.x()))
    if crowd is None:
        return None
    return _found_spots((crowd,), QPointF(frame.x(crowd.middle), lane_middle(frame.area, number)))


def _found_spots(spots: tuple[Spot, ...], at: QPointF) -> Found:
    begin, end = min(spot.begin for spot in spots), max(spot.end for spot in spots)
    return Found(at, spots[0].middle, begin, end, spots=spots)


@dataclass(frozen=True)
class Stop:
    """Where the keyboard can go: a number of a series, or the events of one moment in a lane."""

    moment: float
    order: int
    drawn: Drawn | None = None
    piece: Piece | None = None
    lane: int = 0
    spots: tuple[Spot, ...] = ()


def stops(drawing: Drawing) -> list[Stop]:
    """All of them in order of time; at one moment from top to bottom."""
    return sorted(_stops(drawing), key=lambda stop: (stop.moment, stop.order))


def _stops(drawing: Drawing) -> Iterator[Stop]:
    for drawn in drawing.series:
        for piece in drawn.pieces:
            moment = float(piece.begin) if drawn.form is Form.STEPS else piece.middle
            yield Stop(moment, drawn.number, drawn, piece)
    for number, lane in enumerate(drawing.lanes):
        for spot in lane.spots:
            yield Stop(spot.middle, len(drawing.series) + number, lane=number, spots=(spot,))


def found_stop(stop: Stop, frame: Frame, series: Sequence[Drawn]) -> Found:
    """A stop as it lies in the frame of its series, or in the timeline."""
    if stop.drawn is not None and stop.piece is not None:
        slot = slots(series)[list(series).index(stop.drawn)]
        return found_piece(frame, stop.drawn, stop.piece, slot)
    return _found_spots(stop.spots, QPointF(frame.x(stop.moment), lane_middle(frame.area, stop.lane)))
