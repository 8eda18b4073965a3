"""A figure in its context: of which event, by whom, where and when. What rules are asked about."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from situation_board.core.names import normalise
from situation_board.core.rows import Event, Figure
from situation_board.core.times import Precision, Time
from situation_board.core.vocabulary import FigureCategory, FigureUnit, LocationKind

LEVELS = {
    LocationKind.COUNTRY: "country",
    LocationKind.GOVERNORATE: "governorate",
    LocationKind.DISTRICT: "district",
    LocationKind.SUB_DISTRICT: "sub_district",
    LocationKind.TOWN: "settlement",
    LocationKind.VILLAGE: "settlement",
    LocationKind.SITE: "site",
    LocationKind.CROSSING: "site",
    LocationKind.CAMP: "site",
}
"""Places of one level lie beside each other. An area of no level may overlap anything, so it stands alone."""
MOST_AREAS = 12
NAMED = "name:"


class Surroundings(Protocol):
    """What a figure's context is looked up in."""

    def main(self, thing: str) -> str:
        """The one id of a thing that has several."""

    def location(self, main: str) -> tuple[str | None, str | None] | None:
        """Kind and parent of a place."""

    def source_named(self, text: str) -> str | None:
        """The one source of that id or name in any spelling; None when there is none or several."""

    def source_of_report(self, report: str) -> str | None:
        """Who published a report."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place among its areas. Two places of one `area` and `level` never lie in each other.

    `area` is the first-level area (governorate) that it lies in or is, a country itself, and for a place of which
    that is not known the place itself, with the level "".
    """

    id: str
    around: tuple[str, ...]
    area: str
    level: str


@dataclass(frozen=True, slots=True)
class Counted:
    """One figure of an event. `source` is an id, "name:..." for a source that is only named, None when not stated.

    `arriving` says that the people are counted where they came to, not where they left; `dataset` is the imported file
    that told it, None when a person did.
    """

    event: str
    position: int
    figure: Figure
    source: str | None
    place: Place | None
    arriving: bool
    starts: Time | None
    ends: Time | None
    own_source: bool = False
    dataset: str | None = None

    @property
    def is_part(self) -> bool:
        return self.figure.subset_of is not None


def counted(
    event: Event,
    surroundings: Surroundings,
    dataset: str | None = None,
    *,
    places: dict[str, Place] | None = None,
) -> list[Counted]:
    """The figures of an event in their context. `places` are those that were looked up before, and is added to."""
    known = {} if places is None else places
    return [
        _counted(event, position, figure, surroundings, dataset, known) for position, figure in enumerate(event.figures)
    ]


def _counted(
    event: Event,
    position: int,
    figure: Figure,
    surroundings: Surroundings,
    dataset: str | None,
    places: dict[str, Place],
) -> Counted:
    location, arriving = _counted_at(event, figure)
    starts, ends = times_of(event, figure)
    return Counted(
        event=event.thing,
        position=position,
        figure=figure,
        source=_source(event, figure, surroundings),
        place=None if location is None else _known_place(surroundings.main(location), surroundings, places),
        arriving=arriving,
        starts=starts,
        ends=ends,
        own_source=bool(figure.source),
        dataset=dataset,
    )


def _known_place(main: str, surroundings: Surroundings, places: dict[str, Place]) -> Place:
    if main not in places:
        places[main] = place_at(main, surroundings)
    return places[main]


def _counted_at(event: Event, figure: Figure) -> tuple[str | None, bool]:
    """Who returned is counted where they returned to; everybody else where they left, if that is known."""
    if figure.category == FigureCategory.RETURNED:
        return (event.destination, True) if event.destination else (event.location, False)
    return (event.location, False) if event.location else (event.destination, event.destination is not None)


def times_of(event: Event, figure: Figure) -> tuple[Time | None, Time | None]:
    """When a figure is of: its own time, else its event's. A time that is not stated is none."""
    own_time = figure.starts is not None or figure.ends is not None
    starts, ends = (figure.starts, figure.ends) if own_time else (event.starts, event.ends)
    starts, ends = _stated(starts) or _stated(ends), _stated(ends)
    return starts, None if ends == starts else ends


def _stated(time: Time | None) -> Time | None:
    return None if time is None or time.precision is Precision.NOT_STATED else time


def _source(event: Event, figure: Figure, surroundings: Surroundings) -> str | None:
    """Who says so: the figure's own source, else who published its report, else the event's."""
    if figure.source:
        return surroundings.source_named(figure.source) or NAMED + normalise(figure.source)
    published = surroundings.source_of_report(figure.report) if figure.report else None
    return surroundings.main(published) if published is not None else source_of(event, surroundings)


def source_of(event: Event, surroundings: Surroundings) -> str | None:
    """Who tells of an event: its source, else who published its report."""
    found = event.source or (surroundings.source_of_report(event.report) if event.report else None)
    return None if found is None else surroundings.main(found)


def place_at(main: str, surroundings: Surroundings) -> Place:
    """A place with the areas around it, nearest first. Circles and places that are not here end the way up."""
    around: list[str] = []
    kinds: list[str | None] = []
    here: str | None = main
    while here is not None and here not in around[1:] and len(around) <= MOST_AREAS:
        kind, parent = surroundings.location(here) or (None, None)
        around.append(here)
        kinds.append(kind)
        here = surroundings.main(parent) if parent is not None else None
        if here == main:
            break
    return _placed(main, around[1:], kinds)


def _placed(main: str, around: Sequence[str], kinds: Sequence[str | None]) -> Place:
    levels = [LEVELS.get(kind) if kind is not None else None for kind in kinds]  # type: ignore[call-overload]
    level = levels[0]
    if level == "country" and not around:
        return Place(main, (), main, level)
    first_level = next(
        (area for area, each in zip((main, *around), levels, strict=True) if each == "governorate"), None
    )
    if level is None or level == "country" or first_level is None:
        return Place(main, tuple(around), main, "")
    inside_its_like = levels[1:].count(level)
    return Place(main, tuple(around), first_level, f"{level} {inside_its_like}" if inside_its_like else level)


def one_of_each(groups: Iterable[Sequence[Event]]) -> Iterator[Event]:
    """Of events that are the same, main one first, the one whose figures count: the first that has any."""
    for events in groups:
        with_figures = [event for event in events if event.figures]
        yield from (with_figures or events)[:1]


def unit_of(figure: Figure) -> tuple[str, float]:
    """A figure's unit; households of a stated size are another unit than households."""
    size = figure.household_size
    is_stated = figure.unit == FigureUnit.HOUSEHOLD and isinstance(size, int | float) and math.isfinite(size)
    return str(figure.unit), float(size) if size and is_stated else 0.0
