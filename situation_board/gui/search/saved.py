"""Searches that are kept: chosen, saved, renamed and struck; each is a change that can be undone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QInputDialog, QSizePolicy, QToolButton, QWidget

from situation_board.core.actions.records import add_record, edit_thing, strike
from situation_board.core.ids import new_id
from situation_board.core.questions.search_filter import Criteria, criteria_to_json
from situation_board.core.rows import SavedSearch
from situation_board.gui.background import Situation
from situation_board.gui.entry.wording import isolated
from situation_board.gui.look import HALF, icon
from situation_board.gui.search.question import Choices, Kept


class SavedSearches(QWidget):
    """`chosen` brings the Criteria of a search that is kept."""

    chosen = Signal(object)

    def __init__(self, situation: Situation, criteria: Callable[[], Criteria], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._situation = situation
        self._criteria = criteria
        self._kept: dict[str, Kept] = {}
        self.box = QComboBox(self)
        self.box.setAccessibleName(self.tr("Saved searches"))
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.box.setMinimumContentsLength(8)
        self.box.addItem(self.tr("Saved"), "")
        self.box.activated.connect(lambda _: self._choose())
        self.save = self._button("save", self.tr("Save this search…"), self.ask_to_save)
        self.rename = self._button("edit", self.tr("Rename the saved search…"), self.ask_to_rename)
        self.strike = self._button("strike", self.tr("Strike the saved search"), self.strike_chosen)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(HALF)
        row.addWidget(self.box, 1)
        for button in (self.save, self.rename, self.strike):
            row.addWidget(button)
        self._enable()

    def show_choices(self, choices: Choices) -> None:
        self._kept = {kept.id: kept for kept in choices.kept}
        wanted = self.box.currentData()
        with QSignalBlocker(self.box):
            while self.box.count() > 1:
                self.box.removeItem(1)
            for kept in choices.kept:
                self.box.addItem(isolated(kept.name), kept.id)
            self.box.setCurrentIndex(max(0, self.box.findData(wanted)))
        self._enable()

    def ask_to_save(self) -> None:
        self._ask(self.tr("Save this search as:"), "", self.save_as)

    def save_as(self, name: str) -> None:
        """Keep what is asked for now under a name."""
        kept = SavedSearch(id=new_id(), name=name, criteria=criteria_to_json(self._criteria()))
        self._situation.do(add_record, kept)

    def ask_to_rename(self) -> None:
        kept = self._current()
        if kept is not None:
            self._ask(self.tr("Name of the saved search:"), kept.name, self.rename_to)

    def rename_to(self, name: str) -> None:
        kept = self._current()
        if kept is not None:
            self._situation.do(edit_thing, kept.id, {"name": name})

    def strike_chosen(self) -> None:
        kept = self._current()
        if kept is not None:
            self._situation.do(strike, kept.id)

    def _current(self) -> Kept | None:
        return self._kept.get(self.box.currentData() or "")

    def _choose(self) -> None:
        self._enable()
        kept = self._current()
        if kept is not None and kept.criteria is not None:
            self.chosen.emit(kept.criteria)

    def _enable(self) -> None:
        self.rename.setEnabled(self._current() is not None)
        self.strike.setEnabled(self._current() is not None)

    def _ask(self, words: str, name: str, done: Callable[[str], None]) -> None:
        """Beside the work; an empty name is none."""
        dialog = QInputDialog(self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("Saved search"))
        dialog.setLabelText(words)
        dialog.setTextValue(name)
        dialog.textValueSelected.connect(lambda text: done(text.strip()) if text.strip() else None)
        dialog.open()

    def _button(self, picture: str, words: str, do: Callable[[], None]) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(picture))
        button.setAutoRaise(True)
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.clicked.connect(lambda: do())
        return button
