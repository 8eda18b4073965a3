"""What somebody should look at before a sheet goes out. Nothing is refused: a person decides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from situation_board.core.personal_data import personal_data
from situation_board.core.snapshot.sheet import Sheet
from situation_board.core.vocabulary import Word


class DoubtKind(Word):
    """Why a line of a sheet may not be fit to be handed out."""

    NO_SOURCE = "no_source", "no source"
    NO_TIME = "no_time", "time not stated"
    STALE = "stale", "past its shelf life"
    CONFLICT = "conflict", "laptops disagree"
    UNRATED = "unrated", "rests on claims that nobody graded"
    PERSONAL = "personal", "looks like a phone number or an e-mail address"


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing to look at: where it stands, and for personal data the piece itself."""

    kind: DoubtKind
    what: str
    piece: str | None = None


def doubts(sheet: Sheet) -> tuple[Doubt, ...]:
    """The list to go through before issuing."""
    return (*_of_rows(sheet), *_of_routes(sheet), *_of_highlights(sheet), *_personal(sheet))


def _of_rows(sheet: Sheet) -> Iterator[Doubt]:
    for column in sheet.columns:
        for row in column.rows:
            found = {
                DoubtKind.NO_SOURCE: row.no_source,
                DoubtKind.NO_TIME: row.no_time,
                DoubtKind.STALE: row.stale,
                DoubtKind.CONFLICT: row.conflicts > 0,
            }
            yield from (Doubt(kind, row.place) for kind, is_so in found.items() if is_so)


def _of_routes(sheet: Sheet) -> Iterator[Doubt]:
    for route in sheet.routes:
        found = {
            DoubtKind.NO_SOURCE: route.no_source,
            DoubtKind.NO_TIME: route.no_time,
            DoubtKind.STALE: route.stale,
        }
        yield from (Doubt(kind, route.name) for kind, is_so in found.items() if is_so)
    yield from (Doubt(DoubtKind.STALE, advisory.issuer) for advisory in sheet.advisories if advisory.stale)


def _of_highlights(sheet: Sheet) -> Iterator[Doubt]:
    yield from (Doubt(DoubtKind.UNRATED, highlight.text) for highlight in sheet.highlights if highlight.unrated)


def _personal(sheet: Sheet) -> Iterator[Doubt]:
    """In everything that people wrote. The contact of the sheet is there to be called."""
    for text in dict.fromkeys(_written(sheet)):
        for found in personal_data(text):
            yield Doubt(DoubtKind.PERSONAL, text, found.text)


def _written(sheet: Sheet) -> Iterator[str]:
    texts = [highlight.text for highlight in sheet.highlights]
    for column in sheet.columns:
        for row in column.rows:
            texts += [row.note or "", *(claim.text for claim in row.claims)]
    for route in sheet.routes:
        texts += [route.name, route.condition or "", route.note or ""]
    for event in sheet.events:
        texts += [event.text, event.note or ""]
    texts += [text or "" for line in sheet.advisories for text in (line.instruction, line.level, line.area)]
    texts += [text or "" for line in sheet.changes for text in (line.said, line.before, line.after)]
    texts += [text or "" for task in sheet.tasks for text in (task.what, task.about)]
    texts += [report for source in sheet.sources for report in source.reports]
    texts += [line.said for line in (sheet.dossier.lines if sheet.dossier else ())]
    yield from (text for text in texts if text)
