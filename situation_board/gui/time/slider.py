"""The slider of time: marks where the board changed, days below, live at its right end in every language."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from situation_board.core import times
from situation_board.core.questions.moments import Moment
from situation_board.gui.look import HALF, Tones, tones
from situation_board.gui.time.track import Track

FINENESS = 10_000
"""Steps of Qt's slider from end to end; screen readers tell it in hundredths of the way."""

HANDLE = 7.0
"""Half the width of the handle, in pixels."""

NEAR = 4.0
"""Pixels within which a mark draws the handle to itself."""

APART = 3.0
"""Pixels from mark to mark, so that each is seen."""

TALLEST = 9.0
"""The height of the highest mark."""

MIDDLE = TALLEST + HANDLE
"""How far below the top the groove runs."""

Key = Qt.Key


@dataclass(frozen=True)
class Drawn:
    """What of the slider stays where it is while the handle moves."""

    marks: list[QLineF]
    ticks: list[QLineF]
    words: list[tuple[QPointF, str]]


class TimeSlider(QSlider):
    """Tells which moment was chosen by hand, and that a step is wanted: -1 or 1, "first" or "live".

    Time runs left to right in every language, so its keys follow what is seen.
    """

    chosen = Signal(object)
    step_wanted = Signal(int)
    first_wanted = Signal()
    live_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._track: Track | None = None
        self._drawn: Drawn | None = None
        self._place = 1.0
        self._is_held = False
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setRange(0, FINENESS)
        self.setValue(FINENESS)
        self.setTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(140)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Time"))

    def sizeHint(self) -> QSize:
        return QSize(320, math.ceil(TALLEST + 2 * HANDLE + QFontMetricsF(self._small()).height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(140, self.sizeHint().height())

    # --- what it shows

    def show_track(self, track: Track, moment: Moment) -> None:
        self._track, self._drawn = track, None
        self.show_moment(moment)
        self.update()

    def show_moment(self, moment: Moment) -> None:
        self._place = 1.0 if self._track is None else self._track.place_of(moment)
        self.setValue(round(self._place * FINENESS))
        self.update()

    # --- by hand

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._is_held = True
            self._go(event.position().x())
            event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._is_held:
            self._go(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._is_held = False
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Away from oneself is back in time."""
        if event.angleDelta().y():
            self.step_wanted.emit(-1 if event.angleDelta().y() > 0 else 1)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Key.Key_Left | Key.Key_Down | Key.Key_PageUp:
                self.step_wanted.emit(-1)
            case Key.Key_Right | Key.Key_Up | Key.Key_PageDown:
                self.step_wanted.emit(1)
            case Key.Key_Home:
                self.first_wanted.emit()
            case Key.Key_End:
                self.live_wanted.emit()
            case _:
                super().keyPressEvent(event)

    def _go(self, x: float) -> None:
        if self._track is None or not self._track.stops:
            return
        place = min(max((x - self._left()) / self._length(), 0.0), 1.0)
        moment = self._track.moment_at(place, near=NEAR / self._length())
        self.show_moment(moment)
        self.chosen.emit(moment)

    # --- look

    def _left(self) -> float:
        return HANDLE + 1

    def _length(self) -> float:
        return max(self.width() - 2 * self._left(), 1.0)

    def _x(self, place: float) -> float:
        return self._left() + place * self._length()

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.85)
        return font

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        colours = tones(self.palette())
        if self._track is not None and self._track.stops:
            self._drawn = self._drawn or self._draw(self._track)
            self._paint_drawn(painter, colours, self._drawn)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_groove(painter, colours, MIDDLE)
        self._paint_handle(painter, colours, QPointF(self._x(self._place), MIDDLE))
        painter.end()

    def _paint_drawn(self, painter: QPainter, colours: Tones, drawn: Drawn) -> None:
        painter.setPen(QPen(colours.text, 1))
        painter.drawLines(drawn.marks)
        painter.setPen(colours.muted)
        painter.setFont(self._small())
        painter.drawLines(drawn.ticks)
        for place, words in drawn.words:
            painter.drawText(place, words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._drawn = None

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self._drawn = None

    def _paint_groove(self, painter: QPainter, colours: Tones, y: float) -> None:
        """What lies behind the moment is drawn strongly, what it does not know yet weakly."""
        groove = QRectF(self._left(), y - 1.5, self._length(), 3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.border)
        painter.drawRoundedRect(groove, 1.5, 1.5)
        painter.setBrush(colours.muted)
        painter.drawRoundedRect(groove.adjusted(0, 0, -(1 - self._place) * self._length(), 0), 1.5, 1.5)

    def _draw(self, track: Track) -> Drawn:
        """Worked out once, because the handle is painted at every step of a hand."""
        ticks, words = self._days(track)
        return Drawn(self._marks(track), ticks, words)

    def _marks(self, track: Track) -> list[QLineF]:
        """Taller where more changed at once; marks that would run together are one."""
        changes: Counter[int] = Counter()
        for stop, place in zip(track.stops, track.places, strict=False):
            changes[round(place * self._length() / APART)] += stop.changes
        most = math.log1p(max(changes.values()))
        found = []
        for number, count in changes.items():
            tall = 2 + (TALLEST - 2) * math.log1p(count) / most
            x = round(self._left() + number * APART) + 0.5
            found.append(QLineF(x, MIDDLE - 3, x, MIDDLE - 3 - tall))
        return found

    def _days(self, track: Track) -> tuple[list[QLineF], list[tuple[QPointF, str]]]:
        """Times below, as far as they do not run into each other."""
        from situation_board.gui.charts.ticks import time_ticks

        metrics = QFontMetricsF(self._small())
        free, top = self._left(), MIDDLE + HANDLE
        ticks, labels = [], []
        for tick in time_ticks(track.times[0], track.times[-1], self._length(), track.of.zone, times.MONTH_WORDS):
            words = f"{tick.below.rsplit(' ', 1)[0]} {tick.above}" if ":" in tick.above and tick.below else tick.above
            x, width = self._x(track.place_at(round(tick.at))), metrics.horizontalAdvance(words)
            if x - width / 2 >= free and x + width / 2 <= self.width():
                ticks.append(QLineF(x, top - HALF, x, top - 1))
                labels.append((QPointF(x - width / 2, top + metrics.ascent()), words))
                free = x + width / 2 + 2 * HALF
        return ticks, labels

    def _paint_handle(self, painter: QPainter, colours: Tones, centre: QPointF) -> None:
        """A disc when live; a ring in the past, so that colour is not all that tells them apart."""
        is_live = self._place >= 1.0
        painter.setPen(QPen(colours.accent if self.isEnabled() else colours.muted, 2))
        painter.setBrush(colours.accent if is_live else colours.card)
        painter.drawEllipse(centre, HANDLE - 1, HANDLE - 1)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), 1, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
