"""Taking in a large file: against SQLite's own shell, against other programs, and while the window is used."""

from __future__ import annotations

import csv
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.speed.generated import Size, copy_of, short
from tests.speed.measuring import Line, against, milliseconds
from tests.speed.processes import window
from tests.speed.settings import Settings

PART = "Import"
GOAL = 1.6
MOST_MEMORY = 200
LATE_GOAL, WAIT_GOAL = 16.7, 50.0
"""Milliseconds."""
PLACES, DAYS = 5_000, 1_095
GOVERNORATES = ("Damascus", "Aleppo", "Homs", "Hama", "Idleb", "Dar'a", "Quneitra", "Tartous", "Ar-Raqqa")
COLUMNS = ("id", "date", "admin1", "place", "latitude", "longitude", "displaced", "households", "source", "notes")
INDEXES = ("id", "date", "place, date", "displaced", "source, date", "admin1, date")
"""As many as our rows of events and figures have: by id, by time, by place, by what they add up to."""


def imports(settings: Settings) -> Iterator[Line]:
    """A made table by date, each row checked and counted; by the command line, each time into a new situation."""
    for rows in settings.imported_rows:
        data = made_table(settings.folder / f"made-{rows}.csv", rows)
        yield from _programs(settings, data, rows)
    yield from _in_the_window(settings)


def made_table(path: Path, rows: int) -> Path:
    """As publishers write them: by date, of some thousand places. Always the same."""
    chance = random.Random(7)
    places = [
        (f"Madeplace {n}", chance.choice(GOVERNORATES), 33 + n % 300 / 100, 36 + n % 400 / 100) for n in range(PLACES)
    ]
    first = date(2022, 1, 1)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for n in range(rows):
            name, area, north, east = chance.choice(places)
            people = chance.randrange(1, 5_000)
            day = first + timedelta(n * DAYS // rows)
            values = (name, f"{north:.2f}", f"{east:.2f}", people, people // 5, "Made source", f"made row {n}")
            writer.writerow((n + 1, day.isoformat(), area, *values))
    return path


# --- the whole file, by one program after the other


def _programs(settings: Settings, data: Path, rows: int) -> Iterator[Line]:
    runs: dict[str, Callable[[Path], list[list[str]]]] = {"ours": _ours, "ours, encrypted": _ours_encrypted}
    if shutil.which("sqlite3"):
        runs |= {"shell with indexes": _shell_indexed, "bare shell": _shell_bare}
    runs |= {"sqlite-utils": _sqlite_utils, "pandas.to_sql": _pandas}
    times: dict[str, list[float]] = {name: [] for name in runs}
    memory = 0.0
    for number in range(1 if rows > 100_000 else min(settings.times, 3)):
        for name, commands in runs.items():
            folder = settings.folder / f"{name}-{number}"
            folder.mkdir()
            seconds, megabytes = _run(commands(folder), data)
            times[name].append(seconds)
            memory = max(memory, megabytes) if name == "ours" else memory
            shutil.rmtree(folder)
    size = f"{short(rows)} rows"
    floor = "shell with indexes" if "bare shell" in runs else "sqlite-utils"
    yield against(PART, f"checked and counted, {size}", times, ours="ours", floor=floor, goal=GOAL)
    for name in [name for name in runs if name not in {"ours", floor}]:
        yield against(PART, f"{name}, {size}", times, ours=name, floor=floor)
    reached = memory <= MOST_MEMORY
    yield Line(PART, f"memory at most, {size}", None, f"{memory:.0f} MB", "", float(MOST_MEMORY), reached)


def _run(commands: list[list[str]], data: Path) -> tuple[float, float]:
    """Seconds of the last command, and the most memory that a child ever had, in MB; `@` stands for the file."""
    *before, last = [[each.replace("@", str(data)) for each in command] for command in commands]
    for command in before:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    started = time.perf_counter()
    script = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    said = subprocess.run([sys.executable, "-c", script, *last], check=True, capture_output=True, text=True)
    kilobytes = int(said.stdout) / (1024 if sys.platform == "darwin" else 1)
    return time.perf_counter() - started, kilobytes / 1024


def _ours(folder: Path, *key: str) -> list[list[str]]:
    program = [sys.executable, "-m", "situation_board", *key]
    file = str(folder / "made.sitboard")
    meaning = ["--map", "metric==flow", "--source", "Made source"]
    return [
        [*program, "new", file, "--name", "made", "--timezone", "Asia/Damascus"],
        [*program, "import", file, "@", *meaning, "--json"],
    ]


def _ours_encrypted(folder: Path) -> list[list[str]]:
    key = folder / "key"
    key.write_text("07" * 32)
    return _ours(folder, "--key-file", str(key))


def _shell_indexed(folder: Path) -> list[list[str]]:
    indexes = [f"CREATE INDEX i{n} ON made ({columns});" for n, columns in enumerate(INDEXES)]
    return _shell(folder, indexes)


def _shell_bare(folder: Path) -> list[list[str]]:
    return _shell(folder, [])


def _shell(folder: Path, indexes: list[str]) -> list[list[str]]:
    columns = ", ".join(f"{name} TEXT" for name in COLUMNS)
    begin = ["PRAGMA journal_mode = WAL;", f"CREATE TABLE made ({columns});", *indexes]
    return [["sqlite3", str(folder / "made.db"), *begin, ".mode csv", ".import --skip 1 @ made"]]


def _sqlite_utils(folder: Path) -> list[list[str]]:
    return [[sys.executable, "-m", "sqlite_utils", "insert", str(folder / "made.db"), "made", "@", "--csv", "--silent"]]


def _pandas(folder: Path) -> list[list[str]]:
    script = "import sqlite3, sys, pandas; pandas.read_csv(sys.argv[1]).to_sql('made', sqlite3.connect(sys.argv[2]))"
    return [[sys.executable, "-c", script, "@", str(folder / "made.db")]]


# --- while somebody works


def _in_the_window(settings: Settings) -> Iterator[Line]:
    for rows in settings.imported_rows:
        data = made_table(settings.folder / f"window-{rows}.csv", rows)
        with window("our_window.py", str(copy_of(Size(1_000), settings.folder))) as ours:
            answer: dict[str, Any] = ours.ask(f"import {data}")
        size = f"{short(rows)} rows"
        yield from _phase(answer, "looking", f"while {size} are looked at", is_asked=False)
        yield from _phase(answer, "loading", f"while {size} come in", is_asked=True)
        yield from _phase(answer, "searching", f"while {size} become searchable", is_asked=False)


def _phase(answer: dict[str, Any], phase: str, when: str, *, is_asked: bool) -> Iterator[Line]:
    """Beside what it is while cards are moved and nothing comes in."""
    told, before = answer[phase], answer["before"]
    for what, name, goal in (
        ("timer late", "late", LATE_GOAL),
        (f"each of {told['moves']} moves waits", "waits", WAIT_GOAL),
    ):
        for share in ("p50", "p99", "most") if is_asked else ("p99",):
            goals = goal if is_asked and share == "p99" else None
            yield _told(f"{what}, {share}, {when}", told[name][share], before[name][share], goals)


def _told(what: str, seconds: float, before: float, goal: float | None) -> Line:
    reached = seconds * 1000 <= goal if goal is not None else None
    ratio = seconds / max(before, 0.0001)
    return Line(PART, what, ratio, milliseconds(seconds), f"before {milliseconds(before)}", goal, reached)
