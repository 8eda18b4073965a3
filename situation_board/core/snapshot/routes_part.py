"""Routes on paper: whether each can be used, for which use and in which direction, and how old that is."""

from __future__ import annotations

from collections.abc import Sequence

from situation_board.core.questions import routes as roads
from situation_board.core.rows import Location, Route
from situation_board.core.snapshot.board_part import attributed
from situation_board.core.snapshot.language import Tongue
from situation_board.core.snapshot.sheet import RouteLine
from situation_board.core.snapshot.view import View
from situation_board.core.times import Precision
from situation_board.core.vocabulary import Basis, HandlingLabel, RouteDirection, RouteState, RouteUse

STATES = (RouteState.SEVERED, RouteState.RESTRICTED, RouteState.UNKNOWN, RouteState.OPEN)
"""In the order in which they are printed."""


def routes(view: View, lines: Sequence[roads.RouteLine]) -> tuple[RouteLine, ...]:
    """What is known of each route; those that cannot be used come first. One of which nobody spoke is unknown."""
    view.fetch(Location, [point for line in lines for point in line.points])
    labels = view.labels("route_status", [line.status for line in lines if line.status])
    told = [line for line in lines if line.status is not None or not view.is_filtered]
    printed = [_line(view, line, labels.get(line.status or "", HandlingLabel.CLEAR)) for line in told]
    return tuple(sorted(printed, key=_order))


def _order(line: RouteLine) -> tuple[int, str, str]:
    return (STATES.index(line.state) if line.state in STATES else len(STATES), line.name, line.use_words)


def _line(view: View, line: roads.RouteLine, label: HandlingLabel) -> RouteLine:
    language = view.language
    has_time = line.as_of is not None and line.as_of.precision is not Precision.NOT_STATED
    return RouteLine(
        route=line.route,
        name=route_name(view, line.route),
        kind_words=language.term(line.kind),
        state=line.state or RouteState.UNKNOWN,
        state_words=language.each(lambda tongue: _state_in(line, tongue)),
        use_words=_use_words(view, line),
        condition=view.free(line.condition),
        basis=line.basis,
        basis_words=language.term(line.basis) if line.basis else language.say("basis not stated"),
        as_of=view.time(line.as_of),
        age=view.age(line.as_of) if line.as_of else "",
        verified=view.age(line.verified_at) if line.verified_at else None,
        stale=line.stale,
        no_source=line.source is None,
        no_time=not has_time,
        note=view.free(line.note),
        label=label,
    )


def _state_in(line: roads.RouteLine, tongue: Tongue) -> str:
    if line.state is None:
        return tongue.term(RouteState.UNKNOWN)
    return attributed(line.basis if isinstance(line.basis, Basis) else None, tongue.term(line.state), tongue)


def _use_words(view: View, line: roads.RouteLine) -> str:
    """For which use and in which direction; nothing where it holds for all, both ways."""
    if line.state is None or (line.use == RouteUse.ALL and line.direction == RouteDirection.BOTH):
        return ""
    return view.language.each(lambda tongue: tongue.joined([tongue.term(line.use), tongue.term(line.direction)]))


def route_name(view: View, route: str) -> str:
    """Its own name, else its points in order."""
    row = view.get(Route, route)
    if row is None:
        return route[:8]
    return view.free(row.name) or view.language.each(
        lambda tongue: " – ".join(view.place_in(point, tongue) or "?" for point in row.via or ())
    )
