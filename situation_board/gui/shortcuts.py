"""All keys of a window, read from its actions, so that the list is never wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QMainWindow,
    QMenu,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from situation_board.gui.look import SPACE


def keys_of(window: QMainWindow) -> list[tuple[str, list[tuple[str, str]]]]:
    """Menu by menu: what can be done and its key. What has no key is left out."""
    found = [(_plain(menu.title()), _keys_in(menu)) for menu in _menus_in(window.menuBar())]
    return [(title, keys) for title, keys in found if keys]


def _menus_in(parent: QWidget) -> list[QMenu]:
    """Asked of the parent: QAction.menu() hands out menus that are deleted when Python lets go of them."""
    return parent.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly)


def _keys_in(menu: QMenu) -> list[tuple[str, str]]:
    keys = [(_plain(action.iconText()), _key_words(action)) for action in menu.actions() if action.shortcuts()]
    return keys + [key for inner in _menus_in(menu) for key in _keys_in(inner)]


def _key_words(action: QAction) -> str:
    shown = QKeySequence.SequenceFormat.NativeText
    return ", ".join(shortcut.toString(shown) for shortcut in action.shortcuts())


def _plain(text: str) -> str:
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip("…")


class ShortcutsDialog(QDialog):
    """The list, beside the work."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self.setWindowTitle(self.tr("Keys"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(460, 560)
        self._tree = QTreeWidget()
        self._tree.setHeaderLabels([self.tr("What"), self.tr("Key")])
        self._tree.setRootIsDecorated(False)
        self._tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self._tree.header().setStretchLastSection(False)
        for title, keys in keys_of(window):
            self._add(title, keys)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        layout.addWidget(self._tree)
        layout.addWidget(buttons)

    def _add(self, title: str, keys: list[tuple[str, str]]) -> None:
        heading = QTreeWidgetItem(self._tree, [title])
        font = heading.font(0)
        font.setBold(True)
        heading.setFont(0, font)
        for words, key in keys:
            QTreeWidgetItem(heading, [words, key])
        heading.setExpanded(True)
