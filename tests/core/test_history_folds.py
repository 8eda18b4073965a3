"""The history folds runs of one kind of action, and says what was struck since and why."""

from __future__ import annotations

import dataclasses

from situation_board.core import history
from situation_board.core.actions import attachments, cards, facts, messages, presence, records, sources, tasks
from situation_board.core.history import Fold, HistoryLine, folded
from situation_board.core.rows import Actor, Claim, Event, Message, Presence, PresenceStatus, Task
from situation_board.core.store import Identity, Store
from situation_board.core.times import MINUTE
from situation_board.core.vocabulary import (
    Column,
    EventKind,
    MessageState,
    Posture,
    PresenceKind,
    Reliability,
    TaskState,
)
from tests.core.filled import Filled, ago
from tests.core.random_work import Clock


def lines(store: Store, thing: str | None = None) -> list[HistoryLine]:
    with store.reading() as reading:
        return history.history(reading, thing=thing)


def folds(store: Store) -> list[Fold]:
    return folded(lines(store))


def add_actors(store: Store, clock: Clock, *names: str, pause: int = MINUTE) -> None:
    for name in names:
        clock.now += pause
        store.do(records.add_record, Actor(id=name, name=name))


def test_a_run_of_one_kind_is_one_line_that_holds_all_of_them(filled_store: Store, clock: Clock) -> None:
    clock.now += 60 * MINUTE
    add_actors(filled_store, clock, "a", "b", "c", "d", "e")
    run = folds(filled_store)[0]
    assert run.words == "add actor, 5 times: e, d, c and 2 more"
    assert [line.parts[0].name for line in run.lines] == ["e", "d", "c", "b", "a"]


def test_the_key_of_a_run_stays_while_it_grows(filled_store: Store, clock: Clock) -> None:
    clock.now += 60 * MINUTE
    add_actors(filled_store, clock, "a", "b", "c")
    before = folds(filled_store)[0].key
    add_actors(filled_store, clock, "d")
    assert folds(filled_store)[0].key == before


def test_two_another_person_another_kind_and_a_pause_are_not_folded(filled_store: Store, clock: Clock) -> None:
    clock.now += 60 * MINUTE
    add_actors(filled_store, clock, "a", "b")
    assert not folds(filled_store)[0].is_run
    filled_store.identity = Identity("desk", "night shift")
    add_actors(filled_store, clock, "c", "d")
    assert not folds(filled_store)[0].is_run
    add_actors(filled_store, clock, "e", "f", pause=20 * MINUTE)
    assert not folds(filled_store)[0].is_run
    filled_store.do(tasks.add_task, Task(id="t", text="x"))
    assert [fold.is_run for fold in folds(filled_store)[:3]] == [False, False, False]


def test_what_was_undone_stands_alone(filled_store: Store, clock: Clock) -> None:
    clock.now += 60 * MINUTE
    add_actors(filled_store, clock, "a", "b", "c", "d")
    filled_store.do(history.undo_action, lines(filled_store)[1].action)
    assert not any(fold.is_run for fold in folds(filled_store)[:5])


def test_folding_loses_no_line_and_keeps_their_order(filled_store: Store) -> None:
    every = lines(filled_store)
    assert [line for fold in folded(every) for line in fold.lines] == every
    assert any(fold.is_run for fold in folded(every))
    assert folded([]) == []


def test_an_entry_that_was_struck_says_why(filled_store: Store, filled: Filled) -> None:
    filled_store.do(records.strike, filled.claim[0], why="not said by them")
    made = next(line for line in lines(filled_store, filled.claim[0]) if line.label == "add_claim")
    assert made.struck == "not said by them" and not made.undone
    filled_store.do(history.undo)
    made = next(line for line in lines(filled_store, filled.claim[0]) if line.label == "add_claim")
    assert made.struck is None


def test_a_correction_is_no_strike(filled_store: Store, filled: Filled) -> None:
    card = filled.card["Homs"]
    filled_store.do(cards.move_cards, [card], Column.FALLEN)
    filled_store.do(cards.edit_card, card, {"basis": None})
    assert all(line.struck is None for line in lines(filled_store, card))


def test_messages_tasks_people_ratings_and_attachments_are_told_in_words(filled_store: Store, filled: Filled) -> None:
    do = filled_store.do
    message = do(messages.log_message, Message(id="", text="Convoy waits\nno water", sender="Convoy 2")).ids[0]
    do(messages.triage, [message], MessageState.DONE)
    task = do(tasks.add_task, Task(id="", text="Who holds the bridge?")).ids[0]
    do(tasks.settle_tasks, [task], TaskState.DONE, outcome="HTS")
    place = Presence(
        id="",
        organisation=filled.actor["UN"],
        location=filled.place["Homs"],
        kind=PresenceKind.OFFICE,
        name="Area office",
    )
    office = do(presence.add_presence, place).ids[0]
    status = PresenceStatus(id="", thing=office, headcount=4, posture=Posture.RESTRICTED, as_of=ago(1))
    do(presence.set_presence_status, status)
    do(sources.rate_source, filled.source, Reliability.B, why="right ten times")
    do(attachments.attach, report=filled.report, name="bridge.png", media_type="image/png", content=b"x")
    told = [line.words for line in lines(filled_store)[:8]]
    assert told == [
        "attachment bridge.png added",
        "rating The Wire added (B Usually reliable)",
        "presence status Area office added (4, restricted)",
        "presence Area office added",
        "Who holds the bridge?: state open → done; Who holds the bridge?: outcome - → HTS",
        "task Who holds the bridge? added",
        "Convoy waits: state untriaged → done",
        "message Convoy waits added",
    ]


def test_a_corrected_figure_is_told_before_and_after(filled_store: Store, filled: Filled) -> None:
    with filled_store.reading() as reading:
        [event] = reading.rows(Event, "thing = ?", filled.event[0])
    figure = dataclasses.replace(event.figures[0], low=280_000, number=None)
    filled_store.do(records.edit_thing, filled.event[0], {"figures": (figure,), "kind": EventKind.RETURN})
    words = lines(filled_store)[0].words
    assert "kind displacement → return" in words
    assert "more than 370,000 displaced" in words and "→ more than 280,000 displaced" in words


def test_a_new_claim_is_told_by_what_it_says(filled_store: Store, filled: Filled) -> None:
    with filled_store.reading() as reading:
        claim = reading.rows(Claim, "thing = ?", filled.claim[0])[0]
    filled_store.do(facts.add_claim, dataclasses.replace(claim, id="", thing="", text="We stay."))
    assert "We stay." in lines(filled_store)[0].words
