"""What was done: undo and redo, the history in words, and what changed between two moments."""

from situation_board.core.history.difference import Difference, Group
from situation_board.core.history.differences import differences
from situation_board.core.history.folds import Fold, folded
from situation_board.core.history.lines import HistoryLine, Part, history
from situation_board.core.history.telling import About, grouped, told
from situation_board.core.history.undoing import Stack, Undoable, redo, stack, undo, undo_action

__all__ = [
    "About",
    "Difference",
    "Fold",
    "Group",
    "HistoryLine",
    "Part",
    "Stack",
    "Undoable",
    "differences",
    "folded",
    "grouped",
    "history",
    "redo",
    "stack",
    "told",
    "undo",
    "undo_action",
]
