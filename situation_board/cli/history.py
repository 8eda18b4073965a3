"""Commands on what was done: undo, redo, history, diff."""

from __future__ import annotations

from pathlib import Path

import click

from situation_board.cli import text
from situation_board.cli.session import FILE, JSON, Session, do, moment, print_json, tell
from situation_board.core.history import differences, history, redo, undo
from situation_board.core.jsonform import differences_json, history_json
from situation_board.core.questions.naming import find_one
from situation_board.core.store import Reading


@click.command("undo", short_help="Undo the latest action of this person on this laptop.")
@FILE
@JSON
@click.pass_obj
def undo_command(session: Session, path: Path, as_json: bool) -> None:
    """Undo the latest action of this person on this laptop; it is refused when something newer stands on it."""
    with session.store(path) as store:
        tell(store, do(store, undo), as_json=as_json)


@click.command("redo")
@FILE
@JSON
@click.pass_obj
def redo_command(session: Session, path: Path, as_json: bool) -> None:
    """Do again what was undone last."""
    with session.store(path) as store:
        tell(store, do(store, redo), as_json=as_json)


@click.command("history", short_help="What was done, by whom, when, and what was before.")
@FILE
@click.option("thing", "--id", metavar="THING", help="Only what concerns this thing.")
@click.option("--since", metavar="M", help="Only what came after a time, or after #N.")
@click.option("--limit", type=click.IntRange(1), default=200, show_default=True, help="At most so many, the latest.")
@JSON
@click.pass_obj
def history_command(
    session: Session, path: Path, thing: str | None, since: str | None, limit: int, as_json: bool
) -> None:
    """What was done, by whom, when, and what was before; the latest first."""
    answer, words = session.ask(path, _history, thing, since, limit)
    if as_json:
        print_json(answer)
    else:
        click.echo(words)


def _history(reading: Reading, thing: str | None, since: str | None, limit: int) -> tuple[dict[str, object], str]:
    found = find_one(reading, thing).id if thing else None
    lines = history(reading, thing=found, since=moment(reading, since), limit=limit)
    return history_json(lines, reading.zone), text.history_text(lines, reading.zone)


@click.command("diff", short_help="What changed between two moments.")
@FILE
@click.option("first", "--from", metavar="M", required=True, help="The earlier moment.")
@click.option("last", "--to", metavar="M", required=True, help="The later moment.")
@JSON
@click.pass_obj
def diff_command(session: Session, path: Path, first: str, last: str, as_json: bool) -> None:
    """What changed between two moments: moves, claims, events, routes, verifications."""
    answer, words = session.ask(path, _diff, first, last)
    if as_json:
        print_json(answer)
    else:
        click.echo(words)


def _diff(reading: Reading, first: str, last: str) -> tuple[dict[str, object], str]:
    found = differences(reading, moment(reading, first), moment(reading, last))
    return differences_json(first, last, found), text.differences_text(found)
