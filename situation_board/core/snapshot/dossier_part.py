"""Everything of one card: each status, verification, claim, the latest first, and who entered it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TypeVar

from situation_board.core.questions.cards import CardFace, claims_about
from situation_board.core.questions.moments import counts
from situation_board.core.rows import Claim, Fact, Location, Status, Verification
from situation_board.core.snapshot.board_part import HEADINGS, attributed_status, level_words, speaker_in
from situation_board.core.snapshot.sheet import Dossier, DossierLine, Labelled, SheetRow
from situation_board.core.snapshot.view import View
from situation_board.core.times import Time, exactly
from situation_board.core.vocabulary import Column, HandlingLabel


def dossier(view: View, face: CardFace, row: SheetRow) -> Dossier:
    lines = sorted(_lines(view, face), key=lambda line: line[0], reverse=True)
    return Dossier(row=row, facts=tuple(_facts(view, face)), lines=tuple(line for _, line in lines))


def _facts(view: View, face: CardFace) -> Iterator[Labelled]:
    """What the place is, and the names by which others know it."""
    said = view.language.say
    place = view.place(face.location)
    if place is None:
        return
    yield Labelled(label=said("Place"), text=view.place_name(face.location))
    if place.kind is not None:
        yield Labelled(label=said("Level"), text=level_words(view, place.kind))
    areas = _areas(view, place)
    if areas:
        yield Labelled(label=said("Lies in"), text=", ".join(areas))
    if place.names:
        yield Labelled(label=said("Other names"), text=", ".join(name.name for name in place.names))
    if place.pcode:
        yield Labelled(label=said("P-code"), text=place.pcode)


def _areas(view: View, place: Location) -> list[str]:
    areas: list[str] = []
    above = view.get(Location, place.parent)
    while above is not None and len(areas) < 10:
        areas.append(view.place_name(above.id))
        above = view.get(Location, above.parent)
    return areas


AnyFact = TypeVar("AnyFact", Status, Verification)
Dated = tuple[tuple[int, int, str, int], DossierLine]


def _lines(view: View, face: CardFace) -> Iterator[Dated]:
    """With what they are sorted by: the time that they are about, then the order in which they were entered."""
    ids = [face.id, *(thing for thing, main in view.mains.items() if main == face.id)]
    for status in _facts_of(view, Status, "status", ids):
        yield _order(status, status.as_of), _status_line(view, status)
    for verification in _facts_of(view, Verification, "verification", ids):
        yield _order(verification, verification.as_of), _verification_line(view, verification)
    for claim in claims_about(view.reading, ids, view.moment):
        yield _order(claim, claim.said_at), _claim_line(view, claim)


def _facts_of(view: View, row_type: type[AnyFact], table: str, ids: list[str]) -> list[AnyFact]:
    condition, parameters = counts(view.reading, view.moment, table, "t", "as_of_earliest")
    where = f"t.thing IN (SELECT value FROM json_each(?)) AND {condition}"
    return view.reading.rows(row_type, where, json.dumps(ids), *parameters)


def _order(fact: Fact, time: Time | None) -> tuple[int, int, str, int]:
    return (time.earliest if time else 0, fact.lamport, fact.writer, fact.seq)


def _status_line(view: View, status: Status) -> DossierLine:
    column = status.column if isinstance(status.column, Column) else Column.HELD
    language = view.language
    said = language.each(
        lambda tongue: f"{tongue.say(HEADINGS[column])}: {attributed_status(view, status, column, tongue)}"
    )
    notes = [text for text in (view.free(status.reasoning), view.free(status.note)) if text]
    return _line(view, "status", status, status.as_of, ". ".join([said, *notes]), view.source_of_report(status.report))


def _verification_line(view: View, row: Verification) -> DossierLine:
    checked = view.free(row.checked_with) or ""
    return _line(view, "verification", row, row.as_of, checked, view.source_of_report(row.report))


def _claim_line(view: View, claim: Claim) -> DossierLine:
    grade = view.grades([claim])[claim.thing].code
    said = view.language.each(
        lambda tongue: " · ".join(
            [
                f"{speaker_in(view, claim, tongue)} {tongue.term(claim.verb)}: {view.free(claim.text) or ''}".strip(),
                tongue.term(claim.stance),
                grade or tongue.say("unrated"),
            ]
        )
    )
    return _line(view, "claim", claim, claim.said_at, said, view.source_name(claim.publisher))


def _line(view: View, kind: str, fact: Fact, time: Time | None, said: str, source: str | None) -> DossierLine:
    label: dict[str, HandlingLabel] = view.labels(kind, [fact.id])
    return DossierLine(
        kind=kind,
        kind_words=view.language.term(kind),
        when=view.time(time),
        said=said,
        source=source,
        entered=view.time(exactly(fact.recorded_at)),
        struck=None,
        label=label.get(fact.id, view.usual),
    )
