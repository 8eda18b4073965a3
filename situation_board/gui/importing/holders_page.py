"""Which actor a name or flag of the table means: only a person can say it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QScrollArea, QVBoxLayout, QWidget

from situation_board.gui.background import Situation
from situation_board.gui.entry.error_line import ErrorLine
from situation_board.gui.entry.suggesting_edit import SuggestingEdit
from situation_board.gui.entry.understanding import Typed
from situation_board.gui.entry.wording import isolated
from situation_board.gui.look import HALF
from situation_board.gui.safekeeping.parts import button, wrapped

AT_ONCE = 50
"""Names that are listed at first, and added when more are asked for."""


class HoldersPage(QScrollArea):
    """One line for each name, with how many rows have it, the commonest first; of very many some at a time."""

    changed = Signal()

    def __init__(self, situation: Situation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._situation = situation
        self._holders: Sequence[tuple[str, int]] = ()
        self._known: Mapping[str, Typed] = {}
        self._lines: dict[str, SuggestingEdit] = {}
        self.error = ErrorLine(self)
        inside = QWidget(self)
        words = wrapped(
            self.tr(
                "Say which actor each stands for. Rows whose holder is left open are not taken in. "
                "An actor that is missing is added in the list of actors (Ctrl+1)."
            ),
            inside,
        )
        self._form = QFormLayout()
        self._form.setSpacing(HALF)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.more_words = wrapped("", inside)
        self.more = button(self.tr("Show &more names"), self._show_more, inside)
        column = QVBoxLayout(inside)
        column.addWidget(words)
        column.addWidget(self.error)
        column.addLayout(self._form)
        column.addWidget(self.more_words)
        column.addWidget(self.more)
        column.addStretch(1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)

    def said(self) -> dict[str, Typed]:
        """What was typed, and of names that are not listed yet the actors that are called just so."""
        typed = {name: line.typed() for name, line in self._lines.items() if line.text().strip()}
        unlisted = (name for name, _ in self._holders if name not in self._lines and name in self._known)
        return {**typed, **{name: self._known[name] for name in unlisted}}

    def show_holders(self, holders: Sequence[tuple[str, int]], known: Mapping[str, Typed]) -> None:
        """What was typed stays. `known` are actors that are called just so."""
        self._holders, self._known = holders, known
        self._list(max(AT_ONCE, len(self._lines)))

    def _list(self, most: int) -> None:
        for name, rows in self._holders[:most]:
            if name not in self._lines:
                self._lines[name] = self._line(name, rows, self._known.get(name))
        left = sum(name not in self._lines for name, _ in self._holders)
        number = self.locale().toString
        words = self.tr("{0} of {1} names are listed, the commonest first.")
        counts = (isolated(number(each)) for each in (len(self._holders) - left, len(self._holders)))
        self.more_words.setText(words.format(*counts))
        for widget in (self.more_words, self.more):
            widget.setVisible(left > 0)

    def _show_more(self) -> None:
        before = set(self._lines)
        self._list(len(self._lines) + AT_ONCE)
        first = next(line for name, line in self._lines.items() if name not in before)
        first.show()  # the layout would do so on the next turn, too late for the focus
        first.setFocus()

    def _line(self, name: str, rows: int, known: Typed | None) -> SuggestingEdit:
        line = SuggestingEdit(self._situation, ("actor",), self, can_add=False)
        line.setAccessibleName(name)
        line.setPlaceholderText(self.tr("which actor"))
        if known is not None:
            line.set_typed(known)
        line.textChanged.connect(lambda _: self.changed.emit())
        count = isolated(self.locale().toString(rows))
        self._form.addRow(self.tr("{0} (rows: {1})").format(isolated(name), count), line)
        return line
