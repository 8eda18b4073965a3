"""What is drawn as CSV: the same numbers, with everything that must go with them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from situation_board.core import times
from situation_board.core.events_json import series_json
from situation_board.core.exporting.cells import guarded
from situation_board.core.questions.charts import Chart
from situation_board.core.series.building import Series
from situation_board.gui.charts.asking import Answer
from situation_board.gui.charts.drawing import Drawing, Range

SERIES_COLUMNS = (
    *("series", "kind", "category", "group", "phase", "cross_border", "metric", "unit", "household_size", "role"),
    *("part_of_another", "source", "area"),
)
POINT_COLUMNS = ("low", "high", "quantifier", "figures", "missing", "clashes", "events")
COLUMNS = (
    *("what", *SERIES_COLUMNS, "from", "from_precision", "to", "to_precision", *POINT_COLUMNS, "as_written"),
    *("text", "state", "actors", "why", "grade", "label", "exercise", "as_of", "time_zone", "situation"),
)
UNRATED = "unrated"
NOT_TOLD = "too many to be told one by one"


def csv_text(answer: Answer, drawing: Drawing, window: Range | None = None) -> str:
    """Exactly what is drawn: those series, in that window of time, and all that must go with them."""
    file = io.StringIO()
    writer = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    for row in rows(answer, drawing, window):
        writer.writerow({name: safe_cell(value) for name, value in row.items()})
    return file.getvalue()


def csv_bytes(answer: Answer, drawing: Drawing, window: Range | None = None) -> bytes:
    """With a mark at the beginning by which spreadsheets know that names are in every script."""
    return csv_text(answer, drawing, window).encode("utf-8-sig")


def safe_cell(value: Any) -> str:
    """As text; unknown is empty, and nothing is a live formula."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case list() | tuple():
            return safe_cell("; ".join(str(each) for each in value))
        case str():
            return guarded(value)
        case _:
            return str(value)


def rows(answer: Answer, drawing: Drawing, window: Range | None = None) -> Iterator[dict[str, Any]]:
    """The series question's own words and numbers, a row for each point and each mark."""
    shown = _seen(answer, drawing, window)
    document = series_json(shown, answer.zone)
    common = _common(answer)
    names = [answer.names[one.key] for one in shown.series]
    for series, name in zip(document["series"], names, strict=True):
        of_series = {column: series.get(column) for column in SERIES_COLUMNS} | {"series": name}
        for point in series["points"]:
            yield {
                "what": "point",
                "grade": _grade(answer, point["events"] or []),
                **of_series,
                **_times(point),
                **_pick(point, POINT_COLUMNS),
                **common,
            }
    for mark in document["marks"]:
        yield {"what": "mark", "grade": _grade(answer, [mark["event"]]), **_mark(mark), **common}
    yield from ({**row, **common} for row in _left_out(answer, shown, window))


def _left_out(answer: Answer, shown: Chart, window: Range | None) -> Iterator[dict[str, Any]]:
    """What is there and not told one by one: how much it is, so that nobody takes the table for the whole."""
    for crowd in shown.crowds:
        first, last = (times.day(times.at(at, answer.zone).date(), answer.zone) for at in (crowd.begin, crowd.end - 1))
        ends = {"from": times.to_json(first, answer.zone), "to": times.to_json(last, answer.zone)}
        yield {"what": "crowd", "kind": crowd.kind, **_times(ends), "figures": crowd.count, "why": NOT_TOLD}
    left_out = answer.chart.left_out
    counts = {"series": left_out.series, "marks without a time": left_out.untimed}
    for what, count in counts.items():
        if count:
            yield {"what": "left out", "kind": what, "figures": count, "why": NOT_TOLD}


def _seen(answer: Answer, drawing: Drawing, window: Range | None) -> Chart:
    """The chart with what is drawn of it."""
    kept = {drawn.key for drawn in drawing.series}
    series = tuple(_within(one, window) for one in answer.chart.series if one.key in kept)
    marks = tuple(mark for mark in answer.chart.marks if mark.starts is None or _overlaps(mark_span(mark), window))
    crowds = tuple(crowd for crowd in answer.chart.crowds if _overlaps((crowd.begin, crowd.end), window))
    return Chart(tuple(one for one in series if one.points), marks, answer.chart.known, crowds)


def mark_span(mark: Any) -> Range:
    event = mark.face.event
    ends = [time.latest for time in (mark.ends, event.lifted or event.valid_until) if time is not None]
    return mark.starts.earliest, max(mark.starts.latest, *ends, mark.starts.earliest)


def _within(one: Series, window: Range | None) -> Series:
    return Series(one.key, tuple(point for point in one.points if _overlaps(point.span, window)))


def _overlaps(span: Range, window: Range | None) -> bool:
    return window is None or (span[0] <= window[1] and window[0] <= span[1])


def _common(answer: Answer) -> dict[str, Any]:
    as_of = times.to_json(answer.as_of, answer.zone) or {}
    return {
        "label": answer.label.value,
        "exercise": "EXERCISE" if answer.is_exercise else "no",
        "as_of": as_of.get("at"),
        "time_zone": answer.zone.key,
        "situation": answer.title,
    }


def _grade(answer: Answer, events: list[str]) -> str:
    """Its own grade and the best for and against; never one composite, and none of several events together."""
    grades = answer.grades.get(events[0]) if len(events) == 1 else None
    if grades is None:
        return UNRATED
    sides = {"": grades.own, "for ": grades.supporting, "against ": grades.denying}
    return " / ".join(f"{side}{grade}" for side, grade in sides.items() if grade)


def _times(document: dict[str, Any]) -> dict[str, Any]:
    """The last day of a range, where the end itself is not stated otherwise."""
    begin, end = document["from"] or {}, document["to"] or {}
    return {
        "from": begin.get("at"),
        "from_precision": begin.get("precision"),
        "to": end.get("until") or end.get("at"),
        "to_precision": end.get("precision"),
    }


def _mark(mark: dict[str, Any]) -> dict[str, Any]:
    figure = mark["figure"] or {}
    return {
        **_pick(mark, ("kind", "source", "text", "state", "actors", "why")),
        **_pick(figure, ("category", "group", "phase", "cross_border", "metric", "unit", "household_size", "role")),
        **_pick(figure, ("low", "high", "quantifier")),
        **_times(mark),
        "area": mark["location"],
        "events": mark["event"],
        "as_written": figure.get("number"),
    }


def _pick(document: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: document.get(name) for name in names}
