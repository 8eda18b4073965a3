"""Looking at what would be written, and writing it: in steps, in the background."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

from situation_board.core.exporting.extracting import make_extract, preview
from situation_board.core.exporting.kinds import KINDS
from situation_board.core.exporting.tables import EVERYTHING, exporting
from situation_board.core.exporting.whole import write_whole
from situation_board.core.importing.examining import Progress
from situation_board.core.protection.passphrase import fresh_key
from situation_board.core.snapshot.labels import strictest_held, usual_label
from situation_board.core.vocabulary import HandlingLabel, SheetProfile
from situation_board.gui.background.steps import Read
from situation_board.gui.exporting.choices import EXTRACT, WHOLE, Choice

SINGLE = {"cards": "card", "events": "event", **KINDS}


@dataclass(frozen=True)
class Look:
    """What would stand in the file. `told` and `withheld` are numbers by table; of the whole situation `changes`."""

    label: HandlingLabel
    told: dict[str, int]
    withheld: dict[str, int]
    conflicts: int = 0
    changes: int | None = None


def look(read: Read, *, choice: Choice) -> Generator[None, None, Look]:
    """Count it without writing anything."""
    with read() as reading:
        label = choice.label or usual_label(reading)
        if choice.what == WHOLE:
            changes = int(reading.value("SELECT count(*) FROM log"))
            yield
            return Look(strictest_held(reading), {}, {}, changes=changes)
        profile = choice.profile if choice.what == EXTRACT else SheetProfile.FULL
        seen = yield from preview(reading, label, profile)
    if choice.what == EXTRACT:
        return Look(label, seen.told, seen.withheld, seen.conflicts)
    wanted = set(SINGLE.values()) if choice.what == EVERYTHING else {SINGLE[choice.what]}
    told = {table: seen.told.get(table, 0) for table in wanted}
    return Look(label, told, {table: count for table, count in seen.withheld.items() if table in wanted})


def write(read: Read, *, choice: Choice, path: Path) -> Generator[Progress, None, int]:
    """Write it; returns how many rows or changes stand in it."""
    if choice.what == WHOLE:
        whole = yield from write_whole(read, path, with_attachments=choice.with_attachments)
        return whole.changes
    if choice.what == EXTRACT:
        yield Progress(0, None)
        key = fresh_key(choice.passphrase) if choice.passphrase else None
        made = yield from make_extract(read, path, label=choice.label, profile=choice.profile, key=key)
        return sum(made.told.values())
    written = yield from exporting(read, path, choice.what, label=choice.label, hxl=choice.hxl)
    return written.rows
