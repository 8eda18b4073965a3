"""What expunging takes, where the words stay, and what came of it, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale

from situation_board.core.safekeeping.expungeable import WouldGo
from situation_board.gui.entry.wording import isolated
from situation_board.gui.safekeeping.expunging import Outcome


def preview_words(would: WouldGo, elsewhere: Sequence[str]) -> str:
    """What would go, before anything is done."""
    return "\n".join(_preview(would, elsewhere))


def _preview(would: WouldGo, elsewhere: Sequence[str]) -> Iterator[str]:
    yield _tr("Blacked out in {0} changes of the history, and in all that is made of them.").format(
        _count(would.changes)
    )
    if would.sheets:
        names = ", ".join(isolated(sheet) for sheet in would.sheets)
        yield _tr("Sheets that print it, and go with their pages: {0}.").format(names)
    others = would.contents - 2 * len(would.sheets)
    if others > 0:
        yield _tr("Stored pictures, documents and parts of imported files that go or are written anew: {0}.").format(
            _count(others)
        )
    if elsewhere:
        yield _tr("The same words stand in other things, where they stay: {0}.").format(_names(elsewhere))


def stays_words(folder: Path | None) -> str:
    """Where the words are after that; nobody can fetch them from there but people."""
    lines = [
        _tr("on other laptops, until they merge with this file;"),
        _tr("on sheets that were printed, and in copies, pictures and tables that were saved or sent;"),
        _tr("in every backup made before{0}.").format(f" ({isolated(str(folder))})" if folder is not None else ""),
    ]
    return "\n".join(f"•  {line}" for line in lines)


def done_words(outcome: Outcome) -> str:
    """What was done, and whether it is proved that all of it is gone."""
    return "\n".join(_done(outcome))


def _done(outcome: Outcome) -> Iterator[str]:
    yield _tr("Taken out for good, in {0} changes. The history says who, when and why, and not what.").format(
        _count(outcome.done.changes)
    )
    seen = _size(outcome.traces.seen)
    if outcome.elsewhere:
        yield _tr("The same words still stand in other things: {0}. Take them out there as well.").format(
            _names(outcome.elsewhere)
        )
    elif outcome.is_erasing:
        yield _tr(
            "Traces stay in the file: another program has it open, or the disk is full. End that, then press “Try"
            " again”. They go at the next opening at the latest."
        )
    elif outcome.traces.found:
        yield _tr("A look through the file still found them in: {0}.").format(_names(outcome.traces.found))
    else:
        yield _tr("The file was looked through, {0}: the words are nowhere in it, nor in what lies beside it.").format(
            seen
        )
    if outcome.backups:
        yield _tr("Backups from before, which still hold the words: {0}.").format(_count(len(outcome.backups)))


def _names(names: Sequence[str]) -> str:
    return ", ".join(isolated(name) for name in names)


def _size(count: int) -> str:
    return isolated(QLocale().formattedDataSize(count))


def _count(number: int) -> str:
    return isolated(QLocale().toString(number))


def _tr(words: str) -> str:
    return QCoreApplication.translate("Expunge", words)
