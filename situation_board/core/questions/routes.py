"""Roads, crossings and airports: for each use and direction whether it can be used, and how fresh that is.

A route's state goes stale quickly (12 hours unless the situation says otherwise): a stale "open" kills.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from situation_board.core.questions.cards import situation_at
from situation_board.core.questions.details import name_of, route_name
from situation_board.core.questions.filtering import places_in
from situation_board.core.questions.moments import Moment, counts, now_at
from situation_board.core.questions.records import records
from situation_board.core.rows import Card, Route, RouteStatus, Situation, Verification
from situation_board.core.store import Reading
from situation_board.core.times import HOUR, Time
from situation_board.core.vocabulary import Basis, RouteDirection, RouteKind, RouteState, RouteUse

SHELF_LIFE = 12
"""Hours until the state of a route is stale, where the situation says nothing else (domain rule)."""


@dataclass(frozen=True, slots=True)
class RouteLine:
    """One route for one use in one direction. Without `state` nothing was ever said of it.

    `stale` says that neither the state nor a verification is younger than the shelf life. `source` names the report.
    """

    route: str
    name: str
    kind: RouteKind | None
    points: tuple[str, ...]
    status: str | None = None
    use: RouteUse | None = None
    direction: RouteDirection | None = None
    state: RouteState | None = None
    condition: str | None = None
    basis: Basis | None = None
    as_of: Time | None = None
    verified_at: Time | None = None
    checked_with: str | None = None
    stale: bool = False
    source: str | None = None
    note: str | None = None


def shelf_life_of_routes(situation: Situation) -> int:
    """Hours after which the state of a route is stale."""
    return situation.shelf_life_route if situation.shelf_life_route is not None else SHELF_LIFE


def route_lines(reading: Reading, *, routes: Sequence[str] | None = None, moment: Moment = None) -> list[RouteLine]:
    """The routes, or those asked for, by name; each use and direction that was spoken of is a line of its own."""
    wanted = [row for (row,) in reading.all("SELECT id FROM route")] if routes is None else list(routes)
    known = [row for row in records(reading, Route, wanted, moment).values() if not row.voided]
    states = _states(reading, [row.id for row in known], moment)
    verified = _verified(reading, [row.id for row in known], moment)
    life = shelf_life_of_routes(situation_at(reading, moment)) * HOUR
    now = now_at(reading, moment)
    lines = []
    for route in known:
        bare = RouteLine(route.id, route_name(reading, route), route.kind, _points(reading, route))
        for status in states.get(route.id, ()):
            lines.append(_line(reading, bare, status, verified.get(route.id), now - life))
        if route.id not in states:
            lines.append(bare)
    return sorted(lines, key=lambda line: (line.name.casefold(), line.route, line.use or "", line.direction or ""))


def routes_through(reading: Reading, location: str) -> list[str]:
    """The routes with a point at a place or inside it."""
    inside = json.dumps(places_in(reading, location))
    rows = reading.all(
        """SELECT DISTINCT r.id FROM route r, json_each(r.via) v
           WHERE r.voided = 0 AND v.value IN (SELECT value FROM json_each(?)) ORDER BY r.key""",
        inside,
    )
    return [route for (route,) in rows]


def routes_through_cards(reading: Reading, cards: Sequence[str]) -> list[RouteLine]:
    """What to look at again after those cards moved: the routes through their places."""
    found = records(reading, Card, [reading.main(card) for card in cards])
    routes = [route for card in found.values() if card.location for route in routes_through(reading, card.location)]
    return route_lines(reading, routes=list(dict.fromkeys(routes)))


def _points(reading: Reading, route: Route) -> tuple[str, ...]:
    return tuple(name_of(reading, "location", point) or "?" for point in route.via or ())


def _states(reading: Reading, routes: Sequence[str], moment: Moment) -> dict[str, list[RouteStatus]]:
    """Route -> the state that counts for each use and direction."""
    condition, parameters = counts(reading, moment, "route_status", "t", "as_of_earliest")
    rows = reading.rows(
        RouteStatus,
        f"t.thing IN (SELECT value FROM json_each(?)) AND {condition}"
        " ORDER BY t.as_of_earliest, t.lamport, t.writer, t.seq",
        json.dumps(list(routes)),
        *parameters,
    )
    latest = {(row.thing, row.use, row.direction): row for row in rows}
    states: dict[str, list[RouteStatus]] = {}
    for row in latest.values():
        states.setdefault(row.thing, []).append(row)
    return states


def _verified(reading: Reading, routes: Sequence[str], moment: Moment) -> dict[str, Verification]:
    condition, parameters = counts(reading, moment, "verification", "t", "as_of_earliest")
    rows = reading.rows(
        Verification,
        f"t.thing IN (SELECT value FROM json_each(?)) AND {condition} ORDER BY t.as_of_earliest, t.lamport",
        json.dumps(list(routes)),
        *parameters,
    )
    return {row.thing: row for row in rows}


def _line(
    reading: Reading, bare: RouteLine, status: RouteStatus, verified: Verification | None, oldest: int
) -> RouteLine:
    seen = [time.earliest for time in (status.as_of, verified.as_of if verified else None) if time is not None]
    return RouteLine(
        route=bare.route,
        name=bare.name,
        kind=bare.kind,
        points=bare.points,
        status=status.id,
        use=status.use,
        direction=status.direction,
        state=status.state,
        condition=status.condition,
        basis=status.basis,
        as_of=status.as_of,
        verified_at=verified.as_of if verified else None,
        checked_with=verified.checked_with if verified else None,
        stale=max(seen, default=0) < oldest,
        source=name_of(reading, "report", status.report),
        note=status.note,
    )
