"""A page to read: help and licences, in a window of its own that stays beside the work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from situation_board.core.resources import resource_path
from situation_board.gui.look import SPACE


@dataclass(frozen=True)
class Page:
    """A titled text in Markdown."""

    title: str
    text: str


class ReadingPage(QDialog):
    """Pages on one side, the text of the chosen one on the other."""

    def __init__(self, title: str, pages: Sequence[Page], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(760, 560)
        self._pages = pages
        self._text = QTextBrowser()
        self._text.setOpenLinks(False)  # nothing here reaches out
        self._list = QListWidget()
        self._list.addItems([page.title for page in pages])
        self._list.setMaximumWidth(240)
        self._list.currentRowChanged.connect(self._show)
        self._list.setVisible(len(pages) > 1)
        self._lay_out()
        self._list.setCurrentRow(0)

    def _show(self, row: int) -> None:
        self._text.setMarkdown(self._pages[row].text)

    def _lay_out(self) -> None:
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.addWidget(self._list)
        halves.addWidget(self._text)
        halves.setStretchFactor(1, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        layout.addWidget(halves, 1)
        layout.addWidget(buttons)


def help_pages() -> list[Page]:
    """The help in resources/help, in the order of the numbers that its file names begin with."""
    return [_page(path) for path in sorted(resource_path("help").glob("*.md"), key=_number)]


def _number(path: Path) -> int:
    return int(path.name.partition("-")[0])


def _page(path: Path) -> Page:
    text = path.read_text(encoding="utf-8")
    return Page(text.partition("\n")[0].lstrip("# "), text)
