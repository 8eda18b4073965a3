"""Events and series as JSON for the command line. Keys are snake_case; what is unknown is null, never "" or 0."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from situation_board.core import times
from situation_board.core.jsonform import Json, document, figure_json
from situation_board.core.questions.charts import Chart, Mark
from situation_board.core.questions.events import EventFace
from situation_board.core.series.building import Point, Series
from situation_board.core.series.keys import SeriesKey
from situation_board.core.series.reasons import NotAdded, not_added
from situation_board.core.series.wording import series_name
from situation_board.core.vocabulary import EventKind, Metric

MOST_PAIRS = 1_000


def events_json(faces: list[EventFace], zone: ZoneInfo) -> Json:
    return document(events=[event_json(face, zone) for face in faces])


def event_json(face: EventFace, zone: ZoneInfo) -> Json:
    """`grade` is null while nothing graded the event, `dataset` when it was entered by hand."""
    event = face.event
    return {
        "id": face.id,
        "kind": _code(event.kind),
        "location": face.place,
        "destination": face.destination,
        "actors": None if face.actors is None else list(face.actors),
        "starts": times.to_json(event.starts, zone),
        "ends": times.to_json(event.ends, zone),
        "figures": [figure_json(figure, zone) for figure in face.figures],
        "source": face.source,
        "grade": face.grade.code,
        "dataset": face.dataset,
        "text": event.text,
        "basis": _code(event.basis),
        "state": _code(face.state),
        "voluntariness": _code(event.voluntariness),
        "advisory": _advisory_json(face, zone) if event.kind == EventKind.ADVISORY else None,
        "same": list(face.also),
    }


def _advisory_json(face: EventFace, zone: ZoneInfo) -> Json:
    event = face.event
    return {
        "issuer": face.issuer,
        "audience": _code(event.audience),
        "area": event.area,
        "level": event.level,
        "instruction": event.instruction,
        "issued": times.to_json(event.issued, zone),
        "valid_until": times.to_json(event.valid_until, zone),
        "lifted": times.to_json(event.lifted, zone),
        "supersedes": event.supersedes,
        "stale": face.stale,
    }


def series_json(chart: Chart, zone: ZoneInfo) -> Json:
    """`a` and `b` of what is not added are the names of series; `more_not_added` says that there are further pairs.

    `left_out` and `crowds` are there only when not everything is told: how many series, marks in crowds and marks
    without a time are left out, and for each crowd how many marks lie in those days.
    """
    names = unique_names(chart)
    pairs, more = pairs_not_added(chart)
    return document(
        series=[_series_json(one, names[one.key], chart, zone) for one in chart.series],
        marks=[_mark_json(mark, zone) for mark in chart.marks],
        not_added=[{"a": names[pair.a.key], "b": names[pair.b.key], "why": pair.why} for pair in pairs],
        more_not_added=more,
        **(_left_out_json(chart, zone) if chart.left_out else {}),
    )


def _left_out_json(chart: Chart, zone: ZoneInfo) -> Json:
    """`to` is the last day."""
    crowds = [
        {
            "kind": crowd.kind,
            "from": times.to_json(times.day(times.at(crowd.begin, zone).date(), zone), zone),
            "to": times.to_json(times.day(times.at(crowd.end - 1, zone).date(), zone), zone),
            "count": crowd.count,
        }
        for crowd in chart.crowds
    ]
    left_out = chart.left_out
    counts = {"series": left_out.series, "crowded_marks": left_out.crowded, "untimed_marks": left_out.untimed}
    return {"left_out": counts, "crowds": crowds}


def pairs_not_added(chart: Chart) -> tuple[list[NotAdded], bool]:
    """What is not added, as much as anybody reads, and whether there is more."""
    pairs = list(islice(not_added(chart.series, chart.known), MOST_PAIRS + 1))
    return pairs[:MOST_PAIRS], len(pairs) > MOST_PAIRS


def unique_names(chart: Chart) -> dict[SeriesKey, str]:
    """The name of each series; those that read the same get a number."""
    names: dict[SeriesKey, str] = {}
    taken: Counter[str] = Counter()
    for one in chart.series:
        name = series_name(one, chart.known)
        taken[name] += 1
        names[one.key] = name if taken[name] == 1 else f"{name} #{taken[name]}"
    return names


def _series_json(one: Series, name: str, chart: Chart, zone: ZoneInfo) -> Json:
    key = one.key
    return {
        "name": name,
        "kind": key.kind.value,
        "metric": key.metric,
        "unit": key.unit,
        "source": None if key.source is None else chart.known.name(key.source),
        "area": None if key.area is None else chart.known.plain.get(key.area),
        "category": key.category,
        "group": key.group,
        "phase": key.phase,
        "cross_border": key.cross_border,
        "household_size": key.household_size,
        "role": key.role,
        "part_of_another": key.is_part,
        "level": key.level or None,
        "points": [_point_json(key, point, zone) for point in one.points],
    }


def _point_json(key: SeriesKey, point: Point, zone: ZoneInfo) -> Json:
    """A flow or cumulative number runs from `from` to `to`; of a stock `to` is when it expires, null if not stated."""
    return {
        "from": times.to_json(point.starts, zone),
        "to": times.to_json(point.ends if key.metric == Metric.STOCK else point.ends or point.starts, zone),
        "low": point.bounds.low,
        "high": point.bounds.high,
        "quantifier": point.quantifier,
        "figures": point.figures,
        "missing": point.missing,
        "clashes": point.clashes,
        "events": list(point.events) or None,
    }


def _mark_json(mark: Mark, zone: ZoneInfo) -> Json:
    event = mark.face.event
    return {
        "event": mark.face.id,
        "kind": _code(event.kind),
        "from": times.to_json(mark.starts, zone),
        "to": times.to_json(mark.ends, zone),
        "location": mark.face.place,
        "actors": None if mark.face.actors is None else list(mark.face.actors),
        "source": mark.face.source,
        "state": _code(mark.face.state),
        "text": event.text,
        "figure": None if mark.figure is None else figure_json(mark.figure, zone),
        "why": mark.why,
    }


def _code(term: Any) -> str | None:
    return None if term is None else str(term)
