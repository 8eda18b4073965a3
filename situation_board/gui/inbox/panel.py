"""The inbox: what came in, newest first, and what is made of it, all by keyboard."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from situation_board.core.actions.messages import triage
from situation_board.core.problems import Problem
from situation_board.core.questions.messages import MessageFilter, counts_by_state, message_ids
from situation_board.core.questions.moments import Moment
from situation_board.core.store import Saved
from situation_board.core.vocabulary import MessageState
from situation_board.gui.background import Situation
from situation_board.gui.current_report import InHand, in_hand
from situation_board.gui.entry.error_line import ErrorLine
from situation_board.gui.entry.wording import words_of
from situation_board.gui.ids_model import IdsModel
from situation_board.gui.ids_view import IdsView
from situation_board.gui.inbox.message_entry import MessageEntry
from situation_board.gui.inbox.move_line import MoveLine
from situation_board.gui.inbox.question import WIDTHS, Logged, headings, inbox_rows
from situation_board.gui.list_parts import action_bar, empty_note, list_action
from situation_board.gui.look import HALF, SPACE, icon
from situation_board.gui.safekeeping.taking_out import offer_to_take_out

SHOWN_TABLES = frozenset(
    {"message", "report", "source", "status", "claim", "event", "task", "verification", "route_status", "situation"}
)
TYPING_MILLISECONDS = 150


class InboxPanel(QWidget):
    """`chosen` names the selected messages, `opened` asks for the inspector.

    `make_wanted` asks for a card, event, claim or task that rests on what is handed over; `use_wanted` to make a
    message the current report. `moved` brings a move that was saved, `left` gives the keyboard back.
    """

    chosen = Signal(list)
    opened = Signal(str)
    make_wanted = Signal(str, object)
    use_wanted = Signal(str)
    moved = Signal(object)
    left = Signal()

    def __init__(self, situation: Situation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._situation = situation
        self._is_behind = True
        self._moment: Moment = None
        self._to_select = ""
        self.model = IdsModel(situation, headings(), message_ids, inbox_rows, self)
        self.view = IdsView(self.model, WIDTHS, self)
        self.view.setAccessibleName(self.tr("Inbox"))
        self.entry = MessageEntry(situation, self)
        self.move_line = MoveLine(situation, self)
        self.error = ErrorLine(self)
        self.empty = empty_note(self)
        self._make_filter()
        self._make_actions()
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.view)

    # --- making

    def _make_filter(self) -> None:
        self.state = QComboBox(self)
        for state in MessageState:
            self.state.addItem(words_of(state), state)
        self.state.addItem(self.tr("all"), None)
        self.state.setAccessibleName(self.tr("Which messages"))
        self.state.setToolTip(self.state.accessibleName())
        self.state.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.text = QLineEdit(self)
        self.text.setPlaceholderText(self.tr("Search: words, from whom, M12"))
        self.text.setAccessibleName(self.tr("Search in messages"))
        self.text.setClearButtonEnabled(True)
        self.text.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.text.installEventFilter(self)
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MILLISECONDS)
        self._typing.timeout.connect(self._ask)

    def _make_actions(self) -> None:
        self.log_action = list_action(self.view, "message", self.tr("Log…"), self.start_logging, "Ctrl+R")
        self.card_action = list_action(self.view, "card", self.tr("Card"), partial(self._make, "card"), "Ctrl+N")
        self.event_action = list_action(self.view, "add", self.tr("Event"), partial(self._make, "event"), "Ctrl+E")
        self.claim_action = list_action(self.view, "claimed", self.tr("Claim"), partial(self._make, "claim"), "Ctrl+L")
        self.task_action = list_action(self.view, "task", self.tr("Task"), partial(self._make, "task"), "Ctrl+T")
        self.move_action = list_action(self.view, "swap", self.tr("Move a card"), self.start_moving, "Ctrl+M")
        self.done_action = list_action(self.view, "check", self.tr("Done"), self._done_or_not, "Space")
        self.not_relevant_action = list_action(
            self.view, "strike", self.tr("Not relevant"), self._not_relevant, "Delete"
        )
        self.use_action = list_action(self.view, "source", self.tr("Current report"), self._use, "Ctrl+U")
        self.use_action.setToolTip(self.tr("New entries and moves rest on it until it is cleared (Ctrl+U)"))
        self.open_action = list_action(self.view, "open", self.tr("Show in inspector"), self._open, "Return")
        self._enable()

    def actions_here(self) -> list[QAction]:
        making = [self.card_action, self.move_action, self.claim_action, self.event_action, self.task_action]
        return [*making, self.done_action, self.not_relevant_action, self.use_action, self.open_action]

    def _lay_out(self) -> None:
        bar = action_bar([self.log_action, *self.actions_here()[:-1]], self)
        top = QHBoxLayout()
        top.setSpacing(SPACE)
        top.addWidget(self.state)
        top.addWidget(self.text, 1)
        top.addWidget(bar, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, HALF, SPACE, HALF)
        column.setSpacing(HALF)
        for widget in (self.entry, self.move_line):
            column.addWidget(widget)
        column.addLayout(top)
        column.addWidget(self.error)
        column.addWidget(self.empty, 1)
        column.addWidget(self.view, 4)

    def _connect(self) -> None:
        self._situation.changed.connect(self._news)
        self.model.shown.connect(self._shown)
        self.model.fetched.connect(self._enable)
        self.view.installEventFilter(self)
        self.view.chosen.connect(self.chosen)
        self.view.selectionModel().selectionChanged.connect(self._enable)
        self.view.doubleClicked.connect(self._open)
        self.view.customContextMenuRequested.connect(self._show_menu)
        self.state.currentIndexChanged.connect(self._ask)
        self.text.textChanged.connect(lambda: self._typing.start())
        self.entry.logged.connect(self._logged)
        self.move_line.moved.connect(self.moved)

    # --- what is shown

    def show_state(self, state: MessageState | None) -> None:
        """Show the messages of that state, or all."""
        self.state.setCurrentIndex(list(MessageState).index(state) if state else len(MessageState))

    def set_moment(self, moment: Moment) -> None:
        """Show what was there at a moment; None is now. The past cannot be changed."""
        self._moment = moment
        self.error.clear()
        self._news(SHOWN_TABLES)

    def take_focus(self) -> None:
        """The keyboard to the messages, the newest first."""
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self._to_select:
            self._select_logged()
        self.view.select_first()

    def filter(self) -> MessageFilter:
        state = self.state.currentData()
        return MessageFilter(MessageState(state) if state else None, self.text.text())

    def _ask(self) -> None:
        self._typing.stop()
        self.model.ask(self.filter(), self._moment, for_rows=(self._moment,))
        self._situation.ask(counts_by_state, done=self._show_counts, key=(self, "counts"), receiver=self)

    def _news(self, tables: frozenset[str]) -> None:
        """What is hidden asks when it is next shown."""
        if not self.isVisible():
            self._is_behind = True
        elif tables & SHOWN_TABLES:
            self._ask()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_behind:
            self._is_behind = False
            self._ask()

    def _show_counts(self, counts: dict[MessageState, int]) -> None:
        blocker = QSignalBlocker(self.state)
        for place, state in enumerate(MessageState):
            count = f"  {self.locale().toString(counts[state])}" if self._moment is None else ""
            self.state.setItemText(place, words_of(state) + count)
        blocker.unblock()

    def _shown(self) -> None:
        is_empty = not self.model.ids
        self.empty.setText(self._empty_words())
        self.empty.setVisible(is_empty)
        self.view.setVisible(not is_empty or self.view.hasFocus())
        if self.view.hasFocus():
            self._select_logged()
            self.view.select_first()
        self._enable()

    def _empty_words(self) -> str:
        if self.text.text().strip():
            return self.tr("No message says so.")
        if self.filter().state is MessageState.UNTRIAGED:
            return self.tr("All messages are dealt with. Press Ctrl+R to log what comes in.")
        return self.tr("What comes in by radio, phone, messenger or paper stands here. Press Ctrl+R to log it.")

    def _logged(self, message: str) -> None:
        self._to_select = message

    def _select_logged(self) -> None:
        """What was logged last is what one wants to go on with."""
        if self._to_select and self.model.row_of(self._to_select) >= 0:
            self.view.select([self._to_select])
            self._to_select = ""

    # --- what can be done

    def start_logging(self) -> None:
        self.entry.start()

    def start_moving(self) -> None:
        """Move a card by what the current message says."""
        if self.view.current():
            self.move_line.start(self.view.current())

    def _make(self, kind: str) -> None:
        """Something that rests on the current message."""
        message = self.view.current()
        known = self._known(message)
        if known is not None:
            self.make_wanted.emit(kind, known.in_hand)
        elif message:
            self._situation.ask(in_hand, message, done=lambda found: self._make_of(kind, found), receiver=self)

    def _make_of(self, kind: str, found: InHand | None) -> None:
        if found is not None:
            self.make_wanted.emit(kind, found)

    def _known(self, message: str) -> Logged | None:
        row = self.model.listed(self.model.row_of(message))
        return row.what if row is not None and isinstance(row.what, Logged) else None

    def _done_or_not(self) -> None:
        """Done; where all that is selected is done already, to be looked at again."""
        known = [self._known(message) for message in self.view.selected()]
        is_done = bool(known) and all(each is not None and each.state is MessageState.DONE for each in known)
        self._triage(MessageState.UNTRIAGED if is_done else MessageState.DONE)

    def _not_relevant(self) -> None:
        self._triage(MessageState.NOT_RELEVANT)

    def _triage(self, state: MessageState) -> None:
        chosen = self.view.selected()
        if chosen:
            self.error.clear()
            self._situation.do(triage, chosen, state, done=self._triaged, failed=self._failed, receiver=self)

    def _triaged(self, saved: Saved) -> None:
        self.view.setFocus()

    def _use(self) -> None:
        if self.view.current():
            self.use_wanted.emit(self.view.current())

    def _open(self) -> None:
        if self.view.current():
            self.opened.emit(self.view.current())

    def _failed(self, problem: Problem) -> None:
        self.error.show_problem(problem)

    def _enable(self) -> None:
        is_here = bool(self.view.selected())
        for action in self.actions_here():
            action.setEnabled(is_here)

    # --- Qt

    def _show_menu(self, position: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([*self.actions_here(), self.log_action])
        offer_to_take_out(menu, self, self.view.current() or "")
        menu.popup(self.view.viewport().mapToGlobal(position))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The list's keys come before the window's, which knows some of them, too."""
        if not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if watched is self.text:
            return self._key_in_search(event)
        found = self._action_of(event)
        if found is None:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        elif event.type() == QEvent.Type.KeyPress:
            found.trigger()
        return True

    def _action_of(self, event: QKeyEvent) -> QAction | None:
        pressed = QKeySequence(event.keyCombination())
        if event.key() == Qt.Key.Key_Enter:
            pressed = QKeySequence("Return")
        return next((action for action in self.view.actions() if action.shortcut() == pressed), None)

    def _key_in_search(self, event: QKeyEvent) -> bool:
        is_down = event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if event.type() == QEvent.Type.KeyPress and is_down and self.model.ids:
            self.take_focus()
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
