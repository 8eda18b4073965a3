"""Typing: names with what they may mean, and a card in one line."""

from situation_board.gui.entry.quick_entry import QuickEntry

__all__ = ["QuickEntry"]
