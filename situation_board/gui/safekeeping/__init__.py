"""Backups while work goes on, and a look whether the file is damaged."""

from situation_board.gui.safekeeping.keeper import Keeper

__all__ = ["Keeper"]
