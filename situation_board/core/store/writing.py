"""What an action wants saved is made ready, and written: stamped, logged, folded, and what is derived from it.

Making ready only reads, and may be done by another thread before the transaction: it is good for as long as nobody
wrote anything meanwhile.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field

from situation_board.core.sqlite import Connection
from situation_board.core.store.contents import keep_content
from situation_board.core.store.derived import Touched, derive
from situation_board.core.store.folding import fold_in
from situation_board.core.store.loading import take_up
from situation_board.core.store.log import Changes, Draft, append
from situation_board.core.store.new_records import NewRecords, unheard_of
from situation_board.core.store.reading import Identity
from situation_board.core.store.stamping import Stamp, supersedes
from situation_board.core.store.tombstones import EXPUNGED, apply_tombstones


@dataclass(frozen=True, slots=True)
class Beginning:
    """What the changes of an action come after, and who writes them when. Where it is the same again, nothing was
    written meanwhile."""

    writer: str
    seq: int
    arrival: int
    lamport: int
    identity: Identity
    now: int = field(compare=False)


@dataclass(frozen=True, slots=True)
class Numbered:
    """A draft, and which of its action it is."""

    number: int
    draft: Draft


@dataclass(frozen=True, slots=True)
class Ready:
    """Changes that need only be written."""

    beginning: Beginning
    changes: Changes
    stamp: Stamp
    pieces: tuple[NewRecords | Numbered, ...]


def last_numbers(connection: Connection) -> tuple[int, int]:
    """The greatest arrival and lamport of the log."""
    arrival, lamport = connection.execute(
        "SELECT (SELECT coalesce(max(arrival), 0) FROM log), (SELECT coalesce(max(lamport), 0) FROM log)"
    ).fetchone()
    return int(arrival), int(lamport)


def make_ready(connection: Connection, changes: Changes, beginning: Beginning) -> Ready:
    """Work out what can be known before it is written, from a file in which nothing comes after the beginning."""
    recorded_at = beginning.now if changes.loaded is None else changes.loaded.recorded_at
    stamp = Stamp(beginning.writer, secrets.token_hex(16), recorded_at, beginning.identity, changes)
    return Ready(beginning, changes, stamp, tuple(_pieces(connection, beginning, stamp)))


def _pieces(connection: Connection, beginning: Beginning, stamp: Stamp) -> Iterator[NewRecords | Numbered]:
    """New records that follow each other in one piece, all else draft by draft."""
    drafts = stamp.changes.drafts
    new = unheard_of(connection, drafts)
    together: NewRecords | None = None
    for number, draft in enumerate(drafts, start=1):
        if draft.row in new:
            together = together or NewRecords(beginning.now)
            change = stamp.change(draft, beginning.lamport + number, beginning.seq + number, ())
            together.add(change, beginning.arrival + number)
            continue
        if together is not None:
            yield together
            together = None
        yield Numbered(number, draft)
    if together is not None:
        yield together


def write_ready(connection: Connection, ready: Ready) -> Touched:
    """Write it, with what is derived from it. Returns what it touched."""
    touched = Touched()
    for piece in ready.pieces:
        if isinstance(piece, NewRecords):
            piece.write(connection, touched)
        else:
            _write_one(connection, ready, piece, touched)
    for content in ready.changes.contents:
        keep_content(connection, content)
    if any(draft.table == EXPUNGED for draft in ready.changes.drafts):
        apply_tombstones(connection, touched)
    begun = ready.changes.loaded
    derive(connection, touched, unpacked=() if begun is None else take_up(connection, begun, touched))
    return touched


def _write_one(connection: Connection, ready: Ready, numbered: Numbered, touched: Touched) -> None:
    beginning, number, draft = ready.beginning, numbered.number, numbered.draft
    arrival, lamport, seq = beginning.arrival + number, beginning.lamport + number, beginning.seq + number
    change = ready.stamp.change(draft, lamport, seq, supersedes(connection, draft))
    append(connection, change, arrival=arrival, arrived_at=beginning.now)
    fold_in(connection, change, arrival)
    touched.add(change)
