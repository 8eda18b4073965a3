"""An import from the file to the saved change, for the command line and the window alike."""

from __future__ import annotations

import dataclasses
import hashlib
from collections import Counter
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from situation_board.core.gazetteer import Gazetteer
from situation_board.core.ids import new_id
from situation_board.core.importing.examining import Examined, Progress, examine, origin_of, recognise
from situation_board.core.importing.known_formats import FORMATS
from situation_board.core.importing.loading import check_new, standing_dataset
from situation_board.core.importing.looked import Looked
from situation_board.core.importing.options import Options
from situation_board.core.importing.own import without_what_is_here
from situation_board.core.importing.packed import opened
from situation_board.core.importing.place_doubts import place_doubts
from situation_board.core.importing.preparing import Area, InMemory, Prepared, Read, Taker, prepare, said_options
from situation_board.core.importing.saving import save
from situation_board.core.importing.staging import Staged, Write
from situation_board.core.importing.whole_situation import is_whole_situation
from situation_board.core.problems import Mistake
from situation_board.core.questions.left_behind import LeftBehind, left_behind
from situation_board.core.rows import Event
from situation_board.core.store import Saved
from situation_board.core.store.datasets import rows_of
from situation_board.core.store.event_writing import EventWriter
from situation_board.core.store.loading import Begun
from situation_board.core.store.log import canonical

FEW_ROWS = 1_000
"""Rows that are saved in one short step."""


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
    file = opened(path)
    if is_whole_situation(path):
        raise Mistake(
            f"{path.name} is a whole situation, not a file of others.",
            field="file",
            kept="Nothing was imported.",
            do="Merge it (“merge”), or open it, which makes a situation of it (“new --from-json”).",
        )
    looked = Looked(file)
    found, why = recognise(looked, FORMATS, format)
    with read() as reading:
        bound = without_what_is_here(found, read, gazetteer, origin_of(found, options, looked))
        examined = yield from examine(reading, gazetteer, looked, bound, why, options)
    decisions = (*examined.decisions, *place_doubts(examined.places))
    return looked, dataclasses.replace(examined, decisions=decisions, format=found)


def prepare_file(
    read: Read, gazetteer: Gazetteer, looked: Looked, options: Options, examined: Examined
) -> Generator[Progress, None, tuple[Prepared, Replaced | None]]:
    """Work out what is to be saved, and what the former import of the same dataset says otherwise.

    Mistake while something is open that only a person can decide.
    """
    check_decided(examined)
    taker = Comparing(read, InMemory(), origin_of(examined.format, options, looked))
    bound = _bound(read, gazetteer, looked, options, examined)
    prepared = yield from prepare(read, gazetteer, looked, options, bound, dataset=new_id(), taker=taker)
    return prepared, taker.replaced


def _bound(read: Read, gazetteer: Gazetteer, looked: Looked, options: Options, examined: Examined) -> Examined:
    """With a format that knows the situation: of our own tables only what is new is read."""
    origin = origin_of(examined.format, options, looked)
    return dataclasses.replace(examined, format=without_what_is_here(examined.format, read, gazetteer, origin))


