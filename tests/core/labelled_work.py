"""Work with handling labels, done twice: everything in one situation, only what may be told in its twin."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from hypothesis import strategies as st

from situation_board.core.actions import cards, records, situations
from situation_board.core.actions.drafting import new_fact, new_record
from situation_board.core.ids import card_id, known_id
from situation_board.core.rows import (
    Actor,
    Claim,
    Event,
    Figure,
    Location,
    Message,
    Presence,
    Rating,
    Report,
    Route,
    RouteStatus,
    Source,
    Status,
    Task,
    Verification,
)
from situation_board.core.store import Changes, Reading, Store
from situation_board.core.times import DAY, HOUR, MINUTE, Precision, Time, exactly
from situation_board.core.vocabulary import (
    ActorKind,
    Basis,
    ClaimVerb,
    Column,
    Credibility,
    EventKind,
    FigureCategory,
    HandlingLabel,
    LocationKind,
    MessageState,
    Metric,
    PresenceKind,
    Quantifier,
    Reliability,
    RouteDirection,
    RouteState,
    RouteUse,
    SourceKind,
    Stance,
    TaskKind,
    TaskState,
)
from tests.core.filled import DESK, NOW
from tests.core.random_work import Clock

PLACES = ("Ardun", "Belan", "Corum")
LABELS = (HandlingLabel.RED, HandlingLabel.AMBER, HandlingLabel.GREEN)
STRICTNESS = tuple(HandlingLabel)

Step = tuple[int, int, int, int]


def steps(most: int) -> st.SearchStrategy[list[Step]]:
    number = st.integers(0, 11)
    step = st.tuples(st.integers(0, len(KINDS) - 1), st.integers(0, 2), number, number)
    return st.lists(step, min_size=most // 2, max_size=most)


def each_kind_between(label: int) -> list[Step]:
    """Of each kind something that may be told, something of that label, and again something that may be told."""
    return [(kind, each, 0, position) for kind in range(len(KINDS)) for position, each in enumerate((2, label, 2))]


def known(name: str) -> str:
    return known_id("labelled", name)


def make_base(path: Path) -> None:
    """A situation that may be told as a whole under TLP:GREEN."""
    start = partial(
        situations.start_situation,
        name="Twin",
        timezone="Asia/Damascus",
        id=known("situation"),
        label=HandlingLabel.GREEN,
    )
    with Store.create(path, start, identity=DESK, now=Clock(NOW)) as store:
        for name in ("Reds", "Blues"):
            store.do(records.add_record, Actor(id=known(name), name=name, kind=ActorKind.ARMED_GROUP))
        store.do(records.add_record, Source(id=known("wire"), name="Wire", kind=SourceKind.WIRE_SERVICE))
        store.do(records.add_record, Location(id=known("area"), name="Area", kind=LocationKind.GOVERNORATE))
        for name in PLACES:
            place = Location(id=known(name), name=name, kind=LocationKind.TOWN, parent=known("area"))
            store.do(records.add_record, place)
            status = Status(id="", thing="", column=Column.HELD, controllers=(known("Blues"),), as_of=_ago(200))
            store.do(cards.add_card, location=known(name), status=status)
        via = tuple(known(name) for name in PLACES)
        store.do(records.add_record, Route(id=known("road"), via=via))


def _ago(hours: float) -> Time:
    return exactly(NOW - int(hours * HOUR))


@dataclass
class Twins:
    """The same work in two files; the second never hears of what may not be told under `label`."""

    everything: Store
    permitted: Store
    clock: Clock
    label: HandlingLabel
    base: int
    labels: dict[str, HandlingLabel] = field(default_factory=dict)
    """The label of each event and card that a step made."""
    advisories: list[str] = field(default_factory=list)

    @classmethod
    def from_base(cls, base: Path, folder: Path, label: HandlingLabel = HandlingLabel.GREEN) -> Twins:
        clock, stores = Clock(NOW), []
        for name in ("everything", "permitted"):
            path = folder / f"{name}.sitboard"
            for leftover in folder.glob(f"{name}.*"):
                leftover.unlink()
            stores.append(Store.open(Path(shutil.copy(base, path)), identity=DESK, now=clock))
        with stores[0].reading() as reading:
            return cls(stores[0], stores[1], clock, label, reading.arrival)

    def close(self) -> None:
        self.everything.close()
        self.permitted.close()

    def work(self, number: int, step: Step) -> None:
        kind, label, a, b = step
        self.clock.now = NOW + number * MINUTE
        KINDS[kind](self, Made(number, LABELS[label], a, b))

    def do(self, changes: list[object], *labels: HandlingLabel) -> None:
        """Add rows; in the twin only when every label permits them."""
        self.everything.do(_adding, changes)
        if all(self.permits(label) for label in labels):
            self.permitted.do(_adding, changes)

    def permits(self, label: HandlingLabel) -> bool:
        return STRICTNESS.index(label) >= STRICTNESS.index(self.label)


@dataclass(frozen=True)
class Made:
    """A step: its number, its label and two numbers to choose by."""

    number: int
    label: HandlingLabel
    a: int
    b: int

    def id(self, what: str) -> str:
        return known(f"{what} {self.number}")

    @property
    def place(self) -> str:
        return known(PLACES[self.a % len(PLACES)])

    @property
    def card(self) -> str:
        return card_id(self.place)

    @property
    def token(self) -> str:
        """A word that stands in nothing else."""
        return f"{self.label.value.removeprefix('TLP:')}word{self.number}"

    @property
    def report(self) -> Report:
        return Report(id=self.id("report"), title=f"Report {self.token}", source=known("wire"), label=self.label)


def _adding(reading: Reading, rows: list[object]) -> Changes:
    made = [row.id for row in rows]  # type: ignore[attr-defined]
    drafts = [
        new_fact(reading, row, beside=made) if hasattr(row, "thing") else new_record(reading, row, beside=made)  # type: ignore[arg-type]
        for row in rows
    ]
    return Changes("labelled_work", drafts, tuple(made))


def _status(twins: Twins, made: Made) -> None:
    parties = (known("Reds"),) if made.b % 2 else None
    status = Status(
        id=made.id("status"),
        thing=made.card,
        column=list(Column)[made.b % 4],
        controllers=parties,
        former=(known("Blues"),),
        basis=list(Basis)[made.b % 2],
        as_of=_ago(100 - made.number),
        report=made.report.id,
        note=made.token,
    )
    twins.do([made.report, status], made.label)


def _claim(twins: Twins, made: Made) -> None:
    about, labels = made.card, [made.label]
    if made.b % 3 == 0 and twins.labels:
        about = sorted(twins.labels)[made.b % len(twins.labels)]
        labels.append(twins.labels[about])
    claim = Claim(
        id=made.id("claim"),
        thing=made.id("claim"),
        about=about,
        speaker=known("Reds"),
        verb=ClaimVerb.SAID,
        stance=list(Stance)[made.b % 2],
        text=made.token,
        credibility=list(Credibility)[made.b % 6] if made.b % 2 else None,
        publisher=known("wire"),
        label=made.label,
    )
    twins.do([claim], *labels)


def _event(twins: Twins, made: Made) -> None:
    day = NOW - NOW % DAY - (made.b % 3) * DAY - 2 * HOUR
    figure = Figure(
        category=FigureCategory.DISPLACED,
        quantifier=list(Quantifier)[made.b % 4],
        low=100 + made.number,
        high=100 + made.number if made.b % 4 < 2 else None,
        metric=(Metric.FLOW, Metric.CUMULATIVE, Metric.STOCK, Metric.NOT_STATED)[made.a % 4],
    )
    event = Event(
        id=made.id("event"),
        thing=made.id("event"),
        kind=EventKind.DISPLACEMENT,
        text=made.token,
        location=made.place,
        starts=Time(day, day + DAY, Precision.DAY),
        figures=(figure,),
        source=known("wire"),
        label=made.label,
    )
    twins.labels[event.thing] = made.label
    twins.do([event], made.label)


def _advisory(twins: Twins, made: Made) -> None:
    """Each replaces an earlier one, which holds again where this one is not known."""
    earlier = twins.advisories[made.b % len(twins.advisories)] if twins.advisories else None
    if earlier is not None and not twins.permits(twins.labels[earlier]) and twins.permits(made.label):
        earlier = None  # whoever may be told of this one was not told of that
    event = Event(
        id=made.id("event"),
        thing=made.id("event"),
        kind=EventKind.ADVISORY,
        text=made.token,
        instruction=made.token,
        issuer=known("Blues"),
        issued=_ago(50 - made.number),
        starts=_ago(50 - made.number),
        supersedes=earlier,
        label=made.label,
    )
    twins.labels[event.thing] = made.label
    twins.advisories.append(event.thing)
    twins.do([event], made.label)


def _road(twins: Twins, made: Made) -> None:
    status = RouteStatus(
        id=made.id("road status"),
        thing=known("road"),
        use=list(RouteUse)[made.a % 2],
        direction=RouteDirection.BOTH,
        state=list(RouteState)[made.b % 4],
        condition=made.token,
        as_of=_ago(60 - made.number),
        report=made.report.id,
    )
    twins.do([made.report, status], made.label)


def _verify(twins: Twins, made: Made) -> None:
    row = Verification(
        id=made.id("verification"),
        thing=made.card,
        as_of=_ago(20 - made.number / 10),
        checked_with=made.token,
        report=made.report.id,
    )
    twins.do([made.report, row], made.label)


def _card(twins: Twins, made: Made) -> None:
    """The place itself is no secret; that it has a card is."""
    place = Location(id=made.id("place"), name=f"Place {made.number}", kind=LocationKind.VILLAGE, parent=known("area"))
    twins.do([place])
    status = Status(id=made.id("first status"), thing="", column=Column.CONTESTED, as_of=_ago(10))
    for store in [twins.everything, *([twins.permitted] if twins.permits(made.label) else [])]:
        store.do(cards.add_card, location=place.id, status=status, label=made.label, note=made.token)
        twins.labels[card_id(place.id)] = made.label


def _task(twins: Twins, made: Made) -> None:
    task = Task(
        id=made.id("task"),
        text=made.token,
        kind=TaskKind.QUESTION,
        state=TaskState.OPEN,
        about=made.card,
        label=made.label,
    )
    twins.do([task], made.label)


def _message(twins: Twins, made: Made) -> None:
    """What came in stays off sheets; a report made from it is as strict."""
    message = Message(
        id=made.id("message"), received=_ago(1), text=made.token, state=MessageState.DONE, label=made.label
    )
    report = Report(
        id=made.id("from message"),
        title=made.token,
        message=message.id,
        source=known("wire"),
        label=HandlingLabel.GREEN,
    )
    status = Status(
        id=made.id("status"), thing=made.card, column=Column.FALLEN, as_of=_ago(90 - made.number), report=report.id
    )
    twins.do([message, report, status], made.label)


def _presence(twins: Twins, made: Made) -> None:
    """Our own people are off sheets, whatever their label."""
    presence = Presence(
        id=made.id("presence"),
        organisation=known("Blues"),
        location=made.place,
        kind=PresenceKind.OFFICE,
        name=made.token,
    )
    twins.do([presence], HandlingLabel.AMBER_STRICT)


def _rate(twins: Twins, made: Made) -> None:
    rating = Rating(
        id=made.id("rating"),
        thing=known("wire"),
        reliability=list(Reliability)[made.b % 6],
        as_of=_ago(5 - made.number / 10),
        why="compared",
    )
    twins.do([rating])


KINDS = (
    _status,
    _status,
    _claim,
    _claim,
    _event,
    _event,
    _advisory,
    _road,
    _verify,
    _card,
    _task,
    _message,
    _presence,
    _rate,
)
