"""The panel of routes: what it shows, states and verifies, all by keyboard; and the hint after a move."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from pytestqt.qtbot import QtBot

from situation_board.core.actions import cards
from situation_board.core.questions.moments import KnownThen
from situation_board.core.questions.routes import RouteLine
from situation_board.core.vocabulary import Column, RouteState
from situation_board.gui.background import Situation
from situation_board.gui.main_window import MainWindow
from situation_board.gui.routes.panel import RoutesPanel
from tests.gui.fixtures import press, write
from tests.gui.panels import PATIENCE, answer, card_at, done

Key = Qt.Key


@pytest.fixture
def panel(qtbot: QtBot, situation: Situation) -> Any:
    panel = RoutesPanel(situation)
    panel.resize(900, 300)
    panel.show()
    qtbot.waitUntil(lambda: bool(panel.model.lines), timeout=PATIENCE)
    yield panel
    panel.deleteLater()
    QCoreApplication.sendPostedEvents(None, 52)


def line_of(panel: RoutesPanel, name: str) -> RouteLine:
    return next(line for line in panel.model.lines if name in line.name)


def go_to(panel: RoutesPanel, name: str) -> None:
    row = panel.model.lines.index(line_of(panel, name))
    panel.view.setCurrentIndex(panel.model.index(row, 0))


def test_the_sample_shows_both_roads_severed(panel: RoutesPanel) -> None:
    states = {line.name: line.state for line in panel.model.lines}
    assert len(states) == 2 and set(states.values()) == {RouteState.SEVERED}
    assert all("Homs" in line.points for line in panel.model.lines)


def test_the_filter_finds_a_route_by_a_place_on_it_in_any_spelling(qtbot: QtBot, panel: RoutesPanel) -> None:
    write(panel.filter, "Latakia")
    assert [("Latakia" in line.name) for line in panel.model.lines] == [True]
    panel.filter.clear()
    assert len(panel.model.lines) == 2


def test_a_route_is_verified_by_keyboard(qtbot: QtBot, situation: Situation, panel: RoutesPanel) -> None:
    go_to(panel, "Tartus")
    panel.verify()
    write(panel.ask_line.input, "the convoy desk")
    press(panel.ask_line.input, Key.Key_Return)
    qtbot.waitUntil(lambda: line_of(panel, "Tartus").checked_with == "the convoy desk", timeout=PATIENCE)
    assert panel.selected() == line_of(panel, "Tartus"), "the selection stays where it was"


def test_verifying_without_saying_with_whom_is_refused_beside_the_field(qtbot: QtBot, panel: RoutesPanel) -> None:
    go_to(panel, "Tartus")
    panel.verify()
    press(panel.ask_line.input, Key.Key_Return)
    qtbot.waitUntil(panel.ask_line.error.is_shown, timeout=PATIENCE)
    assert line_of(panel, "Tartus").verified_at is None


def test_a_state_is_said_for_a_use_and_a_direction(qtbot: QtBot, panel: RoutesPanel) -> None:
    go_to(panel, "Tartus")
    panel.state()
    form = panel.form()
    assert form is not None
    qtbot.waitUntil(lambda: "state" in form.editors, timeout=PATIENCE)
    assert form.editors["state"].typed() == RouteState.SEVERED, "what stands is suggested"
    form.editors["state"].set_typed(RouteState.RESTRICTED)
    write(form.editors["condition"].focusProxy(), "light cars only")
    form.save()
    qtbot.waitUntil(lambda: line_of(panel, "Tartus").state == RouteState.RESTRICTED, timeout=PATIENCE)
    assert line_of(panel, "Tartus").condition == "light cars only"
    assert line_of(panel, "Latakia").state == RouteState.SEVERED


def test_the_past_is_read_only(qtbot: QtBot, situation: Situation, panel: RoutesPanel) -> None:
    arrival = answer(qtbot, situation, lambda reading: reading.arrival)
    go_to(panel, "Tartus")
    panel.set_moment(KnownThen(arrival))
    assert not any(panel.actions_by_name[name].isEnabled() for name in ("state", "verify", "add"))
    assert panel.actions_by_name["history"].isEnabled()
    panel.set_moment(None)
    assert panel.actions_by_name["state"].isEnabled()


def test_after_a_move_the_window_names_the_routes_and_leads_to_them(qtbot: QtBot, window: MainWindow) -> None:
    situation = window.situation
    card = card_at(qtbot, situation, "Homs")
    saved = done(qtbot, situation, cards.move_cards, [card], Column.FALLEN)
    strip = window.centre.strip
    strip.show_move(saved)
    button = strip._routes
    qtbot.waitUntil(button.isVisible, timeout=PATIENCE)
    assert "Damascus" in button.text()
    button.click()
    qtbot.waitUntil(lambda: len(window.routes.model.lines) == 2, timeout=PATIENCE)
    assert window.docks.routes.isVisible() and window.routes.only.isVisible()


def test_a_move_of_a_place_without_routes_says_nothing_of_them(qtbot: QtBot, window: MainWindow) -> None:
    card = card_at(qtbot, window.situation, "Quneitra")
    saved = done(qtbot, window.situation, cards.move_cards, [card], Column.CONTESTED)
    strip = window.centre.strip
    strip.show_move(saved)
    qtbot.waitUntil(lambda: strip.isVisible() and "Quneitra" in strip.text, timeout=PATIENCE)
    qtbot.waitUntil(lambda: not window.situation.is_writing, timeout=PATIENCE)
    assert not strip._routes.isVisible()
