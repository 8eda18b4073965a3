"""The table of events: a row a figure, with everything that makes it honest; it can be read back (see importing)."""

from __future__ import annotations

from collections.abc import Iterator

from situation_board.core.exporting.cells import Cell, joined, time_cell
from situation_board.core.exporting.kinds import areas_cell
from situation_board.core.exporting.table import PLACE, Columns, Rows
from situation_board.core.importing.formats.own_names import OWN
from situation_board.core.questions.events import EventFace, event_faces, event_ids_in_turn
from situation_board.core.questions.moments import Moment
from situation_board.core.rows import Figure, Location, Report, Source
from situation_board.core.store import Reading
from situation_board.core.store.datasets import rows_of, thing_of_row
from situation_board.core.times import Time

EVENTS: Columns = (
    *(("id", "#event+id"), ("kind", "#event+type"), ("text", "#description"), *PLACE),
    *(("destination", "#loc+destination+name"), ("actors", "#org+actor"), ("starts", "#date+start")),
    *(("starts_precision", "#date+start+precision"), ("ends", "#date+end"), ("category", "#affected+category")),
    *(("group", "#affected+group"), ("quantifier", "#meta+quantifier"), ("low", "#affected+min")),
    *(("high", "#affected+max"), ("unit", "#meta+unit"), ("metric", "#meta+metric"), ("role", "#meta+role")),
    *(("source", "#meta+origin"), ("grade", "#meta+grade"), ("basis", "#meta+basis")),
    *(("ends_precision", "#date+end+precision"), ("number", "#affected+given"), ("phase", "#affected+phase")),
    *(("cross_border", "#affected+crossborder"), ("household_size", "#meta+household"), ("part_of", "#meta+part")),
    *(("figure_starts", "#date+figure+start"), ("figure_starts_precision", "#date+figure+start+precision")),
    *(("figure_ends", "#date+figure+end"), ("figure_ends_precision", "#date+figure+end+precision")),
    *(("figure_expires", "#date+figure+expires"), ("figure_expires_precision", "#date+figure+expires+precision")),
    *(("figure_source", "#meta+figure+origin"), ("figure_note", "#meta+figure+note")),
    *(("credibility", "#meta+credibility"), ("own_label", "#meta+label+own"), ("state", "#event+state")),
    *(("voluntariness", "#event+voluntariness"), ("issuer", "#org+issuer"), ("audience", "#event+audience")),
    *(("advisory_area", "#event+area"), ("level", "#severity"), ("instruction", "#event+instruction")),
    *(("issued", "#date+issued"), ("issued_precision", "#date+issued+precision")),
    *(("valid_until", "#date+expires"), ("valid_until_precision", "#date+expires+precision")),
    *(("lifted", "#date+lifted"), ("lifted_precision", "#date+lifted+precision"), ("event_note", "#description+note")),
    *(("place_kind", "#loc+type"), ("place_areas", "#adm+name"), ("destination_kind", "#loc+destination+type")),
    *(("destination_areas", "#adm+destination+name"), ("destination_pcode", "#loc+destination+code")),
    *(("destination_latitude", "#geo+destination+lat"), ("destination_longitude", "#geo+destination+lon")),
    *(("dataset", "#meta+dataset"), ("place_id", "#loc+id"), ("destination_id", "#loc+destination+id")),
    *(("actors_id", "#org+actor+id"), ("source_id", "#meta+origin+id"), ("issuer_id", "#org+issuer+id")),
    *(("report", "#meta+report"), ("report_id", "#meta+report+id")),
    *(("figure_report", "#meta+figure+report"), ("figure_report_id", "#meta+figure+report+id")),
)
STEP = 500


def event_rows(reading: Reading, moment: Moment) -> Rows:
    """Events that are the same stand once, by the one that lists show."""
    keys = _own_keys(reading)
    for some in event_ids_in_turn(reading, moment=moment, step=STEP):
        faces = event_faces(reading, some, moment=moment)
        places, reports = _places(reading, faces), _reports(reading, faces)
        for face in faces:
            key, end = keys.get(face.id, face.id), _rest(face, places, reading)
            start, named = tuple(_ends_of(face, places, reading)), _named(face, places, reports)
            for figure in face.figures or (None,):
                report = _report(figure.report if figure is not None else None, reports)
                yield (key, *start, *_figure(figure), *end[0], *_more(figure, reading), *end[1], *named, *report)


