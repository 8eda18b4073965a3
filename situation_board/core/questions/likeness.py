"""Events that may tell of one event: suggested to a person, never joined by themselves."""

from __future__ import annotations

import json

from situation_board.core.questions.events import versions_at
from situation_board.core.rows import Event, Report
from situation_board.core.series.bounds import bounds_of
from situation_board.core.store import Reading

MOST = 3


def events_like(reading: Reading, event: Event) -> tuple[str, ...]:
    """Events of the same kind and place at an overlapping time that have a number or their source in common.

    `event` need not be stored yet. Those that are the same already are left out; the latest entered come first.
    """
    if event.kind is None or event.location is None or event.starts is None:
        return ()
    lines = reading.all(
        """SELECT DISTINCT thing FROM event WHERE kind = ? AND location IN (SELECT value FROM json_each(?))
           AND voided = 0 AND starts_earliest < ? AND coalesce(ends_latest, starts_latest) > ?""",
        str(event.kind),
        json.dumps(reading.aliases(event.location)),
        max(_until(event), event.starts.earliest + 1),
        event.starts.earliest,
    )
    found = versions_at(reading, (thing for (thing,) in lines), also_future=True)
    like = {reading.main(each.thing) for each in found.values() if _is_like(reading, event, each)}
    return tuple(sorted(like - {reading.main(event.thing)}, reverse=True)[:MOST])


def _until(event: Event) -> int:
    latest = event.ends or event.starts
    return latest.latest if latest is not None else 0


def _is_like(reading: Reading, event: Event, other: Event) -> bool:
    if not _stands_beside(reading, event, other) or _lead_apart(reading, event, other):
        return False
    source = _source(reading, event)
    has_same_source = source is not None and source == _source(reading, other)
    return has_same_source or bool(_numbers(event) & _numbers(other))


def _stands_beside(reading: Reading, event: Event, other: Event) -> bool:
    """Whether also the version that counts is of that kind, place and time; two of one moment share it."""
    if event.starts is None or other.starts is None or other.kind != event.kind:
        return False
    if reading.main(other.location or "") != reading.main(event.location or ""):
        return False
    return event.starts.earliest < max(_until(other), other.starts.earliest + 1) and other.starts.earliest < max(
        _until(event), event.starts.earliest + 1
    )


def _lead_apart(reading: Reading, event: Event, other: Event) -> bool:
    """Whether they lead to two different places."""
    ends = (event.destination, other.destination)
    return None not in ends and reading.main(ends[0] or "") != reading.main(ends[1] or "")


def _source(reading: Reading, event: Event) -> str | None:
    report = reading.row(Report, event.report) if event.report is not None and event.source is None else None
    source = event.source or (report.source if report is not None else None)
    return reading.main(source) if source is not None else None


def _numbers(event: Event) -> set[tuple[object, ...]]:
    """What was counted and how many; a figure without a number is like none."""
    return {
        (str(figure.category), str(figure.unit), bounds.low, bounds.high)
        for figure in event.figures
        if not (bounds := bounds_of(figure)).missing
    }
