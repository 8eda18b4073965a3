"""UNHCR population series by year, origin and asylum, JSON or CSV.

The Refugee Data Finder and its API give a column for each category, the older reference database and the data exchange
a row for each.

Populations are stocks at the end of the year; returns are flows in it. Categories are different people and are never
added to one another; a row of all origins or all countries of asylum repeats the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from situation_board.core.importing.cells import plain, simple
from situation_board.core.importing.columns import ColumnError, Written, look_through
from situation_board.core.importing.format import Format
from situation_board.core.importing.formats.shared import figure_of, readable_numbers, tell_others, year_in
from situation_board.core.importing.incoming import Given, GivenEvent, GivenPlace
from situation_board.core.importing.looked import Looked
from situation_board.core.importing.notes import Notes
from situation_board.core.importing.options import Options
from situation_board.core.importing.tables import Table, TableRow
from situation_board.core.rows import Figure
from situation_board.core.times import Time
from situation_board.core.vocabulary import (
    CrossBorder,
    EventKind,
    FigureCategory,
    FigureGroup,
    LocationKind,
    Metric,
)


@dataclass(frozen=True, slots=True)
class _Series:
    category: FigureCategory
    metric: Metric
    group: FigureGroup | None = None
    cross_border: CrossBorder | None = None


ORIGIN = ("coo_name", "country_of_origin", "origin")
ORIGIN_CODE = ("coo_iso", "country_of_origin_iso", "iso3coo")
ASYLUM = ("coa_name", "country_of_asylum", "asylum", "country_territory_of_asylum_residence", "residence")
ASYLUM_CODE = ("coa_iso", "country_of_asylum_iso", "iso3coa")
KIND, VALUE = ("population_type", "populationtype"), "value"
UNKNOWN = frozenset({"various/unknown", "various", "unknown", "stateless"})
WITHHELD = "the publisher withholds numbers below five (“*”): nothing is stated, which is not zero"
ABROAD = CrossBorder.YES
_REFUGEES = _Series(FigureCategory.DISPLACED, Metric.STOCK, FigureGroup.REFUGEE, ABROAD)
_IDPS = _Series(FigureCategory.DISPLACED, Metric.STOCK, FigureGroup.IDP, CrossBorder.NO)
_SEEKERS = _Series(FigureCategory.DISPLACED, Metric.STOCK, None, ABROAD)
_OTHERS = _Series(FigureCategory.OTHER, Metric.STOCK)
_RETURNED = _Series(FigureCategory.RETURNED, Metric.FLOW, FigureGroup.RETURNEE, ABROAD)
_RETURNED_IDPS = _Series(FigureCategory.RETURNED, Metric.FLOW, FigureGroup.RETURNEE, CrossBorder.NO)
SERIES: Mapping[str, _Series] = {
    "refugees": _REFUGEES,
    "refugees_incl_refugee_like_situations": _REFUGEES,
    "ref": _REFUGEES,
    "refugees_under_unhcr_s_mandate": _REFUGEES,
    "asylum_seekers": _SEEKERS,
    "asylum_seekers_pending_cases": _SEEKERS,
    "asy": _SEEKERS,
    "idps": _IDPS,
    "idp": _IDPS,
    "internally_displaced_persons": _IDPS,
    "internally_displaced_persons_idps": _IDPS,
    "idps_of_concern_to_unhcr": _IDPS,
    "returned_refugees": _RETURNED,
    "ret": _RETURNED,
    "returned_idps": _RETURNED_IDPS,
    "rdp": _RETURNED_IDPS,
    "returned_idpss": _RETURNED_IDPS,
    "stateless": _OTHERS,
    "sta": _OTHERS,
    "stateless_persons": _OTHERS,
    "ooc": _OTHERS,
    "others_of_concern": _OTHERS,
    "oip": _SEEKERS,
    "vda": _SEEKERS,
    "other_people_in_need_of_international_protection": _SEEKERS,
    "hst": _OTHERS,
    "host_community": _OTHERS,
}
SHORT = frozenset({"idps", "hst", "ooc", "ref", "asy", "idp", "ret", "rdp", "sta", "oip", "vda"})
"""Names that other files use as well."""


def _table(looked: Looked) -> Table | None:
    return next((table for table in looked.tables if _is_series(table)), None)


def _is_series(table: Table) -> bool:
    has = table.simple_headers
    if "year" not in has or not has & {*ORIGIN, *ASYLUM}:
        return False
    return bool(has & (SERIES.keys() - SHORT)) or (VALUE in has and bool(has & set(KIND)))


def _recognise(looked: Looked) -> str | None:
    return "has the columns of UNHCR's population figures: origin, asylum, refugees" if _table(looked) else None


def _read(looked: Looked, options: Options, notes: Notes) -> Iterator[Given]:
    table = _table(looked)
    assert table is not None, "it was recognised"
    tell_others(looked, table, notes)
    by_simple = {simple(header): header for header in table.headers}
    kind = next((by_simple[name] for name in KIND if name in by_simple and VALUE in by_simple), None)
    counted = [by_simple[VALUE]] if kind else [header for header in table.headers if simple(header) in SERIES]
    written = look_through(table, headers=table.headers, numbers=counted, options=options, notes=notes)
    for row in table.rows(notes):
        notes.read += 1
        try:
            yield _event(written, row, by_simple, counted, kind, notes)
        except ColumnError as error:
            notes.reject(row.line, error.why, column=error.column)
    notes.decide("populations are stocks at the end of the year; returns are flows in it; never added up", notes.read)


def _event(
    written: Written,
    row: TableRow,
    headers: Mapping[str, str],
    counted: list[str],
    kind: str | None,
    notes: Notes,
) -> GivenEvent:
    year = year_in(written, row, headers["year"], written.zone)
    origin = _country(written, row, headers, ORIGIN, ORIGIN_CODE)
    asylum = _country(written, row, headers, ASYLUM, ASYLUM_CODE)
    if origin is None and asylum is None:
        raise ColumnError(headers["year"], "names neither origin nor asylum")
    if origin is None or asylum is None:
        notes.decide("rows of all origins or all countries of asylum: they repeat the others")
    said = f"{_name(origin)} → {_name(asylum)}"
    group = written.text(row, kind) if kind else None
    return GivenEvent(
        key=":".join(text for text in (written.text(row, headers["year"]), said, group) if text),
        line=row.line,
        kind=EventKind.DISPLACEMENT,
        text=f"UNHCR population figures, {said}",
        place=_known(origin) or asylum,
        destination=asylum if _known(origin) is not None and asylum != origin else None,
        starts=year,
        figures=tuple(_figures(written, row, counted, kind, year, notes)),
    )


def _known(origin: GivenPlace | None) -> GivenPlace | None:
    """None where the publisher says that nobody knows, or that it is several."""
    return None if origin is None or (origin.name or "").casefold() in UNKNOWN else origin


def _figures(
    written: Written, row: TableRow, counted: list[str], kind: str | None, year: Time, notes: Notes
) -> Iterator[Figure]:
    for header in counted:
        if plain(written.cell(row, header)) == "*":
            notes.decide(WITHHELD)
    for header, number in readable_numbers(written, row, counted, notes).items():
        named = written.text(row, kind) or "" if kind else header
        series = SERIES.get(simple(named))
        if series is None:
            notes.decide(f"numbers of “{named[:60]}” were taken as others of concern")
            series = _OTHERS
        yield figure_of(
            series.category, number, series.metric, year, group=series.group, cross_border=series.cross_border
        )


def _country(
    written: Written, row: TableRow, headers: Mapping[str, str], names: tuple[str, ...], codes: tuple[str, ...]
) -> GivenPlace | None:
    name, code = (
        next((text for each in found if each in headers and (text := written.text(row, headers[each]))), None)
        for found in (names, codes)
    )
    return None if name is None else GivenPlace(name=name, kind=LocationKind.COUNTRY, country=code)


def _name(place: GivenPlace | None) -> str:
    return (place.name if place else None) or "all"


FORMAT = Format(name="unhcr", words="UNHCR population figures", recognise=_recognise, read=_read, publisher="UNHCR")
