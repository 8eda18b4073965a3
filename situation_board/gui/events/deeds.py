"""What is done with several events at once, each as one action."""

from __future__ import annotations

from collections.abc import Sequence

from situation_board.core.actions.records import strike
from situation_board.core.problems import Mistake
from situation_board.core.store import Changes, Reading


def strike_events(reading: Reading, events: Sequence[str], *, why: str) -> Changes:
    """Strike events for one reason. They are shown struck through from then on, and never deleted."""
    if not why.strip():
        raise Mistake("Why are they struck?", field="why", do="Say it in a few words, such as: entered twice.")
    done = [strike(reading, event, why=why.strip()) for event in events]
    return Changes("strike_event", [draft for changes in done for draft in changes.drafts], tuple(events))
