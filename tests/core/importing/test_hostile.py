"""Files that mean harm, or that nobody meant: told in a sentence, in bounded memory, with nothing kept."""

from __future__ import annotations

import io
import json
import tracemalloc
import zipfile
from pathlib import Path

import openpyxl
import pytest

from situation_board.core.gazetteer import Gazetteer
from situation_board.core.importing import files, tables
from situation_board.core.importing.importing import prepare_file
from situation_board.core.importing.looked import Looked
from situation_board.core.importing.packed import opened
from situation_board.core.importing.reporting import report_csv
from situation_board.core.importing.seeing import see_file, signature_of
from situation_board.core.problems import Mistake, Trouble
from situation_board.core.store import Store
from tests.core.importing.importing import end_of, examined, imported, options, taken, written

MEGABYTE = 1 << 20
LINES = b"Hama,2024-12-02,7\n" * 20


def test_a_million_columns_are_refused_without_their_memory(tmp_path: Path, store: Store) -> None:
    path = written(tmp_path, "wide.csv", ("a," * 1_000_000 + "b\n") * 2)
    with pytest.raises(Mistake):
        examined(store, path)


def test_many_columns_in_one_row_only_are_refused_there(tmp_path: Path, store: Store) -> None:
    path = written(tmp_path, "wide.csv", "place,date\nHoms,2024-12-01\n" * 80 + "x," * 3000 + "\n")
    with pytest.raises(Mistake, match=r"line 161 has 3,001 columns"):
        examined(store, path)


