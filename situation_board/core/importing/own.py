"""Tables that this program exported, on their way back: what the situation has already is left out."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from itertools import islice

from situation_board.core.gazetteer import Gazetteer
from situation_board.core.importing.format import Format
from situation_board.core.importing.formats import own_tables
from situation_board.core.importing.incoming import Given, GivenEvent, GivenLocation
from situation_board.core.importing.looked import Looked
from situation_board.core.importing.notes import Notes
from situation_board.core.importing.options import Options
from situation_board.core.importing.own_things import OwnThings
from situation_board.core.store import Reading

Read = Callable[[], AbstractContextManager[Reading]]
STEP = 500
"""Rows that are looked up at a time; in between others may write."""
KNOWN = "events that are here already were left out"


def without_what_is_here(format: Format, read: Read, gazetteer: Gazetteer, origin: str) -> Format:
    """The format, without what the situation has, by whichever way it came; others are read as they are.

    Events that came with the same dataset before are not left out: a newer file of it replaces the older one.
    """
    if format.name != own_tables.FORMAT.name:
        return format

    def read_new(looked: Looked, options: Options, notes: Notes) -> Iterator[Given]:
        rows = own_tables.FORMAT.read(looked, options, notes)
        with read() as reading:
            things = OwnThings(reading, gazetteer, origin, has_statuses="statuses" in own_tables.kinds_in(looked))
        while some := list(islice(rows, STEP)):
            with read() as reading:
                things.renew(reading)
                new = list(_new(things, some, notes))
            yield from new

    return dataclasses.replace(own_tables.FORMAT, read=read_new)


def _new(things: OwnThings, some: list[Given], notes: Notes) -> Iterator[Given]:
    things.expect(some)
    for given in _areas_first(some):
        if isinstance(given, GivenEvent) and things.holds_event(given.key):
            notes.decide(KNOWN)
        else:
            yield from things.taken(given, notes)


def _areas_first(some: Sequence[Given]) -> Iterator[Given]:
    """Places after the areas that they lie in, as far as these are looked up together."""
    places = {each.place.id: each for each in some if isinstance(each, GivenLocation) and each.place.id is not None}
    done: set[str] = set()

    def with_areas(given: GivenLocation) -> Iterator[GivenLocation]:
        area = places.get(given.place.parent_id or "")
        done.add(given.key)
        if area is not None and area.key not in done:
            yield from with_areas(area)
        yield given

    for given in some:
        if not isinstance(given, GivenLocation):
            yield given
        elif given.key not in done:
            yield from with_areas(given)
