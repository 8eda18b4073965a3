"""The charts of a sheet: the series of the situation as plain numbers on an axis of time.

Nothing is added, joined over a gap, or given a number that nobody gave.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice

from situation_board.core import times
from situation_board.core.questions.charts import Crowd, Limits
from situation_board.core.questions.series_rows import NO_FIGURE, NO_METRIC, NO_TIME, Chart, Mark, SeriesFilter, series
from situation_board.core.series.bounds import Bounds
from situation_board.core.series.building import Point, Series, steps
from situation_board.core.series.keys import SeriesKey, SeriesKind
from situation_board.core.series.reasons import not_added
from situation_board.core.series.wording import series_name, word
from situation_board.core.snapshot.figures_part import figure_in, metric_words, span_in
from situation_board.core.snapshot.header_part import NOTHING_TOLD
from situation_board.core.snapshot.labels import strictest_of
from situation_board.core.snapshot.language import Tongue
from situation_board.core.snapshot.sheet_charts import ChartMark, ChartPoint, ChartSeries, SheetChart
from situation_board.core.snapshot.view import View
from situation_board.core.times import Time
from situation_board.core.vocabulary import (
    EventKind,
    FigureCategory,
    FigureGroup,
    FigureUnit,
    HandlingLabel,
    Metric,
    Phase,
    Quantifier,
)

SUBJECTS = (
    ("displacement", "Displacement and return", (SeriesKind.DISPLACEMENT, SeriesKind.RETURN)),
    ("evacuation", "Evacuation", (SeriesKind.EVACUATION,)),
)
LIMITS = Limits(series=8, points=2_000, marks=60)
"""As many series as can be told apart on paper: of more, those with the most numbers. Of more marks, how many a day."""
MOST_REASONS = 6
WHY = {
    NO_FIGURE: "no figure is given",
    NO_METRIC: "stands alone: whether at a date or in a period is not stated",
    NO_TIME: "its time is not stated",
}
KINDS_ON_AXIS = {
    "displacement": frozenset({EventKind.DISPLACEMENT, EventKind.RETURN}),
    "evacuation": frozenset(
        {EventKind.EVACUATION, EventKind.WITHDRAWAL, EventKind.SURRENDER, EventKind.DEFECTION, EventKind.RELEASE}
    ),
}
"""Which events without a figure stand beside which chart; advisories have a part of their own."""


def charts(view: View) -> tuple[tuple[SheetChart, ...], int]:
    """Displacement and evacuation, and how many series are left out for want of room."""
    drawn = [_chart(view, *subject) for subject in SUBJECTS]
    return tuple(chart for chart, _ in drawn), sum(left_out for _, left_out in drawn)


def _chart(view: View, code: str, heading: str, kinds: tuple[SeriesKind, ...]) -> tuple[SheetChart, int]:
    found = series(view.reading, filter=SeriesFilter(kinds=kinds), moment=view.moment, limits=LIMITS)
    shown = found.series
    crowds = [crowd for crowd in found.crowds if crowd.kind in KINDS_ON_AXIS[code]]
    marks = [mark for mark in found.marks if mark.figure is not None or mark.face.event.kind in KINDS_ON_AXIS[code]]
    tongue = view.language.tongues[0]
    chart = SheetChart(
        code=code,
        heading=view.language.say(heading),
        series=tuple(_series(view, one, found) for one in shown),
        marks=(*(_mark(view, mark) for mark in marks), *(_crowd(view, crowd) for crowd in crowds)),
        not_added=tuple(_reasons(view, shown, found)),
        now=_floor(view, view.now),
        zone=view.zone.key,
        label=_label(view, shown, marks),
        when_empty=view.language.say(NOTHING_TOLD if view.is_filtered else "No number was told of this."),
        months=tongue.month_names,
        digits=tongue.numerals("0123456789"),
    )
    return chart, found.left_out.series


def _label(view: View, shown: Sequence[Series], marks: Sequence[Mark]) -> HandlingLabel:
    """The strictest of the events behind it; of sums that name no events, the strictest of any event."""
    names = {event for one in shown for point in one.points for event in point.events}
    names |= {mark.face.id for mark in marks}
    unnamed = any(not point.events for one in shown for point in one.points)
    where = "1" if unnamed else "thing IN (SELECT value FROM json_each(?))"
    lines = view.reading.all(
        f"SELECT id FROM event WHERE voided = 0 AND {where}", *([] if unnamed else [json.dumps(sorted(names))])
    )
    return strictest_of(view.labels("event", [row for (row,) in lines]).values())


# --- series


def _series(view: View, one: Series, chart: Chart) -> ChartSeries:
    metric = Metric(one.key.metric)
    return ChartSeries(
        name=view.language.each(lambda tongue: name_in(view, one, chart, tongue)),
        metric=metric,
        unit=FigureUnit(one.key.unit),
        unit_words=view.language.term(FigureUnit(one.key.unit)),
        points=tuple(sorted(_POINTS[metric](view, one), key=lambda point: (point.begin, point.end))),
    )


def name_in(view: View, one: Series, chart: Chart, tongue: Tongue) -> str:
    """Such as "people displaced, since a date, Syria, OCHA"."""
    if tongue.code == "en" and not view.redacts:
        return series_name(one, chart.known)
    key = one.key
    people = tongue.say("{unit} {category}", unit=_term(FigureUnit, key.unit, tongue), category=_category(key, tongue))
    source = view.source_in(key.source, tongue)
    places = one.places
    return tongue.joined(
        [
            people,
            _term(FigureGroup, key.group, tongue),
            _term(Phase, key.phase, tongue),
            tongue.term(metric_words(Metric(key.metric))),
            view.place_in(places[0] if len(places) == 1 else key.area, tongue),
            source or view.free(chart.known.source(key)) or "",
        ]
    )


def _category(key: SeriesKey, tongue: Tongue) -> str:
    return _term(FigureCategory, key.category, tongue)


def _term(vocabulary: type, code: str | None, tongue: Tongue) -> str:
    return "" if code is None else tongue.term(word(vocabulary, code))


def _bars(view: View, one: Series) -> Iterator[ChartPoint]:
    """A flow fills its period."""
    for point in one.points:
        begin, end = point.span
        yield _point(view, point, begin, max(end, begin + 1))


def _steps(view: View, one: Series) -> Iterator[ChartPoint]:
    """A stock holds until the next number, its expiry or now."""
    points: dict[tuple[int, Bounds], list[Point]] = defaultdict(list)
    for point in one.points:
        points[point.starts.earliest, point.bounds].append(point)
        if point.bounds.missing:
            yield _point(view, point, point.starts.earliest, point.starts.latest)
    former_end: int | None = None
    for begin, end, bounds in steps(one, now=view.now):
        alike = points[begin, bounds]
        point = alike.pop(0) if len(alike) > 1 else alike[0]
        yield _point(view, point, begin, end, joined=former_end == begin and not point.clashes)
        former_end = end


def _line(view: View, one: Series) -> Iterator[ChartPoint]:
    """A cumulative number stands at the end of what it counts; one that is missing ends the line."""
    follows = False
    for point in sorted(one.points, key=lambda point: _standing(point).earliest):
        stands = _standing(point)
        since = point.starts.earliest if point.ends is not None else None
        joined = follows and not point.clashes and not point.bounds.missing
        end = max(stands.latest, stands.earliest + 1)
        yield _point(view, point, stands.earliest, end, since=since, joined=joined)
        follows = not point.clashes and not point.bounds.missing


_POINTS = {Metric.FLOW: _bars, Metric.STOCK: _steps, Metric.CUMULATIVE: _line}


def _standing(point: Point) -> Time:
    return point.ends or point.starts


def _point(
    view: View, point: Point, begin: int, end: int, *, since: int | None = None, joined: bool = False
) -> ChartPoint:
    quantifier = next((each for each in Quantifier if each == point.quantifier), None)
    bounds = view.bounds(point.bounds)
    return ChartPoint(
        begin=_floor(view, begin),
        end=_ceiling(view, end),
        since=None if since is None else _floor(view, since),
        low=bounds.low,
        high=bounds.high,
        quantifier=quantifier,
        joined=joined,
        clashes=point.clashes,
        words=view.language.each(lambda tongue: bounds_in(bounds, quantifier, tongue)),
        when=view.language.each(lambda tongue: span_in(view, point.starts, point.ends, tongue)),
    )


def _floor(view: View, moment: int) -> int:
    """On a redacted sheet nothing is drawn more precisely than by days."""
    return _day(view, moment).earliest if view.redacts else moment


def _ceiling(view: View, moment: int) -> int:
    return _day(view, moment - 1).latest if view.redacts else moment


def _day(view: View, moment: int) -> Time:
    return times.day(times.at(moment, view.zone).date(), view.zone)


def bounds_in(bounds: Bounds, quantifier: Quantifier | None, tongue: Tongue) -> str:
    """A number as it may be said."""
    low, high = bounds.low, bounds.high
    if low is None and high is None:
        return tongue.say("number not available")
    if low is not None and high is not None and low != high:
        return tongue.say("between {low} and {high}", low=tongue.number(low), high=tongue.number(high))
    number = tongue.number(low if low is not None else high or 0)
    if quantifier in {None, Quantifier.EXACT, Quantifier.BETWEEN}:
        return number
    return tongue.say("{quantifier} {number}", quantifier=tongue.term(quantifier), number=number)


# --- marks and reasons


def _mark(view: View, mark: Mark) -> ChartMark:
    event, figure = mark.face.event, mark.figure
    ends = mark.ends or mark.starts
    return ChartMark(
        kind=EventKind(event.kind or EventKind.OTHER),
        kind_words=view.language.term(event.kind),
        begin=_floor(view, mark.starts.earliest) if mark.starts else None,
        end=_ceiling(view, ends.latest) if ends else None,
        text=view.free(event.text) or "",
        figure=view.language.each(lambda tongue: figure_in(view, figure, mark.starts, tongue)) if figure else None,
        when=view.language.each(lambda tongue: span_in(view, mark.starts, mark.ends, tongue)),
        why=view.language.say(WHY.get(mark.why, mark.why)),
    )


def _crowd(view: View, crowd: Crowd) -> ChartMark:
    """Events of a day that are too many to be told one by one."""
    kind = next((each for each in EventKind if each == crowd.kind), EventKind.OTHER)
    day = _day(view, crowd.begin)
    return ChartMark(
        kind=kind,
        kind_words=view.language.term(kind),
        begin=_floor(view, crowd.begin),
        end=_ceiling(view, crowd.end),
        text=view.language.each(lambda tongue: tongue.say("{count} events", count=tongue.number(crowd.count))),
        figure=None,
        when=view.time(day),
        why=view.language.say("too many to be told one by one"),
    )


def _reasons(view: View, shown: Sequence[Series], chart: Chart) -> Iterator[str]:
    """Why series are not added, once for each two; in the words of the charts, which name places."""
    if view.redacts:
        return
    for pair in islice(not_added(shown, chart.known), MOST_REASONS):
        yield f"{series_name(pair.a, chart.known)} + {series_name(pair.b, chart.known)}: {pair.why}"
