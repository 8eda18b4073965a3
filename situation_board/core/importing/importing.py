"""An import from the file to the saved change, for the command line and the window alike."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from situation_board.core.gazetteer import Gazetteer
from situation_board.core.importing.examining import Examined, Progress, examine, recognise
from situation_board.core.importing.known_formats import FORMATS
from situation_board.core.importing.loading import standing_dataset
from situation_board.core.importing.looked import Looked
from situation_board.core.importing.options import Options
from situation_board.core.importing.packed import opened
from situation_board.core.importing.place_doubts import place_doubts
from situation_board.core.importing.preparing import Prepared, prepare
from situation_board.core.importing.whole_situation import is_whole_situation
from situation_board.core.problems import Mistake
from situation_board.core.store import Reading
from situation_board.core.store.datasets import rows_of, unpacked
from situation_board.core.store.log import canonical

Read = Callable[[], AbstractContextManager[Reading]]


@dataclass(frozen=True, slots=True)
class Replaced:
    """The former import of a dataset, and how the new one differs from it by the publisher's keys."""

    dataset: str
    name: str
    added: int
    changed: int
    gone: int
    same: int


def examine_file(
    read: Read, gazetteer: Gazetteer, path: Path, options: Options, *, format: str | None = None
) -> Generator[Progress, None, tuple[Looked, Examined]]:
    """Recognise a file and read it through for the report. Each yield is progress and a place to stop."""
    if is_whole_situation(path):
        raise Mistake(
            f"{path.name} is a whole situation, not a file of others.",
            field="file",
            kept="Nothing was imported.",
            do="Merge it (“merge”), or make a situation of it (“new --from-json”).",
        )
    looked = Looked(opened(path))
    found, why = recognise(looked, FORMATS, format)
    with read() as reading:
        examined = yield from examine(reading, gazetteer, looked, found, why, options)
    decisions = (*examined.decisions, *place_doubts(examined.places))
    return looked, dataclasses.replace(examined, decisions=decisions)


def prepare_file(
    read: Read, gazetteer: Gazetteer, looked: Looked, options: Options, examined: Examined
) -> Generator[Progress, None, tuple[Prepared, Replaced | None]]:
    """Work out what is to be saved, and what the former import of the same dataset says otherwise.

    Mistake while something is open that only a person can decide.
    """
    check_decided(examined)
    with read() as reading:
        prepared = yield from prepare(reading, gazetteer, looked, options, examined)
        return prepared, replaced_by(reading, prepared)


def check_decided(examined: Examined) -> None:
    if examined.questions:
        first = examined.questions[0]
        choices = " or ".join(value for value, _ in first.choices)
        raise Mistake(
            f"{first.what}.",
            field=first.option,
            kept="Nothing was imported.",
            do=f"Say {first.option.replace('_', ' ')}: {choices}." if choices else f"Give {first.option}.",
        )


def replaced_by(reading: Reading, prepared: Prepared) -> Replaced | None:
    """The import that this one replaces, and what differs."""
    former = standing_dataset(reading, prepared.origin)
    if former is None or not prepared.parts:
        return None
    old = {row.key: _digest(row.fields) for row in rows_of(reading.connection, former.id)}
    added = changed = same = 0
    for part in prepared.parts:
        for row in unpacked(part):
            before = old.pop(row.key, None)
            added += before is None
            same += before == _digest(row.fields)
            changed += before is not None and before != _digest(row.fields)
    return Replaced(former.id, former.name or "", added, changed, len(old), same)


def _digest(fields: dict[str, object]) -> bytes:
    return hashlib.sha256(canonical(fields).encode()).digest()[:12]
