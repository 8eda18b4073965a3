"""The board: three columns side by side, the held strip below, and everything that is done with cards there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAction, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from situation_board.core.questions.cards import CardFilter
from situation_board.core.questions.moments import Moment
from situation_board.core.vocabulary import Column
from situation_board.gui.background import Situation
from situation_board.gui.board.board_commands import board_commands
from situation_board.gui.board.clipboard import cards_as_text
from situation_board.gui.board.column_panel import ColumnPanel
from situation_board.gui.board.columns import ON_BOARD, Columns, with_column
from situation_board.gui.board.commands import Commands
from situation_board.gui.board.empty_columns import empty_words
from situation_board.gui.board.filter_bar import FilterBar
from situation_board.gui.board.held_strip import HeldStrip
from situation_board.gui.board.layout import Density
from situation_board.gui.board.lines import MessageLine, QuestionLine
from situation_board.gui.board.model import ColumnModel
from situation_board.gui.board.moment_steps import Asked, MomentSteps
from situation_board.gui.board.moving import Mover
from situation_board.gui.board.questions import BoardIds, Counts, Part, board_counts, board_ids, filter_choices
from situation_board.gui.board.remembered import remembered_density, remembered_sorts
from situation_board.gui.board.type_ahead import TypeAhead
from situation_board.gui.board.view import ColumnView, Drop
from situation_board.gui.board.words import column_words, isolated
from situation_board.gui.look import HALF, SPACE
from situation_board.gui.safekeeping.taking_out import offer_to_take_out

SHOWN_TABLES = frozenset(
    {"situation", "actor", "location", "card", "status", "verification", "claim", "report", "same_as"}
)
FIGURE_TABLES = frozenset({"event", "source"})
"""What only the latest figures of cards come from: where cards stand does not depend on it."""
CHOICE_TABLES = frozenset({"actor", "location", "status", "same_as"})
MINUTE_IN_MILLISECONDS = 60_000
REST = 100
"""Milliseconds without a further step in time, after which cards are counted."""

FIRST_FACES = 12
"""Of each column, fetched with the ids: what a first paint shows."""


class BoardWidget(QWidget):
    """Tells which cards are selected, which is `opened` or wanted for editing or in the history, and what `moved`."""

    selection_changed = Signal(list)
    opened = Signal(str)
    edit_wanted = Signal(str)
    history_wanted = Signal(str)
    moved = Signal(object)
    stepped = Signal(object)
    lights_out = Signal()
    shown = Signal()

    def __init__(self, situation: Situation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.situation = situation
        self._moment: Moment = None
        self._steps = MomentSteps(situation, self._asked, self._show_step, self)
        self._filter = CardFilter()
        self._sorts = dict.fromkeys(Column, "manual")
        self._answer: BoardIds | None = None
        self._awaited: list[str] = []
        self._lit: frozenset[str] = frozenset()
        self._counts: Counts | None = None
        self.models = {column: ColumnModel(situation, column, self) for column in Column}
        self.mover = Mover(situation, self.models, self)
        self._build()
        self.commands = Commands(board_commands(self), list(self.views.values()), self, may_write=self._may_write)
        self.type_ahead = TypeAhead(situation, self)
        self._connect()
        self._ages = QTimer(self, interval=MINUTE_IN_MILLISECONDS)
        self._ages.timeout.connect(self._pass_time)
        self._ages.start()
        self._counting = QTimer(self, singleShot=True, interval=REST)
        self._counting.timeout.connect(self._count)
        self._enable()
        self.refresh()

    # --- building

    def _build(self) -> None:
        self.filter_bar = FilterBar(self)
        self.panels = {column: ColumnPanel(self.models[column], empty_words(column), self) for column in ON_BOARD}
        self.strip = HeldStrip(self.models[Column.HELD], empty_words(Column.HELD), self)
        self.message = MessageLine(self)
        self.question = QuestionLine(self)
        columns = QHBoxLayout()
        columns.setSpacing(SPACE)
        for panel in self.panels.values():
            columns.addWidget(panel, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        rows.setSpacing(SPACE - HALF // 2)
        rows.addWidget(self.filter_bar)
        rows.addLayout(columns, 1)
        for line in (self.message, self.question, self.strip):
            rows.addWidget(line)
        self.parts: dict[Column, ColumnPanel | HeldStrip] = {**self.panels, Column.HELD: self.strip}
        self.columns = Columns(self.parts, self)
        self.views = self.columns.views

    def _connect(self) -> None:
        self.situation.changed.connect(self._news)
        self.columns.selection_changed.connect(self._selection_changed)
        self.filter_bar.changed.connect(self.set_filter)
        self.filter_bar.left.connect(lambda: self.columns.active.setFocus())
        self.mover.moved.connect(self.moved)
        self.mover.done.connect(self.announce)
        self.mover.refused.connect(self.refuse)
        self.question.closed.connect(lambda: self.columns.active.setFocus())
        for column, view in self.views.items():
            self._connect_view(column, view)
        for column, part in self.parts.items():
            part.sort_chosen.connect(with_column(self.set_sort, column))

    def _connect_view(self, column: Column, view: ColumnView) -> None:
        view.cards_to_drag = lambda: tuple(self.selected())
        view.dropped.connect(with_column(self._dropped, column))
        view.drag_refused.connect(self._may_write)
        view.typed.connect(with_column(self.type_ahead.typed, column))
        view.menu_wanted.connect(self._show_menu)
        view.doubleClicked.connect(lambda: self.open_current())

    # --- following the store

    def refresh(self) -> None:
        """Ask again which cards stand where. Answers to older questions are dropped."""
        self.situation.ask(
            board_ids,
            self._filter,
            dict(self._sorts),
            self._moment,
            seen=self._first_parts() if self._answer is None else {},
            course=self._steps.course,
            done=self._show_if_still,
            key=(id(self), "ids"),
            receiver=self,
            looked_at=True,
        )
        self._count()

    def _first_parts(self) -> dict[Column, Part]:
        return dict.fromkeys(Column, Part(None, 0, FIRST_FACES))

    def _show_if_still(self, answer: BoardIds) -> None:
        """Unless another moment is shown by now."""
        if answer.moment == self._moment:
            self._show(answer)

    def _count(self) -> None:
        self.situation.ask(
            board_counts,
            self._filter,
            self._moment,
            course=self._steps.course,
            done=self._show_counts,
            key=(id(self), "counts"),
            receiver=self,
        )

    def _news(self, tables: frozenset[str]) -> None:
        if not tables & (SHOWN_TABLES | FIGURE_TABLES):
            return
        for part in self.parts.values():
            part.refresh()
        if not tables & SHOWN_TABLES:
            return
        self.refresh()
        if tables & CHOICE_TABLES:
            self._ask_choices()

    def _pass_time(self) -> None:
        """Ages grow and cards become stale."""
        if self._answer is not None and self._answer.situation.closed_at is None and self._moment is None:
            for part in self.parts.values():
                part.refresh()
            self._count()

    def _show(self, answer: BoardIds) -> None:
        is_first = self._answer is None
        self._answer = answer
        self.columns.follow(answer)
        self._select_awaited()
        self._show_settings(answer)
        self._show_shown()
        if is_first:
            self._ask_choices()
        self.shown.emit()

    def _select_awaited(self) -> None:
        """What was to be selected before it stood here, unless something else was selected meanwhile."""
        if self._awaited and not self.columns.selected():
            self.select(self._awaited)

    def _show_settings(self, answer: BoardIds) -> None:
        for part in self.parts.values():
            part.show_title()
        self.commands.retitle_columns(lambda column: column_words(column, answer.situation))
        self._show_read_only()

    def _show_counts(self, counts: Counts) -> None:
        self._counts = counts
        self._show_shown()

    def _show_shown(self) -> None:
        """How many are shown, of how many, and how many of those are stale."""
        if self._counts is None:
            return
        shown = {column: len(model.ids) for column, model in self.models.items()}
        for column, part in self.parts.items():
            total = max(self._counts.total[column], shown[column])
            part.heading.show_counts(shown=shown[column], total=total, stale=self._counts.stale[column])
        self.filter_bar.show_answer(shown=sum(shown.values()), total=sum(self._counts.total.values()))

    def _ask_choices(self) -> None:
        self.situation.ask(filter_choices, done=self.filter_bar.show_choices, key=(id(self), "choices"), receiver=self)

    # --- what is shown

    def set_filter(self, filter: CardFilter) -> None:
        self._filter = filter
        self.filter_bar.show_filter(filter)
        self.refresh()

    def set_sort(self, column: Column, sort: str) -> None:
        self._sorts[column] = sort
        self.parts[column].show_sort(sort)
        self.refresh()

    def set_moment(self, moment: Moment) -> None:
        """Show the board as at a moment; None is now. The past cannot be changed. `stepped` tells when it is shown."""
        for view in self.views.values():
            view.set_past(moment is not None)
        self._steps.go(moment)
        self._show_read_only()

    def _asked(self) -> Asked:
        """What a step asks for: with the faces of what is seen, so that no card is blank between two moments."""
        return self._filter, dict(self._sorts), {column: view.seen_part() for column, view in self.views.items()}

    def _show_step(self, answer: BoardIds) -> None:
        """Cards that did not stand anywhere then are selected again where they do."""
        chosen = self.selected()
        self._moment = answer.moment
        for model in self.models.values():
            model.set_moment(answer.moment)
        self._show(answer)
        if chosen and not self.selected():
            self._awaited = chosen
        self._counting.start()
        self.stepped.emit(answer)

    def set_density(self, density: Density) -> None:
        for column in ON_BOARD:
            self.views[column].set_density(density)

    def toggle_density(self) -> None:
        is_dense = self.density is Density.DENSE
        self.set_density(Density.COMFORTABLE if is_dense else Density.DENSE)

    @property
    def density(self) -> Density:
        return self.views[Column.ADVANCING].density

    @property
    def is_read_only(self) -> bool:
        return self.is_past or self.situation.is_read_only

    @property
    def is_past(self) -> bool:
        return self._steps.wanted is not None or self._moment is not None

    def _show_read_only(self) -> None:
        for view in self.views.values():
            view.is_read_only = self.is_read_only
        self._enable()

    def layout_state(self) -> dict[str, Any]:
        """What is remembered of the board from one start to the next."""
        return {
            "density": self.density.value,
            "strip": self.strip.is_expanded,
            "sorts": {column.value: sort for column, sort in self._sorts.items()},
        }

    def restore_layout(self, state: Mapping[str, Any]) -> None:
        self.set_density(remembered_density(state))
        self.strip.expand(bool(state.get("strip", False)))
        for column, sort in remembered_sorts(state).items():
            self.set_sort(column, sort)

    # --- selection

    def selected(self) -> list[str]:
        """The selected cards, in the order of the board."""
        return self.columns.selected()

    def select(self, ids: list[str]) -> None:
        """Select those cards, wherever they stand, and show the first; one that was just added, once it is here."""
        self.columns.select(ids)
        self._awaited = [] if self.columns.selected() else ids

    def go_to(self, column: Column, card: str) -> None:
        """Give one card focus and selection."""
        self.columns.go_to(column, card)

    def _selection_changed(self, cards: list[str]) -> None:
        self._enable()
        self.selection_changed.emit(cards)

    def _enable(self) -> None:
        """In the past commands stay, and say why they do nothing."""
        self.commands.enable(selected=len(self.selected()), is_read_only=self.situation.is_read_only)

    def _may_write(self) -> bool:
        if self.situation.refusal is not None:
            self.refuse(str(self.situation.refusal))
        return not self.is_read_only

    # --- lights

    def light_up(self, cards: list[str]) -> None:
        """Point cards out without selecting them, and no others. Escape on the board puts `lights_out`."""
        if frozenset(cards) == self._lit:
            return
        self._lit = frozenset(cards)
        for model in self.models.values():
            model.light_up(self._lit)
        self.announce(self.tr("%1 cards are pointed out").replace("%1", isolated(str(len(self._lit)))))

    @property
    def lit(self) -> frozenset[str]:
        """The cards that are pointed out."""
        return self._lit

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._lit:
            self.light_up([])
            self.lights_out.emit()
        else:
            super().keyPressEvent(event)

    # --- moving and going about

    def _dropped(self, column: Column, drop: Drop) -> None:
        self.mover.drop(drop, column, can_order=self._sorts[column] == "manual")

    def move_beside(self, step: int) -> None:
        beside = self.columns.beside(self.columns.active.cards.column, step)
        if beside is not None:
            self.mover.move(self.selected(), beside)

    def order_by(self, step: int) -> None:
        column = self.columns.active.cards.column
        if self._sorts[column] == "manual":
            self.mover.order_by(self.columns.active.chosen(), column, step)
        else:
            self.refuse(self.tr("This column sorts itself. Choose its manual order to put cards in order by hand."))

    def hold(self) -> None:
        self.mover.move([card for column in ON_BOARD for card in self.views[column].chosen()], Column.HELD)

    def bring_back(self) -> None:
        if held := self.views[Column.HELD].chosen():
            self.mover.bring_back(held)

    # --- what else is done with cards

    def open_current(self) -> None:
        if card := self.columns.active.current():
            self.opened.emit(card)

    def ask_verify(self) -> None:
        cards = self.selected()
        self.question.ask(
            self.tr("Verify %1: checked with whom, or how?").replace("%1", self._named(cards)),
            hint=self.tr("for example: field office by phone"),
            button=self.tr("Verify"),
            take=lambda said: self.mover.verify(cards, said),
            needs_answer=True,
            icon="verify",
        )

    def ask_to_look(self) -> None:
        cards = self.selected()
        self.question.ask(
            self.tr("Ask whom to look at %1 again?").replace("%1", self._named(cards)),
            hint=self.tr("a role, for example: access officer"),
            button=self.tr("Ask"),
            take=lambda role: self.mover.ask_to_look(cards, role),
            needs_answer=True,
            icon="task",
        )

    def ask_strike(self) -> None:
        cards = self.selected()
        self.question.ask(
            self.tr("Strike %1: why?").replace("%1", self._named(cards)),
            hint=self.tr("one line; it stays in the history"),
            button=self.tr("Strike"),
            take=lambda said: self.mover.strike(cards, said),
            needs_answer=False,
            icon="strike",
        )

    def _named(self, cards: list[str]) -> str:
        names = self.mover.names(cards)
        if len(names) == 1:
            return isolated(names[0])
        return self.tr("%1 cards").replace("%1", isolated(str(len(cards))))

    def copy_text(self) -> None:
        self.situation.ask(cards_as_text, self.selected(), self._moment, done=_to_clipboard, receiver=self)

    def actions(self) -> list[QAction]:
        """For the menu bar."""
        return list(self.commands.actions.values())

    def _show_menu(self, place: QPoint) -> None:
        menu, chosen = self.commands.menu(self, self.tr("Move to")), self.selected()
        offer_to_take_out(menu, self, chosen[0] if len(chosen) == 1 else "")
        menu.popup(place)

    # --- telling

    def announce(self, words: str) -> None:
        """Screen readers say it."""
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def refuse(self, words: str) -> None:
        """Nothing was done, and this is why."""
        self.message.say(words)
        self.announce(words)


def _to_clipboard(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
