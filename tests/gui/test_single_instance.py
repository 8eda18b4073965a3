"""One program a person, one window a file."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from situation_board.core.laptop import FOLDER_VARIABLE
from situation_board.gui import meeting
from situation_board.gui.app import Desk, make_application
from situation_board.gui.main_window import MainWindow
from situation_board.gui.meeting import LONGEST, MOST_CALLERS, Door, line_of, path_in
from situation_board.gui.meeting_place import file_address, private_folder, program_address
from situation_board.gui.single_instance import Doorkeeper, Start, raise_other_window
from tests.gui.fixtures import OpenWindow, close, delete_later_now

SECOND = """
import sys
from pathlib import Path
from situation_board.gui.app import run
sys.exit(run(Path(sys.argv[1])))
"""
KILLED = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from situation_board.gui.single_instance import Doorkeeper, Start
app = QCoreApplication([])
keeper = Doorkeeper(Path(sys.argv[1]))
start = Start()
assert not start.hand_over(None)
door = start.listen()
late = Start()
os.kill(os.getpid(), 9)
"""
ANOTHER_PERSON = """
import os, sys
from situation_board.gui.meeting import call
from situation_board.gui.meeting_place import private_folder, program_address
os.setegid(65534)
os.seteuid(65534)
print(private_folder(), program_address(), call(sys.argv[1], None, patience=500), sep="\\n")
"""
LATER_START = """
import sys
from pathlib import Path
from situation_board.cli import window
window.has_screen = lambda: True
window.open_window(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
assert "situation_board.gui.app" not in sys.modules
"""


