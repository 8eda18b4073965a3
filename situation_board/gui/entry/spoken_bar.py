"""A line of entry that is spoken field by field: inputs with captions, hints and errors, and what they mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QWidget

from situation_board.gui.background import Situation
from situation_board.gui.entry.clock import Clock, clock, understood_time
from situation_board.gui.entry.entering import PlaceHint, place_hint
from situation_board.gui.entry.entry_bar import EntryBar
from situation_board.gui.entry.error_line import ErrorLine
from situation_board.gui.entry.privacy_line import PrivacyLine
from situation_board.gui.entry.spoken_field import SpokenField
from situation_board.gui.entry.suggesting_edit import SuggestingEdit
from situation_board.gui.entry.wording import isolated, words_of
from situation_board.gui.look import HALF, SPACE, icon

if TYPE_CHECKING:
    from situation_board.gui.current_report import CurrentReport, InHand

FIRST_LATE = 4
"""From this column on an error begins to the left of its input, where there is room for it."""


class SpokenBar(EntryBar):
    """What the lines for cards and events share: where, who, when and who says so, and how they are laid out."""

    def __init__(
        self, situation: Situation, parent: QWidget | None = None, *, current: CurrentReport | None = None
    ) -> None:
        super().__init__(parent)
        self._situation = situation
        self._current = current
        self._clock: Clock | None = None
        self._is_waiting = False
        self._stays = False
        self.where = self.suggesting("location", hint=self.tr("Homs, حمص"))
        self.who = self.suggesting("actor", hint=self.tr("names, or “nobody”"), several=True)
        self.says_so = self.suggesting("report", "source", hint=self.tr("report or source"))
        self.when = QLineEdit(self)
        self.when.setPlaceholderText(self.tr("8 Dec, 14:30, now"))
        self.when.installEventFilter(self)
        self.privacy = PrivacyLine(self)
        self.fields: dict[str, SpokenField] = {}
        self.errors: dict[str, ErrorLine] = {}

    # --- making

    def suggesting(self, *tables: str, hint: str = "", several: bool = False) -> SuggestingEdit:
        """An input for names of those tables."""
        edit = SuggestingEdit(self._situation, tables, self, several=several)
        edit.setPlaceholderText(hint)
        edit.finished.connect(self.save)
        edit.given_up.connect(self.close_bar)
        return edit

    def make_fields(self, captions: Mapping[str, tuple[str, QWidget]]) -> None:
        """Inputs by name, in the order in which one speaks; what is typed anew takes its error away."""
        self.fields = {name: SpokenField(caption, input, self) for name, (caption, input) in captions.items()}
        self.errors = {name: ErrorLine(self) for name in self.fields}
        self.when.textChanged.connect(self._explain_time)
        for name, field in self.fields.items():
            if isinstance(field.input, QLineEdit):
                field.input.textEdited.connect(lambda _, name=name: self.errors[name].clear())

    def make_save_button(self, tip: str) -> QPushButton:
        button = QPushButton(icon("check"), self.tr("Add"), self)
        button.setToolTip(tip)
        button.clicked.connect(self.save)
        return button

    def lay_out_fields(self, stretches: Mapping[str, int], buttons: Sequence[QWidget]) -> QGridLayout:
        """Errors in row 0, inputs in row 1; hints and buttons are put into the grid by whoever asked for it.

        Tab goes from input to input as they are spoken, then to the buttons.
        """
        grid = QGridLayout(self)
        grid.setContentsMargins(SPACE, HALF, SPACE, HALF)
        grid.setHorizontalSpacing(SPACE)
        grid.setVerticalSpacing(2)
        for column, (name, field) in enumerate(self.fields.items()):
            grid.addWidget(field, 1, column)
            grid.setColumnStretch(column, stretches.get(name, 0))
            is_late = column >= FIRST_LATE
            first, span = (0, column + 1) if is_late else (column, len(self.fields) - column)
            grid.addWidget(self.errors[name], 0, first, 1, span)
        for one, other in pairwise([*(field.input for field in self.fields.values()), *buttons]):
            self.setTabOrder(one, other)
        return grid

    # --- opening

    def ask_clock(self) -> None:
        """What "now" and a day mean here; then the hints say how things are understood."""
        self._situation.ask(clock, done=self.take_clock, key=(self, "clock"), receiver=self)

    def take_clock(self, now: Clock) -> None:
        self._clock = now
        self._explain_time(self.when.text())

    def rest_on_current(self) -> None:
        """Who says so and when, as the current report has it; both can be changed."""
        held: InHand | None = self._current.in_hand if self._current else None
        if held is not None:
            self.says_so.set_typed(held.source)
            self.when.setText(held.when)

    def clear_errors(self) -> None:
        for error in self.errors.values():
            error.clear()

    # --- how it is understood

    def _explain_time(self, text: str) -> None:
        if self._clock is not None:
            empty = "" if text.strip() else self.tr("time not stated")
            self.fields["when"].show_hint(understood_time(text, self._clock) or empty)

    def explain_place(self, name: str, edit: SuggestingEdit) -> None:
        """Say below the input which place is meant."""
        self._situation.ask(
            place_hint,
            edit.typed(),
            done=lambda hint: self.fields[name].show_hint(self._place_words(hint)),
            key=(self, name),
            receiver=self,
        )

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