def _own_keys(reading: Reading) -> dict[str, str]:
    """Events that came with a file of our own keep the id that they had there: then nothing is doubled."""
    found: dict[str, str] = {}
    for dataset, origin in reading.all("SELECT id, origin FROM dataset WHERE format = ? AND voided = 0", OWN):
        found |= {thing_of_row(origin or "", row.key): row.key for row in rows_of(reading.connection, dataset)}
    return found


def _places(reading: Reading, faces: list[EventFace]) -> dict[str, Location]:
    wanted = {thing for face in faces for thing in (face.event.location, face.event.destination) if thing}
    mains = {thing: reading.main(thing) for thing in wanted}
    rows = reading.rows_by_id(Location, sorted(set(mains.values())))
    return {thing: rows[main] for thing, main in mains.items() if main in rows}


def _reports(reading: Reading, faces: list[EventFace]) -> dict[str, Report]:
    """Those that may be told."""
    wanted = {face.event.report for face in faces} | {figure.report for face in faces for figure in face.figures}
    found = reading.rows_by_id(Report, sorted(report for report in wanted if report is not None))
    return {report: row for report, row in found.items() if not row.voided}


def _report(report: str | None, reports: dict[str, Report]) -> tuple[Cell, Cell]:
    row = reports.get(report or "")
    return (None, None) if row is None else (row.title, row.id)


def _named(face: EventFace, places: dict[str, Location], reports: dict[str, Report]) -> tuple[Cell, ...]:
    """The ids of what the event names."""
    event = face.event
    place, destination = places.get(event.location or ""), places.get(event.destination or "")
    where = (place.id if place is not None else None, destination.id if destination is not None else None)
    actors = None if event.actors is None else joined(event.actors) or None
    return (*where, actors, event.source, event.issuer, *_report(event.report, reports))


def _ends_of(face: EventFace, places: dict[str, Location], reading: Reading) -> Iterator[Cell]:
    """What stands before the figure."""
    event, place = face.event, places.get(face.event.location or "")
    yield event.kind.value if event.kind else None
    yield event.text
    yield face.place
    yield from (None, None, None) if place is None else (place.pcode, place.latitude, place.longitude)
    yield face.destination
    yield None if face.actors is None else joined(face.actors) or "nobody"
    yield from _time(event.starts, reading)
    yield time_cell(event.ends, reading.zone)


def _figure(figure: Figure | None) -> tuple[Cell, ...]:
    if figure is None:
        return (None,) * 8
    group = figure.group.value if figure.group else None
    ends = (figure.quantifier.value, figure.low, figure.high)
    return (figure.category.value, group, *ends, figure.unit.value, figure.metric.value, figure.role.value)


def _more(figure: Figure | None, reading: Reading) -> tuple[Cell, ...]:
    """The rest of a figure."""
    if figure is None:
        return (None,) * 13
    source = reading.row(Source, reading.main(figure.source)) if figure.source else None
    return (
        figure.number,
        figure.phase.value if figure.phase else None,
        figure.cross_border.value if figure.cross_border else None,
        figure.household_size,
        None if figure.subset_of is None else figure.subset_of + 1,
        *_time(figure.starts, reading),
        *_time(figure.ends, reading),
        *_time(figure.expires, reading),
        source.name if source is not None else figure.source,
        figure.note,
    )


def _rest(face: EventFace, places: dict[str, Location], reading: Reading) -> tuple[tuple[Cell, ...], tuple[Cell, ...]]:
    """What stands between the two parts of a figure, and what behind them."""
    event = face.event
    place, destination = places.get(event.location or ""), places.get(event.destination or "")
    between = (
        *(face.source, face.grade.code, event.basis.value if event.basis else None),
        event.ends.precision.value if event.ends else None,
    )
    behind = (
        *(event.credibility and str(event.credibility), event.label and str(event.label)),
        event.evacuation_state and str(event.evacuation_state),
        *(event.voluntariness and str(event.voluntariness), face.issuer, event.audience and str(event.audience)),
        *(event.area, event.level, event.instruction, *_time(event.issued, reading)),
        *(*_time(event.valid_until, reading), *_time(event.lifted, reading), event.note),
        *(_kind(place), _areas(place, reading), _kind(destination), _areas(destination, reading)),
        *(
            (None, None, None)
            if destination is None
            else (destination.pcode, destination.latitude, destination.longitude)
        ),
        face.dataset,
    )
    return between, behind


def _time(time: Time | None, reading: Reading) -> tuple[Cell, Cell]:
    return time_cell(time, reading.zone), time.precision.value if time else None


def _kind(place: Location | None) -> Cell:
    return place.kind.value if place is not None and place.kind else None


def _areas(place: Location | None, reading: Reading) -> Cell:
    return areas_cell(reading, place) if place is not None else None
