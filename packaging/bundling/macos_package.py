"""What is handed out for macOS, made from the frozen program."""

from __future__ import annotations

from pathlib import Path


def prepare() -> None:
    """Write into places.WORK what packaging/situation-board.spec reads."""


def pack(bundle: Path) -> list[Path]:
    """The files for users, in places.DIST."""
    return []
