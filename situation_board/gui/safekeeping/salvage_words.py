"""What a salvage brought out and what is missing, in words."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QLocale

from situation_board.core.safekeeping.salvage import Salvaged, Stage, Step


def step_words(step: Step) -> str:
    """What is being done, and how far it is."""
    words = {
        Stage.COPYING: _tr("Copying the damaged file…"),
        Stage.READING: _tr("Reading what can be read…"),
        Stage.WRITING: _tr("Writing the new file…"),
        Stage.CHECKING: _tr("Looking what is missing…"),
    }[step.stage]
    return f"{words} {_count(step.done)}" if step.done else words


def outcome_words(told: Salvaged) -> str:
    """The first line of the outcome."""
    words = _tr("Brought out: {0} changes, {1} pictures, documents and imported parts.")
    return words.format(_count(told.changes), _count(told.contents))


def missing_lines(told: Salvaged) -> Iterator[str]:
    """All that is missing or not as it was, a line each."""
    if told.lost_changes:
        yield _tr("Changes that could not be read: {0}.").format(_count(told.lost_changes))
    if told.may_lack_latest:
        yield _tr("The end of the history could not be read: there may have been later changes.")
    if told.from_tables:
        words = _tr("Things whose history is lost, taken as they last were: {0}.")
        yield words.format(_count(told.from_tables))
    if not told.is_same_situation:
        yield _tr("Which situation it was could not be read: this is a new one, and cannot be merged with the others.")
    yield from told.missing


def advice(told: Salvaged) -> str:
    """What to do next."""
    if told.is_complete:
        return _tr("Nothing is missing. Go on in the new file, and keep the damaged one until you are sure.")
    if not told.is_same_situation:
        return _tr("Look through the new file beside the latest backup, which may hold more.")
    return _tr(
        "Open the new file and merge the latest backup, or another laptop's file, into it: that brings back what they"
        " hold. Keep the damaged file."
    )


def _count(number: int) -> str:
    return f"\u2068{QLocale().toString(number)}\u2069"


def _tr(words: str) -> str:
    return QCoreApplication.translate("Salvage", words)
