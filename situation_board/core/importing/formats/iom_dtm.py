"""IOM Displacement Tracking Matrix: people displaced at a date, by admin area and round, as API JSON or CSV.

The numbers are stocks at the reporting date. The same people stand there on several admin levels: they are kept apart
by level and never added.
"""

from __future__ import annotations

from collections.abc import Iterator

from situation_board.core.importing.columns import ColumnError, Written, look_through
from situation_board.core.importing.country_codes import country_code
from situation_board.core.importing.format import Format
from situation_board.core.importing.incoming import Given, GivenEvent, GivenPlace
from situation_board.core.importing.looked import Looked
from situation_board.core.importing.notes import Notes
from situation_board.core.importing.options import Options
from situation_board.core.importing.tables import Table, TableRow
from situation_board.core.rows import Figure
from situation_board.core.vocabulary import EventKind, FigureCategory, FigureGroup, LocationKind, Metric

SIGNATURE = frozenset({"reportingdate", "numpresentidpind", "admin0name"})
SPACED = frozenset({"reporting_date", "num_present_idp_ind", "admin0_name"})
ADMIN = (("admin0name", "admin0pcode"), ("admin1name", "admin1pcode"), ("admin2name", "admin2pcode"))
ADMIN_SPACED = (("admin0_name", "admin0_pcode"), ("admin1_name", "admin1_pcode"), ("admin2_name", "admin2_pcode"))
KINDS = (LocationKind.COUNTRY, LocationKind.GOVERNORATE, LocationKind.DISTRICT)


def _table(looked: Looked) -> Table | None:
    return next(
        (table for table in looked.tables if table.simple_headers >= SIGNATURE or table.simple_headers >= SPACED), None
    )


def _recognise(looked: Looked) -> str | None:
    return "has the columns of IOM DTM: reportingDate, numPresentIdpInd, admin0Name" if _table(looked) else None


def _read(looked: Looked, options: Options, notes: Notes) -> Iterator[Given]:
    table = _table(looked)
    assert table is not None, "it was recognised"
    is_spaced = table.simple_headers >= SPACED
    admin = ADMIN_SPACED if is_spaced else ADMIN
    date, number = ("reporting_date", "num_present_idp_ind") if is_spaced else ("reportingdate", "numpresentidpind")
    more = ("id", "operation", "roundnumber", "round_number", "displacementreason", "displacement_reason")
    headers = (date, number, *more, *(each for pair in admin for each in pair))
    written = look_through(table, headers=headers, dates=(date,), numbers=(number,), options=options, notes=notes)
    levels: set[int] = set()
    for row in table.rows(notes):
        notes.read += 1
        try:
            yield _event(written, row, date, number, admin, levels)
        except ColumnError as error:
            notes.reject(row.line, error.why, column=error.column)
    if len(levels) > 1:
        notes.decide(f"the same people stand on {len(levels)} admin levels: kept apart, never added", notes.read)


def _event(
    written: Written,
    row: TableRow,
    date: str,
    number: str,
    admin: tuple[tuple[str, str], ...],
    levels: set[int],
) -> GivenEvent:
    when = written.date(row, date)
    if when is None:
        raise ColumnError(date, "the reporting date is missing")
    found = [
        (at, name, written.text(row, code))
        for at, (header, code) in enumerate(admin)
        if (name := written.text(row, header)) is not None
    ]
    if not found:
        raise ColumnError(admin[0][0], "the area is missing")
    level, name, pcode = found[-1]
    levels.add(level)
    people = written.number(row, number)
    around = written.text(row, "roundnumber") or written.text(row, "round_number")
    reason = written.text(row, "displacementreason") or written.text(row, "displacement_reason")
    operation = written.text(row, "operation")
    said = ", ".join(text for text in (operation, around and f"round {around}", reason) if text)
    return GivenEvent(
        key=f"{level}:{key}"
        if (key := written.text(row, "id"))
        else f"{pcode or name}:{written.text(row, date)}:{around}:{operation}:{reason}",
        line=row.line,
        kind=EventKind.DISPLACEMENT,
        text=said or None,
        place=GivenPlace(
            name=name,
            kind=KINDS[level],
            areas=tuple(each for _, each, _ in reversed(found[:-1]) if each != name),
            pcode=pcode if level else None,
            parent_pcode=_parent_code(found),
            country=written.text(row, admin[0][1]),
        ),
        starts=when,
        figures=()
        if people is None
        else (
            Figure(
                category=FigureCategory.DISPLACED,
                group=FigureGroup.IDP,
                quantifier=people.quantifier,
                low=people.low,
                high=people.high,
                number=people.text,
                metric=Metric.STOCK,
                starts=when,
            ),
        ),
        source="IOM DTM",
    )


def _parent_code(found: list[tuple[int, str, str | None]]) -> str | None:
    """The code of the area around the deepest one. Countries stand there with three letters, in P-codes with two."""
    if len(found) < 2:
        return None
    level, _, code = found[-2]
    return country_code(code) if level == 0 else code


FORMAT = Format(
    name="iom-dtm", words="IOM Displacement Tracking Matrix", recognise=_recognise, read=_read, publisher="IOM DTM"
)
