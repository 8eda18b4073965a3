"""What every Windows package says of the program: names, places in the registry, ids that never change, versions."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from typing import Literal

from places import NAME, TITLE, WINDOW_PROGRAM

Scope = Literal["user", "machine"]
SCOPES: tuple[Scope, ...] = ("user", "machine")

PUBLISHER = "The Situation Board maintainers"
COPYRIGHT = "The Situation Board maintainers. Apache License 2.0."
DESCRIPTION = "A board of places, who holds them and since when"
PROGRAM = f"{WINDOW_PROGRAM}.exe"
"""Opens the window."""
COMMAND_LINE = f"{NAME}.exe"
"""The same for the command line."""
EXTENSION = ".sitboard"
PROG_ID = "SituationBoard.Document"
DOCUMENT = "Situation Board file"

OWN_KEY = rf"Software\{TITLE}"
"""In HKCU or HKLM: where the program lies, which version, and which kind of package put it there."""
UNINSTALL_KEY = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\SituationBoard"
CLASSES_KEY = r"Software\Classes"

OLDEST_BUILD = 17763
"""Windows 10 of October 2018, the oldest that Qt 6.9 starts on."""

RELEASED = 9000
STAGES = {"a": 1000, "b": 2000, "rc": 3000, None: RELEASED}
"""The fourth number of a version: what comes before a release is less than it."""

ROOT_ID = uuid.UUID("3d0d6ee5-9a4d-5f0c-8f0b-6c1c3a0b7a11")
"""Made up once. All other ids follow from it, so that each build of one version has the same."""


def stable_id(*parts: str) -> str:
    """An id that is the same whenever and wherever it is asked for, as Windows writes them."""
    return f"{{{str(uuid.uuid5(ROOT_ID, '/'.join(parts))).upper()}}}"


@dataclass(frozen=True)
class Version:
    """The program's version as people and as Windows write it."""

    text: str

    @property
    def numbers(self) -> tuple[int, int, int, int]:
        """Four numbers in the same order as the versions: a pre-release before its release."""
        found = re.fullmatch(r"(\d+)\.(\d+)(?:\.(\d+))?(?:(a|b|rc)(\d+))?", self.text)
        if not found:
            raise ValueError(f"{self.text} is no version of this project: 1.2.3, 1.2.3rc1, b1 or a1")
        major, minor, patch, stage, number = found.groups()
        fourth = STAGES[stage] + int(number or 0)
        return int(major), int(minor), int(patch or 0), fourth

    @property
    def is_prerelease(self) -> bool:
        return self.numbers[3] < RELEASED

    @property
    def dotted(self) -> str:
        """For version resources and comparisons."""
        return ".".join(map(str, self.numbers))

    @property
    def for_installer(self) -> str:
        """Windows Installer reads three numbers only, so a pre-release counts as its release there."""
        return ".".join(map(str, self.numbers[:3]))

    @property
    def next_for_installer(self) -> str:
        """The first version that counts as newer there."""
        major, minor, patch, _ = self.numbers
        return f"{major}.{minor}.{patch + 1}"
