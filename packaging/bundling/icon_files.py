"""The icons of the program, as packaging/make_icons.py makes them, and whether they are complete and up to date."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

PACKAGING = Path(__file__).resolve().parents[1]
FOLDER = PACKAGING / "icons"
DRAWING = PACKAGING.parent / "resources" / "icon.svg"
ICO, ICNS, LIST = "situation-board.ico", "situation-board.icns", "SHA256SUMS"
PNG_SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
ADVICE = "run packaging/make_icons.py"


def png_name(size: int) -> str:
    return f"situation-board-{size}.png"


def faults() -> str:
    return "\n".join(f"{fault}: {ADVICE}" for fault in _faults())


def _faults() -> Iterator[str]:
    lines = [line.partition("  ") for line in (FOLDER / LIST).read_text(encoding="ascii").splitlines()]
    sums = {name: told for told, _, name in lines}
    wanted = {DRAWING.name, ICO, ICNS, *map(png_name, PNG_SIZES)}
    yield from (f"packaging/icons lacks {name}" for name in sorted(wanted - sums.keys()))
    for name, told in sums.items():
        file = DRAWING if name == DRAWING.name else FOLDER / name
        if not file.exists() or hashlib.sha256(file.read_bytes()).hexdigest() != told:
            yield f"{name} is not what packaging/icons/{LIST} says"
