"""What is handed out for Windows, made from the frozen program. The packing itself is in packaging/windows/."""

from __future__ import annotations

from pathlib import Path

import windows_packing
from places import DIST, WORK, version
from version_resource import version_resource
from windows_facts import Version


def prepare() -> None:
    """The version resource, which packaging/situation-board.spec puts into both programs."""
    WORK.mkdir(parents=True, exist_ok=True)
    text = version_resource(Version(version()))
    (WORK / "windows-version-resource.txt").write_text(text, encoding="utf-8")


def pack(bundle: Path) -> list[Path]:
    """The files for users, in places.DIST."""
    return windows_packing.pack(bundle, DIST)
