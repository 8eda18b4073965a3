"""From time and people to pixels and back."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF

from situation_board.gui.charts.drawing import Range

HEADROOM = 40.0
"""Pixels above the highest number, for the arrow of an open end and the number beside it."""
MOST_HEADROOM = 0.4


@dataclass(frozen=True)
class Frame:
    """An area that shows a window of time, always left to right, and numbers from zero up to `top`."""

    area: QRectF
    times: Range
    top: float = 1.0

    def x(self, moment: float) -> float:
        first, last = self.times
        return self.area.left() + (moment - first) / (last - first) * self.area.width()

    def y(self, number: float) -> float:
        return self.area.bottom() - number / self.top * self.area.height()

    def moment(self, x: float) -> float:
        first, last = self.times
        return first + (x - self.area.left()) / self.area.width() * (last - first)

    @property
    def pixels(self) -> float:
        """Pixels in a millisecond."""
        return self.area.width() / (self.times[1] - self.times[0])


def top_of(highest: int, height: float) -> float:
    """How far a scale of that many pixels goes up."""
    return max(highest, 1) / (1 - min(HEADROOM / max(height, 1.0), MOST_HEADROOM))
