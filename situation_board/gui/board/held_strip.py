"""The strip below the board: places that are held. Collapsed it names them; cards can be dropped on it either way."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from situation_board.core.questions.cards import CardFace
from situation_board.gui import look
from situation_board.gui.board.column_panel import ICON, ColumnHeading, beside_margin
from situation_board.gui.board.drop_line import EmptyWords
from situation_board.gui.board.labels import ElidedLabel
from situation_board.gui.board.layout import Density
from situation_board.gui.board.model import ColumnModel
from situation_board.gui.board.view import ColumnView, Drop
from situation_board.gui.board.words import column_words, isolated
from situation_board.gui.look import SPACE

MOST_NAMES = 24
MOST_ROWS = 4
HOVER_MILLISECONDS = 500
LIT = "\u25c6"


class HeldStrip(QWidget):
    """Cards dropped on its heading are `dropped` too; while cards hover over it, it opens."""

    sort_chosen = Signal(str)
    expanded_changed = Signal(bool)

    def __init__(self, model: ColumnModel, empty: EmptyWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self._is_hovered = False
        self.heading = ColumnHeading(model.column, self)
        self.heading.sort_chosen.connect(self.sort_chosen)
        self.toggle = self._make_toggle()
        self._names = ElidedLabel(self)
        self.heading.row.insertWidget(0, self.toggle)
        self.heading.row.insertWidget(self.heading.row.count() - 2, self._names, 100)
        self.view = ColumnView(model, self)
        self.view.empty_words = empty
        self.view.set_density(Density.DENSE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 2)
        column.setSpacing(0)
        column.addWidget(self.heading)
        column.addLayout(beside_margin(self.view))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAcceptDrops(True)
        self._hover_timer = QTimer(self, singleShot=True, interval=HOVER_MILLISECONDS)
        self._hover_timer.timeout.connect(lambda: self.expand(True))
        for signal in (model.rowsInserted, model.rowsRemoved, model.rowsMoved, model.modelReset, model.dataChanged):
            signal.connect(self._show_names)
        self.expand(False)
        self.show_title()

    def _make_toggle(self) -> QToolButton:
        button = QToolButton(self)
        button.setAutoRaise(True)
        button.setIconSize(QSize(ICON, ICON))
        button.clicked.connect(lambda: self.expand(not self.is_expanded))
        return button

    @property
    def is_expanded(self) -> bool:
        return self._is_expanded

    def expand(self, is_expanded: bool) -> None:
        self._is_expanded = is_expanded
        self.view.setVisible(is_expanded)
        if not is_expanded:
            self.view.clearSelection()  # nothing is done to cards that are not seen
        self._names.setVisible(not is_expanded)
        self.toggle.setIcon(look.icon("expand" if is_expanded else "collapse"))
        self.toggle.setToolTip(self.tr("Close the strip") if is_expanded else self.tr("Open the strip"))
        self.toggle.setAccessibleName(self.toggle.toolTip())
        self._fit()
        self._show_names()
        self.expanded_changed.emit(is_expanded)

    def show_title(self) -> None:
        title = column_words(self.model.column, self.model.settings)
        self.heading.show_title(title[:1].upper() + title[1:])
        self.view.setAccessibleName(title)

    def show_sort(self, sort: str) -> None:
        self.heading.sort_button.show_sort(sort)
        self.view.can_order = sort == "manual"

    def names(self) -> str:
        """What the closed strip says."""
        return self._names.text()

    def refresh(self) -> None:
        """Something of the cards may have changed: those that are shown or named are asked for again."""
        self.view.refresh()
        self._show_names()

    def _show_names(self) -> None:
        self._fit()
        if self._is_expanded:
            return
        faces = [self.model.face(row) for row in range(min(MOST_NAMES, len(self.model.ids)))]
        names = [self._named(face) for face in faces if face is not None]
        more = len(self.model.ids) - MOST_NAMES
        self._names.set_text(", ".join(names) + (" …" if more > 0 else "") or self.view.empty_words.what)

    def _named(self, face: CardFace) -> str:
        """A card that is pointed out has a mark."""
        return f"{LIT} {isolated(face.place)}" if self.model.is_lit(face.id) else isolated(face.place)

    def _fit(self) -> None:
        """High enough for a few cards; more are scrolled to."""
        rows = max(1.5, min(len(self.model.ids), MOST_ROWS - 0.5))
        self.view.setFixedHeight(round(rows * self.view.row_height) + 2)

    # --- as a target

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if not self.view.cards_in(event):
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.MoveAction)
        event.accept()
        self._hover(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._hover(False)

    def dropEvent(self, event: QDropEvent) -> None:
        cards = self.view.cards_in(event)
        self._hover(False)
        event.setDropAction(Qt.DropAction.MoveAction)
        event.accept()
        self.view.dropped.emit(Drop(cards))

    def _hover(self, is_hovered: bool) -> None:
        self._is_hovered = is_hovered
        self.update()
        if is_hovered and not self._is_expanded:
            self._hover_timer.start()
        else:
            self._hover_timer.stop()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click anywhere on the heading opens and closes it."""
        if self.heading.geometry().contains(event.position().toPoint()):
            self.expand(not self._is_expanded)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = look.tones(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colours.accent, 2) if self._is_hovered else Qt.PenStyle.NoPen)
        if colours.high_contrast and not self._is_hovered:
            painter.setPen(colours.border)
        painter.setBrush(colours.past if self.view.is_past else colours.ground)
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), SPACE, SPACE)
        painter.end()
