"""Cards are dropped on the board. Real mice are in the stories."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from situation_board.core.vocabulary import Column
from situation_board.gui.background import Situation
from situation_board.gui.board import BoardWidget
from situation_board.gui.board.mime import Cards, to_mime
from situation_board.gui.board.view import Drop
from tests.gui.boards import Settle, card_named, column_of, data_of, drop, stored, void


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
        QPoint(20, 10), Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(board.strip, entering)
    assert entering.isAccepted()
    event = QDropEvent(
        QPointF(20, 10), Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    settle(lambda: void(QApplication.sendEvent(board.strip, event)))
    assert column_of(board, homs) is Column.HELD


def test_the_strip_opens_while_cards_hover_over_it(board: BoardWidget, qtbot: QtBot) -> None:
    data = data_of(board, card_named(board, qtbot, "Homs"))
    entering = QDragEnterEvent(
        QPoint(20, 10), Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
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
