"""The bottom line: only what is true. Whether everything is saved, what waits for attention, who works where."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStatusBar, QToolButton, QWidget

from situation_board.core.problems import Problem
from situation_board.core.questions.attention import Waiting, what_waits
from situation_board.core.store.connection import means_damage
from situation_board.gui.background import Situation
from situation_board.gui.duty import DutyButton
from situation_board.gui.look import HALF, SPACE, icon

ICON = 16
LOOK_AGAIN = 60_000  # milliseconds: cards become stale by themselves


class StatusBar(QStatusBar):
    """`conflicts_asked` and the like: a person wants to see those. `conflicts_counted` says how many are open."""

    conflicts_asked = Signal()
    stale_asked = Signal()
    untriaged_asked = Signal()
    overdue_asked = Signal()
    backup_asked = Signal()
    conflicts_counted = Signal(int)

    def __init__(self, situation: Situation, duty: DutyButton, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._situation = situation
        self._standing: Problem | None = None
        self._saved = _IconLabel()
        self._untriaged = self._button("message", self.untriaged_asked)
        self._overdue = self._button("task", self.overdue_asked)
        self._stale = self._button("clock-stale", self.stale_asked)
        self._conflicts = self._button("conflict", self.conflicts_asked)
        self._waiting = (self._untriaged, self._overdue, self._stale, self._conflicts)
        self._laptop = QLabel(f"\u2068{situation.identity.laptop}\u2069")
        self._laptop.setToolTip(self.tr("This laptop, as the history names it"))
        self._backup = self._button("copy", self.backup_asked)
        self._backup.hide()
        self._is_past = False
        self._past = QLabel(self.tr("now:"))
        self._past.setToolTip(self.tr("What waits, waits now; the board shows the past"))
        self._past.hide()
        self.addWidget(self._saved)
        self.addWidget(self._past)
        self.addWidget(self._untriaged)
        self.addWidget(self._overdue)
        self.addWidget(self._stale)
        self.addWidget(self._conflicts)
        self.addPermanentWidget(self._backup)
        self.addPermanentWidget(duty)
        self.addPermanentWidget(self._laptop)
        situation.busy.connect(self._show_state)
        situation.standing.connect(self._note_standing)
        situation.changed.connect(self.look_again)
        self._timer = QTimer(self, interval=LOOK_AGAIN)
        self._timer.timeout.connect(self.look_again)
        self._timer.start()
        self._show_state()
        for button in self._waiting:
            button.hide()

    @property
    def state_text(self) -> str:
        return self._saved.text

    @property
    def waiting_text(self) -> str:
        """What waits, in words; "" when nothing does."""
        return ", ".join(button.text() for button in self._waiting if button.isVisibleTo(self))

    @property
    def backup_text(self) -> str:
        return self._backup.text()

    def show_backup(self, picture: str, words: str, hint: str) -> None:
        """How old the latest backup is, or why there is none."""
        self._backup.setIcon(icon(picture))
        self._backup.setText(words)
        self._backup.setToolTip(hint)
        self._backup.show()

    def show_past(self, is_past: bool) -> None:
        """What is counted here is live, and says so while the board shows the past."""
        self._is_past = is_past
        self._show_past()

    def _show_past(self) -> None:
        self._past.setVisible(self._is_past and bool(self.waiting_text))

    def _note_standing(self, problem: Problem | None) -> None:
        self._standing = problem
        self._show_state()

    def _show_state(self) -> None:
        if self._standing is not None and means_damage(self._standing):
            self._saved.say("warning", self.tr("damaged"))
        elif self._standing is not None:
            self._saved.say("warning", self.tr("file not reachable"))
        elif self._situation.is_read_only:
            self._saved.say("lock", self.tr("read-only"))
        elif self._situation.is_writing:
            self._saved.say("save", self.tr("saving…"))
        else:
            self._saved.say("check", self.tr("saved"))

    def look_again(self) -> None:
        """Ask what waits; the window does so once the board is shown."""
        self._show_state()
        self._situation.ask(what_waits, done=self._show_waiting, key=(self, "waiting"))

    def _show_waiting(self, waiting: Waiting) -> None:
        self._untriaged.setText(
            self.tr("1 message untriaged")
            if waiting.untriaged == 1
            else self.tr("{count} messages untriaged").format(count=waiting.untriaged)
        )
        self._untriaged.setVisible(waiting.untriaged > 0)
        self._overdue.setText(
            self.tr("1 task overdue")
            if waiting.overdue == 1
            else self.tr("{count} tasks overdue").format(count=waiting.overdue)
        )
        self._overdue.setVisible(waiting.overdue > 0)
        self._stale.setText(self.tr("{count} stale").format(count=waiting.stale))
        self._stale.setVisible(waiting.stale > 0)
        self._conflicts.setText(
            self.tr("1 conflict")
            if waiting.conflicts == 1
            else self.tr("{count} conflicts").format(count=waiting.conflicts)
        )
        self._conflicts.setVisible(waiting.conflicts > 0)
        self._show_past()
        self.conflicts_counted.emit(waiting.conflicts)

    def _button(self, picture: str, pressed: SignalInstance) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(picture))
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.clicked.connect(pressed)
        return button


class _IconLabel(QWidget):
    """A word with its picture."""

    def __init__(self) -> None:
        super().__init__()
        self._picture = QLabel()
        self._word = QLabel()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SPACE, 0, SPACE, 0)
        layout.setSpacing(HALF)
        layout.addWidget(self._picture)
        layout.addWidget(self._word)

    @property
    def text(self) -> str:
        return self._word.text()

    def say(self, picture: str, word: str) -> None:
        self._picture.setPixmap(icon(picture).pixmap(QSize(ICON, ICON)))
        self._word.setText(word)
