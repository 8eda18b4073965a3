"""Changes that other laptops made: those not known yet are added."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from situation_board.core.problems import Trouble
from situation_board.core.sqlite import Connection, sqlite3
from situation_board.core.store.derived import Touched, derive
from situation_board.core.store.folding import refold
from situation_board.core.store.log import Change, append
from situation_board.core.store.tombstones import apply_tombstones, expunged, what_is_expunged

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


def take_in(connection: Connection, changes: Iterable[Change], arrived_at: int | None) -> TakenIn:
    """Add the changes that are not known yet. Trouble when one of them is not sound; the caller rolls back.

    Without a time each arrives when it says that it did: for a log that is made again as it was.
    """
    try:
        return _take_in(connection, changes, arrived_at)
    except SENSELESS as error:
        raise Trouble(
            "A change in the other file says what cannot be understood.",
            kept="Nothing was taken in.",
            do="Ask for the file again; keep this one for somebody who can look at it.",
        ) from error


def _take_in(connection: Connection, changes: Iterable[Change], arrived_at: int | None) -> TakenIn:
    arrival = int(connection.execute("SELECT coalesce(max(arrival), 0) FROM log").fetchone()[0])
    touched, new, known = Touched(), 0, 0
    differing: list[Change] = []
    for change in changes:
        own = _own(connection, change)
        if own is not None:
            known += 1
            differing += [change] if own != change.sha256 else []
            continue
        new, arrival = new + 1, arrival + 1
        append(connection, change, arrival=arrival, arrived_at=change.arrived_at if arrived_at is None else arrived_at)
        touched.add(change)
    apply_tombstones(connection, touched)
    _check_expunged(connection, differing)
    for table, row in sorted(touched.rows):
        refold(connection, table, row)
    derive(connection, touched)
    return TakenIn(new, known, touched.tables, arrival)


def _own(connection: Connection, change: Change) -> str | None:
    """The hash under which this file knows a change; None when it does not. Trouble when the change is not sound."""
    if change.sha256 != change.digest() or not 0 < change.lamport < LARGEST_LAMPORT:
        raise _not_what_was_written(change)
    found = connection.execute(
        "SELECT sha256 FROM log WHERE writer = ? AND seq = ?", (change.writer, change.seq)
    ).fetchone()
    return str(found[0]) if found else None


def _check_expunged(connection: Connection, differing: Iterable[Change]) -> None:
    """Changes that read otherwise than here: they must be the same when what is expunged is taken out of them."""
    found = what_is_expunged(connection)
    for change in differing:
        if expunged(change, found).sha256 != _own(connection, change):
            raise _not_what_was_written(change)


def _not_what_was_written(change: Change) -> Trouble:
    return Trouble(
        f"Change {change.id} in the other file is not what its writer wrote.",
        kept="Nothing was taken in.",
        do="Ask for the file again; keep this one for somebody who can look at it.",
    )
