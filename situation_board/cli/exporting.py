"""The command that writes a file for others."""

from __future__ import annotations

from pathlib import Path

import click

from situation_board.cli.session import AT, FILE, JSON, Session, moment, print_json
from situation_board.core.exporting.tables import WHAT, ExportTable, export_table
from situation_board.core.exporting.writing import export_to
from situation_board.core.jsonform import document
from situation_board.core.store import Reading
from situation_board.core.vocabulary import HandlingLabel

LABELS = [label.value for label in HandlingLabel]


@click.command("export", short_help="Write cards or events into a file for others.")
@FILE
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--what", type=click.Choice(list(WHAT)), default="cards", show_default=True, help="What is written.")
@click.option("--label", type=click.Choice(LABELS, case_sensitive=False), help="Only what may be handled so.")
@click.option("--hxl", is_flag=True, help="With a row of HXL tags below the headers of a table.")
@AT
@JSON
@click.pass_obj
def export_command(
    session: Session, path: Path, out: Path, what: str, label: str | None, hxl: bool, at: str | None, as_json: bool
) -> None:
    """Write OUT.csv, OUT.xlsx, OUT.geojson or OUT.kml. Every row carries handling label, as-of, situation and exercise
    mark. What is stricter than the label is left out as if nobody had entered it. The file is read back and compared
    before it takes its place."""
    chosen = HandlingLabel(label.upper()) if label else None
    table = session.ask(path, _table, what, chosen, at)
    export_to(out, table, hxl=hxl)
    if as_json:
        print_json(document(out=str(out), what=what, rows=len(table.rows), columns=list(table.names)))
    else:
        click.echo(out)


def _table(reading: Reading, what: str, label: HandlingLabel | None, at: str | None) -> ExportTable:
    return export_table(reading, what, label=label, moment=moment(reading, at))
