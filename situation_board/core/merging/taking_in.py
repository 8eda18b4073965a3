"""Merge: the union of two logs, in one transaction. Whatever the order, also twice, every laptop ends the same."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from situation_board.core.extracts import extract_of
from situation_board.core.merging.conflicts import Conflict, conflicts
from situation_board.core.merging.others import Other, opened_other
from situation_board.core.problems import Mistake
from situation_board.core.store import Store
from situation_board.core.store.contents import known_contents
from situation_board.core.store.tombstones import gone_contents

ANOTHER = "another"
"""The field of a Mistake about a file that may well be opened, though not merged."""


@dataclass(frozen=True)
class Merged:
    """What a merge brought, or in a dry run would bring. `conflicts` are those that are open afterwards and new."""

    other: str
    new: int
    known: int
    conflicts: tuple[Conflict, ...]
    arrival: int


def merge(store: Store, other: Path, *, key: bytes | None = None, dry_run: bool = False) -> Merged:
    """Take in the changes of another laptop's file or bundle, or of one exported as JSON. It is only read, from a copy.

    Mistake when it is another situation; Trouble when a change in it is not what its writer wrote. Then nothing is
    taken in. A file of a newer version is welcome: what this version does not understand is kept and passed on.
    """
    with opened_other(other, key) as found:
        _check_same_situation(store, found)
        if dry_run:
            return _tried(store, found)
        before = _conflict_ids(store)
        taken = store.take_in(found.changes(), found.contents(_known_contents(store)))
    with store.reading() as reading:
        new = tuple(conflict for conflict in conflicts(reading) if conflict.id not in before)
    return Merged(other.name, taken.new, taken.known, new, taken.arrival)


def _check_same_situation(store: Store, other: Other) -> None:
    with store.reading() as reading:
        own, is_extract = reading.situation, extract_of(reading) is not None
    if other.situation == own.id:
        return
    if is_extract or other.is_extract:
        extract = other.name if other.is_extract else f"“{own.name}”"
        raise Mistake(
            f"{extract} is an extract: a situation of its own, which is never merged with the one it was made from.",
            field=ANOTHER,
            kept="Nothing was taken in.",
            do="Ask for a copy of the situation itself, or keep the two side by side.",
        )
    raise Mistake(
        f"{other.name} is another situation than “{own.name}”.",
        field=ANOTHER,
        kept="Nothing was taken in.",
        do="Merge files that began as copies of one situation.",
    )


def _known_contents(store: Store) -> set[str]:
    """What need not be brought: what is here, and what was expunged."""
    with store.reading() as reading:
        return known_contents(reading.connection) | gone_contents(reading.connection)


def _conflict_ids(store: Store) -> set[str]:
    with store.reading() as reading:
        return {line[0] for line in reading.all("SELECT id FROM conflict")}


def _tried(store: Store, other: Other) -> Merged:
    """What a merge would bring, found out by doing it and taking it back."""
    before = _conflict_ids(store)
    with store.rehearsal(other.changes()) as (taken, reading):
        found = tuple(conflict for conflict in conflicts(reading) if conflict.id not in before)
        return Merged(other.name, taken.new, taken.known, found, taken.arrival)
