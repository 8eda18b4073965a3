"""What the bench measures on must be a sound situation, or it measures something else."""

from __future__ import annotations

from pathlib import Path

from situation_board.core.history import stack
from situation_board.core.integrity import check
from situation_board.core.questions.cards import card_ids
from situation_board.core.store import Store
from situation_board.core.store.connection import connect
from situation_board.core.store.derived import derive_everything
from situation_board.core.vocabulary import Column
from tests.speed.generated import COLUMNS, IDENTITY, NOW, Size, make
from tests.speed.generated_events import make_events


def test_a_generated_situation_is_sound_and_has_its_cards_where_they_are_counted(tmp_path: Path) -> None:
    make(tmp_path / "generated.sitboard", Size(cards=30, statuses_a_card=3))
    path = tmp_path / "generated.sitboard"
    with Store.open(path, identity=IDENTITY, now=lambda: NOW) as store, store.reading() as reading:
        counts = {column: len(card_ids(reading, column)) for column in Column}
        assert check(reading).found == ()
        assert reading.value("SELECT count(*) FROM status") == 90
        undo = stack(reading).undo
    assert counts == {column: 3 * COLUMNS.count(column) for column in Column}
    assert undo is not None and undo.label == "move_card"


def test_generated_events_are_what_the_program_would_have_written(tmp_path: Path) -> None:
    path = tmp_path / "events.sitboard"
    make_events(path, 3_000)
    found_by = ("figure_in_series", "figure_at_place")
    tables = ("figure", *found_by, "daily_total", "series", "series_begun", "mark", "daily_marks")
    with Store.open(path, identity=IDENTITY, now=lambda: NOW) as store, store.reading() as reading:
        written = {table: sorted(reading.all(f"SELECT * FROM {table}"), key=repr) for table in tables}
    connection = connect(path, None)
    derive_everything(connection)
    for table in tables:
        assert sorted(connection.execute(f"SELECT * FROM {table}").fetchall(), key=repr) == written[table], table
        assert written[table]
    connection.close()
