"""Everything that can still be read in a damaged file, brought into a new one of the same situation.

The log counts first: each change proves itself by its SHA-256. What the log lost is taken from the tables, where these
can be read, as changes of today. The new file merges with backups and with other laptops' files.
"""

from __future__ import annotations

import hashlib
import secrets
import shutil
import tempfile
import time
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice
from pathlib import Path
from uuid import UUID

from situation_board.core.actions.drafting import new_row_draft, strike_row
from situation_board.core.encoding import columns_of, row_maker
from situation_board.core.ids import new_id
from situation_board.core.integrity import check
from situation_board.core.open_files import copy_bytes, open_to_read
from situation_board.core.problems import Mistake, Trouble
from situation_board.core.rows import TABLES, Row, Situation
from situation_board.core.safekeeping.wreck import Wreck, open_wreck
from situation_board.core.schema import base_of
from situation_board.core.steps import end_of
from situation_board.core.store import NEW, Change, Changes, Draft, Identity, Reading, Store
from situation_board.core.store.connection import HEADER, explained
from situation_board.core.store.derived import derive_everything
from situation_board.core.store.log import SELECT_CHANGE, change_from
from situation_board.core.store.new_files import appear

LEAST_BYTES_OF_CHANGE, LEAST_BYTES_OF_ROW = 128, 40
"""A change has 128 digits of ids and hashes alone, a row an id of 36: so a file's size says how many it can hold."""
ABOUT_LOSS = frozenset({"reference", "content", "dataset"})
LONGEST_TAIL = 1_000
"""Keys beyond the latest of which anything is known that are looked for."""
CHANGES_A_STEP, CONTENTS_A_STEP = 1_000, 16
LEFT_OVER_AFTER = 3600.0
"""Seconds after which what lies beside the new file is no other program's work any more."""


class Stage(StrEnum):
    """What a salvage is doing."""

    COPYING = "copying"
    READING = "reading"
    WRITING = "writing"
    CHECKING = "checking"


@dataclass(frozen=True)
class Step:
    """How far a salvage is: of `whole` things `done`; None when nobody knows how many there are."""

    stage: Stage
    done: int = 0
    whole: int | None = None


Steps = Generator[Step, None, "Salvaged"]


@dataclass(frozen=True)
class Salvaged:
    """What a salvage brought out.

    `lost_changes` counts changes that are known to have been there; `may_lack_latest` says that there may have been
    later ones of which nothing is known. `from_tables` counts what the log lost and the tables still had. `missing`
    names what else is not there, in words.
    """

    path: Path
    changes: int
    contents: int
    from_tables: int
    lost_changes: int
    may_lack_latest: bool
    is_same_situation: bool
    missing: tuple[str, ...]

    @property
    def is_complete(self) -> bool:
        return not (self.lost_changes or self.may_lack_latest or self.missing or not self.is_same_situation)


@dataclass
class _Log:
    changes: list[Change]
    highest: int
    ended: bool


def salvage(path: Path, out: Path, *, key: bytes | None, identity: Identity = Identity()) -> Salvaged:  # noqa: B008
    """Bring everything readable into `out`. The damaged file is only read.

    Mistake when the key is missing or `out` exists; Trouble when nothing can be read, or with the wrong key.
    """
    return end_of(salvaging(path, out, key=key, identity=identity))


def salvaging(path: Path, out: Path, *, key: bytes | None, identity: Identity = Identity()) -> Steps:  # noqa: B008
    """The same in steps, each a place to stop. `out` gets its name when it is whole; nothing is left before."""
    with explained(path):
        if not path.is_file():
            raise Mistake(f"There is no file {path}.", field="file")
        if out.exists():
            raise Mistake(f"{out.name} exists already.", field="out", kept="It was not changed.")
        _remove_left_over(out.absolute().parent)
        yield Step(Stage.COPYING)
        with _copy(path, out, key) as wreck, _unfinished(out) as unfinished:
            told = yield from _bring_out(wreck, path, unfinished, key, identity)
            appear(unfinished, out)
    return replace(told, path=out)


