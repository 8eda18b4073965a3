"""The head of a sheet and its imprint: title, number, state, as-of, period, who made it and what it may be used for."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from situation_board.core import times
from situation_board.core.questions.moments import KnownThen, TrueThen
from situation_board.core.snapshot.language import Language
from situation_board.core.snapshot.sheet import Header, Labelled, PartHeading
from situation_board.core.snapshot.view import View
from situation_board.core.snapshot.wanted import Standing, Wanted, parts_of
from situation_board.core.times import DAY, MINUTE, Precision, Time
from situation_board.core.vocabulary import HandlingLabel, SheetPart, SheetProfile, SheetState

DISCLAIMER = (
    "Names, places and who holds them are given as they were reported. Using them here takes no position on the legal"
    " status of any territory, authority or boundary."
)
MAY_BE_SHARED = {
    HandlingLabel.RED: "For the eyes of named recipients only.",
    HandlingLabel.AMBER_STRICT: "Only within the recipient's organisation, on a need-to-know basis.",
    HandlingLabel.AMBER: "Only within the recipient's organisation and its clients, on a need-to-know basis.",
    HandlingLabel.GREEN: "Within the community; not through public channels.",
    HandlingLabel.CLEAR: "May be shared without restriction.",
}
"""What each label lets a reader do (TLP 2.0, FIRST)."""
WHEN_EMPTY = {
    SheetPart.HIGHLIGHTS: "Nothing to highlight.",
    SheetPart.KEY_FIGURES: "No figure that says how it counts was told.",
    SheetPart.BOARD: "No place is on the board.",
    SheetPart.ROUTES: "No route was entered.",
    SheetPart.CHARTS: "No number was told of this.",
    SheetPart.ADVISORIES: "No advisory was entered.",
    SheetPart.EVENTS: "No event was entered.",
    SheetPart.CHANGES: "Nothing changed.",
    SheetPart.TASKS: "Nothing is open.",
    SheetPart.CLAIMS: "No claim was entered.",
    SheetPart.SOURCES: "No source is named.",
    SheetPart.LEGEND: "",
}
FIRST_ISSUE = "This is the first issue: there is none to compare with."
NOT_COMPARED = "Changes are told of what was known, not of what was true at a time."
NOTHING_TOLD = "Nothing to be told here."
HEADINGS = {
    SheetPart.HIGHLIGHTS: "Highlights",
    SheetPart.KEY_FIGURES: "Key figures",
    SheetPart.BOARD: "Who holds what",
    SheetPart.ROUTES: "Routes",
    SheetPart.CHARTS: "Displacement and evacuation",
    SheetPart.ADVISORIES: "Advisories",
    SheetPart.EVENTS: "Events",
    SheetPart.CHANGES: "Changes since the previous issue",
    SheetPart.TASKS: "Open questions and tasks",
    SheetPart.CLAIMS: "Claims and counter-claims",
    SheetPart.SOURCES: "Sources",
    SheetPart.LEGEND: "How to read this sheet",
}


def as_of(view: View) -> Time:
    """What the sheet tells of: a closed situation at the precision at which its end is known, else to the minute."""
    closed = view.reading.situation.closed_at
    is_then = closed is not None and closed.earliest == view.now and not isinstance(view.moment, TrueThen)
    if closed is not None and is_then:
        return closed
    minute = view.now - view.now % MINUTE
    is_midnight = times.at(view.now, view.zone).strftime("%H:%M:%S") == "00:00:00" and isinstance(view.moment, TrueThen)
    if is_midnight:  # a day was asked for
        return Time(view.now, view.now + DAY, Precision.DAY)
    return Time(minute, minute + MINUTE, Precision.MINUTE)


def header(view: View, wanted: Wanted, standing: Standing, label: HandlingLabel, since: Time | None) -> Header:
    language, situation = view.language, view.reading.situation
    when = view.when(as_of(view)) or as_of(view)
    told = times.to_json(when, view.zone) or {}
    return Header(
        title=wanted.title or situation.name or "",
        subject=language.term(wanted.kind),
        number=standing.number,
        replaces=standing.replaces,
        correction=standing.correction,
        state=standing.state,
        state_words=language.term(standing.state),
        label=label,
        exercise=bool(situation.exercise),
        exercise_words=language.say("EXERCISE EXERCISE EXERCISE") if situation.exercise else "",
        profile_words=language.say("redacted") if wanted.profile == SheetProfile.REDACTED else "",
        as_of=language.time(when, view.zone),
        as_of_iso="..".join(told[name] for name in ("at", "until") if name in told),
        as_of_precision=when.precision.value,
        since_iso=(times.to_json(view.when(since), view.zone) or {}).get("at"),
        zone=view.zone.key,
        facts=tuple(_facts(view, wanted, when, since)),
        course=course(view.language, view.zone, standing),
    )


def _facts(view: View, wanted: Wanted, when: Time, since: Time | None) -> list[Labelled]:
    said = view.language.say
    zone = f" ({view.zone.key})"
    facts = [(said("As of"), view.time(when) + zone)]
    if since is not None:
        facts.append((said("Changes since"), view.time(since)))
    if wanted.next_issue is not None:
        facts.append((said("Next issue"), view.time(wanted.next_issue) + zone))
    if wanted.label is None and not view.redacts:
        facts.append((said("Up to change"), f"#{_arrival(view)}"))
    return [Labelled(label=label, text=text) for label, text in facts]


def course(language: Language, zone: ZoneInfo, standing: Standing) -> tuple[Labelled, ...]:
    """How far the sheet has come, by whom: all that issuing adds to what was cleared."""
    said = language.say
    if standing.state == SheetState.DRAFT:
        return (Labelled(label=said("State"), text=said("draft, not cleared")),)
    lines = [(said("Cleared by"), standing.cleared_by or said("not stated"))]
    if standing.issued_at is not None:
        minute = standing.issued_at - standing.issued_at % MINUTE
        when = language.time(Time(minute, minute + MINUTE, Precision.MINUTE), zone)
        lines.append((said("Issued"), f"{when}, {standing.issued_by}" if standing.issued_by else when))
    if standing.replaces:
        what = {"number": standing.replaces, "what": standing.correction or ""}
        lines.append((said("Correction"), said("replaces {number}: {what}", **what)))
    return tuple(Labelled(label=label, text=text) for label, text in lines)


def _arrival(view: View) -> int:
    """The change that it was read at. A sheet for a weaker label has none: the number counts what is not told."""
    known = view.reading.arrival
    return min(known, view.moment.arrival) if isinstance(view.moment, KnownThen) else known


def imprint(view: View, wanted: Wanted, label: HandlingLabel) -> tuple[Labelled, ...]:
    """Who made it, whom to ask, and to whom it may go."""
    said = view.language.say
    lines = [(said("Prepared by"), wanted.prepared_by or view.reading.identity.person or said("not stated"))]
    lines += [(said("Contact"), wanted.contact)] if wanted.contact else []
    lines += [(said("Distribution"), wanted.distribution)] if wanted.distribution else []
    lines.append((label.value, said(MAY_BE_SHARED[label])))
    return tuple(Labelled(label=name, text=text) for name, text in lines)


def headings(view: View, wanted: Wanted, *, has_previous: bool) -> tuple[PartHeading, ...]:
    said = view.language.say
    empty = dict(WHEN_EMPTY)
    if view.is_filtered:  # it is not told whether there is anything
        empty |= dict.fromkeys(set(empty) - {SheetPart.HIGHLIGHTS, SheetPart.LEGEND}, NOTHING_TOLD)
    elif not has_previous:
        empty[SheetPart.CHANGES] = NOT_COMPARED if isinstance(view.moment, TrueThen) else FIRST_ISSUE
    return tuple(
        PartHeading(part=part, heading=said(HEADINGS[part]), when_empty=said(empty[part])) for part in parts_of(wanted)
    )
