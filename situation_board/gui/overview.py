"""What helps to keep the overview: what changed, the search that stays, the shift handover, and EXERCISE on it all."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from situation_board.core.vocabulary import SheetKind
from situation_board.gui.last_seen import LastSeen

if TYPE_CHECKING:
    from situation_board.core.history import About
    from situation_board.gui.changes.panel import ChangesPanel
    from situation_board.gui.exercise import ExerciseStamp
    from situation_board.gui.handover.window import HandoverWindow
    from situation_board.gui.main_window import MainWindow
    from situation_board.gui.search.panel import SearchPanel


class Overview(QObject):
    """The panels follow their docks; each is made when it is first needed."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._is_furnished = False
        self.last_seen = LastSeen(window.situation, window.settings, self)
        window.header.exercise_known.connect(self._stamp)
        window.docks.changes.visibilityChanged.connect(self._fill_changes)
        window.docks.search.visibilityChanged.connect(self._fill_search)

    def furnish(self) -> None:
        """After the first paint: the panels that are seen, and up to where the file was seen before."""
        self._is_furnished = True
        self.last_seen.look_again()
        self._fill_changes(not self._window.docks.changes.isHidden())
        self._fill_search(not self._window.docks.search.isHidden())

    @cached_property
    def changes(self) -> ChangesPanel:
        from situation_board.gui.changes.panel import ChangesPanel

        window = self._window
        changes = ChangesPanel(window.situation, self.last_seen.before, window)
        changes.chosen.connect(self._show_changed)
        self.last_seen.known.connect(changes.set_bookmark)
        window.docks.changes.setWidget(changes)
        return changes

    @cached_property
    def exercise(self) -> ExerciseStamp:
        from situation_board.gui.exercise import ExerciseStamp

        return ExerciseStamp(self._window)

    @cached_property
    def search(self) -> SearchPanel:
        from situation_board.gui.search.panel import SearchPanel

        window = self._window
        search = SearchPanel(window.situation, window)
        search.chosen.connect(window.show_hit)
        search.left.connect(window.centre.board.setFocus)
        window.docks.search.setWidget(search)
        return search

    # --- what a person can do

    def show_changes(self) -> None:
        self.changes.show()
        self._window.docks.come_up(self._window.docks.changes)
        self.changes.since.setFocus()

    def show_search(self) -> None:
        """What was typed into the field above goes along."""
        self.search.show()
        self._window.docks.come_up(self._window.docks.search)
        self.search.take_focus(self._window.search.text())

    def show_handover(self) -> HandoverWindow:
        from situation_board.gui.handover.window import HandoverWindow

        window = self._window
        handover = HandoverWindow(window.situation, window)
        handover.duty_wanted.connect(window.duty.ask)
        handover.print_wanted.connect(lambda: window.printing.show_print(SheetKind.HANDOVER))
        window.duty.changed.connect(handover.look_again)
        handover.show()
        return handover

    # --- inside

    def _stamp(self, is_exercise: bool) -> None:
        if is_exercise or "exercise" in self.__dict__:
            self.exercise.show_exercise(is_exercise)

    def _show_changed(self, about: About) -> None:
        if about.table in {"card", "conflict"}:
            self._window.centre.board.select([about.thing])
        self._window.show_thing(about.thing)

    def _fill_changes(self, is_visible: bool) -> None:
        if is_visible and self._is_furnished:
            self.changes.show()

    def _fill_search(self, is_visible: bool) -> None:
        if is_visible and self._is_furnished:
            self.search.show()
