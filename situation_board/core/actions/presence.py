"""Our own people and partners: where they are, how many, how they work. Headcounts, never names."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from situation_board.core import times
from situation_board.core.actions.drafting import new_fact, not_in_future
from situation_board.core.actions.records import add_record
from situation_board.core.ids import new_id
from situation_board.core.problems import Mistake
from situation_board.core.questions.presence import current_presence_status
from situation_board.core.rows import Presence, PresenceStatus
from situation_board.core.store import Changes, Draft, Reading
from situation_board.core.vocabulary import PresenceKind

MOST_PEOPLE = 1_000_000


def add_presence(
    reading: Reading, presence: Presence, *, status: PresenceStatus | None = None, place_drafts: Sequence[Draft] = ()
) -> Changes:
    """An office, site or convoy, with how many people are there where that is known. Without a kind it is an office.

    `place_drafts` make what it newly names.
    """
    presence = dataclasses.replace(presence, id=presence.id or new_id(), kind=presence.kind or PresenceKind.OFFICE)
    added = add_record(reading, presence, place_drafts=place_drafts)
    if status is None:
        return added
    beside = [presence.id, *(draft.row for draft in place_drafts)]
    fact = _status_draft(reading, dataclasses.replace(status, thing=presence.id), beside)
    return dataclasses.replace(added, drafts=[*added.drafts, fact])


def set_presence_status(reading: Reading, status: PresenceStatus, *, beside: Sequence[Draft] = ()) -> Changes:
    """How many people are there and how they work, from a time on. `beside` are drafts of what it newly names."""
    if reading.row(Presence, status.thing) is None:
        raise Mistake("There is no such office, site or convoy.", field="presence")
    draft = _status_draft(reading, status, [each.row for each in beside])
    return Changes("set_presence_status", [*beside, draft], (status.thing,))


def status_after(reading: Reading, presence: str, values: Mapping[str, Any]) -> PresenceStatus:
    """What was not said stays as it was, but its time, its note and the report it rested on."""
    former = current_presence_status(reading, presence) or PresenceStatus(id="", thing=presence)
    return dataclasses.replace(former, **{"id": "", "as_of": None, "report": None, "note": None, **values})


def _status_draft(reading: Reading, status: PresenceStatus, beside: Sequence[str]) -> Draft:
    if status.headcount is None and status.posture is None:
        raise Mistake("How many people are there, or how do they work?", field="headcount", do="Say one of them.")
    if status.headcount is not None and not 0 <= status.headcount <= MOST_PEOPLE:
        raise Mistake("A headcount lies between none and a million.", field="headcount")
    status = dataclasses.replace(status, id=status.id or new_id(), as_of=status.as_of or times.not_stated(reading.now))
    not_in_future(reading, status.as_of)
    return new_fact(reading, status, beside=beside)
