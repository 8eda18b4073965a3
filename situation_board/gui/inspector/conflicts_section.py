"""Where two laptops say different things: both are shown until a person answers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from situation_board.core.merging import Conflict, resolve
from situation_board.core.problems import Problem
from situation_board.gui.background import Situation
from situation_board.gui.entry.clock import Clock
from situation_board.gui.entry.error_line import ErrorLine
from situation_board.gui.entry.wording import caption_of
from situation_board.gui.inspector.lines import side_entry
from situation_board.gui.inspector.section import Section
from situation_board.gui.look import HALF, icon


class ConflictsSection(QWidget):
    """Opening a side keeps it. `wanted` asks for the list of all conflicts."""

    wanted = Signal(str)

    def __init__(self, situation: Situation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._situation = situation
        self._shown: tuple[Conflict, ...] = ()
        self.sections: list[Section] = []
        self.explanation = QLabel(self.tr("Two laptops say different things. Open the one that holds:"), self)
        self.explanation.setWordWrap(True)
        self.explanation.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.explanation.setForegroundRole(QPalette.ColorRole.Text)
        self.show_all = QPushButton(icon("conflict"), self.tr("All conflicts"), self)
        self.show_all.clicked.connect(self._show_all)
        self.error = ErrorLine(self)
        top = QHBoxLayout()
        top.addWidget(self.explanation, 1)
        top.addWidget(self.show_all)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(HALF)
        self.column.addLayout(top)
        self.column.addWidget(self.error)

    def show_conflicts(self, conflicts: Sequence[Conflict], clock: Clock) -> None:
        self.setVisible(bool(conflicts))
        if tuple(conflicts) == self._shown:
            return
        self._shown = tuple(conflicts)
        self.error.clear()
        for section in self.sections:
            section.setParent(None)
            section.deleteLater()
        self.sections = [self._section(conflict, clock) for conflict in conflicts]

    def _section(self, conflict: Conflict, clock: Clock) -> Section:
        section = Section(caption_of(conflict.slot, table=conflict.table), self)
        section.show_entries([side_entry(conflict.id, side, clock) for side in conflict.sides])
        section.opened.connect(self._keep)
        self.column.addWidget(section)
        return section

    def _show_all(self) -> None:
        self.wanted.emit(self._shown[0].id)

    def _keep(self, key: str) -> None:
        conflict, change = key.split(" ", 1)
        self._situation.do(resolve, conflict, keep=change, failed=self._refused, receiver=self)

    def _refused(self, problem: Problem) -> None:
        self.error.show_problem(problem)
