"""A sheet on its way: draft, cleared, issued, corrected, withdrawn; and its pages, which never change."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from situation_board.core import history, merging
from situation_board.core.actions import cards, snapshots
from situation_board.core.actions.drafting import new_record
from situation_board.core.ids import known_id
from situation_board.core.integrity import check
from situation_board.core.problems import Mistake, Trouble
from situation_board.core.questions.snapshots import Issue, issue_numbered, issues, stored_content, stored_pages
from situation_board.core.rows import Report
from situation_board.core.snapshot import Sheet, Standing, Wanted, take
from situation_board.core.snapshot.issuing import content_text, painted_again, row_of, stamped, stored_sheet
from situation_board.core.snapshot.numbering import reserve_number, reserve_revision
from situation_board.core.sqlite import sqlite3 as driver
from situation_board.core.store import Changes, Reading, Store
from situation_board.core.vocabulary import Column, SheetPart, SheetState, StatusFlag
from tests.core.filled import DESK, NOW, Filled
from tests.core.random_work import Clock

PAGES = b"%PDF-1.7 what was handed out"


def issue(store: Store, *, number: str | None = None, pages: bytes = PAGES, wanted: Wanted = Wanted()) -> str:  # noqa: B008
    """Take, stamp and issue a sheet as the window does; its number."""
    with store.reading() as reading:
        given = number or reserve_number(reading)
        standing = Standing(state=SheetState.ISSUED, number=given, cleared_by="head", issued_by="desk", issued_at=NOW)
        sheet = stamped(reading, take(reading, wanted), standing)
        row = row_of(reading, sheet, standing, wanted, paper="a4")
    store.do(snapshots.issue_sheet, row, content=content_text(sheet), pages=pages)
    return given


def known(store: Store) -> list[tuple[str | None, SheetState]]:
    with store.reading() as reading:
        return [(each.row.number, each.state) for each in issues(reading)]


def line(store: Store, number: str) -> Issue:
    with store.reading() as reading:
        return issue_numbered(reading, number)


def test_an_issue_keeps_its_pages_and_what_it_says(filled_store: Store) -> None:
    number = issue(filled_store)
    with filled_store.reading() as reading:
        found = issue_numbered(reading, f" {number.lower()} ")
        assert stored_pages(reading, found) == PAGES
        sheet = stored_sheet(reading, found)
        assert check(reading).found == ()
    assert (sheet.header.number, sheet.header.state) == (number, SheetState.ISSUED)
    assert sheet.content_sha256 == found.row.content_sha256
    assert [(fact.label, fact.text) for fact in sheet.header.course] == [
        ("Cleared by", "head"),
        ("Issued", "8 Dec 2024 15:00, desk"),
    ]


def test_a_reprint_after_a_thousand_changes_has_the_same_bytes(filled_store: Store, filled: Filled) -> None:
    number = issue(filled_store)
    before = line(filled_store, number)
    filled_store.do(_thousand_reports)
    filled_store.do(cards.move_cards, list(filled.card.values()), Column.FALLEN)
    with filled_store.reading() as reading:
        assert reading.arrival - before.row.arrival >= 1_000
        assert stored_pages(reading, issue_numbered(reading, number)) == PAGES
        assert stored_sheet(reading, before).content_sha256 == before.row.content_sha256


def _thousand_reports(reading: Reading) -> Changes:
    """A thousand changes in one action: what matters here is how many there are."""
    made = (Report(id=known_id("test", f"report {number}"), title=f"Report {number}") for number in range(1_000))
    return Changes("add_report", [new_record(reading, report) for report in made])


def test_a_changed_byte_in_a_stored_issue_is_detected(filled_store: Store, key: bytes | None, path: Path) -> None:
    number = issue(filled_store)
    filled_store.close()
    connection = driver.connect(str(path), isolation_level=None)
    if key is not None:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("UPDATE content SET bytes = ? WHERE bytes = ?", (PAGES.replace(b"out", b"oUt"), PAGES))
    connection.close()
    with Store.open(path, identity=DESK, key=key, now=Clock(NOW)) as store, store.reading() as reading:
        with pytest.raises(Trouble, match="not what was saved"):
            stored_pages(reading, issue_numbered(reading, number))
        assert {finding.kind for finding in check(reading).found} == {"content"}


def test_a_draft_is_cleared_and_goes_out_as_it_was(filled_store: Store) -> None:
    wanted = Wanted(prepared_by="information officer")
    with filled_store.reading() as reading:
        drafted = take(reading, wanted)
        row = row_of(reading, drafted, Standing(), wanted)
    sheet = filled_store.do(snapshots.draft_sheet, row, content=content_text(drafted)).ids[0]
    assert known(filled_store) == [(None, SheetState.DRAFT)]
    filled_store.do(snapshots.clear_sheet, sheet, by="head of office")
    assert known(filled_store) == [(None, SheetState.CLEARED)]
    number = _issue_cleared(filled_store, sheet)
    assert known(filled_store) == [(number, SheetState.ISSUED)]
    with filled_store.reading() as reading:
        went_out = stored_sheet(reading, issue_numbered(reading, number))
    assert went_out.columns == drafted.columns
    assert went_out.header.course[0].text == "head of office"


def _issue_cleared(store: Store, sheet: str) -> str:
    with store.reading() as reading:
        (cleared,) = issues(reading)
        number = reserve_number(reading)
        standing = Standing(state=SheetState.ISSUED, number=number, cleared_by=cleared.row.cleared_by)
        made = stamped(reading, stored_sheet(reading, cleared), standing)
        row = row_of(reading, made, standing, Wanted(), paper="a4", thing=sheet)
    store.do(snapshots.issue_sheet, row, content=content_text(made), pages=PAGES)
    return number


def test_only_a_draft_is_cleared_and_by_somebody(filled_store: Store) -> None:
    with filled_store.reading() as reading:
        drafted = take(reading)
        row = row_of(reading, drafted, Standing(), Wanted())
    sheet = filled_store.do(snapshots.draft_sheet, row, content=content_text(drafted)).ids[0]
    with pytest.raises(Mistake, match="Who clears it"):
        filled_store.do(snapshots.clear_sheet, sheet, by=" ")
    filled_store.do(snapshots.clear_sheet, sheet, by="head")
    with pytest.raises(Mistake, match="Only a draft"):
        filled_store.do(snapshots.clear_sheet, sheet, by="head")


def correct(store: Store, number: str, what: str) -> str:
    with store.reading() as reading:
        old = issue_numbered(reading, number)
        revision = reserve_revision(reading, number)
        standing = Standing(state=SheetState.ISSUED, number=revision, replaces=number, correction=what)
        sheet = stamped(reading, take(reading), standing)
        row = row_of(reading, sheet, standing, Wanted(), paper="a4", replaces=old.sheet)
    store.do(snapshots.issue_sheet, row, content=content_text(sheet), pages=b"%PDF corrected")
    return revision


def test_a_correction_says_what_it_replaces_and_what_changed(filled_store: Store) -> None:
    number = issue(filled_store)
    revision = correct(filled_store, number, "Homs is contested, not held")
    assert revision == f"{number} rev 1"
    assert known(filled_store) == [(revision, SheetState.ISSUED), (number, SheetState.CORRECTED)]
    with filled_store.reading() as reading:
        assert issue_numbered(reading, number).replaced_by == revision
        sheet = stored_sheet(reading, issue_numbered(reading, revision))
    assert sheet.header.course[-1].text == f"replaces {number}: Homs is contested, not held"
    assert correct(filled_store, revision, "a name") == f"{number} rev 2"
    with pytest.raises(Mistake, match="What changed"):
        correct(filled_store, revision, "")


def test_a_withdrawn_issue_keeps_its_number_and_pages(filled_store: Store) -> None:
    number = issue(filled_store)
    sheet = line(filled_store, number).sheet
    with pytest.raises(Mistake, match="Why it is withdrawn"):
        filled_store.do(snapshots.withdraw_sheet, sheet, why="")
    filled_store.do(snapshots.withdraw_sheet, sheet, why="the figure was of another week")
    found = line(filled_store, number)
    assert (found.state, found.withdrawn_why) == (SheetState.WITHDRAWN, "the figure was of another week")
    with filled_store.reading() as reading:
        assert stored_pages(reading, found) == PAGES
        assert check(reading).found == ()
    with pytest.raises(Mistake, match="given before"):
        issue(filled_store, number=number)


def test_undoing_an_issue_withdraws_it_and_its_number_is_not_given_again(filled_store: Store) -> None:
    number = issue(filled_store)
    filled_store.do(history.undo)
    found = line(filled_store, number)
    assert (found.state, found.withdrawn_why) == (SheetState.WITHDRAWN, "undone")
    assert issue(filled_store) != number
    with filled_store.reading() as reading:
        assert stored_pages(reading, found) == PAGES
        assert check(reading).found == ()


def test_an_undone_correction_lets_the_issue_stand_again(filled_store: Store) -> None:
    number = issue(filled_store)
    revision = correct(filled_store, number, "a name")
    filled_store.do(history.undo)
    assert known(filled_store) == [(revision, SheetState.WITHDRAWN), (number, SheetState.ISSUED)]


def test_changes_are_told_since_the_previous_issue(filled_store: Store, filled: Filled) -> None:
    issue(filled_store)
    with filled_store.reading() as reading:
        assert take(reading).changes == ()
    filled_store.do(cards.move_cards, [filled.card["Homs"]], Column.FALLEN)
    with filled_store.reading() as reading:
        sheet = take(reading)
    assert [(change.kind_words, change.name) for change in sheet.changes] == [("moved", "Homs")]
    assert "→" in sheet.changes[0].said
    places = [highlight.text for highlight in sheet.highlights if "place: " in highlight.text]
    assert places == ["Control changed in 1 place: Homs."], "only what changed"


def test_without_an_earlier_issue_the_sheet_says_so(filled_store: Store) -> None:
    with filled_store.reading() as reading:
        (part,) = (part for part in take(reading).parts if part.part is SheetPart.CHANGES)
    assert part.when_empty == "This is the first issue: there is none to compare with."


def test_issues_of_two_laptops_meet_with_their_pages(filled_store: Store, key: bytes | None, path: Path) -> None:
    """In whatever order they merge, both know both issues and can print them again."""
    filled_store.close()
    other = path.with_name("other.sitboard")
    shutil.copy(path, other)
    numbers = []
    for each, pages in ((path, b"%PDF one"), (other, b"%PDF two")):
        with Store.open(each, identity=DESK, key=key, now=Clock(NOW)) as store:
            numbers.append(issue(store, pages=pages))
    assert len(set(numbers)) == 2, "one laptop, two copies of a file"
    for here, there in ((path, other), (other, path)):
        with Store.open(here, identity=DESK, key=key, now=Clock(NOW)) as store:
            merging.merge(store, there, key=key)
            assert {number for number, _ in known(store)} == set(numbers)
            with store.reading() as reading:
                found = {stored_pages(reading, issue_numbered(reading, number)) for number in numbers}
                assert found == {b"%PDF one", b"%PDF two"}
                assert check(reading).found == ()


def test_a_number_that_two_laptops_gave_is_pointed_out(filled_store: Store, key: bytes | None, path: Path) -> None:
    """It can only come from a cloned laptop; nothing is lost, and a person is asked which is meant."""
    filled_store.close()
    other = path.with_name("other.sitboard")
    shutil.copy(path, other)
    for each in (path, other):
        with Store.open(each, identity=DESK, key=key, now=Clock(NOW)) as store:
            issue(store, number="H2K7M-1")
    with Store.open(path, identity=DESK, key=key, now=Clock(NOW)) as store:
        merging.merge(store, other, key=key)
        with store.reading() as reading:
            assert [each.shared_number for each in issues(reading)] == [True, True]
            with pytest.raises(Mistake, match="Two laptops"):
                issue_numbered(reading, "H2K7M-1")


def test_what_is_painted_again_says_so_and_keeps_its_hash(filled_store: Store) -> None:
    number = issue(filled_store)
    with filled_store.reading() as reading:
        sheet: Sheet = stored_sheet(reading, issue_numbered(reading, number))
    again = painted_again(sheet, what="a4 → letter")
    assert again.notice == (
        f"Another rendering of the issue {number}, not the pages that were handed out: a4 → letter."
    )
    assert again.content_sha256 == sheet.content_sha256
    assert json.loads(content_text(again)) == json.loads(content_text(sheet))


def test_an_unknown_number_names_those_that_there_are(filled_store: Store) -> None:
    number = issue(filled_store)
    with filled_store.reading() as reading, pytest.raises(Mistake) as caught:
        issue_numbered(reading, "X-9")
    assert list(caught.value.candidates) == [number]


def test_the_stored_content_is_what_its_hash_says(filled_store: Store) -> None:
    number = issue(filled_store)
    with filled_store.reading() as reading:
        found = issue_numbered(reading, number)
        assert hashlib.sha256(stored_content(reading, found).encode()).hexdigest() == found.row.content_sha256


def test_an_assessment_is_told_with_who_how_sure_and_why(filled_store: Store, filled: Filled) -> None:
    besieged = {"flags": (StatusFlag.BESIEGED,), "besieged_by": (filled.actor["HTS"], filled.actor["SNA"])}
    filled_store.do(cards.edit_status, filled.card["Tartus"], besieged)
    with filled_store.reading() as reading:
        rows = {row.place: row for column in take(reading).columns for row in column.rows}
    assert rows["Daraa"].note == "assessed by analyst, confidence low: nobody was seen there"
    assert rows["Tartus"].flag_words == ("besieged by HTS, SNA",)
