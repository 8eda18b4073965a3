"""On a laptop at risk a question comes before anything is saved or printed outside the protected file."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QMessageBox

from situation_board.gui.settings import Settings


def open_to_take_out(dialog: QDialog) -> None:
    """Open a dialog that saves or prints; where the laptop is at risk only after a question."""
    if not Settings().at_risk:
        QDialog.open(dialog)
        return
    tr = QCoreApplication.translate
    box = QMessageBox(dialog.parentWidget())
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(tr("leaving", "Out of the protected file"))
    box.setText(tr("leaving", "This laptop is at risk. What is saved or printed now can be read by whoever finds it."))
    go_on = box.addButton(tr("leaving", "&Go on"), QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
    go_on.clicked.connect(lambda: QDialog.open(dialog))
    box.rejected.connect(dialog.deleteLater)
    box.open()
