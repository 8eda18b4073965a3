"""The system's dialog in which a printer is chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from situation_board.gui.file_dialog import FileDialog


class PrintDialog(QPrintDialog):
    """Qt's own, on Linux, prints into files too: their names are chosen in our dialog then, which harms none."""

    def __init__(self, printer: QPrinter, parent: QWidget) -> None:
        super().__init__(printer, parent)
        browse, self._name = self.findChild(QToolButton, "fileBrowser"), self.findChild(QLineEdit, "filename")
        if browse is not None and self._name is not None:
            browse.clicked.disconnect()
            browse.clicked.connect(self._browse)

    def _browse(self) -> None:
        assert self._name is not None
        dialog = FileDialog(self, self.tr("Print into a file"), self._name.text(), "PDF (*.pdf)")
        dialog.setAcceptMode(FileDialog.AcceptMode.AcceptSave)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._name.setText)
        dialog.open()
