"""The chart on paper says what its numbers say: the page is drawn, and points are looked up on it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage

from situation_board.core.times import DAY
from situation_board.gui.charts.frames import Frame
from situation_board.gui.charts.painting import Slot, bar_rect
from situation_board.gui.printing.chart import Plot
from situation_board.gui.printing.chart_ink import PAPER_INK
from situation_board.gui.printing.pages import Pages, pages_of
from situation_board.gui.printing.rendering import image_of
from tests.gui.sheets import MIDNIGHT, sheet_of

pytestmark = pytest.mark.usefixtures("qapp")
WIDTH = 3000
"""Pixels: a dot of the chart is several of them."""


@pytest.fixture(scope="module")
def pages(qapp: object) -> Pages:
    return pages_of(sheet_of(3))


@pytest.fixture(scope="module")
def chart(pages: Pages) -> Drawn:
    return Drawn(pages)


class Drawn:
    """The page with the chart as a picture, and where on it a moment and a number are."""

    def __init__(self, pages: Pages) -> None:
        number, area, plot = next(
            (number, placed.area, placed.block)
            for number, page in enumerate(pages.pages)
            for placed in page.placed
            if isinstance(placed.block, Plot)
        )
        self.plot, self.area = plot, area
        self.scale = WIDTH / pages.paper.area.width()
        self.image: QImage = image_of(pages, number, WIDTH)
        panes, self.timeline = plot.frames(area.width() / plot.dot, area.height() / plot.dot)
        self.pane: Frame = panes[0]

    def pixel(self, dots: QPointF) -> QColor:
        return self.image.pixelColor(self.place(dots).toPoint())

    def place(self, dots: QPointF) -> QPointF:
        """From dots of the chart to pixels of the page."""
        return (self.area.topLeft() + dots * self.plot.dot) * self.scale

    def at(self, moment: float, number: float) -> QColor:
        return self.pixel(QPointF(self.pane.x(moment), self.pane.y(number)))


def is_near(colour: QColor, wanted: QColor) -> bool:
    distances = (colour.red() - wanted.red(), colour.green() - wanted.green(), colour.blue() - wanted.blue())
    return all(abs(distance) < 40 for distance in distances)


def test_a_number_stands_at_its_height_above_its_day(chart: Drawn) -> None:
    colour = PAPER_INK.style(0).colour
    assert is_near(chart.at(MIDNIGHT - DAY / 2, 370_000), colour)
    assert not is_near(chart.at(MIDNIGHT - DAY / 2, 300_000), colour)
    assert not is_near(chart.at(MIDNIGHT - 2.5 * DAY, 330_000), colour)


def test_bars_end_where_their_numbers_do(chart: Drawn) -> None:
    drawn = chart.plot.drawing.series[1]
    for piece in drawn.pieces:
        bar = bar_rect(chart.pane, piece, Slot())
        inside = chart.pixel(QPointF(bar.center().x(), (bar.top() + bar.bottom()) / 2))
        above = chart.pixel(QPointF(bar.center().x(), bar.top() - 4)) if piece.bounds.high == piece.bounds.low else None
        assert not is_near(inside, QColor("#ffffff"))
        assert above is None or is_near(above, QColor("#ffffff"))
        assert chart.pane.y(piece.bounds.low or 0) == pytest.approx(bar.top())


def test_lines_of_the_scale_are_where_their_numbers_say(chart: Drawn) -> None:
    for number in (0, 200_000, 400_000):
        y = chart.pane.y(number)
        rows = [chart.pixel(QPointF(chart.pane.area.left() + 3, y + dy / 4)) for dy in range(-6, 7)]
        assert any(colour.lightness() < 235 for colour in rows), number


def test_midnights_are_where_the_axis_says(chart: Drawn) -> None:
    """A line of the grid stands at 7 December, and none between the labelled days."""
    grid = PAPER_INK.grid
    y = chart.pane.area.top() + 4
    found = [chart.pixel(QPointF(chart.pane.x(MIDNIGHT - DAY) + dx / 4, y)) for dx in range(-6, 7)]
    assert any(is_near(colour, grid) for colour in found)
    between = [chart.pixel(QPointF(chart.pane.x(MIDNIGHT - 1.5 * DAY) + dx / 4, y)) for dx in range(-6, 7)]
    assert not any(is_near(colour, grid) for colour in between)


def test_marks_stand_on_their_lane_at_their_time(chart: Drawn) -> None:
    """Evacuation above withdrawal, each in the middle of its day."""
    for lane, days in enumerate((2, 1)):
        x = chart.timeline.x(MIDNIGHT - (days - 0.5) * DAY)
        top = chart.timeline.area.top() + lane * 18
        around = chart.place(QPointF(x, top + 9))
        seen = QRectF(around - QPointF(10, 10), around + QPointF(10, 10)).toRect()
        dark = sum(
            chart.image.pixelColor(px, py).lightness() < 90
            for px in range(seen.left(), seen.right())
            for py in range(seen.top(), seen.bottom())
        )
        assert dark > 20


def test_time_runs_to_the_right_in_arabic_too() -> None:
    arabic = Drawn(pages_of(sheet_of(3, language="ar")))
    assert arabic.pane.x(MIDNIGHT) > arabic.pane.x(MIDNIGHT - DAY)
    assert is_near(arabic.at(MIDNIGHT - DAY / 2, 370_000), PAPER_INK.style(0).colour)
