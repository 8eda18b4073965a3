"""A shift handed over: who hands over confirms the list as it was shown, who takes over confirms it as well."""

from __future__ import annotations

from situation_board.core import times
from situation_board.core.actions.drafting import edit_record, new_record
from situation_board.core.ids import new_id
from situation_board.core.problems import Mistake
from situation_board.core.rows import Handover
from situation_board.core.store import Changes, Reading


def hand_over(
    reading: Reading, *, since: int, until: int, arrival: int, listed: str, note: str | None = None
) -> Changes:
    """Who is on duty hands over: the list as it was shown, from when to when, after which change of this file."""
    person = reading.identity.person
    if person is None:
        raise Mistake("Nobody is on duty.", field="outgoing", do="Say who hands over: a role or initials.")
    handover = Handover(
        id=new_id(),
        since=times.exactly(since),
        until=times.exactly(until),
        arrival=arrival,
        outgoing=person,
        outgoing_confirmed=times.exactly(reading.now),
        listed=listed,
        note=note,
    )
    return Changes("hand_over", [new_record(reading, handover)], (handover.id,))


def take_over(reading: Reading, handover: str, *, note: str | None = None) -> Changes:
    """Who is on duty now has gone through the list and takes over; it is somebody else than who handed over."""
    known = reading.row(Handover, handover)
    if known is None or known.voided:
        raise Mistake("There is no such handover.")
    person = reading.identity.person
    if person is None:
        raise Mistake("Nobody is on duty.", field="incoming", do="Say who takes over: a role or initials.")
    if person == known.outgoing:
        raise Mistake(
            f"{person} hands over, and cannot take over as well.",
            field="incoming",
            kept="The handover stays as it is.",
            do="Change who is on duty, then confirm.",
        )
    if known.incoming_confirmed is not None:
        raise Mistake(f"{known.incoming} has taken over already.", kept="Nothing was changed.")
    values = {"incoming": person, "incoming_confirmed": times.exactly(reading.now)}
    return Changes(
        "take_over", edit_record(reading, known, {**values, **({"note": note} if note else {})}), (handover,)
    )
