"""Changes that other laptops made: those not known yet are added."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from situation_board.core.problems import Trouble
from situation_board.core.sqlite import Connection, sqlite3
from situation_board.core.store.derived import Touched, derive
from situation_board.core.store.folding import refold
from situation_board.core.store.log import Change, append

LARGEST_LAMPORT = 2**53
"""No work comes near; a forged one must not use up the numbers that changes are ordered by."""


@dataclass(frozen=True)
class TakenIn:
    """What a merge brought: changes that were new here, and those that were known already."""

    new: int
    known: int
    tables: frozenset[str]
    arrival: int


SENSELESS = (
    *(ValueError, TypeError, KeyError, AttributeError, OverflowError),
    *(sqlite3.ProgrammingError, sqlite3.IntegrityError, sqlite3.InterfaceError, sqlite3.DataError),
)
"""What comes of a change whose hash is right and which says what no program writes."""


def take_in(connection: Connection, changes: Iterable[Change], arrived_at: int) -> TakenIn:
    """Add the changes that are not known yet. Trouble when one of them is not sound; the caller rolls back."""
    try:
        return _take_in(connection, changes, arrived_at)
    except SENSELESS as error:
        raise Trouble(
            "A change in the other file says what cannot be understood.",
            kept="Nothing was taken in.",
            do="Ask for the file again; keep this one for somebody who can look at it.",
        ) from error


def _take_in(connection: Connection, changes: Iterable[Change], arrived_at: int) -> TakenIn:
    arrival = int(connection.execute("SELECT coalesce(max(arrival), 0) FROM log").fetchone()[0])
    touched, new, known = Touched(), 0, 0
    for change in changes:
        if _is_known(connection, change):
            known += 1
            continue
        new, arrival = new + 1, arrival + 1
        append(connection, change, arrival=arrival, arrived_at=arrived_at)
        touched.add(change)
    for table, row in sorted(touched.rows):
        refold(connection, table, row)
    derive(connection, touched)
    return TakenIn(new, known, frozenset(table for table, _ in touched.rows), arrival)


def _is_known(connection: Connection, change: Change) -> bool:
    found = connection.execute(
        "SELECT sha256 FROM log WHERE writer = ? AND seq = ?", (change.writer, change.seq)
    ).fetchone()
    is_sound = change.sha256 == change.digest() and 0 < change.lamport < LARGEST_LAMPORT
    if not is_sound or (found is not None and found[0] != change.sha256):
        raise Trouble(
            f"Change {change.id} in the other file is not what its writer wrote.",
            kept="Nothing was taken in.",
            do="Ask for the file again; keep this one for somebody who can look at it.",
        )
    return found is not None
