"""Events of one imported file, in the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from situation_board.core.history import undo
from situation_board.core.questions.origins import BY_HAND
from situation_board.core.store import Store
from situation_board.gui.main_window import MainWindow
from tests.core.importing.importing import imported, written
from tests.gui.fixtures import HERE, OpenWindow

PATIENCE = 10_000
ROWS = (
    "place,date,IDPs,description\nHoms,2024-12-03,1200,shelling of the market\nHama,2024-12-05,5000,shelling nearby\n"
)


@pytest.fixture
def dataset(filled_file: Path, tmp_path: Path) -> str:
    with Store.open(filled_file, identity=HERE) as store:
        saved, _ = imported(store, written(tmp_path, "counts.csv", ROWS))
    return saved.ids[0]


@pytest.fixture
def imported_window(dataset: str, open_window: OpenWindow, filled_file: Path) -> MainWindow:
    return open_window(filled_file)


def test_the_rows_of_a_file_are_shown_from_the_list_of_files(
    qtbot: QtBot, imported_window: MainWindow, dataset: str
) -> None:
    window = imported_window
    files = window.show_list("dataset")
    qtbot.waitUntil(lambda: files.model.ids == [dataset], timeout=PATIENCE)
    files.select([dataset])
    qtbot.waitUntil(files.rows_action.isEnabled, timeout=PATIENCE)
    qtbot.waitUntil(lambda: files.model.listed(0) is not None, timeout=PATIENCE)
    row = files.model.listed(0)
    assert row is not None and any(str(HERE.person) in cell for cell in row.cells)
    files.rows_action.trigger()
    qtbot.waitUntil(lambda: len(window.events.model.ids) == 2, timeout=PATIENCE)
    assert window.events.isVisible() and window.events.filter_bar.origin.chosen == dataset
    qtbot.waitUntil(lambda: "counts.csv" in window.events.filter_bar.origin.currentText(), timeout=PATIENCE)
    files.close()


def test_what_was_entered_by_hand_is_told_apart_and_everything_comes_back(
    qtbot: QtBot, imported_window: MainWindow
) -> None:
    events = imported_window.events
    imported_window.docks.come_up(imported_window.docks.events)
    box = events.filter_bar.origin
    qtbot.waitUntil(lambda: box.isVisible() and box.count() == 3, timeout=PATIENCE)
    box.setCurrentIndex(box.findData(BY_HAND))
    qtbot.waitUntil(lambda: len(events.model.ids) == 17, timeout=PATIENCE)
    assert events.filter_bar.clear_button.isVisible()
    events.filter_bar.clear()
    qtbot.waitUntil(lambda: len(events.model.ids) == 19, timeout=PATIENCE)


def test_a_file_that_is_withdrawn_is_offered_no_more(qtbot: QtBot, imported_window: MainWindow, dataset: str) -> None:
    events = imported_window.events
    imported_window.docks.come_up(imported_window.docks.events)
    events.set_origin(dataset)
    qtbot.waitUntil(lambda: len(events.model.ids) == 2, timeout=PATIENCE)
    imported_window.situation.do(undo)
    qtbot.waitUntil(lambda: events.filter_bar.origin.chosen is None, timeout=PATIENCE)
    qtbot.waitUntil(lambda: len(events.model.ids) == 17, timeout=PATIENCE)
    assert not events.filter_bar.origin.isVisible()


def test_the_origin_box_is_hidden_while_nothing_was_imported(qtbot: QtBot, window: MainWindow) -> None:
    window.docks.come_up(window.docks.events)
    qtbot.waitUntil(lambda: len(window.events.model.ids) == 17, timeout=PATIENCE)
    assert not window.events.filter_bar.origin.isVisible()


def test_a_search_is_narrowed_to_a_file(qtbot: QtBot, imported_window: MainWindow, dataset: str) -> None:
    window = imported_window
    window.docks.come_up(window.docks.search)
    filters = window.overview.search.filters
    qtbot.waitUntil(lambda: filters.origin.findData(dataset) >= 0, timeout=PATIENCE)
    filters.origin.setCurrentIndex(filters.origin.findData(dataset))
    assert filters.filter().origin == dataset
    filters.clear()
    assert filters.filter().origin is None


def test_a_chart_is_narrowed_to_a_file(qtbot: QtBot, imported_window: MainWindow, dataset: str) -> None:
    window = imported_window
    window.docks.come_up(window.docks.charts)
    charts = window.charts
    box = charts.bar.origin
    qtbot.waitUntil(lambda: box.isVisible() and box.findData(dataset) >= 0, timeout=PATIENCE)
    box.setCurrentIndex(box.findData(dataset))
    qtbot.waitUntil(lambda: charts.answer is not None and charts.answer.subject.origin == dataset, timeout=PATIENCE)
    assert charts.answer is not None
    told = {event for one in charts.answer.chart.series for point in one.points for event in point.events}
    told |= {mark.face.id for mark in charts.answer.chart.marks}
    assert len(told) == 2
