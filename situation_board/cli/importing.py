"""The command that takes in a file of others: recognise, read, report, and only then load."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from situation_board.cli.import_text import imported_text
from situation_board.cli.session import FILE, JSON, Session, print_json
from situation_board.core import times
from situation_board.core.gazetteer import Gazetteer
from situation_board.core.importing.examining import Examined, examined_json
from situation_board.core.importing.importing import Imported, examine_file, import_file
from situation_board.core.importing.known_formats import FORMATS
from situation_board.core.importing.options import DateOrder, Options
from situation_board.core.jsonform import document
from situation_board.core.problems import Mistake
from situation_board.core.questions.naming import find_one
from situation_board.core.steps import end_of
from situation_board.core.store import Reading
from situation_board.core.store.loading import tidy

ORDERS = [order.value for order in DateOrder]


@click.command("import", short_help="Take in a file of others.")
@FILE
@click.argument("data", metavar="DATA", type=click.Path(path_type=Path))
@click.option(
    "format_name", "--as", metavar="FORMAT", help=f"Format of the file: {', '.join(each.name for each in FORMATS)}."
)
@click.option("--map", "mapping", metavar="FIELD=COLUMN", multiple=True, help="What a column means; metric==stock.")
@click.option("--date-format", type=click.Choice(ORDERS), help="Which comes first where dates could be read both ways.")
@click.option("--as-of", metavar="T", help="Since when a table is so that does not say it itself.")
@click.option("--actor", "actors", metavar="NAME=ACTOR", multiple=True, help="Which actor a name in the file means.")
@click.option("--source", metavar="NAME", help="Who publishes it, where the format does not say it.")
@click.option(
    "--sheet", metavar="NAME", help="Which sheet of a workbook, or table below another: as the report calls it."
)
@click.option("--keep-personal-data", is_flag=True, help="Keep e-mail addresses and telephone numbers.")
@click.option("--dry-run", is_flag=True, help="Only report what it is and what it would bring.")
@JSON
@click.pass_obj
def import_command(
    session: Session,
    path: Path,
    data: Path,
    format_name: str | None,
    mapping: tuple[str, ...],
    date_format: str | None,
    as_of: str | None,
    actors: tuple[str, ...],
    source: str | None,
    sheet: str | None,
    keep_personal_data: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Take in a file of others as one step, which undo takes back as a whole. The same dataset again replaces the
    former one. Nothing is guessed in silence: what was decided is reported with its rows."""
    with session.store(path) as store, Gazetteer() as gazetteer:
        with store.reading() as reading:
            options = Options(
                zone=reading.zone,
                now=reading.now,
                date_order=DateOrder(date_format) if date_format else None,
                columns=_pairs(mapping, "map"),
                sheet=sheet,
                source=source,
                as_of=times.parse(as_of, zone=reading.zone, now=reading.now) if as_of else None,
                actors=_actors(reading, actors),
                keeps_personal_data=keep_personal_data,
            )
        looked, examined = end_of(examine_file(store.reading, gazetteer, data, options, format=format_name))
        answer = examined_json(examined, options.zone)
        if not dry_run:
            steps = import_file(store.reading, lambda work: work(store), gazetteer, looked, options, examined)
            done = end_of(steps)
            answer |= _loaded(examined, done)
            tidy(store)
    if as_json:
        print_json(document(**answer))
    else:
        click.echo(imported_text(answer, data.name, dry_run=dry_run))


def _loaded(examined: Examined, done: Imported) -> dict[str, object]:
    left_out, replaced = done.prepared.left_out, done.replaced
    decisions = [*((each.what, each.rows) for each in examined.decisions), *left_out]
    return {
        "dataset": done.saved.ids[0] if done.saved.ids else None,
        "change": done.saved.change,
        "loaded": examined.loadable - sum(rows for _, rows in left_out),
        "decisions": [{"what": what, "rows": rows} for what, rows in decisions],
        "replaced": None
        if replaced is None
        else {
            "dataset": replaced.dataset,
            "added": replaced.added,
            "changed": replaced.changed,
            "gone": replaced.gone,
            "same": replaced.same,
            "left_behind": [asdict(each) for each in done.left_behind],
        },
    }


def _pairs(texts: tuple[str, ...], option: str) -> dict[str, str]:
    pairs = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not name.strip() or not value.strip():
            raise Mistake(f"“{text}” is not NAME=VALUE.", field=option, do=f"Write --{option} NAME=VALUE.")
        pairs[name.strip()] = value.strip()
    return pairs


def _actors(reading: Reading, texts: tuple[str, ...]) -> dict[str, str]:
    return {name: find_one(reading, actor, ["actor"]).id for name, actor in _pairs(texts, "actor").items()}
