"""The list of P-codes of all countries (OCHA): level, code, name and parent, one area a row."""

from __future__ import annotations

from collections.abc import Iterator

from situation_board.core.importing.columns import ColumnError, Written, look_through
from situation_board.core.importing.country_codes import country_code
from situation_board.core.importing.format import Format
from situation_board.core.importing.formats.ocha_cod_ab import DEEPEST, KINDS
from situation_board.core.importing.formats.shared import table_with, tell_others
from situation_board.core.importing.incoming import Given, GivenLocation, GivenPlace
from situation_board.core.importing.looked import Looked
from situation_board.core.importing.notes import Notes
from situation_board.core.importing.options import Options
from situation_board.core.importing.tables import TableRow

SIGNATURE = frozenset({"admin_level", "p_code", "name", "parent_p_code"})


def _recognise(looked: Looked) -> str | None:
    found = table_with(looked, SIGNATURE)
    return "has the columns of a list of P-codes: admin level, P-code, name, parent" if found else None


def _read(looked: Looked, options: Options, notes: Notes) -> Iterator[Given]:
    table = table_with(looked, SIGNATURE)
    assert table is not None, "it was recognised"
    tell_others(looked, table, notes)
    headers = {header: header for header in (*SIGNATURE, "location")}
    written = look_through(table, headers=list(headers), options=options, notes=notes)
    for row in table.rows(notes):
        notes.read += 1
        try:
            yield _area(written, row, notes)
        except ColumnError as error:
            notes.reject(row.line, error.why, column=error.column)


def _area(written: Written, row: TableRow, notes: Notes) -> GivenLocation:
    code, name = written.text(row, "p_code"), written.text(row, "name")
    level = written.text(row, "admin_level") or ""
    if code is None or name is None:
        raise ColumnError("P-Code" if code is None else "Name", "the code or the name is missing")
    if not level.isdecimal():
        raise ColumnError("Admin Level", f"“{level[:20]}” is no level")
    notes.decide("places without coordinates are unlocated")
    return GivenLocation(
        key=code,
        line=row.line,
        place=GivenPlace(
            name=name,
            kind=KINDS[min(int(level), DEEPEST)],
            pcode=code,
            parent_pcode=_parent(written.text(row, "parent_p_code"), int(level)),
            country=written.text(row, "location"),
        ),
    )


def _parent(code: str | None, level: int) -> str | None:
    """Around the first level lies a country, here with a code of three letters."""
    return (country_code(code) or code) if level == 1 else code


FORMAT = Format(name="pcode-list", words="List of P-codes", recognise=_recognise, read=_read, publisher="OCHA")
