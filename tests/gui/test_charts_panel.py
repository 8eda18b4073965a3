"""The panel of charts as a person uses it: mouse, keyboard, legend, span, table, saving, following the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from situation_board.core import times
from situation_board.core.actions.facts import record_event
from situation_board.core.questions.moments import KnownThen
from situation_board.core.rows import Event
from situation_board.core.store import Store
from situation_board.core.vocabulary import Column, EventKind
from situation_board.gui.background import Errands, Situation
from situation_board.gui.charts.panel import ChartPanel
from situation_board.gui.look import Theme, apply_theme, is_dark
from situation_board.gui.main_window import MainWindow
from tests.gui.boards import card_named
from tests.gui.charting import Scribe, day, empty_file, published_case
from tests.gui.fixtures import HERE, NO_MODIFIER, delete_later_now, open_situation, press
from tests.gui.panels import plain

PATIENCE = 10_000
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton
Show = Callable[[Path], ChartPanel]


@pytest.fixture
def show(qapp: QApplication, qtbot: QtBot, errands: Errands) -> Iterator[Show]:
    """Shows the panel on a file, drawn."""
    made: list[tuple[ChartPanel, Situation]] = []
    apply_theme(Theme.LIGHT)

    def show_one(path: Path) -> ChartPanel:
        situation = open_situation(path)
        panel = ChartPanel(situation, errands)
        made.append((panel, situation))
        panel.resize(1000, 480)
        with qtbot.waitSignal(panel.shown, timeout=PATIENCE):
            panel.show()
        panel.activateWindow()
        qtbot.waitUntil(lambda: situation.is_quiet, timeout=PATIENCE)
        return panel

    yield show_one
    for panel, situation in made:
        situation.close()
        panel.close()
        panel.deleteLater()
    delete_later_now()


@pytest.fixture
def published(show: Show, tmp_path: Path) -> ChartPanel:
    return show(published_case(tmp_path / "published.sitboard"))


@pytest.fixture
def sample(show: Show, filled_file: Path) -> ChartPanel:
    return show(filled_file)


def mouse(
    panel: ChartPanel, kind: QEvent.Type, at: QPointF, buttons: Qt.MouseButton, modifier: Qt.KeyboardModifier
) -> None:
    viewport = panel.view.viewport()
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else LEFT
    event = QMouseEvent(kind, at, viewport.mapToGlobal(at), button, buttons, modifier)
    QApplication.sendEvent(viewport, event)


def hover(panel: ChartPanel, at: QPointF) -> str:
    mouse(panel, QEvent.Type.MouseMove, at, Qt.MouseButton.NoButton, NO_MODIFIER)
    return plain(panel.read_out.text()) if panel.read_out.isVisible() else ""


def drag(panel: ChartPanel, start: QPointF, end: QPointF, modifier: Qt.KeyboardModifier = NO_MODIFIER) -> None:
    mouse(panel, QEvent.Type.MouseButtonPress, start, LEFT, modifier)
    for share in (0.25, 0.5, 0.75, 1.0):
        mouse(panel, QEvent.Type.MouseMove, start + (end - start) * share, LEFT, modifier)
    mouse(panel, QEvent.Type.MouseButtonRelease, end, Qt.MouseButton.NoButton, modifier)


def place_of(panel: ChartPanel, name: str, number: int = 0) -> QPointF:
    """Where a number of a series is in the view."""
    drawn = next(each for each in panel.drawing.series if name in each.name)
    frame = panel.view.frames()[drawn.key.unit]
    piece = drawn.pieces[number]
    return QPointF(frame.x(piece.middle), frame.y(piece.level))


def in_axis(panel: ChartPanel, moment: float) -> QPointF:
    frame = panel.view.timeline_frame()
    assert frame is not None
    return QPointF(frame.x(moment), frame.area.bottom() + 10)


# --- pointing


def test_pointing_reads_out_the_figure_its_source_grade_and_as_of(sample: ChartPanel) -> None:
    said = hover(sample, place_of(sample, "OCHA")).split("\n")
    assert said[0] == "more than 370,000 displaced people, cumulative"
    assert "1 Dec 2024 – 8 Dec 2024" in said
    assert "Source: OCHA, unrated" in said
    assert "as of 8 Dec 2024 (Asia/Damascus)" in said
    assert hover(sample, place_of(sample, "OCHA") + QPointF(-100, 40)) == ""


def test_pointing_at_a_mark_reads_out_all_events_that_stand_there(sample: ChartPanel) -> None:
    frame = sample.view.timeline_frame()
    assert frame is not None
    lane = next(n for n, lane in enumerate(sample.drawing.lanes) if lane.kind == "withdrawal")
    spot = sample.drawing.lanes[lane].spots[0]
    said = hover(sample, QPointF(frame.x(spot.middle), frame.area.top() + (lane + 0.5) * frame.area.height() / 6))
    assert "Hezbollah has pulled out of the Homs area." in said
    assert "Hezbollah has pulled out of the outskirts of Damascus." in said
    assert "no figure is given; that is not zero" in said


def test_the_arrow_keys_go_from_number_to_number_in_time(published: ChartPanel) -> None:
    published.view.setFocus()
    said = []
    for _ in range(4):
        press(published.view, Qt.Key.Key_Right)
        said.append(plain(published.read_out.text()).split(" displaced")[0].split(" returned")[0])
    assert said == ["between 800,000 and 1,000,000", "1,100,000", "664,000", "486,000"]
    press(published.view, Qt.Key.Key_Left)
    assert plain(published.read_out.text()).startswith("664,000")


def test_the_ring_and_the_pixels_of_the_window_are_where_the_number_is(published: ChartPanel) -> None:
    at = place_of(published, "returned")
    image = published.view.grab().toImage()
    colour = image.pixelColor((at * image.devicePixelRatio()).toPoint())
    assert colour.saturation() > 60, "the mark of the series is there"


# --- moving in time


def test_dragging_moves_the_window_and_the_wheel_zooms_where_the_mouse_is(published: ChartPanel) -> None:
    view = published.view
    before = view.window_of_time
    frame = next(iter(view.frames().values()))
    drag(published, frame.area.center(), frame.area.center() + QPointF(150, 0))
    moved = view.window_of_time
    assert moved[0] < before[0]
    assert moved[1] - moved[0] == pytest.approx(before[1] - before[0])
    at = QPointF(frame.area.left() + 100, frame.area.center().y())
    moment = view.frames()["person"].moment(at.x())
    viewport = view.viewport()
    wheel = QWheelEvent(
        at, viewport.mapToGlobal(at), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton, NO_MODIFIER,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(viewport, wheel)
    zoomed = view.window_of_time
    assert zoomed[1] - zoomed[0] < moved[1] - moved[0]
    assert view.frames()["person"].moment(at.x()) == pytest.approx(moment, abs=times.HOUR)
    published.bar.whole.trigger()
    assert view.window_of_time == pytest.approx(before)


def test_keys_zoom_pan_and_show_all(published: ChartPanel) -> None:
    view, before = published.view, published.view.window_of_time
    press(view, Qt.Key.Key_Plus)
    nearer = view.window_of_time
    assert nearer[1] - nearer[0] < before[1] - before[0]
    press(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert view.window_of_time[0] > nearer[0]
    press(view, Qt.Key.Key_Home)
    assert view.window_of_time == pytest.approx(before)


# --- a span of time


@pytest.mark.parametrize("way", ["axis", "shift"])
def test_a_span_is_chosen_along_the_axis_or_with_shift(sample: ChartPanel, qtbot: QtBot, way: str) -> None:
    start, end = day("2024-12-05").earliest, day("2024-12-08").latest
    frame = sample.view.frames()["person"]
    spans: list[tuple[int, int]] = []
    sample.span_selected.connect(lambda *span: spans.append(span))
    with qtbot.waitSignal(sample.cards_lit, timeout=PATIENCE) as caught:
        if way == "axis":
            drag(sample, in_axis(sample, start), in_axis(sample, end))
        else:
            middle = frame.area.center().y()
            drag(sample, QPointF(frame.x(start), middle), QPointF(frame.x(end), middle), SHIFT)
    assert spans == [pytest.approx((start, end), abs=2 / frame.pixels)]
    assert len(caught.args[0]) >= 3


def test_escape_leaves_the_span(sample: ChartPanel, qtbot: QtBot) -> None:
    sample.select_span(day("2024-12-05").earliest, day("2024-12-08").latest)
    assert sample.why.span.isVisible()
    with qtbot.waitSignal(sample.span_selected, timeout=PATIENCE) as caught:
        press(sample.view, Qt.Key.Key_Escape)
    assert caught.args == [None, None]
    assert not sample.why.span.isVisible()


def test_enter_chooses_the_span_of_what_is_read_out(sample: ChartPanel, qtbot: QtBot) -> None:
    press(sample.view, Qt.Key.Key_Right)
    with qtbot.waitSignal(sample.span_selected, timeout=PATIENCE) as caught:
        press(sample.view, Qt.Key.Key_Return)
    assert caught.args == [day("2024-12-08").earliest, day("2024-12-08").latest]


# --- legend, filters, table


def test_the_legend_hides_a_series_by_click_and_by_space(published: ChartPanel) -> None:
    item = published.legend.item(0)
    box = QPoint(published.legend.visualItemRect(item).left() + 10, published.legend.visualItemRect(item).center().y())
    QTest.mouseClick(published.legend.viewport(), LEFT, pos=box)
    assert len(published.drawing.series) == 2
    assert plain(published.why.label.text()).startswith("2 of 3 series shown")
    published.legend.setFocus()
    published.legend.setCurrentRow(0)
    press(published.legend, Qt.Key.Key_Space)
    assert len(published.drawing.series) == 3


def test_a_source_is_chosen(published: ChartPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(published.shown, timeout=PATIENCE):
        published.bar.source.setCurrentIndex(published.bar.source.findText("UNHCR", Qt.MatchFlag.MatchContains))
    assert [drawn.key.category for drawn in published.drawing.series] == ["displaced"]


def test_the_line_says_why_series_are_not_added_and_the_table_says_all(published: ChartPanel) -> None:
    assert "different sources" in published.why.label.text()
    published.why.details.click()
    assert published.table.reasons.isVisible()
    assert published.table.reasons.rows.rowCount() == 3
    numbers = published.table.numbers.rows.rows
    assert [row[1] for row in numbers] == ["between 800,000 and 1,000,000", "1,100,000", "664,000", "486,000"]


def test_the_table_is_copied_with_its_label(published: ChartPanel) -> None:
    published.bar.table.setChecked(True)
    press(published.table.numbers, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    text = QGuiApplication.clipboard().text()
    assert text.startswith("TLP:AMBER")
    assert "1,100,000" in text


def test_who_cannot_see_the_chart_hears_its_numbers(published: ChartPanel) -> None:
    assert published.view.accessibleName() == "Displacement and return"
    assert "486,000" in published.view.accessibleDescription()


# --- following the file


def test_without_figures_and_events_it_says_what_belongs_there(show: Show, tmp_path: Path) -> None:
    panel = show(empty_file(tmp_path / "empty.sitboard"))
    shown = [label.text() for label in panel.findChildren(QWidget) if hasattr(label, "text") and label.isVisible()]
    assert any("Add an event with its figures (Ctrl+E)" in str(text) for text in shown)


def test_a_new_figure_appears_by_itself_and_the_window_of_time_stays(published: ChartPanel, qtbot: QtBot) -> None:
    published.view.zoom(2)
    window = published.view.window_of_time
    with (
        qtbot.waitSignal(published.shown, timeout=PATIENCE),
        Store.open(published._situation.path, identity=HERE) as other,
    ):
        Scribe(other).event("70 displaced people, flow", on="2024-12-20", source="WFP")
    assert any("WFP" in drawn.name for drawn in published.drawing.series)
    assert published.view.window_of_time == pytest.approx(window)


def test_the_past_shows_what_was_known_then(published: ChartPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(published.shown, timeout=PATIENCE):
        published.set_moment(KnownThen(1))
    assert published.drawing.series == ()


# --- taking it along


@pytest.mark.parametrize("ending", [".png", ".svg", ".csv"])
def test_what_is_drawn_is_saved(published: ChartPanel, qtbot: QtBot, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"chart{ending}"
    with qtbot.waitSignal(published.told, timeout=PATIENCE) as caught:
        published.save_to(path)
    assert str(path) in caught.args[0]
    assert path.stat().st_size > 400


def test_a_folder_that_is_not_there_is_said_and_nothing_is_lost(
    published: ChartPanel, qtbot: QtBot, tmp_path: Path
) -> None:
    with qtbot.waitSignal(published._situation.failed, timeout=PATIENCE):
        published.save_to(tmp_path / "not there" / "chart.csv")


def test_the_picture_is_copied_with_its_title(published: ChartPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(published.told, timeout=PATIENCE):
        published.copy_picture()
    assert QGuiApplication.clipboard().image().width() == 2560


# --- dark, right to left, in the window


def test_time_runs_left_to_right_where_reading_runs_right_to_left(published: ChartPanel, qapp: QApplication) -> None:
    before = place_of(published, "returned") - place_of(published, "UNHCR")
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        published.resize(1001, 480)
        image = published.grab().toImage()
        after = place_of(published, "returned") - place_of(published, "UNHCR")
    finally:
        QApplication.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    assert before.x() > 0
    assert after.x() > 0
    assert not image.isNull()


def test_in_the_dark_it_is_dark_and_every_series_can_be_seen(published: ChartPanel, qtbot: QtBot) -> None:
    apply_theme(Theme.DARK)
    try:
        qtbot.waitUntil(lambda: is_dark(published.view.palette()), timeout=PATIENCE)
        image: QImage = published.view.grab().toImage()
        ground = image.pixelColor(2, 2)
        frame: QRectF = published.view.frames()["person"].area
        assert ground.lightness() < 60
        assert frame.isValid()
        colour = image.pixelColor((place_of(published, "returned") * image.devicePixelRatio()).toPoint())
        assert colour.lightness() - ground.lightness() > 90
    finally:
        apply_theme(Theme.LIGHT)


def test_a_span_lights_up_cards_and_filters_events_and_leaves_the_selection(window: MainWindow, qtbot: QtBot) -> None:
    board = window.centre.board
    homs = card_named(board, qtbot, "Homs")
    board.select([homs])
    qtbot.waitUntil(lambda: window.situation.is_quiet, timeout=PATIENCE)
    window.furnish()
    window.docks.charts.toggleViewAction().trigger()
    qtbot.waitUntil(lambda: bool(window.charts.drawing.series), timeout=PATIENCE)
    assert window.charts.view.hasFocus()
    span = (day("2024-12-05").earliest, day("2024-12-08").latest)
    window.charts.select_span(*span)
    qtbot.waitUntil(lambda: len(board.lit) >= 3, timeout=PATIENCE)
    assert window.events.filter_bar.span_asked == span
    assert board.selected() == [homs]

    sweida = card_named(board, qtbot, "Sweida")
    place = board.models[Column.FALLEN].known_face(sweida)
    assert sweida not in board.lit and place is not None
    event = Event(id="", thing="", kind=EventKind.OTHER, location=place.location, starts=day("2024-12-07"))
    window.situation.do(record_event, event)
    qtbot.waitUntil(lambda: sweida in board.lit, timeout=PATIENCE)

    board.setFocus()
    press(board.columns.active, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not board.lit, timeout=PATIENCE)
    qtbot.waitUntil(lambda: window.events.filter_bar.span_asked == (None, None), timeout=PATIENCE)
    assert window.charts.view.span is None
    assert board.selected() == [homs]
