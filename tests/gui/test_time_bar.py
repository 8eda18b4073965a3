"""Time travel by hand and keyboard in the real window: everything follows, and nothing can be changed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from situation_board.core.actions import cards, records
from situation_board.core.questions.moments import KnownThen, Moment, TrueThen
from situation_board.core.store import Saved, Store
from situation_board.core.times import HOUR, exactly
from situation_board.core.vocabulary import Column
from situation_board.gui.inspector.card_pane import CardPane
from situation_board.gui.main_window import MainWindow
from tests.gui.boards import card_named, data_of, drop
from tests.gui.fixtures import press, write

Key, Modifier = Qt.Key, Qt.KeyboardModifier
Do = Callable[..., Saved]
PATIENCE = 60_000
"""Milliseconds for one step, however busy the machine: what is waited for is a condition, never a speed."""


@pytest.fixture
def do(window: MainWindow, qtbot: QtBot) -> Do:
    """Do an action in the window and wait until it is shown."""

    def do(action: Callable[..., object], *args: Any, **kwargs: Any) -> Saved:
        saved: list[Saved] = []
        window.situation.do(action, *args, done=saved.append, receiver=window, **kwargs)
        qtbot.waitUntil(lambda: bool(saved) and window.situation.is_quiet, timeout=10_000)
        return saved[0]

    return do


@pytest.fixture
def travelled(window: MainWindow, qtbot: QtBot, do: Do) -> MainWindow:
    """A window in which Homs was moved twice and the track of time is known."""
    window.furnish()
    homs = card_named(window.centre.board, qtbot, "Homs")
    do(cards.move_cards, [homs], Column.FALLEN)
    do(cards.move_cards, [homs], Column.HELD)
    window.time.travel.look_again()
    qtbot.waitUntil(lambda: window.time.travel.track is not None and window.situation.is_quiet, timeout=10_000)
    window.centre.board.setFocus()
    return window


def shown(window: MainWindow, qtbot: QtBot, moment: Moment) -> None:
    """Wait until the board shows that moment, and the panels too."""
    qtbot.waitUntil(lambda: window.centre.board._moment == moment and window.situation.is_quiet, timeout=10_000)
    window.time.follow()
    qtbot.waitUntil(lambda: window.situation.is_quiet, timeout=10_000)


def column_of(window: MainWindow, card: str) -> Column | None:
    models = window.centre.board.models
    return next((column for column, model in models.items() if card in model.ids), None)


def go(window: MainWindow, qtbot: QtBot, moment: Moment) -> None:
    window.time.travel.go(moment)
    shown(window, qtbot, moment)


def known(window: MainWindow, qtbot: QtBot) -> list[KnownThen]:
    """Turn to what we knew then, and tell the moments where the board changed."""
    window.time.travel.choose("known")
    travel = window.time.travel
    qtbot.waitUntil(lambda: travel.track is not None and travel.track.of.kind == "known", timeout=10_000)
    assert travel.track is not None
    return [stop.moment for stop in travel.track.stops if isinstance(stop.moment, KnownThen)]


def test_keys_go_from_change_to_change_and_back_to_live(travelled: MainWindow, qtbot: QtBot) -> None:
    stops = known(travelled, qtbot)
    homs = card_named(travelled.centre.board, qtbot, "Homs")
    board = travelled.centre.board
    seen = []
    for moment in (*reversed(stops[-3:]),):
        press(board.columns.active, Key.Key_Left, Modifier.AltModifier)
        shown(travelled, qtbot, moment)
        seen.append(column_of(travelled, homs))
    assert seen == [Column.HELD, Column.FALLEN, Column.CONTESTED]
    press(board.columns.active, Key.Key_Right, Modifier.AltModifier)
    shown(travelled, qtbot, stops[-2])
    press(board.columns.active, Key.Key_Home, Modifier.AltModifier)
    shown(travelled, qtbot, stops[0])
    assert column_of(travelled, homs) is None
    press(board.columns.active, Key.Key_End, Modifier.AltModifier)
    shown(travelled, qtbot, None)
    assert column_of(travelled, homs) is Column.HELD


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_on_the_slider_time_runs_left_to_right_in_every_language(
    travelled: MainWindow, qtbot: QtBot, direction: Qt.LayoutDirection
) -> None:
    travelled.setLayoutDirection(direction)
    stops = known(travelled, qtbot)
    slider = travelled.time.bar.slider
    slider.setFocus()
    press(slider, Key.Key_Left)
    shown(travelled, qtbot, stops[-1])
    press(slider, Key.Key_Left)
    shown(travelled, qtbot, stops[-2])
    right = slider.value()
    press(slider, Key.Key_Left)
    shown(travelled, qtbot, stops[-3])
    assert slider.value() < right
    QTest.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(2, slider.height() // 2))
    shown(travelled, qtbot, stops[0])
    QTest.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() - 2, slider.height() // 2))
    shown(travelled, qtbot, None)


def test_a_dragged_handle_ends_at_the_last_moment_however_fast_it_went(travelled: MainWindow, qtbot: QtBot) -> None:
    stops = known(travelled, qtbot)
    for moment in stops:
        travelled.time.travel.go(moment)
    shown(travelled, qtbot, stops[-1])
    for moment in reversed(stops):
        travelled.time.travel.go(moment)
    shown(travelled, qtbot, stops[0])


def test_a_time_is_typed_and_the_field_says_what_is_shown(travelled: MainWindow, qtbot: QtBot) -> None:
    bar = travelled.time.bar
    press(travelled.centre.board.columns.active, Key.Key_F7)
    assert bar.time.hasFocus()
    write(bar.time, "1 Jan 2024 14:30")
    press(bar.time, Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(travelled.time.travel.moment, TrueThen), timeout=10_000)
    shown(travelled, qtbot, travelled.time.travel.moment)
    assert bar.time.text() == "2024-01-01 14:30"
    assert not any(model.ids for model in travelled.centre.board.models.values())
    bar.take_focus()
    write(bar.time, "#3")
    press(bar.time, Key.Key_Return)
    shown(travelled, qtbot, KnownThen(3))
    assert bar.time.text().startswith("#3 · ") and bar.kind.currentData() == "known"
    bar.take_focus()
    write(bar.time, "soonish")
    press(bar.time, Key.Key_Return)
    qtbot.waitUntil(bar.error.is_shown, timeout=10_000)
    assert "soonish" in bar.error.text() and travelled.time.travel.moment == KnownThen(3)
    press(bar.time, Key.Key_Escape)
    assert not bar.error.is_shown() and not bar.time.hasFocus()


def test_the_switch_goes_to_the_other_past_at_the_same_time(travelled: MainWindow, qtbot: QtBot) -> None:
    stops = known(travelled, qtbot)
    go(travelled, qtbot, stops[-2])
    travelled.time.travel.choose("true")
    qtbot.waitUntil(lambda: isinstance(travelled.time.travel.moment, TrueThen), timeout=10_000)
    travelled.time.travel.choose("known")
    shown(travelled, qtbot, stops[-2])


def test_live_and_past_are_told_by_words_and_shape(travelled: MainWindow, qtbot: QtBot) -> None:
    bar = travelled.time.bar
    assert bar.state.text() == "Live" and not bar.live.isEnabled()
    go(travelled, qtbot, KnownThen(20))
    assert bar.state.text() == "Past, read-only" and bar.live.isEnabled()
    assert "past" in travelled.search.placeholderText()
    bar.live.click()
    shown(travelled, qtbot, None)
    assert bar.state.text() == "Live" and "past" not in travelled.search.placeholderText()


def test_in_the_past_each_way_to_change_something_says_why_not(travelled: MainWindow, qtbot: QtBot) -> None:
    board = travelled.centre.board
    homs = card_named(board, qtbot, "Homs")
    stops = known(travelled, qtbot)
    go(travelled, qtbot, stops[-3])
    board.select([homs])
    view = board.views[Column.CONTESTED]
    view.setFocus()
    with qtbot.assertNotEmitted(travelled.situation.changed, wait=200):
        for key, modifiers in (
            (Key.Key_Right, Modifier.ControlModifier),
            (Key.Key_Delete, Modifier.NoModifier),
            (Key.Key_V, Modifier.ControlModifier | Modifier.ShiftModifier),
        ):
            board.message.hide()
            press(view, key, modifiers)
            assert board.message.isVisible() and not board.question.isVisible()
        assert not drop(board.views[Column.FALLEN], data_of(board, homs), 10).isAccepted()
        board.message.hide()
        view.startDrag(Qt.DropAction.MoveAction)
        assert board.message.isVisible()
        for key in (Key.Key_N, Key.Key_E):
            travelled.centre.banner.dismiss()
            press(view, key, Modifier.ControlModifier)
            assert "past" in travelled.centre.banner.text
        travelled.centre.banner.dismiss()
        press(view, Key.Key_Z, Modifier.ControlModifier)
        qtbot.waitUntil(lambda: "past" in travelled.centre.banner.text, timeout=10_000)
    go(travelled, qtbot, None)
    press(board.columns.active, Key.Key_Z, Modifier.ControlModifier)
    qtbot.waitUntil(lambda: column_of(travelled, homs) is Column.FALLEN, timeout=10_000)


def test_the_inspector_shows_the_card_as_it_was_and_edits_nothing(travelled: MainWindow, qtbot: QtBot, do: Do) -> None:
    homs = card_named(travelled.centre.board, qtbot, "Homs")
    do(records.edit_thing, homs, {"note": "the bridge is blown"})
    stops = known(travelled, qtbot)
    travelled.centre.board.select([homs])
    go(travelled, qtbot, stops[-4])  # before both moves and the note
    inspector = travelled.inspector
    qtbot.waitUntil(lambda: isinstance(inspector.pane(), CardPane), timeout=10_000)
    pane = inspector.pane()
    assert isinstance(pane, CardPane)
    assert "contested" in pane.rows.rows["column"].value.text()
    assert "bridge" not in pane.rows.rows["note"].value.text()
    assert pane.around.isHidden()
    inspector.edit_first()
    assert inspector.error.is_shown() and not any(row.is_open for row in pane.rows.rows.values())
    inspector.error.clear()
    pane.verify_button.click()
    assert inspector.error.is_shown()
    go(travelled, qtbot, None)
    assert "held" in pane.rows.rows["column"].value.text()
    assert "bridge" in pane.rows.rows["note"].value.text()


def test_a_card_that_was_not_there_yet_is_selected_again_when_it_is(travelled: MainWindow, qtbot: QtBot) -> None:
    homs = card_named(travelled.centre.board, qtbot, "Homs")
    travelled.centre.board.select([homs])
    go(travelled, qtbot, KnownThen(1))
    assert travelled.centre.board.selected() == []
    go(travelled, qtbot, None)
    assert travelled.centre.board.selected() == [homs]


def test_what_is_being_typed_is_saved_before_live_is_left(travelled: MainWindow, qtbot: QtBot) -> None:
    homs = card_named(travelled.centre.board, qtbot, "Homs")
    travelled.centre.board.select([homs])
    inspector = travelled.inspector
    qtbot.waitUntil(lambda: isinstance(inspector.pane(), CardPane), timeout=10_000)
    pane = inspector.pane()
    assert isinstance(pane, CardPane)
    row = pane.rows.rows["note"]
    row.open_editor()
    write(QApplication.focusWidget(), "no bread in the shops")
    go(travelled, qtbot, KnownThen(20))
    go(travelled, qtbot, None)
    qtbot.waitUntil(lambda: "no bread" in row.value.text(), timeout=10_000)


def test_replay_goes_through_the_changes_to_live_and_can_be_paused(travelled: MainWindow, qtbot: QtBot) -> None:
    stops = known(travelled, qtbot)
    replay = travelled.time.replay
    replay.set_speed(1_000)
    went: list[Moment] = []
    travelled.time.travel.moved.connect(went.append)
    go(travelled, qtbot, stops[-3])
    press(travelled.centre.board.columns.active, Key.Key_F8)
    assert replay.is_playing
    for count in (2, 3, 4):
        qtbot.waitUntil(partial(has_gone, went, count), timeout=PATIENCE)
    qtbot.waitUntil(lambda: not replay.is_playing, timeout=PATIENCE)
    assert went == [*stops[-3:], None]


def has_gone(went: list[Moment], count: int) -> bool:
    return len(went) >= count


def test_replay_begins_at_the_first_change_and_stays_where_it_is_paused(travelled: MainWindow, qtbot: QtBot) -> None:
    stops = known(travelled, qtbot)
    replay = travelled.time.replay
    replay.set_speed(1_000)
    went: list[Moment] = []
    travelled.time.travel.moved.connect(went.append)
    replay.play()
    qtbot.waitUntil(lambda: len(went) > 1, timeout=PATIENCE)
    replay.pause()
    paused = travelled.time.travel.moment
    shown(travelled, qtbot, paused)
    assert went[:2] == stops[:2]
    assert travelled.time.travel.moment == paused == went[-1]


def test_news_from_elsewhere_add_marks_and_the_past_stays(travelled: MainWindow, qtbot: QtBot) -> None:
    stops = known(travelled, qtbot)
    go(travelled, qtbot, stops[-3])
    homs = card_named(travelled.centre.board, qtbot, "Homs")
    with Store.open(travelled.situation.path) as other:
        other.do(cards.move_cards, [homs], Column.ADVANCING)
    track = travelled.time.travel.track
    qtbot.waitUntil(lambda: travelled.time.travel.track is not track, timeout=10_000)
    assert travelled.time.travel.track is not None
    assert len(travelled.time.travel.track.stops) == len(stops) + 1
    assert column_of(travelled, homs) is Column.CONTESTED


def test_what_was_true_then_follows_the_times_of_statuses(travelled: MainWindow, qtbot: QtBot, do: Do) -> None:
    homs = card_named(travelled.centre.board, qtbot, "Homs")
    with_time = travelled.centre.board._answer
    assert with_time is not None
    earlier = with_time.now - 5 * HOUR
    do(cards.move_cards, [homs], Column.ADVANCING, as_of=exactly(earlier))
    go(travelled, qtbot, TrueThen(earlier))
    assert column_of(travelled, homs) is Column.ADVANCING
    go(travelled, qtbot, TrueThen(earlier - 1))
    assert column_of(travelled, homs) is None
    press(travelled.centre.board.columns.active, Key.Key_Right, Modifier.AltModifier)
    shown(travelled, qtbot, TrueThen(earlier))
