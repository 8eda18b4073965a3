"""Stores to test with: an empty one and a filled one, each as a plain file and as a protected one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from situation_board.core.store import Store
from tests.core.filled import DESK, NOW, Filled, create, fill
from tests.core.random_work import Clock

KEY = bytes(range(32))


@pytest.fixture
def clock() -> Clock:
    """A clock that stands until it is set: `clock.now = ...`."""
    return Clock(NOW)


@pytest.fixture(params=[None, KEY], ids=["plain", "protected"])
def key(request: pytest.FixtureRequest) -> bytes | None:
    """The key of the test's file: each test that takes it runs without and with one."""
    found: bytes | None = request.param
    return found


@dataclass(frozen=True)
class Template:
    """A file made once, from which tests take copies."""

    path: Path
    filled: Filled


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[bool, bytes | None], Template]:
    folder = tmp_path_factory.mktemp("templates")
    made = {}
    for is_filled in (False, True):
        for number, key in enumerate((None, KEY)):
            path = folder / f"{is_filled}-{number}.sitboard"
            with create(path, key=key, clock=Clock(NOW)) as store:
                made[is_filled, key] = Template(path, fill(store) if is_filled else Filled())
    return made


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the test's store lies."""
    return tmp_path / "winter.sitboard"


@pytest.fixture
def store(
    path: Path, key: bytes | None, clock: Clock, templates: dict[tuple[bool, bytes | None], Template]
) -> Iterator[Store]:
    """An open situation with nothing in it yet."""
    shutil.copyfile(templates[False, key].path, path)
    with Store.open(path, identity=DESK, key=key, now=clock) as opened:
        yield opened


@pytest.fixture
def filled_store(
    path: Path, key: bytes | None, clock: Clock, templates: dict[tuple[bool, bytes | None], Template]
) -> Iterator[Store]:
    """An open situation with a dozen places, cards in every column, claims, a route and events."""
    shutil.copyfile(templates[True, key].path, path)
    with Store.open(path, identity=DESK, key=key, now=clock) as opened:
        yield opened


@pytest.fixture
def filled(key: bytes | None, templates: dict[tuple[bool, bytes | None], Template]) -> Filled:
    """The ids of what lies in `filled_store`, by name."""
    return templates[True, key].filled
