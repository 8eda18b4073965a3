"""The columns together: what is selected in them, which has the focus, and how both follow cards that move."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from situation_board.core.vocabulary import Column
from situation_board.gui.board.column_panel import ColumnPanel
from situation_board.gui.board.held_strip import HeldStrip
from situation_board.gui.board.questions import BoardIds
from situation_board.gui.board.view import ColumnView

ON_BOARD = (Column.ADVANCING, Column.CONTESTED, Column.FALLEN)


class Columns(QObject):
    """A plain click or arrow selects in one column only; with Ctrl the selection may span several."""

    selection_changed = Signal(list)

    def __init__(self, parts: Mapping[Column, ColumnPanel | HeldStrip], parent: QWidget) -> None:
        super().__init__(parent)
        self._parts = parts
        self._board = parent
        self.views: dict[Column, ColumnView] = {column: part.view for column, part in parts.items()}
        self._activate(self.views[Column.ADVANCING])
        self._is_following = False
        self._said: list[str] = []
        for column, view in self.views.items():
            view.left_for.connect(with_column(self._go_beside, column))
            view.began_anew.connect(with_column(self._begin_anew, column))
            view.selectionModel().selectionChanged.connect(self._tell)
            view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, ColumnView):
            self._activate(watched)
        return super().eventFilter(watched, event)

    def _activate(self, view: ColumnView) -> None:
        """The column that the keyboard is in, and to which it comes back when the board is given the focus."""
        self.active = view
        self._board.setFocusProxy(view)

    # --- selection

    def selected(self) -> list[str]:
        """The selected cards, in the order of the board."""
        return [card for view in self.views.values() for card in view.chosen()]

    def select(self, ids: list[str]) -> None:
        """Select those cards, wherever they stand, and show the first."""
        self._is_following = True
        for view in self.views.values():
            view.choose(ids)
        if self.views[Column.HELD].chosen():
            self._open_strip()
        for view in self.views.values():
            if found := view.chosen():
                view.make_current(found[0])
                self._activate(view)
                break
        self._is_following = False
        self._tell()

    def go_to(self, column: Column, card: str) -> None:
        """Give one card focus and selection."""
        view = self.views[column]
        if column is Column.HELD:
            self._open_strip()
        self._clear_others(column)
        view.make_current(card)
        view.choose([card])
        view.setFocus()

    def _open_strip(self) -> None:
        strip = self._parts[Column.HELD]
        if isinstance(strip, HeldStrip):
            strip.expand(True)

    def _begin_anew(self, column: Column) -> None:
        """Qt asks what a click would select also when the focus is only put somewhere: then nothing is cleared."""
        if not self._is_following:
            self._clear_others(column)

    def _clear_others(self, column: Column) -> None:
        for other, view in self.views.items():
            if other is not column:
                view.clearSelection()

    def _tell(self) -> None:
        if self._is_following:
            return
        said = self.selected()
        if said != self._said:
            self._said = said
            self.selection_changed.emit(said)

    # --- going about

    def beside(self, column: Column, step: int) -> Column | None:
        """The column that is *seen* one to the left (-1) or right (1), whichever way reading runs."""
        if column not in ON_BOARD:
            return None
        at = ON_BOARD.index(column) + (-step if self._board.isRightToLeft() else step)
        return ON_BOARD[at] if 0 <= at < len(ON_BOARD) else None

    def _go_beside(self, column: Column, step: int) -> None:
        beside = self.beside(column, step)
        if beside is None:
            return
        view, other = self.views[column], self.views[beside]
        y = view.visualRect(view.currentIndex()).center().y() if view.currentIndex().isValid() else 1
        if other.cards.ids:
            self.go_to(beside, other.cards.card(other.nearest_row(y)))
        else:
            other.setFocus()

    # --- following the store

    def follow(self, answer: BoardIds) -> None:
        """Show the answer. What is selected and has the focus stays so, also when it went to another column."""
        chosen = self.selected()
        active, card, row = self.active, self.active.current(), self.active.currentIndex().row()
        self._is_following = True
        with ExitStack() as places:
            for column, view in self.views.items():
                view.cards.set_situation(answer.situation, answer.zone)
                view.cards.give_faces(answer.faces[column])
                ids = list(answer.columns[column])
                if ids != list(view.cards.ids):
                    places.enter_context(view.keeping_place())
                    view.cards.show_ids(ids)
        self._follow_chosen(chosen)
        self._follow_focus(active, card, row)
        self._is_following = False
        self._tell()

    def _follow_chosen(self, chosen: list[str]) -> None:
        gone = set(chosen) - set(self.selected())
        for view in self.views.values():
            if gone and not view.isHidden():
                view.choose(gone, add=True)

    def _follow_focus(self, view: ColumnView, card: str | None, row: int) -> None:
        """To where the card went; where it is not seen any more, to the one that took its place."""
        if card is None or view.cards.rows_of([card]):
            return
        for other in self.views.values():
            if not other.isHidden() and other.cards.rows_of([card]):
                other.make_current(card)
                self._hand_focus(view, other)
                return
        if view.cards.ids:
            neighbour = view.cards.card(min(row, len(view.cards.ids) - 1))
            view.make_current(neighbour)
            if not self.selected():
                view.choose([neighbour])

    def _hand_focus(self, view: ColumnView, other: ColumnView) -> None:
        self._activate(other)
        if view.hasFocus():
            other.setFocus()


def with_column(method: Callable[..., None], column: Column) -> Callable[..., None]:
    """A slot that knows its column, which comes before what the signal says."""
    return lambda *said: method(column, *said)
