"""What comes in and what is asked, in the window: inbox, tasks, current report, each made when first needed."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from situation_board.core.questions.moments import Moment
from situation_board.core.vocabulary import MessageState

if TYPE_CHECKING:
    from situation_board.gui.current_report import CurrentReport, InHand
    from situation_board.gui.inbox.panel import InboxPanel
    from situation_board.gui.main_window import MainWindow
    from situation_board.gui.tasks.panel import TasksPanel

INBOX_HEIGHT = 240
TASKS_HEIGHT = 200


class Intake(QObject):
    """The panels follow their docks, and the inspector follows what is selected in them."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._is_furnished = False
        self._moment: Moment = None
        window.docks.inbox.visibilityChanged.connect(self._fill_inbox)
        window.docks.tasks.visibilityChanged.connect(self._fill_tasks)

    @cached_property
    def inbox(self) -> InboxPanel:
        from situation_board.gui.inbox.panel import InboxPanel

        window = self._window
        inbox = InboxPanel(window.situation, window)
        inbox.chosen.connect(lambda messages: window.inspector.show_things(messages))
        inbox.opened.connect(lambda _: window.go_to_inspector())
        inbox.make_wanted.connect(self._make_from)
        inbox.use_wanted.connect(self._use_or_clear)
        inbox.moved.connect(lambda saved: window.centre.strip.show_move(saved))
        inbox.left.connect(window.centre.board.setFocus)
        inbox.set_moment(self._moment)
        window.docks.inbox.setWidget(inbox)
        return inbox

    @cached_property
    def tasks(self) -> TasksPanel:
        from situation_board.gui.tasks.panel import TasksPanel

        window = self._window
        tasks = TasksPanel(window.situation, window)
        tasks.chosen.connect(lambda chosen: window.inspector.show_things(chosen))
        tasks.opened.connect(lambda _: window.go_to_inspector())
        tasks.new_wanted.connect(self.add_task)
        tasks.left.connect(window.centre.board.setFocus)
        tasks.set_moment(self._moment)
        window.docks.tasks.setWidget(tasks)
        return tasks

    def furnish(self) -> None:
        """Make the panels that are seen; before the board is shown they would only delay it."""
        self._is_furnished = True
        docks = self._window.docks
        self._fill_inbox(not docks.inbox.isHidden())
        self._fill_tasks(not docks.tasks.isHidden())

    def set_moment(self, moment: Moment) -> None:
        """Show messages and tasks as at a moment; None is now."""
        if moment == self._moment:
            return
        self._moment = moment
        for name in ("inbox", "tasks"):
            if name in self.__dict__:
                getattr(self, name).set_moment(moment)

    @property
    def current(self) -> CurrentReport:
        """What entries and moves rest on."""
        return self._window.centre.current

    # --- what a person can do

    def log_message(self) -> None:
        """Open the line for a message, wherever the keyboard is."""
        self._bring_up_inbox()
        if self._window.may_write():
            self.inbox.start_logging()

    def show_inbox(self) -> None:
        self._bring_up_inbox()
        self.inbox.take_focus()

    def show_untriaged(self) -> None:
        self.inbox.show_state(MessageState.UNTRIAGED)
        self.show_inbox()

    def show_tasks(self) -> None:
        docks = self._window.docks
        self.tasks.show()
        docks.come_up(docks.tasks)
        docks.give_room(docks.tasks, TASKS_HEIGHT)
        self.tasks.take_focus()

    def add_task(self) -> None:
        """Open the line of a task; from the board it is about the one card that is selected there."""
        board = self._window.centre.board
        if not self._window.may_write():
            return
        focused = QApplication.focusWidget()
        chosen = board.selected() if focused is not None and board.isAncestorOf(focused) else []
        self._window.centre.task_entry.start(about=chosen[0] if len(chosen) == 1 else "")

    def toggle_current(self) -> None:
        """The message in the inbox, or what the inspector shows, becomes the current report, or no longer is."""
        message = self.inbox.view.current() if "inbox" in self.__dict__ and self.inbox.view.hasFocus() else ""
        if message:
            self._use_or_clear(message)
            return
        shown = self._window.inspector.ids() if not self.current.thing else []
        self._use_or_clear(shown[0] if len(shown) == 1 else "")

    # --- inside

    def _use_or_clear(self, thing: str) -> None:
        if thing and thing != self.current.thing:
            self.current.use(thing)
        else:
            self.current.clear()

    def _make_from(self, kind: str, found: InHand) -> None:
        """Open the line for a card, event, claim or task, which will rest on that message."""
        window = self._window
        if not window.may_write():
            return
        with self.current.lent(found):
            match kind:
                case "card":
                    window.add_card()
                case "event":
                    window.add_event()
                case "claim":
                    window.centre.claim_entry.start()
                case "task":
                    window.centre.task_entry.start()

    def _bring_up_inbox(self) -> None:
        docks = self._window.docks
        self.inbox.show()
        docks.come_up(docks.inbox)
        docks.give_room(docks.inbox, INBOX_HEIGHT)

    def _fill_inbox(self, is_visible: bool) -> None:
        if is_visible and self._is_furnished:
            self.inbox.show()

    def _fill_tasks(self, is_visible: bool) -> None:
        if is_visible and self._is_furnished:
            self.tasks.show()
