"""Everything that one sheet shows, read in one transaction, frozen, as plain data."""

from situation_board.core.snapshot.sheet import Sheet
from situation_board.core.snapshot.taking import take
from situation_board.core.snapshot.wanted import DRAFT, Standing, Wanted

__all__ = ["DRAFT", "Sheet", "Standing", "Wanted", "take"]