@pytest.fixture(autouse=True)
def own_meeting_place(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Not the one of whoever runs the tests. Short, as a socket's address must be."""
    folder = tmp_path_factory.mktemp("session")
    folder.chmod(0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    return folder


@pytest.fixture
def desk(qapp: QApplication, qtbot: QtBot) -> Iterator[Desk]:
    """The program that was started first, and hears of later starts."""
    desk = Desk(make_application())
    door = Start().listen(desk)
    assert door is not None and door.is_open
    door.called.connect(desk.receive)
    yield desk
    desk.quit()
    qtbot.waitUntil(lambda: not desk.windows, timeout=10_000)
    door.close()
    desk.close()
    delete_later_now()


def started_later(*arguments: object, folder: Path | None = None) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", LATER_START, *map(str, arguments)], cwd=folder)


def wait_for_end(program: subprocess.Popen[bytes], qtbot: QtBot) -> int | None:
    """Its exit code; None when it had to be ended."""
    try:
        qtbot.waitUntil(lambda: program.poll() is not None, timeout=30_000)
        return program.returncode
    finally:
        program.kill()
        program.wait()


# --- the program


def test_a_second_start_hands_its_file_to_the_first_and_ends(desk: Desk, filled_file: Path, qtbot: QtBot) -> None:
    desk.start(None)
    assert wait_for_end(started_later(filled_file.name, folder=filled_file.parent), qtbot) == 0
    qtbot.waitUntil(lambda: [window.path for window in desk.windows] == [filled_file], timeout=20_000)


def test_a_second_start_without_a_file_brings_the_first_to_the_front(
    desk: Desk, filled_file: Path, qtbot: QtBot
) -> None:
    desk.start(filled_file)
    qtbot.waitUntil(lambda: len(desk.windows) == 1, timeout=20_000)
    desk.windows[0].showMinimized()
    assert wait_for_end(started_later(), qtbot) == 0
    qtbot.waitUntil(lambda: not desk.windows[0].isMinimized())
    assert len(desk.windows) == 1 and desk.start_page is None


def test_a_second_start_brings_the_start_page_to_the_front(desk: Desk, qtbot: QtBot) -> None:
    desk.start(None)
    assert desk.start_page is not None
    desk.start_page.showMinimized()
    assert wait_for_end(started_later(), qtbot) == 0
    qtbot.waitUntil(lambda: desk.start_page is not None and not desk.start_page.isMinimized())


def test_an_impatient_person_gets_one_window_for_one_file(desk: Desk, filled_file: Path, qtbot: QtBot) -> None:
    desk.start(filled_file)
    desk.receive(filled_file)
    qtbot.waitUntil(lambda: len(desk.windows) == 1, timeout=20_000)
    desk.receive(filled_file)
    assert len(desk.windows) == 1


def test_a_file_that_cannot_be_opened_is_told_of_in_the_first_program(
    desk: Desk, filled_file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    desk.start(filled_file)
    qtbot.waitUntil(lambda: len(desk.windows) == 1, timeout=20_000)
    assert wait_for_end(started_later(tmp_path / "nowhere.sitboard"), qtbot) == 0
    qtbot.waitUntil(lambda: desk.windows[0].centre.banner.problem is not None, timeout=20_000)


def test_a_killed_program_is_in_nobodys_way(filled_file: Path, qapp: QApplication, own_meeting_place: Path) -> None:
    """Neither its socket nor its lock."""
    subprocess.run([sys.executable, "-c", KILLED, str(filled_file)], timeout=60, check=False)
    left = list((own_meeting_place / "situation-board").iterdir())
    assert any(path.is_socket() for path in left) and any(path.suffix == ".lock" for path in left)

    start = Start()
    assert not start.hand_over(filled_file)
    door = start.listen()
    assert door is not None and door.is_open
    door.close()


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of Windows have no backlog")
def test_a_program_that_hangs_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("situation_board.gui.single_instance.PATIENCE_WITH_PROGRAM", 200)
    address = program_address()
    assert address is not None
    with socket.socket(socket.AF_UNIX) as hanging:
        hanging.bind(address)
        hanging.listen()
        start = Start()
        assert not start.hand_over(None)
        door = start.listen()
        assert door is not None and door.is_open
        door.close()


def test_of_programs_that_start_at_once_one_listens_and_the_others_hand_over(
    desk: Desk, filled_file: Path, qtbot: QtBot
) -> None:
    desk.start(filled_file)
    programs = [started_later() for _ in range(4)]
    assert [wait_for_end(program, qtbot) for program in programs] == [0, 0, 0, 0]


# --- who meets whom


def test_another_settings_folder_is_another_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    installed = program_address()
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "stick"))
    assert installed is not None and program_address() not in {None, installed}


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root can be somebody else")
def test_another_person_at_this_laptop_neither_meets_us_nor_can_call(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    with tempfile.TemporaryDirectory(prefix="sb-") as name:  # short, as a socket's address must be
        session, everybodys = Path(name, "session"), Path(name, "tmp")
        for folder, rights in ((Path(name), 0o755), (session, 0o755), (everybodys, 0o1777)):
            folder.mkdir(exist_ok=True)
            folder.chmod(rights)
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(session))
        ours = program_address()
        assert ours is not None
        door = Door(ours)
        command, variables = [sys.executable, "-c", ANOTHER_PERSON, ours], {**os.environ, "TMPDIR": str(everybodys)}
        told = subprocess.run(command, env=variables, capture_output=True, text=True, check=True).stdout.split("\n")
        assert door.is_open
        door.close()
    assert told[0] == str(everybodys / "situation-board-65534")
    assert Path(told[1]).parent == Path(told[0]) and Path(told[1]).name != Path(ours).name
    assert told[2] == "False"


@pytest.mark.skipif(sys.platform == "win32", reason="pipes have no folder")
def test_sockets_lie_where_nobody_else_can_come(own_meeting_place: Path) -> None:
    folder = private_folder()
    assert folder == own_meeting_place / "situation-board"
    assert folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(sys.platform == "win32", reason="pipes have no folder")
@pytest.mark.parametrize("laid", ["open to all", "a link", "a file"])
def test_a_folder_that_somebody_else_could_have_laid_is_not_used(
    laid: str, own_meeting_place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    for place in (own_meeting_place / "situation-board", tmp_path / f"situation-board-{os.geteuid()}"):
        match laid:
            case "open to all":
                place.mkdir()
                place.chmod(0o755)
            case "a link":
                place.symlink_to(tmp_path)
            case _:
                place.touch()
    assert private_folder() is None and program_address() is None
    start = Start()
    assert not start.hand_over(None)
    assert start.listen() is None


@pytest.mark.skipif(sys.platform == "win32", reason="pipes have no folder")
def test_a_session_folder_too_deep_for_a_socket_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = tmp_path / ("d" * 100)
    deep.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(deep))
    monkeypatch.setattr("tempfile.tempdir", "/tmp")
    assert private_folder() == Path(f"/tmp/situation-board-{os.geteuid()}")


# --- what is said


@pytest.mark.parametrize("path", ["/a/Homs ثلاثاء.sitboard", "/a/line\nbreak", "/a/\udcff.sitboard"])
def test_any_path_arrives_as_it_was_said(path: str) -> None:
    line = line_of(Path(path))
    assert line.count(b"\n") == 1 and line.endswith(b"\n")
    assert path_in(line) == Path(path).absolute()
    assert path_in(line_of(None)) is None


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"raise",
        b"{}",
        b"[]",
        b'{"open": 1}',
        b'{"open": "relative"}',
        b'{"open": "/a\\u0000b"}',
        b"\xff\xfe",
        b"[" * 20_000,
    ],
)
def test_what_is_no_line_of_ours_is_refused(line: bytes) -> None:
    with pytest.raises((ValueError, RecursionError)):
        path_in(line)


