"""What a format reads from a file: rows in the domain's terms, with places, actors and sources as the file names them.

Names are looked up later: a format knows its file, not the situation.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from situation_board.core.rows import Figure, Name, Row
from situation_board.core.times import Time
from situation_board.core.vocabulary import EventKind, LocationKind, LocationPrecision


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenPlace:
    """What a file says of a place.

    `areas` are the names of the areas that it lies in, the nearest first; `country` is an ISO 3166 code or a name;
    coordinates are degrees, WGS 84. `row` is the key of its row in a list of places, where two rows are two places
    even if they are called alike. `id` and the code in the `gazetteer` are those of a table of ours.
    """

    name: str | None = None
    names: tuple[Name, ...] = ()
    kind: LocationKind | None = None
    areas: tuple[str, ...] = ()
    pcode: str | None = None
    parent_pcode: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: LocationPrecision | None = None
    row: str | None = None
    id: str | None = None
    parent_id: str | None = None
    gazetteer: str | None = None

    @property
    def is_told(self) -> bool:
        """Whether there is anything to find it by."""
        return self.name is not None or self.pcode is not None or self.latitude is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenThing:
    """What a table of ours refers to: the id that it had where it was written, and its name there."""

    id: str | None
    name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenEvent:
    """An event of a file. `key` names the row in its dataset: the publisher's id, or line and content.

    `line` is the line (or element) of the file, from 1. `actors` and `source` are names as given; `fields` are further
    fields of an event by name, such as an advisory's level; `things` is what a table of ours refers to by its ids.
    """

    key: str
    line: int
    kind: EventKind
    text: str | None = None
    place: GivenPlace | None = None
    destination: GivenPlace | None = None
    starts: Time | None = None
    ends: Time | None = None
    figures: tuple[Figure, ...] = ()
    actors: tuple[str, ...] = ()
    source: str | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)

    @property
    def figures_of_event(self) -> tuple[Figure, ...]:
        """The figures, which have a time of their own only where it differs from the event's."""
        if all(each.starts is None for each in self.figures):
            return self.figures
        of_row = (self.starts, self.ends or self.starts)
        return tuple(
            dataclasses.replace(each, starts=None, ends=None)
            if each.starts is not None and (each.starts, each.ends) == of_row
            else each
            for each in self.figures
        )

    things: Mapping[str, tuple[GivenThing, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenLocation:
    """A place of a file that is a list of places: boundaries, P-codes, sites."""

    key: str
    line: int
    place: GivenPlace
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenControl:
    """Who holds a place, as a table says. `holders` are as given: a person says which actors they are.

    Several holders hold it jointly. `marks` is what else stood in the cell.
    """

    key: str
    line: int
    place: GivenPlace
    holders: tuple[str, ...]
    as_of: Time | None = None
    marks: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenReport:
    """A report that somebody published."""

    key: str
    line: int
    title: str
    source: str | None = None
    reference: str | None = None
    published: Time | None = None
    excerpt: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenRow:
    """A row of a table of ours, of any kind but events and places, with the id that it had where it was written.

    `things` are the fields that refer to something, `about` what a fact is about, `place` that of a card. A format
    knows its file only: who knows the situation finds out what is meant, and makes the `row` that is saved. The row
    `instead_of`, whose place it takes, tells less of the same.
    """

    key: str
    line: int
    table: str
    fields: Mapping[str, Any]
    things: Mapping[str, tuple[GivenThing, ...]] = field(default_factory=dict)
    about: GivenThing | None = None
    place: GivenPlace | None = None
    row: Row | None = None
    instead_of: str | None = None


Given = GivenEvent | GivenLocation | GivenControl | GivenReport | GivenRow
