"""The series that tell most, read without looking at the others: chosen from the table of series, then their points."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from situation_board.core.questions.charts import BEYOND_ALL, Limits, Wanted
from situation_board.core.questions.figures_then import Then
from situation_board.core.questions.single_points import single_points
from situation_board.core.questions.totals import LineDay, daily_points
from situation_board.core.series.building import Series, series_from, series_of
from situation_board.core.series.counting import Counted
from situation_board.core.series.keys import SeriesKey, key_of
from situation_board.core.store import Reading
from situation_board.core.store.catalogue import KEY_COLUMNS, key_from
from situation_board.core.store.figure_index import SAME_FIGURE
from situation_board.core.store.figure_lines import OF_FIGURE, summable_day
from situation_board.core.store.totals import counted_from

LISTED = "IN (SELECT value FROM json_each(?))"
Condition = tuple[str, list[object]]


@dataclass(frozen=True, slots=True)
class Line:
    """A series as it will be drawn: its key, the series of the tables that are in it, about how many points.

    One without ids is drawn from figures alone.
    """

    key: SeriesKey
    ids: tuple[int, ...]
    points: int

    @property
    def order(self) -> tuple[int, int]:
        return -self.points, min(self.ids) if self.ids else self.key.id


def chosen_series(reading: Reading, wanted: Wanted, limits: Limits, then: Then) -> tuple[list[Series], int]:
    """The series that tell most, within the limits; and how many others there are."""
    loose = series_of(wanted.placed(one) for one in _loose(reading, wanted, then))
    lines, count = _lines(reading, wanted, limits, then)
    taken = _taken([*lines, *(Line(one.key, (), len(one.points)) for one in loose)], limits)
    keys = {line.key for line in taken}
    read = _read(reading, wanted, [line for line in taken if line.ids], then)
    drawn = sorted([*read, *(one for one in loose if one.key in keys)], key=lambda one: one.key.order)
    return drawn, count + len(loose) - len(taken)


def _taken(lines: Iterable[Line], limits: Limits) -> list[Line]:
    """Those with most points, until there are enough; at least one."""
    taken: list[Line] = []
    points = 0
    for line in sorted(lines, key=lambda line: line.order):
        points += line.points
        if taken and (points > limits.points or len(taken) >= limits.series):
            break
        taken.append(line)
    return taken


# --- figures that are read one by one


def _loose(reading: Reading, wanted: Wanted, then: Then) -> Iterator[Counted]:
    """Figures whose series the tables do not tell as it is asked for: of a part of an area, or as all was known."""
    if then.changed is not None and wanted.inside is not None:
        inside = json.dumps(sorted(wanted.inside))
        lines = reading.all(
            f"""SELECT {OF_FIGURE} FROM figure_at_place i CROSS JOIN figure f ON {SAME_FIGURE}
                WHERE i.place {LISTED} AND f.area NOT {LISTED} AND f.series IS NOT NULL AND i.event NOT {LISTED}
                  AND i.dataset = coalesce(?, i.dataset)""",
            inside,
            inside,
            then.listed,
            wanted.dataset,
        )
        yield from (one for line in lines if wanted.takes(one := counted_from(line)))
    for one, key in _extra(wanted, then):
        if then.changed is None or not _is_in_tables(wanted, key):
            yield one


def _extra(wanted: Wanted, then: Then) -> Iterator[tuple[Counted, SeriesKey]]:
    """The figures as they were known that are asked for, with their series."""
    for one in then.figures:
        key = key_of(one)
        if key is not None and wanted.takes(one):
            yield one, key


def _is_in_tables(wanted: Wanted, key: SeriesKey) -> bool:
    return wanted.inside is None or key.area in wanted.inside


# --- which series there are


def _lines(reading: Reading, wanted: Wanted, limits: Limits, then: Then) -> tuple[list[Line], int]:
    """The series of the tables that may tell most, and how many there are altogether."""
    if then.changed is None:
        return [], 0
    touched = _touched(reading, wanted, then)
    is_merged = bool(touched) and wanted.area_of_all is not None
    most = BEYOND_ALL if is_merged else limits.series
    conditions = list(_conditions(reading, wanted, without=touched))
    lines = [line for each in conditions for line in _listed_lines(reading, wanted, each, most)]
    changed = list(_touched_lines(reading, wanted, then, touched))
    if is_merged:
        lines = _merged([*lines, *changed])
        return lines, len(lines)
    is_filtered = bool(touched) or wanted.inside is not None or wanted.sources is not None
    counted = sum(_count(reading, wanted, each) for each in conditions) if is_filtered else _begun(reading, wanted)
    return [*lines, *changed], counted + len(changed)


def _conditions(reading: Reading, wanted: Wanted, *, without: Iterable[int] = ()) -> Iterator[Condition]:
    """SQL for what is asked of the table of series, one for each category: so the index lists those that tell most."""
    more, values = "", []
    for column, chosen in (("area", wanted.inside), ("source", wanted.sources)):
        if chosen is not None:
            more += f" AND {column} {LISTED}"
            values.append(json.dumps(sorted(chosen)))
    if wanted.dataset is not None:
        more += " AND dataset = ?"
        values.append(wanted.dataset)
    listed = json.dumps(sorted(without))
    if listed != "[]":
        more += f" AND id NOT {LISTED}"
        values.append(listed)
    for category in _categories(reading) if wanted.categories is None else wanted.categories:
        yield f"category = ? AND first <= ?{more}", [category, wanted.now, *values]


def _categories(reading: Reading) -> list[str]:
    """Those that there are, each found by one look into the index."""
    lines = reading.all(
        """WITH RECURSIVE found(category) AS (
             SELECT min(category) FROM series
             UNION ALL SELECT (SELECT min(category) FROM series s WHERE s.category > found.category) FROM found
               WHERE found.category IS NOT NULL)
           SELECT category FROM found WHERE category IS NOT NULL"""
    )
    return [category for (category,) in lines]


def _listed_lines(reading: Reading, wanted: Wanted, condition: Condition, most: int) -> Iterator[Line]:
    where, parameters = condition
    if wanted.area_of_all is None:
        found = reading.all(
            f"SELECT id, {KEY_COLUMNS}, points FROM series WHERE {where} ORDER BY points DESC, id LIMIT ?",
            *parameters,
            most,
        )
        yield from (Line(key_from(key), (series,), points) for series, *key, points in found)
        return
    found = reading.all(
        f"""SELECT json_group_array(id), {_together_columns()}, max(points) FROM series WHERE {where}
            GROUP BY {", ".join(str(number + 2) for number in range(KEY_COLUMNS.count(",") + 1))}
            ORDER BY max(points) DESC, min(id) LIMIT ?""",
        wanted.area_of_all,
        *parameters,
        most,
    )
    yield from (Line(key_from(key), tuple(json.loads(ids)), points) for ids, *key, points in found)


def _together_columns() -> str:
    return KEY_COLUMNS.replace('"area"', "CASE level WHEN '' THEN area ELSE ? END")


def _count(reading: Reading, wanted: Wanted, condition: Condition) -> int:
    where, parameters = condition
    if wanted.area_of_all is None:
        return int(reading.value(f"SELECT count(*) FROM series WHERE {where}", *parameters))
    return int(
        reading.value(
            f"SELECT count(*) FROM (SELECT DISTINCT {_together_columns()} FROM series WHERE {where})",
            wanted.area_of_all,
            *parameters,
        )
    )


def _begun(reading: Reading, wanted: Wanted) -> int:
    """How many series there are in all areas and by all sources: kept ready, for there may be millions."""
    categories = _categories(reading) if wanted.categories is None else wanted.categories
    counted = reading.value(
        f"""SELECT sum(count) FROM series_begun
            WHERE category {LISTED} AND first <= ? AND dataset = coalesce(?, dataset)""",
        json.dumps(categories),
        wanted.now,
        wanted.dataset,
    )
    return int(counted or 0)


# --- series of which something was known otherwise


def _touched(reading: Reading, wanted: Wanted, then: Then) -> set[int]:
    """The series that figures of changed events are in now, or were in then."""
    if not then.changed:
        return set()
    lines = reading.all(f"SELECT DISTINCT series FROM figure WHERE event {LISTED} AND series IS NOT NULL", then.listed)
    were = {key.id for _, key in _extra(wanted, then) if _is_in_tables(wanted, key)}
    return were | {series for (series,) in lines}


def _touched_lines(reading: Reading, wanted: Wanted, then: Then, touched: set[int]) -> Iterator[Line]:
    """Those of them that had anything to tell."""
    extra = Counter(key for _, key in _extra(wanted, then) if _is_in_tables(wanted, key))
    left: Counter[SeriesKey] = Counter()
    for where, parameters in _conditions(reading, wanted) if touched else ():
        lines = reading.all(
            f"""SELECT {KEY_COLUMNS}, points FROM series s WHERE {where} AND id {LISTED} AND EXISTS (
                  SELECT 1 FROM figure_in_series i WHERE i.series = s.id AND i.stands <= ? AND i.event NOT {LISTED})""",
            *parameters,
            json.dumps(sorted(touched)),
            wanted.now,
            then.listed,
        )
        left.update({key_from(key): points for *key, points in lines})
    for key in extra.keys() | left.keys():
        yield Line(_placed(wanted, key), (key.id,), extra[key] + left[key])


def _placed(wanted: Wanted, key: SeriesKey) -> SeriesKey:
    area = wanted.area_of_all
    return key if area is None or key.level == "" else replace(key, area=area)


def _merged(lines: Iterable[Line]) -> list[Line]:
    by_key: dict[SeriesKey, Line] = {}
    for line in lines:
        other = by_key.get(line.key, Line(line.key, (), 0))
        by_key[line.key] = Line(line.key, (*other.ids, *line.ids), max(other.points, line.points))
    return list(by_key.values())


# --- their points


def _read(reading: Reading, wanted: Wanted, lines: list[Line], then: Then) -> list[Series]:
    number_of = {series: number for number, line in enumerate(lines) for series in line.ids}
    extra = [one for one, key in _extra(wanted, then) if key.id in number_of] if then.changed else []
    days = set(_changed_days(reading, number_of, extra, then))
    points = daily_points(
        reading, number_of.items(), until=wanted.now, together=wanted.area_of_all is not None, without=days
    )
    single = _single_lines(reading, wanted, number_of, then)
    changed = {number for number, _ in days} | {number_of[key.id] for one in extra if (key := key_of(one))}
    figures = [*extra, *_of_days(reading, wanted, lines, days, then)]
    figures += [counted_from(line) for line in single_points(single, number_of, points, without=changed)]
    by_key = {lines[number].key: found for number, found in points.items()}
    for one in series_of(wanted.placed(one) for one in figures):
        by_key.setdefault(one.key, []).extend(one.points)
    return series_from(by_key)


def _single_lines(reading: Reading, wanted: Wanted, series: Iterable[int], then: Then) -> list[tuple[Any, ...]]:
    """The figures that no total tells, each with its series before it."""
    return reading.all(
        f"""SELECT i.series, {OF_FIGURE} FROM figure_in_series i CROSS JOIN figure f ON {SAME_FIGURE}
            WHERE i.series {LISTED} AND i.summed = 0 AND i.stands <= ? {_unchanged(then)}""",
        json.dumps(list(series)),
        wanted.now,
        *([then.listed] if then.changed else []),
    )


def _unchanged(then: Then) -> str:
    return f"AND i.event NOT {LISTED}" if then.changed else ""


def _changed_days(
    reading: Reading, number_of: dict[int, int], extra: Iterable[Counted], then: Then
) -> Iterator[LineDay]:
    """The days of lines whose totals are not what they were."""
    if not then.changed:
        return
    lines = reading.all(f"SELECT series, day FROM figure WHERE event {LISTED} AND day IS NOT NULL", then.listed)
    yield from ((number_of[series], day) for series, day in lines if series in number_of)
    for one in extra:
        key, day = key_of(one), summable_day(one, reading.zone)
        if key is not None and day is not None:
            yield number_of[key.id], day


def _of_days(reading: Reading, wanted: Wanted, lines: list[Line], days: Iterable[LineDay], then: Then) -> list[Counted]:
    """The figures in the totals of those days, but for those of changed events."""
    asked: list[Any] = [(series, day) for number, day in days for series in lines[number].ids]
    if not asked:
        return []
    found = reading.all(
        f"""SELECT {OF_FIGURE} FROM json_each(?) a
            CROSS JOIN figure_in_series i ON i.series = a.value->>0 AND i.summed = 1 AND i.stands = a.value->>1
            CROSS JOIN figure f ON {SAME_FIGURE} WHERE i.stands <= ? AND i.event NOT {LISTED}""",
        json.dumps(asked),
        wanted.now,
        then.listed,
    )
    return [counted_from(line) for line in found]
