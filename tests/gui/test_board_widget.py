"""The board by keyboard: moving, going about, selecting."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from situation_board.core.actions import cards
from situation_board.core.history import undo
from situation_board.core.questions.cards import card_faces
from situation_board.core.store import Identity, Store
from situation_board.core.vocabulary import Basis, Column
from situation_board.gui.background import Situation
from situation_board.gui.board import BoardWidget, Moved
from situation_board.gui.board.view import ColumnView
from tests.gui.boards import Settle, card_named, column_of, focus, stored, void
from tests.gui.fixtures import press, write

Key, Modifier = Qt.Key, Qt.KeyboardModifier
KEYPAD = Modifier.KeypadModifier
THERE = Identity("Aleppo-1 (cd34)", "AB")


# --- moving by keyboard


def test_ctrl_right_moves_the_card_to_the_column_on_the_right(
    board: BoardWidget, settle: Settle, qtbot: QtBot, situation: Situation
) -> None:
    homs = card_named(board, qtbot, "Homs")
    view = focus(board, homs)
    with qtbot.waitSignal(board.moved, timeout=10_000) as told:
        settle(lambda: press(view, Key.Key_Right, Modifier.ControlModifier))
    moved = told.args[0]
    assert isinstance(moved, Moved)
    assert (moved.cards, moved.names) == ((homs,), ("Homs",))
    assert (moved.from_column, moved.to_column) == (Column.CONTESTED, Column.FALLEN)
    assert column_of(board, homs) is Column.FALLEN
    assert homs in stored(situation, Column.FALLEN)


def test_the_moved_card_keeps_selection_and_focus(board: BoardWidget, settle: Settle, qtbot: QtBot) -> None:
    homs = card_named(board, qtbot, "Homs")
    view = focus(board, homs)
    settle(lambda: press(view, Key.Key_Right, Modifier.ControlModifier))
    assert board.selected() == [homs]
    assert board.views[Column.FALLEN].hasFocus()
    assert board.views[Column.FALLEN].current() == homs


def test_right_to_left_the_column_that_is_seen_on_the_right_comes_before(
    board: BoardWidget, settle: Settle, qtbot: QtBot
) -> None:
    board.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    homs = card_named(board, qtbot, "Homs")
    view = focus(board, homs)
    settle(lambda: press(view, Key.Key_Right, Modifier.ControlModifier))
    assert column_of(board, homs) is Column.ADVANCING


def test_a_move_does_not_raise_the_basis(
    board: BoardWidget, settle: Settle, qtbot: QtBot, situation: Situation
) -> None:
    homs = card_named(board, qtbot, "Homs")
    view = focus(board, homs)
    settle(lambda: press(view, Key.Key_Right, Modifier.ControlModifier))
    with Store.open(situation.path) as other, other.reading() as reading:
        (face,) = card_faces(reading, [homs])
    assert face.basis is Basis.CLAIMED
    assert not face.has_source


def test_ctrl_down_holds_a_card_and_ctrl_up_brings_it_back_where_it_was(
    board: BoardWidget, settle: Settle, qtbot: QtBot
) -> None:
    homs = card_named(board, qtbot, "Homs")
    board.strip.expand(True)
    view = focus(board, homs)
    settle(lambda: press(view, Key.Key_Down, Modifier.ControlModifier))
    assert column_of(board, homs) is Column.HELD
    assert board.views[Column.HELD].hasFocus()
    settle(lambda: press(board.views[Column.HELD], Key.Key_Up, Modifier.ControlModifier))
    assert column_of(board, homs) is Column.CONTESTED


def test_held_cards_from_several_columns_go_back_as_one_action(
    board: BoardWidget, settle: Settle, qtbot: QtBot, situation: Situation
) -> None:
    homs, damascus = card_named(board, qtbot, "Homs"), card_named(board, qtbot, "Damascus")
    board.strip.expand(True)
    settle(lambda: board.mover.move([homs, damascus], Column.HELD))
    board.select([homs, damascus])
    settle(board.bring_back)
    assert (column_of(board, homs), column_of(board, damascus)) == (Column.CONTESTED, Column.ADVANCING)
    settle(lambda: situation.do(undo))
    assert column_of(board, homs) is column_of(board, damascus) is Column.HELD


def test_a_card_sent_to_the_closed_strip_leaves_the_focus_on_its_neighbour(
    board: BoardWidget, settle: Settle, qtbot: QtBot
) -> None:
    view = board.views[Column.FALLEN]
    first, second = view.cards.ids[:2]
    focus(board, first)
    settle(lambda: press(view, Key.Key_Down, Modifier.ControlModifier))
    assert column_of(board, first) is Column.HELD
    assert board.selected() == [second] and view.current() == second


def test_alt_arrows_put_cards_in_order(board: BoardWidget, settle: Settle, qtbot: QtBot, situation: Situation) -> None:
    view = board.views[Column.FALLEN]
    first, second, third = view.cards.ids[:3]
    focus(board, first)
    settle(lambda: press(view, Key.Key_Down, Modifier.AltModifier))
    assert list(view.cards.ids[:3]) == [second, first, third] == stored(situation, Column.FALLEN)[:3]
    settle(lambda: press(view, Key.Key_Up, Modifier.AltModifier))
    assert list(view.cards.ids[:3]) == [first, second, third]


def test_several_selected_cards_move_together_and_are_undone_as_one(
    board: BoardWidget, settle: Settle, qtbot: QtBot, situation: Situation
) -> None:
    view = board.views[Column.FALLEN]
    before = {column: list(model.ids) for column, model in board.models.items()}
    focus(board, view.cards.ids[0])
    press(view, Key.Key_A, Modifier.ControlModifier)
    assert board.selected() == before[Column.FALLEN]
    settle(lambda: press(view, Key.Key_Left, Modifier.ControlModifier))
    assert board.models[Column.FALLEN].ids == []
    assert list(board.models[Column.CONTESTED].ids) == before[Column.FALLEN] + before[Column.CONTESTED]
    settle(lambda: situation.do(undo))
    assert {column: list(model.ids) for column, model in board.models.items()} == before


# --- going about by keyboard


def test_arrows_go_from_column_to_column(board: BoardWidget, qtbot: QtBot) -> None:
    view = focus(board, card_named(board, qtbot, "Damascus"))
    press(view, Key.Key_Right)
    contested = board.views[Column.CONTESTED]
    assert contested.hasFocus() and board.selected() == [contested.cards.ids[0]]
    press(contested, Key.Key_Right, KEYPAD)
    assert board.views[Column.FALLEN].hasFocus()
    press(board.views[Column.FALLEN], Key.Key_Right)
    assert board.views[Column.FALLEN].hasFocus()
    press(board.views[Column.FALLEN], Key.Key_Left)
    assert contested.hasFocus()


def test_home_and_end_go_to_the_first_and_last_card(board: BoardWidget, qtbot: QtBot) -> None:
    view = board.views[Column.FALLEN]
    focus(board, view.cards.ids[1])
    press(view, Key.Key_End)
    assert view.current() == view.cards.ids[-1]
    press(view, Key.Key_Home)
    assert view.current() == view.cards.ids[0]


@pytest.mark.parametrize("typed", ["sw", "As-Suw", "السو"])
def test_typing_finds_a_place_in_any_spelling(board: BoardWidget, qtbot: QtBot, typed: str) -> None:
    sweida = card_named(board, qtbot, "Sweida")
    view = focus(board, card_named(board, qtbot, "Damascus"))
    write_letters(view, typed)
    qtbot.waitUntil(lambda: board.selected() == [sweida], timeout=10_000)


def write_letters(view: ColumnView, text: str) -> None:
    """keyClicks knows no Arabic keyboard."""
    for letter in text:
        view.keyboardSearch(letter)


def test_typing_a_number_finds_its_card(board: BoardWidget, qtbot: QtBot) -> None:
    moadamiya = card_named(board, qtbot, "Moadamiya")
    model = board.models[Column.FALLEN]
    face = model.known_face(moadamiya)
    assert face is not None
    write(focus(board, card_named(board, qtbot, "Damascus")), face.number)
    qtbot.waitUntil(lambda: board.selected() == [moadamiya], timeout=10_000)


def test_enter_opens_the_card(board: BoardWidget, qtbot: QtBot) -> None:
    homs = card_named(board, qtbot, "Homs")
    view = focus(board, homs)
    with qtbot.waitSignal(board.opened, check_params_cb=lambda card: card == homs):
        press(view, Key.Key_Return)


def test_delete_asks_for_a_reason_and_strikes(
    board: BoardWidget, settle: Settle, qtbot: QtBot, situation: Situation
) -> None:
    homs = card_named(board, qtbot, "Homs")
    view = focus(board, homs)
    press(view, Key.Key_Delete)
    assert board.question.isVisible() and column_of(board, homs) is Column.CONTESTED
    write(board.question.answer, "entered twice")
    settle(lambda: press(board.question.answer, Key.Key_Return))
    assert column_of(board, homs) is None
    with Store.open(situation.path) as other, other.reading() as reading:
        assert reading.value("SELECT voided_why FROM card WHERE id = ?", homs) == "entered twice"


def test_escape_leaves_the_card_where_it_was(board: BoardWidget, qtbot: QtBot, situation: Situation) -> None:
    homs = card_named(board, qtbot, "Homs")
    view = focus(board, homs)
    press(view, Key.Key_Delete)
    press(board.question.answer, Key.Key_Escape)
    assert not board.question.isVisible() and view.hasFocus()
    assert homs in stored(situation, Column.CONTESTED)


def test_verifying_needs_to_say_with_whom(board: BoardWidget, settle: Settle, qtbot: QtBot) -> None:
    homs = card_named(board, qtbot, "Homs")
    view = focus(board, homs)
    press(view, Key.Key_V, Modifier.ControlModifier | Modifier.ShiftModifier)
    press(board.question.answer, Key.Key_Return)
    assert board.question.isVisible()
    write(board.question.answer, "field office")
    settle(lambda: press(board.question.answer, Key.Key_Return))

    def is_verified() -> bool:
        face = board.models[Column.CONTESTED].known_face(homs)
        return face is not None and face.verified_at is not None

    qtbot.waitUntil(is_verified, timeout=10_000)


def test_retaken_is_one_gesture(board: BoardWidget, settle: Settle, qtbot: QtBot) -> None:
    daraa = card_named(board, qtbot, "Daraa")
    view = focus(board, daraa)
    before = board.models[Column.FALLEN].known_face(daraa)
    assert before is not None
    settle(lambda: press(view, Key.Key_R, Modifier.ControlModifier | Modifier.ShiftModifier))

    def has_changed_hands() -> bool:
        after = board.models[Column.FALLEN].known_face(daraa)
        return after is not None and (after.actors, after.from_actors) == (before.from_actors, before.actors)

    qtbot.waitUntil(has_changed_hands, timeout=10_000)


def test_copied_text_says_how_it_may_be_handled(board: BoardWidget, qtbot: QtBot) -> None:
    view = focus(board, card_named(board, qtbot, "Homs"))
    QGuiApplication.clipboard().clear()
    press(view, Key.Key_C, Modifier.ControlModifier)
    qtbot.waitUntil(lambda: "Homs" in QGuiApplication.clipboard().text(), timeout=10_000)
    head, line = QGuiApplication.clipboard().text().splitlines()
    assert head.startswith("TLP:AMBER · Syria, December 2024 · ")
    assert line.startswith("Homs, city")


def test_every_command_has_words_an_icon_and_a_tip(board: BoardWidget) -> None:
    for action in board.actions():
        assert action.text() and action.toolTip() and not action.icon().isNull(), action.objectName()
    keys = [key.toString() for action in board.actions() for key in action.shortcuts()]
    assert len(keys) == len(set(keys))


def test_what_needs_a_card_cannot_be_done_without(board: BoardWidget, qtbot: QtBot) -> None:
    board.select([])
    assert not board.commands.actions["strike"].isEnabled()
    board.select([card_named(board, qtbot, "Homs")])
    assert board.commands.actions["strike"].isEnabled()
    board.select(list(board.models[Column.FALLEN].ids))
    assert board.commands.actions["strike"].isEnabled()
    assert not board.commands.actions["swap_parties"].isEnabled()


# --- selection


def test_selection_may_span_columns_and_is_told_once(board: BoardWidget, qtbot: QtBot) -> None:
    told: list[list[str]] = []
    board.selection_changed.connect(told.append)
    homs, damascus = card_named(board, qtbot, "Homs"), card_named(board, qtbot, "Damascus")
    board.select([homs, damascus])
    assert board.selected() == [damascus, homs]
    assert told == [[damascus, homs]]


def test_a_plain_arrow_begins_anew_in_one_column(board: BoardWidget, qtbot: QtBot) -> None:
    board.select([card_named(board, qtbot, "Homs"), card_named(board, qtbot, "Damascus")])
    view = board.views[Column.FALLEN]
    view.setFocus()
    press(view, Key.Key_Down)
    assert len(board.selected()) == 1


def test_selection_and_scroll_survive_news_of_another_program(
    board: BoardWidget, settle: Settle, qtbot: QtBot, situation: Situation
) -> None:
    board.resize(900, 330)
    view = board.views[Column.FALLEN]
    last = view.cards.ids[-1]
    focus(board, last)
    top = view.cards.card(view.rowAt(0))
    assert view.verticalScrollBar().value() > 0
    with Store.open(situation.path, identity=THERE) as other:
        settle(lambda: void(other.do(cards.move_cards, [card_named(board, qtbot, "Homs")], Column.FALLEN)))
    assert len(view.cards.ids) == 5
    assert view.cards.card(view.rowAt(0)) == top
    assert board.selected() == [last] and view.current() == last
