"""What tests of imports ask for again and again."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from situation_board.core.gazetteer import Gazetteer
from situation_board.core.importing.examining import Examined, Progress
from situation_board.core.importing.importing import Replaced, examine_file, prepare_file
from situation_board.core.importing.incoming import Given
from situation_board.core.importing.known_formats import FORMATS
from situation_board.core.importing.loading import load
from situation_board.core.importing.looked import Looked
from situation_board.core.importing.notes import Notes
from situation_board.core.importing.options import Options
from situation_board.core.importing.packed import opened
from situation_board.core.store import Saved, Store

Answer = TypeVar("Answer")
ZONE = ZoneInfo("Asia/Damascus")
NOW = 1_733_659_200_000


def options(**said: Any) -> Options:
    return Options(zone=ZONE, now=NOW, **said)


def end_of(steps: Generator[Progress, None, Answer]) -> Answer:
    """What comes after the last step."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            answer: Answer = end.value
            return answer


def written(folder: Path, name: str, content: str | bytes, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


@dataclass(frozen=True)
class Taken:
    """The rows that a format reads from a file, and its notes."""

    format: str
    rows: list[Given]
    notes: Notes

    @property
    def decided(self) -> list[str]:
        return [decision.what for decision in self.notes.decisions()]


def taken(path: Path, **said: Any) -> Taken:
    """Recognise and read a file."""
    looked = Looked(opened(path))
    format = next(each for each in FORMATS if each.recognise(looked))
    notes = Notes()
    looked.file.tell(notes)
    return Taken(format.name, list(format.read(looked, options(**said), notes)), notes)


def examined(store: Store, path: Path, **said: Any) -> Examined:
    with store.reading() as reading:
        chosen = Options(zone=reading.zone, now=reading.now, **said)
    with Gazetteer() as gazetteer:
        return end_of(examine_file(store.reading, gazetteer, path, chosen))[1]


def imported(store: Store, path: Path, **said: Any) -> tuple[Saved, Replaced | None]:
    """Import a file as the command line does."""
    with store.reading() as reading:
        chosen = Options(zone=reading.zone, now=reading.now, **said)
    with Gazetteer() as gazetteer:
        looked, found = end_of(examine_file(store.reading, gazetteer, path, chosen))
        prepared, replaced = end_of(prepare_file(store.reading, gazetteer, looked, chosen, found))
        return store.do(load, gazetteer, prepared), replaced
