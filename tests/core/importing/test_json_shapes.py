"""Tables that JSON writes by name, by column, or as rows beside their headers."""

import json
from pathlib import Path
from typing import Any

import pytest

from situation_board.core import times
from situation_board.core.importing.incoming import GivenEvent
from situation_board.core.importing.json_shapes import headers_in, objects_in, row_of
from tests.core.importing.importing import ZONE, taken, written

ROWS = [["Chad", 10, "2024-01-01"], ["Niger", 20, "2024-02-01"]]
HEADERS = ["country", "idps", "date"]
BY_COLUMN = {header: [row[at] for row in ROWS] for at, header in enumerate(HEADERS)}


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(
            {row[0]: dict(zip(HEADERS, row, strict=True)) for row in ROWS}, id="by a name they say themselves"
        ),
        pytest.param(
            {"TCD": {"idps": 10, "date": "2024-01-01"}, "NER": {"idps": 20, "date": "2024-02-01"}}, id="by code"
        ),
        pytest.param(BY_COLUMN, id="by column"),
        pytest.param({"status": "ok", "table": BY_COLUMN}, id="by column in an envelope"),
        pytest.param(
            {header: {str(at): cell for at, cell in enumerate(cells)} for header, cells in BY_COLUMN.items()},
            id="by column with numbers for rows",
        ),
        pytest.param({"columns": HEADERS, "index": [0, 1], "data": ROWS}, id="rows beside their headers"),
        pytest.param(
            {"meta": {"view": {"columns": [{"id": -1, "name": header} for header in HEADERS]}}, "data": ROWS},
            id="headers that are objects",
        ),
    ],
)
def test_the_rows_come_in_however_they_are_laid_out(tmp_path: Path, said: dict[str, Any]) -> None:
    first, second = (
        row for row in taken(written(tmp_path, "people.json", json.dumps(said))).rows if isinstance(row, GivenEvent)
    )
    assert [times.in_words(row.starts, ZONE) for row in (first, second)] == ["1 Jan 2024", "1 Feb 2024"]
    assert [row.figures[0].low for row in (first, second)] == [10, 20]
    assert first.place is not None and second.place is not None


@pytest.mark.parametrize(
    ("keys", "header"),
    [
        (("Herat", "Kabul"), "name"),
        (("AFG", "SYR"), "iso3"),
        (("2024-01", "2024-02"), "date"),
        (("2023", "2024"), "date"),
        (("117", "118"), "id"),
    ],
)
def test_what_names_an_object_is_a_field_of_it(keys: tuple[str, ...], header: str) -> None:
    found = objects_in({key: {"idps": 1, "note": "x"} for key in keys})
    assert found == [{header: key, "idps": 1, "note": "x"} for key in keys]


def test_a_field_of_the_objects_is_not_taken_by_their_name() -> None:
    assert objects_in({"a": {"Name": "Herat", "idps": 1}, "b": {"Name": "Kabul", "idps": 2}}) == [
        {"key": "a", "Name": "Herat", "idps": 1},
        {"key": "b", "Name": "Kabul", "idps": 2},
    ]


@pytest.mark.parametrize(
    "plain",
    [
        pytest.param({"name": "Herat", "idps": 3}, id="one object"),
        pytest.param({"place": {"name": "Herat", "lat": 34.3}, "people": {"idps": 3, "note": "x"}}, id="parts of one"),
        pytest.param({"only": {"idps": 1, "date": "2024"}}, id="one object in another"),
        pytest.param({"a": [1, 2], "b": [1]}, id="lists of other lengths"),
        pytest.param({"a": [1], "b": [2]}, id="one row by column"),
        pytest.param({"a": [{"b": 1}, 2], "c": [1, 2]}, id="lists that are no columns"),
    ],
)
def test_what_is_one_object_stays_one(plain: dict[str, Any]) -> None:
    assert objects_in(plain) is None


def test_headers_are_names_of_their_own() -> None:
    assert headers_in({"columns": ["a", "a"], "header": ["b", "c"]}) == ["b", "c"]
    assert headers_in({"columns": [1, 2], "fields": []}) == []
    assert row_of(["a", "b"], [1, 2, 3]) == {"a": 1, "b": 2, "3": 3}
    assert row_of(["a", "b"], [1]) == {"a": 1}
