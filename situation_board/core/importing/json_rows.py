"""JSON that is a list of lists: the rows of a table as they stand, as HXL services write them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from situation_board.core.importing.files import GivenFile
from situation_board.core.importing.json_items import JsonText, broken
from situation_board.core.importing.notes import Notes
from situation_board.core.importing.tables import MOST_COLUMNS, Table, TableRow, tables_of_rows
from situation_board.core.problems import Mistake

BEGINS = re.compile(r"\[\s*\[")


def table_of_json_rows(file: GivenFile) -> Table | None:
    """The table of a list of lists; None when it is none, or broken from the start."""
    if BEGINS.match(file.start) is None:
        return None
    try:
        return tables_of_rows(file.name, lambda notes: _rows(file, notes))
    except Mistake:
        return None


def _rows(file: GivenFile, notes: Notes) -> Iterator[TableRow]:
    """Each list is a row, `line` its position from 1. What is no list is left out and told."""
    with file.open() as stream, io.TextIOWrapper(stream, file.encoding, errors="replace") as text:
        buffer = JsonText(text, file.name)
        buffer.peek()
        buffer.at += buffer.text[buffer.at :].startswith("\ufeff")
        buffer.skip("[")
        number = 0
        while not buffer.skip("]"):
            value = buffer.value()
            number += 1
            if isinstance(value, list):
                yield TableRow(number, [_cell(each) for each in value[: MOST_COLUMNS + 1]])
            else:
                notes.decide("what is no list among the rows was not read")
            if not buffer.skip(",") and buffer.peek() != "]":
                raise broken(file.name, "it ends in the middle")


def _cell(value: Any) -> Any:
    return None if isinstance(value, dict | list) else value
