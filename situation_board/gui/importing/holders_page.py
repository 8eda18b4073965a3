"""Which actor a name or flag of the table means: only a person can say it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from situation_board.gui.background import Situation
from situation_board.gui.entry.error_line import ErrorLine
from situation_board.gui.entry.suggesting_edit import SuggestingEdit
from situation_board.gui.entry.understanding import Typed
from situation_board.gui.entry.wording import isolated
from situation_board.gui.look import HALF


class HoldersPage(QScrollArea):
    """One line for each name, with how many rows have it, the commonest first."""

    changed = Signal()

    def __init__(self, situation: Situation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._situation = situation
        self._lines: dict[str, SuggestingEdit] = {}
        self.error = ErrorLine(self)
        inside = QWidget(self)
        words = QLabel(
            self.tr(
                "Say which actor each stands for. Rows whose holder is left open are not taken in. "
                "An actor that is missing is added in the list of actors (Ctrl+1)."
            ),
            inside,
        )
        words.setWordWrap(True)
        self._form = QFormLayout()
        self._form.setSpacing(HALF)
        column = QVBoxLayout(inside)
        column.addWidget(words)
        column.addWidget(self.error)
        column.addLayout(self._form)
        column.addStretch(1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)

    def said(self) -> dict[str, Typed]:
        return {name: line.typed() for name, line in self._lines.items() if line.text().strip()}

    def show_holders(self, holders: Sequence[tuple[str, int]], known: Mapping[str, Typed]) -> None:
        """What was typed stays. `known` are actors that are called just so."""
        for name, rows in holders:
            if name not in self._lines:
                self._lines[name] = self._line(name, rows, known.get(name))

    def _line(self, name: str, rows: int, known: Typed | None) -> SuggestingEdit:
        line = SuggestingEdit(self._situation, ("actor",), self, can_add=False)
        line.setAccessibleName(name)
        line.setPlaceholderText(self.tr("which actor"))
        if known is not None:
            line.set_typed(known)
        line.textChanged.connect(lambda _: self.changed.emit())
        count = isolated(self.locale().toString(rows))
        self._form.addRow(self.tr("{0} ({1} rows)").format(isolated(name), count), line)
        return line
