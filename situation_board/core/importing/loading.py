"""The action of an import: one step to undo. It proposes places and sources, and makes a dataset of the rows."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from situation_board.core import ranks, times
from situation_board.core.actions.drafting import edit_record, new_fact, new_record, not_in_future, strike_row
from situation_board.core.encoding import from_log, to_log
from situation_board.core.gazetteer import Gazetteer
from situation_board.core.ids import card_id, known_id, new_id
from situation_board.core.importing.making_others import make_others
from situation_board.core.importing.preparing import Control, PlaceKnown, PlaceToMake, Prepared, publisher_id
from situation_board.core.locating import place_drafts
from situation_board.core.names import normalise
from situation_board.core.problems import Mistake
from situation_board.core.questions.naming import find
from situation_board.core.rows import Card, Dataset, Location, Report, Source, Status, fields_of
from situation_board.core.store import NEW, Changes, Draft, Reading
from situation_board.core.store.loading import Begun
from situation_board.core.times import Precision, Time
from situation_board.core.vocabulary import Basis, Column

REPLACED = "replaced by a newer import"
LISTED = "SELECT value FROM json_each(?)"


def load(reading: Reading, gazetteer: Gazetteer, prepared: Prepared) -> Changes:
    """Save what was prepared. The same dataset imported before is struck in the same step, as a whole.

    Mistake when the very same file stands already.
    """
    former = check_new(reading, prepared.origin, prepared.sha256, prepared.file_name, prepared.options)
    drafts: list[Draft] = []
    source = _source(reading, prepared, drafts)
    _make_places(reading, gazetteer, prepared.places, drafts)
    _complete_places(reading, prepared.known_places, drafts)
    _make_reports(reading, prepared, source, drafts)
    _make_controls(reading, prepared, source, drafts)
    make_others(reading, prepared.others, drafts)
    ids: list[str] = []
    if prepared.part_names:
        dataset = _dataset(prepared, source, former)
        drafts.append(new_record(reading, dataset, beside=[draft.row for draft in drafts]))
        if former is not None:
            drafts.append(strike_row(former, REPLACED))
        ids.append(dataset.id)
    if not drafts:
        raise Mistake(f"{prepared.file_name} says nothing that is not known already.", kept="Nothing was changed.")
    notes = tuple(f"left_out: {rows} {why}" for why, rows in prepared.left_out)
    loaded = _as_assumed(prepared, drafts) if prepared.part_names else None
    return Changes("import", drafts, tuple(ids), notes=notes, contents=prepared.parts, loaded=loaded)


def _options_json(said: Mapping[str, Any]) -> str | None:
    return json.dumps(said, ensure_ascii=False, sort_keys=True) if said else None


def _as_assumed(prepared: Prepared, drafts: Sequence[Draft]) -> Begun | None:
    """The loading, and whether places are made as its rows were counted with."""
    if prepared.loaded is None:
        return None
    made = {draft.row: draft.fields for draft in drafts if draft.table == "location" and draft.slot == NEW}
    is_so = not any(given.table in {"report", "source"} for given in prepared.others)
    is_so = is_so and all(
        prepared.assumed.get(row) == (said.get("kind"), said.get("parent")) for row, said in made.items()
    )
    return dataclasses.replace(prepared.loaded, is_told_otherwise=not is_so)


def check_new(reading: Reading, origin: str, sha256: str, file_name: str, said: Mapping[str, Any]) -> Dataset | None:
    """The former import of a dataset. Mistake when it is of the very same file, read in the same way."""
    former = standing_dataset(reading, origin)
    if former is not None and former.file_sha256 == sha256 and former.options == _options_json(said):
        raise Mistake(f"{file_name} is imported already.", kept="Nothing was changed.")
    return former


def standing_dataset(reading: Reading, origin: str) -> Dataset | None:
    """The import of that dataset that counts now: of several laptops' the one that counts on all of them."""
    found = reading.rows(Dataset, "origin = ? AND id IN (SELECT dataset FROM standing)", origin)
    return found[0] if found else None


