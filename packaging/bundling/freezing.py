"""PyInstaller, started so that the same sources give the same bytes."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import clean_environment
from environment import ROOT
from places import BUNDLE, DIST, NAME, PACKAGING, WORK
from processes import Failure, quietly

FIRST_DAY = "1767225600"  # 2026: where no history tells when the sources were last changed


def freeze(*, into: Path = DIST, work: Path = WORK / "pyinstaller") -> Path:
    """The folder of the frozen program, made anew."""
    command: list[str | Path] = [
        clean_environment.python(),
        "-m",
        "PyInstaller",
        "--noconfirm",
        "--clean",
        "--log-level=WARN",
    ]
    folders: list[str | Path] = ["--distpath", into, "--workpath", work]
    shutil.rmtree(into / BUNDLE.name, ignore_errors=True)
    done = quietly([*command, *folders, PACKAGING / "situation-board.spec"], reproducible(), folder=ROOT)
    if done.returncode != 0:
        print(done.stdout, file=sys.stderr)
        raise Failure("PyInstaller failed (see above).")
    if sys.platform == "darwin":
        shutil.rmtree(into / NAME, ignore_errors=True)  # the same files, before they were put into the application
    return into / BUNDLE.name


def reproducible() -> dict[str, str]:
    return {
        "SOURCE_DATE_EPOCH": source_date(),
        "PYTHONHASHSEED": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "LC_ALL": "C.UTF-8",
    }


def source_date() -> str:
    """When the sources were last changed, as whoever starts us says, or the history tells."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return given
    told = quietly(["git", "-C", ROOT, "log", "-1", "--format=%ct"])
    return told.stdout.strip() if told.returncode == 0 else FIRST_DAY
