"""Which fields an event of each kind needs, in the order in which one would say them."""

from __future__ import annotations

from dataclasses import dataclass

from situation_board.core.rows import Event, Field, fields_of
from situation_board.core.vocabulary import EventKind

TO_SOMEWHERE = frozenset(
    {
        EventKind.DISPLACEMENT,
        EventKind.RETURN,
        EventKind.EVACUATION,
        EventKind.WITHDRAWAL,
        EventKind.RELEASE,
        EventKind.OTHER,
    }
)
"""Kinds of events that lead from one place to another."""
FIRST = ("kind", "text")
PLACE = ("location",)
WHO_SAYS_SO = ("source", "report", "basis", "credibility", "label", "note")
ADVISORY = ("issuer", "audience", "area", "level", "instruction", "issued", "valid_until", "lifted", "supersedes")
EVACUATION = ("evacuation_state", "voluntariness")


@dataclass(frozen=True)
class Group:
    """Fields that belong together; `name` is its heading, "" for none."""

    name: str
    fields: tuple[str, ...]


GROUPS = (
    Group("", (*FIRST, "location", "destination", "actors", "starts", "ends")),
    Group("evacuation", EVACUATION),
    Group("advisory", ADVISORY),
    Group("source", WHO_SAYS_SO),
)


def needed_by(kind: EventKind | None) -> frozenset[str]:
    """The fields that a kind of event needs."""
    needed = {*FIRST, *PLACE, "starts", *WHO_SAYS_SO}
    if kind is EventKind.ADVISORY:
        return frozenset(needed | set(ADVISORY))
    needed |= {"actors", "ends"}
    needed |= {"destination"} if kind in TO_SOMEWHERE else set()
    needed |= set(EVACUATION) if kind is EventKind.EVACUATION else set()
    return frozenset(needed)


def needs_figures(kind: EventKind | None) -> bool:
    return kind is not EventKind.ADVISORY


def event_fields() -> dict[str, Field]:
    """All fields of an event by name."""
    return {field.name: field for field in fields_of("event")}


def shown_fields(event: Event) -> frozenset[str]:
    """What to show of an event: what its kind needs, and whatever it says beside."""
    figures = {"figures"} if needs_figures(event.kind) else set()
    return needed_by(event.kind) | filled(event) | figures


def filled(event: Event | None) -> frozenset[str]:
    """The fields that say something: these are shown whatever the kind, so that nothing is out of sight."""
    if event is None:
        return frozenset()
    return frozenset(name for name in event_fields() if getattr(event, name) not in (None, (), False))
