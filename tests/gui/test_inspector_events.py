"""Events in the inspector: added from a card, verified, lifted, and said to be the same as another."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from situation_board.core import times
from situation_board.core.actions.facts import record_event
from situation_board.core.figures import parse_figures
from situation_board.core.questions.events import EventFace, EventFilter, event_faces, event_ids, shown_events
from situation_board.core.rows import Event
from situation_board.core.store import Reading
from situation_board.core.vocabulary import EventKind
from situation_board.gui.background import Situation
from situation_board.gui.inspector import Inspector
from situation_board.gui.inspector.card_pane import CardPane
from situation_board.gui.inspector.thing_pane import ThingPane
from situation_board.gui.main_window import MainWindow
from tests.gui.boards import ZONE
from tests.gui.panels import PATIENCE, answer, card_at, done, plain, row_of, thing_id, type_text, words

Key = Qt.Key


def event_pane(inspector: Inspector) -> ThingPane:
    pane = inspector.pane()
    assert isinstance(pane, ThingPane) and pane.table == "event"
    return pane


def shows(qtbot: QtBot, inspector: Inspector, event: str) -> ThingPane:
    inspector.show_things([event])
    qtbot.waitUntil(lambda: isinstance(inspector.pane(), ThingPane), timeout=PATIENCE)
    qtbot.waitUntil(lambda: bool(event_pane(inspector).title.kind.text()), timeout=PATIENCE)
    return event_pane(inspector)


def advisory(qtbot: QtBot, situation: Situation) -> str:
    def first(reading: Reading) -> str:
        return event_ids(reading, filter=EventFilter(kinds=(EventKind.ADVISORY,)))[0]

    return answer(qtbot, situation, first)


def face(qtbot: QtBot, situation: Situation, event: str) -> EventFace:
    return answer(qtbot, situation, lambda reading: event_faces(reading, [event])[0])


def recorded(qtbot: QtBot, situation: Situation, figures: str, **values: object) -> str:
    homs = thing_id(qtbot, situation, "Homs", "location")
    event = Event(
        id="",
        thing="",
        kind=EventKind.DISPLACEMENT,
        location=homs,
        starts=times.parse("2024-12-07", zone=ZONE, now=0),
        figures=parse_figures(figures, ZONE),
    )
    return done(qtbot, situation, record_event, event).ids[0]


# --- added from a card


def test_adding_an_event_from_a_card_opens_the_line_with_its_place(qtbot: QtBot, window: MainWindow) -> None:
    card = card_at(qtbot, window.situation, "Homs")
    window.centre.board.select([card])
    qtbot.waitUntil(lambda: isinstance(window.inspector.pane(), CardPane), timeout=PATIENCE)
    pane = window.inspector.pane()
    assert isinstance(pane, CardPane)
    qtbot.waitUntil(lambda: bool(pane.place_id()), timeout=PATIENCE)
    before = len(pane.events.entries())
    pane.events.add_button.click()
    entry = window.event_entry
    qtbot.waitUntil(entry.what.hasFocus, timeout=PATIENCE)
    assert entry.where.text() == "Homs"
    assert entry.where.typed().pick_of("Homs") == pane.place_id()
    type_text(entry.figures, "400 families displaced")
    QTest.keyClick(entry.figures, Key.Key_Return)
    qtbot.waitUntil(entry.isHidden, timeout=PATIENCE)
    window.centre.board.select([])
    window.centre.board.select([card])
    qtbot.waitUntil(lambda: len(pane.events.entries()) == before + 1, timeout=PATIENCE)


# --- verified and lifted


def test_a_stale_advisory_is_verified_and_does_not_ask_to_be_looked_at_any_more(
    qtbot: QtBot, situation: Situation, inspector: Inspector
) -> None:
    event = advisory(qtbot, situation)
    pane = shows(qtbot, inspector, event)
    pane.verify_button.click()
    inspector.asking.input.setText("the embassy's page")
    QTest.keyClick(inspector.asking.input, Key.Key_Return)
    qtbot.waitUntil(lambda: "the embassy's page" in words(row_of(inspector, "verified")), timeout=PATIENCE)
    assert not face(qtbot, situation, event).stale
    assert "look again" not in pane.title.kind.text()


def test_an_advisory_is_lifted_since_a_time_and_then_says_so(
    qtbot: QtBot, situation: Situation, inspector: Inspector
) -> None:
    event = advisory(qtbot, situation)
    pane = shows(qtbot, inspector, event)
    assert "in force" in pane.title.kind.text() and pane.lift_button.isVisible()
    pane.lift_button.click()
    inspector.asking.input.setText("some day")
    QTest.keyClick(inspector.asking.input, Key.Key_Return)
    qtbot.waitUntil(inspector.asking.error.is_shown, timeout=PATIENCE)
    inspector.asking.input.setText("")
    QTest.keyClick(inspector.asking.input, Key.Key_Return)
    qtbot.waitUntil(lambda: "lifted" in pane.title.kind.text(), timeout=PATIENCE)
    assert not pane.lift_button.isVisible()
    assert str(face(qtbot, situation, event).state) == "lifted"


def test_only_advisories_are_lifted_and_only_events_verified_here(
    qtbot: QtBot, situation: Situation, inspector: Inspector
) -> None:
    pane = shows(qtbot, inspector, recorded(qtbot, situation, "12 killed"))
    assert pane.verify_button.isVisible() and not pane.lift_button.isVisible()
    inspector.show_things([thing_id(qtbot, situation, "Homs", "location")])
    qtbot.waitUntil(lambda: getattr(inspector.pane(), "table", "") == "location", timeout=PATIENCE)
    location = inspector.pane()
    assert isinstance(location, ThingPane)
    assert not location.verify_button.isVisible() and not location.lift_button.isVisible()


# --- the same as another


def test_an_event_like_another_asks_and_one_press_makes_them_one(
    qtbot: QtBot, situation: Situation, inspector: Inspector
) -> None:
    first = recorded(qtbot, situation, "400 families displaced")
    pane = shows(qtbot, inspector, first)
    assert not pane.alike.isVisible()
    second = recorded(qtbot, situation, "400 families displaced")
    inspector.show_things([second])
    qtbot.waitUntil(pane.alike.isVisible, timeout=PATIENCE)
    assert shown_is(qtbot, situation, second) == second, "nothing is joined by itself"
    [button] = pane.alike.buttons
    button.click()
    qtbot.waitUntil(lambda: not pane.alike.isVisible(), timeout=PATIENCE)
    assert shown_is(qtbot, situation, second) == shown_is(qtbot, situation, first)


def shown_is(qtbot: QtBot, situation: Situation, event: str) -> str:
    return answer(qtbot, situation, shown_events, [event])[event]


def test_the_other_one_is_looked_at_before_saying_so(qtbot: QtBot, situation: Situation, inspector: Inspector) -> None:
    recorded(qtbot, situation, "400 families displaced, 3 killed")
    pane = shows(qtbot, inspector, recorded(qtbot, situation, "400 families displaced"))
    qtbot.waitUntil(pane.alike.isVisible, timeout=PATIENCE)
    pane.alike.opened.emit(pane.alike._texts[0].key)
    qtbot.waitUntil(lambda: "3 killed" in plain(words(row_of(inspector, "figures"))), timeout=PATIENCE)
    assert inspector.back.isVisible()
