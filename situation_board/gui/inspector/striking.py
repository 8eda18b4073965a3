"""What a person should know before and after striking a report."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from situation_board.core.actions.noting import LEFT_WITHOUT_SOURCE
from situation_board.core.questions.resting import Resting
from situation_board.core.store import Saved
from situation_board.gui.entry.wording import isolated


def resting_words(resting: Resting) -> str:
    """What has no other source than the report; empty when nothing hangs on it."""
    kinds = (
        (len(resting.cards), _translated("{0} cards")),
        (len(resting.routes), _translated("{0} routes")),
        (len(resting.claims), _translated("{0} claims")),
        (len(resting.events), _translated("{0} events")),
    )
    counted = ", ".join(words.format(isolated(str(count))) for count, words in kinds if count)
    return _translated("On this report alone rest: {0}.").format(counted) if counted else ""


def struck_note(saved: Saved) -> str:
    """What is left behind; empty when nothing is."""
    if LEFT_WITHOUT_SOURCE not in saved.notes:
        return ""
    return _translated("What rested on this report has no source now and is in the list of what to verify again.")


def _translated(words: str) -> str:
    return QCoreApplication.translate("Striking", words)
