"""The lists: found in any spelling, sorted, added to, edited, struck, made one, copied."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from situation_board.core.actions.records import add_record, edit_thing
from situation_board.core.history import undo
from situation_board.core.ids import new_id
from situation_board.core.rows import Actor, Link, Location
from situation_board.core.store import Changes, Reading
from situation_board.core.store.log import Draft
from situation_board.core.vocabulary import LinkKind
from situation_board.gui.background import Situation
from situation_board.gui.inspector.form import ThingForm
from situation_board.gui.inspector.thing_pane import ThingPane
from situation_board.gui.lists import LIST_KINDS, ListWindow, open_list
from tests.gui.panels import PATIENCE, answer, done, line, plain, retype, row_of, thing_id, type_text, words

Key = Qt.Key
NOT_IN_SAMPLE = {"presence", "dataset"}
OpenList = Callable[[str], ListWindow]


@pytest.fixture
def opened(qtbot: QtBot, situation: Situation) -> Iterator[OpenList]:
    """Opens a list and waits until its rows are there."""
    windows: list[ListWindow] = []

    def open_one(kind: str) -> ListWindow:
        window = open_list(situation, kind)
        windows.append(window)
        qtbot.waitUntil(lambda: bool(window.model.ids), timeout=PATIENCE)
        qtbot.waitUntil(lambda: cell(window, 0) != "…", timeout=PATIENCE)
        return window

    yield open_one
    for window in windows:
        window.close()


def cell(window: ListWindow, row: int, column: int = 0) -> str:
    return plain(window.model.data(window.model.index(row, column)) or "")


def column(window: ListWindow, number: int = 0) -> list[str]:
    return [cell(window, row, number) for row in range(window.model.rowCount())]


def find(qtbot: QtBot, window: ListWindow, text: str, expected: list[str]) -> None:
    window.search.clear()
    type_text(window.search, text)
    qtbot.waitUntil(lambda: column(window) == expected, timeout=PATIENCE)


def form_of(qtbot: QtBot, window: ListWindow) -> ThingForm:
    form = window.inspector.form()
    assert form is not None
    qtbot.waitUntil(lambda: bool(form.editors), timeout=PATIENCE)
    return form


def wait_for_pane(qtbot: QtBot, window: ListWindow, title: str) -> ThingPane:
    def is_shown() -> bool:
        pane = window.inspector.pane()
        return isinstance(pane, ThingPane) and plain(pane.title.name.text()) == title

    qtbot.waitUntil(is_shown, timeout=PATIENCE)
    pane = window.inspector.pane()
    assert isinstance(pane, ThingPane)
    return pane


@pytest.mark.parametrize(
    "kind", [kind for kind in LIST_KINDS if kind not in {"presence", "dataset"}]
)  # the sample has none
def test_each_list_shows_its_rows(opened: OpenList, kind: str) -> None:
    window = opened(kind)
    assert window.model.rowCount() > 0
    assert all(column(window))


@pytest.mark.parametrize("text", ["Sueida", "السويداء", "as-suwayda", "sweida"])
def test_a_location_is_found_in_any_spelling(qtbot: QtBot, opened: OpenList, text: str) -> None:
    window = opened("location")
    find(qtbot, window, text, ["Sweida", "Sweida"])


def test_a_location_is_found_by_its_code(qtbot: QtBot, opened: OpenList) -> None:
    find(qtbot, opened("location"), "SY13", ["Sweida"])


def test_links_are_found_by_either_actor(qtbot: QtBot, opened: OpenList) -> None:
    find(qtbot, opened("link"), "turkey", ["Turkey"])


def test_routes_are_found_by_their_points_and_show_their_status(qtbot: QtBot, opened: OpenList) -> None:
    window = opened("route")
    find(qtbot, window, "طرطوس", ["Damascus – Homs – Tartus"])
    assert cell(window, 0, 3).startswith("severed (all uses, both ways)")
    assert cell(window, 0, 3).endswith("8 Dec 2024")


def test_nothing_found_says_so_and_offers_to_add(qtbot: QtBot, opened: OpenList) -> None:
    window = opened("actor")
    find(qtbot, window, "Red Crescent", [])
    qtbot.waitUntil(window.empty.isVisible, timeout=PATIENCE)
    window.add_action.trigger()
    form = form_of(qtbot, window)
    assert form.editors["name"].input.text() == "Red Crescent"  # type: ignore[attr-defined]


def test_a_heading_sorts_and_sorts_back(qtbot: QtBot, opened: OpenList) -> None:
    window = opened("actor")
    ascending = column(window)
    assert ascending == sorted(ascending, key=str.casefold)
    window.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    qtbot.waitUntil(lambda: column(window) == ascending[::-1], timeout=PATIENCE)


def test_an_actor_is_added_by_keyboard_and_then_selected(qtbot: QtBot, situation: Situation, opened: OpenList) -> None:
    window = opened("actor")
    window.add_action.trigger()
    form = form_of(qtbot, window)
    name = form.editors["name"].input  # type: ignore[attr-defined]
    qtbot.waitUntil(name.hasFocus, timeout=PATIENCE)
    type_text(name, "Red Crescent")
    QTest.keyClick(name, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wait_for_pane(qtbot, window, "Red Crescent")
    assert window.selected() == [thing_id(qtbot, situation, "Red Crescent", "actor")]
    assert window.inspector.form() is None


def test_an_actor_without_a_name_is_refused_beside_the_name(qtbot: QtBot, opened: OpenList) -> None:
    window = opened("actor")
    window.add_action.trigger()
    form = form_of(qtbot, window)
    form.editors["note"].input.setPlainText("kept")  # type: ignore[attr-defined]
    form.save()
    qtbot.waitUntil(form.errors["name"].is_shown, timeout=PATIENCE)
    assert form.editors["note"].input.toPlainText() == "kept"  # type: ignore[attr-defined]


def test_a_route_through_a_new_place_is_one_action(qtbot: QtBot, situation: Situation, opened: OpenList) -> None:
    window = opened("route")
    window.add_action.trigger()
    form = form_of(qtbot, window)
    form.editors["via"].input.setText("Homs, Hama")  # type: ignore[attr-defined]
    form.save()
    wait_for_pane(qtbot, window, "Homs – Hama")
    assert thing_id(qtbot, situation, "location:Hama", "location")
    done(qtbot, situation, undo)
    qtbot.waitUntil(lambda: window.model.rowCount() == 2, timeout=PATIENCE)


def test_f2_edits_the_selected_row(qtbot: QtBot, situation: Situation, opened: OpenList) -> None:
    window = opened("actor")
    iran = thing_id(qtbot, situation, "Iran", "actor")
    window.select([iran])
    wait_for_pane(qtbot, window, "Iran")
    window.table.setFocus()
    QTest.keyClick(window.table, Key.Key_Return)
    row = row_of(window.inspector, "name")
    assert row.is_open
    retype(line(row), "Islamic Republic of Iran")
    QTest.keyClick(line(row), Key.Key_Return)
    qtbot.waitUntil(lambda: "Islamic Republic of Iran" in column(window), timeout=PATIENCE)
    assert window.selected() == [iran]
    done(qtbot, situation, undo)
    qtbot.waitUntil(lambda: words(row_of(window.inspector, "name")) == "Iran", timeout=PATIENCE)


def test_striking_asks_why_and_struck_ones_can_be_shown(qtbot: QtBot, situation: Situation, opened: OpenList) -> None:
    window = opened("source")
    before = column(window)
    window.select([window.model.ids[0]])
    window.strike_action.trigger()
    type_text(window.inspector.asking.input, "not a source")
    QTest.keyClick(window.inspector.asking.input, Key.Key_Return)
    qtbot.waitUntil(lambda: column(window) == before[1:], timeout=PATIENCE)
    window.struck.setChecked(True)
    qtbot.waitUntil(lambda: column(window) == before, timeout=PATIENCE)
    font = window.model.data(window.model.index(0, 0), Qt.ItemDataRole.FontRole)
    assert font.strikeOut()


def test_two_actors_become_one_and_undo_makes_them_two(qtbot: QtBot, situation: Situation, opened: OpenList) -> None:
    twin = Actor(id=new_id(), name="Turkiye")
    done(qtbot, situation, add_record, twin)
    window = opened("actor")
    count = window.model.rowCount()
    window.select([twin.id, thing_id(qtbot, situation, "Turkey", "actor")])
    assert window.same_action.isEnabled()
    window.same_action.trigger()
    qtbot.waitUntil(lambda: window.model.rowCount() == count - 1, timeout=PATIENCE)
    done(qtbot, situation, undo)
    qtbot.waitUntil(lambda: window.model.rowCount() == count, timeout=PATIENCE)


def test_only_two_can_be_the_same(opened: OpenList) -> None:
    window = opened("actor")
    window.select(window.model.ids[:3])
    assert not window.same_action.isEnabled()
    assert not opened("link").same_action.isVisible()


def test_a_copied_table_carries_label_and_time(qtbot: QtBot, situation: Situation, opened: OpenList) -> None:
    window = opened("actor")
    window.select(window.model.ids[:2])
    window.copy_action.trigger()
    clipboard = QGuiApplication.clipboard()
    qtbot.waitUntil(lambda: "Short name" in clipboard.text(), timeout=PATIENCE)
    lines = clipboard.text().splitlines()
    assert "TLP:AMBER" in lines[0]
    assert "8 Dec 2024" in lines[0]
    assert lines[1].split("\t")[:3] == ["Name", "Short name", "Kind"]
    assert lines[2].split("\t")[:2] == ["Agence France-Presse", "AFP"]
    assert len(lines) == 4
    assert "<td>AFP</td>" in clipboard.mimeData().html()


def test_selection_and_scroll_survive_news(qtbot: QtBot, situation: Situation, opened: OpenList) -> None:
    window = opened("actor")
    chosen = window.model.ids[5]
    window.select([chosen])
    done(qtbot, situation, add_record, Actor(id=new_id(), name="Aaa"))
    qtbot.waitUntil(lambda: cell(window, 0) == "Aaa", timeout=PATIENCE)
    assert window.selected() == [chosen]


def test_news_that_reorders_keeps_the_selection(qtbot: QtBot, situation: Situation, opened: OpenList) -> None:
    window = opened("actor")
    chosen = window.model.ids[0]
    window.select([chosen])
    done(qtbot, situation, edit_thing, chosen, {"name": "Zzz"})
    qtbot.waitUntil(lambda: cell(window, window.model.rowCount() - 1) == "Zzz", timeout=PATIENCE)
    assert window.selected() == [chosen]


def test_a_link_is_added_between_actors(qtbot: QtBot, situation: Situation, opened: OpenList) -> None:
    window = opened("link")
    window.add_action.trigger()
    form = form_of(qtbot, window)
    form.editors["actor"].input.setText("إيران")  # type: ignore[attr-defined]
    form.editors["kind"].set_typed(LinkKind.BACKS)
    form.editors["other"].input.setText("Hamas")  # type: ignore[attr-defined]
    form.save()
    wait_for_pane(qtbot, window, "Iran backs Hamas")
    found = answer(qtbot, situation, lambda reading: reading.row(Link, window.selected()[0]))
    assert found is not None and found.kind is LinkKind.BACKS


def test_opening_the_same_list_twice_raises_the_first(situation: Situation) -> None:
    parent = QWidget()
    first, second = (open_list(situation, "source", parent) for _ in range(2))
    assert first is second
    assert open_list(situation, "report", parent) is not first
    parent.deleteLater()
    for window in parent.findChildren(ListWindow):
        window.close()


def test_show_in_inspector_names_what_is_selected(qtbot: QtBot, opened: OpenList) -> None:
    window = opened("source")
    window.select(window.model.ids[:1])
    with qtbot.waitSignal(window.opened) as signal:
        window.show_action.trigger()
    assert signal.args == [window.model.ids[:1]]


def test_many_locations_are_listed_without_reading_them_all(
    qtbot: QtBot, situation: Situation, opened: OpenList
) -> None:
    def many(reading: Reading) -> Changes:
        drafts = [
            Draft("location", row.id, row.id, "new", {"name": row.name})
            for row in (Location(id=new_id(), name=f"Village {number:04}") for number in range(2_000))
        ]
        return Changes("add_location", drafts)

    done(qtbot, situation, many)
    window = opened("location")
    assert window.model.rowCount() > 2_000
    last = window.model.rowCount() - 1
    window.table.scrollToBottom()
    qtbot.waitUntil(lambda: cell(window, last) == "Village 1999", timeout=PATIENCE)
    assert len(window.model._pages) < 10


def test_down_goes_from_the_search_to_the_table(opened: OpenList) -> None:
    window = opened("actor")
    window.search.setFocus()
    QTest.keyClick(window.search, Key.Key_Down)
    assert window.table.hasFocus()
    assert window.selected() == window.model.ids[:1]


def test_a_new_location_is_looked_up_in_the_gazetteer(qtbot: QtBot, situation: Situation, opened: OpenList) -> None:
    window = opened("location")
    window.add_action.trigger()
    form = form_of(qtbot, window)
    name = form.editors["name"].input  # type: ignore[attr-defined]
    qtbot.waitUntil(name.hasFocus, timeout=PATIENCE)
    type_text(name, "الرقة")
    qtbot.waitUntil(lambda: bool(name.shown_suggestions()), timeout=PATIENCE)
    QTest.keyClick(name, Key.Key_Down)
    QTest.keyClick(name, Key.Key_Return)
    form.editors["note"].input.setPlainText("On the Euphrates.")  # type: ignore[attr-defined]
    form.save()
    wait_for_pane(qtbot, window, "Raqqa")
    found = answer(qtbot, situation, lambda reading: reading.row(Location, window.selected()[0]))
    assert found is not None
    assert found.gazetteer is not None
    assert found.latitude is not None
    assert found.note == "On the Euphrates."


def test_a_location_that_is_here_is_not_added_twice(qtbot: QtBot, opened: OpenList) -> None:
    window = opened("location")
    window.add_action.trigger()
    form = form_of(qtbot, window)
    name = form.editors["name"].input  # type: ignore[attr-defined]
    qtbot.waitUntil(name.hasFocus, timeout=PATIENCE)
    type_text(name, "Ghouta")
    qtbot.waitUntil(lambda: bool(name.shown_suggestions()), timeout=PATIENCE)
    QTest.keyClick(name, Key.Key_Down)
    QTest.keyClick(name, Key.Key_Return)
    form.save()
    qtbot.waitUntil(form.errors["name"].is_shown, timeout=PATIENCE)
    assert name.text() == "Ghouta"


def test_points_of_a_route_may_have_a_comma_where_a_semicolon_parts_them(
    qtbot: QtBot, situation: Situation, opened: OpenList
) -> None:
    window = opened("route")
    window.add_action.trigger()
    form = form_of(qtbot, window)
    form.editors["via"].input.setText("Suran, Hama; Homs")  # type: ignore[attr-defined]
    form.save()
    wait_for_pane(qtbot, window, "Suran – Homs")
