"""The search that stays: words, filters, results, searches that are kept; all by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from situation_board.core.actions import facts, records
from situation_board.core.questions.search_filter import Criteria, SearchFilter
from situation_board.core.rows import Event, SavedSearch
from situation_board.core.vocabulary import Column, EventKind
from situation_board.gui.main_window import MainWindow
from situation_board.gui.search.panel import SearchPanel
from tests.gui.fixtures import press, write
from tests.gui.panels import answer, card_at, done


@pytest.fixture
def panel(window: MainWindow, qtbot: QtBot) -> SearchPanel:
    window.furnish()
    press(window, Qt.Key.Key_F3)
    panel = window.overview.search
    qtbot.waitUntil(panel.text.hasFocus)
    qtbot.waitUntil(lambda: panel.filters.source.count() > 1)
    return panel


def titles(panel: SearchPanel) -> list[tuple[str, str]]:
    return [(hit.table, hit.title) for hit in panel.hits()]


def choose(box: object, value: object) -> None:
    box.setCurrentIndex(box.findData(value))  # type: ignore[attr-defined]


def test_results_come_while_one_types_in_any_script(panel: SearchPanel, qtbot: QtBot) -> None:
    write(panel.text, "السويد")
    qtbot.waitUntil(lambda: ("card", "Sweida") in titles(panel))
    assert "found" in panel.answer.text()


def test_a_result_is_opened_by_keyboard(window: MainWindow, panel: SearchPanel, qtbot: QtBot) -> None:
    write(panel.text, "homs")
    qtbot.waitUntil(lambda: titles(panel)[:2] == [("card", "Homs"), ("location", "Homs")])
    press(panel.text, Qt.Key.Key_Down)
    qtbot.waitUntil(panel.results.hasFocus)
    press(panel.results, Qt.Key.Key_Down)
    press(panel.results, Qt.Key.Key_Return)
    place = panel.hits()[1].id
    qtbot.waitUntil(lambda: window.inspector.ids() == [place])
    press(panel.results, Qt.Key.Key_Up)
    press(panel.results, Qt.Key.Key_Up)
    qtbot.waitUntil(panel.text.hasFocus)


def test_enter_shows_the_first_on_the_board(window: MainWindow, panel: SearchPanel, qtbot: QtBot) -> None:
    write(panel.text, "homs")
    qtbot.waitUntil(lambda: bool(panel.hits()))
    press(panel.text, Qt.Key.Key_Return)
    card = card_at(qtbot, window.situation, "Homs")
    qtbot.waitUntil(lambda: window.centre.board.selected() == [card])


def test_filters_narrow_and_can_be_cleared(panel: SearchPanel, qtbot: QtBot) -> None:
    choose(panel.filters.kind, "card")
    choose(panel.filters.column, Column.FALLEN.value)
    qtbot.waitUntil(lambda: {name for _, name in titles(panel)} == {"Daraa", "Sweida", "Quneitra", "Moadamiya"})
    panel.filters.clear_button.click()
    qtbot.waitUntil(lambda: titles(panel) == [])
    assert "Write a word" in panel.answer.text()


def test_nothing_found_is_said(panel: SearchPanel, qtbot: QtBot) -> None:
    write(panel.text, "zzzz")
    qtbot.waitUntil(lambda: panel.answer.text() == "Nothing found")


def test_escape_empties_the_words_and_then_goes_back_to_the_board(
    window: MainWindow, panel: SearchPanel, qtbot: QtBot
) -> None:
    write(panel.text, "homs")
    press(panel.text, Qt.Key.Key_Escape)
    assert panel.text.text() == ""
    press(panel.text, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not panel.text.hasFocus())


def test_news_are_found_and_the_chosen_result_stays(window: MainWindow, panel: SearchPanel, qtbot: QtBot) -> None:
    write(panel.text, "homs")
    qtbot.waitUntil(lambda: len(panel.hits()) > 3)
    panel.results.setCurrentRow(2)
    chosen = panel.hits()[2].id
    event = Event(id="", thing="", kind=EventKind.OTHER, text="Homs market opens")
    done(qtbot, window.situation, facts.record_event, event)
    qtbot.waitUntil(lambda: ("event", "Homs market opens") in titles(panel))
    assert panel.results.currentItem().data(Qt.ItemDataRole.UserRole).id == chosen


def test_a_search_is_saved_chosen_renamed_and_struck(window: MainWindow, panel: SearchPanel, qtbot: QtBot) -> None:
    write(panel.text, "homs")
    choose(panel.filters.kind, "claim")
    panel.saved.save_as("claims on Homs")
    box = panel.saved.box
    qtbot.waitUntil(lambda: box.count() == 2)
    panel.filters.clear()
    panel.text.clear()
    box.setCurrentIndex(1)
    box.activated.emit(1)
    assert panel.criteria() == Criteria("homs", SearchFilter(tables=("claim",)))
    qtbot.waitUntil(lambda: bool(panel.hits()) and {table for table, _ in titles(panel)} == {"claim"})
    panel.saved.rename_to("what is said of Homs")
    qtbot.waitUntil(lambda: "what is said" in box.itemText(1))
    panel.saved.strike_chosen()
    qtbot.waitUntil(lambda: box.count() == 1)
    [row] = answer(qtbot, window.situation, lambda reading: reading.rows(SavedSearch))
    assert row.voided


def test_a_saved_search_that_cannot_be_read_changes_nothing(
    window: MainWindow, panel: SearchPanel, qtbot: QtBot
) -> None:
    odd = SavedSearch(id="odd", name="odd", criteria='{"column": "sideways"}')
    done(qtbot, window.situation, records.add_record, odd)
    qtbot.waitUntil(lambda: panel.saved.box.count() == 2)
    panel.saved.box.setCurrentIndex(1)
    panel.saved.box.activated.emit(1)
    assert panel.criteria() == Criteria()


def test_what_was_typed_in_the_field_goes_along(window: MainWindow, panel: SearchPanel, qtbot: QtBot) -> None:
    window.start_search()
    write(window.search, "druze")
    press(window, Qt.Key.Key_F3)
    qtbot.waitUntil(lambda: panel.text.text() == "druze")


def test_more_results_come_at_the_end_and_what_is_looked_at_stays(
    window: MainWindow, panel: SearchPanel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("situation_board.gui.search.panel.STEP", 20)
    choose(panel.filters.kind, None)
    choose(panel.filters.label, "TLP:AMBER")
    qtbot.waitUntil(lambda: len(panel.hits()) == 20)
    first = panel.hits()
    bar = panel.results.verticalScrollBar()
    assert bar.maximum() > 0
    bar.setValue(bar.maximum())
    looked_at = bar.value()
    qtbot.waitUntil(lambda: len(panel.hits()) > 20)
    assert panel.hits()[:20] == first
    assert bar.value() == looked_at
