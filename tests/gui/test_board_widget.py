"""The board as a person uses it, by keyboard above all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from situation_board.core.actions import cards
from situation_board.core.history import stack, undo
from situation_board.core.questions.cards import CardFilter, card_faces, card_ids
from situation_board.core.questions.moments import KnownThen
from situation_board.core.store import Identity, Store
from situation_board.core.vocabulary import Basis, Column
from situation_board.gui import look
from situation_board.gui.background import Situation
from situation_board.gui.board import BoardWidget, Density, Moved
from situation_board.gui.board.mime import Cards, to_mime
from situation_board.gui.board.view import ColumnView, Drop
from tests.gui.boards import card_named, column_of, names
from tests.gui.fixtures import delete_later_now, press, write

Key, Modifier = Qt.Key, Qt.KeyboardModifier
KEYPAD = Modifier.KeypadModifier
THERE = Identity("Aleppo-1 (cd34)", "AB")


@pytest.fixture
def board(qapp: QApplication, qtbot: QtBot, situation: Situation) -> Iterator[BoardWidget]:
    """The reference situation on a board that is shown."""
    look.apply_theme(look.Theme.LIGHT)
    board = BoardWidget(situation)
    board.resize(1200, 700)
    with qtbot.waitSignal(board.shown, timeout=10_000):
        board.show()
    board.activateWindow()
    qtbot.waitUntil(board.isActiveWindow, timeout=10_000)  # shortcuts are heard in the active window only
    board.setFocus()
    yield board
    board.close()
    board.deleteLater()
    delete_later_now()


@pytest.fixture
def settle(board: BoardWidget, qtbot: QtBot) -> Callable[[Callable[[], None]], None]:
    """Do something and wait until the board has followed the news."""

    def do_and_wait(deed: Callable[[], None]) -> None:
        with qtbot.waitSignal(board.shown, timeout=10_000):
            deed()

    return do_and_wait


Settle = Callable[[Callable[[], None]], None]


def stored(situation: Situation, column: Column) -> list[str]:
    """What another program reads."""
    with Store.open(situation.path) as other, other.reading() as reading:
        return card_ids(reading, column)


def focus(board: BoardWidget, card: str) -> ColumnView:
    column = column_of(board, card)
    assert column is not None
    board.go_to(column, card)
    return board.views[column]


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


def void(_: object) -> None:
    """For what answers where no answer is wanted."""


# --- dropping (real mice are in the stories)


def drop(view: ColumnView, data: QMimeData, y: int) -> QDropEvent:
    where = (Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, Modifier.NoModifier)
    QApplication.sendEvent(view.viewport(), QDragEnterEvent(QPoint(20, y), *where))
    event = QDropEvent(QPointF(20, y), *where)
    event.ignore()
    QApplication.sendEvent(view.viewport(), event)
    return event


def data_of(board: BoardWidget, *cards: str) -> QMimeData:
    settings = board.models[Column.FALLEN].settings
    assert settings is not None
    return to_mime(Cards(settings.id, cards))


def test_cards_dropped_between_two_come_to_stand_there(
    board: BoardWidget, settle: Settle, qtbot: QtBot, situation: Situation
) -> None:
    homs, damascus = card_named(board, qtbot, "Homs"), card_named(board, qtbot, "Damascus")
    view = board.views[Column.FALLEN]
    ids = list(view.cards.ids)
    settle(lambda: void(drop(view, data_of(board, damascus, homs), 2 * view.row_height - 5)))
    assert list(view.cards.ids) == [*ids[:2], damascus, homs, *ids[2:]] == stored(situation, Column.FALLEN)


def test_a_card_dropped_below_the_last_becomes_the_last(board: BoardWidget, settle: Settle, qtbot: QtBot) -> None:
    homs = card_named(board, qtbot, "Homs")
    view = board.views[Column.FALLEN]
    settle(lambda: void(drop(view, data_of(board, homs), view.viewport().height() - 3)))
    assert view.cards.ids[-1] == homs


def test_a_drop_where_the_card_is_writes_nothing(board: BoardWidget, qtbot: QtBot, situation: Situation) -> None:
    view = board.views[Column.FALLEN]
    first, second = view.cards.ids[:2]
    with qtbot.assertNotEmitted(situation.changed, wait=300):
        drop(view, data_of(board, first), view.row_height - 5)
        drop(view, data_of(board, second), view.row_height + 5)


def test_cards_of_another_situation_and_other_data_are_not_taken(
    board: BoardWidget, qtbot: QtBot, situation: Situation
) -> None:
    view = board.views[Column.FALLEN]
    text = QMimeData()
    text.setText(card_named(board, qtbot, "Homs"))
    foreign = to_mime(Cards("another situation", (card_named(board, qtbot, "Homs"),)))
    with qtbot.assertNotEmitted(situation.changed, wait=300):
        for data in (text, foreign):
            assert not drop(view, data, 10).isAccepted()


def test_a_drop_on_the_closed_strip_holds_the_card(board: BoardWidget, settle: Settle, qtbot: QtBot) -> None:
    homs = card_named(board, qtbot, "Homs")
    data = data_of(board, homs)
    entering = QDragEnterEvent(
        QPoint(20, 10), Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, Modifier.NoModifier
    )
    QApplication.sendEvent(board.strip, entering)
    assert entering.isAccepted()
    event = QDropEvent(QPointF(20, 10), Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, Modifier.NoModifier)
    settle(lambda: void(QApplication.sendEvent(board.strip, event)))
    assert column_of(board, homs) is Column.HELD


def test_the_strip_opens_while_cards_hover_over_it(board: BoardWidget, qtbot: QtBot) -> None:
    data = data_of(board, card_named(board, qtbot, "Homs"))
    entering = QDragEnterEvent(
        QPoint(20, 10), Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, Modifier.NoModifier
    )
    QApplication.sendEvent(board.strip, entering)
    qtbot.waitUntil(lambda: board.strip.is_expanded, timeout=10_000)


def test_a_refused_drop_leaves_everything_and_says_why(board: BoardWidget, qtbot: QtBot, situation: Situation) -> None:
    before = {column: list(model.ids) for column, model in board.models.items()}
    board.mover.drop(Drop(("no such card",)), Column.FALLEN, can_order=True)
    qtbot.waitUntil(board.message.isVisible, timeout=10_000)
    assert "no such card" in board.message.text()
    assert {column: stored(situation, column) for column in Column} == before


def test_in_a_sorted_column_a_drop_within_it_says_why_it_does_nothing(
    board: BoardWidget, settle: Settle, qtbot: QtBot, situation: Situation
) -> None:
    settle(lambda: board.set_sort(Column.FALLEN, "place"))
    view = board.views[Column.FALLEN]
    with qtbot.assertNotEmitted(situation.changed, wait=200):
        drop(view, data_of(board, view.cards.ids[0]), 3 * view.row_height)
    assert board.message.isVisible() and "manual order" in board.message.text()


# --- what is shown


def test_sorting_by_place_sorts_names(board: BoardWidget, settle: Settle, qtbot: QtBot) -> None:
    card_named(board, qtbot, "Sweida")
    settle(lambda: board.set_sort(Column.FALLEN, "place"))
    assert names(board, Column.FALLEN) == ["Daraa", "Moadamiya", "Quneitra", "Sweida"]


def test_a_filter_says_what_it_hides_and_can_be_cleared(board: BoardWidget, settle: Settle, qtbot: QtBot) -> None:
    settle(lambda: write(board.filter_bar.text, "homs"))
    assert [len(model.ids) for model in board.models.values()] == [0, 1, 0, 2], "two notes speak of Homs"
    qtbot.waitUntil(lambda: "of" in board.filter_bar.answer(), timeout=10_000)
    assert board.filter_bar.answer() == "3 of 8 shown"
    settle(board.filter_bar.clear)
    assert sum(len(model.ids) for model in board.models.values()) == 8
    assert board.filter_bar.answer() == ""


def test_the_filter_offers_the_actors_and_areas_of_the_board(board: BoardWidget, settle: Settle, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: len(board.filter_bar.offered_actors()) > 2, timeout=10_000)
    actor = next(id for id, name in board.filter_bar.offered_actors().items() if name == "HTS")
    settle(lambda: board.set_filter(CardFilter(actor=actor)))
    shown = {card for model in board.models.values() for card in model.ids}
    assert {card_named(board, qtbot, "Homs"), card_named(board, qtbot, "Damascus")} == shown
    assert board.filter_bar.filter() == CardFilter(actor=actor)


def test_an_empty_column_says_what_belongs_there(board: BoardWidget, settle: Settle) -> None:
    settle(lambda: board.set_filter(CardFilter(text="nothing is called so")))
    for column, view in board.views.items():
        assert view.cards.ids == []
        assert view.accessibleDescription() or column is Column.HELD
        assert view.empty_words.what and view.empty_words.how
    board.grab()


def test_the_closed_strip_names_its_places(board: BoardWidget, qtbot: QtBot) -> None:
    assert not board.strip.is_expanded
    qtbot.waitUntil(lambda: "Tartus" in board.strip.names(), timeout=10_000)
    assert "Latakia" in board.strip.names()


def test_density_and_strip_and_order_are_remembered(board: BoardWidget, settle: Settle, situation: Situation) -> None:
    roomy = board.views[Column.FALLEN].row_height
    press(
        focus(board, board.views[Column.FALLEN].cards.ids[0]),
        Key.Key_D,
        Modifier.ControlModifier | Modifier.ShiftModifier,
    )
    assert board.density is Density.DENSE and board.views[Column.FALLEN].row_height < roomy
    board.strip.expand(True)
    settle(lambda: board.set_sort(Column.FALLEN, "newest"))
    other = BoardWidget(situation)
    other.restore_layout(board.layout_state())
    assert other.layout_state() == board.layout_state()
    assert other.density is Density.DENSE and other.strip.is_expanded
    other.deleteLater()


def test_the_past_is_shown_and_cannot_be_changed(
    board: BoardWidget, settle: Settle, qtbot: QtBot, situation: Situation
) -> None:
    homs = card_named(board, qtbot, "Homs")
    with Store.open(situation.path) as other, other.reading() as reading:
        before = reading.arrival
    settle(lambda: board.mover.move([homs], Column.FALLEN))
    settle(lambda: board.set_moment(KnownThen(before)))
    assert column_of(board, homs) is Column.CONTESTED
    assert board.past_line.isVisible()
    view = focus(board, homs)
    with qtbot.assertNotEmitted(situation.changed, wait=200):
        press(view, Key.Key_Right, Modifier.ControlModifier)
        assert not drop(board.views[Column.FALLEN], data_of(board, homs), 10).isAccepted()
    settle(board.past_line.left.emit)
    assert column_of(board, homs) is Column.FALLEN and not board.past_line.isVisible()


def test_undo_labels_know_what_was_done(board: BoardWidget, settle: Settle, qtbot: QtBot, situation: Situation) -> None:
    view = board.views[Column.FALLEN]
    focus(board, view.cards.ids[0])
    settle(lambda: press(view, Key.Key_Down, Modifier.AltModifier))
    with Store.open(situation.path, identity=situation.identity) as store, store.reading() as reading:
        found = stack(reading).undo
    assert found is not None and found.label == "order_card"


def test_a_board_on_a_read_only_file_offers_no_change(
    qapp: QApplication, qtbot: QtBot, filled_file: Path, tmp_path: Path
) -> None:
    store = Store.open(filled_file)
    store.read_only = True
    situation = Situation(store)
    board = BoardWidget(situation)
    with qtbot.waitSignal(board.shown, timeout=10_000):
        board.show()
    board.select([card_named(board, qtbot, "Homs")])
    assert not board.commands.actions["move_right"].isEnabled()
    assert board.commands.actions["copy"].isEnabled()
    board.close()
    situation.close()
    board.deleteLater()
    situation.deleteLater()


def test_cards_are_said_to_screen_readers(board: BoardWidget, qtbot: QtBot) -> None:
    homs = card_named(board, qtbot, "Homs")
    view = focus(board, homs)
    said = view.cards.data(view.currentIndex(), Qt.ItemDataRole.AccessibleTextRole)
    assert "Homs, city" in said.replace("\u2068", "").replace("\u2069", "")
    assert view.accessibleName() and board.panels[Column.FALLEN].heading.accessibleName()


def test_a_click_on_the_strip_opens_and_closes_it(board: BoardWidget, qtbot: QtBot) -> None:
    QTest.mouseClick(board.strip.toggle, Qt.MouseButton.LeftButton)
    assert board.strip.is_expanded
    QTest.mouseClick(board.strip.toggle, Qt.MouseButton.LeftButton)
    assert not board.strip.is_expanded


def test_cards_of_several_columns_can_be_selected_at_once(board: BoardWidget, qtbot: QtBot) -> None:
    wanted = [card_named(board, qtbot, name) for name in ("Damascus", "Homs", "Moadamiya")]
    board.select(wanted)
    assert sorted(board.selected()) == sorted(wanted)


def test_the_board_gives_the_keyboard_back_to_the_column_it_was_in(board: BoardWidget, qtbot: QtBot) -> None:
    homs = card_named(board, qtbot, "Homs")
    board.select([homs])
    board.filter_bar.text.setFocus()
    board.setFocus()
    qtbot.waitUntil(board.views[Column.CONTESTED].hasFocus)
    assert board.selected() == [homs]
