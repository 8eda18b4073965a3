"""What was done: undo and redo, the history in words, and what changed between two moments."""

from situation_board.core.history.difference import Difference, Group
from situation_board.core.history.differences import differences
from situation_board.core.history.lines import HistoryLine, Part, history
from situation_board.core.history.telling import About, grouped, told
from situation_board.core.history.undoing import Stack, Undoable, redo, stack, undo, undo_action

__all__ = [
    "About",
    "Difference",
    "Group",
    "HistoryLine",
    "Part",
    "Stack",
    "Undoable",
    "differences",
    "grouped",
    "history",
    "redo",
    "stack",
    "told",
    "undo",
    "undo_action",
]
