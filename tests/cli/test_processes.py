"""The command as the shell starts it: its own process, pipes, consoles of any language, beside other programs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest


def started(arguments: Sequence[object], **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "situation_board", *(str(argument) for argument in arguments)]
    return subprocess.run(command, capture_output=True, env={**os.environ, **environment}, timeout=60)


def board(sample: Path) -> dict[str, Any]:
    columns = json.loads(started(["board", sample, "--json"]).stdout)["columns"]
    return {column["status"]: [card["location"] for card in column["cards"]] for column in columns}


def test_a_second_process_sees_a_move_at_once(sample: Path) -> None:
    assert board(sample)["contested"] == ["Homs"]
    assert started(["move", sample, "Homs", "fallen"]).returncode == 0
    assert (board(sample)["contested"], board(sample)["fallen"][0]) == ([], "Homs")


def test_two_processes_that_write_at_once_both_save(sample: Path) -> None:
    command = [sys.executable, "-m", "situation_board", "add", str(sample), "actor"]
    both = [subprocess.Popen([*command, f"name=Group {number}"], stdout=subprocess.DEVNULL) for number in range(4)]
    assert [one.wait(60) for one in both] == [0, 0, 0, 0]
    assert started(["check", sample]).returncode == 0
    assert started(["show", sample, "Group 3"]).returncode == 0


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp1256"])
def test_names_in_every_script_come_out_as_utf_8_whatever_the_console(sample: Path, encoding: str) -> None:
    ran = started(["search", sample, "حمص"], PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert "حمص" in ran.stdout.decode("utf-8")


def test_mistakes_go_to_stderr_and_leave_stdout_empty(sample: Path) -> None:
    ran = started(["show", sample, "لا شيء", "--json"])
    assert (ran.returncode, ran.stdout) == (1, b"")
    assert "لا شيء" in ran.stderr.decode("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such pipe")
def test_a_reader_that_has_seen_enough_is_no_error(sample: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "situation_board", "history", str(sample), "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    assert process.wait(60) == 0
    assert process.stderr.read() == b""
    process.stderr.close()


def test_no_command_but_those_with_a_window_loads_qt_or_numpy(sample: Path) -> None:
    code = (
        "import sys\n"
        "from situation_board.cli.main import run\n"
        "sample = sys.argv[1]\n"
        "run(['board', sample]); run(['show', sample, 'Homs']); run(['move', sample, 'Homs', 'fallen'])\n"
        "run(['undo', sample]); run(['--help'])\n"
        "loaded = [name for name in ('PySide6', 'shiboken6', 'pyqtgraph', 'numpy') if name in sys.modules]\n"
        "sys.exit(str(loaded) if loaded else 0)\n"
    )
    ran = subprocess.run([sys.executable, "-c", code, str(sample)], capture_output=True, timeout=60)
    assert ran.returncode == 0, ran.stderr


def test_the_demo_without_a_screen_writes_a_picture_and_the_sample_and_prints_their_paths(tmp_path: Path) -> None:
    pytest.importorskip("PySide6")
    out = tmp_path / "demo output"
    first = started(["demo", "--out", out, "--no-window"], QT_QPA_PLATFORM="offscreen")
    assert first.returncode == 0, first.stderr
    made = [Path(line) for line in first.stdout.decode("utf-8").splitlines()]
    assert [path.name for path in made] == ["board.png", "charts.png", "snapshot.pdf", "syria.sitboard"]
    assert all(picture.read_bytes().startswith(b"\x89PNG") for picture in made[:2])
    assert made[2].read_bytes().startswith(b"%PDF-")
    assert board(made[3])["contested"] == ["Homs"]
