"""Generated situations to measure on: made once per size and kept in the temporary folder. Nothing in them is real."""

from __future__ import annotations

import hashlib
import secrets
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import accumulate
from pathlib import Path

from situation_board.core import ranks, schema
from situation_board.core.actions import situations
from situation_board.core.actions.drafting import new_fact, new_record
from situation_board.core.ids import card_id, known_id
from situation_board.core.rows import TABLES, Actor, Card, Claim, Location, Name, Report, Source, Status, Verification
from situation_board.core.store import Change, Changes, Draft, Identity, Reading, Store
from situation_board.core.times import DAY, HOUR, MINUTE, Precision, Time
from situation_board.core.vocabulary import (
    ActorKind,
    Basis,
    ClaimVerb,
    Column,
    Credibility,
    LocationKind,
    Stance,
)

NOW = 1_733_600_000_000
IDENTITY = Identity("bench", "bench")
CARDS_A_STEP = 10_000
MOST_CARDS = 100_000
ACTORS, AREAS, REPORTS = 12, 20, 200
COLUMNS = (*[Column.CONTESTED] * 7, Column.ADVANCING, Column.FALLEN, Column.HELD)
"""Seven cards of ten stand in one column: the long one is the one to worry about."""
COLOURS = ("#2f6f9f", "#9f2f4f", "#3f8f3f", "#8f6f1f", "#6f3f9f", "#1f8f8f")
SYLLABLES = "al bar dar fa ghou haj ja kha la mar na qa ra sa ta um wa ya za deir tel zi".split()  # noqa: SIM905
ARABIC = "ال بر دار فا غو حج جا خا لا مار نا قا را سا تا ام وا يا زا دير تل زي".split()  # noqa: SIM905


@dataclass(frozen=True)
class Size:
    """How much is in a generated situation."""

    cards: int
    statuses_a_card: int = 1

    @property
    def words(self) -> str:
        statuses = f" / {short(self.cards * self.statuses_a_card)} statuses" if self.statuses_a_card > 1 else ""
        return f"{short(self.cards)} cards{statuses}"


def short(count: int) -> str:
    if count >= 1_000_000:
        return f"{count // 1_000_000}M"
    return f"{count // 1_000}k" if count >= 1_000 else str(count)


def original(size: Size) -> Path:
    """The file of a size, made when it is not there yet. Only to be read: write to a `copy_of` it."""
    path = folder_of_this_version() / f"{size.cards}-cards-{size.statuses_a_card}.sitboard"
    if not path.exists():
        print(f"making a situation of {size.words} ...", flush=True)
        unfinished = path.with_suffix(".unfinished")
        make(unfinished, size)
        unfinished.rename(path)
    return path


def copy_of(size: Size, folder: Path) -> Path:
    """A copy to write to."""
    path = folder / original(size).name
    shutil.copyfile(original(size), path)
    return path


@cache
def folder_of_this_version() -> Path:
    """One for each version of the tables and of what is generated, so that nothing out of date is measured."""
    tables = [schema.table_sql(table) for table in TABLES]
    deciding = "".join([*tables, schema.LOG, schema.INDEXES, schema.DERIVED, *_makers()])
    version = hashlib.sha256(deciding.encode()).hexdigest()[:12]
    folder = Path(tempfile.gettempdir()) / f"situation-board-bench-{version}"
    folder.mkdir(exist_ok=True)
    return folder


def _makers() -> Iterator[str]:
    """How the data is generated."""
    yield from (path.read_text("utf-8") for path in sorted(Path(__file__).parent.glob("generated*.py")))


def make(path: Path, size: Size) -> None:
    """Write a situation of that size: an action a card and an action a status, as if a person had done them.

    They are taken in like another laptop's changes, ten thousand cards in a transaction: a commit each would take
    hours.
    """
    for leftover in path.parent.glob(path.name + "*"):
        leftover.unlink()
    first = partial(situations.start_situation, name="Generated", timezone="Asia/Damascus")
    with Store.create(path, first, identity=IDENTITY, now=lambda: NOW) as store:
        store.do(background)
        log = Log(lamport=100 + ACTORS + AREAS + REPORTS)
        for status in range(size.statuses_a_card):
            for start in range(0, size.cards, CARDS_A_STEP):
                numbers = range(start, min(start + CARDS_A_STEP, size.cards))
                with store.reading() as reading:
                    changes = [
                        change
                        for number in numbers
                        for change in log.changes(*_action(reading, number, status, size.statuses_a_card))
                    ]
                store.take_in(changes)


class Log:
    """Stamps changes as the store does, with an action of its own for each lot."""

    def __init__(self, *, lamport: int) -> None:
        self._writer = secrets.token_hex(16)
        self._lamport = lamport
        self._seq = 0
        self._latest: dict[str, str] = {}

    def changes(self, label: str, drafts: Sequence[Draft]) -> Iterator[Change]:
        action = secrets.token_hex(16)
        for draft in drafts:
            self._seq += 1
            change = Change(
                writer=self._writer,
                seq=self._seq,
                lamport=self._lamport + self._seq,
                recorded_at=NOW,
                laptop=IDENTITY.laptop,
                person=IDENTITY.person,
                action=action,
                label=label,
                undoes=None,
                table=draft.table,
                row=draft.row,
                subject=draft.subject,
                slot=draft.slot,
                supersedes=self._seen(draft),
                fields=draft.fields,
            )
            yield replace(change, sha256=change.digest())

    def _seen(self, draft: Draft) -> tuple[str, ...]:
        """Each status was given with sight of the one before."""
        if draft.table != "status":
            return ()
        seen = self._latest.get(draft.subject)
        self._latest[draft.subject] = f"{self._writer}:{self._seq}"
        return (seen,) if seen else ()


