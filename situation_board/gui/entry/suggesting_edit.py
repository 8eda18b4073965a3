"""A line in which names are typed, with a list of what they may mean, in every spelling and script."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from situation_board.core.problems import Problem
from situation_board.gui.background import Situation
from situation_board.gui.entry.suggesting import NEW, Suggestion, suggestions
from situation_board.gui.entry.suggestion_list import SuggestionList
from situation_board.gui.entry.understanding import Typed

LAST_SEPARATOR = re.compile(r".*[,;،؛]\s*")


class SuggestingEdit(QLineEdit):
    """Arrow keys choose from the list, Enter or Tab takes the chosen line, Escape closes the list.

    Nothing is chosen by itself: what was typed stays until a line is taken. With `several`, names are separated
    by commas. Without `can_add` a name that nobody knows is not offered to be added. `question` finds the lines.
    `finished` is Enter without a line chosen; `given_up` is Escape without a list.
    """

    finished = Signal()
    given_up = Signal()

    def __init__(
        self,
        situation: Situation,
        tables: Sequence[str],
        parent: QWidget | None = None,
        *,
        several: bool = False,
        can_add: bool = True,
        question: Callable[..., list[Suggestion]] = suggestions,
    ) -> None:
        super().__init__(parent)
        self._question = question
        self._can_add = can_add
        self._situation = situation
        self._tables = tuple(tables)
        self._several = several
        self._picked: list[tuple[str, str]] = []
        self._list: SuggestionList | None = None
        self._offers = False
        self._awaits = False
        self.textEdited.connect(self._ask)
        self.setClearButtonEnabled(False)

    def typed(self) -> Typed:
        text = self.text().strip()
        return Typed(text, tuple((name, pick) for name, pick in self._picked if name in text))

    def set_typed(self, typed: Typed) -> None:
        self._picked = list(typed.picked)
        self.setText(typed.text)
        self.close_list()

    def is_list_open(self) -> bool:
        return self._list is not None and self._list.isVisible()

    def shown_suggestions(self) -> list[Suggestion]:
        return self._list.lines() if self._list is not None and self._list.isVisible() else []

    def close_list(self) -> None:
        """Close it, and let an answer that is still on its way not open it again."""
        self._awaits = False
        if self._list is not None:
            self._list.hide()

    def take(self, suggestion: Suggestion) -> None:
        """Put a suggestion in place of what was typed of its name."""
        before = self._before_last()
        name = suggestion.name
        self._remember(name, suggestion.pick, occurrences=before.count(name))
        self.close_list()
        if before + name == self.text():
            self.textChanged.emit(self.text())  # the words are the same, but not what they mean
        self.setText(before + name)

    def _remember(self, name: str, pick: str, *, occurrences: int) -> None:
        """What a name means here. Two may be called alike: those that stand before this one keep their meaning."""
        earlier = [known for known in self._picked if known[0] == name][:occurrences]
        self._picked = [known for known in self._picked if known[0] != name] + [*earlier, (name, pick)]

    def offer_to_add(self) -> None:
        """Show the list with the line chosen that adds what was typed, so that Enter alone does."""
        self.setFocus()
        self._offers = True
        self._ask()

    def _before_last(self) -> str:
        found = LAST_SEPARATOR.match(self.text()) if self._several else None
        return found[0] if found else ""

    def _ask(self) -> None:
        self._awaits = True
        wanted = self.text()[len(self._before_last()) :].strip()
        self._situation.ask(
            self._question,
            wanted,
            self._tables,
            can_add=self._can_add,
            done=self._show,
            failed=self._no_list,
            key=self,
            receiver=self,
        )

    def _show(self, found: list[Suggestion]) -> None:
        if not self._awaits or not self.hasFocus() or not found:
            self.close_list()
            return
        if self._list is None or self._list.parent() is not self.window():
            self._list = SuggestionList(self.window())
            self._list.taken.connect(self.take)
        self._list.show_below(self, found)
        if self._offers and found[-1].pick == NEW:
            self._list.step(-1)
        self._offers = False

    def _no_list(self, problem: Problem) -> None:
        """Without suggestions names can still be typed; what is wrong with the file is said elsewhere."""
        self.close_list()

    # --- Qt

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._choose(event):
            return True
        return super().event(event)

    def _choose(self, event: QKeyEvent) -> bool:
        """Whether the key was for the list; Tab goes on to the next field after taking the chosen line."""
        key = event.key()
        if not self.is_list_open() or self._list is None:
            return False
        chosen = self._list.chosen()
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp}:
            self._list.step({Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 5}.get(Qt.Key(key), -5))
            return True
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and chosen is not None:
            self.take(chosen)
            return True
        if key == Qt.Key.Key_Tab and chosen is not None:
            self.take(chosen)
        if key == Qt.Key.Key_Escape:
            self.close_list()
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.close_list()
            self.finished.emit()
        elif key == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif key == Qt.Key.Key_Down and self.text():
            self._ask()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.close_list()
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self.close_list()
        super().hideEvent(event)
