"""A card in one line, by keyboard, in the order in which one speaks a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

from situation_board.core.problems import Mistake, Problem
from situation_board.core.store import Saved
from situation_board.core.vocabulary import Basis, Column
from situation_board.gui.background import Situation
from situation_board.gui.entry.assessment_fields import AssessmentFields
from situation_board.gui.entry.entering import SpokenCard, enter_card
from situation_board.gui.entry.spoken_bar import SpokenBar
from situation_board.gui.entry.suggesting_edit import SuggestingEdit
from situation_board.gui.entry.understanding import Typed
from situation_board.gui.entry.wording import caption_of, isolated, words_of
from situation_board.gui.look import BASIS_ICONS, icon

if TYPE_CHECKING:
    from situation_board.gui.current_report import CurrentReport

STRETCHES = {"where": 4, "who": 4, "from_whom": 3, "when": 3, "says_so": 4}


class QuickEntry(SpokenBar):
    """Enter saves and closes, Ctrl+Enter saves and stays for the next card with time and source kept, Escape closes.

    `added` names the new card, `card_wanted` one that the place has already, `closed` says that it is gone.
    """

    added = Signal(str)
    card_wanted = Signal(str)

    def __init__(
        self, situation: Situation, parent: QWidget | None = None, *, current: CurrentReport | None = None
    ) -> None:
        super().__init__(situation, parent, current=current)
        self._known_card = ""
        self._make_inputs()
        self._make_fields()
        self._make_buttons()
        self._lay_out()
        self._column_chosen()

    # --- making

    def _make_inputs(self) -> None:
        self.what = QComboBox(self)
        for column in Column:
            self.what.addItem(icon(column.value), words_of(column), column)
        self.from_whom = self.suggesting("actor", several=True)
        self.basis = QComboBox(self)
        self.basis.addItem(icon(BASIS_ICONS[None]), self.tr("not stated"), None)
        for basis in Basis:
            self.basis.addItem(icon(BASIS_ICONS[basis.value]), words_of(basis), basis)
        for input in (self.what, self.basis):
            input.installEventFilter(self)
        self.assessment = AssessmentFields(self, keys=self)
        self.assessment.hide()
        of_assessment = (self.assessment.assessed_by, self.assessment.reasoning)
        self.privacy.watch(self.where, self.who, self.from_whom, self.says_so, *of_assessment)

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
        self.make_fields(captions)
        self.where.textChanged.connect(lambda: self.explain_place("where", self.where))
        self.what.currentIndexChanged.connect(self._column_chosen)
        self.says_so.textChanged.connect(self._suggest_basis)
        self.basis.currentIndexChanged.connect(self._basis_chosen)

    def _make_buttons(self) -> None:
        self.show_button = QPushButton(self.tr("Show that card"), self)
        self.show_button.clicked.connect(self._show_known_card)
        self.show_button.hide()
        self.save_button = self.make_save_button(
            self.tr("Enter adds the card; Ctrl+Enter adds it and stays for the next")
        )
        self.close_button = self.make_close_button()

    def _lay_out(self) -> None:
        grid = self.lay_out_fields(STRETCHES, (self.show_button, self.save_button, self.close_button))
        grid.addWidget(self.fields["where"].hint, 2, 0, 1, 4)
        grid.addWidget(self.fields["when"].hint, 2, 4, 1, 3)
        last = len(self.fields)
        grid.addWidget(self.assessment, 3, 0, 1, last)
        grid.addWidget(self.privacy, 4, 0, 1, last)
        grid.addWidget(self.save_button, 1, last, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self.close_button, 1, last + 1, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self.show_button, 0, last - 1, 1, 3, Qt.AlignmentFlag.AlignTrailing)

    # --- opening and closing

    def start(self, kind: str = "card") -> None:
        """Open the bar, or come back to it."""
        self.ask_clock()
        self.rest_on_current()
        self.open_bar(self.where)

    def forget(self) -> None:
        self._clear(all_of_it=True)

    def _clear(self, *, all_of_it: bool) -> None:
        edits = [self.where, self.who, self.from_whom]
        for edit in [*edits, self.says_so] if all_of_it else edits:
            edit.set_typed(Typed(""))
        if all_of_it:
            self.when.clear()
            self.basis.setCurrentIndex(0)
        self.assessment.clear()
        self.clear_errors()
        self.show_button.hide()

    # --- how it is understood

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

    def _suggest_basis(self, text: str) -> None:
        """Who says so makes it reported, unless the person chose otherwise; it is seen and can be changed."""
        reported = list(Basis).index(Basis.REPORTED) + 1
        if text.strip() and self.basis.currentIndex() == 0:
            self.basis.setCurrentIndex(reported)

    def _basis_chosen(self) -> None:
        """An assessment says whose it is, why, and how sure they are."""
        self.assessment.setVisible(self.basis.currentData() == Basis.ASSESSED)

    # --- saving

    def send(self, *, stays: bool) -> None:
        if self._is_waiting:
            return
        self._is_waiting, self._stays = True, stays
        self.clear_errors()
        self.assessment.clear_errors()
        self.show_button.hide()
        basis = Basis(self.basis.currentData()) if self.basis.currentData() else None
        spoken = SpokenCard(
            where=self.where.typed(),
            who=self.who.typed(),
            what=self.column(),
            from_whom=self.from_whom.typed() if self.from_whom.isEnabled() else Typed(""),
            when=Typed(self.when.text()),
            says_so=self.says_so.typed(),
            basis=basis,
            assessment=self.assessment.values() if basis is Basis.ASSESSED else {},
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
        if self.assessment.takes(problem):
            return
        mistake = problem if isinstance(problem, Mistake) else Mistake("")
        name = mistake.field if mistake.field in self.errors else "where"
        self.errors[name].show_problem(problem)
        input = self.fields[name].input
        input.setFocus()
        is_known_card = name == "where" and len(mistake.candidates) == 1
        self._known_card = mistake.candidates[0] if is_known_card else ""
        self.show_button.setVisible(bool(self._known_card))
        is_mistake = mistake is problem  # of a full disk another name is no way out, and Enter has to try again
        if is_mistake and isinstance(input, SuggestingEdit) and not self._known_card:
            input.offer_to_add()

    def _show_known_card(self) -> None:
        card = self._known_card
        self.close_bar()
        self.card_wanted.emit(card)
