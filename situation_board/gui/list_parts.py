"""What stands around a list of things: its actions, their bar, and the words that stand in for an empty list."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence, QPalette
from PySide6.QtWidgets import QLabel, QToolBar, QWidget

from situation_board.gui.look import icon

ICON = 16


def list_action(view: QWidget, picture: str, words: str, do: Callable[[], object], keys: str = "") -> QAction:
    """Its key is the list's own while the list has the keyboard, also where the window knows the same key."""
    action = QAction(icon(picture), words, view)
    if keys:
        shortcut = QKeySequence(keys)
        action.setShortcut(shortcut)
        action.setToolTip(f"{words} ({shortcut.toString(QKeySequence.SequenceFormat.NativeText)})")
    action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    action.triggered.connect(lambda: do())
    view.addAction(action)
    return action


def action_bar(actions: Sequence[QAction], parent: QWidget) -> QToolBar:
    bar = QToolBar(parent)
    bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    bar.setIconSize(QSize(ICON, ICON))
    bar.addActions(list(actions))
    return bar


def empty_note(parent: QWidget, words: str = "") -> QLabel:
    """Hidden until there is nothing to list."""
    note = QLabel(words, parent)
    note.setWordWrap(True)
    note.setAlignment(Qt.AlignmentFlag.AlignCenter)
    note.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    note.hide()
    return note
