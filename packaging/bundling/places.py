"""Where packaging reads and writes. Nothing of what it makes is under version control but the icons."""

from __future__ import annotations

import platform
import re
import sys

from environment import ROOT

NAME = "situation-board"
TITLE = "Situation Board"
WINDOW_PROGRAM = "SituationBoard"
"""On Windows the program that opens the window without a console beside it; NAME is the command line."""
PACKAGING = ROOT / "packaging"
WORK = ROOT / "build" / "bundle"  # between the steps
ICONS = PACKAGING / "icons"
LICENCES = WORK / "licences"
CONTENTS = WORK / "contents.json"
DIST = ROOT / "dist"  # what is handed out
BUNDLE = DIST / (f"{TITLE}.app" if sys.platform == "darwin" else NAME)
"""The frozen program: one folder on each system."""


def version() -> str:
    """Of situation_board/__init__.py, the one place that says it, without importing it."""
    text = (ROOT / "situation_board" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([^"]+)"$', text, re.MULTILINE)
    assert found, "situation_board/__init__.py says no version"
    return found[1]


def target() -> str:
    """As it stands in file names: linux-x86_64, windows-x64, macos-arm64."""
    machine = platform.machine().lower()
    system = {"win32": "windows", "darwin": "macos"}.get(sys.platform, "linux")
    return f"{system}-{'x64' if system == 'windows' and machine == 'amd64' else machine}"


def stem() -> str:
    """What the names of all files for users begin with."""
    return f"{NAME}-{version()}-{target()}"
