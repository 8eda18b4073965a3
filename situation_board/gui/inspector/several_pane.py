"""Several cards at once: what they have in common, and one question for all."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from situation_board.core.questions.cards import CardFace
from situation_board.core.vocabulary import Column
from situation_board.gui.entry.clock import Clock
from situation_board.gui.entry.wording import isolated, time_words, words_of
from situation_board.gui.inspector.question import SeveralSeen
from situation_board.gui.inspector.section import EntryText, Section
from situation_board.gui.inspector.title_block import TitleBlock
from situation_board.gui.look import SPACE, icon

MOST_SHOWN = 50


class SeveralPane(QWidget):
    opened = Signal(str)
    verify_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = TitleBlock(self)
        self.verify_button = QPushButton(icon("verify"), self.tr("Verify all…"), self)
        self.verify_button.clicked.connect(self.verify_wanted)
        self.cards = Section(self.tr("Selected"), self)
        self.cards.opened.connect(self.opened)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self.title)
        column.addWidget(self.verify_button)
        column.addWidget(self.cards)
        column.addStretch(1)

    def show_seen(self, seen: SeveralSeen) -> None:
        count = len(seen.faces) or len(seen.ids)
        words = self.tr("Cards: {0}") if seen.faces else self.tr("Selected: {0}")
        words = words.format(isolated(str(count)))
        self.title.show_title(words, kind=self._columns(seen.faces), others=self._stale(seen.faces))
        self.verify_button.setVisible(bool(seen.faces))
        faces = [_face_entry(face, seen.clock) for face in seen.faces[:MOST_SHOWN]]
        others = [EntryText(key="", text=name, can_open=False, can_strike=False) for name in seen.others[:MOST_SHOWN]]
        self.cards.show_entries([*faces, *others])
        self.cards.heading.set_count(count)

    def _columns(self, faces: tuple[CardFace, ...]) -> str:
        counts = Counter(face.column for face in faces)
        return ", ".join(f"{words_of(column)} {isolated(str(counts[column]))}" for column in Column if counts[column])

    def _stale(self, faces: tuple[CardFace, ...]) -> str:
        stale = sum(face.stale for face in faces)
        return self.tr("stale: {0}").format(isolated(str(stale))) if stale else ""


def _face_entry(face: CardFace, clock: Clock) -> EntryText:
    return EntryText(
        key=face.id,
        text=isolated(face.place),
        aside=f"{words_of(face.column)}, {time_words(face.as_of, clock.zone)}",
        can_strike=False,
    )
