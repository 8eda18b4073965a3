"""Which moment is looked at. The window's panels follow; nothing may be written in the past."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from situation_board.core.problems import Mistake, Problem
from situation_board.core.questions.moments import KnownThen, Moment
from situation_board.core.questions.stops import (
    Kind,
    Stops,
    board_stops,
    first_stop,
    same_time,
    stop_beside,
    typed_moment,
)
from situation_board.gui.background import Situation
from situation_board.gui.time.track import Track

SETTLING = 500
"""Milliseconds after news, in which more of it may come, before it is asked anew where the board changed."""

STOP_TABLES = frozenset({"situation", "actor", "location", "card", "status", "verification", "claim", "same_as"})


class TimeTravel(QObject):
    """`moved` brings the moment that is wanted now, None being live; `drawn` the track when it is known or new.

    `leaving` comes before live is left: what is being typed is saved then. `refused` brings the Mistake of a time that
    was typed.
    """

    leaving = Signal()
    moved = Signal(object)
    drawn = Signal(object)
    refused = Signal(object)

    def __init__(self, situation: Situation, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.moment: Moment = None
        self.kind: Kind = "true"
        self.track: Track | None = None
        self._situation = situation
        self._settling = QTimer(self, singleShot=True, interval=SETTLING)
        self._settling.timeout.connect(self.look_again)
        situation.changed.connect(self._news)

    @property
    def is_past(self) -> bool:
        return self.moment is not None

    # --- going

    def go(self, moment: Moment) -> None:
        """Look at that moment. It is of the kind that is looked at, or decides on it."""
        kind: Kind = self.kind if moment is None else "known" if isinstance(moment, KnownThen) else "true"
        if kind != self.kind:
            self.kind = kind
            self.look_again()
        if moment == self.moment:
            return
        if not self.is_past:
            self.leaving.emit()
        self.moment = moment
        self._situation.refusal = self.why_not() if self.is_past else None
        self.moved.emit(moment)

    def back_to_live(self) -> None:
        self.go(None)

    def step(self, step: int) -> None:
        """To the next change (1), or the one before (-1)."""
        self._ask(stop_beside, self.kind, self.moment, step)

    def to_first(self) -> None:
        self._ask(first_stop, self.kind)

    def enter(self, text: str) -> None:
        """A time as people type it, or "#12" for what we knew after change 12."""
        self._ask(typed_moment, text)

    def choose(self, kind: Kind) -> None:
        """The other kind of past, at the same time."""
        if kind != self.kind:
            self.kind = kind
            self.look_again()
            self._ask(same_time, self.moment, kind)

    def _ask(self, question: object, *asked: object) -> None:
        """A step that is not answered yet is dropped for a newer one."""
        self._situation.ask(
            question,  # type: ignore[arg-type]
            *asked,
            done=self.go,
            failed=self._refuse,
            key=(id(self), "step"),
            receiver=self,
            looked_at=True,
        )

    def _refuse(self, problem: Problem) -> None:
        if isinstance(problem, Mistake):
            self.refused.emit(problem)
        else:
            self._situation.failed.emit(problem)

    def why_not(self) -> Mistake:
        """What somebody is told who wants to change the past."""
        return Mistake(
            self.tr("This is the past: it can be looked at, not changed."),
            kept=self.tr("Nothing was changed."),
            do=self.tr("Go back to live (Alt+End), then do it again."),
        )

    # --- where the board changed

    def look_again(self) -> None:
        """Ask where the board changed; the window does so once it is shown."""
        self._situation.ask(board_stops, self.kind, done=self._show_stops, key=(id(self), "stops"), receiver=self)

    def _show_stops(self, stops: Stops) -> None:
        if stops.kind == self.kind:
            self.track = Track(stops)
            self.drawn.emit(self.track)

    def _news(self, tables: frozenset[str]) -> None:
        if self.track is not None and tables & STOP_TABLES:
            self._settling.start()
