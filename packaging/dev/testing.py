"""The tests, in two parts side by side: the core in a process without Qt, the rest on a screen of its own."""

from __future__ import annotations

import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

import screen
from environment import ROOT, module
from processes import WRITES_UTF_8, Command, Failure, Variables, call, environ

NO_TEST_RAN = 5


@dataclass(frozen=True)
class Part:
    name: str
    command: Command
    variables: Variables


@dataclass(frozen=True)
class Result:
    part: str
    code: int
    seconds: float


def run(arguments: Sequence[str]) -> int:
    with screen.of_our_own() as variables:
        parts = [*parts_asked_for(arguments, variables)]
        results = [one(parts[0])] if len(parts) == 1 else side_by_side(*parts)
    return verdict(results, narrowed=bool(arguments))


def parts_asked_for(arguments: Sequence[str], variables: Variables) -> Iterator[Part]:
    """Options go to both parts; paths, when there are any, to the part they belong to."""
    paths = [argument for argument in arguments if names_a_path(argument)]
    options = [argument for argument in arguments if argument not in paths]
    of_core = [path for path in paths if is_in_core(path)]
    of_rest = [path for path in paths if not is_in_core(path)]
    if of_core or not paths:
        yield core(of_core or ["tests/core"], options)
    if of_rest or not paths:
        yield rest(of_rest or ["tests", "--ignore=tests/core"], options, variables)


def names_a_path(argument: str) -> bool:
    return not argument.startswith("-") and (ROOT / argument.partition("::")[0]).exists()


def is_in_core(path: str) -> bool:
    return (ROOT / path.partition("::")[0]).resolve().is_relative_to(ROOT / "tests" / "core")


def core(paths: Sequence[str], options: Sequence[str]) -> Part:
    without_qt = ["-p", "no:pytest-qt", "-o", "cache_dir=.pytest_cache/core"]
    return Part("core, without Qt", module("pytest", *without_qt, *paths, *options), {"SITBOARD_NO_QT": "1"})


def rest(paths: Sequence[str], options: Sequence[str], variables: Variables) -> Part:
    return Part("window and stories", module("pytest", *paths, *options), variables)


def side_by_side(hidden: Part, shown: Part) -> list[Result]:
    """One part's output is shown as it comes, the other's when both are done."""
    print(f"test: {hidden.name}: running beside the other tests, its output follows them", flush=True)
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as output:
        started = time.monotonic()
        with started_in_background(hidden, output) as process:
            shown_result = one(shown)
            code = process.wait()
        seconds = time.monotonic() - started
        headline(hidden)
        output.seek(0)
        print(output.read(), flush=True)
    return [Result(hidden.name, code, seconds), shown_result]


@contextmanager
def started_in_background(part: Part, output: IO[str]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        part.command,
        env=environ({**part.variables, **WRITES_UTF_8}),
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


def one(part: Part) -> Result:
    headline(part)
    started = time.monotonic()
    code = call(part.command, part.variables, folder=ROOT)
    return Result(part.name, code, time.monotonic() - started)


def headline(part: Part) -> None:
    print(f"\ntest: {part.name}", flush=True)


def verdict(results: Sequence[Result], *, narrowed: bool) -> int:
    for result in results:
        print(f"test: {result.part}: {outcome(result, narrowed=narrowed)}")
    if all(result.code == NO_TEST_RAN for result in results):
        raise Failure("no test ran.")
    return 0 if all(is_fine(result, narrowed=narrowed) for result in results) else 1


def is_fine(result: Result, *, narrowed: bool) -> bool:
    """A part without tests is fine only when the caller asked for some tests (-k, -m, a path)."""
    return result.code == 0 or (narrowed and result.code == NO_TEST_RAN)


def outcome(result: Result, *, narrowed: bool) -> str:
    if result.code == NO_TEST_RAN:
        return "no test to run" if narrowed else "FAILED, no test was found"
    return f"{'passed' if result.code == 0 else 'FAILED'} in {result.seconds:.0f} s"
