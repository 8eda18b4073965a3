"""Printed sheets: kept as a draft, cleared, issued, corrected, withdrawn. A number once given is never given again."""

from __future__ import annotations

import dataclasses
import hashlib

from situation_board.core.actions.drafting import new_fact, strike_row
from situation_board.core.ids import new_id
from situation_board.core.problems import Mistake
from situation_board.core.snapshot_row import Snapshot
from situation_board.core.store import Changes, Reading
from situation_board.core.vocabulary import SheetState


def draft_sheet(reading: Reading, snapshot: Snapshot, *, content: str) -> Changes:
    """Keep a sheet as a draft, to be cleared by somebody else. `content` is all that it says."""
    row_id = snapshot.id or new_id()
    draft = dataclasses.replace(
        snapshot,
        id=row_id,
        thing=snapshot.thing or row_id,
        state=SheetState.DRAFT,
        number=None,
        content_sha256=_sha256(content.encode()),
    )
    return Changes("draft_sheet", [new_fact(reading, draft)], (draft.thing,), contents=(content.encode(),))


def clear_sheet(reading: Reading, sheet: str, *, by: str) -> Changes:
    """Somebody with that role has looked at the draft and lets it go out as it is."""
    latest = latest_stage(reading, sheet)
    if latest is None or latest.state != SheetState.DRAFT:
        raise Mistake("Only a draft can be cleared.", kept="Nothing was changed.")
    if not by.strip():
        raise Mistake("Who clears it is missing.", field="by", do="Give a role, such as head of office.")
    cleared = dataclasses.replace(latest, id=new_id(), state=SheetState.CLEARED, cleared_by=by)
    return Changes("clear_sheet", [new_fact(reading, cleared)], (sheet,))


def issue_sheet(reading: Reading, snapshot: Snapshot, *, content: str, pages: bytes) -> Changes:
    """Hand a sheet out: what it says and the very bytes of its pages are kept. Undoing this withdraws it.

    With `thing` it is the draft of that id that goes out; with `replaces` it corrects that issue and says what
    changed.
    """
    _check_number(reading, snapshot)
    if snapshot.replaces is not None:
        _check_correction(reading, snapshot)
    row_id = snapshot.id or new_id()
    issued = dataclasses.replace(
        snapshot,
        id=row_id,
        thing=snapshot.thing or row_id,
        state=SheetState.ISSUED,
        file_sha256=_sha256(pages),
        size=len(pages),
        content_sha256=_sha256(content.encode()),
    )
    label = "issue_sheet" if snapshot.replaces is None else "correct_sheet"
    return Changes(label, [new_fact(reading, issued)], (issued.thing,), contents=(content.encode(), pages))


def withdraw_sheet(reading: Reading, sheet: str, *, why: str) -> Changes:
    """An issue counts no longer. Its number and its pages are kept: somebody has it in hand."""
    issued = issued_stage(reading, sheet)
    if issued is None or issued.voided:
        raise Mistake("Only an issue can be withdrawn.", kept="Nothing was changed.")
    if not why.strip():
        raise Mistake("Why it is withdrawn is missing.", field="why", do="Say what was wrong with it.")
    return Changes("withdraw_sheet", [strike_row(issued, why.strip())], (sheet,))


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _check_number(reading: Reading, snapshot: Snapshot) -> None:
    if not snapshot.number:
        raise Mistake("An issue needs a number.", field="number")
    if reading.value("SELECT 1 FROM snapshot WHERE number = ?", snapshot.number) is not None:
        raise Mistake(f"The number {snapshot.number} was given before.", field="number", kept="Nothing was issued.")


def _check_correction(reading: Reading, snapshot: Snapshot) -> None:
    replaced = issued_stage(reading, snapshot.replaces or "")
    if replaced is None:
        raise Mistake("Only an issue can be corrected.", field="replaces")
    if not (snapshot.correction or "").strip():
        raise Mistake("What changed is missing.", field="correction", do="Say in one line what the correction changes.")


def latest_stage(reading: Reading, sheet: str) -> Snapshot | None:
    """How far a sheet has come: its latest stage that is not struck."""
    found = reading.rows(
        Snapshot, "thing = ? AND voided = 0 ORDER BY lamport DESC, writer DESC, seq DESC LIMIT 1", sheet
    )
    return found[0] if found else None


def issued_stage(reading: Reading, sheet: str) -> Snapshot | None:
    """The issue of a sheet, also one that was withdrawn."""
    state = SheetState.ISSUED.value
    order = "ORDER BY voided, lamport DESC, writer DESC, seq DESC LIMIT 1"
    found = reading.rows(Snapshot, f"thing = ? AND state = ? {order}", sheet, state)
    return found[0] if found else None
