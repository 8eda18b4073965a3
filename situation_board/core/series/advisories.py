"""Whether an advisory is in force at a moment."""

from __future__ import annotations

from collections.abc import Collection

from situation_board.core.rows import Event
from situation_board.core.times import HOUR, Time
from situation_board.core.vocabulary import Word


class AdvisoryState(Word):
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded", "replaced by a later one"
    LIFTED = "lifted"
    EXPIRED = "expired"


def advisory_state(event: Event, *, now: int, superseded: Collection[str] = ()) -> AdvisoryState:
    """The state of an advisory. `superseded` are the advisories that later ones replace.

    What was lifted stays lifted, whatever came after; what was replaced does not come back when its time runs out.
    """
    if event.lifted is not None and event.lifted.earliest <= now:
        return AdvisoryState.LIFTED
    if event.thing in superseded:
        return AdvisoryState.SUPERSEDED
    if event.valid_until is not None and event.valid_until.latest <= now:
        return AdvisoryState.EXPIRED
    return AdvisoryState.IN_FORCE


def last_seen(event: Event, verified_at: Time | None = None) -> Time | None:
    """When an advisory was issued or last looked at; None when neither is known."""
    return max((time for time in (event.issued or event.starts, verified_at) if time is not None), default=None)


def is_stale(event: Event, *, now: int, life: int, verified_at: Time | None = None) -> bool:
    """Whether an advisory was neither issued nor looked at for its shelf life, in hours: it may have changed."""
    seen = last_seen(event, verified_at)
    return seen is not None and now - seen.earliest > life * HOUR
