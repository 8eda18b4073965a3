"""The recovery sheet: shown to be printed or written down, never saved by the program."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QTextDocument
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from situation_board.gui.look import SPACE


class RecoverySheet(QDialog):
    """The code of one file, in lines that check themselves."""

    def __init__(self, name: str, lines: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Recovery sheet"))
        self._name, self._lines = name, tuple(lines)
        self.code = QLabel("\n".join(lines), self)
        self.code.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.code.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.code.setAccessibleName(self.tr("Recovery code"))
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        words = QLabel(self._words(), self)
        words.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.print_button = buttons.addButton(self.tr("&Print…"), QDialogButtonBox.ButtonRole.ActionRole)
        self.print_button.clicked.connect(self._print)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(2 * SPACE)
        for widget in (words, self.code, buttons):
            column.addWidget(widget)

    def _words(self) -> str:
        return self.tr(
            "This code opens the file like its passphrase: type it where the passphrase is asked for. Whoever has it"
            " and the file can read everything: lock it away, apart from the laptop. It holds until the passphrase is"
            " next changed."
        )

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrinter

        from situation_board.gui.print_dialog import PrintDialog

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = PrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._document().print_(printer))
        QDialog.open(dialog)  # its own wants a slot by name

    def _document(self) -> QTextDocument:
        document = QTextDocument(self)
        heading = self.tr("Recovery sheet of %1").replace("%1", f"\u2068{self._name}\u2069")
        document.setPlainText("\n\n".join((heading, self._words(), "\n".join(self._lines))))
        return document
