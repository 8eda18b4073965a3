"""Replay: the board goes through its changes by itself, from the moment that is shown to live."""

from __future__ import annotations

from bisect import bisect_right

from PySide6.QtCore import QObject, QTimer, Signal

from situation_board.core.questions.moments import Moment
from situation_board.gui.time.travel import TimeTravel

SPEEDS = (0.5, 1.0, 2.0, 5.0, 10.0)
"""Changes a second."""
USUAL_SPEED = 2.0


class Replay(QObject):
    """Goes on when its time has come and what was asked for is shown: it never runs ahead of the eye."""

    changed = Signal(bool)

    def __init__(self, travel: TimeTravel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._travel = travel
        self._shown: Moment = None
        self._is_due = False
        self.is_playing = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._due)
        self.set_speed(USUAL_SPEED)

    def set_speed(self, changes_a_second: float) -> None:
        self._timer.setInterval(round(1000 / changes_a_second))

    def toggle(self) -> None:
        if self.is_playing:
            self.pause()
        else:
            self.play()

    def play(self) -> None:
        """From the first change on, when live is shown."""
        track = self._travel.track
        if track is None or not track.stops or self.is_playing:
            return
        self.is_playing = True
        if not self._travel.is_past:
            self._travel.go(track.stops[0].moment)
        self._timer.start()
        self.changed.emit(True)

    def pause(self) -> None:
        if self.is_playing:
            self.is_playing = self._is_due = False
            self._timer.stop()
            self.changed.emit(False)

    def note_shown(self, moment: Moment) -> None:
        """The board shows that moment now."""
        self._shown = moment
        if self._is_due:
            self._due()

    def _due(self) -> None:
        self._is_due = self._shown != self._travel.moment
        if not self._is_due:
            self._step()

    def _step(self) -> None:
        track, moment = self._travel.track, self._travel.moment
        if track is None or moment is None:
            self.pause()
            return
        number = bisect_right(track.places, track.place_of(moment))
        if number < len(track.stops):
            self._travel.go(track.stops[number].moment)
            self._timer.start()
        else:
            self._travel.back_to_live()
            self.pause()
