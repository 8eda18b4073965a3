"""The list of suggestions under an input. It never takes the keyboard: the input stays in hand."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QWidget,
)

from situation_board.gui.entry.suggesting import NEW, Suggestion
from situation_board.gui.entry.wording import isolated

MOST_LINES = 8
PADDING = 8
Index = QModelIndex | QPersistentModelIndex


class SuggestionList(QListView):
    taken = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._lines = _Lines(self)
        self.setModel(self._lines)
        self.setItemDelegate(_LineDelegate(self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setAutoFillBackground(True)
        self.setAccessibleName(self.tr("Suggestions"))
        self.clicked.connect(self._take)
        self.hide()

    def lines(self) -> list[Suggestion]:
        return self._lines.lines

    def chosen(self) -> Suggestion | None:
        index = self.currentIndex()
        return self._lines.lines[index.row()] if index.isValid() else None

    def step(self, by: int) -> None:
        """Choose the next line; from none chosen, down is the first and up the last."""
        count = len(self._lines.lines)
        row = self.currentIndex().row()
        wanted = (0 if by > 0 else count - 1) if row < 0 else min(max(row + by, 0), count - 1)
        self.setCurrentIndex(self._lines.index(wanted))

    def show_below(self, input: QWidget, lines: list[Suggestion]) -> None:
        """Show under the input, or above it where there is no room; wide enough to read."""
        self._lines.set_lines(lines)
        window = self.window()
        row = max(self.sizeHintForRow(0), 1)
        height = row * min(len(lines), MOST_LINES) + 2 * self.frameWidth()
        width = min(max(input.width(), self._wanted_width()), window.width() - 2 * PADDING)
        place = input.mapTo(window, QPoint(0, 0))
        left = place.x() if not self.isRightToLeft() else place.x() + input.width() - width
        left = min(max(left, PADDING), max(window.width() - width - PADDING, 0))
        below, above = place.y() + input.height() + 2, place.y() - height - 2
        top = below if below + height <= window.height() or above < 0 else above
        self.setGeometry(QRect(left, top, width, height))
        self.setCurrentIndex(QModelIndex())
        self.show()
        self.raise_()

    def _wanted_width(self) -> int:
        metrics = self.fontMetrics()
        texts = (f"{title_of(line)}   {detail_of(line)}" for line in self._lines.lines)
        return max((metrics.horizontalAdvance(text) for text in texts), default=0) + 4 * PADDING + 16

    def _take(self, index: QModelIndex) -> None:
        self.taken.emit(self._lines.lines[index.row()])


def title_of(line: Suggestion) -> str:
    if line.pick == NEW:
        return _adding(line.table).format(isolated(line.name))
    spelling = f"  {isolated(line.spelling)}" if line.spelling != line.name else ""
    return isolated(line.name) + spelling


def _adding(table: str) -> str:
    match table:
        case "location":
            return QCoreApplication.translate("SuggestionList", "Add “{0}” as a place that is not located")
        case "actor":
            return QCoreApplication.translate("SuggestionList", "Add “{0}” as a new actor")
        case "source":
            return QCoreApplication.translate("SuggestionList", "Add “{0}” as a new source")
    return QCoreApplication.translate("SuggestionList", "Add “{0}”")


def detail_of(line: Suggestion) -> str:
    if not line.near:
        return line.detail
    return QCoreApplication.translate("SuggestionList", "similar: {0}").format(line.detail)


class _Lines(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: list[Suggestion] = []

    def set_lines(self, lines: list[Suggestion]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return title_of(line)
        if role == Qt.ItemDataRole.UserRole:
            return detail_of(line)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{title_of(line)}, {detail_of(line)}"
        return None


class _LineDelegate(QStyledItemDelegate):
    """The name, and further back what and where it is."""

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        style = option.widget.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        text = QPalette.ColorRole.HighlightedText if is_chosen else QPalette.ColorRole.Text
        area = option.rect.adjusted(PADDING, 0, -PADDING, 0)
        aside = index.data(Qt.ItemDataRole.UserRole) or ""
        aside_width = min(option.fontMetrics.horizontalAdvance(aside) + 4, area.width() // 2)
        title_area, aside_area = QRect(area), QRect(area)
        if option.direction == Qt.LayoutDirection.RightToLeft:
            title_area.setLeft(area.left() + aside_width + PADDING)
            aside_area.setWidth(aside_width)
        else:
            title_area.setWidth(area.width() - aside_width - PADDING)
            aside_area.setLeft(area.right() - aside_width)
        painter.save()
        self._write(painter, option, title_area, index.data(), text, at_end=False)
        quiet = text if is_chosen else QPalette.ColorRole.PlaceholderText
        self._write(painter, option, aside_area, aside, quiet, at_end=True)
        painter.restore()

    def _write(
        self,
        painter: QPainter,
        option: Any,
        area: QRect,
        text: str,
        role: QPalette.ColorRole,
        *,
        at_end: bool,
    ) -> None:
        is_rtl = option.direction == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if at_end != is_rtl else Qt.AlignmentFlag.AlignLeft
        painter.setPen(option.palette.color(role))
        shown = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute, shown)

    def sizeHint(self, option: Any, index: Index) -> QSize:
        return QSize(80, option.fontMetrics.height() + PADDING)
