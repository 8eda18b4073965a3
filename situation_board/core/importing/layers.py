"""Layers of places with attributes: shapefiles in a zip, GeoPackage, GeoJSON. Each can be read as a table too."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import PurePosixPath
from typing import Any

from situation_board.core.importing import geopackage
from situation_board.core.importing.cells import plain
from situation_board.core.importing.files import ENCODING_WORDS, HEAD, GivenFile, old_encoding
from situation_board.core.importing.geometry import Point, point_of
from situation_board.core.importing.json_items import is_json, json_items
from situation_board.core.importing.notes import Notes
from situation_board.core.importing.projections import DEGREES, System, system_of_code, system_of_text
from situation_board.core.importing.tables import MOST_COLUMNS, Table, TableRow, sampled
from situation_board.core.problems import Mistake

POINT = ("latitude", "longitude")
CRS = re.compile(r'"crs"\s*:\s*\{[^{}]*\{[^{}]*"name"\s*:\s*"[^"]*?(\d+)"')
WKID = re.compile(r'"spatialReference"\s*:\s*\{[^{}]*"(?:latestWkid|wkid)"\s*:\s*(\d+)')
NO_SHAPE = 0
POINTS = frozenset({1, 11, 21})
"""Kinds of shapes that are one point."""
UNSAID_ENCODING = "attributes of the shapes were read as {0}: nothing says how they are written"
CODE_PAGES = frozenset({"437", "850", "852", "866", *(str(number) for number in range(1250, 1259))})
LOOKED_AT = 200
"""Features that show which attributes there are."""


@dataclass(frozen=True, slots=True)
class Feature:
    """One place of a layer, `number` from 1. `point` works its point out; ValueError when the shape is broken."""

    number: int
    attributes: Mapping[str, Any]
    point: Callable[[], Point | None]
    is_point: bool = False


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer by name, with the names of its attributes in lower case; `features` can be asked for anew.

    `told` is what was decided about all of it.
    """

    name: str
    fields: frozenset[str]
    features: Callable[[], Iterator[Feature]]
    told: tuple[str, ...] = ()

    def tell(self, notes: Notes) -> None:
        for what in self.told:
            notes.decide(what, 0)


def layers(file: GivenFile) -> list[Layer]:
    """The layers of a file in the order of their names; [] when it has none."""
    if file.is_zip:
        return _shapefiles(file)
    if file.is_sqlite:
        return [_of_geopackage(file, each) for each in geopackage.layers_of(file)]
    layer = _geojson(file) or _esri(file)
    return [layer] if layer is not None else []


def table_of_layer(layer: Layer) -> Table | None:
    """The features of a layer as rows, with the coordinates of each. None when they have too many attributes."""
    names = sorted(layer.fields - set(POINT))
    if len(names) > MOST_COLUMNS:
        return None

    def rows(notes: Notes) -> Iterator[TableRow]:
        layer.tell(notes)
        for feature in layer.features():
            cells = [_cell(feature.attributes.get(name)) for name in names]
            yield TableRow(feature.number, [*cells, *_degrees(feature, notes)])

    headers = (*names, *POINT)
    return Table(layer.name, headers, ("",) * len(headers), 1, rows, sample=_sample(layer, names))


def _sample(layer: Layer, names: Sequence[str]) -> tuple[TableRow, ...]:
    """The first rows, without coordinates: working these out takes long where shapes are large."""
    return sampled(
        TableRow(feature.number, [*(_cell(feature.attributes.get(name)) for name in names), None, None])
        for feature in layer.features()
    )


def _degrees(feature: Feature, notes: Notes) -> tuple[float | None, float | None]:
    """Latitude and longitude, as the attributes say or as the shape has them."""
    said = [feature.attributes.get(name) for name in POINT]
    if all(isinstance(each, int | float) and not isinstance(each, bool) for each in said):
        return said[0], said[1]
    try:
        point = feature.point()
    except ValueError as error:
        notes.decide(f"a shape {error}: its row is without coordinates")
        return None, None
    if point is None:
        return None, None
    if not feature.is_point:
        notes.decide("a shape is kept as one point inside it")
    return point[1], point[0]


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value


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

    (encoding, read_as), system = _encoding(file, parts), _system_of_shapes(file, parts)
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
            point = _pointing(reader, number, system) if has_shapes else _nowhere
            yield Feature(number + 1, attributes, point, has_shapes and reader.shapeType in POINTS)

    fields = frozenset(field[0].lower() for field in open_reader(shapes=False).fields[1:])
    return Layer(name, fields, features, tuple(text for text in (read_as, system.remark) if text))


def _system_of_shapes(file: GivenFile, parts: Mapping[str, str]) -> System:
    """By the .prj beside the shapes; degrees where there is none."""
    return system_of_text(file.member(parts[".prj"]).decode("utf-8", "replace")) if ".prj" in parts else DEGREES


def _pointing(reader: Any, number: int, system: System) -> Callable[[], Point | None]:
    def point() -> Point | None:
        try:
            found = reader.shape(number)
            if found.shapeType == NO_SHAPE:
                return None
            shape = dict(found.__geo_interface__)
            return system.in_degrees(point_of(shape, is_in_degrees=system.is_in_degrees))
        except ValueError:
            raise
        except Exception as error:
            raise ValueError("has a broken shape") from error

    return point


