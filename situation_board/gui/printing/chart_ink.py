"""The colours of charts on paper."""

from __future__ import annotations

from PySide6.QtGui import QColor

from situation_board.gui.charts.styles import Ink

PAPER_INK = Ink(
    ground=QColor("#ffffff"),
    text=QColor("#15191e"),
    muted=QColor("#4c5661"),
    grid=QColor("#d5dade"),
    accent=QColor("#14639e"),
    is_dark=False,
)
