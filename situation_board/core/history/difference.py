"""One thing that is different between two moments, in words."""

from __future__ import annotations

from dataclasses import dataclass

from situation_board.core.vocabulary import Word


class Group(Word):
    """What belongs together in a list of differences, in the order in which a person reads it."""

    MOVES = "moves", "moves and changes of control"
    CARDS = "cards"
    CONFLICTS = "conflicts"
    CLAIMS = "claims"
    VERIFICATIONS = "verifications"
    EVENTS = "events", "events and figures"
    ROUTES = "routes"
    PRESENCE = "presence", "our people"
    RATINGS = "ratings", "ratings of sources"
    MESSAGES = "messages"
    TASKS = "tasks", "tasks and open questions"
    SHEETS = "sheets", "printed sheets"
    BACKGROUND = "background", "actors, locations, sources and the rest"


GROUPS = tuple(Group)

FIELD_WORDS = {
    "actors": "who",
    "from_actors": "from whom",
    "controllers": "held by",
    "as_of": "as of",
    "said_at": "said at",
    "besieged_by": "besieged by",
    "assessed_by": "assessed by",
    "checked_with": "checked with",
    "evacuation_state": "state",
    "state": "state",
}

KIND_WORDS = {
    "gone_card": "no longer on the board",
    "new_verification": "verified",
    "struck_verification": "verification struck",
    "new_route_status": "new state",
    "new_presence_status": "now",
    "answered_conflict": "conflict answered",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """`kind` is moved, controller_changed, changed, new_card, gone_card, regraded_claim, new_conflict,
    answered_conflict, or one of new_, struck_, changed_ with a table.

    `before` and `after` are words, None where there is nothing or where it was not stated; `detail` says more of what
    came or went, `why` is the reason of a strike. `thing` is to be shown, `table` says what kind of thing the
    difference is in.
    """

    kind: str
    thing: str
    name: str
    field: str | None = None
    before: str | None = None
    after: str | None = None
    table: str = "card"
    group: Group = Group.CARDS
    why: str | None = None
    detail: str | None = None

    @property
    def is_new(self) -> bool:
        return self.kind.startswith("new_")

    @property
    def is_gone(self) -> bool:
        return self.kind.startswith(("struck_", "gone_", "answered_"))

    @property
    def whole(self) -> str | None:
        """What came or went, in words; None where its name says it all."""
        said = self.after if self.is_new else self.before
        told = ", ".join(each for each in (said, self.detail) if each)
        return told if told and told != self.name else None

    @property
    def words(self) -> str:
        return f"{self.name}: {self.said}" if self.said else self.name

    @property
    def said(self) -> str:
        """What is different, without of what."""
        if not (self.is_new or self.is_gone):
            return f"{self._field_words}{self.before or self._nothing} → {self.after or self._nothing}"
        why = f" ({self.why})" if self.why else ""
        what = KIND_WORDS.get(self.kind, self.kind.replace("_", " ")) + why
        return f"{what}: {self.whole}" if self.whole else what

    @property
    def _field_words(self) -> str:
        if self.kind == "moved" or self.field is None:
            return ""
        return f"{FIELD_WORDS.get(self.field, self.field.replace('_', ' '))} "

    @property
    def _nothing(self) -> str:
        """Unrated is a state of its own."""
        return "unrated" if self.field in {"credibility", "reliability"} else "not stated"
