"""A shift is handed over: what it lists, who confirms, and that it stays as both saw it."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from situation_board.core import history
from situation_board.core.actions import cards, handovers, messages, records, situations, tasks
from situation_board.core.handover import Handing, handing, shift_began
from situation_board.core.handover import handovers as kept_handovers
from situation_board.core.history.since import known_at
from situation_board.core.merging import merge
from situation_board.core.problems import Mistake
from situation_board.core.questions.moments import KnownThen, TrueThen
from situation_board.core.rows import Handover, Message, Task
from situation_board.core.store import Identity, Store
from situation_board.core.times import HOUR
from situation_board.core.vocabulary import Column, HandlingLabel, Priority, TaskKind
from situation_board.core.what_changed import what_changed, what_changed_since
from tests.core.filled import DESK, NOW, Filled, ago
from tests.core.looking import move_elsewhere
from tests.core.random_work import Clock

NIGHT = Identity("desk", "night shift")


def handed(store: Store, since: int | None = None) -> Handing:
    with store.reading() as reading:
        return handing(reading, since=since)


def hand_over(store: Store, listing: Handing, **said: str) -> str:
    saved = store.do(
        handovers.hand_over,
        since=listing.since,
        until=listing.until,
        arrival=listing.arrival,
        listed=listing.text,
        **said,
    )
    return saved.ids[0]


def row(store: Store, handover: str) -> Handover:
    with store.reading() as reading:
        found = reading.row(Handover, handover)
    assert found is not None
    return found


def a_shift(store: Store, filled: Filled, clock: Clock) -> None:
    clock.now += HOUR
    store.do(cards.move_cards, [filled.card["Homs"]], Column.FALLEN)
    store.do(
        tasks.add_task, Task(id="", text="Who holds the bridge?", role="access officer", about=filled.card["Homs"])
    )
    store.do(tasks.add_task, Task(id="", text="Call the port", kind=TaskKind.ACTION, due=ago(-5)))
    store.do(messages.log_message, Message(id="", text="Convoy waits", sender="Convoy 2", priority=Priority.URGENT))
    move_elsewhere(store, filled.card["Sweida"], Column.CONTESTED)


def lines(listing: Handing) -> dict[str, tuple[str, ...]]:
    return {title.partition("  ")[0]: words for title, words in listing.sections}


def test_a_handover_lists_what_the_next_shift_must_know(filled_store: Store, filled: Filled, clock: Clock) -> None:
    clock.now += HOUR // 2
    started = clock.now
    a_shift(filled_store, filled, clock)
    told = lines(handed(filled_store, since=started))
    assert any("Homs: contested → fallen" in line for line in told["Changes"])
    assert "Who holds the bridge? (Homs, access officer)" in told["Open questions"]
    assert "Call the port (due 8 Dec 2024 20:00)" in told["Tasks"]
    assert told["Conflicts"] == ("Sweida, status: held (duty officer) / contested (night shift)",)
    assert [line.partition(": ")[2] for line in told["Messages not dealt with"]] == [
        "Convoy waits",
        "Road cut at the bridge",
    ]
    assert "URGENT" in told["Messages not dealt with"][0]
    assert any(line.startswith("Rastan (card): past its shelf life") for line in told["To look at again"])
    assert told["Next sheet"] == ("none",)


def test_only_what_came_since_is_told(filled_store: Store, filled: Filled, clock: Clock) -> None:
    a_shift(filled_store, filled, clock)
    clock.now += 1
    assert lines(handed(filled_store, since=clock.now))["Changes"] == ("none",)


def test_both_confirm_and_the_list_stays_as_they_saw_it(filled_store: Store, filled: Filled, clock: Clock) -> None:
    a_shift(filled_store, filled, clock)
    listing = handed(filled_store, since=NOW)
    handover = hand_over(filled_store, listing, note="radio 2 is weak")
    filled_store.identity = NIGHT
    clock.now += HOUR // 4
    filled_store.do(handovers.take_over, handover)
    filled_store.do(cards.move_cards, [filled.card["Homs"]], Column.HELD)
    kept = row(filled_store, handover)
    assert (kept.outgoing, kept.incoming) == ("duty officer", "night shift")
    assert kept.outgoing_confirmed is not None and kept.incoming_confirmed is not None
    assert kept.listed == listing.text.strip() and "Homs: contested → fallen" in kept.listed
    assert kept.note == "radio 2 is weak"
    with filled_store.reading() as reading:
        persons = [line.person for line in history.history(reading, thing=handover)]
        assert [each.id for each in kept_handovers(reading)] == [handover, filled.handover]
    assert persons == ["night shift", "duty officer"]


def test_the_next_shift_begins_where_the_last_was_handed_over(
    filled_store: Store, filled: Filled, clock: Clock
) -> None:
    with filled_store.reading() as reading:
        assert shift_began(reading) == NOW - 24 * HOUR
    a_shift(filled_store, filled, clock)
    hand_over(filled_store, handed(filled_store))
    clock.now += HOUR
    filled_store.do(cards.move_cards, [filled.card["Damascus"]], Column.HELD)
    changes = "\n".join(lines(handed(filled_store))["Changes"])
    assert "Damascus: advancing → held" in changes
    assert "Homs" not in changes


def test_where_no_shift_was_handed_over_it_began_twelve_hours_ago(store: Store, clock: Clock) -> None:
    with store.reading() as reading:
        assert shift_began(reading) == NOW - 12 * HOUR


def test_nobody_takes_over_from_himself(filled_store: Store, clock: Clock) -> None:
    handover = hand_over(filled_store, handed(filled_store))
    with pytest.raises(Mistake, match="cannot take over"):
        filled_store.do(handovers.take_over, handover)
    assert row(filled_store, handover).incoming is None


def test_it_is_taken_over_once(filled_store: Store) -> None:
    handover = hand_over(filled_store, handed(filled_store))
    filled_store.identity = NIGHT
    filled_store.do(handovers.take_over, handover)
    filled_store.identity = dataclasses.replace(NIGHT, person="AB")
    with pytest.raises(Mistake, match="night shift has taken over"):
        filled_store.do(handovers.take_over, handover)


@pytest.mark.parametrize("struck", [False, True])
def test_without_somebody_on_duty_nothing_is_confirmed(filled_store: Store, struck: bool) -> None:
    handover = hand_over(filled_store, handed(filled_store))
    if struck:
        filled_store.do(records.strike, handover)
    filled_store.identity = Identity("desk", None)
    with pytest.raises(Mistake):
        filled_store.do(handovers.take_over, handover)
    with pytest.raises(Mistake, match="on duty"):
        hand_over(filled_store, handed(filled_store))


def test_two_laptops_confirm_each_on_its_own(
    filled_store: Store, filled: Filled, clock: Clock, tmp_path: Path, key: bytes | None
) -> None:
    handover = hand_over(filled_store, handed(filled_store))
    other_path = tmp_path / "other.sitboard"
    filled_store.copy_to(other_path)
    with Store.open(other_path, identity=Identity("truck", "convoy lead"), key=key, now=clock) as other:
        other.do(handovers.take_over, handover)
    merge(filled_store, other_path, key=key)
    assert row(filled_store, handover).incoming == "convoy lead"


def test_what_leaves_the_program_carries_label_and_exercise(filled_store: Store, filled: Filled, clock: Clock) -> None:
    filled_store.do(situations.edit_situation, exercise=True)
    with filled_store.reading() as reading:
        before = KnownThen(reading.arrival)
    clock.now += HOUR
    filled_store.do(cards.edit_card, filled.card["Homs"], {"label": HandlingLabel.RED})
    with filled_store.reading() as reading:
        changes, listing = what_changed(reading, before), handing(reading, since=NOW)
    assert changes.text.splitlines()[0] == "TLP:RED · EXERCISE · Winter offensive"
    assert "Asia/Damascus" in changes.text.splitlines()[1]
    assert listing.text.splitlines()[0] == "TLP:RED · EXERCISE · Winter offensive"


def test_what_changed_since_a_clock_time_as_learnt_and_as_true(
    filled_store: Store, filled: Filled, clock: Clock
) -> None:
    clock.now += HOUR
    filled_store.do(cards.move_cards, [filled.card["Homs"]], Column.FALLEN, as_of=ago(2))
    with filled_store.reading() as reading:
        learnt = what_changed_since(reading, "15:30")
        true = what_changed_since(reading, "15:30", true_then=True)
        first = reading.value("SELECT min(arrival) FROM log WHERE label = 'move_card'")
        assert known_at(reading, NOW + HOUR // 2) == KnownThen(first - 1)
    assert "Homs: contested → fallen" in learnt.text
    assert true.text.endswith("Nothing changed.\n")


def test_in_a_closed_situation_the_period_ends_with_the_latest_change(filled_store: Store, clock: Clock) -> None:
    with filled_store.reading() as reading:
        before = KnownThen(reading.arrival)
    filled_store.do(situations.edit_situation, closed_at=ago(40))
    with filled_store.reading() as reading:
        changes = what_changed(reading, before)
        assert changes.until.endswith(f"(#{reading.arrival})")
        assert changes.since.endswith(f"(#{before.arrival})")
        assert what_changed(reading, TrueThen(0)).until == "6 Dec 2024 23:00"


def test_who_hands_over_is_who_is_on_duty(filled_store: Store) -> None:
    assert handed(filled_store).outgoing == DESK.person


def test_a_long_list_is_cut_and_can_be_kept(filled_store: Store, clock: Clock) -> None:
    clock.now += HOUR
    for number in range(3):
        filled_store.do(messages.log_message, Message(id="", text=f"{number} " + "long " * 19_000))
    filled_store.do(tasks.add_task, Task(id="", text="word " * 19_000))
    listing = handed(filled_store, since=NOW)
    assert all(len(line) < 400 for _, said in listing.sections for line in said)
    hand_over(filled_store, listing)
