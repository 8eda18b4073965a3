"""The real command in this process, on files of its own, with what it printed and its exit code."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from situation_board.cli.main import run
from situation_board.core.sample import create_sample
from situation_board.core.store import Identity
from tests.gui.fixtures import qapp_cls  # noqa: F401 - a fixture, found by name


@dataclass(frozen=True)
class Ran:
    """What a command ended in."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Command = Callable[..., Ran]


@pytest.fixture(autouse=True)
def screen_of_the_tests(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands that paint do so without a screen; here the application is there before them, on that of the tests, and
    what they say of the platform goes no further."""
    monkeypatch.setenv("QT_QPA_PLATFORM", QGuiApplication.platformName())


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    """Run the command with these arguments."""

    def ran(*arguments: object) -> Ran:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return Ran(code, printed.out, printed.err)

    return ran


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "sample.sitboard"
    create_sample(path, identity=Identity("another laptop", "maker")).close()
    return path


@pytest.fixture
def sample(template: Path, tmp_path: Path) -> Path:
    """The sample situation, in which this laptop has done nothing yet."""
    return Path(shutil.copy(template, tmp_path / "sample.sitboard"))


@pytest.fixture
def board(command: Command, sample: Path) -> Callable[..., dict[str, list[dict[str, Any]]]]:
    """The cards of each column, as `board --json` tells them."""

    def cards(*options: object) -> dict[str, list[dict[str, Any]]]:
        answer = command("board", sample, "--json", *options).json
        return {column["status"]: column["cards"] for column in answer["columns"]}

    return cards
