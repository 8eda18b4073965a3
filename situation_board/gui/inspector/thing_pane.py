"""Anything that is not a card: its fields, what is said about it, what hangs on it, its history."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from situation_board.core.actions.records import as_published
from situation_board.core.questions.presence import DEFAULT_LABEL
from situation_board.core.rows import Dataset, Event, Message, Presence, fields_of
from situation_board.core.series.advisories import AdvisoryState
from situation_board.core.vocabulary import EventKind
from situation_board.gui.background import Situation
from situation_board.gui.entry.event_fields import shown_fields
from situation_board.gui.entry.wording import isolated, table_word, words_of
from situation_board.gui.inspector.alike_section import AlikeSection
from situation_board.gui.inspector.around_section import AroundSections
from situation_board.gui.inspector.attachments_section import AttachmentsSection
from situation_board.gui.inspector.claims_section import ClaimsSection
from situation_board.gui.inspector.colour_editor import ColourEditor
from situation_board.gui.inspector.conflicts_section import ConflictsSection
from situation_board.gui.inspector.evidence_words import rating_entries
from situation_board.gui.inspector.lines import (
    entered_words,
    event_entry,
    hanging_entry,
    history_entry,
    route_status_entry,
    verified_words,
)
from situation_board.gui.inspector.question import Seen
from situation_board.gui.inspector.rows_panel import RowsPanel, is_shown
from situation_board.gui.inspector.section import EntryText, Section
from situation_board.gui.inspector.title_block import TitleBlock
from situation_board.gui.look import BASIS_ICONS, SPACE, icon, stripe

ASKED_ABOUT = frozenset({"event", "route", "actor"})
SHOWN_APART = frozenset({"route_status", "presence_status", "task", "attachment"})
"""What hangs on a thing and has a section of its own."""


class ThingPane(QWidget):
    """Made for one table; the inspector keeps one for each that was shown."""

    opened = Signal(str)
    strike_wanted = Signal(str, str)
    claim_wanted = Signal(object)
    status_wanted = Signal()
    rating_wanted = Signal()
    basis_wanted = Signal(object)
    verify_wanted = Signal()
    lift_wanted = Signal()

    def __init__(self, situation: Situation, table: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._situation = situation
        self.table = table
        self.title = TitleBlock(self)
        self.conflicts = ConflictsSection(situation, self)
        self.rows = RowsPanel(situation, self)
        self.fields = [field for field in fields_of(table) if is_shown(field) and field.name != "number"]
        for field in self.fields:
            self.rows.add_field(field, table=table)
        self.rows.add_row("verified", self.tr("Verified")).hide()
        self.rows.add_row("entered", self.tr("Entered")).hide()
        self.verify_button = QPushButton(icon("verify"), self.tr("Verify…"), self)
        self.verify_button.setToolTip(self.tr("Checked again and unchanged"))
        self.lift_button = QPushButton(icon("check"), self.tr("Lift…"), self)
        self.lift_button.setToolTip(self.tr("The advisory does not hold any more"))
        self.alike = AlikeSection(situation, self)
        self.strike_button = QPushButton(icon("strike"), self.tr("Strike…"), self)
        self.imported = Section(self.tr("Imported with"), self)
        self.statuses = Section(
            self.tr("Status"), self, empty=self.tr("Nobody said yet whether it is open."), add=self.tr("Set the status")
        )
        self.around = AroundSections(situation, table, self)
        self.claims = ClaimsSection(self)
        self.ratings = Section(
            self.tr("Reliability"),
            self,
            empty=self.tr("Unrated. A rating is A to F, with its reason and since when."),
            add=self.tr("Rate this source"),
        )
        self.attachments = AttachmentsSection(situation, self)
        self.hanging = Section(self.tr("Used by"), self, empty=self.tr("Nothing refers to it."))
        self.history = Section(self.tr("History"), self)
        self._seen: Seen | None = None
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.verify_button)
        buttons.addWidget(self.lift_button)
        buttons.addStretch(1)
        buttons.addWidget(self.strike_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        column.setSpacing(SPACE)
        for widget in (self.title, self.conflicts, self.alike, self.rows):
            column.addWidget(widget)
        column.addLayout(buttons)
        for section in self._sections():
            column.addWidget(section)
        column.addStretch(1)
        self.statuses.setVisible(self.table == "route")
        self.ratings.setVisible(self.table == "source")
        self.attachments.setVisible(self.table == "report")
        self.claims.setVisible(self.table in ASKED_ABOUT)

    def _sections(self) -> tuple[Section | ClaimsSection | AttachmentsSection | AroundSections, ...]:
        held = (self.imported, self.statuses, self.ratings, self.attachments, self.claims)
        return (*held, self.around, self.hanging, self.history)

    def _connect(self) -> None:
        for section in self._sections():
            section.strike_wanted.connect(self.strike_wanted)
        self.claims.opened.connect(self.opened)
        self.around.opened.connect(self.opened)
        self.hanging.opened.connect(self.opened)
        self.imported.opened.connect(self.opened)
        self.claims.added.connect(self.claim_wanted)
        self.claims.basis_wanted.connect(self.basis_wanted)
        self.statuses.added.connect(self.status_wanted)
        self.ratings.added.connect(self.rating_wanted)
        self.alike.opened.connect(self.opened)
        self.verify_button.clicked.connect(self.verify_wanted)
        self.lift_button.clicked.connect(self.lift_wanted)
        self.strike_button.clicked.connect(self._strike)

    def show_seen(self, seen: Seen) -> None:
        self.rows.begin(seen.id, seen.clock)
        self._seen = seen
        self._show_title(seen)
        self.conflicts.show_conflicts(seen.conflicts, seen.clock)
        for field in self.fields:
            self.rows.show_field(field, getattr(seen.row, field.name), names=seen.names)
        if isinstance(seen.row, Event):
            self._show_needed(seen.row)
        self._show_event(seen)
        self._show_marks(seen)
        self._show_entered(seen)
        self.strike_button.setEnabled(not seen.row.voided)
        if seen.route is not None:
            self.statuses.show_entries([route_status_entry(each, seen.clock) for each in seen.route.statuses])
        self.claims.show_claims(seen.claims, seen.names, seen.clock, seen.evidence)
        if isinstance(seen.row, Event):
            self.claims.show_proposal(seen.evidence, seen.row.basis, may_set=self._situation.refusal is None)
        self.ratings.show_entries(rating_entries(seen.evidence.ratings, seen.clock))
        self.attachments.show_attachments(seen.id, seen.evidence.attachments)
        self.around.show_around(seen.id, is_past=seen.is_past)
        entries = [hanging_entry(each) for each in seen.hanging if each.table not in SHOWN_APART]
        self.hanging.show_entries(entries, has_more=seen.hangs_more)
        self.history.show_entries([history_entry(line, seen.facts, seen.clock) for line in seen.history])

    def _show_needed(self, event: Event) -> None:
        """An incident has no level and no instruction; a row that is being edited stays."""
        shown = shown_fields(event)
        for field in self.fields:
            row = self.rows.rows[field.name]
            row.setVisible(field.name in shown or row.is_open)

    def _show_event(self, seen: Seen) -> None:
        """What can be done with an event, when it was last looked at, and which others may be the same."""
        event, row = seen.event, self.rows.rows["verified"]
        for widget in (row, self.verify_button):
            widget.setVisible(event is not None)
        is_advisory = isinstance(seen.row, Event) and seen.row.kind == EventKind.ADVISORY
        self.lift_button.setVisible(event is not None and is_advisory and event.state != AdvisoryState.LIFTED)
        self._show_imported(event.imported if event else None)
        alike = event.alike if event else ()
        self.alike.show_alike(seen.id, [_alike_entry(each, seen) for each in alike])
        if event is not None:
            check = event.verification
            row.show_value(verified_words(check, seen.clock), None, is_known=check is not None)
            row.mark.show_icon("clock-stale" if event.stale else "")

    def _show_imported(self, dataset: Dataset | None) -> None:
        """A row of a file says what its publisher says; only striking it is ours."""
        self.imported.setVisible(dataset is not None)
        self.rows.fixed = None if dataset is None else as_published()
        if dataset is not None:
            number = isolated(self.locale().toString(dataset.rows or 0))
            aside = self.tr("{0} rows · kept as its publisher has it: cannot be edited").format(number)
            self.imported.show_entries([EntryText(dataset.id, isolated(dataset.name or ""), aside, can_strike=False)])

    def _show_title(self, seen: Seen) -> None:
        kind = words_of(getattr(seen.row, "kind", None))
        words = [table_word(seen.table), *([kind] if kind else [])]
        if seen.event is not None and seen.event.state is not None:
            words.append(words_of(seen.event.state))
        if seen.event is not None and seen.event.stale:
            words.append(self.tr("look again whether it holds"))
        if seen.row.voided:
            words.append(struck_words(seen.row.voided_why))
        number = seen.row.number if isinstance(seen.row, Message) else None
        spoken = isolated(f"M{number}") if number is not None else ""
        self.title.show_title(seen.title, kind=", ".join(words), number=spoken, struck=seen.row.voided)

    def _show_marks(self, seen: Seen) -> None:
        if "colour" in self.rows.rows:
            self.rows.rows["colour"].mark.show_stripes([stripe(seen.id, getattr(seen.row, "colour", None))])
            editor = self.rows.rows["colour"].editor
            if isinstance(editor, ColourEditor):
                editor.set_actor(seen.id)
            if getattr(seen.row, "colour", None) is None:
                self.rows.rows["colour"].value.show_words(self.tr("chosen by itself"), is_known=False)
        if "basis" in self.rows.rows:
            basis = getattr(seen.row, "basis", None)
            self.rows.rows["basis"].mark.show_icon(BASIS_ICONS[basis.value if basis else None])

        if isinstance(seen.row, Presence) and seen.row.label is None:
            words = self.tr("{0}: off shared sheets").format(isolated(DEFAULT_LABEL.value))
            self.rows.rows["label"].value.show_words(words, is_known=False)

    def _show_entered(self, seen: Seen) -> None:
        row = self.rows.rows["entered"]
        row.setVisible(seen.entered is not None)
        if seen.entered is not None:
            row.show_value(entered_words(seen.entered, seen.clock), None)

    def _strike(self) -> None:
        if self._seen is not None:
            self.strike_wanted.emit(self._seen.id, self._seen.title)


def _alike_entry(event: Event, seen: Seen) -> EntryText:
    return dataclasses.replace(event_entry(event, seen.names, seen.clock), can_strike=False)


def struck_words(why: str | None) -> str:
    if why:
        return QCoreApplication.translate("ThingPane", "struck: {0}").format(why)
    return QCoreApplication.translate("ThingPane", "struck")
