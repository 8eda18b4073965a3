"""The charts' place in the window: a dock below the board; a chosen span lights up cards and filters the events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from situation_board.gui.background import Errands
from situation_board.gui.charts.panel import ChartPanel

if TYPE_CHECKING:
    from situation_board.gui.main_window import MainWindow


def make_charts(window: MainWindow, errands: Errands) -> ChartPanel:
    """The panel for the dock."""
    panel = ChartPanel(window.situation, errands, window)
    panel.told.connect(window.centre.banner.show_notice)
    panel.cards_lit.connect(window.centre.board.light_up)
    window.centre.board.lights_out.connect(lambda: panel.select_span(None, None))
    panel.span_selected.connect(lambda since, until: window.events.set_span(since, until))
    panel.left.connect(window.centre.board.setFocus)
    return panel
