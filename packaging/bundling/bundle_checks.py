"""Checks of the parts that are the same on each system. The first full one makes what the others look into."""

from __future__ import annotations

import json
import sys

import icon_files
import making
from environment import ROOT, python
from places import DIST, LICENCES, stem
from processes import Failure, quietly
from stage import Fault, scratch, told
from steps import Step

IN_EVERY_BUNDLE = {"python", "pyside6-essentials", "Qt", "sqlcipher3", "SQLCipher", "SQLite", "OpenSSL", "numpy"}
REDRAW = """
import pathlib, sys
sys.path.append("packaging")
import make_icons
make_icons.main(pathlib.Path(sys.argv[1]))
"""
TEXTS = ("README.txt", "components.txt", "pyside6-essentials/LGPL-3.0.txt", "pyside6-essentials/qt-third-party.txt")


def make() -> None:
    """dev.py bundle, with all that it refuses."""
    try:
        making.run()
    except Failure as failure:
        raise Fault(str(failure)) from failure


def parts_are_listed() -> None:
    listed = json.loads((DIST / f"{stem()}.cdx.json").read_text(encoding="utf-8"))
    names = {part["name"] for part in listed["components"]}
    wanted = IN_EVERY_BUNDLE | (set() if sys.platform == "darwin" else {"OpenBLAS"})  # macOS has its own
    if missing := sorted(wanted - names):
        raise Fault(f"the list of parts lacks {', '.join(missing)}")
    if absent := [text for text in TEXTS if not (LICENCES / text).is_file()]:
        raise Fault(f"the licences lack {', '.join(absent)}")


def icons_are_the_drawing() -> None:
    """Drawn again, they are the same: nobody changed the drawing's sums by hand."""
    with scratch() as folder:
        done = quietly([python(), "-c", REDRAW, folder], folder=ROOT)
        if done.returncode != 0:
            raise Fault(done.stdout)
        different = [
            file.name for file in folder.iterdir() if file.read_bytes() != (icon_files.FOLDER / file.name).read_bytes()
        ]
    if different:
        raise Fault(f"drawn again, {', '.join(sorted(different))} are others: {icon_files.ADVICE}")


FAST_STEPS: tuple[Step, ...] = (Step("icons", icon_files.faults),)
STEPS: tuple[Step, ...] = (
    Step("bundle", told(make)),
    Step("list of parts", told(parts_are_listed)),
    Step("icons drawn again", told(icons_are_the_drawing)),
)
