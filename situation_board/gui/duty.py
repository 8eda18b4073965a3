"""Who is on duty at this laptop: a role or initials, changed in two keystrokes when people change seats."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QInputDialog, QMenu, QToolButton, QWidget

from situation_board.core.laptop import set_person
from situation_board.core.store import Identity
from situation_board.gui.background import Situation
from situation_board.gui.look import icon
from situation_board.gui.settings import Settings


class DutyButton(QToolButton):
    """Shows who is on duty, offers those who were lately, and takes another. What follows is theirs."""

    changed = Signal()

    def __init__(self, situation: Situation, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self._situation = situation
        self._settings = settings
        self._person = situation.identity.person
        self.setIcon(icon("user"))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip(self.tr("Who is on duty. What is done from now on is noted as theirs."))
        self._menu = QMenu(self)
        self.clicked.connect(self._open_menu)
        self._show()

    @property
    def person(self) -> str | None:
        return self._person

    def switch_to(self, person: str | None) -> None:
        """Another person takes over, or nobody is named."""
        person = " ".join((person or "").split()) or None
        self._person = person
        if person is not None:
            self._settings.remember_person(person)
        self._situation.write(lambda _: set_person(person))  # in the same order as people take over
        self._situation.set_person(person, done=self._taken_over)
        self._show()

    def _taken_over(self, _: Identity) -> None:
        self.changed.emit()

    def ask(self) -> None:
        """Ask who it is, beside the work, with those who were here lately to choose from."""
        dialog = QInputDialog(self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("On duty"))
        dialog.setLabelText(self.tr("Role or initials, such as “field coord.” or “AB”; no full names:"))
        dialog.setComboBoxEditable(True)
        dialog.setComboBoxItems(["", *self._settings.recent_people])
        dialog.textValueSelected.connect(self.switch_to)
        dialog.open()

    def _open_menu(self) -> None:
        """Above the button, as it stands at the foot of the window."""
        self._fill()
        height = self._menu.sizeHint().height()
        self._menu.popup(self.mapToGlobal(QPoint(0, -height)))

    def _fill(self) -> None:
        self._menu.clear()
        for person in self._settings.recent_people:
            action = self._menu.addAction(person.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(person == self._person)
            action.triggered.connect(lambda _checked, person=person: self.switch_to(person))
        self._menu.addSeparator()
        self._menu.addAction(self.tr("&Somebody else…"), self.ask)
        self._menu.addAction(self.tr("&Nobody named"), lambda: self.switch_to(None))

    def _show(self) -> None:
        self.setText(
            self.tr("on duty: {person}").format(person=f"\u2068{self._person}\u2069")
            if self._person
            else self.tr("nobody on duty")
        )
        self.setAccessibleName(self.text())
