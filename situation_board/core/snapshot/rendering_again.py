"""An issue in another language or a stricter profile: the same data taken again, under the same number.

It is read from what this file knew when it learnt of the issue, and only handed on when the sheet that was issued can
be taken again from that: then it is the same data. It is never the pages that were handed out, and says so.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from situation_board.core.problems import Mistake
from situation_board.core.questions.moments import KnownThen, now_at
from situation_board.core.questions.snapshots import Issue
from situation_board.core.snapshot.issuing import language_of, painted_again, stored_sheet
from situation_board.core.snapshot.labels import forbidden_rows
from situation_board.core.snapshot.sheet import Sheet
from situation_board.core.snapshot.taking import take
from situation_board.core.snapshot.wanted import Standing, Wanted
from situation_board.core.store import Reading
from situation_board.core.times import HOUR
from situation_board.core.vocabulary import HandlingLabel, SheetProfile, SheetState


def rendered_again(
    reading: Reading,
    issue: Issue,
    *,
    language: str | None = None,
    profile: SheetProfile | None = None,
    paper: str | None = None,
) -> Sheet:
    """The issue in that language, profile and on that paper; None is as it was issued. When all are, it is the stored
    sheet. Mistake for a profile that would show more, and when this file no longer knows the data."""
    issued = stored_sheet(reading, issue)
    _refuse_more(issued, profile)
    changed = _changes(issue, issued, language=language, profile=profile, paper=paper)
    if not changed:
        return issued
    if all(what == "paper" for what, _, _ in changed):
        return painted_again(issued, what=_words(changed))
    wanted = _wanted_of(reading, issue, issued)
    standing = _standing_of(issue, issued)
    is_then = abs(now_at(reading, wanted.moment) - _earliest(issue)) <= HOUR
    if not is_then or _told(take(reading, wanted, standing=standing)) != _told(issued):
        raise _not_known(issue)
    other = dataclasses.replace(wanted, language=language or issued.language, profile=profile or issued.profile)
    return painted_again(take(reading, other, standing=standing), what=_words(changed))


Change = tuple[str, str, str]


def _changes(
    issue: Issue, issued: Sheet, *, language: str | None, profile: SheetProfile | None, paper: str | None
) -> list[Change]:
    """What is asked for that is not as it was issued: of what, from what, to what."""
    asked = (
        ("language", issued.language, language),
        ("profile", issued.profile.value, profile.value if profile else None),
        ("paper", issue.row.paper or "", paper),
    )
    return [(what, former, new) for what, former, new in asked if new is not None and new != former]


def _words(changes: list[Change]) -> str:
    return ", ".join(f"{former} → {new}" for _, former, new in changes)


def _refuse_more(issued: Sheet, profile: SheetProfile | None) -> None:
    if profile is SheetProfile.FULL and issued.profile is SheetProfile.REDACTED:
        raise Mistake(
            f"{issued.header.number} was issued redacted: it is not told in full under that number.",
            field="profile",
            kept="Nothing was written.",
            do="Issue a full sheet under a number of its own.",
        )


def _not_known(issue: Issue) -> Mistake:
    return Mistake(
        f"What {issue.row.number} tells cannot be read again from what this file knew then: it was made of another"
        " moment or elsewhere, or something was expunged or labelled more strictly since.",
        field="number",
        kept="Nothing was written. The pages that were handed out are kept.",
        do=f"Print those, or make a new sheet of what was known then: --at #{issue.row.arrival}.",
    )


# --- what was asked for when it was issued


def _wanted_of(reading: Reading, issue: Issue, issued: Sheet) -> Wanted:
    return Wanted(
        kind=issued.kind,
        profile=issued.profile,
        label=_label(reading, issued),
        language=issued.language,
        digits=issued.digits,
        months=issued.months,
        moment=KnownThen(issue.row.arrival),
        parts=tuple(heading.part for heading in issued.parts),
        title=issued.header.title,
        prepared_by=issue.row.prepared_by,
        contact=_contact(issued),
        distribution=issue.row.distribution,
        card=(issued.dossier.row.card or None) if issued.dossier else None,
        numbers=issued.form.numbers if issued.form else (),
    )


def _label(reading: Reading, issued: Sheet) -> HandlingLabel | None:
    """Never more than the issue's own label allows, by today's labels; None where that leaves nothing out."""
    was_whole = any(fact.text.startswith("#") for fact in issued.header.facts)
    label = issued.header.label
    return None if was_whole and not forbidden_rows(reading, label) else label


def _contact(issued: Sheet) -> str | None:
    name = language_of(issued).say("Contact")
    return next((line.text for line in issued.imprint if line.label == name), None)


def _standing_of(issue: Issue, issued: Sheet) -> Standing:
    return Standing(
        state=SheetState.ISSUED,
        number=issued.header.number,
        replaces=issued.header.replaces,
        correction=issued.header.correction,
        cleared_by=issue.row.cleared_by,
        issued_by=issue.row.person,
        issued_at=issue.row.recorded_at,
    )


# --- whether it is the same data


def _earliest(issue: Issue) -> int:
    assert issue.row.as_of is not None, "an issue has a time"
    return issue.row.as_of.earliest


def _told(sheet: Sheet) -> list[object]:
    """What it says of the situation, without the ages, which go on between looking at a sheet and issuing it."""
    return [sheet.header.since_iso, *_lines(sheet)]


def _lines(sheet: Sheet) -> Iterator[object]:
    for column in sheet.columns:
        for row in column.rows:
            yield column.heading, row.place, row.said, row.as_of, row.note, [claim.text for claim in row.claims]
    yield from ((route.name, route.state_words, route.as_of) for route in sheet.routes)
    yield from ((figure.amount, figure.what, figure.when, figure.source) for figure in sheet.key_figures)
    yield from ((event.kind_words, event.text, event.when) for event in sheet.events)
    yield from ((each.issuer, each.instruction, each.state_words) for each in sheet.advisories)
