"""One figure of an event: everything that makes it honest, and above it how it reads."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from situation_board.core.figures import figure_words
from situation_board.core.problems import Mistake
from situation_board.core.rows import Figure
from situation_board.core.vocabulary import (
    CrossBorder,
    FigureCategory,
    FigureGroup,
    FigureRole,
    FigureUnit,
    Metric,
    Phase,
    Quantifier,
    Word,
)
from situation_board.gui.background import Situation
from situation_board.gui.entry.clock import Clock
from situation_board.gui.entry.error_line import ErrorLine
from situation_board.gui.entry.privacy_line import PrivacyLine
from situation_board.gui.entry.suggesting_edit import SuggestingEdit
from situation_board.gui.entry.understanding import Typed
from situation_board.gui.entry.wording import beginning_here, isolated, words_of
from situation_board.gui.events.figure_reading import FigureTyped, read_figure, typed_figure
from situation_board.gui.inspector.editors import ENTER_KEYS
from situation_board.gui.look import HALF, SPACE, icon, tones

ACROSS = 3
CHOICES: dict[str, tuple[type[Word], bool]] = {
    "category": (FigureCategory, False),
    "group": (FigureGroup, True),
    "unit": (FigureUnit, False),
    "metric": (Metric, False),
    "phase": (Phase, True),
    "cross_border": (CrossBorder, True),
    "role": (FigureRole, False),
    "quantifier": (Quantifier, False),
}
"""Terms of a figure, and whether they may be not stated."""


class FigureEditor(QFrame):
    """`edited` is each change, `all_done` Ctrl+Enter, `given_up` Escape."""

    edited = Signal()
    removed = Signal()
    all_done = Signal()
    given_up = Signal()

    def __init__(
        self, situation: Situation, figure: Figure, clock: Clock, parent: QWidget, *, names: Mapping[str, str]
    ) -> None:
        super().__init__(parent)
        self._names = names
        self._clock = clock
        self._base = figure
        self._others: list[str] = []
        self.choices = {name: self._choice(*CHOICES[name]) for name in CHOICES}
        self.texts = {name: QLineEdit(self) for name in ("low", "high", "size", "number", "starts", "ends", "expires")}
        self.note = QLineEdit(self)
        self.source = SuggestingEdit(situation, ["source"], self, can_add=False)
        self.report = SuggestingEdit(situation, ["report"], self, can_add=False)
        self.part_of = QComboBox(self)
        self.words = QLabel(self)
        self.error = ErrorLine(self)
        self.cells: dict[str, QWidget] = {}
        self._make_words()
        self._lay_out()
        self._show(figure)
        self._connect()
        self._changed()

    # --- making

    def _choice(self, terms: type[Word], may_be_missing: bool) -> QComboBox:
        box = QComboBox(self)
        if may_be_missing:
            box.addItem(self.tr("not stated"), None)
        for term in terms:
            box.addItem(words_of(term), term)
        return box

    def _make_words(self) -> None:
        font = self.words.font()
        font.setBold(True)
        self.words.setFont(font)
        self.words.setWordWrap(True)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.remove_button = QToolButton(self)
        self.remove_button.setIcon(icon("close"))
        self.remove_button.setAutoRaise(True)
        self.remove_button.setToolTip(self.tr("Take this figure away"))
        self.remove_button.setAccessibleName(self.remove_button.toolTip())
        self.remove_button.clicked.connect(self.removed)
        self.more_button = QToolButton(self)
        self.more_button.setText(self.tr("More"))
        self.more_button.setAutoRaise(True)
        self.more_button.setCheckable(True)
        self.more_button.setToolTip(self.tr("All that can be said of this figure"))
        self.more_button.toggled.connect(self._arrange)
        for edit in (self.source, self.report):
            edit.setPlaceholderText(self.tr("the event's"))
        for name in ("starts", "ends"):
            self.texts[name].setPlaceholderText(self.tr("the event's"))
        self.texts["low"].setPlaceholderText(self.tr("none given"))

    def _captions(self) -> list[tuple[str, str, QWidget]]:
        choices, texts = self.choices, self.texts
        return [
            ("quantifier", self.tr("How exact"), choices["quantifier"]),
            ("low", self.tr("Number, low end"), texts["low"]),
            ("high", self.tr("High end"), texts["high"]),
            ("category", self.tr("What happened to them"), choices["category"]),
            ("group", self.tr("Who they are"), choices["group"]),
            ("unit", self.tr("Counted in"), choices["unit"]),
            ("size", self.tr("People in a household"), texts["size"]),
            ("metric", self.tr("How it counts in time"), choices["metric"]),
            ("starts", self.tr("Since, or at"), texts["starts"]),
            ("ends", self.tr("Until"), texts["ends"]),
            ("expires", self.tr("Holds until"), texts["expires"]),
            ("phase", self.tr("Phase"), choices["phase"]),
            ("cross_border", self.tr("Across a border"), choices["cross_border"]),
            ("part_of", self.tr("Part of"), self.part_of),
            ("role", self.tr("Role"), choices["role"]),
            ("number", self.tr("In its own words"), texts["number"]),
            ("source", self.tr("Source"), self.source),
            ("report", self.tr("Report"), self.report),
            ("note", self.tr("Note, method"), self.note),
        ]

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.words, 1)
        top.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.remove_button, 0, Qt.AlignmentFlag.AlignTop)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(SPACE)
        self._grid.setVerticalSpacing(HALF)
        for name, caption, input in self._captions():
            self.cells[name] = _captioned(caption, input, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        column.setSpacing(HALF)
        column.addLayout(top)
        column.addWidget(self.error)
        column.addLayout(self._grid)
        self.warning = PrivacyLine(self)
        self.warning.watch(self.note, self.texts["number"])
        column.addWidget(self.warning)

    def _connect(self) -> None:
        for box in (*self.choices.values(), self.part_of):
            box.activated.connect(self._changed)
            box.installEventFilter(self)
        for line in (*self.texts.values(), self.note):
            line.textEdited.connect(self._changed)
            line.installEventFilter(self)
        for edit in (self.source, self.report):
            edit.textChanged.connect(self._changed)
            edit.given_up.connect(self.given_up)

    # --- what it shows

    def _show(self, figure: Figure) -> None:
        typed = typed_figure(figure, self._clock)
        for name, box in self.choices.items():
            box.setCurrentIndex(max(0, box.findData(getattr(figure, name))))
        for name in ("low", "high", "size", "starts", "ends", "expires"):
            self.texts[name].setText(getattr(typed, name))
        self.texts["number"].setText(figure.number or "")
        self.note.setText(figure.note or "")
        self.source.set_typed(Typed(self._names.get(figure.source or "", figure.source or "")))
        title = self._names.get(figure.report or "", figure.report or "")
        self.report.set_typed(Typed(title, ((title, figure.report),) if figure.report else ()))

    def offer_parts(self, others: Sequence[tuple[int, str]], chosen: int | None) -> None:
        """The other figures of the event, that this one may be part of: positions and words."""
        lines = [words for _, words in others]
        if lines != self._others or self.part_of.currentData() != chosen:
            self._others = lines
            self.part_of.clear()
            self.part_of.addItem(self.tr("nothing"), None)
            for position, words in others:
                self.part_of.addItem(words, position)
            self.part_of.setCurrentIndex(max(0, self.part_of.findData(chosen)))
        self._arrange()

    def subset_of(self) -> int | None:
        found = self.part_of.currentData()
        return int(found) if found is not None else None

    def typed(self) -> FigureTyped:
        texts = {name: line.text().strip() for name, line in self.texts.items()}
        figure = dataclasses.replace(
            self._base,
            **self._terms(),
            number=texts.pop("number") or None,
            subset_of=self.subset_of(),
            source=self._source(),
            report=self.report.typed().pick_of(self.report.text().strip()),
            note=self.note.text().strip() or None,
        )
        return FigureTyped(figure, report=self.report.text().strip(), **texts)

    def _source(self) -> str | None:
        """As it is written; one that was not touched stays as it was."""
        said, before = self.source.text().strip(), self._base.source
        return before if before and said == self._names.get(before) else said or None

    def _terms(self) -> dict[str, Any]:
        chosen = {name: box.currentData() for name, box in self.choices.items()}
        return {name: CHOICES[name][0](term) if term is not None else None for name, term in chosen.items()}

    def read(self) -> Figure | None:
        """The figure that is meant; None where something cannot be read, which is said here."""
        self.error.clear()
        try:
            return read_figure(self.typed(), self._clock)
        except Mistake as mistake:
            self.error.show_problem(mistake)
            self._input(mistake.field).setFocus()
            return None

    def _input(self, field: str) -> QWidget:
        return self.report if field == "report" else self.texts.get(field, self.texts["low"])

    def start(self) -> None:
        self.texts["low"].setFocus()
        self.texts["low"].selectAll()

    def words_now(self) -> str:
        try:
            return figure_words(read_figure(self.typed(), self._clock), self._clock.zone)
        except Mistake:
            return ""

    def _changed(self) -> None:
        self.error.clear()
        words = self.words_now() or self.tr("not understood yet")
        self.words.setText(beginning_here(isolated(words), self.layoutDirection()))
        self._arrange()
        self.edited.emit()

    def _arrange(self) -> None:
        """Only what this figure needs, side by side."""
        hidden = self._not_needed()
        shown = [name for name in self.cells if name not in hidden]
        for name, cell in self.cells.items():
            self._grid.removeWidget(cell)
            cell.setVisible(name in shown)
        for place, name in enumerate(shown):
            self._grid.addWidget(self.cells[name], place // ACROSS, place % ACROSS)
        for column in range(ACROSS):
            self._grid.setColumnStretch(column, 1)

    def _not_needed(self) -> set[str]:
        """What makes no sense for this figure, and, until more is wanted, what nobody said of it."""
        texts, metric = self.texts, self.choices["metric"].currentData()
        is_between = self.choices["quantifier"].currentData() == Quantifier.BETWEEN
        hidden = set() if is_between or texts["high"].text() else {"high"}
        hidden |= set() if self.choices["unit"].currentData() == FigureUnit.HOUSEHOLD else {"size"}
        hidden |= set() if metric == Metric.STOCK else {"expires"}
        hidden |= {"ends"} if metric == Metric.STOCK and not texts["ends"].text() else set()
        hidden |= set() if self._others else {"part_of"}
        return hidden if self.more_button.isChecked() else hidden | self._unsaid()

    def _unsaid(self) -> set[str]:
        figure, usual = self.typed().chosen, Figure()
        often_unsaid = ("phase", "cross_border", "role", "source", "note")
        unsaid = {name for name in often_unsaid if _same(name, figure, usual)}
        unsaid |= set() if self.report.text() else {"report"}
        unsaid |= {name for name in ("starts", "ends", "expires") if not self.texts[name].text()}
        unsaid |= {"part_of"} if self.subset_of() is None else set()
        has_number = any(character.isdigit() for character in self.texts["low"].text())
        return unsaid | ({"number"} if has_number else set())

    # --- Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
            return True
        has_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.type() == QEvent.Type.KeyPress and event.key() in ENTER_KEYS and has_control:
            self.all_done.emit()
            return True
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tone = tones(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(tone.border)
        painter.setBrush(tone.card)
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), HALF, HALF)
        painter.end()


def _same(name: str, figure: Figure, other: Figure) -> bool:
    return bool(getattr(figure, name) == getattr(other, name))


def _captioned(caption: str, input: QWidget, parent: QWidget) -> QWidget:
    cell = QWidget(parent)
    label = QLabel(beginning_here(caption, parent.layoutDirection()), cell)
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    label.setBuddy(input)
    input.setAccessibleName(caption)
    input.setMinimumWidth(60)
    if isinstance(input, QComboBox):
        input.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    column = QVBoxLayout(cell)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(label)
    column.addWidget(input)
    return cell
