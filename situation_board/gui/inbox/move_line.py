"""A card is moved from a message, in one line: which, and to which column."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from situation_board.core.actions.cards import move_cards
from situation_board.core.actions.messages import resting_on
from situation_board.core.problems import Mistake, Problem
from situation_board.core.questions.naming import find_one
from situation_board.core.store import Changes, Reading, Saved
from situation_board.core.vocabulary import Column
from situation_board.gui.background import Situation
from situation_board.gui.entry.entry_bar import EntryBar
from situation_board.gui.entry.error_line import ErrorLine
from situation_board.gui.entry.suggesting_edit import SuggestingEdit
from situation_board.gui.entry.understanding import Typed
from situation_board.gui.entry.wording import words_of
from situation_board.gui.look import HALF, SPACE, icon


def move_by_report(reading: Reading, typed: Typed, column: Column, report: str) -> Changes:
    """Move the card that was named. It rests on a report or message, and is as of its information time."""
    if not typed.text:
        raise Mistake("Which card is it?", field="card", do="Type the name of its place.")
    card = typed.pick_of(typed.text) or find_one(reading, typed.text, ["card"], field="card").id
    return resting_on(reading, report, move_cards, [card], column)


class MoveLine(EntryBar):
    """Enter moves and closes, Escape closes. `moved` brings what was saved."""

    moved = Signal(object)

    def __init__(self, situation: Situation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._situation = situation
        self._report = ""
        self._is_waiting = False
        self.card = SuggestingEdit(situation, ["card"], self, can_add=False)
        self.card.setPlaceholderText(self.tr("place of the card"))
        self.card.setAccessibleName(self.tr("Card to move"))
        self.card.finished.connect(self.save)
        self.card.given_up.connect(self.close_bar)
        self.column = QComboBox(self)
        self.column.setAccessibleName(self.tr("To which column"))
        for column in Column:
            self.column.addItem(icon(column.value), words_of(column), column)
        self.column.installEventFilter(self)
        self.save_button = QPushButton(icon("check"), self.tr("Move"), self)
        self.save_button.clicked.connect(self.save)
        self.error = ErrorLine(self)
        self._lay_out()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(QLabel(self.tr("Move"), self))
        row.addWidget(self.card, 2)
        row.addWidget(QLabel(self.tr("to"), self))
        row.addWidget(self.column, 1)
        row.addWidget(self.save_button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(SPACE, HALF, SPACE, HALF)
        rows.setSpacing(2)
        rows.addWidget(self.error)
        rows.addLayout(row)

    def start(self, report: str) -> None:
        """Begin with the card; the move will rest on that report or message."""
        self._report = report
        self.open_bar(self.card)

    def forget(self) -> None:
        self.card.set_typed(Typed(""))
        self.error.clear()

    def send(self, *, stays: bool) -> None:
        if self._is_waiting:
            return
        self._is_waiting = True
        self.error.clear()
        self._situation.do(
            move_by_report,
            self.card.typed(),
            Column(self.column.currentData()),
            self._report,
            done=self._saved,
            failed=self._failed,
            receiver=self,
        )

    def _saved(self, saved: Saved) -> None:
        self._is_waiting = False
        self.close_bar()
        self.moved.emit(saved)

    def _failed(self, problem: Problem) -> None:
        self._is_waiting = False
        self.error.show_problem(problem)
        self.card.setFocus()
