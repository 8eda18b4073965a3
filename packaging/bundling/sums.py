"""The SHA-256 sums of what is handed out, as `sha256sum --check` reads them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from places import DIST, stem


def write(files: Iterable[Path]) -> Path:
    path = DIST / f"{stem()}.sha256"
    lines = [f"{_sum(file)}  {file.name}\n" for file in sorted(files)]
    path.write_text("".join(lines), encoding="ascii", newline="\n")
    return path


def _sum(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
