"""A program on a stick keeps what it remembers beside itself, and leaves nothing on the laptops it is run on.

A file `portable.toml` beside the frozen program makes it so; on macOS beside the .app. It may be empty, or say
`folder = "NAME"`: how the folder beside it is called.
"""

from __future__ import annotations

import sys
import tomllib
from functools import cache
from pathlib import Path

MARKER = "portable.toml"
FOLDER = "Situation Board data"
LONGEST_MARKER = 10_000


def portable_folder() -> Path | None:
    """Where a portable program keeps everything of its own; it may not exist yet. None for an installed one."""
    program = program_folder()
    return None if program is None else _folder_beside(program)


def as_kept(path: Path) -> str:
    """How a portable program remembers a path: from its own folder if it lies there, for the stick's name changes."""
    program = program_folder()
    if program is None or portable_folder() is None or not path.is_relative_to(program):
        return str(path)
    return path.relative_to(program).as_posix()


def from_kept(text: str) -> Path:
    """The path that `as_kept` told of."""
    program = program_folder()
    path = Path(text)
    return path if program is None or path.is_absolute() else program / path


def program_folder() -> Path | None:
    """The folder that the frozen program lies in. None when run from a checkout or an installed package."""
    if not getattr(sys, "frozen", False):
        return None
    program = Path(sys.executable).resolve()
    application = next((parent for parent in program.parents if parent.suffix == ".app"), program)
    return application.parent


@cache
def _folder_beside(program: Path) -> Path | None:
    marker = program / MARKER
    return program / _name_in(marker) if marker.is_file() else None


def _name_in(marker: Path) -> str:
    """The folder's name as the marker says. One that would lead elsewhere, or cannot be read, is not followed."""
    try:
        with marker.open("rb") as file:
            said = tomllib.loads(file.read(LONGEST_MARKER).decode("utf-8-sig")).get("folder")
    except (OSError, ValueError):
        return FOLDER
    return said if isinstance(said, str) and _is_name(said) else FOLDER


def _is_name(text: str) -> bool:
    return text not in {"", ".", ".."} and not set(text) & set("/\\:\0")
