"""How sure we are, in the window: the line for a claim, the queue of what to verify again, the situation's settings."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from situation_board.core.vocabulary import Stance

if TYPE_CHECKING:
    from situation_board.gui.main_window import MainWindow
    from situation_board.gui.verify.panel import QueuePanel

QUEUE_HEIGHT = 240


class Certainty(QObject):
    """The panel follows its dock, and the inspector follows what is selected in it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.docks.queue.visibilityChanged.connect(self._fill_queue)

    @cached_property
    def queue(self) -> QueuePanel:
        from situation_board.gui.verify.panel import QueuePanel

        window = self._window
        queue = QueuePanel(window.situation, window, current=window.centre.current)
        queue.chosen.connect(lambda things: window.inspector.show_things(things))
        queue.opened.connect(lambda _: window.go_to_inspector())
        queue.left.connect(window.centre.board.setFocus)
        window.docks.queue.setWidget(queue)
        return queue

    # --- what a person can do

    def add_claim(self, about: str = "", stance: Stance | None = None) -> None:
        """Open the line of a claim, about what is selected on the board or shown in the inspector."""
        if self._window.may_write():
            self._window.centre.claim_entry.start(about=about or self._shown(), stance=stance)

    def show_queue(self) -> None:
        docks = self._window.docks
        self.queue.show()
        docks.come_up(docks.queue)
        docks.give_room(docks.queue, QUEUE_HEIGHT)
        self.queue.take_focus()

    def ask_settings(self) -> None:
        """The situation's name, label, headings, shelf lives; whether it is an exercise and when it was closed."""
        from situation_board.gui.situation_settings import SituationSettings

        if self._window.may_write():
            SituationSettings(self._window.situation, self._window).open()

    # --- inside

    def _shown(self) -> str:
        board = self._window.centre.board
        chosen = board.selected() if board.columns.active.hasFocus() else self._window.inspector.ids()
        return chosen[0] if len(chosen) == 1 else ""

    def _fill_queue(self, is_visible: bool) -> None:
        if is_visible:
            self.queue.show()
