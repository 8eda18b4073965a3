"""The Linux bundle is run as field offices will run it, and as they should not have to."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import smoke
from environment import ROOT
from places import BUNDLE
from stage import Fault, Stage, alone, scratch, stage

OTHER_LETTERS = "مستخدم Ünïcødé 用户"
OF_A_NETWORK = re.compile(r"\bAF_(INET6?|PACKET|BLUETOOTH|VSOCK)\b")
FEWEST_COMMANDS = 20
OLD_FILES = ROOT / "tests" / "old_files"
OLD_KEY = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"


def no_network() -> None:
    """It asks the system for no socket of a network: neither while it checks itself, nor with a window open."""
    with scratch() as folder:
        trace = folder / "trace"
        strace = ["strace", "-f", "-qq", "-e", "trace=network", "-o", str(trace)]
        _expect_none(smoke.faults(BUNDLE, before=strace))
        asked = trace.read_text(encoding="utf-8", errors="replace")
        file = _sample(folder)
        with stage(BUNDLE, _home(folder), before=strace) as started, started.opened("open", file):
            pass
        asked += trace.read_text(encoding="utf-8", errors="replace")
        if calls := [line for line in asked.splitlines() if OF_A_NETWORK.search(line)]:
            raise Fault("the network is asked for:\n" + "\n".join(calls[:20]))
        if "AF_UNIX" not in asked:
            raise Fault("nothing was traced: not even the screen was spoken to")


def without_network() -> None:
    """It works where there is no network at all."""
    with scratch() as folder:
        _expect_none(smoke.faults(BUNDLE, before=alone()))
        file = _sample(folder)
        with stage(BUNDLE, _home(folder), before=alone()) as started, started.opened("open", file):
            _expect_title(started, "Syria")


def read_only_home() -> None:
    """A home that cannot be written to but for the program's own folder; the files lie elsewhere."""
    with scratch() as folder:
        home, file = _home(folder), _sample(folder)
        settings = home / ".config" / "situation-board"
        settings.mkdir(parents=True)
        before = alone(read_only=[home], writable=[settings])
        _expect_none(smoke.faults(BUNDLE, home=home, before=before, variables={"TMPDIR": str(folder)}))
        with stage(BUNDLE, home, before=before) as started, started.opened("open", file):
            pass
        if not (settings / "window.ini").exists():
            raise Fault("the settings are not in the program's own folder")
        if strangers := [path for path in home.rglob("*") if path.is_file() and settings not in path.parents]:
            raise Fault(f"something else was written to the home: {strangers[0]}")


def other_letters() -> None:
    """A person whose name, home and program folder are not in Latin letters, also where no language is set."""
    with scratch() as folder:
        place = folder / OTHER_LETTERS
        home = _home(place)
        bundle = Path(shutil.copytree(BUNDLE, place / "program", symlinks=True))
        file = Path(shutil.move(_sample(folder), place / "سوريا – ليلة.sitboard"))
        names = {"USER": OTHER_LETTERS, "LOGNAME": OTHER_LETTERS}
        for language in ("C", "ar_SY.UTF-8"):
            _expect_none(smoke.faults(bundle, home=home, variables={**names, "LANG": language}))
            with stage(bundle, home, **names, LANG=language) as started, started.opened("open", file):
                _expect_title(started, "Syria")


def read_only_medium() -> None:
    """The program on a medium that cannot be written to."""
    with scratch() as folder:
        bundle = Path(shutil.copytree(BUNDLE, folder / "medium" / "program", symlinks=True))
        before = alone(read_only=[bundle.parent])
        _expect_none(smoke.faults(bundle, before=before))
        with stage(bundle, _home(folder), before=before) as started, started.opened("open", _sample(folder)):
            pass


def portable() -> None:
    """A portable copy keeps everything beside itself, on a laptop where nothing else may be written."""
    with scratch() as folder:
        bundle = Path(shutil.copytree(BUNDLE, folder / "stick" / "program", symlinks=True))
        (bundle / "portable.toml").touch()
        home, before = _home(folder), alone(read_only=[_home(folder)])
        with stage(bundle, home, before=before) as started, started.opened("open", _sample(folder)):
            pass
        if not (bundle / "Situation Board data" / "settings" / "window.ini").is_file():
            raise Fault("the settings are not beside the program")


def twice_at_once() -> None:
    """A second start hands its file to the first and ends; another file gets a window of the same program."""
    with scratch() as folder:
        first, second = _sample(folder), folder / "other.sitboard"
        shutil.copyfile(first, second)
        with stage(BUNDLE, _home(folder)) as started, started.opened("open", first):
            for ended in (started.run("open", first), started.run()):
                if (ended.returncode, len(started.windows())) != (0, 1):
                    raise Fault(f"a second start: code {ended.returncode}, windows {started.windows()}")
            ended = started.run("open", second)
            started.wait_until(lambda: len(started.windows()) == 2, "the other file has a window too")
            if ended.returncode != 0:
                raise Fault(f"a second start with another file ended with {ended.returncode}: {ended.stderr}")


def every_command() -> None:
    """Each command of the frozen program can be loaded: its help is made from its module."""
    with scratch() as folder:
        home = _home(folder)
        listed = _run(home, "--help").partition("Commands:\n")[2].partition("\n\n")[0]
        commands = re.findall(r"^  ([a-z-]+) +\S", listed, re.MULTILINE)
        if len(commands) < FEWEST_COMMANDS:
            raise Fault(f"only {len(commands)} commands: {commands}")
        for name in commands:
            _run(home, name, "--help")


def old_files() -> None:
    """Files of earlier versions open in the frozen program and show what they showed."""
    with scratch() as folder:
        key = folder / "key"
        key.write_text(OLD_KEY, encoding="ascii")
        for stored in sorted(OLD_FILES.glob("*.sitboard")):
            expected = json.loads(stored.with_suffix(".json").read_text(encoding="utf-8"))
            path = Path(shutil.copyfile(stored, folder / stored.name))
            opening = ["--key-file", str(key)] if "protected" in stored.stem else []
            told = _answer(_home(folder), *opening, "board", str(path), "--json")
            shown = {column["status"]: len(column["cards"]) for column in told["columns"]}
            if shown != {status: len(cards) for status, cards in expected["board"].items()}:
                raise Fault(f"{stored.name}: another board than it was: {shown}")
            if not _answer(_home(folder), *opening, "check", str(path), "--json")["clean"]:
                raise Fault(f"{stored.name}: check finds something")


def _answer(home: Path, *arguments: str) -> Any:
    return json.loads(_run(home, *arguments))


def _run(home: Path, *arguments: str) -> str:
    ran = subprocess.run(
        [smoke.program(BUNDLE), *arguments],
        env=smoke.empty_environment(home),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if ran.returncode != 0:
        raise Fault(f"{' '.join(arguments)}: exit code {ran.returncode}: {ran.stderr}")
    return ran.stdout


def _home(folder: Path) -> Path:
    home = folder / "home"
    home.mkdir(parents=True, exist_ok=True)
    return home


def _sample(folder: Path) -> Path:
    """A situation made by the frozen program."""
    file = folder / "files" / "syria.sitboard"
    file.parent.mkdir(exist_ok=True)
    _answer(_home(folder / "maker"), "new", str(file), "--sample", "--json")
    return file


def _expect_none(faults: str) -> None:
    if faults:
        raise Fault(faults)


def _expect_title(started: Stage, word: str) -> None:
    """A window is first called as its file, and as the situation once that has been read."""
    started.wait_until(lambda: any(word in name for name in started.windows()), f"a window is called {word}")
