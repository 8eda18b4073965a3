"""Closing the windows beside the main one, before it closes itself."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QWidget

LEAVING = "leaving"
"""The property of a window that does not close yet, but will by itself once what it does has ended."""


def close_windows_beside(window: QWidget) -> bool:
    """Whether all of them closed. One that is leaving takes the window along when it does."""
    for beside in window.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if beside.isWindow() and not isinstance(beside, QDockWidget) and not beside.close():
            if beside.property(LEAVING):
                beside.destroyed.connect(window.close, Qt.ConnectionType.QueuedConnection)
            return False
    return True
