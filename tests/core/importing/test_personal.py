"""E-mail addresses and telephone numbers are left out wherever a file puts them, and it is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from situation_board.core.store import Store
from situation_board.core.store.datasets import rows_of
from tests.core.importing.importing import examined, imported, written

TEXT = (
    "place,date,killed,source,actor,remarks,district\n"
    "Homs (call 0933 123 456),2024-12-01,1,jane.doe@example.org,Army,write to a@b.example,Homs\n"
    "Hama,2024-12-01,2,An agency,Guard +963 944 123 456,nothing,Hama\n"
)
SECRETS = ("0933 123", "jane.doe", "944 123", "a@b.example")


def everything(store: Store) -> str:
    """All that the file holds, as text; the rows of the dataset unpacked."""
    with store.reading() as reading:
        tables = [name for (name,) in reading.all("SELECT name FROM sqlite_master WHERE type = 'table'")]
        plain = [[tuple(row) for row in reading.all(f'SELECT * FROM "{name}"')] for name in tables]
        dataset = reading.value("SELECT id FROM dataset")
        return str(plain) + str(list(rows_of(reading.connection, dataset)))


def test_nothing_of_them_is_kept_anywhere_and_the_rows_are_counted(tmp_path: Path, store: Store) -> None:
    path = written(tmp_path, "data.csv", TEXT)
    said = {decision.what: decision.rows for decision in examined(store, path).decisions}
    assert said["e-mail addresses and telephone numbers were left out"] == 2
    imported(store, path)
    kept = everything(store)
    assert "[withheld]" in kept and "An agency" in kept
    for secret in SECRETS:
        assert secret not in kept


@pytest.mark.parametrize("name", ["Camp 5", "Route 66", "Block 12-14", "34.73081, 36.70941", "SY040101", "2024-12-01"])
def test_names_with_figures_stay(tmp_path: Path, store: Store, name: str) -> None:
    path = written(tmp_path, "data.csv", f'place,date,killed\n"{name}",2024-12-01,1\n')
    assert [given.name for given, _ in examined(store, path).places] == [name]


def test_a_person_can_keep_them(tmp_path: Path, store: Store) -> None:
    found = examined(store, written(tmp_path, "data.csv", TEXT), keeps_personal_data=True)
    assert any("0933 123 456" in (given.name or "") for given, _ in found.places)
