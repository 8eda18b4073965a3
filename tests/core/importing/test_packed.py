"""Files in a zip, and files that are packed or printed: read where nothing has to be guessed, else told."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from situation_board.core.importing.notes import Notes
from situation_board.core.importing.packed import opened
from situation_board.core.problems import Mistake
from situation_board.core.store import Store
from tests.core.importing.importing import imported, taken, written

TABLE = "place,date,killed\nHoms,2024-12-08,3\n" + "Hama,2024-12-07,4\n" * 50


def zipped(folder: Path, members: dict[str, str]) -> Path:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return written(folder, "data.zip", content.getvalue())


def test_one_table_in_a_zip_is_read_without_unpacking(tmp_path: Path, store: Store) -> None:
    path = zipped(tmp_path, {"folder/data.csv": TABLE, "README.txt": "About", "__MACOSX/._data.csv": "x"})
    found = taken(path)
    assert len(found.rows) == 51
    assert any("read out of data.zip; not read: README.txt" in what for what in found.decided)
    before = {each.name for each in tmp_path.iterdir()}
    imported(store, path)
    assert {each.name for each in tmp_path.iterdir()} - before <= {"winter.sitboard-wal", "winter.sitboard-shm"}


def test_footnotes_beside_a_table_are_not_the_table(tmp_path: Path) -> None:
    assert len(taken(zipped(tmp_path, {"population.csv": TABLE, "footnotes.csv": "a,b\n1,2\n"})).rows) == 51


@pytest.mark.parametrize("other", ["more.csv", "more.xlsx", "more.zip"])
def test_which_of_several_is_not_guessed(tmp_path: Path, other: str) -> None:
    with pytest.raises(Mistake, match=f"data.csv, {other}"):
        opened(zipped(tmp_path, {"data.csv": TABLE, other: "x"}))


def test_a_member_that_is_damaged_is_a_mistake(tmp_path: Path) -> None:
    content = bytearray(zipped(tmp_path, {"data.csv": TABLE * 40}).read_bytes())
    content[60:80] = bytes(20)
    with pytest.raises(Mistake, match="damaged"):
        list(opened(written(tmp_path, "data.zip", bytes(content))).lines(Notes()))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("data.csv.gz", b"\x1f\x8b\x08\x00" + bytes(40), "Unpack it"),
        ("data.7z", b"7z\xbc\xaf\x27\x1c" + bytes(40), "Unpack it"),
        ("data.rar", b"Rar!\x1a\x07" + bytes(40), "Unpack it"),
        ("data.csv", b"%PDF-1.7\n" + bytes(40), "CSV or XLSX"),
        ("data.csv", b"\x89PNG\r\n\x1a\n" + bytes(40), "CSV or XLSX"),
    ],
)
def test_what_holds_no_table_is_told_with_what_to_do(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    with pytest.raises(Mistake, match=said):
        opened(written(tmp_path, name, content))


def book(folder: Path) -> bytes:
    made = openpyxl.Workbook()
    for row in (["place", "date", "killed"], ["Homs", "2024-12-08", 3]):
        made.active.append(row)
    made.save(folder / "book.xlsx")
    return (folder / "book.xlsx").read_bytes()


def packed_in(folder: Path, name: str, content: bytes, times: int = 1) -> Path:
    for _ in range(times):
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as made:
            made.writestr(name, content)
        name, content = "inner.zip", archive.getvalue()
    return written(folder, "outer.zip", content)


def test_a_workbook_in_a_zip_is_read(tmp_path: Path) -> None:
    found = taken(packed_in(tmp_path, "sites/book.xlsx", book(tmp_path)))
    assert len(found.rows) == 1 and "read out of outer.zip" in found.decided


def test_a_table_in_a_zip_in_a_zip_is_read(tmp_path: Path) -> None:
    found = taken(packed_in(tmp_path, "data.csv", TABLE.encode(), times=2))
    assert len(found.rows) == 51 and {"read out of outer.zip", "read out of inner.zip"} <= set(found.decided)


def test_deeper_is_not_looked_into(tmp_path: Path) -> None:
    with pytest.raises(Mistake, match="a zip in a zip that packs one more"):
        opened(packed_in(tmp_path, "data.csv", TABLE.encode(), times=3))


def test_a_damaged_zip_in_a_zip_is_told(tmp_path: Path) -> None:
    content = packed_in(tmp_path, "data.csv", TABLE.encode()).read_bytes()
    with pytest.raises(Mistake, match="damaged"):
        taken(packed_in(tmp_path, "inner.zip", content[: len(content) // 2]))
