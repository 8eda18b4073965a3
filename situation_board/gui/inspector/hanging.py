"""What refers to a thing, for the inspector. A publisher may have a million rows: only so many are looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from situation_board.core.actions.drafting import latest_version
from situation_board.core.questions.mentions import mentions
from situation_board.core.rows import TABLES, Claim, Event, RouteStatus, Row, Status, Verification
from situation_board.core.store import Reading
from situation_board.gui.inspector.titles import id_to_show, title_of

MOST_LINES = 100
MOST_MENTIONS = 4 * MOST_LINES
"""Of each kind of reference: of a thing's versions only the one that counts becomes a line."""


@dataclass(frozen=True)
class Hanging:
    """Something that refers to the thing shown: `thing` is what to show for it, `field` how it refers."""

    table: str
    thing: str
    field: str
    title: str
    voided: bool


def hanging_on(reading: Reading, ids: Sequence[str]) -> tuple[tuple[Hanging, ...], bool]:
    """What refers to the thing, each once, in the version that counts, and whether there may be more.

    What was entered goes before rows of imported files.
    """
    found: dict[tuple[str, str], Hanging] = {}
    for table, row_id, field in mentions(reading, ids, MOST_MENTIONS):
        row = _row_that_counts(reading, table, row_id)
        if row is None:
            continue
        thing = id_to_show(row)
        if (table, thing) not in found and len(found) == MOST_LINES:
            return _ordered(found), True
        found.setdefault((table, thing), Hanging(table, thing, field, title_of(reading, row), row.voided))
    return _ordered(found), False


def _ordered(found: dict[tuple[str, str], Hanging]) -> tuple[Hanging, ...]:
    return tuple(sorted(found.values(), key=lambda each: each.table))


def _row_that_counts(reading: Reading, table: str, row_id: str) -> Row | None:
    """The row, unless a later version of it says otherwise."""
    row = reading.row(TABLES[table], row_id)
    if isinstance(row, Status):
        is_current = reading.value("SELECT 1 FROM board WHERE status = ?", row.id) is not None
        return row if is_current else None
    if isinstance(row, Claim | Event):
        latest = latest_version(reading, type(row), row.thing)
        return row if latest is not None and latest.id == row.id else None
    if isinstance(row, RouteStatus | Verification) and row.voided:
        return None
    return row
