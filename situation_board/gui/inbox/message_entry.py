"""A message in one line, by keyboard: from whom, what it says; when it came in is now unless it is said."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QPushButton, QWidget

from situation_board.core.problems import Mistake, Problem
from situation_board.core.store import Saved
from situation_board.core.vocabulary import Medium, Priority
from situation_board.gui.background import Situation
from situation_board.gui.entry.clock import Clock, clock, understood_time
from situation_board.gui.entry.entry_bar import EntryBar
from situation_board.gui.entry.error_line import ErrorLine
from situation_board.gui.entry.privacy_line import PrivacyLine
from situation_board.gui.entry.spoken_field import SpokenField
from situation_board.gui.entry.suggesting_edit import SuggestingEdit
from situation_board.gui.entry.understanding import Typed
from situation_board.gui.entry.wording import isolated, words_of
from situation_board.gui.inbox.entering import SpokenMessage, enter_message, sender_suggestions
from situation_board.gui.inbox.message_text import MessageText
from situation_board.gui.look import HALF, SPACE, icon

STRETCHES = {"whom": 2, "text": 7, "received": 2}


class MessageEntry(EntryBar):
    """Enter logs the message and stays for the next, Escape closes. `logged` names the new message.

    By what it came stays for the next one; all else is empty again.
    """

    logged = Signal(str)

    def __init__(self, situation: Situation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._situation = situation
        self._clock: Clock | None = None
        self._make_inputs()
        self._make_fields()
        self._make_buttons()
        self._lay_out()

    # --- making

    def _make_inputs(self) -> None:
        self.medium = QComboBox(self)
        self.medium.addItem(self.tr("not stated"), None)
        for medium in Medium:
            self.medium.addItem(words_of(medium), medium)
        self.whom = SuggestingEdit(self._situation, ["source"], self, can_add=False, question=sender_suggestions)
        self.whom.setPlaceholderText(self.tr("call sign, role or office"))
        self.text = MessageText(self)
        self.text.setPlaceholderText(self.tr("what it says; paste keeps its lines"))
        self.received = QLineEdit(self)
        self.received.setPlaceholderText(self.tr("now; or 14:30, 8 Dec"))
        self.priority = QComboBox(self)
        for priority in Priority:
            self.priority.addItem(words_of(priority), priority)
        self.whom.finished.connect(lambda: self.text.setFocus(Qt.FocusReason.TabFocusReason))
        self.whom.given_up.connect(self.close_bar)
        self.text.finished.connect(self.save)
        for input in (self.medium, self.received, self.priority):
            input.installEventFilter(self)

    def _make_fields(self) -> None:
        captions = {
            "medium": (self.tr("By"), self.medium),
            "whom": (self.tr("From"), self.whom),
            "text": (self.tr("What it says"), self.text),
            "received": (self.tr("Came in"), self.received),
            "priority": (self.tr("Priority"), self.priority),
        }
        self.fields = {name: SpokenField(caption, input, self) for name, (caption, input) in captions.items()}
        self.error = ErrorLine(self)
        self.warning = PrivacyLine(self)
        self.text.textChanged.connect(self._look_for_personal_data)
        self.whom.textChanged.connect(self._look_for_personal_data)
        self.received.textChanged.connect(self._explain_time)

    def _make_buttons(self) -> None:
        self.save_button = QPushButton(icon("check"), self.tr("Log"), self)
        self.save_button.setToolTip(self.tr("Enter logs the message and stays for the next"))
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
            grid.addWidget(field, 1, column, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(column, STRETCHES.get(name, 0))
        for column, button in enumerate((self.save_button, self.close_button), start=last):
            name = button.accessibleName()
            below_caption = SpokenField("", button, self)  # level with the inputs, however high the text grows
            button.setAccessibleName(name)
            grid.addWidget(below_caption, 1, column, Qt.AlignmentFlag.AlignTop)
        for one, other in pairwise([*(field.input for field in self.fields.values()), self.save_button]):
            self.setTabOrder(one, other)
        grid.addWidget(self.warning, 2, 0, 1, 3)
        grid.addWidget(self.fields["received"].hint, 2, 3, 1, 2)

    # --- opening and closing

    def start(self) -> None:
        """Open the line, or come back to it: with whom it is from."""
        self._situation.ask(clock, done=self._set_clock, key=(self, "clock"), receiver=self)
        self.open_bar(self.whom)

    def forget(self) -> None:
        self.whom.set_typed(Typed(""))
        self.text.clear()
        self.received.clear()
        self.priority.setCurrentIndex(0)
        self.error.clear()

    # --- how it is understood

    def _set_clock(self, now: Clock) -> None:
        self._clock = now
        self._explain_time()

    def _explain_time(self) -> None:
        if self._clock is not None:
            self.fields["received"].show_hint(understood_time(self.received.text(), self._clock))

    def _look_for_personal_data(self) -> None:
        self.warning.look_at(self.whom.text(), self.text.toPlainText())

    # --- saving

    def send(self, *, stays: bool) -> None:
        """Both ways stay: messages come one after the other. The line is free for the next at once."""
        spoken = self.spoken()
        self._situation.do(
            enter_message,
            spoken,
            done=self._saved,
            failed=lambda problem: self._failed(spoken, problem),
            receiver=self,
        )
        self.forget()
        self.whom.setFocus()

    def spoken(self) -> SpokenMessage:
        medium = self.medium.currentData()
        priority = Priority(self.priority.currentData())
        return SpokenMessage(
            sender=self.whom.typed(),
            text=self.text.toPlainText(),
            medium=Medium(medium) if medium else None,
            received=self.received.text(),
            priority=priority if priority is not Priority.ROUTINE else None,
        )

    def _saved(self, saved: Saved) -> None:
        self.logged.emit(saved.ids[0])

    def _failed(self, spoken: SpokenMessage, problem: Problem) -> None:
        """Nothing was saved: what was typed comes back, unless the next is being typed already; then it is told."""
        if self.text.toPlainText().strip():
            words = self.tr("“{0}” was not logged. {1} {2}")
            self.error.show_words(words.format(isolated(spoken.text), problem.happened, problem.do))
            return
        self._put_back(spoken)
        self.error.show_problem(problem)
        field = problem.field if isinstance(problem, Mistake) else ""
        self.fields.get(field, self.fields["text"]).input.setFocus()

    def _put_back(self, spoken: SpokenMessage) -> None:
        self.whom.set_typed(spoken.sender)
        self.text.setPlainText(spoken.text)
        self.received.setText(spoken.received)
        self.priority.setCurrentIndex(list(Priority).index(spoken.priority or Priority.ROUTINE))
