"""Printed sheets that this file knows, and the bytes that were handed out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from situation_board.core.problems import Mistake, Trouble
from situation_board.core.snapshot_row import Snapshot
from situation_board.core.store import Reading
from situation_board.core.store.contents import content_of
from situation_board.core.vocabulary import SheetState


@dataclass(frozen=True, slots=True)
class Issue:
    """A sheet as a list shows it. `state` is how far it has come: a struck issue is withdrawn, one that another
    replaces is corrected. `shared_number` warns of a number that two laptops gave; `withdrawn_why` is "undone" for an
    issue that was undone."""

    sheet: str
    state: SheetState
    row: Snapshot
    replaced_by: str | None
    shared_number: bool
    has_pages: bool

    @property
    def withdrawn_why(self) -> str | None:
        return self.row.voided_why if self.state is SheetState.WITHDRAWN else None


def issues(reading: Reading) -> list[Issue]:
    """Every sheet at the stage that it has come to, the latest first; each issue of a sheet is one of its own."""
    rows = reading.rows(Snapshot, "1 ORDER BY lamport DESC, writer DESC, seq DESC")
    issued = [row for row in rows if row.state == SheetState.ISSUED]
    gone_out = {row.thing for row in issued}
    drafts: dict[str, Snapshot] = {}
    for row in rows:
        if row.state != SheetState.ISSUED and row.thing not in gone_out and not row.voided:
            drafts.setdefault(row.thing, row)
    shown = {row.id for row in (*issued, *drafts.values())}
    look = _Look.at(reading, issued)
    return [look.issue(row) for row in rows if row.id in shown]


@dataclass(frozen=True)
class _Look:
    """What the lines are read from: which number replaces which sheet, how often a number was given, what bytes are
    here."""

    replaced: dict[str, str]
    given: Counter[str | None]
    contents: frozenset[str]

    @classmethod
    def at(cls, reading: Reading, issued: list[Snapshot]) -> _Look:
        replaced = {row.replaces: row.number or "" for row in reversed(issued) if row.replaces and not row.voided}
        contents = frozenset(sha256 for (sha256,) in reading.all("SELECT sha256 FROM content"))
        return cls(replaced, Counter(row.number for row in issued), contents)

    def issue(self, row: Snapshot) -> Issue:
        return Issue(
            sheet=row.thing,
            state=self._state(row),
            row=row,
            replaced_by=self.replaced.get(row.thing),
            shared_number=row.number is not None and self.given[row.number] > 1,
            has_pages=row.file_sha256 in self.contents,
        )

    def _state(self, row: Snapshot) -> SheetState:
        if row.state != SheetState.ISSUED:
            return SheetState(row.state or SheetState.DRAFT)
        if row.voided:
            return SheetState.WITHDRAWN
        return SheetState.CORRECTED if row.thing in self.replaced else SheetState.ISSUED


def issue_numbered(reading: Reading, number: str) -> Issue:
    """The issue of that number, however its letters are written. Mistake when there is none, or two laptops gave it."""
    wanted = _plain(number)
    known = [issue for issue in issues(reading) if issue.row.number is not None]
    found = [issue for issue in known if _plain(issue.row.number or "") == wanted]
    if len(found) == 1:
        return found[0]
    if found:
        raise Mistake(
            f"Two laptops gave the number {number}.",
            field="number",
            candidates=[f"{issue.row.title}, {issue.row.id}" for issue in found],
        )
    raise Mistake(
        f"There is no issue {number} in this file.",
        field="number",
        candidates=[issue.row.number for issue in known[:5] if issue.row.number],
    )


def _plain(number: str) -> str:
    return "".join(number.upper().split())


def stored_pages(reading: Reading, issue: Issue) -> bytes:
    """The very bytes that were handed out. Trouble when they are damaged, or are not in this file."""
    return _stored(reading, issue.row.file_sha256, "pages")


def stored_content(reading: Reading, issue: Issue) -> str:
    """All that a sheet says, as it was drafted or issued."""
    return _stored(reading, issue.row.content_sha256, "content").decode()


def _stored(reading: Reading, sha256: str | None, what: str) -> bytes:
    found = content_of(reading.connection, sha256) if sha256 else None
    if found is None:
        raise Trouble(
            f"The {what} of this sheet are not in this file.",
            kept="Its number and hash are.",
            do="Merge with the laptop that issued it.",
        )
    return found
