"""Tables that JSON writes otherwise than as a list of objects: by name, by column, or as rows beside their headers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

FEWEST = 2
"""Objects, and plain fields that they share, which make a table."""
DEEPEST = 3
HEADERS = ("columns", "fields", "headers", "header")
"""Where a file names the columns of its rows."""
NAMES = ("name", "id", "label", "title")
"""Where a column that is an object says its name."""
DAY = re.compile(r"(?:19|20)\d\d(?:-\d\d){0,2}")
ISO3 = re.compile(r"[A-Z]{3}")
SHAPES = ((DAY, "date"), (ISO3, "iso3"), (re.compile(r"\d+"), "id"))


def objects_in(envelope: dict[str, Any]) -> list[dict[str, Any]] | None:
    """The rows of a table by column or by name, which is the object itself or the only such one in it."""
    for table in (_by_column, _by_name):
        found = table(envelope)
        if found is not None:
            return found
        inside = [rows for each in envelope.values() if isinstance(each, dict) and (rows := table(each)) is not None]
        if len(inside) == 1:
            return inside[0]
    return None


def _by_column(columns: dict[str, Any]) -> list[dict[str, Any]] | None:
    """{"place": ["Herat", "Kabul"], …}, or with numbers for the rows: {"place": {"0": "Herat", …}, …}."""
    lists = [_cells(each) for each in columns.values()]
    if len(lists) < FEWEST or any(each is None or len(each) != len(lists[0] or ()) for each in lists):
        return None
    rows = [dict(zip(columns, cells, strict=True)) for cells in zip(*(each or [] for each in lists), strict=True)]
    return rows if len(rows) >= FEWEST else None


def _cells(column: Any) -> list[Any] | None:
    if isinstance(column, dict) and list(column) == [str(at) for at in range(len(column))]:
        column = list(column.values())
    return column if isinstance(column, list) and all(map(_is_plain, column)) else None


def _by_name(objects: dict[str, Any]) -> list[dict[str, Any]] | None:
    """{"Herat": {"people": 3}, "Kabul": {"people": 4}}: what names an object is a field of it."""
    rows = [each for each in objects.values() if isinstance(each, dict)]
    if len(rows) < FEWEST or len(rows) != len(objects):
        return None
    shared = set.intersection(*({name for name, value in each.items() if _is_plain(value)} for each in rows))
    if len(shared) < FEWEST or any(len(each) > 2 * len(shared) for each in rows):
        return None
    if all(str(name) in map(str, each.values()) for name, each in objects.items()):
        return rows
    header = _header(objects, shared)
    return [{header: name, **each} for name, each in objects.items()]


def _header(objects: dict[str, Any], taken: set[str]) -> str:
    """What the objects are named by; a header of theirs is not taken from them."""
    header = next((header for shape, header in SHAPES if all(map(shape.fullmatch, objects))), "name")
    return header if header not in {name.casefold() for name in taken} else "key"


def headers_in(envelope: dict[str, Any], depth: int = 0) -> list[str]:
    """What an envelope calls the columns of the rows that follow; [] when it does not say."""
    for name, value in envelope.items():
        if name.casefold() in HEADERS and isinstance(value, list):
            said = [_name(each) for each in value]
            if said and all(said) and len(set(said)) == len(said):
                return said
    inside: Iterator[list[str]] = (
        headers_in(each, depth + 1) for each in envelope.values() if isinstance(each, dict) and depth < DEEPEST
    )
    return next(filter(None, inside), [])


def row_of(headers: list[str], cells: list[Any]) -> dict[str, Any]:
    """A row whose columns are named elsewhere; cells beyond them keep their number."""
    beyond = (str(at) for at in range(len(headers) + 1, len(cells) + 1))
    return dict(zip([*headers, *beyond], cells, strict=False))


def _name(column: Any) -> str:
    if isinstance(column, dict):
        column = next((column[name] for name in NAMES if isinstance(column.get(name), str)), None)
    return column if isinstance(column, str) else ""


def _is_plain(value: Any) -> bool:
    return not isinstance(value, dict | list)
