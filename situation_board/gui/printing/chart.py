"""The displacement and evacuation chart on paper: painted by the window's own painting, for paper's size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from situation_board.core.snapshot.sheet import ChartSeries, Sheet, SheetChart
from situation_board.gui.charts.axes import AIR, GLYPH_ROOM, TICK, paint_time_axis, time_axis_height
from situation_board.gui.charts.drawing import Drawing, Form, Piece
from situation_board.gui.charts.frames import Frame, top_of
from situation_board.gui.charts.labels import paint_labels
from situation_board.gui.charts.marks import LANE_HEIGHT, lane_middle, paint_glyph, paint_lanes
from situation_board.gui.charts.painting import paint_grid, paint_sample, paint_series
from situation_board.gui.charts.ticks import Tick, number_ticks, time_ticks
from situation_board.gui.printing.blocks import Block, Edges, Text
from situation_board.gui.printing.chart_ink import PAPER_INK
from situation_board.gui.printing.chart_shapes import drawing_of
from situation_board.gui.printing.fonts import font
from situation_board.gui.printing.look import FINE, QUIET, SMALL, Look
from situation_board.gui.printing.paper import POINT
from situation_board.gui.printing.shaping import shaped
from situation_board.gui.printing.words import in_one_piece, on_one_line, say

DOT = 0.58 * POINT
"""A pixel of the window's chart, on paper."""
PANE = 118.0
"""Dots that a scale is high."""
GAP = 8.0
SAMPLE = 26.0


def chart(sheet: Sheet, each: SheetChart, look: Look) -> list[Block]:
    """The chart under its legend; below it why series are not added, and what has no time."""
    if not each.series and not any(mark.begin is not None for mark in each.marks):
        return [look.text(each.when_empty, QUIET, edges=Edges(top=2, bottom=3))]
    drawing = drawing_of(each)
    legend: list[Block] = [entry(one, number, drawing, look) for number, one in enumerate(each.series)]
    return [*legend, Plot(each, drawing, look), *_below(sheet, each, look)]


def entry(series: ChartSeries, number: int, drawing: Drawing, look: Look) -> Text:
    """A series: what it looks like, and all of its name."""
    drawn = drawing.series[number]
    behind = partial(_paint_sample, drawn.form, number, look.rtl)
    edges = Edges(start=SAMPLE, bottom=look.points(1))
    return Text(look.paragraphs(on_one_line(series.name), SMALL), edges=edges, rtl=look.rtl, keeps=True, behind=behind)


def _paint_sample(form: Form, number: int, rtl: bool, painter: QPainter, area: QRectF) -> None:
    left = area.right() - (SAMPLE - 4) * POINT if rtl else area.left()
    painter.save()
    painter.translate(left, area.top() + 0.8 * POINT)
    painter.scale(DOT, DOT)
    paint_sample(painter, QRectF(0, 0, 34, 15), form, PAPER_INK.style(number))
    painter.restore()


def _below(sheet: Sheet, each: SheetChart, look: Look) -> list[Block]:
    untimed = [on_one_line(mark.text or mark.kind_words) for mark in each.marks if mark.begin is None]
    said = [*(on_one_line(say(sheet, "not joined: %1", why)) for why in each.not_added)]
    said += [on_one_line(say(sheet, "Time is not stated: %1", words)) for words in untimed]
    paragraphs = [paragraph for words in said for paragraph in look.paragraphs(words, FINE)]
    return [Text(paragraphs, edges=Edges(top=1, bottom=3), rtl=look.rtl)] if paragraphs else []


