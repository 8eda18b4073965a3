"""IOM Displacement Tracking Matrix: people displaced at a date, by admin area and round, as API JSON or CSV.

The numbers are stocks at the reporting date. The same people stand there on several admin levels: they are kept apart
by level and never added.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator

from situation_board.core.importing.cells import Number
from situation_board.core.importing.columns import ColumnError, Written, look_through
from situation_board.core.importing.country_codes import country_code
from situation_board.core.importing.format import Format
from situation_board.core.importing.formats.shared import figure_of, readable_number, tell_others
from situation_board.core.importing.incoming import Given, GivenEvent, GivenPlace
from situation_board.core.importing.looked import Looked
from situation_board.core.importing.notes import Notes
from situation_board.core.importing.options import Options
from situation_board.core.importing.tables import Table, TableRow
from situation_board.core.rows import Figure
from situation_board.core.times import Time
from situation_board.core.vocabulary import EventKind, FigureCategory, FigureGroup, FigureRole, LocationKind, Metric

SIGNATURE = frozenset({"reportingdate", "numpresentidpind", "admin0name"})
SPACED = frozenset({"reporting_date", "num_present_idp_ind", "admin0_name"})
ADMIN = (("admin0name", "admin0pcode"), ("admin1name", "admin1pcode"), ("admin2name", "admin2pcode"))
ADMIN_SPACED = (("admin0_name", "admin0_pcode"), ("admin1_name", "admin1_pcode"), ("admin2_name", "admin2_pcode"))
SEXES = {"numbermales": "men", "numberfemales": "women", "number_males": "men", "number_females": "women"}
ORIGIN = ("idporiginadmin1name", "idp_origin_admin1_name")
ASSESSMENT = ("assessmenttype", "assessment_type")
BASELINE = "BA"
"""The assessment that counts whole areas; one of sites counts people in these only (DTM methodological framework)."""
AGAIN = "rows of a further assessment of an area in one round: the same people once more, kept for triangulation"
OF_A_PART = "rows that count people of one origin or reason: each is a part of its area, kept for triangulation"
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
    tell_others(looked, table, notes)
    is_spaced = table.simple_headers >= SPACED
    admin = ADMIN_SPACED if is_spaced else ADMIN
    date, number = ("reporting_date", "num_present_idp_ind") if is_spaced else ("reportingdate", "numpresentidpind")
    more = ("id", "operation", "roundnumber", "round_number", "displacementreason", "displacement_reason")
    sexes = [header for header in SEXES if table.column(header) is not None]
    headers = (date, number, *more, *sexes, *ORIGIN, *ASSESSMENT, *(each for pair in admin for each in pair))
    numbers = (number, *sexes)
    written = look_through(table, headers=headers, dates=(date,), numbers=numbers, options=options, notes=notes)
    split = _Split(written, date, admin)
    split.look(table)
    levels: set[int] = set()
    for row in table.rows(notes):
        notes.read += 1
        try:
            yield _event(written, row, date, number, admin, levels, split, notes)
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
    split: _Split,
    notes: Notes,
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
    origin = next((text for header in ORIGIN if (text := written.text(row, header))), None)
    assessment = next((text for header in ASSESSMENT if (text := written.text(row, header))), None)
    came = f"from {origin}" if origin else None
    said = ", ".join(text for text in (operation, around and f"round {around}", reason, came) if text)
    return GivenEvent(
        key=f"{level}:{key}"
        if (key := written.text(row, "id"))
        else ":".join(
            map(str, (pcode or name, written.text(row, date), around, operation, reason, origin, assessment))
        ),
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
        figures=() if people is None else _figures(written, row, people, when, split, notes),
        source="IOM DTM",
    )


def _figures(
    written: Written, row: TableRow, people: Number, when: Time, split: _Split, notes: Notes
) -> tuple[Figure, ...]:
    """All of them, and of which men and women are parts; a row of one origin or reason is itself only a part."""
    why = OF_A_PART if split.is_part(row) else AGAIN if split.is_said_again(row) else None
    if why is not None:
        notes.decide(why)
    role = FigureRole.TRIANGULATION if why is not None else FigureRole.RECOMMENDED
    whole = dataclasses.replace(
        figure_of(FigureCategory.DISPLACED, people, Metric.STOCK, when, group=FigureGroup.IDP), role=role
    )
    parts = []
    for header, words in SEXES.items():
        number = readable_number(written, row, header, notes) if written.has(header) else None
        if number is not None:
            part = figure_of(FigureCategory.DISPLACED, number, Metric.STOCK, when, group=FigureGroup.IDP, note=words)
            parts.append(dataclasses.replace(part, subset_of=0))
    return (whole, *parts)


class _Split:
    """Which areas have several rows of one round: by origin or reason, each of which counts only some of their people,
    or by assessment, each of which counts all of them.
    """

    def __init__(self, written: Written, date: str, admin: tuple[tuple[str, str], ...]) -> None:
        self._written = written
        self._headers = (date, *(each for pair in admin for each in pair), "roundnumber", "round_number", "operation")
        self._rows: dict[tuple[str | None, ...], Counter[str | None]] = {}

    def look(self, table: Table) -> None:
        for row in table.rows(Notes()):
            self._rows.setdefault(self._of(row), Counter())[self._assessment(row)] += 1

    def is_part(self, row: TableRow) -> bool:
        return self._rows[self._of(row)][self._assessment(row)] > 1

    def is_said_again(self, row: TableRow) -> bool:
        """Whether an assessment that goes before this one counts the same people."""
        assessments = self._rows[self._of(row)]
        first = BASELINE if BASELINE in assessments else next(iter(assessments))
        return self._assessment(row) != first

    def _assessment(self, row: TableRow) -> str | None:
        return next((text for header in ASSESSMENT if (text := self._written.text(row, header))), None)

    def _of(self, row: TableRow) -> tuple[str | None, ...]:
        return tuple(self._written.text(row, header) for header in self._headers)


def _parent_code(found: list[tuple[int, str, str | None]]) -> str | None:
    """The code of the area around the deepest one. Countries stand there with three letters, in P-codes with two."""
    if len(found) < 2:
        return None
    level, _, code = found[-2]
    return country_code(code) if level == 0 else code


FORMAT = Format(
    name="iom-dtm", words="IOM Displacement Tracking Matrix", recognise=_recognise, read=_read, publisher="IOM DTM"
)
