"""Tables that this program exported, on their way back: what the situation has already is left out."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from itertools import islice
from typing import Any

from situation_board.core.importing.format import Format
from situation_board.core.importing.formats import own_tables
from situation_board.core.importing.incoming import Given, GivenEvent
from situation_board.core.importing.looked import Looked
from situation_board.core.importing.notes import Notes
from situation_board.core.importing.options import Options
from situation_board.core.store import Reading
from situation_board.core.store.datasets import thing_of_row

Read = Callable[[], AbstractContextManager[Reading]]
STEP = 500
"""Events that are looked up at a time; in between others may write."""
KNOWN = "events that are here already were left out"


def without_what_is_here(format: Format, read: Read, origin: str) -> Format:
    """The format, without events that the situation has, by whichever way they came; others are read as they are.

    What came with the same dataset before is not left out: a newer file of it replaces the older one.
    """
    if format.name != own_tables.FORMAT.name:
        return format

    def read_new(looked: Looked, options: Options, notes: Notes) -> Iterator[Given]:
        rows = own_tables.FORMAT.read(looked, options, notes)
        while some := list(islice(rows, STEP)):
            with read() as reading:
                known = _Known(reading, origin)
                is_known = [isinstance(each, GivenEvent) and known.holds(each.key) for each in some]
            if any(is_known):
                notes.decide(KNOWN, sum(is_known))
            yield from (each for each, is_here in zip(some, is_known, strict=True) if not is_here)

    return dataclasses.replace(own_tables.FORMAT, read=read_new)


class _Known:
    """The events of a situation, by the ids that our own tables give them."""

    def __init__(self, reading: Reading, origin: str) -> None:
        self._reading = reading
        lines: list[tuple[Any, ...]] = reading.all(
            "SELECT DISTINCT origin FROM dataset WHERE format = ? AND voided = 0 AND origin <> ?",
            own_tables.FORMAT.name,
            origin,
        )
        self._origins = [str(each) for (each,) in lines]

    def holds(self, key: str) -> bool:
        if self._is_event(key, "1"):
            return True
        return any(self._is_event(thing_of_row(origin, key), "voided = 0") for origin in self._origins)

    def _is_event(self, thing: str, condition: str) -> bool:
        return self._reading.value(f"SELECT 1 FROM event WHERE thing = ? AND {condition}", thing) is not None
