"""Our own people and partners: how many are where, how they work, and how old that is."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from situation_board.core.questions.details import name_of
from situation_board.core.questions.moments import Moment, counts, now_at
from situation_board.core.questions.records import all_records, records
from situation_board.core.rows import Presence, PresenceStatus
from situation_board.core.store import Reading
from situation_board.core.times import HOUR, Time
from situation_board.core.vocabulary import HandlingLabel, Posture

SHELF_LIFE = 24
"""Hours until a headcount is stale: it is taken once a day."""
DEFAULT_LABEL = HandlingLabel.AMBER_STRICT
"""Where our people are is off shared sheets unless somebody says otherwise (domain rule)."""


@dataclass(frozen=True, slots=True)
class PresenceLine:
    """A presence as a list shows it; what nobody said is None. `label` is the one that counts."""

    id: str
    presence: Presence
    organisation: str
    place: str
    headcount: int | None
    posture: Posture | None
    as_of: Time | None
    stale: bool
    label: HandlingLabel


def presence_ids(reading: Reading, moment: Moment = None, *, at: str | None = None) -> list[str]:
    """Those at a location, or all, by place and organisation."""
    places = set(reading.aliases(at)) if at else set()
    found = [each for each in all_records(reading, Presence, moment).values() if not places or each.location in places]
    ids = [each.id for each in found]
    return [line.id for line in sorted(presence_lines(reading, ids, moment), key=_order)]


def _order(line: PresenceLine) -> tuple[str, str, str]:
    return line.place, line.organisation, line.id


def presence_lines(reading: Reading, ids: Sequence[str], moment: Moment = None) -> list[PresenceLine]:
    """The lines of those, in that order; what is not there is left out."""
    found = records(reading, Presence, ids, moment)
    current = _current_statuses(reading, ids, moment)
    now = now_at(reading, moment)
    return [_line(reading, found[each], current.get(each), now) for each in ids if each in found]


def _line(reading: Reading, presence: Presence, status: PresenceStatus | None, now: int) -> PresenceLine:
    return PresenceLine(
        id=presence.id,
        presence=presence,
        organisation=name_of(reading, "actor", presence.organisation) or "?",
        place=name_of(reading, "location", presence.location) or "?",
        headcount=status.headcount if status else None,
        posture=status.posture if status else None,
        as_of=status.as_of if status else None,
        stale=is_stale(status, now),
        label=presence.label or DEFAULT_LABEL,
    )


def is_stale(status: PresenceStatus | None, now: int) -> bool:
    """Whether the last headcount is older than its shelf life."""
    return status is not None and status.as_of is not None and status.as_of.earliest + SHELF_LIFE * HOUR < now


def current_presence_status(reading: Reading, presence: str, moment: Moment = None) -> PresenceStatus | None:
    """What was last said of how many are there, and not for the future."""
    return _current_statuses(reading, [presence], moment).get(presence)


def _current_statuses(reading: Reading, ids: Sequence[str], moment: Moment) -> dict[str, PresenceStatus]:
    """The latest of each that is not in the future."""
    condition, parameters = counts(reading, moment, "presence_status", "t", "as_of_earliest")
    rows = reading.rows(
        PresenceStatus,
        f"t.thing IN (SELECT value FROM json_each(?)) AND {condition}"
        " ORDER BY t.as_of_earliest, t.lamport, t.writer, t.seq",
        json.dumps(list(ids)),
        *parameters,
    )
    return {row.thing: row for row in rows}
