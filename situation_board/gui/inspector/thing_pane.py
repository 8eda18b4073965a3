"""Anything that is not a card: its fields, what is said about it, what hangs on it, its history."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from situation_board.core.rows import Event, fields_of
from situation_board.gui.background import Situation
from situation_board.gui.entry.event_fields import shown_fields
from situation_board.gui.entry.wording import table_word, words_of
from situation_board.gui.inspector.claims_section import ClaimsSection
from situation_board.gui.inspector.colour_editor import ColourEditor
from situation_board.gui.inspector.conflicts_section import ConflictsSection
from situation_board.gui.inspector.lines import entered_words, hanging_entry, history_entry, route_status_entry
from situation_board.gui.inspector.question import Seen
from situation_board.gui.inspector.rows_panel import RowsPanel, is_shown
from situation_board.gui.inspector.section import Section
from situation_board.gui.inspector.title_block import TitleBlock
from situation_board.gui.look import BASIS_ICONS, SPACE, icon, stripe

ASKED_ABOUT = frozenset({"event", "route", "actor"})


class ThingPane(QWidget):
    """Made for one table; the inspector keeps one for each that was shown."""

    opened = Signal(str)
    strike_wanted = Signal(str, str)
    claim_wanted = Signal(object)
    status_wanted = Signal()

    def __init__(self, situation: Situation, table: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = table
        self.title = TitleBlock(self)
        self.conflicts = ConflictsSection(situation, self)
        self.rows = RowsPanel(situation, self)
        self.fields = [field for field in fields_of(table) if is_shown(field)]
        for field in self.fields:
            self.rows.add_field(field, table=table)
        self.rows.add_row("entered", self.tr("Entered")).hide()
        self.strike_button = QPushButton(icon("strike"), self.tr("Strike…"), self)
        self.statuses = Section(
            self.tr("Status"), self, empty=self.tr("Nobody said yet whether it is open."), add=self.tr("Set the status")
        )
        self.claims = ClaimsSection(self)
        self.hanging = Section(self.tr("Used by"), self, empty=self.tr("Nothing refers to it."))
        self.history = Section(self.tr("History"), self)
        self._seen: Seen | None = None
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.strike_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        column.setSpacing(SPACE)
        for widget in (self.title, self.conflicts, self.rows):
            column.addWidget(widget)
        column.addLayout(buttons)
        for section in (self.statuses, self.claims, self.hanging, self.history):
            column.addWidget(section)
        column.addStretch(1)
        self.statuses.setVisible(self.table == "route")
        self.claims.setVisible(self.table in ASKED_ABOUT)

    def _connect(self) -> None:
        for section in (self.statuses, self.claims, self.hanging, self.history):
            section.strike_wanted.connect(self.strike_wanted)
        self.claims.opened.connect(self.opened)
        self.hanging.opened.connect(self.opened)
        self.claims.added.connect(self.claim_wanted)
        self.statuses.added.connect(self.status_wanted)
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
        self._show_marks(seen)
        self._show_entered(seen)
        self.strike_button.setEnabled(not seen.row.voided)
        if seen.route is not None:
            self.statuses.show_entries([route_status_entry(each, seen.clock) for each in seen.route.statuses])
        self.claims.show_claims(seen.claims, seen.names, seen.clock)
        self.hanging.show_entries([hanging_entry(each) for each in seen.hanging if each.table != "route_status"])
        self.history.show_entries([history_entry(line, seen.facts, seen.clock) for line in seen.history])

    def _show_needed(self, event: Event) -> None:
        """An incident has no level and no instruction; a row that is being edited stays."""
        shown = shown_fields(event)
        for field in self.fields:
            row = self.rows.rows[field.name]
            row.setVisible(field.name in shown or row.is_open)

    def _show_title(self, seen: Seen) -> None:
        kind = words_of(getattr(seen.row, "kind", None))
        words = [table_word(seen.table), *([kind] if kind else [])]
        if seen.row.voided:
            words.append(struck_words(seen.row.voided_why))
        self.title.show_title(seen.title, kind=", ".join(words), struck=seen.row.voided)

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

    def _show_entered(self, seen: Seen) -> None:
        row = self.rows.rows["entered"]
        row.setVisible(seen.entered is not None)
        if seen.entered is not None:
            row.show_value(entered_words(seen.entered, seen.clock), None)

    def _strike(self) -> None:
        if self._seen is not None:
            self.strike_wanted.emit(self._seen.id, self._seen.title)


def struck_words(why: str | None) -> str:
    if why:
        return QCoreApplication.translate("ThingPane", "struck: {0}").format(why)
    return QCoreApplication.translate("ThingPane", "struck")
