"""The current report: what it fills, what rests on it, and how it ends."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from situation_board.core import times
from situation_board.core.actions.messages import log_message
from situation_board.core.actions.records import add_record, edit_thing, strike
from situation_board.core.questions.footing import message_report_id
from situation_board.core.rows import Message, Report, Verification
from situation_board.core.store import Reading
from situation_board.core.times import Time
from situation_board.core.vocabulary import Column
from situation_board.gui.current_report import CurrentReport
from situation_board.gui.current_report_strip import CurrentReportStrip
from situation_board.gui.entry.understanding import Typed
from situation_board.gui.inspector.card_pane import CardPane
from situation_board.gui.main_window import MainWindow
from tests.gui.fixtures import press
from tests.gui.panels import PATIENCE, answer, card_at, done, plain, status_of

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def published(window: MainWindow, qtbot: QtBot) -> Time:
    """When the report was published: as the sample was closed, when nothing newer is known."""
    return times.exactly(answer(qtbot, window.situation, _now))


@pytest.fixture
def report(window: MainWindow, qtbot: QtBot, published: Time) -> str:
    row = Report(id="report-1", title="Bulletin 7", published=published)
    return done(qtbot, window.situation, add_record, row).ids[0]


@pytest.fixture
def message(window: MainWindow, qtbot: QtBot) -> str:
    new = Message(id="", text="Road open", sender="convoy desk")
    return done(qtbot, window.situation, log_message, new).ids[0]


@pytest.fixture
def current(window: MainWindow, qtbot: QtBot, report: str) -> CurrentReport:
    """The window's, with the report set."""
    current = window.intake.current
    with qtbot.waitSignal(current.changed, timeout=PATIENCE):
        current.use(report)
    return current


def _now(reading: Reading) -> int:
    return reading.now


def strip(window: MainWindow) -> CurrentReportStrip:
    (found,) = window.centre.findChildren(CurrentReportStrip)
    return found


def move(window: MainWindow, qtbot: QtBot, place: str, column: Column) -> str:
    """Move a card by its key and wait until it is told."""
    card = card_at(qtbot, window.situation, place)
    with qtbot.waitSignal(window.centre.board.moved, timeout=PATIENCE):
        window.centre.board.mover.move([card], column)
    return card


def test_the_line_says_what_rests_on_what_and_clear_ends_it(
    window: MainWindow, qtbot: QtBot, current: CurrentReport
) -> None:
    line = strip(window)
    assert line.isVisible()
    assert "Bulletin 7" in plain(line.words.text()) and "when it was published" in line.words.text()
    line.clear_button.click()
    assert not line.isVisible() and current.in_hand is None


def test_of_a_message_the_line_says_when_it_came_in(window: MainWindow, qtbot: QtBot, message: str) -> None:
    current = window.intake.current
    with qtbot.waitSignal(current.changed, timeout=PATIENCE):
        current.use(message)
    assert "M1, convoy desk" in plain(strip(window).words.text()) and "when it came in" in strip(window).words.text()


def test_a_move_rests_on_it_is_as_of_its_time_and_keeps_its_basis(
    window: MainWindow, qtbot: QtBot, current: CurrentReport, report: str, published: Time
) -> None:
    before = status_of(qtbot, window.situation, card_at(qtbot, window.situation, "Homs"))
    homs = move(window, qtbot, "Homs", Column.FALLEN)
    after = status_of(qtbot, window.situation, homs)
    assert (after.column, after.report, after.as_of) == (Column.FALLEN, report, published)
    assert after.basis is before.basis


def test_a_move_by_keys_rests_on_it(window: MainWindow, qtbot: QtBot, current: CurrentReport, report: str) -> None:
    board = window.centre.board
    homs = card_at(qtbot, window.situation, "Homs")
    board.select([homs])
    with qtbot.waitSignal(board.moved, timeout=PATIENCE):
        press(board.columns.active, Qt.Key.Key_Right, CTRL)
    assert status_of(qtbot, window.situation, homs).report == report


def test_cards_that_come_back_from_the_strip_rest_on_it(
    window: MainWindow, qtbot: QtBot, current: CurrentReport, report: str
) -> None:
    both = [card_at(qtbot, window.situation, place) for place in ("Tartus", "Latakia")]
    with qtbot.waitSignal(window.centre.board.moved, timeout=PATIENCE):
        window.centre.board.mover.bring_back(both)
    assert {status_of(qtbot, window.situation, card).report for card in both} == {report}


def test_after_clear_a_move_rests_on_nothing(window: MainWindow, qtbot: QtBot, current: CurrentReport) -> None:
    current.clear()
    homs = move(window, qtbot, "Homs", Column.FALLEN)
    assert status_of(qtbot, window.situation, homs).report is None


def test_a_verification_rests_on_it(window: MainWindow, qtbot: QtBot, current: CurrentReport, report: str) -> None:
    homs = card_at(qtbot, window.situation, "Homs")
    with qtbot.waitSignal(window.centre.board.mover.done, timeout=PATIENCE):
        window.centre.board.mover.verify([homs], "the bulletin")

    def latest(reading: Reading) -> Verification:
        return reading.rows(Verification, "thing = ? AND voided = 0 ORDER BY lamport DESC", homs)[0]

    assert answer(qtbot, window.situation, latest).report == report


