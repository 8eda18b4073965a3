"""Of very much a sheet tells what counts, and says how much it leaves out."""

from __future__ import annotations

from pathlib import Path

import pytest

from situation_board.core import times
from situation_board.core.actions.drafting import new_fact
from situation_board.core.ids import known_id
from situation_board.core.rows import Event, Figure
from situation_board.core.snapshot import Sheet, take
from situation_board.core.snapshot.events_part import MOST_EVENTS
from situation_board.core.store import Changes, Reading, Store
from situation_board.core.times import DAY
from situation_board.core.vocabulary import EventKind, FigureCategory, Metric, SheetPart
from tests.core.filled import NOW, create
from tests.core.random_work import Clock


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return create(tmp_path / "one.sitboard", key=None, clock=Clock(NOW))


def sheet_with(store: Store, events: list[Event]) -> Sheet:
    def record(reading: Reading) -> Changes:
        return Changes("record_event", [new_fact(reading, event) for event in events])

    with store:
        store.do(record)
        with store.reading() as reading:
            return take(reading)


def event(number: int, kind: EventKind, *, days: int = 0, figure: Figure | None = None) -> Event:
    row = known_id("many", f"{kind} {number}")
    return Event(
        id=row,
        thing=row,
        kind=kind,
        text=f"Event {number}",
        starts=times.exactly(NOW - days * DAY - number),
        figures=(figure,) if figure else (),
    )


def test_the_latest_events_are_told_and_the_others_counted(store: Store) -> None:
    events = [event(number, EventKind.STATEMENT, days=number) for number in range(MOST_EVENTS + 20)]
    sheet = sheet_with(store, events)
    assert [line.text for line in sheet.events] == [f"Event {number}" for number in range(MOST_EVENTS)]
    (left_out,) = (line for line in sheet.left_out if line.part is SheetPart.EVENTS)
    assert (left_out.count, left_out.text) == (20, "Earlier events: 20, for want of room.")


def test_an_advisory_is_told_however_old(store: Store) -> None:
    events = [event(number, EventKind.STATEMENT) for number in range(MOST_EVENTS)]
    sheet = sheet_with(store, [*events, event(1, EventKind.ADVISORY, days=300)])
    assert [line.instruction for line in sheet.advisories] == ["Event 1"]
    assert len(sheet.events) == MOST_EVENTS


def test_an_older_figure_that_still_counts_leads_the_sheet(store: Store) -> None:
    events = [event(number, EventKind.STATEMENT) for number in range(MOST_EVENTS)]
    figure = Figure(category=FigureCategory.DISPLACED, low=5_432, high=5_432, metric=Metric.CUMULATIVE)
    sheet = sheet_with(store, [*events, event(1, EventKind.DISPLACEMENT, days=30, figure=figure)])
    assert [figure.amount for figure in sheet.key_figures] == ["5,432"]


def test_very_many_events_of_a_day_are_one_mark_with_their_number(store: Store) -> None:
    sheet = sheet_with(store, [event(number, EventKind.WITHDRAWAL) for number in range(100)])
    (chart,) = (chart for chart in sheet.charts if chart.code == "evacuation")
    assert [(mark.text, mark.why) for mark in chart.marks] == [("100 events", "too many to be told one by one")]


def test_stocks_of_two_dates_are_not_both_key_figures(store: Store) -> None:
    figures = [
        Figure(category=FigureCategory.DISPLACED, low=number, high=number, metric=Metric.STOCK)
        for number in (1_000, 2_000)
    ]
    source_less = [event(number, EventKind.DISPLACEMENT, days=number, figure=figures[number]) for number in range(2)]
    sheet = sheet_with(store, source_less)
    assert [figure.amount for figure in sheet.key_figures] == ["1,000"], "the latest; they are never added"
