"""The queue of what is to be looked at again: verified, or handed to somebody, where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from situation_board.core.actions.handing import ask_to_check
from situation_board.core.actions.messages import resting_on
from situation_board.core.store import Saved
from situation_board.gui.background import Situation
from situation_board.gui.entry.error_line import ErrorLine
from situation_board.gui.entry.wording import isolated
from situation_board.gui.ids_model import IdsModel
from situation_board.gui.ids_view import IdsView
from situation_board.gui.inspector.ask_line import AskLine
from situation_board.gui.inspector.editing import verify_things
from situation_board.gui.list_parts import action_bar, empty_note, list_action
from situation_board.gui.look import HALF, SPACE
from situation_board.gui.verify.question import WIDTHS, headings, queue_ids, queue_rows

if TYPE_CHECKING:
    from situation_board.gui.current_report import CurrentReport

SHOWN_TABLES = frozenset(
    {
        *("situation", "card", "status", "verification", "location", "report", "task", "same_as"),
        *("claim", "event", "route", "route_status", "presence"),
    }
)
MINUTE = 60_000


class QueuePanel(QWidget):
    """`chosen` names what is selected, `opened` asks for the inspector; `left` gives the keyboard back."""

    chosen = Signal(list)
    opened = Signal(str)
    left = Signal()

    def __init__(
        self, situation: Situation, parent: QWidget | None = None, *, current: CurrentReport | None = None
    ) -> None:
        super().__init__(parent)
        self._situation = situation
        self._current = current
        self._is_behind = True
        self.model = IdsModel(situation, headings(), queue_ids, queue_rows, self)
        self.view = IdsView(self.model, WIDTHS, self)
        self.view.setAccessibleName(self.tr("To verify again"))
        self.count = QLabel(self)
        self.error = ErrorLine(self)
        self.asking = AskLine(self)
        self.empty = empty_note(self, self.tr("Nothing is past its shelf life, and nobody was asked to look again."))
        self._make_actions()
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.view)

    # --- making

    def _make_actions(self) -> None:
        self.verify_action = list_action(self.view, "verify", self.tr("Verify…"), self.ask_verify, "Ctrl+Shift+V")
        self.hand_action = list_action(
            self.view, "user", self.tr("Hand to somebody…"), self.ask_to_look, "Ctrl+Shift+L"
        )
        self.open_action = list_action(self.view, "open", self.tr("Show in inspector"), self._open, "Return")
        self._enable()

    def _lay_out(self) -> None:
        bar = action_bar([self.verify_action, self.hand_action], self)
        top = QHBoxLayout()
        top.setSpacing(SPACE)
        top.addWidget(bar)
        top.addWidget(self.count, 1)
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
        self.view.chosen.connect(self.chosen)
        self.view.selectionModel().selectionChanged.connect(self._enable)
        self.view.doubleClicked.connect(self._open)
        self.view.customContextMenuRequested.connect(self._show_menu)
        self._ageing = QTimer(self, interval=MINUTE)
        self._ageing.timeout.connect(self._pass_time)
        self._ageing.start()

    # --- what is shown

    def take_focus(self) -> None:
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.view.select_first()

    def _news(self, tables: frozenset[str]) -> None:
        """What is hidden asks when it is next shown."""
        if not self.isVisible():
            self._is_behind = True
        elif tables & SHOWN_TABLES:
            self.model.ask(None)

    def _pass_time(self) -> None:
        """All grows older."""
        if self.isVisible():
            self.model.ask(None)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_behind:
            self._is_behind = False
            self.model.ask(None)

    def _shown(self) -> None:
        is_empty = not self.model.ids
        self.empty.setVisible(is_empty)
        self.view.setVisible(not is_empty or self.view.hasFocus())
        count = len(self.model.ids)
        words = self.tr("{0} to look at, the most urgent first").format(isolated(str(count)))
        self.count.setText(words if count else "")
        self.count.setToolTip(
            self.tr("Urgent is what has gone by its shelf life most often, the more so the more hangs on it")
        )
        if self.view.hasFocus():
            self.view.select_first()
        self._enable()

    # --- what can be done

    def ask_verify(self) -> None:
        """Ask with whom it was checked; of several things the one answer counts for each."""
        chosen = self.view.selected()
        if not chosen or not self._may_write():
            return
        several = self.tr("{0} things, unchanged. Checked with whom, or how?").format(isolated(str(len(chosen))))
        self.asking.ask(
            several if len(chosen) > 1 else self.tr("Unchanged. Checked with whom, or how?"),
            button=self.tr("Verified"),
            placeholder=self.tr("such as: field officer by phone"),
            answered=lambda text: self._verify(chosen, text),
        )

    def _verify(self, things: list[str], checked_with: str) -> None:
        """It rests on the current report, where there is one, and is as of its time."""
        held = self._current.in_hand if self._current else None
        if held is None:
            self._do(verify_things, things, checked_with)
        else:
            self._do(resting_on, held.footing.thing, verify_things, things, checked_with)

    def ask_to_look(self) -> None:
        """Ask which role will look; it gets a task."""
        chosen = self.view.selected()
        if not chosen or not self._may_write():
            return
        self.asking.ask(
            self.tr("Who will look again? A role, not a name."),
            button=self.tr("Hand over"),
            placeholder=self.tr("such as: access officer"),
            answered=lambda role: self._do(ask_to_check, chosen, role=role),
        )

    def _do(self, action: object, *args: object, **kwargs: object) -> None:
        self._situation.do(
            action,  # type: ignore[arg-type]
            *args,
            done=self._done,
            failed=self.asking.failed,
            receiver=self,
            **kwargs,
        )

    def _done(self, saved: Saved) -> None:
        self.asking.finish()
        self.view.setFocus()

    def _may_write(self) -> bool:
        self.error.clear()
        refusal = self._situation.refusal
        if refusal is not None:
            self.error.show_problem(refusal)
        return refusal is None

    def _open(self) -> None:
        if self.view.current():
            self.opened.emit(self.view.current())

    def _enable(self) -> None:
        has_any = bool(self.view.selected())
        for action in (self.verify_action, self.hand_action, self.open_action):
            action.setEnabled(has_any)

    # --- Qt

    def _show_menu(self, position: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([self.verify_action, self.hand_action, self.open_action])
        menu.popup(self.view.viewport().mapToGlobal(position))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