def test_a_line_without_end_is_not_read_to_its_end(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sparse file stands for one of gigabytes: it takes no room on the disk. What is longest is set lower."""
    monkeypatch.setattr(files, "LONGEST_LINE", 64 * 1024)
    path = tmp_path / "long.csv"
    with path.open("wb") as stream:
        stream.write(b"place,date\nHoms,2024-12-01,")
        stream.write(b"x" * MEGABYTE)
        stream.truncate(256 * MEGABYTE)
    tracemalloc.start()
    try:
        with pytest.raises(Mistake):
            examined(store, path)
        assert tracemalloc.get_traced_memory()[1] < 100 * MEGABYTE
    finally:
        tracemalloc.stop()


def test_nuls_between_cells_are_taken_out_and_told(tmp_path: Path) -> None:
    found = taken(written(tmp_path, "data.csv", b"place,date,IDPs\nHo\x00ms,2024-12-01,5\n" + LINES))
    assert [row.place.name for row in found.rows] == ["Homs", *["Hama"] * 20]  # type: ignore[union-attr]
    assert any("NUL" in what for what in found.decided)


@pytest.mark.parametrize("cut", [10, 100, 1000, -100, -20, -1])
def test_a_truncated_workbook_is_a_mistake_and_keeps_nothing(tmp_path: Path, store: Store, cut: int) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Place", "Date", "Killed"], ["Homs", "2024-12-08", 3]):
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    with pytest.raises(Mistake):
        imported(store, written(tmp_path, "data.xlsx", content.getvalue()[:cut]))
    with store.reading() as reading:
        assert not reading.value("SELECT count(*) FROM dataset")


def test_a_truncated_list_of_objects_is_a_mistake_and_keeps_nothing(tmp_path: Path, store: Store) -> None:
    rows = [{"place": "Homs", "date": "2024-12-01", "IDPs": number} for number in range(500)]
    path = written(tmp_path, "data.json", json.dumps(rows)[:-40])
    with pytest.raises(Mistake):
        imported(store, path)
    with store.reading() as reading:
        assert not reading.value("SELECT count(*) FROM dataset")


def test_objects_nested_without_end_are_a_mistake(tmp_path: Path, store: Store) -> None:
    for text in ("[" * 200_000, '{"a":' * 200_000, '[{"a":' + "[" * 200_000):
        with pytest.raises(Mistake):
            examined(store, written(tmp_path, "deep.json", text))


@pytest.mark.parametrize("name", ["data.xlsx", "data.json", "data.kml", "data.zip", "data.gpkg", "data"])
def test_the_name_of_a_file_proves_nothing(tmp_path: Path, name: str) -> None:
    found = taken(written(tmp_path, name, "place,date,IDPs\nHoms,2024-12-01,5\n"))
    assert found.format == "table" and len(found.rows) == 1


def test_a_bomb_in_a_workbook_is_refused_before_it_is_unpacked(tmp_path: Path, store: Store) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (300 * MEGABYTE))
    with pytest.raises(Mistake, match="would grow"):
        examined(store, written(tmp_path, "bomb.xlsx", content.getvalue()))


def test_a_file_that_grows_between_report_and_import_is_trouble(tmp_path: Path, store: Store) -> None:
    path = written(tmp_path, "data.csv", "place,date,IDPs\nHoms,2024-12-01,5\n")
    with Gazetteer() as gazetteer:
        looked, seen = end_of(see_file(store.reading, gazetteer, path, options()))
        path.write_text("place,date,IDPs\nHoms,2024-12-01,5\nHama,2024-12-01,7\n", encoding="utf-8")
        with pytest.raises(Trouble, match="was changed"):
            end_of(prepare_file(store.reading, gazetteer, looked, options(), seen.examined))


def test_no_cell_of_a_report_is_a_live_formula(tmp_path: Path, store: Store) -> None:
    path = written(tmp_path, "data.csv", "place,date,IDPs\n=cmd|x,2024-12-01,@SUM(1)\n+A1,2024-12-01,-2+3\n")
    with Gazetteer() as gazetteer:
        text = report_csv(end_of(see_file(store.reading, gazetteer, path, options()))[1].examined).decode("utf-8-sig")
    cells = [cell.strip('"') for line in text.splitlines() for cell in line.split(",")]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_what_a_person_sees_names_samples_reasons_and_the_formats_that_fit(tmp_path: Path, store: Store) -> None:
    path = written(tmp_path, "data.csv", "place,date,IDPs,remark\nHoms,2024-12-01,5,a\nHama,2024-12-02,6,a\n")
    with Gazetteer() as gazetteer:
        _, seen = end_of(see_file(store.reading, gazetteer, path, options()))
    assert [column.field for column in seen.columns] == ["place", "date", "displaced", None]
    assert seen.columns[0].samples == ("Homs", "Hama") and seen.columns[3].samples == ("a",)
    assert "header" in seen.columns[0].why
    assert [format.name for format in seen.formats] == ["table"]
    assert seen.signature == signature_of(("Place", " DATE", "idps", "Remark"))


def test_the_limits_are_those_that_are_documented() -> None:
    assert tables.MOST_COLUMNS == 2_000 and files.LONGEST_LINE == 4 * MEGABYTE


def test_a_mark_that_nobody_closes_is_told_with_its_line(tmp_path: Path) -> None:
    text = 'place,date,killed\nHoms,2024-12-08,3\n"Hama,2024-12-08,4\n' + "Idleb,2024-12-08,1\n" * 100
    with pytest.raises(Mistake, match="line 3: a cell in quotation marks runs on over 101 lines"):
        taken(written(tmp_path, "data.csv", text))


def test_a_long_cell_among_others_is_told(tmp_path: Path) -> None:
    text = 'place,date,killed,text\nHoms,2024-12-08,3,"' + "a line\n" * 60 + '"\nHama,2024-12-08,4,b\n'
    found = taken(written(tmp_path, "data.csv", text))
    assert len(found.rows) == 2 and any("quotation mark may be missing" in what for what in found.decided)


def test_one_element_without_end_is_refused_before_it_is_held(tmp_path: Path) -> None:
    text = "<kml><Placemark><name>" + "a" * (65 << 20) + "</name></Placemark></kml>"
    with pytest.raises(Mistake, match="one of its elements is larger than 64 MB"):
        taken(written(tmp_path, "places.kml", text))


@pytest.mark.parametrize("header", ["IDPs " + "a" * 500_000, "a-" * 500_000 + "_", "x/" * 300_000 + "y"])
def test_long_headers_take_no_long_time(tmp_path: Path, header: str) -> None:
    text = f"{header},place,date,killed\n" + "1,Homs,2024-12-08,4\n" * 20
    assert len(taken(written(tmp_path, "data.csv", text)).rows) == 20


def test_long_cells_are_not_all_held_to_find_the_table(tmp_path: Path) -> None:
    row = 'Homs,2024-12-08,4,"' + "a b " * 500_000 + '"\n'
    path = written(tmp_path, "data.csv", "place,date,killed,text\n" + row * 30)
    tracemalloc.start()
    try:
        looked = Looked(opened(path))
        assert len(looked.tables) == 1
        assert tracemalloc.get_traced_memory()[1] < 40 * MEGABYTE
    finally:
        tracemalloc.stop()
