"""Rows and answers as JSON for the command line. One form for each thing, read from the fields of `rows`.

Keys are snake_case; a time is {"at", "precision"} and a range has "until"; what is unknown is null, nobody is []. In
the board actors are names; elsewhere what a row refers to is {"id", "name"}. Ids are strings.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from situation_board.core import times
from situation_board.core.encoding import figure_to_json, to_log
from situation_board.core.extracts import Extract
from situation_board.core.history import Difference, HistoryLine
from situation_board.core.integrity import Findings
from situation_board.core.merging import Conflict, Merged
from situation_board.core.questions.boards import Board, BoardColumn
from situation_board.core.questions.cards import ActorFace, CardFace
from situation_board.core.questions.search import Hit
from situation_board.core.questions.show import Group, Shown
from situation_board.core.questions.summary import Summary
from situation_board.core.rows import FIGURE_TIMES, Claim, Fact, Field, Figure, Kind, Row, fields_of, figure_fields
from situation_board.core.store import Saved
from situation_board.core.store.reading import TABLE_OF
from situation_board.core.times import Time

FORMAT = 1
Json = dict[str, Any]


def document(**content: Any) -> Json:
    """A whole answer: what is said, and in which format."""
    return {"format": FORMAT, **content}


def saved_json(saved: Saved) -> Json:
    """What a write returns; `change` is null when there was nothing to change."""
    return document(change=saved.change or None, ids=list(saved.ids))


# --- the board


def board_json(board: Board, as_of: Time, zone: ZoneInfo) -> Json:
    columns = [_column_json(column, zone) for column in board.columns]
    return document(situation=board.situation, as_of=times.to_json(as_of, zone), columns=columns)


def _column_json(column: BoardColumn, zone: ZoneInfo) -> Json:
    return {"status": column.status.value, "cards": [card_json(face, zone) for face in column.cards]}


def card_json(face: CardFace, zone: ZoneInfo) -> Json:
    return {
        "id": face.id,
        "location": face.place,
        "actors": _actor_names(face.actors),
        "from_actors": _actor_names(face.from_actors),
        "basis": None if face.basis is None else str(face.basis),
        "as_of": times.to_json(face.as_of, zone),
        "verified_at": times.to_json(face.verified_at, zone),
        "stale": face.stale,
        "claims_for": face.claims_for,
        "claims_against": face.claims_against,
        "conflicts": face.conflicts,
        "note": face.note,
    }


def _actor_names(actors: tuple[ActorFace, ...] | None) -> list[str] | None:
    return None if actors is None else [actor.name for actor in actors]


# --- rows


def row_json(row: Row, names: Mapping[str, str], zone: ZoneInfo) -> Json:
    """A row with all its fields. A claim or event goes by the id that its versions share."""
    table = TABLE_OF[type(row)]
    known: Json = {"id": row.thing if table in {"claim", "event"} and isinstance(row, Fact) else row.id}
    if isinstance(row, Fact):
        if table not in {"claim", "event"}:
            known["about"] = {"id": row.thing, "name": names.get(row.thing)}
        known["recorded_at"] = times.to_json(times.exactly(row.recorded_at), zone)
        known["person"] = row.person
    fields = {field.name: value_json(field, getattr(row, field.name), names, zone) for field in fields_of(table)}
    return {**known, **fields, "voided": row.voided, "voided_why": row.voided_why}


def value_json(field: Field, value: Any, names: Mapping[str, str], zone: ZoneInfo) -> Any:
    match field.kind:
        case Kind.TIME:
            return times.to_json(value, zone)
        case Kind.THING:
            return None if value is None else _reference(value, names)
        case Kind.THINGS:
            return None if value is None else [_reference(each, names) for each in value]
        case Kind.NAMES:
            return [{"name": each.name, "language": each.language} for each in value]
        case Kind.FIGURES:
            return [figure_json(each, zone) for each in value]
        case _:
            return to_log(field, value)


def figure_json(figure: Figure, zone: ZoneInfo) -> Json:
    """A figure with every field; what is not set is null."""
    said = figure_to_json(figure)
    said |= {name: times.to_json(getattr(figure, name), zone) for name in FIGURE_TIMES}
    return {name: said.get(name) for name in figure_fields()}


def _reference(thing: str, names: Mapping[str, str]) -> Json:
    return {"id": thing, "name": names.get(thing)}


def shown_json(shown: Shown, conflicts: list[Conflict], zone: ZoneInfo) -> Json:
    """`more` names the tables of which there are more rows than are told."""
    return document(
        id=shown.id,
        table=shown.table,
        name=shown.name,
        detail=shown.detail,
        fields=row_json(shown.row, shown.names, zone),
        card=card_json(shown.face, zone) if shown.face else None,
        facts=_groups_json(shown.own, shown, zone),
        beside=_groups_json(shown.beside, shown, zone),
        more=[group.table for group in (*shown.own, *shown.beside) if group.more],
        conflicts=[conflict_json(conflict, zone) for conflict in conflicts],
    )


def _groups_json(groups: tuple[Group, ...], shown: Shown, zone: ZoneInfo) -> Json:
    return {
        group.table: [{**row_json(row, shown.names, zone), **_grade_json(row, shown)} for row in group.rows]
        for group in groups
    }


def _grade_json(row: Row, shown: Shown) -> Json:
    """Of a claim its grade, such as "B2", and apart from it the reliability of who carries it."""
    graded = shown.grades.get(row.thing) if isinstance(row, Claim) else None
    if graded is None:
        return {}
    carried = None if graded.publisher is None else str(graded.publisher)
    return {"grade": graded.grade.code, "publisher_reliability": carried}


# --- the rest


def summary_json(summary: Summary, zone: ZoneInfo) -> Json:
    situation = summary.situation
    return document(
        id=situation.id,
        name=situation.name,
        timezone=situation.timezone,
        closed_at=times.to_json(situation.closed_at, zone),
        label=None if situation.label is None else str(situation.label),
        exercise=situation.exercise,
        extract=_extract_json(summary.extract, zone),
        schema=summary.schema,
        laptop=summary.identity.laptop,
        person=summary.identity.person,
        arrival=summary.arrival,
        changed_at=_moment_json(summary.changed_at, zone),
        counts=summary.counts,
        conflicts=summary.conflicts,
    )


def _extract_json(extract: Extract | None, zone: ZoneInfo) -> Json | None:
    if extract is None:
        return None
    as_of = times.to_json(extract.as_of, zone)
    return {"label": extract.label.value, "profile": extract.profile.value, "as_of": as_of}


def history_json(lines: list[HistoryLine], zone: ZoneInfo) -> Json:
    return document(history=[_history_line_json(line, zone) for line in lines])


def _history_line_json(line: HistoryLine, zone: ZoneInfo) -> Json:
    return {
        "arrival": line.arrival,
        "change": line.action,
        "action": line.label,
        "words": line.words,
        "recorded_at": _moment_json(line.recorded_at, zone),
        "arrived_at": _moment_json(line.arrived_at, zone),
        "laptop": line.laptop,
        "person": line.person,
        "undone": line.undone,
        "merged": line.merged,
        "suspect_clock": line.suspect_clock,
    }


def differences_json(first: str, last: str, found: list[Difference]) -> Json:
    """`from` and `to` are the moments as they were asked for."""
    return document(**{"from": first, "to": last}, differences=[_difference_json(each) for each in found])


def _difference_json(difference: Difference) -> Json:
    return {
        "kind": difference.kind,
        "id": difference.thing,
        "name": difference.name,
        "field": difference.field,
        "before": difference.before,
        "after": difference.after,
    }


def hits_json(hits: list[Hit]) -> Json:
    return document(
        hits=[{"id": hit.id, "table": hit.table, "title": hit.title, "snippet": hit.snippet} for hit in hits]
    )


def conflict_json(conflict: Conflict, zone: ZoneInfo) -> Json:
    return {
        "id": conflict.id,
        "subject": conflict.subject,
        "table": conflict.table,
        "name": conflict.name,
        "slot": conflict.slot,
        "sides": [
            {
                "change": side.change,
                "words": side.words,
                "laptop": side.laptop,
                "person": side.person,
                "recorded_at": _moment_json(side.recorded_at, zone),
            }
            for side in conflict.sides
        ],
    }


def merged_json(merged: Merged, zone: ZoneInfo, *, dry_run: bool) -> Json:
    return document(
        other=merged.other,
        dry_run=dry_run,
        new=merged.new,
        known=merged.known,
        arrival=merged.arrival,
        conflicts=[conflict_json(conflict, zone) for conflict in merged.conflicts],
    )


def findings_json(findings: Findings) -> Json:
    return document(
        clean=findings.clean,
        changes=findings.changes,
        rows=findings.rows,
        findings=[{"kind": finding.kind, "what": finding.what} for finding in findings.found],
    )


def _moment_json(milliseconds: int | None, zone: ZoneInfo) -> dict[str, str] | None:
    return None if milliseconds is None else times.to_json(times.exactly(milliseconds), zone)
