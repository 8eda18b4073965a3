"""What changed, beside the board: since one last closed the file, since a time; each line leads to its thing."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QTreeWidgetItem
from pytestqt.qtbot import QtBot

from situation_board.core.actions import cards, records
from situation_board.core.ids import new_id
from situation_board.core.rows import Actor
from situation_board.core.vocabulary import Column
from situation_board.gui.changes.panel import ChangesPanel
from situation_board.gui.changes.question import Since
from situation_board.gui.main_window import MainWindow
from tests.gui.fixtures import OpenWindow, close, press, write
from tests.gui.panels import card_at, done, plain


def shown(window: MainWindow, qtbot: QtBot) -> ChangesPanel:
    window.furnish()
    window.overview.show_changes()
    panel = window.overview.changes
    qtbot.waitUntil(lambda: panel._page is not None)
    return panel


def lines(panel: ChangesPanel) -> list[str]:
    return [plain(about.words) for about in panel.list.things()]


def choose(panel: ChangesPanel, since: Since) -> None:
    panel.since.setCurrentIndex(panel.since.findData(since.value))


def since_now(window: MainWindow, panel: ChangesPanel, qtbot: QtBot) -> None:
    """Since the latest change of the file."""
    arrivals: list[int] = []
    window.situation.ask(lambda reading: reading.arrival, done=arrivals.append)
    qtbot.waitUntil(lambda: bool(arrivals))
    choose(panel, Since.TIME)
    panel.time.setText(f"#{arrivals[0]}")
    press(panel.time, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: panel.list.things() == [])


def first_line(panel: ChangesPanel) -> QTreeWidgetItem:
    heading = panel.list.topLevelItem(0)
    assert heading is not None
    return heading.child(0)


def test_a_move_is_listed_first_with_what_it_was_and_is(window: MainWindow, qtbot: QtBot) -> None:
    panel = shown(window, qtbot)
    since_now(window, panel, qtbot)
    done(qtbot, window.situation, records.add_record, Actor(id=new_id(), name="Red Crescent"))
    card = card_at(qtbot, window.situation, "Homs")
    done(qtbot, window.situation, cards.move_cards, [card], Column.FALLEN)
    qtbot.waitUntil(lambda: bool(panel.list.things()))
    assert lines(panel)[0].startswith("Homs: contested → fallen")
    assert len(lines(panel)) == 1
    panel.background.setChecked(True)
    qtbot.waitUntil(lambda: len(panel.list.things()) == 2)


def test_a_line_leads_to_its_thing_by_keyboard(window: MainWindow, qtbot: QtBot) -> None:
    panel = shown(window, qtbot)
    since_now(window, panel, qtbot)
    card = card_at(qtbot, window.situation, "Homs")
    done(qtbot, window.situation, cards.move_cards, [card], Column.FALLEN)
    qtbot.waitUntil(lambda: bool(panel.list.things()))
    panel.list.setFocus()
    panel.list.setCurrentItem(first_line(panel))
    press(panel.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.inspector.ids() == [card])
    assert window.centre.board.selected() == [card]


def test_what_came_since_the_file_was_closed_is_news_when_it_is_opened_again(
    open_window: OpenWindow, filled_file: Path, qtbot: QtBot
) -> None:
    first = open_window(filled_file)
    first.furnish()
    qtbot.waitUntil(lambda: first.overview.last_seen._now is not None)
    close(qtbot, first)
    second = open_window(filled_file)
    panel = shown(second, qtbot)
    choose(panel, Since.CLOSED)
    qtbot.waitUntil(lambda: panel._page is not None and panel._page.asked.since is Since.CLOSED)
    assert lines(panel) == []
    qtbot.waitUntil(lambda: "Nothing changed" in panel.empty.text())
    card = card_at(qtbot, second.situation, "Homs")
    done(qtbot, second.situation, cards.move_cards, [card], Column.FALLEN)
    qtbot.waitUntil(lambda: bool(panel.list.things()))
    assert lines(panel)[0].startswith("Homs: contested → fallen")


def test_a_panel_that_was_left_open_is_there_again(open_window: OpenWindow, filled_file: Path, qtbot: QtBot) -> None:
    first = open_window(filled_file)
    shown(first, qtbot)
    first.overview.show_search()
    close(qtbot, first)
    second = open_window(filled_file)
    qtbot.waitUntil(lambda: {"changes", "search"} <= second.overview.__dict__.keys(), timeout=10_000)
    second.docks.come_up(second.docks.changes)
    qtbot.waitUntil(lambda: second.overview.changes._page is not None)


def test_it_says_so_where_it_was_never_closed(window: MainWindow, qtbot: QtBot) -> None:
    panel = shown(window, qtbot)
    assert Since(panel.since.currentData()) is Since.SHIFT
    item = panel.since.model().index(panel.since.findData(Since.CLOSED.value), 0)
    assert not item.flags() & Qt.ItemFlag.ItemIsEnabled


def test_a_time_that_cannot_be_read_is_said_beside_it(window: MainWindow, qtbot: QtBot) -> None:
    panel = shown(window, qtbot)
    choose(panel, Since.TIME)
    qtbot.waitUntil(panel.time.hasFocus)
    qtbot.waitUntil(lambda: "06:00" in panel.empty.text())
    write(panel.time, "soon")
    press(panel.time, Qt.Key.Key_Return)
    qtbot.waitUntil(panel.error.is_shown)
    assert "soon" in panel.error.text()


def test_the_list_is_copied_as_text_with_label_and_period(window: MainWindow, qtbot: QtBot) -> None:
    panel = shown(window, qtbot)
    since_now(window, panel, qtbot)
    done(qtbot, window.situation, cards.move_cards, [card_at(qtbot, window.situation, "Homs")], Column.FALLEN)
    qtbot.waitUntil(lambda: bool(panel.list.things()))
    panel.list.setFocus()
    panel.copy_text()
    text = QGuiApplication.clipboard().text()
    assert text.startswith("TLP:")
    assert "Asia/Damascus" in text and "Homs: contested → fallen" in text
    panel.as_text.setChecked(True)
    assert panel.text.isVisible() and panel.text.toPlainText() == text


@pytest.mark.parametrize("kind", [False, True])
def test_both_kinds_of_past_can_be_asked_for(window: MainWindow, qtbot: QtBot, kind: bool) -> None:
    panel = shown(window, qtbot)
    choose(panel, Since.TIME)
    panel.kind.setCurrentIndex(panel.kind.findData(kind))
    panel.time.setText("2024-12-01")
    press(panel.time, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: panel._page is not None and panel._page.asked.text == "2024-12-01")
    assert panel.list.things()


def test_it_can_be_asked_between_two_moments(window: MainWindow, qtbot: QtBot) -> None:
    panel = shown(window, qtbot)
    since_now(window, panel, qtbot)
    first = int(panel.time.text()[1:])
    card = card_at(qtbot, window.situation, "Homs")
    done(qtbot, window.situation, cards.move_cards, [card], Column.FALLEN)
    done(qtbot, window.situation, cards.verify, [card], checked_with="radio")
    qtbot.waitUntil(lambda: len(panel.list.things()) == 2)
    panel.until.setText(f"#{first + 2}")
    press(panel.until, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(panel.list.things()) == 1)
    assert lines(panel)[0].startswith("Homs: contested → fallen")


def test_a_long_list_is_shortened_and_says_so(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("situation_board.gui.changes.panel.MOST_LISTED", 5)
    panel = shown(window, qtbot)
    qtbot.waitUntil(lambda: len(panel.list.things()) == 5)
    assert "the first" in panel.period.text()
    panel.as_text.setChecked(True)
    assert panel.text.toPlainText().count("\n") > 10


def test_news_leave_what_is_chosen_and_folded_as_it_is(window: MainWindow, qtbot: QtBot) -> None:
    panel = shown(window, qtbot)
    qtbot.waitUntil(lambda: panel.list.topLevelItemCount() > 2)
    folded = panel.list.topLevelItem(0)
    second = panel.list.topLevelItem(1)
    assert folded is not None and second is not None
    title = folded.text(0)
    folded.setExpanded(False)
    panel.list.setCurrentItem(second.child(1))
    chosen = panel.list.currentItem().text(0)
    card = card_at(qtbot, window.situation, "Homs")
    count = len(panel.list.things())
    done(qtbot, window.situation, cards.verify, [card], checked_with="radio")
    qtbot.waitUntil(lambda: len(panel.list.things()) > count)
    again = panel.list.topLevelItem(0)
    assert again is not None and again.text(0) == title and not again.isExpanded()
    assert panel.list.currentItem().text(0) == chosen
