"""What figures that are alike share is worked out once, and is the same as worked out for each."""

from __future__ import annotations

import dataclasses
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from situation_board.core import times
from situation_board.core.rows import Event, Figure
from situation_board.core.store.figure_lines import Lines
from situation_board.core.times import Precision, Time
from situation_board.core.vocabulary import (
    EventKind,
    FigureCategory,
    FigureGroup,
    FigureRole,
    FigureUnit,
    LocationKind,
    Metric,
    Quantifier,
)

ZONE = ZoneInfo("Asia/Damascus")
DAYS = [times.parse(f"2024-12-0{day}", zone=ZONE, now=0) for day in (1, 2, 8)]
TIMES = st.sampled_from([None, *DAYS, times.not_stated(5), Time(DAYS[0].earliest, DAYS[2].latest, Precision.RANGE)])
THINGS = st.sampled_from([None, "a", "b", "c"])
FIGURES = st.builds(
    Figure,
    category=st.sampled_from(FigureCategory),
    group=st.sampled_from([None, *FigureGroup]),
    quantifier=st.sampled_from(Quantifier),
    low=st.sampled_from([None, 0, 5]),
    high=st.sampled_from([None, 5, 7]),
    unit=st.sampled_from(FigureUnit),
    household_size=st.sampled_from([None, 5, 5.5]),
    metric=st.sampled_from(Metric),
    role=st.sampled_from(FigureRole),
    subset_of=st.sampled_from([None, 0]),
    starts=TIMES,
    ends=TIMES,
    expires=TIMES,
    source=st.sampled_from([None, "a", "nobody"]),
    report=THINGS,
)
EVENTS = st.builds(
    Event,
    id=st.uuids().map(str),
    thing=st.uuids().map(str),
    kind=st.sampled_from(EventKind),
    location=THINGS,
    destination=THINGS,
    starts=TIMES,
    ends=TIMES,
    figures=st.lists(FIGURES, max_size=3).map(tuple),
    source=THINGS,
    report=THINGS,
)


class Around:
    """Two towns in a governorate, one of them under two ids; a report with a publisher."""

    def main(self, thing: str) -> str:
        return {"c": "b"}.get(thing, thing)

    def location(self, main: str) -> tuple[str | None, str | None] | None:
        return {
            "a": (LocationKind.TOWN, "g"),
            "b": (LocationKind.TOWN, "g"),
            "g": (LocationKind.GOVERNORATE, None),
        }.get(main)

    def source_named(self, text: str) -> str | None:
        return text if text in {"a", "b"} else None

    def source_of_report(self, report: str) -> str | None:
        return {"a": "c"}.get(report)


@given(st.lists(EVENTS, max_size=8), st.sampled_from([None, "file"]))
def test_alike_figures_are_told_as_each_alone(events: list[Event], dataset: str | None) -> None:
    together = Lines(Around(), ZONE)
    whole = Lines(Around(), ZONE, whole=True)
    alone: list[Lines] = []
    for event in events:
        together.add(event, dataset)
        whole.add(event, dataset)
        alone.append(Lines(Around(), ZONE))
        alone[-1].add(event, dataset)
    assert together.figures == whole.figures == [line for each in alone for line in each.figures]
    assert together.index == whole.index
    assert together.index.in_series == [line for each in alone for line in each.index.in_series]
    assert together.index.at_place == [line for each in alone for line in each.index.at_place]
    assert together.marks == [line for each in alone for line in each.marks]
    assert together.again.totals == {total for each in alone for total in each.again.totals}
    assert together.again.series == whole.again.series == {series for each in alone for series in each.again.series}
    assert together.again.days == {day for each in alone for day in each.again.days}


def test_a_figure_of_a_newer_program_may_hold_anything() -> None:
    figure = dataclasses.replace(Figure(metric=Metric.FLOW, low=5), group=["of", "a", "newer", "program"])  # type: ignore[arg-type]
    lines = Lines(Around(), ZONE)
    lines.add(
        Event(id="1", thing="1", kind=EventKind.DISPLACEMENT, starts=DAYS[0], figures=(figure,), source="a"), None
    )
    assert len(lines.figures) == 1
