"""The commands of the board as actions for menu bar, context menu and keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from situation_board.core.vocabulary import Column
from situation_board.gui import look


@dataclass(frozen=True)
class Command:
    """`needs` is how many selected cards it takes: none, one or more, exactly one."""

    name: str
    text: str
    tip: str
    icon: str
    keys: tuple[str, ...]
    do: Callable[[], None]
    needs: str = "some"
    writes: bool = True


class Commands(QObject):
    """Makes the actions. Their keys count where a column has the focus, so that text fields keep theirs."""

    def __init__(
        self, commands: list[Command], views: list[QWidget], parent: QWidget, *, may_write: Callable[[], bool]
    ) -> None:
        """`may_write` says why not where nothing may be written now."""
        super().__init__(parent)
        self._may_write = may_write
        self._commands = {command.name: command for command in commands}
        self.actions = {command.name: self._action(command, views, parent) for command in commands}

    def _action(self, command: Command, views: list[QWidget], parent: QWidget) -> QAction:
        action = QAction(look.icon(command.icon), command.text, parent)
        action.setObjectName(f"board.{command.name}")
        action.setToolTip(command.tip)
        action.setStatusTip(command.tip)
        action.setShortcuts([QKeySequence(keys) for keys in command.keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda: self._do(command))
        for view in views:
            view.addAction(action)
        return action

    def _do(self, command: Command) -> None:
        if not command.writes or self._may_write():
            command.do()

    def enable(self, *, selected: int, is_read_only: bool) -> None:
        for name, action in self.actions.items():
            command = self._commands[name]
            enough = {"none": True, "some": selected > 0, "one": selected == 1}[command.needs]
            action.setEnabled(enough and not (command.writes and is_read_only))

    def retitle_columns(self, words: Callable[[Column], str]) -> None:
        """The moves name the situation's own headings."""
        for column in Column:
            self.actions[f"move_to_{column.value}"].setText(words(column))

    def menu(self, parent: QWidget, move_to: str) -> QMenu:
        """The context menu; every command of it is also in the menu bar."""
        menu = QMenu(parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.actions["open"])
        moves = menu.addMenu(move_to)
        moves.addActions([self.actions[f"move_to_{column.value}"] for column in Column])
        for names in MENU:
            menu.addActions([self.actions[name] for name in names])
            menu.addSeparator()
        return menu


MENU = (
    ("controller_changed", "swap_parties"),
    ("verify", "ask_to_look", "edit", "copy", "history"),
    ("strike",),
)