def _bring_out(wreck: Wreck, path: Path, out: Path, key: bytes | None, identity: Identity) -> Steps:
    size = path.stat().st_size
    log = yield from _read_log(wreck, size)
    rows = yield from _read_rows(wreck, size, 2 * log.highest + LONGEST_TAIL)
    if not log.changes and not rows:
        raise _nothing(path, key)
    with Store.create(out, lambda reading: Changes("salvage", ()), identity=identity, key=key) as store:
        contents = yield from _write_contents(store, wreck, size)
        yield from _write_changes(store, log.changes)
        from_tables = 0 if _is_complete(log) else len(store.do(_add_rows, rows).ids)
        is_same = _has_situation(store)
        if not is_same:
            store.do(_begin, path.stem)
        yield Step(Stage.CHECKING)
        store.do(_derive_anew)
        missing = tuple(_missing(store))
    lost = log.highest - len(log.changes)
    return Salvaged(out, len(log.changes), contents, from_tables, lost, not log.ended, is_same, missing)


@contextmanager
def _copy(path: Path, out: Path, key: bytes | None) -> Iterator[Wreck]:
    """The damaged file from a copy beside the new one, so that it stays as it is; on no third disk."""
    with tempfile.TemporaryDirectory(prefix=".salvage-", dir=out.absolute().parent) as folder:
        copy = Path(folder) / "damaged.sitboard"
        for end in ("", "-wal"):
            source = path.with_name(path.name + end)
            if source.exists():
                copy_bytes(source, copy.with_name(copy.name + end))
        wreck = open_wreck(copy, key)
        if wreck is None:
            raise _nothing(path, key)
        with closing(wreck):
            yield wreck


@contextmanager
def _unfinished(out: Path) -> Iterator[Path]:
    """Where the new file is written before it has its name; nothing is left there."""
    unfinished = out.with_name(f".{out.name}.{secrets.token_hex(4)}.salvaging")
    try:
        yield unfinished
    finally:
        for end in ("", "-wal", "-shm", "-journal"):
            unfinished.with_name(unfinished.name + end).unlink(missing_ok=True)


def _remove_left_over(folder: Path) -> None:
    """What a salvage that was killed left behind."""
    with suppress(OSError):
        for pattern in (".salvage-*", ".*.salvaging*"):
            for found in folder.glob(pattern):
                if time.time() - found.stat().st_mtime > LEFT_OVER_AFTER:
                    shutil.rmtree(found) if found.is_dir() else found.unlink()


def _nothing(path: Path, key: bytes | None) -> Mistake | Trouble:
    if key is None:
        with open_to_read(path) as file:
            if file.read(len(HEADER)) != HEADER:
                return Mistake(
                    f"Nothing can be read in {path.name}: it is protected, or too badly damaged.",
                    field="key",
                    do="If it is protected, give its key. Else go on from the latest backup.",
                )
    words = "wrong key, or too badly damaged" if key is not None else "it is too badly damaged"
    return Trouble(
        f"Nothing can be read in {path.name}: {words}.", kept="It was not changed.", do="Go on from the latest backup."
    )


# --- reading


def _read_log(wreck: Wreck, size: int) -> Generator[Step, None, _Log]:
    """The changes that are what their writers wrote, and the latest arrival of which anything is known."""
    most = size // LEAST_BYTES_OF_CHANGE
    newest = wreck.value("SELECT max(arrival) FROM log")
    indexed = wreck.value("SELECT max(rowid) FROM log INDEXED BY log_by_lamport")
    highest = max(0, *(min(int(found), most) for found in (newest, indexed, 0) if found is not None))
    most = min(most, highest + LONGEST_TAIL) if highest else most
    changes: list[Change] = []
    for arrival, *line in wreck.lines(SELECT_CHANGE.replace("SELECT", "SELECT arrival,", 1), "arrival", most):
        highest = max(highest, min(arrival, most))
        change = _change(line)
        if change is not None:
            changes.append(change)
        if len(changes) % CHANGES_A_STEP == 0:
            yield Step(Stage.READING, len(changes), highest)
    return _Log(changes, highest, ended=newest is not None)


