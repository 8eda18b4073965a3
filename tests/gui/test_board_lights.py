"""Cards are pointed out on the board without being selected."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from situation_board.core.vocabulary import Column
from situation_board.gui.board import BoardWidget
from situation_board.gui.board.held_strip import LIT
from situation_board.gui.board.painting import CORNER
from tests.gui.boards import Settle, card_named
from tests.gui.fixtures import press

ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole


def test_pointing_cards_out_leaves_the_selection_and_can_be_seen_without_colour(
    board: BoardWidget, qtbot: QtBot
) -> None:
    homs, damascus = card_named(board, qtbot, "Homs"), card_named(board, qtbot, "Damascus")
    board.select([damascus])
    before = corner(board, Column.CONTESTED)
    board.light_up([homs])
    assert board.lit == {homs} and board.selected() == [damascus]
    after = corner(board, Column.CONTESTED)
    assert abs(grey(after) - grey(before)) > 60, "the corner is filled"
    board.light_up([])
    assert corner(board, Column.CONTESTED) == before


def corner(board: BoardWidget, column: Column) -> QImage:
    """The upper corner of the first card of a column, where reading ends."""
    view = board.views[column]
    row = view.visualRect(view.cards.index(0, 0))
    side = round(CORNER / 2) - 1
    area = QRect(row.right() - 3 - side, row.top() + 4, side, side)
    image = QImage(area.size(), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    view.viewport().render(painter, -area.topLeft(), renderFlags=view.RenderFlag.DrawChildren)
    painter.end()
    return image


def grey(image: QImage) -> float:
    shades = [image.pixelColor(x, y).lightness() for x in range(image.width()) for y in range(image.height())]
    return sum(shades) / len(shades)


def test_screen_readers_hear_it(board: BoardWidget, qtbot: QtBot) -> None:
    homs = card_named(board, qtbot, "Homs")
    index = board.models[Column.CONTESTED].index(0, 0)
    words = "has events in the chosen span of time"
    assert words not in str(index.data(ACCESSIBLE))
    board.light_up([homs])
    assert words in str(index.data(ACCESSIBLE))


def test_the_closed_strip_marks_the_name(board: BoardWidget, qtbot: QtBot) -> None:
    tartus = card_named(board, qtbot, "Tartus")
    board.light_up([tartus])
    assert f"{LIT} \u2068Tartus" in board.strip.names() and f"{LIT} \u2068Latakia" not in board.strip.names()


def test_a_card_stays_pointed_out_when_it_moves(board: BoardWidget, qtbot: QtBot, settle: Settle) -> None:
    homs = card_named(board, qtbot, "Homs")
    board.light_up([homs])
    settle(lambda: board.mover.move([homs], Column.FALLEN))
    assert board.models[Column.FALLEN].is_lit(homs)


def test_escape_puts_the_lights_out(board: BoardWidget, qtbot: QtBot) -> None:
    homs = card_named(board, qtbot, "Homs")
    board.select([homs])
    board.light_up([homs])
    with qtbot.waitSignal(board.lights_out, timeout=10_000):
        press(board.views[Column.CONTESTED], Qt.Key.Key_Escape)
    assert board.lit == frozenset() and board.selected() == [homs]
