"""A status card in full."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from situation_board.core.evidence.assessing import ASKED
from situation_board.core.questions.cards import ActorFace
from situation_board.core.rows import fields_of
from situation_board.core.vocabulary import Basis, Column, StatusFlag
from situation_board.gui.background import Situation
from situation_board.gui.entry.understanding import Typed
from situation_board.gui.entry.wording import caption_of, isolated, time_words, words_of
from situation_board.gui.inspector.around_section import AroundSections
from situation_board.gui.inspector.claims_section import ClaimsSection
from situation_board.gui.inspector.conflicts_section import ConflictsSection
from situation_board.gui.inspector.editing import STATUS_NOTE
from situation_board.gui.inspector.lines import entered_words, event_entry, history_entry, route_entry, verified_words
from situation_board.gui.inspector.question import CardSeen
from situation_board.gui.inspector.rows_panel import RowsPanel
from situation_board.gui.inspector.section import Section
from situation_board.gui.inspector.title_block import TitleBlock
from situation_board.gui.look import BASIS_ICONS, SPACE, icon, stripe
from situation_board.gui.look.stripes import NOBODY_STRIPE, UNKNOWN_STRIPE, Stripe

STATUS = {field.name: field for field in fields_of("status")}
CARD = {field.name: field for field in fields_of("card")}
PARTIES = ("moving", "controllers", "former")
SHOWN_PARTIES = {
    Column.ADVANCING: {"moving", "controllers"},
    Column.CONTESTED: {"moving", "controllers"},
    Column.FALLEN: {"controllers", "former"},
    Column.HELD: {"controllers"},
}
SPOKEN = (*PARTIES, "column", "as_of", "report", "basis", "assessed_by", "reasoning", "confidence")
"""In the order in which one speaks a report: (where,) who, what, when, who says so."""
BESIDES = ("flags", "besieged_by")
OF_CARD = ("note", "shelf_life", "label", "number")


class CardPane(QWidget):
    opened = Signal(str)
    strike_wanted = Signal(str, str)
    verify_wanted = Signal()
    claim_wanted = Signal(object)
    basis_wanted = Signal(object)
    event_wanted = Signal(object)
    conflict_wanted = Signal(str)

    def __init__(self, situation: Situation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._situation = situation
        self.title = TitleBlock(self)
        self.place = QPushButton(icon("location"), "", self)
        self.place.setFlat(True)
        self.place.setToolTip(self.tr("Show the place"))
        self.place.setAccessibleName(self.tr("Show the place"))
        self.place.clicked.connect(self._open_place)
        self.title.top.insertWidget(0, self.place)
        self.conflicts = ConflictsSection(situation, self)
        self.rows = RowsPanel(situation, self)
        self.around = AroundSections(situation, "card", self)
        self.claims = ClaimsSection(self)
        self.events = Section(
            self.tr("Events here"), self, empty=self.tr("No event at this place yet."), add=self.tr("Add an event")
        )
        self.routes = Section(self.tr("Routes through here"), self, empty=self.tr("No route leads through here."))
        self.history = Section(self.tr("History"), self)
        self._seen: CardSeen | None = None
        self._make_rows()
        self._lay_out()
        self._connect()

    def _make_rows(self) -> None:
        for name in SPOKEN:
            self.rows.add_field(STATUS[name])
        self.rows.add_row("verified", self.tr("Verified"))
        self.rows.add_row("entered", self.tr("Entered"))
        for name in BESIDES:
            self.rows.add_field(STATUS[name])
        self.rows.add_field(STATUS["note"], name=STATUS_NOTE, caption=caption_of(STATUS_NOTE))
        for name in OF_CARD:
            self.rows.add_field(CARD[name])
        self.verify_button = QPushButton(icon("verify"), self.tr("Verify…"), self)
        self.verify_button.setToolTip(self.tr("Checked again and unchanged"))
        self.strike_button = QPushButton(icon("strike"), self.tr("Strike…"), self)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.verify_button)
        buttons.addStretch(1)
        buttons.addWidget(self.strike_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self.title)
        column.addWidget(self.conflicts)
        column.addWidget(self.rows)
        column.addLayout(buttons)
        for section in (self.claims, self.events, self.around, self.routes, self.history):
            column.addWidget(section)
        column.addStretch(1)

    def _connect(self) -> None:
        for section in (self.claims, self.events, self.around, self.routes, self.history):
            section.opened.connect(self.opened)
            section.strike_wanted.connect(self.strike_wanted)
        self.rows.asked_for.connect(self._show_asked_for)
        self.claims.added.connect(self.claim_wanted)
        self.claims.basis_wanted.connect(self.basis_wanted)
        self.events.added.connect(self._want_event)
        self.conflicts.wanted.connect(self.conflict_wanted)
        self.verify_button.clicked.connect(self.verify_wanted)
        self.strike_button.clicked.connect(self._strike)

    def show_seen(self, seen: CardSeen) -> None:
        self.rows.begin(seen.id, seen.clock)
        self._seen = seen
        self._show_title(seen)
        self.conflicts.show_conflicts(seen.conflicts, seen.clock)
        self._show_rows(seen)
        self.claims.show_claims(seen.claims, seen.names, seen.clock, seen.evidence)
        may_set = self._situation.refusal is None
        self.claims.show_proposal(seen.evidence, seen.status.basis, may_set=may_set)
        self.events.show_entries([event_entry(event, seen.names, seen.clock) for event in seen.events])
        self.routes.show_entries([route_entry(route, seen.clock) for route in seen.routes])
        self.around.show_around(seen.id, is_past=seen.is_past)
        self.history.show_entries([history_entry(line, seen.facts, seen.clock) for line in seen.history])

    def _show_title(self, seen: CardSeen) -> None:
        place = seen.place
        kind = words_of(place.kind) if place else ""
        self.title.show_title(
            seen.title,
            kind=", ".join([*([kind] if kind else []), *(isolated(area) for area in seen.areas)]),
            names=place.names if place else (),
            number=isolated(f"#{seen.face.number}") if seen.face.number else "",
        )

    def _show_rows(self, seen: CardSeen) -> None:
        status, column = seen.status, seen.face.column
        for name in (*SPOKEN, *BESIDES):
            self.rows.show_field(STATUS[name], getattr(status, name), names=seen.names)
        self.rows.show_field(STATUS["note"], status.note, names=seen.names, name=STATUS_NOTE)
        for name in OF_CARD:
            self.rows.show_field(CARD[name], getattr(seen.card, name), names=seen.names)
        self._show_parties(seen, column)
        self._show_basis(status.basis)
        self._show_times(seen)
        self._hide_what_does_not_apply(seen)

    def _show_parties(self, seen: CardSeen, column: Column) -> None:
        faces = {face.id: face for face in (*(seen.face.actors or ()), *(seen.face.from_actors or ()))}
        for name in PARTIES:
            value = getattr(seen.status, name)
            row = self.rows.rows[name]
            row.set_caption(caption_of(name, column=column))
            row.mark.show_stripes(_stripes(value, faces))
            row.setVisible(name in SHOWN_PARTIES[column] or value is not None or row.is_open)

        self.rows.rows["column"].mark.show_icon(column.value)

    def _show_basis(self, basis: Basis | None) -> None:
        self.rows.rows["basis"].mark.show_icon(BASIS_ICONS[basis.value if basis else None])

    def _show_times(self, seen: CardSeen) -> None:
        """When it was so, when it was last looked at and when it was written down are three things."""
        as_of = self.rows.rows["as_of"]
        as_of.mark.show_icon("clock-stale" if seen.face.stale else "")
        if seen.face.stale:
            words = time_words(seen.status.as_of, seen.clock.zone)
            as_of.value.show_words(self.tr("{0}, stale").format(words), is_known=True)
        check = seen.verification
        self.rows.rows["verified"].show_value(verified_words(check, seen.clock), None, is_known=check is not None)
        entered = entered_words(seen.entered, seen.clock) if seen.entered else ""
        self.rows.rows["entered"].show_value(entered, None)
        self.rows.rows["entered"].value.setToolTip(self.tr("Time zone: {0}").format(seen.clock.zone.key))
        self._show_shelf_life(seen)

    def _show_shelf_life(self, seen: CardSeen) -> None:
        words = isolated(self.tr("{0} h").format(isolated(str(seen.shelf_life))))
        if seen.card.shelf_life is None:
            words = self.tr("{0}, as its column").format(words)
        row = self.rows.rows["shelf_life"]
        row.value.show_words(words, is_known=seen.card.shelf_life is not None)

    def _hide_what_does_not_apply(self, seen: CardSeen) -> None:
        """An assessor is asked for with the basis *assessed*, a besieger with the flag *besieged*."""
        status = seen.status
        said = any(getattr(status, name) is not None for name in ASKED)
        for name in ASKED:
            self._show_if(name, status.basis == Basis.ASSESSED or said or self.rows.rows["basis"].is_open)
        self._show_if("besieged_by", StatusFlag.BESIEGED in status.flags or status.besieged_by is not None)

    def _show_asked_for(self, field: str) -> None:
        """What the basis *assessed* needs is filled in first."""
        if field in ASKED:
            for name in ASKED:
                self.rows.rows[name].show()

    def _show_if(self, name: str, applies: bool) -> None:
        self.rows.rows[name].setVisible(applies or self.rows.rows[name].is_open)

    def _open_place(self) -> None:
        if self.place_id():
            self.opened.emit(self.place_id())

    def place_id(self) -> str:
        return self._seen.place.id if self._seen is not None and self._seen.place is not None else ""

    def _want_event(self) -> None:
        """At this place, which is meant by its id, whoever else is called so."""
        place = self._seen.place if self._seen is not None else None
        if place is not None and place.name:
            self.event_wanted.emit(Typed(place.name, ((place.name, place.id),)))

    def _strike(self) -> None:
        if self._seen is not None:
            self.strike_wanted.emit(self._seen.id, self._seen.title)


def _stripes(things: tuple[str, ...] | None, faces: dict[str, ActorFace]) -> list[Stripe]:
    if things is None:
        return [UNKNOWN_STRIPE]
    colours: dict[str, Any] = {thing: face.colour for thing, face in faces.items()}
    return [stripe(thing, colours.get(thing)) for thing in things] or [NOBODY_STRIPE]
