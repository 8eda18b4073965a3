"""Where the keyboard was before a line of entry or a question took it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid


class WayBack:
    """Remembers the widget that has the keyboard, which may be gone by the time one comes back."""

    def __init__(self) -> None:
        self._widget: QWidget | None = None

    def remember(self) -> None:
        self._widget = QApplication.focusWidget()

    def forget(self) -> None:
        self._widget = None

    def go(self) -> None:
        """Give the keyboard back, once."""
        widget, self._widget = self._widget, None
        if widget is not None and isValid(widget):
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
