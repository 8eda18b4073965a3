"""What changed between two moments: moves, new and struck claims, events, routes, verifications."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from situation_board.core import times
from situation_board.core.history.lines import name_of
from situation_board.core.questions.cards import CardFace, all_card_ids, card_faces
from situation_board.core.questions.moments import Moment, counts
from situation_board.core.rows import Claim, Event, Fact, RouteStatus, Verification
from situation_board.core.store import Reading
from situation_board.core.store.reading import TABLE_OF


@dataclass(frozen=True)
class Difference:
    """`kind` is one of moved, changed, new_card, gone_card, or new_/struck_ and claim, event, route_status,
    verification; `before` and `after` are words, None where there is nothing."""

    kind: str
    thing: str
    name: str
    field: str | None = None
    before: str | None = None
    after: str | None = None

    @property
    def words(self) -> str:
        what = f" {self.field.replace('_', ' ')}" if self.field else ""
        return f"{self.name}:{what} {self.before or '-'} → {self.after or '-'}"


def differences(reading: Reading, first: Moment, last: Moment) -> list[Difference]:
    """What is different at the later moment. Both are of one kind, or one of them is now."""
    found = _card_differences(reading, first, last)
    for row_type, words in _FACT_WORDS.items():
        found += _fact_differences(reading, row_type, words, first, last)
    return found


def _card_differences(reading: Reading, first: Moment, last: Moment) -> list[Difference]:
    ids = list(dict.fromkeys([*all_card_ids(reading, last), *all_card_ids(reading, first)]))
    before = {face.id: face for face in card_faces(reading, ids, moment=first)}
    after = {face.id: face for face in card_faces(reading, ids, moment=last)}
    found: list[Difference] = []
    for card in ids:
        found += _card_difference(reading, card, before.get(card), after.get(card))
    return found


def _card_difference(reading: Reading, card: str, before: CardFace | None, after: CardFace | None) -> list[Difference]:
    if before is None and after is None:
        return []
    if before is None or after is None:
        face = before or after
        assert face is not None
        kind = "new_card" if before is None else "gone_card"
        words = (None, face.column.value) if before is None else (face.column.value, None)
        return [Difference(kind, card, face.place, "column", *words)]
    return [
        Difference(
            "moved" if field == "column" else "changed",
            card,
            after.place,
            field,
            words(reading, before),
            words(reading, after),
        )
        for field, words in _CARD_WORDS.items()
        if words(reading, before) != words(reading, after)
    ]


def _actor_words(actors: object) -> str:
    if actors is None:
        return "unknown"
    assert isinstance(actors, tuple)
    return ", ".join(actor.short_name for actor in actors) or "nobody"


_CARD_WORDS: dict[str, Callable[[Reading, CardFace], str | None]] = {
    "column": lambda reading, face: face.column.value,
    "actors": lambda reading, face: _actor_words(face.actors),
    "from_actors": lambda reading, face: _actor_words(face.from_actors),
    "basis": lambda reading, face: face.basis.value if face.basis else None,
    "as_of": lambda reading, face: times.in_words(face.as_of, reading.zone),
    "note": lambda reading, face: face.note,
}


def _fact_differences(
    reading: Reading, row_type: type[Fact], words: Callable[[Fact], str], first: Moment, last: Moment
) -> list[Difference]:
    table = TABLE_OF[row_type]
    before, after = (_counting(reading, row_type, moment) for moment in (first, last))
    found = []
    for row_id in sorted(before.keys() ^ after.keys()):
        is_new = row_id in after
        fact = after[row_id] if is_new else before[row_id]
        about = fact.about if isinstance(fact, Claim) and fact.about else fact.thing
        said = words(fact)
        kind = f"{'new' if is_new else 'struck'}_{table}"
        found.append(
            Difference(
                kind, fact.thing, name_of(reading, about), None, None if is_new else said, said if is_new else None
            )
        )
    return found


_TIME_COLUMNS: dict[type[Fact], str] = {
    Claim: "said_at_earliest",
    Event: "starts_earliest",
    RouteStatus: "as_of_earliest",
    Verification: "as_of_earliest",
}


def _counting(reading: Reading, row_type: type[Fact], moment: Moment) -> dict[str, Fact]:
    condition, parameters = counts(reading, moment, TABLE_OF[row_type], "t", _TIME_COLUMNS[row_type])
    return {row.id: row for row in reading.rows(row_type, condition, *parameters)}


def _claim_words(fact: Fact) -> str:
    assert isinstance(fact, Claim)
    return f"{fact.verb}: {fact.text}"


def _event_words(fact: Fact) -> str:
    assert isinstance(fact, Event)
    return f"{fact.kind}: {fact.text or ''}".rstrip(": ")


def _route_words(fact: Fact) -> str:
    assert isinstance(fact, RouteStatus)
    return f"{fact.state}"


def _verification_words(fact: Fact) -> str:
    assert isinstance(fact, Verification)
    return f"verified: {fact.checked_with}"


_FACT_WORDS: dict[type[Fact], Callable[[Fact], str]] = {
    Claim: _claim_words,
    Event: _event_words,
    RouteStatus: _route_words,
    Verification: _verification_words,
}
