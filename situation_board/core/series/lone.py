"""What stands alone on the axis of time: a figure that belongs to no series, and an event without any figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from situation_board.core import times
from situation_board.core.rows import Event
from situation_board.core.series.counting import Counted, Surroundings, source_of
from situation_board.core.series.keys import key_of, stands_from
from situation_board.core.vocabulary import EventKind

ON_THE_AXIS = (
    EventKind.DISPLACEMENT,
    EventKind.RETURN,
    EventKind.EVACUATION,
    EventKind.WITHDRAWAL,
    EventKind.SURRENDER,
    EventKind.DEFECTION,
    EventKind.RELEASE,
    EventKind.ADVISORY,
)
"""Events that are marks on the axis of time when they carry no figure that is drawn. No figure is not zero."""
THE_EVENT = -1
"""The position of an event that has no figure."""
UNTIMED = -(2**62)
"""The day of what has no time."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A mark: the figure at that position of an event, or the event itself.

    It is to be seen from the moment that it `stands`, None always; `day` is the midnight before that in the
    incident's zone. Without a category it belongs to every chart. "" is "not stated".
    """

    event: str
    position: int
    kind: str
    category: str
    source: str
    place: str
    destination: str
    stands: int | None
    day: int


def standing(
    event: Event, figures: Sequence[Counted], surroundings: Surroundings, zone: ZoneInfo
) -> Iterator[Standing]:
    """The marks of an event, whose figures those are."""
    begins = event.starts.earliest if event.starts is not None else None
    for one in figures:
        if key_of(one) is None:
            place = one.place.id if one.place else ""
            stands = seen_from(event, stands_from(one))
            category, source = str(one.figure.category), one.source or ""
            yield _standing(event, one.position, category, source, (place, ""), stands, zone)
    if not figures and event.kind in ON_THE_AXIS:
        source = source_of(event, surroundings) or ""
        ends = (event.location, event.destination)
        place, destination = (surroundings.main(end) if end else "" for end in ends)
        yield _standing(event, THE_EVENT, "", source, (place, destination), begins, zone)


def seen_from(event: Event, stands: int | None) -> int | None:
    """A figure of no series is to be seen from when it stands, and not before its event begins."""
    begins = event.starts.earliest if event.starts is not None else None
    return begins if stands is None else stands if begins is None else max(stands, begins)


def _standing(
    event: Event,
    position: int,
    category: str,
    source: str,
    places: tuple[str, str],
    stands: int | None,
    zone: ZoneInfo,
) -> Standing:
    day = UNTIMED if stands is None else midnight(stands, zone)
    return Standing(event.thing, position, str(event.kind), category, source, *places, stands, day)


def midnight(moment: int, zone: ZoneInfo) -> int:
    """The beginning of the day in which a moment lies."""
    return times.day(times.at(moment, zone).date(), zone).earliest
