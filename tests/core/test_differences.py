"""What changed between two moments, over a day that is written down step by step."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest

from situation_board.core import history
from situation_board.core.actions import cards, facts, messages, presence, records, sources, tasks
from situation_board.core.history import Group, differences, grouped, told
from situation_board.core.history.since import (
    bookmark,
    known_at,
    known_at_bookmark,
    learnt_since,
    true_since,
)
from situation_board.core.ids import new_id
from situation_board.core.problems import Mistake
from situation_board.core.questions.moments import KnownThen, Moment, TrueThen
from situation_board.core.rows import (
    Actor,
    Claim,
    Event,
    Figure,
    Message,
    Presence,
    PresenceStatus,
    RouteStatus,
    Status,
    Task,
)
from situation_board.core.store import Changes, Store
from situation_board.core.times import HOUR, Time, exactly
from situation_board.core.vocabulary import (
    Basis,
    ClaimVerb,
    Column,
    Credibility,
    EventKind,
    FigureCategory,
    MessageState,
    Posture,
    PresenceKind,
    Quantifier,
    Reliability,
    RouteDirection,
    RouteState,
    RouteUse,
    Stance,
    StatusFlag,
    TaskKind,
    TaskState,
)
from tests.core.filled import NOW, Filled
from tests.core.looking import move_elsewhere
from tests.core.random_work import Clock

Doing = Callable[..., str]


def at_hour(hour: float) -> Time:
    """So many hours after the beginning of the scripted day, 15:00 in Damascus."""
    return exactly(NOW + int(hour * HOUR))


@pytest.fixture
def do(filled_store: Store, clock: Clock) -> Doing:
    """Do the next thing, a quarter of an hour after the last."""

    def doing(action: Callable[..., Changes], *args: Any, **values: Any) -> str:
        clock.now += HOUR // 4
        saved = filled_store.do(action, *args, **values)
        return saved.ids[0] if saved.ids else saved.change

    return doing


def a_day(store: Store, filled: Filled, do: Doing) -> None:
    """Moves, words against words, corrections, people, papers; each as a person would enter it."""
    card, actor = filled.card, filled.actor
    do(cards.move_cards, [card["Homs"]], Column.FALLEN, as_of=at_hour(0), basis=Basis.CLAIMED)
    do(cards.move_cards, [card["Damascus"]], Column.CONTESTED, as_of=at_hour(0.25))
    do(cards.change_controller, card["Aleppo"], as_of=at_hour(0.5))
    do(cards.edit_card, card["Idlib"], {"basis": Basis.CONFIRMED, "note": "Market open"})
    do(cards.edit_card, card["Rastan"], {"flags": (StatusFlag.CEASEFIRE,)})
    do(cards.verify, [card["Latakia"]], checked_with="the port office", as_of=at_hour(1))
    do(records.edit_thing, filled.claim[1], {"credibility": Credibility.THREE})
    do(records.edit_thing, filled.claim[0], {"text": "We are in the city centre."})
    do(records.strike, filled.claim[2], why="not said by them")
    do(facts.add_claim, _claim(card["Hama"], actor["SNA"]))
    do(records.edit_thing, filled.event[0], {"figures": (_displaced(280_000),)})
    do(facts.record_event, _evacuation(filled))
    do(records.strike, filled.event[1], why="told twice")
    do(facts.set_route_status, _severed(filled.route))
    do(sources.rate_source, filled.source, Reliability.B, why="right ten times", as_of=at_hour(3))
    office = do(presence.add_presence, _office(filled), status=_people(12, Posture.NORMAL, 3))
    do(presence.set_presence_status, _people(4, Posture.RESTRICTED, 4, office))
    do(messages.log_message, Message(id="", text="Convoy waits at the bridge\nno water", sender="Convoy 2"))
    do(messages.triage, [filled.message], MessageState.DONE)
    asked = do(tasks.add_task, Task(id="", text="Who holds the bridge?", role="access officer"))
    do(tasks.add_task, Task(id="", text="Call the port office", kind=TaskKind.ACTION, due=at_hour(20)))
    do(tasks.settle_tasks, [asked], TaskState.DONE, outcome="HTS")
    do(records.add_record, Actor(id=new_id(), name="Port Office"))
    do(records.strike, card["Tall Rifat"], why="same as Azaz")
    do(
        cards.add_card,
        location=filled.place["Aleppo Governorate"],
        status=Status(id="", thing="", column=Column.HELD),
    )
    move_elsewhere(store, card["Sweida"], Column.CONTESTED)


def _claim(about: str, speaker: str) -> Claim:
    return Claim(
        id="",
        thing="",
        about=about,
        speaker=speaker,
        verb=ClaimVerb.DENIED,
        stance=Stance.DENIES,
        text="We did not leave.",
        said_at=at_hour(2),
    )


def _displaced(number: int) -> Figure:
    return Figure(category=FigureCategory.DISPLACED, quantifier=Quantifier.MORE_THAN, low=number)


def _evacuation(filled: Filled) -> Event:
    people = Figure(category=FigureCategory.EVACUATED, low=40)
    where = filled.place["Homs"]
    return Event(
        id="",
        thing="",
        kind=EventKind.EVACUATION,
        text="Staff leave",
        location=where,
        starts=at_hour(2),
        figures=(people,),
    )


def _severed(route: str) -> RouteStatus:
    return RouteStatus(
        id="",
        thing=route,
        use=RouteUse.CIVILIAN,
        direction=RouteDirection.BOTH,
        state=RouteState.SEVERED,
        as_of=at_hour(2),
    )


def _office(filled: Filled) -> Presence:
    return Presence(
        id="",
        organisation=filled.actor["UN"],
        location=filled.place["Homs"],
        kind=PresenceKind.OFFICE,
        name="Homs office",
    )


def _people(count: int, posture: Posture, hour: float, thing: str = "") -> PresenceStatus:
    return PresenceStatus(id="", thing=thing, headcount=count, posture=posture, as_of=at_hour(hour))


EXPECTED = """\
MOVES AND CHANGES OF CONTROL  4
  Aleppo: held by HTS → Gov; as of 30 Nov 2024 07:00 → 8 Dec 2024 15:30
  Damascus: advancing → contested; as of 8 Dec 2024 13:00 → 8 Dec 2024 15:15
  Homs: contested → fallen; basis reported → claimed; as of 8 Dec 2024 10:00 → 8 Dec 2024 15:00
  Sweida: held → contested; as of 8 Dec 2024 12:00 → 8 Dec 2024 14:00
