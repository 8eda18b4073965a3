"""What a search is narrowed to: by kind, column, area, actor, source, grade, label, and what is stale or disputed."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from situation_board.core.questions.search_filter import UNRATED, SearchFilter
from situation_board.core.store.searching import SEARCHED
from situation_board.core.vocabulary import Column, Credibility, HandlingLabel, Reliability, Word
from situation_board.gui.entry.wording import isolated, table_word, words_of
from situation_board.gui.filter_parts import OriginBox
from situation_board.gui.look import HALF, SPACE, icon
from situation_board.gui.search.question import Choices


class SearchFilters(QWidget):
    """Tells that it `changed`."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = self._box(self.tr("Any kind"), ((table_word(table), table) for table in SEARCHED))
        self.column = self._box(self.tr("Any column"), ((words_of(column), column.value) for column in Column))
        self.area = self._box(self.tr("Any area"))
        self.actor = self._box(self.tr("Any actor"))
        self.source = self._box(self.tr("Any source"))
        self.grade = self._box(self.tr("Any grade"), self._grades())
        self.origin = OriginBox(self)
        self.origin.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.origin.currentIndexChanged.connect(self.changed)
        self.label = self._box(self.tr("Any label"), ((label.value, label.value) for label in HandlingLabel))
        self.stale = self._check(self.tr("Stale"))
        self.conflict = self._check(self.tr("In conflict"))
        self.clear_button = QToolButton(self)
        self.clear_button.setIcon(icon("close"))
        self.clear_button.setAutoRaise(True)
        self.clear_button.setToolTip(self.tr("Search everything again"))
        self.clear_button.setAccessibleName(self.clear_button.toolTip())
        self.clear_button.clicked.connect(self.clear)
        self._lay_out()

    def filter(self) -> SearchFilter:
        kind, column, label = (box.currentData() for box in (self.kind, self.column, self.label))
        return SearchFilter(
            tables=(kind,) if kind else None,
            column=Column(column) if column else None,
            actor=self.actor.currentData(),
            area=self.area.currentData(),
            source=self.source.currentData(),
            grade=self.grade.currentData(),
            origin=self.origin.chosen,
            label=HandlingLabel(label) if label else None,
            stale=True if self.stale.isChecked() else None,
            conflict=True if self.conflict.isChecked() else None,
        )

    def show_filter(self, filter: SearchFilter) -> None:
        """Set the fields, and tell it once."""
        fields = (*self._boxes(), self.origin, self.stale, self.conflict)
        blockers = [QSignalBlocker(field) for field in fields]
        values = {
            self.kind: filter.tables[0] if filter.tables else None,
            self.column: filter.column.value if filter.column else None,
            self.actor: filter.actor,
            self.area: filter.area,
            self.source: filter.source,
            self.grade: filter.grade,
            self.label: filter.label.value if filter.label else None,
        }
        if filter.origin is not None:
            self.origin.choose(filter.origin)
            self._form.setRowVisible(self.origin, True)
        else:
            self.origin.setCurrentIndex(0)
        for box, value in values.items():
            box.setCurrentIndex(max(0, box.findData(value)))
        self.stale.setChecked(bool(filter.stale))
        self.conflict.setChecked(bool(filter.conflict))
        for blocker in blockers:
            blocker.unblock()
        self.changed.emit()

    def clear(self) -> None:
        self.show_filter(SearchFilter())

    def show_choices(self, choices: Choices) -> None:
        """What is chosen stays chosen, as long as it is there."""
        self.origin.show_files(choices.files)
        self._form.setRowVisible(self.origin, not self.origin.isHidden())
        for box, named in ((self.area, choices.areas), (self.actor, choices.actors), (self.source, choices.sources)):
            wanted = box.currentData()
            blocker = QSignalBlocker(box)
            while box.count() > 1:
                box.removeItem(1)
            for thing, name in named:
                box.addItem(isolated(name), thing)
            box.setCurrentIndex(max(0, box.findData(wanted)))
            blocker.unblock()

    # --- making

    def _boxes(self) -> tuple[QComboBox, ...]:
        return (self.kind, self.column, self.area, self.actor, self.source, self.grade, self.label)

    def _grades(self) -> Iterable[tuple[str, str]]:
        grades: tuple[Word, ...] = (*Credibility, *Reliability)
        yield from ((f"{isolated(grade.value)} {words_of(grade)}", grade.value) for grade in grades)
        yield self.tr("unrated"), UNRATED

    def _box(self, any_words: str, options: Iterable[tuple[str, str]] = ()) -> QComboBox:
        box = QComboBox(self)
        box.addItem(any_words, None)
        for words, value in options:
            box.addItem(words, value)
        box.setAccessibleName(any_words)
        box.setToolTip(any_words)
        box.setMinimumContentsLength(6)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        box.currentIndexChanged.connect(self.changed)
        return box

    def _check(self, words: str) -> QCheckBox:
        check = QCheckBox(words, self)
        check.toggled.connect(self.changed)
        return check

    def _lay_out(self) -> None:
        form = self._form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(HALF)
        for pair in ((self.kind, self.column), (self.area, self.actor), (self.source, self.grade)):
            form.addRow(_row(*pair))
        form.addRow(self.origin)
        form.setRowVisible(self.origin, False)
        form.addRow(_row(self.label, self.stale, self.conflict, self.clear_button))


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(SPACE)
    for widget in widgets:
        row.addWidget(widget, 1 if isinstance(widget, QComboBox) else 0)
    return row
