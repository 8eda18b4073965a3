"""A report on a bug of ours that holds nothing of the user's: versions, the kind of error, places in the code.

No messages and no values: either could hold a name.
"""

from __future__ import annotations

import os
import platform
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

import situation_board
from situation_board.core.laptop import settings_folder, write_whole

PACKAGE = Path(situation_board.__file__).resolve().parent


def write_report(error: BaseException) -> Path | None:
    """Write a report on an unexpected error; None when it cannot be written."""
    now = datetime.now(UTC)
    path = settings_folder() / "reports" / f"crash-{now:%Y%m%d-%H%M%S}-{os.getpid()}-{now.microsecond:06}.txt"
    return path if write_whole(path, report_text(error, now)) else None


def report_text(error: BaseException, now: datetime) -> str:
    """What a report says. Chained errors are named in the order in which they happened."""
    lines = [
        f"Situation Board {situation_board.__version__}, {now:%Y-%m-%d %H:%M} UTC",
        f"Python {platform.python_version()}, {_qt_version()}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
    ]
    for link in reversed(_chain(error)):
        lines += ["", _kind(link), *_places(link)]
    return "\n".join(lines) + "\n"


def _qt_version() -> str:
    """Of a run with a window; nothing is imported for a report."""
    pyside = sys.modules.get("PySide6")
    return f"PySide {pyside.__version__}" if pyside is not None else "without window"


def _chain(error: BaseException) -> list[BaseException]:
    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in chain:
        chain.append(link)
        link = link.__cause__ or link.__context__
    return chain


def _kind(error: BaseException) -> str:
    code = getattr(error, "sqlite_errorname", None)
    return f"{type(error).__module__}.{type(error).__qualname__}" + (f" ({code})" if code else "")


def _places(error: BaseException) -> list[str]:
    frames = traceback.extract_tb(error.__traceback__)
    return [f"  {_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]


def _short(filename: str) -> str:
    """The path inside the program; of other files only the name, as folders are named after people."""
    path = Path(filename)
    return path.relative_to(PACKAGE.parent).as_posix() if path.is_relative_to(PACKAGE) else path.name
