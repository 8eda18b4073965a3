"""Events of one imported file, or those entered by hand: in lists and in the search."""

from __future__ import annotations

from pathlib import Path

import pytest

from situation_board.core.history import undo
from situation_board.core.problems import Mistake
from situation_board.core.questions.events import EventFilter, event_faces, event_ids
from situation_board.core.questions.origins import BY_HAND, imported_files, origin_named
from situation_board.core.questions.search import look_for
from situation_board.core.questions.search_filter import (
    Criteria,
    SearchFilter,
    criteria_from_json,
    criteria_to_json,
)
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
