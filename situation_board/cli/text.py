"""Answers as plain aligned text, in words and not in codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from situation_board.cli.tables import aligned
from situation_board.cli.words import parties_words, term_words, value_words
from situation_board.core import times
from situation_board.core.history import Difference, HistoryLine, told
from situation_board.core.integrity import Findings
from situation_board.core.merging import Conflict, Merged
from situation_board.core.questions.boards import Board, BoardColumn
from situation_board.core.questions.cards import CardFace
from situation_board.core.questions.search import Hit
from situation_board.core.questions.show import Group, Shown
from situation_board.core.questions.summary import Summary
from situation_board.core.rows import Card, Claim, Event, Kind, Row, Situation, fields_of
from situation_board.core.store.reading import TABLE_OF
from situation_board.core.times import Time

INDENT = "  "
GROUPS = {
    "status": "Statuses",
    "verification": "Verified",
    "route_status": "States",
    "rating": "Ratings",
    "presence_status": "How many",
    "card": "Cards",
    "claim": "Claims",
    "event": "Events",
    "route": "Routes",
    "link": "Links",
    "actor": "Actors",
    "location": "Places",
    "source": "Sources",
    "report": "Reports",
    "message": "Messages",
    "task": "Tasks",
    "presence": "Our people",
    "attachment": "Attachments",
    "dataset": "Datasets",
    "same_as": "Same as",
}
TECHNICAL = frozenset({"rank", "gazetteer"})


@dataclass(frozen=True)
class Headings:
    """What the columns of a situation are called, and the zone in which its times are told."""

    situation: Situation
    zone: ZoneInfo

    def of(self, column: BoardColumn) -> str:
        own = getattr(self.situation, f"heading_{column.status.value}")
        return str(own or column.status.words).upper()


# --- the board


def board_text(board: Board, as_of: Time, headings: Headings) -> str:
    """Every column with a line for each card."""
    label = term_words(headings.situation.label)
    title = [board.situation, label, f"as of {times.in_words(as_of, headings.zone)}"]
    title += ["EXERCISE"] if headings.situation.exercise else []
    lines = ["   ".join(part for part in title if part)]
    for column in board.columns:
        lines += ["", f"{headings.of(column)}  {len(column.cards)}"]
        lines += aligned([_card_cells(face, headings.zone) for face in column.cards], indent=INDENT)
    return "\n".join(lines)


def _card_cells(face: CardFace, zone: ZoneInfo) -> list[str]:
    kind = term_words(face.place_kind)
    return [
        f"#{face.number}",
        f"{face.place} ({', '.join(part for part in (kind, face.area) if part and part != face.place)})",
        parties_words(face),
        term_words(face.basis) or "basis not stated",
        times.in_words(face.as_of, zone),
        _claims_words(face),
        ", ".join(_marks(face, zone)),
    ]


def _claims_words(face: CardFace) -> str:
    """Never one grade of both: for and against each with its best."""
    sides = ((face.claims_for, "for", face.best_for), (face.claims_against, "against", face.best_against))
    words = " / ".join(f"{count} {side}{f' (best {best})' if best else ''}" for count, side, best in sides if count)
    return f"{words}, unrated" if words and not (face.best_for or face.best_against) else words


def _marks(face: CardFace, zone: ZoneInfo) -> Iterator[str]:
    if face.stale:
        yield "STALE"
    if face.conflicts:
        yield "CONFLICT"
    if not face.has_source:
        yield "no source"
    yield from (flag.words for flag in face.flags)
    if face.verified_at is not None:
        yield f"verified {times.in_words(face.verified_at, zone)}"


# --- one thing


def shown_text(shown: Shown, conflicts: Sequence[Conflict], zone: ZoneInfo) -> str:
    lines = [f"{shown.name}  ({shown.table.replace('_', ' ')}: {shown.detail})", f"id {shown.id}"]
    if shown.face is not None:
        lines += ["", *aligned([_card_cells(shown.face, zone)])]
    lines += ["", *_field_lines(shown.row, shown.names, zone)]
    if shown.table in {"card", "event"} and shown.weighed is not None and shown.weighed.proposal.basis is not None:
        proposed = shown.weighed.proposal.basis.words
        lines += ["", f"The claims bear the basis “{proposed}”: {shown.weighed.why}."]
    for conflict in conflicts:
        lines += ["", *_conflict_lines(conflict, zone)]
    for group in (*shown.own, *shown.beside):
        lines += ["", *_group_lines(group, shown, zone)]
    return "\n".join(lines)


def _field_lines(row: Row, names: Mapping[str, str], zone: ZoneInfo) -> list[str]:
    described = [
        (field.name.replace("_", " "), value_words(field, getattr(row, field.name), names, zone))
        for field in fields_of(TABLE_OF[type(row)])
        if field.name not in TECHNICAL
    ]
    struck = [("struck", row.voided_why or "without a reason")] if row.voided else []
    return aligned([*((name, words) for name, words in described if words), *struck] or [("nothing stated", "")])


def _group_lines(group: Group, shown: Shown, zone: ZoneInfo) -> list[str]:
    told = [(_row_words(row, shown, zone), f"[{_id_of(row)}]") for row in group.rows]
    more = [f"{INDENT}... and more"] if group.more else []
    return [f"{GROUPS[group.table]}:", *(f"{INDENT}{words}  {row_id}" for words, row_id in told), *more]


def _id_of(row: Row) -> str:
    return row.thing if isinstance(row, Claim | Event) else row.id


def _row_words(row: Row, shown: Shown, zone: ZoneInfo) -> str:
    """A row on one line: its name where it has one, then its other fields but those that are the thing shown."""
    if isinstance(row, Card):
        return shown.names[row.id]
    lead = _claim_words(row, shown.names) if isinstance(row, Claim) else ""
    told = [
        _told(field.name, field.kind, value_words(field, getattr(row, field.name), shown.names, zone))
        for field in fields_of(TABLE_OF[type(row)])
        if field.name not in _left_out(row) and getattr(row, field.name) != shown.id
    ]
    graded = _grade_words(row, shown) if isinstance(row, Claim) else ""
    return "; ".join(each for each in (lead, *told, graded) if each)


def _left_out(row: Row) -> frozenset[str]:
    said = {"speaker", "verb", "stance", "text", "credibility"} if isinstance(row, Claim) else set[str]()
    return TECHNICAL | {"names", "colour", "report"} | said


def _claim_words(claim: Claim, names: Mapping[str, str]) -> str:
    """ "for: Hayat Tahrir al-Sham announced: ..."."""
    speaker = names.get(claim.speaker or claim.publisher or "", "")
    return f"{term_words(claim.stance)}: {' '.join((speaker, term_words(claim.verb))).strip()}: {claim.text}"


def _grade_words(claim: Claim, shown: Shown) -> str:
    """The originator's reliability with the credibility; apart from it that of who carries it."""
    graded = shown.grades.get(claim.thing)
    if graded is None:
        return ""
    carried = f"; carried by {term_words(graded.publisher)}" if graded.publisher is not None else ""
    is_alone = shown.weighed is not None and claim.thing in shown.weighed.alone
    alone = "; but no independent source says the same" if is_alone else ""
    return f"{graded.grade.words}{alone}{carried}"


