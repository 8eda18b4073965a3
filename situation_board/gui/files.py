"""Opening and making situation files: on another thread, with what the window needs to go on."""

from __future__ import annotations

import contextlib
import dataclasses
import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths

from situation_board.core.actions.situations import start_situation
from situation_board.core.laptop import laptop_identity
from situation_board.core.portable import portable_folder
from situation_board.core.problems import Mistake, Trouble
from situation_board.core.schema import EXTENSION
from situation_board.core.store import Store
from situation_board.core.vocabulary import HandlingLabel


@dataclass(frozen=True)
class NewSituation:
    """What a person says about a new situation."""

    path: Path
    name: str
    timezone: str
    label: HandlingLabel
    exercise: bool
    passphrase: str | None = dataclasses.field(default=None, repr=False)
    """None makes a plain file."""


@dataclass(frozen=True)
class Opened:
    """An open store, and how to open its file again after the disk was away."""

    store: Store
    reopen: Callable[[], Store]


@dataclass(frozen=True)
class WholeFile:
    """A whole situation that was exported as JSON: what it says of itself. `proposed` is where the new file may go."""

    path: Path
    id: str
    situation: str
    changes: int
    label: str | None
    exercise: bool
    proposed: Path


def open_or_look(path: Path, *, key: bytes | None = None, person: str | None = None) -> Opened | WholeFile:
    """As `open_file`; of the JSON of a whole situation, from which a file can be made, what it says of itself."""
    if path.suffix.lower() != EXTENSION:
        from situation_board.core.importing.whole_situation import is_whole_situation

        if is_whole_situation(path):
            return look_at_whole(path)
    return open_file(path, key=key, person=person)


def look_at_whole(path: Path) -> WholeFile:
    from situation_board.core.importing.files import GivenFile
    from situation_board.core.importing.whole_situation import WholeSituation

    whole = WholeSituation(GivenFile(path))
    name, changes, label = whole.about.get("name"), whole.counts[0], whole.about.get("label")
    return WholeFile(
        path=path,
        id=whole.situation,
        situation=name if isinstance(name, str) and name else path.stem,
        changes=changes if isinstance(changes, int) else 0,
        label=label if isinstance(label, str) else None,
        exercise=bool(whole.about.get("exercise")),
        proposed=_free_beside(path),
    )


def _free_beside(path: Path) -> Path:
    """A name beside the file that is free; in the documents where nothing can be written there."""
    folder = path.parent if os.access(path.parent, os.W_OK) else documents_folder()
    for number in range(1, 100):
        found = folder / f"{path.stem}{'' if number == 1 else f' {number}'}{EXTENSION}"
        if not found.exists():
            break
    return found


def open_file(path: Path, *, key: bytes | None = None, person: str | None = None) -> Opened:
    path = path.resolve()
    reopen = partial(Store.open, path, identity=laptop_identity(person), key=key)
    return Opened(reopen(), reopen)


def close_opened(opened: Opened) -> None:
    """A file that was opened for somebody who is gone by now."""
    opened.store.close()


def make_file(new: NewSituation) -> Opened:
    first = partial(start_situation, name=new.name, timezone=new.timezone, label=new.label, exercise=new.exercise)
    key = _fresh_key(new.passphrase) if new.passphrase is not None else None
    if new.path.parent == documents_folder():  # a portable program's may not be there yet
        _make_folder(new.path.parent)
    Store.create(new.path, first, identity=laptop_identity(), key=key).close()
    return open_file(new.path, key=key)


def _fresh_key(passphrase: str) -> bytes:
    from situation_board.core.protection.passphrase import fresh_key  # nothing that plain files need

    return fresh_key(passphrase)


def make_sample(path: Path) -> Opened:
    """The sample as it was left, or a new one."""
    from situation_board.core.sample import create_sample  # builds a whole situation: not needed to start

    if not path.exists():
        _make_folder(path.parent)
        create_sample(path, identity=laptop_identity()).close()
    return open_file(path)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Trouble(f"The folder {folder} cannot be made: {error.strerror}.", do="Choose another one.") from error


def sample_path() -> Path:
    return documents_folder() / f"Syria, December 2024 (sample){EXTENSION}"


def documents_folder() -> Path:
    """Where new situations are proposed to lie: in the person's documents, or beside a portable program."""
    if beside := portable_folder():
        return beside / "situations"
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))


def proposed_backup_folder() -> Path | None:
    """Where the choice of a folder for backups begins: beside a portable program, else where the system likes."""
    beside = portable_folder()
    if beside is None:
        return None
    folder = beside / "backups"
    with contextlib.suppress(OSError):  # a stick that cannot be written: then another place is chosen
        folder.mkdir(parents=True, exist_ok=True)
    return folder


def file_filter() -> str:
    """What file dialogs show."""
    tr = QCoreApplication.translate
    return f"{tr('files', 'Situations')} (*{EXTENSION});;{tr('files', 'All files')} (*)"


def opening_filter() -> str:
    """The same, with what was exported whole."""
    tr = QCoreApplication.translate
    return f"{tr('files', 'Situations, also as JSON')} (*{EXTENSION} *.json);;{tr('files', 'All files')} (*)"


def new_file(typed: str, *, field: str = "file") -> Path:
    """The file that somebody typed the name of into a field. Mistake when it names none."""
    with contextlib.suppress(RuntimeError):  # a folder of somebody whom nobody knows
        path = Path(typed.strip()).expanduser()
        if path.name:
            return with_extension(path)
    raise Mistake(QCoreApplication.translate("files", "Say where to save it."), field=field)


def with_extension(path: Path) -> Path:
    return path if path.suffix else path.with_name(path.name + EXTENSION)
