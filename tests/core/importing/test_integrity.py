"""What is derived from the rows of imported files is proved from the rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from situation_board.core.actions import facts, records
from situation_board.core.gazetteer import Gazetteer
from situation_board.core.importing.importing import examine_file, import_file
from situation_board.core.importing.options import Options
from situation_board.core.integrity import check
from situation_board.core.steps import end_of
from situation_board.core.store import Store
from tests.core.filled import Filled
from tests.core.importing.importing import written

IMPORTED = "dataset <> ''"
ROWS = "SELECT id FROM every_event WHERE dataset IS NOT NULL"
FIRST = "(SELECT min(event) FROM every_figure WHERE dataset <> '')"
TABLE = "id,date,place,displaced,notes\n" + "".join(f"{n},2024-10-{n:02},Homs,{n},row {n}\n" for n in range(1, 21))
TWICE = TABLE + "21,2024-10-01,Homs,7,the same place and day\n"


@pytest.fixture
def imported(filled_store: Store, filled: Filled, tmp_path: Path) -> Store:
    """One file whose numbers are summed where they may be, and one of which nothing says what they count in time."""
    for name, text, columns in (("flow.csv", TWICE, {"metric": "=flow"}), ("other.csv", TABLE, {})):
        path = written(tmp_path, name, text)
        with Gazetteer() as gazetteer, filled_store.reading() as reading:
            options = Options(zone=reading.zone, now=reading.now, columns=columns, source="A made source")
            looked, found = end_of(examine_file(filled_store.reading, gazetteer, path, options))
        with Gazetteer() as gazetteer:
            steps = import_file(
                filled_store.reading, lambda work: work(filled_store), gazetteer, looked, options, found
            )
            end_of(steps)
    return filled_store


def kinds(store: Store) -> set[str]:
    with store.reading() as reading:
        return {finding.kind for finding in check(reading).found}


def thing_of_a_row(store: Store) -> str:
    with store.reading() as reading:
        return str(reading.value("SELECT min(thing) FROM event WHERE dataset IS NOT NULL"))


def test_it_is_clean_after_an_import_and_when_rows_are_struck_and_joined(imported: Store, filled: Filled) -> None:
    assert kinds(imported) == set()
    imported.do(records.strike, thing_of_a_row(imported), why="counted twice")
    with imported.reading() as reading:
        row = reading.value("SELECT max(thing) FROM event WHERE dataset IS NOT NULL")
    imported.do(facts.same_as, row, filled.event[0])
    assert kinds(imported) == set()


@pytest.mark.parametrize(
    "statement",
    [
        f"UPDATE every_figure SET low = low + 1 WHERE event = {FIRST}",
        f"UPDATE figure_in_series SET summed = 1 - summed WHERE event = {FIRST}",
        f"DELETE FROM figure_in_series WHERE event = {FIRST}",
        f"UPDATE figure_in_series SET event = 'nobody' WHERE event = {FIRST}",
        f"UPDATE figure_at_place SET stands = stands + 1 WHERE event = {FIRST}",
        f"DELETE FROM figure_at_place WHERE event = {FIRST}",
        f"DELETE FROM every_figure WHERE event = {FIRST}",
        f"UPDATE every_figure SET event = 'nobody' WHERE event = {FIRST}",
        f"UPDATE daily_total SET low = low + 1 WHERE {IMPORTED}",
        f"DELETE FROM daily_total WHERE {IMPORTED}",
        f"UPDATE daily_total SET day = day + 1 WHERE {IMPORTED}",
        f"UPDATE daily_total SET series = series + 1 WHERE {IMPORTED}",
        f"UPDATE every_series SET points = points + 1 WHERE {IMPORTED}",
        f"UPDATE every_series SET area = 'x' WHERE {IMPORTED}",
        f"DELETE FROM every_series WHERE {IMPORTED}",
        f"UPDATE every_series SET id = id + 1 WHERE {IMPORTED}",
        f"UPDATE every_series_begun SET count = count + 1 WHERE {IMPORTED}",
        f"DELETE FROM every_series_begun WHERE {IMPORTED}",
        f"UPDATE every_mark SET source = 'x' WHERE {IMPORTED}",
        f"DELETE FROM every_mark WHERE {IMPORTED}",
        f"UPDATE every_daily_marks SET count = count + 1 WHERE {IMPORTED}",
        f"DELETE FROM every_daily_marks WHERE {IMPORTED}",
        f"INSERT INTO every_mention SELECT source, 'event', id, 'actors' FROM every_event WHERE {IMPORTED}",
        f"UPDATE search_entry SET text = 'x' WHERE thing IN ({ROWS})",
        f"DELETE FROM search_entry WHERE thing IN ({ROWS})",
    ],
)
def test_what_is_off_is_found(imported: Store, statement: str) -> None:
    with imported.step() as connection:
        changed = connection.execute(statement).rowcount
    assert changed > 0
    assert kinds(imported) == {"derived"}
