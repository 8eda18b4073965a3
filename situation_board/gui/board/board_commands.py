"""What can be done on the board, with words, keys and icons."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from situation_board.core.vocabulary import Column
from situation_board.gui.board.commands import Command
from situation_board.gui.board.words import column_words

if TYPE_CHECKING:
    from situation_board.gui.board.board_widget import BoardWidget

translate = QCoreApplication.translate


def board_commands(board: BoardWidget) -> list[Command]:
    return [
        *_moves(board),
        *_deeds(board),
        *_views(board),
    ]


def _moves(board: BoardWidget) -> list[Command]:
    return [
        Command(
            "move_left",
            translate("Board", "Move to the Column on the &Left"),
            translate("Board", "Move the selected cards to the column that is seen on the left"),
            "swap",
            ("Ctrl+Left",),
            lambda: board.move_beside(-1),
        ),
        Command(
            "move_right",
            translate("Board", "Move to the Column on the &Right"),
            translate("Board", "Move the selected cards to the column that is seen on the right"),
            "swap",
            ("Ctrl+Right",),
            lambda: board.move_beside(1),
        ),
        Command(
            "hold",
            translate("Board", "Move to the &Held Strip"),
            translate("Board", "The place is quiet or stabilised: off the board"),
            "held",
            ("Ctrl+Down",),
            board.hold,
        ),
        Command(
            "bring_back",
            translate("Board", "&Back onto the Board"),
            translate("Board", "Move held cards back to the columns they came from"),
            "contested",
            ("Ctrl+Up",),
            board.bring_back,
        ),
        Command(
            "order_up",
            translate("Board", "One Place &Up"),
            translate("Board", "Put the selected cards one place higher in their column"),
            "collapse",
            ("Alt+Up",),
            lambda: board.order_by(-1),
        ),
        Command(
            "order_down",
            translate("Board", "One Place &Down"),
            translate("Board", "Put the selected cards one place lower in their column"),
            "expand",
            ("Alt+Down",),
            lambda: board.order_by(1),
        ),
        *[_move_to(board, column) for column in Column],
    ]


def _move_to(board: BoardWidget, column: Column) -> Command:
    words = column_words(column, None)
    tip = translate("Board", "Move the selected cards to %1").replace("%1", words)
    return Command(f"move_to_{column.value}", words, tip, column.value, (), _moving(board, column))


def _moving(board: BoardWidget, column: Column) -> Callable[[], None]:
    return lambda: board.mover.move(board.selected(), column)


def _deeds(board: BoardWidget) -> list[Command]:
    return [
        Command(
            "controller_changed",
            translate("Board", "&Controller Changed (Retaken)"),
            translate("Board", "The place changed hands again: who lost it holds it now"),
            "retaken",
            ("Ctrl+Shift+R",),
            lambda: board.mover.controller_changed(board.selected()[0]),
            needs="one",
        ),
        Command(
            "swap_parties",
            translate("Board", "S&wap Parties"),
            translate("Board", "Correct a card whose parties are the wrong way round"),
            "swap",
            ("Ctrl+Shift+X",),
            lambda: board.mover.swap_parties(board.selected()[0]),
            needs="one",
        ),
        Command(
            "verify",
            translate("Board", "&Verify…"),
            translate("Board", "Looked at again and unchanged: say with whom or how it was checked"),
            "verify",
            ("Ctrl+Shift+V",),
            board.ask_verify,
        ),
        Command(
            "ask_to_look",
            translate("Board", "&Ask Somebody to Look…"),
            translate("Board", "Ask a role to look at the selected cards again: a task each"),
            "task",
            ("Ctrl+Shift+A",),
            board.ask_to_look,
        ),
        Command(
            "strike",
            translate("Board", "&Strike…"),
            translate("Board", "Take the selected cards off the board for good, with a reason; the history keeps them"),
            "strike",
            ("Del",),
            board.ask_strike,
        ),
    ]


def _views(board: BoardWidget) -> list[Command]:
    return [
        Command(
            "open",
            translate("Board", "&Open"),
            translate("Board", "Show all that hangs on the card"),
            "card",
            ("Return", "Enter"),
            board.open_current,
            writes=False,
        ),
        Command(
            "edit",
            translate("Board", "&Edit"),
            translate("Board", "Edit the card"),
            "edit",
            ("F2",),
            lambda: board.edit_wanted.emit(board.selected()[0]),
            needs="one",
        ),
        Command(
            "copy",
            translate("Board", "&Copy as Text"),
            translate("Board", "Copy what the selected cards say, with the handling label"),
            "copy",
            ("Ctrl+C",),
            board.copy_text,
            writes=False,
        ),
        Command(
            "history",
            translate("Board", "Show in &History"),
            translate("Board", "Show every change of the card"),
            "history",
            ("Ctrl+Shift+H",),
            lambda: board.history_wanted.emit(board.selected()[0]),
            needs="one",
            writes=False,
        ),
        Command(
            "filter",
            translate("Board", "&Filter"),
            translate("Board", "Show only cards that match"),
            "filter",
            ("Ctrl+Shift+F",),
            lambda: board.filter_bar.text.setFocus(),
            needs="none",
            writes=False,
        ),
        Command(
            "density",
            translate("Board", "&Denser or Looser Cards"),
            translate("Board", "Switch between roomy and dense cards"),
            "density",
            ("Ctrl+Shift+D",),
            board.toggle_density,
            needs="none",
            writes=False,
        ),
    ]
