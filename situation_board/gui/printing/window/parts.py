"""Which parts a sheet has, as a button with a menu of them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from situation_board.core.snapshot.wanted import PARTS
from situation_board.core.vocabulary import SheetKind, SheetPart


class PartsButton(QToolButton):
    """Its words say how many of how many; the menu stays open while parts are chosen one after the other."""

    changed = Signal()

    def __init__(self, without: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setAccessibleName(self.tr("Parts"))
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        self._gone = set(without.split(",")) - {""}
        self._kind = SheetKind.STATUS
        self.show_kind(self._kind)

    @property
    def without(self) -> str:
        """The parts that are not printed; those of other kinds of sheet are remembered too."""
        return ",".join(sorted(self._gone))

    def show_kind(self, kind: SheetKind) -> None:
        """The parts that a sheet of that kind has."""
        self._kind = kind
        self._menu.clear()
        for part in PARTS[kind]:
            action = self._menu.addAction(QCoreApplication.translate("Vocabulary", part.words))
            action.setCheckable(True)
            action.setChecked(part.value not in self._gone)
            action.toggled.connect(lambda on, part=part: self._choose(part, on=on))
        self.setEnabled(bool(PARTS[kind]))
        self._tell()

    def actions_of(self) -> list[QAction]:
        return self._menu.actions()

    def _choose(self, part: SheetPart, *, on: bool) -> None:
        (self._gone.discard if on else self._gone.add)(part.value)
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        parts = PARTS[self._kind]
        kept = sum(part.value not in self._gone for part in parts)
        every = self.tr("all")
        self.setText(every if kept == len(parts) else self.tr("{0} of {1}").format(kept, len(parts)))