def _dataset(prepared: Prepared, source: str | None, former: Dataset | None) -> Dataset:
    return Dataset(
        id=prepared.dataset,
        name=prepared.name,
        origin=prepared.origin,
        format=prepared.format,
        file_name=prepared.file_name,
        file_sha256=prepared.sha256,
        options=_options_json(prepared.options),
        source=source,
        contents=json.dumps(prepared.part_names),
        rows=prepared.rows,
        first=_moment(prepared.first),
        last=_moment(prepared.last),
        replaces=former.id if former is not None else None,
    )


def _moment(milliseconds: int | None) -> Time | None:
    return None if milliseconds is None else Time(milliseconds, milliseconds, Precision.SECOND)


def _source(reading: Reading, prepared: Prepared, drafts: list[Draft]) -> str | None:
    """The publisher: made when nobody knows it yet."""
    if prepared.source is None:
        return None
    found = publisher_id(reading, prepared.source)
    if reading.row(Source, found) is None:
        drafts.append(new_record(reading, Source(id=found, name=prepared.source, kind=prepared.source_kind)))
    return found


# --- places


def _make_places(reading: Reading, gazetteer: Gazetteer, places: Sequence[PlaceToMake], drafts: list[Draft]) -> None:
    """The places that are new, each after the area that it lies in."""
    made: set[str] = set()
    for listed in places:
        place = gazetteer.place(listed.code) if listed.code is not None else None
        if place is not None:
            for draft in place_drafts(reading, gazetteer, place, beside=made):
                made.add(draft.row)
                drafts.append(draft)
    described = [listed.location for listed in places if listed.location is not None]
    there = made | _known(reading, (each for location in described for each in (location.id, location.parent)))
    waiting = [location for location in described if location.id not in there]
    coming = {location.id for location in waiting}
    while waiting:
        ready = [each for each in waiting if each.parent not in coming or each.parent in there]
        for each in ready or waiting:
            location = each if each.parent in there else dataclasses.replace(each, parent=None)
            there.add(each.id)
            drafts.append(new_record(reading, location, beside=there))
        waiting = [each for each in waiting if each.id not in there]


def _known(reading: Reading, places: Iterable[str | None]) -> set[str]:
    """Those of the places that the situation has."""
    listed = json.dumps(sorted({place for place in places if place is not None}))
    return {place for (place,) in reading.all(f"SELECT id FROM location WHERE id IN ({LISTED})", listed)}


def _complete_places(reading: Reading, known: Sequence[PlaceKnown], drafts: list[Draft]) -> None:
    """Codes, names and coordinates that known places lack, and the smaller area that they lie in.

    What is there is never overwritten: an area takes the place of another only if it lies inside it. So a town in a
    governorate comes to lie in its sub-district, and names that all of them share still mean the town.
    """
    if not known:
        return
    making = {draft.row: at for at, draft in enumerate(drafts) if draft.table == "location" and draft.slot == NEW}
    rows = reading.rows_by_id(Location, [each.id for each in known])
    parents = dict(reading.all("SELECT id, parent FROM location"))
    parents |= {row: drafts[at].fields.get("parent") for row, at in making.items()}
    for each in known:
        at = making.get(each.id)
        row = _drafted(drafts[at]) if at is not None else rows.get(each.id)
        if row is None:
            continue
        values = _lacking(row, each)
        around = _areas(parents, each.parent) if each.parent not in {None, row.id, row.parent} else set()
        if row.parent in around and row.id not in around:
            values["parent"] = parents[row.id] = each.parent
        if values and at is not None:
            fields = {field.name: to_log(field, values[field.name]) for field in PLACE_FIELDS if field.name in values}
            drafts[at] = dataclasses.replace(drafts[at], fields={**drafts[at].fields, **fields})
        elif values:
            drafts += edit_record(reading, row, values, beside=parents.keys())


