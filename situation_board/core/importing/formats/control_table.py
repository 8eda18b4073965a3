"""Tables of who holds which place, as pages and clipboards give them: name, held by, as of, remarks.

A cell may show flags instead of names ("Flag of Syria.svg"). Which actor a flag or name stands for is for a person to
say. Two in one cell hold the place jointly; shares ("52%") are kept as words and never counted.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping

from situation_board.core.importing.cells import is_missing, plain, simple
from situation_board.core.importing.columns import ColumnError, Written, look_through
from situation_board.core.importing.format import Format
from situation_board.core.importing.incoming import Given, GivenControl, GivenPlace
from situation_board.core.importing.looked import Looked
from situation_board.core.importing.notes import Notes, Question
from situation_board.core.importing.options import Options
from situation_board.core.importing.tables import Table, TableRow

NAMES = (
    "name",
    "place",
    "city",
    "town",
    "location",
    "settlement",
    "village",
    "area",
    "населений_пункт",
    "місто",
    "المكان",
    "المدينة",
    "الاسم",
)
HELD = (
    *("held_by", "controlled_by", "control", "under_control_of", "controlling_party", "controller", "holder"),
    *("held", "in_control", "status_of_control", "captured_by", "taken_by", "occupied_by", "controlling_faction"),
    *("de_facto_control", "current_control", "controlled", "faction", "الجهة_المسيطرة", "تحت_سيطرة"),
    *("під_контролем", "контроль", "kontrolliert_von", "contrôlé_par", "sous_contrôle_de"),
)
DATES = (
    "as_of",
    "date",
    "updated",
    "last_updated",
    "since",
    "as_of_date",
    "date_captured",
    "date_taken",
    "تاريخ",
    "дата",
    "datum",
)
AREAS = (
    *(
        "district",
        "governorate",
        "province",
        "region",
        "sub_district",
        "county",
        "raion",
        "oblast",
        "state",
        "township",
    ),
    *("prefecture", "hromada", "governorate_state", "state_region", "область", "район", "المحافظة", "المنطقة"),
)
AREA_WORDS = (
    "district|governorate|province|subdistrict|sub-district|county|raion|oblast|region|state|township|prefecture"
)
DISPUTED = re.compile(
    r"(?:contested|disputed|besieged|no man's land|clashes|ongoing|fighting|متنازع عليها)", re.IGNORECASE
)
PCODES = ("pcode", "p_code", "adm3_pcode", "adm4_pcode")
REMARKS = ("remarks", "notes", "note", "comments", "comment", "history", "details", "more_information")
PICTURE = re.compile(r"([^%~()]*?)\.(?:svg|png|gif|jpe?g|webp)(?:\s?\d+px)?", re.IGNORECASE)
FLAG = re.compile(r"\b(?:flag|emblem|logo|infobox)[ _](?:of[ _])?(?:the[ _])?", re.IGNORECASE)
LONGEST_HOLDERS = 1_000
"""Characters of a cell in which holders are looked for."""
SIZE_LETTER = re.compile(r"^[a-z]\s+(?=\S)")
SHARE = re.compile(r"~?\s*(?:appro)?(?:ximately\s*)?\d+(?:[.,]\d+)?\s*%|%")
SEPARATORS = re.compile(r"\s*(?:/|;|\+|،|,| and | & |\n)\s*")
OPEN = Question("as_of", "The table does not say since when it is so", ())


def _tables(looked: Looked) -> list[Table]:
    """The tables with a column of holders and one of places."""
    return [table for table in looked.tables if _column(table, HELD) and _column(table, NAMES)]


def _column(table: Table, names: tuple[str, ...]) -> str | None:
    """The header that means one of those."""
    by_simple = {simple(header): header for header in table.headers}
    return next((by_simple[name] for name in names if name in by_simple), None)


def _recognise(looked: Looked) -> str | None:
    found = _tables(looked)
    if not found:
        return None
    held = _column(found[0], HELD)
    return f"has {len(found)} tables that say who holds which place (“{held}”)"


def _read(looked: Looked, options: Options, notes: Notes) -> Iterator[Given]:
    for table in _tables(looked):
        columns = {
            role: header
            for role, names in {"name": NAMES, "held": HELD, "date": DATES, "pcode": PCODES}.items()
            if (header := _column(table, names))
        }
        areas = [header for name in AREAS if (header := _column(table, (name,)))]
        remarks = _remarks(table)
        headers = (*columns.values(), *areas, *remarks)
        dates = (columns["date"],) if "date" in columns else ()
        if not dates and options.as_of is None:
            notes.ask(OPEN)
        written = look_through(table, headers=headers, dates=dates, options=options, notes=notes)
        for row in table.rows(notes):
            notes.read += 1
            try:
                yield _control(table, written, row, columns, areas, remarks, notes)
            except ColumnError as error:
                notes.reject(row.line, error.why, column=error.column)


def _remarks(table: Table) -> list[str]:
    """The columns of remarks: those called so, and the ones without a header."""
    return [
        header
        for header in table.headers
        if simple(header).startswith(REMARKS) or re.fullmatch(r"column \d+", header) is not None
    ]


def _control(
    table: Table,
    written: Written,
    row: TableRow,
    columns: Mapping[str, str],
    areas: list[str],
    remarks: list[str],
    notes: Notes,
) -> GivenControl:
    name = written.text(row, columns["name"])
    if name is None:
        raise ColumnError(columns["name"], "the place is missing")
    cell = plain(written.cell(row, columns["held"]))
    holders, marks = holders_of(cell)
    if not holders:
        notes.decide("no holder is stated: it stays unknown")
    if len(holders) > 1:
        notes.decide("several holders in one cell: held jointly")
    if marks:
        notes.decide("shares and remarks beside a holder are kept as words")
    around = tuple(area for header in areas if (area := written.text(row, header)) and not is_missing(area))
    said = " · ".join(text for header in remarks if (text := written.text(row, header)))
    return GivenControl(
        key=hashlib.sha256(f"{table.name}\n{name}\n{around}".encode()).hexdigest()[:16],
        line=row.line,
        place=GivenPlace(
            name=name,
            areas=tuple(dict.fromkeys([*map(_bare_area, around), *map(_bare_area, _heading_areas(table))])),
            pcode=written.text(row, columns["pcode"]) if "pcode" in columns else None,
        ),
        holders=holders,
        as_of=written.date(row, columns["date"]) if "date" in columns else None,
        marks=marks,
        note=said or None,
    )


def holders_of(cell: str) -> tuple[tuple[str, ...], str | None]:
    """Who holds it, as the cell says, and what else stands there (shares, remarks in brackets)."""
    if is_missing(cell):
        return (), None
    cell = cell[:LONGEST_HOLDERS]
    if DISPUTED.fullmatch(cell.strip()):
        return (), cell.strip()
    if PICTURE.search(cell):
        return _flags(cell)
    marks = " ".join(re.findall(r"\([^)]*\)|~?\d+(?:\.\d+)?\s?%", cell))
    bare = re.sub(r"\([^)]*\)|~?\d+(?:\.\d+)?\s?%", " ", cell)
    found = [part.strip(" .") for part in SEPARATORS.split(bare)]
    return tuple(dict.fromkeys(part for part in found if part and not is_missing(part))), marks or None


def _flags(cell: str) -> tuple[tuple[str, ...], str | None]:
    """The names of the pictures; a letter before them sorts the column and means nothing to us."""
    names: list[str] = []
    for found in PICTURE.finditer(cell):
        name = SHARE.sub(" ", found[1].replace("_", " "))
        name = SIZE_LETTER.sub("", name.strip()) if not names else name.strip()
        name = FLAG.sub("", re.sub(r"^ximately\s*\d*", "", name)).strip(" .,;-")
        if name:
            names.append(name)
    marks = " ".join(re.findall(r"~?\d+(?:\.\d+)?\s?%|\([^()]+\)", cell))
    return tuple(dict.fromkeys(names)), marks or None


def _bare_area(area: str) -> str:
    """ "Afrin District" lies in Afrin."""
    return re.sub(rf"\s+(?:{AREA_WORDS})s?$", "", area, flags=re.IGNORECASE)


def _heading_areas(table: Table) -> list[str]:
    """The governorates that the heading above the table names."""
    found = re.fullmatch(rf"(.*?)\s+(?:{AREA_WORDS})s?", table.name, re.IGNORECASE)
    return re.split(r"\s+(?:and|&)\s+", found[1]) if found else []


FORMAT = Format(
    name="control-table",
    words="Table of who holds which place",
    recognise=_recognise,
    read=_read,
)
