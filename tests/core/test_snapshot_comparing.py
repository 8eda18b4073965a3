"""Two issues side by side: what the later one says otherwise. And what the file of a sheet is called."""

from __future__ import annotations

import dataclasses

from situation_board.core.actions import cards, facts
from situation_board.core.rows import Claim, Event
from situation_board.core.snapshot import Sheet, Wanted, take
from situation_board.core.snapshot.comparing import compared
from situation_board.core.snapshot.issuing import file_name
from situation_board.core.store import Store
from situation_board.core.vocabulary import ClaimVerb, Column, EventKind, SheetPart, SheetProfile, Stance
from tests.core.filled import Filled


def taken(store: Store, wanted: Wanted = Wanted()) -> Sheet:  # noqa: B008 - frozen
    with store.reading() as reading:
        return take(reading, wanted)


def test_a_sheet_is_like_itself(filled_store: Store) -> None:
    assert compared(taken(filled_store), taken(filled_store)) == ()


def test_each_line_that_is_told_otherwise_is_found(filled_store: Store, filled: Filled) -> None:
    former = taken(filled_store)
    filled_store.do(cards.move_cards, [filled.card["Homs"]], Column.FALLEN)
    claim = Claim(
        id="",
        thing="",
        about=filled.card["Idlib"],
        speaker=filled.actor["UN"],
        verb=ClaimVerb.SAID,
        stance=Stance.SUPPORTS,
        text="It is calm.",
    )
    filled_store.do(facts.add_claim, claim)
    filled_store.do(facts.record_event, Event(id="", thing="", kind=EventKind.STATEMENT, text="A word"))
    found = [each for each in compared(former, taken(filled_store)) if each.part is not SheetPart.HIGHLIGHTS]
    homs, idlib, said, event = found
    assert (homs.part, homs.name) == (SheetPart.BOARD, "Homs")
    assert (homs.before or "").startswith("Contested: ")
    assert (homs.after or "").startswith("Control changed: ")
    assert (idlib.name, idlib.part) == ("Idlib", SheetPart.BOARD), "its count of claims"
    assert (said.part, said.before, said.after) == (SheetPart.CLAIMS, None, "UN said: It is calm. · for · unrated")
    assert (event.part, event.name, event.before) == (SheetPart.EVENTS, "statement", None)


def test_what_is_gone_is_told_too(filled_store: Store, filled: Filled) -> None:
    with_all = taken(filled_store)
    without = dataclasses.replace(with_all, routes=())
    (gone,) = compared(with_all, without)
    assert (gone.part, gone.after) == (SheetPart.ROUTES, None)
    assert gone.before


def test_redacted_sheets_are_compared_by_what_they_tell(filled_store: Store, filled: Filled) -> None:
    wanted = Wanted(profile=SheetProfile.REDACTED)
    former = taken(filled_store, wanted)
    assert compared(former, taken(filled_store, wanted)) == ()
    filled_store.do(cards.move_cards, [filled.card["Homs"]], Column.FALLEN)
    assert compared(former, taken(filled_store, wanted)) != ()


def test_a_file_is_called_by_title_state_and_day_in_any_script(filled_store: Store) -> None:
    assert file_name(taken(filled_store)) == "Winter offensive - draft - 2024-12-08.pdf"
    head = dataclasses.replace(taken(filled_store).header, title="حمص / Homs: 5?", number="H2K7M-7 rev 1")
    sheet = dataclasses.replace(taken(filled_store), header=head)
    assert file_name(sheet, ".png") == "حمص - Homs- 5- - H2K7M-7 rev 1 - 2024-12-08.png"
