"""Typing on the board finds a place by the beginning of its name, in any spelling and script, or by its number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from situation_board.core.vocabulary import Column
from situation_board.gui.background import Situation
from situation_board.gui.board.questions import cards_beginning

if TYPE_CHECKING:
    from situation_board.gui.board.board_widget import BoardWidget

PAUSE_MILLISECONDS = 1200
"""After such a pause a letter begins another name."""


class TypeAhead(QObject):
    """Looks in the column that has the focus first, from the current card on, then in the others."""

    def __init__(self, situation: Situation, board: BoardWidget) -> None:
        super().__init__(board)
        self._situation = situation
        self._board = board
        self._text = ""
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self._forget)

    def typed(self, column: Column, letters: str) -> None:
        self._text = (self._text + letters).lstrip()
        self._pause.start()
        if self._text:
            self._situation.ask(
                cards_beginning,
                self._text,
                done=lambda found: self._go(column, found),
                key=(id(self), "type-ahead"),
                receiver=self,
            )

    def _forget(self) -> None:
        self._text = ""

    def _go(self, column: Column, found: set[str]) -> None:
        others = [other for other in self._board.models if other is not column]
        for each in (column, *others):
            if (card := self._first(each, found, is_own=each is column)) is not None:
                self._board.go_to(each, card)
                return

    def _first(self, column: Column, found: set[str], *, is_own: bool) -> str | None:
        """The same card may stay while more of its name is typed; one letter alone goes on to the next."""
        ids = self._board.models[column].ids
        row = self._board.views[column].currentIndex().row() if is_own else 0
        start = max(0, row + (1 if is_own and len(self._text) == 1 and row >= 0 else 0))
        return next((card for card in (*ids[start:], *ids[:start]) if card in found), None)