CARDS  4
  Aleppo Governorate: new card: held
  Idlib: basis reported → confirmed; note not stated → Market open
  Rastan: flags not stated → ceasefire
  Tall Rifat: no longer on the board (same as Azaz): fallen, SNA, from SDF
CONFLICTS  1
  Sweida: new conflict: held / contested
CLAIMS  4
  Hama: new claim: SNA denied: We did not leave. (against, unrated)
  Homs: struck claim (not said by them): Gov denied: The city is calm. (against, 5 Improbable)
  Homs, HTS announced: We are in the city centre.: text We are inside the city. → We are in the city centre.
  Homs, UN reported: Shelling in the north.: credibility unrated → 3 Possibly true
VERIFICATIONS  1
  Latakia: verified: checked with the port office
EVENTS AND FIGURES  3
  Forces leave the south: struck event (told twice): withdrawal, Daraa
  People leave the north-west: figures more than 370,000 displaced civilian people, cumulative \
→ more than 280,000 displaced people
  Staff leave: new event: evacuation, Homs, 40 evacuated people
ROUTES  1
  M5 (civilian, both ways): state restricted → severed; condition checkpoint → not stated; \
as of 8 Dec 2024 09:00 → 8 Dec 2024 17:00
OUR PEOPLE  1
  Homs office: new presence; now: 4, restricted
RATINGS OF SOURCES  1
  The Wire: new rating: B Usually reliable: right ten times
MESSAGES  2
  Convoy waits at the bridge: new message: Convoy 2
  Road cut at the bridge: state untriaged → done
