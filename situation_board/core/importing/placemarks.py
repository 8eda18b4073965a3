"""The places of a KML or KMZ file one by one, with the folders around them and the fields that a form wrote into them.

A link in such a file is never followed. A shape is kept as one point inside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import BinaryIO
from xml.etree.ElementTree import Element

from situation_board.core.importing.files import GivenFile
from situation_board.core.importing.geometry import Point, Polygon, inside_polygons, middle_of
from situation_board.core.importing.markup import plain_text
from situation_board.core.importing.notes import Notes
from situation_board.core.importing.tables import LOOKED_AT, MOST_COLUMNS, Table, TableRow
from situation_board.core.importing.xml_items import child_text, elements, local_name, stream_of, text_of
from situation_board.core.problems import Mistake

MOST_FIELDS = 200
OWN = ("id", "name", "description", "folder", "latitude", "longitude")
WANTED = frozenset({"placemark", "networklink"})
FOLDERS = frozenset({"folder"})
PAIRS = re.compile(
    r"<tr\b[^<>]*>\s*<t[dh]\b[^<>]*>([^<>]{1,100})</t[dh]>\s*<t[dh]\b[^<>]*>([^<>]*)</t[dh]>\s*</tr>", re.IGNORECASE
)
LONGEST_DESCRIPTION = 50_000
LINKS = "links to other files were not followed"


@dataclass(frozen=True)
class Placemark:
    """One place, `number` from 1, in the folders of those names, the outermost first."""

    number: int
    element: Element
    folders: tuple[str, ...]

    @property
    def key(self) -> str | None:
        return self.element.get("id")

    @property
    def name(self) -> str | None:
        return child_text(self.element, "name")

    @property
    def description(self) -> str | None:
        return plain_text(child_text(self.element, "description"))

    @cached_property
    def fields(self) -> dict[str, str]:
        """What a form or map program wrote beside it."""
        found: dict[str, str] = {}
        for each in self.element.iter():
            if local_name(each) in {"data", "simpledata"} and (name := each.get("name")) and len(found) < MOST_FIELDS:
                value = child_text(each, "value") if local_name(each) == "data" else text_of(each)
                if value:
                    found.setdefault(name, value)
        return found or self._table_in_description()

    def _table_in_description(self) -> dict[str, str]:
        """Map programs write the fields of a layer into a table of HTML, a row for each name and value."""
        markup = (child_text(self.element, "description") or "")[:LONGEST_DESCRIPTION]
        pairs = islice(PAIRS.finditer(markup), MOST_FIELDS)
        told = [(plain_text(each[1]), plain_text(each[2])) for each in pairs]
        return dict(reversed([(name, value) for name, value in told if name and value]))

    def point(self) -> tuple[Point | None, bool]:
        """The point that stands for all its geometry, and whether for a shape. ValueError when it cannot be read."""
        polygons = [_polygon(each) for each in self.element.iter() if local_name(each) == "polygon"]
        if any(polygons):
            return inside_polygons(polygons), True
        for wanted, is_shape in (("point", False), ("linestring", True), ("track", True)):
            found = next((each for each in self.element.iter() if local_name(each) == wanted), None)
            if found is not None:
                return middle_of(_coordinates(found)), is_shape
        return None, False


def document_of(file: GivenFile) -> str | None:
    """The name of the document in a KMZ, None where there is none."""
    names = documents_of(file)
    return next((name for name in names if name.lower() == "doc.kml"), next(iter(names), None))


def documents_of(file: GivenFile) -> list[str]:
    return [name for name in file.members if name.lower().endswith(".kml")] if file.is_zip else []


def placemarks(file: GivenFile, notes: Notes) -> Iterator[Placemark]:
    """Mistake when the file holds links to places instead of places."""
    others = [name for name in documents_of(file) if name != document_of(file)]
    if others:
        notes.decide(f"other documents of the KMZ were not read: {', '.join(others[:12])}", 0)
    number = links = 0
    folders: list[str] = []
    with closing(_stream(file)) as stream:
        for element in elements(stream, WANTED, file_name=file.name, around=FOLDERS, called=folders):
            if local_name(element) == "networklink":
                links += 1
                continue
            number += 1
            yield Placemark(number, element, tuple(name for name in folders if name))
    if links:
        notes.decide(LINKS, links)
        if not number:
            raise Mistake(
                f"{file.name} holds only links to places that lie elsewhere. Links are not followed.",
                field="file",
                kept="Nothing was imported.",
                do="Open it in a map program, and save the places themselves.",
            )


def table_of_placemarks(file: GivenFile) -> Table | None:
    """The places as rows: their names, folders and fields. None when they have too many fields."""
    fields: dict[str, None] = {}
    try:
        for each in islice(placemarks(file, Notes()), LOOKED_AT):
            fields.update(dict.fromkeys(each.fields))
    except Mistake:
        return None
    names = [name for name in fields if name.casefold() not in OWN]
    if len(names) > MOST_COLUMNS - len(OWN):
        return None

    def rows(notes: Notes) -> Iterator[TableRow]:
        for each in placemarks(file, notes):
            if each.fields.keys() - fields.keys():
                notes.decide("fields that the first places do not have were not read")
            said = (each.key, each.name, each.description, " / ".join(each.folders) or None, *_degrees(each, notes))
            yield TableRow(each.number, [*said, *(each.fields.get(name) for name in names)])

    headers = (*OWN, *names)
    return Table(file.name, headers, ("",) * len(headers), 1, rows)


def _degrees(placemark: Placemark, notes: Notes) -> tuple[float | None, float | None]:
    try:
        point, is_shape = placemark.point()
    except ValueError as error:
        notes.decide(f"a place has {error}: its row is without coordinates")
        return None, None
    if point is not None and is_shape:
        notes.decide("a shape is kept as one point inside it")
    return (None, None) if point is None else (point[1], point[0])


def _stream(file: GivenFile) -> BinaryIO:
    document = document_of(file)
    return file.open() if document is None else stream_of(file.member(document))


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
