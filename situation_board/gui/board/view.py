"""The view of one column: a table of one column and fixed row height, which cards can be dragged from and to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from situation_board.gui.board.card_delegate import CardDelegate
from situation_board.gui.board.drag_picture import drag_picture
from situation_board.gui.board.drop_line import EmptyWords, paint_drop_line, paint_empty, paint_whole_target
from situation_board.gui.board.layout import BETWEEN_CARDS, Density
from situation_board.gui.board.mime import Cards, from_mime, to_mime
from situation_board.gui.board.model import ColumnModel
from situation_board.gui.board.questions import Part
from situation_board.gui.board.slim_scroll_bar import SlimScrollBar
from situation_board.gui.look import SPACE, tones

Flag = QItemSelectionModel.SelectionFlag
Action = QAbstractItemView.CursorAction


@dataclass(frozen=True)
class Drop:
    """Cards that were dropped: in front of one card, behind another, or on the column as a whole."""

    cards: tuple[str, ...]
    before: str | None = None
    after: str | None = None


class ColumnView(QTableView):
    """What it tells: cards were `dropped` on it, or may not be dragged (`drag_refused`); another place than its own
    was reached by arrow key (`left_for`, -1 or 1 as seen); letters were `typed`; a plain click or arrow begins a new
    selection (`began_anew`); a menu is wanted at a place on the screen.
    """

    dropped = Signal(object)
    drag_refused = Signal()
    left_for = Signal(int)
    typed = Signal(str)
    began_anew = Signal()
    menu_wanted = Signal(object)

    def __init__(self, model: ColumnModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards_to_drag: Callable[[], tuple[str, ...]] = self.chosen
        self.can_order = True
        self.is_read_only = False
        self.is_past = False
        self.empty_words = EmptyWords("", "")
        self._gap: int | None = None
        self._drag_y = 0
        self.cards = model
        self._delegate = CardDelegate(model, self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self._set_up_table()
        self._set_up_dragging()
        self._fit_rows()
        self._colour_ground()

    def _set_up_table(self) -> None:
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(16)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBar(SlimScrollBar(self))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)

    def _set_up_dragging(self) -> None:
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)  # a drop line of our own
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDragDropOverwriteMode(False)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setAutoScroll(True)
        self.setAutoScrollMargin(6 * SPACE)

    # --- which cards

    def chosen(self) -> tuple[str, ...]:
        """The selected cards in order."""
        ranges: Any = self.selectionModel().selection()  # the stubs do not say that it can be looped over
        rows = sorted({row for part in ranges for row in range(part.top(), part.bottom() + 1)})
        return tuple(self.cards.card(row) for row in rows)

    def current(self) -> str | None:
        index = self.currentIndex()
        return self.cards.card(index.row()) if index.isValid() else None

    def choose(self, cards: Iterable[str], *, add: bool = False) -> None:
        """Select those that stand here, and no others unless they are added."""
        selection = QItemSelection()
        for row in self.cards.rows_of(cards):
            index = self.cards.index(row, 0)
            selection.select(index, index)
        self.selectionModel().select(selection, Flag.Select if add else Flag.ClearAndSelect)

    def make_current(self, card: str, *, scroll: bool = True) -> None:
        """Give a card the focus within this view without changing what is selected."""
        for row in self.cards.rows_of([card]):
            index = self.cards.index(row, 0)
            self.selectionModel().setCurrentIndex(index, Flag.NoUpdate)
            if scroll:
                self.scrollTo(index)

    def nearest_row(self, y: int) -> int:
        """The row at a height in the viewport, or the nearest."""
        row = self.rowAt(y)
        return row if row >= 0 else (len(self.cards.ids) - 1 if y > 0 else 0)

    def seen_part(self) -> Part:
        """What of the column is in view, and one more on either side."""
        if self.isHidden():
            return Part(None, 0, 0)
        top = max(self.rowAt(0), 0)
        count = self.viewport().height() // self._delegate.row_height + 2
        return Part(self.cards.card(top) if self.cards.ids else None, top, count)

    def refresh(self) -> None:
        """Something of the cards may have changed: what is looked at is asked for again."""
        self.cards.refresh(self.seen_part().of(self.cards.ids))

    @contextmanager
    def keeping_place(self) -> Iterator[None]:
        """Whatever comes or goes, the card at the top of the view stays there, and what is selected stays so."""
        bar = self.verticalScrollBar()
        top = self.rowAt(0) if bar.value() > 0 else -1
        anchor = (self.cards.card(top), self.rowViewportPosition(top)) if top >= 0 else None
        chosen, current = self.chosen(), self.current()
        yield
        self.executeDelayedItemsLayout()
        self.updateGeometries()
        if self.chosen() != chosen:
            self.choose(chosen)
        if current is not None and self.current() != current:
            self.make_current(current, scroll=False)
        if anchor is not None:
            for row in self.cards.rows_of([anchor[0]]):
                bar.setValue(row * self._delegate.row_height - anchor[1])

    # --- look

    @property
    def density(self) -> Density:
        return self._delegate.density

    def set_density(self, density: Density) -> None:
        top = self.rowAt(0)
        self._delegate.density = density
        self._fit_rows()
        if top >= 0:
            self.executeDelayedItemsLayout()
            self.verticalScrollBar().setValue(top * self._delegate.row_height)

    @property
    def row_height(self) -> int:
        return self._delegate.row_height

    def set_past(self, is_past: bool) -> None:
        """The past is tinted."""
        self.is_past = is_past
        self._colour_ground()

    def _fit_rows(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._delegate.row_height)
        self.verticalScrollBar().setSingleStep(max(16, self._delegate.row_height // 2))
        self.viewport().update()

    def _colour_ground(self) -> None:
        colours = tones(self.palette())
        ground = QPalette(self.palette())
        self._delegate.ground = colours.past if self.is_past else colours.ground
        ground.setColor(QPalette.ColorRole.Base, self._delegate.ground)
        self.viewport().setPalette(ground)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_delegate"):
            self._colour_ground()
        elif event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._delegate.set_font(self.font())
            self._fit_rows()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        colours = tones(self.palette())
        if self._gap is None and self.cards.ids:
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.cards.ids:
            paint_empty(painter, self.viewport().rect(), self.empty_words, colours, self.font())
        if self._gap is not None and self.can_order:
            paint_drop_line(painter, self.viewport().rect(), self._line_y(), colours)
        elif self._gap is not None:
            paint_whole_target(painter, self.viewport().rect(), colours)
        painter.end()

    # --- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in steps and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.left_for.emit(steps[Qt.Key(event.key())])
            event.accept()
        else:
            super().keyPressEvent(event)

    def moveCursor(self, action: Action, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        if action == Action.MoveHome and self.cards.ids:
            return self.cards.index(0, 0)
        if action == Action.MoveEnd and self.cards.ids:
            return self.cards.index(len(self.cards.ids) - 1, 0)
        return super().moveCursor(action, modifiers)

    def keyboardSearch(self, text: str) -> None:
        self.typed.emit(text)

    def selectionCommand(
        self, index: QModelIndex | QPersistentModelIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        command = super().selectionCommand(index, event)
        if command & Flag.Clear:
            self.began_anew.emit()
        return command

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard and self.currentIndex().isValid():
            place = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        self.menu_wanted.emit(place)

    # --- dragging

    def startDrag(self, actions: Qt.DropAction) -> None:
        cards = self.cards_to_drag()
        if not cards or self.cards.settings is None:
            return
        if self.is_read_only:
            self.drag_refused.emit()
            return
        drag = QDrag(self)
        drag.setMimeData(to_mime(Cards(self.cards.settings.id, cards)))
        picture, hot_spot = drag_picture(self, self._delegate, len(cards))
        drag.setPixmap(picture)
        drag.setHotSpot(hot_spot)
        drag.exec(Qt.DropAction.MoveAction)

    def cards_in(self, event: QDropEvent) -> tuple[str, ...]:
        """The cards that an event brings and that may be dropped here."""
        if self.is_read_only or self.cards.settings is None:
            return ()
        return from_mime(event.mimeData(), situation=self.cards.settings.id)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        super().dragEnterEvent(event)
        self._answer(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)  # scrolls near the edges
        self._answer(event)

    def _answer(self, event: QDragMoveEvent) -> None:
        if self.cards_in(event):
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()
            self._drag_y = event.position().toPoint().y()
            self._show_gap(self.gap_at(self._drag_y))
        else:
            event.ignore()
            self._show_gap(None)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._show_gap(None)

    def dropEvent(self, event: QDropEvent) -> None:
        cards = self.cards_in(event)
        gap = self.gap_at(event.position().toPoint().y())
        self.stopAutoScroll()
        self.setState(QAbstractItemView.State.NoState)
        self._show_gap(None)
        if not cards:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.MoveAction)
        event.accept()
        self.dropped.emit(self.drop_at(cards, gap))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        if self._gap is not None:
            self._show_gap(self.gap_at(self._drag_y))

    @property
    def is_target(self) -> bool:
        """Whether cards hover over it, and it shows where they would go."""
        return self._gap is not None

    def gap_at(self, y: int) -> int:
        """Between which cards a height lies: the row in front of which a card would come to stand."""
        height = self._delegate.row_height
        row = (y + self.verticalOffset() + height // 2) // height
        return max(0, min(row, len(self.cards.ids)))

    def drop_at(self, cards: tuple[str, ...], gap: int) -> Drop:
        """The neighbours in a gap that are not themselves on the move."""
        if not self.can_order:
            return Drop(cards)
        moving, ids = set(cards), self.cards.ids
        below = next((ids[row] for row in range(gap, len(ids)) if ids[row] not in moving), None)
        above = next((ids[row] for row in range(gap - 1, -1, -1) if ids[row] not in moving), None)
        return Drop(cards, before=below, after=None if below else above)

    def _line_y(self) -> float:
        y = (self._gap or 0) * self._delegate.row_height - self.verticalOffset() - BETWEEN_CARDS / 2
        return max(1.5, min(y, self.viewport().height() - 2.0))

    def _show_gap(self, gap: int | None) -> None:
        if gap != self._gap:
            self._gap = gap
            self.viewport().update()
