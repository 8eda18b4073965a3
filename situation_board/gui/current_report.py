"""The current report: a message or report that new entries and moves rest on until it is cleared.

It belongs to the window of one laptop and is not in the file. Whoever enters something asks for `in_hand` when its
line opens: `source` fills an input for a report or source, `when` an input for a time. Whoever does something at once
does it by `resting_on` with `footing.thing`. Nothing that rests on it gets a higher basis by that (domain rule).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from situation_board.core.actions.messages import resting_on
from situation_board.core.questions.footing import Footing, footing
from situation_board.core.store import Changes, Reading
from situation_board.gui.background import Situation
from situation_board.gui.entry.clock import time_text
from situation_board.gui.entry.understanding import Typed

SHOWN_TABLES = frozenset({"message", "report", "source"})
TIME_FIELDS = {
    "claim": "said_at",
    "event": "starts",
    "route_status": "as_of",
    "presence_status": "as_of",
    "task": "",
    "link": "",
}
"""What rests on a report, and its field that the information time fills, if any."""


@dataclass(frozen=True)
class InHand:
    """What entries are filled with. `when` is the information time as it could be typed, "" when it is not known."""

    footing: Footing
    when: str
    zone: ZoneInfo

    @property
    def source(self) -> Typed:
        """For an input for a report: its title, picked. A message stands for the report that it comes to be."""
        title = " ".join(self.footing.title.split())
        return Typed(title, ((title, self.footing.thing),))


def in_hand(reading: Reading, thing: str) -> InHand | None:
    """What a report or message gives; None when there is none."""
    found = footing(reading, thing)
    return made_ready(reading, found) if found else None


def made_ready(reading: Reading, footing: Footing) -> InHand:
    return InHand(footing, time_text(footing.time, reading.zone), reading.zone)


def filled_for(current: CurrentReport | None, table: str) -> dict[str, object]:
    """Source and time as the current report has them, by field of the table; nothing where nothing is current."""
    held = current.in_hand if current is not None else None
    if held is None or table not in TIME_FIELDS:
        return {}
    time = TIME_FIELDS[table]
    return {"report": held.source, **({time: Typed(held.when)} if time else {})}


def resting(current: CurrentReport | None, action: Callable[..., Changes], *args: object) -> tuple[Any, ...]:
    """An action with its arguments, for `do`: it rests on what is in hand, where there is something."""
    held = current.in_hand if current is not None else None
    return (action, *args) if held is None else (resting_on, held.footing.thing, action, *args)


class CurrentReport(QObject):
    """`changed` says that another one is current, that it says something else, or that there is none any more."""

    changed = Signal()

    def __init__(self, situation: Situation, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._situation = situation
        self._thing = ""
        self._set: InHand | None = None
        self._lent: InHand | None = None
        situation.changed.connect(self._news)

    @property
    def in_hand(self) -> InHand | None:
        """What is to rest on what: the message that something is just being made from, else the current report."""
        return self._lent or self._set

    @property
    def current(self) -> InHand | None:
        """What stays until it is cleared."""
        return self._set

    @property
    def thing(self) -> str:
        """The id of the current report or message, "" when there is none."""
        return self._thing

    def use(self, thing: str) -> None:
        """Make a report or message the current one."""
        self._thing = thing
        self._ask()

    def clear(self) -> None:
        self._thing = ""
        self._show(None)

    @contextmanager
    def lent(self, in_hand: InHand) -> Iterator[None]:
        """What is begun inside rests on this, whatever is current."""
        self._lent = in_hand
        try:
            yield
        finally:
            self._lent = None

    def _ask(self) -> None:
        thing = self._thing
        self._situation.ask(
            in_hand, thing, done=lambda found: self._answered(thing, found), key=(self, "in hand"), receiver=self
        )

    def _answered(self, thing: str, found: InHand | None) -> None:
        if thing != self._thing:
            return
        if found is None:
            self._thing = ""
        self._show(found)

    def _show(self, found: InHand | None) -> None:
        if found != self._set:
            self._set = found
            self.changed.emit()

    def _news(self, tables: frozenset[str]) -> None:
        """It may have been struck, undone or corrected."""
        if self._thing and tables & SHOWN_TABLES:
            self._ask()
