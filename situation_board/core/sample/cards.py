"""The board of the sample: its cards with their claims, and the routes that the fighting cut."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from situation_board.core.actions import cards, facts, records
from situation_board.core.ids import card_id
from situation_board.core.rows import Claim, Route, RouteStatus, Status
from situation_board.core.sample.scribe import REPORT, Scribe, actor_id, actor_ids, sample_id, source_id
from situation_board.core.vocabulary import (
    Basis,
    ClaimVerb,
    Column,
    RouteDirection,
    RouteKind,
    RouteState,
    RouteUse,
    Stance,
)


@dataclass(frozen=True)
class _Said:
    """A claim; without a speaker the publisher says it in its own name."""

    code: str
    verb: ClaimVerb
    text: str
    speaker: str | None = None
    role: str | None = None
    publisher: str = "report"
    stance: Stance = Stance.SUPPORTS


@dataclass(frozen=True)
class _Place:
    """A card. `held_by`, `lost_by` and `moving` are codes of actors."""

    code: str
    place: str
    column: Column
    basis: Basis
    held_by: tuple[str, ...]
    lost_by: tuple[str, ...] | None = None
    moving: tuple[str, ...] | None = None
    note: str | None = None
    claims: tuple[_Said, ...] = ()


PLACES = (
    _Place(
        "damascus",
        "Damascus",
        Column.ADVANCING,
        Basis.CLAIMED,
        held_by=("government",),
        moving=("hts", "southern"),
        note="HTS comes from the north, the Southern Operations Room from the south.",
        claims=(
            _Said(
                "threshold", ClaimVerb.SAID, "Its fighters stand at the gates of Homs and Damascus.", "hts", "leader"
            ),
            _Said("march", ClaimVerb.ANNOUNCED, "It will march on the capital.", "southern"),
            _Said(
                "president",
                ClaimVerb.INSISTS,
                "The president is in Damascus.",
                "state_media",
                publisher="state_media",
                stance=Stance.DENIES,
            ),
        ),
    ),
    _Place(
        "homs",
        "Homs",
        Column.CONTESTED,
        Basis.CLAIMED,
        held_by=("army",),
        moving=("hts",),
        claims=(
            _Said("entered", ClaimVerb.ANNOUNCED, "Its forces have entered the city.", "hts"),
            _Said("retreat", ClaimVerb.REPORTEDLY, "The army is falling back to the outskirts."),
            _Said("joy", ClaimVerb.REPORTED, "People in the streets celebrate that the army is leaving."),
        ),
    ),
    _Place(
        "daraa",
        "Daraa governorate",
        Column.FALLEN,
        Basis.REPORTED,
        held_by=("southern",),
        lost_by=("government",),
        claims=(
            _Said(
                "statue",
                ClaimVerb.REPORTED,
                "A statue of the former president is pulled down.",
                publisher="video",
            ),
        ),
    ),
    _Place("sweida", "Sweida", Column.FALLEN, Basis.REPORTED, held_by=("opposition",), lost_by=("government",)),
    _Place(
        "quneitra",
        "Quneitra",
        Column.FALLEN,
        Basis.REPORTED,
        held_by=("opposition",),
        lost_by=("government",),
        note="Beside the occupied Golan Heights.",
    ),
    _Place(
        "moadamiya",
        "Moadamiya",
        Column.FALLEN,
        Basis.REPORTED,
        held_by=("opposition",),
        lost_by=("army",),
        note="About 4 km from the presidential palace.",
        claims=(
            _Said(
                "no_fight",
                ClaimVerb.REPORTED,
                "Syrian troops gave the town up to rebel commanders without a fight.",
            ),
        ),
    ),
    _Place(
        "tartus",
        "Tartus",
        Column.HELD,
        Basis.REPORTED,
        held_by=("government",),
        note="Stronghold; cut off from Damascus by the loss of Homs.",
    ),
    _Place(
        "latakia",
        "Latakia",
        Column.HELD,
        Basis.REPORTED,
        held_by=("government",),
        note="Stronghold; cut off from Damascus by the loss of Homs.",
    ),
)

ROUTES = (("Damascus", "Homs", "Tartus"), ("Damascus", "Homs", "Latakia"))
DRUZE = "The population is mostly Druze."


def enter_cards(scribe: Scribe) -> None:
    by_column: dict[Column, list[str]] = {}
    for place in PLACES:
        by_column.setdefault(place.column, []).append(_enter_card(scribe, place))
    for together in by_column.values():
        if len(together) > 1:  # each new card came on top of the column
            scribe.store.do(cards.order_cards, together)
    scribe.store.do(records.edit_thing, scribe.place("Sweida"), {"note": DRUZE})
    for points in ROUTES:
        _enter_route(scribe, points)


def _enter_card(scribe: Scribe, place: _Place) -> str:
    located = scribe.locate(place.place)
    status = Status(
        id=sample_id(f"status:{place.code}"),
        thing="",
        column=place.column,
        controllers=actor_ids(*place.held_by),
        former=_actors(place.lost_by),
        moving=_actors(place.moving),
        basis=place.basis,
        as_of=scribe.night,
        report=REPORT,
    )
    add = partial(cards.add_card, location=located.id, status=status, place_drafts=located.drafts, note=place.note)
    scribe.store.do(add)
    card = card_id(located.id)
    for said in place.claims:
        _enter_claim(scribe, card, f"{place.code}:{said.code}", said)
    return card


def _actors(codes: tuple[str, ...] | None) -> tuple[str, ...] | None:
    return None if codes is None else actor_ids(*codes)


def _enter_claim(scribe: Scribe, card: str, code: str, said: _Said) -> None:
    claim = Claim(
        id=sample_id(f"claim:{code}"),
        thing="",
        about=card,
        speaker=actor_id(said.speaker) if said.speaker else None,
        speaker_role=said.role,
        verb=said.verb,
        stance=said.stance,
        text=said.text,
        said_at=scribe.night,
        publisher=source_id(said.publisher),
        report=REPORT,
    )
    scribe.store.do(facts.add_claim, claim)


def _enter_route(scribe: Scribe, points: tuple[str, ...]) -> None:
    code = "-".join(points).lower()
    route = Route(
        id=sample_id(f"route:{code}"), kind=RouteKind.ROAD, via=tuple(scribe.place(point) for point in points)
    )
    status = RouteStatus(
        id=sample_id(f"route_status:{code}"),
        thing=route.id,
        use=RouteUse.ALL,
        direction=RouteDirection.BOTH,
        state=RouteState.SEVERED,
        basis=Basis.REPORTED,
        as_of=scribe.night,
        report=REPORT,
        note="The army has withdrawn from Homs.",
    )
    scribe.store.do(facts.add_route, route, status=status)
