"""The process that imports for the window: it does what the command line does, stops when told, and ends with it."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from situation_board.core.gazetteer import Gazetteer
from situation_board.core.importing.apart import ARGUMENT
from situation_board.core.importing.apart import channel as channels
from situation_board.core.importing.apart.channel import Channel, Gone, make_channel
from situation_board.core.importing.apart.messages import (
    CheckFile,
    Crashed,
    Done,
    Failed,
    LookAt,
    Reached,
    Seen,
    Stop,
    Stopped,
    TakeIn,
    TidyUp,
    situation_file,
)
from situation_board.core.importing.importing import Summary
from situation_board.core.importing.known_formats import FORMATS
from situation_board.core.importing.options import DateOrder, Options
from situation_board.core.importing.placing import Found
from situation_board.core.importing.seeing import abridged, see_file
from situation_board.core.integrity import check
from situation_board.core.problems import Mistake, Problem
from situation_board.core.store import Store
from situation_board.core.store.loading import ABANDONED, tidy
from situation_board.core.times import zone_named
from tests.core.importing.importing import ZONE, end_of, options, written

ROWS = 6_000
WAIT = 60.0
MEGABYTE = 1 << 20
GARBLED = b"cposix\nsystem\n(S'true'\ntR."
"""What would run a command where anything is made of a message."""


def table(rows: int) -> str:
    lines = (f"{n},2024-11-{1 + n % 9:02},Madeplace {n % 5},{n}" for n in range(1, rows + 1))
    return "id,date,place,displaced\n" + "\n".join(lines) + "\n"


class Window:
    """What stands for the window: its end of the pipe, and the store that it has open."""

    def __init__(self, store: Store, channel: Channel, process: subprocess.Popen[bytes]) -> None:
        self.store, self.channel, self.process = store, channel, process

    def look_at(self, path: Path, **said: Any) -> LookAt:
        with self.store.reading() as reading:
            chosen = Options(zone=reading.zone, now=reading.now, **said)
        return LookAt(situation_file(self.store), str(path), chosen, None)

    def take_in(self, seen: LookAt, sha256: str) -> TakeIn:
        return TakeIn(situation_file(self.store), seen, sha256, seen.options)

    def ask(self, question: object) -> object:
        """The outcome, whatever is told on the way."""
        self.channel.send(question)
        return self.outcome()

    def outcome(self) -> object:
        while isinstance(said := self.channel.receive(WAIT), Reached):
            pass
        return said

    def answer(self, question: object) -> Any:
        outcome = self.ask(question)
        assert isinstance(outcome, Done), outcome
        return outcome.answer

    def begin_import(self, path: Path) -> None:
        """An import that is under way, with long to go: its first sign of progress was heard."""
        asked = self.look_at(path, columns={"metric": "=flow"})
        seen: Seen = self.answer(asked)
        self.channel.send(self.take_in(asked, seen.file.examined.sha256))
        assert isinstance(self.channel.receive(WAIT), Reached)


@pytest.fixture
def window(filled_store: Store) -> Iterator[Window]:
    if sys.platform == "win32":
        pytest.skip("there the process is started with a handle: the tests of the window do that")
    ours, theirs = make_channel()
    command = [sys.executable, "-m", "situation_board", ARGUMENT, str(theirs.handle)]
    process = subprocess.Popen(command, pass_fds=[theirs.handle])
    theirs.close()
    yield Window(filled_store, ours, process)
    ours.close()
    assert process.wait(WAIT) == 0


def loading(store: Store) -> list[int]:
    """The beats of what is being loaded."""
    with store.reading() as reading:
        return [beats for (beats,) in reading.all("SELECT beats FROM loading")]


def imported_rows(store: Store) -> int:
    with store.reading() as reading:
        assert check(reading).found == ()
        return int(reading.value("SELECT count(*) FROM event WHERE dataset IS NOT NULL AND voided = 0"))


def test_it_checks_the_file_and_only_reads_it(window: Window) -> None:
    window.store.checkpoint(truncate=True)
    before = window.store.path.read_bytes()
    with window.store.reading() as reading:
        expected = check(reading)
    assert window.answer(CheckFile(situation_file(window.store))) == expected
    assert window.store.path.read_bytes() == before


def test_what_it_says_of_a_file_is_what_is_seen_here(window: Window, tmp_path: Path) -> None:
    path = written(tmp_path, "made.csv", table(20) + "21,yesterday or so,Homs,many\n")
    asked = window.look_at(path)
    told: Seen = window.answer(asked)
    with Gazetteer() as gazetteer:
        _, seen = end_of(see_file(window.store.reading, gazetteer, path, asked.options))
    assert told.file == abridged(seen)
    assert (told.file.examined.loadable, told.file.examined.rejected_rows) == (20, 1)


def test_it_imports_as_whoever_has_the_window_open(window: Window, tmp_path: Path) -> None:
    asked = window.look_at(written(tmp_path, "made.csv", table(2_500)))
    seen: Seen = window.answer(asked)
    summary: Summary = window.answer(window.take_in(asked, seen.file.examined.sha256))
    assert (summary.rows, summary.places, summary.file_name) == (2_500, 5, "made.csv")
    assert imported_rows(window.store) == 2_500
    with window.store.reading() as reading:
        who = reading.one("SELECT laptop, person FROM log WHERE action = ?", summary.saved.change)
        assert who == (reading.identity.laptop, reading.identity.person)
        assert reading.value("SELECT count(*) FROM unsearched") == 1
    window.answer(TidyUp(situation_file(window.store)))
    with window.store.reading() as reading:
        assert reading.value("SELECT count(*) FROM unsearched") == 0


def test_without_a_look_before_it_looks_first(window: Window, tmp_path: Path) -> None:
    path = written(tmp_path, "made.csv", table(50))
    asked = window.look_at(path)
    seen: Seen = window.answer(asked)
    window.answer(window.look_at(path, date_order=DateOrder.DAY_FIRST))
    assert window.answer(window.take_in(asked, seen.file.examined.sha256)).rows == 50


def test_a_file_that_is_another_one_by_now_is_not_taken_in(window: Window, tmp_path: Path) -> None:
    path = written(tmp_path, "made.csv", table(50))
    asked = window.look_at(path)
    window.answer(asked)
    outcome = window.ask(window.take_in(asked, "0" * 64))
    assert isinstance(outcome, Failed) and "was changed" in outcome.problem.happened
    assert imported_rows(window.store) == 0


def test_a_mistake_comes_with_its_field_and_it_goes_on_answering(window: Window, tmp_path: Path) -> None:
    outcome = window.ask(window.look_at(tmp_path / "none.csv"))
    assert isinstance(outcome, Failed) and isinstance(outcome.problem, Problem)
    path = written(tmp_path, "made.csv", "place,date,IDPs\nHoms,03/04/2024,1200\n")
    asked = window.look_at(path)
    seen: Seen = window.answer(asked)
    refused = window.ask(window.take_in(asked, seen.file.examined.sha256))
    assert isinstance(refused, Failed) and isinstance(refused.problem, Mistake)
    assert refused.problem.field == "date_order"


def test_told_to_stop_it_leaves_nothing(window: Window, tmp_path: Path) -> None:
    window.begin_import(written(tmp_path, "made.csv", table(ROWS)))
    assert isinstance(window.ask(Stop()), Stopped)
    assert loading(window.store) == [ABANDONED]
    tidy(window.store)
    assert (loading(window.store), imported_rows(window.store)) == ([], 0)


def test_told_to_stop_too_late_it_goes_on_with_the_next(window: Window, tmp_path: Path) -> None:
    path = written(tmp_path, "made.csv", table(5))
    window.answer(window.look_at(path))
    window.channel.send(Stop())
    assert window.answer(window.look_at(path)).file.examined.rows == 5


def test_when_the_window_is_gone_it_leaves_nothing_and_ends(window: Window, tmp_path: Path) -> None:
    window.begin_import(written(tmp_path, "made.csv", table(ROWS)))
    window.channel.close()
    assert window.process.wait(WAIT) == 0
    assert loading(window.store) == [ABANDONED]


@pytest.mark.skipif(sys.platform != "linux", reason="only there a running process can be given less memory")
def test_a_file_that_takes_more_memory_than_there_is_is_told_and_it_goes_on_answering(
    window: Window, tmp_path: Path
) -> None:
    import resource

    small = window.look_at(written(tmp_path, "small.csv", table(5)))
    window.answer(small)
    pages = int(Path(f"/proc/{window.process.pid}/statm").read_text().split()[0])
    before = resource.prlimit(window.process.pid, resource.RLIMIT_AS)
    little = pages * resource.getpagesize() + MEGABYTE
    resource.prlimit(window.process.pid, resource.RLIMIT_AS, (little, before[1]))
    rows = "".join(f"2024-11-01,Madeplace {n},1\n" for n in range(20_000))
    outcome = window.ask(window.look_at(written(tmp_path, "large.csv", "date,place,displaced\n" + rows)))
    resource.prlimit(window.process.pid, resource.RLIMIT_AS, before)
    assert isinstance(outcome, Failed) and "not enough memory" in outcome.problem.happened
    assert window.answer(small).file.examined.rows == 5


def test_of_very_many_places_the_first_that_need_one_are_told_and_the_rest_counted(
    filled_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("situation_board.core.importing.seeing.MOST_PLACES", 2)
    path = written(
        tmp_path,
        "made.csv",
        "date,place,displaced\n2024-11-01,Homs,1\n" + "".join(f"2024-11-01,Madeplace {n},1\n" for n in range(3)),
    )
    with Gazetteer() as gazetteer:
        _, seen = end_of(see_file(filled_store.reading, gazetteer, path, options()))
    short = abridged(seen).examined
    assert [placed.found for _, placed in short.places] == [Found.UNLOCATED] * 2
    assert (short.count(Found.UNLOCATED), short.count(Found.KNOWN)) == (3, 1)


class TestPipe:
    @pytest.fixture
    def ends(self) -> Iterator[tuple[Channel, Channel]]:
        ends = make_channel()
        yield ends
        for end in ends:
            end.close()

    @pytest.mark.parametrize(
        "message",
        [
            Options(zone=ZONE, now=5, date_order=DateOrder.DAY_FIRST, columns={"place": "where"}),
            Failed(Mistake("So it is.", field="map", candidates=["a", "b"], do="Do so.", kept="All.")),
            Crashed(None),
        ],
        ids=["options", "mistake", "bug"],
    )
    def test_data_of_ours_arrives_as_it_was_sent(self, ends: tuple[Channel, Channel], message: object) -> None:
        ends[0].send(message)
        told = ends[1].receive(WAIT)
        if isinstance(message, Failed):
            assert isinstance(told, Failed) and isinstance(told.problem, Mistake)
            assert vars(told.problem) == vars(message.problem) and str(told.problem) == str(message.problem)
        else:
            assert told == message

    def test_a_zone_and_a_format_are_the_same_at_both_ends(self, ends: tuple[Channel, Channel]) -> None:
        known = FORMATS[0]
        ends[0].send((known, zone_named("Asia/Damascus")))
        assert ends[1].receive(WAIT) == (known, zone_named("Asia/Damascus"))

    @pytest.mark.parametrize(
        "garbled",
        [
            GARBLED,
            pickle.dumps(tidy),
            pickle.dumps(Path("anywhere")),
            b"csituation_board.core.store.store\nos.getpid\n(tR.",
            b"nothing of the kind",
            b"",
        ],
        ids=["command", "function", "class of others", "way round", "noise", "nothing"],
    )
    def test_nothing_else_is_made_of_a_message(self, ends: tuple[Channel, Channel], garbled: bytes) -> None:
        ends[0]._connection.send_bytes(garbled)
        with pytest.raises(Gone):
            ends[1].receive(WAIT)

    def test_a_message_is_bounded_at_both_ends(
        self, ends: tuple[Channel, Channel], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(channels, "MOST_BYTES", 100)
        with pytest.raises(ValueError, match="bytes"):
            ends[0].send("x" * 200)
        ends[0]._connection.send_bytes(b"x" * 200)
        with pytest.raises(Gone):
            ends[1].receive(WAIT)

    def test_nothing_comes_in_time_and_then_never_again(self, ends: tuple[Channel, Channel]) -> None:
        assert ends[1].receive(0) is None
        ends[0].close()
        with pytest.raises(Gone):
            ends[1].receive(WAIT)
        with pytest.raises(Gone):
            ends[1].send("anything")
