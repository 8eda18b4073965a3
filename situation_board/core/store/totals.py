"""The figures of events in their context, and the daily totals of those that may be summed.

Made anew for the events that a change touched, and for those whose place, source or sameness it touched; then the
totals of the days that these were in or are in now.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, cast
from zoneinfo import ZoneInfo

from situation_board.core.encoding import columns_of, row_maker
from situation_board.core.problems import Mistake
from situation_board.core.rows import Event, Figure
from situation_board.core.series.bounds import Bounds, Tally, tally_of
from situation_board.core.series.counting import Counted, Place, one_of_each
from situation_board.core.sqlite import Connection
from situation_board.core.store.catalogue import (
    count_marks,
    count_series,
    forget_marks,
)
from situation_board.core.store.figure_index import SAME_FIGURE, forget_lines, say_summed
from situation_board.core.store.figure_lines import Again, Lines, Total
from situation_board.core.store.surroundings import SurroundingsNow
from situation_board.core.times import Precision, Time, zone_named

if TYPE_CHECKING:
    from situation_board.core.store.derived import Touched

ABOUT_PLACES = frozenset({"parent", "kind"})
Told = tuple[Event, str | None]
"""A version of an event, and the imported file that tells it."""


def derive_totals(connection: Connection, touched: Touched) -> None:
    """Bring figures, daily totals, series and marks up to date. Aliases, mentions and spellings are already."""
    events = touched_events(connection, touched)
    if not events:
        return
    lines = lines_now(connection)
    for same in _same_events(connection, events):
        _forget(connection, same, lines.again)
        for event, dataset in _counting(connection, same):
            lines.add(event, dataset)
        lines.write(connection)
    count_again(connection, lines.again)


def lines_now(connection: Connection, *, whole: bool = False) -> Lines:
    """Nothing yet, to be told as the tables are now."""
    return Lines(SurroundingsNow(connection), zone_of(connection), whole=whole)


def count_again(connection: Connection, again: Again) -> None:
    """Make totals, series and days of marks anew whose figures or marks came or went."""
    for total in sorted(again.totals):
        add_up(connection, total)
    count_series(connection, again.series)
    count_marks(connection, again.days)


def zone_of(connection: Connection) -> ZoneInfo:
    """The incident's."""
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
    mentioning = _mentioning(connection, about, touched.loaded)
    events = _things(connection, touched.of("event")) | mentioning | _events_of(connection, linked)
    if touched.of("source") or linked:
        events |= {event for (event,) in connection.execute("SELECT event FROM every_figure WHERE own_source = 1")}
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
    found = _listed(connection, "SELECT thing FROM every_event WHERE id IN (SELECT value FROM json_each(?))", rows)
    return {thing for (thing,) in found}


def _mentioning(connection: Connection, things: Iterable[str], loaded: Iterable[str]) -> set[str]:
    """The events that speak of things, but for rows that were loaded knowing them."""
    found = _listed(
        connection,
        """SELECT DISTINCT e.thing, e.dataset FROM mention m JOIN every_event e ON e.id = m."row"
           WHERE m."table" = 'event' AND m.thing IN (SELECT value FROM json_each(?))""",
        things,
    )
    return {thing for thing, dataset in found if dataset is None or dataset not in loaded}


def _events_of(connection: Connection, things: Iterable[str]) -> set[str]:
    found = _listed(connection, "SELECT thing FROM every_event WHERE thing IN (SELECT value FROM json_each(?))", things)
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


def _forget(connection: Connection, events: Sequence[str], again: Again) -> None:
    for event in events:
        lines = connection.execute("SELECT series, day FROM every_figure WHERE event = ?", (event,))
        for series, exact_day in lines.fetchall():
            again.note(series, exact_day)
        forget_lines(connection, event)
        connection.execute("DELETE FROM every_figure WHERE event = ?", (event,))
        again.days |= forget_marks(connection, event)


