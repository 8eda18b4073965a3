"""A search that stays: words, filters, results that lead to each thing, searches that are kept."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPalette, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from situation_board.core.problems import Problem
from situation_board.core.questions.search import Hit, Order, Results
from situation_board.core.questions.search_filter import Criteria
from situation_board.gui.background import Situation
from situation_board.gui.entry.error_line import ErrorLine
from situation_board.gui.entry.wording import isolated
from situation_board.gui.errors import announce
from situation_board.gui.look import HALF, SPACE, icon
from situation_board.gui.search.filters import SearchFilters
from situation_board.gui.search.hits import HIT, hit_item
from situation_board.gui.search.question import Choices, choices, found
from situation_board.gui.search.saved import SavedSearches

STEP = 100
"""Results that are fetched at once."""
TYPING_MILLISECONDS = 80


class SearchPanel(QWidget):
    """`chosen` brings the Hit to show; `left` gives the keyboard back."""

    chosen = Signal(object)
    left = Signal()

    def __init__(self, situation: Situation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._situation = situation
        self._limit = STEP
        self._is_behind = True
        self.text = QLineEdit(self)
        self.text.setPlaceholderText(self.tr("Any word, name or number, in any spelling"))
        self.text.setAccessibleName(self.tr("Search for"))
        self.text.setClearButtonEnabled(True)
        self.text.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.text.installEventFilter(self)
        self.order = QComboBox(self)
        self.order.addItem(self.tr("Best match first"), False)
        self.order.addItem(self.tr("Latest first"), True)
        self.order.setAccessibleName(self.tr("Order"))
        self.filters = SearchFilters(self)
        self.saved = SavedSearches(situation, self.criteria, self)
        self.error = ErrorLine(self)
        self.answer = QLabel(self)
        self.answer.setWordWrap(True)
        self.answer.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.results = self._make_results()
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MILLISECONDS)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.text)

    def take_focus(self, text: str = "") -> None:
        """Go to the words; a text takes the place of what was looked for."""
        if text:
            self.text.setText(text)
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.text.selectAll()

    def criteria(self) -> Criteria:
        return Criteria(self.text.text().strip(), self.filters.filter(), bool(self.order.currentData()))

    def show_criteria(self, criteria: Criteria) -> None:
        """Look for that; what cannot be chosen in a filter is left out."""
        with QSignalBlocker(self.text), QSignalBlocker(self.order):
            self.text.setText(criteria.text)
            self.order.setCurrentIndex(self.order.findData(criteria.newest_first))
        self.filters.show_filter(criteria.filter)

    def hits(self) -> list[Hit]:
        return [self.results.item(row).data(HIT) for row in range(self.results.count())]

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_behind:
            self._look_again()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes to the results, Enter to the first, Escape empties the words and then leaves."""
        if watched is self.text and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._pressed_in_text(event.key())
        if watched is self.results and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._pressed_in_results(event.key())
        return super().eventFilter(watched, event)

    def _pressed_in_text(self, key: int) -> bool:
        match key:
            case Qt.Key.Key_Down if self.results.count():
                self.results.setFocus()
                self.results.setCurrentRow(max(0, self.results.currentRow()))
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._open(self.results.item(max(0, self.results.currentRow())))
            case Qt.Key.Key_Escape if self.text.text():
                self.text.clear()
            case Qt.Key.Key_Escape:
                self.left.emit()
            case _:
                return False
        return True

    def _pressed_in_results(self, key: int) -> bool:
        if key == Qt.Key.Key_Up and self.results.currentRow() <= 0:
            self.text.setFocus()
            return True
        if key == Qt.Key.Key_Escape:
            self.text.setFocus()
            return True
        return False

    # --- asking

    def _look_again(self) -> None:
        """A hidden panel asks when it is next shown."""
        self._is_behind = True
        if self.isVisible():
            self._is_behind = False
            self._situation.ask(choices, done=self._show_choices, key=(self, "choices"), receiver=self)
            self._ask()

    def _ask_anew(self) -> None:
        self._limit = STEP
        self._ask()

    def _ask(self) -> None:
        self._typing.stop()
        self._situation.ask(
            found,
            self.criteria(),
            limit=self._limit,
            done=self._show,
            failed=self._refuse,
            key=(self, "found"),
            receiver=self,
            looked_at=True,
        )

    def _refuse(self, problem: Problem) -> None:
        self.error.show_problem(problem)

    def _show_choices(self, known: Choices) -> None:
        self.filters.show_choices(known)
        self.saved.show_choices(known)

    def _show(self, results: Results) -> None:
        self.error.clear()
        self._fill(list(results.hits))
        words = self._answer_words(results)
        if words != self.answer.text():
            self.answer.setText(words)
            announce(self, words)

    def _fill(self, hits: list[Hit]) -> None:
        """Further results are added at the end; the one that was chosen stays chosen, where it still is there."""
        shown = self.hits()
        if shown and hits[: len(shown)] == shown:
            for hit in hits[len(shown) :]:
                self.results.addItem(hit_item(hit))
            return
        chosen = self.results.currentItem().data(HIT).id if self.results.currentRow() >= 0 else None
        self.results.clear()
        for hit in hits:
            self.results.addItem(hit_item(hit))
        rows = [row for row, hit in enumerate(hits) if hit.id == chosen]
        if hits:
            self.results.setCurrentRow(rows[0] if rows else 0)

    def _answer_words(self, results: Results) -> str:
        criteria = self.criteria()
        if not criteria.text and not criteria.filter.asks:
            return self.tr(
                "Write a word or choose a filter: what is found stands here. The search is over what is live."
            )
        if not results.hits:
            return self.tr("Nothing found")
        count = isolated(str(len(results.hits)))
        said = self.tr("the first {0}").format(count) if results.more else self.tr("{0} found").format(count)
        is_common = results.order is Order.NEWEST and criteria.text and not criteria.newest_first
        order = self.tr("the latest first, as the words are common") if is_common else ""
        return ", ".join(part for part in (said, order) if part)

    def _open(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(HIT))

    def _fetch_more(self, value: int) -> None:
        """At the end of the list there may be more of them."""
        bar = self.results.verticalScrollBar()
        if value == bar.maximum() > 0 and self.results.count() == self._limit:
            self._limit += STEP
            self._ask()

    # --- making

    def _make_results(self) -> QListWidget:
        results = QListWidget(self)
        results.setAccessibleName(self.tr("Results"))
        results.setFrameShape(QFrame.Shape.NoFrame)
        results.setIconSize(QSize(2 * SPACE, 2 * SPACE))
        results.setUniformItemSizes(True)
        results.setAlternatingRowColors(True)
        results.setTextElideMode(Qt.TextElideMode.ElideRight)
        results.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        results.installEventFilter(self)
        return results

    def _connect(self) -> None:
        self._typing.timeout.connect(self._ask_anew)
        self.text.textChanged.connect(lambda: self._typing.start())
        self.order.currentIndexChanged.connect(self._ask_anew)
        self.filters.changed.connect(self._ask_anew)
        self.saved.chosen.connect(self.show_criteria)
        self.results.itemActivated.connect(self._open)
        self.results.itemClicked.connect(self._open)
        self.results.verticalScrollBar().valueChanged.connect(self._fetch_more)
        self._situation.changed.connect(self._look_again)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, HALF, SPACE, HALF)
        column.setSpacing(HALF)
        column.addWidget(self.text)
        column.addWidget(self.filters)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(self.saved, 2)
        row.addWidget(self.order, 1)
        column.addLayout(row)
        column.addWidget(self.error)
        column.addWidget(self.answer)
        column.addWidget(self.results, 1)