def test_entries_are_filled_with_its_source_and_time(
    window: MainWindow, qtbot: QtBot, current: CurrentReport, report: str
) -> None:
    window.add_card()
    window.add_event()
    for entry in (window.centre.entry, window.centre.event_entry):
        assert entry.says_so.typed() == Typed("Bulletin 7", (("Bulletin 7", report),))
        assert entry.when.text()
    window.intake.add_task()
    assert "Bulletin 7" in plain(window.centre.task_entry.rests_on.text())


def test_a_form_in_the_inspector_is_filled_with_it(
    window: MainWindow, qtbot: QtBot, current: CurrentReport, report: str
) -> None:
    window.show_thing(card_at(qtbot, window.situation, "Homs"))
    qtbot.waitUntil(lambda: isinstance(window.inspector.pane(), CardPane), timeout=PATIENCE)
    window.inspector.add("route_status", {"thing": "x"}, {})
    form = window.inspector.form()
    assert form is not None
    qtbot.waitUntil(lambda: "report" in form.editors, timeout=PATIENCE)
    assert form.editors["report"].typed() == Typed("Bulletin 7", (("Bulletin 7", report),))


def test_a_move_in_the_inspector_rests_on_it(
    window: MainWindow, qtbot: QtBot, current: CurrentReport, report: str
) -> None:
    homs = card_at(qtbot, window.situation, "Homs")
    window.inspector.show_things([homs])
    qtbot.waitUntil(lambda: isinstance(window.inspector.pane(), CardPane), timeout=PATIENCE)
    pane = window.inspector.pane()
    assert isinstance(pane, CardPane)
    pane.rows.rows["column"].wanted.emit("column", Column.FALLEN)
    qtbot.waitUntil(lambda: status_of(qtbot, window.situation, homs).column is Column.FALLEN, timeout=PATIENCE)
    assert status_of(qtbot, window.situation, homs).report == report


def test_it_follows_what_is_corrected_and_ends_when_it_is_struck(
    window: MainWindow, qtbot: QtBot, current: CurrentReport, report: str
) -> None:
    done(qtbot, window.situation, edit_thing, report, {"title": "Bulletin 8"})
    qtbot.waitUntil(lambda: "Bulletin 8" in plain(strip(window).words.text()), timeout=PATIENCE)
    done(qtbot, window.situation, strike, report)
    qtbot.waitUntil(lambda: current.in_hand is None and not strip(window).isVisible(), timeout=PATIENCE)


def test_what_is_no_report_is_not_taken(window: MainWindow, qtbot: QtBot) -> None:
    current = window.intake.current
    current.use(card_at(qtbot, window.situation, "Homs"))
    qtbot.waitUntil(lambda: current.thing == "", timeout=PATIENCE)
    assert current.in_hand is None


def test_ctrl_u_takes_what_the_inspector_shows_and_clears_it_again(
    window: MainWindow, qtbot: QtBot, message: str
) -> None:
    window.inspector.show_things([message])
    current = window.intake.current
    view = window.centre.board.columns.active
    view.setFocus()
    with qtbot.waitSignal(current.changed, timeout=PATIENCE):
        press(view, Qt.Key.Key_U, CTRL)
    assert current.in_hand is not None and current.in_hand.footing.thing == message
    press(view, Qt.Key.Key_U, CTRL)
    assert current.in_hand is None


def test_a_message_as_current_report_makes_its_report_when_something_rests_on_it(
    window: MainWindow, qtbot: QtBot, message: str
) -> None:
    current = window.intake.current
    with qtbot.waitSignal(current.changed, timeout=PATIENCE):
        current.use(message)
    homs = move(window, qtbot, "Homs", Column.FALLEN)
    assert status_of(qtbot, window.situation, homs).report == message_report_id(message)
    qtbot.waitUntil(window.undoing.undo.isEnabled, timeout=PATIENCE)
    window.undoing.undo.trigger()
    qtbot.waitUntil(lambda: status_of(qtbot, window.situation, homs).column is Column.CONTESTED, timeout=PATIENCE)
    assert current.in_hand is not None


def test_a_route_is_verified_and_stated_by_it(
    window: MainWindow, qtbot: QtBot, current: CurrentReport, report: str
) -> None:
    routes = window.routes
    qtbot.waitUntil(lambda: bool(routes.model.lines), timeout=PATIENCE)
    routes.view.setCurrentIndex(routes.model.index(0, 0))
    route = routes.model.lines[0].route
    routes.state()
    form = routes.form()
    assert form is not None
    qtbot.waitUntil(lambda: "report" in form.editors, timeout=PATIENCE)
    assert form.editors["report"].typed() == Typed("Bulletin 7", (("Bulletin 7", report),))
    routes.verify()
    routes.ask_line.input.setText("the bulletin")
    routes.ask_line.button.click()

    def rests_on(reading: Reading) -> list[str | None]:
        return [row.report for row in reading.rows(Verification, "thing = ? AND voided = 0", route)]

    qtbot.waitUntil(lambda: report in answer(qtbot, window.situation, rests_on), timeout=PATIENCE)
