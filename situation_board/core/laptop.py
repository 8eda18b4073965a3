"""This laptop: where its settings lie, what it is called in the history, and who is on duty at it.

Nothing here is needed to open a situation: where the folder cannot be written, settings are forgotten at the end of
the run and the laptop has an id for that run only.
"""

from __future__ import annotations

import json
import os
import platform
import secrets
import tempfile
from functools import cache
from pathlib import Path

import platformdirs

from situation_board.core.portable import portable_folder
from situation_board.core.store import Identity

FOLDER_VARIABLE = "SITBOARD_CONFIG_DIR"
ID_FILE = "laptop-id"
DUTY_FILE = "duty.json"
ID_DIGITS = 12
SHOWN_DIGITS = 4
LONGEST_NAME = 60


def settings_folder() -> Path:
    """The folder of the program's settings; it may not exist yet. Never in the program's own folder."""
    if given := os.environ.get(FOLDER_VARIABLE):
        return Path(given)
    if beside := portable_folder():
        return beside / "settings"
    return platformdirs.user_config_path("situation-board", appauthor=False)


def laptop_identity(person: str | None = None) -> Identity:
    """Who works where, as the history names it. A person given counts before the one on duty."""
    return Identity(f"{laptop_name()} ({laptop_id()[:SHOWN_DIGITS]})", _tidy(person) or person_on_duty())


def laptop_id() -> str:
    """A random id, made once for this laptop; it keeps two laptops of one name apart."""
    folder = settings_folder()
    return _read_id(folder) or _make_id(folder) or _id_for_this_run()


def laptop_name() -> str:
    """What people call this laptop: the name it was given, else the host's."""
    return _tidy(_duty().get("laptop")) or _tidy(platform.node().partition(".")[0]) or "laptop"


def set_laptop_name(name: str | None) -> None:
    """Call this laptop so from now on; None goes back to the host's name. What it wrote keeps the former name."""
    _keep("laptop", name)


def person_on_duty() -> str | None:
    """The role or initials of who works at this laptop now."""
    return _tidy(_duty().get("person"))


def set_person(person: str | None) -> None:
    """Another person is on duty at this laptop."""
    _keep("person", person)


def write_whole(path: Path, text: str) -> bool:
    """Replace a file so that readers see the old or the new text, never half. False when it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = _write_beside(path, text)
        try:
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _write_beside(path: Path, text: str) -> Path:
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    return Path(name)


def _read_id(folder: Path) -> str | None:
    try:
        found = (folder / ID_FILE).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return found if len(found) == ID_DIGITS and found.isalnum() else None


def _make_id(folder: Path) -> str | None:
    """Of two programs that make it at once, both get the id of the first."""
    path = folder / ID_FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = _write_beside(path, secrets.token_hex(ID_DIGITS // 2))
        try:
            _appear(unfinished, path)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError:
        return None
    return _read_id(folder)


def _appear(unfinished: Path, path: Path) -> None:
    try:
        os.link(unfinished, path)
    except FileExistsError:
        if _read_id(path.parent) is None:  # damaged: an id that nobody can read is none
            unfinished.replace(path)
    except OSError:  # file systems without hard links
        unfinished.replace(path)


@cache
def _id_for_this_run() -> str:
    return secrets.token_hex(ID_DIGITS // 2)


def _duty() -> dict[str, object]:
    try:
        found = json.loads((settings_folder() / DUTY_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return dict(_kept_for_this_run)
    return {**(found if isinstance(found, dict) else {}), **_kept_for_this_run}


_kept_for_this_run: dict[str, str | None] = {}
"""What could not be written."""


def _keep(name: str, value: str | None) -> None:
    settings = {**_duty(), name: _tidy(value)}
    if write_whole(settings_folder() / DUTY_FILE, json.dumps(settings, ensure_ascii=False)):
        _kept_for_this_run.pop(name, None)
    else:
        _kept_for_this_run[name] = _tidy(value)


def _tidy(text: object) -> str | None:
    """One short line; None when nothing is left."""
    return " ".join(text.split())[:LONGEST_NAME] or None if isinstance(text, str) else None
