"""Rows of a large file on their way into the store: made ready here, written in short steps by whoever writes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from situation_board.core.importing.preparing import Area, Read
from situation_board.core.rows import Event
from situation_board.core.store import Store
from situation_board.core.store.dataset_rows import mention_lines
from situation_board.core.store.datasets import ROWS_IN_PART, packed_lines, unstruck
from situation_board.core.store.event_writing import EventWriter, part_line
from situation_board.core.store.figure_lines import Lines
from situation_board.core.store.loading import (
    ROWS_IN_STEP,
    Batch,
    Begun,
    abandon,
    begin_loading,
    count_loaded,
    load_index,
    load_rows,
    rows_that_fit,
)
from situation_board.core.store.surroundings import SurroundingsNow
from situation_board.core.store.totals import zone_of

MOST_FOUND = 150_000
"""Figures of which it is kept in memory where they are found: the more, the fewer pages are written again."""
Write = Callable[[Callable[[Store], Any]], Any]
"""Does a piece of work with the store, where that may be done, and gives its outcome."""


class SurroundingsThere(SurroundingsNow):
    """As the tables are, with places that will be made. `assumed` is filled while rows go by."""

    assumed: Mapping[str, Area] = MappingProxyType({})

    def location(self, main: str) -> Area | None:
        return self.assumed.get(main) or super().location(main)


class Staged:
    """Writes rows of a dataset step by step. Nothing counts until the change that brings it.

    The loading is begun with the first rows: what comes before may take longer than a loading may be silent.
    """

    def __init__(self, read: Read, write: Write, dataset: str) -> None:
        self.dataset = dataset
        self._read, self._write = read, write
        self._begun: Begun | None = None
        with read() as reading:
            self._surroundings = SurroundingsThere(reading.connection)
            self._lines = Lines(self._surroundings, zone_of(reading.connection), whole=True)
        self._writer = EventWriter()
        self._waiting: list[tuple[str, int, Event]] = []
        self._part: list[str] = []
        self._names: list[str] = []
        self._rows = ROWS_IN_STEP

    def take(self, key: str, line: int, event: Event) -> None:
        self._waiting.append((key, line, event))

    def step(self, assumed: Mapping[str, Area], *, is_last: bool = False) -> None:
        self._surroundings.assumed = assumed
        begun = self._begun
        if begun is None and self._waiting:
            begun = self._begun = self._write(lambda store: begin_loading(store, self.dataset))
        while self._waiting and begun is not None:
            some, self._waiting = self._waiting[: self._rows], self._waiting[self._rows :]
            if len(some) < self._rows and not is_last:
                self._waiting = some
                return
            seconds = self._load(self._batch(some, begun))
            self._rows = rows_that_fit(len(some), seconds)
            if len(self._lines.index) >= MOST_FOUND:
                self._in_steps(lambda store: load_index(store, self.dataset, self._lines.index))

    def end(self, assumed: Mapping[str, Area]) -> tuple[list[str], list[bytes], Begun | None]:
        self.step(assumed, is_last=True)
        if self._part:
            self._load(Batch(parts=[self._packed()]))
        return self._names, [], self._begun

    def count(self) -> Iterator[None]:
        """Count what the rows add up to, in steps."""
        yield from self._steps(lambda store: load_index(store, self.dataset, self._lines.index))
        yield from self._steps(lambda store: count_loaded(store, self.dataset, self._lines.again))

    def _in_steps(self, begin: Callable[[Store], Iterator[None]]) -> None:
        for _ in self._steps(begin):
            pass

    def _steps(self, begin: Callable[[Store], Iterator[None]]) -> Iterator[None]:
        """Each step is done where the store may be written to."""
        steps: Iterator[None] | None = None

        def next_step(store: Store) -> bool:
            nonlocal steps
            steps = steps or begin(store)
            return next(steps, self) is not self

        while self._write(next_step):
            yield

    def abandon(self) -> None:
        if self._begun is not None:
            self._write(lambda store: abandon(store, self.dataset))

    def _load(self, batch: Batch) -> float:
        seconds: float = self._write(lambda store: load_rows(store, self.dataset, batch, self._lines))
        return seconds

    def _batch(self, some: list[tuple[str, int, Event]], begun: Begun) -> Batch:
        batch = Batch()
        said = (begun.recorded_at, begun.person)
        with self._read() as reading:
            self._surroundings.renew(reading.connection)
            for key, line, event in some:
                columns, fields = self._writer.write(event)
                batch.rows.append([*unstruck(event.id, event.thing, *said), *columns, self.dataset])
                batch.mentions += mention_lines(event)
                self._lines.add(event, self.dataset)
                self._part.append(part_line(key, line, fields))
                if len(self._part) == ROWS_IN_PART:
                    batch.parts.append(self._packed())
        return batch

    def _packed(self) -> bytes:
        part = packed_lines(self._part)
        self._names.append(hashlib.sha256(part).hexdigest())
        self._part = []
        return part
