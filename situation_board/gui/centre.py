"""The middle of the window: the board, with messages and quick entry above it and the line after a move at its foot."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from situation_board.gui.background import Situation
from situation_board.gui.board import BoardWidget
from situation_board.gui.errors import Banner
from situation_board.gui.look import HALF, SPACE

if TYPE_CHECKING:
    from situation_board.gui.current_report import CurrentReport
    from situation_board.gui.entry.claim_entry import ClaimEntry
    from situation_board.gui.entry.event_entry import EventEntry
    from situation_board.gui.entry.quick_entry import QuickEntry
    from situation_board.gui.move_strip import MoveStrip
    from situation_board.gui.tasks.task_entry import TaskEntry


class Centre(QWidget):
    """Keeps the board where it is: the line after a move lies over its foot, above the held strip: nothing jumps.

    The board is there at once, the rest when it is first needed, so that the window is shown soon.
    """

    card_wanted = Signal(str)
    thing_wanted = Signal(str)
    routes_wanted = Signal(object)

    def __init__(self, situation: Situation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._situation = situation
        self.banner = Banner(self)
        self.board = BoardWidget(situation, self)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._rows.addWidget(self.banner)
        self._rows.addWidget(self.board, 1)

    @cached_property
    def current(self) -> CurrentReport:
        """What entries and moves rest on; its line stands above them."""
        from situation_board.gui.current_report import CurrentReport
        from situation_board.gui.current_report_strip import CurrentReportStrip

        current = CurrentReport(self._situation, self)
        strip = CurrentReportStrip(current, self)
        strip.show_wanted.connect(self.thing_wanted)
        strip.left.connect(self.board.setFocus)
        self._put_above_board(strip)
        self.board.mover.current = current
        return current

    @cached_property
    def entry(self) -> QuickEntry:
        from situation_board.gui.entry.quick_entry import QuickEntry

        entry = QuickEntry(self._situation, self, current=self.current)
        entry.added.connect(self.card_wanted)
        entry.card_wanted.connect(self.card_wanted)
        self._put_above_board(entry)
        return entry

    @cached_property
    def event_entry(self) -> EventEntry:
        from situation_board.gui.entry.event_entry import EventEntry

        entry = EventEntry(self._situation, self, current=self.current)
        self._put_above_board(entry)
        return entry

    @cached_property
    def claim_entry(self) -> ClaimEntry:
        from situation_board.gui.entry.claim_entry import ClaimEntry

        entry = ClaimEntry(self._situation, self, current=self.current)
        entry.noted.connect(self.banner.show_notice)
        self._put_above_board(entry)
        return entry

    @cached_property
    def task_entry(self) -> TaskEntry:
        from situation_board.gui.tasks.task_entry import TaskEntry

        entry = TaskEntry(self._situation, self, current=self.current)
        self._put_above_board(entry)
        return entry

    @cached_property
    def strip(self) -> MoveStrip:
        from situation_board.gui.move_strip import MoveStrip

        strip = MoveStrip(self._situation, self)
        strip.left.connect(self.board.setFocus)
        strip.routes_wanted.connect(self.routes_wanted)
        strip.installEventFilter(self)
        return strip

    def _put_above_board(self, widget: QWidget) -> None:
        self._rows.insertWidget(self._rows.indexOf(self.board), widget)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if "strip" in self.__dict__:
            self._place_strip()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The line is wanted higher when more is said in it."""
        if event.type() in {QEvent.Type.Show, QEvent.Type.LayoutRequest}:
            self._place_strip()
        return super().eventFilter(watched, event)

    def _place_strip(self) -> None:
        width = self.width() - 2 * SPACE
        height = max(self.strip.heightForWidth(width), self.strip.sizeHint().height())
        foot = self.board.strip.mapTo(self, QPoint(0, 0)).y()
        self.strip.setGeometry(SPACE, foot - height - HALF, width, height)
        self.strip.raise_()
