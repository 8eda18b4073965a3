"""One field over everything. Results come as one types; the arrows choose, Enter goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QWidget

from situation_board.gui.background import Situation
from situation_board.gui.errors import announce
from situation_board.gui.look import HALF, icon

if TYPE_CHECKING:
    from situation_board.core.questions.search import Hit

HIT = Qt.ItemDataRole.UserRole
WIDTH = 40  # letters


class SearchField(QLineEdit):
    """`chosen` brings the Hit to show; `left` gives the keyboard back."""

    chosen = Signal(object)
    left = Signal()

    def __init__(self, situation: Situation, window: QWidget) -> None:
        super().__init__(window)
        self._situation = situation
        self._shown_for = ""
        self._is_awaited = False
        self._results = _Results(window)
        self._results.itemClicked.connect(self._choose)
        self.show_past(False)
        self.setAccessibleName(self.tr("Search everything"))
        self.setClearButtonEnabled(True)
        self.setMaximumWidth(WIDTH * self.fontMetrics().averageCharWidth())
        self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.textChanged.connect(self._ask)
        window.installEventFilter(self)

    def show_past(self, is_past: bool) -> None:
        """The search is over what is live, and says so while the board shows the past."""
        words = (
            self.tr("Search what is live, not the past (Ctrl+F)") if is_past else self.tr("Search everything (Ctrl+F)")
        )
        self.setPlaceholderText(words)

    @property
    def results(self) -> QListWidget:
        return self._results

    def _ask(self, text: str) -> None:
        from situation_board.core.questions.search import search

        self._is_awaited = False
        self._situation.ask(search, text, done=lambda hits: self._show(text, hits), key=(self, "search"), receiver=self)
        if not text.strip():
            self._results.hide()

    def _show(self, text: str, hits: list[Hit]) -> None:
        self._shown_for = text
        if not text.strip():
            return
        self._results.fill(hits, self.tr("Nothing found"))
        self._place()
        self._results.show()
        self._results.raise_()
        announce(self, self.tr("{count} found").format(count=len(hits)))
        if self._is_awaited:
            self._choose(self._results.currentItem())

    def _enter(self) -> None:
        """Go to what is found for all that was typed; where that is not there yet, when it is."""
        self._is_awaited = self._shown_for != self.text()
        if not self._is_awaited and self._results.isVisible():
            self._choose(self._results.currentItem())

    def _place(self) -> None:
        """Below the field, as wide as is useful, inside the window."""
        window = self.window()
        width = min(max(self.width(), 56 * self.fontMetrics().averageCharWidth()), window.width() - 2 * HALF)
        corner = self.mapTo(window, QPoint(0, self.height() + HALF))
        left = min(max(HALF, corner.x() + self.width() - width), window.width() - width - HALF)
        room = window.height() - corner.y() - HALF
        self._results.setGeometry(left, corner.y(), width, min(self._results.wanted_height(), room))

    def _choose(self, item: QListWidgetItem | None) -> None:
        hit = item.data(HIT) if item is not None else None
        if hit is not None:
            self._results.hide()
            self.clear()
            self._results.fill([], "")
            self.chosen.emit(hit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Down:
                self._results.step(1)
            case Qt.Key.Key_Up:
                self._results.step(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._enter()
            case Qt.Key.Key_Escape:
                self._results.hide()
                self.clear()
                self.left.emit()
            case _:
                super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._results.hide()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.text().strip():
            self._ask(self.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._results.isVisible():
            self._place()
        return super().eventFilter(watched, event)


class _Results(QListWidget):
    """The list below the field; the keyboard stays in the field."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.Box)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self._hits: list[Hit] = []
        self.hide()

    def fill(self, hits: list[Hit], none: str) -> None:
        """Show hits; the same ones leave the choice where it is."""
        if hits and hits == self._hits:
            return
        from situation_board.gui.search.hits import hit_item

        self._hits = hits
        self.clear()
        for hit in hits:
            self.addItem(hit_item(hit))
        if hits:
            self.setCurrentRow(0)
        else:
            nothing = QListWidgetItem(f"{none}\n")
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(nothing)

    def step(self, by: int) -> None:
        if self.isVisible() and self.count():
            self.setCurrentRow((self.currentRow() + by) % self.count())

    def wanted_height(self) -> int:
        return self.count() * self.sizeHintForRow(0) + 2 * self.frameWidth()
