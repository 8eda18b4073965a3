"""What the print window asks the store: the sheet as it would be, and the same sheet ready to be issued."""

from __future__ import annotations

from dataclasses import dataclass, replace

from situation_board.core.due import parse_due
from situation_board.core.questions.snapshots import Issue
from situation_board.core.snapshot import DRAFT, Sheet, Standing, Wanted, take
from situation_board.core.snapshot.checking import Doubt, doubts
from situation_board.core.snapshot.issuing import content_text, row_of, stamped, stored_sheet
from situation_board.core.snapshot.numbering import reserve_number, reserve_numbers, reserve_revision
from situation_board.core.snapshot_row import Snapshot
from situation_board.core.store import Reading
from situation_board.core.vocabulary import HandlingLabel, SheetKind, SheetProfile, SheetState
from situation_board.gui.printing.window.choices import Choices

FORM_LINES = 6
"""Numbers that a capture form takes."""


@dataclass(frozen=True)
class Asked:
    """What is asked for beside the choices that are remembered. `highlights` None leaves them to the sheet."""

    choices: Choices
    card: str | None = None
    next_issue: str = ""
    highlights: tuple[str, ...] | None = None
    numbers: tuple[str, ...] = ()

    def wanted(self, reading: Reading) -> Wanted:
        chosen = self.choices
        due = parse_due(self.next_issue, zone=reading.zone, now=reading.now) if self.next_issue.strip() else None
        return Wanted(
            kind=SheetKind(chosen.kind),
            profile=SheetProfile(chosen.profile),
            label=HandlingLabel(chosen.label) if chosen.label else None,
            language=chosen.language,
            digits=chosen.digits,
            months=chosen.months,
            parts=chosen.parts,
            next_issue=due,
            prepared_by=chosen.prepared_by or None,
            contact=chosen.contact or None,
            distribution=chosen.distribution or None,
            card=self.card,
            highlights=self.highlights,
            numbers=self.numbers,
        )


@dataclass(frozen=True)
class Drafted:
    """The sheet as it would be, and what somebody should look at before it goes out."""

    sheet: Sheet
    doubts: tuple[Doubt, ...]
    numbers: tuple[str, ...]


def drafted(reading: Reading, asked: Asked) -> Drafted:
    """A capture form takes its numbers when it is first shown, and keeps them."""
    if asked.choices.kind == SheetKind.CAPTURE and not asked.numbers:
        asked = replace(asked, numbers=reserve_numbers(reading, FORM_LINES))
    sheet = take(reading, asked.wanted(reading), standing=DRAFT)
    return Drafted(sheet, doubts(sheet) if sheet.kind is SheetKind.STATUS else (), asked.numbers)


@dataclass(frozen=True)
class Ready:
    """A sheet under its number, with what the store keeps of it once its pages are made."""

    sheet: Sheet
    row: Snapshot
    content: str


def ready_to_issue(
    reading: Reading, asked: Asked, sheet: Sheet, *, cleared_by: str, now: int, corrects: Issue | None, correction: str
) -> Ready:
    """The very sheet that was looked at, stamped. A number that is not used then stays a gap."""
    replaced = corrects.row.number if corrects else None
    standing = Standing(
        state=SheetState.ISSUED,
        number=reserve_revision(reading, replaced) if replaced else reserve_number(reading),
        replaces=replaced,
        correction=correction or None,
        cleared_by=cleared_by or None,
        issued_by=reading.identity.person,
        issued_at=now,
    )
    issued = stamped(reading, sheet, standing)
    row = row_of(
        reading,
        issued,
        standing,
        asked.wanted(reading),
        paper=asked.choices.paper_size,
        replaces=corrects.sheet if corrects else None,
    )
    return Ready(issued, row, content_text(issued))


def draft_to_keep(reading: Reading, asked: Asked, sheet: Sheet) -> Ready:
    """The very sheet that was looked at, to be cleared by somebody else."""
    row = row_of(reading, sheet, DRAFT, asked.wanted(reading), paper=asked.choices.paper_size)
    return Ready(sheet, row, content_text(sheet))


def ready_from_draft(reading: Reading, draft: Issue, *, now: int) -> Ready:
    """What was cleared, stamped: only its head changes."""
    standing = Standing(
        state=SheetState.ISSUED,
        number=reserve_number(reading),
        cleared_by=draft.row.cleared_by,
        issued_by=reading.identity.person,
        issued_at=now,
    )
    issued = stamped(reading, stored_sheet(reading, draft), standing)
    row = replace(draft.row, id="", state=standing.state, number=standing.number)
    return Ready(issued, row, content_text(issued))
