"""The inspector: all about what is selected, edited where it stands."""

from situation_board.gui.inspector.inspector import Inspector

__all__ = ["Inspector"]
