"""What is to be looked at again, in which order, and handing it to somebody."""

from __future__ import annotations

from pathlib import Path

import pytest

from situation_board.core import history
from situation_board.core.actions import cards, facts, handing, records, situations, tasks
from situation_board.core.merging import merge
from situation_board.core.problems import Mistake
from situation_board.core.questions.reverify import ToVerify, WhyAgain, queue_lines, reverify_queue
from situation_board.core.rows import Claim, Event, RouteStatus, Task
from situation_board.core.store import Identity, Store
from situation_board.core.times import HOUR
from situation_board.core.vocabulary import (
    ClaimVerb,
    Column,
    EventKind,
    RouteDirection,
    RouteState,
    RouteUse,
    Stance,
    TaskKind,
    TaskState,
)
from tests.core.filled import NOW, Filled, ago, known


def queue(store: Store) -> dict[str, ToVerify]:
    """By name, in order."""
    with store.reading() as reading:
        return {line.name: line for line in reverify_queue(reading).lines}


def why(store: Store, name: str) -> tuple[WhyAgain, ...]:
    found = queue(store).get(name)
    return found.why if found else ()


def test_what_is_past_its_shelf_life_is_in_the_queue_and_nothing_else(filled_store: Store) -> None:
    assert {name: line.why for name, line in queue(filled_store).items()} == dict.fromkeys(
        ("Aleppo", "Palmyra", "Tall Rifat", "Rastan"), (WhyAgain.STALE,)
    )


def test_how_often_the_shelf_life_went_by_decides_where_as_much_hangs_on_each(filled_store: Store) -> None:
    lines = queue(filled_store)
    without = [name for name, line in lines.items() if not line.hangs]
    assert without == ["Tall Rifat", "Palmyra", "Rastan"]  # 90 of 72 hours, 30 of 24, which is as much, 14 of 12
    assert lines["Palmyra"].overdue(NOW) == 6 * HOUR


def test_what_more_hangs_on_comes_first(filled_store: Store, filled: Filled) -> None:
    assert next(iter(queue(filled_store))) == "Aleppo"  # an event and a route
    for number in range(7):
        claim = Claim(
            id="",
            thing="",
            about=filled.card["Rastan"],
            speaker=filled.actor["UN"],
            verb=ClaimVerb.REPORTED,
            stance=Stance.SUPPORTS,
            text=f"Column seen, {number}",
        )
        filled_store.do(facts.add_claim, claim)
    lines = queue(filled_store)
    assert next(iter(lines)) == "Rastan"
    assert (lines["Rastan"].hangs, lines["Aleppo"].hangs) == (7, 2)


def test_an_edited_claim_hangs_on_a_card_once_and_a_struck_one_not_at_all(filled_store: Store, filled: Filled) -> None:
    filled_store.do(situations.edit_situation, shelf_life_contested=1)
    before = queue(filled_store)["Homs"].hangs
    filled_store.do(records.edit_thing, filled.claim[0], {"text": "We are in."})
    assert queue(filled_store)["Homs"].hangs == before
    filled_store.do(records.strike, filled.claim[0])
    assert queue(filled_store)["Homs"].hangs == before - 1


def test_a_verification_takes_a_card_off_the_queue(filled_store: Store, filled: Filled) -> None:
    filled_store.do(cards.verify, [filled.card["Palmyra"]], checked_with="two shepherds")
    assert "Palmyra" not in queue(filled_store)


def test_a_card_s_own_shelf_life_counts(filled_store: Store, filled: Filled) -> None:
    filled_store.do(cards.edit_card, filled.card["Palmyra"], {"shelf_life": 48})
    assert "Palmyra" not in queue(filled_store)


def test_a_card_whose_only_report_was_struck_is_queued_also_after_a_merge_and_undo_takes_it_off(
    filled_store: Store, filled: Filled, tmp_path: Path
) -> None:
    other_path = tmp_path / "other.sitboard"
    filled_store.copy_to(other_path)
    with Store.open(other_path, key=filled_store._key, identity=Identity("other", None), now=lambda: NOW) as other:
        other.do(records.strike, filled.report, why="a hoax")
        assert why(other, "Homs") == (WhyAgain.SOURCE_STRUCK,)
        assert why(other, "Aleppo") == (WhyAgain.STALE, WhyAgain.SOURCE_STRUCK)
    merge(filled_store, other_path, key=filled_store._key)
    assert why(filled_store, "Homs") == (WhyAgain.SOURCE_STRUCK,)
    with Store.open(other_path, key=filled_store._key, identity=Identity("other", None), now=lambda: NOW) as other:
        other.do(history.undo)
    merge(filled_store, other_path, key=filled_store._key)
    assert why(filled_store, "Homs") == ()


def test_a_new_status_with_a_source_takes_it_off(filled_store: Store, filled: Filled) -> None:
    filled_store.do(records.strike, filled.report)
    filled_store.do(cards.move_cards, [filled.card["Homs"]], Column.FALLEN)
    assert "Homs" not in queue(filled_store)  # it rests on no report now, which the card itself says


