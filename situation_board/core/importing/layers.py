"""Layers of places with attributes: shapefiles in a zip and GeoJSON, as OCHA and others hand out boundaries."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import PurePosixPath
from typing import Any

from situation_board.core.importing.cells import plain
from situation_board.core.importing.files import GivenFile
from situation_board.core.importing.geometry import Point, point_of
from situation_board.core.importing.json_items import json_items
from situation_board.core.importing.looked import Looked
from situation_board.core.problems import Mistake


@dataclass(frozen=True, slots=True)
class Feature:
    """One place of a layer, `number` from 1. `point` works its point out; ValueError when the shape is broken."""

    number: int
    attributes: Mapping[str, Any]
    point: Callable[[], Point | None]


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer by name, with the names of its attributes in lower case; `features` can be asked for anew."""

    name: str
    fields: frozenset[str]
    features: Callable[[], Iterator[Feature]]


def layers(looked: Looked) -> list[Layer]:
    """The layers of a file in the order of their names; [] when it has none."""
    if looked.file.is_zip:
        return _shapefiles(looked.file)
    layer = _geojson(looked)
    return [layer] if layer is not None else []


def text_in(attributes: Mapping[str, Any], name: str) -> str | None:
    """The text of an attribute; None when it states nothing."""
    value = attributes.get(name)
    if isinstance(value, date):
        return value.isoformat()
    return plain(value) or None if isinstance(value, str | int | float) and not isinstance(value, bool) else None


# --- shapefiles


def _shapefiles(file: GivenFile) -> list[Layer]:
    """One layer for each table (.dbf) of the zip, with its shapes where they are there."""
    by_stem: dict[str, dict[str, str]] = {}
    for name in file.members:
        path = PurePosixPath(name.replace("\\", "/"))
        if "__MACOSX" not in path.parts:
            by_stem.setdefault(str(path.with_suffix("")), {})[path.suffix.lower()] = name
    return [_shapefile(file, stem, parts) for stem, parts in sorted(by_stem.items()) if ".dbf" in parts]


def _shapefile(file: GivenFile, stem: str, parts: Mapping[str, str]) -> Layer:
    import shapefile

    encoding = _encoding(file, parts)
    name = PurePosixPath(stem).name

    def open_reader(*, shapes: bool) -> Any:
        given = {"dbf": io.BytesIO(file.member(parts[".dbf"]))}
        if shapes and ".shp" in parts:
            given["shp"] = io.BytesIO(file.member(parts[".shp"]))
        try:
            return shapefile.Reader(**given, encoding=encoding, encodingErrors="replace")
        except Exception as error:  # a broken file is of any kind of error here
            raise _broken(file, name) from error

    def features() -> Iterator[Feature]:
        reader = open_reader(shapes=True)
        has_shapes = ".shp" in parts
        for number in range(len(reader)):
            try:
                record = reader.record(number).as_dict()
            except Exception as error:
                raise _broken(file, name) from error
            attributes = {key.lower(): value for key, value in record.items()}
            yield Feature(number + 1, attributes, _pointing(reader, number) if has_shapes else _nowhere)

    fields = frozenset(field[0].lower() for field in open_reader(shapes=False).fields[1:])
    return Layer(name, fields, features)


def _pointing(reader: Any, number: int) -> Callable[[], Point | None]:
    def point() -> Point | None:
        try:
            return point_of(dict(reader.shape(number).__geo_interface__))
        except ValueError:
            raise
        except Exception as error:
            raise ValueError("has a broken shape") from error

    return point


def _nowhere() -> Point | None:
    return None


def _encoding(file: GivenFile, parts: Mapping[str, str]) -> str:
    """As the .cpg beside the table says, else UTF-8."""
    said = file.member(parts[".cpg"]).decode("ascii", "ignore").strip() if ".cpg" in parts else ""
    known = {"utf-8": "utf-8", "utf8": "utf-8", "65001": "utf-8", "1252": "cp1252", "1256": "cp1256"}
    bare = said.lower().removeprefix("ansi ").removeprefix("cp").removeprefix("windows-")
    return known.get(bare, "latin-1" if "8859" in bare else "utf-8")


def _broken(file: GivenFile, layer: str) -> Mistake:
    return Mistake(f"{file.name}: the layer {layer} is damaged.", field="file", kept="Nothing was imported.")


# --- GeoJSON


def _geojson(looked: Looked) -> Layer | None:
    first = looked.first_object
    if first is None or not isinstance(first.get("properties"), dict) or "geometry" not in first:
        return None

    def features() -> Iterator[Feature]:
        for item in json_items(looked.file):
            properties = item.value.get("properties")
            attributes = {str(key).lower(): value for key, value in (properties or {}).items()}
            if item.value.get("id") is not None:
                attributes.setdefault("id", item.value["id"])
            yield Feature(item.number, attributes, _of_geometry(item.value.get("geometry")))

    names = frozenset(name for feature in islice(features(), 20) for name in feature.attributes)
    return Layer(looked.file.path.stem, names, features)


def _of_geometry(geometry: Any) -> Callable[[], Point | None]:
    return lambda: point_of(geometry)
