"""Paper: its sizes, its margins, and the one unit in which everything is laid out.

A unit is 1/1440 inch, a twentieth of a point: small enough that nothing is rounded visibly, and independent of any
screen, so that a preview breaks its lines where the printer does.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QPageLayout, QPageSize

RESOLUTION = 1440
"""Units in an inch."""
POINT = 20.0
MILLIMETRE = RESOLUTION / 25.4
MARGIN = 10 * MILLIMETRE
"""Wider than what office printers cannot print."""


class PaperSize(StrEnum):
    A4 = "a4"
    LETTER = "letter"


SIZES = {PaperSize.A4: QPageSize.PageSizeId.A4, PaperSize.LETTER: QPageSize.PageSizeId.Letter}


@dataclass(frozen=True)
class Paper:
    """A sheet of paper, upright unless it lies."""

    size: PaperSize = PaperSize.A4
    landscape: bool = False

    def layout(self) -> QPageLayout:
        """Without margins: those are ours."""
        ways = QPageLayout.Orientation
        way = ways.Landscape if self.landscape else ways.Portrait
        return QPageLayout(QPageSize(SIZES[self.size]), way, QMarginsF())

    @property
    def area(self) -> QRectF:
        """The whole page, in units."""
        return QRectF(self.layout().fullRectPixels(RESOLUTION))

    @property
    def inside(self) -> QRectF:
        """Within the margins."""
        return self.area.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)


A4 = Paper()