@given(
    st.binary(max_size=200)
    | st.recursive(
        st.none() | st.text() | st.integers() | st.booleans(), lambda inner: st.dictionaries(st.text(), inner)
    ).map(lambda said: json.dumps({"open": said}).encode())
)
def test_whatever_is_said_is_a_whole_path_or_nothing_or_refused(line: bytes) -> None:
    try:
        path = path_in(line)
    except (ValueError, RecursionError):
        return
    assert path is None or (path.is_absolute() and "\0" not in str(path))


@pytest.fixture
def door(qapp: QApplication, own_meeting_place: Path) -> Iterator[Door]:
    address = program_address()
    assert address is not None
    door = Door(address)
    yield door
    door.close()
    door.deleteLater()
    delete_later_now()


@pytest.mark.skipif(sys.platform == "win32", reason="Python has no such sockets there")
@pytest.mark.parametrize("said", [b"x" * (LONGEST + 100_000), b'{"open": 7}\n', b"\n"], ids=["endless", "odd", "empty"])
def test_who_says_anything_else_is_left_standing_and_nobody_is_disturbed(door: Door, qtbot: QtBot, said: bytes) -> None:
    heard: list[object] = []
    door.called.connect(heard.append)
    with caller() as hostile:
        hostile.setblocking(False)
        sent = hostile.send(said)
        assert sent > 0
        qtbot.waitUntil(lambda: is_hung_up(hostile))
    assert heard == []
    assert answers(door, qtbot)


@pytest.mark.skipif(sys.platform == "win32", reason="Python has no such sockets there")
def test_a_crowd_that_says_nothing_does_not_stay(door: Door, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meeting, "TIME_TO_SPEAK", 300)
    crowd = [caller() for _ in range(MOST_CALLERS * 2)]
    for silent in crowd:
        silent.setblocking(False)
    qtbot.waitUntil(lambda: all(is_hung_up(silent) for silent in crowd))
    for silent in crowd:
        silent.close()
    assert answers(door, qtbot)


def caller() -> socket.socket:
    address = program_address()
    assert address is not None
    calling = socket.socket(socket.AF_UNIX)
    calling.connect(address)
    return calling


def is_hung_up(calling: socket.socket) -> bool:
    try:
        return calling.recv(100) == b""
    except BlockingIOError:
        return False
    except ConnectionError:
        return True


def answers(door: QObject, qtbot: QtBot) -> bool:
    with caller() as polite:
        polite.setblocking(False)
        polite.send(json.dumps({"open": None}).encode() + b"\n")
        heard: list[bytes] = []

        def hear() -> bool:
            try:
                heard.append(polite.recv(100))
            except BlockingIOError:
                return False
            return True

        qtbot.waitUntil(hear)
        return heard == [b"here\n"]


# --- the window on a file


def test_another_program_on_the_same_file_raises_the_first_window_and_ends(
    window: MainWindow, filled_file: Path, qtbot: QtBot
) -> None:
    window.showMinimized()
    second = subprocess.Popen([sys.executable, "-c", SECOND, str(filled_file)])
    assert wait_for_end(second, qtbot) == 0
    qtbot.waitUntil(lambda: not window.isMinimized())


def test_the_same_file_by_another_name_is_the_same_file(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    file = tmp_path / "a.sitboard"
    file.touch()
    assert file_address(file) == file_address(tmp_path / "folder" / ".." / "a.sitboard")
    assert file_address(file) != file_address(tmp_path / "b.sitboard")


def test_nobody_answers_for_a_file_that_is_not_open(filled_file: Path, qapp: QApplication) -> None:
    assert not raise_other_window(filled_file)


def test_a_closed_window_does_not_answer(open_window: OpenWindow, filled_file: Path, qtbot: QtBot) -> None:
    close(qtbot, open_window(filled_file))
    assert not raise_other_window(filled_file)


def test_what_a_killed_program_left_is_taken_over(filled_file: Path, qapp: QApplication, qtbot: QtBot) -> None:
    subprocess.run([sys.executable, "-c", KILLED, str(filled_file)], timeout=60, check=False)
    assert not raise_other_window(filled_file)

    keeper = Doorkeeper(filled_file)
    with qtbot.waitSignal(keeper.knocked, timeout=20_000):
        second = subprocess.Popen([sys.executable, "-c", SECOND, str(filled_file)])
    assert wait_for_end(second, qtbot) == 0
    keeper.close()
