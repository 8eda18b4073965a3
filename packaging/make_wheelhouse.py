"""Fills dist/ with a folder of wheels for offices without network; the recipe lies in it.

    .venv/bin/python packaging/make_wheelhouse.py linux-x86_64 [another target ...]

Any target can be made on any system. Needs the network that pip is set up for.
"""

from __future__ import annotations

import sys
from pathlib import Path

PACKAGING = Path(__file__).resolve().parent
sys.path[:0] = [str(PACKAGING / "dev"), str(PACKAGING / "bundling")]

import wheelhouse  # noqa: E402 - found by the path above
from processes import Failure  # noqa: E402
from targets import TARGETS  # noqa: E402


def main(names: list[str]) -> None:
    known = {target.name: target for target in TARGETS}
    if not names or not known.keys() >= set(names):
        raise Failure(f"say for which system: {', '.join(known)}")
    for name in names:
        print(wheelhouse.make(known[name]))


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except Failure as failure:
        sys.exit(str(failure))
