"""Commands on cards: move, order, verify."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from situation_board.cli.session import FILE, JSON, Session, do, tell
from situation_board.core.actions import cards
from situation_board.core.actions.messages import resting_on
from situation_board.core.entry import parse_values
from situation_board.core.gazetteer import Gazetteer
from situation_board.core.questions.naming import find_one
from situation_board.core.store import Changes, Reading
from situation_board.core.vocabulary import Basis, Column

CARD = click.argument("card", metavar="CARD")


@click.command("move")
@FILE
@CARD
@click.argument("column", metavar="COLUMN", type=click.Choice([each.value for each in Column], case_sensitive=False))
@click.option("as_of", "--as-of", metavar="T", help="Since when it is so; without it: now, time not stated.")
@click.option("basis", "--basis", type=click.Choice([each.value for each in Basis], case_sensitive=False))
@click.option("by", "--by", metavar="ACTOR", help="Who moves on it, or who holds it now; several with commas.")
@click.option("from_", "--from", metavar="ACTOR", help="Whom it is held by, or who lost it.")
@click.option("report", "--report", metavar="REPORT", help="What it rests on, and is as of; a message goes by M12.")
@click.option("note", "--note", metavar="TEXT", help="Note on this status.")
@JSON
@click.pass_obj
def move_command(session: Session, /, path: Path, card: str, column: str, as_json: bool, **said: str | None) -> None:
    """Move a card to a column. Who holds and who lost the place follows from before unless it is said; the basis is
    kept: a move makes no evidence."""
    with session.store(path) as store:
        tell(store, do(store, _move, card, Column(column), said), as_json=as_json)


def _move(reading: Reading, card: str, column: Column, said: dict[str, str | None]) -> Changes:
    named = {"as_of": "as_of", "basis": "basis", "by": "moving", "from_": "controllers", "note": "note"}
    texts = {named[option]: text for option, text in said.items() if option in named and text is not None}
    values: dict[str, Any] = parse_values(reading, "card", texts, Gazetteer()).values
    options = {"moving": "actors", "controllers": "from_actors"}
    moved = {options.get(name, name): value for name, value in values.items()}
    if said["report"] is None:
        return cards.move_cards(reading, [_card(reading, card)], column, **moved)
    report = find_one(reading, said["report"], ["report", "message"], field="report").id
    return resting_on(reading, report, cards.move_cards, [_card(reading, card)], column, **moved)


@click.command("order")
@FILE
@CARD
@click.option("--before", metavar="CARD", required=True, help="The card of the same column to stand in front of.")
@JSON
@click.pass_obj
def order_command(session: Session, path: Path, card: str, before: str, as_json: bool) -> None:
    """Put a card in front of another of its column."""
    with session.store(path) as store:
        tell(store, do(store, _order, card, before), as_json=as_json)


def _order(reading: Reading, card: str, before: str) -> Changes:
    return cards.order_cards(reading, [_card(reading, card)], before=_card(reading, before))


def _card(reading: Reading, text: str) -> str:
    return find_one(reading, text, ["card"], field="card").id


@click.command("verify", short_help="Looked at again and unchanged.")
@FILE
@click.argument("thing", metavar="THING")
@click.option("checked_with", "--with", metavar="TEXT", required=True, help="Checked with whom, or how.")
@JSON
@click.pass_obj
def verify_command(session: Session, path: Path, thing: str, checked_with: str, as_json: bool) -> None:
    """Say that a thing was looked at again and is unchanged."""
    with session.store(path) as store:
        tell(store, do(store, _verify, thing, checked_with), as_json=as_json)


def _verify(reading: Reading, thing: str, checked_with: str) -> Changes:
    return cards.verify(reading, [find_one(reading, thing).id], checked_with=checked_with)
