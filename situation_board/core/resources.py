"""Where the files lie that the program is shipped with: icons, fonts, the gazetteer, help.

In the checkout they are in resources/, in an installed wheel in situation_board/resources/, and in a frozen
program in the resources folder of its bundle.
"""

from __future__ import annotations

import sys
from pathlib import Path

from situation_board.core.problems import Trouble

PACKAGE = Path(__file__).resolve().parents[1]


def resource_path(*parts: str) -> Path:
    """The file or folder resources/PARTS, which exists."""
    path = resource_folder().joinpath(*parts)
    if not path.exists():
        raise Trouble(f"A file of the program is missing: {path}.", do="Install Situation Board anew.")
    return path


def resource_folder() -> Path:
    if bundle := getattr(sys, "_MEIPASS", None):  # set by PyInstaller
        return Path(bundle, "resources")
    installed = PACKAGE / "resources"
    return installed if installed.is_dir() else PACKAGE.parent / "resources"