class TestRoutesAndAdvisories:
    def test_a_route_is_stale_after_twelve_hours_or_as_the_situation_says(
        self, filled_store: Store, filled: Filled
    ) -> None:
        assert "M5" not in queue(filled_store)
        filled_store.do(situations.edit_situation, shelf_life_route=5)
        line = queue(filled_store)["M5"]
        assert (line.table, line.why, line.overdue(NOW)) == ("route", (WhyAgain.STALE,), HOUR)
        filled_store.do(cards.verify, [filled.route], checked_with="a driver")
        assert "M5" not in queue(filled_store)

    def test_a_route_is_as_old_as_its_oldest_state(self, filled_store: Store, filled: Filled) -> None:
        cargo = RouteStatus(
            id=known("cargo"),
            thing=filled.route,
            use=RouteUse.COMMERCIAL,
            direction=RouteDirection.BOTH,
            state=RouteState.OPEN,
            as_of=ago(13),
        )
        filled_store.do(facts.set_route_status, cargo)
        assert queue(filled_store)["M5"].seen == ago(13)

    def test_a_route_whose_report_was_struck_is_queued(self, filled_store: Store, filled: Filled) -> None:
        filled_store.do(records.edit_thing, filled.route_status, {"report": filled.report})
        filled_store.do(records.strike, filled.report)
        assert why(filled_store, "M5") == (WhyAgain.SOURCE_STRUCK,)

    def test_an_advisory_in_force_is_stale_after_twelve_hours_or_as_the_situation_says(
        self, filled_store: Store
    ) -> None:
        advisory = Event(id="", thing="", kind=EventKind.ADVISORY, text="Leave now", starts=ago(13))
        filled_store.do(facts.record_event, advisory)
        assert why(filled_store, "Leave now") == (WhyAgain.STALE,)
        filled_store.do(situations.edit_situation, shelf_life_advisory=24)
        assert why(filled_store, "Leave now") == ()


class TestHanding:
    def test_what_is_handed_to_a_role_is_a_task_and_in_the_queue(self, filled_store: Store, filled: Filled) -> None:
        saved = filled_store.do(handing.ask_to_check, [filled.card["Homs"]], role="access officer", due=ago(-3))
        with filled_store.reading() as reading:
            task = reading.row(Task, saved.ids[0])
        assert task is not None
        assert (task.text, task.kind, task.about) == ("Homs", TaskKind.CHECK, filled.card["Homs"])
        line = queue(filled_store)["Homs"]
        assert (line.why, line.roles, line.due) == ((WhyAgain.ASKED,), ("access officer",), ago(-3))

    def test_what_was_handed_to_somebody_goes_to_the_new_role(self, filled_store: Store, filled: Filled) -> None:
        first = filled_store.do(handing.ask_to_check, [filled.card["Homs"]], role="access officer")
        again = filled_store.do(handing.ask_to_check, [filled.card["Homs"]], role="security officer")
        assert first.ids == again.ids
        assert queue(filled_store)["Homs"].roles == ("security officer",)

    def test_verifying_settles_the_task_and_undo_opens_it_again(self, filled_store: Store, filled: Filled) -> None:
        task = filled_store.do(handing.ask_to_check, [filled.card["Homs"]], role="access officer").ids[0]
        filled_store.do(cards.verify, [filled.card["Homs"]], checked_with="the mayor's office")
        with filled_store.reading() as reading:
            done = reading.row(Task, task)
        assert done is not None and (done.state, done.outcome) == (TaskState.DONE, "the mayor's office")
        assert "Homs" not in queue(filled_store)
        filled_store.do(history.undo)
        assert "Homs" in queue(filled_store)

    def test_a_task_of_another_kind_queues_nothing(self, filled_store: Store, filled: Filled) -> None:
        question = Task(id="", text="Who holds the bridge?", kind=TaskKind.QUESTION, about=filled.card["Homs"])
        filled_store.do(tasks.add_task, question)
        assert "Homs" not in queue(filled_store)

    def test_without_a_role_nothing_is_handed(self, filled_store: Store, filled: Filled) -> None:
        with pytest.raises(Mistake) as refused:
            filled_store.do(handing.ask_to_check, [filled.card["Homs"]], role=" ")
        assert refused.value.field == "role"


def test_some_lines_are_the_same_as_in_the_whole(filled_store: Store, filled: Filled) -> None:
    filled_store.do(records.strike, filled.report)
    filled_store.do(handing.ask_to_check, [filled.card["Sweida"], filled.route], role="access officer")
    with filled_store.reading() as reading:
        whole = reverify_queue(reading).lines
        some = [line.thing for line in whole[::-2]]
        assert (
            queue_lines(reading, [*some, filled.card["Latakia"]])
            == [line for line in whole if line.thing in some][::-1]
        )


def test_only_the_most_urgent_are_told_and_how_many_there_are(filled_store: Store) -> None:
    with filled_store.reading() as reading:
        found = reverify_queue(reading, limit=2)
    assert ([line.name for line in found.lines], found.count) == (["Aleppo", "Tall Rifat"], 4)
