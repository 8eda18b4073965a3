"""Choosing the advisory that this one replaces."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from situation_board.gui.events.loading import Advisory
from situation_board.gui.inspector.editors import Editor


class AdvisoryEditor(Editor):
    def __init__(self, advisories: Sequence[Advisory], parent: QWidget) -> None:
        super().__init__(parent)
        self.input = QComboBox(self)
        self.input.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.input.addItem(self.tr("none"), None)
        for advisory in advisories:
            self.input.addItem(advisory.words, advisory.id)
        self.input.activated.connect(lambda: self.edited.emit())
        self.input.installEventFilter(self)
        self._put(self.input)

    def typed(self) -> object:
        return self.input.currentData()

    def set_typed(self, typed: Any) -> None:
        """One that is not offered, as it was struck, is kept all the same."""
        place = self.input.findData(typed)
        if place < 0:
            self.input.addItem(self.tr("one that is not listed"), typed)
            place = self.input.count() - 1
        self.input.setCurrentIndex(place)
