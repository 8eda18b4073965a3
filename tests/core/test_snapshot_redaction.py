"""A redacted sheet holds nothing that it withholds: no text that people wrote, no town, no minute, no small number."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings

from situation_board.core import times
from situation_board.core.actions import cards, facts
from situation_board.core.questions.moments import KnownThen
from situation_board.core.rows import Event, Figure, Status
from situation_board.core.snapshot import Sheet, Wanted, take
from situation_board.core.snapshot.sheet_json import to_text
from situation_board.core.snapshot.view import SMALL
from situation_board.core.store import Store
from situation_board.core.vocabulary import (
    Column,
    EventKind,
    FigureCategory,
    Metric,
    Quantifier,
    SheetKind,
    SheetProfile,
)
from tests.core.filled import NOW, create, fill
from tests.core.labelled_work import PLACES, Step, Twins, each_kind_between, make_base, steps
from tests.core.random_work import Clock


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("base") / "base.sitboard"
    make_base(path)
    return path


def redacted(store: Store, **more: object) -> Sheet:
    with store.reading() as reading:
        return take(reading, Wanted(profile=SheetProfile.REDACTED, **more))  # type: ignore[arg-type]


@settings(max_examples=15)
@example(work=each_kind_between(1))
@given(work=steps(8))
def test_nothing_that_is_withheld_stands_in_it(base: Path, tmp_path: Path, work: list[Step]) -> None:
    """Every text of that work holds a word that nothing else holds."""
    twins = Twins.from_base(base, tmp_path)
    try:
        for number, step in enumerate(work):
            twins.work(number, step)
        for kind in (SheetKind.STATUS, SheetKind.HANDOVER, SheetKind.REVERIFY, SheetKind.EVENTS):
            text = to_text(redacted(twins.everything, kind=kind, since=KnownThen(twins.base)))
            assert re.findall(r"\w*word\d+", text) == []
            assert [place for place in PLACES if place in text] == []
            assert re.findall(r"Place \d+", text) == [], "villages"
            assert re.findall(r"\d\d:\d\d", text) == [], "no time of day"
            assert re.findall(r"[0-9a-f]{8}-[0-9a-f]{4}", text) == [], "no id that a place could be guessed from"
    finally:
        twins.close()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = create(tmp_path / "one.sitboard", key=None, clock=Clock(NOW))
    fill(made)
    return made


def test_small_numbers_are_withheld_and_zero_and_large_ones_are_told(store: Store) -> None:
    with store:
        for number in (0, SMALL - 1, SMALL, 5_432):
            figure = Figure(
                category=FigureCategory.EVACUATED,
                quantifier=Quantifier.EXACT,
                low=number,
                high=number,
                metric=Metric.FLOW,
                number=f"{number} of them",
            )
            day = times.exactly(NOW - number * times.MINUTE)
            event = Event(id="", thing="", kind=EventKind.EVACUATION, starts=day, ends=day, figures=(figure,))
            store.do(facts.record_event, event)
        sheet = redacted(store)
    said = [figure for line in sheet.events if line.kind is EventKind.EVACUATION for figure in line.figures]
    assert sorted(figure.partition(" people")[0] for figure in said) == ["0", "10", "5,432", "small number withheld"]
    drawn = [
        point for chart in sheet.charts if chart.code == "evacuation" for one in chart.series for point in one.points
    ]
    assert {point.low for point in drawn} == {0, None, 10, 5_432}
    assert "of them" not in to_text(sheet)
    assert any("below 10" in line.text for line in sheet.left_out)


def test_times_are_told_by_their_day(store: Store) -> None:
    with store:
        whole = take_whole(store)
        sheet = redacted(store)
    assert "14:" in to_text(whole) or "13:" in to_text(whole)
    assert re.findall(r"\d\d:\d\d", to_text(sheet)) == []
    zone = times.zone_named("Asia/Damascus")
    assert {f"{times.at(chart.now, zone):%H:%M}" for chart in sheet.charts} == {"00:00"}


def take_whole(store: Store) -> Sheet:
    with store.reading() as reading:
        return take(reading)


def test_a_place_in_a_known_area_is_told_by_it_and_another_is_not_told(store: Store) -> None:
    with store:
        sheet = redacted(store)
    places = [row.place for column in sheet.columns for row in column.rows]
    assert set(places) == {"Homs Governorate", "Aleppo Governorate", "place not stated"}
    assert {row.number for column in sheet.columns for row in column.rows} == {""}


def test_who_holds_a_place_is_told(store: Store) -> None:
    with store:
        store.do(cards.add_card, location=known_area(store), status=Status(id="", thing="", column=Column.CONTESTED))
        sheet = redacted(store)
    assert any("HTS" in row.said for column in sheet.columns for row in column.rows)


def known_area(store: Store) -> str:
    with store.reading() as reading:
        return str(reading.value("SELECT id FROM location WHERE name = 'Homs Governorate'"))
