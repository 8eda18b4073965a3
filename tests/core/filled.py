"""A small situation that holds something of everything, made through ordinary actions.

Times are relative to NOW, noon of 8 December 2024 in UTC (15:00 in Damascus).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from situation_board.core.actions import cards, facts, records, situations
from situation_board.core.ids import known_id
from situation_board.core.rows import (
    Actor,
    Claim,
    Event,
    Figure,
    Handover,
    Link,
    Location,
    Message,
    Name,
    Presence,
    Record,
    Report,
    Route,
    RouteStatus,
    Source,
    Status,
    Task,
)
from situation_board.core.store import Clock, Identity, Store
from situation_board.core.times import HOUR, Time, exactly
from situation_board.core.vocabulary import (
    ActorKind,
    Basis,
    ClaimVerb,
    Column,
    Confidence,
    Credibility,
    EventKind,
    FigureCategory,
    FigureGroup,
    LinkKind,
    LocationKind,
    MessageState,
    Metric,
    PresenceKind,
    Quantifier,
    RouteDirection,
    RouteKind,
    RouteState,
    RouteUse,
    SourceKind,
    Stance,
    TaskKind,
    TaskState,
)

NOW = 1_733_659_200_000
DESK = Identity("desk", "duty officer")

ACTORS = {
    "Gov": ("Government forces", ActorKind.STATE_FORCES),
    "HTS": ("Hayat Tahrir al-Sham", ActorKind.ARMED_GROUP),
    "SNA": ("Syrian National Army", ActorKind.COALITION),
    "SDF": ("Syrian Democratic Forces", ActorKind.COALITION),
    "UN": ("United Nations", ActorKind.UN_OR_NGO),
}
AREAS = {"Homs Governorate": None, "Aleppo Governorate": None}
PLACES = {
    "Damascus": None,
    "Homs": "Homs Governorate",
    "Rastan": "Homs Governorate",
    "Palmyra": "Homs Governorate",
    "Aleppo": "Aleppo Governorate",
    "Tall Rifat": "Aleppo Governorate",
    "Hama": None,
    "Daraa": None,
    "Idlib": None,
    "Tartus": None,
    "Latakia": None,
    "Sweida": None,
}


ASSESSMENT: dict[str, Any] = {
    "assessed_by": "analyst",
    "reasoning": "nobody was seen there",
    "confidence": Confidence.LOW,
}
"""What the basis *assessed* asks for."""


@dataclass(frozen=True)
class CardPlan:
    """A card to be made: its parties by short names (None unknown), its basis, how many hours ago."""

    column: Column
    holds: str | None
    moves: str | None = None
    lost: str | None = None
    basis: Basis | None = Basis.REPORTED
    hours: int = 1
    report: bool = False


CARDS = {
    "Damascus": CardPlan(Column.ADVANCING, "Gov", moves="HTS", hours=2, report=True),
    "Rastan": CardPlan(Column.ADVANCING, "Gov", moves="HTS SNA", hours=14, basis=Basis.CLAIMED),
    "Homs": CardPlan(Column.CONTESTED, "Gov", moves="HTS", hours=5, report=True),
    "Palmyra": CardPlan(Column.CONTESTED, None, moves=None, hours=30, basis=None),
    "Aleppo": CardPlan(Column.FALLEN, "HTS", lost="Gov", hours=200, basis=Basis.CONFIRMED, report=True),
    "Hama": CardPlan(Column.FALLEN, "HTS", lost="Gov", hours=70, basis=Basis.CONFIRMED),
    "Tall Rifat": CardPlan(Column.FALLEN, "SNA", lost="SDF", hours=90, basis=Basis.CLAIMED),
    "Daraa": CardPlan(Column.FALLEN, None, lost="Gov", hours=40, basis=Basis.ASSESSED),
    "Idlib": CardPlan(Column.HELD, "HTS", hours=100),
    "Tartus": CardPlan(Column.HELD, "Gov", hours=300, basis=Basis.ASSESSED),
    "Latakia": CardPlan(Column.HELD, "Gov", hours=20, basis=None),
    "Sweida": CardPlan(Column.HELD, "", hours=3),
}


@dataclass
class Filled:
    """The ids of what was made, by name."""

    actor: dict[str, str] = field(default_factory=dict)
    place: dict[str, str] = field(default_factory=dict)
    card: dict[str, str] = field(default_factory=dict)
    claim: list[str] = field(default_factory=list)
    event: list[str] = field(default_factory=list)
    source: str = ""
    report: str = ""
    message: str = ""
    handover: str = ""
    task: str = ""
    presence: str = ""
    route: str = ""
    route_status: str = ""
    link: str = ""


def ago(hours: float) -> Time:
    return exactly(NOW - int(hours * HOUR))


def known(name: str) -> str:
    """An id that is the same in every run."""
    return known_id("test", name)


def create(path: Path, *, key: bytes | None, clock: Clock) -> Store:
    start = partial(
        situations.start_situation, name="Winter offensive", timezone="Asia/Damascus", id=known("situation")
    )
    return Store.create(path, start, identity=DESK, key=key, now=clock)


def fill(store: Store) -> Filled:
    """Do what a person would do on the first day."""
    made = Filled()
    _add_actors_and_places(store, made)
    _add_reports(store, made)
    for place, plan in CARDS.items():
        made.card[place] = _add_card(store, made, place, plan)
    store.do(cards.verify, [made.card["Tartus"]], checked_with="the duty phone", as_of=ago(1))
    handover = Handover(id=known("handover"), since=ago(36), until=ago(24), outgoing="night desk", listed="Homs: held")
    made.handover = _add(store, handover)
    _add_claims(store, made)
    _add_route(store, made)
    _record_events(store, made)
    _add_own_people(store, made)
    return made


def _add(store: Store, record: Record) -> str:
    return store.do(records.add_record, record).ids[0]


def _add_actors_and_places(store: Store, made: Filled) -> None:
    for short, (name, kind) in ACTORS.items():
        actor = Actor(id=known(f"actor {short}"), name=name, short_name=short, kind=kind)
        made.actor[short] = _add(store, actor)
    for name in AREAS:
        made.place[name] = _add(store, Location(id=known(name), name=name, kind=LocationKind.GOVERNORATE))
    for name, area in PLACES.items():
        others = (Name(name="حمص", language="ar"), Name(name="Hims")) if name == "Homs" else ()
        parent = made.place[area] if area else None
        location = Location(id=known(name), name=name, names=others, kind=LocationKind.TOWN, parent=parent)
        made.place[name] = _add(store, location)
    link = Link(
        id=known("link"), actor=made.actor["HTS"], kind=LinkKind.OPPOSES, other=made.actor["Gov"], since=ago(300)
    )
    made.link = _add(store, link)


def _add_reports(store: Store, made: Filled) -> None:
    made.source = _add(store, Source(id=known("source"), name="The Wire", kind=SourceKind.WIRE_SERVICE))
    report = Report(
        id=known("report"), source=made.source, title="Fighting on the road", received=ago(3), published=ago(4)
    )
    made.report = _add(store, report)
    message = Message(id=known("message"), received=ago(2), text="Road cut at the bridge", state=MessageState.UNTRIAGED)
    made.message = _add(store, message)


def _parties(made: Filled, names: str | None) -> tuple[str, ...] | None:
    return None if names is None else tuple(made.actor[name] for name in names.split())


def _add_card(store: Store, made: Filled, place: str, plan: CardPlan) -> str:
    status = Status(
        id="",
        thing="",
        column=plan.column,
        controllers=_parties(made, plan.holds),
        moving=_parties(made, plan.moves),
        former=_parties(made, plan.lost),
        basis=plan.basis,
        as_of=ago(plan.hours),
        report=made.report if plan.report else None,
        **(ASSESSMENT if plan.basis is Basis.ASSESSED else {}),
    )
    return store.do(cards.add_card, location=made.place[place], status=status).ids[0]


def _add_claims(store: Store, made: Filled) -> None:
    said = [
        ("HTS", ClaimVerb.ANNOUNCED, Stance.SUPPORTS, "We are inside the city.", Credibility.TWO),
        ("UN", ClaimVerb.REPORTED, Stance.SUPPORTS, "Shelling in the north.", None),
        ("Gov", ClaimVerb.DENIED, Stance.DENIES, "The city is calm.", Credibility.FIVE),
    ]
    for speaker, verb, stance, text, credibility in said:
        claim = Claim(
            id="",
            thing="",
            about=made.card["Homs"],
            speaker=made.actor[speaker],
            verb=verb,
            stance=stance,
            text=text,
            said_at=ago(4),
            publisher=made.source,
            credibility=credibility,
        )
        made.claim.append(store.do(facts.add_claim, claim).ids[0])


def _add_route(store: Store, made: Filled) -> None:
    via = tuple(made.place[name] for name in ("Aleppo", "Hama", "Homs", "Damascus"))
    made.route = _add(store, Route(id=known("route"), name="M5", kind=RouteKind.ROAD, via=via))
    status = RouteStatus(
        id=known("route status"),
        thing=made.route,
        use=RouteUse.CIVILIAN,
        direction=RouteDirection.BOTH,
        state=RouteState.RESTRICTED,
        condition="checkpoint",
        as_of=ago(6),
    )
    store.do(facts.set_route_status, status)
    made.route_status = status.id


def _record_events(store: Store, made: Filled) -> None:
    figure = Figure(
        category=FigureCategory.DISPLACED,
        group=FigureGroup.CIVILIAN,
        quantifier=Quantifier.MORE_THAN,
        low=370_000,
        number="more than 370,000",
        metric=Metric.CUMULATIVE,
    )
    told = [
        Event(
            id="",
            thing="",
            kind=EventKind.DISPLACEMENT,
            text="People leave the north-west",
            location=made.place["Aleppo"],
            destination=made.place["Idlib"],
            starts=ago(250),
            figures=(figure,),
            source=made.source,
        ),
        Event(
            id="",
            thing="",
            kind=EventKind.WITHDRAWAL,
            text="Forces leave the south",
            actors=(made.actor["Gov"],),
            location=made.place["Daraa"],
            starts=ago(40),
        ),
    ]
    made.event += [store.do(facts.record_event, event).ids[0] for event in told]


def _add_own_people(store: Store, made: Filled) -> None:
    """What is asked of a role, and an office with nobody counted yet."""
    task = Task(id=known("task"), text="Ask the depot", kind=TaskKind.ACTION, role="night desk", state=TaskState.OPEN)
    office = Presence(
        id=known("presence"),
        organisation=made.actor["UN"],
        location=made.place["Latakia"],
        kind=PresenceKind.OFFICE,
        name="Coast office",
    )
    made.task, made.presence = _add(store, task), _add(store, office)
