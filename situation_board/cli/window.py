"""The way to the window; nothing else in this package imports Qt."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from situation_board.core.problems import Trouble

WITHOUT_SCREEN = frozenset({"offscreen", "minimal"})


def has_screen() -> bool:
    """Whether a window would be seen."""
    if os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0] in WITHOUT_SCREEN:
        return False
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def open_window(path: Path | None, *, key: bytes | None = None, person: str | None = None) -> None:
    """Open the window on a file, or on the last one or the start page; where the program runs already, there.

    With a key or a person of its own it is a program of its own: neither is handed on.
    """
    if not has_screen():
        raise Trouble("There is no screen to open a window on.", do="The other commands work without one: see --help.")
    from situation_board.gui.single_instance import Start

    start = Start() if key is None and person is None else None
    if start is not None and start.hand_over(path):
        return
    from situation_board.gui.app import run  # not needed to hand over

    sys.exit(run(path, key=key, person=person, start=start))
