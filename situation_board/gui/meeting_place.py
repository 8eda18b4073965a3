"""Where programs of one person on one laptop find each other, and other people's programs do not.

On Windows at named pipes that only their user may use. Elsewhere in a folder that nobody else can enter, which is
looked at each time: a folder that somebody else laid there is not used.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
import tempfile
from pathlib import Path

from situation_board.core.laptop import settings_folder

LONGEST_ADDRESS = 100
"""Bytes: the shortest that any system takes for a socket is 104, with its end."""
DIGITS = 24


def program_address() -> str | None:
    """Where the program itself listens. Another settings folder, as a portable copy has it, is another program."""
    return _address(os.path.normcase(settings_folder().absolute()))


def file_address(path: Path) -> str | None:
    """Where the window on that file listens."""
    return _address("file", os.path.normcase(path.resolve()))


def lock_path() -> Path | None:
    """What is locked while a program finds out whether it is the first."""
    folder = private_folder()
    address = program_address()
    return folder / f"{Path(address).name}.lock" if folder and address else None


def private_folder() -> Path | None:
    """None where there is none: then programs do not meet."""
    if sys.platform == "win32":
        return Path(tempfile.gettempdir())  # below the user's own folder
    return next((folder for folder in _candidates() if _is_ours(folder)), None)


def _address(*about: str) -> str | None:
    """None where nobody can meet."""
    digest = hashlib.sha256("\n".join((_user(), *about)).encode("utf-8", "surrogateescape")).hexdigest()[:DIGITS]
    if sys.platform == "win32":
        return f"situation-board-{digest}"
    folder = private_folder()
    return str(folder / digest) if folder else None


def _user() -> str:
    return os.environ.get("USERNAME", "") if sys.platform == "win32" else str(os.geteuid())


def _candidates() -> list[Path]:
    """The session's own folder where the system makes one, else one of ours among everybody's temporary files."""
    session = os.environ.get("XDG_RUNTIME_DIR")
    temporary = Path(tempfile.gettempdir(), f"situation-board-{_user()}")
    return [*([Path(session, "situation-board")] if session else []), temporary]


def _is_ours(folder: Path) -> bool:
    """Whether it is there, made now if need be, a real folder, and closed to everybody else."""
    if sys.platform == "win32" or len(os.fsencode(folder / ("0" * DIGITS))) > LONGEST_ADDRESS:
        return False
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid() and not found.st_mode & 0o077