def _nowhere() -> Point | None:
    return None


def _encoding(file: GivenFile, parts: Mapping[str, str]) -> tuple[str, str]:
    """As the .cpg beside the table says, else UTF-8 where all of it is, else the likeliest; and what is told of it."""
    said = file.member(parts[".cpg"]).decode("ascii", "ignore").strip() if ".cpg" in parts else ""
    if said:
        known = {"utf-8": "utf-8", "utf8": "utf-8", "65001": "utf-8"}
        bare = said.lower().removeprefix("ansi ").removeprefix("cp").removeprefix("windows-")
        return known.get(bare) or (f"cp{bare}" if bare in CODE_PAGES else "latin-1" if "8859" in bare else "utf-8"), ""
    content = file.member(parts[".dbf"])
    rows = content[int.from_bytes(content[8:10], "little") :]
    try:
        rows.decode("utf-8")
    except UnicodeDecodeError as error:
        found = old_encoding(rows[max(0, error.start - HEAD) : error.start + HEAD])
        return found, UNSAID_ENCODING.format(ENCODING_WORDS.get(found, found))
    return "utf-8", ""


def _broken(file: GivenFile, layer: str) -> Mistake:
    return Mistake(f"{file.name}: the layer {layer} is damaged.", field="file", kept="Nothing was imported.")


# --- GeoPackage


def _of_geopackage(file: GivenFile, found: geopackage.Shapes) -> Layer:
    system = found.system

    def features() -> Iterator[Feature]:
        for number, (row, shape) in enumerate(geopackage.rows_of(file, found), start=1):
            attributes = {name.lower(): value for name, value in row.items()}
            yield Feature(number, attributes, _of_blob(shape, system), geopackage.is_point(shape))

    names = frozenset(name.lower() for name in geopackage.columns_of(file, found.table) if name != found.column)
    return Layer(found.table, names, features, (system.remark,) if system.remark else ())


def _of_blob(blob: object, system: System) -> Callable[[], Point | None]:
    def point() -> Point | None:
        if not isinstance(blob, bytes):
            return None
        return system.in_degrees(geopackage.point_of_blob(blob, is_in_degrees=system.is_in_degrees))

    return point


# --- GeoJSON


def _geojson(file: GivenFile) -> Layer | None:
    if not is_json(file):
        return None
    try:
        first = next((item.value for item in islice(json_items(file), 1)), None)
    except Mistake:
        return None
    if first is None or not isinstance(first.get("properties"), dict) or "geometry" not in first:
        return None
    system = _system(file, CRS)

    def features() -> Iterator[Feature]:
        for item in json_items(file):
            properties = item.value.get("properties")
            said = properties.items() if isinstance(properties, dict) else ()
            attributes = {str(key).lower(): value for key, value in said}
            if item.value.get("id") is not None:
                attributes.setdefault("id", item.value["id"])
            geometry = item.value.get("geometry")
            is_point = isinstance(geometry, dict) and geometry.get("type") == "Point"
            yield Feature(item.number, attributes, _of_geometry(geometry, system), is_point)

    return _layer_of(file, features)


def _layer_of(file: GivenFile, features: Callable[[], Iterator[Feature]]) -> Layer:
    names = frozenset(name for feature in islice(features(), LOOKED_AT) for name in feature.attributes)
    return Layer(file.path.stem, names, features)


def _of_geometry(geometry: Any, system: System) -> Callable[[], Point | None]:
    return lambda: system.in_degrees(point_of(geometry, is_in_degrees=system.is_in_degrees))


def _system(file: GivenFile, pattern: re.Pattern[str]) -> System:
    """The reference system that a file names before or after its places; degrees where it names none."""
    found = pattern.search(file.start) or pattern.search(file.end)
    return system_of_code(int(found[1][-9:])) if found else DEGREES


# --- JSON of ArcGIS servers


def _esri(file: GivenFile) -> Layer | None:
    """Places with "attributes" and x, y, paths or rings."""
    if not is_json(file):
        return None
    try:
        first = next((item.value for item in islice(json_items(file), 1)), None)
    except Mistake:
        return None
    if first is None or not isinstance(first.get("attributes"), dict) or set(first) - {"attributes", "geometry"}:
        return None
    system = _system(file, WKID)

    def features() -> Iterator[Feature]:
        for item in json_items(file):
            said = item.value.get("attributes")
            attributes = {str(key).lower(): value for key, value in said.items()} if isinstance(said, dict) else {}
            geometry = _as_geojson(item.value.get("geometry"))
            is_point = geometry is not None and geometry["type"] == "Point"
            yield Feature(item.number, attributes, _of_geometry(geometry, system), is_point)

    return _layer_of(file, features)


def _as_geojson(geometry: Any) -> dict[str, Any] | None:
    if not isinstance(geometry, dict):
        return None
    if "x" in geometry and "y" in geometry:
        return {"type": "Point", "coordinates": [geometry["x"], geometry["y"]]}
    for name, kind in (("rings", "Polygon"), ("paths", "MultiLineString"), ("points", "MultiPoint")):
        if name in geometry:
            return {"type": kind, "coordinates": geometry[name]}
    return None
