"""Taking a snapshot: all that one sheet shows, read in one transaction."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from typing import Any

from situation_board.core.snapshot.language import Language
from situation_board.core.snapshot.other_sheets import capture_form, dossier_sheet, events_sheet, reverify_sheet
from situation_board.core.snapshot.permitted import permitted
from situation_board.core.snapshot.sheet import Sheet
from situation_board.core.snapshot.status_sheet import status_sheet
from situation_board.core.snapshot.view import View
from situation_board.core.snapshot.wanted import DRAFT, EVERYTHING, Standing, Wanted
from situation_board.core.store import Reading
from situation_board.core.vocabulary import SheetKind, SheetProfile

MAKERS: dict[SheetKind, Callable[[View, Wanted, Standing], Sheet]] = {
    SheetKind.STATUS: status_sheet,
    SheetKind.HANDOVER: status_sheet,
    SheetKind.DOSSIER: dossier_sheet,
    SheetKind.EVENTS: events_sheet,
    SheetKind.CAPTURE: capture_form,
    SheetKind.REVERIFY: reverify_sheet,
}


def take(reading: Reading, wanted: Wanted = EVERYTHING, *, standing: Standing = DRAFT) -> Sheet:
    """The sheet that is asked for, of what may be told under its label and in its profile."""
    language = Language.named(wanted.language, digits=wanted.digits, months=wanted.months)
    redacts = wanted.profile == SheetProfile.REDACTED
    with permitted(reading, wanted.label) as allowed:
        view = View.of(allowed, wanted.moment, language, label=wanted.label, redacts=redacts)
        sheet = MAKERS[wanted.kind](view, wanted, standing)
    return _without_ids(sheet) if redacts else sheet


def _without_ids(sheet: Sheet) -> Sheet:
    """An id is made from what a place is, so it could be guessed back: a redacted sheet holds none."""
    columns = tuple(dataclasses.replace(each, rows=_blank(each.rows, card="")) for each in sheet.columns)
    dossier = sheet.dossier and dataclasses.replace(sheet.dossier, row=_blank([sheet.dossier.row], card="")[0])
    return dataclasses.replace(
        sheet,
        columns=columns,
        highlights=_blank(sheet.highlights, about=None),
        routes=_blank(sheet.routes, route=""),
        events=_blank(sheet.events, event=""),
        advisories=_blank(sheet.advisories, event=""),
        dossier=dossier,
    )


def _blank(lines: Iterable[Any], **values: Any) -> tuple[Any, ...]:
    return tuple(dataclasses.replace(line, **values) for line in lines)