@dataclass(frozen=True)
class Plot:
    """Scales, lanes of events, and the axis of time, which runs from left to right in every language."""

    chart: SheetChart
    drawing: Drawing
    look: Look
    keeps: bool = False

    @property
    def dot(self) -> float:
        return DOT * max(self.look.scale, 0.9)

    @property
    def font(self) -> QFont:
        made = QFont(font(9))
        made.setPixelSize(13)
        return made

    def height(self, width: float) -> float:
        panes = max(len(self.drawing.units), 1) if self.drawing.series else 0
        lanes = len(self.drawing.lanes) * LANE_HEIGHT
        return (panes * (PANE + GAP) + lanes + time_axis_height(self.font) + GAP) * self.dot

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        return None

    def paint(self, painter: QPainter, area: QRectF) -> None:
        painter.save()
        painter.translate(area.topLeft())
        painter.scale(self.dot, self.dot)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # each label as its letters run
        self._paint(painter, area.width() / self.dot, area.height() / self.dot)
        painter.restore()

    def frames(self, width: float, height: float) -> tuple[list[Frame], Frame]:
        """A frame for each scale, and that of the lanes below them; in dots, from the block's corner."""
        left = self._left_width()
        bottom = height - time_axis_height(self.font)
        lanes = len(self.drawing.lanes) * LANE_HEIGHT
        times = self.drawing.whole
        panes = []
        for number, unit in enumerate(self.drawing.units):
            area = QRectF(left, GAP / 2 + number * (PANE + GAP), width - left - 2, PANE)
            panes.append(Frame(area, times, top_of(self.drawing.top(unit), PANE)))
        return panes, Frame(QRectF(left, bottom - lanes, width - left - 2, lanes), times)

    def _left_width(self) -> float:
        """Room for the longest number and the longest word for what is counted."""
        words = [f"{2 * self.drawing.top(unit):,}" for unit in self.drawing.units] + list(self._units().values())
        metrics = QFontMetricsF(self.font)
        widths = [metrics.horizontalAdvance(each) + TICK for each in words]
        widths += [metrics.horizontalAdvance(self._kinds[lane.kind]) + GLYPH_ROOM for lane in self.drawing.lanes]
        return max(widths, default=20.0) + 2 * AIR

    @property
    def _kinds(self) -> dict[str, str]:
        return {str(mark.kind): in_one_piece(mark.kind_words) for mark in self.chart.marks}

    def _units(self) -> dict[str, str]:
        return {str(series.unit): in_one_piece(series.unit_words) for series in self.chart.series}

    def _paint(self, painter: QPainter, width: float, height: float) -> None:
        ink, letters = PAPER_INK, self.font
        panes, timeline = self.frames(width, height)
        zone = ZoneInfo(self.chart.zone)
        ticks = self._said(time_ticks(*timeline.times, timeline.area.width(), zone, self.chart.months))
        for frame, unit in zip(panes, self.drawing.units, strict=True):
            series = self.drawing.pane(unit)
            paint_grid(painter, frame, ticks, number_ticks(frame.top, frame.area.height()), ink)
            paint_series(painter, frame, series, ink)
            paint_labels(painter, frame, series, ink, letters, words_of=self._words)
            self._paint_numbers(painter, frame, self._units()[unit])
        if self.drawing.lanes:
            paint_grid(painter, timeline, ticks, (), ink)
            paint_lanes(painter, timeline, self.drawing.lanes, ink, letters)
            self._paint_kinds(painter, timeline)
        axis = QRectF(0, timeline.area.bottom(), width, time_axis_height(letters))
        paint_time_axis(painter, axis, timeline, ticks, ink, letters)

    def _paint_numbers(self, painter: QPainter, frame: Frame, unit: str) -> None:
        painter.setFont(self.font)
        painter.setPen(PAPER_INK.text)
        height = QFontMetricsF(self.font).height()
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for tick in self._said(number_ticks(frame.top, frame.area.height())):
            area = QRectF(0, frame.y(tick.at) - height / 2, frame.area.left() - AIR, height)
            painter.drawText(area, right, tick.above)
        painter.setPen(PAPER_INK.muted)
        painter.drawText(QRectF(0, frame.area.top(), frame.area.left() - AIR, height), right, unit)

    def _said(self, ticks: Sequence[Tick]) -> list[Tick]:
        """With the digits of the sheet, and months in letters that join."""
        digits = str.maketrans("0123456789", self.chart.digits)
        lines = ((tick.at, tick.above.translate(digits), tick.below.translate(digits)) for tick in ticks)
        return [Tick(at, shaped(above), shaped(below)) for at, above, below in lines]

    def _words(self, piece: Piece) -> str:
        """A number in the sheet's own words."""
        points = (point for series in self.chart.series for point in series.points)
        alike = (
            p.words for p in points if (p.begin, p.low, p.high) == (piece.begin, piece.bounds.low, piece.bounds.high)
        )
        return in_one_piece(next(alike, ""))

    def _paint_kinds(self, painter: QPainter, frame: Frame) -> None:
        """The shape and the word of each kind, at the beginning of its lane."""
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(self.font)
        for number, lane in enumerate(self.drawing.lanes):
            y = lane_middle(frame.area, number)
            room = QRectF(0, y - LANE_HEIGHT / 2, frame.area.left() - AIR - GLYPH_ROOM, LANE_HEIGHT)
            painter.setPen(PAPER_INK.text)
            painter.drawText(room, right, self._kinds[lane.kind])
            paint_glyph(painter, lane.kind, QPointF(frame.area.left() - AIR - 6, y), 5.0, PAPER_INK)
