"""A message as it is typed in: from whom, what it says, by what it came, when, how urgent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from situation_board.core import times
from situation_board.core.actions.messages import log_message
from situation_board.core.names import normalise
from situation_board.core.problems import Mistake
from situation_board.core.questions.messages import senders
from situation_board.core.questions.naming import find, preferred
from situation_board.core.rows import Message
from situation_board.core.store import Changes, Reading
from situation_board.core.vocabulary import Medium, Priority
from situation_board.gui.entry.entering import mistakes_about
from situation_board.gui.entry.suggesting import Suggestion, suggestions
from situation_board.gui.entry.understanding import Typed

SENDER = ""
"""Picked where somebody wrote before who is no source."""


@dataclass(frozen=True)
class SpokenMessage:
    """What stands in the inputs of the line."""

    sender: Typed
    text: str
    medium: Medium | None = None
    received: str = ""
    priority: Priority | None = None


def enter_message(reading: Reading, spoken: SpokenMessage) -> Changes:
    """Log what was typed. A sender who is a known source counts as that source. Mistakes name the input."""
    if not spoken.text.strip():
        raise Mistake("What does it say?", field="text", do="Type or paste its words.")
    with mistakes_about("received"):
        said = spoken.received.strip()
        received = times.parse(said, zone=reading.zone, now=reading.now) if said else None
    message = Message(
        id="",
        received=received,
        sender=spoken.sender.text.strip() or None,
        source=_source(reading, spoken.sender),
        medium=spoken.medium,
        text=spoken.text,
        priority=spoken.priority,
    )
    return log_message(reading, message)


def _source(reading: Reading, sender: Typed) -> str | None:
    """Nobody becomes a source by writing once: a call sign is kept as it is."""
    text = sender.text.strip()
    pick = sender.pick_of(text)
    if pick or not text:
        return pick or None
    likely = preferred(reading, find(reading, text, ["source"]))
    return likely.id if likely is not None else None


def sender_suggestions(
    reading: Reading, text: str, tables: Sequence[str], *, can_add: bool = False, limit: int = 8
) -> list[Suggestion]:
    """Who wrote before, then sources, in any spelling."""
    wanted = normalise(text)
    if not wanted:
        return []
    known = [name for name in senders(reading) if wanted in normalise(name)]
    lines = [Suggestion(SENDER, "message", name, name) for name in known[:limit]]
    sources = [line for line in suggestions(reading, text, ["source"], can_add=False) if not line.near]
    return lines + [line for line in sources if line.name not in known][: limit - len(lines)]
