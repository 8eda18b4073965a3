"""Nothing is ever looked up or sent: core work runs where every socket is refused."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.guards.guarding import NetworkUsed

CHECKOUT = Path(__file__).parents[2]

WORK = """
import socket, sys
from pathlib import Path
from tests.core.filled import NOW, create, fill
from situation_board.core import history, merging
from situation_board.core.gazetteer import Gazetteer
from situation_board.core.integrity import check
from situation_board.core.questions.boards import board
from situation_board.core.store import Store

folder = Path(sys.argv[1])
store = create(folder / "a.sitboard", key=b"k" * 32, clock=lambda: NOW)
fill(store)
store.copy_to(folder / "b.sitboard")
store.do(history.undo)
merging.merge(store, folder / "b.sitboard", key=b"k" * 32)
with store.reading() as reading:
    assert check(reading).clean
    print(sum(len(column.cards) for column in board(reading).columns))
store.close()
Gazetteer().find("Homs")
assert socket.socket.__name__ == "GuardedSocket"
assert not socket.socket.__mro__[0].__module__.startswith("socket")
from guarding import NetworkUsed
print(NetworkUsed.attempts)
"""


def test_core_work_uses_no_network(tmp_path: Path) -> None:
    worked = subprocess.run(
        [sys.executable, "-c", WORK, str(tmp_path)], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    assert worked.returncode == 0, worked.stderr
    assert worked.stdout.split("\n")[:2] == ["12", "[]"]


@pytest.mark.parametrize(
    "reach",
    [
        "socket.create_connection(('127.0.0.1', 9))",
        "socket.socket().connect(('192.0.2.1', 80))",
        "socket.socket().connect_ex(('192.0.2.1', 80))",
        "socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 53))",
        "socket.socket().bind(('127.0.0.1', 0))",
        "socket.getaddrinfo('example.org', 80)",
        "__import__('urllib.request').request.urlopen('http://example.org')",
    ],
)
def test_a_program_that_reaches_for_the_network_fails(reach: str) -> None:
    """The guard itself: it would be worth nothing if it let something through."""
    tried = subprocess.run(
        [sys.executable, "-c", f"import socket\n{reach}"], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    assert tried.returncode != 0
    assert "no test may use the network" in tried.stderr


def test_the_guard_holds_in_the_tests_themselves() -> None:
    before = list(NetworkUsed.attempts)
    with pytest.raises(NetworkUsed):
        socket.create_connection(("127.0.0.1", 9))
    NetworkUsed.attempts[:] = before


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="this system has none")
def test_other_programs_of_this_machine_are_reached_by_file_name() -> None:
    one, other = socket.socketpair()
    with one, other:
        one.sendall(b"here")
        assert other.recv(10) == b"here"
