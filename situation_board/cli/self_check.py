"""`--self-check`: what is asked for first when an installation does not work, and the smoke test of every package."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import situation_board
from situation_board.cli.session import print_json
from situation_board.core.laptop import FOLDER_VARIABLE
from situation_board.core.problems import Trouble

if TYPE_CHECKING:
    from situation_board.gui.self_check import Checked

DONE, TROUBLE, BUG = 0, 3, 4
PLATFORM = "QT_QPA_PLATFORM"


def check_installation() -> int:
    """Print how it went, whatever went wrong, and return the exit code."""
    with tempfile.TemporaryDirectory(prefix="situation-board-check-") as name, _apart(Path(name, "settings")):
        try:
            from situation_board.gui.self_check import check

            checked = check(Path(name))
        except Exception as error:  # a library that cannot be loaded is what this is to find
            print_json(_document(parts=[_part("start", 0.0, error)]))
            return _code([error])
        print_json(_answer(checked))
        return _code([part.error for part in checked.parts])


@contextmanager
def _apart(settings: Path) -> Iterator[None]:
    """Settings of its own, and no screen unless one is named."""
    former = {name: os.environ.get(name) for name in (FOLDER_VARIABLE, PLATFORM)}
    os.environ[FOLDER_VARIABLE] = str(settings)
    os.environ.setdefault(PLATFORM, "offscreen")
    try:
        yield
    finally:
        for name, value in former.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


def _answer(checked: Checked) -> dict[str, Any]:
    parts = [_part(part.name, part.seconds, part.error) for part in checked.parts]
    return _document(**checked.versions, screen=checked.screen, parts=parts)


def _document(*, parts: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    return {
        "format": 1,
        "ok": all(part["ok"] for part in parts),
        "version": situation_board.__version__,
        "frozen": bool(getattr(sys, "frozen", False)),
        "system": platform.platform(),
        "python": platform.python_version(),
        **more,
        "parts": parts,
    }


def _part(name: str, seconds: float, error: Exception | None) -> dict[str, Any]:
    problem = None if error is None else f"{type(error).__name__}: {error}"
    return {"name": name, "ok": error is None, "seconds": round(seconds, 3), "problem": problem}


def _code(errors: list[Exception | None]) -> int:
    failures = [error for error in errors if error is not None]
    if not failures:
        return DONE
    return TROUBLE if all(isinstance(error, (Trouble, OSError)) for error in failures) else BUG
