"""Which cards are shown: by text, actor, area, basis, staleness, conflict, missing source - and how many that hides."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from situation_board.core.questions.cards import CardFilter
from situation_board.core.vocabulary import Basis
from situation_board.gui import look
from situation_board.gui.board.questions import Choices
from situation_board.gui.board.words import basis_words, isolated, plain
from situation_board.gui.filter_parts import FilterText, filter_button, refill
from situation_board.gui.look import HALF

TYPING_MILLISECONDS = 150


class FilterBar(QWidget):
    """Tells the filter when it `changed`; `left` when the keyboard goes to the cards: Down, or Escape in no text."""

    changed = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wanted = CardFilter()
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MILLISECONDS)
        self._typing.timeout.connect(self._tell)
        self.text = self._text_field()
        self._actor = self._box(self.tr("Any actor"), self.tr("Only cards of this actor"))
        self._area = self._box(self.tr("Any area"), self.tr("Only cards in this area"))
        self._basis = self._box(self.tr("Any basis"), self.tr("Only cards with this basis"))
        for basis in Basis:
            self._basis.addItem(look.icon(look.BASIS_ICONS[basis]), basis_words(basis), basis.value)
        self._stale = self._button("clock-stale", self.tr("Stale"), self.tr("Only stale cards"))
        self._conflict = self._button("conflict", self.tr("Conflict"), self.tr("Only cards in conflict"))
        self._no_source = self._button("no-source", self.tr("No source"), self.tr("Only cards without a source"))
        self._make_answer()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(HALF)
        row.addWidget(self.text, 3)
        for box in (self._actor, self._area, self._basis):
            row.addWidget(box, 2)
        for button in (self._stale, self._conflict, self._no_source):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self._answer)
        row.addWidget(self._clear)

    def _text_field(self) -> FilterText:
        field = FilterText(self.tr("Filter: place, number, note"), self.tr("Filter cards by text"), self)
        field.textChanged.connect(lambda: self._typing.start())
        field.returnPressed.connect(self._tell)
        field.left.connect(self.left)
        field.down.connect(self.left)
        return field

    def _make_answer(self) -> None:
        self._answer = QLabel(self)
        self._clear = QToolButton(self)
        self._clear.setAutoRaise(True)
        self._clear.setIcon(look.icon("close"))
        self._clear.setText(self.tr("Show all"))
        self._clear.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._clear.clicked.connect(self.clear)
        self._answer.hide()
        self._clear.hide()

    def _box(self, any_words: str, name: str) -> QComboBox:
        box = QComboBox(self)
        box.addItem(any_words, None)
        box.setAccessibleName(name)
        box.setToolTip(name)
        box.setMinimumContentsLength(7)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        box.currentIndexChanged.connect(self._tell)
        return box

    def _button(self, picture: str, text: str, name: str) -> QToolButton:
        button = filter_button(picture, text, name, self)
        button.toggled.connect(self._tell)
        return button

    # --- the filter

    def filter(self) -> CardFilter:
        basis = self._basis.currentData()
        return CardFilter(
            actor=self._actor.currentData(),
            area=self._area.currentData(),
            basis=Basis(basis) if basis else None,
            stale=True if self._stale.isChecked() else None,
            text=self.text.text().strip() or None,
            conflict=True if self._conflict.isChecked() else None,
            no_source=True if self._no_source.isChecked() else None,
        )

    def show_filter(self, filter: CardFilter) -> None:
        """Set the fields; what cannot be chosen here yet is chosen as soon as it is known."""
        self._wanted = filter
        if self.filter() == filter:
            return  # also when a space was typed after a word: the text field is left alone
        blockers = [QSignalBlocker(field) for field in self._fields()]
        self.text.setText(filter.text or "")
        for box, value in ((self._actor, filter.actor), (self._area, filter.area), (self._basis, filter.basis)):
            box.setCurrentIndex(max(0, box.findData(None if value is None else str(value))))
        self._stale.setChecked(bool(filter.stale))
        self._conflict.setChecked(bool(filter.conflict))
        self._no_source.setChecked(bool(filter.no_source))
        for blocker in blockers:
            blocker.unblock()

    def _fields(self) -> tuple[QWidget, ...]:
        return (self.text, self._actor, self._area, self._basis, self._stale, self._conflict, self._no_source)

    def clear(self) -> None:
        self._typing.stop()
        self.show_filter(CardFilter())
        self.changed.emit(CardFilter())

    def _tell(self) -> None:
        self._typing.stop()
        if self.filter() != self._wanted:
            self._wanted = self.filter()
            self.changed.emit(self._wanted)

    def show_choices(self, choices: Choices) -> None:
        """What is being typed meanwhile stays."""
        refill(self._actor, ((each.id, each.name) for each in choices.actors), self._wanted.actor)
        refill(self._area, ((each.id, each.name) for each in choices.areas), self._wanted.area)

    def offered_actors(self) -> dict[str, str]:
        """The actors to choose from: id and name."""
        offered = range(1, self._actor.count())
        return {self._actor.itemData(row): plain(self._actor.itemText(row)) for row in offered}

    def answer(self) -> str:
        """What it says about hidden cards; nothing where none are."""
        return plain(self._answer.text()) if self._answer.isVisibleTo(self) else ""

    def show_answer(self, *, shown: int, total: int) -> None:
        """What is hidden is said: "12 of 340 shown"."""
        asks = self._wanted.asks
        numbers = {"%1": isolated(str(shown)), "%2": isolated(str(total))}
        words = self.tr("%1 of %2 shown")
        for mark, number in numbers.items():
            words = words.replace(mark, number)
        self._answer.setText(words)
        self._answer.setVisible(asks)
        self._clear.setVisible(asks)
