"""Where actions and questions run, so that the window never waits. Nothing else starts threads."""

from situation_board.gui.background.errands import Errands
from situation_board.gui.background.situation import Situation

__all__ = ["Errands", "Situation"]