@dataclass(frozen=True, slots=True)
class Imported:
    """What was saved, from what, what it replaced, and what people said of rows that are gone with that."""

    saved: Saved
    prepared: Prepared
    replaced: Replaced | None
    left_behind: tuple[LeftBehind, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """What there is to be said of an import: how much came in, what it replaced, what people said of rows that are
    gone with that."""

    saved: Saved
    file_name: str
    rows: int
    first: int | None
    last: int | None
    places: int
    controls: int
    reports: int
    others: int
    left_out: tuple[tuple[str, int], ...]
    replaced: Replaced | None
    left_behind: tuple[LeftBehind, ...]


def summary_of(imported: Imported) -> Summary:
    prepared = imported.prepared
    return Summary(
        saved=imported.saved,
        file_name=prepared.file_name,
        rows=prepared.rows,
        first=prepared.first,
        last=prepared.last,
        places=len(prepared.places),
        controls=len(prepared.controls),
        reports=len(prepared.reports),
        others=len(prepared.others),
        left_out=prepared.left_out,
        replaced=imported.replaced,
        left_behind=imported.left_behind,
    )


def import_file(
    read: Read, write: Write, gazetteer: Gazetteer, looked: Looked, options: Options, examined: Examined
) -> Generator[Progress, None, Imported]:
    """Import a file that was examined; each yield is progress and a place to stop.

    Of a large one the rows are loaded in short steps, between which others may write.

    Mistake while something is open that only a person can decide, and when the very same file stands already.
    """
    if examined.loadable <= FEW_ROWS:
        prepared, replaced = yield from prepare_file(read, gazetteer, looked, options, examined)
        return _told(read, save(read, write, gazetteer, prepared), prepared, replaced)
    check_decided(examined)
    origin = origin_of(examined.format, options, looked)
    with read() as reading:
        check_new(reading, origin, examined.sha256, looked.file.name, said_options(options))
    staged = Staged(read, write, new_id())
    try:
        taker = Comparing(read, staged, origin)
        bound = _bound(read, gazetteer, looked, options, examined)
        prepared = yield from prepare(read, gazetteer, looked, options, bound, dataset=staged.dataset, taker=taker)
        for _ in staged.count():
            yield Progress(prepared.rows, 1.0)
        saved = save(read, write, gazetteer, prepared)
    except BaseException:
        staged.abandon()
        raise
    return _told(read, saved, prepared, taker.replaced)


def _told(read: Read, saved: Saved, prepared: Prepared, replaced: Replaced | None) -> Imported:
    if replaced is None or not replaced.gone:
        return Imported(saved, prepared, replaced)
    with read() as reading:
        return Imported(saved, prepared, replaced, tuple(left_behind(reading, replaced.dataset)))


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


class Comparing:
    """Compares rows with the former import of the same dataset while they go by."""

    def __init__(self, read: Read, taker: Taker, origin: str) -> None:
        self._taker = taker
        self._writer = EventWriter()
        with read() as reading:
            self._former = standing_dataset(reading, origin)
            rows = () if self._former is None else rows_of(reading.connection, self._former.id)
            self._old = {row.key: _digest(canonical(_as_told_now(row.fields))) for row in rows}
        self._gone = len(self._old)
        self._counts: Counter[str] = Counter()

    @property
    def replaced(self) -> Replaced | None:
        """The former import and what differs; None when there is none, or nothing takes its place."""
        if self._former is None or not self._counts:
            return None
        added, changed, same = (self._counts[each] for each in ("added", "changed", "same"))
        return Replaced(self._former.id, self._former.name or "", added, changed, self._gone, same)

    def take(self, key: str, line: int, event: Event) -> None:
        if self._former is not None:
            before = self._old.get(key)
            is_same = before == _digest(self._writer.write(event)[1])
            self._counts["added" if before is None else "same" if is_same else "changed"] += 1
            self._gone -= before is not None
        self._taker.take(key, line, event)

    def step(self, assumed: Mapping[str, Area]) -> None:
        self._taker.step(assumed)

    def end(self, assumed: Mapping[str, Area]) -> tuple[list[str], list[bytes], Begun | None]:
        return self._taker.end(assumed)


def _as_told_now(fields: dict[str, Any]) -> dict[str, Any]:
    """Figures of an import that an earlier version made repeat the time of their row."""
    of_row = {"starts": fields.get("starts"), "ends": fields.get("ends") or fields.get("starts")}
    figures = [
        {name: value for name, value in figure.items() if name not in of_row}
        if {name: figure.get(name) for name in of_row} == of_row
        else figure
        for figure in fields.get("figures") or ()
    ]
    return {**fields, "figures": figures} if figures else fields


def _digest(fields: str) -> bytes:
    return hashlib.sha256(fields.encode()).digest()[:12]
