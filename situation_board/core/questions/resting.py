"""What rests on a report: what would be left without a source if it were struck."""

from __future__ import annotations

from dataclasses import dataclass

from situation_board.core.questions.details import latest_fact
from situation_board.core.rows import Claim, Event, RouteStatus
from situation_board.core.store import Reading


@dataclass(frozen=True, slots=True)
class Resting:
    """Ids of what a report is the only source of: cards and routes by what holds of them now, claims and events."""

    cards: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    events: tuple[str, ...] = ()

    @property
    def anything(self) -> bool:
        return bool(self.cards or self.routes or self.claims or self.events)


def what_rests_on(reading: Reading, report: str) -> Resting:
    """What rests on a report now; of claims and events in the version that counts."""
    found = reading.all('SELECT "table", "row" FROM mention WHERE thing = ? AND field = \'report\'', report)
    rows: dict[str, list[str]] = {}
    for table, row in found:
        rows.setdefault(table, []).append(row)
    return Resting(
        cards=tuple(sorted(_cards(reading, rows.get("status", [])))),
        routes=tuple(sorted(_routes(reading, rows.get("route_status", [])))),
        claims=tuple(sorted(_versions(reading, Claim, rows.get("claim", []), report))),
        events=tuple(sorted(_versions(reading, Event, rows.get("event", []), report))),
    )


def _cards(reading: Reading, statuses: list[str]) -> set[str]:
    """Cards whose current status is one of those."""
    marks = ", ".join("?" * len(statuses))
    return {card for (card,) in reading.all(f"SELECT card FROM board WHERE status IN ({marks})", *statuses)}


def _routes(reading: Reading, statuses: list[str]) -> set[str]:
    """Routes of which one of those says what holds now, for its use and direction."""
    found: set[str] = set()
    for row in reading.rows_by_id(RouteStatus, statuses).values():
        later = """SELECT 1 FROM route_status s WHERE s.thing = ? AND s.use = ? AND s.direction = ? AND s.voided = 0
            AND s.as_of_earliest <= ?
            AND (s.as_of_earliest, s.lamport, s.writer, s.seq) > (?, ?, ?, ?)"""
        since = row.as_of.earliest if row.as_of else 0
        order = (since, row.lamport, row.writer, row.seq)
        is_past = reading.value(later, row.thing, row.use, row.direction, reading.now, *order) is not None
        if not row.voided and not is_past:
            found.add(row.thing)
    return found


def _versions(reading: Reading, row_type: type[Claim] | type[Event], ids: list[str], report: str) -> set[str]:
    things = {row.thing for row in reading.rows_by_id(row_type, ids).values() if not row.voided}
    latest = (latest_fact(reading, row_type, thing) for thing in things)
    return {row.thing for row in latest if isinstance(row, Claim | Event) and row.report == report}
