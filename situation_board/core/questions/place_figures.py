"""The latest figures told of a place: what its card shows of them, each with its source and date, never added up."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from situation_board.core.questions.moments import KnownThen, Moment, now_at
from situation_board.core.questions.records import records
from situation_board.core.questions.sameness import ids_by_main
from situation_board.core.rows import Event, Figure, Report, Source
from situation_board.core.series.bounds import bounds_of
from situation_board.core.series.counting import Counted, counted, one_of_each
from situation_board.core.series.keys import stands_from
from situation_board.core.store import Reading
from situation_board.core.store.figure_index import SAME_FIGURE
from situation_board.core.times import Time
from situation_board.core.vocabulary import FigureCategory, FigureRole, Metric, Phase, Quantifier, Word

MOST_TOLD = 6


@dataclass(frozen=True, slots=True)
class PlaceFigure:
    """A figure as it was entered. `stands` is the date of the number, `source` the name of who says so."""

    event: str
    figure: Figure
    source: str | None
    stands: Time | None


@dataclass(frozen=True, slots=True)
class PlaceFigures:
    """The figures of the latest date at a place: the first of them, and how many there are."""

    told: tuple[PlaceFigure, ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True)
class _Found:
    """Where a figure stands in the store, and what decides which is told first."""

    event: str
    position: int
    category: str
    phase: str


COUNTING = f"""f.role = '{FigureRole.RECOMMENDED}' AND f.part = 0 AND f.category <> '{FigureCategory.OTHER}'
    AND (f.low IS NOT NULL OR f.high IS NOT NULL OR f.quantifier <> '{Quantifier.EXACT}')
    AND (f.stands IS NULL OR f.stands <= ?) AND (f.expires_latest IS NULL OR f.expires_latest > ?)"""
"""Which figures a card may show: recommended, no part of another, telling what happened to people, with a number in
digits or words, neither of the future nor a stock that has expired."""


def latest_figures(
    reading: Reading, places: Iterable[str], mains: Mapping[str, str], moment: Moment = None
) -> dict[str, PlaceFigures]:
    """Place -> its latest figures, for places under their main ids; those without any are left out.

    Of a place itself, not of what lies in it: figures of several places are never put together.
    """
    wanted = sorted(set(places))
    if isinstance(moment, KnownThen):
        found = _found_then(reading, wanted, mains, moment)
    else:
        found = _found_now(reading, wanted, moment)
    told = {place: sorted(each, key=_telling_order)[:MOST_TOLD] for place, each in found.items()}
    figures = _read(reading, [each for some in told.values() for each in some], mains, moment)
    return {
        place: PlaceFigures(tuple(figures[each] for each in some if each in figures), len(found[place]))
        for place, some in told.items()
    }


def _found_now(reading: Reading, places: Sequence[str], moment: Moment) -> dict[str, list[_Found]]:
    """One look into the index for each place: the latest date, and what stands from it."""
    now = now_at(reading, moment)
    lines = reading.all(
        f"""SELECT p.value, f.event, f.position, f.category, f.phase FROM json_each(?) p
            CROSS JOIN figure_at_place i ON i.place = p.value AND i.stands = (
              SELECT i.stands FROM figure_at_place i CROSS JOIN figure f ON {SAME_FIGURE} AND {COUNTING}
              WHERE i.place = p.value ORDER BY i.stands DESC LIMIT 1)
            CROSS JOIN figure f ON {SAME_FIGURE} AND {COUNTING}""",
        json.dumps(places),
        *[now] * 4,
    )
    found: dict[str, list[_Found]] = defaultdict(list)
    for place, *rest in lines:
        found[place].append(_Found(*rest))
    return found


# --- as it was known


def _found_then(
    reading: Reading, places: Sequence[str], mains: Mapping[str, str], moment: KnownThen
) -> dict[str, list[_Found]]:
    now, inside = now_at(reading, moment), set(places)
    latest: dict[str, int] = {}
    found: dict[str, list[_Found]] = defaultdict(list)
    for one in _counted_then(reading, places, mains, moment):
        place, stands = one.place.id if one.place else "", stands_from(one)
        if place not in inside or not _counts(one, now):
            continue
        moment_of_it = -1 if stands is None else stands
        if moment_of_it > latest.get(place, -2):
            latest[place], found[place] = moment_of_it, []
        if moment_of_it == latest[place]:
            found[place].append(_as_found(one))
    return found


def _counted_then(
    reading: Reading, places: Sequence[str], mains: Mapping[str, str], moment: KnownThen
) -> Iterable[Counted]:
    others = ids_by_main(dict(mains))
    asked = [each for place in places for each in (place, *others.get(place, ()))]
    lines = reading.all(
        """SELECT DISTINCT e.thing FROM mention m JOIN every_event e ON e.id = m."row"
           WHERE m."table" = 'event' AND e.figures IS NOT NULL AND m.thing IN (SELECT value FROM json_each(?))""",
        json.dumps(asked),
    )
    groups = {mains.get(thing, thing) for (thing,) in lines}
    same = {main: (main, *others.get(main, ())) for main in groups}
    events = _versions(reading, {each for group in same.values() for each in group}, moment)
    known = ([events[each] for each in group if each in events] for group in same.values())
    names = _Names(mains)
    return [one for event in one_of_each(known) for one in counted(event, names)]


def _counts(one: Counted, now: int) -> bool:
    """The same as COUNTING asks of the table."""
    figure, stands, bounds = one.figure, stands_from(one), bounds_of(one.figure)
    has_number = bounds.low is not None or bounds.high is not None or figure.quantifier != Quantifier.EXACT
    return (
        has_number
        and figure.role == FigureRole.RECOMMENDED
        and not one.is_part
        and figure.category != FigureCategory.OTHER
        and (stands is None or stands <= now)
        and (figure.expires is None or figure.expires.latest > now)
    )


def _as_found(one: Counted) -> _Found:
    return _Found(one.event, one.position, str(one.figure.category), str(one.figure.phase or ""))


@dataclass(frozen=True)
class _Names:
    """Surroundings in which only ids are looked up: a card asks for its own place, whatever lies round it."""

    mains: Mapping[str, str]

    def main(self, thing: str) -> str:
        return self.mains.get(thing, thing)

    def location(self, main: str) -> None:
        return None

    def source_named(self, text: str) -> None:
        return None

    def source_of_report(self, report: str) -> None:
        return None


# --- what is told


def _telling_order(found: _Found) -> tuple[int, int, str, int]:
    """Displacement before casualties, what happened before what is planned; then as they were entered."""
    return (_place_in(FigureCategory, found.category), _PHASES.get(found.phase, 0), found.event, found.position)


_PHASES = {str(Phase.REMAINING): 1, str(Phase.PLANNED): 2}


def _place_in(vocabulary: type[Word], code: str) -> int:
    return next((number for number, each in enumerate(vocabulary) if each == code), len(vocabulary))


def _read(
    reading: Reading, found: Sequence[_Found], mains: Mapping[str, str], moment: Moment
) -> dict[_Found, PlaceFigure]:
    """Each figure with its wording, from the event that tells it."""
    if not found:
        return {}
    events = _versions(reading, {each.event for each in found}, moment)
    names, sources = _Names(mains), _sources(reading, list(events.values()), mains, moment)
    figures: dict[_Found, PlaceFigure] = {}
    for each in found:
        event = events.get(each.event)
        if event is not None and each.position < len(event.figures):
            one = counted(event, names)[each.position]
            figures[each] = PlaceFigure(each.event, one.figure, sources.of(event, one.figure), _stands(one))
    return figures


def _versions(reading: Reading, events: Iterable[str], moment: Moment) -> dict[str, Event]:
    # Imported where it is needed: most boards are first shown without any figure, and that is waited for.
    from situation_board.core.questions.events import versions_at

    return versions_at(reading, events, moment, also_future=True)


def _stands(one: Counted) -> Time | None:
    return one.starts if one.figure.metric == Metric.STOCK or one.ends is None else one.ends


@dataclass(frozen=True)
class _Sources:
    names: dict[str, str | None]
    publishers: dict[str, str | None]
    mains: Mapping[str, str]

    def of(self, event: Event, figure: Figure) -> str | None:
        """Who says so: the figure's own source, else who published its report, else the event's."""
        if figure.source:
            return self._name(figure.source) or figure.source
        for report, source in ((figure.report, None), (None, event.source), (event.report, None)):
            found = source or self.publishers.get(report or "")
            if found is not None:
                return self._name(found)
        return None

    def _name(self, source: str) -> str | None:
        return self.names.get(self.mains.get(source, source))


def _sources(reading: Reading, events: Sequence[Event], mains: Mapping[str, str], moment: Moment) -> _Sources:
    of_figures = [figure for event in events for figure in event.figures]
    cited = {event.report for event in events} | {figure.report for figure in of_figures}
    reports = {report for report in cited if report is not None}
    publishers = {report: row.source for report, row in records(reading, Report, reports, moment).items()}
    named = {event.source for event in events} | {figure.source for figure in of_figures} | set(publishers.values())
    sources = records(reading, Source, {mains.get(each, each) for each in named if each is not None}, moment)
    return _Sources({source: row.name for source, row in sources.items()}, publishers, mains)
