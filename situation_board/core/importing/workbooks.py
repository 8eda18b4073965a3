"""The tables of a workbook (XLSX, XLSM, XLS, ODS): cached values, nothing in it is run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from situation_board.core.importing.files import GivenFile
from situation_board.core.importing.notes import Notes
from situation_board.core.importing.tables import MOST_COLUMNS, Table, TableRow, tables_of_rows
from situation_board.core.importing.workbook_bounds import check_bounds
from situation_board.core.problems import Mistake

MOST_SHEETS = 200
WORKBOOK_PARTS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")


def is_workbook(file: GivenFile) -> bool:
    """By its content: a compound file, or a zip that holds a workbook."""
    return file.is_old_office or (file.is_zip and any(part in file.members for part in WORKBOOK_PARTS))


def tables_of_workbook(file: GivenFile) -> list[Table]:
    """The table of each sheet that has one, in the order of the sheets."""
    errors = check_bounds(file)
    try:
        book = _book(file)
        names = book.sheet_names[:MOST_SHEETS]
    except Exception as error:  # the library's own kinds of error and panics have no common parent
        raise _damaged(file) from error
    found = [tables_of_rows(name, sheet_rows(file, name, errors=errors)) for name in names]
    return [table for table in found if table is not None]


def sheet_rows(file: GivenFile, sheet: str, *, errors: int = 0) -> Callable[[Notes], Iterator[TableRow]]:
    """What reads the rows of a sheet as they stand; `errors` is how many cells of the workbook hold one."""

    def rows(notes: Notes) -> Iterator[TableRow]:
        if errors:
            notes.decide(
                "cells of the workbook that hold an error such as #REF! state nothing, which is not zero", errors
            )
        try:
            book = _book(file)
            found = book.get_sheet_by_name(sheet)
            first = found.start[0] + 1 if found.start else 1
            for number, cells in enumerate(found.iter_rows(), start=first):
                if len(cells) > MOST_COLUMNS:
                    raise Mistake(f"{file.name}, sheet “{sheet}” has {len(cells):,} columns.", field="file")
                yield TableRow(number, [None if cell == "" else cell for cell in cells])
        except Mistake:
            raise
        except Exception as error:
            raise _damaged(file) from error

    return rows


def _book(file: GivenFile) -> Any:
    """The workbook where it lies, or as it is held in memory."""
    from python_calamine import CalamineWorkbook

    return (
        CalamineWorkbook.from_path(str(file.path))
        if type(file) is GivenFile
        else CalamineWorkbook.from_filelike(file.open())
    )


def _damaged(file: GivenFile) -> Mistake:
    return Mistake(
        f"{file.name} is a workbook that cannot be read: it is damaged or locked.",
        field="file",
        kept="Nothing was imported.",
        do="Open it where it comes from, and save it again as XLSX or CSV.",
    )
