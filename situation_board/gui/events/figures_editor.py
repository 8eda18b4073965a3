"""All figures of an event: said in a line or filled in one by one. They stand side by side and are never added up."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from situation_board.core.figures import parse_figures
from situation_board.core.problems import Mistake
from situation_board.core.rows import Figure
from situation_board.gui.background import Situation
from situation_board.gui.entry.clock import Clock
from situation_board.gui.entry.error_line import ErrorLine
from situation_board.gui.entry.privacy_line import PrivacyLine
from situation_board.gui.events.figure_editor import FigureEditor
from situation_board.gui.inspector.editors import ENTER_KEYS
from situation_board.gui.look import SPACE, icon


class FiguresEditor(QWidget):
    edited = Signal()
    all_done = Signal()
    given_up = Signal()

    def __init__(self, situation: Situation, clock: Clock, parent: QWidget) -> None:
        super().__init__(parent)
        self._situation = situation
        self._clock = clock
        self._names: Mapping[str, str] = {}
        self.editors: list[FigureEditor] = []
        self.said = QLineEdit(self)
        self.said.setPlaceholderText(self.tr("Say them: 23 killed, 51 injured, 400 families displaced"))
        self.said.setAccessibleName(self.tr("Figures in words"))
        self.said.installEventFilter(self)
        self.error = ErrorLine(self)
        self.said.textEdited.connect(lambda: self.error.clear())
        self.add_button = QPushButton(icon("add"), self.tr("Add"), self)
        self.add_button.setToolTip(self.tr("Add what is said in the line, or an empty figure"))
        self.add_button.clicked.connect(self.add)
        self.nothing = QLabel(self.tr("No figures yet. Zero is a number; none given is another thing."), self)
        self.nothing.setWordWrap(True)
        self.nothing.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.nothing.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._lay_out()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self.said, 1)
        line.addWidget(self.add_button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE)
        self._column.addLayout(line)
        self._column.addWidget(self.error)
        self.warning = PrivacyLine(self)
        self.warning.watch(self.said)
        self._column.addWidget(self.warning)
        self._column.addWidget(self.nothing)
        self._column.addStretch(1)

    def show_figures(self, figures: Sequence[Figure], said: str, names: Mapping[str, str]) -> None:
        """`names` are those of the sources and reports that figures refer to."""
        self._names = names
        self.said.setText(said)
        for figure in figures:
            self._append(figure)
        self._offer_parts([figure.subset_of for figure in figures])

    def figures(self) -> tuple[Figure, ...] | None:
        """The figures that are meant; None where one cannot be read, which is said there."""
        if self.said.text().strip() and not self._add_said():
            return None
        read = [editor.read() for editor in self.editors]
        found = tuple(figure for figure in read if figure is not None)
        return found if len(found) == len(read) else None

    def add(self) -> None:
        """What is said in the line becomes figures; an empty line an empty figure."""
        if not self.said.text().strip():
            self._append(Figure())
            self._edited()
            self.editors[-1].start()
        elif self._add_said():
            self._edited()

    def show_mistake(self, mistake: Mistake) -> None:
        self.error.show_problem(mistake)
        self.said.setFocus()

    def _add_said(self) -> bool:
        try:
            figures = parse_figures(self.said.text(), self._clock.zone)
        except Mistake as mistake:
            self.show_mistake(mistake)
            return False
        self.said.clear()
        self.error.clear()
        for figure in figures:
            shift = len(self.editors)
            part = figure.subset_of + shift if figure.subset_of is not None else None
            self._append(dataclasses.replace(figure, subset_of=part))
        self._offer_parts([editor.subset_of() for editor in self.editors])
        return True

    def _append(self, figure: Figure) -> None:
        editor = FigureEditor(self._situation, figure, self._clock, self, names=self._names)
        editor.edited.connect(self._edited)
        editor.removed.connect(lambda: self._remove(editor))
        editor.all_done.connect(self.all_done)
        editor.given_up.connect(self.given_up)
        self.editors.append(editor)
        self._column.insertWidget(self._column.count() - 1, editor)
        self.nothing.hide()

    def _remove(self, editor: FigureEditor) -> None:
        """Who was part of it is part of nothing; the others keep whom they are part of."""
        gone = self.editors.index(editor)
        parts = [each.subset_of() for each in self.editors if each is not editor]
        self.editors.remove(editor)
        editor.hide()
        editor.deleteLater()
        self.nothing.setVisible(not self.editors)
        kept = [None if part in (None, gone) else part - (part > gone) for part in parts]
        self._offer_parts(kept)
        self.said.setFocus()
        self.edited.emit()

    def _edited(self) -> None:
        self._offer_parts([editor.subset_of() for editor in self.editors])
        self.edited.emit()

    def _offer_parts(self, chosen: Sequence[int | None]) -> None:
        words = [editor.words_now() for editor in self.editors]
        for place, editor in enumerate(self.editors):
            others = [(position, each) for position, each in enumerate(words) if position != place]
            editor.offer_parts(others, chosen[place])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter takes what was said; Ctrl+Enter and Escape are for the whole event."""
        if not isinstance(event, QKeyEvent) or event.type() not in {
            QEvent.Type.KeyPress,
            QEvent.Type.ShortcutOverride,
        }:
            return super().eventFilter(watched, event)
        if event.key() == Qt.Key.Key_Escape:
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                self.given_up.emit()
            return True
        if event.type() == QEvent.Type.KeyPress and event.key() in ENTER_KEYS:
            has_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self.all_done.emit() if has_control else self.add()
            return True
        return super().eventFilter(watched, event)
