"""Loading the rows of a large file in short steps, before its dataset is a change.

Rows, their parts and all that is derived from them are written while the dataset is in no log: so they count nowhere.
The change that brings the dataset is then short. Between two steps anybody may write. What a cancelled or killed
loading leaves is swept in short steps as well.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any

from situation_board.core.problems import Trouble
from situation_board.core.sqlite import Connection
from situation_board.core.store.catalogue import count_marks, count_series
from situation_board.core.store.contents import keep_content
from situation_board.core.store.dataset_rows import INSERT_MENTION, LAYERS, search_some
from situation_board.core.store.dataset_totals import add_up_series
from situation_board.core.store.datasets import insert_row_sql
from situation_board.core.store.figure_index import FigureIndex, forget_lines
from situation_board.core.store.figure_lines import Again, Lines

if TYPE_CHECKING:
    from situation_board.core.store.derived import Touched
    from situation_board.core.store.store import Store

ROWS_IN_STEP = 250
"""Rows of the first step; later ones have as many as fit into its time."""
FEWEST_ROWS, MOST_ROWS, MOST_LINES = 50, 2_000, 20_000
LONGEST_STEP = 0.03
"""Seconds of a step: somebody who moves a card meanwhile does not notice it."""
ABANDONED = -1
"""The beats of a loading that nobody goes on with."""
SILENCE = 60.0
"""Seconds without a step after which a loading of another program is taken to be dead."""
DECIDING = ("location", "same_as", "source", "report")
"""Tables whose changes may tell otherwise where and by whom a row is counted; so does what is said of an event that a
row is, as in a former import of it."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A loading: when and by whom it was begun, and what the file knew then. `is_told_otherwise` says that places are
    not made as its rows were counted with."""

    dataset: str
    recorded_at: int
    person: str | None
    arrival: int
    is_told_otherwise: bool = False


@dataclass(slots=True)
class Batch:
    """Rows to be written in one step, with what is derived from them, and parts that are full."""

    rows: list[Sequence[Any]] = field(default_factory=list)
    mentions: list[tuple[str, str, str]] = field(default_factory=list)
    parts: list[bytes] = field(default_factory=list)


def begin_loading(store: Store, dataset: str) -> Begun:
    """Say that the rows of a dataset are coming."""
    with store.step() as connection:
        connection.execute("INSERT INTO loading VALUES (?, 0)", (dataset,))
        arrival = connection.execute("SELECT coalesce(max(arrival), 0) FROM log").fetchone()[0]
    store.loading.add(dataset)
    return Begun(dataset, store.clock(), store.identity.person, int(arrival))


def load_rows(store: Store, dataset: str, batch: Batch, lines: Lines) -> float:
    """One step; returns the seconds that it took. Trouble when somebody swept the loading meanwhile, as after a long
    sleep of the laptop."""
    begun = time.monotonic()
    with store.step() as connection:
        _beat(connection, dataset)
        connection.executemany(insert_row_sql(), batch.rows)
        connection.executemany(INSERT_MENTION, batch.mentions)
        lines.write(connection)
        for part in batch.parts:
            name = keep_content(connection, part)
            connection.execute("INSERT OR IGNORE INTO loading_part VALUES (?, ?)", (dataset, name))
    return time.monotonic() - begun


def load_index(store: Store, dataset: str, index: FigureIndex) -> Iterator[None]:
    """Write where the figures of rows are found, in order; each yield is after a short step."""
    size = ROWS_IN_STEP
    for sql, lines in index.taken():
        done = 0
        while done < len(lines):
            begun = time.monotonic()
            with store.step() as connection:
                _beat(connection, dataset)
                connection.executemany(sql, lines[done : done + size])
            done, size = done + size, rows_that_fit(size, time.monotonic() - begun, most=MOST_LINES)
            yield


def count_loaded(store: Store, dataset: str, again: Again) -> Iterator[None]:
    """Count what the rows add up to; each yield is after a short step."""
    work: Iterator[Callable[[Connection], None]] = chain(
        (partial(_count_whole, series=series) for series in sorted(again.series)),
        (partial(count_marks, days=[day]) for day in sorted(again.days)),
    )
    for first in work:
        until = time.monotonic() + LONGEST_STEP
        with store.step() as connection:
            _beat(connection, dataset)
            first(connection)
            while time.monotonic() < until and (another := next(work, None)) is not None:
                another(connection)
        yield


def _count_whole(connection: Connection, series: int) -> None:
    add_up_series(connection, series)
    count_series(connection, [series])


def rows_that_fit(rows: int, seconds: float, *, most: int | None = None) -> int:
    """How many rows the next step may have after one with so many took so long. Large steps write less: pages of
    indexes are then written once for several rows."""
    return max(FEWEST_ROWS, min(most or MOST_ROWS, int(rows * min(LONGEST_STEP / max(seconds, 0.001), 2))))


def _beat(connection: Connection, dataset: str) -> None:
    found = connection.execute("UPDATE loading SET beats = beats + 1 WHERE dataset = ? AND beats >= 0", (dataset,))
    if found.rowcount != 1:
        raise Trouble("The import was interrupted for too long.", kept="Nothing was imported.", do="Import it again.")


def take_up(connection: Connection, begun: Begun, touched: Touched) -> list[str]:
    """Inside the change that brings the dataset: its rows are swept no more. Returns it when what is derived from them
    has to be made anew, because somebody changed meanwhile what decides how they are counted."""
    _beat(connection, begun.dataset)
    connection.execute("DELETE FROM loading_part WHERE dataset = ?", (begun.dataset,))
    connection.execute("DELETE FROM loading WHERE dataset = ?", (begun.dataset,))
    marks = ", ".join("?" * len(DECIDING))
    changed = connection.execute(
        f"""SELECT 1 FROM log l WHERE l.arrival > ? AND l.action <> ? AND (l."table" IN ({marks})
              OR (l."table" = 'event' AND EXISTS (
                SELECT 1 FROM every_event e WHERE e.thing = l.subject AND e.dataset = ?))) LIMIT 1""",
        (begun.arrival, _action(connection), *DECIDING, begun.dataset),
    )
    if begun.is_told_otherwise or changed.fetchone() is not None:
        return [begun.dataset]
    touched.loaded.add(begun.dataset)
    return []


def _action(connection: Connection) -> str:
    """The action that is being written."""
    return str(connection.execute("SELECT action FROM log ORDER BY arrival DESC LIMIT 1").fetchone()[0])


# --- what is left over


def abandon(store: Store, dataset: str) -> None:
    """Nobody goes on with a loading: it may be swept."""
    store.loading.discard(dataset)
    with store.step() as connection:
        connection.execute("UPDATE loading SET beats = ? WHERE dataset = ?", (ABANDONED, dataset))


class Tidying:
    """What is left to be done when nobody waits: sweeping abandoned rows, and making imported ones searchable."""

    def __init__(self) -> None:
        self._seen: dict[str, tuple[int, float]] = {}

    def step(self, store: Store) -> bool:
        """One short step; False when there is nothing to be done now."""
        if store.read_only:
            return False
        with store.reading() as reading:
            loading = dict(reading.all("SELECT dataset, beats FROM loading"))
            unsearched = reading.value("SELECT dataset FROM unsearched LIMIT 1")
        others = {dataset: beats for dataset, beats in loading.items() if dataset not in store.loading}
        self._seen = {dataset: seen for dataset, seen in self._seen.items() if dataset in others}
        dead = next((dataset for dataset, beats in others.items() if self._is_dead(dataset, beats)), None)
        if dead is not None:
            with store.step() as connection:
                _sweep_some(connection, dead)
            return True
        if unsearched is not None:
            with store.step() as connection:
                search_some(connection, unsearched, ROWS_IN_STEP)
            return True
        return False

    @property
    def is_watching(self) -> bool:
        """Whether a loading of another program may turn out to be dead."""
        return bool(self._seen)

    def _is_dead(self, dataset: str, beats: int) -> bool:
        """Abandoned, or without a sign of life for a while. Clocks of different programs are never compared."""
        now = time.monotonic()
        known, since = self._seen.get(dataset, (beats, now))
        if known != beats:
            since = now
        self._seen[dataset] = (beats, since)
        return beats == ABANDONED or now - since >= SILENCE


def tidy(store: Store) -> None:
    """Do all that is left to be done now."""
    tidying = Tidying()
    while tidying.step(store):
        pass


def _sweep_some(connection: Connection, dataset: str) -> None:
    connection.execute("UPDATE loading SET beats = ? WHERE dataset = ?", (ABANDONED, dataset))
    rows = connection.execute(
        "SELECT key, id, thing FROM every_event WHERE dataset = ? LIMIT ?", (dataset, ROWS_IN_STEP)
    ).fetchall()
    for key, row, thing in rows:
        connection.execute('DELETE FROM every_mention WHERE "row" = ?', (row,))
        forget_lines(connection, thing, dataset)
        connection.execute("DELETE FROM every_figure WHERE event = ? AND dataset = ?", (thing, dataset))
        connection.execute("DELETE FROM every_mark WHERE event = ? AND dataset = ?", (thing, dataset))
        connection.execute("DELETE FROM every_event WHERE key = ?", (key,))
    if not rows:
        _sweep_rest(connection, dataset)


def _sweep_rest(connection: Connection, dataset: str) -> None:
    for table in LAYERS:
        connection.execute(f"DELETE FROM {table} WHERE dataset = ?", (dataset,))
    connection.execute(
        """DELETE FROM content WHERE sha256 IN (SELECT sha256 FROM loading_part WHERE dataset = ?)
           AND sha256 NOT IN (SELECT p.value FROM dataset d,
             json_each(CASE WHEN json_valid(d.contents) THEN d.contents ELSE '[]' END) p)
           AND sha256 NOT IN (SELECT sha256 FROM loading_part WHERE dataset <> ?)""",
        (dataset, dataset),
    )
    connection.execute("DELETE FROM loading_part WHERE dataset = ?", (dataset,))
    connection.execute("DELETE FROM loading WHERE dataset = ?", (dataset,))
