"""The full editor of an event, beside the board: the fields that its kind needs, and any number of figures."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from situation_board.core.problems import Mistake, Problem
from situation_board.core.rows import Field, Figure
from situation_board.core.store import Saved
from situation_board.core.vocabulary import EventKind
from situation_board.gui.background import Situation
from situation_board.gui.entry.error_line import ErrorLine
from situation_board.gui.entry.event_entering import SpokenEvent
from situation_board.gui.entry.event_fields import GROUPS, event_fields, filled, needed_by, needs_figures
from situation_board.gui.entry.understanding import Typed
from situation_board.gui.entry.wording import beginning_here, caption_of, words_of
from situation_board.gui.events.advisory_editor import AdvisoryEditor
from situation_board.gui.events.field_cell import FieldCell
from situation_board.gui.events.figures_editor import FiguresEditor
from situation_board.gui.events.loading import Start, start_editing, start_new
from situation_board.gui.events.saving import save_corrected, save_new
from situation_board.gui.inspector.choosing import make_editor
from situation_board.gui.inspector.editors import ENTER_KEYS, Editor
from situation_board.gui.look import HALF, SPACE, icon

WIDTH, HEIGHT = 980, 640
SIDE_BY_SIDE = 720
"""From this width on the figures stand beside the fields, else below them."""


class EventEditor(QWidget):
    """Enter goes on to the next field, Ctrl+Enter saves, Escape closes - what was changed only when asked twice.

    `saved` names the event. Made by `new` or `of`.
    """

    saved = Signal(str)

    def __init__(self, situation: Situation, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(WIDTH, HEIGHT)
        self._situation = situation
        self._start: Start | None = None
        self._before: dict[str, object] = {}
        self._figures_before: tuple[Figure, ...] = ()
        self._is_waiting = self._is_warned = self._is_done = self._are_figures_touched = False
        self.event_id = ""
        self.cells: dict[str, FieldCell] = {}
        self.figures: FiguresEditor | None = None
        self.error = ErrorLine(self)
        self._make_buttons()
        self._lay_out()

    @classmethod
    def new(cls, situation: Situation, parent: QWidget | None, spoken: SpokenEvent | None = None) -> EventEditor:
        """For a new event, with what was said of it already."""
        editor = cls(situation, parent)
        editor.setWindowTitle(editor.tr("New event"))
        situation.ask(start_new, spoken, done=editor._begin, failed=editor._failed, receiver=editor)
        return editor

    @classmethod
    def of(cls, situation: Situation, parent: QWidget | None, event: str) -> EventEditor:
        """For an event that is there: saving adds a corrected version, the former stays in the history."""
        editor = cls(situation, parent)
        editor.event_id = event
        editor.setWindowTitle(editor.tr("Event"))
        situation.ask(start_editing, event, done=editor._begin, failed=editor._failed, receiver=editor)
        return editor

    # --- making

    def _make_buttons(self) -> None:
        self.save_button = QPushButton(icon("check"), self.tr("Save"), self)
        self.save_button.setToolTip(self.tr("Ctrl+Enter"))
        self.save_button.clicked.connect(self.save)
        self.save_button.setEnabled(False)
        self.close_button = QPushButton(self.tr("Close"), self)
        self.close_button.setToolTip(self.tr("Escape"))
        self.close_button.clicked.connect(self.close)

    def _lay_out(self) -> None:
        inside = QWidget(self)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        self._halves.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        self._halves.setSpacing(2 * SPACE)
        self._left = QWidget(inside)
        self._left_column = QVBoxLayout(self._left)
        self._right = QWidget(inside)
        self._right_column = QVBoxLayout(self._right)
        for half, column, stretch in ((self._left, self._left_column, 4), (self._right, self._right_column, 5)):
            half.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(HALF)
            self._halves.addWidget(half, stretch, Qt.AlignmentFlag.AlignTop)
        scroller = QScrollArea(self)
        scroller.setWidgetResizable(True)
        scroller.setFrameShape(QFrame.Shape.NoFrame)
        scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroller.setWidget(inside)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(SPACE, 0, SPACE, SPACE)
        buttons.addWidget(self.error, 1)
        buttons.addStretch(0)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroller, 1)
        column.addLayout(buttons)

    def _begin(self, start: Start) -> None:
        self._start = start
        fields = event_fields()
        self._headings: dict[str, QLabel] = {}
        for group in GROUPS:
            if group.name:
                self._headings[group.name] = self._heading(self._group_words(group.name), self._left_column)
            for name in group.fields:
                self._add_field(fields[name], start)
        self._left_column.addStretch(1)
        self._figures_heading = self._heading(self.tr("Figures, side by side, never added up"), self._right_column)
        self.figures = FiguresEditor(self._situation, start.clock, self._right)
        self.figures.show_figures(start.figures, start.figures_said, start.names)
        self._are_figures_touched = start.event is None and bool(start.figures)
        self.figures.edited.connect(self._figures_edited)
        self.figures.all_done.connect(self.save)
        self.figures.given_up.connect(self.close)
        self._right_column.addWidget(self.figures)
        self._show_start(start)
        self.save_button.setEnabled(True)
        self._show_needed()
        self._first_cell().editor.start()

    def _group_words(self, name: str) -> str:
        return {
            "evacuation": self.tr("Evacuation"),
            "advisory": self.tr("Advisory"),
            "source": self.tr("Who says so"),
        }[name]

    def _heading(self, words: str, column: QVBoxLayout) -> QLabel:
        label = QLabel(beginning_here(words, self.layoutDirection()), self)
        font = label.font()
        font.setBold(True)
        label.setFont(font)
        label.setContentsMargins(0, SPACE if column.count() else 0, 0, 0)
        column.addWidget(label)
        return label

    def _add_field(self, field: Field, start: Start) -> None:
        editor: Editor
        if field.name == "supersedes":
            editor = AdvisoryEditor(start.advisories, self._left)
        else:
            editor = make_editor(self._situation, field, start.clock, self._left, thing=self.event_id)
        cell = FieldCell(caption_of(field.name, table="event"), editor, help=field.help, parent=self._left)
        editor.edited.connect(self._edited)
        editor.done.connect(partial(self._go_on, field.name))
        editor.all_done.connect(self.save)
        editor.given_up.connect(self.close)
        self._left_column.addWidget(cell)
        self.cells[field.name] = cell

    def _show_start(self, start: Start) -> None:
        """What was only spoken counts as changed, what stands in the store does not."""
        nothing = {name: cell.editor.typed() for name, cell in self.cells.items()}
        for name, typed in start.typed.items():
            if name in self.cells:
                self.cells[name].editor.set_typed(typed)
        is_stored = start.event is not None
        self._before = self._typed() if is_stored else nothing
        self._figures_before = start.figures if is_stored else ()
        if is_stored:
            self.setWindowTitle(self.tr("Event: {0}").format(words_of(self.kind())))

    # --- what it shows

    def kind(self) -> EventKind | None:
        found = self.cells["kind"].editor.typed()
        return found if isinstance(found, EventKind) else None

    def _edited(self) -> None:
        self._is_warned = False
        self.error.clear()
        self._show_needed()

    def _figures_edited(self) -> None:
        self._are_figures_touched = True
        self._edited()

    def _show_needed(self) -> None:
        """The fields that the kind needs, and those that say something already."""
        needed = needed_by(self.kind()) | filled(self._start.event if self._start else None)
        for name, cell in self.cells.items():
            says_something = isinstance(typed := cell.editor.typed(), Typed) and bool(typed.text)
            cell.setVisible(name in needed or says_something)
        for group in GROUPS:
            if group.name:
                self._headings[group.name].setVisible(any(not self.cells[name].isHidden() for name in group.fields))
        leads_on = not self.cells["destination"].isHidden()
        self.cells["location"].set_caption(self.tr("From") if leads_on else self.tr("Where"))
        assert self.figures is not None
        self._right.setVisible(needs_figures(self.kind()) or bool(self.figures.editors))

    def _first_cell(self) -> FieldCell:
        return self.cells["kind"] if self.kind() is None else self.cells["text"]

    def _go_on(self, name: str) -> None:
        """Enter: on to the next field that is shown, after the last to the figures."""
        shown = [each for each, cell in self.cells.items() if not cell.isHidden()]
        place = shown.index(name)
        if name == "kind":
            self._edited()
            shown = [each for each, cell in self.cells.items() if not cell.isHidden()]
        if place + 1 < len(shown):
            self.cells[shown[place + 1]].editor.start()
        elif self.figures is not None and not self._right.isHidden():
            self.figures.said.setFocus()
        else:
            self.save_button.setFocus()

    # --- saving

    def _typed(self) -> dict[str, object]:
        return {name: cell.editor.typed() for name, cell in self.cells.items()}

    def _changed_fields(self) -> dict[str, object]:
        return {name: typed for name, typed in self._typed().items() if typed != self._before.get(name)}

    def is_changed(self) -> bool:
        """Whether something stands here that is not in the store."""
        if self.figures is None or self._is_done:
            return False
        has_said = bool(self.figures.said.text().strip())
        return has_said or self._are_figures_touched or bool(self._changed_fields())

    def save(self) -> None:
        """Save as one step. What cannot be read is said where it stands."""
        if self._is_waiting or self.figures is None:
            return
        for cell in self.cells.values():
            cell.error.clear()
        self.error.clear()
        figures = self.figures.figures()
        if figures is None:
            return
        typed = self._changed_fields()
        if figures != self._figures_before:
            typed["figures"] = figures
        if not typed and self.event_id:
            self._finish(self.event_id)
            return
        self._is_waiting = True
        self._send(typed)

    def _send(self, typed: Mapping[str, object]) -> None:
        done, failed = self._saved, self._failed
        if self.event_id:
            event = self.event_id
            self._situation.do(save_corrected, event, typed, done=done, failed=failed, receiver=self)
        else:
            self._situation.do(save_new, typed, done=done, failed=failed, receiver=self)

    def _saved(self, saved: Saved) -> None:
        self._is_waiting = False
        self._finish(saved.ids[0] if saved.ids else self.event_id)

    def _finish(self, event: str) -> None:
        self._is_done = True
        self.saved.emit(event)
        self.close()

    def _failed(self, problem: Problem) -> None:
        """Nothing was saved; all that was typed stays."""
        self._is_waiting = False
        field = problem.field if isinstance(problem, Mistake) else ""
        if field == "figures" and self.figures is not None and isinstance(problem, Mistake):
            self.figures.show_mistake(problem)
        elif field in self.cells:
            cell = self.cells[field]
            cell.show()
            cell.error.show_problem(problem)
            cell.editor.start()
            cell.editor.refused()
        else:
            self.error.show_problem(problem)

    # --- Qt

    def closeEvent(self, event: QCloseEvent) -> None:
        """What is not saved is not thrown away by one key."""
        if self.is_changed() and not self._is_warned:
            self._is_warned = True
            self.error.show_words(self.tr("Not saved yet. Ctrl+Enter saves it; close again to throw it away."))
            self.raise_()
            event.ignore()
            return
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        has_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in ENTER_KEYS and has_control:
            self.save()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() >= SIDE_BY_SIDE
        wanted = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        self._halves.setDirection(wanted)
