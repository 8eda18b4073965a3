"""A file appears under its name only when it is complete; what was there before stays until then."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from situation_board.core.problems import Trouble
from situation_board.core.store.connection import explained


@contextmanager
def written_safely(path: Path) -> Iterator[Path]:
    """Where to write and compare the new file: at the end it takes the place of `path`, or nothing is left of it."""
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}.unfinished")
    with explained(path):
        try:
            yield unfinished
            with unfinished.open("rb+") as file:
                os.fsync(file.fileno())
            unfinished.replace(path)
        finally:
            with suppress(OSError):  # the stick is gone, and the unfinished file with it
                unfinished.unlink(missing_ok=True)


def not_as_written(path: Path) -> Trouble:
    return Trouble(
        f"{path.name} could not be read back as it was written.",
        kept="The former file is as it was.",
        do="Try again, or another disk.",
    )
