"""Taking in another laptop's changes, and answering where the two disagree."""

from situation_board.core.merging.conflicts import Conflict, Side, conflicts, get_conflict, resolve
from situation_board.core.merging.taking_in import ANOTHER, Merged, merge

__all__ = ["ANOTHER", "Conflict", "Merged", "Side", "conflicts", "get_conflict", "merge", "resolve"]
