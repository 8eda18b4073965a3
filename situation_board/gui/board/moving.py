"""What a person does with cards on the board: each is one action of the store, and the board follows the news."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from situation_board.core.actions import cards as card_actions
from situation_board.core.actions.handing import ask_to_check
from situation_board.core.actions.messages import resting_on
from situation_board.core.problems import Problem
from situation_board.core.store import Saved
from situation_board.core.vocabulary import Column
from situation_board.gui.background import Situation
from situation_board.gui.board import deeds
from situation_board.gui.board.model import ColumnModel
from situation_board.gui.board.questions import last_columns_on_board
from situation_board.gui.board.view import Drop
from situation_board.gui.board.words import column_words

if TYPE_CHECKING:
    from situation_board.gui.current_report import CurrentReport


@dataclass(frozen=True)
class Moved:
    """Cards went to another column; from or to several at once is None."""

    cards: tuple[str, ...]
    names: tuple[str, ...]
    from_column: Column | None
    to_column: Column | None
    saved: Saved


class Mover(QObject):
    """Turns drops and keys into actions. Tells what `moved`, what was `done` in words, and what was `refused`."""

    moved = Signal(object)
    done = Signal(str)
    refused = Signal(str)

    def __init__(self, situation: Situation, models: dict[Column, ColumnModel], parent: QObject) -> None:
        super().__init__(parent)
        self._situation = situation
        self._models = models
        self.current: CurrentReport | None = None

    # --- moving

    def drop(self, drop: Drop, column: Column, *, can_order: bool) -> None:
        """Cards were dropped on a column: they move there, or are put in order if they all stand there."""
        if self._column_of(drop.cards) is not column:
            self.move(drop.cards, column, before=drop.before, after=drop.after)
        elif can_order:
            self.order(drop.cards, column, before=drop.before, after=drop.after)
        else:
            self.refused.emit(
                self.tr("This column sorts itself. Choose its manual order to put cards in order by hand.")
            )

    def move(
        self, cards: Sequence[str], column: Column, *, before: str | None = None, after: str | None = None
    ) -> None:
        """Move those cards that are not in the column yet, and put them all in order there."""
        if not cards or (self._column_of(cards) is column and before is None and after is None):
            return
        left = self._column_of(cards)
        names = self.names(cards)
        self._rest(
            card_actions.move_cards,
            list(cards),
            column,
            before=before,
            after=after,
            done=lambda saved: self._tell_moved(Moved(tuple(cards), names, left, column, saved)),
        )

    def order(self, cards: Sequence[str], column: Column, *, before: str | None, after: str | None) -> None:
        """Put cards in order within their column; where that changes nothing, nothing is written."""
        if self._stays_in_order(cards, column, before, after):
            return
        self._do(card_actions.order_cards, list(cards), before=before, after=after)

    def order_by(self, cards: Sequence[str], column: Column, step: int) -> None:
        """Put cards one place up (-1) or down (1), together."""
        model = self._models[column]
        rows = model.rows_of(cards)
        if not rows:
            return
        if step < 0 and rows[0] > 0:
            self.order(cards, column, before=model.card(rows[0] - 1), after=None)
        elif step > 0 and rows[-1] < len(model.ids) - 1:
            self.order(cards, column, before=None, after=model.card(rows[-1] + 1))

    def bring_back(self, cards: Sequence[str]) -> None:
        """Held cards go back to where they stood before."""
        self._situation.ask(
            last_columns_on_board,
            list(cards),
            done=lambda columns: self._bring_back_to(cards, columns),
            failed=self._refuse,
            receiver=self,
        )

    def _bring_back_to(self, cards: Sequence[str], columns: dict[str, Column]) -> None:
        if len(set(columns.values())) == 1:
            self.move(cards, next(iter(columns.values())))
            return
        names = self.names(cards)
        self._rest(
            deeds.bring_back,
            list(cards),
            done=lambda saved: self._tell_moved(Moved(tuple(cards), names, Column.HELD, None, saved)),
        )

    # --- what else is done with cards

    def controller_changed(self, card: str) -> None:
        """Retaken: who lost it holds it again."""
        left, names = self._column_of([card]), self.names([card])
        self._rest(
            card_actions.change_controller,
            card,
            done=lambda saved: self._tell_moved(Moved((card,), names, left, Column.FALLEN, saved)),
        )

    def swap_parties(self, card: str) -> None:
        said = self.tr("%1: parties swapped").replace("%1", self._joined([card]))
        self._do(card_actions.swap_parties, card, done=lambda _: self.done.emit(said))

    def verify(self, cards: Sequence[str], checked_with: str) -> None:
        said = self.tr("%1: verified").replace("%1", self._joined(cards))
        self._rest(card_actions.verify, list(cards), checked_with=checked_with, done=lambda _: self.done.emit(said))

    def ask_to_look(self, cards: Sequence[str], role: str) -> None:
        """Ask a role to look at cards again: a task each."""
        said = self.tr("%1: %2 is asked to look again").replace("%1", self._joined(cards)).replace("%2", role)
        self._do(ask_to_check, list(cards), role=role, done=lambda _: self.done.emit(said))

    def strike(self, cards: Sequence[str], why: str) -> None:
        said = self.tr("%1: struck").replace("%1", self._joined(cards))
        self._do(deeds.strike_cards, list(cards), why=why or None, done=lambda _: self.done.emit(said))

    # --- doing and telling

    def _do(
        self, action: Callable[..., Any], *args: Any, done: Callable[[Saved], None] | None = None, **kwargs: Any
    ) -> None:
        self._situation.do(action, *args, done=done, failed=self._refuse, receiver=self, **kwargs)

    def _rest(self, action: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
        """Do something that rests on the current report, where there is one, and is as of its information time."""
        held = self.current.in_hand if self.current is not None else None
        if held is None:
            self._do(action, *args, **kwargs)
        else:
            self._do(resting_on, held.footing.thing, action, *args, **kwargs)

    def _refuse(self, problem: Problem) -> None:
        self.refused.emit(str(problem))

    def _tell_moved(self, moved: Moved) -> None:
        self.moved.emit(moved)
        if moved.to_column is not None:
            column = column_words(moved.to_column, self._models[moved.to_column].settings)
            self.done.emit(self._sentence(self.tr("%1: moved to %2"), ", ".join(moved.names), column))
        else:
            self.done.emit(self._sentence(self.tr("%1: back on the board"), ", ".join(moved.names)))

    def _sentence(self, words: str, *parts: str) -> str:
        for number, part in enumerate(parts, start=1):
            words = words.replace(f"%{number}", part)
        return words

    # --- what stands where

    def _column_of(self, cards: Iterable[str]) -> Column | None:
        """The one column that all of them stand in."""
        wanted = list(cards)
        for column, model in self._models.items():
            if found := model.rows_of(wanted):
                return column if len(found) == len(wanted) else None
        return None

    def _stays_in_order(self, cards: Sequence[str], column: Column, before: str | None, after: str | None) -> bool:
        model = self._models[column]
        rows = model.rows_of(cards)
        if rows != list(range(rows[0], rows[0] + len(rows))) or list(model.ids[rows[0] : rows[-1] + 1]) != list(cards):
            return False
        below = model.card(rows[-1] + 1) if rows[-1] + 1 < len(model.ids) else None
        above = model.card(rows[0] - 1) if rows[0] > 0 else None
        return before == below if before is not None else after == above and after is not None

    def names(self, cards: Iterable[str]) -> tuple[str, ...]:
        """The places of those cards, as far as they were looked at."""
        faces = [self._known_face(card) for card in cards]
        return tuple(face.place for face in faces if face is not None)

    def _joined(self, cards: Iterable[str]) -> str:
        return ", ".join(self.names(cards))

    def _known_face(self, card: str) -> Any:
        found = (model.known_face(card) for model in self._models.values())
        return next((face for face in found if face is not None), None)
