"""A form for something new: every field of its table, in the order in which one would say it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from situation_board.core.entry import entry_fields
from situation_board.core.problems import Problem
from situation_board.core.rows import Field, Kind, fields_of
from situation_board.core.store import Saved
from situation_board.gui.background import Situation
from situation_board.gui.entry.clock import Clock, clock
from situation_board.gui.entry.error_line import ErrorLine
from situation_board.gui.entry.understanding import Typed
from situation_board.gui.entry.wording import caption_of, table_word
from situation_board.gui.inspector.choosing import make_editor
from situation_board.gui.inspector.editing import add_thing
from situation_board.gui.inspector.editors import Editor
from situation_board.gui.inspector.field_row import CAPTION_WIDTH
from situation_board.gui.inspector.rows_panel import is_shown
from situation_board.gui.look import HALF, SPACE

ORDERS = {
    "claim": ("speaker", "speaker_role", "verb", "text", "stance", "said_at", "publisher", "via", "report"),
    "route": ("via", "kind", "name"),
    "presence": ("organisation", "location", "headcount", "posture", "kind", "name", "as_of"),
    "task": ("text", "role", "due", "about", "kind"),
}
"""What is asked first; the other fields follow."""
SET_ANYWAY = frozenset({"as_of"})
"""Needed, but where nobody says it, it is now."""


class ThingForm(QFrame):
    """Enter goes on to the next field, Ctrl+Enter saves, Escape closes. What was typed stays when it is refused."""

    saved = Signal(str)
    closed = Signal()

    def __init__(
        self,
        situation: Situation,
        table: str,
        parent: QWidget | None = None,
        *,
        presets: Mapping[str, Any] | None = None,
        suggested: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(parent)
        self._situation = situation
        self.table = table
        self._presets = dict(presets or {})
        self._suggested = dict(suggested or {})
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Window)
        self.editors: dict[str, Editor] = {}
        self.errors: dict[str, ErrorLine] = {}
        self.general_error = ErrorLine(self)
        self.save_button = QPushButton(self.tr("Save"), self)
        self.save_button.setToolTip(self.tr("Ctrl+Enter"))
        self.save_button.clicked.connect(self.save)
        self.cancel_button = QPushButton(self.tr("Cancel"), self)
        self.cancel_button.clicked.connect(self.closed)
        self._inside = QWidget(self)
        self._column = QVBoxLayout(self._inside)
        self._lay_out()
        self._is_waiting = False
        self._wants_start = False
        situation.ask(clock, done=self._make_fields, receiver=self)

    def _lay_out(self) -> None:
        title = QLabel(self.tr("New: {0}").format(table_word(self.table)), self)
        font = title.font()
        font.setBold(True)
        title.setFont(font)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(HALF)
        self._fitting = scroll = _Fitting(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(self._inside)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        column.addWidget(title)
        column.addWidget(scroll, 1)
        column.addWidget(self.general_error)
        column.addLayout(buttons)

    def start(self) -> None:
        """Take the keyboard, as soon as the fields are there."""
        self._wants_start = True
        if self.editors:
            next(iter(self.editors.values())).start()

    def _make_fields(self, now: Clock) -> None:
        for field in ordered_fields(self.table):
            if field.name not in self._presets:
                self._add_field(field, now)
        self._column.addStretch(1)
        self._fitting.updateGeometry()
        QWidget.setTabOrder(list(self.editors.values())[-1], self.save_button)
        QWidget.setTabOrder(self.save_button, self.cancel_button)
        if self._wants_start:
            self.start()

    def _add_field(self, field: Field, now: Clock) -> None:
        words = caption_of(field.name, table=self.table)
        caption = QLabel(f"{words} *" if field.required and field.name not in SET_ANYWAY else words, self._inside)
        caption.setFixedWidth(CAPTION_WIDTH + 2 * SPACE)
        caption.setWordWrap(True)
        caption.setToolTip(field.help)
        editor = make_editor(self._situation, self._looked_up(field), now, self._inside)
        editor.set_typed(self._suggested.get(field.name, _nothing(field)))
        editor.setToolTip(field.help)
        proxy = editor.focusProxy()
        if proxy is not None:
            proxy.setAccessibleName(words)
        editor.given_up.connect(self.closed)
        editor.done.connect(lambda: self._done(editor))
        editor.all_done.connect(self.save)
        error = ErrorLine(self._inside)
        side = QVBoxLayout()
        side.setSpacing(2)
        side.addWidget(editor)
        side.addWidget(error)
        row = QHBoxLayout()
        row.addWidget(caption, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(side, 1)
        self._column.addLayout(row)
        self.editors[field.name] = editor
        self.errors[field.name] = error

    def _looked_up(self, field: Field) -> Field:
        """The name of a new place is looked up in the gazetteer, which knows where it lies."""
        if (self.table, field.name) != ("location", "name"):
            return field
        return dataclasses.replace(field, kind=Kind.THING, things=("location",))

    def _done(self, editor: Editor) -> None:
        """Enter in a field: on to the next, and after the last one save."""
        editors = list(self.editors.values())
        position = editors.index(editor)
        if position + 1 < len(editors):
            editors[position + 1].start()
        else:
            self.save()

    def save(self) -> None:
        if self._is_waiting:
            return
        self._is_waiting = True
        for error in (self.general_error, *self.errors.values()):
            error.clear()
        typed = {name: editor.typed() for name, editor in self.editors.items()}
        self._situation.do(
            add_thing, self.table, typed, self._presets, done=self._saved, failed=self._failed, receiver=self
        )

    def _saved(self, saved: Saved) -> None:
        self._is_waiting = False
        self.saved.emit(saved.ids[0] if saved.ids else "")
        self.closed.emit()

    def _failed(self, problem: Problem) -> None:
        self._is_waiting = False
        field = getattr(problem, "field", "")
        self.errors.get(field, self.general_error).show_problem(problem)
        if field in self.editors:
            self.editors[field].start()
            self.editors[field].refused()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.save()
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


class _Fitting(QScrollArea):
    """As high as what is in it, where there is room; it scrolls where there is not."""

    def sizeHint(self) -> QSize:
        return self.widget().sizeHint() + QSize(2, 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 80)


def ordered_fields(table: str) -> list[Field]:
    first = ORDERS.get(table, ())
    every = entry_fields(table) if table == "presence" else fields_of(table)
    fields = {field.name: field for field in every if is_shown(field)}
    return [*(fields[name] for name in first), *(field for name, field in fields.items() if name not in first)]


def _nothing(field: Field) -> object:
    if field.kind in {Kind.CHOICES, Kind.NAMES}:
        return ()
    return None if field.kind is Kind.CHOICE else Typed("")
