"""Writing a file whole or not at all."""

from __future__ import annotations

from pathlib import Path

from situation_board.core.store.connection import explained


def write_whole(path: Path, content: bytes) -> None:
    """What was there stays until the new one is complete. Trouble when it cannot be written."""
    unfinished = path.with_name(f".{path.name}.unfinished")
    with explained(path):
        try:
            unfinished.write_bytes(content)
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
