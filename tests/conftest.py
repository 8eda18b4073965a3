"""What holds for every test: no network, no settings of the person at the machine, no thread left behind.

With SITBOARD_NO_QT=1 the packages of the window cannot be imported: so the core is tested as a machine without a
screen has it.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

CHECKOUT = Path(__file__).resolve().parents[1]
GUARDS = CHECKOUT / "tests" / "guards"
if str(CHECKOUT) not in sys.path:
    sys.path.insert(0, str(CHECKOUT))

from tests.guards.guarding import NetworkUsed, block_network, block_qt  # noqa: E402 - found by the path above

settings.register_profile(
    "fast",
    max_examples=50,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile("deep", settings.get_profile("fast"), max_examples=2_000, derandomize=False)
settings.load_profile(os.environ.get("SITBOARD_HYPOTHESIS", "fast"))

# Programs that a test starts are guarded the same way: Python runs sitecustomize.py of the guards' folder first.
os.environ["SITBOARD_GUARDED"] = "1"
os.environ.setdefault("SITBOARD_TEST_SCREEN", os.environ.get("QT_QPA_PLATFORM", ""))
os.environ["PYTHONPATH"] = os.pathsep.join(
    [str(GUARDS), *(path for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path)]
)
block_network()
if os.environ.get("SITBOARD_NO_QT"):
    block_qt()


@pytest.fixture(autouse=True)
def no_network() -> Iterator[None]:
    """A test that reaches for the network fails, also when the program swallows the error."""
    before = len(NetworkUsed.attempts)
    yield
    attempts = NetworkUsed.attempts[before:]
    if attempts:
        pytest.fail(f"the network was used: {attempts}")


@pytest.fixture(autouse=True)
def own_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings of the program lie in a folder of this test, not in that of whoever runs it."""
    folder = tmp_path_factory.mktemp("settings")
    monkeypatch.setenv("SITBOARD_CONFIG_DIR", str(folder))
    return folder


@pytest.fixture(autouse=True)
def no_leaked_threads() -> Iterator[None]:
    """Who starts a thread ends it. What is just ending is given a moment."""
    before = set(threading.enumerate())
    yield
    leaked = _leaked(before)
    give_up = time.monotonic() + 5
    while leaked and time.monotonic() < give_up:
        time.sleep(0.01)
        leaked = _leaked(before)
    if leaked:
        pytest.fail(f"threads were left running: {leaked}")


def _leaked(before: set[threading.Thread]) -> list[str]:
    """Threads of Qt or C that only passed through Python (dummies) are not ours to end."""
    return [
        thread.name
        for thread in threading.enumerate()
        if thread not in before and thread.is_alive() and not isinstance(thread, threading._DummyThread)
    ]
