"""The fields of a thing, one row each, saved where they stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from situation_board.core.problems import Problem
from situation_board.core.rows import Field, Kind
from situation_board.core.store import Saved
from situation_board.gui.background import Situation
from situation_board.gui.current_report import CurrentReport
from situation_board.gui.entry.clock import Clock
from situation_board.gui.entry.understanding import Typed
from situation_board.gui.entry.wording import caption_of
from situation_board.gui.inspector.choosing import make_editor
from situation_board.gui.inspector.editing import save_fields
from situation_board.gui.inspector.editors import Editor
from situation_board.gui.inspector.field_row import FieldRow
from situation_board.gui.inspector.values import missing_words, typed_of, value_words
from situation_board.gui.safekeeping.taking_out import offer_to_take_out

OF_WORDS = frozenset({Kind.TEXT, Kind.NAMES})
INTERNAL = frozenset({"gazetteer", "rank", "origin", "contents", "options", "file_sha256"})


class RowsPanel(QWidget):
    """Rows by name.

    `asked_for` names the field that is missing for one to be saved. `refused` tells of a value that could not be saved
    after its thing had gone from view. `locked` says why nothing can be edited.
    """

    refused = Signal(str, object)
    asked_for = Signal(str)
    locked = Signal(object)

    def __init__(self, situation: Situation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._situation = situation
        self.current: CurrentReport | None = None
        self.fixed: Problem | None = None
        """Why this thing cannot be edited, such as that it came with a file; None when it can."""
        self._thing = ""
        self._clock: Clock | None = None
        self.rows: dict[str, FieldRow] = {}
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)

    def add_field(self, field: Field, *, name: str = "", caption: str = "", table: str = "") -> FieldRow:
        """A row that edits a field; `name` is what the value is saved under."""
        row = self.add_row(
            name or field.name,
            caption or caption_of(field.name, table=table),
            lambda parent: make_editor(self._situation, field, self._now(), parent, thing=self._thing),
        )
        row.wanted.connect(self._save)
        if field.kind in OF_WORDS:
            row.fill_menu = lambda menu: offer_to_take_out(menu, self, self._thing, field.name)
        return row

    def add_row(self, name: str, caption: str, make: Callable[[QWidget], Editor] | None = None) -> FieldRow:
        row = FieldRow(name, caption, make, self)
        row.may_open = self._may_open
        self.rows[name] = row
        self.column.addWidget(row)
        return row

    def _may_open(self) -> bool:
        refusal = self._situation.refusal or self.fixed
        if refusal is not None:
            self.locked.emit(refusal)
        return refusal is None

    def _now(self) -> Clock:
        assert self._clock is not None, "a row is opened before it shows anything"
        return self._clock

    def begin(self, thing: str, clock: Clock) -> None:
        """The rows are about to show that thing. What is being edited of another one is saved first."""
        self._clock = clock
        if thing != self._thing:
            self.finish()
            for row in self.rows.values():
                self._leave(row)
        self._thing = thing

    def _leave(self, row: FieldRow) -> None:
        if row.is_open and row.editor is not None and row.problem is not None:
            self._tell_refused(row.editor.typed(), row.problem)
        row.discard()

    def _tell_refused(self, typed: object, problem: Problem) -> None:
        self.refused.emit(typed.text if isinstance(typed, Typed) else str(typed), problem)

    def show_field(self, field: Field, value: Any, *, names: Mapping[str, str], name: str = "") -> None:
        words = value_words(field, value, names=names, clock=self._now())
        typed = typed_of(field, value, names=names, clock=self._now())
        self.rows[name or field.name].show_value(words or missing_words(field), typed, is_known=bool(words))

    def finish(self) -> None:
        """Save what stands in open editors."""
        for row in self.rows.values():
            row.finish()

    def open_first(self) -> None:
        """Begin editing at the top."""
        first = self._first()
        if first is not None:
            first.open_editor()

    def focus_first(self) -> None:
        first = self._first()
        if first is not None:
            first.value.setFocus()

    def _first(self) -> FieldRow | None:
        return next((row for row in self.rows.values() if row.isVisibleTo(self) and row.can_edit), None)

    def _save(self, name: str, typed: object) -> None:
        thing, row = self._thing, self.rows[name]

        def done(saved: Saved) -> None:
            if self._thing == thing:
                row.saved()

        def failed(problem: Problem) -> None:
            if self._thing == thing and row.is_open:
                row.failed(problem)
                self.asked_for.emit(getattr(problem, "field", ""))
            else:
                self._tell_refused(typed, problem)

        held = self.current.in_hand if self.current is not None else None
        report = held.footing.thing if held else None
        self._situation.do(
            save_fields, thing, {name: typed}, resting_on=report, done=done, failed=failed, receiver=self
        )


def is_shown(field: Field) -> bool:
    """Codes, hashes and the order of cards are not for people."""
    return field.name not in INTERNAL and field.kind is not Kind.FLAG
