"""Events of one imported file, or those entered by hand: in lists and in the search."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from situation_board.core.history import undo
from situation_board.core.problems import Mistake
from situation_board.core.questions.charts import Limits, SeriesFilter
from situation_board.core.questions.events import EventFilter, event_faces, event_ids
from situation_board.core.questions.moments import KnownThen, Moment
from situation_board.core.questions.origins import BY_HAND, imported_files, origin_named
from situation_board.core.questions.search import look_for
from situation_board.core.questions.search_filter import (
    Criteria,
    SearchFilter,
    criteria_from_json,
    criteria_to_json,
)
from situation_board.core.questions.series_rows import series
from situation_board.core.store import Store
from tests.core.filled import NOW, create, fill
from tests.core.importing.importing import imported, written
from tests.core.random_work import Clock

ROWS = (
    "place,date,IDPs,description\nHoms,2024-12-03,1200,shelling of the market\nHama,2024-12-05,5000,shelling nearby\n"
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = create(tmp_path / "a.sitboard", key=None, clock=Clock(NOW))
    fill(made)
    return made


@pytest.fixture
def dataset(store: Store, tmp_path: Path) -> str:
    saved, _ = imported(store, written(tmp_path, "counts.csv", ROWS))
    return saved.ids[0]


def of(store: Store, origin: str | None) -> list[str | None]:
    with store.reading() as reading:
        return [face.dataset for face in event_faces(reading, event_ids(reading, filter=EventFilter(origin=origin)))]


def test_events_of_one_file_or_entered_by_hand(store: Store, dataset: str) -> None:
    assert of(store, dataset) == [dataset, dataset]
    assert of(store, BY_HAND) == [None, None]
    assert sorted(of(store, None), key=str) == sorted([dataset, dataset, None, None], key=str)


def test_only_files_that_count_are_offered(store: Store, dataset: str) -> None:
    with store.reading() as reading:
        [file] = imported_files(reading)
        assert (file.id, file.rows) == (dataset, 2) and file.name == "counts.csv"
    store.do(undo)
    assert of(store, dataset) == []
    with store.reading() as reading:
        assert imported_files(reading) == []


def test_a_file_is_named_by_its_id_its_name_or_as_by_hand(store: Store, dataset: str) -> None:
    with store.reading() as reading:
        name = reading.value("SELECT name FROM dataset")
        assert {origin_named(reading, text) for text in (dataset, dataset[:12], name)} == {dataset}
        assert origin_named(reading, "By hand") == BY_HAND
        with pytest.raises(Mistake, match="by-hand"):
            origin_named(reading, "no such file")


def test_a_search_is_narrowed_to_a_file_and_can_be_saved(store: Store, dataset: str) -> None:
    def found(text: str, origin: str) -> int:
        with store.reading() as reading:
            return len(look_for(reading, text, filter=SearchFilter(origin=origin)).hits)

    assert (found("market", dataset), found("leave", dataset), found("leave", BY_HAND)) == (1, 0, 2)
    criteria = Criteria("market", SearchFilter(origin=dataset))
    assert criteria_from_json(criteria_to_json(criteria)) == criteria


def drawn(store: Store, origin: str | None, moment: Moment = None) -> tuple[Any, ...]:
    with store.reading() as reading:
        chart = series(reading, filter=SeriesFilter(origin=origin), moment=moment)
    points = sorted(((one.key, tuple(one.points)) for one in chart.series), key=repr)
    return points, [(mark.face.id, mark.why) for mark in chart.marks], chart.left_out


def points_of(chart: tuple[Any, ...]) -> list[str]:
    """Without the ids of places, which differ between situations."""
    return sorted(repr(points) for _, points in chart[0])


def test_a_chart_of_one_origin_is_that_of_a_situation_without_the_others(store: Store, tmp_path: Path) -> None:
    before = drawn(store, None)
    with store.reading() as reading:
        arrival = reading.arrival
    flows = "place,date,displaced (flow)\nHoms,2024-12-03,1200\nHoms,2024-12-04,300\nHama,2024-12-05,5000\n"
    file = written(tmp_path, "flows.csv", flows)
    dataset = imported(store, file, columns={"displaced": "displaced (flow)"})[0].ids[0]
    with create(tmp_path / "alone.sitboard", key=None, clock=Clock(NOW)) as alone:
        imported(alone, file, columns={"displaced": "displaced (flow)"})
        told, wanted = drawn(store, dataset), drawn(alone, None)
    assert points_of(told) == points_of(wanted)
    assert [why for _, why in told[1]] == [why for _, why in wanted[1]]
    assert len(told[0]) + len(told[1]) >= 2
    assert drawn(store, BY_HAND) == before
    assert drawn(store, BY_HAND, KnownThen(arrival)) == before
    assert drawn(store, dataset, KnownThen(arrival))[:2] == ([], [])
    with store.reading() as reading:
        assert drawn(store, dataset, KnownThen(reading.arrival)) == told


@pytest.mark.parametrize("limits", [Limits(), Limits(series=1), Limits(points=1), Limits(marks=1)])
def test_a_crowded_chart_of_one_origin_leaves_out_as_much_as_if_there_were_no_other(
    store: Store, tmp_path: Path, limits: Limits
) -> None:
    text = "place,date,displaced (flow),returned\n" + "".join(f"Place {n},2024-12-0{n},{n},{n}\n" for n in range(1, 7))
    columns = {"displaced": "displaced (flow)"}
    dataset = imported(store, written(tmp_path, "flows.csv", text), columns=columns)[0].ids[0]
    imported(store, written(tmp_path, "others.csv", text.replace("12-0", "11-0")), columns=columns)
    with create(tmp_path / "alone.sitboard", key=None, clock=Clock(NOW)) as alone:
        imported(alone, tmp_path / "flows.csv", columns=columns)
        with store.reading() as reading, alone.reading() as other:
            told = series(reading, filter=SeriesFilter(origin=dataset), limits=limits)
            wanted = series(other, limits=limits)
    assert told.left_out == wanted.left_out
    assert (len(told.series), len(told.marks)) == (len(wanted.series), len(wanted.marks))
    assert [(each.kind, each.begin, each.count) for each in told.crowds] == [
        (each.kind, each.begin, each.count) for each in wanted.crowds
    ]
