"""A story of time: what the window shows of a past moment is what the command line tells of it, board and charts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from situation_board.core.actions import cards, facts, records
from situation_board.core.events_json import series_json
from situation_board.core.questions.moments import Moment, parse_moment
from situation_board.core.questions.stops import Kind, board_stops
from situation_board.core.rows import Event, Figure
from situation_board.core.store import Store
from situation_board.core.times import HOUR, exactly
from situation_board.core.vocabulary import Column, EventKind, FigureCategory, Metric, Quantifier
from situation_board.gui.charts.asking import ChartKind
from situation_board.gui.main_window import MainWindow
from situation_board.gui.time.bar import moment_words
from tests.core.filled import NOW, Filled, ago, create, fill
from tests.core.random_work import Clock
from tests.gui.fixtures import OpenWindow
from tests.stories.person import Key, Person, situation_board

Json = dict[str, Any]


@pytest.fixture
def scripted_day(tmp_path: Path) -> Path:
    """A situation with a day in it: moves, one of them back-dated, a strike, a new name, figures."""
    path, clock = tmp_path / "day.sitboard", Clock(NOW)
    with create(path, key=None, clock=clock) as store:
        a_day(store, fill(store), clock)
    return path


def a_day(store: Store, filled: Filled, clock: Clock) -> None:
    def do(action: Any, *args: Any, **kwargs: Any) -> None:
        clock.now += HOUR // 2
        store.do(action, *args, **kwargs)

    displaced = Figure(
        category=FigureCategory.DISPLACED, low=400, quantifier=Quantifier.MORE_THAN, metric=Metric.CUMULATIVE
    )
    do(cards.move_cards, [filled.card["Homs"]], Column.FALLEN, as_of=exactly(NOW))
    do(facts.record_event, Event(id="", thing="", kind=EventKind.DISPLACEMENT, starts=ago(3), figures=(displaced,)))
    do(cards.move_cards, [filled.card["Tartus"]], Column.CONTESTED, as_of=ago(20))
    do(records.edit_thing, filled.place["Homs"], {"name": "Hims"})
    do(records.strike, filled.card["Sweida"], why="entered twice")
    do(cards.verify, [filled.card["Palmyra"]], checked_with="radio")
    do(cards.order_cards, [filled.card["Daraa"]], before=filled.card["Hama"])


def some_moments(path: Path, kind: Kind) -> list[str]:
    """Three moments where the board changed, as one types them."""
    with Store.open(path) as store, store.reading() as reading:
        stops = board_stops(reading, kind)
    chosen = [stops.stops[number * (len(stops.stops) - 1) // 3] for number in range(1, 3)]
    words = [moment_words(stop.at, stop.moment, stops.zone) for stop in chosen]
    return [text.partition(" · ")[0] for text in words]


def travel(person: Person, text: str) -> Moment:
    """Type a time, and wait until all that is seen shows it."""
    window = person.window
    person.press(Key.Key_F7)
    person.write(text)
    person.press(Key.Key_Return)
    with Store.open(window.path) as store, store.reading() as reading:
        moment = parse_moment(reading, text)
    person.wait_until(lambda: window.time.travel.moment == moment and window.situation.is_quiet)
    window.time.follow()
    person.wait_until(lambda: window.situation.is_quiet)
    return moment


def seen_on_board(window: MainWindow) -> dict[str, list[str]]:
    return {column.value: list(model.ids) for column, model in window.centre.board.models.items()}


def faces_on_board(window: MainWindow) -> dict[str, tuple[str, bool, int]]:
    models = window.centre.board.models.values()
    faces = [face for model in models for card in model.ids if (face := model.known_face(card)) is not None]
    return {face.id: (face.place, face.stale, face.claims_for) for face in faces}


@pytest.mark.parametrize("kind", ["true", "known"])
@pytest.mark.parametrize("file", ["filled_file", "scripted_day"])
def test_window_board_and_charts_agree_with_the_command_line(
    request: pytest.FixtureRequest, open_window: OpenWindow, qtbot: Any, file: str, kind: Kind
) -> None:
    path: Path = request.getfixturevalue(file)
    moments = some_moments(path, kind)
    window = open_window(path)
    window.furnish()
    window.docks.charts.show()
    window.charts.bar.kind.setCurrentIndex(list(ChartKind).index(ChartKind.ALL))
    person = Person(window, qtbot)
    for text in moments:
        moment = travel(person, text)
        board: Json = json.loads(situation_board("board", path, "--at", text, "--json"))
        told = {column["status"]: column["cards"] for column in board["columns"]}
        assert seen_on_board(window) == {name: [card["id"] for card in found] for name, found in told.items()}
        by_id = {card["id"]: card for found in told.values() for card in found}
        for card, (place, is_stale, claims) in faces_on_board(window).items():
            line = by_id[card]
            assert (place, is_stale, claims) == (line["location"], line["stale"], line["claims_for"])
        answer = window.charts.answer
        assert answer is not None and answer.subject.moment == moment
        series: Json = json.loads(situation_board("series", path, "--at", text, "--json"))
        assert json.loads(json.dumps(series_json(answer.chart, answer.zone))) == series
