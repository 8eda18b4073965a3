"""Which events are shown: by text, kind and figures here; by the board's filter and a span of time from elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from situation_board.core.questions.events import EventFilter
from situation_board.core.questions.filtering import CardFilter
from situation_board.core.vocabulary import EventKind
from situation_board.gui.entry.wording import words_of
from situation_board.gui.filter_parts import FilterText, OriginBox, filter_button
from situation_board.gui.look import HALF

TYPING_MILLISECONDS = 150
NO_SPAN: tuple[int | None, int | None] = (None, None)


class EventsFilterBar(QWidget):
    """Tells that it `changed`; `left` when Escape is pressed in an empty text field, `down` by the arrow."""

    changed = Signal()
    left = Signal()
    down = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._of_board = CardFilter()
        self._span = NO_SPAN
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MILLISECONDS)
        self._typing.timeout.connect(self.changed)
        self.text = self._text_field()
        self.kind = self._kind_box()
        self.origin = OriginBox(self)
        self.origin.currentIndexChanged.connect(self.changed)
        self.numbers = self._button("", self.tr("With figures"), self.tr("Only events with figures"))
        self.struck = self._button("strike", self.tr("Struck too"), self.tr("Struck events are shown as well, last"))
        self.as_board = self._button("board", "", self.tr("Only what the board's filter asks for"))
        self.span = self._button("clock", "", self.tr("Only what happened in this span of time"))
        self.clear_button = self._button("close", self.tr("Show all"), self.tr("Show all events again"))
        self.clear_button.setCheckable(False)
        self.clear_button.clicked.connect(self.clear)
        for hidden in (self.as_board, self.span, self.clear_button):
            hidden.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(HALF)
        row.addWidget(self.text, 3)
        row.addWidget(self.kind, 1)
        row.addWidget(self.origin, 1)
        for button in (self.numbers, self.struck, self.as_board, self.span, self.clear_button):
            row.addWidget(button)
        row.addStretch(1)

    def _text_field(self) -> FilterText:
        field = FilterText(self.tr("Filter: what, where, who"), self.tr("Filter events by text"), self)
        field.textChanged.connect(lambda: self._typing.start())
        field.returnPressed.connect(self._typed)
        field.left.connect(self.left)
        field.down.connect(self.down)
        return field

    def _kind_box(self) -> QComboBox:
        box = QComboBox(self)
        box.addItem(self.tr("Any kind"), None)
        for kind in EventKind:
            box.addItem(words_of(kind), kind)
        box.setAccessibleName(self.tr("Only events of this kind"))
        box.setToolTip(box.accessibleName())
        box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        box.currentIndexChanged.connect(self.changed)
        return box

    def _button(self, picture: str, text: str, name: str) -> QToolButton:
        button = filter_button(picture, text, name, self)
        button.toggled.connect(self.changed)
        return button

    # --- the filter

    def filter(self) -> EventFilter:
        kind = self.kind.currentData()
        board = self._of_board if self.as_board.isChecked() else CardFilter()
        since, until = self._span if self.span.isChecked() else NO_SPAN
        text = " ".join(part for part in (self.text.text().strip(), board.text or "") if part)
        return EventFilter(
            kinds=(EventKind(kind),) if kind else None,
            actor=board.actor,
            area=board.area,
            since=since,
            until=until,
            text=text or None,
            has_figures=True if self.numbers.isChecked() else None,
            origin=self.origin.chosen,
        )

    @property
    def of_board(self) -> CardFilter:
        """What the board's filter asks for that can be asked of events."""
        return self._of_board

    def set_card_filter(self, filter: CardFilter) -> None:
        """The board's filter is followed; a button shows that, and stops it."""
        shared = CardFilter(actor=filter.actor, area=filter.area, text=filter.text)
        if shared != self._of_board:
            self._of_board = shared
            self._show_button(self.as_board, shared.asks)

    def set_span(self, earliest: int | None, latest: int | None) -> None:
        """Only what happened between two moments, in milliseconds; None is open."""
        if (earliest, latest) != self._span:
            self._span = (earliest, latest)
            self._show_button(self.span, self._span != NO_SPAN)

    @property
    def span_asked(self) -> tuple[int | None, int | None]:
        return self._span

    def name_shared(self, words: str) -> None:
        """What the board's filter asks for, in words."""
        self.as_board.setText(words)

    def name_span(self, words: str) -> None:
        self.span.setText(words)

    def _show_button(self, button: QToolButton, asks: bool) -> None:
        blocker = QSignalBlocker(button)
        button.setChecked(asks)
        blocker.unblock()
        button.setVisible(asks)
        self.changed.emit()

    def clear(self) -> None:
        """Show everything that counts. The board keeps its filter."""
        fields = (self.text, self.kind, self.origin, self.numbers, self.as_board, self.span)
        blockers = [QSignalBlocker(field) for field in fields]
        self.text.clear()
        for box in (self.kind, self.origin):
            box.setCurrentIndex(0)
        for button in (self.numbers, self.as_board, self.span):
            button.setChecked(False)
        for blocker in blockers:
            blocker.unblock()
        self._typed()

    def _typed(self) -> None:
        self._typing.stop()
        self.changed.emit()

    def show_asks(self) -> None:
        """A way back to everything, while something is hidden."""
        self.clear_button.setVisible(self.asks)

    @property
    def asks(self) -> bool:
        return self.filter() != EventFilter()
