"""Which editor a field gets."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from situation_board.core.rows import Field, Kind
from situation_board.gui.background import Situation
from situation_board.gui.entry.clock import Clock
from situation_board.gui.inspector.colour_editor import ColourEditor
from situation_board.gui.inspector.editors import (
    LONG_TEXTS,
    ChoiceEditor,
    ChoicesEditor,
    Editor,
    LineEditor,
    TextEditor,
    ThingEditor,
    TimeEditor,
)
from situation_board.gui.inspector.names_editor import NamesEditor


def make_editor(situation: Situation, field: Field, clock: Clock, parent: QWidget, *, thing: str = "") -> Editor:
    """An editor for a field; `thing` is what it is a field of, where that is there already."""
    match field.kind:
        case Kind.THING | Kind.THINGS:
            return ThingEditor(situation, field, parent)
        case Kind.TIME:
            return TimeEditor(clock, parent)
        case Kind.CHOICE:
            return ChoiceEditor(field, parent)
        case Kind.CHOICES:
            return ChoicesEditor(field, parent)
        case Kind.NAMES:
            return NamesEditor(parent)
        case Kind.TEXT if field.name == "colour":
            return ColourEditor(parent, actor=thing)
        case Kind.TEXT if field.name in LONG_TEXTS:
            return TextEditor(parent)
    line = LineEditor(parent)
    if field.kind is Kind.REAL:
        line.saves_when_idle = False
        line.input.setPlaceholderText("33.5102, 36.2913")
    return line
