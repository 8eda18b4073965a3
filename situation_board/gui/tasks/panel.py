"""The list of tasks: what is due first comes first, overdue ones are marked; settled with what came of them."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from situation_board.core.actions.tasks import settle_tasks
from situation_board.core.problems import Problem
from situation_board.core.questions.moments import Moment
from situation_board.core.questions.tasks import TaskFilter, roles, task_ids
from situation_board.core.store import Saved
from situation_board.core.vocabulary import TaskState
from situation_board.gui.background import Situation
from situation_board.gui.entry.error_line import ErrorLine
from situation_board.gui.entry.wording import isolated, words_of
from situation_board.gui.ids_model import IdsModel
from situation_board.gui.ids_view import IdsView
from situation_board.gui.inspector.ask_line import AskLine
from situation_board.gui.list_parts import action_bar, empty_note, list_action
from situation_board.gui.look import HALF, SPACE, icon
from situation_board.gui.safekeeping.taking_out import offer_to_take_out
from situation_board.gui.tasks.question import WIDTHS, headings, task_rows

SHOWN_TABLES = frozenset({"task", "card", "location", "route", "actor", "event", "claim", "message", "situation"})
MINUTE = 60_000


class TasksPanel(QWidget):
    """`chosen` names the selected tasks, `opened` asks for the inspector, `new_wanted` for the line of a new one.

    `left` gives the keyboard back.
    """

    chosen = Signal(list)
    opened = Signal(str)
    new_wanted = Signal()
    left = Signal()

    def __init__(self, situation: Situation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._situation = situation
        self._is_behind = True
        self._moment: Moment = None
        self.model = IdsModel(situation, headings(), task_ids, task_rows, self)
        self.view = IdsView(self.model, WIDTHS, self)
        self.view.setAccessibleName(self.tr("Tasks"))
        self.error = ErrorLine(self)
        self.asking = AskLine(self)
        self.empty = empty_note(self)
        self._make_filter()
        self._make_actions()
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.view)

    # --- making

    def _make_filter(self) -> None:
        self.state = QComboBox(self)
        for state in TaskState:
            self.state.addItem(words_of(state), state)
        self.state.addItem(self.tr("all"), None)
        self.state.setAccessibleName(self.tr("Which tasks"))
        self.role = QComboBox(self)
        self.role.addItem(self.tr("anybody's"), None)
        self.role.setAccessibleName(self.tr("Whose tasks"))
        self.role.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.text = QLineEdit(self)
        self.text.setPlaceholderText(self.tr("Filter"))
        self.text.setAccessibleName(self.tr("Filter tasks by text"))
        self.text.setClearButtonEnabled(True)
        self.text.addAction(icon("filter"), QLineEdit.ActionPosition.LeadingPosition)
        self._overdue = QTimer(self, interval=MINUTE)
        self._overdue.timeout.connect(self._pass_time)
        self._overdue.start()

    def _make_actions(self) -> None:
        self.new_action = list_action(self.view, "add", self.tr("New task…"), self.new_wanted.emit)
        self.done_action = list_action(self.view, "check", self.tr("Done…"), self._done, "Space")
        self.dropped_action = list_action(self.view, "strike", self.tr("Dropped…"), self._dropped, "Delete")
        self.reopen_action = list_action(self.view, "undo", self.tr("Open again"), self._reopen)
        self.open_action = list_action(self.view, "open", self.tr("Show in inspector"), self._open, "Return")
        self._enable()

    def actions_here(self) -> list[QAction]:
        return [self.done_action, self.dropped_action, self.reopen_action, self.open_action]

    def _lay_out(self) -> None:
        bar = action_bar([self.new_action, *self.actions_here()[:-1]], self)
        top = QHBoxLayout()
        top.setSpacing(SPACE)
        top.addWidget(self.state)
        top.addWidget(self.role)
        top.addWidget(self.text, 1)
        top.addWidget(bar, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, HALF, SPACE, HALF)
        column.setSpacing(HALF)
        column.addLayout(top)
        column.addWidget(self.error)
        column.addWidget(self.empty, 1)
        column.addWidget(self.view, 4)
        column.addWidget(self.asking)

    def _connect(self) -> None:
        self._situation.changed.connect(self._news)
        self.model.shown.connect(self._shown)
        self.model.fetched.connect(self._enable)
        self.view.chosen.connect(self.chosen)
        self.view.selectionModel().selectionChanged.connect(self._enable)
        self.view.doubleClicked.connect(self._open)
        self.view.customContextMenuRequested.connect(self._show_menu)
        self.state.currentIndexChanged.connect(self._ask)
        self.role.currentIndexChanged.connect(self._ask)
        self.text.textChanged.connect(self._ask)

    # --- what is shown

    def set_moment(self, moment: Moment) -> None:
        """Show what was there at a moment; None is now. The past cannot be changed."""
        self._moment = moment
        self.error.clear()
        self._news(SHOWN_TABLES)

    def take_focus(self) -> None:
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.view.select_first()

    def filter(self) -> TaskFilter:
        state = self.state.currentData()
        return TaskFilter(TaskState(state) if state else None, role=self.role.currentData(), text=self.text.text())

    def _ask(self) -> None:
        self.model.ask(self.filter(), self._moment, for_rows=(self._moment,))

    def _ask_all(self) -> None:
        self._ask()
        self._situation.ask(roles, done=self._show_roles, key=(self, "roles"), receiver=self)

    def _news(self, tables: frozenset[str]) -> None:
        """What is hidden asks when it is next shown."""
        if not self.isVisible():
            self._is_behind = True
        elif tables & SHOWN_TABLES:
            self._ask_all()

    def _pass_time(self) -> None:
        """Tasks become overdue by themselves."""
        if self.isVisible():
            self._ask()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_behind:
            self._is_behind = False
            self._ask_all()

    def _show_roles(self, known: list[str]) -> None:
        """The choice stays what it was."""
        chosen = self.role.currentData()
        blocker = QSignalBlocker(self.role)
        while self.role.count() > 1:
            self.role.removeItem(1)
        for role in known:
            self.role.addItem(isolated(role), role)
        place = self.role.findData(chosen) if chosen else 0
        self.role.setCurrentIndex(max(place, 0))
        blocker.unblock()
        if chosen and place < 0:
            self._ask()

    def _shown(self) -> None:
        is_empty = not self.model.ids
        self.empty.setText(self._empty_words())
        self.empty.setVisible(is_empty)
        self.view.setVisible(not is_empty or self.view.hasFocus())
        if self.view.hasFocus():
            self.view.select_first()
        self._enable()

    def _empty_words(self) -> str:
        if self.text.text().strip() or self.role.currentData():
            return self.tr("No task is like that.")
        return self.tr("Open questions and things to do stand here: what, who as a role, until when. Press Ctrl+T.")

    # --- what can be done

    def _done(self) -> None:
        self._ask_outcome(TaskState.DONE, self.tr("Done. What came of it?"), self.tr("Done"))

    def _dropped(self) -> None:
        self._ask_outcome(TaskState.DROPPED, self.tr("Dropped. Why?"), self.tr("Dropped"))

    def _ask_outcome(self, state: TaskState, question: str, button: str) -> None:
        """In one line; it may stay empty."""
        chosen = self.view.selected()
        if chosen:
            self.asking.ask(
                question,
                button=button,
                placeholder=self.tr("one line; it may stay empty"),
                answered=lambda said: self._settle(chosen, state, said),
            )

    def _reopen(self) -> None:
        self._settle(self.view.selected(), TaskState.OPEN, "")

    def _settle(self, tasks: list[str], state: TaskState, outcome: str) -> None:
        self.error.clear()
        self._situation.do(
            settle_tasks,
            tasks,
            state,
            outcome=outcome or None,
            done=self._settled,
            failed=self._failed,
            receiver=self,
        )

    def _settled(self, saved: Saved) -> None:
        self.asking.finish()
        self.view.setFocus()

    def _open(self) -> None:
        if self.view.current():
            self.opened.emit(self.view.current())

    def _failed(self, problem: Problem) -> None:
        self.error.show_problem(problem)

    def _enable(self) -> None:
        rows = [self.model.listed(self.model.row_of(task)) for task in self.view.selected()]
        states = {row.what for row in rows if row is not None}
        self.done_action.setEnabled(bool(rows) and TaskState.DONE not in states)
        self.dropped_action.setEnabled(bool(rows) and TaskState.DROPPED not in states)
        self.reopen_action.setEnabled(bool(states - {TaskState.OPEN}))
        self.open_action.setEnabled(bool(rows))

    # --- Qt

    def _show_menu(self, position: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([*self.actions_here(), self.new_action])
        offer_to_take_out(menu, self, self.view.current() or "")
        menu.popup(self.view.viewport().mapToGlobal(position))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
