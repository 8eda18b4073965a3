"""The Python that freezes: exactly the wheels that are pinned for this target, and nothing else.

Where the program is not handed out for this system, whatever wheels of bundle.txt fit it.

Not .venv: PyInstaller takes along what it can import, and the tools of development would go into the bundle.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from environment import REQUIREMENTS, version_of
from places import WORK, target
from processes import Command, Failure, quietly
from targets import PYTHON, TARGETS

FOLDER = WORK / "python"
OWN_PINS = REQUIREMENTS / f"{target()}.txt"
PINS = OWN_PINS if OWN_PINS.exists() and sys.version_info[:2] == PYTHON else REQUIREMENTS / "bundle.txt"
STAMP = FOLDER / "ready"


def python() -> Path:
    return FOLDER / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def site_packages() -> Path:
    return FOLDER / "Lib/site-packages" if os.name == "nt" else next(FOLDER.glob("lib/python*/site-packages"))


def pins() -> Path:
    """Of the target that is handed out for; on any other system those that serve all."""
    mine = [each.pins for each in TARGETS if each.name == target() and sys.version_info[:2] == PYTHON]
    return mine[0] if mine else REQUIREMENTS / "bundle.txt"


def make_ready() -> None:
    if is_ready():
        return
    print(f"bundle: installing the packages of {pins().name} into an environment of their own", flush=True)
    base = getattr(sys, "_base_executable", sys.executable)
    pip: list[str | Path] = [python(), "-m", "pip", "--disable-pip-version-check", "--no-input"]
    options = ["--quiet", "--require-hashes", "--only-binary", ":all:", "--no-deps"]
    _run([base, "-m", "venv", "--clear", FOLDER])
    _run([*pip, "install", *options, "-r", pins()])
    _run([*pip, "check"])
    STAMP.write_text(_wanted(), encoding="utf-8")


def is_ready() -> bool:
    return STAMP.exists() and STAMP.read_text(encoding="utf-8") == _wanted()


def _wanted() -> str:
    return f"{version_of(FOLDER)}\n{pins().read_text(encoding='utf-8')}"


def _run(command: Command) -> None:
    done = quietly(command)
    if done.returncode != 0:
        print(done.stdout, file=sys.stderr)
        raise Failure(f"the environment of the bundle could not be made in {FOLDER} (see above).")
