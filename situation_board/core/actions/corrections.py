"""What is said about a move right after it: who, since when, who says so. Each for all its cards as one action."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from typing import Any

from situation_board.core import times
from situation_board.core.actions.drafting import new_fact, new_record, not_in_future, strike_row
from situation_board.core.ids import new_id
from situation_board.core.names import normalise
from situation_board.core.problems import Mistake
from situation_board.core.questions.moves import statuses_made
from situation_board.core.rows import Report, Status
from situation_board.core.store import Changes, Draft, Reading
from situation_board.core.times import Time
from situation_board.core.vocabulary import Column

PARTY_BY_COLUMN = {Column.ADVANCING: "moving", Column.CONTESTED: "moving"}


def swap_parties_of_move(reading: Reading, action: str) -> Changes:
    """Who took the places and who lost them were the wrong way round."""
    return dataclasses.replace(_correct(reading, action, _swapped), label="swap_parties")


def _swapped(status: Status) -> dict[str, Any]:
    other = PARTY_BY_COLUMN.get(Column(status.column), "former") if status.column else "former"
    return {"controllers": getattr(status, other), other: status.controllers}


def forget_party_of_move(reading: Reading, action: str) -> Changes:
    """It is not known who holds, or is moving on, the places."""
    return _correct(reading, action, lambda status: {_party(status): None})


def _party(status: Status) -> str:
    return PARTY_BY_COLUMN.get(Column(status.column), "controllers") if status.column else "controllers"


def time_move(reading: Reading, action: str, *, text: str) -> Changes:
    """Since when it is so, as people write times. Notes "not_current" where a card has a newer status."""
    time = times.parse(text, zone=reading.zone, now=reading.now)
    not_in_future(reading, time)
    changes = _correct(reading, action, lambda _: {"as_of": time})
    newer = any(_has_newer(reading, status, time) for status in statuses_made(reading, action))
    return dataclasses.replace(changes, notes=("not_current",) if newer else ())


def _has_newer(reading: Reading, status: Status, time: Time) -> bool:
    found = reading.value(
        """SELECT 1 FROM status WHERE thing = ? AND id <> ? AND voided = 0
           AND as_of_earliest > ? AND as_of_earliest <= ?""",
        status.thing,
        status.id,
        time.earliest,
        reading.now,
    )
    return found is not None


def cite_for_move(reading: Reading, action: str, *, title: str) -> Changes:
    """The report that a move rests on: a known one of that title, else a new one."""
    report, drafts = _report_titled(reading, title)
    changes = _correct(reading, action, lambda _: {"report": report}, beside=drafts)
    return dataclasses.replace(changes, drafts=[*drafts, *changes.drafts])


def _report_titled(reading: Reading, title: str) -> tuple[str, list[Draft]]:
    wanted = normalise(title)
    known = [report for report in reading.rows(Report, "voided = 0") if normalise(report.title or "") == wanted]
    if known:
        return known[-1].id, []
    report = Report(id=new_id(), title=title)
    return report.id, [new_record(reading, report)]


def _correct(
    reading: Reading, action: str, values: Callable[[Status], dict[str, Any]], *, beside: Sequence[Draft] = ()
) -> Changes:
    """Put a corrected status in the place of each that the action made."""
    made = statuses_made(reading, action)
    if not made:
        raise Mistake("This move was undone or corrected since.", kept="Nothing was changed.")
    drafts: list[Draft] = []
    for status in made:
        corrected = dataclasses.replace(status, id=new_id(), **values(status))
        drafts += [
            new_fact(reading, corrected, beside=[draft.row for draft in beside]),
            strike_row(status, "corrected"),
        ]
    return Changes("edit_status", drafts, tuple(status.thing for status in made))
