"""Commands that ask: board, show, search."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from situation_board.cli import text
from situation_board.cli.session import AT, FILE, JSON, Session, moment, print_json
from situation_board.core import times
from situation_board.core.jsonform import board_json, hits_json, shown_json
from situation_board.core.questions.boards import Board, board
from situation_board.core.questions.moments import KnownThen, Moment
from situation_board.core.store import Reading
from situation_board.core.times import Time
from situation_board.core.vocabulary import Column

if TYPE_CHECKING:
    from situation_board.core.questions.search_filter import SearchFilter

Answer = tuple[dict[str, object], str]
_OF_CARDS = "Only cards of this column, their places and what speaks of them."


@click.command("board")
@FILE
@AT
@click.option("--column", type=click.Choice([column.value for column in Column], case_sensitive=False))
@JSON
@click.pass_obj
def board_command(session: Session, path: Path, at: str | None, column: str | None, as_json: bool) -> None:
    """The board: every column with its cards in order."""
    _print(session.ask(path, _board, at, column), as_json=as_json)


def _board(reading: Reading, at: str | None, column: str | None) -> Answer:
    when = moment(reading, at)
    found = board(reading, moment=when)
    if column is not None:
        kept = tuple(each for each in found.columns if each.status == column)
        found = Board(found.situation, found.as_of, kept)
    as_of = _as_of(reading, found, when)
    headings = text.Headings(reading.situation, reading.zone)
    return board_json(found, as_of, reading.zone), text.board_text(found, as_of, headings)


def _as_of(reading: Reading, found: Board, when: Moment) -> Time:
    """A closed situation is as of the time at which it was closed, at the precision at which that is known."""
    closed = reading.situation.closed_at
    if closed is not None and (when is None or isinstance(when, KnownThen)) and found.as_of == closed.earliest:
        return closed
    return times.exactly(found.as_of)


@click.command("show", short_help="One thing with all that hangs on it.")
@FILE
@click.argument("thing", metavar="THING")
@AT
@JSON
@click.pass_obj
def show_command(session: Session, path: Path, thing: str, at: str | None, as_json: bool) -> None:
    """A card, event, actor, location, route, source, report or claim with all that hangs on it."""
    _print(session.ask(path, _show, thing, at), as_json=as_json)


def _show(reading: Reading, thing: str, at: str | None) -> Answer:
    from situation_board.core.merging import conflicts
    from situation_board.core.questions.naming import find_one
    from situation_board.core.questions.show import show

    when = moment(reading, at)
    shown = show(reading, find_one(reading, thing).id, when)
    open_conflicts = conflicts(reading, subject=shown.id) if shown.conflicts else []
    answer = shown_json(shown, open_conflicts, reading.zone)
    return answer, text.shown_text(shown, open_conflicts, reading.zone)


@click.command("search", short_help="Find anything by any word, in any spelling.")
@FILE
@click.argument("words", metavar="TEXT...", nargs=-1, required=True)
@click.option(
    "--kind", "tables", metavar="TABLE", multiple=True, help="Only things of this kind, such as card or claim."
)
@click.option("--column", type=click.Choice([column.value for column in Column], case_sensitive=False), help=_OF_CARDS)
@click.option("--area", metavar="THING", help="Only what lies in this place or speaks of it.")
@click.option("--actor", metavar="THING", help="Only what names this actor.")
@click.option("--source", metavar="THING", help="Only what comes from this source.")
@click.option("--grade", metavar="GRADE", help="1 to 6 of claims and events, A to F of sources, or unrated.")
@click.option("--label", metavar="LABEL", help="Only what may be handled so, such as TLP:GREEN.")
@click.option("--dataset", metavar="THING", help="Only events: rows of this imported file, or by-hand.")
@click.option("--stale", is_flag=True, default=None, help="Only stale cards and routes.")
@click.option("--conflict", is_flag=True, default=None, help="Only what laptops disagree about.")
@click.option("--newest", is_flag=True, help="The latest first, not the best match.")
@JSON
@click.pass_obj
def search_command(
    session: Session, /, path: Path, words: tuple[str, ...], newest: bool, as_json: bool, **narrowed: Any
) -> None:
    """Find places, actors, cards, claims, events, reports and notes by any word, in any spelling."""
    _print(session.ask(path, _search, " ".join(words), newest, narrowed), as_json=as_json)


def _search(reading: Reading, words: str, newest: bool, narrowed: Mapping[str, Any]) -> Answer:
    from situation_board.core.questions.naming import short_id
    from situation_board.core.questions.search import Order, look_for

    order = Order.NEWEST if newest else Order.BEST
    hits = list(look_for(reading, words, filter=_search_filter(reading, narrowed), order=order).hits)
    ids = [short_id(reading, hit.id) for hit in hits]
    return hits_json(hits), text.hits_text(hits, ids)


def _search_filter(reading: Reading, narrowed: Mapping[str, Any]) -> SearchFilter:
    """The options of a search; things by what people call them. Mistake where there is no such."""
    from situation_board.core.questions.naming import find_one
    from situation_board.core.questions.origins import origin_named
    from situation_board.core.questions.search_filter import SearchFilter, kinds_named, label_named

    def thing(option: str, table: str) -> str | None:
        said = narrowed[option]
        return find_one(reading, said, [table], field=option).id if said else None

    return SearchFilter(
        tables=kinds_named(narrowed["tables"]) or None,
        column=Column(narrowed["column"]) if narrowed["column"] else None,
        actor=thing("actor", "actor"),
        area=thing("area", "location"),
        source=thing("source", "source"),
        grade=narrowed["grade"],
        label=label_named(narrowed["label"]) if narrowed["label"] else None,
        stale=narrowed["stale"],
        conflict=narrowed["conflict"],
        origin=origin_named(reading, narrowed["dataset"]) if narrowed["dataset"] else None,
    )


def _print(answer: Answer, *, as_json: bool) -> None:
    if as_json:
        print_json(answer[0])
    else:
        click.echo(answer[1])
