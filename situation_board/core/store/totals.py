"""The figures of events in their context, and the daily totals of those that may be summed.

Made anew for the events that a change touched, and for those whose place, source or sameness it touched; then the
totals of the days that these were in or are in now.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast
from zoneinfo import ZoneInfo

from situation_board.core.encoding import columns_of, row_maker
from situation_board.core.problems import Mistake
from situation_board.core.rows import Event, Figure
from situation_board.core.series.bounds import Bounds, Tally, bounds_of, tally_of
from situation_board.core.series.counting import Counted, Place, counted, one_of_each
from situation_board.core.series.keys import SeriesKey, key_of, stands_from
from situation_board.core.series.lone import standing
from situation_board.core.sqlite import Connection
from situation_board.core.store.catalogue import (
    SAME,
    SHARED,
    SHARED_COLUMNS,
    Day,
    add_mark,
    count_marks,
    count_series,
    forget_marks,
)
from situation_board.core.store.surroundings import SurroundingsNow
from situation_board.core.times import Precision, Time, at, day, zone_named
from situation_board.core.vocabulary import FigureRole, Metric

if TYPE_CHECKING:
    from situation_board.core.store.derived import Touched

ABOUT_PLACES = frozenset({"parent", "kind"})
BY_HAND = ""

Group = tuple[Any, ...]
"""The values of SHARED, and the day."""


@dataclass
class _Again:
    """What has to be counted again."""

    groups: set[Group] = field(default_factory=set)
    series: set[int] = field(default_factory=set)
    days: set[Day] = field(default_factory=set)


def derive_totals(connection: Connection, touched: Touched) -> None:
    """Bring figures, daily totals, series and marks up to date. Aliases, mentions and spellings are already."""
    events = touched_events(connection, touched)
    if not events:
        return
    surroundings, zone = SurroundingsNow(connection), _zone(connection)
    again = _Again()
    for same in _same_events(connection, events):
        _forget(connection, same, again)
        _put_in(connection, same, surroundings, zone, again)
    for group in sorted(again.groups):
        _add_up(connection, group)
    count_series(connection, again.series)
    count_marks(connection, again.days)


def _zone(connection: Connection) -> ZoneInfo:
    found = connection.execute("SELECT timezone FROM situation").fetchone()
    try:
        return zone_named(found[0] if found and found[0] else "UTC")
    except Mistake:  # written by a machine that knows other zones
        return zone_named("UTC")


# --- which events


def touched_events(connection: Connection, touched: Touched) -> set[str]:
    """The events whose figures changes may have changed; of links also those that they joined before."""
    linked = _linked(connection, touched.of("same_as"))
    places = {place for table, place, slot in touched.slots if table == "location" and slot in ABOUT_PLACES}
    about = _places_inside(connection, places | linked) | touched.of("report") | linked
    events = _things(connection, touched.of("event")) | _mentioning(connection, about) | _events_of(connection, linked)
    if touched.of("source") or linked:
        events |= {event for (event,) in connection.execute("SELECT event FROM figure WHERE own_source = 1")}
    return events


def _linked(connection: Connection, links: Iterable[str]) -> set[str]:
    """All ids of what links join, or joined: cutting a link leaves the two groups of its ends."""
    found = _listed(connection, "SELECT a, b FROM same_as WHERE id IN (SELECT value FROM json_each(?))", links)
    return {each for pair in found for end in pair if end for each in _all_ids(connection, end)}


def _all_ids(connection: Connection, thing: str) -> list[str]:
    """All ids of a thing, its main one first."""
    found = connection.execute("SELECT main FROM alias WHERE thing = ?", (thing,)).fetchone()
    main = found[0] if found else thing
    others = connection.execute("SELECT thing FROM alias WHERE main = ? ORDER BY 1", (main,))
    return [main, *(other for (other,) in others)]


def _places_inside(connection: Connection, places: Iterable[str]) -> set[str]:
    """Those places and all that lie in them, under all their ids."""
    inside = {each for place in places for each in _all_ids(connection, place)}
    edge = inside
    while edge:
        children = _listed(connection, "SELECT id FROM location WHERE parent IN (SELECT value FROM json_each(?))", edge)
        edge = {each for (child,) in children for each in _all_ids(connection, child)} - inside
        inside = inside | edge
    return inside


def _things(connection: Connection, rows: Iterable[str]) -> set[str]:
    found = _listed(connection, "SELECT thing FROM event WHERE id IN (SELECT value FROM json_each(?))", rows)
    return {thing for (thing,) in found}


def _mentioning(connection: Connection, things: Iterable[str]) -> set[str]:
    found = _listed(
        connection,
        """SELECT DISTINCT e.thing FROM mention m JOIN event e ON e.id = m."row"
           WHERE m."table" = 'event' AND m.thing IN (SELECT value FROM json_each(?))""",
        things,
    )
    return {thing for (thing,) in found}


def _events_of(connection: Connection, things: Iterable[str]) -> set[str]:
    found = _listed(connection, "SELECT thing FROM event WHERE thing IN (SELECT value FROM json_each(?))", things)
    return {thing for (thing,) in found}


def _listed(connection: Connection, sql: str, values: Iterable[str]) -> list[tuple[Any, ...]]:
    values = sorted(values)
    return connection.execute(sql, (json.dumps(values),)).fetchall() if values else []


def _same_events(connection: Connection, events: Iterable[str]) -> Iterator[list[str]]:
    """The events in groups that are one event each."""
    done: set[str] = set()
    for event in sorted(events):
        if event not in done:
            same = _all_ids(connection, event)
            done.update(same)
            yield same


# --- figures


def _forget(connection: Connection, events: Sequence[str], again: _Again) -> None:
    for event in events:
        lines = connection.execute(f"SELECT series, {SHARED_COLUMNS}, day FROM figure WHERE event = ?", (event,))
        for series, *group in lines.fetchall():
            _note(again, series, tuple(group))
        connection.execute("DELETE FROM figure WHERE event = ?", (event,))
        again.days |= forget_marks(connection, event)


def _note(again: _Again, series: int | None, group: Group) -> None:
    if series is not None:
        again.series.add(series)
    if group[-1] is not None:
        again.groups.add(group)


def _put_in(
    connection: Connection,
    events: Sequence[str],
    surroundings: SurroundingsNow,
    zone: ZoneInfo,
    again: _Again,
) -> None:
    """The figures and marks of the one that counts among events that are the same."""
    for event in one_of_each([list(_latest(connection, events))]):
        figures = counted(event, surroundings)
        for one in figures:
            key, exact_day = key_of(one), summable_day(one, zone)
            shared = _shared_values(one, key)
            series = None if key is None else key.id
            connection.execute(_INSERT_FIGURE, _figure_line(one, shared, exact_day, series))
            _note(again, series, (*shared, exact_day))
        again.days |= {add_mark(connection, mark) for mark in standing(event, figures, surroundings, zone)}


def _latest(connection: Connection, events: Sequence[str]) -> Iterator[Event]:
    """The version that counts of each event that is not struck."""
    columns = ", ".join(f'"{name}"' for name in columns_of("event"))
    for event in events:
        found = connection.execute(
            f"""SELECT {columns} FROM event WHERE thing = ? AND voided = 0
                ORDER BY lamport DESC, writer DESC, seq DESC LIMIT 1""",
            (event,),
        ).fetchone()
        if found is not None:
            yield cast(Event, row_maker("event")(found))


def _shared_values(one: Counted, key: SeriesKey | None) -> tuple[Any, ...]:
    figure = one.figure
    category, source = str(figure.category), one.source or ""
    if key is None:
        area, level = one.place.id if one.place else "", ""
        return (category, str(figure.unit), 0.0, "", "", "", int(one.arriving), source, level, area)
    return (
        key.category,
        key.unit,
        key.household_size or 0.0,
        key.group or "",
        key.phase or "",
        key.cross_border or "",
        int(key.arriving),
        source,
        key.level,
        key.area or "",
    )


def summable_day(one: Counted, zone: ZoneInfo) -> int | None:
    """The midnight of the exact day of a figure that a daily total may hold; None for all others."""
    figure, starts = one.figure, one.starts
    if figure.metric != Metric.FLOW or figure.role != FigureRole.RECOMMENDED or one.is_part:
        return None
    if one.source is None or one.place is None or starts is None or one.ends is not None:
        return None
    local = day(at(starts.earliest, zone).date(), zone)
    return starts.earliest if starts == local else None


OF_ONE = (
    *("event", "position", *SHARED, "place", "metric", "role", "part"),
    *("starts_earliest", "starts_latest", "starts_precision", "ends_earliest", "ends_latest", "ends_precision"),
    *("expires_earliest", "expires_latest", "expires_precision", "low", "high", "quantifier"),
)
"""The columns of a figure that say what it is drawn as."""
OF_ONE_COLUMNS = ", ".join(f'"{name}"' for name in OF_ONE)
_INSERT_FIGURE = f"""INSERT INTO figure ({OF_ONE_COLUMNS}, stands, day, own_source, summed, series)
    VALUES ({", ".join("?" * (len(OF_ONE) + 5))})"""


def _figure_line(one: Counted, shared: tuple[Any, ...], exact_day: int | None, series: int | None) -> tuple[Any, ...]:
    figure, bounds = one.figure, bounds_of(one.figure)
    return (
        one.event,
        one.position,
        *shared,
        one.place.id if one.place else "",
        str(figure.metric),
        str(figure.role),
        int(one.is_part),
        *_time_columns(one.starts),
        *_time_columns(one.ends),
        *_time_columns(figure.expires),
        bounds.low,
        bounds.high,
        str(figure.quantifier),
        stands_from(one),
        exact_day,
        int(one.own_source),
        0,
        series,
    )


def _time_columns(time: Time | None) -> list[Any]:
    return [None, None, None] if time is None else time.to_list()


def counted_from(line: Sequence[Any]) -> Counted:
    """A figure as series are made of it, from its columns OF_ONE: without its wording, report and note."""
    event, position, category, unit, size, group, phase, border, arriving, source, level, area, place, *rest = line
    metric, role, part, *times, low, high, quantifier = rest
    figure = Figure(
        category=category,
        group=group or None,
        cross_border=border or None,
        phase=phase or None,
        quantifier=quantifier,
        low=low,
        high=high,
        unit=unit,
        household_size=size or None,
        metric=metric,
        role=role,
        subset_of=0 if part else None,
        expires=_time(times[6:]),
    )
    at_place = Place(place, (), area, level) if place else None
    starts, ends = _time(times[:3]), _time(times[3:6])
    return Counted(event, position, figure, source or None, at_place, bool(arriving), starts, ends)


def _time(columns: Sequence[Any]) -> Time | None:
    earliest, latest, precision = columns
    return None if earliest is None else Time(earliest, latest, Precision(precision))


# --- totals


def _add_up(connection: Connection, group: Group) -> None:
    """Make one day's total anew, and say of each figure whether it is in it."""
    lines = connection.execute(
        f"""SELECT event, position, place, low, high, quantifier FROM figure
            WHERE {SAME} AND day = ? ORDER BY event, position""",
        group,
    ).fetchall()
    connection.execute(f"DELETE FROM daily_total WHERE {SAME} AND day = ? AND dataset = ?", (*group, BY_HAND))
    clashing = _clashing_places(lines)
    total, places = Tally(), set()
    for event, position, place, low, high, quantifier in lines:
        bounds = Bounds(low, high)
        is_summed = bounds.missing or place not in clashing
        connection.execute(
            "UPDATE figure SET summed = ? WHERE event = ? AND position = ?", (int(is_summed), event, position)
        )
        if is_summed:
            total += tally_of(bounds, quantifier)
            places.add(place)
    if places:
        connection.execute(_INSERT_TOTAL, _total_line(group, total, places))


def _clashing_places(lines: Iterable[tuple[Any, ...]]) -> set[str]:
    """Where there are two numbers for one place and day."""
    seen: set[str] = set()
    clashing: set[str] = set()
    for _, _, place, low, high, _ in lines:
        if not Bounds(low, high).missing:
            clashing |= {place} & seen
            seen.add(place)
    return clashing


_INSERT_TOTAL = f"""INSERT INTO daily_total ({SHARED_COLUMNS}, dataset, day, count, low, high, open_below, open_above,
    missing, quantifier, place) VALUES ({", ".join("?" * (len(SHARED) + 10))})"""


def _total_line(group: Group, total: Tally, places: set[str]) -> tuple[Any, ...]:
    *shared, exact_day = group
    return (
        *shared,
        BY_HAND,
        exact_day,
        total.count,
        total.low,
        total.high,
        total.open_below,
        total.open_above,
        total.missing,
        total.quantifier or "",
        next(iter(places)) if len(places) == 1 else "",
    )
