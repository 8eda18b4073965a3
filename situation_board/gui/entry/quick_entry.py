"""A card in one line, by keyboard, in the order in which one speaks a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QPushButton, QWidget

from situation_board.core.problems import Mistake, Problem
from situation_board.core.store import Saved
from situation_board.core.vocabulary import Basis, Column
from situation_board.gui.background import Situation
from situation_board.gui.entry.clock import Clock, clock, understood_time
from situation_board.gui.entry.entering import PlaceHint, SpokenCard, enter_card, place_hint
from situation_board.gui.entry.entry_bar import EntryBar
from situation_board.gui.entry.error_line import ErrorLine
from situation_board.gui.entry.spoken_field import SpokenField
from situation_board.gui.entry.suggesting_edit import SuggestingEdit
from situation_board.gui.entry.understanding import Typed
from situation_board.gui.entry.wording import caption_of, isolated, words_of
from situation_board.gui.look import BASIS_ICONS, HALF, SPACE, icon

if TYPE_CHECKING:
    from situation_board.gui.current_report import CurrentReport, InHand


class QuickEntry(EntryBar):
    """Enter saves and closes, Ctrl+Enter saves and stays for the next card with time and source kept, Escape closes.

    `added` names the new card, `card_wanted` one that the place has already, `closed` says that it is gone.
    """

    added = Signal(str)
    card_wanted = Signal(str)

    def __init__(
        self, situation: Situation, parent: QWidget | None = None, *, current: CurrentReport | None = None
    ) -> None:
        super().__init__(parent)
        self._situation = situation
        self._current = current
        self._clock: Clock | None = None
        self._is_waiting = False
        self._stays = False
        self._known_card = ""
        self._make_inputs()
        self._make_fields()
        self._make_buttons()
        self._lay_out()
        self._column_chosen()

    # --- making

    def _make_inputs(self) -> None:
        self.where = SuggestingEdit(self._situation, ["location"], self)
        self.where.setPlaceholderText(self.tr("Homs, حمص"))
        self.who = SuggestingEdit(self._situation, ["actor"], self, several=True)
        self.who.setPlaceholderText(self.tr("names, or “nobody”"))
        self.what = QComboBox(self)
        for column in Column:
            self.what.addItem(icon(column.value), words_of(column), column)
        self.from_whom = SuggestingEdit(self._situation, ["actor"], self, several=True)
        self.when = QLineEdit(self)
        self.when.setPlaceholderText(self.tr("8 Dec, 14:30, now"))
        self.says_so = SuggestingEdit(self._situation, ["report", "source"], self)
        self.says_so.setPlaceholderText(self.tr("report or source"))
        self.basis = QComboBox(self)
        self.basis.addItem(icon(BASIS_ICONS[None]), self.tr("not stated"), None)
        for basis in Basis:
            self.basis.addItem(icon(BASIS_ICONS[basis.value]), words_of(basis), basis)
        for edit in (self.where, self.who, self.from_whom, self.says_so):
            edit.finished.connect(self.save)
            edit.given_up.connect(self.close_bar)
        for input in (self.what, self.when, self.basis):
            input.installEventFilter(self)

    def _make_fields(self) -> None:
        captions = {
            "where": (self.tr("Where"), self.where),
            "who": (self.tr("Who"), self.who),
            "what": (self.tr("What"), self.what),
            "from_whom": (self.tr("From whom"), self.from_whom),
            "when": (self.tr("When"), self.when),
            "says_so": (self.tr("Who says so"), self.says_so),
            "basis": (self.tr("Basis"), self.basis),
        }
        self.fields = {name: SpokenField(caption, input, self) for name, (caption, input) in captions.items()}
        self.errors = {name: ErrorLine(self) for name in self.fields}
        self.where.textChanged.connect(self._ask_place)
        self.what.currentIndexChanged.connect(self._column_chosen)
        self.when.textChanged.connect(self._explain_time)
        self.says_so.textChanged.connect(self._suggest_basis)
        for name, field in self.fields.items():
            if isinstance(field.input, QLineEdit):
                field.input.textEdited.connect(lambda _, name=name: self.errors[name].clear())

    def _make_buttons(self) -> None:
        self.show_button = QPushButton(self.tr("Show that card"), self)
        self.show_button.clicked.connect(self._show_known_card)
        self.show_button.hide()
        self.save_button = QPushButton(icon("check"), self.tr("Add"), self)
        self.save_button.setToolTip(self.tr("Enter adds the card; Ctrl+Enter adds it and stays for the next"))
        self.save_button.clicked.connect(self.save)
        self.close_button = QPushButton(icon("close"), "", self)
        self.close_button.setFlat(True)
        self.close_button.setToolTip(self.tr("Close (Escape)"))
        self.close_button.setAccessibleName(self.tr("Close"))
        self.close_button.clicked.connect(self.close_bar)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(SPACE, HALF, SPACE, HALF)
        grid.setHorizontalSpacing(SPACE)
        grid.setVerticalSpacing(2)
        stretches = {"where": 4, "who": 4, "from_whom": 3, "when": 3, "says_so": 4}
        for column, (name, field) in enumerate(self.fields.items()):
            grid.addWidget(field, 1, column)
            grid.setColumnStretch(column, stretches.get(name, 0))
            is_late = column > 3
            first, span = (0, column + 1) if is_late else (column, len(self.fields) - column)
            grid.addWidget(self.errors[name], 0, first, 1, span)
        grid.addWidget(self.fields["where"].hint, 2, 0, 1, 4)
        grid.addWidget(self.fields["when"].hint, 2, 4, 1, 3)
        last = len(self.fields)
        grid.addWidget(self.save_button, 1, last, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self.close_button, 1, last + 1, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self.show_button, 0, last - 1, 1, 3, Qt.AlignmentFlag.AlignTrailing)

    # --- opening and closing

    def start(self, kind: str = "card") -> None:
        """Open the bar, or come back to it."""
        self._situation.ask(clock, done=self._set_clock, key=(self, "clock"), receiver=self)
        self._rest_on(self._current.in_hand if self._current else None)
        self.open_bar(self.where)

    def _rest_on(self, held: InHand | None) -> None:
        """Who says so and when, as the current report has it; both can be changed."""
        if held is not None:
            self.says_so.set_typed(held.source)
            self.when.setText(held.when)

    def forget(self) -> None:
        self._clear(all_of_it=True)

    def _clear(self, *, all_of_it: bool) -> None:
        edits = [self.where, self.who, self.from_whom]
        for edit in [*edits, self.says_so] if all_of_it else edits:
            edit.set_typed(Typed(""))
        if all_of_it:
            self.when.clear()
            self.basis.setCurrentIndex(0)
        for error in self.errors.values():
            error.clear()
        self.show_button.hide()

    # --- how it is understood

    def _set_clock(self, now: Clock) -> None:
        self._clock = now
        self._explain_time(self.when.text())

    def _explain_time(self, text: str) -> None:
        if self._clock is not None:
            self.fields["when"].show_hint(understood_time(text, self._clock) or self._empty_time(text))

    def _empty_time(self, text: str) -> str:
        return "" if text.strip() else self.tr("time not stated")

    def _column_chosen(self) -> None:
        """Captions of the parties, in the words of the column."""
        column = self.column()
        who, other = {
            Column.FALLEN: ("controllers", "former"),
            Column.HELD: ("controllers", ""),
        }.get(column, ("moving", "controllers"))
        self.fields["who"].set_caption(caption_of(who, column=column))
        self.fields["from_whom"].set_caption(caption_of(other or "former", column=column))
        self.fields["from_whom"].setEnabled(bool(other))

    def column(self) -> Column:
        return Column(self.what.currentData())

    def _ask_place(self) -> None:
        self._situation.ask(
            place_hint, self.where.typed(), done=self._explain_place, key=(self, "place"), receiver=self
        )

    def _explain_place(self, hint: PlaceHint) -> None:
        self.fields["where"].show_hint(self._place_words(hint))

    def _place_words(self, hint: PlaceHint) -> str:
        if hint.several:
            return self.tr("several places: choose one")
        if hint.located is None:
            return ""
        if hint.located.is_new and not hint.located.located and hint.located.kind is None:
            near = ", ".join(isolated(name) for name in hint.located.suggestions)
            new = self.tr("new, not located")
            return self.tr("{0}. Similar: {1}").format(new, near) if near else new
        return ", ".join(part for part in (words_of(hint.located.kind), isolated(hint.located.area or "")) if part)

    def _suggest_basis(self, text: str) -> None:
        """Who says so makes it reported, unless the person chose otherwise; it is seen and can be changed."""
        reported = list(Basis).index(Basis.REPORTED) + 1
        if text.strip() and self.basis.currentIndex() == 0:
            self.basis.setCurrentIndex(reported)

    # --- saving

    def send(self, *, stays: bool) -> None:
        if self._is_waiting:
            return
        self._is_waiting, self._stays = True, stays
        for error in self.errors.values():
            error.clear()
        self.show_button.hide()
        spoken = SpokenCard(
            where=self.where.typed(),
            who=self.who.typed(),
            what=self.column(),
            from_whom=self.from_whom.typed() if self.from_whom.isEnabled() else Typed(""),
            when=Typed(self.when.text()),
            says_so=self.says_so.typed(),
            basis=Basis(self.basis.currentData()) if self.basis.currentData() else None,
        )
        self._situation.do(enter_card, spoken, done=self._saved, failed=self._failed, receiver=self)

    def _saved(self, saved: Saved) -> None:
        self._is_waiting = False
        name = self.where.text()
        if self._stays:
            self._clear(all_of_it=False)
            self.where.setFocus()
            self.fields["where"].show_hint(self.tr("{0} is added").format(isolated(name)))
        else:
            self.close_bar()
        self.added.emit(saved.ids[0])

    def _failed(self, problem: Problem) -> None:
        """Nothing was saved; all that was typed stays."""
        self._is_waiting = False
        mistake = problem if isinstance(problem, Mistake) else Mistake("")
        name = mistake.field if mistake.field in self.errors else "where"
        self.errors[name].show_problem(problem)
        input = self.fields[name].input
        input.setFocus()
        is_known_card = name == "where" and len(mistake.candidates) == 1
        self._known_card = mistake.candidates[0] if is_known_card else ""
        self.show_button.setVisible(bool(self._known_card))
        if isinstance(input, SuggestingEdit) and not self._known_card:
            input.offer_to_add()

    def _show_known_card(self) -> None:
        card = self._known_card
        self.close_bar()
        self.card_wanted.emit(card)
