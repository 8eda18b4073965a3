"""Marks on the axis of time: told one by one where they are few, counted by day where they are many."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from situation_board.core.questions.charts import (
    BEYOND_ALL,
    NO_FIGURE,
    NO_METRIC,
    NO_TIME,
    Crowd,
    LeftOut,
    Limits,
    Mark,
    Span,
    Wanted,
)
from situation_board.core.questions.events import EventFace, event_faces
from situation_board.core.questions.figures_then import Then
from situation_board.core.questions.moments import Moment
from situation_board.core.series.counting import Counted
from situation_board.core.series.lone import THE_EVENT, UNTIMED, Standing, midnight
from situation_board.core.store import Reading
from situation_board.core.store.figure_lines import OF_ONE_COLUMNS
from situation_board.core.store.totals import counted_from
from situation_board.core.times import DAY

LISTED = "IN (SELECT value FROM json_each(?))"
MOST_CROWDS = 120
"""Crowds of a kind in sight, and as many beside it on each side: a chart is about that many marks wide."""
Counts = dict[str, Counter[int]]
"""Kind of event -> day -> how many marks."""
Days = tuple[str, int, int]
"""A kind of event with the first and the last day of which its marks are told one by one."""


@dataclass
class Sorted:
    """Which marks are told one by one, and which only counted."""

    days: list[Days] = field(default_factory=list)
    crowds: list[Crowd] = field(default_factory=list)
    untimed: int = 0

    @property
    def left_out(self) -> LeftOut:
        return LeftOut(crowded=sum(crowd.count for crowd in self.crowds), untimed=self.untimed)


def marks_and_crowds(
    reading: Reading, wanted: Wanted, limits: Limits, then: Then, moment: Moment
) -> tuple[list[Mark], Sorted]:
    made = [mark for mark in then.marks if _takes(wanted, mark)]
    counts = _counts(reading, wanted, then)
    for mark in made:
        counts[mark.kind][mark.day] += 1
    found = sort_out(counts, limits, _days_of(reading, limits.span))
    told = [(mark.event, mark.position) for mark in made if any(_lies_in(mark, days) for days in found.days)]
    told += _in_table(reading, wanted, found.days, then)
    return _marks(reading, told, then, moment), found


def _takes(wanted: Wanted, mark: Standing) -> bool:
    inside, sources = wanted.inside, wanted.sources
    return (
        (mark.stands is None or mark.stands <= wanted.now)
        and (mark.category == "" or wanted.categories is None or mark.category in wanted.categories)
        and (inside is None or mark.place in inside or mark.destination in inside)
        and (sources is None or mark.source in sources)
    )


def _lies_in(mark: Standing, days: Days) -> bool:
    kind, first, last = days
    return mark.kind == kind and first <= mark.day <= last


def _days_of(reading: Reading, span: Span | None) -> Span | None:
    """The days that a span touches."""
    return None if span is None else (midnight(span[0], reading.zone), span[1])


# --- how many there are


def _counts(reading: Reading, wanted: Wanted, then: Then) -> Counts:
    """Of the tables, without those of changed events."""
    counts: Counts = defaultdict(Counter)
    if then.changed is None:
        return counts
    for kind, day, count in _daily(reading, wanted):
        counts[kind][day] += count
    if then.changed:
        where, parameters = _asked(reading, wanted)
        lines = reading.all(f"SELECT kind, day FROM mark WHERE {where} AND event {LISTED}", *parameters, then.listed)
        for kind, day in lines:
            counts[kind][day] -= 1
    return defaultdict(Counter, {kind: +of_kind for kind, of_kind in counts.items()})


def _daily(reading: Reading, wanted: Wanted) -> list[tuple[str, int, int]]:
    """Kept ready for all places and sources; of some they are counted through their indexes."""
    where, parameters = _asked(reading, wanted)
    if wanted.inside is not None or wanted.sources is not None:
        return reading.all(f"SELECT kind, day, count(*) FROM mark WHERE {where} GROUP BY 1, 2", *parameters)
    today = midnight(wanted.now, reading.zone)
    categories = json.dumps(_categories(reading, wanted))
    return reading.all(
        f"""SELECT kind, day, count FROM daily_marks
              WHERE category {LISTED} AND day < ? AND dataset = coalesce(?, dataset)
            UNION ALL SELECT kind, day, count(*) FROM mark
            WHERE kind IN (SELECT DISTINCT kind FROM daily_marks) AND category {LISTED} AND day = ? AND stands <= ?
              AND dataset = coalesce(?, dataset)
            GROUP BY 1, 2""",
        categories,
        today,
        wanted.dataset,
        categories,
        today,
        wanted.now,
        wanted.dataset,
    )


def _asked(reading: Reading, wanted: Wanted) -> tuple[str, list[object]]:
    where, parameters = (
        f"category {LISTED} AND (stands IS NULL OR stands <= ?)",
        [
            json.dumps(_categories(reading, wanted)),
            wanted.now,
        ],
    )
    conditions: list[str] = [where]
    values: list[object] = [*parameters]
    if wanted.inside is not None:
        inside = json.dumps(sorted(wanted.inside))
        conditions.append(
            f"""(event, position) IN (SELECT event, position FROM mark WHERE place {LISTED} UNION
                SELECT event, position FROM mark WHERE destination <> '' AND destination {LISTED})"""
        )
        values += [inside, inside]
    if wanted.dataset is not None:
        conditions.append("dataset = ?")
        values.append(wanted.dataset)
    if wanted.sources is not None:
        conditions.append(f"source {LISTED}")
        values.append(json.dumps(sorted(wanted.sources)))
    return " AND ".join(conditions), values


def _categories(reading: Reading, wanted: Wanted) -> list[str]:
    """Those asked for, and "" of events without a figure, which belong to every chart."""
    if wanted.categories is not None:
        return ["", *wanted.categories]
    return [category for (category,) in reading.all("SELECT DISTINCT category FROM daily_marks")]


# --- which are told one by one


def sort_out(counts: Counts, limits: Limits, span: Span | None) -> Sorted:
    """Kinds of few events whole; of kinds of many the days in the span, where these are few; all others in crowds."""
    found = Sorted()
    left = limits.marks
    for kind, of_kind in sorted(counts.items(), key=lambda each: (each[1].total(), each[0])):
        timed = Counter({day: count for day, count in of_kind.items() if day != UNTIMED})
        if timed.total() <= left:
            left -= timed.total()
            found.days.append((kind, UNTIMED + 1, BEYOND_ALL))
        else:
            left -= _sort_out_many(kind, timed, left, span, found)
    for kind, of_kind in sorted(counts.items()):
        untimed = of_kind[UNTIMED]
        if 0 < untimed <= left:
            left -= untimed
            found.days.append((kind, UNTIMED, UNTIMED))
        else:
            found.untimed += untimed
    return found


def _sort_out_many(kind: str, counts: Counter[int], left: int, span: Span | None, found: Sorted) -> int:
    """How many of them are told one by one."""
    first, last = span if span is not None else (BEYOND_ALL, -BEYOND_ALL)
    inside = {day: count for day, count in counts.items() if first <= day <= last}
    told = sum(inside.values())
    if told <= left and inside:
        found.days.append((kind, first, last))
    else:
        told = 0
        found.crowds += _crowds(kind, inside)
    before = {day: count for day, count in counts.items() if day < first and day not in inside}
    after = {day: count for day, count in counts.items() if day not in inside and day not in before}
    found.crowds += [*_crowds(kind, before), *_crowds(kind, after)]
    return told


def _crowds(kind: str, counts: dict[int, int]) -> Iterator[Crowd]:
    """Neighbouring days together, so that there are not more than can be seen."""
    if not counts:
        return
    first, last = min(counts), max(counts)
    width = max(1, -(-((last - first) // DAY + 1) // MOST_CROWDS)) * DAY
    together: dict[int, list[int]] = defaultdict(list)
    for day in sorted(counts):
        together[(day - first + DAY // 2) // width].append(day)
    for days in together.values():
        yield Crowd(kind, days[0], days[-1] + DAY, sum(counts[day] for day in days))


# --- telling them


def _in_table(reading: Reading, wanted: Wanted, days: Sequence[Days], then: Then) -> Iterable[tuple[str, int]]:
    if then.changed is None:
        return
    where, parameters = _asked(reading, wanted)
    for kind, first, last in days:
        lines = reading.all(
            f"""SELECT event, position FROM mark
                WHERE kind = ? AND {where} AND day BETWEEN ? AND ? AND event NOT {LISTED}""",
            kind,
            *parameters,
            first,
            last,
            then.listed,
        )
        yield from ((event, position) for event, position in lines)


def _marks(reading: Reading, told: Sequence[tuple[str, int]], then: Then, moment: Moment) -> list[Mark]:
    faces = {face.id: face for face in event_faces(reading, sorted({event for event, _ in told}), moment=moment)}
    figures = _figures(reading, told, then)
    marks = (
        _mark(faces[event], figures.get((event, position)), position)
        for event, position in sorted(told)
        if event in faces
    )
    return sorted(marks, key=_mark_order)


def _figures(reading: Reading, told: Sequence[tuple[str, int]], then: Then) -> dict[tuple[str, int], Counted]:
    lines = reading.all(
        f"SELECT {OF_ONE_COLUMNS} FROM figure WHERE event {LISTED}", json.dumps(sorted({event for event, _ in told}))
    )
    figures = (*(counted_from(line) for line in lines), *then.figures)
    return {(one.event, one.position): one for one in figures}


def _mark(face: EventFace, one: Counted | None, position: int) -> Mark:
    """A figure as it was entered, or the event without one."""
    if position == THE_EVENT or one is None:
        return Mark(face, None, face.event.starts, face.event.ends, NO_FIGURE)
    why = NO_TIME if one.starts is None else NO_METRIC
    return Mark(face, face.event.figures[position], one.starts, one.ends, why)


def _mark_order(mark: Mark) -> tuple[bool, int, str]:
    return (mark.starts is None, mark.starts.earliest if mark.starts else 0, mark.face.id)
