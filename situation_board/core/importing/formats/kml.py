"""KML and KMZ: places with a point, a line or shapes; longitude comes before latitude.

A link in such a file is never followed. A shape is kept as one point that lies inside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import BinaryIO
from xml.etree.ElementTree import Element

from situation_board.core.importing.format import Format
from situation_board.core.importing.geometry import Point, Polygon, inside_polygons, middle_of
from situation_board.core.importing.incoming import Given, GivenLocation, GivenPlace
from situation_board.core.importing.looked import Looked
from situation_board.core.importing.markup import plain_text
from situation_board.core.importing.notes import Notes
from situation_board.core.importing.options import Options
from situation_board.core.importing.xml_items import child, child_text, elements, local_name, stream_of, text_of
from situation_board.core.vocabulary import LocationKind, LocationPrecision

MOST_FIELDS = 40


def _document(looked: Looked) -> str | None:
    """The name of the document in a KMZ."""
    names = [name for name in looked.members if name.lower().endswith(".kml")]
    return next((name for name in names if name.lower() == "doc.kml"), next(iter(names), None))


def _recognise(looked: Looked) -> str | None:
    if looked.xml_root == "kml":
        return "its root element is kml"
    return "is a zip with a KML document" if looked.file.is_zip and _document(looked) else None


def _read(looked: Looked, options: Options, notes: Notes) -> Iterator[Given]:
    with closing(_stream(looked)) as stream:
        for element in elements(stream, frozenset({"placemark"}), file_name=looked.file.name):
            notes.read += 1
            if child(element, "networklink") is not None:
                notes.decide("links to other files were not followed")
            try:
                given = _location(element, notes.read, notes)
            except ValueError as error:
                notes.reject(notes.read, str(error), column="coordinates")
                continue
            if given is not None:
                yield given


def _stream(looked: Looked) -> BinaryIO:
    document = _document(looked) if looked.file.is_zip else None
    return looked.file.open() if document is None else stream_of(looked.file.member(document))


def _location(element: Element, number: int, notes: Notes) -> GivenLocation | None:
    name = child_text(element, "name")
    point, is_shape = _point(element)
    if name is None and point is None:
        notes.reject(number, "has neither a name nor a place")
        return None
    if name is None:
        notes.decide("places without a name are called by their coordinates")
    if is_shape:
        notes.decide("a shape is kept as one point inside it")
    if point is None:
        notes.decide("places without coordinates are unlocated")
    return GivenLocation(
        key=element.get("id") or f"{number}",
        line=number,
        place=GivenPlace(
            name=name,
            kind=LocationKind.SITE,
            latitude=point[1] if point else None,
            longitude=point[0] if point else None,
            precision=LocationPrecision.EXACT if point else None,
        ),
        note=_note(element),
    )


def _note(element: Element) -> str | None:
    """The description, and the fields that a form or map program wrote beside it."""
    fields = []
    for each in element.iter():
        if local_name(each) in {"data", "simpledata"} and (name := each.get("name")):
            value = child_text(each, "value") if local_name(each) == "data" else text_of(each)
            if value:
                fields.append(f"{name}: {value}")
    said = [plain_text(child_text(element, "description")), *fields[:MOST_FIELDS]]
    return "\n".join(text for text in said if text) or None


def _point(element: Element) -> tuple[Point | None, bool]:
    """The point that stands for all geometry of a placemark, and whether it stands for a shape."""
    polygons = [_polygon(each) for each in element.iter() if local_name(each) == "polygon"]
    if any(polygons):
        return inside_polygons(polygons), True
    for wanted, is_shape in (("point", False), ("linestring", True), ("track", True)):
        found = next((each for each in element.iter() if local_name(each) == wanted), None)
        if found is not None:
            return middle_of(_coordinates(found)), is_shape
    return None, False


def _polygon(element: Element) -> Polygon:
    rings = [_coordinates(each) for each in element.iter() if local_name(each) == "linearring"]
    return [ring for ring in rings if len(ring) > 2]


def _coordinates(element: Element) -> list[Point]:
    points = []
    for each in element.iter():
        if local_name(each) == "coordinates":
            points += [_read_point(text.split(",")) for text in (each.text or "").split()]
        elif local_name(each) == "coord":
            points.append(_read_point((each.text or "").split()))
    return points


def _read_point(parts: list[str]) -> Point:
    try:
        east, north = float(parts[0]), float(parts[1])
    except (ValueError, IndexError) as error:
        raise ValueError("coordinates cannot be read") from error
    if not (-180 <= east <= 180 and -90 <= north <= 90):
        raise ValueError("coordinates lie outside the earth")
    return east, north


FORMAT = Format(name="kml", words="KML or KMZ places", recognise=_recognise, read=_read)
