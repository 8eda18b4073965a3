"""The changes as a tree: groups, and below each the things that changed, with what is different about them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from situation_board.core.history import About, Difference, grouped
from situation_board.gui.changes.delegate import SAID, ChangesDelegate
from situation_board.gui.changes.words import ICONS, title, words
from situation_board.gui.entry.wording import isolated
from situation_board.gui.look import icon

ABOUT = Qt.ItemDataRole.UserRole
GROUP = Qt.ItemDataRole.UserRole + 2


class ChangesList(QTreeWidget):
    """`opened` brings the About of the line that was clicked or chosen with Enter."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: tuple[Difference, ...] = ()
        self.setHeaderHidden(True)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.setItemDelegate(ChangesDelegate(self))
        self.setIndentation(12)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(self.tr("What changed"))
        self.itemActivated.connect(self._open)
        self.itemClicked.connect(self._open)

    def show_differences(self, found: Sequence[Difference]) -> None:
        """The line that was chosen stays chosen where it still is there; what was folded stays folded."""
        if tuple(found) == self._found:
            return
        self._found = tuple(found)
        chosen = self.currentItem().data(0, ABOUT) if self.currentItem() is not None else None
        folded, scrolled = self._folded(), self.verticalScrollBar().value()
        self.clear()
        for group, things in grouped(found):
            heading = QTreeWidgetItem(self, [title(group, len(things))])
            heading.setData(0, GROUP, group.value)
            bold = QFont(self.font())
            bold.setBold(True)
            heading.setFont(0, bold)
            heading.addChildren([_line(about) for about in things])
            heading.setExpanded(group.value not in folded)
        self._choose(chosen)
        self.doItemsLayout()
        self.verticalScrollBar().setValue(scrolled)

    def _folded(self) -> set[str]:
        headings = [self.topLevelItem(row) for row in range(self.topLevelItemCount())]
        return {heading.data(0, GROUP) for heading in headings if heading is not None and not heading.isExpanded()}

    def things(self) -> list[About]:
        """What is listed, in order."""
        return [line.data(0, ABOUT) for line in self._lines()]

    def _lines(self) -> list[QTreeWidgetItem]:
        headings = [self.topLevelItem(row) for row in range(self.topLevelItemCount())]
        return [heading.child(row) for heading in headings if heading for row in range(heading.childCount())]

    def _choose(self, chosen: About | None) -> None:
        for line in self._lines():
            if chosen is not None and line.data(0, ABOUT).thing == chosen.thing:
                self.setCurrentItem(line)
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width needs other heights."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _open(self, item: QTreeWidgetItem) -> None:
        about = item.data(0, ABOUT)
        if about is not None:
            self.opened.emit(about)


def _line(about: About) -> QTreeWidgetItem:
    line = QTreeWidgetItem([isolated(about.name)])
    line.setIcon(0, icon(ICONS.get(about.table, "info")))
    line.setData(0, SAID, words(about))
    whole = f"{line.text(0)}\n{words(about)}"
    line.setToolTip(0, whole)
    line.setData(0, Qt.ItemDataRole.AccessibleTextRole, whole)
    line.setData(0, ABOUT, about)
    if all(each.is_gone and each.table != "conflict" for each in about.differences):
        struck = QFont()
        struck.setStrikeOut(True)
        line.setFont(0, struck)
    return line