def _told(name: str, kind: Kind, words: str) -> str:
    plain = kind is Kind.TEXT or name in {"kind", "column", "state"}
    return words if plain or not words else f"{name.replace('_', ' ')} {words}"


def _conflict_lines(conflict: Conflict, zone: ZoneInfo) -> list[str]:
    head = f"CONFLICT over {conflict.slot.replace('_', ' ')} of {conflict.name}  [{conflict.id}]"
    sides = [
        (f"{side.words}", f"{side.person or 'nobody named'} at {side.laptop}", side.change) for side in conflict.sides
    ]
    return [head, *aligned(sides, indent=INDENT)]


# --- the rest


def summary_text(summary: Summary, zone: ZoneInfo) -> str:
    situation = summary.situation
    closed = times.in_words(situation.closed_at, zone) if situation.closed_at else "no"
    counted = [_counted(count, table.replace("_", " ")) for table, count in summary.counts.items() if count]
    changed = times.in_words(times.exactly(summary.changed_at), zone) if summary.changed_at else "never"
    rows = [
        ("name", situation.name or ""),
        ("time zone", situation.timezone or ""),
        ("closed at", closed),
        ("label", term_words(situation.label) or "none"),
        ("exercise", "yes" if situation.exercise else "no"),
        *_extract_row(summary, zone),
        ("holds", ", ".join(counted) or "nothing yet"),
        ("conflicts", str(summary.conflicts)),
        ("arrival", f"#{summary.arrival}, {changed}"),
        ("schema", str(summary.schema)),
        ("laptop", summary.identity.laptop),
        ("on duty", summary.identity.person or "nobody named"),
    ]
    return "\n".join(aligned(rows))


def _extract_row(summary: Summary, zone: ZoneInfo) -> list[tuple[str, str]]:
    if summary.extract is None:
        return []
    extract = summary.extract
    return [("extract", f"{extract.label}, {extract.profile}, as of {times.in_words(extract.as_of, zone)}")]


def _counted(count: int, word: str) -> str:
    if count == 1:
        return f"1 {word}"
    return f"{count} {word}es" if word.endswith("s") else f"{count} {word}s"


def history_text(lines: Sequence[HistoryLine], zone: ZoneInfo) -> str:
    rows = [
        (
            f"#{line.arrival}",
            times.in_words(times.exactly(line.recorded_at), zone) + (" (clock?)" if line.suspect_clock else ""),
            line.person or "-",
            line.laptop,
            line.label.replace("_", " ") + (" (undone)" if line.undone else ""),
            line.words,
        )
        for line in lines
    ]
    return "\n".join(aligned(rows)) if rows else "Nothing was done."


def differences_text(found: Sequence[Difference]) -> str:
    return told(found) or "Nothing changed."


def hits_text(hits: Sequence[Hit], ids: Sequence[str]) -> str:
    rows = [
        (hit.table.replace("_", " "), hit.title, hit.snippet, f"[{shown}]")
        for hit, shown in zip(hits, ids, strict=True)
    ]
    return "\n".join(aligned(rows)) if rows else "Nothing was found."


def merged_text(merged: Merged, zone: ZoneInfo, *, dry_run: bool) -> str:
    would = "would be" if dry_run else "were"
    lines = [f"{merged.other}: {merged.new} changes {would} new, {merged.known} known already."]
    for conflict in merged.conflicts:
        lines += ["", *_conflict_lines(conflict, zone)]
    if merged.conflicts and not dry_run:
        lines += ["", "Both values stand until one is kept: resolve FILE CONFLICT --keep VALUE."]
    return "\n".join(lines)


def findings_text(findings: Findings) -> str:
    looked = f"{findings.changes} changes and {findings.rows} rows were looked at."
    if findings.clean:
        return f"Everything is in order. {looked}"
    found = aligned([(finding.kind, finding.what) for finding in findings.found], indent=INDENT)
    return "\n".join([f"{len(findings.found)} things are not in order. {looked}", *found])
