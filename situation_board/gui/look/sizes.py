"""How large a window opens."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

FRAME = QSize(16, 48)
"""What the system puts around a window."""


def fitting(window: QWidget, width: int, height: int) -> QSize:
    """That size, or what there is room for: at 200 % a small laptop's screen has 540 pixels from top to bottom."""
    return QSize(width, height).boundedTo(window.screen().availableSize() - FRAME)
