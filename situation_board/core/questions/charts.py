"""What is asked of a chart, and what it is: series, marks, and how much of both is left out."""

from __future__ import annotations

from dataclasses import dataclass, replace

from situation_board.core.questions.events import EventFace
from situation_board.core.questions.filtering import places_in
from situation_board.core.questions.moments import Moment, now_at
from situation_board.core.questions.origins import BY_HAND
from situation_board.core.rows import Figure
from situation_board.core.series.building import Series
from situation_board.core.series.counting import Counted
from situation_board.core.series.keys import KINDS, SeriesKind, stands_from
from situation_board.core.series.reasons import Known
from situation_board.core.store import Reading
from situation_board.core.times import Time
from situation_board.core.vocabulary import FigureCategory

NO_FIGURE = "no figure is given"
NO_METRIC = "whether it is a stock, a flow or cumulative is not stated: a lone mark, never summed"
NO_TIME = "its time is not stated"
BEYOND_ALL = 2**62
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class SeriesFilter:
    """Which figures to draw; None does not ask. `area` takes all that lies in it.

    `together` adds flows up over the first-level areas in `area`, level by level: these lie beside each other. `origin`
    takes an imported file alone, or what was entered by hand.
    """

    kinds: tuple[SeriesKind, ...] | None = None
    area: str | None = None
    source: str | None = None
    together: bool = False
    origin: str | None = None

    @property
    def categories(self) -> tuple[str, ...] | None:
        if self.kinds is None:
            return None
        known = {
            kind: {str(c) for c in FigureCategory if KINDS.get(c, SeriesKind.OTHER) == kind} for kind in self.kinds
        }
        return tuple(sorted({category for each in known.values() for category in each}))


ALL_FIGURES = SeriesFilter()


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that is read of a chart: series, their points, and marks told one by one.

    Of more, the series that tell most are taken, and marks are counted by day, but for those in `span`.
    """

    series: int = BEYOND_ALL
    points: int = BEYOND_ALL
    marks: int = BEYOND_ALL
    span: Span | None = None


EVERYTHING = Limits()


@dataclass(frozen=True, slots=True)
class Mark:
    """An event on the axis that no series tells, or a figure that stands alone; `why` says so."""

    face: EventFace
    figure: Figure | None
    starts: Time | None
    ends: Time | None
    why: str


@dataclass(frozen=True, slots=True)
class Crowd:
    """Marks of a kind of event that are too many to be told one by one, with the time in which they lie."""

    kind: str
    begin: int
    end: int
    count: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How much a chart does not tell one by one: series, marks that stand in crowds, marks without a time."""

    series: int = 0
    crowded: int = 0
    untimed: int = 0

    def __bool__(self) -> bool:
        return any((self.series, self.crowded, self.untimed))


@dataclass(frozen=True, slots=True)
class Chart:
    """Series in order, marks by time, and what the reasons need to be told in words."""

    series: tuple[Series, ...]
    marks: tuple[Mark, ...]
    known: Known
    crowds: tuple[Crowd, ...] = ()
    left_out: LeftOut = LeftOut()


@dataclass(frozen=True)
class Wanted:
    """A filter with what it asks for looked up; places and sources under all their ids.

    `dataset` is that of an imported file, "" for what was entered by hand: what was known then is taken so before.
    """

    filter: SeriesFilter
    now: int
    categories: tuple[str, ...] | None
    inside: frozenset[str] | None
    sources: frozenset[str] | None
    dataset: str | None = None

    @classmethod
    def of(cls, reading: Reading, filter: SeriesFilter, moment: Moment) -> Wanted:
        return cls(
            filter,
            now_at(reading, moment),
            filter.categories,
            None if filter.area is None else frozenset(places_in(reading, filter.area)),
            None if filter.source is None else frozenset(reading.aliases(filter.source)),
            "" if filter.origin == BY_HAND else filter.origin,
        )

    def takes(self, one: Counted) -> bool:
        stands = stands_from(one)
        return (
            (stands is None or stands <= self.now)
            and (self.categories is None or str(one.figure.category) in self.categories)
            and (self.inside is None or (one.place is not None and one.place.id in self.inside))
            and (self.sources is None or one.source in self.sources)
        )

    @property
    def area_of_all(self) -> str | None:
        """The area over which everything is added up, if that is asked for."""
        return self.filter.area if self.filter.together else None

    def placed(self, one: Counted) -> Counted:
        """A figure in that area."""
        area, place = self.area_of_all, one.place
        if area is None or place is None or place.level == "" or place.area not in (self.inside or ()):
            return one
        return replace(one, place=replace(place, area=area))
