"""Events of large files as the table and as the parts keep them, both written at once.

The same as `encoding` and `canonical` give, a row at a time without anything in between: an import of a million rows
writes a million of them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from json.encoder import encode_basestring_ascii
from operator import attrgetter
from typing import Any

from situation_board.core.encoding import columns_of_field, figure_to_json, to_columns, to_log
from situation_board.core.rows import Event, Field, Figure, Kind, fields_of
from situation_board.core.store.log import canonical
from situation_board.core.times import Time
from situation_board.core.vocabulary import Word

MOST_REMEMBERED = 20_000
"""Figures that are remembered as they were written: many rows of a file tell of the same one."""
AS_IT_IS = "as it is"
"""The form of a text, the code of a choice and the id of a thing."""
_TEXT = encode_basestring_ascii


class EventWriter:
    """Writes one event after the other."""

    def __init__(self) -> None:
        fields = sorted(fields_of("event"), key=lambda field: field.name)
        at = _positions()
        self._fields = [(_form_of(field), field, at[field.name], f'"{field.name}":') for field in fields]
        self._values = attrgetter(*(field.name for field in fields))
        self._blank = to_columns("event", {})
        self._figures: dict[int, tuple[Sequence[Figure], str]] = {}

    def write(self, event: Event) -> tuple[list[Any], str]:
        """The values of its fields' columns, in the order of `columns_of`, and the JSON of its fields as the log has
        them, in the one form of it."""
        columns, said = self._blank.copy(), []
        for (form, field, at, name), value in zip(self._fields, self._values(event), strict=True):
            if value is None:
                continue
            if form is AS_IT_IS:
                columns[at] = plain = value.value if isinstance(value, Word) else value
                said.append(name + _TEXT(plain))
            elif form is Kind.TIME:
                columns[at : at + 3] = value.earliest, value.latest, value.precision.value
                said.append(name + _time(value))
            elif value == ():
                continue
            elif form is Kind.FIGURES:
                text = self.figures(value)
                columns[at] = text if "\\u" not in text else _as_column(json.loads(text))
                said.append(name + text)
            else:
                logged = to_log(field, value)
                columns[at] = _as_column(logged) if isinstance(logged, list) else logged
                said.append(name + canonical(logged))
        return columns, f"{{{','.join(said)}}}"

    def figures(self, figures: Sequence[Figure]) -> str:
        """The JSON of figures. What is the same object for many rows is written once only."""
        known = self._figures.get(id(figures))
        if known is not None and known[0] is figures:
            return known[1]
        if len(self._figures) >= MOST_REMEMBERED:
            self._figures.clear()
        text = canonical([figure_to_json(figure) for figure in figures])
        self._figures[id(figures)] = figures, text
        return text


def part_line(key: str, line: int, fields: str) -> str:
    """A row in a part: the publisher's key, its line, and the JSON of its fields."""
    return f"[{_TEXT(key)},{line},{fields}]"


def _form_of(field: Field) -> Kind | str:
    return AS_IT_IS if field.kind in {Kind.TEXT, Kind.CHOICE, Kind.THING} else field.kind


def _positions() -> dict[str, int]:
    """Where the columns of each field begin."""
    at, found = 0, {}
    for field in fields_of("event"):
        found[field.name] = at
        at += len(columns_of_field(field))
    return found


def _time(time: Time) -> str:
    return f'[{time.earliest},{time.latest},"{time.precision.value}"]'


def _as_column(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
