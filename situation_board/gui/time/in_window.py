"""Time travel in the window: the board follows the hand, the panels as soon as the hand rests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QToolBar

from situation_board.core.questions.moments import Moment
from situation_board.gui.board.questions import BoardIds
from situation_board.gui.look import icon
from situation_board.gui.time.bar import TimeBar
from situation_board.gui.time.replay import Replay
from situation_board.gui.time.travel import TimeTravel

if TYPE_CHECKING:
    from situation_board.gui.main_window import MainWindow

FOLLOWING = ("inspector", "charts", "events", "routes")
"""The panels of the window that show a moment, by their names there; they are made when they are first needed."""

REST = 80
"""Milliseconds without a further step, after which the panels follow."""


class TimeInWindow(QObject):
    """Owns travel, replay and bar."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._told: dict[str, Moment] = {}
        self.travel = TimeTravel(window.situation, self)
        self.replay = Replay(self.travel, self)
        self.bar = TimeBar(self.travel, self.replay, window)
        self._put_up(window)
        self.actions = self._make_actions()
        self._resting = QTimer(self, singleShot=True, interval=REST)
        self._resting.timeout.connect(self.follow)
        self._connect()

    def _put_up(self, window: MainWindow) -> None:
        """As wide as the window, below what situation it is."""
        tools = QToolBar(self.tr("Time"), window)
        tools.setObjectName("time")
        tools.setMovable(False)
        tools.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        tools.setContentsMargins(0, 0, 0, 0)
        layout = tools.layout()
        if layout is not None:
            layout.setContentsMargins(0, 0, 0, 0)
        tools.addWidget(self.bar)
        window.addToolBarBreak()
        window.addToolBar(tools)

    def _connect(self) -> None:
        board = self._window.centre.board
        self.travel.leaving.connect(self._finish_typing)
        self.travel.moved.connect(board.set_moment)
        self.travel.moved.connect(self._moved)
        self.travel.drawn.connect(lambda _: self._enable())
        board.stepped.connect(self._shown)
        self.bar.left.connect(board.setFocus)
        for name in FOLLOWING:
            getattr(self._window.docks, name).visibilityChanged.connect(lambda _: self._resting.start())

    def follow(self) -> None:
        """Show the moment in every panel that there is. A panel that was made since has not been told yet."""
        self._window.intake.set_moment(self.travel.moment)
        for name in FOLLOWING:
            panel = self._window.__dict__.get(name)
            if panel is not None and self._told.get(name) != self.travel.moment:
                self._told[name] = self.travel.moment
                panel.set_moment(self.travel.moment)

    def _finish_typing(self) -> None:
        inspector = self._window.__dict__.get("inspector")
        if inspector is not None:
            inspector.finish_editing()

    def _moved(self, moment: Moment) -> None:
        self._resting.start()
        self._window.bar.show_past(moment is not None)
        self._window.search.show_past(moment is not None)
        self._enable()

    def _shown(self, answer: BoardIds) -> None:
        self.bar.show_time(answer.at, answer.moment)
        self.replay.note_shown(answer.moment)

    # --- the menu

    def _make_actions(self) -> list[QAction]:
        travel = self.travel
        return [
            self._action(self.tr("Change &before"), "step-back", "Alt+Left", lambda: self._step(-1)),
            self._action(self.tr("&Next change"), "step-on", "Alt+Right", lambda: self._step(1)),
            self._action(self.tr("&First change"), "", "Alt+Home", travel.to_first),
            self._action(self.tr("Back to &live"), "history", "Alt+End", travel.back_to_live),
            self._action(self.tr("&Replay, pause"), "play", "F8", self.replay.toggle),
            self._action(self.tr("&Go to a time…"), "clock", "F7", self.bar.take_focus),
            self._action(self.tr("&Switch: what was true, what we knew"), "swap", "Shift+F7", self._switch),
        ]

    def _action(self, text: str, picture: str, keys: str, do: object) -> QAction:
        action = QAction(text, self._window)
        if picture:
            action.setIcon(icon(picture))
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(do)
        return action

    def fill(self, menu: QMenu) -> None:
        menu.addActions(self.actions)
        menu.insertSeparator(self.actions[4])
        self._enable()

    def _step(self, step: int) -> None:
        self.replay.pause()
        self.travel.step(step)

    def _switch(self) -> None:
        self.travel.choose("known" if self.travel.kind == "true" else "true")

    def _enable(self) -> None:
        """After live comes nothing."""
        for number in (1, 3):
            self.actions[number].setEnabled(self.travel.is_past)
