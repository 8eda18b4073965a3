"""A question or something to do, in one line, by keyboard."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QPushButton, QWidget

from situation_board.core import times
from situation_board.core.due import parse_due
from situation_board.core.problems import Mistake, Problem
from situation_board.core.store import Saved
from situation_board.core.vocabulary import TaskKind
from situation_board.gui.background import Situation
from situation_board.gui.entry.clock import Clock, clock
from situation_board.gui.entry.entry_bar import EntryBar
from situation_board.gui.entry.error_line import ErrorLine
from situation_board.gui.entry.privacy_line import PrivacyLine
from situation_board.gui.entry.spoken_field import SpokenField
from situation_board.gui.entry.suggesting_edit import SuggestingEdit
from situation_board.gui.entry.understanding import Typed
from situation_board.gui.entry.wording import isolated, words_of
from situation_board.gui.look import HALF, SPACE, icon
from situation_board.gui.tasks.entering import ABOUT_TABLES, SpokenTask, enter_task, role_suggestions, typed_name

if TYPE_CHECKING:
    from situation_board.gui.current_report import CurrentReport

STRETCHES = {"what": 6, "who": 3, "due": 2, "about": 3}


class TaskEntry(EntryBar):
    """Enter saves and closes, Ctrl+Enter saves and stays, Escape closes. `added` names the new task."""

    added = Signal(str)

    def __init__(
        self, situation: Situation, parent: QWidget | None = None, *, current: CurrentReport | None = None
    ) -> None:
        super().__init__(parent)
        self._situation = situation
        self._current = current
        self._report: str | None = None
        self._clock: Clock | None = None
        self._is_waiting = False
        self._stays = False
        self._make_inputs()
        self._make_fields()
        self._make_buttons()
        self._lay_out()

    # --- making

    def _make_inputs(self) -> None:
        self.what = QLineEdit(self)
        self.what.setPlaceholderText(self.tr("Is the bridge open?"))
        self.kind = QComboBox(self)
        self.kind.addItem(self.tr("by itself"), None)
        for kind in TaskKind:
            self.kind.addItem(words_of(kind), kind)
        self.who = SuggestingEdit(self._situation, (), self, can_add=False, question=role_suggestions)
        self.who.setPlaceholderText(self.tr("role, such as access officer"))
        self.due = QLineEdit(self)
        self.due.setPlaceholderText(self.tr("18:00, in 3 h, tomorrow"))
        self.about = SuggestingEdit(self._situation, ABOUT_TABLES, self, can_add=False)
        self.about.setPlaceholderText(self.tr("place, route or actor"))
        for edit in (self.who, self.about):
            edit.finished.connect(self.save)
            edit.given_up.connect(self.close_bar)
        for input in (self.what, self.kind, self.due):
            input.installEventFilter(self)

    def _make_fields(self) -> None:
        captions = {
            "what": (self.tr("What"), self.what),
            "who": (self.tr("Who (role)"), self.who),
            "due": (self.tr("Until"), self.due),
            "about": (self.tr("About"), self.about),
            "kind": (self.tr("Kind"), self.kind),
        }
        self.fields = {name: SpokenField(caption, input, self) for name, (caption, input) in captions.items()}
        self.error = ErrorLine(self)
        self.rests_on = QLabel(self)
        self.rests_on.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.warning = PrivacyLine(self)
        self.due.textChanged.connect(self._explain_due)
        self.what.textChanged.connect(self._look_for_personal_data)
        self.who.textChanged.connect(self._look_for_personal_data)

    def _make_buttons(self) -> None:
        self.save_button = QPushButton(icon("check"), self.tr("Add"), self)
        self.save_button.setToolTip(self.tr("Enter adds the task; Ctrl+Enter adds it and stays for the next"))
        self.save_button.clicked.connect(self.save)
        self.close_button = self.make_close_button()

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(SPACE, HALF, SPACE, HALF)
        grid.setHorizontalSpacing(SPACE)
        grid.setVerticalSpacing(2)
        last = len(self.fields)
        grid.addWidget(self.error, 0, 0, 1, last + 2)
        for column, (name, field) in enumerate(self.fields.items()):
            grid.addWidget(field, 1, column)
            grid.setColumnStretch(column, STRETCHES.get(name, 0))
        grid.addWidget(self.save_button, 1, last, Qt.AlignmentFlag.AlignBottom)
        grid.addWidget(self.close_button, 1, last + 1, Qt.AlignmentFlag.AlignBottom)
        for one, other in pairwise([*(field.input for field in self.fields.values()), self.save_button]):
            self.setTabOrder(one, other)
        grid.addWidget(self.rests_on, 2, 0, 1, 2)
        grid.addWidget(self.fields["due"].hint, 2, 2, 1, 3)
        grid.addWidget(self.warning, 3, 0, 1, last + 2)

    # --- opening and closing

    def start(self, *, about: str = "") -> None:
        """Open the line, or come back to it; `about` is what it is about, where that is known."""
        held = self._current.in_hand if self._current else None
        self._report = held.footing.thing if held else None
        self.rests_on.setText(self.tr("Rests on: {0}").format(isolated(held.footing.title)) if held else "")
        self.rests_on.setVisible(held is not None)
        self._situation.ask(clock, done=self._set_clock, key=(self, "clock"), receiver=self)
        if about:
            self._situation.ask(typed_name, about, done=self.about.set_typed, key=(self, "about"), receiver=self)
        self.open_bar(self.what)

    def forget(self) -> None:
        self._clear(all_of_it=True)

    def _clear(self, *, all_of_it: bool) -> None:
        """For the next one, who and what it is about stay."""
        self.what.clear()
        self.error.clear()
        if all_of_it:
            self.who.set_typed(Typed(""))
            self.about.set_typed(Typed(""))
            self.due.clear()
            self.kind.setCurrentIndex(0)

    # --- how it is understood

    def _set_clock(self, now: Clock) -> None:
        self._clock = now
        self._explain_due()

    def _explain_due(self) -> None:
        self.fields["due"].show_hint(self._due_words())

    def _due_words(self) -> str:
        if self._clock is None or not self.due.text().strip():
            return ""
        try:
            due = parse_due(self.due.text(), zone=self._clock.zone, now=self._clock.now)
        except Mistake:
            return ""
        return isolated(times.in_words(due, self._clock.zone))

    def _look_for_personal_data(self) -> None:
        self.warning.look_at(self.what.text(), self.who.text())

    # --- saving

    def spoken(self) -> SpokenTask:
        kind = self.kind.currentData()
        return SpokenTask(
            what=self.what.text(),
            who=self.who.text(),
            due=self.due.text(),
            about=self.about.typed(),
            kind=TaskKind(kind) if kind else None,
            report=self._report,
        )

    def send(self, *, stays: bool) -> None:
        if self._is_waiting:
            return
        self._is_waiting, self._stays = True, stays
        self.error.clear()
        self._situation.do(enter_task, self.spoken(), done=self._saved, failed=self._failed, receiver=self)

    def _saved(self, saved: Saved) -> None:
        self._is_waiting = False
        if self._stays:
            self._clear(all_of_it=False)
            self.what.setFocus()
        else:
            self.close_bar()
        self.added.emit(saved.ids[0])

    def _failed(self, problem: Problem) -> None:
        """Nothing was saved; all that was typed stays."""
        self._is_waiting = False
        self.error.show_problem(problem)
        field = problem.field if isinstance(problem, Mistake) else ""
        self.fields.get(field, self.fields["what"]).input.setFocus()
