"""Where actions and questions run."""

from __future__ import annotations

import threading
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from situation_board.core.actions import records
from situation_board.core.ids import new_id
from situation_board.core.problems import Mistake, Problem, Trouble
from situation_board.core.rows import Actor
from situation_board.core.store import Changes, Reading, Saved, Store
from situation_board.gui.background import Errands, Situation
from situation_board.gui.background.jobs import Mailbox
from situation_board.gui.background.watching import News, WatchingThread
from situation_board.gui.crash import Bug, unseen_reports
from tests.gui.fixtures import THERE, delete_later_now, open_situation


def actor(name: str) -> Actor:
    return Actor(id=new_id(), name=name)


def actor_names(reading: Reading) -> set[str]:
    return {row.name or "" for row in reading.rows(Actor)}


def refuse(reading: Reading) -> Changes:
    raise Mistake("No.")


class Ear(QObject):
    """Hears, and notes on which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[Any] = []
        self.threads: set[threading.Thread] = set()

    def hear(self, what: object) -> None:
        self.heard.append(what)
        self.threads.add(threading.current_thread())


def test_actions_are_saved_in_the_order_in_which_they_were_asked_for(situation: Situation, qtbot: QtBot) -> None:
    ear = Ear()
    for number in range(20):
        situation.do(records.add_record, actor(f"Actor {number}"), done=ear.hear)

    qtbot.waitUntil(lambda: len(ear.heard) == 20)

    arrivals = [saved.arrival for saved in ear.heard]
    assert arrivals == sorted(arrivals)
    assert ear.threads == {threading.current_thread()}


def test_what_was_saved_is_seen_by_the_next_question(situation: Situation, qtbot: QtBot) -> None:
    ear = Ear()
    situation.do(
        records.add_record, actor("New one"), done=lambda _: situation.ask(actor_names, done=ear.hear), receiver=ear
    )
    qtbot.waitUntil(lambda: bool(ear.heard))
    assert "New one" in ear.heard[0]


def test_news_come_once_for_each_commit_and_before_the_answer(
    situation: Situation, filled_file: Path, qtbot: QtBot
) -> None:
    order: list[object] = []
    situation.changed.connect(order.append)
    situation.do(records.add_record, actor("A"), done=lambda saved: order.append("done"))
    qtbot.waitUntil(lambda: "done" in order)

    with Store.open(filled_file, identity=THERE) as other:
        other.do(records.edit_thing, _some_location(other), {"note": "from elsewhere"})
    qtbot.waitUntil(lambda: len(order) > 2, timeout=5_000)

    assert order == [frozenset({"actor"}), "done", frozenset({"location"})]


def _some_location(store: Store) -> str:
    with store.reading() as reading:
        return str(reading.value("SELECT id FROM location LIMIT 1"))


def test_a_commit_of_another_program_is_news(situation: Situation, filled_file: Path, qtbot: QtBot) -> None:
    with (
        qtbot.waitSignal(situation.changed, timeout=5_000) as told,
        Store.open(filled_file, identity=THERE) as other,
    ):
        other.do(records.add_record, actor("From elsewhere"))
    assert told.args == [frozenset({"actor"})]


def test_busy_is_told_when_writing_begins_and_ends(situation: Situation, qtbot: QtBot) -> None:
    told: list[bool] = []
    situation.busy.connect(told.append)
    for number in range(3):
        situation.do(records.add_record, actor(f"A{number}"))
    qtbot.waitUntil(lambda: told == [True, False])
    assert not situation.is_writing


def test_a_refused_action_is_told_to_who_asked_or_else_to_the_window(situation: Situation, qtbot: QtBot) -> None:
    own: list[Problem] = []
    everybody: list[Problem] = []
    situation.failed.connect(everybody.append)

    situation.do(refuse, failed=own.append)
    situation.do(refuse)

    qtbot.waitUntil(lambda: bool(own and everybody))
    assert [type(problem) for problem in (*own, *everybody)] == [Mistake, Mistake]


def test_a_failed_action_is_heard_although_who_asked_is_gone(situation: Situation, qtbot: QtBot) -> None:
    ear = Ear()
    everybody: list[Problem] = []
    situation.failed.connect(everybody.append)

    situation.do(refuse, failed=ear.hear)
    ear.deleteLater()
    delete_later_now()

    qtbot.waitUntil(lambda: bool(everybody))


def test_an_answer_never_reaches_a_receiver_that_is_gone(situation: Situation, qtbot: QtBot) -> None:
    ear, other = Ear(), Ear()
    heard = ear.heard
    situation.ask(actor_names, done=ear.hear)
    ear.deleteLater()
    delete_later_now()
    situation.ask(actor_names, done=other.hear)
    situation.ask(actor_names, done=other.hear)

    qtbot.waitUntil(lambda: len(other.heard) == 2)
    assert heard == []


def test_an_older_question_of_the_same_key_is_dropped(situation: Situation, qtbot: QtBot) -> None:
    ear, begun, go_on = Ear(), threading.Event(), threading.Event()

    def slow(reading: Reading) -> str:
        begun.set()
        go_on.wait(10)
        return "old"

    situation.ask(slow, done=ear.hear, key="board")
    begun.wait(10)
    situation.ask(lambda reading: "new", done=ear.hear, key="board")
    go_on.set()
    situation.ask(lambda reading: "other", done=ear.hear)

    qtbot.waitUntil(lambda: "new" in ear.heard and "other" in ear.heard)
    situation.ask(lambda reading: "last", done=ear.hear, key="board")
    qtbot.waitUntil(lambda: "last" in ear.heard)
    assert "old" not in ear.heard


def test_a_dropped_question_is_stopped_where_it_is(situation: Situation, qtbot: QtBot) -> None:
    ear, begun = Ear(), threading.Event()

    def endless(reading: Reading) -> object:
        begun.set()
        return reading.value("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n")

    situation.ask(endless, done=ear.hear, key="count")
    begun.wait(10)
    situation.ask(endless, done=ear.hear, key="other")
    situation.ask(lambda reading: 1, done=ear.hear, key="count")
    situation.ask(lambda reading: 2, done=ear.hear, key="other")

    qtbot.waitUntil(lambda: sorted(ear.heard) == [1, 2])


@pytest.mark.expects_a_report
def test_an_unexpected_exception_is_our_bug_and_leaves_a_report(situation: Situation, qtbot: QtBot) -> None:
    told: list[Problem] = []
    situation.failed.connect(told.append)

    situation.ask(lambda reading: reading.identity.laptop[99])
    situation.do(lambda reading: 1 / 0)

    qtbot.waitUntil(lambda: len(told) == 2)
    assert all(isinstance(problem, Bug) for problem in told)
    assert len(unseen_reports()) == 2


def test_closing_writes_what_is_waiting_and_leaves_one_file(filled_file: Path, qapp: object) -> None:
    situation = open_situation(filled_file)
    for number in range(10):
        situation.do(records.add_record, actor(f"Late {number}"))

    situation.close()

    assert [path.name for path in filled_file.parent.iterdir()] == [filled_file.name]
    with Store.open(filled_file) as store, store.reading() as reading:
        assert {f"Late {number}" for number in range(10)} <= actor_names(reading)


def test_closing_does_not_wait_for_a_long_question(filled_file: Path, qapp: object) -> None:
    situation, begun = open_situation(filled_file), threading.Event()

    def endless(reading: Reading) -> object:
        begun.set()
        return reading.value("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n")

    situation.ask(endless)
    begun.wait(10)
    situation.close()


def test_after_a_second_of_rest_the_file_is_whole(situation: Situation, filled_file: Path, qtbot: QtBot) -> None:
    situation.do(records.add_record, actor("Settled"))

    def is_whole() -> bool:
        return b"Settled" in filled_file.read_bytes()

    qtbot.waitUntil(is_whole, timeout=10_000)


def test_a_file_that_goes_away_and_comes_back_is_told_and_work_goes_on(
    situation: Situation, filled_file: Path, qtbot: QtBot
) -> None:
    away = filled_file.with_name("away")
    with qtbot.waitSignal(situation.standing, timeout=5_000) as told:
        filled_file.rename(away)
    assert isinstance(told.args[0], Trouble)
    with qtbot.waitSignal(situation.failed) as refused:
        situation.do(records.add_record, actor("Too late"))
    assert isinstance(refused.args[0], Trouble)

    with qtbot.waitSignal(situation.standing, timeout=5_000) as told:
        away.rename(filled_file)
    assert told.args == [None]
    saved: list[Saved] = []
    situation.do(records.add_record, actor("Again"), done=saved.append)
    qtbot.waitUntil(lambda: bool(saved))


def test_a_file_that_goes_right_after_it_was_looked_for_is_told_as_gone(filled_file: Path, qtbot: QtBot) -> None:
    ear, started, looks = Ear(), threading.Event(), count()
    mailbox = Mailbox(ear)
    with Store.open(filled_file) as store:

        def pulled() -> Store:
            if next(looks) == 1:
                filled_file.rename(filled_file.with_name("away"))
            return store

        watching = WatchingThread(
            store=pulled,
            started=started,
            news=News(mailbox, lambda _: None),
            mailbox=mailbox,
            standing=ear.hear,
            suspect=lambda: None,
            open_again=lambda: None,
        )
        started.set()
        qtbot.waitUntil(lambda: bool(ear.heard))
        watching.close()
    assert "the stick was pulled or the file was moved" in str(ear.heard[0])


def test_while_a_file_is_away_only_that_is_told_and_not_each_question_that_fails(
    situation: Situation, filled_file: Path, qtbot: QtBot
) -> None:
    told: list[Problem] = []
    situation.failed.connect(told.append)
    with qtbot.waitSignal(situation.standing):
        filled_file.rename(filled_file.with_name("away"))
    refused: list[Problem] = []
    situation.ask(actor_names, failed=refused.append)  # the threads that read have opened nothing so far
    with qtbot.waitSignal(situation.quiet):
        for _ in range(5):
            situation.ask(actor_names)
    assert told == [] and isinstance(refused[0], Trouble)


def test_another_copy_put_in_the_place_of_the_file_is_written_to(
    situation: Situation, filled_file: Path, sample_template: Path, qtbot: QtBot
) -> None:
    """As a stick does that was pulled and put back: it is the same file, and not the one that was open."""
    with qtbot.waitSignal(situation.standing, timeout=5_000):
        filled_file.unlink()
    for end in ("-wal", "-shm"):
        filled_file.with_name(filled_file.name + end).unlink(missing_ok=True)
    with qtbot.waitSignal(situation.standing, timeout=5_000):
        filled_file.write_bytes(sample_template.read_bytes())

    saved: list[Saved] = []
    situation.do(records.add_record, actor("On the new one"), done=saved.append)
    qtbot.waitUntil(lambda: bool(saved))

    with Store.open(filled_file) as store, store.reading() as reading:
        assert "On the new one" in actor_names(reading)


def test_what_a_person_did_before_somebody_else_took_over_stays_theirs(situation: Situation, qtbot: QtBot) -> None:
    people: list[str] = []

    def last_person(reading: Reading) -> str:
        return str(reading.value("SELECT person FROM log ORDER BY arrival DESC LIMIT 1"))

    def ask() -> None:
        situation.ask(last_person, done=people.append)

    situation.do(records.add_record, actor("A"), done=lambda _: ask())
    qtbot.waitUntil(lambda: len(people) == 1)
    situation.set_person("CD")
    situation.do(records.add_record, actor("B"), done=lambda _: ask())
    qtbot.waitUntil(lambda: len(people) == 2)

    assert people == ["field coord.", "CD"]


def test_an_errand_brings_its_answer_or_its_problem(errands: Errands, qtbot: QtBot) -> None:
    ear = Ear()

    def refuse_errand() -> None:
        raise Mistake("Not there.")

    errands.run(lambda: 42, done=ear.hear, failed=ear.hear)
    errands.run(refuse_errand, done=ear.hear, failed=ear.hear)

    qtbot.waitUntil(lambda: len(ear.heard) == 2)
    assert {str(what) for what in ear.heard} == {"42", "Not there."}
    assert ear.threads == {threading.current_thread()}
