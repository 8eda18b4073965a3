"""Where laptops disagree: the answers side by side, with who gave them and when. A person keeps one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from situation_board.core import times
from situation_board.core.merging.conflicts import Conflict, Side, conflicts, resolve
from situation_board.core.store import Reading
from situation_board.core.times import Precision, Time
from situation_board.gui.background import Situation
from situation_board.gui.look import HALF, SPACE

MOST_SHOWN = 50


@dataclass(frozen=True)
class Disagreements:
    """Open conflicts, the first of them in full, and how many more there are."""

    shown: tuple[Conflict, ...]
    more: int
    zone: ZoneInfo


def disagreements(reading: Reading) -> Disagreements:
    found = conflicts(reading)
    return Disagreements(tuple(found[:MOST_SHOWN]), max(0, len(found) - MOST_SHOWN), reading.zone)


class ConflictsPanel(QScrollArea):
    """`thing_chosen` names the thing of one."""

    thing_chosen = Signal(str)

    def __init__(self, situation: Situation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._situation = situation
        self._boxes: dict[str, _ConflictBox] = {}
        self._wants_focus = False
        self._inside = QWidget()
        self._layout = QVBoxLayout(self._inside)
        self._layout.setSpacing(SPACE)
        self._more = QLabel()
        self._layout.addWidget(self._more)
        self._layout.addStretch(1)
        self.setWidget(self._inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        situation.changed.connect(self.look_again)
        self.look_again()

    def look_again(self) -> None:
        self._situation.ask(disagreements, done=self._show, key=(self, "conflicts"))

    def take_focus(self) -> None:
        """Go to the first answer, now or when the conflicts are there."""
        self._wants_focus = not self._boxes
        for box in self._boxes.values():
            box.take_focus()
            return

    def keep(self, conflict: str, side: str) -> None:
        """Answer a conflict. Undo takes the answer back."""
        self._situation.do(resolve, conflict, keep=side)

    def _show(self, found: Disagreements) -> None:
        """Boxes of conflicts that are still open stay, so that the keyboard stays where it is."""
        wanted = {conflict.id for conflict in found.shown}
        for conflict_id in set(self._boxes) - wanted:
            self._boxes.pop(conflict_id).deleteLater()
        for position, conflict in enumerate(found.shown):
            if conflict.id not in self._boxes:
                self._boxes[conflict.id] = self._box(conflict, found.zone)
                self._layout.insertWidget(position, self._boxes[conflict.id])
        self._more.setText(self.tr("{count} more are shown when these are answered.").format(count=found.more))
        self._more.setVisible(found.more > 0)
        if self._wants_focus:
            self.take_focus()

    def _box(self, conflict: Conflict, zone: ZoneInfo) -> _ConflictBox:
        box = _ConflictBox(conflict, zone)
        box.kept.connect(partial(self.keep, conflict.id))
        box.thing_chosen.connect(self.thing_chosen)
        return box


class _ConflictBox(QFrame):
    """One conflict: its values side by side."""

    kept = Signal(str)
    thing_chosen = Signal(str)

    def __init__(self, conflict: Conflict, zone: ZoneInfo) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self._buttons: list[QPushButton] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        layout.setSpacing(HALF)
        layout.addWidget(self._heading(conflict))
        sides = QGridLayout()
        sides.setSpacing(SPACE)
        for position, side in enumerate(conflict.sides):
            sides.setColumnStretch(position, 1)
            self._add_side(sides, position, side, zone)
        layout.addLayout(sides)

    def take_focus(self) -> None:
        self._buttons[0].setFocus()

    def _heading(self, conflict: Conflict) -> QPushButton:
        heading = QPushButton(f"\u2068{conflict.name}\u2069: {conflict.slot.replace('_', ' ')}".replace("&", "&&"))
        heading.setFlat(True)
        font = QFont(heading.font())
        font.setBold(True)
        heading.setFont(font)
        heading.setToolTip(self.tr("Show it"))
        heading.clicked.connect(lambda: self.thing_chosen.emit(conflict.subject))
        return heading

    def _add_side(self, layout: QGridLayout, column: int, side: Side, zone: ZoneInfo) -> None:
        value, who = _text(f"\u2068{side.words}\u2069"), _text(self._who(side, zone))
        button = QPushButton(self.tr("Keep this"))
        button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        button.setAccessibleName(self.tr("Keep: {value}, from {who}").format(value=side.words, who=who.text()))
        button.clicked.connect(lambda: self.kept.emit(side.change))
        self._buttons.append(button)
        for row, widget in enumerate((value, who, button)):
            layout.addWidget(widget, row, column, Qt.AlignmentFlag.AlignTop if row < 2 else Qt.AlignmentFlag(0))

    def _who(self, side: Side, zone: ZoneInfo) -> str:
        minute = side.recorded_at - side.recorded_at % times.MINUTE
        when = times.in_words(Time(minute, minute + times.MINUTE, Precision.MINUTE), zone)
        who = side.person or self.tr("nobody named")
        return f"\u2068{who}\u2069 · \u2068{side.laptop}\u2069 · \u2068{when}\u2069"


def _text(words: str) -> QLabel:
    label = QLabel(words)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
