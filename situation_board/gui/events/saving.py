"""Saving what the editor holds: a new event, or a corrected version of one, as one action."""

from __future__ import annotations

from collections.abc import Mapping

from situation_board.core.problems import Mistake
from situation_board.core.store import Changes, Reading
from situation_board.core.vocabulary import EventKind
from situation_board.gui.inspector.editing import add_thing, save_fields


def save_new(reading: Reading, typed: Mapping[str, object]) -> Changes:
    """A new event with its figures, and whatever it newly names."""
    if not isinstance(typed.get("kind"), EventKind):
        raise Mistake("What kind of event is it?", field="kind", do="Choose one.")
    return add_thing(reading, "event", typed, {})


def save_corrected(reading: Reading, event: str, typed: Mapping[str, object]) -> Changes:
    """A corrected version with what was changed. What somebody else changed meanwhile in other fields stays."""
    return save_fields(reading, event, typed)
