"""A new situation file: made under a name that nobody looks at, it appears under its own when it is whole."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from situation_board.core.problems import Mistake
from situation_board.core.store.connection import explained
from situation_board.core.store.copying import set_aside_leftovers

ENDS = ("", "-wal", "-shm")


@contextmanager
def appearing(path: Path) -> Iterator[Path]:
    """Where to make the file: at the end it appears as `path`, or nothing of it is left. Mistake when something has
    that name already."""
    if path.exists():
        raise Mistake(f"{path.name} exists already.", field="file", kept="It was not changed.")
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    try:
        with explained(path):
            yield unfinished
            appear(unfinished, path)
    finally:
        for end in ENDS:
            unfinished.with_name(unfinished.name + end).unlink(missing_ok=True)


def appear(unfinished: Path, path: Path) -> None:
    """Give the finished file its name without ever replacing another; sticks (FAT) know no hard links.

    What an earlier file of that name left beside it, when it was deleted after a crash, would be played into the new
    one: it is kept under another name.
    """
    if not path.exists():
        set_aside_leftovers(path)
    try:
        os.link(unfinished, path)
    except FileExistsError:
        raise
    except OSError:
        if path.exists():
            raise FileExistsError(path) from None
        unfinished.rename(path)
