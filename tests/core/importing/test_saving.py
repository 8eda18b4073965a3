"""The last step of an import is made ready beforehand; others may write meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from situation_board.core.actions.records import add_record
from situation_board.core.gazetteer import Gazetteer
from situation_board.core.ids import known_id
from situation_board.core.importing.importing import examine_file, import_file
from situation_board.core.importing.options import Options
from situation_board.core.importing.saving import ATTEMPTS
from situation_board.core.integrity import check
from situation_board.core.problems import Mistake
from situation_board.core.rows import Actor
from situation_board.core.store import Saved, Store
from tests.core.importing.importing import end_of, imported, written

TABLE = "id,date,place,admin1,displaced\n" + "".join(f"{n},2024-11-01,Madeplace {n},Homs,{n}\n" for n in range(1, 40))
Work = Callable[[Store], Any]


def import_while(store: Store, path: Path, somebody: Callable[[int], None]) -> Saved:
    """Import a file while somebody does something before each thing that is written: the first is the beginning."""
    with store.reading() as reading:
        options = Options(zone=reading.zone, now=reading.now, columns={"metric": "=flow"})
    turns = 0

    def write(work: Work) -> Any:
        nonlocal turns
        turns += 1
        somebody(turns)
        return work(store)

    with Gazetteer() as gazetteer:
        looked, found = end_of(examine_file(store.reading, gazetteer, path, options))
        return end_of(import_file(store.reading, write, gazetteer, looked, options, found)).saved


def places(store: Store) -> list[tuple[Any, ...]]:
    with store.reading() as reading:
        return reading.all("SELECT id, name, kind, parent, precision, voided FROM location ORDER BY id")


@pytest.mark.parametrize("others", [(), (2,), (2, 4, 6), tuple(range(1, 2 * ATTEMPTS + 1))], ids=len)
def test_places_are_the_same_whoever_writes_meanwhile(
    filled_store: Store, tmp_path: Path, others: tuple[int, ...]
) -> None:
    path, alone = written(tmp_path, "made.csv", TABLE), tmp_path / "alone.sitboard"
    filled_store.copy_to(alone)

    def somebody(turn: int) -> None:
        if turn in others:
            filled_store.do(add_record, Actor(id=known_id("test", str(turn)), name=f"Made actor {turn}"))

    saved = import_while(filled_store, path, somebody)
    with Store.open(alone, key=filled_store.key, now=filled_store.clock) as other:
        imported(other, path, columns={"metric": "=flow"})
        assert places(filled_store) == places(other)
    with filled_store.reading() as reading:
        assert reading.value("SELECT count(*) FROM location WHERE name LIKE 'Madeplace %'") == 39
        assert reading.value("SELECT count(*) FROM actor WHERE name LIKE 'Made actor %'") == len(others)
        assert saved.arrival == reading.arrival
        assert check(reading).clean


def test_a_file_that_somebody_else_imported_meanwhile_is_refused(filled_store: Store, tmp_path: Path) -> None:
    path = written(tmp_path, "made.csv", TABLE)

    def somebody(turn: int) -> None:
        if turn == 2:
            imported(filled_store, path, columns={"metric": "=flow"})

    with pytest.raises(Mistake, match="imported already"):
        import_while(filled_store, path, somebody)
    with filled_store.reading() as reading:
        assert reading.value("SELECT count(*) FROM dataset") == 1
        assert check(reading).clean
