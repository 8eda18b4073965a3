"""What a move said of each of its cards, also when it lies in the past and something newer counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from situation_board.core import times
from situation_board.core.questions.cards import who_and_from
from situation_board.core.rows import Actor, Card, Location, Report, Situation, Status
from situation_board.core.store import Reading
from situation_board.core.vocabulary import Column

Names = tuple[str, ...] | None


@dataclass(frozen=True)
class Move:
    """One card's part in a move. Unknown parties are None, () is nobody; `as_of` is None when it was not stated."""

    card: str
    place: str
    column: Column
    who: Names
    from_whom: Names
    as_of: str | None
    source: str | None


@dataclass(frozen=True)
class Moves:
    """All cards of one action, with the situation for its headings; nothing when it was undone."""

    situation: Situation
    moves: tuple[Move, ...]


def statuses_made(reading: Reading, action: str) -> list[Status]:
    """The statuses that an action gave to cards and that are not struck, in its order."""
    rows = reading.all(
        """SELECT "row" FROM log WHERE action = ? AND "table" = 'status' AND slot = 'status' ORDER BY arrival""", action
    )
    found = reading.rows_by_id(Status, [row for (row,) in rows])
    return [found[row] for (row,) in rows if row in found and not found[row].voided]


def moves_of(reading: Reading, action: str) -> Moves:
    """What the action's statuses say now."""
    return Moves(reading.situation, tuple(_move(reading, status) for status in statuses_made(reading, action)))


def _move(reading: Reading, status: Status) -> Move:
    who, from_whom = who_and_from(status)
    return Move(
        card=status.thing,
        place=_place(reading, status.thing),
        column=Column(status.column) if status.column else Column.HELD,
        who=_names(reading, who),
        from_whom=_names(reading, from_whom),
        as_of=_time_words(reading, status),
        source=_source(reading, status),
    )


def _place(reading: Reading, card: str) -> str:
    row = reading.row(Card, reading.main(card))
    place = reading.row(Location, reading.main(row.location)) if row and row.location else None
    return (place.name if place else None) or ""


def _names(reading: Reading, actors: Sequence[str] | None) -> Names:
    if actors is None:
        return None
    found = [reading.row(Actor, reading.main(actor)) for actor in actors]
    return tuple(actor.short_name or actor.name or "" for actor in found if actor)


def _time_words(reading: Reading, status: Status) -> str | None:
    if status.as_of is None or status.as_of.precision is times.Precision.NOT_STATED:
        return None
    return times.in_words(status.as_of, reading.zone)


def _source(reading: Reading, status: Status) -> str | None:
    report = reading.row(Report, status.report)
    return report.title if report else None


def report_titles(reading: Reading, *, limit: int = 500) -> list[str]:
    """Titles of the latest reports, to cite one."""
    rows = reading.rows(Report, "voided = 0 ORDER BY key DESC LIMIT ?", limit)
    return list(dict.fromkeys(row.title for row in rows if row.title))
