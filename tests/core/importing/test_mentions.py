"""What refers to a thing that very many imported rows refer to: bounded, the latest first, what was entered before."""

from __future__ import annotations

from pathlib import Path

import pytest

from situation_board.core.actions import records
from situation_board.core.history import undo
from situation_board.core.ids import new_id
from situation_board.core.questions import mentions as mentioning
from situation_board.core.questions.mentions import mentions
from situation_board.core.questions.show import MOST, show
from situation_board.core.rows import Report
from situation_board.core.store import Store
from tests.core.importing.importing import imported, written


def table(rows: int) -> str:
    lines = (f"Madeplace,2024-{1 + n // 28 % 12:02}-{1 + n % 28:02},{n}\n" for n in range(rows))
    return "place,date,IDPs\n" + "".join(lines)


def publisher(store: Store, folder: Path, rows: int) -> str:
    """The source of an imported file with so many rows, all at one place."""
    imported(store, written(folder, "many.csv", table(rows)), source="A made publisher")
    with store.reading() as reading:
        return str(reading.value("SELECT id FROM source WHERE name = 'A made publisher'"))


def steps_of(store: Store, thing: str) -> int:
    """How much SQLite has to do, in its own steps by the hundred."""
    counted = 0

    def count() -> int:
        nonlocal counted
        counted += 1
        return 0

    store._connection.set_progress_handler(count, 100)
    with store.reading() as reading:
        assert [*mentions(reading, [thing], 20)]
    store._connection.set_progress_handler(None, 0)
    return counted


def test_so_many_rows_are_told_and_what_was_entered_goes_before_them(filled_store: Store, tmp_path: Path) -> None:
    source = publisher(filled_store, tmp_path, 300)
    report = Report(id=new_id(), source=source, title="A made report")
    filled_store.do(records.add_record, report)
    with filled_store.reading() as reading:
        found = [*mentions(reading, [source], 20)]
        latest = reading.all("SELECT id FROM event WHERE source = ? ORDER BY key DESC LIMIT 20", source)
    assert [row for table, row, _ in found if table == "event"] == [row for (row,) in latest]
    assert [table for table, _, _ in found[:2]] == ["dataset", "report"]
    assert {field for table, _, field in found if table == "event"} == {"source"}


def test_it_takes_no_longer_where_there_are_more_of_them(
    filled_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mentioning, "MOST_ROWS", 100)
    few = steps_of(filled_store, publisher(filled_store, tmp_path, 400))
    filled_store.do(undo)
    many = steps_of(filled_store, publisher(filled_store, tmp_path, 4_000))
    assert many < 2 * few


def test_rows_of_a_withdrawn_file_are_not_told(filled_store: Store, tmp_path: Path) -> None:
    source = publisher(filled_store, tmp_path, 30)
    filled_store.do(undo)
    with filled_store.reading() as reading:
        assert not [table for table, _, _ in mentions(reading, [source], 20) if table == "event"]


def test_a_place_with_very_many_rows_says_that_there_are_more(filled_store: Store, tmp_path: Path) -> None:
    publisher(filled_store, tmp_path, MOST + 50)
    with filled_store.reading() as reading:
        place = str(reading.value("SELECT id FROM location WHERE name = 'Madeplace'"))
        events = next(group for group in show(reading, place).beside if group.table == "event")
    assert 0 < len(events.rows) <= MOST and events.more
