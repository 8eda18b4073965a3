"""The line of a context menu by which something is taken out of the file for good."""

from __future__ import annotations

from typing import Protocol, cast

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMainWindow, QMenu, QWidget

from situation_board.gui.look import icon


class TakesOut(Protocol):
    """The window of a situation."""

    def take_out(self, thing: str, field: str = "") -> None: ...


def offer_to_take_out(menu: QMenu, widget: QWidget, thing: str, field: str = "") -> None:
    """Below the other lines, as it is done once in a year."""
    window = _window_of(widget)
    if window is None or not thing:
        return
    if not menu.isEmpty():
        menu.addSeparator()
    words = QCoreApplication.translate("TakingOut", "Take out for &good…")
    menu.addAction(icon("strike"), words, lambda: window.take_out(thing, field))


def _window_of(widget: QWidget) -> TakesOut | None:
    """Panels that float and lists belong to it as well."""
    owner: QWidget | None = widget
    while owner is not None and not (isinstance(owner, QMainWindow) and hasattr(owner, "take_out")):
        owner = owner.parentWidget()
    return cast("TakesOut | None", owner)
