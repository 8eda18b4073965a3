"""GPX 1.0 and 1.1: the named points of a satellite receiver or telephone. Where somebody went is not taken in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from xml.etree.ElementTree import Element

from situation_board.core.importing.format import Format
from situation_board.core.importing.incoming import Given, GivenLocation, GivenPlace
from situation_board.core.importing.looked import Looked
from situation_board.core.importing.notes import Notes
from situation_board.core.importing.options import Options
from situation_board.core.importing.xml_items import child_text, elements, local_name
from situation_board.core.vocabulary import LocationKind, LocationPrecision

POINTS = frozenset({"wpt", "rtept", "trk"})


def _recognise(looked: Looked) -> str | None:
    return "its root element is gpx" if looked.xml_root == "gpx" else None


def _read(looked: Looked, options: Options, notes: Notes) -> Iterator[Given]:
    with closing(looked.file.open()) as stream:
        for element in elements(stream, POINTS, file_name=looked.file.name):
            if local_name(element) == "trk":
                notes.decide("tracks were not taken in: where people went is not for a board")
                continue
            notes.read += 1
            given = _point(element, notes.read, notes)
            if given is not None:
                yield given


def _point(element: Element, number: int, notes: Notes) -> GivenLocation | None:
    name = child_text(element, "name")
    if local_name(element) == "rtept" and name is None:
        notes.decide("points of routes without a name were left out")
        return None
    try:
        north, east = float(element.get("lat", "")), float(element.get("lon", ""))
    except ValueError:
        notes.reject(number, "the coordinates cannot be read", column="lat")
        return None
    if not (-90 <= north <= 90 and -180 <= east <= 180):
        notes.reject(number, "the coordinates lie outside the earth", column="lat")
        return None
    if name is None:
        notes.decide("places without a name are called by their coordinates")
    said = [child_text(element, each) for each in ("desc", "cmt", "sym")]
    return GivenLocation(
        key=f"{name or ''}:{north:.6f},{east:.6f}",
        line=number,
        place=GivenPlace(
            name=name, kind=LocationKind.SITE, latitude=north, longitude=east, precision=LocationPrecision.EXACT
        ),
        note=" · ".join(dict.fromkeys(text for text in said if text)) or None,
    )


FORMAT = Format(name="gpx", words="GPX points", recognise=_recognise, read=_read)
