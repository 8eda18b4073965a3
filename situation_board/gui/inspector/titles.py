"""What things are called in a line: a card by its place, a route by its points, a claim by its words."""

from __future__ import annotations

from collections.abc import Iterable

from situation_board.core.actions.drafting import find_row
from situation_board.core.questions.details import details
from situation_board.core.rows import (
    Actor,
    Card,
    Claim,
    Event,
    Fact,
    Link,
    Location,
    PresenceStatus,
    Rating,
    Report,
    Route,
    RouteStatus,
    Row,
    SameAs,
    Source,
    Status,
    Verification,
)
from situation_board.core.store import Reading
from situation_board.core.store.reading import TABLE_OF


def names_of(reading: Reading, ids: Iterable[str | None]) -> dict[str, str]:
    """Id -> what it is called. What this file does not know yet shows the beginning of its id."""
    wanted = {thing for thing in ids if thing}
    mains = {thing: reading.main(thing) for thing in wanted}
    found: dict[str, str] = {}
    for row_type in (Actor, Location, Source, Report):
        for row_id, row in reading.rows_by_id(row_type, mains.values()).items():
            found[row_id] = _short(row)
    for main in mains.values():
        if main not in found:
            other = find_row(reading, main)
            found[main] = title_of(reading, other) if other else main[:8]
    return {thing: found[main] for thing, main in mains.items()}


def _short(row: Row) -> str:
    match row:
        case Actor():
            return row.short_name or row.name or row.id[:8]
        case Location() | Source():
            return row.name or row.id[:8]
        case Report():
            return row.title or row.id[:8]
    return row.id[:8]


def title_of(reading: Reading, row: Row) -> str:
    """What a row is called, in one line."""
    match row:
        case Actor():
            return row.name or row.id[:8]
        case Location() | Source() | Report():
            return _short(row)
        case Card():
            return _name(reading, row.location)
        case Status() | RouteStatus() | Verification():
            return _name(reading, row.thing)
        case Route():
            return row.name or " – ".join(_name(reading, place) for place in row.via or ()) or row.id[:8]
        case Claim():
            return row.text or row.id[:8]
        case Event():
            return row.text or (row.kind.words if row.kind else row.id[:8])
        case Link():
            kind = row.kind.words if row.kind else "–"
            return f"{_name(reading, row.actor)} {kind} {_name(reading, row.other)}"
        case SameAs():
            return f"{_name(reading, row.a)} = {_name(reading, row.b)}"
    known = details(reading, [(TABLE_OF[type(row)], row.id)]).get(row.id)
    return (known.name if known else "") or row.id[:8]


def _name(reading: Reading, thing: str | None) -> str:
    return names_of(reading, [thing]).get(thing or "", "?")


def id_to_show(row: Row) -> str:
    """What to ask for to see a row: facts are versions of their thing."""
    if isinstance(row, Status | RouteStatus | Verification | Claim | Event | PresenceStatus | Rating):
        assert isinstance(row, Fact)
        return row.thing
    return row.id
