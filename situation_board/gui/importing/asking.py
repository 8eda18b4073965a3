"""What the window asks in the background: a look at the file, then everything that will be saved.

A small file is looked at and taken in here. A large one is by a process of its own: reading and checking take the
interpreter for as long as they last, and a window that shares it answers late.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QCoreApplication

from situation_board.core.importing.apart.messages import LookAt, Seen, TakeIn, TidyUp, situation_file
from situation_board.core.importing.examining import Progress
from situation_board.core.importing.importing import Summary, import_file, summary_of
from situation_board.core.importing.looked import Looked
from situation_board.core.importing.seeing import FileSeen, actors_called, see_file
from situation_board.core.open_files import open_to_read
from situation_board.core.problems import Trouble
from situation_board.core.store import Store
from situation_board.gui.background import Situation
from situation_board.gui.background.child import Child, ChildEnded
from situation_board.gui.background.steps import Read, Write
from situation_board.gui.entry.suggesting import gazetteer
from situation_board.gui.entry.understanding import Typed
from situation_board.gui.entry.wording import isolated
from situation_board.gui.importing.choices import Choices, options_of

PACKED = 10
"""How many times larger a packed file is when it is read."""
LOOK_PATIENCE = 2.0
"""Seconds in which a look may end by itself: nothing is lost when its process is killed."""


@dataclass(frozen=True)
class Look:
    """A file as it was seen, and the actors that are called just as its holders. `kept` is for who looked."""

    seen: FileSeen
    known: Mapping[str, Typed]
    kept: Looked | LookAt


class Asking(Protocol):
    """Where one file is looked at and taken in."""

    def look(self, read: Read, choices: Choices) -> Generator[Progress | None, None, Look | None]:
        """None when it was stopped."""

    def take_in(
        self, read: Read, write: Write, look: Look, choices: Choices
    ) -> Generator[Progress | None, None, Summary | None]:
        """None when it was stopped: then nothing came in."""

    def end(self, *, was_taken_in: bool) -> None:
        """Nothing more is asked."""


def asking_of(situation: Situation, path: Path, *, large: int) -> Asking:
    """From `large` bytes on in a process of its own."""
    return Apart(situation, path) if is_large(path, large) else Here(path)


def is_large(path: Path, large: int) -> bool:
    """What is no file, or cannot be read, is told by who looks at it."""
    if not path.is_file():
        return False
    try:
        with open_to_read(path) as file:
            is_packed = file.read(2) == b"PK"
        return path.stat().st_size * (PACKED if is_packed else 1) >= large
    except OSError:
        return False


class Here:
    """In this program."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def look(self, read: Read, choices: Choices) -> Generator[Progress, None, Look]:
        with read() as reading:
            options = options_of(reading, choices.to_look_with)
        looked, seen = yield from see_file(read, gazetteer(), self._path, options, format=choices.format)
        with read() as reading:
            actors = actors_called(reading, [name for name, _ in seen.examined.holders])
        return Look(seen, _typed(actors), looked)

    def take_in(self, read: Read, write: Write, look: Look, choices: Choices) -> Generator[Progress, None, Summary]:
        with read() as reading:
            options = options_of(reading, choices)
        assert isinstance(look.kept, Looked)
        imported = yield from import_file(read, write, gazetteer(), look.kept, options, look.seen.examined)
        return summary_of(imported)

    def end(self, *, was_taken_in: bool) -> None:
        """Nothing is left to be ended."""


class Apart:
    """In a process of its own."""

    def __init__(self, situation: Situation, path: Path) -> None:
        self._situation = situation
        self._path = path
        self._child: Child = situation.child()

    def look(self, read: Read, choices: Choices) -> Generator[Progress | None, None, Look | None]:
        with read() as reading:
            options = options_of(reading, choices.to_look_with)
        file = self._situation.beside(situation_file)
        asked = LookAt(file, str(self._path.absolute()), options, choices.format)
        try:
            found: Seen | None = yield from self._child.ask(asked, patience=LOOK_PATIENCE)
        except ChildEnded as ended:
            again = _translated(
                "Close other programs if memory may be short; then close this and choose the file again."
            )
            raise _ended(self._path.name, do=again) from ended
        return Look(found.file, _typed(found.actors), asked) if found is not None else None

    def take_in(
        self, read: Read, write: Write, look: Look, choices: Choices
    ) -> Generator[Progress | None, None, Summary | None]:
        with read() as reading:
            options, before = options_of(reading, choices), reading.arrival
        file = self._situation.beside(situation_file)
        assert isinstance(look.kept, LookAt)
        asked = TakeIn(file, look.kept, look.seen.examined.sha256, options)
        try:
            summary: Summary | None = yield from self._child.ask(asked)
        except ChildEnded as ended:
            if _has_come_in(read, before, asked.sha256):
                raise _ended_too_late(self._path.name) from ended
            again = _translated("Close other programs if memory may be short, and import it again.")
            raise _ended(self._path.name, do=again) from ended
        write(lambda store: None)  # after which the news of what the process wrote is told
        return summary

    def end(self, *, was_taken_in: bool) -> None:
        self._situation.let_go(self._child, _tidying if was_taken_in else None)


def _tidying(store: Store) -> TidyUp:
    return TidyUp(situation_file(store))


def _has_come_in(read: Read, before: int, sha256: str) -> bool:
    """Whether this laptop imported that file since that arrival: another one may have come in meanwhile. Of a list of
    places nothing says which file it was."""
    with read() as reading:
        return reading.value(_CAME_IN, before, reading.identity.laptop, sha256) is not None


_CAME_IN = """SELECT 1 FROM log l WHERE l.arrival > ? AND l.label = 'import' AND l.laptop = ? AND NOT EXISTS (
    SELECT 1 FROM log m JOIN dataset d ON d.id = m."row"
    WHERE m.action = l.action AND m."table" = 'dataset' AND m.slot = 'new' AND d.file_sha256 <> ?) LIMIT 1"""


def _ended(name: str, *, do: str) -> Trouble:
    """Beside the fields only what happened and what to do is told."""
    happened = _translated("What worked on {0} was ended, by the system or by a fault; nothing was imported.")
    return Trouble(happened.format(isolated(name)), do=do)


def _ended_too_late(name: str) -> Trouble:
    happened = _translated("What worked on {0} was ended, after the file had come in.").format(isolated(name))
    return Trouble(happened, do=_translated("Look at it in the list of imported files."))


def _typed(actors: Mapping[str, tuple[str, str]]) -> dict[str, Typed]:
    return {called: Typed(name, ((name, id),)) for called, (name, id) in actors.items()}


def _translated(text: str) -> str:
    return QCoreApplication.translate("Importing", text)
