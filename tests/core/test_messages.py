"""Messages: logged as they come in, triaged, and what is made of them rests on one report, on every laptop the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from situation_board.core import history, times
from situation_board.core.actions import cards, facts, messages, records, tasks
from situation_board.core.integrity import check
from situation_board.core.merging import merge
from situation_board.core.problems import Mistake
from situation_board.core.questions.footing import Footing, TimeOf, footing, message_report_id
from situation_board.core.questions.messages import (
    MessageFilter,
    MessageLine,
    counts_by_state,
    message_ids,
    message_lines,
    senders,
    untriaged_count,
)
from situation_board.core.questions.moments import KnownThen, TrueThen
from situation_board.core.questions.naming import find_one
from situation_board.core.rows import Claim, Message, Report, Status, Task
from situation_board.core.store import Changes, Identity, Reading, Saved, Store
from situation_board.core.vocabulary import (
    Basis,
    ClaimVerb,
    Column,
    HandlingLabel,
    Medium,
    MessageState,
    Priority,
    Stance,
    TaskKind,
    TaskState,
)
from tests.core.filled import NOW, Filled, ago
from tests.core.looking import face

TEXT = "Checkpoint north of Homs is gone\nNo shelling since dawn"


def log(store: Store, text: str = TEXT, **values: object) -> str:
    return store.do(messages.log_message, Message(id="", text=text, **values)).ids[0]  # type: ignore[arg-type]


def row(store: Store, message: str) -> Message:
    with store.reading() as reading:
        found = reading.row(Message, message)
    assert found is not None
    return found


def line(store: Store, message: str) -> MessageLine:
    with store.reading() as reading:
        return message_lines(reading, [message])[0]


def report_row(store: Store, message: str) -> Report | None:
    with store.reading() as reading:
        return reading.row(Report, message_report_id(message))


def ids(store: Store, state: MessageState | None = None, text: str = "", **more: object) -> list[str]:
    with store.reading() as reading:
        return message_ids(reading, MessageFilter(state, text), **more)  # type: ignore[arg-type]


def move(store: Store, message: str, filled: Filled, column: Column = Column.FALLEN, **said: object) -> Saved:
    return store.do(messages.resting_on, message, cards.move_cards, [filled.card["Homs"]], column, **said)


def status(store: Store, filled: Filled) -> Status:
    with store.reading() as reading:
        return cards.current_status(reading, filled.card["Homs"])


class TestLogging:
    def test_what_nobody_says_is_set_now_untriaged_and_the_next_number(
        self, filled_store: Store, filled: Filled
    ) -> None:
        first, second = log(filled_store), log(filled_store, received=ago(1))
        logged = row(filled_store, first)
        assert (logged.received, logged.state, logged.number) == (times.exactly(NOW), MessageState.UNTRIAGED, 1)
        assert row(filled_store, second).number == 2
        assert line(filled_store, first).number == "M1"

    def test_words_keep_their_lines(self, filled_store: Store, filled: Filled) -> None:
        assert row(filled_store, log(filled_store)).text == TEXT

    def test_a_message_cannot_come_in_later_than_now(self, filled_store: Store, filled: Filled) -> None:
        with pytest.raises(Mistake) as told:
            log(filled_store, received=ago(-1))
        assert told.value.field == "received"

    def test_a_message_says_something(self, filled_store: Store, filled: Filled) -> None:
        with pytest.raises(Mistake):
            log(filled_store, " \n ")

    def test_it_is_found_by_its_spoken_number_unless_something_is_called_so(
        self, filled_store: Store, filled: Filled
    ) -> None:
        message = log(filled_store)
        log(filled_store)
        with filled_store.reading() as reading:
            assert find_one(reading, "M1").id == message
            assert find_one(reading, "m١").id == message
            assert find_one(reading, "M5").table == "route"


class TestTriage:
    def test_several_are_triaged_in_one_step(self, filled_store: Store, filled: Filled) -> None:
        both = [log(filled_store), log(filled_store)]
        before = counts(filled_store)
        filled_store.do(messages.triage, both, MessageState.DONE)
        assert counts(filled_store)[MessageState.DONE] == before[MessageState.DONE] + 2
        filled_store.do(history.undo)
        assert counts(filled_store) == before

    def test_a_struck_or_unknown_message_is_not_triaged(self, filled_store: Store, filled: Filled) -> None:
        message = log(filled_store)
        filled_store.do(records.strike, message)
        for wanted in (message, "nothing"):
            with pytest.raises(Mistake, match="no such message"):
                filled_store.do(messages.triage, [wanted], MessageState.DONE)
        with pytest.raises(Mistake, match="No message"):
            filled_store.do(messages.triage, [], MessageState.DONE)


def counts(store: Store) -> dict[MessageState, int]:
    with store.reading() as reading:
        found = counts_by_state(reading)
        assert untriaged_count(reading) == found[MessageState.UNTRIAGED]
        return found


class TestWhatRestsOnAMessage:
    def test_a_move_is_one_step_with_the_report_that_it_makes(self, filled_store: Store, filled: Filled) -> None:
        message = log(
            filled_store,
            sender="convoy desk",
            source=filled.source,
            medium=Medium.RADIO,
            received=ago(0.5),
            label=HandlingLabel.GREEN,
        )
        move(filled_store, message, filled)
        report = report_row(filled_store, message)
        assert report is not None
        assert (report.source, report.received, report.excerpt) == (filled.source, ago(0.5), TEXT)
        assert (report.message, report.label) == (message, HandlingLabel.GREEN)
        assert report.title == "M1, convoy desk, radio, 8 Dec 2024 14:30"
        now = status(filled_store, filled)
        assert (now.report, now.as_of, now.column) == (report.id, ago(0.5), Column.FALLEN)
        filled_store.do(history.undo)
        assert status(filled_store, filled).column is Column.CONTESTED
        undone = report_row(filled_store, message)
        assert undone is not None and undone.voided

    def test_a_move_by_a_message_raises_no_basis(self, filled_store: Store, filled: Filled) -> None:
        before = status(filled_store, filled).basis
        filled_store.do(cards.edit_status, filled.card["Homs"], {"basis": Basis.CLAIMED})
        move(filled_store, log(filled_store, received=ago(0.5)), filled)
        assert before is Basis.REPORTED
        assert status(filled_store, filled).basis is Basis.CLAIMED

    def test_a_time_that_is_said_counts_more_than_that_of_the_message(
        self, filled_store: Store, filled: Filled
    ) -> None:
        move(filled_store, log(filled_store), filled, as_of=ago(2))
        assert status(filled_store, filled).as_of == ago(2)

    def test_an_older_message_goes_into_the_history_and_says_so(self, filled_store: Store, filled: Filled) -> None:
        saved = move(filled_store, log(filled_store, received=ago(40)), filled)
        assert saved.notes == ("not_current",)
        assert status(filled_store, filled).column is Column.CONTESTED

    def test_all_that_is_made_of_it_rests_on_one_report_and_is_counted(
        self, filled_store: Store, filled: Filled
    ) -> None:
        message = log(filled_store, received=ago(0.5))
        move(filled_store, message, filled)
        filled_store.do(
            messages.resting_on, message, cards.verify, [filled.card["Hama"], filled.route], checked_with="the message"
        )
        filled_store.do(claim_by_message, message, filled)
        filled_store.do(task_by_message, message)
        with filled_store.reading() as reading:
            assert len(reading.rows(Report, "message = ?", message)) == 1
            assert check(reading).clean
        assert line(filled_store, message).made == (("card", 1), ("claim", 1), ("task", 1), ("verification", 2))
        filled_store.do(history.undo)
        assert line(filled_store, message).made == (("card", 1), ("claim", 1), ("verification", 2))

    def test_a_place_retaken_rests_on_it_too(self, filled_store: Store, filled: Filled) -> None:
        message = log(filled_store)
        filled_store.do(messages.resting_on, message, cards.change_controller, filled.card["Hama"])
        with filled_store.reading() as reading:
            now = cards.current_status(reading, filled.card["Hama"])
        assert (now.report, now.controllers) == (message_report_id(message), (filled.actor["Gov"],))

    def test_a_report_made_again_after_undo_is_the_same_and_stands(self, filled_store: Store, filled: Filled) -> None:
        message = log(filled_store, received=ago(0.5))
        move(filled_store, message, filled)
        filled_store.do(history.undo)
        move(filled_store, message, filled)
        report = report_row(filled_store, message)
        assert report is not None and not report.voided and report.excerpt == TEXT
        assert status(filled_store, filled).report == report.id

    def test_nothing_rests_on_a_struck_message_or_report(self, filled_store: Store, filled: Filled) -> None:
        message = log(filled_store)
        filled_store.do(records.strike, message)
        filled_store.do(records.strike, filled.report)
        for thing in (message, filled.report, "nothing"):
            with pytest.raises(Mistake):
                move(filled_store, thing, filled)

    def test_a_known_report_is_rested_on_as_it_is(self, filled_store: Store, filled: Filled) -> None:
        filled_store.do(
            messages.resting_on, filled.report, cards.move_cards, [filled.card["Latakia"]], Column.CONTESTED
        )
        with filled_store.reading() as reading:
            now = cards.current_status(reading, filled.card["Latakia"])
        assert (now.report, now.as_of) == (filled.report, ago(4))


def claim_by_message(reading: Reading, message: str, filled: Filled) -> Changes:
    report, drafts = messages.report_to_rest_on(reading, message)
    claim = Claim(
        id="",
        thing="",
        about=filled.card["Homs"],
        verb=ClaimVerb.SAID,
        stance=Stance.SUPPORTS,
        text="It is quiet.",
        report=report,
    )
    return facts.add_claim(reading, claim, beside=drafts)


def task_by_message(reading: Reading, message: str) -> Changes:
    report, drafts = messages.report_to_rest_on(reading, message)
    task = Task(id="", text="Ask again at noon", kind=TaskKind.ACTION, state=TaskState.OPEN, report=report)
    return tasks.add_task(reading, task, beside=drafts)


class TestCorrections:
    def test_the_report_follows_in_what_it_has_from_the_message(self, filled_store: Store, filled: Filled) -> None:
        message = log(filled_store, received=ago(0.5))
        move(filled_store, message, filled)
        values = {"source": filled.source, "text": "Gone since dawn", "note": "read back"}
        saved = filled_store.do(messages.edit_message, message, values)
        report = report_row(filled_store, message)
        assert report is not None
        assert (report.source, report.excerpt, report.received) == (filled.source, "Gone since dawn", ago(0.5))
        assert saved.ids == (message,)
        filled_store.do(history.undo)
        report = report_row(filled_store, message)
        assert report is not None and (report.source, report.excerpt) == (None, TEXT)

    def test_what_was_said_of_the_report_itself_stays(self, filled_store: Store, filled: Filled) -> None:
        message = log(filled_store)
        move(filled_store, message, filled)
        filled_store.do(records.edit_thing, message_report_id(message), {"label": HandlingLabel.RED})
        filled_store.do(messages.edit_message, message, {"label": HandlingLabel.GREEN})
        report = report_row(filled_store, message)
        assert report is not None and report.label is HandlingLabel.RED

    def test_without_a_report_only_the_message_is_corrected(self, filled_store: Store, filled: Filled) -> None:
        message = log(filled_store)
        filled_store.do(messages.edit_message, message, {"sender": "night desk"})
        assert row(filled_store, message).sender == "night desk"
        assert report_row(filled_store, message) is None


class TestFooting:
    def test_of_a_message_it_is_when_it_came_in(self, filled_store: Store, filled: Filled) -> None:
        message = log(filled_store, sender="night desk", received=ago(1))
        found = of(filled_store, message)
        assert found is not None and found.is_message
        assert (found.time, found.time_of, found.source) == (ago(1), TimeOf.RECEIVED, "night desk")
        assert found.title == "M1, night desk, 8 Dec 2024 14:00"

    def test_of_a_message_from_nobody_named_the_title_is_what_it_says(
        self, filled_store: Store, filled: Filled
    ) -> None:
        found = of(filled_store, log(filled_store, received=ago(1)))
        assert found is not None and found.title == "M1, Checkpoint north of Homs is gone, 8 Dec 2024 14:00"

    def test_of_a_report_it_is_when_it_was_published(self, filled_store: Store, filled: Filled) -> None:
        found = of(filled_store, filled.report)
        assert found == Footing(filled.report, "Fighting on the road", "The Wire", ago(4), TimeOf.PUBLISHED)

    def test_a_time_added_to_the_report_of_a_message_counts(self, filled_store: Store, filled: Filled) -> None:
        message = log(filled_store, received=ago(1))
        move(filled_store, message, filled)
        filled_store.do(records.edit_thing, message_report_id(message), {"published": ago(3)})
        found = of(filled_store, message)
        assert found is not None and (found.thing, found.time, found.time_of) == (message, ago(3), TimeOf.PUBLISHED)

    def test_there_is_none_of_anything_else(self, filled_store: Store, filled: Filled) -> None:
        filled_store.do(records.strike, filled.report)
        for thing in (filled.report, filled.card["Homs"], "nothing"):
            assert of(filled_store, thing) is None


def of(store: Store, thing: str) -> Footing | None:
    with store.reading() as reading:
        return footing(reading, thing)


class TestTheList:
    def test_what_came_in_last_stands_first(self, filled_store: Store, filled: Filled) -> None:
        newest, oldest = log(filled_store, received=ago(0.1)), log(filled_store, received=ago(30))
        assert ids(filled_store) == [newest, filled.message, oldest]

    def test_it_is_narrowed_by_state_and_words_in_any_spelling(self, filled_store: Store, filled: Filled) -> None:
        quiet = log(filled_store, "Quiet in Al-Waer", sender="convoy desk")
        arabic = log(filled_store, "الوضع في حمص هادئ")
        filled_store.do(messages.triage, [quiet], MessageState.DONE)
        assert ids(filled_store, MessageState.DONE) == [quiet]
        assert ids(filled_store, text="convoy") == [quiet]
        assert ids(filled_store, text="al waer qui") == [quiet]
        assert ids(filled_store, text="حمص") == [arabic]
        assert ids(filled_store, text=line(filled_store, arabic).number) == [arabic]
        assert ids(filled_store, MessageState.NOT_RELEVANT) == []

    def test_struck_messages_are_left_out(self, filled_store: Store, filled: Filled) -> None:
        filled_store.do(records.strike, filled.message)
        assert ids(filled_store) == []

    def test_the_past_shows_what_had_come_in_by_then(self, filled_store: Store, filled: Filled) -> None:
        late = log(filled_store, received=ago(0.1))
        with filled_store.reading() as reading:
            known = reading.arrival
        filled_store.do(messages.triage, [late], MessageState.DONE)
        later = log(filled_store)
        assert ids(filled_store, moment=TrueThen(ago(1).earliest)) == [filled.message]
        assert later in ids(filled_store)
        then = KnownThen(known)
        assert ids(filled_store, moment=then) == [late, filled.message]
        assert ids(filled_store, MessageState.UNTRIAGED, moment=then) == [late, filled.message]
        assert ids(filled_store, text="quiet", moment=then) == []

    def test_a_line_names_source_and_priority(self, filled_store: Store, filled: Filled) -> None:
        found = line(filled_store, log(filled_store, source=filled.source, priority=Priority.EMERGENCY))
        assert (found.source, found.message.priority) == ("The Wire", Priority.EMERGENCY)

    def test_senders_are_told_once_the_latest_first(self, filled_store: Store, filled: Filled) -> None:
        for who, hours in (("night desk", 3), ("convoy desk", 2), ("night desk", 1)):
            log(filled_store, sender=who, received=ago(hours))
        with filled_store.reading() as reading:
            assert senders(reading) == ["night desk", "convoy desk"]


@pytest.fixture
def elsewhere(filled_store: Store, tmp_path: Path) -> Iterator[Callable[[], Store]]:
    """Opens a copy of the store, as it is then, on another laptop."""
    opened: list[Store] = []

    def copy() -> Store:
        path = tmp_path / f"elsewhere-{len(opened)}.sitboard"
        filled_store.copy_to(path)
        opened.append(
            Store.open(path, key=filled_store._key, identity=Identity("elsewhere", "night desk"), now=lambda: NOW)
        )
        return opened[-1]

    yield copy
    for store in opened:
        store.close()


def test_two_laptops_that_work_on_one_message_make_one_report(
    filled_store: Store, filled: Filled, elsewhere: Callable[[], Store]
) -> None:
    message = log(filled_store, sender="convoy desk", received=ago(0.5))
    other = elsewhere()
    move(filled_store, message, filled)
    other.do(messages.resting_on, message, cards.verify, [filled.card["Hama"]], checked_with="the message")
    merge(filled_store, other.path, key=other._key)
    with filled_store.reading() as reading:
        assert len(reading.rows(Report, "message = ? AND voided = 0", message)) == 1
        assert reading.value("SELECT count(*) FROM conflict") == 0
        assert check(reading).clean
    assert line(filled_store, message).made == (("card", 1), ("verification", 1))


def test_numbers_that_two_laptops_gave_twice_get_letters(
    filled_store: Store, filled: Filled, elsewhere: Callable[[], Store]
) -> None:
    other = elsewhere()
    both = [log(filled_store, "from here"), log(other, "from there")]
    merge(filled_store, other.path, key=other._key)
    assert sorted(line(filled_store, message).number for message in both) == ["M1a", "M1b"]
    with filled_store.reading() as reading:
        assert {find_one(reading, number).id for number in ("M1a", "M1b")} == set(both)
        with pytest.raises(Mistake, match="2 things"):
            find_one(reading, "M1")
    assert sorted(ids(filled_store, text="M1")) == sorted(both)


def test_a_card_face_has_a_source_after_a_move_by_a_message(filled_store: Store, filled: Filled) -> None:
    assert not face(filled_store, filled.card["Hama"]).has_source
    message = log(filled_store)
    filled_store.do(messages.resting_on, message, cards.move_cards, [filled.card["Hama"]], Column.CONTESTED)
    assert face(filled_store, filled.card["Hama"]).has_source
