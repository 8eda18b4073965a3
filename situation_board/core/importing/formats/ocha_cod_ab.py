"""OCHA common operational datasets, administrative boundaries (COD-AB): names in all languages, P-codes and parents.

Both generations of field names are read: ADM1_PCODE with ADM1_EN and ADM1_AR, and adm1_pcode with adm1_name, adm1_name1
and the languages in lang and lang1. A layer of seats names the capital of each area.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from situation_board.core.importing.cells import is_missing, simple
from situation_board.core.importing.counted_columns import counting_of_header
from situation_board.core.importing.format import Format
from situation_board.core.importing.incoming import Given, GivenLocation, GivenPlace
from situation_board.core.importing.layers import Feature, Layer, text_in
from situation_board.core.importing.looked import Looked
from situation_board.core.importing.notes import Notes
from situation_board.core.importing.options import Options
from situation_board.core.importing.tables import Table
from situation_board.core.rows import Name
from situation_board.core.vocabulary import LocationKind, LocationPrecision

PCODE = re.compile(r"adm(\d)_?pcode")
OWN_NAME = re.compile(r"adm(\d)_?([a-z]{2,3})")
OTHER_NAME = re.compile(r"adm(\d)_?alt\d?_?([a-z]{2})")
LANGUAGES = {"ua": "uk"}
"""Codes of countries that stand for their languages."""
NO_LANGUAGES = frozenset({"ref", "alt", "typ", "nam"})
KINDS = {
    0: LocationKind.COUNTRY,
    1: LocationKind.GOVERNORATE,
    2: LocationKind.DISTRICT,
    3: LocationKind.SUB_DISTRICT,
    4: LocationKind.VILLAGE,
}
DEEPEST = 4
BESIDE = frozenset({"date", "validon", "validto", "valid_on", "valid_to", "area_sqkm", "center_lat", "center_lon"})
"""Columns beside those about levels."""


def _level(fields: frozenset[str]) -> int | None:
    levels = [int(found[1]) for field in fields if (found := PCODE.fullmatch(field))]
    return max(levels, default=None)


def _is_seats(layer: Layer) -> bool:
    return "adm_p_lvl" in layer.fields and "name" in layer.fields


def _boundaries(looked: Looked) -> list[Layer]:
    return [layer for layer in _layers(looked) if _is_boundaries(layer)]


def _layers(looked: Looked) -> list[Layer]:
    """The layers of shapes, else the lists of P-codes in a workbook or text."""
    if looked.layers:
        return [_renamed(layer) for layer in looked.layers]
    return [_as_layer(table) for table in looked.tables if _is_list(table)]


def _renamed(layer: Layer) -> Layer:
    """With the fields under one name: shapefiles cut theirs after ten letters (admin1Pcod)."""

    def features() -> Iterator[Feature]:
        for each in layer.features():
            yield dataclasses.replace(each, attributes={_field(key): value for key, value in each.attributes.items()})

    return Layer(layer.name, frozenset(map(_field, layer.fields)), features, layer.told)


def _is_list(table: Table) -> bool:
    """A list of areas and nothing else: most of its columns are about levels, none holds numbers of people."""
    names = [_field(header) for header in table.headers]
    about_levels = sum(name.startswith("adm") or name in BESIDE for name in names)
    counts = any((one := counting_of_header(header)) and one.category for header in table.headers)
    return not counts and about_levels * 2 > len(names)


def _as_layer(table: Table) -> Layer:
    names = [_field(header) for header in table.headers]

    def features() -> Iterator[Feature]:
        for row in table.rows(Notes()):
            yield Feature(row.line, dict(zip(names, row.cells, strict=True)), lambda: None)

    return Layer(table.name, frozenset(names), features)


def _field(header: str) -> str:
    """Gazetteers write admin1Name_en and admin1Pcode where boundaries write adm1_en and adm1_pcode."""
    name = simple(header).replace("admin", "adm", 1)
    name = re.sub(r"^(adm\d)_?pcode?$", r"\1_pcode", name)
    name = re.sub(r"^(adm\d)_?refname$", r"\1_ref_name", name)
    return re.sub(r"^(adm\d)_?name_([a-z]{2})$", r"\1_\2", name)


def _is_boundaries(layer: Layer) -> bool:
    return _level(layer.fields) is not None or _is_seats(layer)


def _recognise(looked: Looked) -> str | None:
    found = _boundaries(looked)
    return f"has layers with P-codes as OCHA writes them: {', '.join(each.name for each in found)}" if found else None


def _read(looked: Looked, options: Options, notes: Notes) -> Iterator[Given]:
    every = _layers(looked)
    for layer in every:
        if not _is_boundaries(layer):
            notes.decide(f"the layer {layer.name} has no P-codes and was not read", 0)
    found = [layer for layer in every if _is_boundaries(layer)]
    for layer in sorted(found, key=lambda each: (_is_seats(each), _level(each.fields) or 0, each.name)):
        layer.tell(notes)
        for feature in layer.features():
            notes.read += 1
            given = _seat(layer, feature, notes) if _is_seats(layer) else _area(layer, feature, notes)
            if given is not None:
                yield given


def _area(layer: Layer, feature: Feature, notes: Notes) -> GivenLocation | None:
    level = _level(layer.fields)
    assert level is not None
    attributes = feature.attributes
    pcode = _said(attributes, level, "pcode")
    names = _names(attributes, level)
    if pcode is None or not names:
        notes.reject(feature.number, f"{layer.name}: has no P-code or no name", column=f"adm{level}_pcode")
        return None
    if not _is_nested(attributes, level):
        notes.decide("P-codes that do not begin with the code of the area around them", 1)
    point = _point(attributes, feature, notes, layer)
    return GivenLocation(
        key=pcode,
        line=feature.number,
        place=GivenPlace(
            name=names[0].name,
            names=names[1:],
            kind=KINDS.get(min(level, DEEPEST)),
            areas=_areas(attributes, level),
            pcode=pcode,
            parent_pcode=_said(attributes, level - 1, "pcode") if level else None,
            latitude=point[1] if point else None,
            longitude=point[0] if point else None,
            precision=LocationPrecision.AREA if point else None,
        ),
    )


def _seat(layer: Layer, feature: Feature, notes: Notes) -> GivenLocation | None:
    """A capital: a town in the deepest area that its row names."""
    attributes = feature.attributes
    name = text_in(attributes, "name")
    if name is None:
        notes.reject(feature.number, f"{layer.name}: has no name", column="name")
        return None
    level = max((at for at in range(DEEPEST + 1) if _said(attributes, at, "pcode")), default=0)
    own_code = text_in(attributes, "loc_pcode")
    parent = _said(attributes, level, "pcode")
    others = [
        Name(name=said, language=text_in(attributes, f"name_lng{at}"))
        for at in range(1, 4)
        if (said := text_in(attributes, f"name_{at}"))
    ]
    point = _point(attributes, feature, notes, layer)
    return GivenLocation(
        key=own_code or f"seat of {parent}: {name}",
        line=feature.number,
        place=GivenPlace(
            name=name,
            names=tuple(others),
            kind=LocationKind.TOWN,
            areas=tuple(_areas(attributes, level + 1)),
            pcode=own_code,
            parent_pcode=parent,
            latitude=point[1] if point else None,
            longitude=point[0] if point else None,
            precision=LocationPrecision.SETTLEMENT if point else None,
        ),
    )


def _said(attributes: Mapping[str, Any], level: int, what: str) -> str | None:
    found = text_in(attributes, f"adm{level}_{what}") or text_in(attributes, f"adm{level}{what}")
    return None if is_missing(found) else found


def _names(attributes: Mapping[str, Any], level: int) -> tuple[Name, ...]:
    """The names of an area, each with its language; the first is the one to call it by."""
    new = [(_said(attributes, level, "name"), text_in(attributes, "lang"))]
    new += [(_said(attributes, level, f"name{at}"), text_in(attributes, f"lang{at}")) for at in range(1, 4)]
    old = [
        (text_in(attributes, field), found[2])
        for field in attributes
        if (found := OWN_NAME.fullmatch(field)) and int(found[1]) == level and found[2] not in NO_LANGUAGES
    ]
    old.sort(key=lambda each: each[1] != "en")
    old += [
        (text_in(attributes, field), found[2])
        for field in attributes
        if (found := OTHER_NAME.fullmatch(field)) and int(found[1]) == level
    ]
    said = [
        Name(name=name, language=LANGUAGES.get(language or "", language) or None)
        for name, language in [*new, *old]
        if name
    ]
    reference = text_in(attributes, f"adm{level}_ref_n") or text_in(attributes, f"adm{level}_ref_name")
    if reference and reference not in {name.name for name in said}:
        said.append(Name(name=reference))
    return tuple(dict.fromkeys(said))


def _areas(attributes: Mapping[str, Any], level: int) -> tuple[str, ...]:
    names = (next(iter(_names(attributes, at)), None) for at in range(level - 1, -1, -1))
    return tuple(name.name for name in names if name is not None)


def _is_nested(attributes: Mapping[str, Any], level: int) -> bool:
    """Whether each P-code begins with the one of the area around it."""
    codes = [code for at in range(level + 1) if (code := _said(attributes, at, "pcode"))]
    return all(code.startswith(above) for above, code in pairwise(codes))


def _point(attributes: Mapping[str, Any], feature: Feature, notes: Notes, layer: Layer) -> tuple[float, float] | None:
    """The centre that the row names, else a point inside the shape."""
    for east, north in (("center_lon", "center_lat"), ("x_coord", "y_coord")):
        if isinstance(attributes.get(east), int | float) and isinstance(attributes.get(north), int | float):
            return float(attributes[east]), float(attributes[north])
    try:
        found = feature.point()
    except ValueError as error:
        notes.decide(f"{layer.name}: {error}: without coordinates")
        return None
    if found is not None:
        notes.decide("a shape is kept as one point inside it")
    return found


FORMAT = Format(
    name="ocha-cod-ab",
    words="OCHA administrative boundaries (COD-AB)",
    recognise=_recognise,
    read=_read,
    publisher="OCHA",
)
