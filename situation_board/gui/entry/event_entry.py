"""An event in one line, by keyboard, in the order in which one speaks a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QWidget

from situation_board.core.problems import Mistake, Problem
from situation_board.core.store import Saved
from situation_board.core.vocabulary import EventKind
from situation_board.gui.background import Situation
from situation_board.gui.entry.alike_line import AlikeLine
from situation_board.gui.entry.clock import Clock
from situation_board.gui.entry.event_entering import SpokenEvent, enter_event, event_like
from situation_board.gui.entry.event_fields import TO_SOMEWHERE
from situation_board.gui.entry.event_figures import understood_figures
from situation_board.gui.entry.spoken_bar import SpokenBar
from situation_board.gui.entry.suggesting_edit import SuggestingEdit
from situation_board.gui.entry.understanding import Typed
from situation_board.gui.entry.wording import isolated, words_of
from situation_board.gui.look import icon

if TYPE_CHECKING:
    from situation_board.gui.current_report import CurrentReport

LOOKING_MILLISECONDS = 200
STRETCHES = {"where": 3, "to": 3, "who": 4, "figures": 6, "when": 2, "says_so": 3}


class EventEntry(SpokenBar):
    """`added` names the new event; `details_wanted` hands over what was typed so far."""

    added = Signal(str)
    details_wanted = Signal(object)

    def __init__(
        self, situation: Situation, parent: QWidget | None = None, *, current: CurrentReport | None = None
    ) -> None:
        super().__init__(situation, parent, current=current)
        self._make_inputs()
        self._make_fields()
        self._make_buttons()
        self.alike = AlikeLine(self)
        self._looking = QTimer(self, singleShot=True, interval=LOOKING_MILLISECONDS)
        self._looking.timeout.connect(self._look_for_alike)
        self._lay_out()
        self._kind_chosen()

    # --- making

    def _make_inputs(self) -> None:
        self.what = QComboBox(self)
        for kind in EventKind:
            self.what.addItem(words_of(kind), kind)
        self.to = self.suggesting("location")
        self.figures = QLineEdit(self)
        self.figures.setPlaceholderText(self.tr("23 killed, 400 families displaced"))
        for input in (self.where, self.to, self.who, self.says_so, self.what, self.figures):
            input.installEventFilter(self)
        self.privacy.watch(self.where, self.to, self.who, self.says_so, self.figures)

    def _make_fields(self) -> None:
        captions = {
            "what": (self.tr("What"), self.what),
            "where": (self.tr("Where"), self.where),
            "to": (self.tr("To"), self.to),
            "who": (self.tr("Who"), self.who),
            "figures": (self.tr("How many"), self.figures),
            "when": (self.tr("When"), self.when),
            "says_so": (self.tr("Who says so"), self.says_so),
        }
        self.make_fields(captions)
        self.what.currentIndexChanged.connect(self._kind_chosen)
        self.where.textChanged.connect(lambda: self.explain_place("where", self.where))
        self.to.textChanged.connect(lambda: self.explain_place("to", self.to))
        self.figures.textChanged.connect(self._explain_figures)
        self.what.currentIndexChanged.connect(lambda: self._looking.start())
        for field in self.fields.values():
            if isinstance(field.input, QLineEdit):
                field.input.textChanged.connect(lambda: self._looking.start())

    def _make_buttons(self) -> None:
        self.save_button = self.make_save_button(
            self.tr("Enter adds the event; Ctrl+Enter adds it and stays for the next")
        )
        self.details_button = QPushButton(icon("more"), self.tr("Details"), self)
        self.details_button.setToolTip(self.tr("All that can be said of it (Ctrl+D)"))
        self.details_button.clicked.connect(self.open_details)
        self.close_button = self.make_close_button()

    def _lay_out(self) -> None:
        buttons = (self.save_button, self.details_button, self.close_button)
        self._grid = grid = self.lay_out_fields(STRETCHES, (*buttons, self.alike.button))
        for name, first, span in (("where", 0, 2), ("to", 2, 2), ("when", 5, 2)):
            grid.addWidget(self.fields[name].hint, 2, first, 1, span)
        last = len(self.fields)
        grid.addWidget(self.fields["figures"].hint, 3, 0, 1, last + 3)
        grid.addWidget(self.alike, 4, 0, 1, last + 3)
        grid.addWidget(self.privacy, 5, 0, 1, last + 3)
        bottom = Qt.AlignmentFlag.AlignBottom
        for offset, button in enumerate(buttons):
            grid.addWidget(button, 1, last + offset, bottom)

    # --- opening and closing

    def start(self, *, where: Typed | None = None) -> None:
        """Open the line, or come back to it, perhaps with the place filled."""
        self.ask_clock()
        self.rest_on_current()
        if where is not None:
            self.where.set_typed(where)
        self.open_bar(self.what)

    def forget(self) -> None:
        self._clear(all_of_it=True)

    def _clear(self, *, all_of_it: bool) -> None:
        for edit in [self.where, self.to, self.who, *([self.says_so] if all_of_it else [])]:
            edit.set_typed(Typed(""))
        self.figures.clear()
        if all_of_it:
            self.when.clear()
            self.what.setCurrentIndex(0)
        self.clear_errors()
        self.alike.show_like(None)

    def open_details(self) -> None:
        """Go on in the full editor with what was typed so far."""
        spoken = self.spoken()
        self.close_bar()
        self.details_wanted.emit(spoken)

    # --- how it is understood

    def kind(self) -> EventKind:
        return EventKind(self.what.currentData())

    def spoken(self) -> SpokenEvent:
        return SpokenEvent(
            what=self.kind(),
            where=self.where.typed(),
            to=self.to.typed() if self.kind() in TO_SOMEWHERE else Typed(""),
            who=self.who.typed(),
            figures=Typed(self.figures.text()),
            when=Typed(self.when.text()),
            says_so=self.says_so.typed(),
        )

    def _kind_chosen(self) -> None:
        """Only some kinds lead to another place."""
        leads_on = self.kind() in TO_SOMEWHERE
        self.fields["to"].setVisible(leads_on)
        self._grid.setColumnStretch(list(self.fields).index("to"), STRETCHES["to"] if leads_on else 0)
        self.fields["where"].set_caption(self.tr("From") if leads_on else self.tr("Where"))
        is_advisory = self.kind() is EventKind.ADVISORY
        self.fields["who"].set_caption(self.tr("Issued by") if is_advisory else self.tr("Who"))

    def take_clock(self, now: Clock) -> None:
        super().take_clock(now)
        self._explain_figures(self.figures.text())

    def _explain_figures(self, text: str) -> None:
        """Each figure as it is understood; several are several, never their sum."""
        if self._clock is None:
            return
        found = understood_figures(text, self._clock)
        words = " · ".join(isolated(each) for each in found.words)
        if len(found.words) > 1:
            words = self.tr("{0} figures: {1}").format(isolated(str(len(found.words))), words)
        self.fields["figures"].show_hint(words or isolated(found.problem))

    def _look_for_alike(self) -> None:
        """Whether it is told already, as soon as one stops typing."""
        if self.isVisible():
            self._situation.ask(
                event_like, self.spoken(), done=self.alike.show_like, key=(self, "alike"), receiver=self
            )

    # --- saving

    def send(self, *, stays: bool) -> None:
        if self._is_waiting:
            return
        self._is_waiting, self._stays = True, stays
        self.clear_errors()
        same = self.alike.same()
        self._situation.do(enter_event, self.spoken(), same=same, done=self._saved, failed=self._failed, receiver=self)

    def _saved(self, saved: Saved) -> None:
        self._is_waiting = False
        if self._stays:
            self._clear(all_of_it=False)
            self.what.setFocus()
            self.fields["where"].show_hint(self.tr("{0} is added").format(words_of(self.kind())))
        else:
            self.close_bar()
        self.added.emit(saved.ids[0])

    def _failed(self, problem: Problem) -> None:
        """Nothing was saved; all that was typed stays."""
        self._is_waiting = False
        field = problem.field if isinstance(problem, Mistake) else ""
        name = field if field in self.errors else "what"
        self.errors[name].show_problem(problem)
        input = self.fields[name].input
        input.setFocus()
        if field in self.errors and isinstance(input, SuggestingEdit):
            input.offer_to_add()

    # --- Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+D is for the details also where it would delete a letter."""
        if isinstance(event, QKeyEvent) and _asks_for_details(event):
            if event.type() == QEvent.Type.KeyPress:
                self.open_details()
            event.accept()
            return True
        return False if isinstance(watched, SuggestingEdit) else super().eventFilter(watched, event)


def _asks_for_details(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_D and event.modifiers() == Qt.KeyboardModifier.ControlModifier
