"""Why two series are not added, in plain words, for each two that a reader might want to add."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from situation_board.core.series.building import FOREVER, Series
from situation_board.core.series.counting import NAMED, Place
from situation_board.core.series.keys import SeriesKey
from situation_board.core.vocabulary import (
    CrossBorder,
    FigureCategory,
    FigureGroup,
    FigureRole,
    FigureUnit,
    Metric,
    Phase,
)

METRICS = {Metric.STOCK: "a stock", Metric.FLOW: "a flow", Metric.CUMULATIVE: "a cumulative count"}
MOVED = frozenset({FigureCategory.DISPLACED, FigureCategory.RETURNED, FigureCategory.EVACUATED, FigureCategory.TRAPPED})
HURT = frozenset({FigureCategory.KILLED, FigureCategory.INJURED, FigureCategory.MISSING})
FAMILIES = (MOVED, HURT)
"""Categories that readers are tempted to add or to subtract."""
LEVELS = {
    "country": "countries",
    "governorate": "governorates",
    "district": "districts",
    "sub_district": "sub-districts",
    "settlement": "towns and villages",
    "site": "sites",
}


@dataclass(frozen=True, slots=True)
class Known:
    """What words need: names of places (with their kind) and sources by id, places by id, and dates in words.

    `plain` are the names of places without their kind.
    """

    names: Mapping[str, str]
    places: Mapping[str, Place]
    plain: Mapping[str, str]
    date: Callable[[int], str] = str

    def name(self, thing: str | None) -> str:
        if thing is None:
            return "not stated"
        return self.names.get(thing) or thing.removeprefix(NAMED)

    def source(self, key: SeriesKey) -> str:
        return "source not stated" if key.source is None else self.name(key.source)


@dataclass(frozen=True, slots=True)
class NotAdded:
    a: Series
    b: Series
    why: str


def not_added(series: Sequence[Series], known: Known) -> Iterator[NotAdded]:
    """Each two series that a reader might add, and must not, with the reasons: like things at one time.

    Of many series there are very many pairs: take as many as can be shown.
    """
    for (a, span_of_a), (b, span_of_b) in combinations([(each, span(each)) for each in series], 2):
        if _alike(a.key.category, b.key.category) and _overlap(span_of_a, span_of_b):
            reasons = list(why_not(a, b, known))
            if reasons:
                yield NotAdded(a, b, "; ".join(reasons))


def _alike(a: str, b: str) -> bool:
    return a == b or any({a, b} <= family for family in FAMILIES)


def span(series: Series) -> tuple[int, int]:
    """From its first to its last time. A stock holds until it expires; who does not say when, leaves it open.

    Of a cumulative count that does not say since when, nobody knows how much of the time before it holds.
    """
    if series.key.metric == Metric.CUMULATIVE and series.key.since is None:
        return 0, max(point.span[1] for point in series.points)
    first = min(point.starts.earliest for point in series.points)
    if series.key.metric == Metric.STOCK:
        return first, max(point.ends.latest if point.ends else FOREVER for point in series.points)
    return first, max(point.span[1] for point in series.points)


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def why_not(a: Series, b: Series, known: Known) -> Iterator[str]:
    """The reasons not to add two series; none for flows of places that lie apart."""
    yield from _source_reason(a.key, b.key, known)
    yield from _metric_reason(a.key, b.key, known)
    yield from _people_reasons(a.key, b.key)
    yield from _place_reason(a, b, known)


def _source_reason(a: SeriesKey, b: SeriesKey, known: Known) -> Iterator[str]:
    if a.source is None and b.source is None and a.alone != b.alone:
        yield "the sources are not stated and may be different ones"
    elif a.source != b.source:
        stated = a.source is not None and b.source is not None
        both = " and ".join(sorted((known.source(a), known.source(b))))
        yield f"different sources: {both}" if stated else f"the source of one is not stated: {both}"


def _metric_reason(a: SeriesKey, b: SeriesKey, known: Known) -> Iterator[str]:
    if a.metric != b.metric:
        yield f"{METRICS[Metric(a.metric)]} is not added to {METRICS[Metric(b.metric)]}"
    elif a.metric == Metric.CUMULATIVE and a.since != b.since:
        dates = (known.date(each) if each is not None else "a date not stated" for each in (a.since, b.since))
        yield f"counted since different dates: {' and '.join(dates)}"


def _people_reasons(a: SeriesKey, b: SeriesKey) -> Iterator[str]:
    if a.category != b.category:
        exclusive = " and exclude one another" if {a.category, b.category} <= HURT else ""
        both = f"{_words(FigureCategory, a.category)} and {_words(FigureCategory, b.category)}"
        yield f"{both} are different things{exclusive}"
    if a.unit != b.unit:
        yield f"{_words(FigureUnit, a.unit)} are not added to {_words(FigureUnit, b.unit)}"
    elif a.household_size != b.household_size:
        yield f"households {_size(a)} are not added to households {_size(b)}"
    if a.group != b.group:
        yield f"different groups: {_words(FigureGroup, a.group)} and {_words(FigureGroup, b.group)}"
    if a.phase != b.phase:
        yield f"different phases: {_words(Phase, a.phase)} and {_words(Phase, b.phase)}"
    if a.cross_border != b.cross_border:
        yield f"{_border(a)} is not added to {_border(b)}"
    if a.arriving != b.arriving:
        yield "one counts people where they left, the other where they arrived"
    if a.role != b.role:
        yield f"one is {_words(FigureRole, a.role)}, the other {_words(FigureRole, b.role)}"
    if a.is_part or b.is_part:
        yield "a number that is part of another is not added"


def _size(key: SeriesKey) -> str:
    return "whose size is not stated" if key.household_size is None else f"of {key.household_size:g}"


def _border(key: SeriesKey) -> str:
    said = {CrossBorder.YES.value: "movement across a border", CrossBorder.NO.value: "movement within the country"}
    return said.get(key.cross_border or "", "movement of which that is not stated")


def _words(vocabulary: type[FigureCategory] | type, code: str | None) -> str:
    if code is None:
        return "not stated"
    try:
        return str(vocabulary(code).words)
    except ValueError:  # a term of a newer program
        return code


def _place_reason(a: Series, b: Series, known: Known) -> Iterator[str]:
    """Places come last: flows of places that lie apart are added, if nothing else stands against it."""
    related = _relation(a, b, known)
    if related is not None:
        yield related
    elif Metric.FLOW not in {a.key.metric, b.key.metric} and a.key.metric == b.key.metric:
        what = "stocks" if a.key.metric == Metric.STOCK else "cumulative counts"
        yield f"{what} are not added up" if a.key.area == b.key.area else f"{what} of different places are not added up"


def _relation(a: Series, b: Series, known: Known) -> str | None:
    """How the places of two series overlap; None where they are known to lie apart, or are the same."""
    one, other = _exact_place(a), _exact_place(b)
    if one is None or other is None:
        return None if one == other else "where one of them was counted is not stated"
    if one == other:
        return None if a.key.level == b.key.level else _level_words(a.key, b.key, known)
    for inner, outer in ((one, other), (other, one)):
        if outer in _around(inner, known):
            return f"{known.name(inner)} lies in {known.name(outer)}"
    if a.key.area == b.key.area and a.key.level != b.key.level:
        return _level_words(a.key, b.key, known)
    if not _lie_apart(one, other, known):
        return f"whether {known.name(one)} and {known.name(other)} overlap is not known"
    return None


def _lie_apart(one: str, other: str, known: Known) -> bool:
    """Whether two places that do not lie in each other are known to be beside each other."""
    if _has_level(one, known) and _has_level(other, known):
        return True
    areas = {_first_level_area(one, known), _first_level_area(other, known)}
    return None not in areas and len(areas) == 2


def _has_level(place: str, known: Known) -> bool:
    return place in known.places and known.places[place].level != ""


def _first_level_area(place: str, known: Known) -> str | None:
    chain = (place, *_around(place, known))
    return next((each for each in chain if each in known.places and known.places[each].level == "governorate"), None)


def _exact_place(series: Series) -> str | None:
    """The one place of a series where that is known, else its area."""
    return series.only_place or series.key.area


def _around(place: str, known: Known) -> tuple[str, ...]:
    return known.places[place].around if place in known.places else ()


def _level_words(a: SeriesKey, b: SeriesKey, known: Known) -> str:
    """Such as "towns and villages in Homs (governorate) lie in Homs (governorate)"."""
    outer, inner = sorted((a.level, b.level), key=_depth)
    area = known.name(a.area)
    if is_whole(a.area, outer, known):
        return f"{level_words(inner)} in {area} lie in {area}"
    return f"{level_words(inner)} in {area} may lie in its {level_words(outer)}"


def _depth(level: str) -> tuple[int, str]:
    base = level.split()[0] if level else ""
    return (list(LEVELS).index(base) if base in LEVELS else len(LEVELS), level)


def level_words(level: str) -> str:
    """The places of a level; those inside others of their kind are parts of these."""
    base, _, inside_its_like = level.partition(" ")
    words = LEVELS.get(base, "parts")
    return f"parts of {words}" if inside_its_like else words


def is_whole(area: str | None, level: str, known: Known) -> bool:
    """Whether the one place of that level in an area is the area itself."""
    return area is not None and area in known.places and known.places[area].level == level
