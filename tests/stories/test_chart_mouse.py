"""Stories of the chart with a mouse in the real window: real events of the window system, on a real X display."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from situation_board.core.actions.facts import record_event
from situation_board.core.figures import parse_figures
from situation_board.core.rows import Event
from situation_board.core.store import Changes, Reading
from situation_board.core.times import DAY
from situation_board.core.vocabulary import EventKind
from situation_board.gui.charts.panel import ChartPanel
from situation_board.gui.main_window import MainWindow
from tests.gui.charting import day
from tests.stories.mouse import LEFT, can_drag
from tests.stories.person import Person, plain

NEEDS_X = "a real mouse needs an X display, which dev.py test starts"
STEPS = 6
PACE = 20
"""Milliseconds between two steps: the charts look at the mouse a hundred times a second, and pass over the rest."""


@pytest.fixture
def person(window: MainWindow, qtbot: QtBot) -> Person:
    """Somebody who has opened the charts."""
    if not can_drag():
        pytest.skip(NEEDS_X)
    person = Person(window, qtbot)
    window.resize(1400, 900)
    person.wait_until(lambda: window.situation.is_quiet)
    window.furnish()
    window.docks.charts.toggleViewAction().trigger()
    person.wait_until(lambda: bool(window.charts.drawing.series) and window.charts.view.isVisible())
    person.wait_until(lambda: bool(window.charts.view.frames()))
    person.wait_until(lambda: window.situation.is_quiet and is_still(window.charts.view))
    return person


def is_still(widget: QWidget) -> bool:
    """Whether it neither grows nor moves: panels open by and by, and what is aimed at is elsewhere then."""
    before = QRect(widget.mapTo(widget.window(), QPoint()), widget.size())
    QTest.qWait(100)
    return QRect(widget.mapTo(widget.window(), QPoint()), widget.size()) == before


def charts(person: Person) -> ChartPanel:
    return person.window.charts


def at(person: Person, widget: QWidget, place: QPointF) -> QPoint:
    return widget.mapTo(person.window, place.toPoint())


def drag(person: Person, start: QPoint, end: QPoint) -> None:
    """Press, go there in steps, let go: as the window system tells it."""
    handle = person.window.windowHandle()
    QTest.mouseMove(handle, start)
    QTest.mousePress(handle, LEFT, Qt.KeyboardModifier.NoModifier, start)
    for step in range(1, STEPS + 1):
        QTest.mouseMove(handle, start + (end - start) * (step / STEPS))
        QTest.qWait(PACE)
    QTest.mouseRelease(handle, LEFT, Qt.KeyboardModifier.NoModifier, end)


def in_axis(person: Person, moment: float) -> QPoint:
    """Where that moment is on the axis of time, in the window."""
    view = charts(person).view
    frame = view.timeline_frame()
    assert frame is not None
    return at(person, view.viewport(), QPointF(frame.x(moment), frame.area.bottom() + 10))


def number(person: Person) -> QPointF:
    """Where the last number of the first series is, in the view."""
    panel = charts(person)
    drawn = panel.drawing.series[0]
    frame = panel.view.frames()[drawn.key.unit]
    piece = drawn.pieces[-1]
    return QPointF(frame.x(piece.middle), frame.y(piece.level))


def test_a_span_dragged_on_the_axis_filters_the_events_and_lights_up_cards(person: Person) -> None:
    panel, board = charts(person), person.window.centre.board
    homs = next(card for model in board.models.values() for card in model.ids)
    board.select([homs])
    person.window.docks.events.show()
    person.window.docks.events.raise_()
    person.wait_until(lambda: bool(person.window.events.model.ids))
    everything = len(person.window.events.model.ids)
    person.window.docks.charts.raise_()
    person.wait_until(panel.view.isVisible)
    start, end = day("2024-12-05").earliest, day("2024-12-08").latest

    drag(person, in_axis(person, start), in_axis(person, end))

    assert panel.view.span is not None
    pixel = 1 / next(iter(panel.view.frames().values())).pixels
    assert panel.view.span == pytest.approx((start, end), abs=2 * pixel)
    person.wait_until(lambda: len(board.lit) >= 3)
    assert board.selected() == [homs], "what is selected stays so"
    assert panel.why.span.isVisible()
    person.window.docks.events.raise_()
    person.wait_until(lambda: 0 < len(person.window.events.model.ids) < everything)

    board.setFocus()
    person.press(Qt.Key.Key_Escape)
    person.wait_until(lambda: not board.lit and panel.view.span is None)
    person.wait_until(lambda: len(person.window.events.model.ids) == everything)


def test_the_pointer_over_a_number_reads_it_out_and_away_from_it_is_silent(person: Person) -> None:
    panel = charts(person)
    viewport = panel.view.viewport()
    QCursor.setPos(viewport.mapToGlobal(number(person).toPoint()))
    person.wait_until(panel.read_out.isVisible)
    said = plain(panel.read_out.text())
    assert said.startswith("more than 370,000 displaced people")
    assert "OCHA" in said and "unrated" in said and "as of 8 Dec 2024" in said
    assert not panel.read_out.geometry().contains(number(person).toPoint()), "it does not cover what it tells of"
    board = person.window.centre.board
    QCursor.setPos(board.mapToGlobal(board.rect().center()))
    person.wait_until(lambda: not panel.read_out.isVisible())


def test_a_click_in_the_legend_hides_a_series_and_another_shows_it(person: Person, qtbot: QtBot) -> None:
    panel = charts(person)
    count = len(panel.drawing.series)
    person.window.situation.do(another_series)
    person.wait_until(lambda: len(panel.drawing.series) == count + 1)
    before = panel.view.grab().toImage()

    click_box(person, 0)
    assert len(panel.drawing.series) == count
    assert plain(panel.why.label.text()).startswith(f"{count} of {count + 1} series shown")
    assert panel.view.grab().toImage() != before

    click_box(person, 0)
    assert len(panel.drawing.series) == count + 1
    assert panel.view.grab().toImage() == before


def another_series(reading: Reading) -> Changes:
    """What another source says."""
    figures = parse_figures("5 displaced people, cumulative, since 2024-11-27, until 2024-12-05 (UNHCR)", reading.zone)
    return record_event(reading, Event(id="", thing="", kind=EventKind.DISPLACEMENT, figures=figures))


def click_box(person: Person, row: int) -> None:
    legend = charts(person).legend
    rect = legend.visualItemRect(legend.item(row))
    place = QPointF(rect.left() + 10, rect.center().y())
    where = at(person, legend.viewport(), place)
    QTest.mouseClick(person.window.windowHandle(), LEFT, Qt.KeyboardModifier.NoModifier, where)


def test_dragging_in_the_chart_moves_time_and_a_double_click_shows_all(person: Person) -> None:
    view = charts(person).view
    whole = view.window_of_time
    frame = next(iter(view.frames().values()))
    middle = at(person, view.viewport(), frame.area.center())

    drag(person, middle, middle + QPoint(160, 0))

    first, last = view.window_of_time
    assert whole[0] - first == pytest.approx(160 / frame.pixels, rel=0.05)
    assert last - first == pytest.approx(whole[1] - whole[0], abs=DAY / 100)
    QTest.mouseDClick(person.window.windowHandle(), LEFT, Qt.KeyboardModifier.NoModifier, middle)
    person.wait_until(lambda: view.window_of_time == pytest.approx(whole))
