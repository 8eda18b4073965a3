"""Commands that enter and change things by FIELD=VALUE: add, edit, strike."""

from __future__ import annotations

from pathlib import Path

import click

from situation_board.cli.fields import fields_help
from situation_board.cli.session import FILE, JSON, Session, do, tell
from situation_board.core.actions import records
from situation_board.core.entering import ENTERED, change, enter, split_fields
from situation_board.core.gazetteer import Gazetteer
from situation_board.core.questions.naming import Found, find_one
from situation_board.core.store import Reading, Store

PAIRS = click.argument("pairs", metavar="FIELD=VALUE...", nargs=-1, required=True)


class _WithFields(click.Command):
    """Prints the fields of each table below its options and its JSON."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_epilog(ctx, formatter)
        formatter.write(fields_help(formatter.width))


@click.command("add", cls=_WithFields)
@FILE
@click.argument("table", metavar="TABLE", type=click.Choice(ENTERED))
@PAIRS
@JSON
@click.pass_obj
def add_command(session: Session, path: Path, table: str, pairs: tuple[str, ...], as_json: bool) -> None:
    """Add a thing. TABLE is one of card, event, actor, location, route, source, report, claim, link, message, task,
    presence, rating; below are its fields, those marked * are needed. A place that is not known yet is added with
    it."""
    texts = split_fields(table, list(pairs))
    with session.store(path) as store, Gazetteer() as gazetteer:
        tell(store, do(store, enter, gazetteer, table, texts), as_json=as_json)


@click.command("edit", cls=_WithFields, short_help="Change fields of a thing.")
@FILE
@click.argument("thing", metavar="THING")
@PAIRS
@JSON
@click.pass_obj
def edit_command(session: Session, path: Path, thing: str, pairs: tuple[str, ...], as_json: bool) -> None:
    """Change fields of a thing; an empty VALUE clears one. THING may be “situation” for the situation itself."""
    with session.store(path) as store, Gazetteer() as gazetteer:
        found = _thing(store, thing)
        texts = split_fields(found.table, list(pairs))
        tell(store, do(store, change, gazetteer, found.table, found.id, texts), as_json=as_json)


@click.command("strike")
@FILE
@click.argument("thing", metavar="THING")
@click.option("--why", metavar="TEXT", help="The reason, kept with it.")
@JSON
@click.pass_obj
def strike_command(session: Session, path: Path, thing: str, why: str | None, as_json: bool) -> None:
    """Strike a thing. Nothing is ever deleted: it stays in the history, and undo brings it back."""
    with session.store(path) as store:
        tell(store, do(store, records.strike, _thing(store, thing).id, why=why), as_json=as_json)


def _thing(store: Store, text: str) -> Found:
    with store.reading() as reading:
        return _situation(reading) if text.strip().lower() == "situation" else find_one(reading, text)


def _situation(reading: Reading) -> Found:
    return find_one(reading, reading.situation.id, ["situation"])
