"""Lets a frozen program check itself where it lies now: unpacked, mounted or installed.

python3 packaging/check_program.py FOLDER       the folder with situation-board in it; on macOS the .app
"""

from __future__ import annotations

import sys
from pathlib import Path

PACKAGING = Path(__file__).resolve().parent
sys.path[:0] = [str(PACKAGING / "dev"), str(PACKAGING / "bundling")]

import smoke  # noqa: E402 - found by the path above


def main(arguments: list[str]) -> str:
    """What is wrong; empty when all is well."""
    if len(arguments) != 1:
        return "give the folder of the program"
    folder = Path(arguments[0])
    if not smoke.program(folder).is_file():
        return f"there is no {smoke.program(folder)}"
    return smoke.faults(folder)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) or 0)
