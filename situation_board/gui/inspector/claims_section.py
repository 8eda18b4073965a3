"""What is said for and against, side by side; never one grade for both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from situation_board.core.rows import Claim
from situation_board.core.vocabulary import Stance
from situation_board.gui.entry.clock import Clock
from situation_board.gui.entry.wording import graded, isolated, isolated_lines, time_words, words_of
from situation_board.gui.inspector.section import EntryText, Heading, Section, small_button
from situation_board.gui.look import HALF, SPACE


class ClaimsSection(QWidget):
    opened = Signal(str)
    strike_wanted = Signal(str, str)
    added = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = Heading(self.tr("Claims"), self)
        self.sides = {
            Stance.SUPPORTS: Section(self.tr("For"), self, empty=self.tr("Nobody says so.")),
            Stance.DENIES: Section(self.tr("Against"), self, empty=self.tr("Nobody denies it.")),
        }
        self.add_button = small_button("add", self.tr("Add a claim"), self)
        self.add_button.clicked.connect(lambda: self.added.emit(Stance.SUPPORTS))
        top = QHBoxLayout()
        top.addWidget(self.heading, 1)
        top.addWidget(self.add_button)
        sides = QHBoxLayout()
        sides.setSpacing(SPACE)
        for side in self.sides.values():
            side.column.addStretch(0)
            side.opened.connect(self.opened)
            side.strike_wanted.connect(self.strike_wanted)
            side.heading.setContentsMargins(0, 0, 0, 0)
            column = QVBoxLayout()
            column.addWidget(side)
            column.addStretch(1)
            sides.addLayout(column, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        column.addLayout(top)
        column.addLayout(sides)

    def show_claims(self, claims: Sequence[Claim], names: Mapping[str, str], clock: Clock) -> None:
        for stance, side in self.sides.items():
            side.show_entries([claim_entry(claim, names, clock) for claim in claims if claim.stance == stance])


def claim_entry(claim: Claim, names: Mapping[str, str], clock: Clock) -> EntryText:
    """Speaker and office; verb and time; the words; who carries it; its grade in code and words."""
    speaker = isolated(names.get(claim.speaker or "", "")) or _translated("speaker not stated")
    role = f" ({isolated(claim.speaker_role)})" if claim.speaker_role else ""
    said = time_words(claim.said_at, clock.zone) if claim.said_at else _translated("time not stated")
    carried, report = names.get(claim.publisher or "", ""), names.get(claim.report or "", "")
    grade = graded(claim.credibility) if claim.credibility else _translated("unrated")
    aside = [f"{words_of(claim.verb)}, {said}"]
    aside += [_translated("carried by {0}").format(isolated(carried))] if carried else []
    aside += [_translated("in {0}").format(isolated(report))] if report else []
    aside += [_translated("by way of {0}").format(claim.via)] if claim.via else []
    return EntryText(
        key=claim.thing,
        heading=speaker + role,
        text=isolated_lines(claim.text or ""),
        aside="\n".join([*aside, grade]),
        struck=claim.voided,
        why=claim.voided_why or "",
    )


def _translated(words: str) -> str:
    return QCoreApplication.translate("Claims", words)
