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


@dataclass(frozen=True, slots=True)
class Difference:
    """`kind` is moved, controller_changed, changed, new_card, gone_card, regraded_claim, new_conflict,
    answered_conflict, or one of new_, struck_, changed_ with a table.

    `before` and `after` are words, None where there is nothing or where it was not stated; `why` is the reason of a
    strike. `thing` is to be shown, `table` says what kind of thing the difference is in.
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

    @property
    def is_new(self) -> bool:
        return self.kind.startswith("new_")

    @property
    def is_gone(self) -> bool:
        return self.kind.startswith(("struck_", "gone_", "answered_"))

    @property
    def words(self) -> str:
        why = f" ({self.why})" if self.why else ""
        if self.is_new or self.is_gone:
            said = self.after if self.is_new else self.before
            return f"{self.name}: {said}{why}" if said and said != self.name else f"{self.name}{why}"
        return f"{self.name}:{self._field_words} {self.before or 'not stated'} → {self.after or 'not stated'}"

    @property
    def _field_words(self) -> str:
        if self.kind == "moved" or self.field is None:
            return ""
        return f" {FIELD_WORDS.get(self.field, self.field.replace('_', ' '))}"
