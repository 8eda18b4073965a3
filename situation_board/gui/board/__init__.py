"""The board, the heart of the window."""

from situation_board.gui.board.board_widget import BoardWidget
from situation_board.gui.board.layout import Density
from situation_board.gui.board.moving import Moved

__all__ = ["BoardWidget", "Density", "Moved"]
