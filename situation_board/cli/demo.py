"""The sample situation to look at: in the window, or as files where there is no screen."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click

from situation_board.cli.session import Session
from situation_board.cli.window import has_screen, open_window
from situation_board.core.sample import create_sample
from situation_board.core.store import Reading, Store
from situation_board.core.store.connection import explained

FOLDER = "demo-output"
STEM, ENDING = "syria", ".sitboard"


@click.command("demo", short_help="The sample situation: in the window, or as files.")
@click.option("folder", "--out", metavar="DIR", type=click.Path(path_type=Path, file_okay=False), default=FOLDER)
@click.option("--no-window", is_flag=True, help="Write the files also where there is a screen.")
@click.pass_obj
def demo_command(session: Session, folder: Path, no_window: bool) -> None:
    """Make the sample situation. With a screen it is opened in the window; without one, or with --no-window, its
    files are written to DIR and their paths printed."""
    with explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
    path = fresh_sample(session, folder)
    if has_screen() and not no_window:
        open_window(path, person=session.person)
        return
    from situation_board.gui.demo import save_board_picture, save_charts_picture, save_snapshot

    board, charts, sheet = folder / "board.png", folder / "charts.png", folder / "snapshot.pdf"
    save_board_picture(path, board)
    save_charts_picture(path, charts)
    save_snapshot(path, sheet)
    for made in (board, charts, sheet, path):
        click.echo(made)


def fresh_sample(session: Session, folder: Path) -> Path:
    """The path of an untouched sample. A file in which somebody worked is left alone: then it has another name."""
    with tempfile.TemporaryDirectory(prefix="situation-board-") as temporary:
        template = Path(temporary) / f"{STEM}{ENDING}"
        create_sample(template, identity=session.identity()).close()
        for path in _names(folder):
            if not path.exists():
                create_sample(path, identity=session.identity()).close()
                return path
            if _is_same(path, template):
                return path
    raise AssertionError("names do not end")


def _names(folder: Path) -> Iterator[Path]:
    yield folder / f"{STEM}{ENDING}"
    for number in itertools.count(2):
        yield folder / f"{STEM}-{number}{ENDING}"


def _is_same(path: Path, template: Path) -> bool:
    """Whether a file holds the changes of the sample and no other."""
    from situation_board.core.problems import Problem

    try:
        return _content(path) == _content(template)
    except Problem:  # not a situation, or one that cannot be opened: in any case not ours to replace
        return False


def _content(path: Path) -> list[tuple[str, ...]]:
    with Store.open(path) as store, store.reading() as reading:
        return _changes(reading)


def _changes(reading: Reading) -> list[tuple[str, ...]]:
    """What was done, without who did it when. Times of entry are not part of the sample."""
    return sorted(reading.all('SELECT "table", "row", slot, fields, label FROM log'))
