"""An extract for others: a new situation with a fresh log that holds what may be told under a label, no more.

It is made from rows, not from changes: what a field said before, who entered it and on which laptop never goes along.
It is marked as an extract for good and is never merged with what it was made from. See packaging/decisions/0025.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import secrets
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from situation_board.core import times
from situation_board.core.actions.drafting import new_row_draft, strike_row
from situation_board.core.encoding import values_of
from situation_board.core.exporting.outward import InFull, Outward
from situation_board.core.exporting.redacting import Redacted, Withheld
from situation_board.core.exporting.safely import not_as_written
from situation_board.core.exporting.selecting import Selection, select
from situation_board.core.exporting.standing import STEP
from situation_board.core.extracts import MARK, Extract, extract_of, mark_of
from situation_board.core.ids import new_id
from situation_board.core.importing.examining import Progress
from situation_board.core.integrity import check
from situation_board.core.problems import Mistake
from situation_board.core.rows import TABLES, Dataset, Event, Fact, Row
from situation_board.core.schema import EXTENSION
from situation_board.core.snapshot.labels import label_of_rank, rank_of, usual_label, withheld
from situation_board.core.store import Changes, Clock, Draft, Identity, Reading, Store
from situation_board.core.store.connection import explained
from situation_board.core.store.contents import content_of
from situation_board.core.store.copying import set_aside_leftovers
from situation_board.core.store.datasets import ROWS_IN_PART, DatasetRow, packed, row_id, rows_of
from situation_board.core.store.log import every_change
from situation_board.core.times import Precision, Time
from situation_board.core.vocabulary import HandlingLabel, SheetProfile

Read = Callable[[], AbstractContextManager[Reading]]
MAKER = Identity("extract")
"""No laptop and no person stand in an extract."""
ORDER = (
    *("location", "actor", "source", "route", "message", "report", "attachment", "link", "card", "presence"),
    *(
        "dataset",
        "event",
        "status",
        "verification",
        "claim",
        "route_status",
        "rating",
        "presence_status",
        "task",
        "same_as",
    ),
)
"""Each after what it is read with."""
FEW_ROWS = 20_000
BATCH = 200
"""Rows that are saved in one step."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What an extract would hold, by table; what its label holds back; and what a redaction withholds besides.

    `conflicts` are open: an extract tells the later value only.
    """

    told: dict[str, int]
    withheld: dict[str, int]
    conflicts: int


@dataclass(frozen=True, slots=True)
class Extracted:
    """An extract that was written, opened again and compared. `redacted` is what a redaction withheld, None in full."""

    path: Path
    told: dict[str, int]
    withheld: dict[str, int]
    redacted: Withheld | None


def preview(
    reading: Reading, label: HandlingLabel | None, profile: SheetProfile = SheetProfile.FULL
) -> Generator[None, None, Preview]:
    """What an extract would tell and what it would leave out, without making it."""
    selection = yield from select(reading, chosen_label(reading, label))
    outward = _outward(selection, profile)
    told = {table: count for table, count in selection.counts().items() if outward.tells(table)}
    conflicts = int(reading.value("SELECT count(*) FROM conflict"))
    return Preview(told, withheld(reading, selection.label, ORDER), conflicts)


def make_extract(
    read: Read,
    path: Path,
    *,
    label: HandlingLabel | None = None,
    profile: SheetProfile = SheetProfile.FULL,
    key: bytes | None = None,
    now: Clock | None = None,
) -> Generator[Progress, None, Extracted]:
    """Write an extract under a label (else the situation's own), open it and compare; only then it gets its name.

    Each yield is progress and a place to stop; then nothing is left of it. With a key it is protected.
    """
    if path.suffix.lower() != EXTENSION:
        raise Mistake(f"{path.name}: an extract is a situation, and ends in {EXTENSION}.", field="out")
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}.unfinished")
    try:
        with explained(path):
            with read() as reading:
                made = yield from _make(reading, unfinished, chosen_label(reading, label), profile, key, now)
            yield Progress(sum(made.told.values()), None)
            _compare(unfinished, path, made, key)
            set_aside_leftovers(path)
            unfinished.replace(path)
    finally:
        for end in ("", "-wal", "-shm"):
            with suppress(OSError):
                unfinished.with_name(unfinished.name + end).unlink(missing_ok=True)
    return dataclasses.replace(made, path=path)


def chosen_label(reading: Reading, label: HandlingLabel | None) -> HandlingLabel:
    return label if label is not None else usual_label(reading)


def _outward(selection: Selection, profile: SheetProfile) -> InFull | Redacted:
    return Redacted(selection) if profile is SheetProfile.REDACTED else InFull(selection)


def _make(
    reading: Reading, path: Path, label: HandlingLabel, profile: SheetProfile, key: bytes | None, now: Clock | None
) -> Generator[Progress, None, Extracted]:
    steps = select(reading, label)
    selection = yield from _with_progress(steps)
    outward = _outward(selection, profile)
    told: Counter[str] = Counter(situation=1)
    expected = sum(count for table, count in selection.counts().items() if outward.tells(table))
    with Store.create(path, _beginning(reading, label, profile), identity=MAKER, key=key, now=now) as store:
        for rows in _rows(selection, outward):
            store.do(_adding, rows)
            told.update(_counted(rows))
            done = sum(told.values())
            yield Progress(done, min(done / max(expected, 1), 1.0))
    redacted = outward.withheld if isinstance(outward, Redacted) else None
    return Extracted(path, dict(told), withheld(reading, label, ORDER), redacted)


def _with_progress(steps: Generator[None, None, Selection]) -> Generator[Progress, None, Selection]:
    while True:
        try:
            next(steps)
        except StopIteration as end:
            selection: Selection = end.value
            return selection
        yield Progress(0, None)


# --- rows


@dataclass(frozen=True, slots=True)
class _Out:
    """A row that goes out, with the bytes that it names. `events` is how many rows of a file stand in these."""

    row: Row
    contents: tuple[bytes, ...] = ()
    events: int = 0
    struck: bool = False


def _rows(selection: Selection, outward: Outward) -> Iterator[list[_Out]]:
    """What goes out, in lists."""
    for table in ORDER:
        if not outward.tells(table):
            continue
        if table == "dataset":
            yield from _datasets(selection, outward)
            continue
        for rows in _of_table(selection, table):
            told = [out for row in rows if (out := _out(selection, outward, row)) is not None]
            told = [*(_Out(row) for row in outward.extra()), *told]
            if told:
                yield told


def _of_table(selection: Selection, table: str) -> Iterator[list[Row]]:
    """Facts in the order in which they count, as the one that counts last has seen the others."""
    if issubclass(TABLES[table], Fact):
        rows = sorted((row for rows in selection.told_rows(table) for row in rows), key=_when)
        yield from (rows[at : at + BATCH] for at in range(0, len(rows), BATCH))
        return
    yield from selection.told_rows(table)
    if struck := sorted(selection.struck[table]):
        found = selection.reading.rows_by_id(TABLES[table], struck)
        yield [found[row] for row in struck]


def _when(row: Row) -> tuple[int, int, str, int]:
    assert isinstance(row, Fact)
    as_of = getattr(row, "as_of", None)
    return (as_of.earliest if as_of else 0, row.lamport, row.writer, row.seq)


def _out(selection: Selection, outward: Outward, row: Row) -> _Out | None:
    told = outward.row(row)
    if told is None:
        return None
    sha256 = getattr(row, "sha256", None)
    content = content_of(selection.reading.connection, sha256) if sha256 else None
    return _Out(told, (content,) if content is not None else (), struck=row.voided)


def _datasets(selection: Selection, outward: Outward) -> Iterator[list[_Out]]:
    """Imported files with the rows that are told, packed anew."""
    for rows in selection.told_rows("dataset"):
        for row in rows:
            told = outward.row(row)
            if isinstance(row, Dataset) and isinstance(told, Dataset):
                yield [*(_Out(each) for each in outward.extra()), _packed(selection, outward, row, told)]


def _packed(selection: Selection, outward: Outward, dataset: Dataset, told: Dataset) -> _Out:
    origin = told.origin if isinstance(outward, InFull) else new_id()
    rows, parts, count = [], [], 0
    first, last = None, None
    for key, line, event in _imported(selection, dataset):
        key = key if isinstance(outward, InFull) else str(count + 1)
        told_event = outward.imported(event, origin or "", key)
        for time in (told_event.starts, told_event.ends):
            if time is not None:
                first = time.earliest if first is None else min(first, time.earliest)
                last = time.latest if last is None else max(last, time.latest)
        values = {name: value for name, value in values_of(told_event).items() if value is not None and value != []}
        rows.append(DatasetRow(key, line, values))
        count += 1
        if len(rows) == ROWS_IN_PART:
            parts.append(packed(rows))
            rows = []
    parts += [packed(rows)] if rows else []
    row = dataclasses.replace(
        told,
        origin=origin,
        contents=json.dumps([hashlib.sha256(part).hexdigest() for part in parts]),
        rows=count,
        first=_moment(first),
        last=_moment(last),
        replaces=None,
        name=told.name if isinstance(outward, InFull) else told.format,
    )
    return _Out(row, tuple(parts), count)


def _imported(selection: Selection, dataset: Dataset) -> Iterator[tuple[str, int, Event]]:
    """The told rows of an imported file with the publisher's key and the line in it."""
    reading = selection.reading
    rows = rows_of(reading.connection, dataset.id)
    while some := {row_id(dataset.id, row.key, row.line): row for row in islice(rows, STEP)}:
        events = reading.rows_by_id(Event, some)
        for found, row in some.items():
            event = events.get(found)
            if event is not None and not event.voided and selection.tells_import(found, dataset.id):
                yield row.key, row.line, event


def _moment(milliseconds: int | None) -> Time | None:
    return None if milliseconds is None else Time(milliseconds, milliseconds, Precision.SECOND)


# --- writing


def _beginning(reading: Reading, label: HandlingLabel, profile: SheetProfile) -> Callable[[Reading], Changes]:
    """The first change of an extract: its settings, and the mark that it is one."""
    was = reading.situation
    told = label_of_rank(max(rank_of(usual_label(reading)), rank_of(label)))
    situation = dataclasses.replace(was, id=new_id(), label=told, note=None)
    mark = mark_of(Extract(label, profile, times.exactly(reading.now)))
    draft = new_row_draft(situation)
    changes = Changes("extract", [dataclasses.replace(draft, fields={**draft.fields, MARK: mark})], (situation.id,))
    return lambda _: changes


def _adding(reading: Reading, rows: list[_Out]) -> Changes:
    drafts: list[Draft] = []
    for out in rows:
        drafts.append(new_row_draft(out.row))
        drafts += [strike_row(out.row, None)] if out.struck else []
    return Changes("extract", drafts, contents=[content for out in rows for content in out.contents])


def _counted(rows: list[_Out]) -> Counter[str]:
    from situation_board.core.store.reading import TABLE_OF

    found = Counter(TABLE_OF[type(out.row)] for out in rows)
    return found + Counter(event=sum(out.events for out in rows))


def _compare(unfinished: Path, path: Path, made: Extracted, key: bytes | None) -> None:
    """What lies on the disk is sound, is what was told, and is marked."""
    with Store.open(unfinished, key=key) as store, store.reading() as reading:
        counts = {table: int(reading.value(f'SELECT count(*) FROM "{table}"')) for table in TABLES}
        is_whole = {table: count for table, count in counts.items() if count} == made.told
        if not is_whole or extract_of(reading) is None or not _is_sound(reading, sum(made.told.values())):
            raise not_as_written(path)


def _is_sound(reading: Reading, rows: int) -> bool:
    """Of many rows what is derived is not made a second time: that takes as long again, and all of it in memory."""
    if rows <= FEW_ROWS:
        return check(reading).clean
    pages = reading.all("PRAGMA quick_check(1)")
    return pages == [("ok",)] and all(change.digest() == change.sha256 for change in every_change(reading.connection))
