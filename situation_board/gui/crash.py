"""Bugs of ours: a report file, and words for the person in front, on the day and on the next start."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QLockFile

from situation_board.core.crash_report import write_report
from situation_board.core.laptop import settings_folder
from situation_board.core.problems import Problem

NEW, SEEN = ".txt", ".seen.txt"


class Bug(Problem):
    """Ours: what was being done has failed and was taken back. `report` is the file that tells the makers where."""

    def __init__(self, happened: str, *, kept: str, do: str, report: Path | None) -> None:
        self.report = report
        super().__init__(happened, kept=kept, do=do)


def reported(error: BaseException) -> Bug:
    """Write a report on an unexpected exception, and say so in words."""
    return bug_of(write_report(error))


def bug_of(report: Path | None) -> Bug:
    """A bug of ours that was reported, in words."""
    tr = QCoreApplication.translate
    return Bug(
        tr("crash", "Something in the program went wrong."),
        kept=tr("crash", "What was being done was taken back; everything saved before is kept."),
        do=tr("crash", "A report without your data is in {file}; please send it to the makers.").format(file=report)
        if report
        else tr("crash", "Please tell the makers what you were doing."),
        report=report,
    )


def catch_everything(show: Callable[[Bug], None]) -> None:
    """From now on no exception ends on the screen as a traceback: each becomes a report, and is shown as such.

    `show` may be called on any thread.
    """

    def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        show(reported(error))

    sys.excepthook = caught
    threading.excepthook = lambda args: caught(args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback)


class Run:
    """Notes that the program runs, so that the next start knows when it did not end by itself."""

    def __init__(self) -> None:
        """`ended_badly`: whether an earlier run was killed or crashed; each is told of once."""
        left_over = [path for path in _folder().glob("running-*.lock") if _is_left_over(path)]
        self.ended_badly = bool(left_over)
        with contextlib.suppress(OSError):
            _folder().mkdir(parents=True, exist_ok=True)
        self._lock = _lock(_folder() / f"running-{os.getpid()}.lock")
        self._lock.tryLock(0)

    def end(self) -> None:
        self._lock.unlock()


def _is_left_over(path: Path) -> bool:
    """A lock can only be taken when the process that took it is gone."""
    lock = _lock(path)
    if not lock.tryLock(0):
        return False
    lock.unlock()
    return True


def _lock(path: Path) -> QLockFile:
    lock = QLockFile(str(path))
    lock.setStaleLockTime(0)  # never by age: a window may stay open for weeks
    return lock


def words_for_next_start(run: Run) -> Bug | None:
    """What there is to say about the last run; each is said once."""
    reports = unseen_reports()
    if not reports and not run.ended_badly:
        return None
    for report in reports:
        mark_seen(report)
    tr = QCoreApplication.translate
    last = _seen(reports[-1]) if reports else None
    return Bug(
        tr("crash", "Last time something in the program went wrong, or it was ended by force."),
        kept=tr("crash", "Everything that was saved is here."),
        do=tr("crash", "A report without your data is in {file}; please send it to the makers.").format(file=last)
        if last
        else "",
        report=last,
    )


def unseen_reports() -> list[Path]:
    """Reports that nobody was told of yet, oldest first."""
    return sorted(path for path in _folder().glob(f"crash-*{NEW}") if not path.name.endswith(SEEN))


def mark_seen(report: Path) -> None:
    report.rename(_seen(report))


def _seen(report: Path) -> Path:
    return report.with_name(report.name.removesuffix(NEW) + SEEN)


def _folder() -> Path:
    return settings_folder() / "reports"
