"""Whoever enters the sample: ordinary actions, with ids that are the same on every laptop."""

from __future__ import annotations

from dataclasses import dataclass

from situation_board.core.actions import records
from situation_board.core.gazetteer import Gazetteer
from situation_board.core.ids import known_id
from situation_board.core.locating import Located, add_place, locate
from situation_board.core.rows import Record
from situation_board.core.store import Store
from situation_board.core.times import Time


def sample_id(name: str) -> str:
    """The id of what the sample calls so, such as "actor:hts"."""
    return known_id("sample", name)


def actor_id(name: str) -> str:
    return sample_id(f"actor:{name}")


def actor_ids(*names: str) -> tuple[str, ...]:
    return tuple(actor_id(name) for name in names)


def source_id(name: str) -> str:
    return sample_id(f"source:{name}")


REPORT = sample_id("report:overnight")


@dataclass(frozen=True)
class Scribe:
    """Enters things one by one; each is one action that can be undone. `night` is the time of the situation."""

    store: Store
    gazetteer: Gazetteer
    night: Time

    def add(self, record: Record) -> None:
        self.store.do(records.add_record, record)

    def locate(self, place: str) -> Located:
        """The place, with what makes it where it is not in the situation yet."""
        with self.store.reading() as reading:
            return locate(reading, self.gazetteer, place)

    def place(self, place: str) -> str:
        """The id of a place; it is added when it is not in the situation yet."""
        located = self.locate(place)
        if located.is_new:
            self.store.do(add_place, self.gazetteer, place)
        return located.id
