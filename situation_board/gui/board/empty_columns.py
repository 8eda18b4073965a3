"""What belongs into a column, said where it is empty."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from situation_board.core.vocabulary import Column
from situation_board.gui.board.drop_line import EmptyWords

translate = QCoreApplication.translate


def empty_words(column: Column) -> EmptyWords:
    how = translate("Board", "Drag a card here, or press Ctrl+N.")
    match column:
        case Column.ADVANCING:
            return EmptyWords(translate("Board", "Places that forces are moving on"), how, "advancing")
        case Column.CONTESTED:
            return EmptyWords(
                translate("Board", "Places that are fought over, or whose control is disputed"), how, "contested"
            )
        case Column.FALLEN:
            return EmptyWords(translate("Board", "Places whose control has changed hands"), how, "fallen")
        case _:
            return EmptyWords(
                translate("Board", "Places that are quiet, stabilised, or where a push was halted"),
                translate("Board", "Drag a card here, or press Ctrl+Down."),
            )
