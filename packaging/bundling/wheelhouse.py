"""A folder of wheels to install the program from without network, for offices that run it under their own Python.

Exactly what is pinned for the target, and the program's own wheel. requirements.txt in it names each with its hash, so
that pip takes nothing else, and nothing that was changed on the way.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
from pathlib import Path

import wheel_store
from environment import ROOT, python
from freezing import source_date
from places import DIST, NAME, PACKAGING, version
from processes import Failure, quietly
from target_pins import read_released
from targets import Pin, Target, as_text, read_pins

PINS, SUMS, RECIPE = "requirements.txt", "SHA256SUMS", "INSTALL.txt"
HEADER = "# What the folder holds. pip takes these files and no others.\n"


def make(target: Target, *, into: Path = DIST) -> Path:
    """The folder, made anew."""
    folder = into / f"{NAME}-{version()}-wheels-{target.name}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    pins = [pin for pin in read_pins(target) if pin.name in names_to_run()]
    for wheel in wheel_store.fetched(target, names_to_run()):
        shutil.copy2(wheel, folder)
    own = build_own_wheel(folder)
    (folder / PINS).write_text(as_text([*pins, own], HEADER), encoding="utf-8", newline="\n")
    shutil.copyfile(PACKAGING / "wheelhouse.txt", folder / RECIPE)
    write_sums(folder)
    return folder


def names_to_run() -> frozenset[str]:
    """Without what only freezes the program."""
    return frozenset(package.name for package in read_released("run.txt"))


def build_own_wheel(folder: Path) -> Pin:
    """The same sources give the same bytes."""
    when = {"SOURCE_DATE_EPOCH": source_date()}
    done = quietly([python(), "-m", "hatchling", "build", "-t", "wheel", "-d", folder], when, folder=ROOT)
    made = [*folder.glob(f"{NAME.replace('-', '_')}-*.whl")]
    if done.returncode != 0 or len(made) != 1:
        print(done.stdout, file=sys.stderr)
        raise Failure("the program's own wheel could not be built (see above).")
    return Pin(NAME, version(), made[0].name, hashlib.sha256(made[0].read_bytes()).hexdigest())


def write_sums(folder: Path) -> None:
    files = sorted(file for file in folder.iterdir() if file.name != SUMS)
    lines = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in files]
    (folder / SUMS).write_text("".join(lines), encoding="ascii", newline="\n")
