"""One field in the editor of an event: its caption, its input, and beside it what is wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from situation_board.gui.entry.error_line import ErrorLine
from situation_board.gui.entry.wording import beginning_here
from situation_board.gui.inspector.editors import Editor

CAPTION_WIDTH = 96


class FieldCell(QWidget):
    def __init__(self, caption: str, editor: Editor, *, help: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.editor = editor
        self.caption = QLabel(beginning_here(caption, parent.layoutDirection()), self)
        self.caption.setFixedWidth(CAPTION_WIDTH)
        self.caption.setWordWrap(True)
        self.caption.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.caption.setToolTip(help)
        self.caption.setContentsMargins(0, 4, 0, 0)
        self.error = ErrorLine(self)
        editor.setToolTip(help)
        proxy = editor.focusProxy()
        if proxy is not None:
            proxy.setAccessibleName(caption)
            proxy.setAccessibleDescription(help)
        side = QVBoxLayout()
        side.setSpacing(2)
        side.addWidget(editor)
        side.addWidget(self.error)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.caption, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(side, 1)
        editor.edited.connect(lambda: self.error.clear())

    def set_caption(self, caption: str) -> None:
        self.caption.setText(beginning_here(caption, self.layoutDirection()))
        proxy = self.editor.focusProxy()
        if proxy is not None:
            proxy.setAccessibleName(caption)
