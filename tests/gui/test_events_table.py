"""The table of events: all of them, in any order, found, copied, linked, struck."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from situation_board.core import times
from situation_board.core.actions.facts import record_event, same_as
from situation_board.core.actions.records import add_record, edit_thing, strike
from situation_board.core.actions.situations import edit_situation
from situation_board.core.history import undo
from situation_board.core.questions.events import event_ids
from situation_board.core.questions.filtering import CardFilter
from situation_board.core.questions.moments import TrueThen
from situation_board.core.rows import Event, Figure, Report
from situation_board.core.vocabulary import EventKind, FigureCategory, HandlingLabel
from situation_board.gui.background import Situation
from situation_board.gui.current_report import CurrentReport
from situation_board.gui.events import EventsTable
from situation_board.gui.events.model import COLUMN_NAMES
from situation_board.gui.events.question import EventRow
from tests.gui.fixtures import show_active
from tests.gui.panels import PATIENCE, answer, done, plain, settled, thing_id, type_text

ZONE = ZoneInfo("Asia/Damascus")
NOW = 1_733_700_000_000
Key = Qt.Key
Control = Qt.KeyboardModifier.ControlModifier
Shift = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def table(qtbot: QtBot, situation: Situation) -> Iterator[EventsTable]:
    table = EventsTable(situation)
    table.resize(1000, 400)
    show_active(qtbot, table)
    qtbot.waitUntil(lambda: bool(table.model.ids), timeout=PATIENCE)
    table.take_focus()
    yield table
    table.close()
    table.deleteLater()


def row_of(qtbot: QtBot, table: EventsTable, thing: str) -> EventRow:
    """The row, as soon as it was fetched."""
    qtbot.waitUntil(lambda: thing in table.model.ids, timeout=PATIENCE)

    def fetched() -> bool:
        table.model.event_row(table.model.ids.index(thing))
        return table.model.known_row(thing) is not None

    qtbot.waitUntil(fetched, timeout=PATIENCE)
    row = table.model.known_row(thing)
    assert row is not None
    return row


def cell(qtbot: QtBot, table: EventsTable, thing: str, column: str) -> str:
    return plain(row_of(qtbot, table, thing).cells[COLUMN_NAMES.index(column)])


def event(qtbot: QtBot, situation: Situation, **values: object) -> str:
    made = Event(id="", thing="", **{"kind": EventKind.INCIDENT, **values})  # type: ignore[arg-type]
    return done(qtbot, situation, record_event, made).ids[0]


def select(qtbot: QtBot, table: EventsTable, *things: str) -> None:
    qtbot.waitUntil(lambda: set(things) <= set(table.model.ids), timeout=PATIENCE)
    table.view.select_rows(sorted(table.model.ids.index(thing) for thing in things))


def waits_for(qtbot: QtBot, table: EventsTable, count: int) -> None:
    qtbot.waitUntil(lambda: len(table.model.ids) == count, timeout=PATIENCE)


def test_all_events_stand_there_the_latest_first_and_those_without_a_time_last(
    qtbot: QtBot, situation: Situation, table: EventsTable
) -> None:
    assert table.model.ids == answer(qtbot, situation, event_ids, descending=True)
    assert cell(qtbot, table, table.model.ids[0], "starts") == "8 Dec 2024"
    assert cell(qtbot, table, table.model.ids[-1], "starts") == ""


def test_a_row_says_everything_in_its_own_words(qtbot: QtBot, situation: Situation, table: EventsTable) -> None:
    displaced = next(
        thing for thing in table.model.ids if cell(qtbot, table, thing, "kind") == EventKind.DISPLACEMENT.value
    )
    said = {column: cell(qtbot, table, displaced, column) for column in COLUMN_NAMES}
    assert said["starts"] == "1-8 Dec 2024"
    assert said["location"] == "Syria"
    assert said["figure"] == "more than 370,000 displaced people, cumulative"
    assert said["source"] == "OCHA"
    assert said["text"].startswith("More than 370,000 people")


def test_several_figures_stand_side_by_side(qtbot: QtBot, situation: Situation, table: EventsTable) -> None:
    figures = (Figure(category=FigureCategory.KILLED, low=23, high=23), Figure(low=51, high=51))
    thing = event(qtbot, situation, figures=figures)
    assert cell(qtbot, table, thing, "figure") == "23 killed people; 51 people"


@pytest.mark.parametrize("column", range(len(COLUMN_NAMES)))
def test_any_column_sorts_both_ways(qtbot: QtBot, table: EventsTable, column: int) -> None:
    everything = set(table.model.ids)
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        with qtbot.waitSignal(table.model.shown, timeout=PATIENCE, raising=False):
            table.view.sortByColumn(column, order)
        assert set(table.model.ids) == everything
        asked = table.model.asked
        assert (asked.sort, asked.descending) == (COLUMN_NAMES[column], order == Qt.SortOrder.DescendingOrder)


def test_the_selection_stays_with_its_event_when_rows_come_and_go(
    qtbot: QtBot, situation: Situation, table: EventsTable
) -> None:
    chosen = table.model.ids[3]
    select(qtbot, table, chosen)
    told: list[list[str]] = []
    table.selection_changed.connect(told.append)
    new = event(qtbot, situation, text="new", starts=times.parse("2024-12-08", zone=ZONE, now=NOW))
    qtbot.waitUntil(lambda: new in table.model.ids, timeout=PATIENCE)
    assert table.selected() == [chosen]
    assert told == []


def test_a_selection_is_told_in_the_order_of_the_table(qtbot: QtBot, table: EventsTable) -> None:
    told: list[list[str]] = []
    table.selection_changed.connect(told.append)
    select(qtbot, table, table.model.ids[2], table.model.ids[0])
    assert told[-1] == [table.model.ids[0], table.model.ids[2]]


def test_a_text_a_kind_and_figures_filter_and_show_all_takes_it_away(qtbot: QtBot, table: EventsTable) -> None:
    everything = len(table.model.ids)
    table.filter_bar.text.setFocus()
    type_text(table.filter_bar.text, "celebrate")
    waits_for(qtbot, table, 1)
    assert table.filter_bar.clear_button.isVisible()
    table.filter_bar.clear()
    waits_for(qtbot, table, everything)
    table.filter_bar.kind.setCurrentIndex(list(EventKind).index(EventKind.DISPLACEMENT) + 1)
    waits_for(qtbot, table, 1)
    table.filter_bar.clear()
    waits_for(qtbot, table, everything)
    assert not table.filter_bar.clear_button.isVisible()


def test_the_boards_filter_is_followed_as_far_as_it_asks_about_events(
    qtbot: QtBot, situation: Situation, table: EventsTable
) -> None:
    everything = len(table.model.ids)
    hezbollah = thing_id(qtbot, situation, "Hezbollah", "actor")
    table.set_card_filter(CardFilter(actor=hezbollah, stale=True))
    qtbot.waitUntil(lambda: 0 < len(table.model.ids) < everything, timeout=PATIENCE)
    assert all("Hezbollah" in cell(qtbot, table, thing, "actors") for thing in table.model.ids)
    qtbot.waitUntil(lambda: "Hezbollah" in table.filter_bar.as_board.text(), timeout=PATIENCE)
    table.filter_bar.as_board.setChecked(False)
    waits_for(qtbot, table, everything)
    table.set_card_filter(CardFilter(stale=True))
    assert not table.filter_bar.as_board.isVisible()


def test_a_span_shows_what_overlaps_it_and_says_which(qtbot: QtBot, table: EventsTable) -> None:
    everything = len(table.model.ids)
    first = times.parse("2024-12-02", zone=ZONE, now=NOW)
    table.set_span(first.earliest, first.latest)
    waits_for(qtbot, table, 1)
    qtbot.waitUntil(lambda: "2 Dec 2024" in plain(table.filter_bar.span.text()), timeout=PATIENCE)
    table.set_span(None, None)
    waits_for(qtbot, table, everything)
    assert not table.filter_bar.span.isVisible()


def test_striking_asks_for_a_reason_and_struck_ones_are_shown_on_request(
    qtbot: QtBot, situation: Situation, table: EventsTable
) -> None:
    everything = len(table.model.ids)
    gone = table.model.ids[0]
    select(qtbot, table, gone)
    QTest.keyClick(table.view, Key.Key_Delete)
    assert table.asking.isVisible()
    QTest.keyClick(table.asking.input, Key.Key_Return)
    qtbot.waitUntil(lambda: table.asking.error.is_shown(), timeout=PATIENCE)
    type_text(table.asking.input, "entered twice")
    QTest.keyClick(table.asking.input, Key.Key_Return)
    waits_for(qtbot, table, everything - 1)
    assert not table.asking.isVisible()
    table.filter_bar.struck.setChecked(True)
    waits_for(qtbot, table, everything)
    qtbot.waitUntil(lambda: row_of(qtbot, table, gone).why == "entered twice", timeout=PATIENCE)
    assert row_of(qtbot, table, gone).struck
    index = table.model.index(table.model.ids.index(gone), 0)
    assert index.data(Qt.ItemDataRole.FontRole).strikeOut()
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "struck: entered twice"
    done(qtbot, situation, undo)
    qtbot.waitUntil(lambda: not row_of(qtbot, table, gone).struck, timeout=PATIENCE)


def test_several_are_struck_for_one_reason_as_one_step(qtbot: QtBot, situation: Situation, table: EventsTable) -> None:
    everything = len(table.model.ids)
    select(qtbot, table, *table.model.ids[:3])
    table.strike()
    type_text(table.asking.input, "a test")
    QTest.keyClick(table.asking.input, Key.Key_Return)
    waits_for(qtbot, table, everything - 3)
    done(qtbot, situation, undo)
    waits_for(qtbot, table, everything)


def test_two_that_tell_of_one_event_become_one_and_undo_makes_them_two(
    qtbot: QtBot, situation: Situation, table: EventsTable
) -> None:
    a = event(qtbot, situation, text="seen from the north")
    b = event(qtbot, situation, text="seen from the south")
    everything = len(answer(qtbot, situation, event_ids))
    waits_for(qtbot, table, everything)
    select(qtbot, table, a)
    assert not table.same_action.isEnabled()
    select(qtbot, table, a, b)
    QTest.keyClick(table.view, Key.Key_M, Control)
    waits_for(qtbot, table, everything - 1)
    shown = a if a in table.model.ids else b
    qtbot.waitUntil(lambda: "told 2 times" in cell(qtbot, table, shown, "text"), timeout=PATIENCE)
    done(qtbot, situation, undo)
    waits_for(qtbot, table, everything)


def test_a_corrected_event_says_the_new(qtbot: QtBot, situation: Situation, table: EventsTable) -> None:
    thing = event(qtbot, situation, text="before")
    row_of(qtbot, table, thing)
    done(qtbot, situation, edit_thing, thing, {"text": "after"})
    qtbot.waitUntil(lambda: cell(qtbot, table, thing, "text") == "after", timeout=PATIENCE)


def copied(qtbot: QtBot, table: EventsTable) -> list[list[str]]:
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    QTest.keyClick(table.view, Key.Key_C, Control)
    qtbot.waitUntil(lambda: bool(clipboard.text()), timeout=PATIENCE)
    return [line.split("\t") for line in clipboard.text().splitlines()]


def test_a_copy_carries_label_as_of_and_exercise(qtbot: QtBot, situation: Situation, table: EventsTable) -> None:
    done(qtbot, situation, edit_situation, exercise=True)
    first, second = table.model.ids[:2]
    done(qtbot, situation, edit_thing, first, {"label": HandlingLabel.RED})
    select(qtbot, table, first, second)
    above, headings, *rows = copied(qtbot, table)
    assert "TLP:RED" in above[0] and "EXERCISE" in above[0] and "as of 8 Dec 2024" in above[0]
    assert headings[0] == "When" and headings[-1] == "Handling"
    assert [row[-1] for row in rows] == ["TLP:RED", "TLP:AMBER"]
    assert all(len(row) == len(headings) for row in rows)
    assert "\u2068" not in QGuiApplication.clipboard().text()
    assert "<table>" in QGuiApplication.clipboard().mimeData().html()


def test_with_at_most_one_selected_all_that_is_shown_is_copied(qtbot: QtBot, table: EventsTable) -> None:
    select(qtbot, table, table.model.ids[0])
    assert len(copied(qtbot, table)) == 2 + len(table.model.ids)


def test_a_struck_event_says_so_in_words_in_a_copy(qtbot: QtBot, situation: Situation, table: EventsTable) -> None:
    gone = table.model.ids[0]
    everything = len(table.model.ids)
    done(qtbot, situation, strike, gone, why="a rumour")
    waits_for(qtbot, table, everything - 1)
    table.filter_bar.struck.setChecked(True)
    waits_for(qtbot, table, everything)
    assert "struck: a rumour" in copied(qtbot, table)[-1][-2]


def test_the_past_is_shown_as_it_was_and_cannot_be_changed(qtbot: QtBot, table: EventsTable) -> None:
    everything = len(table.model.ids)
    table.set_moment(TrueThen(times.parse("2020-01-01", zone=ZONE, now=NOW).earliest))
    qtbot.waitUntil(lambda: 0 < len(table.model.ids) < everything, timeout=PATIENCE)
    select(qtbot, table, table.model.ids[0])
    assert not table.strike_action.isEnabled() and not table.edit_action.isEnabled()
    table.set_moment(None)
    waits_for(qtbot, table, everything)


def test_keys_open_edit_and_leave(qtbot: QtBot, table: EventsTable) -> None:
    told: list[str] = []
    table.opened.connect(lambda thing: told.append(f"open {thing}"))
    table.edit_wanted.connect(lambda thing: told.append(f"edit {thing}"))
    table.left.connect(lambda: told.append("left"))
    select(qtbot, table, table.model.ids[1])
    for key in (Key.Key_Return, Key.Key_F2, Key.Key_Escape):
        QTest.keyClick(table.view, key)
    assert told == [f"open {table.model.ids[1]}", f"edit {table.model.ids[1]}", "left"]


def test_arrows_go_from_the_filter_to_the_rows(qtbot: QtBot, table: EventsTable) -> None:
    table.filter_bar.text.setFocus()
    QTest.keyClick(table.filter_bar.text, Key.Key_Down)
    assert table.view.hasFocus()
    assert table.selected() == [table.model.ids[0]]
    QTest.keyClick(table.view, Key.Key_Down, Shift)
    assert table.selected() == table.model.ids[:2]


def test_an_empty_table_says_what_belongs_there(qtbot: QtBot, situation: Situation, table: EventsTable) -> None:
    table.filter_bar.text.setFocus()
    for thing in list(table.model.ids):
        done(qtbot, situation, strike, thing, why="a test")
    waits_for(qtbot, table, 0)
    assert table.empty.isVisible() and not table.view.isVisible()
    assert "Ctrl+E" in table.empty.text()
    table.filter_bar.text.setText("nothing like it")
    qtbot.waitUntil(lambda: "Show all" in table.empty.text(), timeout=PATIENCE)


def test_a_hidden_table_asks_when_it_is_shown_again(qtbot: QtBot, situation: Situation, table: EventsTable) -> None:
    table.hide()
    before = list(table.model.ids)
    new = event(qtbot, situation, text="meanwhile")
    settled(qtbot, situation)
    assert table.model.ids == before
    table.show()
    qtbot.waitUntil(lambda: new in table.model.ids, timeout=PATIENCE)


def test_many_selected_are_counted_and_only_the_current_is_shown_elsewhere(
    qtbot: QtBot, situation: Situation, table: EventsTable
) -> None:
    told: list[list[str]] = []
    table.selection_changed.connect(told.append)
    focused = QApplication.focusWidget()
    assert focused is table.view
    QTest.keyClick(table.view, Key.Key_A, Control)
    assert table.selected() == table.model.ids
    assert f"{len(table.model.ids)} selected" in table.count.text()


def test_the_model_asks_again_only_when_it_asks_something_else(qtbot: QtBot, table: EventsTable) -> None:
    asked: list[None] = []
    table.model.asking.connect(lambda: asked.append(None))
    table.model.ask(table.model.asked)
    assert asked == []
    with qtbot.waitSignal(table.model.shown, timeout=PATIENCE):
        table.model.ask(dataclasses.replace(table.model.asked, struck=True))
    assert asked == [None]


def test_what_is_selected_is_verified_and_an_advisory_is_fresh_again(
    qtbot: QtBot, situation: Situation, table: EventsTable
) -> None:
    issued = times.parse("2024-12-05", zone=ZONE, now=NOW)
    advisories = [event(qtbot, situation, kind=EventKind.ADVISORY, issued=issued, level=level) for level in ("3", "4")]
    assert all(row_of(qtbot, table, thing).stale for thing in advisories)
    select(qtbot, table, *advisories)
    QTest.keyClick(table.view, Key.Key_V, Control | Shift)
    QTest.keyClick(table.asking.input, Key.Key_Return)
    qtbot.waitUntil(lambda: table.asking.error.is_shown(), timeout=PATIENCE)
    type_text(table.asking.input, "their pages")
    QTest.keyClick(table.asking.input, Key.Key_Return)
    qtbot.waitUntil(lambda: not any(row_of(qtbot, table, thing).stale for thing in advisories), timeout=PATIENCE)
    assert not table.asking.isVisible()


def test_only_an_advisory_is_lifted_and_it_says_so(qtbot: QtBot, situation: Situation, table: EventsTable) -> None:
    rows = {thing: row_of(qtbot, table, thing).kind for thing in list(table.model.ids)}
    advisory = next(thing for thing, kind in rows.items() if kind is EventKind.ADVISORY)
    other = next(thing for thing, kind in rows.items() if kind is not EventKind.ADVISORY)
    select(qtbot, table, advisory, other)
    assert not table.lift_action.isEnabled()
    select(qtbot, table, advisory)
    assert table.lift_action.isEnabled() and table.lift_action in table.actions_here()
    table.lift_action.trigger()
    QTest.keyClick(table.asking.input, Key.Key_Return)
    qtbot.waitUntil(lambda: "lifted" in cell(qtbot, table, advisory, "kind"), timeout=PATIENCE)
    table.lift_action.trigger()
    QTest.keyClick(table.asking.input, Key.Key_Return)
    qtbot.waitUntil(lambda: table.asking.error.is_shown(), timeout=PATIENCE)


def test_one_that_another_stands_for_is_found_and_selected_there(
    qtbot: QtBot, situation: Situation, table: EventsTable
) -> None:
    a = event(qtbot, situation, text="the crossing was closed")
    b = event(qtbot, situation, text="nobody passes the bridge")
    done(qtbot, situation, same_as, a, b)
    qtbot.waitUntil(lambda: len({a, b} & set(table.model.ids)) == 1, timeout=PATIENCE)
    shown, hidden = (a, b) if a in table.model.ids else (b, a)
    table.select([hidden])
    qtbot.waitUntil(lambda: table.selected() == [shown], timeout=PATIENCE)
    type_text(table.filter_bar.text, "crossing" if hidden == a else "bridge")
    qtbot.waitUntil(lambda: table.model.ids == [shown], timeout=PATIENCE)


def test_verifying_rests_on_the_current_report(qtbot: QtBot, situation: Situation) -> None:
    done(qtbot, situation, add_record, Report(id="call", title="Call of 8 Dec"))
    current = CurrentReport(situation)
    current.use("call")
    qtbot.waitUntil(lambda: current.in_hand is not None, timeout=PATIENCE)
    table = EventsTable(situation, current=current)
    table.show()
    qtbot.waitUntil(lambda: bool(table.model.ids), timeout=PATIENCE)
    select(qtbot, table, table.model.ids[0])
    table.verify()
    type_text(table.asking.input, "by phone")
    QTest.keyClick(table.asking.input, Key.Key_Return)
    qtbot.waitUntil(lambda: not table.asking.isVisible(), timeout=PATIENCE)
    verified = "SELECT report FROM verification WHERE thing = ?"
    assert answer(qtbot, situation, lambda reading: reading.all(verified, table.model.ids[0])) == [("call",)]
    table.close()
    table.deleteLater()
