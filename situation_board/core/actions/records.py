"""Adding actors, links, locations, routes, sources and reports; editing and striking anything."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from situation_board.core.actions.drafting import (
    edit_record,
    get_row,
    new_fact,
    new_or_restored,
    not_in_future,
    strike_row,
)
from situation_board.core.actions.noting import notes_on_claim, notes_on_striking
from situation_board.core.evidence.assessing import check_assessed
from situation_board.core.ids import new_id
from situation_board.core.problems import Mistake
from situation_board.core.rows import (
    Attachment,
    Card,
    Claim,
    Dataset,
    Event,
    Fact,
    PresenceStatus,
    Rating,
    Record,
    Row,
    SameAs,
    Situation,
    Status,
    Verification,
)
from situation_board.core.store import Changes, Draft, Reading
from situation_board.core.store.datasets import dataset_of
from situation_board.core.store.reading import TABLE_OF

FOUND_BY_TIME = (Status, Verification, Rating, PresenceStatus)
"""A corrected one of these must not stay behind at the wrong time."""


def add_record(reading: Reading, record: Record, *, place_drafts: Sequence[Draft] = ()) -> Changes:
    """Add an actor, link, location, route, source, report ... Cards, situations and attachments have their own actions.

    `place_drafts` make the places that it names where they are new.
    """
    if isinstance(record, Attachment | Card | Situation | SameAs):
        raise TypeError(f"{type(record).__name__} is not added this way")
    made = [draft.row for draft in place_drafts]
    drafts = [*place_drafts, *new_or_restored(reading, record, beside=made)]
    return Changes(f"add_{TABLE_OF[type(record)]}", drafts, (record.id,))


def edit_thing(reading: Reading, thing: str, values: Mapping[str, Any], *, beside: Sequence[Draft] = ()) -> Changes:
    """Change fields of a record, or add a corrected version of a fact. What was before stays in the history.

    `beside` are drafts of what the values newly refer to.
    """
    row = get_row(reading, thing)
    table = TABLE_OF[type(row)]
    made = [draft.row for draft in beside]
    notes: tuple[str, ...] = ()
    if isinstance(row, Fact):
        _check_own(reading, row)
        drafts, ids = _corrected(reading, row, values, made)
        if isinstance(row, Claim) and drafts:
            notes = notes_on_claim(reading, dataclasses.replace(row, **values))
    else:
        _check_edit(row, values)
        drafts, ids = edit_record(reading, row, values, beside=made), (row.id,)  # type: ignore[arg-type]
    return Changes(f"edit_{table}", [*beside, *drafts] if drafts else [], ids, notes=notes)


def _check_own(reading: Reading, fact: Fact) -> None:
    """A row of an imported file says what its publisher says."""
    if isinstance(fact, Event) and dataset_of(reading.connection, fact.id) is not None:
        raise as_published()


def as_published() -> Mistake:
    """Why a row of an imported file is not edited."""
    return Mistake(
        "This came with an imported file and is kept as its publisher has it.",
        kept="Nothing was changed.",
        do="Strike it with a reason, and record what you know as an event of your own.",
    )


def _check_edit(row: Row, values: Mapping[str, Any]) -> None:
    if isinstance(row, Card) and values.get("location", row.location) != row.location:
        raise Mistake("A card stays at its place.", field="location", do="Add a card for the other place.")
    if isinstance(row, Card) and values.get("number", row.number) != row.number:
        raise Mistake("A card keeps the number by which people know it.", field="number")
    if isinstance(row, Dataset) and not values.keys() <= {"name", "label", "note"}:
        raise Mistake(
            "What an imported file says stays as it was imported.",
            kept="Nothing was changed.",
            do="Import a newer file in its place, or strike it.",
        )
    if isinstance(row, Situation) and values.get("timezone", row.timezone) != row.timezone:
        raise Mistake("The time zone of a situation is fixed when it is made.", field="timezone")


def _corrected(
    reading: Reading, fact: Fact, values: Mapping[str, Any], made: Sequence[str]
) -> tuple[list[Draft], tuple[str, ...]]:
    edited = dataclasses.replace(fact, **values)
    if edited == fact:
        return [], (fact.thing,)
    not_in_future(reading, getattr(edited, "as_of", None))
    not_in_future(reading, getattr(edited, "starts", None), "starts")
    if isinstance(edited, Status):
        check_assessed(edited, values)
    version = dataclasses.replace(edited, id=new_id(), voided=False, voided_why=None)
    drafts = [new_fact(reading, version, beside=made)]
    if isinstance(fact, FOUND_BY_TIME):
        drafts.append(strike_row(fact, "corrected"))
    return drafts, (fact.thing if not isinstance(fact, Verification) else version.id,)


def strike(reading: Reading, thing: str, *, why: str | None = None) -> Changes:
    """Strike a record or fact, with the reason. It is shown struck through from then on, and never deleted."""
    row = get_row(reading, thing)
    if row.voided:
        raise Mistake("It is struck already.", kept="Nothing was changed.")
    if isinstance(row, Situation):
        raise Mistake("A situation cannot be struck.", do="Close the file and delete it, if that is meant.")
    if isinstance(row, Status):
        _check_not_last(reading, row)
    still_used = ("still_used",) if isinstance(row, Record) and is_used(reading, row.id) else ()
    return Changes(
        f"strike_{TABLE_OF[type(row)]}",
        [strike_row(live, why) for live in _versions(reading, row)],
        (row.id,),
        notes=(*still_used, *notes_on_striking(reading, row)),
    )


def _versions(reading: Reading, row: Row) -> list[Row]:
    """All live versions of a claim or event; anything else is struck alone."""
    if not isinstance(row, Fact) or isinstance(row, FOUND_BY_TIME):
        return [row]
    versions = reading.rows(type(row), "thing = ? AND voided = 0", row.thing)
    return [version for version in versions if TABLE_OF[type(version)] in {"claim", "event"} or version.id == row.id]


def _check_not_last(reading: Reading, status: Status) -> None:
    others = reading.value(
        "SELECT count(*) FROM status WHERE thing = ? AND voided = 0 AND id <> ?", status.thing, status.id
    )
    if not others:
        raise Mistake("This is the card's only status.", do="Strike the card instead.")


def is_used(reading: Reading, thing: str) -> bool:
    """Whether something that is not struck refers to it."""
    for table, row in reading.all('SELECT DISTINCT "table", "row" FROM mention WHERE thing = ?', thing):
        if reading.value(f'SELECT 1 FROM "{table}" WHERE id = ? AND voided = 0', row):
            return True
    return False
