"""The situation itself: how it starts and its settings."""

from __future__ import annotations

from typing import Any

from situation_board.core.actions.drafting import edit_record, new_record
from situation_board.core.ids import new_id
from situation_board.core.problems import Mistake
from situation_board.core.rows import Situation
from situation_board.core.store import Changes, Reading
from situation_board.core.times import Time, zone_named
from situation_board.core.vocabulary import HandlingLabel


def start_situation(
    reading: Reading,
    *,
    name: str,
    timezone: str,
    closed_at: Time | None = None,
    label: HandlingLabel = HandlingLabel.AMBER,
    exercise: bool = False,
    id: str | None = None,
) -> Changes:
    """The first action of a new file."""
    zone_named(timezone)
    situation = Situation(
        id=id or new_id(), name=name, timezone=timezone, closed_at=closed_at, label=label, exercise=exercise
    )
    return Changes("start_situation", [new_record(reading, situation)], (situation.id,))


def edit_situation(reading: Reading, /, **values: Any) -> Changes:
    """Change settings. The time zone is fixed: days of events were counted in it."""
    if values.get("timezone", reading.situation.timezone) != reading.situation.timezone:
        raise Mistake("The time zone of a situation is fixed when it is made.", field="timezone")
    drafts = edit_record(reading, reading.situation, values)
    return Changes("edit_situation", drafts, (reading.situation.id,))
