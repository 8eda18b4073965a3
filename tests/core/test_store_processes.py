"""Several programs on one file: the command line beside an open window."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from situation_board.core.actions import cards, records
from situation_board.core.ids import new_id
from situation_board.core.integrity import check
from situation_board.core.questions.boards import board
from situation_board.core.rows import Actor
from situation_board.core.store import Store
from situation_board.core.vocabulary import Column
from tests.core import children
from tests.core.children import HAS_FORK
from tests.core.filled import DESK, NOW, Filled
from tests.core.random_work import Clock

CHECKOUT = Path(__file__).parents[2]
MOVE = """
import sys
from pathlib import Path
from situation_board.core.actions import cards
from situation_board.core.store import Identity, Store
from situation_board.core.vocabulary import Column

path, key, card, now = Path(sys.argv[1]), bytes.fromhex(sys.argv[2]) or None, sys.argv[3], int(sys.argv[4])
with Store.open(path, key=key, identity=Identity("second program"), now=lambda: now) as store:
    for line in sys.stdin:
        print(store.do(cards.move_cards, [card], Column(line.strip())).change, flush=True)
"""


def test_two_programs_that_write_in_turn_see_each_other(
    path: Path, key: bytes | None, filled_store: Store, filled: Filled
) -> None:
    card = filled.card["Homs"]
    reader = filled_store.reader()
    with subprocess.Popen(
        [sys.executable, "-c", MOVE, str(path), (key or b"").hex(), card, str(NOW)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=CHECKOUT,
    ) as other:
        assert other.stdin and other.stdout
        actions = []
        version = reader.data_version()
        for column in (Column.FALLEN, Column.HELD, Column.ADVANCING):
            other.stdin.write(f"{column}\n")
            other.stdin.flush()
            actions.append(other.stdout.readline().strip())
            assert reader.data_version() != version
            with reader.reading() as reading:
                assert [line for (line,) in reading.all("SELECT action FROM log ORDER BY arrival DESC LIMIT 1")] == [
                    actions[-1]
                ]
            actions.append(filled_store.do(cards.move_cards, [card], Column.CONTESTED).change)
            version = reader.data_version()
        other.stdin.close()
        assert other.wait() == 0
    reader.close()
    with filled_store.reading() as reading:
        done = [action for (action,) in reading.all("SELECT action FROM log GROUP BY action ORDER BY min(arrival)")]
        assert done[-6:] == actions
        assert check(reading).clean


WRITERS, EACH = 3, 25


@HAS_FORK
def test_programs_that_write_at_the_same_time_lose_nothing(path: Path, key: bytes | None, store: Store) -> None:
    store.close()
    ready, go = os.pipe()

    def write(say: Callable[[str], None]) -> None:
        with Store.open(path, key=key, identity=DESK) as mine:
            os.read(ready, 1)
            for number in range(EACH):
                say(mine.do(records.add_record, Actor(id=new_id(), name=f"{os.getpid()} {number}")).ids[0])

    writers = [children.start(write) for _ in range(WRITERS)]
    os.write(go, b"!" * WRITERS)
    said = [writer.read_all().split() for writer in writers]
    assert [writer.wait() for writer in writers] == [0] * WRITERS, said
    os.close(ready)
    os.close(go)

    with Store.open(path, key=key) as store_after, store_after.reading() as reading:
        assert {actor.id for actor in reading.rows(Actor)} == {actor for ids in said for actor in ids}
        assert len({actor for ids in said for actor in ids}) == WRITERS * EACH
        assert reading.value("SELECT count(*) FROM (SELECT arrival FROM log GROUP BY lamport HAVING count(*) > 1)") == 0
        assert check(reading).clean


@HAS_FORK
def test_a_program_that_only_reads_never_waits_for_one_that_writes(
    path: Path, key: bytes | None, filled_store: Store, clock: Clock
) -> None:
    with filled_store.reading() as reading:
        before = board(reading)
    filled_store.close()
    hold, let_go = os.pipe()

    def hold_it(say: Callable[[str], None]) -> None:
        with Store.open(path, key=key) as other:
            other._connection.execute("BEGIN IMMEDIATE")
            other._connection.execute("DELETE FROM board")
            say("held")
            os.read(hold, 1)
            other._connection.execute("ROLLBACK")

    child = children.start(hold_it)
    assert os.read(child.said, 100) == b"held\n"
    with Store.open(path, key=key, now=clock) as opened:
        with opened.reading() as reading:
            assert board(reading) == before
        os.write(let_go, b"!")
        assert child.wait() == 0
    for pipe in (hold, let_go, child.said):
        os.close(pipe)


@HAS_FORK
def test_a_child_that_was_forked_writes_under_a_name_of_its_own(path: Path, key: bytes | None, store: Store) -> None:
    store.do(records.add_record, Actor(id="a", name="A"))
    with store.reading() as reading:
        before = reading.value("SELECT writer FROM log ORDER BY arrival DESC LIMIT 1")
    writer = store._current_writer()
    store.close()
    assert writer == before
    said = children.run(lambda say: say(store._current_writer()))
    assert said.strip() != before
