"""The place of the routes in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from situation_board.gui.routes.panel import RoutesPanel

if TYPE_CHECKING:
    from situation_board.gui.main_window import MainWindow


def make_routes(window: MainWindow) -> RoutesPanel:
    """The panel for the dock; the inspector follows it when it is seen."""
    panel = RoutesPanel(window.situation, window, current=window.centre.current)
    panel.chosen.connect(lambda route: window.inspector.show_things([route]))
    panel.opened.connect(lambda _: window.go_to_inspector())
    panel.history_wanted.connect(window.show_history)
    panel.left.connect(window.centre.board.setFocus)
    return panel
