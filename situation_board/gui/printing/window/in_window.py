"""Printing, in the window: its menu opens these."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from situation_board.core.vocabulary import SheetKind

if TYPE_CHECKING:
    from situation_board.core.questions.snapshots import Issue
    from situation_board.gui.background import Errands
    from situation_board.gui.main_window import MainWindow
    from situation_board.gui.printing.window.dialog import PrintWindow
    from situation_board.gui.printing.window.issues import IssuesWindow


class Printing(QObject):
    """Windows are made when they are first wanted."""

    def __init__(self, window: MainWindow, errands: Errands) -> None:
        super().__init__(window)
        self._window, self._errands = window, errands

    def show_print(self, kind: SheetKind | None = None, corrects: Issue | None = None) -> PrintWindow:
        """The sheet as it would be now; a card that is chosen on the board can be printed as a dossier."""
        from situation_board.gui.printing.window.dialog import PrintWindow

        window = self._window
        chosen = window.centre.board.selected()
        card = chosen[0] if len(chosen) == 1 else None
        opened = PrintWindow(
            window.situation, window.settings, self._errands, window, card=card, kind=kind, corrects=corrects
        )
        opened.show()
        return opened

    def show_issues(self) -> IssuesWindow:
        from situation_board.gui.printing.window.issues import IssuesWindow

        window = self._window
        opened = IssuesWindow(window.situation, self._errands, window)
        opened.correct_wanted.connect(lambda issue: self.show_print(SheetKind.STATUS, corrects=issue))
        opened.show()
        return opened
