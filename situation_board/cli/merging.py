"""Commands between laptops: merge, same, resolve."""

from __future__ import annotations

from pathlib import Path

import click

from situation_board.cli import text
from situation_board.cli.session import FILE, JSON, Session, do, print_json, tell
from situation_board.core.actions import facts
from situation_board.core.jsonform import merged_json
from situation_board.core.merging import merge, resolve
from situation_board.core.questions.naming import find_one
from situation_board.core.store import Changes, Reading


@click.command("merge", short_help="Take in another laptop's file.")
@FILE
@click.argument("other", metavar="OTHER", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only say what it would bring.")
@JSON
@click.pass_obj
def merge_command(session: Session, path: Path, other: Path, dry_run: bool, as_json: bool) -> None:
    """Take in another laptop's file of this situation. Nothing is lost: where the two disagree both values stand."""
    with session.store(path) as store:
        merged = merge(store, other, key=session.key(other), dry_run=dry_run)
        with store.reading() as reading:
            zone = reading.zone
    if as_json:
        print_json(merged_json(merged, zone, dry_run=dry_run))
    else:
        click.echo(text.merged_text(merged, zone, dry_run=dry_run))


@click.command("same", short_help="Say that two things are one.")
@FILE
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@JSON
@click.pass_obj
def same_command(session: Session, path: Path, a: str, b: str, as_json: bool) -> None:
    """Say that two locations, actors, sources or events are one. Undo makes them two again."""
    with session.store(path) as store:
        tell(store, do(store, _same, a, b), as_json=as_json)


def _same(reading: Reading, a: str, b: str) -> Changes:
    first, second = (find_one(reading, each, facts.MERGEABLE).id for each in (a, b))
    return facts.same_as(reading, first, second)


@click.command("resolve", short_help="Answer a conflict between laptops.")
@FILE
@click.argument("conflict", metavar="CONFLICT")
@click.option("--keep", metavar="VALUE", required=True, help="The value to keep, or the change that gave it.")
@JSON
@click.pass_obj
def resolve_command(session: Session, path: Path, conflict: str, keep: str, as_json: bool) -> None:
    """Answer a conflict between laptops: the value kept is said again with sight of both."""
    with session.store(path) as store:
        tell(store, do(store, resolve, conflict, keep=keep), as_json=as_json)
