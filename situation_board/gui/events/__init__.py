"""Events: the table of them all, and the editor of one."""

from situation_board.gui.events.editor import EventEditor
from situation_board.gui.events.table import EventsTable

__all__ = ["EventEditor", "EventsTable"]