def _counting(connection: Connection, events: Sequence[str]) -> Iterator[Told]:
    """The versions whose figures count. Of one event that several imports tell, in each of these, so that showing
    another one changes nothing here; of events that are the same, of those that stand, the first with figures."""
    if len(events) == 1:
        by_dataset = {dataset: (event, dataset) for event, dataset in _versions(connection, events[0], "every_event")}
        yield from by_dataset.values()
        return
    latest = [told for event in events for told in list(_versions(connection, event, "event"))[-1:]]
    datasets = {event.id: dataset for event, dataset in latest}
    yield from ((event, datasets[event.id]) for event in one_of_each([[event for event, _ in latest]]))


def _versions(connection: Connection, event: str, table: str) -> Iterator[Told]:
    """The versions of an event that are not struck, the latest last."""
    columns = ", ".join(f'"{name}"' for name in columns_of("event"))
    lines = connection.execute(
        f"""SELECT dataset, {columns} FROM {table} WHERE thing = ? AND voided = 0 ORDER BY lamport, writer, seq""",
        (event,),
    )
    for dataset, *values in lines.fetchall():
        yield cast(Event, row_maker("event")(tuple(values))), dataset


def counted_from(line: Sequence[Any]) -> Counted:
    """A figure as series are made of it, from its columns OF_ONE: without its wording, report and note."""
    event, position, category, unit, size, group, phase, border, arriving, source, level, area, *rest = line
    dataset, place, metric, role, part, *times, low, high, quantifier = rest
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
    return Counted(
        event, position, figure, source or None, at_place, bool(arriving), starts, ends, dataset=dataset or None
    )


def _time(columns: Sequence[Any]) -> Time | None:
    earliest, latest, precision = columns
    return None if earliest is None else Time(earliest, latest, Precision(precision))


# --- totals


def add_up(connection: Connection, total: Total) -> None:
    """Make one day's total anew, and say of each figure whether it is in it. A figure of a day stands from it."""
    series, day = total
    lines = connection.execute(
        f"""SELECT i.event, i.position, i.dataset, i.summed, f.place, f.low, f.high, f.quantifier
            FROM figure_in_series i CROSS JOIN every_figure f ON {SAME_FIGURE}
            WHERE i.series = ? AND i.summed IN (0, 1) AND i.stands = ? AND f.day = ? ORDER BY i.event, i.position""",
        (series, day, day),
    ).fetchall()
    connection.execute("DELETE FROM daily_total WHERE series = ? AND day = ?", total)
    are_summed, columns = total_of([line[4:] for line in lines])
    for is_summed in (True, False):
        told = zip(lines, are_summed, strict=True)
        otherwise = [line[:3] for line, each in told if each is is_summed and bool(line[3]) is not is_summed]
        say_summed(connection, series, day, otherwise, is_summed=is_summed)
    if columns is not None:
        connection.execute(_INSERT_TOTAL, (series, day, lines[0][2], *columns))


_INSERT_TOTAL = f"INSERT INTO daily_total VALUES ({', '.join('?' * 11)})"

OfDay = tuple[str, int | None, int | None, str]
"""A figure of a day: its place, low, high and quantifier."""


def total_of(figures: Sequence[OfDay]) -> tuple[list[bool], tuple[Any, ...] | None]:
    """Which figures of one series and day are summed, and the columns of their total; None when none is."""
    clashing = _clashing_places(figures)
    tally, places, are_summed = Tally(), set(), []
    for place, low, high, quantifier in figures:
        bounds = Bounds(low, high)
        are_summed.append(bounds.missing or place not in clashing)
        if are_summed[-1]:
            tally += tally_of(bounds, quantifier)
            places.add(place)
    return are_summed, _total_columns(tally, places) if places else None


def _clashing_places(figures: Iterable[OfDay]) -> set[str]:
    """Where there are two numbers for one place and day."""
    seen: set[str] = set()
    clashing: set[str] = set()
    for place, low, high, _ in figures:
        if not Bounds(low, high).missing:
            clashing |= {place} & seen
            seen.add(place)
    return clashing


def _total_columns(tally: Tally, places: set[str]) -> tuple[Any, ...]:
    return (
        tally.count,
        tally.low,
        tally.high,
        tally.open_below,
        tally.open_above,
        tally.missing,
        tally.quantifier or "",
        next(iter(places)) if len(places) == 1 else "",
    )
