"""Every action on printed sheets: it commits as a whole and tells what it touched, or it leaves no trace."""

from __future__ import annotations

import dataclasses
import inspect
from pathlib import Path

import pytest

from situation_board.core import history, times
from situation_board.core.actions import snapshots
from situation_board.core.integrity import check
from situation_board.core.snapshot_row import Snapshot
from situation_board.core.store import Changes, Reading, Saved, Store
from situation_board.core.vocabulary import HandlingLabel, SheetKind, SheetProfile, SheetState
from tests.core.filled import NOW, create
from tests.core.random_work import Clock
from tests.core.test_actions_every import Action, content, live_rows, on

CONTENT = '{"said":"all"}'
PAGES = b"%PDF-1.7"
SHEET = Snapshot(
    id="",
    thing="",
    state=SheetState.ISSUED,
    kind=SheetKind.STATUS,
    title="A sheet",
    number="H2K7M-2",
    as_of=times.exactly(NOW),
    label=HandlingLabel.AMBER,
    profile=SheetProfile.FULL,
    language="en",
)
ALL = ["draft_sheet", "clear_sheet", "issue_sheet", "correct_sheet", "withdraw_sheet"]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return create(tmp_path / "one.sitboard", key=None, clock=Clock(NOW))


def actions(store: Store) -> dict[str, Action]:
    """One of each, on a draft and an issue made beforehand."""
    draft = store.do(snapshots.draft_sheet, SHEET, content=CONTENT).ids[0]
    first = dataclasses.replace(SHEET, number="H2K7M-1")
    issue = store.do(snapshots.issue_sheet, first, content=CONTENT, pages=PAGES).ids[0]
    corrected = dataclasses.replace(SHEET, number="H2K7M-1 rev 1", replaces=issue, correction="a name")
    return {
        "draft_sheet": on(snapshots.draft_sheet, SHEET, content=CONTENT),
        "clear_sheet": on(snapshots.clear_sheet, draft, by="head of office"),
        "issue_sheet": on(snapshots.issue_sheet, SHEET, content=CONTENT, pages=PAGES),
        "correct_sheet": on(snapshots.issue_sheet, corrected, content=CONTENT, pages=PAGES + b" again"),
        "withdraw_sheet": on(snapshots.withdraw_sheet, issue, why="the wrong map"),
    }


def test_the_table_holds_every_action_on_sheets(store: Store) -> None:
    assert list(actions(store)) == ALL
    written = {
        name
        for name, found in inspect.getmembers(snapshots, inspect.isfunction)
        if found.__module__ == snapshots.__name__ and inspect.signature(found).return_annotation == "Changes"
    }
    assert written == {"draft_sheet", "clear_sheet", "issue_sheet", "withdraw_sheet"}


@pytest.mark.parametrize("name", ALL)
def test_an_action_commits_as_a_whole_and_tells_what_it_touched(store: Store, name: str) -> None:
    action = actions(store)[name]
    news: list[Saved] = []
    store.on_news(news.append)
    saved = store.do(action)
    assert news == [saved]
    assert saved.tables == {"snapshot"}
    with store.reading() as reading:
        assert reading.value("SELECT label FROM log WHERE action = ?", saved.change) == name
        assert check(reading).found == ()


@pytest.mark.parametrize("name", ALL)
def test_an_action_that_fails_at_its_end_leaves_no_trace(store: Store, name: str) -> None:
    action = actions(store)[name]

    def fails(reading: Reading) -> Changes:
        done = action(reading)
        return dataclasses.replace(done, drafts=[*done.drafts, None])  # type: ignore[list-item]

    before, kept = content(store), contents(store)
    with pytest.raises(AttributeError):
        store.do(fails)
    assert (content(store), contents(store)) == (before, kept)
    store.do(action)


def contents(store: Store) -> int:
    with store.reading() as reading:
        return int(reading.value("SELECT count(*) FROM content"))


@pytest.mark.parametrize("name", ALL)
def test_an_action_is_undone_as_a_whole(store: Store, name: str) -> None:
    """What it made is struck, not gone: a number is given once."""
    action = actions(store)[name]
    before = live_rows(store)
    store.do(action)
    store.do(history.undo)
    assert live_rows(store) == before
    with store.reading() as reading:
        assert check(reading).found == ()
