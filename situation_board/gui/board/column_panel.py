"""One column of the board: its heading, its cards, its order."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from situation_board.core.vocabulary import Column
from situation_board.gui import look
from situation_board.gui.board.drop_line import EmptyWords
from situation_board.gui.board.model import ColumnModel
from situation_board.gui.board.view import ColumnView
from situation_board.gui.board.words import column_words, isolated
from situation_board.gui.look import HALF, SPACE

ICON = 16


class ColumnHeading(QWidget):
    """Icon, heading, how many cards, how many of them stale, and the menu that sorts."""

    sort_chosen = Signal(str)

    def __init__(self, column: Column, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = column
        self._stale_count = 0
        self._icon = QLabel(self)
        self._title = QLabel(self)
        self._count = QLabel(self)
        self._stale_icon = QLabel(self)
        self._stale = QLabel(self)
        self.sort_button = SortButton(self)
        self.sort_button.chosen.connect(self.sort_chosen)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(SPACE, HALF, HALF, HALF)
        self.row.setSpacing(SPACE - 2)
        for widget in (self._icon, self._title, self._count, self._stale_icon, self._stale):
            self.row.addWidget(widget)
        self.row.addStretch(1)
        self.row.addWidget(self.sort_button)
        self._dress()
        self.show_counts(shown=0, total=0, stale=0)

    def show_title(self, title: str) -> None:
        self._title.setText(title)
        self.setAccessibleName(title)

    def show_counts(self, *, shown: int, total: int, stale: int) -> None:
        """The count says when a filter hides some: "12 / 340"."""
        self._count.setText(isolated(str(shown) if shown == total else f"{shown} / {total}"))
        self._count.setToolTip(self.tr("%1 of %2 cards shown").replace("%1", str(shown)).replace("%2", str(total)))
        self._stale.setText(self.tr("%1 stale").replace("%1", isolated(str(stale))))
        for widget in (self._stale, self._stale_icon):
            widget.setVisible(stale > 0)

    def _dress(self) -> None:
        """Sizes, weights and tones that follow font and palette."""
        colours = look.tones(self.palette())
        strong = QFont(self.font())
        strong.setWeight(QFont.Weight.DemiBold)
        self._title.setFont(strong)
        ratio = self.devicePixelRatioF()
        self._icon.setPixmap(look.icon_pixmap(self._column.value, ICON, colours.muted, ratio))
        self._stale_icon.setPixmap(look.icon_pixmap("clock-stale", ICON, colours.attention, ratio))
        for label, colour in ((self._count, colours.muted), (self._stale, colours.attention)):
            own = label.palette()
            if own.color(label.foregroundRole()) != colour:
                own.setColor(label.foregroundRole(), colour)
                label.setPalette(own)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._dress()


class SortButton(QToolButton):
    """How a column is sorted; dragging orders only what is in manual order."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoRaise(True)
        self.setIcon(look.icon("sort"))
        self.setIconSize(QSize(ICON, ICON))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._menu = QMenu(self)
        self.clicked.connect(lambda: self._menu.popup(self.mapToGlobal(self.rect().bottomLeft())))
        group = QActionGroup(self)
        self._actions = {sort: self._add(sort, words, group) for sort, words in self._sorts().items()}
        self.show_sort("manual")

    def _sorts(self) -> dict[str, str]:
        return {
            "manual": self.tr("Manual order"),
            "newest": self.tr("Newest first"),
            "oldest": self.tr("Oldest first"),
            "place": self.tr("By place"),
        }

    def _add(self, sort: str, words: str, group: QActionGroup) -> QAction:
        action = self._menu.addAction(words)
        action.setCheckable(True)
        action.triggered.connect(lambda: self.chosen.emit(sort))
        group.addAction(action)
        return action

    def show_sort(self, sort: str) -> None:
        """The manual order is the usual one and needs no word."""
        self._actions[sort].setChecked(True)
        words = self._sorts()[sort]
        self.setText("" if sort == "manual" else words)
        self.setToolTip(self.tr("Sort: %1").replace("%1", words))
        self.setAccessibleName(self.toolTip())


class ColumnPanel(QWidget):
    """A column with its heading on the ground of its cards."""

    sort_chosen = Signal(str)

    def __init__(self, model: ColumnModel, empty: EmptyWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.heading = ColumnHeading(model.column, self)
        self.heading.sort_chosen.connect(self.sort_chosen)
        self.view = ColumnView(model, self)
        self.view.empty_words = empty
        self.view.setAccessibleDescription(f"{empty.what} {empty.how}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, SPACE - 2)
        column.setSpacing(HALF)
        column.addWidget(self.heading)
        column.addLayout(beside_margin(self.view), 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumWidth(22 * SPACE)
        self.show_title()

    def show_title(self) -> None:
        title = column_words(self.model.column, self.model.settings)
        self.heading.show_title(title[:1].upper() + title[1:])
        self.view.setAccessibleName(title)

    def show_sort(self, sort: str) -> None:
        self.heading.sort_button.show_sort(sort)
        self.view.can_order = sort == "manual"

    def refresh(self) -> None:
        self.view.refresh()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = look.tones(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colours.border if colours.high_contrast else Qt.PenStyle.NoPen)
        painter.setBrush(colours.past if self.view.is_past else colours.ground)
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), SPACE, SPACE)
        painter.end()


def beside_margin(view: ColumnView) -> QHBoxLayout:
    """The view with a margin on the side where its scroll bar is not; a layout mirrors it, margins would stay."""
    row = QHBoxLayout()
    row.setSpacing(0)
    row.addSpacing(SPACE)
    row.addWidget(view)
    return row