def _change(line: list[object]) -> Change | None:
    try:
        change = change_from(line)
        return change if change.digest() == change.sha256 else None
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _is_complete(log: _Log) -> bool:
    return log.ended and log.highest == len(log.changes)


def _read_rows(wreck: Wreck, size: int, most: int) -> Generator[Step, None, list[tuple[str, Row]]]:
    """The rows of the tables that were not imported, as far as they make sense.

    Each was made by a change, so there are hardly more keys than `most`; imported ones stand among the events.
    """
    rows: list[tuple[str, Row]] = []
    for table in TABLES:
        yield Step(Stage.READING, len(rows))
        columns = ", ".join(f'"{column}"' for column in columns_of(table))
        dataset = ", dataset" if table == "event" else ", NULL"
        select = f'SELECT key, {columns}{dataset} FROM "{wreck.table(base_of(table), table)}"'
        greatest = size // LEAST_BYTES_OF_ROW
        for _, *values, imported in wreck.lines(select, "key", greatest if table == "event" else min(most, greatest)):
            row = _row(table, tuple(values)) if imported is None else None
            if row is not None:
                rows.append((table, row))
    return rows


def _row(table: str, values: tuple[object, ...]) -> Row | None:
    try:
        UUID(str(values[0]))
        return row_maker(table)(values)
    except (ValueError, TypeError, KeyError, AttributeError, IndexError):
        return None


def _contents(wreck: Wreck, size: int) -> Iterator[tuple[str, bytes]]:
    """The pictures, documents and stored rows that are what was saved."""
    most = size // LEAST_BYTES_OF_ROW
    for _, sha256, content in wreck.lines("SELECT rowid, sha256, bytes FROM content", "rowid", most):
        if isinstance(content, bytes) and hashlib.sha256(content).hexdigest() == sha256:
            yield sha256, content


# --- writing


def _write_contents(store: Store, wreck: Wreck, size: int) -> Generator[Step, None, int]:
    """Before the changes that name them. Returns how many they were."""
    contents, count = _contents(wreck, size), 0
    while batch := list(islice(contents, CONTENTS_A_STEP)):
        store.take_in((), batch)
        count += len(batch)
        yield Step(Stage.WRITING, count)
    return count


def _write_changes(store: Store, changes: list[Change]) -> Generator[Step, None, None]:
    """In the order in which the file had them."""
    for start in range(0, len(changes), CHANGES_A_STEP):
        yield Step(Stage.WRITING, start, len(changes))
        store.take_in(changes[start : start + CHANGES_A_STEP])


def _has_situation(store: Store) -> bool:
    with store.reading() as reading:
        return bool(reading.rows(Situation))


def _add_rows(reading: Reading, rows: list[tuple[str, Row]]) -> Changes:
    made = set(reading.all('SELECT DISTINCT "table", "row" FROM log'))
    lost = {(table, row.id): row for table, row in rows if (table, row.id) not in made}
    drafts: list[Draft] = []
    for row in lost.values():
        drafts.append(new_row_draft(row))
        drafts += [strike_row(row, row.voided_why)] if row.voided else []
    return Changes("salvage", drafts, tuple(row for _, row in lost))


def _begin(reading: Reading, name: str) -> Changes:
    situation = new_id()
    return Changes("salvage", [Draft("situation", situation, situation, NEW, {"name": name, "timezone": "UTC"})])


def _derive_anew(reading: Reading) -> Changes:
    """Of a log with gaps, what is made step by step may differ from what is made at once."""
    derive_everything(reading.connection)
    return Changes("salvage", ())


def _missing(store: Store) -> Iterator[str]:
    with store.reading() as reading:
        yield from (found.what for found in check(reading).found if found.kind in ABOUT_LOSS)
