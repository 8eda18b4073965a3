"""The first thing one sees: what this is, the sample, a new situation, an open file, the recent ones."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QFont
from PySide6.QtWidgets import (
    QCommandLinkButton,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from situation_board.core.problems import Problem
from situation_board.gui.errors import Banner
from situation_board.gui.look import SPACE, icon

PATH = Qt.ItemDataRole.UserRole


class StartPage(QWidget):
    """Asks what to open. Answers nothing itself."""

    sample_asked = Signal()
    new_asked = Signal()
    open_asked = Signal()
    rescue_asked = Signal()
    file_chosen = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Situation Board")
        self.setAcceptDrops(True)
        self.resize(820, 520)
        self._banner = Banner()
        self._sample = self._button(
            "sample",
            self.tr("&Sample situation"),
            self.tr("Syria, night of 7-8 December 2024: look around, try everything, nothing can break."),
        )
        self._new = self._button(
            "new", self.tr("&New situation"), self.tr("Begin with an empty board, with its own time zone and label.")
        )
        self._open = self._button(
            "open",
            self.tr("&Open a file…"),
            self.tr("From this laptop or a stick, also a whole situation as JSON; or drop one on this window."),
        )
        self._rescue = self._button(
            "warning",
            self.tr("&Rescue a file…"),
            self.tr("Back to a backup, or bring out what can be read of a damaged file."),
        )
        self._recent = QListWidget()
        self._recent.setAccessibleName(self.tr("Recent files"))
        self._recent.setAlternatingRowColors(True)
        self._recent.itemActivated.connect(self._choose)
        self._none = QLabel(self.tr("Files that were open on this laptop will be listed here."))
        self._none.setWordWrap(True)
        self._connect()
        self._lay_out()
        self._sample.setFocus()

    def show_recent(self, files: Sequence[tuple[Path, bool]]) -> None:
        """Recent files, and whether each is there."""
        self._recent.clear()
        for path, is_there in files:
            self._recent.addItem(self._item(path, is_there))
        self._recent.setVisible(bool(files))
        self._none.setVisible(not files)

    def show_problem(self, problem: Problem) -> None:
        self._banner.show_problem(problem)

    def come_to_front(self) -> None:
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    @property
    def banner(self) -> Banner:
        return self._banner

    def show_busy(self, is_busy: bool) -> None:
        """While a file is opened nothing else can be chosen."""
        for widget in (self._sample, self._new, self._open, self._rescue, self._recent):
            widget.setEnabled(not is_busy)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped_file(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped_file(event)
        if path is not None:
            event.acceptProposedAction()
            self.file_chosen.emit(path)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()

    def _item(self, path: Path, is_there: bool) -> QListWidgetItem:
        words = path.stem if is_there else self.tr("{file} - not found").format(file=path.stem)
        item = QListWidgetItem(icon("board" if is_there else "no-source"), f"{words}\n{path.parent}")
        item.setData(PATH, path)
        item.setToolTip(str(path))
        if not is_there:
            item.setFlags(Qt.ItemFlag.NoItemFlags)
        return item

    def _choose(self, item: QListWidgetItem) -> None:
        self.file_chosen.emit(item.data(PATH))

    def _button(self, picture: str, text: str, words: str) -> QCommandLinkButton:
        button = QCommandLinkButton(text, words)
        button.setIcon(icon(picture))
        button.setIconSize(QSize(3 * SPACE, 3 * SPACE))
        return button

    def _connect(self) -> None:
        self._sample.clicked.connect(self.sample_asked)
        self._new.clicked.connect(self.new_asked)
        self._open.clicked.connect(self.open_asked)
        self._rescue.clicked.connect(self.rescue_asked)

    def _lay_out(self) -> None:
        title = QLabel("Situation Board")
        large = QFont(title.font())
        large.setPointSizeF(large.pointSizeF() * 1.8)
        large.setBold(True)
        title.setFont(large)
        says = QLabel(
            self.tr("A board of places: who holds each, since when, and who says so. Works without a network.")
        )
        says.setWordWrap(True)
        columns = QHBoxLayout()
        columns.setSpacing(3 * SPACE)
        columns.addLayout(self._left(), 1)
        columns.addLayout(self._right(), 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        layout.setSpacing(2 * SPACE)
        for widget in (self._banner, title, says):
            layout.addWidget(widget)
        layout.addLayout(columns, 1)

    def _left(self) -> QVBoxLayout:
        left = QVBoxLayout()
        left.setSpacing(SPACE)
        for button in (self._sample, self._new, self._open, self._rescue):
            left.addWidget(button)
        left.addStretch(1)
        return left

    def _right(self) -> QVBoxLayout:
        heading = QLabel(self.tr("Re&cent"))
        heading.setBuddy(self._recent)
        bold = QFont(heading.font())
        bold.setBold(True)
        heading.setFont(bold)
        right = QVBoxLayout()
        right.setSpacing(SPACE)
        right.addWidget(heading)
        right.addWidget(self._recent, 1)
        right.addWidget(self._none)
        right.addStretch(0)
        return right


def _dropped_file(event: QDropEvent) -> Path | None:
    files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
    return Path(files[0]) if len(files) == 1 else None
