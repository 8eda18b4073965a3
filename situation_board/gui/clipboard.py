"""Tables for the clipboard, for editors and for spreadsheets."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QStringListModel
from PySide6.QtGui import QGuiApplication


def put_table(plain: str, rich: str) -> None:
    """Put a table into the clipboard, as text and as HTML."""
    data = _mime_data()
    data.setText(plain)
    data.setHtml(rich)
    QGuiApplication.clipboard().setMimeData(data)


def _mime_data() -> QMimeData:
    """Made by Qt: one that Python made is deleted after Python has ended, and the program would end with a crash."""
    model = QStringListModel([""])
    data = model.mimeData([model.index(0)])
    data.clear()
    return data