PLACE_FIELDS = fields_of("location")


def _drafted(draft: Draft) -> Location:
    """The place that a draft will make."""
    said = {field.name: from_log(field, draft.fields.get(field.name)) for field in PLACE_FIELDS}
    return Location(id=draft.row, **said)


def _lacking(row: Location, known: PlaceKnown) -> dict[str, object]:
    values: dict[str, object] = {}
    if known.pcode and not row.pcode:
        values["pcode"] = known.pcode
    had = {normalise(name) for name in (row.name or "", *(name.name for name in row.names))}
    new = [name for name in known.names if normalise(name.name) not in had]
    if new:
        values["names"] = (*row.names, *new)
    if row.latitude is None and known.latitude is not None:
        values |= {"latitude": known.latitude, "longitude": known.longitude}
    return values


def _areas(parents: Mapping[str, str | None], place: str | None) -> set[str]:
    """The areas that a place lies in."""
    around: set[str] = set()
    while place is not None:
        parent = parents.get(place)
        if parent is None or parent in around:
            break
        around.add(parent)
        place = parent
    return around


# --- reports and control


def _make_reports(reading: Reading, prepared: Prepared, source: str | None, drafts: list[Draft]) -> None:
    if not prepared.reports:
        return
    beside = {draft.row for draft in drafts}
    ids = [known_id("imported report", f"{prepared.origin}\n{given.key}") for given in prepared.reports]
    there = {row for (row,) in reading.all(f"SELECT id FROM report WHERE id IN ({LISTED})", json.dumps(ids))}
    sources = {name: _known_source(reading, name) for name in {given.source for given in prepared.reports}}
    for report, given in zip(ids, prepared.reports, strict=True):
        if report not in there:
            there.add(report)
            made = Report(
                id=report,
                source=sources[given.source] or source,
                title=given.title,
                reference=given.reference,
                published=given.published,
                excerpt=given.excerpt,
            )
            drafts.append(new_record(reading, made, beside=beside))


def _known_source(reading: Reading, name: str | None) -> str | None:
    """The one source of that name that is known here; an import makes none but its publisher."""
    found = find(reading, name, ["source"]) if name else []
    return found[0].id if len(found) == 1 else None


def _make_controls(reading: Reading, prepared: Prepared, source: str | None, drafts: list[Draft]) -> None:
    """A status for each place of a table of who holds what, resting on one report: the table."""
    if not prepared.controls:
        return
    report = Report(
        id=known_id("imported report", f"{prepared.origin}\n{prepared.sha256}"),
        source=source,
        title=prepared.name,
        reference=prepared.file_name,
        received=times.exactly(reading.now),
    )
    if reading.row(Report, report.id) is None:
        drafts.append(new_record(reading, report, beside=[draft.row for draft in drafts]))
    made = {draft.row for draft in drafts}
    number = int(reading.value("SELECT max(number) FROM card") or 0)
    rank = reading.value('SELECT rank FROM board WHERE "column" = ? ORDER BY rank LIMIT 1', Column.HELD.value)
    for control in prepared.controls:
        not_in_future(reading, control.as_of)
        location = reading.main(control.location)
        card = card_id(location)
        if reading.row(Card, card) is None and card not in made:
            number += 1
            rank = ranks.between(None, rank or None)
            new = Card(id=card, location=location, number=number, rank=rank)
            drafts.append(new_record(reading, new, beside=made))
            made.add(card)
        drafts.append(new_fact(reading, _status(control, card, report.id), beside=made))


def _status(control: Control, card: str, report: str) -> Status:
    return Status(
        id=new_id(),
        thing=card,
        column=Column.HELD,
        controllers=control.holders,
        basis=Basis.REPORTED,
        as_of=control.as_of,
        report=report,
        note=control.note,
    )
