"""A claim in one line, by keyboard: who says what about what, in which words, carried by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QPushButton, QWidget

from situation_board.core.actions.noting import CONFIRMED_ALONE
from situation_board.core.problems import Mistake, Problem
from situation_board.core.store import Saved
from situation_board.core.vocabulary import ClaimVerb, Credibility, Stance
from situation_board.gui.background import Situation
from situation_board.gui.entry.claim_entering import SpokenClaim, claimable, enter_claim
from situation_board.gui.entry.clock import Clock, clock, understood_time
from situation_board.gui.entry.entry_bar import EntryBar
from situation_board.gui.entry.error_line import ErrorLine
from situation_board.gui.entry.privacy_line import PrivacyLine
from situation_board.gui.entry.spoken_field import SpokenField
from situation_board.gui.entry.suggesting_edit import SuggestingEdit
from situation_board.gui.entry.understanding import Typed
from situation_board.gui.entry.wording import graded_to_choose, isolated, words_of
from situation_board.gui.look import HALF, SPACE, icon

if TYPE_CHECKING:
    from situation_board.gui.current_report import CurrentReport

FIRST_ROW = ("about", "speaker", "role", "verb", "stance", "text")
SECOND_ROW = ("when", "carried_by", "via", "credibility")
STRETCHES = {"about": 3, "speaker": 4, "role": 2, "text": 8, "when": 3, "carried_by": 4, "via": 3}


class ClaimEntry(EntryBar):
    """`added` names the new claim; `noted` says what a person should know of it.

    Ctrl+Enter stays for the next claim about the same thing, carried by the same.
    """

    added = Signal(str)
    noted = Signal(str)

    def __init__(
        self, situation: Situation, parent: QWidget | None = None, *, current: CurrentReport | None = None
    ) -> None:
        super().__init__(parent)
        self._situation = situation
        self._current = current
        self._clock: Clock | None = None
        self._is_waiting = False
        self._stays = False
        self._make_inputs()
        self._make_fields()
        self._make_buttons()
        self._lay_out()

    # --- making

    def _make_inputs(self) -> None:
        self.about = SuggestingEdit(self._situation, ["card", "route", "actor"], self, can_add=False)
        self.about.setPlaceholderText(self.tr("a card, route or actor"))
        self.speaker = SuggestingEdit(self._situation, ["actor"], self)
        self.speaker.setPlaceholderText(self.tr("not who prints it"))
        self.role = QLineEdit(self)
        self.role.setPlaceholderText(self.tr("leader"))
        self.verb = QComboBox(self)
        for verb in ClaimVerb:
            self.verb.addItem(words_of(verb), verb)
        self.stance = QComboBox(self)
        for stance in Stance:
            self.stance.addItem(words_of(stance), stance)
        self.text = QLineEdit(self)
        self.when = QLineEdit(self)
        self.when.setPlaceholderText(self.tr("8 Dec, 14:30, now"))
        self.carried_by = SuggestingEdit(self._situation, ["report", "source"], self)
        self.carried_by.setPlaceholderText(self.tr("report or source"))
        self.via = QLineEdit(self)
        self.via.setPlaceholderText(self.tr("such as phone"))
        self.credibility = QComboBox(self)
        self.credibility.addItem(self.tr("unrated"), None)
        for grade in Credibility:
            self.credibility.addItem(graded_to_choose(grade), grade)
        for edit in (self.about, self.speaker, self.carried_by):
            edit.finished.connect(self.save)
            edit.given_up.connect(self.close_bar)
        for input in (self.role, self.verb, self.stance, self.text, self.when, self.via, self.credibility):
            input.installEventFilter(self)

    def _make_fields(self) -> None:
        captions = {
            "about": (self.tr("About"), self.about),
            "speaker": (self.tr("Who says so"), self.speaker),
            "role": (self.tr("Office"), self.role),
            "verb": (self.tr("How"), self.verb),
            "stance": (self.tr("For or against"), self.stance),
            "text": (self.tr("What"), self.text),
            "when": (self.tr("When said"), self.when),
            "carried_by": (self.tr("Carried by"), self.carried_by),
            "via": (self.tr("Reached us by"), self.via),
            "credibility": (self.tr("Credibility"), self.credibility),
        }
        self.fields = {name: SpokenField(caption, input, self) for name, (caption, input) in captions.items()}
        self.errors = {name: ErrorLine(self) for name in self.fields}
        self.when.textChanged.connect(self._explain_time)
        self.verb.currentIndexChanged.connect(self._verb_chosen)
        self.privacy = PrivacyLine(self)
        for line in (self.text, self.role, self.via):
            line.textChanged.connect(self._look_for_personal_data)
        for name, field in self.fields.items():
            if isinstance(field.input, QLineEdit):
                field.input.textEdited.connect(lambda _, name=name: self.errors[name].clear())

    def _make_buttons(self) -> None:
        self.save_button = QPushButton(icon("check"), self.tr("Add"), self)
        self.save_button.setToolTip(self.tr("Enter adds the claim; Ctrl+Enter adds it and stays for the next"))
        self.save_button.clicked.connect(self.save)
        self.close_button = self.make_close_button()

    def _lay_out(self) -> None:
        """Two rows: what is said, and where it comes from. What is wrong stands above the row it is in."""
        grid = QGridLayout(self)
        grid.setContentsMargins(SPACE, HALF, SPACE, HALF)
        grid.setHorizontalSpacing(SPACE)
        grid.setVerticalSpacing(2)
        upper, lower = QGridLayout(), QGridLayout()
        for row, names in ((upper, FIRST_ROW), (lower, SECOND_ROW)):
            row.setHorizontalSpacing(SPACE)
            row.setVerticalSpacing(2)
            for column, name in enumerate(names):
                row.addWidget(self.errors[name], 0, column, 1, len(names) - column)
                row.addWidget(self.fields[name], 1, column)
                row.setColumnStretch(column, STRETCHES.get(name, 0))
        lower.addWidget(self.fields["when"].hint, 2, 0, 1, len(SECOND_ROW))
        bottom = Qt.AlignmentFlag.AlignBottom
        lower.addWidget(self.save_button, 1, len(SECOND_ROW), bottom)
        lower.addWidget(self.close_button, 1, len(SECOND_ROW) + 1, bottom)
        grid.addLayout(upper, 0, 0)
        grid.addLayout(lower, 1, 0)
        grid.addWidget(self.privacy, 2, 0)

    # --- opening and closing

    def start(self, *, about: str = "", stance: Stance | None = None) -> None:
        """Open the line, or come back to it, perhaps about something that is selected."""
        self._situation.ask(clock, done=self._set_clock, key=(self, "clock"), receiver=self)
        held = self._current.in_hand if self._current else None
        if held is not None:
            self.carried_by.set_typed(held.source)
            self.when.setText(held.when)
        if stance is not None:
            self.stance.setCurrentIndex(list(Stance).index(stance))
        self.open_bar(self.speaker if about else self.about)
        if about:
            self._situation.ask(claimable, about, done=self._fill_about, key=(self, "about"), receiver=self)

    def _fill_about(self, typed: Typed) -> None:
        """What nothing can be claimed about leaves the input empty, and the keyboard there."""
        self.about.set_typed(typed)
        if not typed.text:
            self.about.setFocus()

    def forget(self) -> None:
        self._clear(all_of_it=True)

    def _clear(self, *, all_of_it: bool) -> None:
        """Of what is said next nothing follows but what it is about and who carries it."""
        for edit in [self.speaker, *([self.about, self.carried_by] if all_of_it else [])]:
            edit.set_typed(Typed(""))
        for line in [self.role, self.text, *([self.when, self.via] if all_of_it else [])]:
            line.clear()
        self.credibility.setCurrentIndex(0)
        self.stance.setCurrentIndex(0)
        if all_of_it:
            self.verb.setCurrentIndex(0)
        for error in self.errors.values():
            error.clear()

    # --- how it is understood

    def spoken(self) -> SpokenClaim:
        credibility = self.credibility.currentData()
        return SpokenClaim(
            about=self.about.typed(),
            speaker=self.speaker.typed(),
            role=self.role.text(),
            verb=ClaimVerb(self.verb.currentData()),
            stance=Stance(self.stance.currentData()),
            text=self.text.text(),
            when=Typed(self.when.text()),
            carried_by=self.carried_by.typed(),
            via=self.via.text(),
            credibility=Credibility(credibility) if credibility else None,
        )

    def _look_for_personal_data(self) -> None:
        self.privacy.look_at(self.text.text(), self.role.text(), self.via.text())

    def _verb_chosen(self) -> None:
        """Who denies something speaks against it; it is seen and can be changed."""
        if self.verb.currentData() == ClaimVerb.DENIED:
            self.stance.setCurrentIndex(list(Stance).index(Stance.DENIES))

    def _set_clock(self, now: Clock) -> None:
        self._clock = now
        self._explain_time(self.when.text())

    def _explain_time(self, text: str) -> None:
        if self._clock is not None:
            empty = "" if text.strip() else self.tr("time not stated")
            self.fields["when"].show_hint(understood_time(text, self._clock) or empty)

    # --- saving

    def send(self, *, stays: bool) -> None:
        if self._is_waiting:
            return
        self._is_waiting, self._stays = True, stays
        for error in self.errors.values():
            error.clear()
        self._situation.do(enter_claim, self.spoken(), done=self._saved, failed=self._failed, receiver=self)

    def _saved(self, saved: Saved) -> None:
        self._is_waiting = False
        about = self.about.typed()
        name = isolated(about.text)
        if self._stays:
            self._clear(all_of_it=False)
            self.speaker.setFocus()
            self.fields["when"].show_hint(self.tr("A claim about {0} is added").format(name))
        else:
            self.close_bar()
        if CONFIRMED_ALONE in saved.notes:
            self.noted.emit(self.tr("It is rated as confirmed by others, but no independent source says the same."))
        self.added.emit(saved.ids[0])

    def _failed(self, problem: Problem) -> None:
        """Nothing was saved; all that was typed stays."""
        self._is_waiting = False
        field = problem.field if isinstance(problem, Mistake) else ""
        name = field if field in self.errors else "about"
        self.errors[name].show_problem(problem)
        input = self.fields[name].input
        input.setFocus()
        if field in self.errors and isinstance(input, SuggestingEdit):
            input.offer_to_add()
