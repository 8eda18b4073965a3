"""The line after a move: what it says now, and how to say more or take it back. It asks nothing and goes by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QCompleter,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from situation_board.core.actions import corrections
from situation_board.core.problems import Problem
from situation_board.core.questions.moves import Moves, moves_of, report_titles
from situation_board.core.store import Saved
from situation_board.gui.background import Situation
from situation_board.gui.entry.privacy_line import PrivacyLine
from situation_board.gui.errors import announce
from situation_board.gui.look import HALF, SPACE, icon, tones
from situation_board.gui.move_words import move_words
from situation_board.gui.routes.button import RoutesButton

STAYS = 12_000  # milliseconds


class MoveStrip(QFrame):
    """Shows the latest move. Stays while the mouse or the keyboard is in it."""

    left = Signal()
    routes_wanted = Signal(object)

    def __init__(self, situation: Situation, parent: QWidget | None = None, *, stays: int = STAYS) -> None:
        super().__init__(parent)
        self._situation = situation
        self._actions: list[str] = []
        self._entry_action: Callable[..., Any] | None = None
        self.setObjectName("moveStrip")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self._words = _wrapping_label()
        self._problem = _wrapping_label()
        self._entry = QLineEdit()
        self._entry.returnPressed.connect(self._commit_entry)
        self.warning = PrivacyLine(self)
        self.warning.watch(self._entry)
        self._buttons = self._make_buttons()
        self._routes = RoutesButton(situation, self)
        self._routes.wanted.connect(self.routes_wanted)
        self._timer = QTimer(self, singleShot=True, interval=stays)
        self._timer.timeout.connect(self._go_unless_used)
        self._lay_out()
        self.hide()
        situation.changed.connect(self._follow)

    @property
    def text(self) -> str:
        """What it says."""
        return self._words.text()

    @property
    def problem_text(self) -> str:
        return self._problem.text() if self._problem.isVisibleTo(self) else ""

    @property
    def entry_text(self) -> str:
        """What was typed so far."""
        return self._entry.text()

    @property
    def has_focus(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def hurry(self, stays: int) -> None:
        """Stay for so many milliseconds only."""
        self._timer.start(stays)

    def show_move(self, saved: Saved) -> None:
        """Tell of a move that was just saved."""
        self._actions = [saved.change]
        self._close_entry()
        self._refresh(saved)

    def take_focus(self) -> None:
        if self.isVisible():
            self._buttons["swap"].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def go(self) -> None:
        """Leave, and give the keyboard back."""
        had_focus = self.has_focus
        self._timer.stop()
        self.hide()
        if had_focus:
            self.left.emit()

    # --- what can be said

    def swap(self) -> None:
        self._correct(corrections.swap_parties_of_move)

    def forget(self) -> None:
        self._correct(corrections.forget_party_of_move)

    def ask_time(self) -> None:
        self._open_entry(
            lambda text: self._correct(corrections.time_move, text=text),
            self.tr("Since when: 14:30, 8 Dec, 7-8 Dec 2024 …"),
        )

    def ask_source(self) -> None:
        self._open_entry(
            lambda text: self._correct(corrections.cite_for_move, title=text),
            self.tr("Title of the report; a new one is added"),
        )
        self._situation.ask(report_titles, done=self._offer, key=(self, "titles"), receiver=self)

    def undo(self) -> None:
        """Take back the latest of the move and what was said about it."""
        from situation_board.core.history import undo_action

        if self._actions:
            self._situation.do(undo_action, self._actions[-1], done=self._undone, failed=self._show_problem)

    def _correct(self, action: Callable[..., Any], **values: str) -> None:
        if self._actions:
            self._situation.do(
                action, self._actions[-1], done=self._corrected, failed=self._show_problem, receiver=self, **values
            )

    def _corrected(self, saved: Saved) -> None:
        self._actions.append(saved.change)
        self._close_entry()
        self._refresh(saved)

    def _undone(self, saved: Saved) -> None:
        self._actions.pop()
        if self._actions:
            self._refresh(saved)
        else:
            self.go()

    # --- showing

    def _refresh(self, saved: Saved) -> None:
        self._situation.ask(
            moves_of,
            self._actions[-1],
            done=lambda moves: self._show(moves, saved.notes),
            key=(self, "moves"),
            receiver=self,
        )

    def _follow(self, tables: frozenset[str]) -> None:
        """What was undone elsewhere is not shown any more."""
        if self._actions and self.isVisible() and "status" in tables:
            self._refresh(Saved(""))

    def _show(self, moves: Moves, notes: tuple[str, ...]) -> None:
        if not moves.moves:
            self.go()
            return
        self._words.setText(move_words(moves, notes))
        self._routes.look_at([move.card for move in moves.moves])
        self._problem.hide()
        self.show()
        self._timer.start()
        announce(self, self._words.text())

    def _show_problem(self, problem: Problem) -> None:
        self._problem.setText(f"⚠ {problem}")
        palette = self._problem.palette()
        palette.setColor(self._problem.foregroundRole(), tones(self.palette()).alarm)
        self._problem.setPalette(palette)
        self._problem.show()
        self._timer.start()
        announce(self, str(problem))

    def _go_unless_used(self) -> None:
        if self.underMouse() or self.has_focus:
            self._timer.start()
        else:
            self.go()

    # --- the one-line field

    def _open_entry(self, commit: Callable[[str], None], placeholder: str) -> None:
        self._entry_action = commit
        self._problem.hide()
        self._entry.clear()
        self._offer([])
        self._entry.setPlaceholderText(placeholder)
        self._entry.setAccessibleName(placeholder)
        self._entry.show()
        self._entry.setFocus()

    def _offer(self, titles: list[str]) -> None:
        completer = QCompleter(titles, self._entry)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._entry.setCompleter(completer)

    def _commit_entry(self) -> None:
        text = self._entry.text().strip()
        if text and self._entry_action is not None:
            self._entry_action(text)

    def _close_entry(self) -> None:
        had_focus = self._entry.hasFocus()
        self._entry_action = None
        self._entry.clear()
        self._entry.hide()
        if had_focus:
            self._buttons["undo"].setFocus()

    # --- keys and layout

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._entry.isVisibleTo(self):
            self._close_entry()
        else:
            self.go()

    def _make_buttons(self) -> dict[str, QToolButton]:
        return {
            "swap": self._button("swap", self.tr("&Swap"), self.tr("Who took it and who lost it: swap"), self.swap),
            "unknown": self._button(
                "basis-unknown", self.tr("Un&known"), self.tr("It is not known who took it"), self.forget
            ),
            "source": self._button("source", self.tr("Sou&rce…"), self.tr("Which report says so"), self.ask_source),
            "time": self._button("clock", self.tr("&Time…"), self.tr("Since when it is so"), self.ask_time),
            "undo": self._button("undo", self.tr("Un&do"), self.tr("Take the move back"), self.undo),
            "close": self._button("close", "", self.tr("Close (Esc); the move stays"), self.go),
        }

    def _button(self, picture: str, text: str, tip: str, pressed: Callable[[], None]) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(picture))
        button.setText(text)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setToolButtonStyle(
            Qt.ToolButtonStyle.ToolButtonTextBesideIcon if text else Qt.ToolButtonStyle.ToolButtonIconOnly
        )
        button.clicked.connect(pressed)
        return button

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(HALF)
        line.addWidget(self._words, 1)
        for button in self._buttons.values():
            line.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE, HALF, SPACE, HALF)
        layout.setSpacing(HALF)
        layout.addLayout(line)
        layout.addWidget(self._routes)
        layout.addWidget(self._entry)
        layout.addWidget(self.warning)
        layout.addWidget(self._problem)
        self._entry.hide()
        self._problem.hide()


def _wrapping_label() -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return label
