"""What the window asks of the process that works for it, and what it answers. All of it is plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from situation_board.core.importing.options import Options
from situation_board.core.importing.seeing import FileSeen
from situation_board.core.problems import Problem
from situation_board.core.store import Identity, Store

# --- asked


@dataclass(frozen=True, slots=True)
class SituationFile:
    """The file that the window has open: how it opens, who works in it, and what counts as now where that is fixed."""

    path: str
    key: bytes | None = field(repr=False)
    identity: Identity
    now: int | None


def situation_file(store: Store) -> SituationFile:
    """How another process opens what is open here."""
    return SituationFile(str(store.path.absolute()), store.key, store.identity, store.fixed_now)


@dataclass(frozen=True, slots=True)
class LookAt:
    """Look at a file: answered by Seen."""

    situation: SituationFile = field(compare=False)
    path: str
    options: Options
    format: str | None


@dataclass(frozen=True, slots=True)
class TakeIn:
    """Take in what was looked at, if it is still that file: answered by a Summary."""

    situation: SituationFile
    seen: LookAt
    sha256: str
    options: Options


@dataclass(frozen=True, slots=True)
class TidyUp:
    """Do what is left to be done afterwards, such as making the rows searchable."""

    situation: SituationFile


@dataclass(frozen=True, slots=True)
class Stop:
    """End what is being done, and leave nothing of it."""


@dataclass(frozen=True, slots=True)
class CheckFile:
    """Look whether it is sound and equals its log: answered by Findings."""

    situation: SituationFile


# --- answered


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it was looked at, and actors that are called just as its holders: name in the file -> name and id."""

    file: FileSeen
    actors: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Reached:
    """How far it is: Progress, or of a check its Look; None for nothing new."""

    progress: Any


@dataclass(frozen=True, slots=True)
class Done:
    """What was asked for is done."""

    answer: Any


@dataclass(frozen=True, slots=True)
class Stopped:
    """It was stopped; nothing of it is left."""


@dataclass(frozen=True, slots=True)
class Failed:
    """The person's mistake or the machine's trouble."""

    problem: Problem


@dataclass(frozen=True, slots=True)
class Crashed:
    """Our bug. `report` is the file that tells the makers where, if it could be written."""

    report: str | None
