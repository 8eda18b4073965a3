"""What is done to events beside recording, correcting, striking and joining them."""

from __future__ import annotations

from situation_board.core import times
from situation_board.core.actions.drafting import get_row
from situation_board.core.actions.records import edit_thing
from situation_board.core.problems import Mistake
from situation_board.core.rows import Event
from situation_board.core.store import Changes, Reading
from situation_board.core.times import Time
from situation_board.core.vocabulary import EventKind


def lift_advisory(reading: Reading, advisory: str, *, lifted: Time | None = None) -> Changes:
    """An advisory no longer holds, from a time on; without one, from now, time not stated."""
    event = get_row(reading, advisory)
    if not isinstance(event, Event) or event.kind != EventKind.ADVISORY:
        raise Mistake("Only an advisory can be lifted.", field="id")
    if event.lifted is not None:
        raise Mistake("It is lifted already.", kept="Nothing was changed.", do="Edit it to give another time.")
    return edit_thing(reading, advisory, {"lifted": lifted or times.not_stated(reading.now)})
