"""Workbooks as people keep them: cached values, errors, truths, dates of both systems; and how much they span."""

from __future__ import annotations

import io
import struct
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from situation_board.core import times
from situation_board.core.importing import workbook_bounds
from situation_board.core.importing.files import GivenFile
from situation_board.core.importing.incoming import GivenEvent
from situation_board.core.importing.workbook_bounds import check_bounds
from situation_board.core.problems import Mistake
from tests.core.importing.importing import ZONE, Taken, taken, written

HEADERS: list[object] = ["Place", "Date", "Killed"]


def workbook(path: Path, rows: list[list[object]], *, from_1904: bool = False) -> Path:
    book = openpyxl.Workbook()
    if from_1904:
        book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def with_values(path: Path, values: dict[str, str]) -> Path:
    """Formulas keep the values that a spreadsheet worked out last; openpyxl writes none."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    sheet = members["xl/worksheets/sheet1.xml"].decode()
    for formula, value in values.items():
        sheet = sheet.replace(f"<f>{formula}</f><v></v>", f"<f>{formula}</f><v>{value}</v>")
        sheet = sheet.replace(f"<f>{formula}</f><v />", f"<f>{formula}</f><v>{value}</v>")
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, data in (members | {"xl/worksheets/sheet1.xml": sheet.encode()}).items():
            archive.writestr(name, data)
    return written(path.parent, path.name, content.getvalue())


def days(found: Taken) -> list[str]:
    return [times.in_words(row.starts, ZONE) for row in found.rows if isinstance(row, GivenEvent)]


def numbers(found: Taken) -> list[int | None]:
    return [each.low for row in found.rows if isinstance(row, GivenEvent) for each in row.figures]


def test_a_formula_counts_as_the_value_that_was_worked_out_last(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [HEADERS, ["Homs", "2024-12-08", "=1+3"], ["Hama", "2024-12-08", 2]])
    assert numbers(taken(with_values(path, {"1+3": "4"}))) == [4, 2]


@pytest.mark.parametrize(("epoch", "name"), [(False, "since 1900"), (True, "since 1904")])
def test_dates_are_those_of_the_book_whatever_it_counts_from(tmp_path: Path, epoch: bool, name: str) -> None:
    rows: list[list[object]] = [HEADERS, ["Homs", datetime(2024, 12, 8), 3], ["Hama", datetime(2024, 12, 7, 14, 30), 1]]
    found = taken(workbook(tmp_path / "a.xlsx", rows, from_1904=epoch))
    assert days(found) == ["8 Dec 2024", "7 Dec 2024 14:30"], name


def test_numbers_of_days_without_the_form_of_a_date_are_told(tmp_path: Path) -> None:
    found = taken(workbook(tmp_path / "a.xlsx", [HEADERS, ["Homs", 45634, 3], ["Hama", 45633, 1]]))
    assert days(found) == ["8 Dec 2024", "7 Dec 2024"]
    assert any("count days" in what for what in found.decided)


def test_errors_and_truths_are_no_numbers_and_nothing_is_not_zero(tmp_path: Path) -> None:
    rows: list[list[object]] = [HEADERS, ["A", "2024-12-08", "#N/A"], ["B", "2024-12-08", "#REF!"]]
    rows += [["C", "2024-12-08", True], ["D", "2024-12-08", None], ["E", "2024-12-08", 0]]
    found = taken(workbook(tmp_path / "a.xlsx", rows))
    assert numbers(found) == [0]
    assert [(each.line, each.column) for each in found.notes.rejected] == [(4, "Killed")]
    said = {decision.what: decision.rows for decision in found.notes.decisions()}
    assert [rows for what, rows in said.items() if "#REF!" in what] == [2]


def test_numbers_beside_the_table_are_not_its(tmp_path: Path) -> None:
    rows: list[list[object]] = [[*HEADERS, None, None, None], ["Homs", "2024-12-08", 3, None, None, 77]]
    found = taken(workbook(tmp_path / "a.xlsx", [*rows, ["Hama", "2024-12-08", 4]]))
    assert numbers(found) == [3, 4]
    assert any("beside the table" in what for what in found.decided)


class TestBounds:
    def test_a_cell_far_outside_is_refused_before_room_is_made(self, tmp_path: Path) -> None:
        path = workbook(tmp_path / "a.xlsx", [HEADERS])
        book = openpyxl.load_workbook(path)
        sheet = book.active
        assert sheet is not None
        sheet["XFD900"] = 1
        book.save(path)
        with pytest.raises(Mistake, match="spans more than"):
            check_bounds(GivenFile(path))

    def test_a_binary_workbook_is_told_how_to_be_saved(self, tmp_path: Path) -> None:
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as archive:
            archive.writestr("xl/workbook.bin", b"\x83\x01\x00")
        with pytest.raises(Mistake, match="XLSX"):
            taken(written(tmp_path, "a.xlsb", content.getvalue()))

    @pytest.mark.parametrize(
        ("row", "column", "is_fine"), [(65_535, 20, True), (65_535, 255, False), (9, 65_535, True)]
    )
    def test_the_records_of_an_old_workbook(self, tmp_path: Path, row: int, column: int, is_fine: bool) -> None:
        path = written(
            tmp_path, "a.xls", compound(struct.pack("<HHHHHd", 0x0203, 14, row, column, 0, 1.0) + bytes(9000))
        )
        if is_fine:
            check_bounds(GivenFile(path))
        else:
            with pytest.raises(Mistake, match="spans more than"):
                check_bounds(GivenFile(path))

    @pytest.mark.parametrize("cut", [20, 80, 512, 600, 1600, 3000])
    def test_an_old_workbook_that_is_cut_is_a_mistake(self, tmp_path: Path, cut: int) -> None:
        with pytest.raises(Mistake):
            taken(written(tmp_path, "a.xls", compound(bytes(9000))[:cut]))


def test_a_long_text_that_many_cells_of_an_old_workbook_show_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_bounds, "LARGEST_TEXT", 32_000 * 500)
    begin, rest = b"a" * 8000, b"b" * 8000
    texts = struct.pack("<HHIIHB", 0xFC, 11 + len(begin), 2, 2, 32_000, 0) + begin
    texts += b"".join(struct.pack("<HHB", 0x3C, 1 + len(rest), 0) + rest for _ in range(3))
    cells = b"".join(struct.pack("<HHHHHI", 0xFD, 10, row, 0, 0, 0) for row in range(501))
    with pytest.raises(Mistake, match="texts of a sheet are longer"):
        taken(written(tmp_path, "a.xls", compound(texts + cells)))


def compound(book: bytes) -> bytes:
    """A compound file (MS-CFB) with one stream: a table of chains, a directory, the book."""
    sectors = -(-len(book) // 512)
    chains = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, 2 + sectors), 0xFFFFFFFE]
    table = struct.pack("<128I", *chains, *[0xFFFFFFFF] * (128 - len(chains)))
    directory = entry("Root Entry", 5, 0xFFFFFFFE, 0) + entry("Workbook", 2, 2, len(book)) + bytes(256)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6) + bytes(10)
    header += struct.pack("<5I", 1, 1, 0, 4096, 0xFFFFFFFE) + struct.pack("<3I", 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    return header + table + directory + book.ljust(sectors * 512, b"\x00")


def entry(name: str, kind: int, start: int, size: int) -> bytes:
    encoded = (name + "\x00").encode("utf-16-le")
    return struct.pack("<64sHBB12s36xIQ", encoded, len(encoded), kind, 1, b"\xff" * 12, start, size)
