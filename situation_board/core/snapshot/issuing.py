"""From a taken sheet to an issue: the number on it, the row that the store keeps, and back to the sheet."""

from __future__ import annotations

import dataclasses
import json
import re

from situation_board.core import times
from situation_board.core.questions.snapshots import Issue, stored_content
from situation_board.core.snapshot.header_part import course
from situation_board.core.snapshot.language import Language
from situation_board.core.snapshot.sheet import Header, Sheet
from situation_board.core.snapshot.sheet_json import from_json, to_text
from situation_board.core.snapshot.wanted import Standing, Wanted
from situation_board.core.snapshot_row import Snapshot
from situation_board.core.store import Reading
from situation_board.core.times import MINUTE, Precision, Time

ANOTHER_RENDERING = "Another rendering of the issue {number}, not the pages that were handed out: {what}."
LONGEST_PART = 60
"""Letters of each part of a file's name."""


def stamped(reading: Reading, sheet: Sheet, standing: Standing) -> Sheet:
    """The same sheet further on its way. Only its head changes: what was cleared is what goes out."""
    language = language_of(sheet)
    head = dataclasses.replace(
        sheet.header,
        number=standing.number,
        replaces=standing.replaces,
        correction=standing.correction,
        state=standing.state,
        state_words=language.term(standing.state),
        course=course(language, reading.zone, standing),
    )
    return dataclasses.replace(sheet, header=head)


def language_of(sheet: Sheet) -> Language:
    """The language in which it was made."""
    return Language.named(sheet.language, digits=sheet.digits, months=sheet.months)


def row_of(
    reading: Reading,
    sheet: Sheet,
    standing: Standing,
    wanted: Wanted,
    *,
    paper: str | None = None,
    thing: str = "",
    replaces: str | None = None,
) -> Snapshot:
    """What the store keeps of a sheet beside its content. `thing` is its draft, when it had one; `replaces` the sheet
    that it corrects."""
    head = sheet.header
    return Snapshot(
        id="",
        thing=thing,
        state=standing.state,
        kind=sheet.kind,
        title=head.title or head.subject,
        number=standing.number,
        as_of=as_of_time(reading, head),
        period_from=_time(reading, head.since_iso) if head.since_iso else None,
        label=head.label,
        profile=sheet.profile,
        language=sheet.language,
        paper=paper,
        prepared_by=wanted.prepared_by or reading.identity.person,
        cleared_by=standing.cleared_by,
        replaces=replaces,
        correction=standing.correction,
        distribution=wanted.distribution,
    )


def as_of_time(reading: Reading, head: Header) -> Time:
    """The time that a sheet tells of, as precise as it says."""
    found = _time(reading, head.as_of_iso)
    is_minute = head.as_of_precision == Precision.MINUTE
    return Time(found.earliest, found.earliest + MINUTE, Precision.MINUTE) if is_minute else found


def _time(reading: Reading, text: str) -> Time:
    return times.parse(text, zone=reading.zone, now=reading.now)


def content_text(sheet: Sheet) -> str:
    """What is stored: its SHA-256 is the one that is printed."""
    return to_text(sheet)


def stored_sheet(reading: Reading, issue: Issue) -> Sheet:
    """An issued or drafted sheet as it was, to be painted again on other paper. Trouble when it is damaged."""
    return from_json(json.loads(stored_content(reading, issue)))


def painted_again(sheet: Sheet, *, what: str) -> Sheet:
    """A further rendering of an issue: it says of itself that it is not the page that was handed out."""
    notice = language_of(sheet).say(ANOTHER_RENDERING, number=sheet.header.number or "", what=what)
    return dataclasses.replace(sheet, notice=notice)


def file_name(sheet: Sheet, ending: str = ".pdf") -> str:
    """What the file is called: title, number or state, and the day that it tells of; fit for any system and script."""
    head = sheet.header
    parts = (head.title or head.subject, head.number or head.state_words.split("\n")[0], head.as_of_iso[:10])
    plain = (re.sub(r"[^\w ,.()+-]", "-", part).strip(" .") for part in parts)
    return " - ".join(part[:LONGEST_PART] for part in plain if part) + ending
