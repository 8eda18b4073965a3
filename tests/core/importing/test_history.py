"""An import in the history: one line that names the file and counts what came with it."""

from __future__ import annotations

from pathlib import Path

from situation_board.core.actions.records import strike
from situation_board.core.history import history, redo, undo
from situation_board.core.store import Store
from tests.core.importing.importing import imported, written

TABLE = "date,place,displaced\n2024-11-01,Madeplace One,1\n2024-11-02,Madeplace Two,2\n2024-11-03,Madeplace One,3\n"
WORDS = "import: Table (CSV or workbook): made.csv, 3 rows, 2 locations, 1 source"


def test_it_is_told_as_a_file_also_when_it_is_undone_and_redone(filled_store: Store, tmp_path: Path) -> None:
    saved, _ = imported(filled_store, written(tmp_path, "made.csv", TABLE), source="A made source")
    filled_store.do(undo)
    with filled_store.reading() as reading:
        undone, first = history(reading, limit=2)
    assert [line.words for line in (first, undone)] == [WORDS] * 2
    assert (first.label, first.undone, undone.label, undone.undone) == ("import", True, "undo", False)
    assert [part.thing for part in first.parts] == list(saved.ids)
    filled_store.do(redo)
    with filled_store.reading() as reading:
        redone, _, first = history(reading, limit=3)
    assert (redone.words, redone.label, first.undone) == (WORDS, "redo", False)


def test_it_is_struck_when_all_of_it_is(filled_store: Store, tmp_path: Path) -> None:
    saved, _ = imported(filled_store, written(tmp_path, "made.csv", TABLE), source="A made source")
    with filled_store.reading() as reading:
        made = reading.all("""SELECT "row" FROM log WHERE action = ? AND slot = 'new'""", saved.change)
    for number, (row,) in enumerate(made, start=1):
        with filled_store.reading() as reading:
            (line,) = history(reading, thing=saved.ids[0])[-1:]
        assert line.struck is None
        filled_store.do(strike, row, why=f"reason {number}")
    with filled_store.reading() as reading:
        (line,) = history(reading, thing=saved.ids[0])[-1:]
    assert line.struck is not None and line.struck.startswith("reason")