TASKS AND OPEN QUESTIONS  2
  Call the port office: new task: action, due 9 Dec 2024 11:00
  Who holds the bridge?: new task: open question, access officer"""


def between(store: Store, first: Moment, last: Moment = None, **asked: bool) -> str:
    with store.reading() as reading:
        return told(differences(reading, first, last, **asked))


def test_a_scripted_day_is_told_as_it_was_done(filled_store: Store, filled: Filled, do: Doing) -> None:
    with filled_store.reading() as reading:
        morning = KnownThen(reading.arrival)
    a_day(filled_store, filled, do)
    assert between(filled_store, morning).splitlines() == EXPECTED.splitlines()


def test_actors_and_places_are_told_when_asked_for(filled_store: Store, filled: Filled, do: Doing) -> None:
    with filled_store.reading() as reading:
        morning = KnownThen(reading.arrival)
    do(records.add_record, Actor(id="port", name="Port Office"))
    do(records.edit_thing, filled.place["Homs"], {"pcode": "SY0400"})
    assert between(filled_store, morning) == ""
    told_of = between(filled_store, morning, with_background=True)
    assert "Port Office: new actor" in told_of and "Homs: pcode not stated → SY0400" in told_of


def test_what_was_undone_is_no_difference(filled_store: Store, filled: Filled, do: Doing) -> None:
    with filled_store.reading() as reading:
        morning = KnownThen(reading.arrival)
    do(cards.move_cards, [filled.card["Homs"]], Column.FALLEN)
    do(history.undo)
    assert between(filled_store, morning) == ""


def test_a_back_dated_move_is_news_but_no_change_of_what_was_true(
    filled_store: Store, filled: Filled, do: Doing, clock: Clock
) -> None:
    with filled_store.reading() as reading:
        morning = KnownThen(reading.arrival)
    do(cards.move_cards, [filled.card["Homs"]], Column.FALLEN, as_of=at_hour(-1))
    assert "Homs: contested → fallen" in between(filled_store, morning)
    assert between(filled_store, TrueThen(NOW)) == ""
    assert "Homs: contested → fallen" in between(filled_store, TrueThen(NOW - 2 * HOUR))


def test_the_way_back_is_told_as_well(filled_store: Store, filled: Filled, do: Doing) -> None:
    with filled_store.reading() as reading:
        morning = KnownThen(reading.arrival)
    do(cards.move_cards, [filled.card["Homs"]], Column.FALLEN)
    assert "Homs: fallen → contested" in between(filled_store, None, morning)


def test_moves_come_first_and_each_group_once(filled_store: Store, filled: Filled, do: Doing) -> None:
    with filled_store.reading() as reading:
        morning = KnownThen(reading.arrival)
    a_day(filled_store, filled, do)
    with filled_store.reading() as reading:
        groups = [group for group, _ in grouped(differences(reading, morning, None))]
    assert groups == [group for group in Group if group in groups]
    assert groups[0] is Group.MOVES


def test_a_conflict_that_is_answered_is_told(filled_store: Store, filled: Filled, do: Doing) -> None:
    from situation_board.core.merging import conflicts, resolve

    move_elsewhere(filled_store, filled.card["Homs"], Column.FALLEN)
    with filled_store.reading() as reading:
        disputed = KnownThen(reading.arrival)
        [conflict] = conflicts(reading)
    do(resolve, conflict.id, keep="fallen")
    assert "Homs: conflict answered: contested / fallen" in between(filled_store, disputed)


@pytest.mark.parametrize(("one", "other"), [("Homs", "Hama"), ("Hama", "Homs")])
def test_a_conflict_that_goes_because_two_places_are_no_longer_one_is_told(
    filled_store: Store, filled: Filled, do: Doing, one: str, other: str
) -> None:
    do(facts.same_as, filled.place[one], filled.place[other])
    with filled_store.reading() as reading:
        joined = KnownThen(reading.arrival)
        conflicts = int(reading.value("SELECT count(*) FROM conflict"))
    do(history.undo)
    with filled_store.reading() as reading:
        told_of = [each.kind for each in differences(reading, joined, None)]
        assert reading.value("SELECT count(*) FROM conflict") == 0
    assert conflicts > 0 and told_of.count("answered_conflict") == conflicts


def test_since_a_clock_time_is_since_what_was_known_then(
    filled_store: Store, filled: Filled, clock: Clock, do: Doing
) -> None:
    with filled_store.reading() as reading:
        before = reading.arrival
    clock.now += HOUR // 2
    do(cards.move_cards, [filled.card["Homs"]], Column.FALLEN)
    clock.now += 2 * HOUR
    with filled_store.reading() as reading:
        assert learnt_since(reading, "15:20") == KnownThen(before)
        assert learnt_since(reading, "15:50") == KnownThen(reading.arrival)
        assert learnt_since(reading, f"#{before}") == KnownThen(before)
        assert known_at(reading, 0) == KnownThen(0)
        assert true_since(reading, "15:20") == TrueThen(NOW + HOUR // 3)


def test_since_takes_a_clock_time_as_the_last_one_also_where_the_situation_is_closed(
    filled_store: Store, clock: Clock, do: Doing
) -> None:
    from situation_board.core.actions.situations import edit_situation

    do(edit_situation, closed_at=at_hour(-100))
    with filled_store.reading() as reading:
        assert true_since(reading, "15:00") == TrueThen(NOW)


def test_a_bookmark_finds_its_place_again_also_in_another_copy(
    filled_store: Store, filled: Filled, do: Doing, clock: Clock
) -> None:
    with filled_store.reading() as reading:
        here = bookmark(reading)
        elsewhere = dataclasses.replace(here, change=f"{'f' * 32}:1")
    clock.now += HOUR
    do(cards.move_cards, [filled.card["Homs"]], Column.FALLEN)
    with filled_store.reading() as reading:
        assert known_at_bookmark(reading, here) == KnownThen(here.arrival)
        assert known_at_bookmark(reading, elsewhere) == KnownThen(here.arrival)
        assert bookmark(reading).arrival == reading.arrival > here.arrival


@pytest.mark.parametrize("text", ["#3", "soon"])
def test_a_time_that_cannot_be_read_is_refused(filled_store: Store, text: str) -> None:
    with filled_store.reading() as reading, pytest.raises(Mistake):
        true_since(reading, text)


def test_for_programs_a_new_card_says_its_column_and_no_more(filled_store: Store, filled: Filled, do: Doing) -> None:
    from situation_board.core.jsonform import differences_json

    with filled_store.reading() as reading:
        morning = KnownThen(reading.arrival)
    held = Status(id="", thing="", column=Column.HELD, controllers=(filled.actor["Gov"],))
    card = do(cards.add_card, location=filled.place["Aleppo Governorate"], status=held)
    with filled_store.reading() as reading:
        found = differences(reading, morning, None)
    assert told(found).endswith("Aleppo Governorate: new card: held, Gov")
    assert differences_json("#1", "now", found)["differences"] == [
        {
            "kind": "new_card",
            "id": card,
            "name": "Aleppo Governorate",
            "field": "column",
            "before": None,
            "after": "held",
        }
    ]
