"""After a move: which routes run through the places moved and want to be looked at again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from situation_board.core.questions.routes import RouteLine, routes_through_cards
from situation_board.gui.background import Situation
from situation_board.gui.look import icon
from situation_board.gui.routes.words import check_words


class RoutesButton(QToolButton):
    """Hidden where no route runs. `wanted` brings the ids of the routes."""

    wanted = Signal(object)

    def __init__(self, situation: Situation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._situation = situation
        self._found: frozenset[str] = frozenset()
        self.setIcon(icon("route"))
        self.setAutoRaise(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(lambda: self.wanted.emit(self._found))
        self.hide()

    def look_at(self, cards: Sequence[str]) -> None:
        """Ask for the routes through the places of those cards."""
        self._situation.ask(routes_through_cards, list(cards), done=self._show, key=(self, "routes"), receiver=self)

    def _show(self, lines: list[RouteLine]) -> None:
        self._found = frozenset(line.route for line in lines)
        self.setText(check_words(lines))
        self.setAccessibleName(check_words(lines))
        self.setVisible(bool(lines))
