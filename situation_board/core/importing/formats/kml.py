"""KML and KMZ: lists of places; where their fields count people, a table like any other."""

from __future__ import annotations

from collections.abc import Iterator

from situation_board.core.importing.format import Format
from situation_board.core.importing.formats import any_table
from situation_board.core.importing.incoming import Given, GivenLocation, GivenPlace
from situation_board.core.importing.looked import Looked
from situation_board.core.importing.mapping import mapped
from situation_board.core.importing.notes import Notes
from situation_board.core.importing.options import Options
from situation_board.core.importing.placemarks import LINKS, Placemark, placemarks
from situation_board.core.importing.xml_items import child
from situation_board.core.vocabulary import LocationKind, LocationPrecision

MOST_FIELDS = 40


def _recognise(looked: Looked) -> str | None:
    if looked.xml_root == "kml":
        return "its root element is kml"
    return "is a zip with a KML document" if looked.has_kml_document else None


def _recognise_people(looked: Looked) -> str | None:
    if _recognise(looked) is None:
        return None
    counts = any(guess.counting is not None for table in looked.tables for guess in mapped(table, {}))
    return "its places have fields that count people" if counts else None


def _read(looked: Looked, options: Options, notes: Notes) -> Iterator[Given]:
    for placemark in placemarks(looked.file, notes):
        notes.read += 1
        if child(placemark.element, "networklink") is not None:
            notes.decide(LINKS)
        try:
            given = _location(placemark, notes)
        except ValueError as error:
            notes.reject(placemark.number, str(error), column="coordinates")
            continue
        if given is not None:
            yield given


def _location(placemark: Placemark, notes: Notes) -> GivenLocation | None:
    name, (point, is_shape) = placemark.name, placemark.point()
    if name is None and point is None:
        notes.reject(placemark.number, "has neither a name nor a place")
        return None
    if name is None:
        notes.decide("places without a name are called by their coordinates")
    if is_shape:
        notes.decide("a shape is kept as one point inside it")
    if point is None:
        notes.decide("places without coordinates are unlocated")
    return GivenLocation(
        key=placemark.key or f"{placemark.number}",
        line=placemark.number,
        place=GivenPlace(
            name=name,
            kind=LocationKind.SITE,
            latitude=point[1] if point else None,
            longitude=point[0] if point else None,
            precision=LocationPrecision.EXACT if point else None,
        ),
        note=_note(placemark),
    )


def _note(placemark: Placemark) -> str | None:
    """The folders, the description and the fields."""
    fields = [f"{name}: {value}" for name, value in list(placemark.fields.items())[:MOST_FIELDS]]
    said = [" / ".join(placemark.folders), placemark.description, *fields]
    return "\n".join(text for text in said if text) or None


FORMAT = Format(name="kml", words="KML or KMZ places", recognise=_recognise, read=_read)
PEOPLE = Format(
    name="kml-people",
    words="KML or KMZ with numbers of people",
    recognise=_recognise_people,
    read=any_table.FORMAT.read,
)