# --- what is in it, each thing made from its number


def background(reading: Reading) -> Changes:
    """Actors, areas, a source and its reports, which everything else refers to."""
    made: list[Draft] = []
    made += [new_record(reading, _actor(number)) for number in range(ACTORS)]
    made += [new_record(reading, _area(number)) for number in range(AREAS)]
    source = Source(id=known_id("bench source", "0"), name="Agency")
    made.append(new_record(reading, source))
    for number in range(REPORTS):
        report = Report(id=_id("report", number), source=source.id, title=f"Report {number}")
        made.append(new_record(reading, report, beside=[source.id]))
    return Changes("bench", made)


def _action(reading: Reading, card: int, status: int, of: int) -> tuple[str, list[Draft]]:
    """The card with its first status, or a further status."""
    place = _id("place", card)
    made = [place, card_id(place)]
    drafts = list(_place_with_card(reading, card)) if status == 0 else []
    drafts.append(new_fact(reading, _status(card, status, of), beside=made))
    return ("add_card" if status == 0 else "move_card"), drafts


def _place_with_card(reading: Reading, number: int) -> Iterator[Draft]:
    place = Location(
        id=_id("place", number),
        name=place_name(number, SYLLABLES).title(),
        names=(Name(name=place_name(number, ARABIC), language="ar"),),
        kind=LocationKind.TOWN,
        parent=_id("area", number % AREAS),
        latitude=32 + number % 5_000 / 1_000,
        longitude=36 + number % 6_000 / 1_000,
    )
    card = Card(
        id=card_id(place.id),
        location=place.id,
        number=number + 1,
        rank=_ranks()[number],
        note="Road open by day" if number % 3 == 0 else None,
    )
    yield new_record(reading, place)
    yield new_record(reading, card, beside=[place.id])
    if number % 4 == 0:
        yield new_fact(reading, _claim(number, card.id), beside=[card.id])
    if number % 5 == 0:
        yield new_fact(reading, _verification(number, card.id), beside=[card.id])


def _status(card: int, number: int, of: int) -> Status:
    moment = NOW - (of - number) * 6 * HOUR - card % 300 * MINUTE
    left = of - 1 - number
    actor = (card + number) % ACTORS
    return Status(
        id=known_id("bench status", f"{card} {number}"),
        thing=card_id(_id("place", card)),
        column=COLUMNS[(card + left) % len(COLUMNS)],
        controllers=(_id("actor", actor),),
        former=(_id("actor", (actor + 1) % ACTORS),) if card % 2 else None,
        moving=(_id("actor", (actor + 2) % ACTORS), _id("actor", (actor + 3) % ACTORS)) if card % 3 else None,
        basis=list(Basis)[card % len(Basis)],
        as_of=Time(moment, moment + MINUTE, Precision.MINUTE),
        report=_id("report", card % REPORTS) if card % 2 else None,
    )


def _claim(number: int, card: str) -> Claim:
    row = known_id("bench claim", str(number))
    return Claim(
        id=row,
        thing=row,
        about=card,
        speaker=_id("actor", number % ACTORS),
        verb=list(ClaimVerb)[number % len(ClaimVerb)],
        stance=list(Stance)[number % len(Stance)],
        text="The town was entered from the east in the morning.",
        said_at=Time(NOW - DAY, NOW, Precision.DAY),
        report=_id("report", number % REPORTS),
        credibility=list(Credibility)[number % len(Credibility)],
    )


def _verification(number: int, card: str) -> Verification:
    moment = NOW - 3 * HOUR
    return Verification(
        id=known_id("bench verification", str(number)),
        thing=card,
        as_of=Time(moment, moment, Precision.SECOND),
        checked_with="radio",
    )


def _actor(number: int) -> Actor:
    return Actor(
        id=_id("actor", number),
        name=f"{place_name(number, SYLLABLES).title()} Brigade",
        short_name=f"{SYLLABLES[number].upper()}{number}",
        kind=ActorKind.ARMED_GROUP,
        colour=COLOURS[number % len(COLOURS)],
    )


def _area(number: int) -> Location:
    return Location(id=_id("area", number), name=f"{SYLLABLES[number].title()} Region", kind=LocationKind.GOVERNORATE)


def place_name(number: int, syllables: list[str]) -> str:
    """Syllables that count: short, different for each number, and many beginning alike."""
    name = ""
    for _ in range(3):
        number, digit = divmod(number, len(syllables))
        name = syllables[digit] + name
    return name if number == 0 else f"{name} {number}"


@cache
def _id(kind: str, number: int) -> str:
    return known_id(f"bench {kind}", str(number))


@cache
def _ranks() -> list[str]:
    """Ranks of cards that were added each below the last."""
    return list(
        accumulate(range(MOST_CARDS), lambda last, _: ranks.between(last, None), initial=ranks.between(None, None))
    )
