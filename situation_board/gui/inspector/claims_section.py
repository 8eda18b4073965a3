"""What is said for and against, side by side; never one grade for both. Below it, the basis that the claims bear."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from situation_board.core.questions.grades import ClaimGrade
from situation_board.core.rows import Claim
from situation_board.core.vocabulary import Basis, Stance
from situation_board.gui.entry.clock import Clock
from situation_board.gui.entry.wording import (
    beginning_here,
    graded,
    isolated,
    isolated_lines,
    time_words,
    words_of,
)
from situation_board.gui.inspector.evidence import Evidence
from situation_board.gui.inspector.evidence_words import grade_words, proposal_words
from situation_board.gui.inspector.section import EntryText, Heading, Section, small_button
from situation_board.gui.look import HALF, SPACE, icon


class ClaimsSection(QWidget):
    """`added` asks for a new claim on a side, `basis_wanted` for the basis that is proposed."""

    opened = Signal(str)
    strike_wanted = Signal(str, str)
    added = Signal(object)
    basis_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = Heading(self.tr("Claims"), self)
        self.sides = {
            Stance.SUPPORTS: Section(self.tr("For"), self, empty=self.tr("Nobody says so.")),
            Stance.DENIES: Section(self.tr("Against"), self, empty=self.tr("Nobody denies it.")),
        }
        self.add_button = small_button("add", self.tr("Add a claim"), self)
        self.add_button.clicked.connect(lambda: self.added.emit(Stance.SUPPORTS))
        self.proposal = QLabel(self)
        self.proposal.setWordWrap(True)
        self.proposal.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.proposal.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.basis_button = QPushButton(self)
        self.basis_button.clicked.connect(lambda: self.basis_wanted.emit(self._proposed))
        self._proposed: Basis | None = None
        self._lay_out()
        self.show_proposal(Evidence(), None)

    def _lay_out(self) -> None:
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
        below = QHBoxLayout()
        below.addWidget(self.proposal, 1)
        below.addWidget(self.basis_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        column.addLayout(top)
        column.addLayout(sides)
        column.addLayout(below)

    def show_claims(self, claims: Sequence[Claim], names: Mapping[str, str], clock: Clock, evidence: Evidence) -> None:
        for stance, side in self.sides.items():
            mine = [claim for claim in claims if claim.stance == stance]
            side.show_entries([claim_entry(claim, names, clock, evidence) for claim in mine])

    def show_proposal(self, evidence: Evidence, basis: Basis | None, *, may_set: bool = True) -> None:
        """What the claims bear beside the basis that a person set; a button sets it where they differ."""
        weighed = evidence.weighed
        self._proposed = weighed.proposal.basis if weighed else None
        self.proposal.setVisible(self._proposed is not None)
        self.basis_button.setVisible(may_set and self._proposed not in (None, basis))
        if weighed is not None and self._proposed is not None:
            self.proposal.setText(beginning_here(proposal_words(weighed), self.layoutDirection()))
            self.basis_button.setText(self.tr("Set to {0}").format(words_of(self._proposed)))
            self.basis_button.setIcon(icon(self._proposed.value))


def claim_entry(claim: Claim, names: Mapping[str, str], clock: Clock, evidence: Evidence) -> EntryText:
    """Speaker and office; verb and time; the words; its grade in code and words; apart from it, who carries it."""
    speaker = isolated(names.get(claim.speaker or "", "")) or _translated("speaker not stated")
    role = f" ({isolated(claim.speaker_role)})" if claim.speaker_role else ""
    said = time_words(claim.said_at, clock.zone) if claim.said_at else _translated("time not stated")
    found = evidence.grades.get(claim.thing)
    aside = [f"{words_of(claim.verb)}, {said}", _grade(claim, found)]
    if evidence.weighed is not None and claim.thing in evidence.weighed.alone:
        aside.append(_translated("rated as confirmed by others, but no independent source says the same"))
    return EntryText(
        key=claim.thing,
        heading=speaker + role,
        text=isolated_lines(claim.text or ""),
        aside="\n".join(isolated(line) for line in [*aside, *_carried(claim, names, found)]),
        struck=claim.voided,
        why=claim.voided_why or "",
    )


def _grade(claim: Claim, found: ClaimGrade | None) -> str:
    if found is not None:
        return grade_words(found.grade)
    return graded(claim.credibility) if claim.credibility else _translated("unrated")


def _carried(claim: Claim, names: Mapping[str, str], found: ClaimGrade | None) -> list[str]:
    """Who carries it, with its own rating: that says only that it was said; the report; how it reached us."""
    carried, report = names.get(claim.publisher or "", ""), names.get(claim.report or "", "")
    rated = f" ({graded(found.publisher)})" if found is not None and found.publisher is not None else ""
    lines = [_translated("carried by {0}").format(isolated(carried)) + rated] if carried else []
    lines += [_translated("in {0}").format(isolated(report))] if report else []
    lines += [_translated("by way of {0}").format(isolated(claim.via))] if claim.via else []
    return lines


def _translated(words: str) -> str:
    return QCoreApplication.translate("Claims", words)
