"""Where moments lie on the slider.

Half of its length goes by time and half by changes, so that busy hours can be told apart, one old entry does not push
all others to the end, and a quiet night still looks like a night.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from situation_board.core.questions.moments import KnownThen, Moment, TrueThen
from situation_board.core.questions.stops import Stop, Stops
from situation_board.core.times import MINUTE

LIVE = 1.0
"""The end of the track."""


@dataclass(frozen=True)
class Track:
    """Places between 0, the first change, and 1, which is live."""

    of: Stops

    @property
    def stops(self) -> Sequence[Stop]:
        return self.of.stops

    @cached_property
    def times(self) -> list[int]:
        """When each stop was, and live. Clocks are set back now and then; the track goes on all the same."""
        found: list[int] = []
        for at in (*(stop.at for stop in self.stops), self.of.now):
            found.append(max(at, found[-1]) if found else at)
        return found

    @cached_property
    def places(self) -> list[float]:
        """Where each stop lies, and live."""
        first, last = self.times[0], self.times[-1]
        steps = max(len(self.stops), 1)
        return [
            (_share(at - first, last - first, number / steps) + number / steps) / 2
            for number, at in enumerate(self.times)
        ]

    def place_of(self, moment: Moment) -> float:
        if moment is None or not self.stops:
            return LIVE
        key = moment.time if isinstance(moment, TrueThen) else moment.arrival
        keys = [_key(stop.moment) for stop in self.stops]
        number = bisect_right(keys, key) - 1
        if number < 0:
            return 0.0
        if isinstance(moment, KnownThen):
            return self.places[number]
        return self._between(number, _share(key - self.times[number], self._span(number), 0.0))

    def place_at(self, time: int) -> float:
        """Where a time lies, such as a midnight."""
        number = max(bisect_right(self.times, time) - 1, 0)
        if number >= len(self.stops):
            return LIVE
        return self._between(number, _share(time - self.times[number], self._span(number), 0.0))

    def moment_at(self, place: float, *, near: float) -> Moment:
        """The moment at a place: a stop that lies near, else in what was true the full minute, in what we knew the
        stop before. The very end is live.
        """
        if not self.stops or place >= LIVE - near / 2:
            return None
        nearest = min(range(len(self.stops)), key=lambda number: abs(self.places[number] - place))
        if self.of.kind == "known":
            number = max(bisect_right(self.places, place + near / 2) - 1, 0)
            return self.stops[min(number, len(self.stops) - 1)].moment
        if abs(self.places[nearest] - place) <= near or place <= 0:
            return self.stops[nearest].moment
        return TrueThen(self._time_at(place))

    def _time_at(self, place: float) -> int:
        number = max(bisect_right(self.places, place) - 1, 0)
        start, width = self.places[number], self.places[number + 1] - self.places[number]
        time = self.times[number] + round(self._span(number) * (place - start) / width)
        return max(time - time % MINUTE, self.times[number])

    def _between(self, number: int, share: float) -> float:
        start, end = self.places[number], self.places[number + 1]
        return start + (end - start) * min(share, 1.0)

    def _span(self, number: int) -> int:
        return self.times[number + 1] - self.times[number]


def _key(moment: TrueThen | KnownThen) -> int:
    return moment.time if isinstance(moment, TrueThen) else moment.arrival


def _share(part: int, whole: int, otherwise: float) -> float:
    return part / whole if whole > 0 else otherwise
