"""What the window asks in the background: a look at the file, then everything that will be saved."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass
from pathlib import Path

from situation_board.core.importing.examining import Progress
from situation_board.core.importing.importing import Imported, import_file
from situation_board.core.importing.seeing import FileSeen, see_file
from situation_board.core.questions.naming import find
from situation_board.gui.background.steps import Read, Write
from situation_board.gui.entry.suggesting import gazetteer
from situation_board.gui.entry.understanding import Typed
from situation_board.gui.importing.choices import Choices, options_of


@dataclass(frozen=True)
class Look:
    """A file as it was seen, and the actors that are called just as its holders are."""

    seen: FileSeen
    known: Mapping[str, Typed]


def look_at_file(read: Read, path: Path, choices: Choices) -> Generator[Progress, None, Look]:
    with read() as reading:
        options = options_of(reading, choices.to_look_with)
    seen = yield from see_file(read, gazetteer(), path, options, format=choices.format)
    known: dict[str, Typed] = {}
    with read() as reading:
        for name, _ in seen.examined.holders:
            found = find(reading, name, ["actor"])
            if len(found) == 1:
                known[name] = Typed(found[0].name, ((found[0].name, found[0].id),))
    return Look(seen, known)


def take_in(read: Read, write: Write, look: Look, choices: Choices) -> Generator[Progress, None, Imported]:
    with read() as reading:
        options = options_of(reading, choices)
    seen = look.seen
    return (yield from import_file(read, write, gazetteer(), seen.looked, options, seen.examined))
